"""Older files are brought up to date whole or not at all, with a copy beside them; the tables of truth are those that the code names."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import time

import pytest
from sqlalchemy import inspect, select, text

from bwdesk.domain.factory import Factory
from bwdesk.domain.kinds import KINDS
from bwdesk.errors import DamagedFile, DeskError, NewerFile
from bwdesk.paths import MIGRATIONS
from bwdesk.store import migrate
from bwdesk.store import tables as t
from bwdesk.store.engine import open_desk, open_server
from tests.store.conftest import KEY

SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("drafts") as batch:
        batch.add_column(sa.Column("caret", sa.Integer))
    op.create_table("second", sa.Column("a", sa.Integer))
"""


@pytest.fixture
def old_file(filled, tmp_path):
    path = tmp_path / "amina.db"
    path.write_bytes(filled)
    return path


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """The program of the next release: one more migration. Returns a function that turns back to this one."""
    shutil.copytree(MIGRATIONS / "desk", tmp_path / "migrations" / "desk")
    (tmp_path / "migrations" / "desk" / "versions" / "0002_second.py").write_text(SECOND)
    monkeypatch.setattr(migrate, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(migrate, "REVISIONS", {"desk": ("0001", "0002")})
    return lambda: monkeypatch.setattr(migrate, "REVISIONS", {"desk": ("0001",)})


def state_of(path):
    store = open_desk(path, KEY)
    try:
        with store.reading() as reader:
            return sorted(one.name for one in reader.find(Factory)), reader.draft("note")
    finally:
        store.close()


@pytest.mark.parametrize("side", ["desk", "server"])
def test_the_list_of_revisions_is_the_folder(side):
    links = {}
    for path in (MIGRATIONS / side / "versions").glob("*.py"):
        source = path.read_text()
        revision, down = (re.search(rf"^{name} = (.*)$", source, re.M)[1].strip("\"'") for name in ("revision", "down_revision"))
        assert path.name.startswith(revision + "_")
        links[down] = revision
    in_order, last = [], "None"
    while last in links:
        last = links[last]
        in_order.append(last)
    assert tuple(in_order) == migrate.REVISIONS[side]
    assert len(links) == len(in_order)


def test_migrations_make_the_tables_that_the_code_names(make_desk):
    store, _ = make_desk()
    found = inspect(store.connection)
    for table in (*t.truth.tables.values(), *t.all_thing_tables()):
        columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table.name)}
        dialect = store.engine.dialect
        assert columns == {c.name: (c.type.compile(dialect), bool(c.nullable)) for c in table.columns}, table.name
        assert {i["name"] for i in found.get_indexes(table.name)} == {i.name for i in table.indexes}, table.name
    named = {"alembic_version", *t.truth.tables, *(table.name for table in t.all_thing_tables())}
    assert named <= set(found.get_table_names())


def test_an_upgrade_keeps_everything_and_lays_the_old_file_beside(old_file, newer_program):
    newer_program()
    before = state_of(old_file)
    migrate.REVISIONS = {"desk": ("0001", "0002")}
    assert state_of(old_file) == before
    (copy,) = old_file.parent.glob("amina.db.before-*")
    newer_program()
    with pytest.raises(NewerFile):
        open_desk(old_file, KEY)
    assert state_of(copy) == before


def test_a_kind_that_changed_is_rebuilt_from_the_operations(old_file, monkeypatch):
    before = state_of(old_file)
    monkeypatch.setattr(migrate, "kinds_fingerprint", lambda: "another shape")
    assert state_of(old_file) == before
    assert len(list(old_file.parent.glob("amina.db.before-*"))) == 1


def test_a_kind_that_is_gone_leaves_its_operations(old_file, monkeypatch):
    monkeypatch.setattr(migrate, "kinds_fingerprint", lambda: "another shape")
    without = {name: spec for name, spec in KINDS.items() if name != "factory"}
    for module in (migrate, t, *(sys.modules[f"bwdesk.store.{name}"] for name in ("fold", "rows"))):
        monkeypatch.setattr(module, "KINDS", without)
    store = open_desk(old_file, KEY)
    assert not inspect(store.connection).has_table("factory")
    assert migrate.operation_count(store.connection) == 300
    store.close()


def test_the_two_latest_copies_are_kept(old_file, monkeypatch):
    for number in range(4):
        monkeypatch.setattr(migrate, "kinds_fingerprint", lambda number=number: f"{number:06d}")
        open_desk(old_file, KEY).close()
    assert [path.name[-6:] for path in sorted(old_file.parent.glob("amina.db.before-*"))] == ["000002", "000003"]


def test_a_damaged_file_is_not_upgraded(old_file, newer_program):
    broken = bytearray(old_file.read_bytes())
    for page in range(20, len(broken) // 4096):
        broken[page * 4096 + 9] ^= 1
    old_file.write_bytes(broken)
    with pytest.raises(DamagedFile):
        open_desk(old_file, KEY)
    assert old_file.read_bytes() == broken
    assert [path.name for path in old_file.parent.glob("amina.db*")] == ["amina.db"]


def test_a_migration_that_fails_leaves_the_old_file(old_file, newer_program, tmp_path):
    script = tmp_path / "migrations" / "desk" / "versions" / "0002_second.py"
    script.write_text(SECOND + "    raise RuntimeError('half-way')\n")
    with pytest.raises(RuntimeError, match="half-way"):
        open_desk(old_file, KEY)
    newer_program()
    names, draft = state_of(old_file)
    assert len(names) == 300
    assert draft == {"text": "half a word"}
    store = open_desk(old_file, KEY)
    assert "caret" not in {c["name"] for c in inspect(store.connection).get_columns("drafts")}
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_program_ended_at_any_moment_of_an_upgrade_leaves_the_old_file_or_the_new(old_file, newer_program, tmp_path):
    newer_program()
    before = state_of(old_file)
    migrate.REVISIONS = {"desk": ("0001", "0002")}
    began = time.perf_counter()
    shutil.copy(old_file, tmp_path / "measure.db")
    open_desk(tmp_path / "measure.db", KEY).close()
    takes = time.perf_counter() - began
    outcomes = set()
    chance = random.Random(5)
    for trial in range(12):
        folder = tmp_path / str(trial)
        folder.mkdir()
        path = folder / "amina.db"
        shutil.copy(old_file, path)
        child = os.fork()
        if child == 0:
            try:
                open_desk(path, KEY).close()
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, takes * 1.1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        outcomes.add(_outcome(path, before, newer_program))
    assert "old" in outcomes, "no kill fell into the upgrade"


def _outcome(path, before, this_program):
    """The file opens in this program with everything in it, or in the next one."""
    this_program()
    try:
        state, outcome = state_of(path), "old"
    except NewerFile:
        migrate.REVISIONS = {"desk": ("0001", "0002")}
        state, outcome = state_of(path), "new"
    migrate.REVISIONS = {"desk": ("0001", "0002")}
    assert state == before
    return outcome


def test_guards_that_are_missing_are_noticed_at_the_next_start(old_file):
    store = open_desk(old_file, KEY)
    with store.connection.begin():
        store.connection.execute(text("DROP TRIGGER guard_operations_delete"))
    store.close()
    with pytest.raises(DeskError) as refused:
        open_desk(old_file, KEY)
    assert refused.value.key == "file.guards_missing"


def test_the_servers_file_is_brought_up_to_date_too(tmp_path):
    engine, _ = open_server(f"sqlite:///{tmp_path / 'server.db'}")
    with engine.connect() as connection:
        assert connection.execute(select(t.facts.c.value).where(t.facts.c.name == "kinds")).scalar() == migrate.kinds_fingerprint()
    engine.dispose()
