"""What a second edition says of the first: in its own words, by the parts that differ, and never of what its readers may not know."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from bwdesk.domain.assessment import Answer
from bwdesk.domain.edition import Edition, Variant
from bwdesk.domain.report import Report, ReportState
from bwdesk.domain.report_life import Step
from bwdesk.domain.visit import Mark
from bwdesk.reports.edition_parts import FIELDS, WITHHELD, differing
from bwdesk.texts import texts_of
from bwdesk.usecases.report_editions import edition_before, parts_differing, prepare, withdraw
from bwdesk.usecases.report_life import take_step
from bwdesk.usecases.report_seal import Leaking
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from bwdesk.usecases.writing import write
from tests.usecases.test_report_editions import OUTSIDE, approved, assessed, context, files_for, photos, released, text_of

__all__ = ["assessed", "photos"]

IN_NO_PART = {
    "AssessmentPaper": {"head", "clusters", "assessors", "method", "recipients"},
    "VisitPaper": {"head"},
    "DiagnosisPaper": {"head", "clusters"},
    "PlanPaper": {"head", "issues", "as_of", "ranked_on"},
    "CommitteePaper": {"head", "as_of", "sections"},
    "ProgressPaper": {"head", "as_of", "sections", "drafted", "sections_all"},
    "FirstProgressPaper": {"head", "as_of", "sections", "own", "public", "advice", "drafted", "sections_all", "is_handed_in"},
    "SynthesisPaper": {"head", "sections", "of", "whose", "is_internal"},
    "CertificatePaper": {"head", "title", "on", "half_days", "mode", "topic", "trainer", "names"},
}
"""Parts by themselves, what is printed anew each time, and what readers are not told apart."""


@pytest.fixture
def first(assessed, photos):
    """Edition 1, withdrawn, and its report open again. Gives (dara, assessment)."""
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.wait(days=10)
    edition = released(dara, photos, assessment)
    dara.do(withdraw, "assessment", assessment.id, edition, "The exits were counted in another building", context(dara))
    again(dara, edition)
    return dara, assessment


def again(dara, edition) -> None:
    dara.do(take_step, "assessment", edition.subject_id, Step.REVISE)
    report = dara.get(Report, edition.report_id)
    dara.do(lambda unit: write(unit, report, replace(report, state=ReportState.COMMENTS)))


def prepared(dara, assessment, changes="Exit 3 is free", language="en"):
    asked = ("assessment", assessment.id, Step.RELEASE, dara.writer.person)
    return dara.ask(prepare, *asked, [replace(context(dara), texts=texts_of(language))], OUTSIDE, changes)


def heads(made):
    return {one.variant: one.paper.head for one in made.papers}


def reword(dara) -> None:
    (answer,) = dara.ask(lambda r: r.find(Answer, lambda a: a.finding != ""))
    dara.do(lambda unit: write(unit, answer, replace(answer, finding="One of six exits is blocked by racks")))


def test_a_part_is_named_to_those_alone_who_are_shown_it(first):
    dara, assessment = first
    assert {head.parts_changed for head in heads(prepared(dara, assessment)).values()} == {()}, "nothing differs yet"
    reword(dara)
    found = heads(prepared(dara, assessment))
    (named,) = found[Variant.FACTORY].parts_changed
    assert named == found[Variant.BUYER].parts_changed[0] and named[0].isdigit() and len(named) > 2, "the cluster with its name"
    assert found[Variant.PUBLIC].parts_changed == (), "the words of a finding are in no public paper"


def test_what_nobody_outside_is_told_changes_no_part(first):
    dara, assessment = first
    (answer,) = dara.ask(lambda r: r.find(Answer, lambda a: a.finding != ""))
    dara.do(lambda unit: write(unit, answer, replace(answer, remark="Ask the guard", workers_concerned=4)))
    assert {head.parts_changed for head in heads(prepared(dara, assessment)).values()} == {()}, "a remark, and a small group"


def test_two_editions_in_different_languages_are_compared_by_what_they_say(first):
    dara, assessment = first
    assert {head.parts_changed for head in heads(prepared(dara, assessment, language="km")).values()} == {()}
    reword(dara)
    (named,) = heads(prepared(dara, assessment, language="km"))[Variant.FACTORY].parts_changed
    assert named != heads(prepared(dara, assessment))[Variant.FACTORY].parts_changed[0], "named in the paper's language"


def test_its_first_pages_say_what_it_changes_and_why_the_other_was_withdrawn(first, photos):
    dara, assessment = first
    reword(dara)
    made, files = files_for(dara, photos, "assessment", assessment.id, changes="Exit 3 is free")
    for one in files:
        pages = text_of(photos.get(one.sha256))
        said = " ".join(pages[1].split())
        assert "What this edition changes" in said and "Exit 3 is free" in said, one.variant
        assert "counted in another building" in said and f"withdrawn on {dara.writer.now():%-d %B %Y}" in said
        assert ("Parts that differ" in said) == (one.variant is not Variant.PUBLIC)
        assert ("No part of what stands in your copy" in said) == (one.variant is Variant.PUBLIC)
    assert made.edition.changes == "Exit 3 is free"


def test_a_first_edition_says_nothing_of_changes(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.wait(days=10)
    made, files = files_for(dara, photos, "assessment", assessment.id, changes="Nothing to say")
    assert made.edition.changes == "" and not any("What this edition changes" in p for p in text_of(photos.get(files[0].sha256)))


def test_a_protected_name_gets_neither_into_what_changed_nor_into_why_it_was_withdrawn(first, photos, desk, factory):
    dara, assessment = first
    visit = desk.do(start_visit, factory.id)
    desk.do(add_line, visit, "Sok Dara, sewing, line 5", Mark.PERSON)
    desk.carry_to(dara)
    with pytest.raises(Leaking) as leaking:
        files_for(dara, photos, "assessment", assessment.id, changes="Sok Dara told us that exit 3 is free")
    assert "head.changes" in {leak.path for leak in leaking.value.leaks}
    second = released(dara, photos, assessment, changes="Exit 3 is free")
    with pytest.raises(Leaking) as leaking:
        dara.do(withdraw, "assessment", assessment.id, second, "Sok Dara was wrong", context(dara))
    assert {leak.path for leak in leaking.value.leaks} == {"withdrawn_why"}
    assert dara.get(Edition, second.id).withdrawn_at is None and dara.get(Report, second.report_id).state is ReportState.RELEASED


def test_an_edition_of_before_parts_were_known_is_compared_by_nobody(first):
    dara, assessment = first
    report_id = prepared(dara, assessment).edition.report_id
    before = dara.ask(edition_before, report_id)
    made = replace(before, number=2)
    assert parts_differing(before, made, Variant.BUYER) == ()
    assert parts_differing(replace(before, parts=""), made, Variant.BUYER) is None
    assert parts_differing(replace(before, parts='{"buyer": 3'), made, Variant.BUYER) is None, "not of this program's making"


def test_what_either_edition_withholds_is_not_named():
    assert differing({"a": "1", "b": WITHHELD, "c": "3"}, {"a": "2", "b": "2", "d": "4"}) == ("a", "d", "c")


def test_every_value_of_a_paper_stands_in_a_part_or_is_known_to_be_in_none():
    for cls, parts in FIELDS.items():
        named = {path.partition(".")[0] for paths in parts.values() for path in paths}
        held = {one.name for one in fields(cls) if one.metadata.get("is_said", True)}
        assert held == (named | IN_NO_PART[cls.__name__]) & held, (cls.__name__, held - named - IN_NO_PART[cls.__name__])
        assert not (named - {"head"}) & IN_NO_PART[cls.__name__], cls.__name__
