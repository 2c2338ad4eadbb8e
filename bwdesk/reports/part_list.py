"""The parts of a paper in its profile's order, for the list beside its pages: those that say nothing too, so that it shows what is to come.

Parts are those that remarks are about and editions are compared by (edition_parts.py), and what the program makes of them by itself
(a summary, the method). A part is empty when no record fills it, though the page may say so in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bwdesk.domain.report import ReportKind
from bwdesk.reports.edition_parts import FIELDS, STANDS, block_of, names_of_clusters, title_of, written_in
from bwdesk.reports.values import (
    AssessmentPaper,
    CommitteePaper,
    DiagnosisPaper,
    FirstProgressPaper,
    Paper,
    Part,
    PlanPaper,
    ProgressPaper,
    Reply,
    SynthesisPaper,
)
from bwdesk.texts import Texts, flat

_MADE: Final[Mapping[type, Mapping[str, tuple[str, str]]]] = {
    AssessmentPaper: {
        "summary": ("reports.summary.title", "clusters.points.asked"),
        "documents": ("reports.documents.title", "clusters.points.findings.documents"),
        "method": ("reports.back.method", ""), "recipients": ("reports.back.distribution", "recipients"),
    },
    DiagnosisPaper: {"differ": ("reports.diagnosis.differ", "clusters.answers.sides_differ")},
    PlanPaper: {"plan": ("reports.plan.title", "issues"), "history": ("reports.plan.history", "issues.history")},
}  # fmt: skip
"""Sections that are parts of nothing else: heading, and the values that fill them ("": always there)."""

_TELLS: Final[Mapping[type, Mapping[str, tuple[str, ...]]]] = {
    DiagnosisPaper: {"sittings": ("sittings",)},
    CommitteePaper: {"composition": ("facts.members",), "meetings": ("facts.meetings",), "criteria": ("facts.criteria.items.step",),
                     "grievance": ("facts.grievance.items.step",)},
    ProgressPaper: {"committee_role": ("facts.members",), "committee_effect": ("facts.meetings", "facts.criteria.items.step"),
                    "learning_plan": ("learning", "seminars_done", "visits"), "progress": ("months.total",)},
    FirstProgressPaper: {"plan": ("months.total",), "training": ("learning", "seminars_done"), "committee": ("facts.members",),
                         "visits": ("visits",), "public_issues": ("claims",)},
    SynthesisPaper: {"headline": ("assessed",), "trends": ("twice",), "plan": ("plan.rows", "half_lives.rows", "ages.rows"),
                     "learning": ("ledgers.rows", "learning.trainings", "learning.seminars"), "in_focus": ("clusters",)},
}  # fmt: skip
"""What fills a part, where not each of its values does: a quota, or a rule that is not kept, is no record."""

_ALWAYS: Final = frozenset({"factory", "visit", "method"})
"""Parts that are filled as soon as there is a paper."""

_PARTS: Final = {"gaps": "open", "facts": "visit"}
"""Sections of the profile that are parts under another name."""

_SECTIONS: Final = {part: section for section, part in _PARTS.items()}


def parts_listed(paper: Paper, texts: Texts, begins: Mapping[str, tuple[int, float]]) -> tuple[Part, ...]:
    """The parts of a paper with their headings in the language of `texts`. `begins`: pages by the names of blocks, of the same paper.

    What the variant withholds or the profile leaves out is not listed; nothing is, of a paper without parts (a certificate).
    """
    return tuple(_part(paper, key, texts, begins) for key in _keys(paper) if not _is_withheld(paper, key))


def _keys(paper: Paper) -> Iterator[str]:
    made, fields = _MADE.get(type(paper), {}), FIELDS.get(type(paper), {})
    if isinstance(paper, AssessmentPaper):
        yield "factory"
    for one in (*getattr(paper, "own", ()), *getattr(paper, "sections", ())):
        section = one if isinstance(one, str) else one.key
        inside = _inside(paper, section)
        if inside:
            yield from inside
        elif (key := _PARTS.get(section, section)) in fields or key in made or not isinstance(one, str):
            yield key


def _inside(paper: Paper, section: str) -> list[str]:
    """The parts of a section that has several."""
    if isinstance(paper, AssessmentPaper) and section == "clusters":
        return [f"cluster.{one.number}" for one in paper.clusters]
    if isinstance(paper, DiagnosisPaper) and section == "answers":
        return [f"cluster.{number}" for number, _ in enumerate(paper.clusters, 1)]
    if isinstance(paper, PlanPaper) and section == "plan":
        return [f"issue.{one.number}" for one in paper.issues]
    return []


def _paths(paper: Paper, key: str) -> tuple[str, ...]:
    """Where the values of a part stand."""
    made = _MADE.get(type(paper), {}).get(key)
    return FIELDS.get(type(paper), {}).get(key, ()) if made is None else tuple(filter(None, made[1:]))


def _is_withheld(paper: Paper, key: str) -> bool:
    paths, withheld = _paths(paper, key), set(paper.head.withheld)
    return _SECTIONS.get(key, key) in withheld or (bool(paths) and withheld.issuperset(paths))


def _part(paper: Paper, key: str, texts: Texts, begins: Mapping[str, tuple[int, float]]) -> Part:
    is_empty = not _is_filled(paper, key)
    found = begins.get(_BLOCKS.get(key, block_of(key)))
    if found is None and not is_empty:
        found = begins.get(STANDS.get(key, ""))
    return Part(key, _title(paper, key, texts), *(found or (0, 0.0)), is_empty)


_BLOCKS: Final = {"recipients": "distribution", "open": "gaps", "factory": "cover"}
"""The blocks of parts that begin with one of another name."""


def _title(paper: Paper, key: str, texts: Texts) -> str:
    made = _MADE.get(type(paper), {}).get(key)
    if made is not None:
        return texts(made[0])
    if isinstance(paper, PlanPaper):
        return next(f"{one.number} {one.title}" for one in paper.issues if key == f"issue.{one.number}")
    kind = ReportKind.SYNTHESIS if isinstance(paper, SynthesisPaper) else ReportKind.ASSESSMENT  # whose words sections have
    return flat(title_of(key, kind, texts, names_of_clusters(paper)))


def _is_filled(paper: Paper, key: str) -> bool:
    if key in _ALWAYS or any(one.key == key for one in written_in(paper)):
        return True
    number = key.partition(".")[2]
    if isinstance(paper, AssessmentPaper) and number:
        return next(bool(one.asked or one.findings) for one in paper.clusters if str(one.number) == number)
    if isinstance(paper, DiagnosisPaper) and number:
        replies = (reply for one in paper.clusters[int(number) - 1].answers for reply in (one.management, one.workers, one.agreed))
        return any(reply is not Reply.NONE for reply in replies)
    if isinstance(paper, PlanPaper) and number:
        return True
    return any(_holds(paper, path) for path in _TELLS.get(type(paper), {}).get(key) or _paths(paper, key))


def _holds(value: object, path: str) -> bool:
    """Whether anything stands at a path, lists passed through."""
    if isinstance(value, tuple) and path:
        return any(_holds(one, path) for one in value)
    name, _, rest = path.partition(".")
    return _holds(getattr(value, name), rest) if name else bool(value)
