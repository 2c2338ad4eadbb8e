"""Which line of a sheet is its heading, and which column holds which fact of a factory.

Told by the words of the headings (heading_words.py) and, where they say nothing, by what stands in the columns. Always a proposal:
a person can map columns by hand, and a mapping is only `{column index: field}`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from bwdesk.domain.osid import is_valid_os_id, tidy_os_id
from bwdesk.interchange.countries import country_code
from bwdesk.interchange.heading_words import ALONE, HEADINGS, LOCAL, MEN, NOT_WORKERS, WOMEN, WORKERS
from bwdesk.interchange.sheet import Line, Sheet, join_heading
from bwdesk.interchange.words import is_written_without_blanks, main_script, plain_heading

FIELDS: Final = tuple(field for field in HEADINGS if field)
SEVERAL: Final = frozenset({"address", "products", "buyers", "contact"})
"""Fields that may be gathered from more than one column; the others take one."""

ColumnMap = Mapping[int, str]
_CERTAIN: Final = 100
_LIKELY: Final = 55
_HEADING_WITHIN: Final = 40  # filled lines from the top in which a heading is looked for
_ACCENTED: Final = frozenset(("năm", "năm thành lập"))  # a year; without its accent the word means men
_SAMPLE: Final = 60  # rows that tell what a column holds


def heading_key(field: str) -> str:
    """The text key of a field's heading, as it is written in exports and shown over a column."""
    return f"intake.field.{field}"


def recognise_columns(headings: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> dict[int, str]:
    """A proposal which column holds which field, from the headings and some rows; columns that say nothing are left out."""
    claims = [(score, -column, field) for column, text in enumerate(headings) for field, score in _claims(text).items()]
    mapping: dict[int, str] = {}
    ignored = {column for column, text in enumerate(headings) if _claims(text).get("", 0) >= max(_claims(text).values(), default=1)}
    for score, negative, field in sorted(claims, reverse=True):
        column = -negative
        taken = field not in SEVERAL and field in mapping.values()
        if score >= _LIKELY and field and column not in mapping and column not in ignored and not taken:
            mapping[column] = field
    columns = [[row[column] for row in sample[:_SAMPLE] if column < len(row) and row[column]] for column in range(len(headings))]
    _from_contents(mapping, ignored, columns)
    _two_names(mapping, headings, columns)
    return dict(sorted(mapping.items()))


def find_heading(sheet: Sheet) -> Sheet:
    """The sheet with its heading found: the line near the top with most known words, with a second line where it belongs to it."""
    lines = sheet.lines[:_HEADING_WITHIN]
    known = [len(_known_fields(line.cells)) for line in lines]
    best = max(known, default=0)
    at = known.index(best) if best else 0
    if best >= 2 or (best == 1 and "name" in _known_fields(lines[at].cells) and not _looks_like_data(lines[at])):
        return replace(sheet, header_at=at, header_lines=2 if _has_second_line(lines, at) else 1)
    wide = next((place for place, line in enumerate(lines) if sum(map(bool, line.cells)) > 1), 0)
    is_heading = bool(lines) and len(sheet.lines) > wide + 1 and not _looks_like_data(lines[wide])
    return replace(sheet, header_at=wide, header_lines=1 if is_heading else 0)


def with_heading(sheet: Sheet, row: int | None) -> Sheet:
    """The sheet with the heading a person chose: the number of its line, or None for a list without one."""
    if row is None:
        return replace(sheet, header_at=0, header_lines=0)
    at = next((place for place, line in enumerate(sheet.lines) if line.number >= row), 0)
    return replace(sheet, header_at=at, header_lines=1)


def columns_of(sheet: Sheet) -> dict[int, str]:
    """What `recognise_columns` proposes for a sheet."""
    return recognise_columns(sheet.columns, [row.cells for row in sheet.rows[:_SAMPLE]])


@lru_cache(maxsize=20_000)
def _claims(heading: str) -> Mapping[str, float]:
    """Which fields a heading could mean, and how surely; "" is the claim of headings that mean none of them."""
    text = plain_heading(heading.replace("%", " percent "))
    if not text or len(text) > 80:
        return {}
    if unicodedata.normalize("NFC", " ".join(heading.casefold().split())) in _ACCENTED:
        return {"": _CERTAIN}
    exact, by_word, unspaced = _known_headings()
    if text in exact:
        known = exact[text]
        return {known.field: known.certainty}
    words = set(text.split())
    claims: dict[str, float] = {}
    for known in {known for word in words for known in by_word.get(word, ())}:
        if known.words <= words and (len(known.words) > 1 or (len(known.text) > 3 and known.text not in _set(ALONE))):
            score = 55 + 12 * len(known.words) - 6 * min(len(words) - len(known.words), 5)
            claims[known.field] = max(score, claims.get(known.field, 0))
    for known in unspaced:
        if known.text in text:
            claims[known.field] = max(60 + 5 * min(len(known.text), 6), claims.get(known.field, 0))
    _by_sex(words, claims)
    if "name" in claims and words & _set(LOCAL):
        claims["local_name"] = claims["name"] + 10
    return claims


def _by_sex(words: set[str], claims: dict[str, float]) -> None:
    if words & _set(NOT_WORKERS) and "total" not in words:
        for field in ("workers_women", "workers_men", "workers_total"):
            claims.pop(field, None)
        return
    for field, own, other in (("workers_women", WOMEN, MEN), ("workers_men", MEN, WOMEN)):
        if words & _set(own) and not words & _set(other) and words & _set(WORKERS):
            claims[field] = 90


def _listed(words: str) -> list[str]:
    return [text for written in words.replace("\n", "·").split("·") if (text := plain_heading(written))]


@cache
def _set(words: str) -> frozenset[str]:
    """One of the lists of heading_words.py, its words made comparable."""
    return frozenset(_listed(words))


@dataclass(frozen=True, slots=True)
class _Known:
    text: str
    field: str
    words: frozenset[str]
    certainty: float


@cache
def _known_headings() -> tuple[dict[str, _Known], dict[str, list[_Known]], list[_Known]]:
    """The known headings by their whole text, by each of their words, and those of scripts that write no blanks."""
    exact: dict[str, _Known] = {}
    for field, headings in HEADINGS.items():
        for place, text in enumerate(_listed(headings)):
            exact.setdefault(text, _Known(text, field, frozenset(text.split()), _CERTAIN - place / 100))
    by_word: dict[str, list[_Known]] = {}
    for known in exact.values():
        for word in known.words:
            by_word.setdefault(word, []).append(known)
    unspaced = [known for known in exact.values() if len(known.text) > 2 and is_written_without_blanks(known.text)]
    return exact, by_word, unspaced


def _known_fields(cells: Sequence[str]) -> set[str]:
    known = set()
    for cell in cells:
        claims = _claims(cell) if 0 < len(cell) <= 80 else {}
        best = max(claims, key=lambda field: claims[field], default="")
        if best and claims[best] >= _LIKELY:
            known.add(best)
    return known


def _looks_like_data(line: Line) -> bool:
    return any(cell.replace(",", "").isdigit() or is_valid_os_id(tidy_os_id(cell)) or country_code(cell) for cell in line.cells if cell)


def _has_second_line(lines: Sequence[Line], at: int) -> bool:
    """Whether the line below the heading belongs to it: words under a spanning heading, or the heading in a second language."""
    if at + 1 >= len(lines) or lines[at + 1].number != lines[at].number + 1 or _looks_like_data(lines[at + 1]):
        return False
    alone = _known_fields(lines[at + 1].cells)
    width = max(len(lines[at].cells), len(lines[at + 1].cells))
    joined = _known_fields(join_heading(lines[at : at + 2], width))
    filled = sum(map(bool, lines[at + 1].cells))
    return (len(alone) >= 2 and len(joined) > len(_known_fields(lines[at].cells))) or len(alone) > max(2, filled // 2)


def _from_contents(mapping: dict[int, str], ignored: set[int], columns: Sequence[Sequence[str]]) -> None:
    """Finds what no heading named: OS IDs, countries, and in a list without headings names and addresses."""
    for column, cells in enumerate(columns):
        if len(cells) >= 2 and "os_id" not in mapping.values() and _share(cells, lambda cell: is_valid_os_id(tidy_os_id(cell))) > 0.6:
            mapping[column] = "os_id"
    for column, cells in enumerate(columns):
        free = column not in mapping and column not in ignored
        if free and cells and "country" not in mapping.values() and _share(cells, _names_country) > 0.8:
            mapping[column] = "country"
    if mapping and set(mapping.values()) - {"country", "os_id"}:
        return
    texts = [column for column, cells in enumerate(columns) if column not in mapping and column not in ignored and _is_text(cells)]
    if texts:
        mapping[texts[0]] = "name"
        rest = [column for column in texts[1:] if sum(map(len, columns[column])) / len(columns[column]) > 20]
        if rest:
            mapping[rest[0]] = "address"


def _names_country(cell: str) -> bool:
    return cell != "NA" and country_code(cell) is not None  # where no heading says country, NA is "not applicable", not Namibia


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(1 for cell in cells if holds(cell)) / len(cells)


def _is_text(cells: Sequence[str]) -> bool:
    return (
        bool(cells)
        and _share(cells, lambda cell: any(character.isalpha() for character in cell)) > 0.8
        and len(set(cells)) > len(cells) / 2
    )


def _two_names(mapping: dict[int, str], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """Of two columns with names, the one in another script is the local name."""
    names = [column for column, text in enumerate(headings) if mapping.get(column, "name") == "name" and _claims(text).get("name", 0) >= 80]
    if "local_name" in mapping.values() or len(names) < 2:
        return
    latin = [column for column in names if main_script("".join(columns[column]) or headings[column]) in ("LATIN", "")]
    other = [column for column in names if column not in latin]
    if latin and other:
        mapping.update({latin[0]: "name", other[0]: "local_name"})
