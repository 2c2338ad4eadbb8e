"""What a file is, before SQL touches it: ours, another desk's, damaged, another program's. Reads only; leaves no file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bwdesk.errors import DamagedFile, ForeignFile, StoreProblem, WrongKey
from bwdesk.keys.file_key import file_salt
from bwdesk.store.pages import PAGE, SALT, PageCheck, any_whole

PLAIN_HEADER: Final = b"SQLite format 3\x00"
WAL_HEADER: Final = 32
_RANDOM_ENOUGH: Final = 200
"""Different bytes among the first 4,096 of an encrypted file; texts, spreadsheets and pictures' heads have fewer."""


def examine(path: Path, key: bytes) -> None:
    """Raises unless the file can be opened under the key: StoreProblem, ForeignFile, WrongKey or DamagedFile, each with its sentence."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(PAGE)
    except FileNotFoundError:
        raise StoreProblem("store.missing") from None
    except OSError:
        raise StoreProblem("store.unreadable") from None
    if size == 0:
        raise DamagedFile("file.empty")
    if head.startswith(PLAIN_HEADER):
        raise ForeignFile("file.foreign")
    _examine_pages(path, key, head, size)


def _examine_pages(path: Path, key: bytes, head: bytes, size: int) -> None:
    salt = file_salt(key)
    is_ours = head[:SALT] == salt
    if has_open_work(path) and is_ours:
        return  # pages may be half-written; SQLite completes them from the work beside the file
    if not is_ours and not any_whole(path, key, (salt, head[:SALT])):
        raise _not_ours(head, size)
    if size % PAGE:
        raise DamagedFile("file.cut")
    if not PageCheck(key, salt).is_whole(1, head):
        raise DamagedFile("file.damaged")


def _not_ours(head: bytes, size: int) -> ForeignFile | WrongKey | DamagedFile:
    if len(set(head)) < _RANDOM_ENOUGH or size < PAGE:
        return ForeignFile("file.foreign")
    return DamagedFile("file.damaged") if size % PAGE else WrongKey("file.wrong_key")


def has_open_work(path: Path) -> bool:
    """Whether committed work may still lie beside the file (a program that was ended before it closed the file)."""
    beside = path.with_name(path.name + "-wal")
    try:
        return beside.stat().st_size > WAL_HEADER
    except FileNotFoundError:
        return False
