"""What every page is given: the desk and the few services beside it, as one frozen value handed to constructors.

The protocols say what pages may ask of the services in `bwdesk.runtime`; outcomes come as promises on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QImage

from bwdesk.runtime.desk import Desk
from bwdesk.runtime.documents import OpenDocument
from bwdesk.runtime.papers import PaperFile
from bwdesk.runtime.pictures import Taken
from bwdesk.runtime.promise import Promise
from bwdesk.runtime.sync_status import SyncStatus
from bwdesk.settings import Settings
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource

if TYPE_CHECKING:
    from bwdesk.domain.evidence import Document
    from bwdesk.domain.report_life import Step
    from bwdesk.usecases.papers import PaperContext
    from bwdesk.usecases.report_editions import Prepared, Sealed


class Pictures(Protocol):
    """Photos for the screen, read and shrunk off the GUI thread."""

    def thumb(self, sha256: str) -> Promise[QImage]:
        """The thumbnail of a stored photo; a null image if this laptop does not hold it yet."""

    def full(self, sha256: str, longest: int) -> Promise[QImage]:
        """The photo, its longest side at most `longest` px."""

    def take_in(self, sources: Sequence[Path | bytes], owner_kind: str, owner_id: str, scope: str) -> Promise[Taken]:
        """Photos from files, drops or the clipboard onto a thing: upright, shrunk, stripped, stored. Broken ones are refused one by one."""


class Documents(Protocol):
    """Documents as evidence, judged and drawn in the intake process."""

    def take_in(self, sources: Sequence[Path | bytes], owner_kind: str, owner_id: str) -> Promise[Taken]:
        """PDFs from files, drops or the clipboard onto a thing; what cannot be kept is refused one by one."""

    def open(self, document: Document) -> Promise[OpenDocument]:
        """The pages of a document, to be read. Fails with `document.away` while its bytes are not here."""

    def save(self, document: Document, path: Path) -> Promise[None]:
        """Writes a copy of a document to a file outside the desk, byte for byte as it came."""


class Papers(Protocol):
    """PDFs, made off the GUI thread. Kinds: those of `usecases.paper_list`."""

    def make(
        self,
        kind: str,
        thing_id: str,
        language: str = "",
        names: tuple[str, ...] = (),
        variant: str = "",
        known: PaperFile | None = None,
    ) -> Promise[PaperFile]:
        """The paper of a visit, sitting, assessment, training or factory (plan), in the screen's language unless another is asked.

        `names` stand on certificates; they are recorded nowhere. `known` is given back where it says all that there is to say now.
        """

    def context(self, language: str = "") -> PaperContext:
        """What papers are made with now."""

    def prepare(self, kind: str, thing_id: str, step: Step, person: str, language: str = "", changes: str = "") -> Promise[Prepared]:
        """What a release, or the draft for comments, would be made of now. Fails with why the step cannot be taken."""

    def seal(
        self,
        kind: str,
        thing_id: str,
        step: Step,
        person: str,
        progress: Callable[[int, int], None] | None = None,
        language: str = "",
        changes: str = "",
    ) -> Promise[tuple[Prepared, list[Sealed]]]:
        """Prints and keeps the files of a release, or of the draft for comments. Fails with Leaking, or Stopped after `stop`."""

    def stop(self) -> None:
        """Calls the sealing that runs off; nothing of it is kept."""


class Intake(Protocol):
    """Everything that reads what came from outside runs in the intake process."""

    def run(self, what: str, *args: Any, progress: Callable[[int, int], None] | None = None) -> Promise[Any]:
        """Runs a named reader of `bwdesk.runtime.intake`; progress (done, of) is told on the GUI thread."""

    def cancel(self) -> None:
        """Ends what is running; nothing of it remains."""


class Sync(Protocol):
    """Sync in the background and on demand."""

    status_changed: SignalInstance  # SyncStatus

    @property
    def status(self) -> SyncStatus: ...

    def sync_now(self) -> None: ...

    def cancel(self) -> None: ...

    def sign_in(self, server: str, account: str, password: str, certificate: str) -> Promise[None]: ...

    def change_password(self, now: str, new: str) -> Promise[None]: ...

    def sign_out(self) -> None: ...


class SettingsDesk(Protocol):
    """The settings of this laptop, and how to change them."""

    changed: SignalInstance  # Settings

    @property
    def settings(self) -> Settings: ...

    def change(self, **fields: Any) -> None: ...


@dataclass(frozen=True)
class Me:
    """Who is at the desk."""

    id: str
    name: str
    initials: str


@dataclass(frozen=True)
class Bench:
    """All that a page is given."""

    desk: Desk
    look: LookSource
    texts: Texts
    pictures: Pictures
    documents: Documents
    papers: Papers
    intake: Intake
    sync: Sync
    settings: SettingsDesk
    me: Me
    today: Callable[[], date]
