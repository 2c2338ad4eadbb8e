"""What is said of a signature in a PDF. Judged in look.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a PDF that is looked at."""

MOST: Final = 8
"""Signatures that are judged; a file with more is refused."""


class State(StrEnum):
    """WHOLE: every byte is as signed. EXTENDED: what was signed is whole, but something was added after. BROKEN: it cannot be relied on."""

    WHOLE = "whole"
    EXTENDED = "extended"
    BROKEN = "broken"


class Issuer(StrEnum):
    """KNOWN: the certificate leads to one of the issuers that were given. UNKNOWN: it may name itself as it likes."""

    KNOWN = "known"
    UNKNOWN = "unknown"


class Validity(StrEnum):
    """The certificate today. OUTSIDE: it did not hold at the time that the signature tells."""

    VALID = "valid"
    EXPIRED = "expired"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. `length` is how many bytes of the file it covers, 0 where that makes no sense; `signed_at` is its maker's word."""

    state: State
    length: int = 0
    holder: str = ""
    named_issuer: str = ""
    issuer: Issuer = Issuer.UNKNOWN
    validity: Validity = Validity.OUTSIDE
    valid_until: datetime | None = None
    signed_at: datetime | None = None
