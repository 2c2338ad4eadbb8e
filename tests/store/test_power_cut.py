"""What is fetched need not wait for the disk. A power cut may undo the end of it, whole and in order, and never what a person wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bwdesk.domain.chain import chain_after
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.domain.visit import Line
from bwdesk.store import tables as t
from bwdesk.store.check import tables_differ
from bwdesk.store.digest import store_digest
from bwdesk.store.engine import Store, open_desk
from bwdesk.store.outbox import Cursor, Numbered, cursors, take_stretch
from tests.store.conftest import KEY

SCOPE = country_scope("KH")
SLICE, SLICES = 15, 5
HEADER, FRAME = 32, 24 + 4096
"""Of SQLite's write-ahead log, in bytes."""


@dataclass
class Fetched:
    """A desk's file and log as they lay when the power went. `typed_at`: where the log ended when the line was saved."""

    file: bytes
    log: bytes
    typed_at: int
    entries: list[Numbered]
    chains: list[bytes]
    whole: str


@pytest.fixture(params=[False, True], ids=["typed and waited for", "typed in haste: the mistake"])
def fetched(request, make_desk, tmp_path) -> Fetched:
    """Five slices of a colleague's work, a line typed after the second."""
    office, colleague = make_desk("jonas", 7)
    with office.writing(colleague, "factory.add") as unit:
        for number in range(SLICE * SLICES):
            unit.add(Factory(id=colleague.new_id(), scope=SCOPE, name=f"Factory {number}", country="KH"))
    entries, chains = [], []
    for number, op in enumerate(unit.changes.operations, 1):
        entries.append(Numbered(op.id, number, op, None, op.hash))
        chains.append(chain_after(chains[-1] if chains else b"", op.hash))
    store, writer = make_desk()
    file, log = tmp_path / "amina.db", tmp_path / "amina.db-wal"
    typed_at = 0
    for number in range(SLICES):
        assert take(store, writer, entries, chains, number * SLICE, (number + 1) * SLICE)
        if number == 1:
            with store.writing(writer, "line", is_hasty=request.param) as unit:
                unit.add(Line(id=writer.new_id(), scope="factory/" + "f" * 32, visit_id="v", at=writer.now(), pos="a", text="exit"))
            typed_at = log.stat().st_size
            if request.param:
                typed_at = HEADER  # nothing was waited for
    with store.reading() as reader:
        whole = store_digest(reader, [SCOPE])
    found = Fetched(file.read_bytes(), log.read_bytes(), typed_at, entries, chains, whole)
    assert len(found.log) > 2 * HEADER, "all of it lies in the log still"
    return found


def take(store: Store, writer, entries, chains, start: int, end: int) -> bool:
    before = Cursor(SCOPE, "e" * 32 if start else "", start, chains[start - 1] if start else b"", is_granted=True)
    with store.writing(writer, "sync", is_hasty=True) as unit:
        return take_stretch(unit, before, "e" * 32, "s" * 32, entries[start:end], chains[end - 1])


def after_the_cut(folder: Path, found: Fetched, log: bytes) -> Store:
    path = folder / "cut.db"
    path.write_bytes(found.file)
    path.with_name("cut.db-wal").write_bytes(log)
    path.with_name("cut.db-shm").unlink(missing_ok=True)
    return open_desk(path, KEY)


def cuts(found: Fetched) -> list[bytes]:
    """Logs as the disk may hold them: what was waited for is there; of the rest a part, torn within a page or lacking one in the middle."""
    frames = range((found.typed_at - HEADER) // FRAME, (len(found.log) - HEADER) // FRAME + 1)
    ends = [HEADER + FRAME * number for number in frames]
    places = [len(ends) * part // 5 for part in range(5)]
    torn = [found.log[: ends[one] + FRAME - 1_000] for one in places[1::2]]
    holes = [found.log[: ends[one]] + bytes(FRAME) + found.log[ends[one] + FRAME :] for one in places[::2]]
    return [found.log[: ends[one]] for one in places] + torn + holes + [found.log]


def test_the_file_is_whole_the_typed_line_is_there_and_the_rest_is_fetched_again(fetched, make_desk, tmp_path, request):
    _, writer = make_desk("again", 3)
    numbers, lines = set(), set()
    for log in cuts(fetched):
        store = after_the_cut(tmp_path, fetched, log)
        with store.reading() as reader:
            at = cursors(reader).get(SCOPE)
            number = at.number if at else 0
            ids = reader.connection.execute(select(t.operations.c.id).where(t.operations.c.scope == SCOPE)).scalars().all()
            assert set(ids) == {one.id for one in fetched.entries[:number]}, "a cursor and what it covers go together"
            assert number == 0 or at.chain == fetched.chains[number - 1]
            assert len(reader.find(Factory)) == number
            lines.update([len(reader.find(Line))])
        numbers.add(number)
        if number < len(fetched.entries):
            assert take(store, writer, fetched.entries, fetched.chains, number, len(fetched.entries))
        with store.reading() as reader:
            assert store_digest(reader, [SCOPE]) == fetched.whole
        store.close()
    store = after_the_cut(tmp_path, fetched, cuts(fetched)[3])
    assert tables_differ(store) == []
    store.close()
    assert len(numbers) > 2, "the cuts undid more and less of it"
    is_mistake = "mistake" in request.node.name
    assert lines == ({0, 1} if is_mistake else {1})


def test_only_what_is_said_to_be_hasty_is(make_desk):
    store, writer = make_desk()
    raw = store.connection.connection.driver_connection
    for is_hasty in (False, True, True, False):
        with store.writing(writer, "x", is_hasty=is_hasty) as unit:
            unit.set_fact("x", "y")
        assert raw.execute("PRAGMA synchronous").fetchone() == (1 if is_hasty else 2,)
    with pytest.raises(ZeroDivisionError), store.writing(writer, "x", is_hasty=True):
        raise ZeroDivisionError
    with store.writing(writer, "x") as unit:
        unit.set_fact("x", "z")
    assert raw.execute("PRAGMA synchronous").fetchone() == (2,)
