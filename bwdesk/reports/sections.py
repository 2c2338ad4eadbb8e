"""Sections of a paper in the profile's order: which stand together, and what is not there where a profile leaves one out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from typing import TypeVar

from bwdesk.domain.redaction import Rule, redacted
from bwdesk.reports.layout import Block, Chapter
from bwdesk.reports.page import Kit
from bwdesk.reports.parts import Heading
from bwdesk.reports.style import LINE
from bwdesk.reports.values import Paper

K = TypeVar("K")

_HELD = {
    "by_hand": "advisor_will",
    "photos": "clusters.points.findings.photos",
    "documents": "clusters.points.findings.documents",
    "history": "issues.history",
}
"""Where in a paper's values stands what a section alone tells, when it is not a field of the section's name."""


def left_out(paper: Paper) -> frozenset[str]:
    """The places in a paper's values of sections that its profile does not have."""
    kept, names = getattr(paper, "sections", ()), {one.name for one in fields(paper)}
    gone = [key for key in getattr(type(paper), "sections", ()) if key not in kept]
    return frozenset(key if key in names else _HELD[key] for key in gone if key in names or key in _HELD)


def of_profile(paper: Paper) -> Paper:
    """The paper without what stands in sections that its profile leaves out: it is not in the file, nor under its hash."""
    gone = left_out(paper)
    return redacted(paper, Rule(drop=gone), 0) if gone else paper


def runs(keys: Sequence[str], family: Callable[[str], str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sections of one family that follow each other stand in one chapter."""
    for name, run in groupby(keys, family):
        yield name, tuple(run)


def paired(keys: Sequence[K], may: Callable[[K, K], bool]) -> Iterator[tuple[K, ...]]:
    """One after the other; two that follow each other together where they may share the width."""
    left = list(keys)
    while left:
        one = left.pop(0)
        yield (one, left.pop(0)) if left and may(one, left[0]) else (one,)


def headed(kit: Kit, front: Sequence[Block], title: str, chapters: Sequence[Chapter]) -> list[Chapter]:
    """A paper's title and what it begins with, over its first chapter, from whose own heading they stand apart.

    A chapter without a heading of its own (its place in the outline is empty) has the title, or its name where it is not the first.
    """
    first, *others = chapters or [Chapter(title, [])]
    if first.outline:
        first.blocks[0].before, first.above = 3 * LINE, title
    first.blocks, first.outline = [*front, *first.blocks], first.outline or title
    for one in others:
        if not one.outline:
            one.blocks, one.outline = [Heading(kit.setter, one.title), *one.blocks], one.title
    return [first, *others]
