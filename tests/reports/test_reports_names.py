"""What saved papers are called."""

from __future__ import annotations

from bwdesk.reports.gallery import SAMPLES, every_paper, variants_that_leave_out
from bwdesk.reports.names import file_name, plain
from bwdesk.texts import joined


def test_a_name_says_its_languages_where_they_are_not_the_desks_own() -> None:
    named = [file_name("visit", "", "acme", "2026-11-23", language=code, home="fr") for code in ("fr", "en", "fr+en")]
    assert named == ["visit-acme-2026-11-23.pdf", "visit-acme-2026-11-23-en.pdf", "visit-acme-2026-11-23-fr+en.pdf"]
    assert file_name("plan", "acme", language="en") == "plan-acme-en.pdf", "who has no desk of his own is always told"


def test_a_name_has_letters_that_every_file_system_takes() -> None:
    assert plain("Golden / Thread: Ltd.", "factory") == "golden-thread-ltd"
    assert plain(joined("All of Jordan", "كل الأردن"), "factory") == "all-of-jordan"
    assert plain("រោងចក្រ", "factory") == "factory"
    assert not plain("a" * 47 + " b", "factory").endswith("-")


def test_the_gallery_names_its_papers_like_the_desk() -> None:
    names = every_paper()
    assert {"visit", "visit-km", "visit-two-en+km", "visit-rtl-ar"} <= names.keys()
    assert all(name.endswith(code) for name, (code, _) in names.items() if code != "en")
    in_english = [code for code, _ in SAMPLES.values() if code == "en"]
    assert len([code for code, _ in names.values() if code == "en"]) == len(in_english) + len(variants_that_leave_out())
