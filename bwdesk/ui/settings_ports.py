"""What the settings may ask of the keys, backups and signing certificate of an open desk. Every act answers later, on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from bwdesk.errors import DeskError


class Locks(Protocol):
    """What the settings may change about the keys of an open desk. Every act answers later, on the GUI thread."""

    def has_keyring(self) -> bool: ...

    def set_pin(self, pin: str, then: Callable[[DeskError | None], None]) -> None: ...

    def set_passphrase(self, passphrase: str, then: Callable[[DeskError | None], None]) -> None: ...

    def new_recovery_code(self, then: Callable[[str | DeskError], None]) -> None:
        """A new code for the sheet; the old sheet opens nothing any more."""

    def print_recovery(self, code: str, path: Path, then: Callable[[DeskError | None], None]) -> None:
        """Writes the sheet of a new code as a PDF."""


class Backups(Protocol):
    """The backups of an open desk."""

    def last_tested_at(self) -> datetime | None:
        """When the newest backup was opened and checked."""

    def back_up(self, then: Callable[[DeskError | None], None]) -> None:
        """Makes a backup in the chosen folder and checks it."""


class Certificate(NamedTuple):
    """The signing certificate of a desk: whose, issued by whom, until when; `trouble` is why nothing can be signed with it now."""

    holder: str
    issuer: str
    until: datetime
    days_left: int
    trouble: DeskError | None = None


class Certificates(Protocol):
    """What editions that are released on this desk are signed with. Every act answers later, on the GUI thread."""

    def ask(self, then: Callable[[Certificate | DeskError | None], None]) -> None:
        """The certificate that is set up, None where none is, or why it cannot be read."""

    def take_in(self, path: Path, passphrase: str, then: Callable[[DeskError | None], None]) -> None:
        """Sets up the certificate of a PKCS#12 file in place of the one before."""

    def take_away(self, then: Callable[[DeskError | None], None]) -> None: ...
