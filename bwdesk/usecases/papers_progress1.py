"""Values of progress report 1: the factory's own words as it handed them in, and apart from them what the programme's records say.

Publicly reported issues are those of the cycle's released assessment; what the factory claims of one is never counted as verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from bwdesk.domain.assessment import Result
from bwdesk.domain.plan import Origin, Progress, Verified
from bwdesk.domain.report import OWN_WORDS, ReportKind, Section, reply_key
from bwdesk.reports import values_progress as v
from bwdesk.store.unit import Reader
from bwdesk.usecases.committee_page import committee_page
from bwdesk.usecases.factories import profile_of_factory
from bwdesk.usecases.papers import PaperContext, factory_word, programme_word
from bwdesk.usecases.papers_progress import records
from bwdesk.usecases.plan_page import PlanRow, plan_page
from bwdesk.usecases.report_words import handed_in


def progress1_paper(reader: Reader, factory_id: str, context: PaperContext) -> v.FirstProgressPaper:
    """Progress report 1 of a factory's cycle as it stands today. Raises Refused (`thing.gone`)."""
    page = committee_page(reader, factory_id, context.today)
    context = context.of(page.factory.country)
    rows = plan_page(reader, page.factory.id, page.factory.country, context.today).rows
    cycle_id = page.cycle.id if page.cycle is not None else ""
    handed = handed_in(reader, page.factory.id, cycle_id)
    keys = profile_of_factory(reader, page.factory.id).sections.get(ReportKind.PROGRESS1.value, ())
    told = records(reader, page, rows, context)
    return v.FirstProgressPaper(
        **{one.name: getattr(told, one.name) for one in fields(told) if one.name != "sections"},
        sections=tuple(_section(key, {}, context) for key in keys if key not in OWN_WORDS),
        own=tuple(_section(key, handed, context) for key in keys if key in OWN_WORDS),
        claims=tuple(_claim(row, handed, context) for row in rows if is_public_of(row, cycle_id)),
        is_handed_in=any(key in OWN_WORDS for key in handed),
        has_assessment=bool(reader.find(Result, lambda r: r.cycle_id == cycle_id, limit=1)),
    )


def is_public_of(row: PlanRow, cycle_id: str) -> bool:
    """Whether an issue was publicly reported by the assessment of a cycle."""
    issue = row.issue
    return issue.origin is Origin.ASSESSMENT and issue.cycle_id == cycle_id and row.question is not None and row.question.is_public


def _section(key: str, handed: Mapping[str, Section], context: PaperContext) -> v.Written:
    return v.Written(key, context.say(f"report.section.{key}"), handed[key].text.strip() if key in handed else "")


def _claim(row: PlanRow, handed: Mapping[str, Section], context: PaperContext) -> v.Claim:
    issue, reply = row.issue, handed.get(reply_key(row.issue.id))
    return v.Claim(
        number=row.label,
        title=issue.title,
        factory=context.say(f"reports.factory.{factory_word(issue)}"),
        factory_on=issue.progress_on,
        factory_words=issue.progress_note,
        reply=reply.text.strip() if reply is not None else "",
        programme=context.say(f"reports.programme.{programme_word(issue)}"),
        programme_on=issue.verified_on,
        method=context.say(f"method.{issue.method}") if issue.method is not None else "",
        programme_words=issue.verified_note,
        is_verified=issue.verified is Verified.VERIFIED,
        is_claimed=issue.verified is Verified.NOT_YET and issue.progress is Progress.DONE,
    )
