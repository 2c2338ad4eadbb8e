"""The pages of an encrypted file, checked one by one without opening it: which of them are whole under a key. Reads only.

SQLCipher 4 as we use it: pages of 4,096 bytes, of which the last 80 hold an IV and an HMAC-SHA512 over page and page number; the first
16 bytes of the file are the salt. The key of the HMAC derives from key and salt. See SQLCipher's design notes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

PAGE: Final = 4096
SALT: Final = 16
_MAC: Final = 64
_MASK: Final = bytes([0x3A])


class PageCheck:
    """Checks pages of one file under one key and salt."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        masked = bytes(b ^ _MASK[0] for b in salt)
        self._start = hmac.new(hashlib.pbkdf2_hmac("sha512", key, masked, 2, 32), digestmod="sha512")

    def is_whole(self, number: int, page: bytes) -> bool:
        """Whether page `number` (from 1) is as it was written under this key."""
        if len(page) != PAGE:
            return False
        mac = self._start.copy()
        mac.update(page[SALT if number == 1 else 0 : PAGE - _MAC])
        mac.update(number.to_bytes(4, "little"))
        return hmac.compare_digest(mac.digest(), page[PAGE - _MAC :])


def damaged_pages(path: Path, key: bytes, salt: bytes) -> list[int]:
    """The numbers of all pages that are not whole. Half a second for 100 MB."""
    check = PageCheck(key, salt)
    return [number for number, page in _pages(path) if not check.is_whole(number, page)]


def any_whole(path: Path, key: bytes, salts: Iterable[bytes], most: int = 64) -> bool:
    """Whether any of up to `most` pages spread over the file was written under the key: then the key is right, whatever else is wrong."""
    checks = [PageCheck(key, salt) for salt in salts]
    count = max(1, path.stat().st_size // PAGE)
    step = max(1, count // most)
    with path.open("rb") as stream:
        for index in range(0, count, step):
            stream.seek(index * PAGE)
            page = stream.read(PAGE)
            if any(check.is_whole(index + 1, page) for check in checks):
                return True
    return False


def _pages(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as stream:
        number = 1
        while page := stream.read(PAGE):
            yield number, page
            number += 1
