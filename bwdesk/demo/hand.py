"""A person at a desk without a window: what the demo's people do, through the same use cases, files and sync as the window's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from bwdesk.demo.story import Stage
from bwdesk.ids import Seeded
from bwdesk.images.demo import draw_demo_document, draw_demo_photo
from bwdesk.images.document import prepare_document
from bwdesk.images.photo import prepare_photo, print_version
from bwdesk.images.prepared import PreparedPhoto
from bwdesk.keys import FileKey, MemoryKeyring, Owner, create_ring
from bwdesk.paths import DataFolder
from bwdesk.runtime.opening import Clockwork, Files, open_files
from bwdesk.runtime.papers import context_of, gather, print_paper
from bwdesk.store.digest import store_digest
from bwdesk.store.journal import Journal
from bwdesk.store.outbox import cursors
from bwdesk.store.search import drain_search_queue
from bwdesk.store.second_copy import reconcile
from bwdesk.store.unit import Reader, Unit
from bwdesk.sync.client import Client, sign_in
from bwdesk.sync.pass_ import UNWATCHED, SyncPass
from bwdesk.sync.steps import Report, run_inline
from bwdesk.texts import texts_of
from bwdesk.usecases.documents import StoredDocument
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.photos import StoredPhoto
from bwdesk.usecases.writing import act_of

P = ParamSpec("P")
R = TypeVar("R")
PASSPHRASE = "a demo desk, nothing real in it"
"""Opens the demo's data folders (there is no keyring in a demo)."""

DAY = "act.demo.day"


class Hand:
    """One person's desk in a folder."""

    def __init__(self, folder: Path, name: str, owner_id: str, clock: Seeded) -> None:
        clockwork = Clockwork(clock.now, clock.new_id, clock.random_id)
        self.clock = clock
        self.folder, self.name, self.id = DataFolder(folder), name, owner_id
        folder.mkdir(parents=True)
        self.key: FileKey = create_ring(self.folder, PASSPHRASE, pin=None, owner=Owner(owner_id, name), keyring=None).key
        self.files: Files = open_files(self.folder, self.key, Owner(owner_id, name), create=True, clockwork=clockwork)
        self.journal = Journal(self.folder.journal, self.key.journal)
        self.secrets = MemoryKeyring()
        self._client: Client | None = None

    def do(self, use_case: Callable[Concatenate[Unit, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Does something in one transaction, kept in the second copy as well."""
        with self.files.writing.writing(self.files.writer, act_of(use_case)) as unit:
            outcome = use_case(unit, *args, **kwargs)
        if unit.changes.operations:
            self.journal.append(unit.changes.operations)
        return outcome

    @contextmanager
    def day(self, on: date, hour: int = 2) -> Iterator[Stage]:
        """A day of long ago, from `hour` (UTC) on: what is done with the stage is one transaction, kept in the second copy as well."""
        self.clock_to(on, hour)
        with self.files.writing.writing(self.files.writer, DAY) as unit:
            yield Stage(lambda use_case, *args, **kwargs: use_case(unit, *args, **kwargs), self.photo, on)
        if unit.changes.operations:
            self.journal.append(unit.changes.operations)

    def clock_to(self, on: date, hour: int = 2) -> None:
        """Sets the laptop's clock."""
        self.clock.moment = datetime.combine(on, time(hour), UTC)

    def context(self, language: str = "en") -> PaperContext:
        """What papers are made with."""
        made: PaperContext = context_of(texts_of(language), self.files.writer.now(), self.files.photos, self.name)
        return made

    def ask(self, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Asks something."""
        with self.files.reading.reading() as reader:
            return query(reader, *args, **kwargs)

    def photo(self, scene: str, seed: int) -> StoredPhoto:
        """A drawn photo, prepared as any other and stored encrypted."""
        made = _drawn(scene, seed)
        sha256, thumb = self.files.photos.put(made.jpeg), self.files.photos.put(made.thumb)
        return StoredPhoto(sha256, thumb, made.width, made.height, len(made.jpeg), self.files.writer.now())

    def document(self, name: str, seed: int) -> StoredDocument:
        """A drawn register as a scan, judged as any other document and stored encrypted."""
        data = draw_demo_document(seed)
        made = prepare_document(data)
        sha256, thumb = self.files.photos.put(data), self.files.photos.put(made.thumb)
        return StoredDocument(sha256, thumb, len(data), made.pages, name)

    # the office

    def sign_in(self, url: str, login: str, password: str) -> None:
        """Enrols this desk at the server."""
        sign_in(
            url,
            login,
            password,
            secrets=self.secrets,
            device=self.files.writer.device,
            device_name=f"{login}'s laptop",
            former_ids=(self.id,),
        )
        self._client = Client(url, self.secrets)

    def sync(self) -> Report:
        """One pass: everything up, everything down, photos too. What came back is taken out of the second copy."""
        if self._client is None:
            raise RuntimeError("sign in first")
        report = run_inline(
            SyncPass(self._client, self.files.photos, slice_seconds=UNWATCHED).steps(), self.files.writing, self.files.writer
        )
        reconcile(self.files.writing, self.journal, self.files.writer)
        return report

    def scopes(self) -> set[str]:
        """What this desk may read and has followed."""
        return {scope for scope, cursor in self.ask(cursors).items() if cursor.is_granted}

    def digest(self, scopes: set[str]) -> str:
        """One line that says what this desk holds of some scopes."""
        return self.ask(store_digest, sorted(scopes))

    def paper(self, kind: str, thing_id: str, out: Path, language: str = "en") -> int:
        """Prints a paper into a folder; returns its pages."""
        texts = texts_of(language)
        values = self.ask(gather, kind, thing_id, self.context(language))
        paper = print_paper(kind, thing_id, values, texts, print_version)
        out.mkdir(parents=True, exist_ok=True)
        (out / paper.name).write_bytes(paper.data)
        return paper.pages

    def index(self) -> None:
        """Brings the search index up to the records."""
        while self.do(drain_search_queue):
            pass

    def close(self) -> None:
        """Puts the laptop away."""
        if self._client is not None:
            self._client.close()
        self.journal.close()
        self.files.close()


@cache
def _drawn(scene: str, seed: int) -> PreparedPhoto:
    return prepare_photo(draw_demo_photo(scene, seed))
