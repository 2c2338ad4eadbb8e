"""A desk whose lease is over, opened for nobody to see: what it holds is sent, and a good answer of the office renews the lease.

Used by the door and by the command line. No Qt; nothing is shown, nothing is changed but by the pass itself.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from bwdesk.errors import LeaseOver, NoAnswer, NotAllowed
from bwdesk.keys import DAYS, WARNED, FileKey, Keyring, Owner, keyring_name, renew_lease
from bwdesk.paths import DataFolder
from bwdesk.runtime.opening import open_files
from bwdesk.runtime.wiping import wipe
from bwdesk.settings import Settings
from bwdesk.store.clearing import clear_what_left
from bwdesk.store.journal import Journal
from bwdesk.store.second_copy import reconcile
from bwdesk.sync.client import Client, read_credentials
from bwdesk.sync.pass_ import UNWATCHED, SyncPass
from bwdesk.sync.steps import run_inline
from bwdesk.sync.wire import Welcome


def take_lease(folder: DataFolder, key: FileKey, keyring: Keyring | None, welcome: Welcome) -> None:
    """The office answered: the desk opens for some days more, unless it was let go. Raises StoreProblem."""
    if not welcome.revoked:
        renew_lease(
            folder, key, keyring, office_now=welcome.now / 1000, days=welcome.open_days or DAYS, warned=welcome.open_warning_days or WARNED
        )


def hand_in(folder: DataFolder, key: FileKey, owner: Owner, keyring: Keyring | None, settings: Settings) -> None:
    """Sends what waits and renews the lease. Raises LeaseOver when the office cannot be reached, NotAllowed when it says no."""
    name = keyring_name(folder, "device")
    if keyring is None or not settings.server or read_credentials(keyring, name) is None:
        raise LeaseOver("keys.lease_over")
    ca = Path(settings.server_certificate) if settings.server_certificate else None
    files = open_files(folder, key, owner)
    journal = Journal(folder.journal, key.journal)
    client = Client(settings.server, keyring, ca=ca, name=name)
    try:
        reconcile(files.writing, journal, files.writer)
        one = SyncPass(client, files.photos, slice_seconds=UNWATCHED, welcomed=lambda w: take_lease(folder, key, keyring, w))
        report = run_inline(one.steps(), files.writing, files.writer)
        reconcile(files.writing, journal, files.writer)
        clear_what_left(folder, key, files.writing, journal, files.photos, files.writer)
    except NoAnswer as error:
        client.close()
        raise LeaseOver("keys.lease_over") from error
    except BaseException:
        client.close()
        raise
    finally:
        journal.close()
        files.close()
    with closing(client):
        if report.may_wipe and report.order is not None:
            wipe(folder, keyring, report.order, client)
            raise NotAllowed("device.wiped")
    if report.is_revoked:
        raise NotAllowed("device.revoked")
