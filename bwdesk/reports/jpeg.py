"""What papers read of a JPEG without decoding it: its size, and what is said beside its pixels (camera, place, author, comments)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_SAID = frozenset({*range(0xE1, 0xF0), 0xFE}) - {0xE2, 0xEE}
"""Markers of segments that tell of a picture: all that programs write, and comments; not colour profile (E2) and colour transform (EE)."""


@dataclass(frozen=True)
class JpegSize:
    width: int
    height: int
    components: int


def jpeg_size(data: bytes) -> JpegSize | None:
    """Width, height and colour components from a JPEG's frame header; None when it has none or is cut short."""
    for marker, start, end in _segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and end - start >= 10:
            height, width, components = struct.unpack(">HHB", data[start + 5 : start + 10])
            return JpegSize(width, height, components) if width and height and components in (1, 3, 4) else None
    return None


def pixels_alone(data: bytes) -> bytes:
    """A JPEG without what is said beside its pixels; the very same bytes where nothing is."""
    kept, after = [], 0
    for marker, start, end in _segments(data):
        if marker in _SAID:
            kept.append(data[after:start])
            after = end
    return b"".join([*kept, data[after:]]) if after else data


def said_beside(data: bytes) -> list[bytes]:
    """What is said beside a JPEG's pixels, segment by segment."""
    return [data[start + 4 : end] for marker, start, end in _segments(data) if marker in _SAID]


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, first byte and end of every segment before the pixels."""
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
        if marker == 0xDA or not at + 4 <= end <= len(data):
            return
        yield marker, at, end
        at = end
