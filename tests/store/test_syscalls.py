"""Before *saved* is said, fsync has returned for the database's log and for the journal. SIGKILL alone would pass without any fsync."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from tests.store.killing import KEY, Trials

ONE_EDIT = """
import os, sys
from pathlib import Path
from dataclasses import replace
from tests.store.killing import KEY, WRITER, DataFolder, Journal, open_desk, question

folder = DataFolder(Path(sys.argv[1]))
store, journal = open_desk(folder.database, KEY.database), Journal(folder.journal, KEY.journal)
if "careless" in sys.argv:
    store.connection.connection.driver_connection.execute("PRAGMA synchronous = NORMAL").fetchall()
for number in range(3):
    if "fetched" in sys.argv:
        with store.writing(WRITER, "sync", is_hasty=True) as unit:
            unit.put(None, replace(question(number + 3), remark="of a colleague"))
        os.write(1, b"fetched\\n")
    os.write(1, b"begin\\n")
    with store.writing(WRITER, "edit") as unit:
        unit.put(None, replace(question(number), remark="x"))
    os.write(1, b"committed\\n")
    journal.append(unit.changes.operations)
    os.write(1, b"saved\\n")
os._exit(0)
"""
CALL = re.compile(r"^(?:\[pid +\d+\] )?(?P<call>[a-z0-9]+)\((?P<fd>\d+)<(?P<path>[^>]*)>(?P<rest>.*)$")


def traced(folder, *more) -> list[tuple[str, str, str]]:
    """(call, file, rest of the line) of writes and syncs, in order. Skips where the system does not let itself be watched."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not here; ./run torture on a machine with it, or the test below, stands in")
    calls = "write,pwrite64,pwritev,fsync,fdatasync,sync_file_range,msync"
    program = [sys.executable, "-c", ONE_EDIT, str(folder), *more]
    run = subprocess.run(
        [strace, "-f", "-y", "-s", "64", "-e", f"trace={calls}", "-o", str(folder / "trace"), *program],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if "ptrace" in run.stderr or "Operation not permitted" in run.stderr:
        pytest.skip("watching system calls is not permitted here")
    assert run.returncode == 0, run.stderr
    found = []
    for line in (folder / "trace").read_text().splitlines():
        match = CALL.match(re.sub(r"^\d+ +", "", line))
        if match:
            found.append((match["call"], match["path"], match["rest"]))
    return found


def test_saved_is_said_only_after_both_files_are_on_the_disk(tmp_path):
    Trials.fresh(tmp_path, seed=1)
    calls = traced(tmp_path)
    begins = [i for i, (_, _, rest) in enumerate(calls) if '"begin\\n"' in rest]
    saids = [i for i, (_, _, rest) in enumerate(calls) if '"saved\\n"' in rest]
    assert len(begins) == len(saids) == 3
    for begin, said in zip(begins, saids, strict=True):
        committed = next(i for i in range(begin, said) if '"committed\\n"' in calls[i][2])
        assert_synced(calls[begin:committed], "desk.db-wal")
        assert_synced(calls[committed:said], "unsent.journal")


def test_what_is_fetched_does_not_wait_and_what_is_typed_after_it_does_for_both(tmp_path):
    Trials.fresh(tmp_path, seed=1)
    calls = traced(tmp_path, "fetched")
    marks = [
        (i, word) for i, (_, _, rest) in enumerate(calls) for word in ("fetched", "begin", "committed", "saved") if f'"{word}\\n"' in rest
    ]
    assert [word for _, word in marks] == ["fetched", "begin", "committed", "saved"] * 3
    starts = [0, *(i for i, word in marks if word == "saved")]
    for start, (fetched, _), (committed, _) in zip(starts, marks[::4], marks[2::4], strict=False):
        with pytest.raises(AssertionError, match="not synced"):
            assert_synced(calls[start:fetched], "desk.db-wal")
        assert_synced(calls[start:committed], "desk.db-wal")
        assert_synced(calls[committed : committed + 20], "unsent.journal")


def test_the_watch_sees_a_commit_that_does_not_wait(tmp_path):
    Trials.fresh(tmp_path, seed=1)
    calls = traced(tmp_path, "careless")
    committed = next(i for i, (_, _, rest) in enumerate(calls) if '"committed\\n"' in rest)
    begin = next(i for i, (_, _, rest) in enumerate(calls) if '"begin\\n"' in rest)
    with pytest.raises(AssertionError, match="not synced"):
        assert_synced(calls[begin:committed], "desk.db-wal")


def assert_synced(calls, name):
    """The file was written, and after the last write to it a sync of it returned 0."""
    own = [(call, rest) for call, path, rest in calls if path.endswith(name)]
    writes = [i for i, (call, _) in enumerate(own) if "write" in call]
    assert writes, f"nothing was written to {name}"
    after = own[writes[-1] + 1 :]
    assert any(call in ("fsync", "fdatasync") and rest.strip().endswith("= 0") for call, rest in after), f"{name} was not synced"


def test_the_file_is_opened_so_that_a_commit_waits_for_the_disk(tmp_path):
    """What the trace shows, asked of SQLite itself: full sync, write-ahead log, and the same for a file just made."""
    from bwdesk.store.engine import open_desk

    for create in (True, False):
        store = open_desk(tmp_path / "desk.db", KEY.database, create=create)
        raw = store.connection.connection.driver_connection
        assert raw.execute("PRAGMA synchronous").fetchone() == (2,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        store.close()
