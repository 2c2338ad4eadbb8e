"""The encrypted file that goes from laptop to laptop on a stick: how it is written and read. What goes into it and who may, others say.

An age file (to a passphrase, or to a colleague's key) around zstd around a tar: `manifest.json`, `manifest.sig`, `operations.jsonl`,
`photos/<sha256>`. It is put in place whole, brought to the disk, read back and compared before anybody says *safe to remove*. What is read
is bounded in every direction; a file that does not hold together is refused as a whole.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import msgspec
import pyrage
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bwdesk.disk import disk_errors_translated, write_whole
from bwdesk.domain.operation import MAX_TEXT, Operation, read_operation
from bwdesk.errors import DamagedFile, FileProblem, ForeignFile, NewerFile, Refused, StoreProblem, WrongKey
from bwdesk.paths import EXCHANGE_ENDING
from bwdesk.sync.vouchers import Voucher

FORMAT: Final = 1
ENDING: Final = EXCHANGE_ENDING
MAGIC: Final = b"age-encryption.org/v1\n"
LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a file, and of what is in it: all of it is in memory for a moment."""
RATIO: Final = 400
SMALL: Final = 1024 * 1024
LARGEST_MANIFEST: Final = 32 * 1024 * 1024
MOST_OPERATIONS: Final = 200_000
MOST_PHOTOS: Final = 5_000
WINDOW: Final = 1 << 27
_BLOCK: Final = 512
_SIGNED: Final = b"bwdesk exchange manifest 1\n"

Told = Callable[[int, int], None]


class ScopeFacts(msgspec.Struct, omit_defaults=True):
    """What of one scope is in the file, and how far its log was read where the file was written."""

    scope: str
    operations: int
    epoch: str = ""
    cursor: int = 0
    chain: bytes = b""


class PhotoFacts(msgspec.Struct, array_like=True):
    """A photo or thumbnail in the file."""

    sha256: str
    size: int


class Manifest(msgspec.Struct, omit_defaults=True):
    """Who wrote the file, when, and all that is in it. `purpose`: `exchange`, or `unsent` (a person's own work put in safety)."""

    format: int
    purpose: str
    at: int  # ms since 1970, by the clock of that laptop
    person: str
    name: str
    device: str
    key: bytes
    server: str
    scopes: list[ScopeFacts]
    vouchers: list[Voucher]
    operations: int
    operations_sha256: str
    operations_size: int
    photos: list[PhotoFacts] = []
    unproven: int = 0  # left out: of colleagues, and not signed by them


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that holds together. Whether its words may be believed is not said here."""

    manifest: Manifest
    operations: list[Operation]
    photos: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """To whom a file is encrypted: a colleague's box key, or a passphrase."""

    box: str = ""
    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class Opener:
    """What a laptop can open files with: its own box key, and a passphrase if one was told."""

    box: str
    passphrase: str = ""


# --- writing -------------------------------------------------------------------------------------------------------------------------


def operations_text(operations: Iterable[Operation]) -> bytes:
    """Operations as they travel in the file: header and body, byte for byte, a line each."""
    encode = msgspec.json.encode
    return b"".join(encode((op.header, op.body)) + b"\n" for op in operations)


def write_file(
    path: Path,
    manifest: Manifest,
    sign: Callable[[bytes], bytes],
    texts: bytes,
    photos: Iterable[tuple[str, bytes]],
    lock: Lock,
    told: Told,
) -> int:
    """Writes the file, reads it back and compares. Returns its size.

    Raises Refused (`exchange.too_large`) or StoreProblem (full, read-only, gone, `exchange.read_back`); an older file of that name is then
    as it was.
    """
    plain = msgspec.json.encode(manifest)
    packed = io.BytesIO()
    total = manifest.operations_size + sum(one.size for one in manifest.photos)
    if total > LARGEST - SMALL * 4 or len(plain) > LARGEST_MANIFEST:
        raise Refused("exchange.too_large", limit=LARGEST // 1024 // 1024)
    with zstandard.ZstdCompressor(level=6, write_checksum=True).stream_writer(packed, closefd=False) as out:
        done = 0
        for name, data in _members(plain, sign(_SIGNED + plain), texts, photos):
            _put(out, name, data)
            done += len(data) if name.startswith(("operations", "photos/")) else 0
            told(done, total)
        out.write(bytes(2 * _BLOCK))
    sealed = _sealed(packed.getvalue(), lock)
    write_whole(path, sealed)
    with disk_errors_translated():
        if path.read_bytes() != sealed:
            raise StoreProblem("exchange.read_back")
    return len(sealed)


def _members(manifest: bytes, signature: bytes, texts: bytes, photos: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    yield "manifest.json", manifest
    yield "manifest.sig", signature
    yield "operations.jsonl", texts
    for sha256, data in photos:
        yield f"photos/{sha256}", data


def _put(out: IO[bytes], name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    out.write(info.tobuf(tarfile.USTAR_FORMAT))
    out.write(data)
    out.write(bytes(-len(data) % _BLOCK))


def _sealed(data: bytes, lock: Lock) -> bytes:
    if lock.box:
        return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(lock.box)]))
    return bytes(pyrage.passphrase.encrypt(data, lock.passphrase))


# --- reading -------------------------------------------------------------------------------------------------------------------------


def needs_passphrase(path: Path) -> bool:
    """True if the file opens with a passphrase, False if with a laptop's own key. Raises ForeignFile, StoreProblem."""
    with disk_errors_translated():
        if path.exists() and not path.is_file():  # a folder, a device, a pipe
            raise ForeignFile("exchange.foreign")
        with path.open("rb") as stream:
            head = stream.read(len(MAGIC) + 10)
    if not head.startswith(MAGIC):
        raise ForeignFile("exchange.foreign")
    return head[len(MAGIC) :].startswith(b"-> scrypt ")


def read_file(path: Path, opener: Opener, told: Told) -> Opened:
    """Opens a file and checks that it holds together: every size, hash and signature in it, not whose they are.

    Raises ForeignFile, WrongKey (`exchange.passphrase`, `exchange.not_for_you`), DamagedFile, NewerFile, FileProblem (too large), and
    what `told(done, of)` raises.
    """
    by_passphrase = needs_passphrase(path)
    if by_passphrase and not opener.passphrase:
        raise WrongKey("exchange.passphrase_needed")
    with disk_errors_translated():
        if path.stat().st_size > LARGEST:
            raise FileProblem("exchange.too_large_to_read", limit=LARGEST // 1024 // 1024)
        sealed = path.read_bytes()
    return _unpacked(_unsealed(sealed, opener, by_passphrase=by_passphrase), told)


def _unsealed(sealed: bytes, opener: Opener, *, by_passphrase: bool) -> bytes:
    try:
        if by_passphrase:
            return bytes(pyrage.passphrase.decrypt(sealed, opener.passphrase))
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(opener.box)]))
    except pyrage.DecryptError as error:
        said = str(error)
    if by_passphrase and said == "Decryption failed":
        raise WrongKey("exchange.passphrase")
    if not by_passphrase and said == "No matching keys found":
        raise WrongKey("exchange.not_for_you")
    raise DamagedFile("exchange.damaged")


def _unpacked(packed: bytes, told: Told) -> Opened:
    stream = _Bounded(packed)
    plain = stream.member("manifest.json", LARGEST_MANIFEST)
    signature = stream.member("manifest.sig", 64)
    manifest = _manifest(plain)
    if not _is_signed(manifest, plain, signature):
        raise DamagedFile("exchange.forged")
    total = manifest.operations_size + sum(one.size for one in manifest.photos)
    texts = stream.member("operations.jsonl", manifest.operations_size)
    if len(texts) != manifest.operations_size or hashlib.sha256(texts).hexdigest() != manifest.operations_sha256:
        raise DamagedFile("exchange.damaged")
    operations = _operations(texts, manifest)
    done = len(texts)
    photos = {}
    for one in manifest.photos:
        told(done, total)
        data = stream.member(f"photos/{one.sha256}", one.size)
        if len(data) != one.size or hashlib.sha256(data).hexdigest() != one.sha256:
            raise DamagedFile("exchange.damaged")
        photos[one.sha256] = data
        done += one.size
    stream.end()
    told(total, total)
    return Opened(manifest, operations, photos)


class _Bounded:
    """The members of the tar, one by one, of which no more is unpacked than was allowed for."""

    def __init__(self, packed: bytes) -> None:
        self._most = min(LARGEST, len(packed) * RATIO + SMALL)
        self._read = 0
        self._stream = zstandard.ZstdDecompressor(max_window_size=WINDOW).stream_reader(packed, read_across_frames=False)

    def member(self, name: str, most: int) -> bytes:
        """The next member, which must be a plain file of that name. Raises DamagedFile."""
        try:
            info = tarfile.TarInfo.frombuf(self._exactly(_BLOCK), "ascii", "strict")
        except (tarfile.HeaderError, ValueError):
            raise DamagedFile("exchange.damaged") from None
        if info.name != name or info.type != tarfile.REGTYPE or not 0 <= info.size <= most:
            raise DamagedFile("exchange.damaged")
        data = self._exactly(info.size)
        self._exactly(-info.size % _BLOCK)
        return data

    def end(self) -> None:
        """What follows must be the end of the tar, and nothing after it."""
        if self._exactly(2 * _BLOCK).strip(b"\0") or self._some(1):
            raise DamagedFile("exchange.damaged")

    def _exactly(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size > 0:
            part = self._some(min(size, SMALL))
            if not part:
                raise DamagedFile("exchange.damaged")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _some(self, size: int) -> bytes:
        try:
            part: bytes = self._stream.read(size)
        except zstandard.ZstdError:
            raise DamagedFile("exchange.damaged") from None
        self._read += len(part)
        if self._read > self._most:
            raise DamagedFile("exchange.damaged")
        return part


def _manifest(plain: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(plain, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        if _format_of(plain) > FORMAT:
            raise NewerFile("exchange.newer") from None
        raise DamagedFile("exchange.damaged") from None
    if manifest.format > FORMAT:
        raise NewerFile("exchange.newer")
    sizes = [manifest.operations_size, *(one.size for one in manifest.photos)]
    names = [one.sha256 for one in manifest.photos]
    is_bounded = len(names) <= MOST_PHOTOS and 0 <= manifest.operations <= MOST_OPERATIONS and min(sizes) >= 0 and sum(sizes) <= LARGEST
    if not is_bounded or len(set(names)) != len(names) or any(len(one) != 64 for one in names):
        raise DamagedFile("exchange.damaged")
    return manifest


class _Format(msgspec.Struct):
    format: int


def _format_of(plain: bytes) -> int:
    try:
        return msgspec.json.decode(plain, type=_Format).format
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return 0


def _is_signed(manifest: Manifest, plain: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(manifest.key).verify(signature, _SIGNED + plain)
    except (InvalidSignature, ValueError):
        return False
    return True


def _operations(texts: bytes, manifest: Manifest) -> list[Operation]:
    found: list[Operation] = []
    seen: set[str] = set()
    for line in io.BytesIO(texts):
        if len(line) > 14 * MAX_TEXT or len(found) >= manifest.operations:
            raise DamagedFile("exchange.damaged")
        try:
            header, body = msgspec.json.decode(line, type=tuple[str, str])
            operation = read_operation(header, body, msgspec.json.decode)
        except (msgspec.MsgspecError, UnicodeDecodeError, Refused):
            raise DamagedFile("exchange.damaged") from None
        if operation.id in seen:
            raise DamagedFile("exchange.damaged")
        seen.add(operation.id)
        found.append(operation)
    if len(found) != manifest.operations:
        raise DamagedFile("exchange.damaged")
    return found
