"""A folder as a phone and an unkind sender leave it: good photos, broken ones, and files made to do harm when they are decoded."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(width: int, height: int, *chunks: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", header), *chunks, _chunk(b"IDAT", zlib.compress(bytes(60_000))), _chunk(b"IEND", b""))
    )


def _encoded(kind: str, size: tuple[int, int] = (640, 480)) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind)
    return out.getvalue()


def _large_tiff() -> bytes:
    """A page of 50,000 by 50,000 points in one strip that is not there."""
    facts = ((256, 50_000), (257, 50_000), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 50_000), (279, 2_500_000_000))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in facts)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(facts)) + entries + bytes(4)


def good_photos() -> dict[str, bytes]:
    return {
        "exit.jpg": _encoded("JPEG"),
        "Racks.JPEG": _encoded("JPEG", (480, 640)),
        "ወለል.png": _encoded("PNG", (320, 240)),
        "scan.tiff": _encoded("TIFF", (240, 320)),
    }


def bad_photos() -> dict[str, bytes]:
    whole = _encoded("JPEG")
    return {
        "empty.jpg": b"",
        "words.png": b"This is a text that was given another name.\n",
        "cut off.jpg": whole[: len(whole) // 3],
        "half.png": _encoded("PNG")[:-900],
        "pixels.png": _png(60_000, 60_000),
        "large.tif": _large_tiff(),
        "words inside.png": _png(640, 480, _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(80_000_000), 9))),
        "wide.gif": b"GIF89a"
        + struct.pack("<HHBBB", 65_535, 65_535, 0xF0, 0, 0)
        + bytes(6)
        + b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02L\x01\0;",
        "none wide.gif": b"GIF89a" + struct.pack("<HHBBB", 0, 0, 0, 0, 0) + b";",
        "garbage.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(range(256)) * 4,
    }


def write_all(folder: Path) -> tuple[list[Path], list[Path]]:
    """Writes them into a folder, together with what lies in folders besides; the good, and the bad."""
    folder.mkdir()
    good, bad = good_photos(), bad_photos()
    for name, data in {**good, **bad, "Thumbs.db": b"\xd0\xcf\x11\xe0", "._exit.jpg": b"\x00\x05\x16\x07", "list.csv": b"a,b\n"}.items():
        (folder / name).write_bytes(data)
    (folder / "inside.jpg").mkdir()
    return [folder / name for name in good], [folder / name for name in bad]
