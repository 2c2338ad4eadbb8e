"""A report from draft to a fixed edition and back: who may, what is kept, what must not stand there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from bwdesk.domain.access import why_parked
from bwdesk.domain.access_facts import Paper
from bwdesk.domain.assessment import Answer, Assessment, Source, Stage, Verdict
from bwdesk.domain.buyers import Authorisation, Buyer, Subscription
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.interview import Interview
from bwdesk.domain.naming import bears_own_id
from bwdesk.domain.plan import Issue
from bwdesk.domain.report import FactoryComment, Remark, Report, ReportState
from bwdesk.domain.report_life import Step
from bwdesk.domain.scope import country_scope, factory_scope, vault_scope
from bwdesk.domain.visit import Mark
from bwdesk.errors import Refused
from bwdesk.server.reader_view import draft_files
from bwdesk.shipped import tool
from bwdesk.store.photos import PhotoStore
from bwdesk.texts import Texts, texts_of
from bwdesk.usecases.assessment import blank_answer, mark_answer, plan_assessment, start_assessment, toggle_source, write_finding
from bwdesk.usecases.factories import add_factory, merge_factories
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_assessment import assessment_paper
from bwdesk.usecases.report_editions import Recipient, editions_of_report, prepare, release, send_for_comments, withdraw
from bwdesk.usecases.report_guard import check_values
from bwdesk.usecases.report_life import add_comment, answer_remark, hand_in, remarks_of, take_comment, take_step
from bwdesk.usecases.report_seal import Leaking, seal
from bwdesk.usecases.report_subject import report_at, subject_of
from bwdesk.usecases.verify import released_file
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from bwdesk.usecases.writing import write
from tests.fakes.untranslated import untranslated
from tests.usecases.conftest import TODAY
from tests.usecases.test_release_rights import LEADER, Facts

OUTSIDE = (Variant.FACTORY, Variant.BUYER, Variant.PUBLIC)


@pytest.fixture
def photos(tmp_path):
    return PhotoStore(tmp_path / "photos", bytes(32))


@pytest.fixture
def assessed(desk, make_desk, factory, cycle):
    """Jonas and Lina have assessed; Dara leads. Gives (jonas, dara, assessment)."""
    jonas, dara = make_desk("jonas", 2), make_desk("dara", 3)
    desk.carry_to(jonas)
    running = jonas.do(start_assessment, jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY, TODAY))
    code = next(q for q in tool(running.tool).leaves() if not q.gate and q.is_public).code
    answer = jonas.do(mark_answer, None, running, code, Verdict.NON_COMPLIANT)
    answer = jonas.do(write_finding, answer, running, code, "Two of six exits are blocked by racks")
    answer = jonas.do(toggle_source, answer, running, code, Source.WORKERS)
    jonas.do(lambda unit: write(unit, answer, replace(answer, workers_concerned=3, workers_of=400)))
    jonas.do(lambda unit: write(unit, running, replace(running, stage=Stage.READY)))
    report = jonas.ask(lambda r: report_at(r, subject_of(r, "assessment", running.id)))
    jonas.do(lambda unit: write(unit, None, replace(report, state=ReportState.READY)))
    jonas.carry_to(dara)
    return jonas, dara, dara.get(Assessment, running.id)


def context(desk, language: str = "en") -> PaperContext:
    return PaperContext(Texts(language), desk.writer.now(), lambda sha256: b"", "dara", "Cambodia office")


def files_for(desk, photos, kind, thing_id, step=Step.RELEASE, variants=OUTSIDE, changes=""):
    made = desk.ask(prepare, kind, thing_id, step, desk.writer.person, [context(desk)], variants, changes)
    return made, seal(made, photos.put)


def approved(dara, photos, assessment) -> None:
    dara.do(take_step, "assessment", assessment.id, Step.APPROVE)
    dara.do(send_for_comments, *files_for(dara, photos, "assessment", assessment.id, Step.SEND))


def released(dara, photos, assessment, recipients=(), changes=""):
    return dara.do(release, *files_for(dara, photos, "assessment", assessment.id, changes=changes), recipients)


def assessment_paper_of(desk, assessment):
    return desk.ask(assessment_paper, assessment.id, context(desk))


def text_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [document[n].get_textpage().get_text_range() for n in range(len(document))]


def test_gaps_hold_a_report_up_and_nothing_is_written(desk, make_desk, factory, cycle):
    jonas = make_desk("jonas", 2)
    desk.carry_to(jonas)
    running = jonas.do(start_assessment, jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY, TODAY))
    with pytest.raises(Refused) as refused:
        jonas.do(hand_in, "assessment", running.id, context(jonas))
    assert refused.value.key == "report.gaps" and refused.value.params["count"] > 0
    assert jonas.get(Assessment, running.id).stage is Stage.RUNNING and not jonas.ask(lambda r: r.find(Report))


def test_a_reviewer_returns_a_report_with_a_remark_and_the_papers_open_again(assessed):
    jonas, dara, assessment = assessed
    with pytest.raises(Refused, match=r"report\.reason"):
        dara.do(take_step, "assessment", assessment.id, Step.RETURN)
    report = dara.do(take_step, "assessment", assessment.id, Step.RETURN, reason="Say which exits")
    assert report.state is ReportState.RETURNED and dara.get(Assessment, assessment.id).stage is Stage.RUNNING
    (remark,) = dara.ask(remarks_of, report.id)
    dara.carry_to(jonas)
    assert jonas.do(answer_remark, jonas.get(Remark, remark.id), "The two in finishing").is_closed
    again = jonas.get(Report, report.id)
    jonas.do(lambda unit: write(unit, again, replace(again, state=ReportState.READY)))
    with pytest.raises(Refused, match=r"report\.own_assessment"):
        jonas.do(take_step, "assessment", assessment.id, Step.APPROVE)


def test_the_factory_has_five_working_days_and_every_comment_an_answer(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    report = dara.ask(lambda r: report_at(r, subject_of(r, "assessment", assessment.id)))
    assert (report.state, report.comments_due_on) == (ReportState.COMMENTS, date(2026, 12, 1)), "two holidays and a weekend between"
    (draft,) = dara.ask(lambda r: r.find(Document, lambda d: d.owner_kind == "report"))
    assert any("Draft" in page for page in text_of(photos.get(draft.sha256))) and draft.variant == "factory"
    place = next(one.number for one in assessment_paper_of(dara, assessment).clusters if one.findings)
    comment = dara.do(add_comment, "assessment", assessment.id, "The racks are gone", "HR manager", section=f"cluster.{place}")
    with pytest.raises(Refused, match=r"report\.comments_open"):
        files_for(dara, photos, "assessment", assessment.id)
    dara.wait(days=10)
    with pytest.raises(Refused, match=r"report\.comments_over"):
        dara.do(add_comment, "assessment", assessment.id, "late")
    with pytest.raises(Refused, match=r"report\.comments_unanswered"):
        files_for(dara, photos, "assessment", assessment.id)
    dara.do(take_comment, dara.get(FactoryComment, comment.id), "Seen in a visit, not in the assessment")
    made, files = files_for(dara, photos, "assessment", assessment.id)
    (said,) = next(one.paper for one in made.papers if one.variant is Variant.FACTORY).comments
    assert (said.number, said.words, said.answer) == (f"{place}", "The racks are gone", "Seen in a visit, not in the assessment")
    for one in files:
        text = " ".join(" ".join(text_of(photos.get(one.sha256))).split())
        assert ("The racks are gone" in text) == (one.variant is not Variant.PUBLIC) and "has made no comments" not in text
    edition = dara.do(release, made, files, ())
    assert edition.number == 1 and len(dara.ask(lambda r: r.find(Issue))) == 1, "the finding is in the plan"


def test_a_factory_is_shown_the_draft_that_was_sent_last(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    sent = [*dara.ask(lambda r: r.find(Document, lambda d: d.owner_kind == "report"))]
    for _ in range(3):
        report = dara.do(take_step, "assessment", assessment.id, Step.RETURN, reason="Say which exits")
        dara.do(lambda unit, now=report: write(unit, now, replace(now, state=ReportState.APPROVED)))
        assert dara.ask(draft_files, report) == (sent[-1],)
        dara.do(lambda unit: write(unit, held := unit.need(Assessment, assessment.id), replace(held, stage=Stage.READY)))
        dara.do(send_for_comments, *files_for(dara, photos, "assessment", assessment.id, Step.SEND))
        known = {one.id for one in sent}
        sent += [one for one in dara.ask(lambda r: r.find(Document, lambda d: d.owner_kind == "report")) if one.id not in known]
    assert len(sent) == 4 and dara.ask(draft_files, report) == (sent[-1],)


def test_an_edition_is_fixed_and_its_number_stands_on_every_page(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.wait(days=10)
    once, files = files_for(dara, photos, "assessment", assessment.id)
    again = seal(once, photos.put)
    assert [f.sha256 for f in files] == [f.sha256 for f in again], "same build, same records, same bytes"
    edition = dara.do(release, once, files, ())
    assert edition.short.startswith("KH-2026-") and len(edition.content_digest) == 64
    documents = dara.ask(lambda r: r.find(Document, lambda d: d.owner_id == edition.id))
    assert {d.variant for d in documents} == {"factory", "buyer", "public"} and {d.owner_kind for d in documents} == {"edition"}
    for document in documents:
        data = photos.get(document.sha256)
        assert all(edition.short in page for page in text_of(data)) and len(data) == document.size
        assert document.sha256.encode() not in (photos.file_of(document.sha256)).read_bytes()
    (given,) = dara.ask(lambda r: r.find(Delivery))
    assert (given.buyer_id, given.variant) == ("", Variant.FACTORY)


def test_variants_are_one_record_with_other_rules(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.wait(days=10)
    made, _ = files_for(dara, photos, "assessment", assessment.id)
    found = {one.variant: one.paper.clusters for one in made.papers}
    first = {v: next(f for c in clusters for f in c.findings) for v, clusters in found.items()}
    assert first[Variant.FACTORY].workers.count is None, "three workers are a small group"
    assert first[Variant.FACTORY].evidence == "W" and first[Variant.BUYER].evidence == ""
    assert first[Variant.FACTORY].text and not first[Variant.PUBLIC].text
    assert len({one.paper.head.content_hash for one in made.papers}) == 1, "one record, one digest"


def test_before_a_release_in_two_languages_it_is_known_what_the_second_lacks(assessed):
    _, dara, assessment = assessed
    dara.do(take_step, "assessment", assessment.id, Step.APPROVE)
    asked = ("assessment", assessment.id, Step.SEND, dara.writer.person)
    with untranslated({"am": ("",)}):
        made = dara.ask(prepare, *asked, [replace(context(dara), texts=texts_of("en+am"))], ())
    ((lack,),) = [one.lacks for one in made.papers]
    assert lack.language == "am" and 0 < lack.count < lack.of, "the headings are there, and no questions"
    (alone,) = dara.ask(prepare, *asked, [context(dara)], ()).papers
    assert alone.lacks == ()


def test_a_second_edition_says_what_changed_and_a_withdrawal_why(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.wait(days=10)
    first = released(dara, photos, assessment)
    with pytest.raises(Refused, match=r"report\.reason"):
        dara.do(withdraw, "assessment", assessment.id, first, " ", context(dara))
    gone = dara.do(withdraw, "assessment", assessment.id, first, "A finding was about another factory", context(dara))
    assert gone.withdrawn_at and gone.withdrawn_by == "dara"
    dara.do(take_step, "assessment", assessment.id, Step.REVISE)
    report = dara.get(Report, first.report_id)
    dara.do(lambda unit: write(unit, report, replace(report, state=ReportState.COMMENTS)))
    with pytest.raises(Refused, match=r"report\.changes_needed"):
        released(dara, photos, assessment)
    second = released(dara, photos, assessment, changes="Finding 1 taken out")
    assert [e.number for e in dara.ask(editions_of_report, report.id)] == [2, 1] and second.short != first.short
    assert dara.get(Edition, first.id).withdrawn_why, "the first one stays in the ledger"


def test_records_that_changed_while_it_was_printed_are_not_released(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.wait(days=10)
    made, files = files_for(dara, photos, "assessment", assessment.id)
    (answer,) = dara.ask(lambda r: r.find(Answer, lambda a: a.finding != ""))
    dara.do(lambda unit: write(unit, answer, replace(answer, finding="Three of six exits")))
    with pytest.raises(Refused, match=r"report\.changed"):
        dara.do(release, made, files, ())
    assert not dara.ask(lambda r: r.find(Edition)) and not dara.ask(lambda r: r.find(Delivery))


def test_buyers_get_what_the_factory_lets_them_read(assessed, photos, factory):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.wait(days=10)
    today = dara.writer.now().date()
    scope = factory_scope(factory.id)
    buyer = Buyer(id="b" * 32, scope=country_scope("KH"), name="Nordlys Retail", subscription=Subscription.PARTNER)
    allowed = Authorisation(
        id="c" * 32, scope=scope, factory_id=factory.id, buyer_id=buyer.id, kinds=frozenset({"assessment"}), from_on=today
    )
    over = replace(allowed, id="d" * 32, to_on=today - timedelta(days=1))
    for thing in (buyer, allowed, over):
        dara.do(lambda unit, one=thing: write(unit, None, one))
    with pytest.raises(Refused, match=r"report\.not_authorised"):
        released(dara, photos, assessment, [Recipient(buyer.id, over.id)])
    apart = dara.do(lambda unit: write(unit, buyer, replace(buyer, subscription=Subscription.NONE)))
    with pytest.raises(Refused, match=r"report\.no_part"):
        released(dara, photos, assessment, [Recipient(buyer.id, allowed.id)])
    dara.do(lambda unit: write(unit, apart, replace(apart, subscription=Subscription.PARTICIPANT)))
    twin = dara.do(add_factory, "Golden Thread Ltd", "KH")
    of_twin = replace(allowed, id="e" * 32, scope=factory_scope(twin.id), factory_id=twin.id)
    dara.do(lambda unit: write(unit, None, of_twin))
    with pytest.raises(Refused, match=r"report\.not_authorised"):
        released(dara, photos, assessment, [Recipient(buyer.id, of_twin.id)])
    dara.do(merge_factories, dara.get(Factory, factory.id), twin)
    edition = released(dara, photos, assessment, [Recipient(buyer.id, of_twin.id)])
    given = dara.ask(lambda r: r.find(Delivery, lambda d: d.edition_id == edition.id))
    assert {(d.buyer_id, d.variant) for d in given} == {("", Variant.FACTORY), (buyer.id, Variant.BUYER)}


def test_a_name_from_the_notebook_refuses_the_release_and_is_named(assessed, photos, desk, factory):
    _, dara, assessment = assessed
    visit = desk.do(start_visit, factory.id)
    written = desk.do(add_line, visit, "Sok Dara, sewing, line 5", Mark.PERSON)
    desk.carry_to(dara)
    approved(dara, photos, assessment)
    (answer,) = dara.ask(lambda r: r.find(Answer, lambda a: a.finding != ""))
    dara.do(lambda unit: write(unit, answer, replace(answer, finding="Told by sok  dara: exits are blocked")))
    dara.wait(days=10)
    with pytest.raises(Leaking) as leaking:
        files_for(dara, photos, "assessment", assessment.id)
    leaks = leaking.value.leaks
    assert {(leak.found.thing_id, leak.found.field) for leak in leaks} == {(written.line.id, "text")}
    assert "clusters.points.findings.text" in {leak.path for leak in leaks}
    assert any(leak.path.startswith("file.page") for leak in leaks), "the finished file is read too"


def test_what_was_heard_in_the_vault_does_not_get_into_the_draft(assessed, photos):
    jonas, _, assessment = assessed
    heard = Interview(
        id="f" * 32, scope=vault_scope(assessment.id), assessment_id=assessment.id, held_on=TODAY,
        notes="The supervisor of the night shift locks the west door and keeps the key",
    )  # fmt: skip
    jonas.do(lambda unit: write(unit, None, heard))
    (answer,) = jonas.ask(lambda r: r.find(Answer, lambda a: a.finding != ""))
    jonas.do(lambda unit: write(unit, answer, replace(answer, finding="The supervisor of the night shift locks the west door")))
    subject = jonas.ask(subject_of, "assessment", assessment.id)
    with pytest.raises(Leaking) as refused:
        jonas.ask(check_values, subject, Variant.FACTORY, context(jonas))
    assert refused.value.key == "report.leak" and refused.value.params["kind"] == "interview"


def test_a_visit_record_is_left_by_its_advisor(desk, factory, cycle, photos):
    visit = desk.do(start_visit, factory.id)
    desk.do(add_line, visit, "Racks stand in front of exits", Mark.FINDING)
    desk.do(hand_in, "visit", visit.id, context(desk))
    desk.do(take_step, "visit", visit.id, Step.APPROVE)
    edition = desk.do(release, *files_for(desk, photos, "visit", visit.id, variants=(Variant.FACTORY,)), ())
    assert edition.kind.value == "visit" and desk.get(Report, edition.report_id).state is ReportState.RELEASED
    desk.do(take_step, "visit", visit.id, Step.REVISE)
    desk.do(hand_in, "visit", visit.id, context(desk))
    desk.do(take_step, "visit", visit.id, Step.APPROVE)
    with pytest.raises(Refused, match=r"report\.no_variant"):
        files_for(desk, photos, "visit", visit.id, variants=(Variant.BUYER,))


def test_the_server_takes_in_all_that_a_leader_writes(assessed, photos, factory):
    """Draft, release, edition, files, deliveries: nothing of it is set aside."""
    _, dara, assessment = assessed
    written = []
    dara.do(take_step, "assessment", assessment.id, Step.APPROVE)
    written += dara.changes.operations
    dara.do(send_for_comments, *files_for(dara, photos, "assessment", assessment.id, Step.SEND))
    written += dara.changes.operations
    dara.wait(days=10)
    released(dara, photos, assessment)
    written += dara.changes.operations
    facts = Facts(factory.id, Paper(assessment.id, factory.id, assessment.cycle_id, 1, "KH", assessment.assessors, Stage.READY))
    assert {"document", "edition", "delivery", "report"} <= {op.kind for op in written}
    parked = {(op.kind, why_parked(LEADER, op, facts, dara.writer.now().date())) for op in written}
    assert {why for _, why in parked} == {None}, parked
    begun = [op for op in written if op.kind in ("edition", "delivery", "document")]
    assert all(bears_own_id(op) for op in begun)


def test_a_file_is_verified_against_the_ledger(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.wait(days=10)
    edition = released(dara, photos, assessment)
    (document,) = dara.ask(lambda r: r.find(Document, lambda d: (d.owner_id == edition.id) & (d.variant == "buyer")))
    data = photos.get(document.sha256)
    found = dara.ask(released_file, data)
    assert (found.edition.id, found.document.variant, found.factory, found.is_valid) == (edition.id, "buyer", "Golden Thread Ltd", True)
    assert dara.ask(released_file, data + b" ") is None, "a single byte more is another file"
    dara.do(withdraw, "assessment", assessment.id, edition, "wrong factory", context(dara))
    assert not dara.ask(released_file, data).is_valid


def test_a_public_edition_does_not_say_that_nothing_was_found(assessed, photos):
    """What is left out still counts: a cluster with findings that are not public is not called clean."""
    _, dara, assessment = assessed
    leaves = tool(assessment.tool).leaves()
    public = next(q for q in leaves if not q.gate and q.is_public)
    code = next(q for q in leaves if not q.gate and not q.is_public and q.cluster != public.cluster).code
    late = replace(blank_answer(assessment, code), verdict=Verdict.NON_COMPLIANT, finding="Pay slips are late")
    dara.do(lambda unit: write(unit, None, late))
    approved(dara, photos, assessment)
    dara.wait(days=10)
    _, files = files_for(dara, photos, "assessment", assessment.id, variants=(Variant.PUBLIC,))
    said = " ".join(" ".join(text_of(photos.get(files[0].sha256))).split())
    assert "not part of this edition" in said and "Pay slips are late" not in said and "Confidential" not in said
