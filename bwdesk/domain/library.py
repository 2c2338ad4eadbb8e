"""The offline library: packs that were added, and good practice cleared for sharing. Articles are read from the packs' files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.domain.thing import Thing, limited, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Thing):
    """A library pack that was added (scope `country/<cc>`; id from scope, name and version). Its file is a `Document` of it."""

    name: str = limited(60)
    version: str = limited(40)
    country: str = limited(2)
    title: str = ""
    valid_from_on: date | None = None
    articles: int = 0


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
