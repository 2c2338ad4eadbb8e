"""Values of the visit record that stays at the factory, and of the briefing before a visit, which does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bwdesk.domain.clock import WindowState
from bwdesk.domain.committee import Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Action, is_open
from bwdesk.domain.visit import AgendaItem, Attendance, DayLedger, Line, Mark, Visit, visit_days, visit_numbers
from bwdesk.reports import values as v
from bwdesk.reports.words import Words
from bwdesk.shipped import profile, profile_of_cycle
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.texts import sides
from bwdesk.usecases.cycle_page import CycleView, cycle_view
from bwdesk.usecases.factories import survivor_id
from bwdesk.usecases.papers import PaperContext, factory_word, head_of, lines_of, photos_of_paper, present, programme_word
from bwdesk.usecases.people import names_of
from bwdesk.usecases.photo_marks import photos_as_marked
from bwdesk.usecases.plan_page import PlanPage, PlanRow, plan_page
from bwdesk.usecases.signing import Signed, signatures_of

_PRINTED = {
    Mark.NOTE: v.NoteKind.NOTE,
    Mark.FINDING: v.NoteKind.FINDING,
    Mark.ACTION: v.NoteKind.ACTION,
    Mark.GOOD_PRACTICE: v.NoteKind.GOOD,
}
"""Quotes, questions and people stay in the notebook: the record lies at the factory."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """What both papers read of a visit."""

    visit: Visit
    factory: Factory
    cycle: Cycle | None
    number: int | None
    ledger: DayLedger | None
    agenda: list[AgendaItem]
    lines: list[Line]
    attendance: list[Attendance]
    members: list[Member]
    plan: PlanPage


def visit_paper(reader: Reader, visit_id: str, context: PaperContext) -> v.VisitPaper:
    """The record of a visit. Raises Refused (`thing.gone`) if there is none."""
    found = _read(reader, visit_id, context.today)
    context = context.of(found.factory.country)
    visit, lines = found.visit, [n for n in found.lines if n.text.strip()]
    labels = {row.issue.id: row.label for row in found.plan.rows}
    started = visit.started_at or visit.planned_at or context.now
    return v.VisitPaper(
        head=head_of(context, found.factory, found.cycle.number if found.cycle else None),
        number=found.number,
        mode=visit.mode.value,
        started_at=context.local(started),
        ended_at=context.local(visit.closed_at) if visit.closed_at else None,
        days_today=visit.half_days / 2 if visit.half_days is not None else None,
        days_used=found.ledger.used / 2 if found.ledger else None,
        days_quota=found.ledger.quota / 2 if found.ledger else None,
        next_visit=context.words.day(visit.next_on) if visit.next_on else "",
        present=present(found.attendance, found.members),
        did=_did(found),
        good=tuple(n.text for n in lines if n.mark is Mark.GOOD_PRACTICE),
        talked=tuple(labels.get(a.source_id or "", "") + " " + a.title for a in found.agenda if a.source_id and a.done_at),
        not_seen=lines_of(visit.not_seen),
        agreed=_agreed(found, labels, _is_mine(reader, context), advisors=False),
        advisor_will=tuple(point.what for point in _agreed(found, labels, _is_mine(reader, context), advisors=True)),
        notes=tuple(v.NoteLine(context.local(n.at), _PRINTED[n.mark], n.text, _mode(found, n)) for n in lines if n.mark in _PRINTED),
        photos=_photos(reader, found, context),
        signatures=tuple(_signed(one, context) for one in signatures_of(reader, visit)),
        sections=profile_of_cycle(found.cycle).sections["visit"],
    )


def _signed(one: Signed, context: PaperContext) -> v.Signed:
    signature = one.signature
    day = context.local(signature.signed_at).date() if signature.signed_at else None
    return v.Signed(signature.side.value, signature.name, signature.role, day, signature.digest, one.strokes, one.is_changed)


def _read(reader: Reader, visit_id: str, today: date) -> _Visit:
    visit = reader.need(Visit, visit_id)
    factory = reader.need(Factory, survivor_id(reader, visit.factory_id))
    cycle = reader.get(Cycle, visit.cycle_id)
    visits = reader.find(Visit, lambda x: x.factory_id == visit.factory_id)
    of_cycle = [x for x in visits if x.cycle_id == visit.cycle_id]
    attendance = reader.find(Attendance, lambda a: a.visit_id == visit_id)
    return _Visit(
        visit=visit,
        factory=factory,
        cycle=cycle,
        number=visit_numbers(visits).get(visit_id),
        ledger=visit_days(of_cycle, cycle.number, profile(cycle.profile).quotas) if cycle else None,
        agenda=reader.find(AgendaItem, lambda a: a.visit_id == visit_id, order=lambda a: a.pos),
        lines=reader.find(Line, lambda n: n.visit_id == visit_id, order=lambda n: n.pos),
        attendance=attendance,
        members=things_where(reader, Member, "id", [a.member_id for a in attendance if a.member_id]),
        plan=plan_page(reader, visit.factory_id, factory.country, today, visit.cycle_id),
    )


def _did(found: _Visit) -> tuple[str, ...]:
    """What was done: the parts of the notebook, and the ticked points of the agenda that are no open issues."""
    headings = [n.text for n in found.lines if n.mark is Mark.CLUSTER and n.text.strip()]
    ticked = [a.title for a in found.agenda if a.done_at and not a.source_id]
    return tuple(dict.fromkeys((*ticked, *headings)))


def _is_mine(reader: Reader, context: PaperContext) -> frozenset[str]:
    """Owners that mean the advisor."""
    names = names_of(reader)
    said = {context.author, names.of(context.author), names.initials(context.author), *sides(context.say("role.advisor"))}
    return frozenset(name.casefold() for name in said if name)


def _agreed(found: _Visit, labels: dict[str, str], mine: frozenset[str], *, advisors: bool) -> tuple[v.AgreedPoint, ...]:
    """The promises of this visit: the factory's, or the advisor's own."""
    own = [p.action for p in found.plan.promises] + [a for row in found.plan.rows for a in row.actions]
    noted = [a for a in own if a.visit_id == found.visit.id and (a.owner.casefold() in mine) is advisors]
    order = {n.id: place for place, n in enumerate(found.lines)}
    noted.sort(key=lambda a: (order.get(a.line_id or "", len(order)), a.pos, a.id))
    return tuple(v.AgreedPoint(a.text, a.owner, a.due_on, issue=labels.get(a.issue_id or "", "")) for a in noted)


def _mode(found: _Visit, line: Line) -> str:
    """How a line's part of the agenda was held, where it differs from the visit."""
    item = next((a for a in found.agenda if a.id == line.agenda_item_id), None)
    return item.mode.value if item is not None and item.mode not in (None, found.visit.mode) and item.mode else ""


def _photos(reader: Reader, found: _Visit, context: PaperContext) -> tuple[v.Photo, ...]:
    """Photos of the lines that are printed; what hangs on a quote, a question or a person stays in the notebook with it."""
    shown = [line for line in found.lines if line.mark in _PRINTED or line.mark is Mark.CLUSTER]
    photos = photos_as_marked(reader, [line.id for line in shown])
    made: list[v.Photo] = []
    labels = {row.issue.line_id: row.label for row in found.plan.rows if row.issue.line_id}
    for line in shown:
        for photo in photos.get(line.id, ()):
            number = f"V{found.number or 0}.{len(made) + 1}"
            (one,) = photos_of_paper(context, [(number, photo)], code=labels.get(line.id, ""))
            made.append(one if one.text else replace(one, text=line.text))
    return tuple(made)


# --- before going in -----------------------------------------------------------------------------------------------------------------


def briefing_paper(reader: Reader, visit_id: str, context: PaperContext) -> v.BriefingPaper:
    """One page for the advisor. Raises Refused (`thing.gone`) if there is no such visit."""
    found = _read(reader, visit_id, context.today)
    context = context.of(found.factory.country)
    view = cycle_view(reader, found.factory, context.today)
    before = _last(reader, found.visit)
    earlier = reader.find(Attendance, lambda a: a.visit_id == before.id) if before else []
    members = things_where(reader, Member, "id", [a.member_id for a in earlier if a.member_id])
    planned = found.visit.planned_at or found.visit.started_at or context.now
    return v.BriefingPaper(
        head=head_of(context, found.factory, found.cycle.number if found.cycle else None),
        visit_number=found.number,
        mode=found.visit.mode.value,
        planned_at=context.local(planned),
        purpose=found.visit.purpose,
        facts=_facts(found.factory, context),
        last_visit_on=context.local(before.started_at).date() if before and before.started_at else None,
        last_visit=_said(reader, before, context.words),
        open_items=tuple(_open_item(row) for row in found.plan.rows if is_open(row.issue)),
        promises=_promises(reader, found, context),
        people=present(earlier, members),
        ledgers=_ledgers(view, context),
        windows=_windows(view, context),
        questions=_questions(reader, found.visit),
        sections=profile_of_cycle(found.cycle).sections["briefing"],
    )


def _last(reader: Reader, visit: Visit) -> Visit | None:
    visits = reader.find(Visit, lambda x: x.factory_id == visit.factory_id)
    begun = [x for x in visits if x.started_at and x.id != visit.id and (visit.started_at is None or x.started_at < visit.started_at)]
    return max(begun, key=lambda x: (x.started_at or x.planned_at, x.id), default=None)


def _said(reader: Reader, before: Visit | None, words: Words) -> str:
    """The last visit in short: its purpose, else the parts of its notebook."""
    if before is None:
        return ""
    lines = reader.find(Line, lambda n: n.visit_id == before.id, order=lambda n: n.pos)
    headings = [n.text for n in lines if n.mark is Mark.CLUSTER]
    return before.purpose or words.semicolons(headings) or words.semicolons(n.text for n in lines if n.mark is Mark.FINDING)


def _facts(factory: Factory, context: PaperContext) -> tuple[v.Fact, ...]:
    total = factory.workers_total
    workers = context.words.number(total) if total is not None else ""
    if total and factory.workers_women is not None:
        workers = context.say("paper.workers_women", total=workers, women=context.words.number(factory.workers_women))
    said = (("paper.fact.workers", workers), ("paper.fact.products", factory.products), ("paper.fact.address", factory.address))
    return tuple(v.Fact(context.say(key), value) for key, value in said if value)


def _open_item(row: PlanRow) -> v.OpenItem:
    issue = row.issue
    return v.OpenItem(
        row.label, issue.title, issue.owner, row.due, row.late, factory_word(issue), programme_word(issue),
        is_public=bool(row.question and row.question.is_public), last_words=issue.progress_note,
    )  # fmt: skip


def _promises(reader: Reader, found: _Visit, context: PaperContext) -> tuple[v.Promise, ...]:
    """What was promised in earlier visits and is not long done."""
    mine = _is_mine(reader, context)
    noted = [p.action for p in found.plan.promises] + [a for row in found.plan.rows for a in row.actions if a.visit_id]
    earlier = [a for a in noted if a.visit_id != found.visit.id]
    return tuple(
        v.Promise(a.text, a.owner, a.due_on, _is_kept(a, context.today), a.owner.casefold() in mine)
        for a in sorted(earlier, key=lambda a: (a.due_on or date.max, a.id))
    )


def _is_kept(action: Action, today: date) -> bool | None:
    if action.done_on is not None:
        return True
    return False if action.due_on is not None and action.due_on < today else None


def _ledgers(view: CycleView | None, context: PaperContext) -> tuple[v.Ledger, ...]:
    return (v.Ledger(context.say("paper.ledger.visit_days"), view.days.used / 2, view.days.quota / 2),) if view else ()


def _windows(view: CycleView | None, context: PaperContext) -> tuple[v.Fact, ...]:
    """What is open, closes soon or is late. An assessment's window is left out of every paper."""
    shown = (WindowState.OPEN, WindowState.DUE, WindowState.LATE)
    return tuple(
        v.Fact(context.say(f"milestone.{w.milestone}"), context.say("paper.due", day=context.words.day(w.due_on)))
        for w in (view.windows if view else ())
        if w.state in shown and w.due_on is not None and w.milestone != "assessment"
    )


def _questions(reader: Reader, visit: Visit) -> tuple[str, ...]:
    """Questions noted in this cycle that nobody has answered yet."""
    visits = reader.find(Visit, lambda x: x.cycle_id == visit.cycle_id)
    lines = things_where(reader, Line, "visit_id", [x.id for x in visits])
    asked = [n for n in lines if n.mark is Mark.QUESTION and not n.is_answered and n.text.strip()]
    return tuple(n.text for n in sorted(asked, key=lambda n: (n.at, n.pos, n.id)))
