"""Papers with hundreds of rows, hundreds of photos, none at all, and photos that cannot be read: nothing is lost and nothing stops."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import Any, Final

import pytest

from bwdesk.errors import StoreProblem
from bwdesk.reports import gallery_assessment
from bwdesk.reports.gallery import IN_LANGUAGES, SAMPLES
from bwdesk.reports.gallery_photos import drums, jpeg
from bwdesk.reports.values import Cluster, Finding, Photo, Point
from bwdesk.reports.values_progress import Written
from bwdesk.usecases.paper_makers import MAKERS
from tests.reports.reading import pages_of, printed, text_of

ROWS: Final = 400
PHOTOS: Final = 300
LEAVES: Final = 60
"""Names on certificates, which take a page each."""

MANY: Final = {
    "visit": ("agreed", "what"),
    "visit, its notes": ("notes", "text"),
    "diagnosis": ("clusters.answers", "question"),
    "plan": ("issues", "title"),
    "committee": ("facts.meetings", "decisions"),
    "committee, its members": ("facts.members", "title"),
    "progress1": ("claims", "title"),
    "progress2": ("public", "title"),
    "certificate": ("names", ""),
    "synthesis": ("clusters.points.questions", "words"),
    "portfolio": ("lines", "name"),
}
"""The list of each kind of paper that grows with the work, and the field that says which row it is ("" where rows are texts).

The assessment's 400 findings and 300 photos are in test_reports_scripts; a briefing is one page and counts what it leaves out.
"""

SAMPLE: Final = {"visit, its notes": "visit-notes"}
"""Which paper of the gallery has such rows, where it is not the plain one of its kind."""

PHOTOGRAPHED: Final = ("visit", "assessment")
"""Kinds of papers that show photos."""


def many(value: Any, path: str, name: str, count: int) -> Any:
    """A paper's values with `count` marked rows in the list at a path; of lists on the way, the first row is taken."""
    field, _, rest = path.partition(".")
    held = getattr(value, field)
    if rest:
        made = (many(held[0], rest, name, count), *held[1:]) if isinstance(held, tuple) else many(held, rest, name, count)
        return replace(value, **{field: made})
    row = slim(held[0]) if name else ""
    return replace(value, **{field: tuple(replace(row, **{name: mark(number)}) if name else mark(number) for number in range(count))})


def slim(row: Any) -> Any:
    """A row of what it must have."""
    given = {one.name: one.default for one in fields(row) if one.default is not MISSING}
    return replace(row, **given)


def mark(number: int) -> str:
    return f"row{number:03d}."


@pytest.mark.parametrize("kind", MANY)
def test_hundreds_of_rows_are_all_printed(kind: str) -> None:
    path, name = MANY[kind]
    count = ROWS if name else LEAVES
    data, result = printed(many(SAMPLES[SAMPLE.get(kind, kind.partition(",")[0])][1](), path, name, count))
    pages = pages_of(data)
    text = " ".join(pages)
    missing = [number for number in range(count) if mark(number) not in text]
    assert not missing, f"rows that do not stand there: {missing[:5]}"
    assert all(f"Page {number} of {result.pages}" in page for number, page in enumerate(pages, 1))


def test_every_kind_is_tried_with_hundreds_of_rows() -> None:
    assert {kind.partition(",")[0] for kind in MANY} | {"assessment", "briefing"} == {*MAKERS}


# --- photos --------------------------------------------------------------------------------------------------------------------------


def photographed(kind: str, photos: tuple[Photo, ...]) -> Any:
    if kind == "visit":
        return replace(SAMPLES["visit"][1](), photos=photos)
    finding = Finding("7.1", "Exits are blocked", photos=photos)
    return replace(gallery_assessment.empty(), clusters=(Cluster(7, "Safety", points=(Point("Exits", 1, 1, findings=(finding,)),)),))


@pytest.mark.parametrize("kind", PHOTOGRAPHED)
def test_hundreds_of_photos_are_all_printed_under_their_numbers(kind: str) -> None:
    picture = jpeg(drums, 96, 64)
    photos = tuple(Photo(f"P{number:03d}", picture, width=96, height=64, digest=f"{number:064x}") for number in range(PHOTOS))
    data, result = printed(photographed(kind, photos))
    text = text_of(data)
    assert not [one.number for one in photos if one.number not in text]
    assert not [check for check in result.checks if check.key == "reports.check.photo_unreadable"]
    assert len(data) < 2_000_000, "one picture that is shown many times lies in the file once"


def _gone() -> bytes:
    raise StoreProblem("papers.cannot_write", file="photo")


@pytest.mark.parametrize("kind", PHOTOGRAPHED)
def test_photos_that_cannot_be_read_are_told_and_their_places_kept(kind: str) -> None:
    whole = jpeg(drums, 96, 64)
    broken = (_gone, b"", b"no picture", whole[:30], whole.replace(b"\xff\xc0", b"\xff\xfe", 1))
    photos = tuple(Photo(f"P{number}", data, width=96 * (number % 2), height=64 * (number % 2)) for number, data in enumerate(broken))
    data, result = printed(photographed(kind, (*photos, Photo("P9", whole))))
    told = {check.detail for check in result.checks if check.key == "reports.check.photo_unreadable"}
    assert told == {one.number for one in photos}
    text = text_of(data)
    assert text.count("This photograph cannot be shown") == len(photos)
    assert all(one.number in text for one in photos)


# --- nothing at all ------------------------------------------------------------------------------------------------------------------

SAID: Final = {
    "visit": (
        "days not recorded", "next visit not agreed yet", "nobody was recorded", "Nothing was written down.",
        "No points were agreed at this visit.", "the advisor has promised nothing",
    ),
    "briefing": (
        "none yet in this cycle", "nothing recorded", "No issue is open.", "Nobody promised anything that is still open.",
        "The package of this cycle is not known.", "No window is open or near.", "Nobody was recorded.", "No question is waiting.",
    ),
    "diagnosis": (
        "No sitting of the committee was recorded.", "No question has been answered yet.", "The committee has not chosen an issue yet.",
        "Management and workers gave the same answer",
    ),
    "assessment": ("No question has a result yet.", "No key strengths were written down.", "None were raised."),
    "plan": ("The committee has not ranked them yet.", "The plan holds no issue yet."),
    "committee": (
        "No member of the committee is written down yet.", "No election of the workers’ side is written down.",
        "the rhythm of meetings cannot be judged", "The programme names no criteria for this.",
    ),
    "progress1": (
        "The factory has not handed in its words yet.", "No assessment of this cycle has been released",
        "There is no issue in the improvement plan", "Nothing was planned or held for this factory in the cycle.",
        "No member of the committee is written down yet.", "No advisory visit has taken place in this cycle.",
    ),
    "progress2": (
        "No member of the committee is written down yet.", "The programme names no criteria for this.",
        "Nothing was planned or held for this factory in the cycle.", "There is no issue in the improvement plan",
        "No publicly reported issue is in the plan.", "The records ask for nothing, and nothing was written here.",
    ),
    "certificate": ("This is to certify that of Kingfisher Bend",),
    "synthesis": (
        "No assessment has been released yet.", "Nothing has been judged in enough factories yet.", "No plan has issues yet.",
        "No issue has a day since which it stands.", "No cycle has begun.",
    ),
}  # fmt: skip
"""What a paper without any records says of what is not there."""
SAID["portfolio"] = (*SAID["synthesis"], "No factory is named in this variant.")


def emptied(value: Any) -> Any:
    """A paper's values with nothing in them that they need not have; of its sections the headings alone."""
    changes = {}
    for one in fields(value):
        held = getattr(value, one.name)
        if one.name == "head" or one.default is MISSING:
            continue
        if one.name in ("sections", "own"):
            changes[one.name] = tuple(replace(section, words="") if isinstance(section, Written) else section for section in held)
        else:
            changes[one.name] = one.default
    return replace(value, **changes)


@pytest.mark.parametrize("kind", IN_LANGUAGES)
def test_a_paper_without_records_says_so_in_every_section(kind: str) -> None:
    text = text_of(printed(emptied(SAMPLES[kind][1]()))[0])
    assert [sentence for sentence in SAID[kind] if sentence not in text] == []
