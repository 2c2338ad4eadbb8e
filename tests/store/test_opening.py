"""A file that cannot be opened is told apart from every other such file, and is left byte for byte as it was, alone in its folder."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from bwdesk.domain.factory import Factory
from bwdesk.errors import DamagedFile, DeskError, ForeignFile, NewerFile, StoreProblem, WrongKey
from bwdesk.keys import file_salt
from bwdesk.store.engine import open_desk
from bwdesk.store.pages import damaged_pages

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "6-bad-input" / "sqlite"
PAGE = 4096


@pytest.fixture
def good(filled):
    """The bytes of a desk's file with some work in it."""
    return filled


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.db"


def refusal(path: Path, key: bytes = KEY) -> DeskError:
    """The failure of opening, after making sure that it touched nothing."""
    before = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    with pytest.raises(DeskError) as refused:
        open_desk(path, key).close()
    assert {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before
    return refused.value


def test_a_good_file_opens_and_leaves_nothing_beside_it(path, good):
    path.write_bytes(good)
    store = open_desk(path, KEY)
    with store.reading() as reader:
        assert len(reader.find(Factory)) == 300
    store.close()
    assert [one.name for one in path.parent.iterdir()] == ["desk.db"]


def test_another_key_is_not_damage(path, good):
    path.write_bytes(good)
    wrong = refusal(path, OTHER_KEY)
    assert isinstance(wrong, WrongKey)
    assert wrong.key == "file.wrong_key"


@pytest.mark.parametrize("page", [0, 1, 2, 5])
def test_damage_is_not_another_key(path, good, page):
    broken = bytearray(good)
    broken[page * PAGE + 100] ^= 1
    path.write_bytes(broken)
    if page < 2:  # the first page and the schema are read at once; deeper damage is met where it lies
        assert isinstance(refusal(path), DamagedFile)
    assert damaged_pages(path, KEY, file_salt(KEY)) == [page + 1]
    with pytest.raises(WrongKey):
        open_desk(path, OTHER_KEY)


def test_damage_met_later_is_a_sentence_too(path, good):
    broken = bytearray(good)
    for page in range(8, len(good) // PAGE):
        broken[page * PAGE + 100] ^= 1
    path.write_bytes(broken)
    with pytest.raises(DamagedFile):
        read_everything(path)


def read_everything(path: Path) -> None:
    store = open_desk(path, KEY)
    try:
        with store.reading() as reader:
            assert len(reader.find(Factory)) == 300
            assert reader.connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    finally:
        store.close()


def test_a_file_overwritten_at_its_head_is_damaged_not_foreign(path, good):
    path.write_bytes(bytes(PAGE) + good[PAGE:])
    assert refusal(path).key == "file.damaged"


def test_a_file_whose_salt_alone_was_hit_still_opens(path, good):
    path.write_bytes(b"\x55" * 16 + good[16:])
    read_everything(path)


@pytest.mark.parametrize(
    ("length", "key"), [(0, "file.empty"), (100, "file.cut"), (PAGE, "file.damaged"), (-1, "file.cut"), (-PAGE, "file.damaged")]
)
def test_a_cut_file(path, good, length, key):
    path.write_bytes(good[:length] if length else b"")
    refused = refusal(path)
    assert isinstance(refused, DamagedFile)
    assert refused.key == key


FOREIGN = [
    b"Factory;Country\nGolden Thread;KH\n",
    b"Factory;Country\n" * 512,
    b"PK\x03\x04" + bytes(8188),
    b"%PDF-1.7\n" + b"a" * 8183,
    b"\x00" * 8192,
    b"x",
]


@pytest.mark.parametrize("content", FOREIGN)
def test_another_programs_file(path, content):
    path.write_bytes(content)
    assert refusal(path).key == "file.foreign"


def test_a_plain_database_is_another_programs(path):
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE operations (n INTEGER)")
    plain.commit()
    plain.close()
    assert isinstance(refusal(path), ForeignFile)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.glob("*.db")) if SAMPLES.is_dir() else ["none"])
def test_sample_databases_of_other_programs(path, name):
    shutil.copy(SAMPLES / name, path)
    path.chmod(0o644)
    assert refusal(path).key == "file.foreign"


def test_no_file_and_no_leave_to_read_it(path, tmp_path):
    assert refusal(path).key == "store.missing"
    path.mkdir()
    assert refusal(path).key == "store.unreadable"


def test_a_file_is_never_made_over_another(path):
    path.write_bytes(b"anything")
    with pytest.raises(StoreProblem) as refused:
        open_desk(path, KEY, create=True)
    assert refused.value.key == "store.exists"
    assert path.read_bytes() == b"anything"


@pytest.mark.parametrize(
    "change", ["UPDATE alembic_version SET version_num = '9999'", "UPDATE facts SET value = '99' WHERE name = 'schema'"]
)
def test_a_newer_file_is_refused(path, good, change):
    path.write_bytes(good)
    store = open_desk(path, KEY)
    with store.connection.begin():
        store.connection.execute(text(change))
    store.close()
    assert isinstance(refusal(path), NewerFile)


def test_a_newer_file_whose_program_was_ended_is_refused_with_its_open_work_untouched(path, good, tmp_path):
    path.write_bytes(good)
    store = open_desk(path, KEY)
    with store.connection.begin():
        store.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ended = tmp_path / "ended"
    ended.mkdir()
    for one in (path, path.with_name("desk.db-wal")):
        shutil.copy(one, ended)
    store.close()
    assert isinstance(refusal(ended / "desk.db"), NewerFile)


def test_work_that_an_ended_program_left_beside_the_file_is_taken_in(path, good, tmp_path):
    path.write_bytes(good)
    store = open_desk(path, KEY)
    with store.connection.begin():
        store.connection.execute(text("INSERT INTO facts (name, value) VALUES ('a', 'b')"))
    ended = tmp_path / "ended"
    ended.mkdir()
    for one in (path, path.with_name("desk.db-wal")):
        shutil.copy(one, ended)
    store.close()
    opened = open_desk(ended / "desk.db", KEY)
    with opened.reading() as reader:
        assert reader.fact("a") == "b"
    opened.close()


def test_nothing_of_the_work_can_be_read_on_disk(good):
    assert b"Factory" not in good
    assert b"SQLite" not in good
    assert len(set(good[:PAGE])) > 240
