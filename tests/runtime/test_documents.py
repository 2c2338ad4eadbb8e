"""Documents of a desk with its real intake process: taken in, read, saved; refused with the file's name; never plain on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from bwdesk.domain.evidence import Document
from bwdesk.errors import DeskError, FileProblem, Refused
from bwdesk.runtime.documents import Documents
from bwdesk.runtime.intake import Intake
from bwdesk.store.photos import PhotoStore
from bwdesk.usecases.documents import attach_documents, describe_document, documents_of, remove_document
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue
from tests.fakes.bench import TODAY, open_bench, result, stored
from tests.fakes.pdfs import ACTIVE, pdf


@pytest.fixture(scope="module")
def intake():
    with Intake() as one:
        one.run("document_sizes", pdf())
        yield one


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        yield made


@pytest.fixture
def documents(bench, tmp_path, intake):
    return Documents(bench.desk, PhotoStore(tmp_path / "photos", bytes(32)), intake.run)


@pytest.fixture
def issue(bench):
    factory = result(bench.desk.do(add_factory, "Lotus Apparels Ltd", "BD"))
    cycle = result(bench.desk.do(register_factory, factory, TODAY, bench.me.id))
    return result(bench.desk.do(add_issue, cycle, "Exits blocked"))


def failed(promise) -> DeskError:
    kept: list[DeskError] = []
    promise.otherwise(kept.append)
    assert kept, "it was done"
    return kept[0]


def test_a_document_is_kept_as_it_came_read_and_saved(bench, documents, issue, tmp_path):
    data = pdf(2)
    (tmp_path / "wages of May.pdf").write_bytes(data)
    taken = result(documents.take_in([tmp_path / "wages of May.pdf", data], "issue", issue.id))
    (kept,) = stored(bench, Document)
    assert taken.photo_ids == (kept.id, kept.id), "the same document twice on one thing is one"
    assert (kept.name, kept.pages, kept.size, kept.scope, kept.media) == ("wages of May.pdf", 2, len(data), issue.scope, "application/pdf")

    pages = result(documents.open(kept))
    shown: list[QImage] = []
    pages.render(1, 400, shown.append)
    assert [size.toTuple() for size in pages.sizes] == [(595.0, 842.0)] * 2
    assert abs(shown[0].width() - 400) <= 1

    documents.save(kept, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == data
    assert failed(documents.save(kept, tmp_path / "no" / "copy.pdf")).key == "papers.cannot_write"


def test_nothing_of_a_document_lies_plain_on_the_disk(documents, issue, tmp_path):
    documents.take_in([pdf(1)], "issue", issue.id)
    lying = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert len(lying) > 2, "database and two sealed files at least"
    assert not [one for one in lying if b"%PDF" in one.read_bytes()]


def test_what_is_refused_is_named_and_the_rest_is_taken(bench, documents, issue, tmp_path):
    sources: list[Path | bytes] = []
    for name, data in (("script.pdf", pdf(1, ACTIVE["a script by name"])), ("picture.pdf", b"\x89PNG"), ("good.pdf", pdf(1))):
        (tmp_path / name).write_bytes(data)
        sources.append(tmp_path / name)
    taken = result(documents.take_in([*sources, tmp_path / "gone.pdf"], "issue", issue.id))
    assert len(taken.photo_ids) == len(stored(bench, Document)) == 1
    told = [(name, error.key, error.params["file"]) for name, error in taken.refused]
    assert told == [
        ("script.pdf", "intake.document_active", "script.pdf"),
        ("picture.pdf", "intake.document_not_pdf", "picture.pdf"),
        ("gone.pdf", "intake.no_file", "gone.pdf"),
    ]
    first = taken.refused[0][1]
    assert bench.texts(f"error.{first.key}", **first.params).startswith("script.pdf holds more than pages")


def test_a_document_whose_bytes_are_elsewhere_says_so(bench, documents, issue):
    documents.take_in([pdf(1)], "issue", issue.id)
    (kept,) = stored(bench, Document)
    elsewhere = Documents(bench.desk, PhotoStore(Path("/nonexistent"), bytes(32)), documents._read)
    error = failed(elsewhere.open(kept))
    assert isinstance(error, FileProblem)
    assert error.key == "document.away"


def test_documents_are_described_taken_off_and_brought_back(bench, documents, issue):
    documents.take_in([pdf(1), pdf(2)], "issue", issue.id)
    first, second = result(bench.desk.ask(documents_of, issue.id))
    result(bench.desk.do(describe_document, first, "List of wages, May"))
    result(bench.desk.do(remove_document, second))
    (left,) = result(bench.desk.ask(documents_of, issue.id))
    assert left.caption == "List of wages, May"
    documents.take_in([pdf(2)], "issue", issue.id)
    assert [d.pages for d in result(bench.desk.ask(documents_of, issue.id))] == [1, 2], "given again, it stands again"


def test_no_document_hangs_on_what_shows_none(bench, documents, issue):
    error = failed(bench.desk.do(attach_documents, "factory", issue.factory_id, []))
    assert isinstance(error, Refused)
    assert error.key == "document.no_place"
