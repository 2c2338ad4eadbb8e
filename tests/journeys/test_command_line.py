"""The command line on a real encrypted desk: facts on the way out, exit codes as promised, nothing half done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bwdesk import cli
from bwdesk.keys import Owner, create_ring
from bwdesk.paths import ROOT, DataFolder
from bwdesk.runtime.opening import open_files

SHIPPED = Path(__file__).parents[2] / "resources" / "demo" / "factories.csv"
OWNER = Owner("0" * 31 + "1", "Amina Rahman")
PASSPHRASE = "seven quiet looms by the river"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A data folder, with its passphrase where the commands look for it."""
    folder = DataFolder(tmp_path / "desk")
    key = create_ring(folder, PASSPHRASE, pin=None, owner=OWNER, keyring=None).key
    open_files(folder, key, OWNER, create=True).close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("BWDESK_PASSPHRASE_FILE", str(secret))
    return folder.root


def run(capsys, *arguments):
    """The exit code, the facts, and what was said on the error stream."""
    code = cli.main([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out.startswith("{") else said.out, said.err


def test_a_list_is_taken_in_once_and_every_row_is_accounted_for(desk, capsys, tmp_path):
    code, facts, _ = run(capsys, "import", "factories", SHIPPED, "--data", desk, "--json")
    assert code == 0
    assert (facts["read"], facts["taken"], facts["already_there"]) == (299, 296, 1)
    refused = facts["refused"] if isinstance(facts["refused"], int) else len(facts["refused"])
    assert facts["read"] == facts["taken"] + facts["already_there"] + refused
    _, again, _ = run(capsys, "import", "factories", SHIPPED, "--data", desk, "--json")
    assert again["taken"] == 0
    code, facts, _ = run(capsys, "export", "factories", tmp_path / "out.xlsx", "--data", desk, "--json")
    assert (code, facts["written"]) == (0, 296)
    _, back, _ = run(capsys, "import", "factories", tmp_path / "out.xlsx", "--data", desk, "--json")
    assert (back["read"], back["taken"], back["already_there"]) == (296, 0, 296)


def test_a_dry_run_writes_nothing(desk, capsys):
    _, facts, _ = run(capsys, "import", "factories", SHIPPED, "--data", desk, "--json", "--dry-run")
    assert facts["taken"] == 296
    _, state, _ = run(capsys, "check", "--data", desk, "--json")
    assert state["factories"] == 0


def test_a_backup_brings_back_what_was_there(desk, capsys, tmp_path):
    run(capsys, "import", "factories", SHIPPED, "--data", desk, "--json")
    store = tmp_path / "backups"
    store.mkdir()
    code, facts, _ = run(capsys, "backup", store, "--data", desk, "--json")
    assert (code, facts["checked"]) == (0, True)
    for file in desk.glob("*.db*"):
        file.write_bytes(b"not a database any more")
    code, state, _ = run(capsys, "check", "--data", desk, "--json")
    assert (code in (4, 5), state["holds"]) == (True, False)
    code, _, _ = run(capsys, "restore", facts["written"], "--data", desk, "--json")
    assert code == 0
    code, state, _ = run(capsys, "check", "--data", desk, "--json")
    assert (code, state["factories"], state["holds"]) == (0, 296, True)


def test_tables_are_made_anew_from_the_operations(desk, capsys):
    run(capsys, "import", "factories", SHIPPED, "--data", desk, "--json")
    code, facts, _ = run(capsys, "rebuild", "--data", desk, "--json")
    assert (code, facts["rebuilt"]) == (0, True)
    _, state, _ = run(capsys, "check", "--data", desk, "--json")
    assert (state["factories"], state["holds"]) == (296, True)


@pytest.mark.parametrize(
    ("arguments", "code", "key"),
    [
        (("import", "factories", "nowhere.csv"), 4, "intake.no_file"),
        (("report", "plan", "nothing", "--out", "p.pdf"), 3, "thing.gone"),
        (("report", "synthesis", "ZZ", "--variant", "public", "--out", "p.pdf"), 3, "synthesis.no_country"),
        (("sync",), 7, "sign_in.needed"),
    ],
)
def test_what_cannot_be_done_has_a_sentence_and_its_exit_code(desk, capsys, tmp_path, monkeypatch, arguments, code, key):
    monkeypatch.chdir(tmp_path)
    got, _, said = run(capsys, *arguments, "--data", desk)
    assert got == code
    assert said.rstrip().endswith(f"[{key}]")
    assert "Traceback" not in said
    assert not Path("p.pdf").exists()


def test_the_paper_of_everything_held_is_made_for_everybody(desk, capsys, tmp_path):
    out = tmp_path / "portfolio.pdf"
    code, facts, _ = run(capsys, "report", "portfolio", "all", "--variant", "public", "--out", str(out), "--data", desk, "--json")
    assert code == 0 and facts["pages"] > 3
    assert out.read_bytes().startswith(b"%PDF")


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(desk, capsys, tmp_path, monkeypatch):
    before = {file: file.read_bytes() for file in desk.rglob("*") if file.is_file()}
    (tmp_path / "passphrase").write_text("another one altogether", encoding="utf-8")
    code, _, said = run(capsys, "check", "--data", desk)
    assert (code, "[keys." in said) == (4, True)
    assert {file: file.read_bytes() for file in desk.rglob("*") if file.is_file()} == before


def test_wrong_usage_is_told_by_a_process_of_its_own(tmp_path):
    done = subprocess.run([sys.executable, "-m", "bwdesk", "nonsense"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "nonsense" in done.stderr


def test_a_calendar_is_written_out(desk, capsys, tmp_path):
    code, facts, _ = run(capsys, "export", "calendar", tmp_path / "mine.ics", "--data", desk, "--json")
    assert (code, facts["events"]) == (0, 0)
    assert (tmp_path / "mine.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_trends_go_out_without_names(capsys, desk, tmp_path):
    code, facts, _ = run(capsys, "export", "trends", tmp_path / "trends.csv", "--data", desk, "--json")
    assert code == 0
    assert facts["written"] == 0
    assert "Count" in (tmp_path / "trends.csv").read_text("utf-8-sig")


def test_a_library_pack_is_added_listed_replaced_and_removed(desk, capsys, tmp_path):
    shipped = (ROOT / "resources" / "library" / "cambodia.txt").read_text("utf-8")
    newer = tmp_path / "cambodia.txt"
    newer.write_text(shipped.replace('"2026.1"', '"2026.2"'), "utf-8")
    code, facts, _ = run(capsys, "library", "add", newer, "--data", desk, "--json", "--dry-run")
    assert (code, facts["pack"], facts["added"] + facts["changed"] + facts["gone"]) == (0, "cambodia@2026.2", 0)
    assert facts["for"][0].startswith("user/"), "no register is held yet"
    run(capsys, "library", "add", newer, "--data", desk, "--json", "--only-me")
    code, _, said = run(capsys, "library", "add", newer, "--data", desk, "--json")
    assert (code, "[library.held]" in said) == (3, True)
    _, listed, _ = run(capsys, "library", "list", "--data", desk, "--json")
    assert [(p["pack"], p["replaced_by"]) for p in listed["pack"]][:2] == [("cambodia@2026.2", None), ("cambodia@2026.1", "2026.2")]
    newer.write_bytes(shipped.encode("utf-16"))
    code, _, said = run(capsys, "library", "add", newer, "--data", desk, "--json")
    assert (code, "[library.encoding]" in said) == (4, True)
    assert run(capsys, "library", "remove", "cambodia@2026.2", "--data", desk, "--json")[1]["removed"] == 1
    code, _, said = run(capsys, "library", "remove", "cambodia@2026.1", "--data", desk, "--json")
    assert (code, "[library.comes_along]" in said) == (3, True)


def test_a_demo_that_cannot_begin_says_why_and_touches_nothing(capsys, tmp_path):
    earlier = tmp_path / "demo"
    (earlier / "reports").mkdir(parents=True)
    (earlier / "summary.json").write_text("{}", "utf-8")
    (tmp_path / "list.csv").write_bytes(b"%PDF-1.7")
    code, _, said = run(capsys, "demo", "--out", earlier, "--factories", tmp_path / "list.csv")
    assert (code, "[intake.pdf]" in said, (earlier / "summary.json").exists()) == (4, True, True)
    code, _, said = run(capsys, "demo", "--out", tmp_path / "list.csv")
    assert (code, "[intake.cannot_write]" in said, (tmp_path / "list.csv").read_bytes()) == (5, True, b"%PDF-1.7")


@pytest.mark.parametrize(
    "words",
    [("sync", "--lang", "xx"), ("sync", "--lang", "en+km"), ("report", "plan", "x", "--out", "x.pdf", "--lang", "en+xx")],
    ids=["unknown", "sync has one language", "second unknown"],
)
def test_a_language_there_are_no_words_in_is_wrong_usage_and_names_those_there_are(capsys, words):
    with pytest.raises(SystemExit) as left:
        cli.main(list(words))
    assert left.value.code == 2
    assert "am, ar, bn, en" in capsys.readouterr().err
