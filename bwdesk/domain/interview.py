"""The interview vault: what was heard from groups of people, without names. Its scope is the assessing pair's alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bwdesk.domain.assessment import Source
from bwdesk.domain.thing import Thing, limited, words


class Heard(StrEnum):
    """Who was heard."""

    WORKERS = "workers"
    UNION = "union"
    SUPERVISORS = "supervisors"
    MANAGERS = "managers"


IN_VAULT: Final = frozenset({"interview", "interview_note"})
"""Kinds that live in the vault: no other page lists them."""

OF_SAMPLE: Final = frozenset({Heard.WORKERS, Heard.UNION})
"""Whose heads count against the interviews that the programme asks for."""

SOURCES: Final[Mapping[Heard, Source]] = {
    Heard.WORKERS: Source.WORKERS, Heard.UNION: Source.UNION, Heard.SUPERVISORS: Source.MANAGEMENT, Heard.MANAGERS: Source.MANAGEMENT,
}  # fmt: skip
"""The mark a finding gets that cites a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview(Thing):
    """An interview with a group (scope `vault/<assessment id>`). `people` counts heads, `women` how many of them are women.

    `place` is where they met. `questions` cite the group. A `red_flag` note is kept apart from findings.
    """

    assessment_id: str
    held_on: date
    heard: Heard = Heard.WORKERS
    people: int = 1
    women: int | None = None
    category: str = limited(80)
    department: str = limited(80)
    place: str = limited(80)
    language: str = limited(20)
    off_site: bool = False
    questions: frozenset[str] = frozenset()
    notes: str = words()
    red_flag: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewNote(Thing):
    """What one assessor wrote down of a group on a topic (a cluster of the tool; id from scope, interview, topic and author)."""

    interview_id: str
    topic: str
    author_id: str
    text: str = words()


@dataclass(frozen=True, slots=True)
class Done:
    """Heads or files done, and how many are wanted (None: the programme does not say)."""

    done: int
    wanted: int | None

    @property
    def is_enough(self) -> bool:
        return self.done >= (self.wanted if self.wanted is not None else 1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Interviews done against wanted: all, women, men, and by worker category. `unknown`: heads of groups whose women were not counted."""

    all: Done
    women: Done
    men: Done
    categories: tuple[tuple[str, Done], ...]
    unknown: int


def can_be_cited(interview: Interview, small_group: int) -> bool:
    """Whether a finding may cite a group: it is large enough that nobody in it can be guessed."""
    return interview.people >= small_group


def tally(interviews: Iterable[Interview], wanted: int | None, workers: int | None, women: int | None, categories: Sequence[str]) -> Tally:
    """What was heard against a sample of `wanted`, shared out by sex as the workforce is; each category is to be heard at least once."""
    heard = [one for one in interviews if one.heard in OF_SAMPLE and not one.deleted]
    of_women: int | None = None
    if wanted is not None and workers and women is not None:
        of_women = (2 * wanted * min(women, workers) + workers) // (2 * workers)
    by_category: Counter[str] = Counter()
    for one in heard:
        by_category[one.category.casefold()] += one.people
    counted = [one for one in heard if one.women is not None]
    done_women = sum(one.women or 0 for one in counted)
    return Tally(
        all=Done(sum(one.people for one in heard), wanted),
        women=Done(done_women, of_women),
        men=Done(sum(one.people for one in counted) - done_women, None if wanted is None or of_women is None else wanted - of_women),
        categories=tuple((name, Done(by_category[name.casefold()], None)) for name in categories),
        unknown=sum(one.people for one in heard if one.women is None),
    )
