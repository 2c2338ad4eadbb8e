"""Colours hold their contrast, sizes follow text size and density, the sheet knows every slot."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor

from bwdesk.ui.ink import of_one_piece
from bwdesk.ui.look import DESK, TEXT_SIZES, LookSource, Role, make_look
from bwdesk.ui.parts.mark import SOFT, TONE, Kind
from bwdesk.ui.theme import SHEET, Theme, sheet_for
from bwdesk.ui.tokens import DARK, LIGHT
from tests.house.checkout import PACKAGE

GROUNDS = ("canvas", "rail", "pane", "raised", "sunk", "accent_soft")


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(tokens):
    texts = ("text1", "text2", "text3", "accent", "good", "bad", "unsure", "differ", "waiting", "na")
    poor = {(text, ground) for text in texts for ground in GROUNDS if contrast(tokens.color(text), tokens.color(ground)) < 4.45}
    assert not poor
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.page_ink, tokens.page) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_a_state_can_be_read_on_its_own_soft_ground(tokens):
    assert all(contrast(tokens.color(TONE[kind]), tokens.color(SOFT[kind])) >= 4.5 for kind in Kind)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_controls_are_seen(tokens):
    assert all(contrast(tokens.control, tokens.color(ground)) >= 2.95 for ground in GROUNDS)


def test_hex_values_stand_in_the_tokens_only():
    hexes = re.compile(r"""["']#[0-9A-Fa-f]{6}["']""")
    found = [
        path.name for path in (PACKAGE / "ui").rglob("*.py") if path.parent.name != "gallery" and hexes.search(path.read_text("utf-8"))
    ]
    assert found == ["tokens.py"]
    assert not re.search(r"#[0-9A-Fa-f]{6}\b", SHEET.read_text("utf-8"))


@pytest.mark.parametrize("touch", [False, True])
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_every_line_holds_its_type(qapp, touch, size):
    look = make_look(touch=touch, text_size=size)
    assert all(look.type.px(role) * 1.25 <= look.type.line(role) for role in Role)
    assert look.density.row >= look.type.line(Role.BODY) + 4
    assert look.density.row_two >= look.type.line(Role.NAME) + look.type.line(Role.SMALL)


def test_smaller_text_does_not_shrink_targets():
    assert DESK.scaled(0.9) == DESK


def test_touch_targets_are_48(qapp):
    density = make_look(touch=True).density
    assert min(density.row, density.button, density.small_button, density.answer, density.target, density.place) >= 48


@pytest.mark.parametrize(("language", "is_mirrored"), [("ar", True), ("ur", True), ("en", False), ("km", False)])
def test_the_language_decides_the_direction(language, is_mirrored):
    assert make_look(language=language).rtl is is_mirrored


def test_the_script_of_the_interface_goes_first(qapp):
    assert make_look(language="ur").type.font(Role.BODY).families()[0] == "Noto Sans Arabic"
    assert make_look(language="en").type.font(Role.BODY).families()[0] == "Noto Sans"


def test_a_misspelt_slot_is_found():
    assert "@" not in sheet_for(SHEET.read_text("utf-8"), make_look())
    with pytest.raises(KeyError):
        sheet_for("QWidget { color: @texst1; }", make_look())


def test_less_motion_means_none():
    assert make_look(motion=False).milliseconds(120) == 0
    assert make_look(motion=True).milliseconds(120) == 120


def test_equal_choices_make_equal_looks_and_are_not_told_twice(look, qtbot):
    heard = []
    look.changed.connect(heard.append)
    look.swap(make_look(motion=False))
    assert not heard
    look.swap(make_look(motion=False, tokens=DARK))
    assert len(heard) == 1 and look.look.tokens is DARK


@pytest.mark.parametrize(
    ("text", "rtl", "is_isolated"),
    [
        ("Petra Needle Co.", True, True),
        ("شركة إبرة البتراء…", False, True),
        ("Golden Thread (Ltd).", False, False),
        ("شركة إبرة.", True, False),
        ("افتح Excel", True, False),
        ("12 / 2026", True, False),
        ("Công ty CP May Sen Xanh.", False, False),
    ],
)
def test_a_name_that_runs_against_the_interface_keeps_its_stops(text, rtl, is_isolated):
    assert (of_one_piece(text, rtl) != text) is is_isolated


def test_the_same_look_dresses_nothing_again(qapp, monkeypatch):
    source = LookSource(make_look(language="en"))
    theme = Theme(qapp, source)
    dressed = []
    monkeypatch.setattr(type(qapp), "setStyleSheet", lambda _app, sheet: dressed.append(sheet))
    theme.apply(make_look(language="en"))
    assert not dressed
    theme.apply(make_look(tokens=DARK, language="en"))
    assert len(dressed) == 1
