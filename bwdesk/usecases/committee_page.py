"""All that the committee's page and its paper show: members judged, the rhythm of meetings, elections, criteria now and a cycle ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bwdesk import shipped
from bwdesk.domain.committee import Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.meeting import Criteria, Election, Meeting, Presence, Rating, Rhythm, presence, rhythm
from bwdesk.domain.plan import Issue, in_order
from bwdesk.domain.report import OWN_WORDS, Party, ReportKind, Section
from bwdesk.store.unit import Reader
from bwdesk.usecases.committee import CommitteeView, committee_of_factory
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.meetings import blank_rating, drafts_of_committee
from bwdesk.usecases.plan_page import labels_of_factory
from bwdesk.usecases.report_words import report_id, section_draft, sections_of, taken_down


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting: its number in the order they were held, who was there, the labels of its issues."""

    meeting: Meeting
    number: int
    presence: Presence
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion of a family, its number in the profile's order, how it is judged now and was in the cycle before (None: not judged)."""

    number: int
    rating: Rating
    last_step: int | None


@dataclass(frozen=True, slots=True)
class WordsRow:
    """A heading of a report that words can be written under; of progress report 1, the factory's words that are taken down for it."""

    kind: ReportKind
    key: str
    section: Section | None

    @property
    def party(self) -> Party:
        return Party.FACTORY if self.kind is ReportKind.PROGRESS1 else Party.PROGRAMME


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """The committee of one factory on a day. Meetings newest first; `rhythm` is of the cycle, None without one; drafts by (id, field)."""

    factory: Factory
    cycle: Cycle | None
    last_cycle: int | None
    view: CommitteeView
    members_ever: tuple[Member, ...]
    meetings: tuple[MeetingRow, ...]
    rhythm: Rhythm | None
    elections: tuple[Election, ...]
    criteria: Mapping[Criteria, tuple[CriterionRow, ...]]
    issues: tuple[tuple[str, Issue], ...]
    words: tuple[WordsRow, ...]
    drafts: Mapping[tuple[str, str], tuple[str, int]]

    def meetings_of_cycle(self, today: date) -> tuple[MeetingRow, ...]:
        """The cycle's meetings until a day, oldest first; all of them without a cycle."""
        began = self.cycle.started_on if self.cycle is not None else date.min
        return tuple(row for row in reversed(self.meetings) if began <= row.meeting.held_on <= today)


def committee_page(reader: Reader, factory_id: str, today: date) -> CommitteePage:
    """The page of a factory's committee. Raises Refused (`thing.gone`) if there is no such factory."""
    factory = reader.need(Factory, survivor_id(reader, factory_id))
    cycle = last_cycle(reader, factory.id)
    view = committee_of_factory(reader, factory.id, today)
    labels = labels_of_factory(reader, factory.id, cycle.id if cycle else "")
    issues = in_order(reader.find(Issue, lambda i: i.factory_id == factory.id), labels)
    meetings = reader.find(Meeting, lambda m: m.factory_id == factory.id)
    elections = reader.find(Election, lambda e: e.factory_id == factory.id)
    everyone = (*view.members, *view.former)
    before, criteria = _criteria(reader, factory.id, cycle)
    return CommitteePage(
        factory=factory,
        cycle=cycle,
        last_cycle=before,
        view=view,
        members_ever=everyone,
        meetings=_meetings(meetings, everyone, labels),
        rhythm=_rhythm(view, cycle, meetings, today),
        elections=tuple(sorted(elections, key=lambda e: (-e.held_on.toordinal(), e.id))),
        criteria=criteria,
        issues=tuple((labels.get(issue.id, ""), issue) for issue in issues),
        words=_words(reader, factory.id, cycle),
        drafts=_drafts(reader, factory.id, cycle),
    )


def _meetings(meetings: list[Meeting], everyone: tuple[Member, ...], labels: Mapping[str, str]) -> tuple[MeetingRow, ...]:
    held = sorted(meetings, key=lambda m: (m.held_on, m.id))
    rows = [
        MeetingRow(one, number, presence(one, everyone), tuple(sorted(labels[i] for i in one.issue_ids if i in labels)))
        for number, one in enumerate(held, 1)
    ]
    return tuple(reversed(rows))


def _rhythm(view: CommitteeView, cycle: Cycle | None, meetings: list[Meeting], today: date) -> Rhythm | None:
    """Judged from the beginning of the cycle, or from the day the committee was formed in it."""
    if cycle is None:
        return None
    formed = view.committee.formed_on if view.committee is not None else None
    begins = max(cycle.started_on, formed) if formed is not None else cycle.started_on
    return rhythm(meetings, min(begins, today), today, view.rules.meets_every_days)


def _criteria(reader: Reader, factory_id: str, cycle: Cycle | None) -> tuple[int | None, Mapping[Criteria, tuple[CriterionRow, ...]]]:
    """The number of the cycle before, if anything was judged in it, and the rows of both families."""
    if cycle is None:
        return None, dict.fromkeys(Criteria, ())
    profile = shipped.profile_of_cycle(cycle)
    cycles = reader.find(Cycle, lambda c: c.factory_id == factory_id)
    before = max((c for c in cycles if c.number < cycle.number), key=lambda c: c.number, default=None)
    ratings = {r.id: r for r in reader.find(Rating, lambda r: r.factory_id == factory_id)}
    last = {(r.family, r.criterion): r.step for r in ratings.values() if before is not None and r.cycle_id == before.id}
    rows = {}
    for family in Criteria:
        blanks = [blank_rating(cycle, family, name) for name in profile.criteria.get(family.value, ())]
        judged = [(ratings.get(blank.id, blank), last.get((family, blank.criterion))) for blank in blanks]
        rows[family] = tuple(CriterionRow(number, now, then) for number, (now, then) in enumerate(judged, 1))
    return (before.number if before is not None and last else None), rows


REPORTS = (ReportKind.COMMITTEE, ReportKind.PROGRESS2)


def _words(reader: Reader, factory_id: str, cycle: Cycle | None) -> tuple[WordsRow, ...]:
    if cycle is None:
        return ()
    profile = shipped.profile_of_cycle(cycle)
    rows = []
    for kind in REPORTS:
        written = sections_of(reader, factory_id, kind, cycle.id)
        rows += [WordsRow(kind, key, written.get(key)) for key in profile.sections.get(kind.value, ())]
    said = taken_down(reader, factory_id, cycle.id)
    if said is not None:
        keys = [key for key in profile.sections.get(ReportKind.PROGRESS1.value, ()) if key in OWN_WORDS]
        rows += [WordsRow(ReportKind.PROGRESS1, key, said.get(key)) for key in keys]
    return tuple(rows)


def _drafts(reader: Reader, factory_id: str, cycle: Cycle | None) -> Mapping[tuple[str, str], tuple[str, int]]:
    found = drafts_of_committee(reader, factory_id)
    for kind in (*REPORTS, ReportKind.PROGRESS1) if cycle is not None else ():
        report = report_id(factory_id, kind, cycle.id if cycle else "")
        prefix = section_draft(report, "")
        for key, body in reader.drafts(prefix).items():
            found[kind.value, key.removeprefix(prefix)] = (str(body.get("text", "")), int(body.get("caret", 0)))
    return found
