"""Two laptops with one device's identity (a copied disk): noticed, and told; both go on working.

Every start of a desk's program is a *run* with a random id; hello names the run and, the first time, the run before it by the desk's own
file. A laptop that was put back from an image goes on from an old run, once, and nobody speaks for the newer one again. Two laptops
take turns: a run is heard again that another one had taken over from. That is when it is told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final

from bwdesk.server.pen import WRITER
from bwdesk.store.device_runs import keep_runs, kept_runs
from bwdesk.store.hub import Hub
from bwdesk.store.office_acts import Entry, note_act
from bwdesk.store.unit import Reader, Unit

RUN: Final = 16
"""Bytes of a run's id."""
MOST: Final = 60
"""Runs of a device that are remembered."""


@dataclass(frozen=True, slots=True)
class Runs:
    """What is known of a device's runs: the one that spoke last; those that none went on from (`tips`); the latest ones, oldest first."""

    now: str = ""
    tips: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def heard(self, run: str, before: str) -> tuple[Runs, bool]:
        """After a run has spoken, that went on from `before`; and whether that shows that there are two laptops."""
        if run == self.now:
            return self, False
        if run in self.known:
            return replace(self, now=run), True
        is_twice = before != self.now and before in self.tips
        known = (*self.known, run)[-MOST:]
        tips = tuple(one for one in (*self.tips, run) if one != before and one in known)
        return Runs(run, tips, known), is_twice


def note_run(hub: Hub, device: str, run: bytes, before: bytes) -> bool:
    """Notes which run of a device speaks. True if two laptops have spoken as this device, and none of them has signed in anew since."""
    if len(run) != RUN or len(before) not in (0, RUN):
        return False
    with hub.reading() as reader:
        runs, since = _kept(reader, device)
    if runs.now == run.hex():
        return bool(since)
    with hub.writing(WRITER, "device.run") as unit:
        runs, since = _kept(unit, device)
        after, is_twice = runs.heard(run.hex(), before.hex())
        moment = int(unit.now.timestamp() * 1000)
        if is_twice and not since:
            since = moment
            note_act(unit, Entry(moment, "", device, "device.twice", device, {}))
        _keep(unit, device, after, since)
    return bool(since)


def _kept(reader: Reader, device: str) -> tuple[Runs, int | None]:
    runs, since = kept_runs(reader, device)
    if not runs:
        return Runs(), since
    now, tips, known = json.loads(runs)
    return Runs(now, tuple(tips), tuple(known)), since


def _keep(unit: Unit, device: str, runs: Runs, since: int | None) -> None:
    keep_runs(unit, device, json.dumps([runs.now, runs.tips, runs.known], separators=(",", ":")), since)
