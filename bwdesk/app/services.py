"""Builds the services of an opened desk in order: files, lanes, desk, photos, papers, intake, syncer; and closes them in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bwdesk.app.leaving import Clearing
from bwdesk.app.memory import SettingsDesk
from bwdesk.domain.operation import Operation
from bwdesk.keys import Keyring, MemoryKeyring, keyring_name
from bwdesk.runtime.desk import Desk, Lanes
from bwdesk.runtime.documents import Documents
from bwdesk.runtime.gate import Opened, Status, write_status
from bwdesk.runtime.handing_in import take_lease
from bwdesk.runtime.intake import Intake
from bwdesk.runtime.intake_desk import IntakeDesk
from bwdesk.runtime.lanes import IDLE, InlineLane, Lane
from bwdesk.runtime.opening import Clockwork, Files, open_files
from bwdesk.runtime.papers import Papers
from bwdesk.runtime.pictures import Pictures
from bwdesk.runtime.search_index import SearchIndex
from bwdesk.runtime.syncer import Syncer
from bwdesk.store.journal import Journal
from bwdesk.store.second_copy import reconcile
from bwdesk.ui.bench import Me

LANE_COUNT = 6


@dataclass
class Services:
    """Everything long-lived behind an open desk."""

    opened: Opened
    files: Files
    desk: Desk
    pictures: Pictures
    documents: Documents
    papers: Papers
    intake: IntakeDesk
    intake_process: Intake
    syncer: Syncer
    index: SearchIndex
    journal: Journal
    me: Me
    secrets: Keyring
    clearing: Clearing

    def cut_back_second_copy(self) -> None:
        """After a sync pass: what came back in the log need not be kept twice."""
        self.desk.errand(self.desk.lanes.store, lambda: reconcile(self.files.writing, self.journal, self.files.writer), IDLE)
        self.clearing.run()

    def close(self) -> None:
        """Finishes what waits to be written, then closes: the network first, the files last."""
        status = self.syncer.status
        self.syncer.close()
        self.index.close()
        self.intake_process.close()
        self.desk.close()
        self.journal.close()
        write_status(self.opened.folder, Status(status.last_contact_at, status.waiting, status.photos_waiting))


def inline_lanes() -> Lanes:
    """Everything at once on the caller's thread: the demo's pictures, the command line."""
    lane: Lane = InlineLane()
    return Lanes(*[lane] * LANE_COUNT)


def open_services(
    opened: Opened,
    settings: SettingsDesk,
    keyring: Keyring | None,
    *,
    lanes: Callable[[], Lanes],
    clockwork: Clockwork | None = None,
    is_automatic: bool = True,
) -> Services:
    """Opens a desk's files and builds what stands on them. Raises as `open_files` does; nothing is left open then."""
    files = open_files(opened.folder, opened.key, opened.owner, create=opened.is_new, clockwork=clockwork)
    try:
        journal = Journal(opened.folder.journal, opened.key.journal)
        reconcile(files.writing, journal, files.writer)
    except BaseException:
        files.close()
        raise
    desk = Desk(files.writing, files.reading, files.writer, lanes(), _appender(journal))
    intake, secrets = Intake(), keyring or MemoryKeyring()
    syncer = Syncer(
        desk, files.photos, secrets, keyring_name(opened.folder, "device"), lambda: settings.settings, is_automatic=is_automatic,
        welcomed=lambda welcome: take_lease(opened.folder, opened.key, keyring, welcome),
    )  # fmt: skip
    return Services(
        opened=opened,
        files=files,
        desk=desk,
        pictures=Pictures(desk, files.photos, intake.prepare_photo),
        documents=Documents(desk, files.photos, intake.run),
        papers=Papers(desk, files.photos, intake.print_version, settings.recall_language, opened.owner.name, files.certificate),
        intake=IntakeDesk(desk, intake),
        intake_process=intake,
        syncer=syncer,
        index=SearchIndex(desk),
        journal=journal,
        me=Me(opened.owner.id, opened.owner.name, initials_of(opened.owner.name)),
        secrets=secrets,
        clearing=Clearing(opened, files, journal, desk),
    )


def _appender(journal: Journal) -> Callable[[Sequence[Operation]], None]:
    def keep(operations: Sequence[Operation]) -> None:
        journal.append(operations)

    return keep


def initials_of(name: str) -> str:
    """Up to two initials of a name."""
    return "".join(word[0] for word in name.split()[:2]).upper()
