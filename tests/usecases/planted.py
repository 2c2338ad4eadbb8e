"""One record in which every text field of every kind of thing holds words of its own, so that papers show where each comes to stand.

`plant` writes it; a field is planted unless it holds a key (an id, a code, a choice). What may come to stand where: planted_table.py.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from PIL import Image

from bwdesk import shipped
from bwdesk.domain.alert import Alert, AlertStep
from bwdesk.domain.assessment import Answer, Assessment, Message, Result, Source, Stage, Verdict
from bwdesk.domain.buyers import Authorisation, Buyer, Supply
from bwdesk.domain.committee import Committee, Member, Sex, Side
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle, CycleReason
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting, Target, Voice
from bwdesk.domain.earlier import EarlierFinding
from bwdesk.domain.edition import Delivery, Edition
from bwdesk.domain.evidence import Document, Photo, PhotoMark
from bwdesk.domain.factory import Assignment, Factory, Person, Role
from bwdesk.domain.interview import Interview, InterviewNote
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.learning import Audience, Invitation, Need, Participants, Seat, Seminar, Training
from bwdesk.domain.library import Pack, Practice
from bwdesk.domain.meeting import Criteria, Election, Meeting
from bwdesk.domain.page_reader import NamedReader
from bwdesk.domain.plan import Action, Issue, Method, Origin, Progress, Verified
from bwdesk.domain.report import OWN_WORDS, FactoryComment, Party, Remark, Report, ReportKind, Section, Signature, reply_key
from bwdesk.domain.scope import alert_scope, assessment_scope, country_scope, factory_scope, user_scope, vault_scope
from bwdesk.domain.snippet import Snippet
from bwdesk.domain.thing import Thing, kind_name, natural_id
from bwdesk.domain.views import SavedView
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mark, Visit
from bwdesk.store.unit import Unit
from bwdesk.usecases.committee import committee_id
from bwdesk.usecases.meetings import blank_rating
from bwdesk.usecases.papers_synthesis import ALL
from bwdesk.usecases.release import issue_id_of_result
from bwdesk.usecases.report_words import report_id, section_id
from bwdesk.usecases.writing import write
from tests.usecases.planted_table import is_key

PROFILE: Final = shipped.profile()
TODAY: Final = date(2026, 11, 23)
AT: Final = datetime(2026, 11, 20, 8, tzinfo=UTC)
UNANNOUNCED: Final = (date(2027, 3, 17), date(2027, 3, 18))
"""Days of the assessment that is still to come."""

SMALL: Final = (3, 2, 4711)
"""Workers concerned, women among them, of how many: a small group."""

NOTED: Final = {
    "李小龙，缝纫车间": ("据李小龙说，西门锁着", "据李 小龙说", "李小\n龙说"),
    "王芳": ("据王芳说，西门锁着", "王　芳"),
    "陳美玲女士（組長）": ("據陳美玲說，西門鎖著",),
    "山田太郎、縫製": ("山田太郎さんによると扉は施錠されていた", "山田 太郎"),
    "ジョン・スミス": ("ジョン・スミスさんが言った", "ジョン スミス"),
    "김민수, 봉제": ("김민수가 서쪽 문이 잠겨 있다고 말했다", "김 민수"),
    "박 지영 반장": ("박지영은 말했다",),
    "အောင်ကျော်မင်း": ("ကိုအောင်ကျော်မင်းကပြောသည်", "အောင် ကျော် မင်း"),
    "ဒေါ်ခင်မြင့်ထွန်း, sewing": ("ခင်မြင့်ထွန်းကပြောသည်",),
    "สมชาย ใจดี, เย็บผ้า": ("คุณสมชายใจดีบอกว่าประตูปิด",),
    "ສົມສັກ ແກ້ວ": ("ທ້າວສົມສັກແກ້ວເວົ້າວ່າ",),
    "សុខ ដារ៉ា, ដេរ": ("លោកសុខដារ៉ានិយាយថា",),
}
"""People as a notebook names them in scripts that set no blank, or write a whole name as one word; and what papers could say of them."""

BESIDE: Final = "photo.(beside the pixels)"
"""What a photo's file says beside its pixels."""


@dataclass
class Planted:
    """The record: which words were planted by row ("kind.field", with a tag where one field is planted several times), and ids."""

    factory_id: str = natural_id("factory", "planted")
    words: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def token(self, row: str) -> str:
        """A word that stands nowhere else, for a row."""
        return self.words.setdefault(row, f"zq{len(self.words):03d}x")

    def text(self, row: str) -> str:
        return f"{self.token(row).capitalize()} Walnut"


class Planter:
    """Puts things into a desk, words in every field that is not given."""

    def __init__(self, unit: Unit, planted: Planted) -> None:
        self.unit, self.planted = unit, planted

    def put(self, cls: type[Any], tag: str = "", scope: str = "", **given: Any) -> Any:
        kind = kind_name(cls)
        known = {"id": natural_id("planted", kind, tag), "scope": scope or factory_scope(self.planted.factory_id), **given}
        for spec in KINDS[kind].fields:
            if spec.name in known or spec.type not in (str, frozenset):
                continue
            if is_key(kind, spec.name):
                known |= {spec.name: "planted"} if spec.required else {}
                continue
            words = self.planted.text(f"{kind}.{spec.name}" + (f" ({tag})" if tag else ""))
            known[spec.name] = frozenset({words}) if spec.type is frozenset else words if len(words) <= spec.limit else words.split()[0]
        return self.keep(cls(**known))

    def keep(self, thing: Thing) -> Any:
        return write(self.unit, None, thing)


def photo_bytes(planted: Planted) -> bytes:
    """A picture whose file says who took it."""
    exif = Image.Exif()
    exif[0x013B] = planted.text(BESIDE)
    out = io.BytesIO()
    Image.new("RGB", (120, 80), (90, 120, 40)).save(out, "JPEG", exif=exif, comment=planted.text(BESIDE).encode())
    return out.getvalue()


def plant(unit: Unit) -> Planted:
    """Writes the record. What was said later of an issue is written after it, so that it has a history."""
    planted = Planted()
    put = Planter(unit, planted)
    _register(put)
    cycle = put.put(Cycle, factory_id=planted.factory_id, number=1, started_on=date(2026, 5, 8), waived=frozenset(), profile=PROFILE.name)
    _committee(put, cycle)
    _visits(put, cycle)
    _diagnosis(put, cycle)
    _assessment(put, cycle)
    _plan(put, cycle)
    _learning(put, cycle)
    _reports(put, cycle)
    _rest(put, cycle)
    missing = set(KINDS) - {row.partition(".")[0] for row in planted.words} - set(planted.ids)
    assert not missing, f"kinds of which nothing is planted: {sorted(missing)}"
    return planted


def _register(put: Planter) -> None:
    ids, scope = put.planted, country_scope("KH")
    factory = put.put(Factory, id=ids.factory_id, scope=scope, country="KH", alias_of="", workers_total=5000, workers_women=3900)
    put.put(Person, scope=scope, id="amina", desks=frozenset())
    put.put(Assignment, scope=scope, factory_id=factory.id, person_id="amina", role=Role.ADVISOR, from_on=date(2026, 1, 1))
    ids.ids["assignment"] = ids.factory_id
    ids.ids |= {"synthesis": "KH", "portfolio": ALL}
    buyer = put.put(Buyer, scope=scope)
    put.put(Supply, factory_id=factory.id, buyer_id=buyer.id)
    ids.ids["supply"] = buyer.id
    put.put(Authorisation, factory_id=factory.id, buyer_id=buyer.id, kinds=frozenset({"plan"}), from_on=TODAY)


def _committee(put: Planter, cycle: Cycle) -> None:
    owner = put.put(Committee, id=committee_id(cycle.factory_id), factory_id=cycle.factory_id, formed_on=cycle.started_on)
    for side in (Side.MANAGEMENT, Side.WORKERS, Side.UNION):
        put.put(Member, side.value, committee_id=owner.id, side=side, sex=Sex.WOMAN, chosen_on=cycle.started_on)
    given = {"factory_id": cycle.factory_id, "committee_id": owner.id}
    put.put(Meeting, **given, held_on=date(2026, 11, 2), member_ids=frozenset({natural_id("planted", "member", "workers")}))
    put.put(Election, **given, held_on=date(2026, 6, 1))
    for family in Criteria:
        for criterion in PROFILE.criteria[family.value][:1]:
            blank = blank_rating(cycle, family, criterion)
            seen = put.planted.text(f"rating.seen ({family.value})")
            put.keep(replace(blank, seen=seen, step=2, judged_on=TODAY))


def _visits(put: Planter, cycle: Cycle) -> None:
    of_cycle = {"factory_id": cycle.factory_id, "cycle_id": cycle.id}
    put.put(Visit, "before", **of_cycle, started_at=AT - timedelta(days=40), closed_at=AT - timedelta(days=40), half_days=2)
    visit = put.put(
        Visit, "held", **of_cycle, started_at=AT, closed_at=AT + timedelta(hours=6), half_days=2, next_on=TODAY + timedelta(days=30)
    )
    coming = put.put(Visit, "coming", **of_cycle, planned_at=AT + timedelta(days=30))
    put.planted.ids |= {"visit": visit.id, "briefing": coming.id}
    put.put(AgendaItem, "ticked", visit_id=visit.id, pos="a", done_at=AT, source_id=None)
    put.put(AgendaItem, "issue", visit_id=visit.id, pos="b", done_at=AT, source_id=public_issue())
    put.put(AgendaItem, "left", visit_id=visit.id, pos="c", source_id=None)
    for place, mark in enumerate(Mark):
        line = put.put(Line, mark.value, visit_id=visit.id, at=AT, pos=f"a{place}", mark=mark, agenda_item_id=None)
        of_line = {"owner_kind": "line", "owner_id": line.id, "taken_at": AT}
        put.put(Photo, f"on {mark.value}", **of_line, sha256=f"{place:064d}", caption="", mark=PhotoMark.NOBODY)
    for place, said in enumerate(NOTED):
        put.put(Line, said, visit_id=visit.id, at=AT, pos=f"b{place:02d}", mark=Mark.PERSON, text=said, agenda_item_id=None)
    captioned = natural_id("planted", "line", Mark.NOTE.value)
    _photos(put, "captioned", 100, owner_kind="line", owner_id=captioned, width=120, height=80)
    put.put(Document, "evidence", owner_kind="line", owner_id=captioned, media="application/pdf")
    before = natural_id("planted", "visit", "before")
    for side in (Side.MANAGEMENT, Side.WORKERS, Side.UNION, Side.GUEST):
        put.put(Attendance, side.value, visit_id=visit.id, side=side, member_id=None)
        put.put(Attendance, f"before, {side.value}", visit_id=before, side=side, member_id=None)
        signed = {"subject_kind": "visit", "subject_id": visit.id, "side": side, "signed_at": AT, "strokes": "", "digest": ""}
        put.put(Signature, side.value, **signed)
    put.put(Signature, "of another visit", subject_kind="visit", subject_id=before, side=Side.WORKERS, strokes="", digest="")


def _photos(put: Planter, tag: str, number: int, **given: Any) -> None:
    """One that nobody can be recognised in, and one of each other mark: pictures of their own."""
    for place, mark in enumerate(PhotoMark):
        said = tag if mark is PhotoMark.NOBODY else f"{tag}, {mark.value}"
        put.put(Photo, said, **given, sha256=f"{number + place:064d}", mark=mark, pos=f"a{place}")


def _questions() -> tuple[str, str, str]:
    """A publicly reported question, one that is not, and one that asks for information."""
    tool = shipped.tool_for("KH", TODAY)
    leaves = [q for q in tool.leaves() if not q.gate]
    information = next(q.code for q in tool.questions if not q.takes_verdict and q.answer not in ("", "yes_no") and q.point)
    return next(q.code for q in leaves if q.is_public), next(q.code for q in leaves if not q.is_public), information


def public_issue() -> str:
    """The issue that the publicly reported finding became."""
    return issue_id_of_result(natural_id("planted", "assessment", "held"), _questions()[0])


def _diagnosis(put: Planter, cycle: Cycle) -> None:
    public, other, _ = _questions()
    tool = shipped.tool_for("KH", TODAY)
    clusters = frozenset({tool.question(public).cluster, tool.question(other).cluster})
    sitting = put.put(
        Sitting, factory_id=cycle.factory_id, cycle_id=cycle.id, number=1, held_on=date(2026, 7, 1), tool=tool.name, clusters=clusters,
        visit_id=natural_id("planted", "visit", "held"),
    )  # fmt: skip
    put.planted.ids["diagnosis"] = sitting.id
    for question, voices in ((public, tuple(Voice)), (other, (Voice.MANAGEMENT, Voice.WORKERS))):
        for voice in voices:
            tag = f"{voice.value}, {'chosen' if question == public else 'other'}"
            put.put(DiagnosisAnswer, tag, sitting_id=sitting.id, question=question, voice=voice, verdict=Verdict.NON_COMPLIANT)
        put.put(Target, "chosen" if question == public else "other", sitting_id=sitting.id, question=question, is_chosen=question == public)


def _assessment(put: Planter, cycle: Cycle) -> None:
    """The one that is under way, one still to come, and one of which this laptop holds results alone."""
    public, other, information = _questions()
    tool = shipped.tool_for("KH", TODAY).name
    given = {"factory_id": cycle.factory_id, "cycle_id": cycle.id, "country": "KH", "tool": tool, "assessors": frozenset({"jonas", "lina"})}
    running = natural_id("planted", "assessment", "held")
    held = {"first_day_on": date(2026, 11, 16), "last_day_on": date(2026, 11, 17), "stage": Stage.READY}
    put.put(Assessment, "held", scope=assessment_scope(running), number=1, **held, closed_by=frozenset(), **given)
    coming = natural_id("planted", "assessment", "coming")
    days = {"first_day_on": UNANNOUNCED[0], "last_day_on": UNANNOUNCED[1]}
    put.put(Assessment, "coming", scope=assessment_scope(coming), number=2, **days, closed_by=frozenset(), **given)
    put.planted.ids |= {"assessment": running}
    concerned = {"workers_concerned": SMALL[0], "women_concerned": SMALL[1], "workers_of": SMALL[2]}
    sources = frozenset({Source.WORKERS.value, Source.DOCUMENT.value})
    common = {"scope": assessment_scope(running), "assessment_id": running, "sources": sources}
    for article, tag, code in (("a", "public", public), ("an", "other", other)):
        answer = put.put(Answer, tag, question=code, verdict=Verdict.NON_COMPLIANT, repeat="", **concerned, **common)
        of_answer = {"scope": answer.scope, "owner_kind": "answer", "owner_id": answer.id}
        _photos(put, f"of {article} {tag} finding", 100 * len(tag), **of_answer, taken_at=AT)
        put.put(Document, f"of {article} {tag} finding", **of_answer, media="application/pdf", sha256=f"{7:064d}")
    unverified = next(q.code for q in shipped.tool_for("KH", TODAY).leaves() if not q.gate and q.code not in (public, other))
    put.put(Answer, "unverified", question=unverified, verdict=Verdict.NOT_VERIFIED, repeat="", **common)
    for question in shipped.tool_for("KH", TODAY).leaves():
        if question.code not in (public, other, unverified):
            quiet = {"question": question.code, "verdict": Verdict.COMPLIANT}
            put.keep(Answer(id=natural_id("planted", "answer", question.code), **{**common, "sources": frozenset()}, **quiet))
    put.put(Answer, "information", question=information, **common)
    put.put(Message, scope=common["scope"], assessment_id=running, question=public)
    released = natural_id("planted", "assessment", "released")
    result = {"assessment_id": released, "cycle_id": cycle.id, "tool": tool, "sources": frozenset({"W"}), "assessed_on": date(2026, 11, 9)}
    for tag, code in (("public", public), ("other", other)):
        put.put(Result, tag, question=code, verdict=Verdict.NON_COMPLIANT, **result)
    for question in shipped.tool_for("KH", TODAY).leaves():
        if question.code not in (public, other):
            quiet = {"id": natural_id("planted", "result", question.code), "scope": factory_scope(cycle.factory_id)}
            put.keep(Result(**quiet, question=question.code, verdict=Verdict.COMPLIANT, **{**result, "sources": frozenset()}))
    put.planted.ids["assessment released"] = released
    _photos(put, "of a released finding", 700, owner_kind="issue", owner_id=issue_id_of_result(released, public), taken_at=AT)
    vault = put.put(Interview, scope=vault_scope(running), assessment_id=running, held_on=TODAY, people=SMALL[0])
    put.put(InterviewNote, scope=vault.scope, interview_id=vault.id)


def _plan(put: Planter, cycle: Cycle) -> None:
    public, other, _ = _questions()
    given = {"factory_id": cycle.factory_id, "cycle_id": cycle.id, "line_id": None, "cluster": "", "cause": ""}
    for tag, code, origin in (("public", public, Origin.ASSESSMENT), ("own", other, Origin.SELF_DIAGNOSIS)):
        own_id = public_issue() if tag == "public" else natural_id("planted", "issue", tag)
        issue = put.put(Issue, tag, id=own_id, question=code, origin=origin, origin_id="", since_on=cycle.started_on, rank=1, **given)
        owned = {"factory_id": cycle.factory_id, "line_id": None, "visit_id": natural_id("planted", "visit", "held"), "pos": "a"}
        put.put(Action, f"of an issue, {tag}", issue_id=issue.id, **owned)
        said = {name: put.planted.text(f"issue.{name} ({tag}, later)") for name in ("progress_note", "verified_note")}
        found = {"verified": Verified.VERIFIED, "verified_on": TODAY, "method": Method.INTERVIEW}
        later = replace(issue, progress=Progress.DONE, progress_on=TODAY, **found, **said)
        write(put.unit, issue, later)
        put.put(Photo, f"of an issue, {tag}", owner_kind="issue", owner_id=issue.id, sha256=f"{50 + len(tag):064d}")
    put.put(Action, "promised", issue_id=None, **owned)
    put.put(Action, "promised before", issue_id=None, **{**owned, "visit_id": natural_id("planted", "visit", "before")})
    put.put(EarlierFinding, factory_id=cycle.factory_id, question=public, assessed_on=date(2024, 3, 1), verdict=Verdict.NON_COMPLIANT)


def _learning(put: Planter, cycle: Cycle) -> None:
    of_cycle = {"factory_id": cycle.factory_id, "cycle_id": cycle.id}
    held = put.put(Training, **of_cycle, held_on=date(2026, 10, 1))
    put.planted.ids["certificate"] = held.id
    for audience in Audience:
        put.put(Participants, audience.value, training_id=held.id, audience=audience, sex=Sex.WOMAN, member_id=None, count=2)
    put.put(Need, **of_cycle, done_by=frozenset(), issue_ids=frozenset())
    seminar = put.put(Seminar, scope=country_scope("KH"), country="KH", held_on=date(2026, 9, 1))
    seats = {"scope": seminar.scope, "seminar_id": seminar.id, "factory_id": cycle.factory_id}
    put.put(Seat, **seats, audience=Audience.WORKER, sex=Sex.WOMAN, count=2)
    put.put(Invitation, **seats)
    put.planted.ids |= {"seat": seminar.id, "invitation": seminar.id}


def _reports(put: Planter, cycle: Cycle) -> None:
    """Words under every heading of the profile, handed in by the factory where they are its own, and some that it has not handed in."""
    sections = PROFILE.sections
    for kind in (ReportKind.COMMITTEE, ReportKind.PROGRESS1, ReportKind.PROGRESS2):
        report = put.keep(
            Report(
                id=report_id(cycle.factory_id, kind, cycle.id), scope=factory_scope(cycle.factory_id), kind=kind, subject_id=cycle.id,
                factory_id=cycle.factory_id, cycle_id=cycle.id,
            )
        )  # fmt: skip
        keys = [*OWN_WORDS, reply_key(public_issue())] if kind is ReportKind.PROGRESS1 else sections[kind.value]
        for key in keys:
            party = Party.FACTORY if key in (*OWN_WORDS, reply_key(public_issue())) else Party.PROGRAMME
            is_done = party is Party.FACTORY and key != OWN_WORDS[-1]
            tag = "public reply" if "/" in key else kind.value if party is Party.PROGRAMME or is_done else "not handed in"
            words = put.planted.text(f"section.text ({tag})")
            given = {"id": section_id(cycle.factory_id, report.id, key), "report_id": report.id, "key": key}
            put.put(Section, **given, party=party, is_done=is_done, text=words)
    put.planted.ids["report"] = cycle.id
    put.put(Remark, report_id=report.id, question="", section="")
    put.put(FactoryComment, report_id=report.id, question="")
    put.put(NamedReader, reader_id="9" * 32)
    edition = put.put(
        Edition, report_id=report.id, kind=ReportKind.PLAN, subject_id=cycle.id, number=1, factory_id=cycle.factory_id, cycle_id=cycle.id
    )
    put.put(Delivery, edition_id=edition.id, buyer_id="")


def _rest(put: Planter, cycle: Cycle) -> None:
    put.put(CycleReason, factory_id=cycle.factory_id, cycle_id=cycle.id, about="over.visit_days")
    put.put(Contact, factory_id=cycle.factory_id, cycle_id=cycle.id, at=AT, issue_ids=frozenset())
    alert = natural_id("planted", "alert", "")
    put.put(Alert, scope=alert_scope(alert), factory_id=cycle.factory_id, country="KH", author_id="amina", noticed_at=AT)
    put.put(AlertStep, scope=alert_scope(alert), alert_id=alert)
    put.put(Snippet, scope=user_scope("amina"))
    put.put(SavedView, scope=user_scope("amina"))
    put.put(Pack, scope=country_scope("KH"))
    put.put(Practice, scope=country_scope("KH"))
