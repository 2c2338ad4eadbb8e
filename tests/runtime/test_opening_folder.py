"""A data folder is made once; a file that went missing later is a loss to be told, and a restore that was ended is finished first."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from bwdesk.domain.factory import Role
from bwdesk.errors import StoreProblem
from bwdesk.keys import FileKey, Owner
from bwdesk.paths import DataFolder
from bwdesk.runtime.opening import open_files
from bwdesk.store.journal import Journal
from bwdesk.store.lists_factories import factory_list
from bwdesk.usecases.factories import add_factory, assign_person, edit_person
from bwdesk.usecases.people import names_of

KEY, AMINA = FileKey(bytes(32)), Owner("a" * 32, "Amina")


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "amina")


def test_a_first_run_that_ended_early_is_made_good(folder):
    open_files(folder, KEY, AMINA).close()
    assert folder.database.exists()
    open_files(folder, KEY, AMINA).close()


def test_a_database_that_went_missing_is_not_made_anew(folder):
    open_files(folder, KEY, AMINA, create=True).close()
    Journal(folder.journal, KEY.journal).close()
    folder.database.unlink()
    with pytest.raises(StoreProblem) as missing:
        open_files(folder, KEY, AMINA)
    assert missing.value.key == "store.missing"
    assert not folder.database.exists()


def test_a_restore_that_was_ended_is_finished_before_opening(folder):
    files = open_files(folder, KEY, AMINA, create=True)
    device = files.writer.device
    files.close()
    staging = folder.root / "restoring"
    staging.mkdir()
    shutil.move(folder.database, staging / "desk.db")
    (staging / "ready.json").write_text('{"aside": "x"}')
    files = open_files(folder, KEY, AMINA)
    assert files.writer.device == device
    files.close()


def test_who_opened_the_desk_has_a_name_before_any_server_tells_it(folder):
    files = open_files(folder, KEY, AMINA, create=True)
    with files.writing.writing(files.writer, "test") as unit:
        factory = add_factory(unit, "Golden Thread", "KH")
        assign_person(unit, factory, AMINA.id, Role.ADVISOR, date(2026, 5, 8))
    with files.reading.reading() as reader:
        assert names_of(reader).of(AMINA.id) == "Amina"
        assert [row.advisor for row in factory_list(reader, date(2026, 11, 23))] == ["Amina"]
    files.close()
    renamed = open_files(folder, KEY, Owner(AMINA.id, "Amina Rahman"))
    with renamed.writing.writing(renamed.writer, "test") as unit:
        assert names_of(unit).of(AMINA.id) == "Amina Rahman"
        edit_person(unit, AMINA.id, "KH", "A. Rahman", "AR")
        assert names_of(unit).of(AMINA.id) == "A. Rahman", "the register has the last word"
    renamed.close()
