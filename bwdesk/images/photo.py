"""A photo from outside becomes a photo of ours: upright, long side at most 2,048 px, sRGB JPEG, without any metadata.

What the camera wrote (place, serial numbers, owner) is dropped; only the time it says the photo was taken is handed on. Works in
the intake process (runtime/intake.py), which limits memory and time; sizes are judged here before anything is decoded.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from datetime import datetime
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from bwdesk.errors import IntakeRefused
from bwdesk.images.camera import orientation, taken_at
from bwdesk.images.colour import flat_srgb
from bwdesk.images.prepared import PreparedPhoto

LONG_SIDE: Final = 2_048
THUMB_SIDE: Final = 320
MAX_FILE_BYTES: Final = 100_000_000
MAX_DECODED: Final = 200_000_000
"""Bytes of the decoded pixels; JPEGs are decoded at a fraction of their size, so that phone photos of 200 megapixels pass."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "HEIF", "AVIF")
_BYTES_PER_PIXEL: Final = {"1": 1, "L": 1, "P": 1, "LA": 2, "PA": 2, "I;16": 2, "I;16B": 2, "I": 4, "F": 4, "RGB": 4, "YCbCr": 4, "LAB": 4}
_WEBP_BYTES: Final = 8  # a pixel in the decoder of WebP, which keeps two pictures
_AVERAGED: Final = ("L", "RGB", "LA", "RGBA", "CMYK", "YCbCr")
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUALITIES: Final = (86, 80, 74, 68)
_ENOUGH: Final = 600_000  # bytes of a working copy; documents stay readable at quality 68
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    struct.error,
)
"""What Pillow's decoders are seen to raise on broken files."""


def prepare_photo(source: bytes | str | Path, long_side: int = LONG_SIDE) -> PreparedPhoto:
    """Reads a photo (JPEG, HEIC, PNG, TIFF, WebP, AVIF, BMP, first picture of a GIF); raises IntakeRefused."""
    data = _bytes_of(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is thrown away here
        image, when = _decoded(data, long_side)
    large = _scaled(image, long_side)
    jpeg = _jpeg(large)
    small = _scaled(large, THUMB_SIDE)
    thumb = _encoded(small, 78)
    return PreparedPhoto(
        jpeg=jpeg,
        thumb=thumb,
        width=large.width,
        height=large.height,
        thumb_width=small.width,
        thumb_height=small.height,
        taken_at=when,
        sha256=hashlib.sha256(jpeg).hexdigest(),
        thumb_sha256=hashlib.sha256(thumb).hexdigest(),
        original_sha256=hashlib.sha256(data).hexdigest(),
    )


def print_version(jpeg: bytes, max_px: int) -> bytes:
    """A kept photo scaled for print: JPEG, long side at most `max_px` pixels; the same bytes where it is small enough already."""
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            if max(image.size) <= max_px:
                return jpeg
            image.draft("RGB", (max_px, max_px))
            return _encoded(_scaled(image.convert("RGB"), max_px), 84)
    except _BROKEN:
        raise IntakeRefused("intake.photo_damaged") from None


def _bytes_of(source: bytes | str | Path) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        try:
            if not path.is_file():
                raise IntakeRefused("intake.no_file")
            if path.stat().st_size > MAX_FILE_BYTES:
                raise IntakeRefused("intake.photo_too_large")
            data = path.read_bytes()
        except OSError:
            raise IntakeRefused("intake.cannot_open") from None
    if not data:
        raise IntakeRefused("intake.photo_empty")
    if len(data) > MAX_FILE_BYTES:
        raise IntakeRefused("intake.photo_too_large")
    return data


def _decoded(data: bytes, long_side: int) -> tuple[Image.Image, datetime | None]:
    """The first picture, upright, flat and in sRGB, and when it was taken."""
    _know_more_formats()
    if _webp_pixels(data) * _WEBP_BYTES > MAX_DECODED:
        raise IntakeRefused("intake.photo_too_large")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            _judge_size(image, long_side)
            image.load()  # before anything else: what a broken file raises later, on the side, would go unheard
            return flat_srgb(_upright(_reduced(image, long_side), orientation(image))), taken_at(image)
    except UnidentifiedImageError:
        raise IntakeRefused("intake.not_a_photo") from None
    except (Image.DecompressionBombError, MemoryError):
        raise IntakeRefused("intake.photo_too_large") from None
    except _BROKEN as error:
        is_too_large = "memory" in str(error).lower()  # the decoder of HEIC knows no MemoryError
        raise IntakeRefused("intake.photo_too_large" if is_too_large else "intake.photo_damaged") from None


def _know_more_formats() -> None:
    """All of Pillow's, of which `_FORMATS` are used, and HEIC, as iPhones write it. Doing so twice does nothing."""
    from pillow_heif import register_heif_opener  # loads its decoder, 40 ms

    Image.init()
    register_heif_opener(thumbnails=False, decode_threads=1)
    Image.MAX_IMAGE_PIXELS = MAX_DECODED  # our own judgement stands in _judge_size; Pillow's applies to what it never gets to see


def _webp_pixels(data: bytes) -> int:
    """Pixels that a WebP says it has, 0 for other files: its decoder takes all the memory at once, before anybody can judge."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return 0
    if data[12:16] == b"VP8X":
        return (1 + int.from_bytes(data[24:27], "little")) * (1 + int.from_bytes(data[27:30], "little"))
    if data[12:16] == b"VP8L":
        sizes = int.from_bytes(data[21:25], "little")
        return (1 + (sizes & 0x3FFF)) * (1 + (sizes >> 14 & 0x3FFF))
    return (int.from_bytes(data[26:28], "little") & 0x3FFF) * (int.from_bytes(data[28:30], "little") & 0x3FFF)


def _judge_size(image: Image.Image, long_side: int) -> None:
    if min(image.size) < 1:
        raise IntakeRefused("intake.photo_damaged")
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (long_side, long_side))  # a smaller decoding, never below the size asked for
    if image.width * image.height * _BYTES_PER_PIXEL.get(image.mode, 4) > MAX_DECODED:
        raise IntakeRefused("intake.photo_too_large")


def _reduced(image: Image.Image, long_side: int) -> Image.Image:
    """A rough step down before colours are converted, so that large pictures are held in full only once."""
    factor = int(max(image.size) / (long_side * 1.3))
    return image.reduce(factor) if factor > 1 and image.mode in _AVERAGED else image


def _upright(image: Image.Image, turned: int) -> Image.Image:
    return image.transpose(_TURNS[turned]) if turned in _TURNS else image


def _scaled(image: Image.Image, long_side: int) -> Image.Image:
    if max(image.size) <= long_side:
        return image
    scale = long_side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _jpeg(image: Image.Image) -> bytes:
    for quality in _QUALITIES:
        jpeg = _encoded(image, quality)
        if len(jpeg) <= _ENOUGH:
            break
    return jpeg


def _encoded(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True, exif=b"", icc_profile=None, comment=None)
    return out.getvalue()
