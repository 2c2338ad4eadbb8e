"""One measured figure, its budget, and how often it was measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` in `unit` ("ms", "s", "×" for a ratio, "MB"); `budget` is the most it may be, None where none is set."""

    name: str
    value: float
    unit: str
    budget: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.budget is None or self.value <= self.budget

    def line(self) -> str:
        allowed = "" if self.budget is None else f"(budget {self.budget:g} {self.unit})"
        verdict = "" if self.budget is None else "ok" if self.holds else "OVER"
        return f"{self.name:<58} {self.value:>9.2f} {self.unit:<3} {allowed:<20} {verdict:<5} {self.note}".rstrip()


def milliseconds(job: Callable[[], object], times: int = 20) -> list[float]:
    """How long `job` took, each time, in ms."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


median = statistics.median
