"""Closing an assessment: each of the pair closes it, over what stands. What is changed afterwards, nobody has closed.

An entry of `Assessment.closed_by` is "<person>/<mark>", the mark a digest of all that the report is made of and of when it was opened
again last. So two laptops that close apart never conflict, words that arrive late from the other one open what was closed without
them, and no entry is ever taken away: each is of its own person's hand. Photos are not in the mark.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.thing import time_text

_WHOLE: Final = (
    "tool", "first_day_on", "last_day_on", "category_names", "key_strengths", "access", "documents_in_time", "managers_met", "interviews",
    "concerns", "files_seen", "reopened_by", "reopened_at",
)  # fmt: skip
_ANSWER: Final = (
    "question", "repeat", "verdict", "reason", "value", "finding", "places", "sources", "workers_concerned", "workers_of",
    "women_concerned", "worker_group",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Closing:
    """Who of the pair has closed what stands now (`by`), who closed it before something was changed (`before`), who has yet to."""

    by: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    waits_for: frozenset[str] = frozenset()

    @property
    def is_shut(self) -> bool:
        """One has closed: answers are changed after it was opened again only."""
        return bool(self.by)

    @property
    def is_whole(self) -> bool:
        """Both have closed the same."""
        return bool(self.by) and not self.waits_for


def closing(assessment: Assessment, answers: Iterable[Answer]) -> Closing:
    """How far an assessment is closed; `answers`: all of it. Costs nothing while nobody has closed."""
    if not assessment.closed_by:
        return Closing(waits_for=assessment.assessors)
    mark = content_mark(assessment, answers)
    said = [entry.partition("/") for entry in assessment.closed_by]
    by = frozenset(person for person, _, over in said if over == mark) & assessment.assessors
    before = (frozenset(person for person, _, _ in said) & assessment.assessors) - by
    return Closing(by, before, assessment.assessors - by)


def closed_entry(person: str, mark: str) -> str:
    """What a person's closing adds to `closed_by`."""
    return f"{person}/{mark}"


def who_closed(entry: str) -> str:
    """The person of an entry of `closed_by`."""
    return entry.partition("/")[0]


def closed_in(values: Mapping[str, object]) -> frozenset[str]:
    """Whom the values of an operation say to have closed: it is set aside unless its author is the only one."""
    return frozenset(who_closed(key.partition(":")[2]) for key, is_in in values.items() if key.startswith("closed_by:") and is_in)


def content_mark(assessment: Assessment, answers: Iterable[Answer]) -> str:
    """32 hex digits over what an assessment says: its answers and what is said of the whole. Remarks between the pair are not in it."""
    whole = [_plain(getattr(assessment, name)) for name in _WHOLE]
    each = sorted([_plain(getattr(answer, name)) for name in _ANSWER] for answer in answers if not answer.deleted)
    said = json.dumps([whole, each], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _plain(value: object) -> str:
    if isinstance(value, frozenset):
        return "\x1f".join(sorted(value))
    return time_text(value) if isinstance(value, datetime) else "" if value is None else str(value)
