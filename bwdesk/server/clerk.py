"""Who at a desk asks the office to do something: whether they may, and then the act. The rules are `domain/office_rights.py`.

Whoever an asker may not know of does not exist for them: the answer is the same. Passwords made here are told once and kept nowhere.
"""

from __future__ import annotations

import secrets
from typing import Final

from bwdesk import ids
from bwdesk.domain.access import Member, Standing
from bwdesk.domain.office_rights import manages, sees, why_not_give, why_not_manage
from bwdesk.errors import NotAllowed, Refused
from bwdesk.server import clerk_readers
from bwdesk.server.identity import Caller
from bwdesk.server.office import Office
from bwdesk.server.orders import order_of
from bwdesk.server.pen import Keys
from bwdesk.server.quarantine import quarantined
from bwdesk.store import accounts as rows
from bwdesk.store.accounts import Account, Device
from bwdesk.store.device_runs import twice_since
from bwdesk.store.hub import Hub
from bwdesk.store.office_acts import Entry, acts_since, entries, first_passwords
from bwdesk.store.unit import Reader
from bwdesk.sync import office_wire as ow
from bwdesk.sync.orders import Wipe
from bwdesk.sync.wire import Noted

WINDOW_MS: Final = 15 * 60 * 1000
MOST_ACTS: Final = 120
"""Acts of one account in 15 minutes."""
ENTRIES_READ: Final = 2_000
LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"


def answer(hub: Hub, keys: Keys, caller: Caller, ask: ow.Act) -> ow.Answer:
    """Does what is asked. Raises NotAllowed (`office.…`), Refused (`account.…`, `device.…`) with nothing done."""
    if not manages(caller.member):
        raise NotAllowed("office.not_yours")
    return _Clerk(hub, keys, caller).answer(ask)


def new_password() -> str:
    """A first password: 12 letters and digits that are not mistaken for each other (59 bits), in three groups."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


class _Clerk:
    def __init__(self, hub: Hub, keys: Keys, caller: Caller) -> None:
        self._hub, self._member, self._device_here = hub, caller.member, caller.device.id
        self._office = Office(hub, keys, (caller.account.id, caller.device.id))
        is_whole = sees(caller.member, ())
        self._countries = None if is_whole else caller.member.countries

    def answer(self, ask: ow.Act) -> ow.Answer:
        if isinstance(ask, ow.Look):
            return self._look()
        self._check_pace()
        if isinstance(ask, ow.AddPerson):
            return self._add(ask)
        if isinstance(ask, ow.EndDevice | ow.OrderWipe | ow.TakeBack | ow.Accept):
            self._device(ask)
            return Noted()
        if isinstance(ask, ow.OfReaders):
            return clerk_readers.answer(self._hub, self._member, (self._member.id, self._device_here), ask)
        account = self._account(ask.person)
        if isinstance(ask, ow.NewPassword):
            password = new_password()
            self._office.set_password(account.login, password, is_first=True)
            return ow.FirstPassword(account.id, password)
        if isinstance(ask, ow.ChangePerson):
            standing = _standing(ask.standing)
            self._may(why_not_give(self._member, standing, ask.countries))
            self._office.change(account.login, standing, ask.countries)
        elif isinstance(ask, ow.EndPerson):
            self._office.revoke(account.login)
        else:
            self._office.let_in(account.login)
        return Noted()

    def _check_pace(self) -> None:
        with self._hub.reading() as reader:
            count = acts_since(reader, self._member.id, int(ids.now().timestamp() * 1000) - WINDOW_MS)
        if count >= MOST_ACTS:
            raise NotAllowed("office.wait", minutes=WINDOW_MS // 60_000)

    def _may(self, why_not: str | None) -> None:
        if why_not is not None:
            raise NotAllowed(why_not)

    def _add(self, ask: ow.AddPerson) -> ow.FirstPassword:
        standing = _standing(ask.standing)
        self._may(why_not_give(self._member, standing, ask.countries))
        password = new_password()
        account = self._office.add(ask.login, password, name=ask.name, countries=ask.countries, standing=standing, is_first=True)
        return ow.FirstPassword(account.id, password)

    def _account(self, person: str, unknown: str = "account.unknown") -> Account:
        """An account that the asker may change."""
        with self._hub.reading() as reader:
            found = rows.account_by_id(reader, person)
        if found is None or not (sees(self._member, found.countries) or found.id == self._member.id):
            raise Refused(unknown)
        self._may(why_not_manage(self._member, found.id, Standing(found.standing), found.countries))
        return found

    def _device(self, ask: ow.EndDevice | ow.OrderWipe | ow.TakeBack | ow.Accept) -> None:
        with self._hub.reading() as reader:
            device = rows.device_by_id(reader, ask.device)
        if device is None:
            raise Refused("device.unknown")
        if device.id == self._device_here:
            raise NotAllowed("office.yourself")
        if device.account != self._member.id:  # one's own other laptops too can get lost
            self._account(device.account, "device.unknown")
        if isinstance(ask, ow.EndDevice):
            self._office.revoke_device(device.id)
        elif isinstance(ask, ow.OrderWipe):
            self._office.wipe(device.id, _wipe(ask.what))
        elif isinstance(ask, ow.Accept):
            self._office.accept(device.id)
        else:
            self._office.spare(device.id)

    def _look(self) -> ow.Overview:
        with self._hub.reading() as reader:
            people = rows.accounts(reader, self._countries)
            devices = rows.devices_in(reader, self._countries)
            first = first_passwords(reader)
            twice = twice_since(reader)
            said = [_device_row(reader, one, twice.get(one.id, 0)) for one in devices[-ow.MOST_DEVICES :]]
            readers = clerk_readers.rows_for(reader, self._member, self._countries, ids.now().date())
            known = {person.id for person in people} | {device.id for device in devices} | {one.id for one in readers}
            acts = [_act_row(one) for one in entries(reader, most=ENTRIES_READ) if one.subject in known][: ow.MOST_ENTRIES]
        told = [_person_row(self._member, one, first) for one in people[: ow.MOST_PEOPLE]]
        mine = {device.id for device in devices}
        waiting = [one for one in quarantined(self._hub) if one.device in mine]
        apart = [ow.ApartRow(one.device, one.scope, one.reason.value, one.operations, one.brought_by) for one in waiting]
        is_cut = len(told) < len(people) or len(said) < len(devices)
        return ow.Overview(
            self._member.standing, sorted(self._member.countries), told, said, acts, is_cut, apart[: ow.MOST_ENTRIES], readers
        )


def _person_row(member: Member, one: Account, first: dict[str, bool]) -> ow.PersonRow:
    why_not = why_not_manage(member, one.id, Standing(one.standing), one.countries) or ""
    waits = {None: "", False: "waiting", True: "used"}[first.get(one.id)]
    return ow.PersonRow(one.id, one.login, one.name, one.standing, list(one.countries), one.is_active, one.at, waits, why_not)


def _device_row(reader: Reader, one: Device, twice_at: int) -> ow.DeviceRow:
    order = order_of(reader, one.id)
    what, done = (order.order.what.value, order.done_at or 0) if order is not None else ("", 0)
    return ow.DeviceRow(one.id, one.account, one.name, one.at, one.seen_at, one.revoked_at or 0, what, done, twice_at)


def _act_row(entry: Entry) -> ow.ActRow:
    said = entry.detail
    detail = [str(said.get("standing", "")), " ".join(said.get("countries", ())), str(said.get("what", ""))]
    return ow.ActRow(entry.at, entry.account, entry.act, entry.subject, " ".join(part for part in detail if part))


def _standing(word: str) -> Standing:
    try:
        return Standing(word)
    except ValueError:
        raise Refused("account.unfit", field="standing") from None


def _wipe(word: str) -> Wipe:
    try:
        return Wipe(word)
    except ValueError:
        raise NotAllowed("message.broken") from None
