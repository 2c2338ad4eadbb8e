"""`bwdesk exchange`: two real desks and a file between them; a person's unsent work saved from a damaged database and brought back."""

from __future__ import annotations

import json

import pytest

from bwdesk import cli
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope, user_scope
from bwdesk.keys import Owner, create_ring
from bwdesk.paths import DataFolder
from bwdesk.runtime.opening import open_files
from bwdesk.store.journal import Journal

PASSPHRASE = "seven quiet looms by the river"


@pytest.fixture
def desks(tmp_path, monkeypatch):
    """Two data folders under one passphrase; the first has a factory, and its journal has it too."""
    found = []
    for number, name in enumerate(("Amina Rahman", "Jonas Weber"), 1):
        folder, owner = DataFolder(tmp_path / name), Owner(f"{number:032x}", name)
        key = create_ring(folder, PASSPHRASE, pin=None, owner=owner, keyring=None).key
        files = open_files(folder, key, owner, create=True)
        if number == 1:
            with files.writing.writing(files.writer, "test") as unit:
                unit.add(Factory(id=unit.new_id(), scope=country_scope("KH"), name="Golden Thread", country="KH"))
                unit.add(Factory(id=unit.new_id(), scope=user_scope(owner.id), name="one's own", country="KH"))
            journal = Journal(folder.journal, key.journal)
            journal.append(unit.changes.operations)
            journal.close()
        files.close()
        found.append(folder.root)
    for name, secret in (("desk", PASSPHRASE), ("file", "four words in a row"), ("short", "short")):
        (tmp_path / name).write_text(secret + "\n", encoding="utf-8")
    monkeypatch.setenv("BWDESK_PASSPHRASE_FILE", str(tmp_path / "desk"))
    return found


def run(capsys, *arguments):
    code = cli.main(["exchange", *map(str, arguments), "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


def test_from_desk_to_desk(desks, capsys, tmp_path):
    amina, jonas = desks
    file, secret = tmp_path / "a.bwexchange", ("--passphrase-file", tmp_path / "file")
    code, facts, _ = run(capsys, "write", file, "--data", amina, *secret)
    assert (code, facts["operations"], facts["read_back"]) == (0, 1, True)
    code, facts, _ = run(capsys, "read", file, "--data", jonas, "--dry-run", *secret)
    assert (code, facts["from"], facts["new"], facts["taken_in"]) == (0, "Amina Rahman", 1, False)
    assert facts["part"] == [{"about": "register", "new": {"factory": 1}, "here_already": 0}]
    code, facts, _ = run(capsys, "read", file, "--data", jonas, *secret)
    assert (code, facts["taken"]) == (0, 1)
    code, facts, _ = run(capsys, "read", file, "--data", jonas, *secret)
    assert (code, facts["taken"], facts["here_already"]) == (0, 0, 1)
    code, facts, _ = run(capsys, "read", file, "--data", amina, *secret)
    assert (code, facts["taken"]) == (0, 0), "one's own file changes nothing"


def test_refusals_have_their_sentence_and_their_code(desks, capsys, tmp_path):
    amina, jonas = desks
    file = tmp_path / "a.bwexchange"
    code, _, said = run(capsys, "write", file, "--data", amina, "--passphrase-file", tmp_path / "short")
    assert (code, "exchange.passphrase_short" in said, file.exists()) == (3, True, False)
    code, _, said = run(capsys, "write", file, "--data", jonas, "--passphrase-file", tmp_path / "file")
    assert (code, "exchange.nothing" in said) == (3, True)
    code, _, said = run(capsys, "write", file, "--data", amina, "--to", "Nobody")
    assert (code, "exchange.nobody" in said) == (3, True)
    file.write_bytes(b"something else")
    code, _, said = run(capsys, "read", file, "--data", jonas)
    assert (code, "exchange.foreign" in said) == (4, True)


@pytest.mark.parametrize("is_damaged", [False, True])
def test_unsent_work_is_saved_and_brought_back_even_from_a_damaged_database(desks, capsys, tmp_path, is_damaged):
    amina, jonas = desks
    if is_damaged:
        database = DataFolder(amina).database
        raw = bytearray(database.read_bytes())
        raw[5_000:60_000] = bytes(55_000)
        database.write_bytes(raw)
    file, secret = tmp_path / "mine.bwexchange", ("--passphrase-file", tmp_path / "file")
    code, facts, said = run(capsys, "save", file, "--data", amina, *secret)
    assert (code, facts["operations"], facts["from"]) == (0, 2, "second copy" if is_damaged else "database"), said
    code, facts, _ = run(capsys, "read", file, "--data", jonas, *secret)
    assert (code, facts["taken"], [one["why"] for one in facts["left_out"]]) == (0, 1, ["private"]), (
        "the office takes in what is not private"
    )
    folder, owner = DataFolder(tmp_path / "new laptop"), Owner(f"{1:032x}", "Amina Rahman")
    key = create_ring(folder, PASSPHRASE, pin=None, owner=owner, keyring=None).key
    open_files(folder, key, owner, create=True).close()
    code, facts, _ = run(capsys, "read", file, "--data", folder.root, *secret)
    assert (code, facts["taken"], facts["left_out"]) == (0, 2, [])
