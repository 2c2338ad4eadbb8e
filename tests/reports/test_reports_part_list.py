"""The parts of a paper as they are listed beside it: all of the profile's, where each begins, and which no record fills."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.domain.edition import Variant
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.report import OWN_WORDS
from bwdesk.domain.sections import filled_from, party_of
from bwdesk.reports.gallery import SAMPLES, variant_of
from bwdesk.reports.part_list import parts_listed
from bwdesk.texts import Texts
from tests.reports.reading import letters, pages_of, plain, printed, sample

KINDS_OF_SAMPLES = {
    "visit-notes": "visit", "visit-empty": "visit", "diagnosis": "diagnosis", "assessment": "assessment", "assessment-empty": "assessment",
    "plan": "plan", "committee": "committee", "progress1": "progress1", "progress1-empty": "progress1", "progress2": "progress2",
    "progress2-empty": "progress2", "synthesis": "synthesis", "synthesis-empty": "synthesis", "portfolio": "portfolio",
}  # fmt: skip


def listed(name, code="en"):
    return parts_listed(SAMPLES[name][1](), Texts(code), sample(name)[1].begins)


@pytest.mark.parametrize("name", [name for name in KINDS_OF_SAMPLES if not name.endswith("empty")])
def test_a_part_begins_where_its_heading_stands(name):
    pages = pages_of(sample(name)[0])
    parts = [one for one in listed(name) if one.page]
    assert len({one.key for one in parts}) == len(parts) > 2
    for one in parts:
        assert 0 <= one.top < 1 and one.page <= len(pages)
        if one.key in ("factory", "visit", "sittings"):  # they stand under the title of the paper itself
            continue
        heading = one.title.split()[0] if one.key.startswith("issue.") else plain(one.title)
        assert heading in pages[one.page - 1], one


def test_a_part_further_down_a_page_is_found_at_its_own_height():
    data, result = sample("committee")
    stands = list(letters(data))
    for one in parts_listed(SAMPLES["committee"][1](), Texts("en"), result.begins):
        assert one.top > 0
        below = 842 * (1 - one.top)
        under = "".join(letter for number, letter, box, _ in stands if number == one.page and below - 60 < box[1] < box[3] < below)
        assert under.replace(" ", "").startswith(one.title.replace(" ", "")), (one, under)


def test_an_issue_of_the_plan_is_found_at_its_own_row():
    data, result = sample("plan")
    stands = list(letters(data))
    issues = [one for one in parts_listed(SAMPLES["plan"][1](), Texts("en"), result.begins) if one.key.startswith("issue.")]
    for one, following in zip(issues, [*issues[1:], None], strict=True):
        foot = following.top if following is not None and following.page == one.page else 1.0
        assert one.top < foot
        row = "".join(
            letter
            for number, letter, box, _ in stands
            if number == one.page and 595 * (1 - foot) < box[1] < box[3] < 595 * (1 - one.top) + 1
        )
        assert one.key.removeprefix("issue.") in row, (one, row)


def test_they_stand_in_the_profiles_order_and_sections_that_it_leaves_out_are_not_listed():
    paper = SAMPLES["assessment"][1]()
    begins = sample("assessment")[1].begins
    usual = [one.key for one in parts_listed(paper, Texts("en"), begins)]
    assert usual[:3] == ["factory", "summary", "cluster.1"] and usual[-1] == "recipients"
    moved = replace(paper, sections=("comments", *(key for key in paper.sections if key not in ("comments", "strengths"))))
    keys = [one.key for one in parts_listed(moved, Texts("en"), begins)]
    assert keys == ["factory", "comments", *(key for key in usual if key not in ("factory", "comments", "strengths"))]


def test_what_a_variant_withholds_is_not_listed():
    paper = variant_of("assessment", Variant.PUBLIC)
    keys = {one.key for one in parts_listed(paper, Texts("en"), printed(paper)[1].begins)}
    assert "summary" in keys and keys.isdisjoint({"strengths", "comments", "open", "recipients"})


@pytest.mark.parametrize("name", [name for name in KINDS_OF_SAMPLES if name.endswith("empty")])
def test_without_records_every_part_is_empty(name):
    assert {one.key for one in listed(name) if not one.is_empty} <= {"factory", "visit", "method"}
    assert sum(one.is_empty for one in listed(name)) > 4


def test_a_quota_or_an_answer_that_nobody_gave_fills_no_part():
    paper = replace(SAMPLES["progress2-empty"][1](), visit_quota=6.0, seminars=4, person_days=12)
    assert all(one.is_empty for one in parts_listed(paper, Texts("en"), {}))
    diagnosis = {one.key: one.is_empty for one in listed("diagnosis")}
    assert diagnosis["cluster.5"] and not diagnosis["cluster.1"]


@pytest.mark.parametrize("name", KINDS_OF_SAMPLES)
def test_of_every_part_it_is_known_what_fills_it(name):
    kind = KINDS_OF_SAMPLES[name]
    for one in listed(name):
        kinds = filled_from(kind, one.key)
        own = kind == "progress1" and one.key in OWN_WORDS
        assert set(kinds) <= set(KINDS) and bool(kinds) is not (own or one.key in ("factory", "visit", "method")), one
        assert own is (party_of(kind, one.key) == "factory") or (kind, one.key) == ("assessment", "comments")


def test_headings_are_in_the_language_of_the_desk():
    parts = {one.key: one.title for one in listed("progress2", "fr")}
    assert parts["public_issues"] == Texts("fr")("report.section.public_issues") != Texts("en")("report.section.public_issues")


@pytest.mark.parametrize("name", ["certificate", "briefing", "recovery"])
def test_a_paper_of_one_page_has_no_parts(name):
    assert listed(name) == ()
