"""The interview vault: what was heard from groups of workers, without names. Its scope is the assessing pair's alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.thing import Thing, limited, words


class Heard(StrEnum):
    """Who was heard."""

    WORKERS = "workers"
    UNION = "union"
    SUPERVISORS = "supervisors"
    MANAGERS = "managers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview(Thing):
    """An interview with a group (scope `vault/<assessment id>`). `people` counts heads. A `red_flag` note is kept apart from findings."""

    assessment_id: str
    held_on: date
    heard: Heard = Heard.WORKERS
    people: int = 1
    women: int | None = None
    language: str = limited(20)
    off_site: bool = False
    questions: frozenset[str] = frozenset()
    notes: str = words()
    red_flag: str = words()
