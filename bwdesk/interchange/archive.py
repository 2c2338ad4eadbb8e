"""ZIP packages from outside (workbooks are such), opened only after what they say of their size has been looked at."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from bwdesk.errors import IntakeRefused

MAX_DIRECTORY: Final = 4_000_000  # bytes of the list of parts: some 60,000 of them
MAX_UNPACKED: Final = 600_000_000  # bytes of all parts together, as the package says
MAX_PART: Final = 400_000_000
BOMB_RATIO: Final = 250  # sheets of blank styled rows reach about 60
BOMB_FROM: Final = 5_000_000  # bytes unpacked; smaller parts harm nobody
CHUNK: Final = 1 << 18
_END: Final = b"PK\x05\x06"
_FAILURES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a compression nobody uses in workbooks
    RuntimeError,
    struct.error,
    IndexError,
)


class Archive:
    """The parts of a package by name; upper and lower case and the direction of slashes do not matter."""

    def __init__(self, data: bytes) -> None:
        _refuse_large_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _FAILURES:
            raise IntakeRefused("intake.damaged") from None
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").casefold(): entry for entry in entries}
        for entry in entries:
            _judge(entry)
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise IntakeRefused("intake.bomb")

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def size(self, name: str) -> int:
        """Bytes of a part once unpacked."""
        return self._entry(name).file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a part, piece by piece; never more than the package said."""
        try:
            with self._zip.open(self._entry(name)) as stream:
                while piece := stream.read(CHUNK):
                    yield piece
        except _FAILURES:
            raise IntakeRefused("intake.damaged") from None

    def _entry(self, name: str) -> zipfile.ZipInfo:
        try:
            return self._entries[name.casefold()]
        except KeyError:
            raise IntakeRefused("intake.damaged") from None


def _refuse_large_directory(data: bytes) -> None:
    at = data.rfind(_END, max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise IntakeRefused("intake.damaged")
    (size,) = struct.unpack_from("<I", data, at + 12)
    if MAX_DIRECTORY < size < 0xFFFF_FFFF:
        raise IntakeRefused("intake.bomb")


def _judge(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 1:
        raise IntakeRefused("intake.encrypted")
    is_bomb = entry.file_size > BOMB_FROM and entry.file_size > BOMB_RATIO * max(entry.compress_size, 1)
    if is_bomb or entry.file_size > MAX_PART:
        raise IntakeRefused("intake.bomb")
