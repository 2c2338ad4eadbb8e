"""Writing and reading exchange files for an opened desk, or for one whose database is damaged. No Qt: the command line uses it too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bwdesk.domain.operation import Operation
from bwdesk.errors import FileProblem, Refused, StoreProblem
from bwdesk.keys import FileKey, Owner
from bwdesk.paths import DataFolder
from bwdesk.store.engine import open_desk
from bwdesk.store.journal import Journal
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Reader
from bwdesk.sync.desk_keys import DeskKeys
from bwdesk.sync.exchange import EXCHANGE, UNSENT, Believed, Parcel, Sender, manifest_of, packed_up
from bwdesk.sync.exchange_file import ENDING, Lock, Told, write_file
from bwdesk.usecases.exchange import photos_here, unsent_parcel

SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, read back and compared; sizes in bytes. `from_copy`: out of the second copy, the database was damaged."""

    path: Path
    size: int
    operations: int
    photos: int
    unproven: int
    from_copy: bool = False


def write_parcel(
    parcel: Parcel, sender: Sender, purpose: str, at: datetime, path: Path, lock: Lock, photos: PhotoStore, told: Told
) -> Written:
    """Writes a parcel into a file. Photos that cannot be read any more are left out.

    Raises Refused (`exchange.nothing`, `exchange.passphrase_short`, `exchange.too_large`), StoreProblem, and what `told` raises.
    """
    if not parcel.operations:
        raise Refused("exchange.nothing")
    if not lock.box and len(lock.passphrase) < SHORTEST_PASSPHRASE:
        raise Refused("exchange.passphrase_short", field="passphrase", number=SHORTEST_PASSPHRASE)
    sound = [one for one in parcel.photos if photos.is_sound(one.sha256)]
    whole = Parcel(parcel.operations, parcel.vouchers, sound, parcel.unproven, parcel.cursors)
    manifest, texts = manifest_of(whole, sender, purpose, int(at.timestamp() * 1000))
    bytes_of = ((one.sha256, photos.get(one.sha256)) for one in sound)
    size = write_file(path, manifest, sender.keys.signing.sign, texts, bytes_of, lock, told)
    return Written(path, size, len(whole.operations), len(sound), whole.unproven)


def keep_photos(content: Believed, photos: PhotoStore) -> None:
    """Puts the photos of a file where this laptop keeps its own. Raises StoreProblem."""
    for data in content.photos.values():
        photos.put(data)


def file_name(name: str, at: datetime, purpose: str = EXCHANGE) -> str:
    """A name for a file that says who wrote it and when, in letters that every stick takes."""
    who = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name).strip("-") or "desk"
    return f"{who}-{purpose}-{at:%Y-%m-%d-%H%M}{ENDING}"


# --- unsent work, whatever has happened to the database ------------------------------------------------------------------------------


def save_unsent(
    folder: DataFolder, key: FileKey, owner: Owner, keys: DeskKeys, now: datetime, path: Path, passphrase: str, told: Told
) -> Written:
    """Puts everything that no office has yet into a file: from the database, or from the second copy where that cannot be read.

    Works while the desk is open. Raises as `write_parcel` does; FileProblem or StoreProblem if neither can be read.
    """
    photos = PhotoStore(folder.photos, key.photos)
    try:
        sender, parcel = _from_database(folder, key, owner, keys, photos)
        from_copy = False
    except (FileProblem, StoreProblem) as error:  # damaged, overwritten, gone
        sender, parcel = _from_journal(folder, key, owner, keys, photos, error)
        from_copy = True
    done = write_parcel(parcel, sender, UNSENT, now, path, Lock(passphrase=passphrase), photos, told)
    return Written(done.path, done.size, done.operations, done.photos, done.unproven, from_copy)


def _from_database(folder: DataFolder, key: FileKey, owner: Owner, keys: DeskKeys, photos: PhotoStore) -> tuple[Sender, Parcel]:
    store = open_desk(folder.database, key.database, read_only=True)
    try:
        with store.reading() as reader:
            sender = sender_of(reader, owner, keys)
            return sender, unsent_parcel(reader, sender, photos.size)
    finally:
        store.close()


def _from_journal(
    folder: DataFolder, key: FileKey, owner: Owner, keys: DeskKeys, photos: PhotoStore, problem: FileProblem | StoreProblem
) -> tuple[Sender, Parcel]:
    try:
        journal = Journal(folder.journal, key.journal, read_only=True)
    except StoreProblem:
        raise problem from None  # there is no second copy either
    try:
        operations = journal.operations()
    finally:
        journal.close()
    sender = Sender(owner.id, owner.name, _device(operations, owner.id), keys)
    return sender, packed_up(operations, sender, (), photos=photos_here(operations, photos.size))


def _device(operations: Iterable[Operation], person: str) -> str:
    """The id of this laptop: that under which its person wrote last."""
    return next((op.device for op in reversed(list(operations)) if op.author == person), "")


def sender_of(reader: Reader, owner: Owner, keys: DeskKeys, device: str = "") -> Sender:
    """Who writes a file on this laptop, under the id that the file has for it."""
    return Sender(owner.id, owner.name, device or reader.fact("device") or "", keys, reader.fact("server") or "")
