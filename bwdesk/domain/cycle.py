"""The engagement cycle of a factory: twelve months from registration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.domain.thing import Thing, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Thing):
    """One year of engagement (scope `factory/<id>`; id from factory and number). Month 1 begins on `started_on`."""

    factory_id: str
    number: int
    started_on: date
    profile: str = "bw-2026"
    contribution: str = ""
    invoiced_on: date | None = None
    paid_on: date | None = None
    slcp_opt_in: bool = False
    remark: str = words()
