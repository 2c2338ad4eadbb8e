"""Colours by name, light and dark: the only place where hex values stand. Never sizes, never widgets."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtGui import QColor


class Tokens(NamedTuple):
    """One set of colours. Every pair of ground and text in use holds 4.5 : 1, marks and control borders 3 : 1 (see tests/ui)."""

    is_dark: bool
    canvas: QColor
    rail: QColor
    pane: QColor
    raised: QColor
    sunk: QColor
    hair: QColor
    control: QColor
    text1: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    accent_pressed: QColor
    on_accent: QColor
    accent_soft: QColor
    accent_line: QColor
    page: QColor
    page_ink: QColor
    good: QColor
    good_soft: QColor
    bad: QColor
    bad_soft: QColor
    unsure: QColor
    unsure_soft: QColor
    differ: QColor
    differ_soft: QColor
    waiting: QColor
    waiting_soft: QColor
    na: QColor
    na_soft: QColor

    def color(self, name: str) -> QColor:
        """The colour called `name`; an unknown name raises KeyError."""
        found = getattr(self, name, None)
        if not isinstance(found, QColor):
            raise KeyError(name)
        return found

    def names(self) -> dict[str, str]:
        """Token names as the style sheet writes them (`accentSoft`) with their hex value."""
        return {_camel(name): self.color(name).name() for name in self._fields if name != "is_dark"}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _tokens(is_dark: bool, **hexes: str) -> Tokens:
    return Tokens(is_dark=is_dark, **{name: QColor(value) for name, value in hexes.items()})


LIGHT: Final = _tokens(
    False,
    canvas="#FBFAF8",
    rail="#F2F0EC",
    pane="#F6F4F0",
    raised="#FFFFFF",
    sunk="#ECE9E4",
    hair="#E2DED7",
    control="#8C8579",
    text1="#24211D",
    text2="#57524A",
    text3="#6E685E",
    accent="#33489B",
    accent_pressed="#2A3C85",
    on_accent="#FFFFFF",
    accent_soft="#E5E9F6",
    accent_line="#B4BEE3",
    page="#FFFFFF",
    page_ink="#24211D",
    good="#226741",
    good_soft="#E2EFE6",
    bad="#AB3222",
    bad_soft="#F9E6E1",
    unsure="#7D4F00",
    unsure_soft="#F6EAD0",
    differ="#77398C",
    differ_soft="#F2E6F5",
    waiting="#3B5B76",
    waiting_soft="#E3EBF1",
    na="#686259",
    na_soft="#ECE9E4",
)

DARK: Final = _tokens(
    True,
    canvas="#1C1B19",
    rail="#151412",
    pane="#201F1D",
    raised="#292724",
    sunk="#302D2A",
    hair="#37342F",
    control="#827B70",
    text1="#ECE9E4",
    text2="#BDB7AD",
    text3="#A09A8F",
    accent="#A9B7F2",
    accent_pressed="#8F9FE6",
    on_accent="#161A2E",
    accent_soft="#2B3152",
    accent_line="#4C578C",
    page="#F4F2EE",
    page_ink="#24211D",
    good="#7FCB9E",
    good_soft="#1E3429",
    bad="#F2917D",
    bad_soft="#412620",
    unsure="#E3B65F",
    unsure_soft="#3B301A",
    differ="#D2A4E2",
    differ_soft="#382843",
    waiting="#97BCDA",
    waiting_soft="#21313E",
    na="#A8A196",
    na_soft="#2F2C28",
)
