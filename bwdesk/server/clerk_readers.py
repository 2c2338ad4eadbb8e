"""What a desk asks of the office about readers: who may invite whom, and who reads what. The accounts themselves: readers.py.

Programme managers invite (`programme.md` §12); an administrator gives new links, ends and lets in again,
and is told no factory and no buyer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bwdesk.domain.access import Member, Standing
from bwdesk.domain.buyers import Authorisation, Buyer
from bwdesk.domain.factory import Factory
from bwdesk.domain.office_rights import sees
from bwdesk.domain.scope import country_scope, factory_scope, scope_key
from bwdesk.errors import NotAllowed, Refused
from bwdesk.server import readers
from bwdesk.server.reader_editions import FOR_BUYERS
from bwdesk.store import readers as rows
from bwdesk.store.hub import Hub
from bwdesk.store.readers import PageReader
from bwdesk.store.unit import Reader
from bwdesk.sync import office_wire as ow
from bwdesk.sync.wire import Noted

ENTER = "/reader/enter/"


def answer(hub: Hub, member: Member, by: tuple[str, str], ask: ow.OfReaders) -> ow.OneTimeLink | Noted:
    """Does what is asked of somebody who manages. Raises NotAllowed (`office.…`), Refused (`account.…`) with nothing done."""
    if isinstance(ask, ow.AddReader):
        return _add(hub, member, by, ask)
    with hub.reading() as reader:
        found = rows.reader_by_id(reader, ask.reader)
    if found is None or not sees(member, (found.country,)):
        raise Refused("account.unknown")
    if isinstance(ask, ow.NewLink):
        return ow.OneTimeLink(found.id, ENTER + readers.new_link(hub, found.login, by))
    if isinstance(ask, ow.LetReaderIn):
        return ow.OneTimeLink(found.id, ENTER + readers.let_in(hub, found.login, by))
    readers.end(hub, found.login, by)
    return Noted()


def _add(hub: Hub, member: Member, by: tuple[str, str], ask: ow.AddReader) -> ow.OneTimeLink:
    if member.standing != Standing.MANAGER:
        raise NotAllowed("office.invites")
    if ask.side not in ("factory", "buyer"):
        raise Refused("account.unfit", field="side")
    with hub.reading() as reader:
        subject = reader.get(Factory if ask.side == "factory" else Buyer, ask.subject)
    country = scope_key(subject.scope) if subject is not None and not subject.deleted else ""
    if subject is None or subject.scope != country_scope(country) or country not in member.countries:
        raise Refused("office.no_subject", field="subject")
    side: rows.Side = "factory" if ask.side == "factory" else "buyer"
    made, secret = readers.invite(hub, ask.login, name=ask.name, side=side, subject=ask.subject, country=country, by=by)
    return ow.OneTimeLink(made.id, ENTER + secret)


def rows_for(reader: Reader, member: Member, countries: frozenset[str] | None, today: date) -> list[ow.ReaderRow]:
    """The readers of some countries (of all), with what each reads as far as the member may know."""
    found = rows.readers_in(reader, countries)[: ow.MOST_READERS]
    if member.standing != Standing.MANAGER:
        return [_row(one, {}, {}) for one in found]
    lets = _lets_read(reader, found, today)
    wanted = {factory for some in lets.values() for factory in some} | {one.subject for one in found if one.side == "factory"}
    names = rows.names_of(reader, Factory, wanted) | rows.names_of(reader, Buyer, (one.subject for one in found if one.side == "buyer"))
    return [_row(one, names, lets) for one in found]


def _lets_read(reader: Reader, found: list[PageReader], today: date) -> dict[str, set[str]]:
    """By buyer, the factories that let it read something today."""
    lets: dict[str, set[str]] = {}
    for one in rows.lets_read(reader, (one.subject for one in found if one.side == "buyer")):
        if _stands(one, today):
            lets.setdefault(one.buyer_id, set()).add(one.factory_id)
    return lets


def _stands(one: Authorisation, today: date) -> bool:
    return one.scope == factory_scope(one.factory_id) and any(one.covers(kind, today) for kind in FOR_BUYERS)


def _row(one: PageReader, names: Mapping[str, str], lets: Mapping[str, set[str]]) -> ow.ReaderRow:
    state = "ended" if not one.is_active else "set" if one.password else "invited"
    mine = lets.get(one.subject, set()) if one.side == "buyer" and one.is_active else set()
    told = sorted(names.get(factory, "") for factory in mine)
    return ow.ReaderRow(
        one.id, one.login, one.name, one.side, names.get(one.subject, ""), one.country, state,
        told[: ow.MOST_NAMED], len(told),
    )  # fmt: skip
