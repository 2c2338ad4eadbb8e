"""The intake with its real child: results, progress, cancelling, limits of time and memory, and a child that dies."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bwdesk import __version__
from bwdesk.errors import IntakeRefused
from bwdesk.images.prepared import PreparedPhoto
from bwdesk.interchange.book import read_book
from bwdesk.interchange.factories import factory_rows
from bwdesk.interchange.headings import columns_of
from bwdesk.interchange.identity import KnownFactory
from bwdesk.interchange.slcp import slcp_references
from bwdesk.paths import ROOT
from bwdesk.runtime import intake as intake_module
from bwdesk.runtime.intake import JOBS, Intake, IntakeCancelled
from bwdesk.runtime.intake_child import JOBS as CHILD_JOBS
from bwdesk.texts import Texts

LIST = "Factory name;Country;Workers\nলোটাস গার্মেন্টস;Bangladesh;1,250\nGolden Thread;KH;about 300\nNowhere;Atlantis;\n".encode()


@pytest.fixture
def intake() -> Iterator[Intake]:
    with Intake() as one:
        yield one


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    path = tmp_path / "long.csv"
    path.write_text("name,country,address\n" + "".join(f"Lotus {n},BD,{n} Road\n" for n in range(150_000)), encoding="utf-8")
    return path


def photo_bytes(size: tuple[int, int] = (800, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (90, 120, 150)).save(out, "JPEG")
    return out.getvalue()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid_of(intake: Intake) -> int:
    assert intake._child is not None
    return intake._child._process.pid


def test_both_sides_know_the_same_jobs() -> None:
    assert set(JOBS) == set(CHILD_JOBS)


def test_a_mapping_comes_back_as_it_would_from_here(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "mapping.csv"
    path.write_text("code;SLCP\nOS-EMR-06;WW-XX-1\n", "utf-8")
    found = intake.run("slcp_references", path, ("OS-EMR-06", "OS-EMR-07"))
    assert found == slcp_references(path, ("OS-EMR-06", "OS-EMR-07"))
    assert found.pairs == (("OS-EMR-06", "WW-XX-1"),)


def test_lists_come_back_as_they_would_from_here(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "Liste März.csv"
    path.write_bytes(LIST)
    book = intake.read_book(path)
    assert book == read_book(path)
    sheet = book.sheets[book.best]
    rows = intake.factory_rows(sheet, columns_of(sheet), "VN", "March")
    assert rows == factory_rows(sheet, columns_of(sheet), "VN", "March")
    assert [(refusal.row, refusal.key) for refusal in rows.refusals] == [(4, "intake.row.country_unknown")]
    known = [KnownFactory("k", "Golden Thred Ltd", "KH")]
    assert [pair.known for pair in intake.near_duplicates([KnownFactory("c", "Golden Thread", "KH")], known)] == ["k"]


@pytest.mark.skipif(os.name != "posix", reason="the packaged program is played by a shell script")
def test_the_packaged_program_starts_its_own_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bwdesk"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "packaging" / "entry.py"}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    (tmp_path / "list.csv").write_bytes(LIST)
    with Intake() as intake:
        assert intake.read_book(tmp_path / "list.csv") == read_book(tmp_path / "list.csv")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.split()[-1] == __version__


def test_photos_come_back_from_bytes_and_from_files(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo_bytes())
    photo = intake.prepare_photo(path)
    assert photo == intake.prepare_photo(photo_bytes())
    assert isinstance(photo, PreparedPhoto)
    assert (photo.width, photo.height) == (800, 600)
    with Image.open(io.BytesIO(intake.print_version(photo.jpeg, 100))) as image:
        assert image.size == (100, 75)


def test_a_refusal_keeps_its_words_and_the_child_goes_on(intake: Intake, tmp_path: Path) -> None:
    broken = tmp_path / "open.csv"
    broken.write_bytes(b'name,country\n"Lotus,BD\n')
    intake.prepare_photo(photo_bytes())
    child = pid_of(intake)
    with pytest.raises(IntakeRefused) as refused:
        intake.read_book(broken)
    assert (refused.value.key, refused.value.params) == ("intake.quote_open", {"row": 2})
    assert "row 2" in Texts("en")(f"error.{refused.value.key}", **refused.value.params)
    with pytest.raises(IntakeRefused) as refused:
        intake.read_book(tmp_path / "gone.csv")
    assert refused.value.key == "intake.no_file"
    intake.prepare_photo(photo_bytes())
    assert pid_of(intake) == child


def test_a_file_may_be_named_from_where_the_desk_was_started(intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.csv").write_bytes(LIST)
    (tmp_path / "json.py").write_text("raise SystemExit('code from a folder of lists')")
    monkeypatch.chdir(tmp_path)
    assert len(intake.read_book("list.csv").sheets[0].rows) == 3
    assert len(intake.run("read_book", Path("list.csv")).sheets[0].rows) == 3


def test_progress_is_told_while_it_reads(intake: Intake, long_list: Path) -> None:
    heard: list[tuple[int, int]] = []
    book = intake.read_book(long_list, progress=lambda done, of_all: heard.append((done, of_all)))
    assert len(book.sheets[0].rows) == 150_000
    assert heard == sorted(heard)
    assert len(heard) >= 2
    assert heard[-1][1] == 150_001


def test_seven_thousand_rows_take_a_few_seconds(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "name,address,country,workers\n" + "".join(f'Factory {n},"{n} Industrial Road, Savar",Bangladesh,{n}\n' for n in range(7000))
    )
    began = time.monotonic()
    book = intake.read_book(path)
    rows = intake.factory_rows(book.sheets[0], columns_of(book.sheets[0]), None, "list")
    assert len(rows.factories) == 7000
    assert time.monotonic() - began < 15


def test_cancelling_ends_the_child_at_once_and_leaves_nothing(intake: Intake, long_list: Path) -> None:
    intake.prepare_photo(photo_bytes())
    child = pid_of(intake)
    began = time.monotonic()
    heard: list[int] = []
    with pytest.raises(IntakeCancelled):
        intake.read_book(long_list, progress=lambda done, _: heard.append(done), cancelled=lambda: bool(heard))
    assert time.monotonic() - began < 5
    assert not alive(child)
    assert intake.prepare_photo(photo_bytes()).width == 800


def test_a_job_that_gives_no_sign_is_ended(intake: Intake, monkeypatch: pytest.MonkeyPatch, long_list: Path) -> None:
    monkeypatch.setitem(intake_module.JOBS, "read_book", JOBS["read_book"]._replace(quiet=0.0, seconds=0.0))
    with pytest.raises(IntakeRefused) as refused:
        intake.read_book(long_list)
    assert refused.value.key == "intake.too_slow"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits what a process may map")
def test_a_job_that_needs_too_much_memory_is_refused(tmp_path: Path, long_list: Path) -> None:
    with Intake(memory=60_000_000) as small:  # a photo in a new child takes under 40 MB, the list over 100
        with pytest.raises(IntakeRefused) as refused:
            small.read_book(long_list)
        assert refused.value.key in ("intake.too_much_memory", "intake.stopped")
        assert small.prepare_photo(photo_bytes((40, 30))).width == 40


def test_a_child_that_is_killed_is_replaced(intake: Intake, long_list: Path) -> None:
    intake.prepare_photo(photo_bytes())
    killed: list[int] = []

    def kill(_: int, __: int) -> None:
        if not killed:
            killed.append(pid_of(intake))
            os.kill(killed[0], 9)

    with pytest.raises(IntakeRefused) as refused:
        intake.read_book(long_list, progress=kill)
    assert refused.value.key == "intake.stopped"
    assert "{" not in Texts("en")("error.intake.stopped", **refused.value.params)
    assert intake.prepare_photo(photo_bytes()).width == 800
    os.kill(pid_of(intake), 9)
    time.sleep(0.2)
    with_new_child = intake.prepare_photo(photo_bytes())
    assert with_new_child.width == 800


def test_an_error_nobody_foresaw_is_told_by_kind_and_place_only(intake: Intake) -> None:
    with pytest.raises(IntakeRefused) as refused:
        intake.run("factory_rows", 7, "secret")
    assert refused.value.key == "intake.stopped"
    assert "AttributeError" in str(refused.value.params["code"])
    assert "secret" not in repr(refused.value.params)


def test_what_the_caller_does_wrong_while_it_listens_is_the_callers(intake: Intake, long_list: Path) -> None:
    def broken(_: int, __: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        intake.read_book(long_list, progress=broken)
    assert intake.prepare_photo(photo_bytes()).width == 800


def test_many_threads_may_ask(intake: Intake) -> None:
    results: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: results.append(intake.prepare_photo(photo_bytes((100 + n, 50))).width)) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == [100, 101, 102, 103, 104, 105]


def test_closing_while_a_job_runs_ends_it(long_list: Path) -> None:
    intake = Intake()
    seen: list[BaseException] = []
    begun = threading.Event()

    def read() -> None:
        try:
            intake.read_book(long_list, progress=lambda *_: begun.set())
        except IntakeRefused as error:
            seen.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert begun.wait(60)
    child = pid_of(intake)
    intake.close()
    thread.join(10)
    assert not alive(child)
    assert [type(error) for error in seen] == [IntakeRefused]


def test_the_child_needs_no_qt_no_store_and_writes_no_files(tmp_path: Path) -> None:
    """What reads lists and photos does without what prints, too."""
    program = (
        "import sys, bwdesk.runtime.intake_child as child, importlib\n"
        "prints = [module for module in child.JOBS.values() if module.startswith('bwdesk.reports')]\n"
        "[importlib.import_module(module) for module in child.JOBS.values() if module not in prints]\n"
        "print([m for m in sys.modules if m.split('.')[0] == 'reportlab'])\n"
        "[importlib.import_module(module) for module in prints]\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('PySide6', 'sqlalchemy', 'requests', 'openpyxl', 'keyring')])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert said.stdout.split() == ["[]", "[]"]


def test_hostile_lists_get_a_sentence_in_time(intake: Intake, tmp_path: Path) -> None:
    from tests.interchange.hostile import data, package, text_row, workbook

    blanks = "".join(f'<row r="{n}"><c r="A{n}"/><c r="B{n}"/></row>' for n in range(2, 250_000))
    hostile = {
        "bomb.xlsx": workbook({"A": data(text_row(1, "name") + " " * 20_000_000)}),
        "laughs.xlsx": workbook({"A": data(text_row(1, "&a;"))}, doctype='<!DOCTYPE a [<!ENTITY a "ha">]>'),
        "blank.xlsx": workbook({"A": data(text_row(1, "name", "country"), blanks, text_row(300_000, "x"))}),
        "photo.xlsx": package({"photo.txt": "hello"}),
        "quote.csv": b'name,country\n"' + b"Lotus,BD\n" * 1_000_000,
        "line.csv": b"\xe9" * 8_000_000,
    }
    intake.prepare_photo(photo_bytes())
    texts = Texts("en")
    for name, source in hostile.items():
        (tmp_path / name).write_bytes(source)
        began = time.monotonic()
        with pytest.raises(IntakeRefused) as refused:
            intake.read_book(tmp_path / name)
        assert time.monotonic() - began < 5, name
        assert texts.has(f"error.{refused.value.key}")
