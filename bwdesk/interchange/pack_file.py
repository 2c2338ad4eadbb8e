"""The one door for library packs from outside: bytes become a text that is held to the form of a pack. Takes nothing into the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bwdesk.domain.packs import MOST_CHARACTERS, PackText, pack_text
from bwdesk.errors import IntakeRefused

_MOST_BYTES: Final = 4 * MOST_CHARACTERS + 3


def pack_file(source: str | Path) -> PackText:
    """Reads a pack from a file of UTF-8 text. Raises IntakeRefused for what is no such file, Refused where its form is wrong."""
    path = Path(source)
    try:
        if not path.is_file():
            raise IntakeRefused("intake.no_file")
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError:
        raise IntakeRefused("intake.cannot_open") from None
    if not data.strip():
        raise IntakeRefused("intake.empty")
    if len(data) > _MOST_BYTES:
        raise IntakeRefused("library.too_big")
    try:
        return pack_text(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise IntakeRefused("library.encoding", line=data.count(b"\n", 0, error.start) + 1) from None
