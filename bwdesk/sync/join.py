"""Which office server a desk belongs to: noted once, at the first sign-in. Never two servers in one file."""

from __future__ import annotations

from bwdesk.errors import Refused
from bwdesk.store.unit import Unit
from bwdesk.sync.wire import SignedIn


def check_server(unit: Unit, server: str) -> None:
    """Raises Refused (`join.other_server`) if the desk belongs to another server."""
    if unit.fact("server") not in (None, server):
        raise Refused("join.other_server", field="server")


def join(unit: Unit, signed: SignedIn) -> None:
    """Notes the server, the person's id there and what the account is (facts `server`, `person`, `standing`).

    Raises Refused (`join.other_server`).
    """
    check_server(unit, signed.server)
    unit.set_fact("server", signed.server)
    unit.set_fact("person", signed.person)
    if signed.device != unit.fact("device"):  # a copy of another laptop, or let go before: from the next opening on it writes as itself
        unit.set_fact("device", signed.device)
        unit.set_fact("run", None)
    unit.set_fact("standing", signed.standing)
