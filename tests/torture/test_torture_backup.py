"""Programs ended while they make a snapshot or put one in place: what is listed can be restored, and nothing that was saved is gone."""

from __future__ import annotations

import os
import random
import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from bwdesk import keys
from bwdesk.keys import Cost, MemoryKeyring, Owner
from bwdesk.store.backup import daily_snapshot, finish_restore, good_snapshots, restore
from bwdesk.store.check import check_folder
from bwdesk.store.engine import open_desk
from bwdesk.store.journal import Journal
from bwdesk.store.second_copy import reconcile
from tests.store.killing import WRITER, DataFolder, held_ids, question, replace

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
KILLS = int(os.environ.get("BWDESK_KILLS", "2000")) // 20
START = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Desk:
    def __init__(self, root):
        self.folder = DataFolder(root)
        self.key, _ = keys.create_ring(
            self.folder, "blue sewing thread", pin=None, owner=Owner("a" * 32, "Amina"), keyring=MemoryKeyring(), cost=Cost(64, 1, 1)
        )
        open_desk(self.folder.database, self.key.database, create=True).close()
        self.saved = set()
        self.chance = random.Random(time.time_ns())

    def work(self):
        store, journal = open_desk(self.folder.database, self.key.database), Journal(self.folder.journal, self.key.journal)
        reconcile(store, journal, WRITER)
        for _ in range(10):
            with store.writing(WRITER, "edit") as unit:
                unit.put(None, replace(question(self.chance.randrange(99)), remark=str(self.chance.random())))
            journal.append(unit.changes.operations)
            self.saved |= {op.id for op in unit.changes.operations}
        with store.reading() as reader:
            assert held_ids(reader.connection, self.saved) == self.saved
        journal.close()
        store.close()

    def end_somewhere_in(self, job, longest):
        child = os.fork()
        if child == 0:
            try:
                job()
            finally:
                os._exit(0)
        time.sleep(self.chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_programs_ended_while_making_or_restoring_snapshots(tmp_path):
    desk = Desk(tmp_path / "amina")
    restored = 0
    for day in range(KILLS):
        desk.work()
        moment = START + timedelta(days=day)
        desk.end_somewhere_in(lambda moment=moment: daily_snapshot(desk.folder, desk.key, now=lambda: moment), 0.25)
        found = good_snapshots(desk.folder)
        if found:
            newest = found[0].path
            desk.end_somewhere_in(lambda newest=newest: restore(newest, desk.folder), 0.1)
            restored += finish_restore(desk.folder) or (desk.folder.root / "aside").exists()
    desk.work()
    assert restored, "no restore got far enough"
    assert check_folder(desk.folder, desk.key).problems == []
    assert daily_snapshot(desk.folder, desk.key, now=lambda: START + timedelta(days=9999)) is not None
    assert not list(desk.folder.snapshots.glob("*.part"))
    for snapshot in good_snapshots(desk.folder):
        target = DataFolder(tmp_path / snapshot.path.stem)
        restore(snapshot.path, target)
        open_desk(target.database, desk.key.database).close()
