"""Words, numbers and dates of papers in one language. Digits are western unless others are asked for; no number is rounded silently.

Sentences come from the catalogue of the paper's language, which may be another than the screen's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from unicodedata import bidirectional, category

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from bwdesk.domain.earlier import BEFORE
from bwdesk.domain.programme import DIGITS, in_digits
from bwdesk.reports.compose import Span, strong
from bwdesk.reports.order import outside
from bwdesk.reports.values import People
from bwdesk.texts import OPEN, Pair, Texts, joined, side, sided, sides

NARROW = "\u00a0"
_WESTERN = {code: str(digit) for start in DIGITS.values() for digit, code in enumerate(range(start, start + 10))}
_FIGURES = "cycle|cycles|page|quota|of|held|all|repeated|new|numbers|management|workers"
_NUMBERED = re.compile(rf" (?=\{{(?:{_FIGURES})\}})|(?<=\u0640) (?=\{{)")  # "cycle 2", "page 13", "of 6", "لـ 4" are never parted
_BEFORE_A_FIGURE = re.compile("\u200b(?=[0-9A-Za-z\u17e0-\u17e9])")
# What the locale data would write otherwise: figures only, or four letters of September.
_LONG = {"en": "d MMMM y", "ur": "d MMMM y"}
_MEDIUM = {"en": "d MMM y", "ar": "d MMM y", "ur": "d MMM y"}
_FIRST = "er"
_TO_RIGHT, _TO_LEFT = frozenset({"L"}), frozenset({"R", "AL"})


class Words:
    """A catalogue with numbers and dates in its language. Call it for a sentence, as one calls `Texts`."""

    def __init__(self, texts: Texts, digits: str = "") -> None:
        self.texts = texts
        self._digits = {ord("0") + digit: DIGITS[digits] + digit for digit in range(10)} if digits else {}
        self.digits, self._system = digits, digits or "latn"
        self.language = texts.language
        self.is_right_to_left = texts.is_right_to_left
        self.locale = _locale(texts("reports.locale"))

    def __call__(self, key: str, /, **params: object) -> str:
        sentence = _NUMBERED.sub(NARROW, in_digits(self.texts(key), self.digits))
        return sentence.format(**self._slots(params)) if params else sentence

    @property
    def draft_lines(self) -> list[str]:
        """That nobody has reviewed this language's words, in it and last in English; nothing where all were reviewed."""
        if not self.texts.is_draft:
            return []
        said = (self("reports.draft_words"), Texts()("reports.draft_words"))
        return [self.isolated(one) for one in dict.fromkeys(said)]

    def count(self, key: str, number: int, /, **params: object) -> str:
        """The plural sentence of `key`; the slot {n} is the number as it is written in this language, not parted from what is counted."""
        params = self._slots(params) | {"n": self.number(number)}
        slots = {name: f"{{{name}}}" for name in params}
        sentence = _NUMBERED.sub(NARROW, in_digits(self.texts.count(key, number, **slots), self.digits))
        return sentence.replace("{n} ", f"{{n}}{NARROW}").format(**params)

    def number(self, value: float) -> str:
        """A number with the language's separators; halves keep their half."""
        return self.local(format_decimal(value, locale=self.locale, numbering_system=self._system))

    def local(self, text: str) -> str:
        """Figures in the paper's digits: only for what was counted or is a day, a time or a page; codes, and what people typed, stay."""
        return text.translate(self._digits) if self._digits else text

    def day(self, day: date) -> str:
        """8 July 2025, never broken between day and month."""
        return self.local(_unbroken(self._date(day, _LONG.get(self.locale.language, "long"))))

    def short_day(self, day: date) -> str:
        """8 Jul 2025"""
        return self.local(_unbroken(self._date(day, _MEDIUM.get(self.locale.language, "medium"))))

    def _date(self, day: date, form: str) -> str:
        """A date as the language writes it; French counts the first of a month as such, which the locale data do not."""
        told = format_date(day, form, locale=self.locale)
        return told.replace("1", f"1{_FIRST}", 1) if day.day == 1 and self.locale.language == "fr" else told

    def month(self, day: date) -> str:
        """Jul"""
        return self.local(format_date(day, "MMM", locale=self.locale))

    def month_of_year(self, day: date) -> str:
        """July 2025; julio de 2025."""
        return self.local(format_skeleton("yMMMM", day, locale=self.locale))

    def day_or(self, day: date | None, words: str) -> str:
        """The short day, else the words given for it, else a dash: nothing is left to guess."""
        return words or (self.short_day(day) if day else "–")

    def time(self, at: datetime) -> str:
        return self.local(format_time(at, "HH:mm", locale="en"))

    def moment(self, at: datetime) -> str:
        """8 July 2025, 15:12"""
        return self("reports.moment", day=self.day(at.date()), time=self.time(at))

    def span(self, start: datetime, end: datetime | None) -> str:
        """Day with the hours from and to; an end on another day names that day."""
        if end is None:
            return self.moment(start)
        if end.date() == start.date():
            return self("reports.hours", day=self.day(start.date()), start=self.time(start), end=self.time(end))
        return self("reports.moments", start=self.moment(start), end=self.moment(end))

    def days(self, days: Iterable[date]) -> str:
        """Some days as a list, shortened where they share month and year and begin with the day: 8 and 9 July 2025."""
        given = sorted(set(days))
        if not given:
            return "–"
        told = [self.day(day) for day in given]
        firsts = [one.split()[0] for one in told]
        numbers = [first.removesuffix(_FIRST) for first in firsts]
        is_first = all(number.isdecimal() and int(number) == day.day for number, day in zip(numbers, given, strict=True))
        if is_first and len({(day.year, day.month) for day in given}) == 1:
            return self.listed([*firsts[:-1], told[-1]])
        return self.listed(told)

    def commas(self, parts: Iterable[str]) -> str:
        """Parts between this language's commas."""
        return self.texts.commas(map(self.apart, parts))

    def semicolons(self, parts: Iterable[str]) -> str:
        return self("reports.semicolon").join(map(self.apart, parts))

    def listed(self, parts: Iterable[str]) -> str:
        """Parts as a list; Khmer joins its "and" to a word of its own, not to a figure or a Latin name."""
        return _BEFORE_A_FIGURE.sub(" ", format_list([self.apart(part) for part in parts], locale=self.locale))

    def ended(self, text: str) -> str:
        """The text with this language's full stop, unless it ends in a sign already."""
        return text if not text or category(text[-1]) == "Po" else text + self("reports.full_stop")

    def labelled(self, label: str, text: str) -> str:
        """Label and text with this language's colon between them."""
        return label + self("reports.colon") + self.apart(text)

    def of(self, part: float, whole: float) -> list[str | Span]:
        """**11** of 62"""
        before, _, after = self("reports.of", part="\x01", whole=self.number(whole)).partition("\x01")
        return [before.replace(" ", NARROW), strong(self.number(part)), after.replace(" ", NARROW)]

    def country(self, code: str) -> str:
        """The name of a country (ISO alpha-2)."""
        return str(self.locale.territories.get(code, code))

    def people(self, people: People) -> str:
        """5 (2 women, 3 men); what is not known is not said."""
        total = people.known_total
        if total is None:
            return self("reports.people_unknown")
        parts = [
            self.count(key, number).replace(" ", NARROW)
            for key, number in (("reports.women", people.women), ("reports.men", people.men), ("reports.others", people.other))
            if number is not None
        ]
        return self("reports.people", total=self.number(total), parts=self.commas(parts)) if parts else self.number(total)

    def about(self, key: str, cycle: int) -> str:
        """A sentence about an earlier cycle; about the time before this program it is another one."""
        return self(_before(key)) if cycle == BEFORE else self(key, cycle=self.number(cycle))

    def count_about(self, key: str, number: int, cycle: int) -> str:
        """The same for a plural sentence."""
        return self.count(_before(key), number) if cycle == BEFORE else self.count(key, number, cycle=self.number(cycle))

    def about_cycles(self, key: str, cycles: Iterable[int]) -> str:
        """A sentence about several earlier cycles, of which the first may be the time before this program."""
        found = sorted(set(cycles))
        if found == [BEFORE]:
            return self(_before(key))
        named = [self.number(cycle) for cycle in found if cycle != BEFORE]
        return self.count(key, len(found), cycles=self.commas([*named, *([self("reports.before.too")] if BEFORE in found else [])]))

    def apart(self, text: str) -> str:
        """What a person wrote in letters of the other direction, set apart: figures and commas beside it stay where they are read.

        A list whose parts are set apart already keeps the direction of its sentence.
        """
        if text.isascii() and not self.is_right_to_left:
            return text
        against = _TO_RIGHT if self.is_right_to_left else _TO_LEFT
        return f"\u2068{text}\u2069" if any(bidirectional(sign) in against for sign in outside(text)) else text

    def _slots(self, params: Mapping[str, object]) -> dict[str, object]:
        return {name: self.apart(value) if isinstance(value, str) else value for name, value in params.items()}

    def isolated(self, text: str) -> str:
        """Codes and names set apart from the direction around them."""
        return f"\u2068{text}\u2069" if self.is_right_to_left and text else text


class PairWords(Words):
    """Words in two languages: every sentence and day is joined of both, figures stand in the digits of the first."""

    def __init__(self, texts: Pair, digits: str = "") -> None:
        super().__init__(texts.first, digits)
        self.texts = texts
        self.both = (Words(texts.first, digits), Words(texts.second, digits))

    def _join(self, make: Callable[[int, Words], str]) -> str:
        return joined(*(make(which, words) for which, words in enumerate(self.both)))

    def __call__(self, key: str, /, **params: object) -> str:
        return self._join(lambda which, words: words(key, **sided(params, which)))

    @property
    def draft_lines(self) -> list[str]:
        """In each language that nobody has reviewed, and last in English."""
        said = [words("reports.draft_words") for words in self.both if words.texts.is_draft]
        return [self.isolated(one) for one in dict.fromkeys([*said, Texts()("reports.draft_words")])] if said else []

    def count(self, key: str, number: int, /, **params: object) -> str:
        return self._join(lambda which, words: words.count(key, number, **sided(params, which)))

    def number(self, value: float) -> str:
        return self._join(lambda _, words: words.number(value))

    def country(self, code: str) -> str:
        return self._join(lambda _, words: words.country(code))

    def day(self, day: date) -> str:
        return self._join(lambda _, words: words.day(day))

    def short_day(self, day: date) -> str:
        return self._join(lambda _, words: words.short_day(day))

    def month(self, day: date) -> str:
        return self._join(lambda _, words: words.month(day))

    def month_of_year(self, day: date) -> str:
        return self._join(lambda _, words: words.month_of_year(day))

    def days(self, days: Iterable[date]) -> str:
        given = list(days)
        return self._join(lambda _, words: words.days(given))

    def semicolons(self, parts: Iterable[str]) -> str:
        return self._with("semicolons", list(parts))

    def listed(self, parts: Iterable[str]) -> str:
        return self._with("listed", list(parts))

    def ended(self, text: str) -> str:
        """What a person wrote is not said twice for its full stop."""
        if OPEN not in text:
            return self.both[0].ended(text)
        return self._join(lambda which, words: words.ended(side(text, which)))

    def labelled(self, label: str, text: str) -> str:
        """What a person wrote stands once, behind the label in both languages."""
        if OPEN not in text:
            return label + self("reports.colon") + text
        return self._join(lambda which, words: words.labelled(side(label, which), side(text, which)))

    def _with(self, how: str, parts: list[str]) -> str:
        """A list in both languages; of names and codes alone, which have none, once."""
        if not any(OPEN in part for part in parts):
            return str(getattr(self.both[0], how)(parts))
        return self._join(lambda which, words: getattr(words, how)([side(part, which) for part in parts]))

    def of(self, part: float, whole: float) -> list[str | Span]:
        """A figure of a table: once, its head says in both languages what it is."""
        return self.both[0].of(part, whole)

    def apart(self, text: str) -> str:
        return text if OPEN in text else max((words.apart(text) for words in self.both), key=len)

    def isolated(self, text: str) -> str:
        return f"\u2068{text}\u2069" if text and any(words.is_right_to_left for words in self.both) else text


def _before(key: str) -> str:
    return f"reports.before.{key.removeprefix('reports.')}"


def words_of(texts: Texts, digits: str = "") -> Words:
    """Words in the one language of a catalogue, or in both."""
    return PairWords(texts, digits) if isinstance(texts, Pair) else Words(texts, digits)


def capital(text: str) -> str:
    """The text with its first letter large, where the script has large letters."""
    return joined(*(one[:1].upper() + one[1:] for one in sides(text))) if OPEN in text else text[:1].upper() + text[1:]


def hash_groups(digest: str) -> str:
    """16 hex digits in fours, as people compare them."""
    digits = digest.replace(" ", "").upper()
    return NARROW.join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _unbroken(text: str) -> str:
    return _western(text).replace(" ", NARROW).replace("\u200f", "")


def _western(text: str) -> str:
    return text.translate(_WESTERN)


def _locale(name: str) -> Locale:
    """The catalogue's own locale, so that dates never stand in another language than the words around them."""
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
