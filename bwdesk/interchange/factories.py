"""Rows of a sheet as factories: what was taken, what was refused and why, and what a person should look at.

Nothing is invented: a blank number stays unknown, a cell that cannot be read is left out and said, and text is kept as it stands,
formula-like or not. A row is refused only without a name or a country. Which factories are already there is told by identity.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bwdesk.domain.osid import is_valid_os_id, os_id_country, tidy_os_id
from bwdesk.interchange.countries import country_code
from bwdesk.interchange.export import unguarded
from bwdesk.interchange.headings import SEVERAL
from bwdesk.interchange.identity import id_key, place_key
from bwdesk.interchange.numbers import is_not_given, people
from bwdesk.interchange.sheet import TELL_EVERY, Line, Sheet, Tell, column_letters
from bwdesk.interchange.words import main_script, plain

LONGEST_TEXT: Final = 2_000  # characters of a short field in the register
LONGEST_OS_ID: Final = 40
_NUMBERS: Final = ("workers_women", "workers_men", "workers_total")
_SUM_WORDS: Final = frozenset(map(plain, (
    "total", "totals", "grand total", "sub total", "subtotal", "sum", "tổng", "tổng cộng", "jumlah", "total général", "total general",
    "toplam", "genel toplam", "gesamt", "gesamtsumme", "summe", "insgesamt", "ድምር", "ጠቅላላ ድምር", "ጠቅላላ", "එකතුව", "මුළු එකතුව",
    "மொத்தம்", "மொத்த கூடுதல்", "کل", "کل میزان", "میزان", "সর্বমোট", "মোট", "សរុប", "សរុបរួម", "الإجمالي", "المجموع",
)))  # fmt: skip
_LANGUAGES: Final = {
    "BENGALI": "bn", "KHMER": "km", "SINHALA": "si", "TAMIL": "ta", "ETHIOPIC": "am", "THAI": "th", "MYANMAR": "my", "LAO": "lo",
    "CJK": "zh", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CYRILLIC": "ru", "HEBREW": "he", "GREEK": "el",
}  # fmt: skip
_LATIN_LANGUAGES: Final = {"VN": "vi", "ID": "id", "MG": "mg", "HT": "fr", "NI": "es", "UZ": "uz"}


@dataclass(frozen=True, slots=True)
class FactoryRow:
    """A factory as one row gives it; `row` is its number in the file. None stands for a number the list does not give.

    `source` is the list's name and `source_key` the row's mark in it: a digest of country, name and place, with its own id there.
    """

    row: int
    name: str
    country: str
    local_name: str = ""
    local_language: str = ""
    os_id: str = ""
    address: str = ""
    city: str = ""
    products: str = ""
    buyers: str = ""
    contact: str = ""
    workers_total: int | None = None
    workers_women: int | None = None
    workers_men: int | None = None
    source: str = ""
    source_key: str = ""


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something to say about a row: the text key of the sentence, its parameters, and the heading of the column concerned."""

    row: int
    column: str
    key: str
    params: dict[str, str]


@dataclass(frozen=True, slots=True)
class FactoryList:
    """What a sheet gave: `read` = factories + refusals. Notes concern rows that were taken."""

    read: int
    factories: tuple[FactoryRow, ...]
    refusals: tuple[RowNote, ...]
    notes: tuple[RowNote, ...]


def factory_rows(
    sheet: Sheet, mapping: Mapping[int, str], default_country: str | None = None, list_name: str = "", tell: Tell | None = None
) -> FactoryList:
    """Reads the rows of a sheet by a column mapping. `default_country` (ISO alpha-2) stands where a row names no country."""
    reading = _Reading(sheet, mapping, default_country, list_name)
    rows = sheet.rows
    for place, line in enumerate(rows):
        if tell is not None and place % TELL_EVERY == 0:
            tell(place, len(rows))
        reading.read(line)
    return FactoryList(len(rows), _with_keys(reading.factories), tuple(reading.refusals), tuple(reading.notes))


class _Reading:
    """One pass over the rows of a sheet."""

    def __init__(self, sheet: Sheet, mapping: Mapping[int, str], default_country: str | None, list_name: str) -> None:
        self._headings = sheet.columns
        self._heading_words = {plain(text) for text in self._headings if text}
        self._columns: dict[str, list[int]] = {}
        for column in sorted(mapping):
            self._columns.setdefault(mapping[column], []).append(column)
        self._default_country = default_country
        self._list_name = list_name
        self.factories: list[tuple[FactoryRow, str]] = []
        self.refusals: list[RowNote] = []
        self.notes: list[RowNote] = []

    def read(self, line: Line) -> None:
        name, local_name = self._text(line, "name"), self._text(line, "local_name")
        if is_not_given(name):
            name, local_name = local_name, ""
        refusal = self._why_not(line, name)
        if refusal is not None:
            self.refusals.append(refusal)
            return
        os_id = self._os_id(line)
        country = self._country(line, os_id)
        if country is None:
            return
        women, men, total = (self._number(line, field) for field in _NUMBERS)
        self._check_sum(line, women, men, total)
        factory = FactoryRow(
            row=line.number,
            name=name,
            country=country,
            local_name=local_name,
            local_language=_language(local_name, country),
            os_id=os_id,
            address=self._text(line, "address"),
            city=self._text(line, "city"),
            products=self._text(line, "products"),
            buyers=self._text(line, "buyers"),
            contact=self._text(line, "contact"),
            workers_total=total,
            workers_women=women,
            workers_men=men,
            source=self._list_name,
        )
        own_id = self._text(line, "external_id")
        self.factories.append((factory, "" if is_not_given(own_id) else own_id))

    def _why_not(self, line: Line, name: str) -> RowNote | None:
        filled = [cell for cell in line.cells if cell]
        if len(filled) > 1 and all(plain(cell) in self._heading_words for cell in filled):
            return self._note(line, "name", "intake.row.heading_again")
        if plain(name) in _SUM_WORDS or (not name and plain(filled[0]) in _SUM_WORDS):
            return self._note(line, "name", "intake.row.sum_line")
        if is_not_given(name):
            return self._note(line, "name", "intake.row.no_name")
        if len(filled) == 1 and "country" in self._columns and country_code(name):
            return self._note(line, "name", "intake.row.title_line", value=name)
        return None

    def _text(self, line: Line, field: str) -> str:
        pieces: list[str] = []
        for column in self._columns.get(field, ()):
            piece = unguarded(_flowing(line.cell(column), ", " if field in SEVERAL else " "))
            if piece and piece not in pieces:
                pieces.append(piece)
        text = ", ".join(pieces)
        if len(text) > LONGEST_TEXT:
            self.notes.append(self._note(line, field, "intake.note.cut", limit=str(LONGEST_TEXT)))
            text = text[:LONGEST_TEXT]
        return text

    def _country(self, line: Line, os_id: str) -> str | None:
        given = self._text(line, "country")
        if not is_not_given(given):
            code = country_code(given)
            if code is None:
                self.refusals.append(self._note(line, "country", "intake.row.country_unknown", value=given[:80]))
            elif (os_id_country(os_id) or code) != code:
                self.notes.append(self._note(line, "os_id", "intake.note.os_id_country", value=os_id, country=code))
            return code
        code = os_id_country(os_id) or self._default_country
        if code is None:
            self.refusals.append(self._note(line, "country", "intake.row.no_country"))
        return code

    def _os_id(self, line: Line) -> str:
        given = self._text(line, "os_id")
        tidy = tidy_os_id(given)
        if is_not_given(given):
            return ""
        if is_valid_os_id(tidy):
            return tidy
        self.notes.append(self._note(line, "os_id", "intake.note.os_id_wrong", value=given[:LONGEST_OS_ID]))
        return tidy if len(tidy) <= LONGEST_OS_ID else ""

    def _number(self, line: Line, field: str) -> int | None:
        given = self._text(line, field)
        number, note = people(given)
        if note is not None:
            self.notes.append(self._note(line, field, note, value=given[:80], number=str(number or "")))
        return number

    def _check_sum(self, line: Line, women: int | None, men: int | None, total: int | None) -> None:
        if total is not None and (women or 0) + (men or 0) > total:
            parts = {"women": str(women or 0), "men": str(men or 0), "total": str(total)}
            self.notes.append(self._note(line, "workers_total", "intake.note.more_than_total", **parts))

    def _note(self, line: Line, field: str, key: str, **params: str) -> RowNote:
        columns = self._columns.get(field, ())
        column = self._headings[columns[0]] or column_letters(columns[0]) if columns and columns[0] < len(self._headings) else ""
        return RowNote(line.number, column, key, params)


def _with_keys(taken: list[tuple[FactoryRow, str]]) -> tuple[FactoryRow, ...]:
    """The rows with their marks. A list's own id counts only where it marks one factory, not a supplier with several; running numbers,
    which the next edition of a list counts anew, only where nothing else tells two rows apart."""
    keys = [place_key(factory.country, factory.name, factory.address, factory.city) for factory, _ in taken]
    places: dict[str, set[str]] = {}
    rows: dict[str, set[str]] = {}
    for (_, own_id), key in zip(taken, keys, strict=True):
        places.setdefault(own_id, set()).add(key)
        rows.setdefault(key, set()).add(own_id)
    is_count = _are_running_numbers([own_id for own_id in places if own_id])
    return tuple(
        replace(
            factory,
            source_key=id_key(own_id, key) if own_id and len(places[own_id]) == 1 and not (is_count and len(rows[key]) == 1) else key,
        )
        for (factory, own_id), key in zip(taken, keys, strict=True)
    )


def _are_running_numbers(own_ids: list[str]) -> bool:
    """Whether the ids of a list only count its rows: 1, 2, 3 …, not one left out."""
    numbers = {int(own_id) for own_id in own_ids if own_id.isdecimal()}
    return len(numbers) == len(own_ids) and numbers in (set(range(len(numbers))), set(range(1, len(numbers) + 1)))


def _flowing(text: str, line_break: str) -> str:
    """A cell's text in one line with single blanks."""
    if not text.isprintable() or "  " in text or "\u00a0" in text:
        pieces = (" ".join(piece.split()).strip(",") for piece in text.split("\n"))
        return line_break.join(piece for piece in pieces if piece)
    return text


def _language(local_name: str, country: str) -> str:
    """The language a local name is most likely written in, by its script and country; "" where that does not tell."""
    script = main_script(local_name)
    if script == "LATIN":
        return _LATIN_LANGUAGES.get(country, "")
    if script == "ARABIC":
        return "ur" if country == "PK" else "ar"
    if script == "DEVANAGARI":
        return "ne" if country == "NP" else "hi"
    return _LANGUAGES.get(script, "")
