"""Documents between outside, store and screen. Only the intake process parses a PDF: at the door, and for every page that is read.

Its plain bytes are in memory only while it is taken in or open; they reach a disk when a person saves a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from bwdesk.disk import write_whole
from bwdesk.domain.evidence import Document
from bwdesk.errors import DamagedFile, DeskError, FileProblem, IntakeRefused, StoreProblem
from bwdesk.images.prepared import PreparedDocument
from bwdesk.runtime.desk import Desk
from bwdesk.runtime.pictures import Taken
from bwdesk.runtime.promise import Promise
from bwdesk.store.photos import PhotoStore
from bwdesk.usecases.documents import StoredDocument, attach_documents

LARGEST = 20 * 1024 * 1024
"""Bytes of a document, as images.document has it: a larger file is not even read."""

Read = Callable[..., Any]
"""Runs a job of the intake process by name: `Intake.run`. Raises IntakeRefused."""


class OpenDocument:
    """A document that is being read. `sizes` in points; `render` gives a page at a width in pixels."""

    def __init__(self, desk: Desk, read: Read, data: bytes, sizes: Sequence[tuple[float, float]]) -> None:
        self._desk, self._read, self._data = desk, read, data
        self.sizes = [QSizeF(*size) for size in sizes]

    def render(self, page: int, width: int, answer: Callable[[QImage], None]) -> None:
        """A page (from 0) as a picture so many pixels wide."""

        def job() -> QImage:
            return QImage.fromData(self._read("document_page", self._data, page, width))

        self._desk.errand(self._desk.lanes.intake, job).then(answer)


class Documents:
    """The documents of one desk."""

    def __init__(self, desk: Desk, photos: PhotoStore, read: Read) -> None:
        self._desk, self._photos, self._read = desk, photos, read

    def take_in(self, sources: Sequence[Path | bytes], owner_kind: str, owner_id: str) -> Promise[Taken]:
        """PDFs from files, drops or the clipboard onto a thing. What cannot be kept is refused one by one, the others are taken."""
        outcome: Promise[Taken] = Promise(self._desk.tell)

        def stored(found: tuple[list[StoredDocument], list[tuple[str, DeskError]]]) -> None:
            good, refused = found
            if not good:
                outcome.keep(Taken((), tuple(refused)))
                return
            attached = self._desk.do(attach_documents, owner_kind, owner_id, good)
            attached.then(lambda some: outcome.keep(Taken(tuple(d.id for d in some), tuple(refused)))).otherwise(outcome.fail)

        self._desk.errand(self._desk.lanes.intake, partial(self._store, sources)).then(stored).otherwise(outcome.fail)
        return outcome

    def open(self, document: Document) -> Promise[OpenDocument]:
        """The pages of a document, to be read. Fails with `document.away` while its bytes are not here."""

        def job() -> OpenDocument:
            data = self._bytes(document)
            return OpenDocument(self._desk, self._read, data, self._read("document_sizes", data))

        return self._desk.errand(self._desk.lanes.intake, job)

    def save(self, document: Document, path: Path) -> Promise[None]:
        """Writes a copy to a file outside the desk, byte for byte as it came. Fails with `papers.cannot_write`."""

        def job() -> None:
            data = self._bytes(document)
            try:
                write_whole(path, data)
            except StoreProblem as error:
                raise StoreProblem("papers.cannot_write", file=path.name) from error

        return self._desk.errand(self._desk.lanes.paper, job)

    def _bytes(self, document: Document) -> bytes:
        try:
            return self._photos.get(document.sha256)
        except DamagedFile:
            raise
        except FileProblem:
            raise FileProblem("document.away") from None

    def _store(self, sources: Sequence[Path | bytes]) -> tuple[list[StoredDocument], list[tuple[str, DeskError]]]:
        good: list[StoredDocument] = []
        refused: list[tuple[str, DeskError]] = []
        for number, source in enumerate(sources, 1):
            name = source.name if isinstance(source, Path) else f"{number}.pdf"
            try:
                data = source if isinstance(source, bytes) else _read_file(source)
                made: PreparedDocument = self._read("prepare_document", data)
            except FileProblem as error:
                refused.append((name, type(error)(error.key, field=error.field, **{**error.params, "file": name})))
                continue
            sha256, thumb = self._photos.put(data), self._photos.put(made.thumb)
            good.append(StoredDocument(sha256, thumb, len(data), made.pages, name[:200]))
        return good, refused


def _read_file(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise IntakeRefused("intake.no_file")
        if path.stat().st_size > LARGEST:
            raise IntakeRefused("intake.document_large", most=LARGEST // 1024 // 1024)
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)  # one more: what grew meanwhile is refused behind the door
    except OSError:
        raise IntakeRefused("intake.cannot_open") from None
