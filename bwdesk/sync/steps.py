"""What a sync pass is made of: steps, each for one lane. The pass decides what comes next; whoever drives it decides where it runs.

store   job(unit)     one short transaction
read    job(reader)   looks only
net     job()         the network, or work that needs no store
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from bwdesk.errors import DeskError
from bwdesk.store.engine import Store
from bwdesk.store.unit import Writer
from bwdesk.sync.orders import Order


@dataclass(frozen=True, slots=True)
class Step:
    """A job for a lane. Its outcome is sent back into the pass; a DeskError it raised is thrown in. `is_hasty`: the store need not
    wait for the disk, as all that the job stores can be fetched again (`Store.writing`)."""

    lane: Literal["store", "read", "net"]
    job: Callable[..., Any]
    is_hasty: bool = False


class Phase(StrEnum):
    """What a pass is busy with."""

    ASKING = "asking"
    SENDING = "sending"
    FETCHING = "fetching"
    PHOTOS_UP = "photos_up"
    PHOTOS_DOWN = "photos_down"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pass is: of operations (or photos) `done` of `total`."""

    phase: Phase
    done: int = 0
    total: int = 0


@dataclass(slots=True)
class Report:
    """What a pass did. `photos_missing`: named in records, but nobody has sent them yet. `revoked`: scopes that are not granted any more;
    `left`: those of them that were taken off this laptop, because all that was recorded there is at the office."""

    sent: int = 0
    taken: int = 0
    photos_up: int = 0
    photos_down: int = 0
    photos_missing: int = 0
    set_aside: int = 0
    reset: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    turns: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    clock_ahead_ms: int = 0
    order: Order | None = None
    may_wipe: bool = False  # the order is to be carried out now
    is_revoked: bool = False  # the device or its account was let go; what it held was handed in
    is_twice: bool = False  # another laptop speaks under this one's id: a copy of it
    must_update: bool = False  # too old for the office: what was recorded was sent, nothing was fetched
    is_cancelled: bool = False


Steps: TypeAlias = Generator[Step, Any, Any]


def drive(steps: Generator[Step, Any, Report], run: Callable[[Step], Any]) -> Report:
    """Runs a pass to its end with `run` for each step. Raises what the pass could not deal with."""
    outcome: Any = None
    error: DeskError | None = None
    while True:
        try:
            step = steps.throw(error) if error is not None else steps.send(outcome)
        except StopIteration as end:
            report: Report = end.value
            return report
        outcome, error = None, None
        try:
            outcome = run(step)
        except DeskError as raised:
            error = raised


def run_inline(steps: Generator[Step, Any, Report], store: Store, writer: Writer) -> Report:
    """Runs a pass on the caller's thread: tests, command line, demo."""

    def run(step: Step) -> Any:
        if step.lane == "net":
            return step.job()
        if step.lane == "read":
            with store.reading() as reader:
                return step.job(reader)
        with store.writing(writer, "sync", is_hasty=step.is_hasty) as unit:
            return step.job(unit)

    return drive(steps, run)
