"""A wipe ended with SIGKILL after any of its steps: what is left cannot be read, and the next start finishes it without asking anybody."""

from __future__ import annotations

import os
import signal

import pytest

from bwdesk import ids, keys
from bwdesk.errors import DeskError
from bwdesk.keys import Cost, Owner, begin_wipe, finish_wipe, finish_wipes, is_being_wiped
from bwdesk.paths import DataFolder
from bwdesk.store.backup import daily_snapshot, restore
from bwdesk.store.engine import open_desk
from tests.fakes.file_keyring import FileKeyring

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

PASSPHRASE, PIN = "blue sewing thread", "271828"
STEPS = ["marked", "keyring", "ring", "copies"]
LATER = ["database", "photos", "journal", "snapshots", "rest", "done"]


class Desk:
    """A desk with all that a desk has, and what a thief may know of it."""

    def __init__(self, root):
        root.mkdir()
        self.root = root
        self.folder = DataFolder(root / "amina")
        self.keyring = FileKeyring(root / "keyring.json")
        self.key, self.code = keys.create_ring(
            self.folder, PASSPHRASE, pin=PIN, owner=Owner("a" * 32, "Amina"), keyring=self.keyring, cost=Cost(memory=64, passes=1, lanes=1)
        )
        open_desk(self.folder.database, self.key.database, create=True).close()
        for path in (self.folder.photos / "ab" / "abcd", self.folder.journal, self.folder.root / "aside" / "x" / "ring.json"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"sealed")
        self.keyring.set(keys.keyring_name(self.folder, "device"), "the device's secret")
        keys.renew_lease(self.folder, self.key, self.keyring, office_now=1_780_000_000.0)
        daily_snapshot(self.folder, self.key)
        (self.root / "settings.json").write_text("{}")
        self.snapshot = next(self.folder.snapshots.iterdir()).read_bytes()

    def ends_at(self, step):
        """Wipes in a child that is killed once a step is done."""

        def told(done):
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)

        child = os.fork()
        if child == 0:
            try:
                begin_wipe(self.folder, self.keyring, "o" * 32, told=lambda done: told(done) if step in STEPS else None)
                finish_wipe(self.folder, self.keyring, told=told)
            finally:
                os._exit(1)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), f"{step} was never reached"

    def opens_by(self):
        """The ways in that still give the key, to somebody who knows every secret a person has."""
        ways = {
            "passphrase": lambda folder: keys.open_with_passphrase(folder, PASSPHRASE, self.keyring, to_send=True),
            "pin": lambda folder: keys.open_with_pin(folder, PIN, self.keyring, to_send=True),
            "sheet": lambda folder: keys.open_with_recovery(folder, self.code),
        }
        found = set()
        for where, folder in (("here", self.folder), *self._snapshots()):
            for way, job in ways.items():
                try:
                    job(folder)
                except DeskError:
                    continue
                found.add(f"{way} {where}")
        return found

    def _snapshots(self):
        for number, path in enumerate(sorted(self.folder.snapshots.glob("*")) if self.folder.snapshots.is_dir() else ()):
            back = DataFolder(self.root.parent / f"thief-{number}-{ids.random_id()}")
            restore(path, back)
            yield "snapshot", back


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "computer")


def test_the_test_sees_what_opens(desk):
    assert desk.opens_by() == {f"{way} {where}" for way in ("passphrase", "pin", "sheet") for where in ("here", "snapshot")}


@pytest.mark.parametrize("step", [*STEPS, *LATER])
def test_killed_at_any_step_it_cannot_be_read_and_the_next_start_finishes(desk, step):
    desk.ends_at(step)
    if step != "marked":
        assert all(way.startswith("sheet") for way in desk.opens_by()), "passphrase and PIN are worth nothing from the first deed on"
    if step not in ("marked", "keyring", "ring"):
        assert desk.opens_by() == set(), "nor is the printed sheet"
    assert keys.known_people(desk.root) == [], "it is no desk any more"
    assert is_being_wiped(desk.folder) == (step != "done")
    assert finish_wipes(desk.root, lambda: desk.keyring) == (step != "done")
    assert [path for path in desk.folder.root.rglob("*") if path.is_file()] == []
    assert desk.keyring.secrets == {}
    assert (desk.root / "settings.json").exists(), "the program's own settings stay"
    assert finish_wipes(desk.root, lambda: desk.keyring) == 0


def test_a_wipe_ended_before_anything_was_destroyed_asks_nobody(desk):
    desk.ends_at("marked")
    assert desk.opens_by() != set()
    finish_wipes(desk.root, lambda: desk.keyring)
    assert desk.opens_by() == set()
