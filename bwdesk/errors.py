"""Every failure a person can meet, by name and text key.

A `DeskError` carries a key into the text catalogues (`error.<key>` says what happened, what is safe and what to do), the
parameters of that sentence, and a short code for the office. Its `str()` is for logs: key and codes only, never names or notes.

    DeskError
    ├── Refused            a rule of the programme or of the form says no; nothing was written
    ├── FileProblem        a file cannot be used; it was left untouched
    │   ├── WrongKey · DamagedFile · NewerFile · ForeignFile · MissingKey · LeaseOver
    │   └── IntakeRefused  a list, form or photo from outside cannot be read
    ├── StoreProblem       the disk or the database says no (full, locked, read-only)
    ├── NoAnswer           the network gave nothing that can be trusted; to be tried again
    └── NotAllowed         the server knows who asks, and says no
"""

from __future__ import annotations

from typing import ClassVar


class Words(str):
    """A parameter of a sentence that is itself a text key: its words stand there in the reader's language."""


class DeskError(Exception):
    """Base of all expected failures. `key` names the sentence, `params` fill it, `field` marks the form field concerned."""

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, /, *, field: str | None = None, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        return (_revive, (type(self), self.key, self.field, self.params))


def _revive(cls: type[DeskError], key: str, field: str | None, params: dict[str, object]) -> DeskError:
    return cls(key, field=field, **params)


class Refused(DeskError):
    """A rule says no; nothing was written and the form keeps its text."""

    exit_code = 3


class FileProblem(DeskError):
    """A file cannot be used as asked; it was left untouched."""

    exit_code = 4


class WrongKey(FileProblem):
    """Passphrase, PIN or key do not open this file."""


class MissingKey(FileProblem):
    """The keyring does not hold what this file's key is wrapped with."""


class LeaseOver(FileProblem):
    """The desk has been without its office for too long: it stays shut until it has been in touch."""


class DamagedFile(FileProblem):
    """The file is ours, but its content does not hold together."""


class NewerFile(FileProblem):
    """The file was written by a newer program."""


class ForeignFile(FileProblem):
    """The file belongs to another program."""


class IntakeRefused(FileProblem):
    """A list, form, photo or message from outside cannot be taken in."""


class StoreProblem(DeskError):
    """The disk or the database refused: full, locked, read-only."""

    exit_code = 5


class NoAnswer(DeskError):
    """Nothing trustworthy came back from the network; the work stays on this laptop and is tried again."""

    exit_code = 6


class NotAllowed(DeskError):
    """The server knows who asks and says no."""

    exit_code = 7
