"""The end of a pass: scopes that this person may read no more go from the laptop, once all recorded in them is at the office.

The server must say so itself: it knows the scope, its log holds the place we had read to and every operation held here, and the
person reads it no more. That a scope is merely not named is no reason: a server restored from a backup names nothing.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from bwdesk.store import forgetting, outbox
from bwdesk.store.forgetting import Leaving, Slice
from bwdesk.sync.course import Course
from bwdesk.sync.steps import Step, Steps
from bwdesk.sync.wire import Place

ASKED: Final = 2_000
"""Operations asked about in one message."""


def parted(course: Course) -> Steps:
    """Takes off what may go. Does nothing in a pass in which a log was found to have gone back in time."""
    if course.report.reset:
        return
    some: list[Leaving] = yield Step("read", partial(forgetting.leaving, everything=course.report.is_revoked))
    for one in some:
        if one.is_waiting or course.is_cancelled():
            continue
        if not (yield from _is_over(course, one)):
            continue
        held_there, scope = one.proven | set(one.ids), one.cursor.scope
        outcome = Slice.MORE
        while outcome == Slice.MORE and not course.is_cancelled():
            outcome = yield Step("store", partial(forgetting.forget_slice, scope=scope, held_there=held_there))
        if outcome == Slice.DONE:
            course.report.left.append(scope)


def _is_over(course: Course, one: Leaving) -> Steps:
    at = one.cursor
    place = Place(at.scope, at.epoch, at.number, at.chain) if at.number else Place(at.scope, "", 0, b"")
    for start in range(0, max(1, len(one.ids)), ASKED):
        is_over, missing = yield from course.patiently(partial(course.client.leave, place, one.ids[start : start + ASKED]))
        if missing and is_over:
            yield Step("store", partial(outbox.wait_again, scope=at.scope))
        if missing or not is_over:
            return False
    return True
