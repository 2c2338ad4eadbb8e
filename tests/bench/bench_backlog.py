"""The window's thread while 10,000 operations are sent, and while they are fetched: how long it is kept, and a line typed meanwhile.

The desk's own lanes, files and syncer against the real server, without a page: what a page shows anew is measured by its own bench.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bwdesk import ids
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.keys import MemoryKeyring
from bwdesk.runtime.desk import Desk, Lanes
from bwdesk.runtime.lanes import ThreadLane
from bwdesk.runtime.syncer import Syncer
from bwdesk.settings import Settings
from bwdesk.store.engine import open_desk
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Unit, Writer
from tests.bench.figure import Figure, median
from tests.fakes.office import KEY, PASSWORD, ServerHouse

COUNT, ACT = 10_000, 50
BEAT, TYPED_EVERY = 5, 150
"""Milliseconds."""


def measure(folder: Path) -> list[Figure]:
    app = QApplication.instance() or QApplication([])
    house = ServerHouse(folder / "server")
    house.start()
    found: list[Figure] = []
    for login, way in (("amina", "sent"), ("jonas", "fetched")):
        house.account(login)
        watched = _Watched(folder / login, house.url, COUNT if way == "sent" else 0)
        watched.run(login, app.processEvents)
        watched.close()
        assert watched.held() >= COUNT, watched.held()
        lines = sorted(watched.typed)
        found += [
            Figure(f"{COUNT} operations {way}: the window's thread kept, longest", max(watched.kept), "ms", 100),
            Figure(
                f"{COUNT} operations {way}: a line typed meanwhile to its record on disk, longest", lines[-1], "ms", None,
                f"{len(lines)} lines, median {median(lines):.0f} ms; {watched.seconds:.1f} s in all",
            ),
        ]  # fmt: skip
    house.stop()
    return found


class _Watched:
    """A desk whose window beats every few milliseconds and whose person types on."""

    def __init__(self, folder: Path, server: str, count: int) -> None:
        folder.mkdir()
        path = self._path = folder / "desk.db"
        writing = open_desk(path, KEY, create=True)
        self._writer = Writer(ids.random_id(), ids.random_id(), ids.now, ids.new_id, ids.random_id)
        for _ in range(count // ACT):
            with writing.writing(self._writer, "act.factory.add") as unit:
                for _ in range(ACT):
                    _add(unit)
        lanes = Lanes(*(ThreadLane(name) for name in ("store", "read", "net", "paper", "intake", "photo")))
        self._desk = Desk(writing, open_desk(path, KEY, read_only=True), self._writer, lanes, lambda _: None)
        settings = Settings(server=server)
        ring = MemoryKeyring()
        self._syncer = Syncer(self._desk, PhotoStore(folder / "photos", KEY), ring, "device", lambda: settings, is_automatic=False)
        self._server, self._ended, self._beat_at = server, 0, 0.0
        self._syncer.finished.connect(self._note_end)
        self.kept: list[float] = []
        self.typed: list[float] = []
        self.seconds = 0.0

    def run(self, login: str, process: Callable[[], None]) -> None:
        beats, types = QTimer(), QTimer()
        beats.timeout.connect(self._beat)
        types.timeout.connect(self._type)
        begun = self._beat_at = time.perf_counter()
        beats.start(BEAT)
        types.start(TYPED_EVERY)
        self._syncer.sign_in(self._server, login, PASSWORD, "")
        while not self._ended:
            process()
            time.sleep(0.001)
        self.seconds = time.perf_counter() - begun
        beats.stop()
        types.stop()

    def _note_end(self, _report: object) -> None:
        self._ended += 1

    def _beat(self) -> None:
        now = time.perf_counter()
        self.kept.append((now - self._beat_at) * 1000 - BEAT)
        self._beat_at = now

    def _type(self) -> None:
        begun = time.perf_counter()
        self._desk.do(_add).then(lambda _none: self.typed.append((time.perf_counter() - begun) * 1000))

    def held(self) -> int:
        store = open_desk(self._path, KEY, read_only=True)
        with store.reading() as reader:
            held = len(reader.find(Factory))
        store.close()
        return held

    def close(self) -> None:
        self._syncer.close()
        self._desk.close()


def _add(unit: Unit) -> None:
    unit.add(Factory(id=unit.new_id(), scope=country_scope("KH"), name="Golden Thread", country="KH", city="Phnom Penh"))
