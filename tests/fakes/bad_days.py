"""Work for bad days: lines and photos on one laptop, a second laptop to read them, and what must be true in the end."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bwdesk import ids
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Line, Mark
from bwdesk.errors import NoAnswer
from bwdesk.store.hub import Hub
from bwdesk.store.log import entries_after
from tests.fakes.office import Laptop, ServerHouse

WORDS = ["exit", "blocked", "rack", "worker", "guard", "overtime", "payroll", "signed", "contract", "boiler", "permit", "canteen"]


class BadDay:
    """Amina writes, Jonas reads; both look after one factory."""

    def __init__(self, house: ServerHouse, amina: Laptop, jonas: Laptop, seed: int) -> None:
        self.house, self.amina, self.jonas = house, amina, jonas
        self.chance = random.Random(seed)
        self.factory_id = amina.registers()
        amina.sync()
        house.assign(jonas.account.login, self.factory_id, Role.ADVISOR)
        jonas.sync()
        self.scopes = country_scope("KH"), factory_scope(self.factory_id)
        self.photos: list[str] = []

    def writes(self, lines: int, photos: int = 0, photo_size: int = 60_000) -> None:
        scope = factory_scope(self.factory_id)
        for start in range(0, lines, 40):
            with self.amina.does("line") as unit:
                for _ in range(min(40, lines - start)):
                    text = " ".join(self.chance.choices(WORDS, k=25))
                    unit.add(Line(id=unit.new_id(), scope=scope, visit_id=ids.new_id(), at=ids.now(), pos="a", text=text, mark=Mark.NOTE))
        with self.amina.does("photo") as unit:
            for _ in range(photos):
                big, thumb = self.amina.photo(photo_size), self.amina.photo(3_000)
                self.photos += [big, thumb]
                unit.add(
                    Photo(
                        id=unit.new_id(), scope=scope, owner_kind="line", owner_id="x", sha256=big, thumb_sha256=thumb, size=photo_size
                    )
                )  # fmt: skip

    def ends_well(self) -> None:
        """After one clean pass each: the same everywhere, nothing lost, nothing doubled, photos byte for byte."""
        for one in (self.amina, self.jonas):
            one.use(self.house.url)
        self.amina.sync()
        self.jonas.sync()
        for one in (self.amina, self.jonas):
            assert one.totals().is_all_home
            assert one.totals().photos_away == 0
        assert self.amina.digest(*self.scopes) == self.jonas.digest(*self.scopes)
        with self.amina.store.reading() as reader:
            mine = {row[0] for row in reader.connection.exec_driver_sql("SELECT id FROM operations WHERE scope = ?", (self.scopes[1],))}
        hub = Hub(self.house.db_url)
        with hub.reading() as reader:
            log = entries_after(reader, self.scopes[1], 0, 10**9, lambda *_: False)
        hub.close()
        assert [one.seq for one in log] == list(range(1, len(log) + 1))
        assert len(log) == len(mine)
        assert {one.id for one in log} == mine
        for sha256 in self.photos:
            assert self.jonas.photos.get(sha256) == self.amina.photos.get(sha256)


def tries(one: Laptop, enough: Callable[[], bool], most: int) -> int:
    """Syncs again and again, as a person would; returns how often it took."""
    for count in range(1, most + 1):
        with suppress(NoAnswer):
            one.sync()
        if enough():
            return count
    raise AssertionError(f"not through after {most} passes: {one.totals()}")


def is_through(one: Laptop) -> bool:
    now = one.totals()
    return now.is_all_home and not now.photos_away


def killed_pass(one: Laptop, url: str, seconds: float, child: subprocess.Popen[str] | None = None) -> bool:
    """A pass of this laptop in a child process, killed after some seconds. True if it had ended before."""
    child = child or child_of(one)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(url + "\n")
    child.stdin.flush()
    time.sleep(seconds)
    child.kill()
    said = child.stdout.read()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    return "done" in said


def child_of(one: Laptop) -> subprocess.Popen[str]:
    """A child process with the laptop's file open, ready to sync."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.sync_child", str(one.root), one.file.stem, one.account.id],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parent.parent.parent,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(one.ring.secrets) + "\n")
    child.stdin.flush()
    assert child.stdout.readline() == "ready\n"
    return child
