"""Views of lists that a person saved: columns, order and filter under a name."""

from __future__ import annotations

from dataclasses import dataclass

from bwdesk.domain.thing import Thing, limited


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(Thing):
    """A view of a list (scope `user/<id>`). `body` is JSON of the page that saved it."""

    place: str = limited(40)
    name: str = limited(120)
    body: str = limited(8_000)
