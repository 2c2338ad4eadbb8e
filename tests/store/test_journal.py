"""The second copy: what was appended is there after any end of the program, and gives a lost database back."""

from __future__ import annotations

import resource
import signal

import pytest

from bwdesk.domain.factory import Factory
from bwdesk.domain.operation import make_operation
from bwdesk.domain.scope import country_scope
from bwdesk.errors import StoreProblem
from bwdesk.ids import random_id
from bwdesk.store.engine import open_desk
from bwdesk.store.journal import HEAD_SIZE, Journal
from bwdesk.store.second_copy import reconcile
from tests.store.conftest import KEY as DATABASE_KEY

KEY = b"j" * 32


def operation(text="exit blocked"):
    values = {"name": text}
    return make_operation(
        id=random_id(), scope="country/KH", kind="factory", thing=random_id(), values=values, seen={"name": ()}, author="a", device="d",
        at=1, txn=random_id(), act="edit", salt=random_id(),
    )  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal" / "unsent.journal"


def reopened(path, key=KEY):
    journal = Journal(path, key)
    journal.close()
    return journal


def read(path):
    journal = Journal(path, KEY)
    try:
        return [op.id for op in journal.operations()]
    finally:
        journal.close()


def test_what_was_appended_is_there_the_next_time_in_order(path):
    ops = [operation(f"Factory {n}") for n in range(20)]
    journal = Journal(path, KEY)
    journal.append(ops[:3])
    journal.append([])
    for op in ops[3:]:
        journal.append([op])
    assert journal.operations() == ops
    journal.close()
    assert read(path) == [op.id for op in ops]
    assert reopened(path).damaged == 0


def test_nothing_of_it_can_be_read_on_disk(path):
    journal = Journal(path, KEY)
    journal.append([operation("Golden Thread")])
    journal.close()
    assert b"Golden" not in path.read_bytes()


def test_a_record_cut_off_anywhere_ends_the_file_and_costs_nothing_else(path):
    first, second, third = operation("one"), operation("two"), operation("three")
    journal = Journal(path, KEY)
    journal.append([first])
    before = journal._end
    journal.append([second])
    after = journal._end
    journal.close()
    whole = path.read_bytes()
    for cut in range(before, after):
        for rest in (b"", bytes(5000)):
            path.write_bytes(whole[:cut] + rest)
            torn = Journal(path, KEY)
            assert [op.id for op in torn.operations()] == [first.id]
            assert torn.damaged == 0
            if cut % 37 == 0:
                torn.append([third])
                torn.close()
                assert read(path) == [first.id, third.id]
            torn.close()


def test_damage_in_the_middle_costs_only_what_it_hits(path):
    ops = [operation(f"Factory {n}") for n in range(5)]
    journal = Journal(path, KEY)
    ends = []
    for op in ops:
        journal.append([op])
        ends.append(journal._end)
    journal.close()
    whole = path.read_bytes()
    for offset in range(ends[1] + 1, ends[2]):
        broken = bytearray(whole)
        broken[offset] ^= 0x40
        path.write_bytes(broken)
        journal = Journal(path, KEY)
        assert [op.id for op in journal.operations()] == [ops[n].id for n in (0, 1, 3, 4)]
        assert journal.damaged == 1
        journal.close()


def test_what_is_confirmed_is_cut_away_and_the_rest_stays(path):
    ops = [operation("x" * 2000) for _ in range(60)]
    journal = Journal(path, KEY)
    for op in ops:
        journal.append([op])
    journal.confirmed({op.id for op in ops[:50]})
    assert [op.id for op in journal.operations()] == [op.id for op in ops[50:]]
    assert path.stat().st_size < 60 * 2000 / 2
    journal.append([operation()])
    assert len(journal.operations()) == 11
    journal.confirmed(journal.ids())
    assert journal.ids() == set()
    assert path.stat().st_size == HEAD_SIZE
    journal.close()
    assert read(path) == []


def test_one_confirmed_of_a_record_of_three(path):
    ops = [operation() for _ in range(3)]
    journal = Journal(path, KEY)
    journal.append(ops)
    journal.confirmed({ops[1].id})
    assert journal.ids() == {ops[0].id, ops[2].id}
    assert [op.id for op in journal.operations()] == [ops[0].id, ops[2].id]
    journal.close()


def test_another_desks_journal_is_set_aside_not_overwritten(path):
    journal = Journal(path, b"o" * 32)
    journal.append([operation()])
    journal.close()
    before = path.read_bytes()
    fresh = reopened(path)
    assert fresh.set_aside is not None
    assert fresh.set_aside.read_bytes() == before
    assert read(path) == []


def test_a_disk_that_refuses_is_a_sentence_and_nothing_half_is_kept(path, monkeypatch):
    journal = Journal(path, KEY)
    first, refused, later = operation(), operation("y" * 100_000), operation()
    journal.append([first])

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("bwdesk.store.journal.sync_file", full)
        with pytest.raises(StoreProblem) as problem:
            journal.append([refused])
    assert problem.value.key == "store.second_copy"
    assert [op.id for op in journal.operations()] == [first.id]
    journal.append([later])
    journal.close()
    assert read(path) == [first.id, later.id]


def test_a_file_that_may_not_grow_keeps_what_it_has(path):
    """The system itself says no, in the middle of a write."""
    journal = Journal(path, KEY)
    first, later = operation(), operation()
    journal.append([first])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, limits[1]))
        with pytest.raises(StoreProblem):
            journal.append([operation("z" * 200_000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    journal.append([later])
    journal.close()
    assert read(path) == [first.id, later.id]


def factories(store):
    with store.reading() as reader:
        return {one.name for one in reader.find(Factory)}


def add(store, writer, name):
    with store.writing(writer, "factory.add") as unit:
        unit.add(Factory(id=writer.new_id(), scope=country_scope("KH"), name=name, country="KH"))
    return unit.changes.operations


def test_a_lost_database_comes_back_from_its_snapshot_and_the_journal(make_desk, path, tmp_path):
    store, writer = make_desk()
    journal = Journal(path, KEY)
    journal.append(add(store, writer, "before the snapshot"))
    store.connection.connection.driver_connection.execute("VACUUM INTO ?", (str(tmp_path / "snapshot.db"),))
    journal.append(add(store, writer, "after the snapshot"))
    restored = open_desk(tmp_path / "snapshot.db", DATABASE_KEY)
    assert factories(restored) == {"before the snapshot"}
    assert reconcile(restored, journal, writer) == (1, 0)
    assert factories(restored) == factories(store)
    assert reconcile(restored, journal, writer) == (0, 0)
    restored.close()
    journal.close()


def test_a_lost_journal_comes_back_from_the_database(make_desk, path):
    store, writer = make_desk()
    add(store, writer, "a")
    add(store, writer, "b")
    journal = Journal(path, KEY)
    assert reconcile(store, journal, writer) == (0, 2)
    assert len(journal.ids()) == 2
    journal.close()


def test_what_the_server_has_leaves_the_journal_at_the_next_start(make_desk, path):
    store, writer = make_desk()
    journal = Journal(path, KEY)
    journal.append(add(store, writer, "a"))
    journal.append(add(store, writer, "b"))
    with store.connection.begin():
        store.connection.exec_driver_sql("UPDATE operations SET state = 'confirmed' WHERE n = 1")
    assert reconcile(store, journal, writer) == (0, 0)
    assert len(journal.ids()) == 1
    journal.close()


def test_one_program_at_a_time_writes_and_others_may_look(path):
    journal = Journal(path, KEY)
    first = operation()
    journal.append([first])
    with pytest.raises(StoreProblem) as problem:
        Journal(path, KEY)
    assert problem.value.key == "store.in_use"
    looking = Journal(path, KEY, read_only=True)
    assert looking.ids() == {first.id}
    looking.close()
    journal.append([operation()])
    journal.close()
    reopened(path)


def test_looking_at_a_torn_file_leaves_it_torn(path):
    journal = Journal(path, KEY)
    journal.append([operation()])
    end = journal._end
    journal.append([operation()])
    journal.close()
    path.write_bytes(path.read_bytes()[: end + 20])
    before = path.read_bytes()
    looking = Journal(path, KEY, read_only=True)
    assert len(looking.ids()) == 1
    looking.close()
    assert path.read_bytes() == before
