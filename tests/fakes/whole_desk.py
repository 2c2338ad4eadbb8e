"""A desk as the program keeps it, without a window: data folder, key ring, second copy, snapshots; and every byte of it, decrypted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bwdesk import keys
from bwdesk.keys.ring import Cost
from bwdesk.paths import DataFolder
from bwdesk.runtime.opening import open_files
from bwdesk.sealed import unseal
from bwdesk.store.accounts import Account
from bwdesk.store.backup import daily_snapshot
from bwdesk.store.clearing import clear_what_left
from bwdesk.store.journal import Journal
from bwdesk.store.pages import PAGE, PageCheck
from bwdesk.store.second_copy import reconcile
from bwdesk.store.unit import Unit
from bwdesk.sync.client import sign_in
from bwdesk.sync.join import join
from bwdesk.sync.steps import Report
from tests.fakes.office import PASSWORD, Laptop

PASSPHRASE = "a long passphrase"
QUICK = Cost(memory=8, passes=1, lanes=1)


class WholeDesk(Laptop):
    """A laptop with all its files; may be closed and opened again."""

    def __init__(self, root: Path, account: Account) -> None:
        super().__init__(root, account)
        self.store.close()
        self.folder = DataFolder(root / f"{account.login}-desk")
        self.owner = keys.Owner(account.id, account.name)
        ring = keys.create_ring(self.folder, PASSPHRASE, pin="914207", owner=self.owner, keyring=self.ring, cost=QUICK)
        self.key, self.recovery_code = ring
        self.open(create=True)

    def open(self, *, create: bool = False) -> None:
        self.files = open_files(self.folder, self.key, self.owner, create=create)
        self.store, self.photos, self.writer = self.files.writing, self.files.photos, self.files.writer
        self.journal = Journal(self.folder.journal, self.key.journal)
        reconcile(self.store, self.journal, self.writer)

    def close(self) -> None:
        if self.client is not None:
            self.client.close()
        self.journal.close()
        self.files.close()

    def join(self, url: str, ca: Path | None = None) -> WholeDesk:
        signed = sign_in(url, self.account.login, PASSWORD, secrets=self.ring, device=self.writer.device, former_ids=())
        with self.does("join") as unit:
            join(unit, signed)
        self.use(url)
        return self

    @contextmanager
    def does(self, act: str = "test") -> Iterator[Unit]:
        with super().does(act) as unit:
            yield unit
        self.journal.append(unit.changes.operations)

    def sync(self, **keywords: object) -> Report:
        report = super().sync(**keywords)
        reconcile(self.store, self.journal, self.writer)
        self.clear()
        return report

    def clear(self) -> None:
        clear_what_left(self.folder, self.key, self.store, self.journal, self.photos, self.writer)

    def snapshot(self) -> None:
        daily_snapshot(self.folder, self.key)

    # --- every byte ------------------------------------------------------------------------------------------------------------------

    def plain_bytes(self) -> dict[str, bytes]:
        """What lies in each file of the folder, decrypted, free pages and slack included, by path."""
        found: dict[str, bytes] = {}
        for path in sorted(one for one in self.folder.root.rglob("*") if one.is_file()):
            name, raw = str(path.relative_to(self.folder.root)), path.read_bytes()
            if path.suffix == ".bwbackup":
                with zipfile.ZipFile(path) as container:
                    found.update((f"{name}/{one}", self._plain(one, container.read(one))) for one in container.namelist())
            else:
                found[name] = self._plain(path.name, raw)
        return found

    def _plain(self, name: str, raw: bytes) -> bytes:
        if name.startswith("desk.db"):
            if name.endswith("-wal"):
                return b"".join(self._page(raw[at + 24 : at + 24 + PAGE]) for at in range(32, len(raw), 24 + PAGE))
            return b"".join(self._page(raw[at : at + PAGE], skip=16 if at == 0 else 0) for at in range(0, len(raw), PAGE))
        if raw.startswith(b"BWP1"):
            return unseal(self.key.photos, raw[4:], b"bwdesk photo " + name.encode())
        if raw.startswith(b"BWJ1"):
            journal = Journal(self.folder.journal, self.key.journal, read_only=True)
            held = b"".join(op.header.encode() + op.body.encode() for record in journal._records for op in journal._read(record))
            journal.close()
            return held
        return raw

    def _page(self, page: bytes, skip: int = 0) -> bytes:
        iv = page[PAGE - 80 : PAGE - 64]
        return Cipher(algorithms.AES(self.key.database), modes.CBC(iv)).decryptor().update(page[skip : PAGE - 80])

    def holds(self, *needles: bytes) -> set[str]:
        """The files in which any of these stands."""
        return {name for name, data in self.plain_bytes().items() if any(one in data for one in needles)}


def is_decrypted(desk: WholeDesk) -> bool:
    """Whether the pages of the database are really what SQLCipher would read."""
    raw = desk.folder.database.read_bytes()
    check = PageCheck(desk.key.database, raw[:16])
    return check.is_whole(1, raw[:PAGE]) and b"CREATE TABLE" in desk.plain_bytes()["desk.db"]
