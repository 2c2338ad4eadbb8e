"""Fonts: found where they lie, said when they are missing, never an empty box."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bwdesk.errors import FileProblem
from bwdesk.reports import fonts
from bwdesk.reports.compose import Typesetter, clean
from bwdesk.reports.fonts import Cut, FontSet, font_folders, font_set

NOTO = Path("/usr/share/fonts/truetype/noto")


def test_every_script_of_the_programme_can_be_printed_here() -> None:
    if not (NOTO / "NotoSans-Regular.ttf").exists():
        pytest.skip("Noto is not installed on this machine")
    assert fonts.missing_scripts() == []


def test_a_machine_without_fonts_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as refused:
        FontSet([tmp_path])
    assert refused.value.key == "papers.no_fonts"


def test_scripts_without_a_font_are_named(tmp_path: Path) -> None:
    latin = font_set(font_folders()).latin(Cut.TEXT).path
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(latin.read_bytes())
    missing = FontSet([tmp_path]).missing()
    assert {"khmer", "bengali", "arabic", "urdu", "han"} <= set(missing)
    assert "latin" not in missing


def test_what_no_font_has_becomes_its_code_point(tmp_path: Path) -> None:
    latin = font_set(font_folders()).latin(Cut.TEXT).path
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(latin.read_bytes())
    setter = Typesetter(FontSet([tmp_path]), "en", False)
    from bwdesk.reports.style import BODY

    composed = setter.compose("a ខ \U0001f600", BODY)
    text = "".join(atom.run.glyphs.text for row in composed.rows for atom in row if atom.run)
    assert text == "a [U+1781] [U+1F600]"
    assert list(setter.unprintable) == ["U+1781", "U+1F600"]


def test_the_folder_named_by_the_person_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BWDESK_FONTS", str(tmp_path / "one") + os.pathsep + str(tmp_path / "two"))
    assert font_folders()[:2] == (tmp_path / "one", tmp_path / "two")


@pytest.mark.parametrize(
    ("cluster", "name"),
    [
        ("ក្រុ", "NotoSansKhmer"),
        ("ক্ষ", "NotoSansBengali"),
        ("ع", "NotoNaskhArabic"),
        ("1", "NotoSans-"),
        ("(", "NotoSans-"),
        ("三", "DroidSansFallback"),
        ("ế", "NotoSans-"),
    ],
)
def test_a_cluster_comes_from_the_font_of_its_script(cluster: str, name: str) -> None:
    if not (NOTO / "NotoSansKhmer-Regular.ttf").exists():
        pytest.skip("Noto is not installed on this machine")
    font = font_set(font_folders()).font_for(cluster, Cut.TEXT)
    assert font is not None
    assert font.name.startswith(name)


def test_urdu_asks_for_nastaliq() -> None:
    if not (NOTO / "NotoNastaliqUrdu-Regular.ttf").exists():
        pytest.skip("Nastaliq is not installed on this machine")
    font = font_set(font_folders()).font_for("ر", Cut.TEXT, nastaliq=True)
    assert font is not None
    assert font.name.startswith("NotoNastaliq")


def test_hostile_characters_are_taken_out() -> None:
    assert clean("a\x00b\x07\u202ec\u202c\td\r\ne\ud800") == "abc d\ne\ufffd"
    assert clean("a\n\n\n\n\nb") == "a\n\nb"


def test_a_code_runs_from_left_to_right_between_arabic_words() -> None:
    from bwdesk.reports.style import BODY

    composed = Typesetter(font_set(font_folders()), "ar", True).compose("نص \U0001f600 نص", BODY)
    levels = {atom.run.glyphs.text: atom.level for row in composed.rows for atom in row if atom.run}
    assert levels["[U+1F600]"] == 2 and levels["نص"] == 1
