"""A data folder is made once; a file that went missing later is a loss to be told, and a restore that was ended is finished first."""

from __future__ import annotations

import shutil

import pytest

from bwdesk.errors import StoreProblem
from bwdesk.keys import FileKey, Owner
from bwdesk.paths import DataFolder
from bwdesk.runtime.opening import open_files
from bwdesk.store.journal import Journal

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
