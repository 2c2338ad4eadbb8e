"""Opens a data folder with its key: both stores, photos, and who writes. No Qt: the command line uses it too."""

from __future__ import annotations

from dataclasses import dataclass

from bwdesk import ids
from bwdesk.keys import FileKey, Owner
from bwdesk.pades.kept import KeptCertificate
from bwdesk.paths import DataFolder
from bwdesk.store.engine import Store, open_beside, open_desk
from bwdesk.store.photos import PhotoStore
from bwdesk.store.restore import finish_restore
from bwdesk.store.unit import Writer, name_fact


@dataclass(frozen=True)
class Clockwork:
    """Where times and ids come from; the demo and tests give seeded ones."""

    now: ids.Clock = ids.now
    new_id: ids.Ids = ids.new_id
    random_id: ids.Ids = ids.random_id


@dataclass(frozen=True)
class Files:
    """Everything of a data folder that is open. Close it when done."""

    folder: DataFolder
    key: FileKey
    owner: Owner
    writing: Store
    reading: Store
    photos: PhotoStore
    writer: Writer
    certificate: KeptCertificate

    def close(self) -> None:
        self.reading.close()
        self.writing.close()


def open_files(folder: DataFolder, key: FileKey, owner: Owner, *, create: bool = False, clockwork: Clockwork | None = None) -> Files:
    """Opens (or, after a first run, creates) the files of a desk, finishing a restore first. Raises as `store.engine.open_desk` does."""
    clock = clockwork or Clockwork()
    finish_restore(folder)
    create = create or _is_unused(folder)
    writing = open_desk(folder.database, key.database, create=create)
    try:
        device = _device(writing, clock, owner)
        reading = open_beside(folder.database, key.database)
    except BaseException:
        writing.close()
        raise
    writer = Writer(owner.id, device, clock.now, clock.new_id, clock.random_id)
    certificate = KeptCertificate(folder.certificate, key.certificate)
    return Files(folder, key, owner, writing, reading, PhotoStore(folder.photos, key.photos), writer, certificate)


def _is_unused(folder: DataFolder) -> bool:
    """A first run that ended before its file was made. Where anything was kept, a missing file is a loss to be told, not made anew."""
    kept = (folder.database, folder.journal, folder.photos, folder.snapshots)
    return not any(path.exists() for path in kept)


def _device(store: Store, clock: Clockwork, owner: Owner) -> str:
    """The id of this laptop, made when its file is made. The owner's name stands beside it until the register names the person."""
    with store.reading() as reader:
        found, name = reader.fact("device"), reader.fact(name_fact(owner.id))
    if found is None or name != owner.name:
        device = found or clock.random_id()
        with store.writing(Writer("", device, clock.now, clock.new_id, clock.random_id), "device") as unit:
            unit.set_fact("device", device)
            unit.set_fact(name_fact(owner.id), owner.name)
        return device
    return found
