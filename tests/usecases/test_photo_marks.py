"""What people say of photos: which variant shows which, under which number; and what counts where two say different things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.domain.assessment import Answer
from bwdesk.domain.edition import Edition, Variant
from bwdesk.domain.evidence import Photo, PhotoMark, strictest
from bwdesk.domain.operation import make_operation, read_operation
from bwdesk.domain.report_life import Step
from bwdesk.domain.visit import Mark
from bwdesk.errors import Refused
from bwdesk.reports.assessment import photos_of
from bwdesk.reports.edition_parts import parts_of
from bwdesk.reports.values import content_digest
from bwdesk.runtime.papers import _looked_over
from bwdesk.store.fold import Incoming
from bwdesk.texts import Texts
from bwdesk.ui.pages.reports.paper_photos import photo_lines
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.photo_marks import mark_photos, marks_of, said_of
from bwdesk.usecases.photos import StoredPhoto, attach_photos
from bwdesk.usecases.release import issue_id_of_result
from bwdesk.usecases.report_editions import send_for_comments, withdraw
from bwdesk.usecases.report_guard import paper_of_variant, variants_of
from bwdesk.usecases.report_life import take_step
from bwdesk.usecases.settle import differences
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.reports.reading import text_of
from tests.usecases.conftest import meet
from tests.usecases.test_report_editions import approved, assessed, files_for, photos, released

__all__ = ["assessed", "photos"]

UNSEEN, NOBODY, AGREED, INSIDE = PhotoMark
INTERNAL, FACTORY, BUYER, PUBLIC = Variant
SHOWN = {INTERNAL: {UNSEEN, NOBODY, AGREED, INSIDE}, FACTORY: {UNSEEN, NOBODY, AGREED}, BUYER: {NOBODY, AGREED}, PUBLIC: set()}
"""What each variant shows."""


def context(desk) -> PaperContext:
    return PaperContext(Texts("en"), desk.writer.now(), lambda sha256: b"", "dara", "Cambodia office")


def picture(number: int) -> StoredPhoto:
    return StoredPhoto(f"{number:064d}", "b" * 64, 2048, 1536, 400_000)


def marked(desk, owner) -> dict[PhotoMark, Photo]:
    """A photo of each mark on a thing, in the order of the marks."""
    made = desk.do(attach_photos, owner, [picture(n) for n in range(len(PhotoMark))])
    for photo, mark in zip(made, PhotoMark, strict=True):
        desk.do(mark_photos, [photo], mark)
    return {mark: desk.get(Photo, photo.id) for photo, mark in zip(made, PhotoMark, strict=True)}


@pytest.fixture
def line(desk, factory, cycle):
    return desk.do(add_line, desk.do(start_visit, factory.id), "Rolls before the exit", Mark.FINDING).line


def visit_photos(desk, line, variant: Variant):
    return desk.ask(paper_of_variant, "visit", line.visit_id, variant, context(desk)).photos


def assessment_photos(desk, assessment, variant: Variant):
    paper = desk.ask(paper_of_variant, "assessment", assessment.id, variant, context(desk))
    return [photo for cluster in paper.clusters for photo in photos_of(cluster)]


# --- who sees what -------------------------------------------------------------------------------------------------------------------


def test_a_visit_record_shows_the_factory_all_but_what_stays_inside_under_the_same_numbers(desk, line):
    marked(desk, line)
    inside = {photo.mark: photo.number for photo in visit_photos(desk, line, INTERNAL)}
    assert inside == {UNSEEN: "V1.1", NOBODY: "V1.2", AGREED: "V1.3", INSIDE: "V1.4"}
    assert {p.mark: p.number for p in visit_photos(desk, line, FACTORY)} == {m: inside[m] for m in SHOWN[FACTORY]}
    assert variants_of("visit") == (INTERNAL, FACTORY), "nobody else is given it"


def test_each_variant_of_an_assessment_shows_what_people_said_it_may(assessed):
    jonas, dara, assessment = assessed
    marked(jonas, jonas.ask(lambda r: r.find(Answer))[0])
    jonas.carry_to(dara)
    inside = {photo.mark: photo.number for photo in assessment_photos(dara, assessment, INTERNAL)}
    assert [number[-1] for number in inside.values()] == ["a", "b", "c", "d"]
    for variant in variants_of("assessment"):
        shown = {photo.mark: photo.number for photo in assessment_photos(dara, assessment, variant)}
        assert shown == {mark: inside[mark] for mark in SHOWN[variant]}, "numbers are the same for every reader"


def test_a_file_says_nothing_of_photos_that_are_not_in_it(assessed, photos):
    jonas, dara, assessment = assessed
    marked(jonas, jonas.ask(lambda r: r.find(Answer))[0])
    jonas.carry_to(dara)
    approved(dara, photos, assessment)
    dara.wait(days=9)
    _, files = files_for(dara, photos, "assessment", assessment.id)
    pages = {one.variant: " ".join(text_of(photos.get(one.sha256)).split()) for one in files}
    number = assessment_photos(dara, assessment, INTERNAL)[0].number[:-1]
    for variant, text in pages.items():
        there = {mark for mark, letter in zip(PhotoMark, "abcd", strict=True) if f"{number}{letter}" in text}
        assert there == SHOWN[Variant(variant)]
    for mark in PhotoMark:
        assert not any(Texts("en")(f"mark.{mark}") in text for text in pages.values()), "nor what was said of those that are"


def test_what_was_released_to_the_plan_bears_the_mark_that_counts(assessed, photos):
    jonas, dara, assessment = assessed
    answer = jonas.ask(lambda r: r.find(Answer))[0]
    made = marked(jonas, answer)
    jonas.carry_to(dara)
    jonas.do(mark_photos, [made[AGREED]], INSIDE)
    dara.do(mark_photos, [made[AGREED]], NOBODY)
    meet(jonas, dara)
    approved(dara, photos, assessment)
    dara.wait(days=9)
    with pytest.raises(Refused, match="unsettled"):
        released(dara, photos, assessment)
    dara.do(mark_photos, [dara.get(Photo, made[AGREED].id)], INSIDE)
    released(dara, photos, assessment)
    issue = issue_id_of_result(assessment.id, answer.question)
    copies = dara.ask(lambda r: r.find(Photo, lambda p: p.owner_id == issue, order=lambda p: p.pos))
    assert [photo.mark for photo in copies] == [UNSEEN, NOBODY, INSIDE, INSIDE]


def test_records_are_no_longer_the_printed_ones_once_a_mark_has_changed(assessed, photos):
    jonas, dara, assessment = assessed
    made = marked(jonas, jonas.ask(lambda r: r.find(Answer))[0])
    jonas.carry_to(dara)
    dara.do(take_step, "assessment", assessment.id, Step.APPROVE)
    sent = files_for(dara, photos, "assessment", assessment.id, Step.SEND)
    dara.do(mark_photos, [made[NOBODY]], INSIDE)
    with pytest.raises(Refused, match=r"report\.changed"):
        dara.do(send_for_comments, *sent)


def test_what_is_marked_inside_after_a_release_is_told_until_that_edition_is_withdrawn(assessed, photos):
    jonas, dara, assessment = assessed
    answer = jonas.ask(lambda r: r.find(Answer))[0]
    made = marked(jonas, answer)
    jonas.carry_to(dara)
    approved(dara, photos, assessment)
    dara.wait(days=9)
    released(dara, photos, assessment)

    def told() -> list[str]:
        _, _, found = dara.ask(_looked_over, "assessment", assessment.id, context(dara), "")
        return [line for line in photo_lines(found, Texts("en")) if "edition" in line]

    assert told() == [], "one stays inside since before"
    dara.wait(hours=1)
    later = dara.do(attach_photos, answer, [picture(9)])[0]
    dara.do(mark_photos, [later], INSIDE)
    assert told() == [], "it is newer than the edition"
    for mark, number, says in ((AGREED, 1, "Photo 1.1c was"), (UNSEEN, 2, "Photos 1.1a, 1.1c were")):
        dara.do(mark_photos, [dara.get(Photo, made[mark].id)], INSIDE)
        (line,) = told()
        assert line.startswith(f"{says} marked to stay inside after edition 1 was released")
        assert number == line.count("1.1")
    dara.do(withdraw, "assessment", assessment.id, dara.ask(lambda r: r.find(Edition))[0], "It shows who did not agree", context(dara))
    assert told() == []


def test_a_paper_of_unmarked_photos_keeps_the_digest_it_had_and_another_mark_is_no_other_part(desk, line):
    photo = desk.do(attach_photos, line, [picture(1)])[0]
    unmarked = desk.ask(paper_of_variant, "visit", line.visit_id, INTERNAL, context(desk))
    bare = replace(unmarked, photos=tuple(replace(p, record="") for p in unmarked.photos))
    assert content_digest(unmarked) == content_digest(bare)
    desk.do(mark_photos, [photo], NOBODY)
    cleared = desk.ask(paper_of_variant, "visit", line.visit_id, INTERNAL, context(desk))
    assert content_digest(cleared) != content_digest(unmarked) and parts_of(cleared) == parts_of(unmarked)


# --- what counts ---------------------------------------------------------------------------------------------------------------------


def test_the_strictest_of_several_words_counts_and_not_having_looked_is_none():
    assert strictest([]) is strictest([UNSEEN]) is UNSEEN
    assert strictest([NOBODY, UNSEEN]) is NOBODY
    assert strictest([NOBODY, AGREED]) is AGREED
    assert strictest([INSIDE, AGREED, NOBODY]) is INSIDE


@pytest.fixture
def differing(desk, make_desk, line):
    """Amina said that it stays inside; Jonas, later and without having seen that, that nobody can be recognised."""
    jonas = make_desk("jonas", 2)
    photo = desk.do(attach_photos, line, [picture(1)])[0]
    desk.carry_to(jonas)
    desk.do(mark_photos, [photo], INSIDE)
    jonas.wait(hours=1)
    jonas.do(mark_photos, [jonas.get(Photo, photo.id)], NOBODY)
    meet(desk, jonas)
    return jonas, photo


def test_where_two_say_different_things_the_stricter_counts_until_a_person_decides(desk, line, differing):
    jonas, photo = differing
    for one, person in ((desk, "amina"), (jonas, "jonas")):
        assert one.get(Photo, photo.id).mark is NOBODY, "the later one is shown"
        assert set(one.ask(said_of, one.get(Photo, photo.id))) == {INSIDE, NOBODY}
        assert one.ask(marks_of, [photo.sha256]) == {photo.sha256: INSIDE}
        assert visit_photos(one, line, FACTORY) == ()
        assert [(d.key, {side.value for side in d.sides}) for d in one.ask(differences, person)] == [("mark", {"inside", "nobody"})]
    jonas.do(mark_photos, [jonas.get(Photo, photo.id)], NOBODY)
    meet(desk, jonas)
    assert not desk.ask(differences, "amina") and desk.ask(marks_of, [photo.sha256]) == {photo.sha256: NOBODY}
    assert len(visit_photos(desk, line, FACTORY)) == 1


def test_two_who_say_the_same_leave_nothing_to_decide(desk, make_desk, line):
    jonas = make_desk("jonas", 2)
    photo = desk.do(attach_photos, line, [picture(1)])[0]
    desk.carry_to(jonas)
    desk.do(mark_photos, [photo], NOBODY)
    jonas.do(mark_photos, [jonas.get(Photo, photo.id)], NOBODY)
    meet(desk, jonas)
    assert not desk.ask(differences, "amina") and desk.ask(marks_of, [photo.sha256]) == {photo.sha256: NOBODY}


def test_what_is_said_of_a_picture_holds_wherever_it_stands(desk, line, factory):
    other = desk.do(add_line, desk.do(start_visit, factory.id), "The same door, a month later", Mark.NOTE).line
    here, there = (desk.do(attach_photos, one, [picture(7)])[0] for one in (line, other))
    desk.do(mark_photos, [here], NOBODY)
    assert desk.ask(marks_of, [there.sha256]) == {there.sha256: NOBODY}
    desk.do(mark_photos, [there], INSIDE)
    assert visit_photos(desk, line, FACTORY) == ()
    desk.do(undo, desk.ask(offers, "amina", "amina-laptop").undo.txn)
    assert len(visit_photos(desk, line, FACTORY)) == 1


# --- other programs ------------------------------------------------------------------------------------------------------------------


def test_a_photo_of_an_older_program_was_not_looked_at_and_a_word_of_a_newer_one_opens_nothing(desk, line):
    photo = desk.do(attach_photos, line, [picture(1)])[0]
    assert photo.mark is UNSEEN and "mark" not in photo.heads, "an older desk reads what this one writes of a photo word for word"
    newer = make_operation(
        id="c" * 32, scope=photo.scope, kind="photo", thing=photo.id, values={"mark": "blurred"}, seen={"mark": ()}, author="jonas",
        device="b" * 32, at=1, txn="d" * 32, act="act.photo.mark", salt="0" * 32,
    )  # fmt: skip
    with desk.store.writing(desk.writer, "carry") as unit:
        unit.apply([Incoming(read_operation(newer.header, newer.body), "confirmed")])
    assert desk.get(Photo, photo.id).mark is UNSEEN
    assert desk.ask(lambda r: r.operation("c" * 32)).body == newer.body, "and goes on as it was written"
