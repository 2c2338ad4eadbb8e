"""The store: key press to durable record, folding, reading, opening, unlocking. Ratios are to the bare driver in the same run."""

from __future__ import annotations

import dataclasses
import gc
import random
import time
from datetime import UTC, datetime
from pathlib import Path

from bwdesk import keys
from bwdesk.domain.assessment import Answer, Verdict
from bwdesk.domain.operation import Operation, changed_values, make_operation, read_operation
from bwdesk.domain.scope import assessment_scope
from bwdesk.domain.thing import natural_id, spec_of
from bwdesk.ids import Seeded
from bwdesk.paths import DataFolder
from bwdesk.store.engine import Store, open_desk
from bwdesk.store.fold import Incoming
from bwdesk.store.journal import Journal
from bwdesk.store.migrate import rebuild
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Writer
from tests.bench.figure import Figure, median, milliseconds, p95

KEY = keys.FileKey(bytes(32))
OPERATIONS, BATCH, ROUNDS = 10_000, 1_000, 3
ASSESSMENT = natural_id("assessment", "cycle", 1)
SCOPE = assessment_scope(ASSESSMENT)
WORDS = ["exit", "blocked", "by", "racks", "in", "finishing", "line", "two", "of", "six", "night", "shift", "too"]


def measure(folder: Path) -> list[Figure]:
    source = Seeded(1, datetime(2026, 11, 23, tzinfo=UTC))
    writer = Writer("amina", "laptop", source.now, source.new_id, source.random_id)
    operations = history(source, OPERATIONS)
    gc.collect()
    gc.freeze()
    figures = folding(folder, writer, operations)
    store = open_desk(folder / "fold-0.db", KEY.database)
    figures += [*reading(store), *writing(folder, store, writer)]
    store.close()
    return [*figures, *opening(folder), *photos(folder)]


def history(source: Seeded, count: int) -> list[Operation]:
    """Answers given and changed by one person, as texts that come off the wire."""
    chance, last = random.Random(2), dict[str, Answer]()
    spec, found = spec_of(Answer), list[Operation]()
    while len(found) < count:
        code = f"Q-{chance.randrange(count // 2)}"
        thing = natural_id(Answer, ASSESSMENT, code, "")
        base = last.get(thing)
        blank = Answer(id=thing, scope=SCOPE, assessment_id=ASSESSMENT, question=code)
        verdict, finding = chance.choice(list(Verdict)), " ".join(chance.choices(WORDS, k=30))
        sources = frozenset(chance.sample("DMWUO", 2))
        edited = dataclasses.replace(base or blank, verdict=verdict, finding=finding, sources=sources)
        values = changed_values(spec, base, edited)
        seen = {key: (base.heads.get(key, ()) if base else ()) for key in values}
        operation = make_operation(
            id=source.random_id(), scope=SCOPE, kind="answer", thing=thing, values=values, seen=seen, author="amina", device="laptop",
            at=int(source.now().timestamp() * 1000), txn=source.random_id(), act="answer", salt=source.random_id(),
        )  # fmt: skip
        last[thing] = dataclasses.replace(edited, heads={**(base.heads if base else {}), **dict.fromkeys(values, (operation.id,))})
        found.append(operation)
    return found


def folding(folder: Path, writer: Writer, operations: list[Operation]) -> list[Figure]:
    took, floors = [], []
    for round_ in range(ROUNDS):
        floors.append(floor(folder / f"floor-{round_}.db", operations))
        store = open_desk(folder / f"fold-{round_}.db", KEY.database, create=True)
        start = time.perf_counter()
        for at in range(0, len(operations), BATCH):
            batch = [Incoming(read_operation(op.header, op.body), "confirmed") for op in operations[at : at + BATCH]]
            with store.writing(writer, "pull") as unit:
                unit.apply(batch)
        took.append(time.perf_counter() - start)
        if round_ == 0:
            start = time.perf_counter()
            with store.connection.begin():
                rebuild(store.connection, store.applying)
            rebuilt = time.perf_counter() - start
        store.close()
    each, ratio = median(took) / len(operations) * 1e3, median(t / f for t, f in zip(took, floors, strict=True))
    return [
        Figure("fold an operation from the wire, in batches of 1,000", each, "ms", None, "with reading its texts and commit"),
        Figure("fold 10,000 operations, to the bare driver writing them", ratio, "×", 5),
        Figure("rebuild from 10,000 operations", rebuilt, "s", 5),
    ]


def floor(path: Path, operations: list[Operation]) -> float:
    """The bare driver with the same key writes the same operations, and a row for each, in the same batches."""
    store = open_desk(path, KEY.database, create=True)
    raw = store.connection.connection.driver_connection
    raw.execute("CREATE TABLE plain (id TEXT PRIMARY KEY, body TEXT)")
    rows = [(op.id, op.scope, op.kind, op.thing, op.author, op.at, op.txn, "confirmed", op.header, op.body) for op in operations]
    start = time.perf_counter()
    for at in range(0, len(rows), BATCH):
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(
            "INSERT INTO operations (id, scope, kind, thing, author, at, txn, state, header, body) VALUES (?,?,?,?,?,?,?,?,?,?)",
            rows[at : at + BATCH],
        )
        raw.executemany("INSERT OR REPLACE INTO plain VALUES (?, ?)", [(row[3], row[9]) for row in rows[at : at + BATCH]])
        raw.execute("COMMIT")
    took = time.perf_counter() - start
    store.close()
    return took


def reading(store: Store) -> list[Figure]:
    def many() -> None:
        with store.reading() as reader:
            assert len(reader.find(Answer, limit=250)) == 250

    with store.reading() as reader:
        some = [one.id for one in reader.find(Answer, limit=500)]

    def one_by_one() -> None:
        with store.reading() as reader:
            for thing_id in some:
                reader.get(Answer, thing_id)

    return [
        Figure("find 250 answers of 5,000", median(milliseconds(many)), "ms", 15),
        Figure("get one of 5,000", median(milliseconds(one_by_one)) / len(some), "ms", 0.5),
    ]


def writing(folder: Path, store: Store, writer: Writer) -> list[Figure]:
    journal = Journal(folder / "journal" / "unsent.journal", KEY.journal)
    with store.reading() as reader:
        things = reader.find(Answer, limit=300)
    puts, durable = [], []
    for thing in things:
        start = time.perf_counter()
        with store.writing(writer, "answer") as unit:
            inside = time.perf_counter()
            unit.put(thing, dataclasses.replace(thing, remark=f"typed {thing.id}", verdict=Verdict.COMPLIANT))
            puts.append((time.perf_counter() - inside) * 1e3)
        journal.append(unit.changes.operations)
        durable.append((time.perf_counter() - start) * 1e3)
    journal.close()
    return [
        Figure("put a changed answer, before the commit (p95)", p95(puts), "ms", 8),
        Figure("put to durable in file and second copy (p95)", p95(durable), "ms", 20, f"median {median(durable):.1f}"),
    ]


def opening(folder: Path) -> list[Figure]:
    desk, keyring, passphrase = DataFolder(folder / "ring"), keys.MemoryKeyring(), "blue sewing thread"
    keys.create_ring(desk, passphrase, pin="271828", owner=keys.Owner("a" * 32, "Amina"), keyring=keyring)
    by_pin = milliseconds(lambda: keys.open_with_pin(desk, "271828", keyring), 7)
    by_passphrase = milliseconds(lambda: keys.open_with_passphrase(desk, passphrase, keyring), 5)
    opened = milliseconds(lambda: open_desk(folder / "fold-0.db", KEY.database).close(), 7)
    return [
        Figure("PIN to the file key", median(by_pin), "ms", 300),
        Figure("passphrase to the file key", median(by_passphrase), "ms", 1_000),
        Figure("open a file of 10,000 operations", median(opened), "ms", 100),
    ]


def photos(folder: Path) -> list[Figure]:
    store, chance = PhotoStore(folder / "photos", KEY.photos), random.Random(3)
    pictures = [chance.randbytes(600_000) for _ in range(10)]
    names: list[str] = []
    written = milliseconds(lambda: names.append(store.put(pictures[len(names)])), 10)
    read = milliseconds(lambda: store.get(names[0]), 10)
    return [
        Figure("put a photo of 600 kB", median(written), "ms", 60),
        Figure("get a photo of 600 kB", median(read), "ms", 15),
    ]
