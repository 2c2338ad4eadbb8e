"""A data folder opened without a window: passphrase from a file named by BWDESK_PASSPHRASE_FILE, or asked for at the terminal."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bwdesk import keys
from bwdesk.errors import MissingKey, NotAllowed, StoreProblem
from bwdesk.paths import DataFolder, default_data_folder
from bwdesk.runtime.opening import Files, open_files
from bwdesk.store.journal import Journal
from bwdesk.store.second_copy import reconcile
from bwdesk.store.unit import Unit


@dataclass(frozen=True)
class Headless:
    """An opened desk: its files, its second copy, and the keyring that holds its device's credentials."""

    files: Files
    journal: Journal
    keyring: keys.Keyring | None

    @property
    def folder(self) -> DataFolder:
        return self.files.folder

    @contextmanager
    def writing(self, act: str) -> Iterator[Unit]:
        """One transaction, kept in the second copy as well."""
        with self.files.writing.writing(self.files.writer, act) as unit:
            yield unit
        if unit.changes.operations:
            self.journal.append(unit.changes.operations)


def folder_of(arguments: argparse.Namespace) -> DataFolder:
    """The data folder that was named, or this person's own. Raises StoreProblem (`store.missing`) if there is no desk in it."""
    folder = default_data_folder() if arguments.data is None else DataFolder(Path(arguments.data))
    if keys.is_being_wiped(folder):
        keys.finish_wipe(folder, _system_keyring())
        raise NotAllowed("device.wiped")
    if not folder.ring.exists():
        raise StoreProblem("store.missing")
    return folder


def keyring_of(folder: DataFolder) -> keys.Keyring | None:
    """The keyring a desk was set up with. Raises MissingKey when it is needed and silent."""
    return keys.system_keyring() if keys.read_ring(folder.ring).uses_keyring else _system_keyring()


def _system_keyring() -> keys.Keyring | None:
    """This computer's keyring, if it has one."""
    try:
        return keys.system_keyring()
    except MissingKey:
        return None


def key_of(folder: DataFolder, *, to_send: bool = False) -> keys.FileKey:
    """The key of a desk, by its passphrase. `to_send`: also when its lease is over, to be in touch with the office."""
    passphrase = keys.passphrase_from_environment()
    if passphrase is None:
        if not sys.stdin.isatty():
            raise StoreProblem("store.passphrase_needed")
        passphrase = getpass.getpass("Passphrase: ")
    keyring = keyring_of(folder) if keys.read_ring(folder.ring).uses_keyring else None
    return keys.open_with_passphrase(folder, passphrase, keyring, to_send=to_send)


@contextmanager
def opened(arguments: argparse.Namespace, *, to_send: bool = False) -> Iterator[Headless]:
    """Opens a desk for one command."""
    folder = folder_of(arguments)
    key = key_of(folder, to_send=to_send)
    ring = keys.read_ring(folder.ring)
    files = open_files(folder, key, keys.Owner(ring.person, ring.name))
    journal = Journal(folder.journal, key.journal)
    try:
        reconcile(files.writing, journal, files.writer)
        yield Headless(files, journal, keyring_of(folder))
    finally:
        journal.close()
        files.close()
