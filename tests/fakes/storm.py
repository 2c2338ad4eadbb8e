"""Many writers at once against the real push function, with commits that come late or not at all, and a reader that counts along."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import event, text

from bwdesk import ids
from bwdesk.domain.access import Member, Standing
from bwdesk.domain.factory import Assignment, Role
from bwdesk.domain.operation import Operation, make_operation
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.errors import DeskError
from bwdesk.server.judge import Signed, take_push
from bwdesk.server.pen import WRITER, open_keys, write_things
from bwdesk.server.sent import Sent
from bwdesk.store.fold import Incoming
from bwdesk.store.hub import Hub
from bwdesk.store.log import Log, entries_after

TODAY = ids.now().date()
SIGNED = Signed("d" * 32, b"", b"")


class RolledBack(Exception):
    """The transaction was given up just before its commit."""


@dataclass
class Seen:
    """What a storm left: pushes and operations that were committed, what the reader saw as it came, and what went wrong."""

    pushes: int = 0
    rolled_back: int = 0
    committed: set[str] = field(default_factory=set)
    read: list[tuple[int, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    deadlocks: int = 0

    @property
    def unseen(self) -> set[str]:
        return self.committed - {op_id for _, op_id in self.read}

    @property
    def has_gap(self) -> bool:
        return [seq for seq, _ in self.read] != list(range(1, len(self.read) + 1))


def storm(url: str, *, writers: int, scopes: int, rounds: int, start: int, rollbacks: float = 0.1) -> Seen:
    """`writers` threads push `rounds` times 1 to 3 operations into each of 1 to `scopes` factories, in any order."""
    hub = Hub(url)
    keys, seen, lock, is_over = open_keys(hub), Seen(), threading.Lock(), threading.Event()
    factories = [f"{n:032x}" for n in range(1, scopes + 2 if scopes > 1 else 2)]
    people = [Member(f"{n:032x}", Standing.STAFF, frozenset({"KH"})) for n in range(1, writers + 1)]
    _assign(hub, keys, people, factories)
    hand = threading.local()

    def before_commit(_connection: Any) -> None:
        chance = getattr(hand, "chance", None)
        if chance is not None:
            time.sleep(chance.uniform(0, 0.003))
            if chance.random() < rollbacks:
                raise RolledBack

    event.listen(hub.engine, "commit", before_commit)

    def write(number: int) -> None:
        chance = hand.chance = random.Random(start * 1000 + number)
        for _ in range(rounds):
            chosen = chance.sample(factories, chance.randrange(1, scopes + 1))
            ops = [visit(people[number], factory) for factory in chosen for _ in range(chance.randrange(1, 4))]
            parts = [Sent(factory_scope(one), "", 0, b"", [(op.header, op.body) for op in ops if op.scope[8:] == one]) for one in chosen]
            try:
                take_push(hub, keys, people[number], parts, SIGNED, TODAY)
            except RolledBack:
                with lock:
                    seen.rolled_back += 1
            except DeskError as error:
                with lock:
                    seen.problems.append(f"{error.key} {getattr(getattr(error.__cause__, 'orig', None), 'sqlstate', '')}")
            else:
                with lock:
                    seen.pushes += 1
                    seen.committed |= {op.id for op in ops if op.scope == factory_scope(factories[0])}
        hand.chance = None

    def read() -> None:
        last = 0
        while True:
            was_over = is_over.is_set()
            with hub.reading() as reader:
                news = entries_after(reader, factory_scope(factories[0]), last, 10**9, lambda *_: False)
            seen.read += [(one.seq, one.id) for one in news]
            last = news[-1].seq if news else last
            if was_over and not news:
                return

    with ThreadPoolExecutor(writers + 1) as pool:
        reading = pool.submit(read)
        for one in [pool.submit(write, number) for number in range(writers)]:
            one.result()
        is_over.set()
        reading.result()
    hub.close()
    seen.deadlocks = sum("40P01" in one for one in seen.problems)
    return seen


def visit(who: Member, factory_id: str) -> Operation:
    values = {"factory_id": factory_id, "cycle_id": "c" * 32}
    return make_operation(
        id=ids.random_id(), scope=factory_scope(factory_id), kind="visit", thing=ids.new_id(), values=values,
        seen=dict.fromkeys(values, ()), author=who.id, device="d" * 32, at=int(ids.now().timestamp() * 1000), txn=ids.random_id(),
        act="test", salt=ids.random_id(),
    )  # fmt: skip


def _assign(hub: Hub, keys: Any, people: Sequence[Member], factories: Sequence[str]) -> None:
    with hub.writing(WRITER, "assign") as unit:
        ties = [
            Assignment(
                id=ids.new_id(), scope=country_scope("KH"), factory_id=factory, person_id=who.id, role=Role.ADVISOR,
                from_on=TODAY - timedelta(days=9),
            )
            for who in people for factory in factories
        ]  # fmt: skip
        write_things(unit, keys, [(None, one) for one in ties], "assign")


# --- planted mistakes ----------------------------------------------------------------------------------------------------------------


def plant_sequence(monkeypatch: Any, judge: Any, hub: Hub) -> None:
    """Numbers as `nextval` gives them: taken before the commit, without a lock on the scope."""
    with hub.engine.begin() as connection:
        connection.execute(text("CREATE SEQUENCE planted"))

    def unlocked(unit: Any, names: Any) -> dict[str, Log]:
        return {name: Log(name, 0, b"") for name in sorted(set(names))}

    def early(_log: Log, operations: Any, _hashes: Any = None) -> list[Incoming]:
        with hub.engine.connect() as connection:
            return [
                Incoming(op, "confirmed", connection.execute(text("SELECT nextval('planted')")).scalar(), b"", parked)
                for op, parked in operations
            ]

    monkeypatch.setattr(judge, "lock_logs", unlocked)
    monkeypatch.setattr(judge, "numbered", early)
    monkeypatch.setattr(judge, "save_heads", lambda *_: None)


def plant_order(monkeypatch: Any, judge: Any, lock_logs: Callable[..., dict[str, Log]]) -> None:
    """Scopes locked in the order in which they came."""

    def as_they_came(unit: Any, names: Any) -> dict[str, Log]:
        found = {}
        for name in names:
            found |= lock_logs(unit, [name])
            time.sleep(0.002)
        return found

    monkeypatch.setattr(judge, "lock_logs", as_they_came)
