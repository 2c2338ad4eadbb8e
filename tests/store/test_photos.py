"""Photos come back as they were given, are unreadable on disk, and one broken file concerns no other."""

from __future__ import annotations

import hashlib
import os
import time

import pytest

from bwdesk.errors import DamagedFile, FileProblem, StoreProblem
from bwdesk.store.photos import PhotoStore

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 300


@pytest.fixture
def photos(tmp_path):
    return PhotoStore(tmp_path / "photos", b"k" * 32)


def files(photos):
    return [path for path in photos.folder.rglob("*") if path.is_file()]


def test_bytes_come_back_under_their_hash(photos):
    name = photos.put(JPEG)
    assert name == hashlib.sha256(JPEG).hexdigest()
    assert photos.get(name) == JPEG
    assert photos.has(name)
    assert photos.size(name) == len(JPEG)
    assert photos.is_sound(name)
    assert list(photos.all()) == [name]
    assert photos.get(photos.put(b"")) == b""


def test_the_same_bytes_are_kept_once_and_written_once(photos):
    name = photos.put(JPEG)
    before = photos.file_of(name).stat().st_mtime_ns
    assert photos.put(JPEG) == name
    assert photos.file_of(name).stat().st_mtime_ns == before
    assert len(files(photos)) == 1


def test_nothing_of_the_photo_can_be_read_on_disk(photos):
    (path,) = [photos.file_of(photos.put(JPEG))]
    raw = path.read_bytes()
    assert JPEG[:8] not in raw  # three bytes of it are in one of two hundred files by chance
    assert bytes(range(64)) not in raw
    with pytest.raises(DamagedFile):
        PhotoStore(photos.folder, b"x" * 32).get(path.name)


def test_every_kind_of_damage_is_noticed_and_the_others_still_come(photos):
    good, bad = photos.put(b"good"), photos.put(JPEG)
    whole = photos.file_of(bad).read_bytes()
    for broken in (
        b"",
        whole[:10],
        whole[:-1],
        whole + b"x",
        whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
        b"XXXX" + whole[4:],
        photos.file_of(good).read_bytes(),
    ):
        photos.file_of(bad).write_bytes(broken)
        with pytest.raises(DamagedFile) as damaged:
            photos.get(bad)
        assert damaged.value.key == "store.photo_damaged"
        assert not photos.is_sound(bad)
        assert photos.get(good) == b"good"
    assert photos.put(JPEG) == bad
    assert photos.get(bad) == JPEG


@pytest.mark.parametrize("name", ["0" * 64, "", "../../etc/passwd", "A" * 64])
def test_what_is_not_here_says_so(photos, name):
    assert photos.size("0" * 64) is None
    with pytest.raises(FileProblem) as missing:
        photos.get(name)
    assert missing.value.key == "store.photo_missing"


def test_a_write_that_fails_leaves_nothing(photos, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bwdesk.disk.sync_file", full)
    with pytest.raises(StoreProblem) as problem:
        photos.put(JPEG)
    assert problem.value.key == "store.full"
    assert files(photos) == []


def test_only_old_files_that_nothing_refers_to_are_deleted(photos):
    kept, young, old = photos.put(b"kept"), photos.put(b"young"), photos.put(b"old")
    leftover = photos.file_of(kept).with_name(kept + ".77.part")
    leftover.write_bytes(b"half")
    long_ago = time.time() - 3 * 24 * 3600
    for path in (photos.file_of(kept), photos.file_of(old), leftover):
        os.utime(path, (long_ago, long_ago))
    assert photos.delete_unreferenced({kept}) == [old]
    assert sorted(photos.all()) == sorted([kept, young])
    assert not leftover.exists()


def test_too_large_is_refused(photos, monkeypatch):
    monkeypatch.setattr("bwdesk.store.photos.LARGEST", 10)
    with pytest.raises(FileProblem) as refused:
        photos.put(b"x" * 11)
    assert refused.value.key == "store.photo_large"
