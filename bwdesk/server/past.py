"""What the server can tell of its own past: marks that desks bring back, and a folder that no backup of the database holds.

A *mark* is the server's signed word for how far it had come: its epoch and its last push. Desks keep the newest one and show it with every
hello; the folder keeps it too. A mark of a push that is not here means that the database was put back from a backup: a new epoch begins,
and every desk offers what it holds again. The folder also lists the hashes of what came from its author's own laptop, so that such work
counts as its author's when a colleague's laptop is the one that brings it back. A folder that is lost costs nothing but that.
"""

from __future__ import annotations

import hmac
import logging
import os
import threading
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from bwdesk import ids
from bwdesk.disk import disk_errors_translated
from bwdesk.server.pen import WRITER, Keys, begin_epoch, former_epochs
from bwdesk.store.accounts import last_push, push_at
from bwdesk.store.hub import Hub
from bwdesk.store.office_acts import Entry, note_act
from bwdesk.store.unit import Reader

log: Final = logging.getLogger("bwdesk.server")
SHORT: Final = 16
"""Bytes of a hash or of a signature that are kept: nobody outside can make one up."""
MONTHS: Final = 7
"""For so long the hashes of what came from its author are kept."""


class Mark(NamedTuple):
    """How far the server had come: the number of its last push in an epoch (32 hex digits), and the beginning of what was signed there."""

    epoch: str
    number: int
    proof: bytes


def signed_mark(keys: Keys, mark: Mark) -> bytes:
    """A mark as desks keep it."""
    plain = bytes.fromhex(mark.epoch) + mark.number.to_bytes(8, "big") + mark.proof
    return plain + hmac.digest(keys.secret, b"mark " + plain, "sha256")[:SHORT]


def read_mark(keys: Keys, data: bytes) -> Mark | None:
    """The mark, if this server signed it. Anything else says nothing."""
    plain, signature = data[:-SHORT], data[-SHORT:]
    wanted = hmac.digest(keys.secret, b"mark " + plain, "sha256")[:SHORT]
    if len(plain) != 16 + 8 + SHORT or not hmac.compare_digest(signature, wanted):
        return None
    return Mark(plain[:16].hex(), int.from_bytes(plain[16:24], "big"), plain[24:])


class Past:
    """The past of one server. One process has it; its folder lies beside the photos, never in the database."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self._hub = hub
        self._file = folder / "mark"
        self._folder = folder
        self._lock = threading.Lock()
        self._written = 0
        with disk_errors_translated():
            folder.mkdir(parents=True, exist_ok=True)

    def looked_back(self, keys: Keys) -> Keys:
        """At the start: the keys, with a new epoch if the folder remembers what the database does not."""
        try:
            said = self._file.read_bytes()
        except OSError:  # never written, or not to be read: desks remember too
            said = b""
        found = self.heard(keys, said, "folder")
        self.mark(found)
        return found

    def heard(self, keys: Keys, data: bytes, by: str) -> Keys:
        """The keys after a mark was shown `by` somebody: with a new epoch if it proves that the database went back in time; with the epoch
        of the database, if the office has begun a new one meanwhile."""
        mark = read_mark(keys, data)
        with self._hub.reading() as reader:
            keys = _current(reader, keys)
            if mark is None or _is_remembered(reader, keys, mark):
                return keys
        with self._lock, self._hub.writing(WRITER, "restored") as unit:
            keys = _current(unit, keys)
            if not _is_remembered(unit, keys, mark):  # nobody was faster
                keys = replace(keys, epoch=begin_epoch(unit))
                note_act(unit, Entry(int(unit.now.timestamp() * 1000), "", "", "restored", "", {"noticed_by": by}))
                log.warning('{"restored": "%s"}', by)
        return keys

    def mark(self, keys: Keys) -> bytes:
        """The mark of now, signed; the folder keeps it if it goes further than before."""
        with self._hub.reading() as reader:
            found = last_push(reader)
        if found is None:
            return b""
        number, total = found
        signed = signed_mark(keys, Mark(keys.epoch, number, total[:SHORT]))
        if number != self._written:
            self._keep(number, signed)
        return signed

    def _keep(self, number: int, signed: bytes) -> None:
        """Written without waiting for the disk: an older mark is one too. A full disk has its own alarm."""
        with self._lock, suppress(OSError):
            beside = self._file.with_suffix(".new")
            beside.write_bytes(signed)
            os.replace(beside, self._file)
            self._written = number

    # --- what came from its author ---------------------------------------------------------------------------------------------------

    def note_own(self, hashes: Iterable[bytes]) -> None:
        """Operations that their author's laptop has sent, by hash: they are in the database now."""
        data = b"".join(one[:SHORT] for one in hashes)
        if data:
            with self._lock, suppress(OSError), self._month().open("ab") as file:
                file.write(data)

    def own(self, hashes: Collection[bytes]) -> set[bytes]:
        """Those of the hashes that once came from their author's own laptop. Reads the files of the last months: for rare days."""
        wanted = {one[:SHORT]: one for one in hashes}
        found: set[bytes] = set()
        for path in sorted(self._folder.glob("own-*"), reverse=True)[:MONTHS]:
            with suppress(OSError):
                data = path.read_bytes()
                found.update(wanted[part] for part in (data[at : at + SHORT] for at in range(0, len(data), SHORT)) if part in wanted)
        return found

    def _month(self) -> Path:
        path = self._folder / f"own-{ids.now():%Y-%m}"
        if not path.exists():
            for old in sorted(self._folder.glob("own-*"))[: -(MONTHS - 1)]:
                old.unlink(missing_ok=True)
        elif extra := path.stat().st_size % SHORT:  # cut by a crash
            os.truncate(path, path.stat().st_size - extra)
        return path


def _current(reader: Reader, keys: Keys) -> Keys:
    epoch = reader.fact("epoch")
    return keys if epoch is None or epoch == keys.epoch else replace(keys, epoch=epoch)


def _is_remembered(reader: Reader, keys: Keys, mark: Mark) -> bool:
    """True if the database knows of the mark: of its push, or of the epoch as one that is over."""
    if mark.epoch != keys.epoch:
        return mark.epoch in former_epochs(reader)
    total = push_at(reader, mark.number)
    return total is not None and total[:SHORT] == mark.proof
