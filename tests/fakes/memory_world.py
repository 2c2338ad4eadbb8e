"""Laptops and a server in memory, around the real rules: operations, folding, numbering, pages and their check. No SQL, no HTTP.

What the store and the web application do is played here in a few lines each; what decides (domain, fold, log_pages) is the program's own.
`mistake` plants one of seven well-known mistakes; whoever tests with this world must then fail (tests/domain/test_protocol.py).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from bwdesk.domain.chain import chain_after
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.operation import Operation, changed_values, make_operation
from bwdesk.domain.plan import Issue, Origin, Progress
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.store.fold import Incoming, fold_into
from bwdesk.store.known import Known
from bwdesk.store.log import RELEASE, Log, numbered
from bwdesk.store.outbox import Cursor
from bwdesk.store.rows import Row
from bwdesk.store.shapes import shape_of
from bwdesk.sync.bundle_ops import packed
from bwdesk.sync.log_pages import Unmatched, checked, read_page
from bwdesk.sync.wire import Page
from tests.fakes.truth import Replica, Truth

SCOPE = "factory/" + "f" * 32
ISSUE = Issue(id="1" * 32, scope=SCOPE, factory_id="f" * 32, cycle_id="c" * 32, origin=Origin.VISIT)
SITTING = Sitting(id="2" * 32, scope=SCOPE, factory_id="f" * 32, cycle_id="c" * 32, number=1, held_on=date(2026, 11, 23), tool="sd-1")
FIELDS = ("place", "progress", "remark", "clusters A", "clusters B")
MISTAKES = ("lww", "ack_is_done", "no_chain", "highwater", "alloc_order", "cursor_first", "push_blind")
START = 1_795_000_000_000


def edited(field: str, base: Thing | None, token: str, chance: random.Random) -> Thing:
    """What somebody makes of a thing who changes one field of it; `token` is a word that nobody else writes."""
    name, _, element = field.partition(" ")
    if name == "clusters":
        sitting = base if isinstance(base, Sitting) else SITTING
        return replace(sitting, clusters=sitting.clusters ^ {element})
    issue = base if isinstance(base, Issue) else ISSUE
    if name == "place":
        return replace(issue, place=chance.choice(("here", "there", token)))
    if name == "progress":
        return replace(issue, progress=chance.choice(list(Progress)), progress_note=token)
    words = issue.remark.split()
    if words and chance.random() < 0.5:
        words.pop(chance.randrange(len(words)))
    if words and chance.random() < 0.5:
        words.insert(0, token + "x")
    return replace(issue, remark=" ".join([*words, token]))


def cls_of(field: str) -> type[Thing]:
    return Sitting if field.startswith("clusters") else Issue


def id_of(field: str) -> str:
    return (SITTING if field.startswith("clusters") else ISSUE).id


class _Held(Known):
    """Finds operations in a dict."""

    def __init__(self, held: dict[str, Incoming], some: Sequence[Incoming]) -> None:
        parked = [one.operation.id for one in some if one.parked is not None]
        super().__init__(None, [one.operation for one in some], parked, None)  # type: ignore[arg-type]
        self._held = held

    def load(self, ids: Iterable[str]) -> None:
        for one in ids:
            if one not in self._found and one not in self._places:
                found = self._held.get(one)
                self._found[one] = found.operation if found else None
                if found and found.parked:
                    self.parked.add(one)

    def load_things(self, things: Iterable[str]) -> None:
        wanted = set(things)
        self.load([one for one, held in self._held.items() if held.operation.thing in wanted])


class Tables:
    """Operations held, rows they add up to, and what waits for a person."""

    def __init__(self, mistake: str = "") -> None:
        self.mistake = mistake
        self.held: dict[str, Incoming] = {}
        self.rows: dict[tuple[str, str], tuple[dict[str, Any], dict[str, list[str]]]] = {}
        self.open: set[tuple[str, str]] = set()

    def copy(self) -> Tables:
        other = Tables(self.mistake)
        other.held, other.rows, other.open = dict(self.held), dict(self.rows), set(self.open)
        return other

    def thing(self, cls: type[Thing], thing_id: str) -> Thing | None:
        kind = spec_of(cls).name
        return self._row(kind, thing_id).thing() if (kind, thing_id) in self.rows else None

    def _row(self, kind: str, thing: str) -> Row:
        shape = shape_of(kind)
        values, heads = self.rows.get((kind, thing), (shape.defaults, {}))
        copied = {key: list(some) for key, some in heads.items()}
        return Row(shape, thing, SCOPE, dict(values), copied, has_ahead=any(key[0] == "~" for key in heads))

    def take(self, incoming: Sequence[Incoming]) -> list[Operation]:
        """Folds what is not held yet, and lets go what a release among it names. Returns what was new."""
        fresh = list({one.operation.id: one for one in incoming if one.operation.id not in self.held}.values())
        self._fold(fresh, self.held)
        self.held.update({one.operation.id: one for one in fresh})
        for one in fresh:
            if one.operation.kind == RELEASE and one.parked is None:
                self.park({key[3:]: None for key in one.operation.values})
        return [one.operation for one in fresh]

    def _fold(self, some: Sequence[Incoming], held: dict[str, Incoming]) -> None:
        things = {(one.operation.kind, one.operation.thing) for one in some if one.operation.kind != RELEASE}
        rows = {place: self._row(*place) for place in things}
        fold_into(rows, [one.operation for one in some], _Held(held, some))
        for place, row in rows.items():
            row.raw()
            if self.mistake == "lww":
                row.heads = {key: [max(heads, key=self._time(some))] for key, heads in row.heads.items()}
            self.open = (self.open - {(row.id, key) for key in row.was_open}) | {(row.id, key) for key in row.open_now}
            if row.heads:
                self.rows[place] = (row.values, {key: list(heads) for key, heads in row.heads.items()})

    def _time(self, some: Sequence[Incoming]) -> Any:
        known = self.held | {one.operation.id: one for one in some}
        return lambda one: (known[one].operation.at if one in known else 0, one)

    def park(self, reasons: dict[str, str | None]) -> None:
        """Parks operations or lets them go; their things are made anew from all that is held."""
        things = set()
        for one, reason in reasons.items():
            if one in self.held and self.held[one].parked != reason:
                self.held[one] = self.held[one]._replace(parked=reason)
                things.add((self.held[one].operation.kind, self.held[one].operation.thing))
        for place in things:
            self.rows.pop(place, None)
            self.open = {one for one in self.open if one[0] != place[1]}
            self._fold([one for one in self.held.values() if (one.operation.kind, one.operation.thing) == place], {})

    def replica(self, name: str) -> Replica:
        rows = {thing: {**values, "heads": _text(heads)} for (_, thing), (values, heads) in self.rows.items()}
        return Replica(name, {one: held.parked for one, held in self.held.items()}, rows, frozenset(self.open))


def _text(heads: dict[str, list[str]]) -> str:
    import json  # only for the checker, which reads rows as they lie in a table

    return json.dumps(heads)


class Server:
    """A log of one scope. `doubtful`: operations whose author has no right yet, by id."""

    def __init__(self, mistake: str, epoch: str) -> None:
        self.mistake, self.epoch = mistake, epoch
        self.tables = Tables(mistake)
        self.log: list[Incoming] = []
        self.end = Log(SCOPE, 0, b"")
        self.high: dict[str, int] = {}
        self.next = 0
        self.granted: set[str] = set()

    def copy(self) -> Server:
        other = Server(self.mistake, self.epoch)
        other.tables, other.log, other.end = self.tables.copy(), list(self.log), replace(self.end)
        other.high, other.next, other.granted = dict(self.high), self.next, set(self.granted)
        return other

    def proves(self, at: Cursor) -> bool:
        if at.number == 0:
            return True
        if at.epoch != self.epoch or (at.number > self.end.head and self.mistake != "alloc_order"):
            return False
        return self.mistake in ("no_chain", "alloc_order") or self.log[at.number - 1].chain == at.chain

    def number_early(self, count: int) -> list[int]:
        """The planted mistake `alloc_order`: numbers as a sequence gives them, before the commit."""
        self.next += count
        return list(range(self.next - count + 1, self.next + 1))

    def take(self, some: Sequence[tuple[Operation, int]], doubtful: set[str], numbers: Sequence[int] | None) -> None:
        """One committed push: (operation, its number on its device)."""
        fresh = {}
        for place, (op, count) in enumerate(some):
            if self.mistake == "highwater":
                if count <= self.high.get(op.device, 0):
                    continue
                self.high[op.device] = count
            elif op.id in self.tables.held or op.id in fresh:
                continue
            fresh[op.id] = (op, self._reason(op, doubtful), place)
        entries = numbered(self.end, [(op, reason) for op, reason, _ in fresh.values()])
        if numbers is not None:
            entries = [one._replace(seq=numbers[fresh[one.operation.id][2]]) for one in entries]
        self.tables.take(entries)
        self.log = sorted([*self.log, *entries], key=lambda one: one.seq or 0)

    def _reason(self, op: Operation, doubtful: set[str]) -> str | None:
        if op.kind == RELEASE:
            return "carried"
        return "no_right" if op.id in doubtful and op.id not in self.granted else None

    def release(self, ids: list[str], new_id: str) -> None:
        """The right came: what was parked is let go, by an operation of the server's own."""
        values = {f"op:{one}": True for one in ids}
        op = make_operation(
            id=new_id, scope=SCOPE, kind=RELEASE, thing=new_id, values=values, seen=dict.fromkeys(values, ()), author="portal",
            device="portal", at=START, txn=new_id, act="release", salt=new_id,
        )  # fmt: skip
        self.granted |= set(ids)
        entries = numbered(self.end, [(op, None)])
        if self.mistake == "alloc_order":
            entries = [entries[0]._replace(seq=self.number_early(1)[0])]
        self.tables.take(entries)
        self.log += entries

    def parked(self) -> list[str]:
        return [one for one, held in self.tables.held.items() if held.parked == "no_right"]

    def pull(self, at: Cursor, size: int, device: str, *, is_whole: bool) -> Page:
        if not self.proves(at):
            return Page(SCOPE, self.epoch, reset=True)
        some = [one for one in self.log if (one.seq or 0) > at.number][:size]
        briefs = [one.operation.device == device and not is_whole for one in some]
        parked = {one.operation.id: self.tables.held[one.operation.id].parked for one in some}
        whole = [(one.operation.header, one.operation.body) for one, brief in zip(some, briefs, strict=True) if not brief]
        return Page(
            SCOPE, self.epoch, at.number, max(self.end.head, self.next), bytes(briefs),
            bytes.fromhex("".join(one.operation.id for one, brief in zip(some, briefs, strict=True) if brief)), packed(whole),
            {place: parked[one.operation.id] for place, one in enumerate(some) if parked[one.operation.id]},  # type: ignore[misc]
            {place: one.parked for place, one in enumerate(some) if one.parked},
            (some[-1].chain or b"") if some else b"", b"".join((one.seq or 0).to_bytes(4, "big") for one in some),
        )  # fmt: skip


class Laptop:
    """A desk: what it holds, what has not come back in the log yet (`waiting`, in order), and how far it read."""

    def __init__(self, name: str, device: str, mistake: str) -> None:
        self.name, self.device, self.mistake = name, device, mistake
        self.tables = Tables(mistake)
        self.waiting: dict[str, None] = {}
        self.at = Cursor(SCOPE, "", 0, b"", True)
        self.count = 0

    def copy(self, name: str = "") -> Laptop:
        other = Laptop(name or self.name, self.device, self.mistake)
        other.tables, other.waiting, other.at, other.count = self.tables.copy(), dict(self.waiting), self.at, self.count
        return other

    def start_again(self, epoch: str) -> None:
        self.at = Cursor(SCOPE, epoch, 0, b"", True)
        self.waiting = dict.fromkeys(self.tables.held)

    def pull(self, server: Server, size: int, *, crash: bool = False) -> bool:
        """Fetches one page and takes it in; True if there was anything in it."""
        page = server.pull(self.at, size, self.device, is_whole=False)
        if page.reset:
            self.start_again(page.epoch)
            return True
        if not page.own:
            return False
        try:
            entries, end = self._checked(page)
        except Unmatched:
            page = server.pull(self.at, size, self.device, is_whole=True)
            entries, end = self._checked(page)
        if self.mistake == "cursor_first":
            self.at = end
        if crash:
            return False
        self.tables.take([Incoming(one.operation, "confirmed", one.seq, None, one.parked) for one in entries if one.operation])
        self.tables.park({one.id: one.parked for one in entries})
        for one in entries:
            self.waiting.pop(one.id, None)
        self.at = end
        return True

    def _checked(self, page: Page) -> tuple[list[Any], Cursor]:
        entries = read_page(page)
        if self.mistake in ("no_chain", "alloc_order"):
            last = int.from_bytes(page.token[-4:], "big")
            if any(one.operation is None and one.id not in self.tables.held for one in entries):
                raise Unmatched
            return entries, Cursor(SCOPE, page.epoch, last, page.chain, True)
        held = {one.id: self.tables.held[one.id].operation.hash for one in entries if one.operation is None and one.id in self.tables.held}
        stretch = checked(page, entries, self.at, held)
        return entries, Cursor(SCOPE, page.epoch, entries[-1].seq, stretch.chains[-1], True)


Push = tuple[list[tuple[Operation, int]], "list[int] | None"]


class MemoryWorld:
    """Three laptops (a fourth when one is cloned) and a server. The names of what can happen are those of the machine's rules."""

    def __init__(self, mistake: str = "") -> None:
        self.mistake = mistake
        self.chance = random.Random(5)
        self.truth = Truth()
        self.server = Server(mistake, self._id())
        self.laptops = [Laptop(name, name, mistake) for name in "ABC"]
        for one in self.laptops:
            one.at = Cursor(SCOPE, self.server.epoch, 0, b"", True)
        self.pending: list[Push] = []
        self.counts: dict[str, int] = {}
        self.doubtful: set[str] = set()
        self.backup: Server | None = None
        self.images: dict[str, Laptop] = {}
        self.clock = 0

    def _id(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def _laptop(self, who: int) -> Laptop:
        return self.laptops[who % len(self.laptops)]

    # --- people ----------------------------------------------------------------------------------------------------------------------

    def edit(self, who: int, field: str, skew: int = 0, *, doubtful: bool = False) -> None:
        one = self._laptop(who)
        base = one.tables.thing(cls_of(field), id_of(field))
        made = self._id()
        thing = edited(field, base, "w" + made[:6], self.chance)
        values = changed_values(spec_of(type(thing)), base, thing)
        if not values:
            return
        self.clock += 1
        seen = {key: (base.heads.get(key, ()) if base is not None else ()) for key in values}
        op = make_operation(
            id=made, scope=SCOPE, kind=spec_of(type(thing)).name, thing=thing.id, values=values, seen=seen, author=one.name,
            device=one.device, at=START + self.clock + skew, txn=made, act="edit", salt=made,
        )  # fmt: skip
        visible = [old for old, held in one.tables.held.items() if held.operation.thing == op.thing and held.parked is None]
        self.truth.note(one.name, op.header, op.body, visible)
        one.count += 1
        self.counts[op.id] = one.count
        if doubtful:
            self.doubtful.add(op.id)
        one.tables.take([Incoming(op)])
        one.waiting[op.id] = None

    def carry(self, a: int, b: int) -> None:
        source, target = self._laptop(a), self._laptop(b)
        fresh = target.tables.take([Incoming(held.operation) for held in source.tables.held.values() if held.operation.kind != RELEASE])
        target.waiting.update(dict.fromkeys(op.id for op in fresh))

    # --- the link --------------------------------------------------------------------------------------------------------------------

    def begin(self, one: Laptop, size: int) -> Push | None:
        """What the server has when a push arrived and was judged; None if it was answered with a reset."""
        ops = [(one.tables.held[op_id].operation, self.counts.get(op_id, 0)) for op_id in list(one.waiting)[:size]]
        if self.mistake != "push_blind" and not self.server.proves(one.at):
            return None
        return ops, self.server.number_early(len(ops)) if self.mistake == "alloc_order" else None

    def commit(self, push: Push) -> None:
        self.server.take(push[0], self.doubtful, push[1])

    def push(self, who: int, size: int, fate: str = "ok") -> bool:
        """False if the server said reset."""
        one = self._laptop(who)
        if not one.waiting or fate == "request lost":
            return True
        push = self.begin(one, size)
        is_answered = fate != "answer lost"
        if push is None:
            if is_answered:
                one.start_again(self.server.epoch)
            return False
        self.commit(push)
        if fate == "twice":
            self.commit((push[0], self.server.number_early(len(push[0])) if push[1] else None))
        if is_answered and self.mistake == "ack_is_done":
            for op, _ in push[0]:
                one.waiting.pop(op.id, None)
        return True

    def push_begin(self, who: int, size: int) -> None:
        if len(self.pending) < 3 and self._laptop(who).waiting:
            push = self.begin(self._laptop(who), size)
            if push is not None:
                self.pending.append(push)

    def push_end(self, number: int, *, rollback: bool) -> None:
        if self.pending:
            push = self.pending.pop(number % len(self.pending))
            if not rollback:
                self.commit(push)

    def pull(self, who: int, size: int, *, crash: bool = False) -> None:
        self._laptop(who).pull(self.server, size, crash=crash)

    def day(self, who: int, field: str, *, fetches: bool) -> None:
        """What mostly happens: work, send, fetch."""
        self.edit(who, field)
        if not self.push(who, 100):
            self.push(who, 100)
        while fetches and self._laptop(who).pull(self.server, 3):
            pass

    # --- time going backwards --------------------------------------------------------------------------------------------------------

    def server_backup(self) -> None:
        self.backup = self.server.copy()

    def server_restore(self, *, new_epoch: bool) -> None:
        if self.backup is not None and self.mistake != "alloc_order":  # that one is to be caught for its own sake
            self.server, self.pending = self.backup.copy(), []
            if new_epoch:
                self.server.epoch = self._id()

    def laptop_backup(self, who: int) -> None:
        one = self._laptop(who)
        self.images[one.name] = one.copy()

    def laptop_restore(self, who: int) -> None:
        one = self._laptop(who)
        if one.name in self.images:
            self.laptops[self.laptops.index(one)] = self.images[one.name].copy()
            self.truth.rolled.add(one.name)

    def clone(self, who: int) -> None:
        if len(self.laptops) < 4:
            self.laptops.append(self._laptop(who).copy(name="D"))

    def crash(self, who: int) -> None:
        """In memory whatever was not one transaction is gone already."""

    def release(self) -> None:
        if parked := self.server.parked():
            self.server.release(parked[:2], self._id())

    # --- the end ---------------------------------------------------------------------------------------------------------------------

    def end(self) -> None:
        """Everybody syncs on a good link; then the checker looks."""
        while self.pending:
            self.push_end(0, rollback=False)
        alive = set(self.server.tables.held).union(*(one.tables.held for one in self.laptops))
        self._everybody_syncs()
        if parked := self.server.parked():
            self.server.release(parked, self._id())
        self._everybody_syncs()
        log = Replica("the log", {one.operation.id: self.server.tables.held[one.operation.id].parked for one in self.server.log})
        replicas = [one.tables.replica(one.name) for one in self.laptops]
        self.truth.check([log, self.server.tables.replica("the server"), *replicas], alive)
        if self.mistake != "alloc_order":  # a gap gives it away; what a reader misses is to be seen
            self._check_chain()

    def _everybody_syncs(self) -> None:
        for _ in range(5):
            for who, one in enumerate(self.laptops):
                for _ in range(8):
                    fetch = partial(one.pull, self.server, 50)
                    while fetch():
                        pass
                    if not one.waiting:
                        break
                    self.push(who, 50)
            if not any(one.waiting or one.at.number < self.server.end.head for one in self.laptops):
                break

    def _check_chain(self) -> None:
        chain = b""
        for place, one in enumerate(self.server.log, 1):
            chain = chain_after(chain, one.operation.hash, one.parked)
            assert (one.seq, one.chain) == (place, chain), "the log has a gap, or its chain does not hold"
