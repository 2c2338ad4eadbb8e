"""What the first run asks a person, and what comes of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bwdesk.errors import DeskError


class Setup(NamedTuple):
    """Everything the first run asks. `setup_file` None starts with the demo profile."""

    language: str
    setup_file: Path | None
    name: str
    role: str
    passphrase: str
    pin: str
    touch: bool
    text_size: float
    wants_recovery_sheet: bool
    with_demo: bool


class Created(NamedTuple):
    """The laptop is set up. `recovery_code` is shown once; `error` says why it is not set up."""

    error: DeskError | None = None
    recovery_code: str = ""


class Profile(NamedTuple):
    """What a setup file of the office says; `error` why it cannot be used."""

    programme: str = ""
    office: str = ""
    people: tuple[str, ...] = ()
    error: DeskError | None = None
