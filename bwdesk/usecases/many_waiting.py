"""Reports about many factories that wait for a person: handed in by another, to be judged; or returned, to be mended by their author."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bwdesk.domain.report import OF_MANY, Report, ReportKind, ReportState
from bwdesk.domain.report_life import Facts, Step, why_not
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.history import history_of
from bwdesk.usecases.people import names_of
from bwdesk.usecases.report_subject import Subject, actor_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits for this person. `name`: the country's code, or the name of the person whose factories it is about."""

    report: Report
    name: str

    @property
    def is_returned(self) -> bool:
        return self.report.state is ReportState.RETURNED


def waiting_of_many(reader: Reader, person: str, today: date) -> list[Waiting]:
    """What the rules of reports let this person do next. One statement where nothing was handed in: those of a factory name it."""
    found = [r for r in things_where(reader, Report, "factory_id", [""]) if r.kind in OF_MANY]
    return [Waiting(one, _name(reader, one)) for one in found if _waits(reader, one, person, today)]


def _waits(reader: Reader, report: Report, person: str, today: date) -> bool:
    if report.state not in (ReportState.READY, ReportState.RETURNED):
        return False
    is_returned = report.state is ReportState.RETURNED
    if is_returned and person != next(_handed_in(reader, report), ""):
        return False
    actor = actor_of(reader, Subject(report.kind, report.subject_id, report.subject_id, report.scope, None), person, today)
    return not why_not(Step.READY if is_returned else Step.APPROVE, report, actor, Facts(today))


def _handed_in(reader: Reader, report: Report) -> Iterator[str]:
    """Who handed it in, the last one first."""
    for step in reversed(history_of(reader, report.id)):
        if any(change.field == "state" and change.new == ReportState.READY for change in step.changes):
            yield step.author


def _name(reader: Reader, report: Report) -> str:
    return report.subject_id if report.kind is ReportKind.SYNTHESIS else names_of(reader).of(report.subject_id)
