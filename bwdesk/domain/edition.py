"""Fixed editions of reports, who was given them, and their withdrawal. An edition's files are `Document`s of it; they never change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bwdesk.domain.report import ReportKind
from bwdesk.domain.thing import LONG, Thing, group, limited, words


class Variant(StrEnum):
    """For whom a paper is made: rules decide what each leaves out."""

    INTERNAL = "internal"
    FACTORY = "factory"
    BUYER = "buyer"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Thing):
    """A released edition (scope `factory/<id>`, or `country/<cc>`; id from scope, report and number).

    `short` is the number that stands on every page. `content_digest` is over the records it was made from, 64 hex digits.
    `changes`: what it changes against the one before, in the words of who released it; `parts` (JSON) has for each variant the digests of
    its parts, by which the next one tells what differs. Readers are told both, and why it was withdrawn.
    `signed_by`: whose certificate signed its files, as it says; empty where none did.
    """

    report_id: str
    kind: ReportKind
    subject_id: str
    number: int
    factory_id: str = ""
    cycle_id: str = ""
    short: str = limited(20)
    content_digest: str = limited(64)
    template: str = limited(40)
    languages: str = limited(60)
    released_at: datetime | None = None
    released_by: str = ""
    signed_by: str = limited(200)
    changes: str = words()
    parts: str = limited(LONG)
    withdrawn_at: datetime | None = group("withdrawn", None)
    withdrawn_by: str = group("withdrawn", "")
    withdrawn_why: str = group("withdrawn", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Thing):
    """Somebody was given an edition (scope of the edition). `buyer_id` empty: the factory itself, or the country's staff.

    `authorisation_id`: by which right.
    """

    edition_id: str
    buyer_id: str = ""
    authorisation_id: str = ""
    variant: Variant = Variant.FACTORY
    language: str = limited(20)
    given_on: date | None = None
    how: str = ""


_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PLACES: Final = 6


def short_number(country: str, year: int, edition_id: str, digest: str) -> str:
    """The number that stands on every page, made on the desk: country, year, six signs without 0, O, 1 and I ("KH-2026-7F3KQ2").

    It follows from the edition and the records it was made from, so it needs no office; two that differ bear different numbers but
    for one case in a thousand million.
    """
    drawn = int.from_bytes(hashlib.sha256(f"{edition_id}\x1f{digest}".encode()).digest()[:8], "big")
    signs = "".join(_LETTERS[(drawn >> 5 * place) % len(_LETTERS)] for place in range(_PLACES))
    return f"{country or 'XX'}-{year:04d}-{signs}"
