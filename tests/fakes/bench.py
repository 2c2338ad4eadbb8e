"""A bench for page tests: real encrypted files, a real desk on inline lanes; papers, sync and intake keep their promises at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlalchemy import select

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.domain.report_life import Step
from bwdesk.errors import DeskError, NotAllowed
from bwdesk.ids import Seeded
from bwdesk.images import document
from bwdesk.images.photo import prepare_photo
from bwdesk.runtime.desk import Desk, Lanes
from bwdesk.runtime.documents import Documents
from bwdesk.runtime.lanes import InlineLane
from bwdesk.runtime.papers import PaperFile
from bwdesk.runtime.pictures import Pictures
from bwdesk.runtime.promise import Promise
from bwdesk.runtime.sync_status import SyncStatus
from bwdesk.settings import Settings
from bwdesk.store import tables as t
from bwdesk.store.engine import open_desk
from bwdesk.store.fold import Incoming
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Reader, Unit, Writer
from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench, Me
from bwdesk.ui.look import LookSource, make_look
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.report_editions import Prepared, Sealed
from tests.fakes.new_file import new_desk

TODAY = date(2026, 11, 23)


class HeldSettings(QObject):
    """Settings that last as long as the test."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings()

    def change(self, **fields: Any) -> None:
        self.settings = self.settings._replace(**fields)
        self.changed.emit(self.settings)


class StillSync(QObject):
    """A desk that has never met its server."""

    status_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.status = SyncStatus()
        self.asked = 0

    def sync_now(self) -> None:
        self.asked += 1

    def cancel(self) -> None:
        self.asked = 0

    def sign_in(self, server: str, account: str, password: str, certificate: str) -> Promise[None]:
        self.status = replace(self.status, server=server, account=account)
        kept: Promise[None] = Promise(lambda _error: None)
        kept.keep(None)
        return kept

    def change_password(self, now: str, new: str) -> Promise[None]:
        refused: Promise[None] = Promise(lambda _error: None)
        refused.fail(NotAllowed("sign_in.needed"))
        return refused

    def sign_out(self) -> None:
        self.status = replace(self.status, server="", account="")


class QuickPapers:
    """Notes which papers were asked for and gives back a small PDF. Makes no editions: tests of those take the real `Papers`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def make(
        self,
        kind: str,
        thing_id: str,
        language: str = "",
        names: tuple[str, ...] = (),
        variant: str = "",
        known: PaperFile | None = None,
    ) -> Promise[PaperFile]:
        self.asked.append((kind, thing_id))
        kept: Promise[PaperFile] = Promise(lambda _error: None)
        kept.keep(PaperFile(kind, thing_id, f"{kind}.pdf", SMALL_PDF, 1, variant=variant, language=language))
        return kept

    def context(self, language: str = "") -> PaperContext:
        return PaperContext(Texts(language or "en"), datetime(2026, 11, 23, 9, tzinfo=UTC), lambda _sha256: b"")

    def prepare(self, kind: str, thing_id: str, step: Step, person: str, language: str = "") -> Promise[Prepared]:
        raise AssertionError("take the real Papers")

    def seal(
        self, kind: str, thing_id: str, step: Step, person: str, progress: Callable[[int, int], None] | None = None, language: str = ""
    ) -> Promise[tuple[Prepared, list[Sealed]]]:
        raise AssertionError("take the real Papers")

    def stop(self) -> None:
        raise AssertionError("take the real Papers")


class InlineIntake:
    """Runs the readers of the intake in the test's own process."""

    def __init__(self, readers: dict[str, Callable[..., Any]] | None = None) -> None:
        self.readers = readers or {}

    def run(self, what: str, *args: Any, progress: Callable[[int, int], None] | None = None) -> Promise[Any]:
        kept: Promise[Any] = Promise(lambda _error: None)
        try:
            kept.keep(self.readers[what](*args))
        except DeskError as error:
            kept.fail(error)
        return kept

    def cancel(self) -> None:
        self.readers = dict(self.readers)


def no_pin(why: str, then: Callable[[], None]) -> None:
    """Where a test closes nothing, nobody is asked for a PIN."""
    raise AssertionError(why)


def _read(name: str, *arguments: Any) -> Any:
    """What the intake process would do with a document, at once."""
    return getattr(document, name)(*arguments)


@contextmanager
def open_bench(folder: Path, source: LookSource | None = None, *, name: str = "Amina Rahman", seed: int = 1) -> Iterator[Bench]:
    """A bench over a new encrypted file in `folder`. The clock starts on Monday 23 November 2026, 09:00 UTC, and moves a second a look."""
    source = source or LookSource(make_look())
    clock = Seeded(seed, datetime(2026, 11, 23, 9, tzinfo=UTC))
    writing = new_desk(folder / f"desk{seed}.db", bytes(32))
    reading = open_desk(folder / f"desk{seed}.db", bytes(32), read_only=True)
    person = f"{seed:032x}"
    lane = InlineLane()
    writer = Writer(person, f"laptop-{seed}", clock.now, clock.new_id, clock.random_id)
    desk = Desk(writing, reading, writer, Lanes(*[lane] * 6), lambda _ops: None)
    pictures = Pictures(desk, PhotoStore(folder / "photos", bytes(32)), prepare_photo)
    initials = "".join(word[0] for word in name.split())
    yield Bench(
        desk,
        source,
        Texts(),
        pictures,
        Documents(desk, PhotoStore(folder / "photos", bytes(32)), _read),
        QuickPapers(),
        InlineIntake(),
        StillSync(),
        HeldSettings(),
        Me(person, name, initials),
        lambda: TODAY,
    )
    desk.close()


SMALL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n"
    b"0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)


def result(promise: Promise[Any]) -> Any:
    """What a promise on inline lanes has been kept with."""
    kept: list[Any] = []
    promise.then(kept.append)
    assert kept, "the desk refused"
    return kept[0]


def stored(bench: Bench, cls: type[Any]) -> list[Any]:
    """What the file holds of a kind, in order of making."""
    return list(result(bench.desk.ask(lambda reader: reader.find(cls, order=lambda thing: thing.id))))


def meet(one: Bench, other: Bench) -> None:
    """What sync does: each desk is offered all that the other holds."""
    for giver, taker in ((one, other), (other, one)):
        result(taker.desk.do(_take_in, result(giver.desk.ask(_all_operations))))


def _all_operations(reader: Reader) -> list[Operation]:
    c = t.operations.c
    rows = reader.connection.execute(select(c.header, c.body).order_by(c.n)).all()
    return [read_operation(row.header, row.body) for row in rows]


def _take_in(unit: Unit, operations: list[Operation]) -> int:
    return len(unit.apply([Incoming(operation, "confirmed") for operation in operations]))
