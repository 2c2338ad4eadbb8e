"""The first sync of an advisor with 30 factories and ten years of work: 50,000 operations, 3,000 photos as thumbnails, by snapshot.

BWDESK_FIRST_OPERATIONS and BWDESK_FIRST_PHOTOS change the numbers. What it took is printed (`-s`).
"""

from __future__ import annotations

import hashlib
import os
import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bwdesk import ids
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Line
from bwdesk.server.blobs import BlobFolder
from bwdesk.server.pen import WRITER, open_keys, write_things
from bwdesk.store.blob_rows import name_blobs, set_whole
from bwdesk.store.digest import store_digest
from bwdesk.store.hub import Hub
from bwdesk.sync.steps import Phase
from tests.fakes.bad_days import WORDS
from tests.fakes.office import ServerHouse
from tests.fakes.postgres import new_database

OPERATIONS = int(os.environ.get("BWDESK_FIRST_OPERATIONS", "50000"))
PHOTOS = int(os.environ.get("BWDESK_FIRST_PHOTOS", "3000"))
FACTORIES = 30


class TenYears:
    """A server that holds ten years of an advisor's work: notes, half of them changed later, and photos of which thumbnails are there."""

    def __init__(self, house: ServerHouse, person: str) -> None:
        self._hub, self._chance, self._person = Hub(house.db_url), random.Random(7), person
        self._keys, self._folder = open_keys(self._hub), BlobFolder(house.photos)
        self.scopes = [country_scope("KH"), *(factory_scope(one) for one in self._register())]
        each, photos = OPERATIONS // FACTORIES, PHOTOS // FACTORIES
        self.thumbs = {thumb for scope in self.scopes[1:] for thumb in self._factory(scope, each - photos, photos)}

    def _register(self) -> list[str]:
        scope, things, found = country_scope("KH"), [], []
        for number in range(FACTORIES):
            factory = Factory(id=ids.new_id(), scope=scope, name=f"Factory {number}", country="KH")
            found.append(factory.id)
            tie = Assignment(
                id=ids.new_id(), scope=scope, factory_id=factory.id, person_id=self._person, role=Role.ADVISOR, from_on=date(2016, 1, 1)
            )
            things += [(None, factory), (None, tie)]
        with self._hub.writing(WRITER, "register") as unit:
            write_things(unit, self._keys, things, "register")
        return found

    def _factory(self, scope: str, lines: int, photos: int) -> list[str]:
        begun = datetime(2016, 1, 4, 9, tzinfo=UTC)
        with self._hub.writing(WRITER, "lines") as unit:
            new = [
                Line(
                    id=ids.new_id(), scope=scope, visit_id="f" * 32, at=begun + timedelta(hours=n), pos=f"{n:05}", text=self._words(),
                )
                for n in range(lines - lines // 2)
            ]  # fmt: skip
            write_things(unit, self._keys, [(None, one) for one in new], "lines")
            read = unit.find(Line, lambda line: line.scope == scope)
            write_things(unit, self._keys, [(one, replace(one, text=self._words())) for one in read[: lines // 2]], "edits")
            thumbs = [self._chance.randbytes(600) for _ in range(photos)]
            names = [hashlib.sha256(one).hexdigest() for one in thumbs]
            write_things(unit, self._keys, [(None, self._photo(scope, name)) for name in names], "photos")
            name_blobs(unit, [(name, scope) for name in names])
            for name, data in zip(names, thumbs, strict=True):
                self._folder.append(name, "office", 0, data, len(data))
                set_whole(unit, name, [scope], len(data))
        return names

    def _photo(self, scope: str, thumb: str) -> Photo:
        return Photo(
            id=ids.new_id(), scope=scope, owner_kind="line", owner_id="x", sha256=self._chance.randbytes(32).hex(), thumb_sha256=thumb,
            size=500_000,
        )  # fmt: skip

    def _words(self) -> str:
        return " ".join(self._chance.choices(WORDS, k=25))

    def digest(self) -> str:
        with self._hub.reading() as reader:
            return store_digest(reader, self.scopes)

    def close(self) -> None:
        self._hub.close()


def test_ten_years_of_thirty_factories(tmp_path, laptop):
    house = ServerHouse(tmp_path / "server", new_database())
    house.start()
    amina = laptop(house, "amina")
    past = TenYears(house, amina.account.id)
    half = OPERATIONS // 2

    def told(progress):
        if progress.phase is Phase.FETCHING and progress.done > half:
            amina.running.cancel()

    begun = time.perf_counter()
    first = amina.sync(told=told, with_photos=False)
    middle = time.perf_counter()
    second = amina.sync(with_photos=False)
    end = time.perf_counter()
    photos = amina.sync()
    last = time.perf_counter()
    house.stop()
    with amina.store.reading() as reader:
        held = reader.connection.exec_driver_sql("SELECT count(*) FROM operations").scalar()
    print(
        f"{held} operations of {FACTORIES} factories: {middle - begun:.1f} s, cancelled, {end - middle:.1f} s; "
        f"{(first.bytes_down + second.bytes_down) / 1e6:.2f} MB in {first.turns + second.turns} turns; "
        f"{photos.photos_down} thumbnails in {last - end:.1f} s"
    )
    assert first.is_cancelled
    assert held >= OPERATIONS
    assert first.taken + second.taken == held
    assert amina.digest(*past.scopes) == past.digest()
    assert photos.photos_down == len(past.thumbs) == PHOTOS
    assert all(amina.photos.size(one) for one in past.thumbs)
    past.close()
