"""A writer that edits for real and says what is saved, and a parent that ends it at any moment and looks at what is left.

The parent has imported everything and forks, so a trial costs little more than opening the file.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import text

from bwdesk import ids
from bwdesk.domain.assessment import Answer, Verdict
from bwdesk.domain.scope import assessment_scope
from bwdesk.domain.thing import natural_id
from bwdesk.keys import FileKey
from bwdesk.paths import DataFolder
from bwdesk.store.check import tables_differ
from bwdesk.store.engine import Store, open_desk
from bwdesk.store.fold import held_ids
from bwdesk.store.journal import Journal
from bwdesk.store.second_copy import reconcile, unsent_operations
from bwdesk.store.unit import Unit, Writer

KEY = FileKey(bytes(range(32)))
ASSESSMENT = natural_id("assessment", "cycle", 1)
SCOPE = assessment_scope(ASSESSMENT)
WRITER = Writer("amina", "laptop", ids.now, ids.new_id, ids.random_id)


def question(number: int) -> Answer:
    code = f"OSH-EMP-{number:02d}"
    return Answer(id=natural_id(Answer, ASSESSMENT, code, ""), scope=SCOPE, assessment_id=ASSESSMENT, question=code)


def write_until_ended(folder: DataFolder, out: int, seed: int, checkpoint_pages: int, *, is_hasty: bool = False) -> None:
    """The child: opens as the desk does, edits, and says `saved <number> <operation ids>` when the work is durable.

    A hasty one says it before: the mistake that the test must see.
    """
    chance = random.Random(seed)
    store = open_desk(folder.database, KEY.database)
    store.connection.connection.driver_connection.execute(f"PRAGMA wal_autocheckpoint = {checkpoint_pages}").fetchall()
    journal = Journal(folder.journal, KEY.journal)
    reconcile(store, journal, WRITER)
    number = 0
    while True:
        number += 1
        with store.writing(WRITER, "edit") as unit:
            for thing in [question(chance.randrange(12)) for _ in range(chance.choice((1, 1, 1, 4)))]:
                base = unit.get(Answer, thing.id)
                edits = {
                    "remark": f"{seed}.{number}",
                    "finding": "blocked " * chance.randrange(60),
                    "verdict": chance.choice(list(Verdict)),
                }
                unit.put(base, replace(base or thing, **edits))
            unit.keep_draft("note", {"text": f"{seed}.{number}"})
            if is_hasty:
                _say(out, number, unit)
        journal.append(unit.changes.operations)
        if chance.random() < 0.05:
            confirm_some(store, journal, chance)
        if not is_hasty:
            _say(out, number, unit)


def _say(out: int, number: int, unit: Unit) -> None:
    os.write(out, f"saved {number} {' '.join(op.id for op in unit.changes.operations)}\n".encode())


def confirm_some(store: Store, journal: Journal, chance: random.Random) -> None:
    """What a sync pass does: some operations have come back from the server."""
    some = {op_id for op_id in journal.ids() if chance.random() < 0.7}
    with store.writing(WRITER, "sync") as unit:
        for op_id in some:
            unit.connection.exec_driver_sql("UPDATE operations SET state = 'confirmed' WHERE id = ?", (op_id,))
    journal.confirmed(some)


@dataclass
class Trials:
    """Kills over and over in one data folder, and remembers everything that was called saved."""

    folder: DataFolder
    chance: random.Random
    checkpoint_pages: int = 2000
    saved: list[str] = field(default_factory=list)
    kills: int = 0
    is_hasty: bool = False
    draft: str = ""

    @classmethod
    def fresh(cls, root: Path, seed: int, checkpoint_pages: int = 2000) -> Trials:
        folder = DataFolder(root)
        open_desk(folder.database, KEY.database, create=True).close()
        return cls(folder, random.Random(seed), checkpoint_pages)

    def run(self) -> None:
        """One kill: mostly while the writer is at work, now and then while it opens. Checks what is left."""
        after_first = self.chance.random() < 0.8
        longest = 0.06 if after_first else 0.03
        lines = self._killed_writer(self.chance.getrandbits(32), self.chance.uniform(0, longest), after_first=after_first)
        self.kills += 1
        news = [op_id for line in lines for op_id in line.split()[2:]]
        self.saved += news
        if lines:
            self.draft = lines[-1].split()[1]
        self._check(news)

    def _killed_writer(self, seed: int, after: float, *, after_first: bool) -> list[str]:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(read)
                write_until_ended(self.folder, write, seed, self.checkpoint_pages, is_hasty=self.is_hasty)
            finally:
                os._exit(1)
        os.close(write)
        self.seed = seed
        heard = os.read(read, 65536) if after_first else b""
        end = time.monotonic() + after
        while (left := end - time.monotonic()) > 0:
            if select.select([read], [], [], left)[0]:
                part = os.read(read, 65536)
                if not part:
                    break
                heard += part
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the writer ended by itself"
        while part := os.read(read, 65536):
            heard += part
        os.close(read)
        return [line for line in heard.decode().splitlines(keepends=False) if line.startswith("saved ")]

    def _check(self, news: list[str]) -> None:
        store = open_desk(self.folder.database, KEY.database)
        journal = Journal(self.folder.journal, KEY.journal)
        try:
            with store.reading() as reader:
                assert held_ids(reader.connection, news) == set(news), "what was called saved is gone"
                if news:
                    kept = reader.draft("note")
                    seed, number = (kept or {"text": "0.0"})["text"].split(".")
                    assert int(seed) == self.seed
                    assert int(number) >= int(self.draft)
            assert journal.damaged == 0
            with store.reading() as reader:
                unsent = {op.id for op in unsent_operations(reader)}
            assert set(news) & unsent <= journal.ids(), "the second copy lacks what was called saved"
            assert reconcile(store, journal, WRITER).restored == 0, "the second copy held what the file had lost"
            assert journal.ids() == unsent
        finally:
            journal.close()
            store.close()

    def check_whole(self) -> None:
        """Everything ever saved is there, and the tables are what the operations add up to."""
        store = open_desk(self.folder.database, KEY.database)
        try:
            with store.reading() as reader:
                assert held_ids(reader.connection, self.saved) == set(self.saved)
                assert reader.connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert tables_differ(store) == []
        finally:
            store.close()
