"""The frame every message travels in: `"FSY1" | length | zstd | sha256`. Anything that is not a whole valid frame is no answer.

A response cut inside its header block arrives as status 200 with an empty body; a login page of a hotel is a 200 too. So the HTTP
status is never believed, only the frame. Sizes are bounded before anything is unpacked. No HTTP here, no messages.
"""

from __future__ import annotations

import hashlib
import threading
from functools import cache
from typing import Final

import zstandard

from bwdesk.errors import NoAnswer
from bwdesk.paths import RESOURCES

MAGIC: Final = b"FSY1"
OVERHEAD: Final = len(MAGIC) + 4 + 32
LEVEL: Final = 6
LARGE: Final = 256 * 1024
LEVEL_LARGE: Final = 3
"""Of messages as large as that, which a dictionary does not help: a third of the time, and some two per cent smaller."""

MAX_PACKED: Final = 8 * 1024 * 1024
MAX_PLAIN: Final = 32 * 1024 * 1024
DICTIONARY: Final = "ops-1.zdict"
"""The dictionary this program writes with; it reads with all it ships. Trained by packaging/train_dictionary.py."""

_local = threading.local()


@cache
def dictionaries() -> dict[int, zstandard.ZstdCompressionDict]:
    """All shipped dictionaries by the id that zstd writes into its header."""
    found = {}
    for path in sorted((RESOURCES / "sync").glob("*.zdict")):
        one = zstandard.ZstdCompressionDict(path.read_bytes())
        found[one.dict_id()] = one
    return found


@cache
def dictionary_names() -> dict[str, int]:
    """Short hash (16 hex digits) of every shipped dictionary, and its zstd id."""
    return {hashlib.sha256(one.as_bytes()).hexdigest()[:16]: number for number, one in dictionaries().items()}


@cache
def _own_dictionary() -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict((RESOURCES / "sync" / DICTIONARY).read_bytes())


def _packer(level: int, *, with_dictionary: bool) -> zstandard.ZstdCompressor:
    name = f"packer{level}{with_dictionary}"
    if not hasattr(_local, name):
        dictionary = _own_dictionary() if with_dictionary else None
        setattr(_local, name, zstandard.ZstdCompressor(level=level, dict_data=dictionary, write_checksum=False))
    packer: zstandard.ZstdCompressor = getattr(_local, name)
    return packer


def pack(plain: bytes, *, with_dictionary: bool = True) -> bytes:
    """A frame around a message's bytes."""
    is_large = len(plain) > LARGE
    packed = _packer(LEVEL_LARGE if is_large else LEVEL, with_dictionary=with_dictionary and not is_large).compress(plain)
    return b"".join((MAGIC, len(packed).to_bytes(4, "big"), packed, hashlib.sha256(packed).digest()))


def unpack(data: bytes, *, limit: int = MAX_PLAIN) -> bytes:
    """The message's bytes. Raises NoAnswer naming the cause: empty, a page, cut, damaged, too big, another program, a newer one."""
    if not data:
        raise NoAnswer("answer.empty")
    if not data.startswith(MAGIC):
        raise NoAnswer(_what_else(data))
    length = int.from_bytes(data[4:8], "big")
    if len(data) < OVERHEAD or len(data) < length + OVERHEAD:
        raise NoAnswer("answer.cut")
    if length > MAX_PACKED:
        raise NoAnswer("answer.too_big")
    if len(data) > length + OVERHEAD:
        raise NoAnswer("answer.damaged")
    packed, tail = data[8 : 8 + length], data[8 + length :]
    if hashlib.sha256(packed).digest() != tail:
        raise NoAnswer("answer.damaged")
    return _unpacked(packed, limit)


def _unpacked(packed: bytes, limit: int) -> bytes:
    try:
        about = zstandard.get_frame_parameters(packed)
        if about.content_size in (zstandard.CONTENTSIZE_UNKNOWN, zstandard.CONTENTSIZE_ERROR) or about.content_size > limit:
            raise NoAnswer("answer.too_big")
        dictionary = None
        if about.dict_id:
            dictionary = dictionaries().get(about.dict_id)
            if dictionary is None:
                raise NoAnswer("answer.newer")
        return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(packed, max_output_size=limit, allow_extra_data=False)
    except zstandard.ZstdError:
        raise NoAnswer("answer.damaged") from None


def _what_else(data: bytes) -> str:
    if MAGIC.startswith(data[:4]):
        return "answer.cut"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<meta", b"<script", b"<body", b"<?xml", b"<!--")):
        return "answer.page"
    return "answer.other"
