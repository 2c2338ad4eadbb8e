"""The office's own mapping of our questions to SLCP references: a list or workbook with our code and a reference in a row.

Columns are told by what stands in them, so headings may be in any language; our own table, with its column of references filled in, is such
a file. One code may have several references, in several rows or in one cell, and one reference several codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bwdesk.domain.typed_lists import parted
from bwdesk.errors import IntakeRefused
from bwdesk.interchange.book import read_book
from bwdesk.interchange.sheet import Sheet, Tell

_REFERENCE: Final = re.compile(r"[A-Z]{1,6}(?:-[A-Z0-9.]{1,8}){1,5}\Z")
"""As FP-BAS-26 is written; our own codes have that form too and are told apart by being ours."""


@dataclass(frozen=True, slots=True)
class SlcpReferences:
    """Pairs of our code and a reference, each once, in the order of the file. `without`: rows of a known code that have no reference."""

    pairs: tuple[tuple[str, str], ...]
    without: int


def slcp_references(source: Path, codes: tuple[str, ...], tell: Tell | None = None) -> SlcpReferences:
    """Reads a mapping; `codes` are those of our questions. Raises IntakeRefused (`slcp.no_mapping`) where no sheet holds one."""
    known = frozenset(codes)
    best: list[tuple[str, tuple[str, ...]]] = []
    for sheet in read_book(source, tell=tell).sheets:
        found = list(_rows(sheet, known))
        if sum(len(refs) for _, refs in found) > sum(len(refs) for _, refs in best):
            best = found
    if not best:
        raise IntakeRefused("slcp.no_mapping")
    pairs = dict.fromkeys((code, one) for code, refs in best for one in refs)
    return SlcpReferences(tuple(pairs), sum(not refs for _, refs in best))


def _rows(sheet: Sheet, known: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Our code and its references, row by row, by the two columns that hold most of them."""
    width = max((len(line.cells) for line in sheet.lines), default=0)
    column = _most(sheet, width, lambda cell: cell.strip() in known)
    if column is None:
        return
    others = [one for one in range(width) if one != column]
    wanted = _most(sheet, width, lambda cell: bool(_references(cell, known)), others)
    if wanted is None:
        return
    for line in sheet.lines:
        code = line.cell(column).strip()
        if code in known:
            yield code, _references(line.cell(wanted), known)


def _references(cell: str, known: frozenset[str]) -> tuple[str, ...]:
    """The references of a cell; none where it holds anything else."""
    said = parted(cell)
    return said if said and all(_REFERENCE.match(one) and one not in known for one in said) else ()


def _most(sheet: Sheet, width: int, is_one: Callable[[str], bool], columns: Sequence[int] | None = None) -> int | None:
    """The column with most such cells; None where none has any."""
    counts = {one: sum(is_one(line.cell(one)) for line in sheet.lines) for one in (range(width) if columns is None else columns)}
    best = max(counts, key=lambda one: counts[one], default=None)
    return best if best is not None and counts[best] else None
