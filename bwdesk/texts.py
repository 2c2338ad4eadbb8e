"""Words by key, from gettext catalogues bound to an instance (a report may be in another language than the screen).

Sources are `resources/texts/<language>/<area>.po`; all areas of a language are compiled into one `bwdesk.mo` beside them, and those of the
frame alone into `frame.mo`: the window that asks for the PIN does not wait for all the others.
`./run` compiles them; a missing or older `.mo` is compiled here, so that a fresh checkout also starts.

A translation that no person has reviewed carries gettext's flag `fuzzy`. It is used all the same; wherever a language is chosen, and in
a paper's last lines, it is called a draft. How many there are stands in `bwdesk.json` beside the `.mo`.
"""

from __future__ import annotations

import gettext
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bwdesk.errors import Words
from bwdesk.paths import RESOURCES

SOURCE_LANGUAGE = "en"
FRAME = "frame"
_Words: TypeAlias = gettext.GNUTranslations
RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa", "he"})
_COUNTED = re.compile(r"\{(n|number)\}")


class Standing(NamedTuple):
    """How far the translation into a language has come: sentences there are, of so many in English, and those nobody has reviewed."""

    sentences: int
    whole: int
    drafts: int

    @property
    def percent(self) -> int:
        """Rounded down, so that only a whole translation is 100 %."""
        return self.sentences * 100 // self.whole if self.whole else 0


class Texts:
    """The words of one language; what it lacks comes from English, what English lacks shows as its key."""

    def __init__(self, language: str = SOURCE_LANGUAGE, folder: Path = RESOURCES / "texts") -> None:
        self.language = language
        self._catalogues = [Catalogue(one) for name in dict.fromkeys((language, SOURCE_LANGUAGE)) if (one := _compiled(folder / name))]
        self._folder = folder

    @property
    def code(self) -> str:
        """What `texts_of` makes the same words from again."""
        return self.language

    @property
    def is_right_to_left(self) -> bool:
        return self.language in RIGHT_TO_LEFT

    @property
    def is_draft(self) -> bool:
        """Whether some of these words are translations that no person has reviewed."""
        return self.language != SOURCE_LANGUAGE and standing(self.language, self._folder).drafts > 0

    def __call__(self, key: str, /, **params: object) -> str:
        """The sentence for `key`, with `{name}` slots filled from `params`; a parameter that is a text key (`Words`) with its words."""
        for catalogue in self._catalogues:
            found = catalogue.gettext(key)
            if found != key:
                said = {name: self(value) if isinstance(value, Words) else value for name, value in params.items()}
                return found.format(**said) if said else found
        return key

    def count(self, key: str, number: int, /, **params: object) -> str:
        """The sentence for `key` in the plural form of `number`, which also fills the slot `{number}`.

        Bengali and Sinhala, like French and Amharic, count none with one: where that form says "one" in words, none takes the other.
        """
        for catalogue in self._catalogues:
            found = catalogue.ngettext(key, key + ".many", number)
            if number == 0 and not _COUNTED.search(found) and found == catalogue.ngettext(key, key + ".many", 1):
                found = catalogue.ngettext(key, key + ".many", 100)
            if found not in (key, key + ".many"):
                return found.format(number=number, **params)
        return f"{key} {number}"

    def commas(self, parts: Iterable[str]) -> str:
        """The parts of a list between this language's commas; empty ones are left out."""
        return self("frame.comma").join(part for part in parts if part)

    def semicolons(self, parts: Iterable[str]) -> str:
        """The same, where the parts may hold commas themselves."""
        return self("reports.semicolon").join(part for part in parts if part)

    def has(self, key: str) -> bool:
        return any(catalogue.gettext(key) != key for catalogue in self._catalogues)


class Catalogue:
    """The compiled words of one language: the frame's at once, all of them when the first other one is asked for."""

    def __init__(self, whole: Path) -> None:
        self._whole: Path | None = whole
        self._words = _read(whole.with_stem(FRAME))

    def gettext(self, key: str) -> str:
        """The sentence, or the key again."""
        found = self._words.gettext(key)
        return found if found != key else self._all().gettext(key)

    def ngettext(self, key: str, many: str, number: int) -> str:
        """The sentence in the plural form of a number, or a key again."""
        found = self._words.ngettext(key, many, number)
        return found if found not in (key, many) else self._all().ngettext(key, many, number)

    def _all(self) -> _Words:
        """All words, read now if they were not. Several threads may come to it at once: at worst each reads them."""
        whole = self._whole
        if whole is not None:
            self._words = _read(whole)
            self._whole = None
        return self._words


def _read(path: Path) -> _Words:
    with path.open("rb") as stream:
        return gettext.GNUTranslations(stream)


OPEN, MIDDLE, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
"""What a text in two languages is held together by: characters that never are in a text of people."""
_TWIN = re.compile(f"{OPEN}([^{OPEN}{CLOSE}{MIDDLE}]*){MIDDLE}([^{OPEN}{CLOSE}{MIDDLE}]*){CLOSE}")


class Pair(Texts):
    """The words of two languages at once, for papers in both: every sentence is `joined`, and said once where both are alike."""

    def __init__(self, first: Texts, second: Texts) -> None:
        self.language = first.language
        self.first, self.second = first, second

    @property
    def code(self) -> str:
        return f"{self.first.code}+{self.second.code}"

    @property
    def is_draft(self) -> bool:
        return self.first.is_draft or self.second.is_draft

    def __call__(self, key: str, /, **params: object) -> str:
        return joined(self.first(key, **sided(params, 0)), self.second(key, **sided(params, 1)))

    def count(self, key: str, number: int, /, **params: object) -> str:
        return joined(self.first.count(key, number, **sided(params, 0)), self.second.count(key, number, **sided(params, 1)))

    def commas(self, parts: Iterable[str]) -> str:
        """The list in both languages; of names and codes alone, which have none, once."""
        given = list(parts)
        if not any(OPEN in part for part in given):
            return self.first.commas(given)
        return joined(*(texts.commas(side(part, which) for part in given) for which, texts in enumerate((self.first, self.second))))

    def has(self, key: str) -> bool:
        return self.first.has(key)


@cache
def texts_of(code: str) -> Texts:
    """The words of a language ("km"), or of two ("en+km"); read once."""
    first, _, second = code.partition("+")
    return Pair(Texts(first), Texts(second)) if second and second != first else Texts(first)


def joined(first: str, second: str) -> str:
    """One text that stands for the same words in two languages."""
    return first if first == second else f"{OPEN}{first}{MIDDLE}{second}{CLOSE}"


def side(text: str, which: int) -> str:
    """The text in its first (0) or second (1) language; what is of no language belongs to both."""
    return _TWIN.sub(lambda found: found[which + 1], text) if OPEN in text else text


def sides(text: str) -> tuple[str, ...]:
    """The text in each of its languages: one or two."""
    return (side(text, 0), side(text, 1)) if OPEN in text else (text,)


def flat(text: str) -> str:
    """The text on one line, where two cannot stand: first / second."""
    return " / ".join(dict.fromkeys(sides(text)))


def sided(params: Mapping[str, object], which: int) -> dict[str, object]:
    return {name: side(value, which) if isinstance(value, str) else value for name, value in params.items()}


def languages(folder: Path = RESOURCES / "texts") -> list[str]:
    """Languages that have a catalogue."""
    return sorted(path.name for path in folder.iterdir() if any(path.glob("*.po")))


def standing(language: str, folder: Path = RESOURCES / "texts") -> Standing:
    """How far a language's words have come; none at all for a language without a catalogue."""
    sentences, drafts = _counts(folder / language)
    return Standing(sentences, _counts(folder / SOURCE_LANGUAGE)[0], drafts)


def compile_catalogue(source: Path) -> Path:
    """Writes `frame.mo` and `bwdesk.mo` of one language folder from its `.po` files, drafts too; a key given twice raises ValueError."""
    from babel.messages.catalog import Catalog  # a build step: the desk itself reads .mo with the standard library
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    def read(path: Path) -> Catalog:
        with path.open("rb") as stream:
            return read_po(stream, locale=source.name)

    whole: Catalog | None = None
    drafts = 0
    for path in sorted(source.glob("*.po")):
        part = read(path)
        drafts += sum(1 for message in part if message.id and message.fuzzy)
        if whole is None:
            whole = part  # its header, with the plural forms, is the header of all
            continue
        for message in part:
            if not message.id:
                continue
            if message.id in whole:
                raise ValueError(f"{path}: {message.id!r} stands in two catalogues")
            whole[message.id] = message
    if whole is None:
        raise ValueError(f"{source}: no catalogue")
    target, frame = source / "bwdesk.mo", source / "frame.po"
    draft = target.with_suffix(f".{os.getpid()}.new")  # two programs may start at once
    draft.write_text(json.dumps({"sentences": len(whole), "drafts": drafts}), "utf-8")
    draft.replace(_counted(target))
    for words, made in ((read(frame) if frame.exists() else whole, target.with_stem(FRAME)), (whole, target)):
        with draft.open("wb") as out:
            write_mo(out, words, use_fuzzy=True)
        draft.replace(made)
    return target


def _compiled(source: Path) -> Path | None:
    """The compiled words of one language, made now where they are missing or older than their sources."""
    parts = list(_sources(source))
    if not parts:
        return None
    target = source / "bwdesk.mo"
    made = (target, target.with_stem(FRAME), _counted(target))
    if not all(one.exists() for one in made) or target.stat().st_mtime < max(part.stat().st_mtime for part in parts):
        compile_catalogue(source)
    return target


def _counted(target: Path) -> Path:
    return target.with_suffix(".json")


def _counts(source: Path) -> tuple[int, int]:
    target = _compiled(source)
    if target is None:
        return 0, 0
    found = json.loads(_counted(target).read_text("utf-8"))
    return found["sentences"], found["drafts"]


def _sources(source: Path) -> Iterator[Path]:
    return source.glob("*.po") if source.is_dir() else iter(())
