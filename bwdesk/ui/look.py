"""How everything is drawn, as one frozen value: colours, type, sizes, direction. Never reached through a global.

A widget gets a `LookSource` in its constructor, reads `source.look` when it paints and listens to `source.changed`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF

from bwdesk.texts import RIGHT_TO_LEFT
from bwdesk.ui.ink import Ink
from bwdesk.ui.tokens import LIGHT, Tokens

CAPITAL: Final = 0.714  # height of Noto Sans capitals in ems; other first families say other things, and icons would dance
TEXT_SIZES: Final = (0.9, 1.0, 1.15, 1.3, 1.5)


class Role(StrEnum):
    """What a piece of text is; its size, line height and weight follow."""

    DISPLAY = "display"
    TITLE = "title"
    QUESTION = "question"
    HEADING = "heading"
    LOCAL = "local"
    NOTE = "note"
    BODY = "body"
    NAME = "name"
    STRONG = "strong"
    SMALL = "small"
    WORD = "word"
    TINY = "tiny"
    KEY = "key"


# role: (px on desk, line on desk, px on touch, line on touch, weight)
_SIZES: Final[dict[Role, tuple[int, int, int, int, int]]] = {
    Role.DISPLAY: (28, 40, 28, 40, 600),
    Role.TITLE: (20, 28, 20, 28, 600),
    Role.QUESTION: (20, 28, 18, 28, 600),
    Role.HEADING: (16, 24, 16, 24, 600),
    Role.LOCAL: (16, 28, 16, 28, 400),
    Role.NOTE: (15, 24, 15, 24, 400),
    Role.BODY: (13, 20, 14, 20, 400),
    Role.NAME: (13, 20, 14, 20, 500),
    Role.STRONG: (13, 20, 14, 20, 600),
    Role.SMALL: (12, 16, 12, 16, 400),
    Role.WORD: (12, 16, 12, 16, 500),
    Role.TINY: (11, 16, 11, 16, 400),
    Role.KEY: (11, 16, 11, 16, 500),
}

_FAMILIES: Final = (
    "Noto Sans",
    "Noto Sans Khmer",
    "Noto Sans Bengali",
    "Noto Sans Arabic",
    "Noto Sans Sinhala",
    "Noto Sans Tamil",
    "Noto Sans Devanagari",
    "Noto Sans Ethiopic",
    "Noto Sans Myanmar",
    "Noto Sans CJK SC",
    "Droid Sans Fallback",
)
# Not Nastaliq for Urdu: Qt 6.11 moves its stacked letters down instead of up, so words cannot be read. Papers shape it themselves.
_FIRST_FAMILIES: Final = dict.fromkeys(("ar", "fa", "ur"), "Noto Sans Arabic")


def families(language: str) -> list[str]:
    """Font families in the order they are asked; the script of an Arabic or Urdu interface goes first."""
    first = _FIRST_FAMILIES.get(language)
    return list(dict.fromkeys((first, *_FAMILIES) if first else _FAMILIES))


class Type:
    """Fonts by role; a value that never changes. Sizes are pixels, multiplied by the text size of the settings."""

    def __init__(self, factor: float = 1.0, touch: bool = False, language: str = "en") -> None:
        self.factor, self.touch, self.language = factor, touch, language
        self._fonts: dict[tuple[Role, int], QFont] = {}
        self._metrics: dict[Role, QFontMetricsF] = {}
        at = 2 if touch else 0
        self._px = {role: round(sizes[at] * factor) for role, sizes in _SIZES.items()}

    def _key(self) -> tuple[float, bool, str]:
        return self.factor, self.touch, self.language

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Type) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def px(self, role: Role) -> int:
        return self._px[role]

    def line(self, role: Role) -> int:
        """Height of one line in px; enough for the ink of every script but Nastaliq."""
        sizes = _SIZES[role]
        return round(sizes[3 if self.touch else 1] * self.factor)

    def weight(self, role: Role) -> int:
        return _SIZES[role][4]

    def font(self, role: Role, weight: int | None = None) -> QFont:
        """The font of `role`, with another weight when one is given. Shared: copy before changing."""
        asked = weight or self.weight(role)
        found = self._fonts.get((role, asked))
        if found is None:
            found = QFont(families(self.language))
            found.setPixelSize(self.px(role))
            found.setWeight(QFont.Weight(asked))
            if role is Role.DISPLAY:
                found.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.3)
            self._fonts[role, asked] = found
        return found

    def metrics(self, role: Role) -> QFontMetricsF:
        """Metrics of the first family of a role; other scripts are measured by laying them out (Ink)."""
        found = self._metrics.get(role)
        if found is None:
            found = self._metrics[role] = QFontMetricsF(self.font(role))
        return found

    def baseline(self, role: Role, top: float, height: float) -> float:
        """Where the baseline stands so that capitals are centred in a band of `height` at `top`."""
        return top + (height + self.px(role) * CAPITAL) / 2


class Density(NamedTuple):
    """Sizes in px. `touch` says which of the two it is; both grow with text larger than normal."""

    touch: bool
    rail: int
    place: int
    rail_icon: int
    header: int
    title_row: int
    inset: int
    row: int
    row_today: int
    row_two: int
    card: int
    column_head: int
    group_row: int
    button: int
    small_button: int
    answer: int
    pane: int
    pane_ledgers: int
    pane_reports: int
    bar: int
    strip: int
    map_cell: int
    map_mark: int
    map_rows: int
    list_mark: int
    answer_mark: int
    gap: int
    icon: int
    target: int

    def scaled(self, factor: float) -> Density:
        """The same sizes for larger text; smaller text keeps the sizes (targets do not shrink)."""
        grow = max(1.0, factor)
        kept = {"touch", "map_rows"}
        return self._replace(**{name: round(getattr(self, name) * grow) for name in self._fields if name not in kept})


DESK: Final = Density(
    touch=False,
    rail=176,
    place=32,
    rail_icon=18,
    header=48,
    title_row=56,
    inset=24,
    row=28,
    row_today=36,
    row_two=48,
    card=72,
    column_head=32,
    group_row=28,
    button=32,
    small_button=26,
    answer=44,
    pane=336,
    pane_ledgers=288,
    pane_reports=344,
    bar=40,
    strip=32,
    map_cell=12,
    map_mark=9,
    map_rows=4,
    list_mark=12,
    answer_mark=14,
    gap=4,
    icon=16,
    target=24,
)
TOUCH: Final = Density(
    touch=True,
    rail=80,
    place=64,
    rail_icon=24,
    header=56,
    title_row=56,
    inset=20,
    row=48,
    row_today=48,
    row_two=64,
    card=80,
    column_head=40,
    group_row=48,
    button=48,
    small_button=48,
    answer=56,
    pane=280,
    pane_ledgers=280,
    pane_reports=280,
    bar=72,
    strip=32,
    map_cell=24,
    map_mark=16,
    map_rows=2,
    list_mark=16,
    answer_mark=16,
    gap=8,
    icon=18,
    target=48,
)


class Look(NamedTuple):
    """Everything a paint needs to know. Swapped whole; two equal looks draw the same pixels."""

    tokens: Tokens = LIGHT
    type: Type = Type()
    density: Density = DESK
    rtl: bool = False
    motion: bool = True

    @property
    def touch(self) -> bool:
        return self.density.touch

    @property
    def direction(self) -> Qt.LayoutDirection:
        return Qt.LayoutDirection.RightToLeft if self.rtl else Qt.LayoutDirection.LeftToRight

    @property
    def locale(self) -> QLocale:
        return locale_of(self.type.language)

    def milliseconds(self, wanted: int) -> int:
        """Length of a movement; nothing moves where the person or the system asked for less motion."""
        return wanted if self.motion else 0


def make_look(*, tokens: Tokens = LIGHT, touch: bool = False, text_size: float = 1.0, language: str = "en", motion: bool = True) -> Look:
    """A look from the choices of a person. `text_size` is one of TEXT_SIZES, `language` decides fonts and direction."""
    density = (TOUCH if touch else DESK).scaled(text_size)
    return Look(tokens, Type(text_size, touch, language), density, language in RIGHT_TO_LEFT, motion)


class DeskLocale(QLocale):
    """Names, order and marks of a language, with the digits 0 to 9: the sentences around them have those."""

    def toString(self, *given: Any) -> str:
        said = super().toString(*given).translate(_PLAIN)
        return _MOONS.sub(lambda moon: _MONTHS[moon[0]], said) if self.language() == QLocale.Language.Sinhala else said


_PLAIN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹০১২৩৪৫৬৭৮৯٬٫", "0123456789" * 3 + ",.")
_MONTHS: Final = dict(
    zip(
        "දුරුතු නවම් මැදින් බක් වෙසක් පොසොන් ඇසළ නිකිණි බිනර වප් ඉල් උඳුවප්".split(),
        "ජන පෙබ මාර්තු අප්‍රේල් මැයි ජූනි ජූලි අගෝ සැප් ඔක් නොවැ දෙසැ".split(),
        strict=True,
    )
)
"""Qt names Sinhala months by the moon; days of work, and the papers, go by January to December."""
_MOONS: Final = re.compile("|".join(_MONTHS))
_PLACES: Final = {"en": "en_GB", "ar": "ar_JO"}
"""Whose customs are meant where a language has several: 23 Nov as in Britain, months as papers of Jordan name them."""


@cache
def locale_of(language: str) -> QLocale:
    """Dates and numbers as the readers of `language` write them."""
    return DeskLocale(_PLACES.get(language, language))


def language_name(code: str) -> str:
    """The language's own name for itself, as menus show it."""
    return "English" if code == "en" else locale_of(code).nativeLanguageName().capitalize()


class LookSource(QObject):
    """Holds the look of a window, with its laid-out texts, and says when it was swapped."""

    changed = Signal(object)

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.ink = Ink(look)

    @property
    def look(self) -> Look:
        return self._look

    def swap(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self.ink = Ink(look)
            self.changed.emit(look)
