"""Figures of many factories for papers that go out: the latest result, the one before of the same factories, and cycle by cycle.

No figure, and no sum or difference of figures of a row, tells of fewer factories than `least`: change and cycles are counted over runs of
factories alone that were judged in the same cycles and are at least so many (`kept_runs`). Pure. Rules: domain notes "programme" §12.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bwdesk.domain.compliance import Rate

K = TypeVar("K", bound=Hashable)

Judged = Mapping[int, bool]
"""Of one factory: whether it was non-compliant, by each cycle in which it was judged."""

Run = tuple[tuple[int, ...], bool]
"""The cycles in which factories were judged, and whether their latest assessment is the last of these."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A row's figures. `now`: latest assessment of each factory. `before`, `after`: the same factories the time before and now.

    None: withheld. A rate over 0 is no data.
    """

    now: Rate | None
    before: Rate | None
    after: Rate | None
    cycles: Mapping[int, Rate | None]


def seen(own: Mapping[str, Judged], latest: Mapping[str, int], cycles: Iterable[int], least: int) -> Seen:
    """The figures of one question or point. `own`: by factory; `latest`: the cycle of each factory's latest assessment."""
    runs: dict[Run, list[Judged]] = {}
    for factory, judged in own.items():
        if judged:
            told = tuple(sorted(judged))
            runs.setdefault((told, told[-1] == latest[factory]), []).append(judged)
    standing = [judged[run[0][-1]] for run, group in runs.items() if run[1] for judged in group]
    kept = kept_runs({run: len(group) for run, group in runs.items()}, least)
    twice = [(judged[run[0][-2]], judged[run[0][-1]]) for run in kept if run[1] and len(run[0]) > 1 for judged in runs[run]]
    was_twice = any(run[1] and len(run[0]) > 1 for run in runs)
    before, after = (_rate([pair[place] for pair in twice], was_twice) for place in (0, 1))
    by_cycle = {
        cycle: _rate([j[cycle] for run in kept if cycle in run[0] for j in runs[run]], any(cycle in run[0] for run in runs))
        for cycle in cycles
    }
    return Seen(None if 0 < len(standing) < least else _rate(standing, bool(standing)), before, after, by_cycle)


def _rate(found: Sequence[bool], has_data: bool) -> Rate | None:
    """None where there is data that is withheld."""
    return None if has_data and not found else Rate(sum(found), len(found))


def kept_runs(sizes: Mapping[Run, int], least: int) -> frozenset[Run]:
    """The runs that may be counted apart: large enough, and what the latest figure has beyond them is none or large enough too."""
    kept = {run for run, size in sizes.items() if size >= least}
    small = sum(size for run, size in sizes.items() if run not in kept and run[1])
    for run in sorted((run for run in kept if run[1]), key=lambda run: (sizes[run], run)):
        if not 0 < small < least:
            break
        kept.remove(run)
        small += sizes[run]
    return frozenset(kept) if not 0 < small < least else frozenset(run for run in kept if not run[1])


def added(rates: Sequence[Rate | None]) -> Rate | None:
    """Rates added up, withheld ones left out: a cluster counts the points that are shown, and tells nothing more than they do.

    None where all there is is withheld.
    """
    found = [one for one in rates if one is not None]
    if len(found) < len(rates) and not any(one.whole for one in found):
        return None
    return Rate(sum(one.part for one in found), sum(one.whole for one in found))


def quarters(counts: Collection[int]) -> tuple[int, int, int] | None:
    """Of numbers in order, those a quarter, half and three quarters of the way (nearest rank); None without numbers."""
    found = sorted(counts)
    if not found:
        return None
    one, two, three = (found[-(-len(found) * quarter // 4) - 1] for quarter in (1, 2, 3))
    return one, two, three


def shown_groups(behind: Mapping[K, Collection[str]], least: int) -> frozenset[K]:
    """Which parts of one whole may be shown where the whole can be known from elsewhere. `behind`: the factories of each part.

    Parts of fewer than `least` are withheld, and the smallest of the others with them until what is withheld is two parts or more, of
    `least` factories or more together.
    """
    standing = {key: set(own) for key, own in behind.items() if own}
    withheld = {key for key, own in standing.items() if len(own) < least}
    rest = sorted((key for key in standing if key not in withheld), key=lambda key: (len(standing[key]), str(key)))
    while withheld and rest and (len(withheld) < 2 or len(set[str]().union(*(standing[key] for key in withheld))) < least):
        withheld.add(rest.pop(0))
    return frozenset(standing) - withheld
