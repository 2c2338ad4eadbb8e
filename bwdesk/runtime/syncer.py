"""Sync in the background and on demand: one pass at a time, each step on its lane; what is told about it is true.

A pass starts a moment after something was recorded, every few minutes, and when a person asks. After a failure it waits longer each
time (with some chance in it, so that a whole office does not come back at once). Nothing here ever keeps a person from recording.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from bwdesk.errors import DeskError, NotAllowed
from bwdesk.keys import Keyring
from bwdesk.runtime.desk import Desk
from bwdesk.runtime.office import OfficeLine
from bwdesk.runtime.promise import Promise
from bwdesk.runtime.sync_status import SyncStatus
from bwdesk.settings import Settings
from bwdesk.store.forgetting import lately_left
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Changes, Reader, Unit
from bwdesk.store.whereabouts import Totals, totals
from bwdesk.sync.client import Client, read_credentials, sign_in, sign_out
from bwdesk.sync.join import join
from bwdesk.sync.office_wire import OwnPassword
from bwdesk.sync.pass_ import SyncPass
from bwdesk.sync.sizes import Sizes
from bwdesk.sync.steps import Phase, Progress, Report, Step
from bwdesk.sync.wire import SignedIn, Welcome

SOON_MS: Final = 3_000
EVERY_MS: Final = 5 * 60_000
FIRST_WAIT_MS: Final = 5_000
LONGEST_WAIT_MS: Final = 15 * 60_000
TOLD: Final = timedelta(days=14)
"""For how long the sync card says what has left the laptop."""
SENDING: Final = frozenset({Phase.SENDING, Phase.PHOTOS_UP})


class Syncer(QObject):
    """Syncs one desk with one server. Lives on the GUI thread."""

    status_changed = Signal(object)  # SyncStatus
    finished = Signal(object)  # Report
    wipe_ordered = Signal(object)  # Order: by the office, to be carried out now

    def __init__(
        self, desk: Desk, photos: PhotoStore, secrets: Keyring, name: str, settings: Callable[[], Settings], *, is_automatic: bool = True,
        welcomed: Callable[[Welcome], None] = lambda _welcome: None,
    ) -> None:  # fmt: skip
        """`welcomed` is told every good answer of the office, on the net lane."""
        super().__init__()
        self._welcomed = welcomed
        self._desk, self._photos, self._secrets, self._name, self._settings = desk, photos, secrets, name, settings
        self._is_automatic = is_automatic
        self._client: Client | None = None
        self._client_of = ("", "")
        self._sizes = Sizes()
        self._standing, self._is_first = "", False
        self._pass: SyncPass | None = None
        self._steps: Generator[Step, Any, Report] | None = None
        self._wait = FIRST_WAIT_MS
        self._is_counting = self._counts_again = False
        self.status = SyncStatus(server=settings().server, account=self._account())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync_now)
        desk.changed.connect(self._changed)
        self.count()
        self._plan(SOON_MS)

    def _account(self) -> str:
        found = read_credentials(self._secrets, self._name)
        return found.person if found is not None else ""

    # counting

    def count(self) -> None:
        """Asks how much waits; several asks at once become one."""
        if self._is_counting:
            self._counts_again = True
            return
        self._is_counting = True
        self._desk.ask(_counted).then(self._show_counts, self).otherwise(lambda _error: self._counted_done(), self)

    def _show_counts(self, found: tuple[Totals, datetime | None, int, str]) -> None:
        now, contact, left, standing = found
        self._tell(
            waiting=now.waiting + now.received, photos_waiting=now.photos_waiting, photos_bytes=now.photos_waiting_bytes,
            to_settle=now.to_settle, set_aside=now.set_aside, last_contact_at=contact, left=left,
            standing=standing,
        )  # fmt: skip
        self._counted_done()

    def _counted_done(self) -> None:
        self._is_counting = False
        if self._counts_again:
            self._counts_again = False
            self.count()

    def _changed(self, changes: Changes) -> None:
        self.count()
        if changes.operations:
            self._plan(SOON_MS)

    def _plan(self, wait: int) -> None:
        can = self._is_automatic and self._steps is None and bool(self.status.server and self.status.account)
        if can and not (self._timer.isActive() and self._timer.remainingTime() < wait):
            self._timer.start(wait)

    def _tell(self, **facts: Any) -> None:
        after = replace(self.status, **facts)
        if after != self.status:
            self.status = after
            self.status_changed.emit(after)

    # a pass

    def sync_now(self) -> None:
        """Starts a pass, unless one is running."""
        self._timer.stop()
        if self._steps is not None:
            return
        try:
            client = self._connected()
        except DeskError as error:
            self._tell(state="needs_sign_in" if isinstance(error, NotAllowed) else "offline", problem=error)
            return
        self._pass = SyncPass(client, self._photos, told=self._progress, sizes=self._sizes, welcomed=self._note_welcome)
        self._steps = self._pass.steps()
        self._tell(state="sending", problem=None, done=0, of=0)
        self._advance(lambda steps: steps.send(None))

    def _note_welcome(self, welcome: Welcome) -> None:
        self._standing, self._is_first = welcome.standing, welcome.first
        self._welcomed(welcome)

    def _connected(self) -> Client:
        settings = self._settings()
        wanted = (settings.server, settings.server_certificate)
        if not settings.server:
            raise NotAllowed("sign_in.needed")
        if self._client is None or self._client_of != wanted:
            ca = Path(settings.server_certificate) if settings.server_certificate else None
            self._client, self._client_of = Client(settings.server, self._secrets, ca=ca, name=self._name), wanted
        return self._client

    def cancel(self) -> None:
        """Stops the pass that is running; what was sent and taken in stays."""
        if self._pass is not None:
            self._pass.cancel()

    def _advance(self, resume: Callable[[Generator[Step, Any, Report]], Step]) -> None:
        steps = self._steps
        if steps is None:
            return
        try:
            step = resume(steps)
        except StopIteration as end:
            self._ended(end.value)
        except DeskError as error:
            self._failed(error)
        else:
            self._run(step).then(lambda out: self._advance(lambda s: s.send(out)), self).otherwise(
                lambda error: self._advance(lambda s: s.throw(error)), self
            )

    def _run(self, step: Step) -> Promise[Any]:
        if step.lane == "net":
            return self._desk.errand(self._desk.lanes.net, step.job)
        if step.lane == "read":
            return self._desk.ask(step.job)
        run = self._desk.do_hastily if step.is_hasty else self._desk.do_later
        return run(_sync, step.job)

    def _progress(self, progress: Progress) -> None:
        state = "sending" if progress.phase in SENDING else "fetching" if progress.phase is not Phase.DONE else self.status.state
        self._tell(state=state, done=progress.done, of=progress.total)

    def _ended(self, report: Report) -> None:
        self._steps = self._pass = None
        self._wait = FIRST_WAIT_MS
        self._desk.do_later(_note_contact, self._standing)
        if report.may_wipe:
            self._is_automatic = False
            self._tell(state="offline", done=0, of=0)
            self.wipe_ordered.emit(report.order)
            return
        problem = _problem_of(report)
        state = "needs_sign_in" if report.is_revoked else "paused" if report.is_cancelled else "online"
        self._tell(state=state, problem=problem, done=0, of=0, is_first=self._is_first)
        self.count()
        self._plan(EVERY_MS)
        self.finished.emit(report)

    def _failed(self, error: DeskError) -> None:
        self._steps = self._pass = None
        is_refused = isinstance(error, NotAllowed)
        self._tell(state="needs_sign_in" if is_refused else "offline", problem=error, done=0, of=0)
        self.count()
        if not is_refused:
            self._plan(round(self._wait * random.uniform(0.7, 1.3)))
            self._wait = min(self._wait * 2, LONGEST_WAIT_MS)

    # the account

    def sign_in(self, server: str, account: str, password: str, certificate: str) -> Promise[None]:
        """Signs in and remembers the device's credentials in the keyring; syncs at once."""
        ca = Path(certificate) if certificate else None
        former = (self._desk.writer.person,)
        outcome: Promise[None] = Promise(self._desk.tell)

        def signed(answer: SignedIn) -> None:
            self._desk.do(join, answer).then(lambda _nothing: joined(answer), self).otherwise(refused, self)

        def refused(error: DeskError) -> None:  # another server than this desk's: its credentials are of no use here
            sign_out(self._secrets, self._name)
            outcome.fail(error)

        def joined(answer: SignedIn) -> None:
            self._client = None
            self._tell(server=server, account=self._account(), problem=None, is_first=answer.first)
            outcome.keep(None)
            self.sync_now()

        job = self._desk.errand(
            self._desk.lanes.net,
            lambda: sign_in(
                server, account, password, secrets=self._secrets, device=self._desk.writer.device, ca=ca, former_ids=former, name=self._name
            ),
        )
        job.then(signed, self).otherwise(outcome.fail)
        return outcome

    def change_password(self, now: str, new: str) -> Promise[None]:
        """Gives the account a password of the person's own. Fails with why it stays as it is (`password.…`)."""
        outcome: Promise[None] = Promise(self._desk.tell)

        def changed(_noted: object) -> None:
            self._is_first = False
            self._tell(is_first=False)
            outcome.keep(None)

        asked = OfficeLine(self._desk, self._secrets, self._name, self._settings).ask(OwnPassword(now, new))
        asked.then(changed, self).otherwise(outcome.fail)
        return outcome

    def sign_out(self) -> None:
        """Forgets the device's credentials; what is recorded stays and goes on waiting."""
        self.cancel()
        sign_out(self._secrets, self._name)
        self._client = None
        self._tell(account="", state="offline", is_first=False)

    def take_client(self) -> Client | None:
        """The way to the office, for who closes the desk and has a last word to say."""
        client, self._client = self._client, None
        return client

    def close(self) -> None:
        """No more passes."""
        self._timer.stop()
        self.cancel()
        self._steps = None


def _counted(reader: Reader) -> tuple[Totals, datetime | None, int, str]:
    found = reader.fact("last_contact")
    contact = datetime.fromisoformat(found) if found else None
    return totals(reader), contact, len(lately_left(reader, contact - TOLD)) if contact else 0, reader.fact("standing") or ""


def _sync(unit: Unit, job: Callable[[Unit], Any]) -> Any:
    """A pass's step as a use case of its own."""
    return job(unit)


def _note_contact(unit: Any, standing: str) -> None:
    unit.set_fact("last_contact", unit.now.isoformat())
    if standing:
        unit.set_fact("standing", standing)


def _problem_of(report: Report) -> NotAllowed | None:
    """What a pass that ended well has to tell nevertheless."""
    if report.is_revoked:
        return NotAllowed("device.revoked")
    if report.is_twice:
        return NotAllowed("device.twice")
    return NotAllowed("program.too_old") if report.must_update else None
