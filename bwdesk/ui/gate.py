"""What the unlock and first-run screens may ask of the keys. No widgets, no cryptography, no waiting.
The values are named tuples: they are made before the first window, where dataclasses would take four times as long.

Every act answers later, on the GUI thread, through the callable it is given; deriving a key takes a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from bwdesk.errors import DeskError

if TYPE_CHECKING:
    from bwdesk.ui.setup import Created, Profile, Setup

PIN_LENGTH = 6


class Person(NamedTuple):
    """Somebody known on this laptop."""

    id: str
    name: str
    role: str = ""
    laptop: str = ""
    has_pin: bool = True


class Facts(NamedTuple):
    """What the unlock label tells before anything is decrypted; unknown facts are None or empty and are not shown."""

    confirmed_at: datetime | None = None
    records_waiting: int = 0
    photos_waiting: int = 0
    next_up: str = ""
    passphrase_due_at: datetime | None = None


class Tried(NamedTuple):
    """What became of a PIN or passphrase. `wait_seconds` is how long the next try has to wait."""

    is_open: bool = False
    tries_left: int | None = None
    wait_seconds: int = 0
    needs_passphrase: bool = False
    error: DeskError | None = None


class Snapshot(NamedTuple):
    """A verified copy that can be brought back."""

    path: Path
    taken_at: datetime
    words: str = ""


class Gate(Protocol):
    """The door of the desk."""

    def people(self) -> Sequence[Person]:
        """Who can open this laptop; empty on the first run."""

    def facts(self, person: str) -> Facts:
        """What may be said before unlocking."""

    def try_pin(self, person: str, pin: str, then: Callable[[Tried], None]) -> None: ...

    def try_passphrase(self, person: str, passphrase: str, then: Callable[[Tried], None]) -> None: ...

    def try_recovery(self, person: str, code: str, then: Callable[[Tried], None]) -> None:
        """The code of the printed recovery sheet."""

    def has_keyring(self) -> bool:
        """Whether this system keeps keys; without it passphrases have to be longer."""

    def read_setup(self, path: Path, then: Callable[[Profile], None]) -> None: ...

    def create(self, setup: Setup, then: Callable[[Created], None]) -> None: ...

    def snapshots(self, then: Callable[[Sequence[Snapshot]], None]) -> None: ...

    def restore(self, path: Path, then: Callable[[DeskError | None], None]) -> None:
        """Puts a backup in place: over the desk it is of, or as a new one where this laptop does not know it."""

    def print_recovery(self, name: str, code: str, path: Path, then: Callable[[DeskError | None], None]) -> None:
        """Writes the recovery sheet of `name` as a PDF."""

    def can_save_unsent(self) -> bool:
        """Whether a desk was unlocked whose file cannot be used: what no office has of it can still be put in safety."""

    def save_unsent(self, path: Path, passphrase: str, then: Callable[[DeskError | None], None]) -> None:
        """Writes that into an encrypted file."""
