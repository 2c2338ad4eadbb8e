"""Who may look after accounts and devices. Pure rules over facts handed in; the server asks them before every act.

Source: `programme.md` §12. Programme managers and administrators look after the people of their countries and their laptops; team
leaders assign (`access.py`), everybody else has no part in it. An administrator without countries looks after the whole server.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bwdesk.domain.access import Member, Standing

MANAGERS: Final = frozenset({Standing.MANAGER, Standing.ADMINISTRATOR})
ASSIGNERS: Final = frozenset({Standing.TEAM_LEADER, Standing.MANAGER})
AT_THE_OFFICE: Final = MANAGERS | ASSIGNERS
"""Those who look after something there."""


def manages(member: Member) -> bool:
    """True for those who look after accounts and devices at all."""
    return member.is_active and member.standing in MANAGERS


def sees(member: Member, countries: Collection[str]) -> bool:
    """True if the member may know of an account that works in these countries."""
    return manages(member) and (_is_whole(member) or bool(member.countries & frozenset(countries)))


def why_not_manage(member: Member, person: str, standing: Standing, countries: Collection[str]) -> str | None:
    """Why the member may not change an account or its devices: `office.not_yours`, `.yourself`, `.higher`, `.elsewhere`; None if it may."""
    if not manages(member):
        return "office.not_yours"
    if person == member.id:
        return "office.yourself"
    return why_not_give(member, standing, countries)


def why_not_give(member: Member, standing: Standing, countries: Collection[str]) -> str | None:
    """Why the member may not make an account what it is to be; None if it may. Nobody makes one that is above them."""
    if not manages(member):
        return "office.not_yours"
    if member.standing == Standing.MANAGER and standing in MANAGERS:
        return "office.higher"
    if not _is_whole(member) and (not countries or not frozenset(countries) <= member.countries):
        return "office.elsewhere"
    return None


def _is_whole(member: Member) -> bool:
    return member.standing == Standing.ADMINISTRATOR and not member.countries
