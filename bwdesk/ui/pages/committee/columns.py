"""The lists of the page in cells. Words only; nothing is asked here."""

from __future__ import annotations

from typing import Final

from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.meeting import Election
from bwdesk.domain.report import Party
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import Cell, Column
from bwdesk.ui.when import day_words
from bwdesk.usecases.committee_page import CriterionRow, MeetingRow, WordsRow

DAY: Final = "d MMM yyyy"
STEP_NAMES: Final = ("none", "no", "partly", "largely", "fully")


def step_word(step: int | None, t: Texts) -> str:
    """no, partly, largely, fully; not judged."""
    return t(f"committee.step.{STEP_NAMES[step or 0]}")


def member_columns(source: LookSource, t: Texts) -> tuple[Column[Member], ...]:
    """Job title, side, sex, how chosen, term."""

    def title(one: Member) -> Cell:
        if one.left_on is not None:
            return Cell(one.title, fact=t("committee.left", day=day_words(source.look, one.left_on, DAY)), tone="text3")
        return Cell(one.title, role=Role.NAME, fact=t("committee.chair") if one.is_chair else "")

    def sex(one: Member) -> str:
        return "" if one.sex is Sex.UNSTATED else t(f"sex.{one.sex}")

    def term(one: Member) -> str:
        return day_words(source.look, one.term_ends_on, DAY) if one.term_ends_on else ""

    def side(one: Member) -> str:
        union = t("committee.union") if one.is_union and one.side is not Side.UNION else ""
        return t.commas((t(f"side.{one.side}"), union))

    return (
        Column("title", t("committee.col.title"), title, stretch=True),
        Column("side", t("committee.col.side"), lambda m: Cell(side(m)), width=170),
        Column("sex", t("committee.col.sex"), lambda m: Cell(sex(m), tone="text2"), width=90, least=560),
        Column("chosen", t("committee.col.chosen"), lambda m: Cell(t(f"selection.{m.selection}"), tone="text2"), width=140, least=640),
        Column("term", t("committee.col.term"), lambda m: Cell(term(m), tone="text2"), width=120, least=720),
    )


def meeting_columns(source: LookSource, t: Texts) -> tuple[Column[MeetingRow], ...]:
    """Day, who was there, minutes."""

    def there(row: MeetingRow) -> Cell:
        found = row.presence
        words = t(
            "committee.there", management=found.management, management_all=found.management_all, workers=found.workers,
            workers_all=found.workers_all,
        )  # fmt: skip
        return Cell(words, mark=None if found.both_sides else Kind.UNSURE, tone="text2")

    def minutes(row: MeetingRow) -> Cell:
        meeting = row.meeting
        if meeting.sent_on is not None:
            return Cell(t("committee.sent", day=day_words(source.look, meeting.sent_on, "d MMM")), mark=Kind.GOOD)
        has = bool(meeting.minutes_kept or meeting.minutes.strip())
        return Cell(t("committee.minutes.kept") if has else t("committee.minutes.none"), mark=Kind.GOOD if has else Kind.GAP, tone="text2")

    return (
        Column("day", t("committee.col.day"), lambda r: Cell(day_words(source.look, r.meeting.held_on, DAY), role=Role.NAME), width=120),
        Column("there", t("committee.col.there"), there, stretch=True),
        Column("minutes", t("committee.col.minutes"), minutes, width=130, least=420),
    )


def election_columns(source: LookSource, t: Texts) -> tuple[Column[Election], ...]:
    """Day, manner, turnout, seats."""

    def voted(one: Election) -> str:
        if one.voted is None:
            return t("committee.unknown")
        return t("committee.of", part=one.voted, whole=one.entitled) if one.entitled is not None else str(one.voted)

    return (
        Column("day", t("committee.col.day"), lambda e: Cell(day_words(source.look, e.held_on, DAY), role=Role.NAME), width=130),
        Column("method", t("committee.col.method"), lambda e: Cell(t(f"ballot.{e.method}")), width=170),
        Column("voted", t("committee.col.voted"), lambda e: Cell(voted(e), tone="text2"), width=150),
        Column("run_by", t("committee.col.run_by"), lambda e: Cell(e.run_by, tone="text2"), stretch=True),
    )


def criterion_columns(t: Texts) -> tuple[Column[CriterionRow], ...]:
    """The criterion with what was seen under it, last cycle's step, today's."""

    def now(row: CriterionRow) -> Cell:
        step = row.rating.step
        moved = "" if step is None or row.last_step is None or step == row.last_step else t(
            "committee.better" if step > row.last_step else "committee.worse"
        )  # fmt: skip
        return Cell(step_word(step, t), role=Role.NAME if step else Role.BODY, tone="text1" if step else "text3", second=moved)

    def name(row: CriterionRow) -> Cell:
        seen = " ".join(row.rating.seen.split())
        words = t(f"criterion.{row.rating.family}.{row.rating.criterion}")
        return Cell(words, second=seen or t("committee.nothing_seen"), number=str(row.number), role=Role.NAME)

    return (
        Column("name", t("committee.col.criterion"), name, stretch=True),
        Column("then", t("committee.col.then"), lambda r: Cell(step_word(r.last_step, t), tone="text3"), width=130),
        Column("now", t("committee.col.now"), now, width=150),
    )


def words_columns(t: Texts) -> tuple[Column[WordsRow], ...]:
    """The heading, and the beginning of what is written under it."""

    def written(row: WordsRow) -> Cell:
        text = " ".join(row.section.text.split()) if row.section is not None else ""
        none = "committee.words.none" if row.party is Party.PROGRAMME else "progress1.nothing_written"
        return Cell(text[:200] or t(none), tone="text2" if text else "text3")

    return (
        Column("title", t("committee.col.heading"), lambda r: Cell(t(f"report.section.{r.key}"), role=Role.NAME), width=280),
        Column("text", t("committee.col.written"), written, stretch=True),
    )
