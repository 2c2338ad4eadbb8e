"""The second copy of work that no server has confirmed: an append-only encrypted file in another folder than the database.

After every commit the new operations are appended and brought to the disk; only then may anybody say *saved*. What the server has
confirmed is cut away now and then. If the database is lost, its last snapshot and this file give everything back (`reconcile`).

The file: a head (magic, id, a seal that tells whether the key fits), then records (mark, length, sealed JSON, CRC), then zeros that keep
room on the disk. A record cut off by a power failure ends the file; damage in the middle costs the records it hits and no others.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import struct
import threading
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from bwdesk.disk import Lock, sync_file, sync_folder
from bwdesk.domain.operation import Operation, read_operation
from bwdesk.errors import Refused, StoreProblem
from bwdesk.sealed import OVERHEAD, Unsealable, seal, unseal

MAGIC: Final = b"BWJ1"
MARK: Final = b"\xb7OP\x01"
HEAD_SIZE: Final = len(MAGIC) + 16 + OVERHEAD
ROOM: Final = 64 * 1024
"""Bytes kept ready at the end: appending then changes no length, which is quicker and does not meet a full disk."""
LARGEST: Final = 8 * 1024 * 1024
_LENGTH: Final = struct.Struct("<I")
_AROUND: Final = len(MARK) + 2 * _LENGTH.size
CUT_FROM: Final = 32 * 1024


@dataclass(slots=True)
class _Record:
    """Where a record lies, and which of its operations are still unconfirmed."""

    start: int
    size: int
    waiting: set[str] = field(default_factory=set)


class Journal:
    """The journal of one data folder under `FileKey.journal`. Opening makes the file, and ends it after the last whole record.

    `damaged` counts stretches in the middle that could not be read; `set_aside` names a file that was there but is not under this key.
    One program at a time has it open (`store.in_use`); `read_only` looks at a file that may be in use elsewhere, changes nothing, and
    wants it to be there. Raises StoreProblem (`store.second_copy`) when the disk refuses.
    """

    def __init__(self, path: Path, key: bytes, *, read_only: bool = False) -> None:
        self.path = path
        self._key = key
        self._is_read_only = read_only
        self._held: Lock | None = None
        self._lock = threading.Lock()
        self.damaged = 0
        self.set_aside: Path | None = None
        self._records: list[_Record] = []
        self._end = self._room = HEAD_SIZE
        try:
            self._open()
        except BaseException as error:
            if self._held is not None:
                self._held.release()
            if isinstance(error, OSError):
                raise StoreProblem("store.second_copy") from error
            raise

    # --- what it holds ---------------------------------------------------------------------------------------------------------------

    def ids(self) -> set[str]:
        """The operations in it that are not known to be confirmed."""
        with self._lock:
            return {op_id for record in self._records for op_id in record.waiting}

    def operations(self) -> list[Operation]:
        """Those operations, in the order in which they were written."""
        with self._lock:
            found = [(record, op) for record in self._records if record.waiting for op in self._read(record)]
        return [op for record, op in found if op.id in record.waiting]

    # --- writing ---------------------------------------------------------------------------------------------------------------------

    def append(self, operations: Sequence[Operation]) -> None:
        """Adds operations; they are on the disk when it returns. Raises StoreProblem (`store.second_copy`) with nothing added."""
        if not operations:
            return
        with self._lock:
            before = self._end, len(self._records)
            try:
                for part in _parts(operations):
                    self._put(part)
                sync_file(self._file.fileno())
            except OSError as error:
                self._end = before[0]
                del self._records[before[1] :]
                self._try_to_cut()
                raise StoreProblem("store.second_copy") from error

    def confirmed(self, ids: Collection[str]) -> None:
        """The server has these. The file is cut back when most of it is confirmed. Raises StoreProblem."""
        with self._lock:
            for record in self._records:
                record.waiting.difference_update(ids)
            stale = sum(record.size for record in self._records if not record.waiting)
            if stale and (stale >= max(CUT_FROM, self._end // 2) or stale == self._end - HEAD_SIZE):
                try:
                    self._cut_back()
                except OSError as error:
                    raise StoreProblem("store.second_copy") from error

    def forget(self, scopes: Collection[str]) -> None:
        """Writes the file anew without anything of some scopes, and without what is confirmed. Raises StoreProblem."""
        with self._lock:
            try:
                for record in self._records:
                    record.waiting.difference_update(op.id for op in self._read(record) if op.scope in scopes)
                self._cut_back()
            except OSError as error:
                raise StoreProblem("store.second_copy") from error

    def close(self) -> None:
        with self._lock:
            self._file.close()
            if self._held is not None:
                self._held.release()

    def _put(self, operations: Sequence[Operation]) -> None:
        record = self._sealed(operations)
        if self._end + len(record) > self._room:
            self._write(bytes(len(record) + ROOM))
            self._room = self._end + len(record) + ROOM
        self._write(record)
        self._records.append(_Record(self._end, len(record), {op.id for op in operations}))
        self._end += len(record)

    def _write(self, data: bytes) -> None:
        """Writes at the end, all of it: a disk that is nearly full takes a part and says so only when asked again."""
        self._file.seek(self._end)
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]

    def _sealed(self, operations: Iterable[Operation]) -> bytes:
        content = json.dumps([[op.header, op.body] for op in operations], ensure_ascii=False).encode()
        sealed = seal(self._key, content, self._about)
        counted = _LENGTH.pack(len(sealed)) + sealed
        return MARK + counted + _LENGTH.pack(zlib.crc32(counted))

    def _try_to_cut(self) -> None:
        """Ends the file where it ended before; if even that fails, the half record is passed over when it is read again."""
        try:
            self._file.truncate(self._end)
            self._room = self._end
        except OSError:
            self._room = 0

    # --- reading ---------------------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        head = _head_of(self.path)
        if not self._is_read_only:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._held = Lock(lock_path(self.path))
            head = self._made(head)
        if head is None or not self._is_ours(head):
            raise OSError(errno.ENOENT, "no journal under this key")
        self._id = head[len(MAGIC) : len(MAGIC) + 16]
        self._file: BinaryIO = self.path.open("rb" if self._is_read_only else "r+b", buffering=0)
        self._scan(self.path.read_bytes())

    def _made(self, head: bytes | None) -> bytes | None:
        """The head of the file; a new one where there is none, or one under another key, which is set aside."""
        if head is not None and not self._is_ours(head):
            self.set_aside = self.path.with_name(f"{self.path.name}.other-{secrets.token_hex(3)}")
            os.replace(self.path, self.set_aside)
            head = None
        if head is None:
            self._make(self.path)
            sync_folder(self.path.parent)
            head = _head_of(self.path)
        return head

    @property
    def _about(self) -> bytes:
        return b"bwdesk journal " + self._id

    def _is_ours(self, head: bytes) -> bool:
        try:
            unseal(self._key, head[len(MAGIC) + 16 : HEAD_SIZE], b"bwdesk journal head " + head[len(MAGIC) : len(MAGIC) + 16])
        except Unsealable:
            return False
        return head.startswith(MAGIC)

    def _make(self, path: Path) -> None:
        self._id = secrets.token_bytes(16)
        with path.open("wb") as out:
            out.write(MAGIC + self._id + seal(self._key, b"", b"bwdesk journal head " + self._id))
            out.flush()
            sync_file(out.fileno())

    def _scan(self, data: bytes) -> None:
        """Finds the records; what follows the last whole one is dropped, what lies between whole ones is counted as damage."""
        at, hole = HEAD_SIZE, False
        while (start := data.find(MARK, at)) >= 0:
            size = _size_at(data, start)
            record = _Record(start, size)
            if not size or not self._fill(record, data[start : start + size]):
                hole, at = True, start + 1
                continue
            if hole or data[self._end : start].strip(b"\0"):
                self.damaged += 1
            hole, at = False, start + size
            self._end = at
            self._records.append(record)
        self._room = len(data)
        if data[self._end :].strip(b"\0") and not self._is_read_only:
            self._file.truncate(self._end)
            self._room = self._end

    def _fill(self, record: _Record, raw: bytes) -> bool:
        try:
            record.waiting.update(op.id for op in self._operations(raw))
        except (Unsealable, Refused):
            return False
        return True

    def _read(self, record: _Record) -> list[Operation]:
        self._file.seek(record.start)
        return self._operations(self._file.read(record.size))

    def _operations(self, raw: bytes) -> list[Operation]:
        content = unseal(self._key, raw[len(MARK) + _LENGTH.size : -_LENGTH.size], self._about)
        return [read_operation(header, body) for header, body in json.loads(content)]

    def _cut_back(self) -> None:
        """Writes what is still waiting into a new file, and puts that in place of the old one."""
        kept = [op for record in self._records if record.waiting for op in self._read(record) if op.id in record.waiting]
        draft = self.path.with_name(self.path.name + ".part")
        self._make(draft)
        with draft.open("ab") as out:
            records = []
            for part in _parts(kept):
                raw = self._sealed(part)
                records.append(_Record(out.tell(), len(raw), {op.id for op in part}))
                out.write(raw)
            end = out.tell()
            out.flush()
            sync_file(out.fileno())
        self._file.close()
        os.replace(draft, self.path)
        sync_folder(self.path.parent)
        self._file = self.path.open("r+b", buffering=0)
        self._records, self._end, self._room = records, end, end


def lock_path(path: Path) -> Path:
    """What is locked while a journal is open to be written; the journal itself is replaced now and then."""
    return path.with_name(path.name + ".lock")


def _head_of(path: Path) -> bytes | None:
    if not path.exists():
        return None
    with path.open("rb") as stream:
        return stream.read(HEAD_SIZE)


def _size_at(data: bytes, start: int) -> int:
    """The size of a whole record at a place; 0 if there is none."""
    begin = start + len(MARK)
    if begin + _LENGTH.size > len(data):
        return 0
    (length,) = _LENGTH.unpack_from(data, begin)
    end = begin + _LENGTH.size + length
    if length > LARGEST * 2 or end + _LENGTH.size > len(data):
        return 0
    is_whole = _LENGTH.unpack_from(data, end)[0] == zlib.crc32(data[begin:end])
    return length + _AROUND if is_whole else 0


def _parts(operations: Sequence[Operation]) -> Iterable[Sequence[Operation]]:
    """Slices that make records of bounded size."""
    part: list[Operation] = []
    size = 0
    for op in operations:
        size += len(op.header) + len(op.body)
        if part and size > LARGEST // 4:
            yield part
            part, size = [], len(op.header) + len(op.body)
        part.append(op)
    if part:
        yield part
