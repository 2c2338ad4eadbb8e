"""What a camera says about which side is up and when a photo was taken. Everything else it says is left behind."""

from __future__ import annotations

import re
import struct
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from PIL import Image
from PIL.ExifTags import IFD, Base

_UNREADABLE: Final = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, struct.error)
_TIME: Final = re.compile(r"(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_ZONE: Final = re.compile(r"([+-])(\d{2}):?(\d{2})")
_FIRST_YEAR: Final = 1995  # before it there were no digital cameras to speak of: a clock never set


def orientation(image: Image.Image) -> int:
    """How the camera was held, as EXIF counts it from 1 (upright) to 8; 1 where it does not say."""
    try:
        turned = image.getexif().get(Base.Orientation, 1)
    except _UNREADABLE:
        return 1
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def taken_at(image: Image.Image) -> datetime | None:
    """When the photo was taken by the camera's clock; with a time zone where it wrote one, naive otherwise, None if unknown."""
    try:
        details = image.getexif().get_ifd(IFD.Exif)
    except _UNREADABLE:
        return None
    for tag, zone in ((Base.DateTimeOriginal, Base.OffsetTimeOriginal), (Base.DateTimeDigitized, Base.OffsetTimeDigitized)):
        if (when := _time(details.get(tag), details.get(zone))) is not None:
            return when
    return None


def _time(written: Any, zone: Any) -> datetime | None:
    found = _TIME.search(_text(written))
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    try:
        when = datetime(year, month, day, hour, minute, int(found[6] or 0))  # noqa: DTZ001 - the camera's clock; its zone comes below
    except ValueError:
        return None
    offset = _ZONE.fullmatch(_text(zone).strip())
    if offset is not None and int(offset[2]) < 15:
        minutes = (int(offset[2]) * 60 + int(offset[3])) * (1 if offset[1] == "+" else -1)
        when = when.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    return when if when.year >= _FIRST_YEAR else None


def _text(written: Any) -> str:
    if isinstance(written, bytes):
        return written.decode("ascii", "replace")
    return str(written or "")[:100].replace("\x00", "")
