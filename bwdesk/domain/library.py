"""The offline library: packs that were added, and good practice cleared for sharing. Articles are read from the packs' texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.domain.packs import MOST_CHARACTERS
from bwdesk.domain.thing import Thing, limited, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Thing):
    """A library pack that was added from a file (scope `country/<cc>`, or `user/<id>` for oneself). Its words never change.

    The id follows from scope, name, version and checksum (SHA-256 of the text), so whoever adds the same file makes the same thing.
    All else that is known of a pack is read from its text (packs.py).
    """

    name: str = limited(60)
    version: str = limited(40)
    checksum: str = limited(64)
    text: str = limited(MOST_CHARACTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice(Thing):
    """Good practice cleared for sharing (scope `country/<cc>`), without the factory's name. `origin_id`: the note line it came from."""

    title: str
    text: str = words()
    cluster: str = limited(10)
    question: str = limited(40)
    seen_on: date | None = None
    cleared_on: date | None = None
    cleared_by: str = ""
    origin_id: str = ""
