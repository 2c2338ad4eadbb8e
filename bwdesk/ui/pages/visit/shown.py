"""What the notebook shows of a visit, worked out of its value: lines with their links, the room in words, the agenda's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bwdesk.domain.committee import Sex, Side
from bwdesk.domain.visit import AgendaItem, Line, Mark, Room
from bwdesk.texts import Texts
from bwdesk.ui.look import Look
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.note_lines import LineLink, NoteLine
from bwdesk.ui.when import clock_words, day_words
from bwdesk.usecases.visit_page import NotebookLine, VisitPage

CLOSE_TOGETHER = 5 * 60
"""Seconds within which a line does not repeat the time of the line above."""


def note_lines(shown: VisitPage, texts: Texts, look: Look) -> list[NoteLine]:
    """The lines as the editor shows them; a time stands where a new stretch begins."""
    lines: list[NoteLine] = []
    last: datetime | None = None
    for one in shown.lines:
        line = one.line
        clock = "" if last is not None and abs((line.at - last).total_seconds()) < CLOSE_TOGETHER else clock_words(line.at)
        last = line.at if clock else last
        lines.append(NoteLine(line.id, line.text, line.mark, clock, _is_done(one), _link(one, shown, texts, look)))
    return lines


def _is_done(one: NotebookLine) -> bool:
    return one.line.is_answered or (one.action is not None and one.action.done_on is not None)


def _link(one: NotebookLine, shown: VisitPage, texts: Texts, look: Look) -> LineLink:
    photos = len(one.photos)
    if one.issue is not None:
        return LineLink(shown.labels.get(one.issue.id, texts("mark.finding")), "plan", one.issue.id, photos)
    if one.action is not None:
        due = texts("visit.by", day=day_words(look, one.action.due_on, "ddd d")) if one.action.due_on else ""
        label = shown.labels.get(one.action.issue_id or "", "")
        return LineLink(label or texts("visit.link.promise"), "promise", one.line.id, photos, due)
    words = {Mark.GOOD_PRACTICE: "visit.link.good_practice", Mark.QUESTION: "visit.link.to_verify"}
    if one.line.mark in words and not one.line.is_answered:
        return LineLink(texts(words[one.line.mark]), "answer" if one.line.mark is Mark.QUESTION else "", one.line.id, photos)
    return LineLink(photos=photos)


@dataclass(frozen=True)
class RoomWords:
    """Who is in the room, in words: one entry a side, and whether the sides are equal."""

    sides: tuple[str, ...]
    verdict: str
    kind: Kind | None


def room_words(room: Room, texts: Texts) -> RoomWords:
    """ "4 management, 1 woman", "4 workers, 3 women", "1 union" and "equal sides"."""
    if not room.total:
        return RoomWords((), texts("visit.room.nobody"), None)
    sides = []
    for side in (Side.MANAGEMENT, Side.WORKERS, Side.UNION, Side.GUEST):
        people, women = room.of(side), room.of(side, Sex.WOMAN)
        if people:
            words = texts.count(f"visit.room.{side}", people)
            sides.append(texts.count("visit.room.women", women, people=words) if women else words)
    if room.missing_sides:
        return RoomWords(tuple(sides), texts(f"visit.room.missing.{room.missing_sides[0]}"), Kind.UNSURE)
    equal = room.of(Side.MANAGEMENT) == room.of(Side.WORKERS)
    return RoomWords(tuple(sides), texts("visit.room.equal" if equal else "visit.room.unequal"), Kind.GOOD if equal else Kind.UNSURE)


def agenda_kind(item: AgendaItem, current: str) -> Kind:
    """The mark of an agenda point."""
    if item.done_at is not None:
        return Kind.GOOD
    return Kind.NOW if item.id == current else Kind.GAP


def line_by_id(shown: VisitPage, line_id: str) -> Line | None:
    """A recorded line of the visit."""
    return next((one.line for one in shown.lines if one.line.id == line_id), None)


def photo_ids(lines: Sequence[NotebookLine], line_id: str) -> tuple[str, ...]:
    """Hashes of the thumbnails of a line's photos, in order."""
    return next((tuple(p.thumb_sha256 for p in one.photos) for one in lines if one.line.id == line_id), ())
