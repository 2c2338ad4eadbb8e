"""Photos in S3-compatible storage: a real storage server, a real server of ours, real laptops; the folder is only a cache then."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bwdesk.domain.evidence import Photo
from bwdesk.domain.scope import factory_scope
from bwdesk.errors import NoAnswer, StoreProblem
from bwdesk.server.blobs import BlobFolder
from bwdesk.server.objects import ACCESS, SECRET, open_objects
from tests.fakes.objects import KEYS, ObjectServer
from tests.fakes.office import ServerHouse
from tests.fakes.raw import Raw, access_of

DATA = os.urandom(300_000)
NAME = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectServer]:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    found = ObjectServer(tmp_path / "objects")
    found.start()
    yield found
    found.stop()


def in_pieces(folder: BlobFolder, data: bytes, size: int = 100_000) -> bool:
    name, is_whole = hashlib.sha256(data).hexdigest(), False
    for offset in range(0, len(data), size):
        _, is_whole = folder.append(name, "amina", offset, data[offset : offset + size], len(data))
    return is_whole


def test_a_whole_photo_is_in_the_storage_before_it_is_called_whole(storage, tmp_path):
    folder = BlobFolder(tmp_path / "photos", open_objects(storage.url))
    assert in_pieces(folder, DATA)
    assert storage.file(NAME).read_bytes() == DATA


def test_a_server_with_an_empty_folder_fetches_what_the_storage_holds(storage, tmp_path):
    assert in_pieces(BlobFolder(tmp_path / "photos", open_objects(storage.url)), DATA)
    other = BlobFolder(tmp_path / "new-disk", open_objects(storage.url))
    found = other.file(NAME)
    assert found is not None and found.read_bytes() == DATA
    assert other.file("0" * 64) is None, "what was never sent"


def test_what_the_storage_has_altered_is_not_served(storage, tmp_path):
    assert in_pieces(BlobFolder(tmp_path / "photos", open_objects(storage.url)), DATA)
    storage.file(NAME).write_bytes(DATA[:-1] + b"!")
    other = BlobFolder(tmp_path / "new-disk", open_objects(storage.url))
    assert other.file(NAME) is None
    assert not [path for path in (tmp_path / "new-disk").rglob("*") if path.is_file()]


def test_a_storage_that_is_away_loses_nothing_and_the_last_piece_comes_again(storage, tmp_path):
    folder = BlobFolder(tmp_path / "photos", open_objects(storage.url))
    folder.append(NAME, "amina", 0, DATA[:200_000], len(DATA))
    storage.stop()
    with pytest.raises(StoreProblem) as told:
        folder.append(NAME, "amina", 200_000, DATA[200_000:], len(DATA))
    assert told.value.key == "server.photo_store_away"
    assert folder.offset(NAME, "amina") == 200_000
    storage.start()
    assert folder.append(NAME, "amina", 200_000, DATA[200_000:], len(DATA)) == (len(DATA), True)
    assert storage.file(NAME).read_bytes() == DATA


def test_the_folder_keeps_no_more_than_its_room_and_gives_up_what_was_not_asked_for(storage, tmp_path):
    folder = BlobFolder(tmp_path / "photos", open_objects(storage.url), cached=250_000)
    photos = [os.urandom(100_000) for _ in range(4)]
    for number, data in enumerate(photos):
        assert in_pieces(folder, data)
        os.utime(tmp_path / "photos" / hashlib.sha256(data).hexdigest()[:2] / hashlib.sha256(data).hexdigest(), (number, number))
    kept = {path.name for path in (tmp_path / "photos").glob("??/*")}
    assert len(kept) <= 3 and hashlib.sha256(photos[0]).hexdigest() not in kept
    for data in photos:
        found = folder.file(hashlib.sha256(data).hexdigest())
        assert found is not None and found.read_bytes() == data


def test_photos_go_through_a_running_server_into_the_storage_and_out_of_it_again(storage, tmp_path, laptop, monkeypatch):
    monkeypatch.setenv("BWDESK_PHOTO_STORE", storage.url)
    house = ServerHouse(tmp_path / "server")
    house.start()
    try:
        amina = laptop(house, "amina")
        factory = amina.registers()
        with amina.does("photo") as unit:
            photo = amina.photo(200_000)
            unit.add(Photo(id=unit.new_id(), scope=factory_scope(factory), owner_kind="line", owner_id="x", sha256=photo, size=200_000))
        storage.stop()
        with pytest.raises(NoAnswer):  # after records have gone both ways: photos come last, and stay on the laptop
            amina.sync()
        storage.start()
        assert amina.sync().photos_up == 1
        assert storage.file(photo).read_bytes() == amina.photos.get(photo)
        shutil.rmtree(house.photos / photo[:2])
        with Raw(house.url, access_of(amina)) as raw:
            assert raw.ask("GET", f"/blobs/{photo}").content == amina.photos.get(photo)
            storage.stop()
            shutil.rmtree(house.photos / photo[:2])
            assert raw.ask("GET", f"/blobs/{photo}").status_code == 503
    finally:
        house.stop()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://storage.example/photos", "server.photo_store"),
        ("s3+https:///photos", "server.photo_store"),
        ("s3+https://storage.example", "server.photo_store"),
        ("s3+http://storage.example/photos", "server.photo_store"),
    ],
)
def test_an_address_that_will_not_do_is_refused(url, key, monkeypatch):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StoreProblem) as told:
        open_objects(url)
    assert told.value.key == key


def test_missing_and_wrong_keys_and_a_missing_bucket_are_told_apart(storage, monkeypatch):
    with pytest.raises(StoreProblem) as told:
        open_objects(storage.url.replace("/photos/", "/other/"))
    assert told.value.key == "server.photo_store_bucket"
    monkeypatch.setenv(SECRET, "another")
    with pytest.raises(StoreProblem) as told:
        open_objects(storage.url)
    assert told.value.key == "server.photo_store_away"
    monkeypatch.delenv(ACCESS)
    with pytest.raises(StoreProblem) as told:
        open_objects(storage.url)
    assert told.value.key == "server.photo_store_keys"
