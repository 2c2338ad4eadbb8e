"""What a variant of a paper leaves out, by rule; and the look for what must not stand in it. Pure, and blind to kinds of papers.

A rule names places in a paper's values by their path ("clusters.findings.photos"): redacting sets them to what a paper without them
would hold. Nothing is blackened; it is not there. The rules are data: resources/programme/variants.json, protected.json.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar, cast

from bwdesk.domain.edition import Variant
from bwdesk.domain.names_noted import DOTS, EAST
from bwdesk.domain.typed_lists import COMMAS, SEMICOLONS

P = TypeVar("P")

HEADS: Final = ("count", "women", "men", "other", "total")
"""Fields of a value that count people; `of` is what they are counted out of."""

GOING_OUT: Final = frozenset({Variant.FACTORY, Variant.BUYER, Variant.PUBLIC})

RUN: Final = 6
"""So many words in a row, as they stand in what must stay closed, are its words and no accident."""

_HAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f]")
"""Letters of scripts that set no blanks between words: Thai, Lao, Burmese, Khmer, kana, Han."""

_JOINED: Final = re.compile(f"{_UNSPACED.pattern}|[{EAST}]")
"""Letters of scripts in which a name may be written with a blank inside or without: those, and Hangul."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one variant leaves out of one kind of paper. Paths begin at the paper; lists are passed through.

    `drop`: set to their default. `small`: values that count people, dropped below `small_group`. `letters`: places of evidence letters
    and the letters that go. `only`: lists of which only what has the flag stays.
    """

    drop: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    letters: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Protected:
    """Words that must not stand on a paper: a name (`is_name`) or a text that stays closed; and the record and field they are from."""

    words: str
    kind: str
    thing_id: str
    field: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class ProtectedField:
    """A field of a kind of record whose words must not stand on a variant, where `when` (field, values) holds of the record."""

    kind: str
    name: str
    is_name: bool
    variants: frozenset[Variant]
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def holds(self, thing: object) -> bool:
        """Whether the words of this record's field are protected."""
        return all(getattr(thing, name) in values for name, values in self.when.items())


@dataclass(frozen=True, slots=True)
class Leak:
    """A place of a paper (its path) in which protected words stand, and the page (from 1) that shows them; 0 where none is known.

    `text`: what stands there, as it is compared.
    """

    path: str
    found: Protected
    page: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person should look: the page (from 1), the words or the sign that should not stand there, the text they stand in."""

    page: int
    sign: str = ""
    words: str = ""


def redacted(paper: P, rule: Rule, small_group: int) -> P:
    """The paper as a variant shows it. People in groups smaller than `small_group` are not counted out."""
    return cast(P, _walk(paper, "", rule, small_group))


def _walk(value: Any, path: str, rule: Rule, small: int) -> Any:
    if isinstance(value, tuple):
        flag = rule.only.get(path)
        return tuple(_walk(part, path, rule, small) for part in value if flag is None or getattr(part, flag))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for one in fields(value):
        place = f"{path}.{one.name}" if path else one.name
        held = getattr(value, one.name)
        shown = _default(one) if place in rule.drop else _walk(held, place, rule, small)
        gone = rule.letters.get(place)
        if gone is not None and isinstance(shown, str):
            shown = "".join(letter for letter in shown if letter not in gone)
        if shown is not held:
            changed[one.name] = shown
    made = replace(value, **changed) if changed else value
    return _without_small(made, small) if path in rule.small else made


def _default(one: Any) -> Any:
    if one.default is not MISSING:
        return one.default
    if one.default_factory is not MISSING:
        return one.default_factory()
    raise ValueError(f"{one.name}: cannot be left out of a paper")


def _without_small(value: Any, small: int) -> Any:
    """Every count goes as soon as one group, or what is left of it, is small: none can then be worked out from the others."""
    counts = {name: getattr(value, name) for name in HEADS if getattr(value, name, None) is not None}
    of = getattr(value, "of", None)
    rest = [of - counts["count"]] if of is not None and "count" in counts else []
    if not any(0 < number < small for number in [*counts.values(), *rest]):
        return value
    gone = {**dict.fromkeys(counts), **({"of": None} if of is not None else {}), **({"words": ""} if hasattr(value, "words") else {})}
    return replace(value, **gone)


# --- what must not stand there -------------------------------------------------------------------------------------------------------


def leaks(paper: object, protected: Iterable[Protected], texts: Mapping[str, str] | None = None) -> list[Leak]:
    """Where protected words stand: in any text of the paper's values, and in `texts` (metadata and text layer, by place)."""
    places = [*texts_of(paper), *(texts or {}).items()]
    look = [(one, _finder(one)) for one in protected if one.words.strip()]
    return [Leak(path, one, text=text) for path, text in ((p, plain(t)) for p, t in places) for one, finds in look if finds(text)]


def on_pages(found: Iterable[Leak], pages: Sequence[str]) -> tuple[Leak, ...]:
    """Leaks with the pages on which their words stand, by the text of each page: the second of the same words on the second, and so on."""
    texts = [plain(text) for text in pages]
    where: dict[Protected, list[int]] = {}
    placed = []
    for leak in found:
        if leak.found not in where:
            finds = _finder(leak.found)
            where[leak.found] = [number for number, text in enumerate(texts, 1) if finds(text)]
        left = where[leak.found]
        placed.append(replace(leak, page=(left.pop(0) if len(left) > 1 else left[0]) if left else 0))
    return tuple(placed)


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a paper's values with its path; a field of keys, which is no text, says so in its metadata (`is_said`)."""
    if isinstance(value, str):
        if value.strip():
            yield path, value
    elif isinstance(value, tuple | list | frozenset):
        for part in value:
            yield from texts_of(part, path)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_of(part, path)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.metadata.get("is_said", True):
                yield from texts_of(getattr(value, one.name), f"{path}.{one.name}" if path else one.name)


def plain(text: str) -> str:
    """Text as it is compared: folded, without marks that are not seen, one blank between words."""
    shown = "".join(" " if c.isspace() else "" if unicodedata.category(c) == "Cf" else c for c in unicodedata.normalize("NFKC", text))
    return " ".join(shown.casefold().split())


def _finder(protected: Protected) -> Callable[[str], bool]:
    """Names anywhere; a long text wherever so many of its words stand in a row; a word or two of closed text only where nothing else is."""
    sought = plain(protected.words)
    words = sought.split()
    if not protected.is_name and _mostly_unspaced(sought):
        return _letters_in_a_row("".join(words))
    if protected.is_name or 2 < len(words) <= RUN:
        name = _bounded(sought)
        return lambda text: name.search(text) is not None
    if len(words) <= RUN:
        return lambda text: text == sought
    runs = [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    return lambda text: any(run in text for run in runs)


def _letters_in_a_row(sought: str) -> Callable[[str], bool]:
    """The same where no blanks tell words apart: so many letters stand for so many words. Windows lie `step` apart, to be few."""
    most, step = (8, 2) if _HAN.search(sought) else (18, 6)
    if len(sought) <= most // 2:
        return lambda text: "".join(text.split()) == sought
    runs = {sought[at : at + most] for at in (*range(0, len(sought) - most, step), max(0, len(sought) - most))}

    def finds(text: str) -> bool:
        joined = "".join(text.split())
        return any(run in joined for run in runs)

    return finds


def _mostly_unspaced(text: str) -> bool:
    return 2 * len(_UNSPACED.findall(text)) > len(text)


def _bounded(sought: str) -> re.Pattern[str]:
    """A name between word boundaries; its words may stand apart by any sign, in either order.

    Scripts without capitals join other words or endings to a name (Arabic, Tamil), some set no blanks at all (Khmer): there a name of
    several words, or a long one without a blank, is found inside what stands around it, and a blank may stand between any two letters.
    """
    parts = [part for part in re.split(rf"[\s.{COMMAS}{SEMICOLONS}{DOTS}]+", sought) if part]
    is_joined = _JOINED.search(sought) is not None
    is_long = len(parts) > 1 or (is_joined and len(sought) >= _least(sought))
    gap, inside = (r"[\W_]*", " ?") if is_joined else (r"[\W_]+", "")

    def edged(order: Sequence[str]) -> str:
        before, after = (not is_long or _has_edge(sign) for sign in (order[0][:1], order[-1][-1:]))
        written = gap.join(inside.join(map(re.escape, part)) for part in order)
        return (r"(?<!\w)" if before else "") + written + (r"(?!\w)" if after else "")

    return re.compile("|".join(edged(order) for order in (parts, parts[::-1]) if order) or r"(?!)")


def _least(sought: str) -> int:
    """So many letters of one word are a name inside what stands around it; Korean sets blanks, and two letters are in many words."""
    return 2 if _HAN.search(sought) else 3 if re.search(f"[{EAST}]", sought) else RUN


def _has_edge(sign: str) -> bool:
    """Whether words of its script stand alone: it has capitals, or is no letter."""
    return sign.lower() != sign.upper() or not unicodedata.category(sign).startswith(("L", "M"))


def days_written(day: date, written: Iterable[str]) -> tuple[str, ...]:
    """The ways a day can stand on a paper: as papers of each language write it, and in figures."""
    return tuple(dict.fromkeys((*written, day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}")))


def rules_of(parsed: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Mapping[Variant, Mapping[str, Rule]]:
    """The rules as the data gives them: variant, kind of report, rule. A kind that is not named is not made in that variant."""
    return {Variant(variant): {kind: _rule(said) for kind, said in kinds.items()} for variant, kinds in parsed.items()}


def protected_fields(parsed: Mapping[str, Mapping[str, Iterable[Mapping[str, Any]]]]) -> tuple[ProtectedField, ...]:
    """The fields as the data gives them: "names" or "texts", then "kind.field". Without variants: all that go out."""
    return tuple(
        ProtectedField(
            kind, name, group == "names", frozenset(map(Variant, said.get("variants", GOING_OUT))),
            {field: frozenset(values) for field, values in said.get("when", {}).items()},
        )
        for group, paths in parsed.items()
        for path, rows in paths.items()
        for kind, _, name in [path.partition(".")]
        for said in rows
    )  # fmt: skip


def _rule(said: Mapping[str, Any]) -> Rule:
    return Rule(
        frozenset(said.get("drop", ())), frozenset(said.get("small", ())), dict(said.get("letters", {})), dict(said.get("only", {}))
    )
