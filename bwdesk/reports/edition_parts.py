"""The parts of a paper, each with a digest of what it says: two editions are compared by them, and what differs is named by its heading.

Digests are taken of the values in one language, without what is as a value begins: a field that a newer program adds changes none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from operator import attrgetter
from typing import Final

from bwdesk.domain.report import OF_MANY, ReportKind
from bwdesk.reports.values import (
    AssessmentPaper,
    CertificatePaper,
    CommitteePaper,
    DiagnosisPaper,
    FirstProgressPaper,
    Paper,
    Photo,
    Place,
    PlanPaper,
    ProgressPaper,
    SynthesisPaper,
    VisitPaper,
)
from bwdesk.reports.values_progress import Written
from bwdesk.texts import Texts

Parts = Mapping[str, str]
"""Digests by the key of a part: "strengths", "cluster.7", "issue.SD-1"."""

WITHHELD: Final = "-"
"""Stands for the digest of a part that a variant leaves out: such a part is never named as changed."""

_COMMITTEE: Final = (
    "facts.name", "facts.formed_on", "facts.members", "facts.management", "facts.workers", "facts.women", "facts.workers_women",
    "facts.workforce", "facts.verdicts", "facts.law",
)  # fmt: skip
_VISITS: Final = ("visits", "visit_days", "visit_quota")
_LEARNING: Final = ("learning", "person_days", "person_days_extra", "seminars_done", "seminars")
_PLAN: Final = ("months", "late_known")

FIELDS: Final[Mapping[type, Mapping[str, tuple[str, ...]]]] = {
    AssessmentPaper: {
        "factory": (
            "head.factory", "head.factory_local", "head.factory_code", "head.place", "workforce", "visited_on", "is_announced",
            "last_cycle",
        ),
        "strengths": ("strengths",), "integrity": ("integrity",), "concerns": ("concerns",), "information": ("information",),
        "open": ("gaps", "not_asked"), "resolved": ("resolved",), "comments": ("comments",),
    },
    VisitPaper: {
        "visit": (
            "number", "mode", "started_at", "ended_at", "days_today", "days_used", "days_quota", "next_visit", "present", "signatures",
        ),
        "did": ("did",), "good": ("good",), "talked": ("talked",), "not_seen": ("not_seen",), "agreed": ("agreed", "advisor_will"),
        "notes": ("notes",), "photos": ("photos",),
    },
    DiagnosisPaper: {"sittings": ("committee", "sittings", "has_last_time"), "chosen": ("chosen",)},
    CommitteePaper: {
        "composition": _COMMITTEE, "elections": ("facts.elections",), "meetings": ("facts.meetings", "facts.rhythm"),
        "criteria": ("facts.criteria",), "grievance": ("facts.grievance",),
    },
    ProgressPaper: {
        "committee_role": _COMMITTEE, "committee_effect": ("facts.rhythm", "facts.criteria"), "learning_plan": (*_LEARNING, *_VISITS),
        "progress": _PLAN, "public_issues": ("public",), "recommendations": ("advice",),
    },
    FirstProgressPaper: {
        "plan": _PLAN, "training": _LEARNING, "committee": (*_COMMITTEE, "facts.rhythm"), "visits": _VISITS,
        "public_issues": ("claims", "has_assessment"),
    },
    SynthesisPaper: {
        "headline": ("factories", "assessed", "all_questions", "spread"), "factories": ("lines",), "in_focus": ("clusters",),
        "trends": ("cycles", "twice"), "plan": ("plan", "half_lives", "ages"), "learning": ("ledgers", "learning"),
        "method": ("least", "withheld"), "sources": ("sources",),
    },
    PlanPaper: {},
    CertificatePaper: {},
}  # fmt: skip
"""Which values stand in which part. Clusters, issues, and what people wrote into sections are parts by themselves."""

_HEADINGS: Final = {
    "factory": "reports.assessment.factory", "strengths": "reports.back.strengths", "integrity": "reports.back.integrity",
    "concerns": "reports.back.concerns", "information": "reports.back.information", "open": "reports.back.open",
    "resolved": "reports.summary.resolved_head", "comments": "reports.back.comments", "visit": "reports.visit.visit",
    "did": "reports.visit.did", "good": "reports.visit.good", "talked": "reports.visit.talked", "not_seen": "reports.visit.not_seen",
    "agreed": "reports.visit.agreed", "notes": "reports.visit.notes", "photos": "reports.photos.title",
    "sittings": "reports.diagnosis.sitting", "chosen": "reports.diagnosis.chosen",
}  # fmt: skip


def parts_of(paper: Paper) -> Parts:
    """The parts of a paper that say anything, with their digests; those its variant leaves out are `WITHHELD`."""
    found: dict[str, str] = {}
    for key, said in _parts(paper):
        if said:
            found[key] = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    hidden = set(paper.head.withheld)
    for key, paths in FIELDS[type(paper)].items():
        if hidden.issuperset(paths):
            found[key] = WITHHELD
    return found


def _parts(paper: Paper) -> Iterator[tuple[str, list[object]]]:
    """Each part's key and what it says, in the order of the paper."""
    if isinstance(paper, AssessmentPaper):
        yield from ((f"cluster.{one.number}", _said(one)) for one in paper.clusters if one.findings or one.asked)
    if isinstance(paper, DiagnosisPaper):
        yield from ((f"cluster.{number}", _said(one)) for number, one in enumerate(paper.clusters, 1) if one.answers)
    if isinstance(paper, PlanPaper):
        yield from ((f"issue.{one.number}", _said(one)) for one in paper.issues)
    written = {one.key: one.words for one in written_in(paper)}
    places = FIELDS[type(paper)]
    for key in dict.fromkeys((*written, *places)):
        values = [value for path in places.get(key, ()) for value in _at(paper, path)]
        said = [written[key], *values] if key in written else values
        yield key, said


def values_of_parts(paper: Paper) -> Iterator[tuple[str, object]]:
    """The values that stand in each part; what people wrote into a section comes before what the program filled in there."""
    if isinstance(paper, AssessmentPaper):
        yield from ((f"cluster.{one.number}", one) for one in paper.clusters)
    if isinstance(paper, DiagnosisPaper):
        yield from ((f"cluster.{number}", one) for number, one in enumerate(paper.clusters, 1))
    if isinstance(paper, PlanPaper):
        yield from ((f"issue.{one.number}", one) for one in paper.issues)
    yield from ((one.key, one.words) for one in written_in(paper))
    for key, paths in FIELDS[type(paper)].items():
        yield from ((key, attrgetter(path)(paper)) for path in paths)


def written_in(paper: Paper) -> list[Written]:
    """The sections into which people wrote."""
    sections = (*getattr(paper, "own", ()), *getattr(paper, "sections", ()))
    return [one for one in sections if isinstance(one, Written) and one.words]


def _at(value: object, path: str) -> list[object]:
    """What stands at a path, with its name; nothing where it is as it began."""
    held, default = value, None
    for name in path.split("."):
        default = next(_default(one) for one in fields(held) if one.name == name)  # type: ignore[arg-type]
        held = getattr(held, name)
    return [] if held == default else [path, _plain(held)]


_UNPRINTED: Final = ("jpeg", "mark", "record")
"""Fields of a photo that say nothing on the page; its bytes are known by their digest."""


def _said(value: object) -> list[object]:
    """The fields of a value that are not as they began."""
    return [
        part for one in fields(value) if not (isinstance(value, Photo) and one.name in _UNPRINTED) for part in _at(value, one.name)  # type: ignore[arg-type]
    ]  # fmt: skip


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _said(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _default(one: object) -> object:
    default, factory = getattr(one, "default", MISSING), getattr(one, "default_factory", MISSING)
    return default if default is not MISSING else factory() if factory is not MISSING else MISSING


def differing(before: Parts, now: Parts) -> tuple[str, ...]:
    """The keys of parts that differ between two editions, those of the later one first; none that either of them left out."""
    return tuple(
        key for key in dict.fromkeys((*now, *before)) if before.get(key) != now.get(key) and WITHHELD not in (before.get(key), now.get(key))
    )


def title_of(key: str, kind: ReportKind, texts: Texts, numbered: Mapping[str, str]) -> str:
    """The heading under which a part of a kind of report stands. `numbered`: names of clusters, by key; without one its number."""
    family, _, number = key.partition(".")
    if number:
        return numbered.get(key) or (number if family == "issue" else texts("reports.changes.cluster", number=number))
    section = f"{'synthesis' if kind in OF_MANY else 'report'}.section.{key}"
    return texts(_HEADINGS.get(key, section))


def names_of_clusters(paper: Paper) -> Mapping[str, str]:
    """The names of a paper's clusters, by the keys of their parts."""
    if isinstance(paper, AssessmentPaper):
        return {f"cluster.{one.number}": f"{one.number} {one.name}" for one in paper.clusters}
    if isinstance(paper, DiagnosisPaper):
        return {f"cluster.{number}": one.name for number, one in enumerate(paper.clusters, 1)}
    return {}


STANDS: Final = {
    "factory": "cover", "integrity": "strengths", "concerns": "strengths", "open": "gaps", "sittings": "summary", "chosen": "summary",
    "visit": "record", "did": "record", "good": "record", "talked": "record", "not_seen": "record", "agreed": "record",
}  # fmt: skip
"""Parts that stand on the page of another name."""


def block_of(key: str) -> str:
    """The name of the block that a part begins with."""
    family, _, number = key.partition(".")
    return number if family == "issue" else key.replace("cluster.", "cluster ")


def places_of(paper: Paper, texts: Texts, pages: Mapping[str, int]) -> tuple[Place, ...]:
    """Where the parts of a paper begin, and in an assessment report its findings under their cluster. `pages`: by the names of blocks."""
    kind = ReportKind.SYNTHESIS if isinstance(paper, SynthesisPaper) else ReportKind.ASSESSMENT  # whose words sections have
    names, found = names_of_clusters(paper), list[Place]()
    findings = {f"cluster.{c.number}": c.findings for c in paper.clusters} if isinstance(paper, AssessmentPaper) else {}
    for key, digest in (parts_of(paper) if type(paper) in FIELDS else {}).items():
        page = pages.get(block_of(key)) or pages.get(STANDS.get(key, ""))
        if page is None or digest == WITHHELD:
            continue
        found.append(Place(title_of(key, kind, texts, names), page, section=key))
        found += [
            Place(f"{one.number} {one.title}", pages.get(one.number, page), question=one.code) for one in findings.get(key, ()) if one.code
        ]
    return tuple(found)
