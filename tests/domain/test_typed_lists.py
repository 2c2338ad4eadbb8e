"""Lists typed into one field: every script's commas part them, in the one place that everything asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.domain.typed_lists import COMMAS, SEMICOLONS, parted, parted_names
from bwdesk.paths import ROOT
from bwdesk.texts import Texts, languages

WORDS = st.text(st.characters(exclude_characters=COMMAS + SEMICOLONS, categories=("L", "Nd", "Zs")), min_size=1).filter(str.strip)


@pytest.mark.parametrize(
    "typed",
    ["sewing, cutting, packing", "sewing،cutting ،packing", "sewing፣ cutting፣ packing", "sewing、cutting，packing",
     "sewing; cutting؛ packing", "sewing፤cutting；packing", "sewing\ncutting\r\npacking", " sewing,, \n;cutting;\u2028packing,\n"],
)  # fmt: skip
def test_every_comma_parts(typed: str) -> None:
    assert parted(typed) == ("sewing", "cutting", "packing")


def test_names_keep_their_commas() -> None:
    assert parted_names("Sok Dara, Ms; አልማዝ፣ ወ/ሮ፤ Nguyễn Lan\n;") == ("Sok Dara, Ms", "አልማዝ፣ ወ/ሮ", "Nguyễn Lan")
    assert parted("") == parted_names(" \n") == ()


@pytest.mark.parametrize("language", languages())
@given(entries=st.lists(WORDS, max_size=4))
def test_what_a_language_joins_is_parted_again(language: str, entries: list[str]) -> None:
    assert list(parted(Texts(language).commas(entries))) == [entry.strip() for entry in entries]


SPOKEN = {"measures.py", "rows.py", "row_foot.py", "pane_rows.py", "life_thread.py", "head.py", "evidence.py", "settings_sections.py"}
"""What a screen reader says of something drawn, and what is copied for support, in English."""


def test_screens_join_by_the_comma_of_their_language() -> None:
    looks = re.compile(r"""["'][,;] ["']\.join""")
    rooms = [Path(ROOT) / "bwdesk" / room for room in ("ui", "app", "runtime")]
    assert {path.name for room in rooms for path in room.rglob("*.py") if looks.search(path.read_text(encoding="utf-8"))} == SPOKEN


def test_nobody_else_parts_at_commas() -> None:
    looks = re.compile(r"""(?:split|partition)\(\s*["'][,،፣、;؛]\s?["']|re\.\w+\(\s*r?f?["']\[[^"']*(?:,;|،|؛)""")
    files = [path for room in ("domain", "usecases", "ui", "reports") for path in (Path(ROOT) / "bwdesk" / room).rglob("*.py")]
    assert len(files) > 300
    assert [path.name for path in files if looks.search(path.read_text(encoding="utf-8"))] == []
