"""The office's desk on the server: accounts, devices, assignments. Every act leaves an entry with who did it, when, and what.

Here nobody is asked whether they may: the command line is for who may log in to the machine, and the clerk (clerk.py) asks before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final

from bwdesk import ids
from bwdesk.domain.access import Standing
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.operation import is_id
from bwdesk.domain.scope import country_scope, scope_key
from bwdesk.errors import Refused
from bwdesk.server.identity import hashed_password, people_of
from bwdesk.server.judge import release_due
from bwdesk.server.orders import Standing as OrderStanding
from bwdesk.server.orders import give_order, order_of, take_back
from bwdesk.server.pen import WRITER, Keys, begin_epoch, open_keys, write_things
from bwdesk.server.quarantine import Quarantined, accept, quarantined
from bwdesk.server.roster import tell_desks
from bwdesk.store import accounts as rows
from bwdesk.store.accounts import Account, Device
from bwdesk.store.device_runs import twice_since
from bwdesk.store.hub import Hub
from bwdesk.store.office_acts import Entry, entries, forget_first_password, keep_first_password, note_act
from bwdesk.store.unit import Unit
from bwdesk.sync.orders import Wipe

SHORTEST_PASSWORD: Final = 8
FIRST_DAYS_MS: Final = 14 * 24 * 3600 * 1000
"""For how long a first password waits to be used."""
AT_THE_SERVER: Final = ("", "")


class Office:
    """Administration of one server's database; usable while the server runs. `open_office` gives one to use as a context manager."""

    def __init__(self, hub: Hub, keys: Keys, by: tuple[str, str] = AT_THE_SERVER) -> None:
        """`by`: account and device of who acts."""
        self._hub, self._keys, self._by = hub, keys, by

    def __enter__(self) -> Office:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._hub.close()

    @contextmanager
    def _acting(self, act: str, subject: str, **detail: object) -> Iterator[Unit]:
        """One transaction, and in it the entry of what was done."""
        with self._hub.writing(WRITER, act) as unit:
            yield unit
            note_act(unit, Entry(_now_ms(), *self._by, act, subject, dict(detail)))

    def entries(self, most: int = 200) -> list[Entry]:
        """What was done lately, newest first."""
        with self._hub.reading() as reader:
            return entries(reader, most=most)

    def add(
        self, login: str, password: str, *, name: str, countries: Iterable[str], initials: str = "",
        standing: Standing = Standing.STAFF, id: str | None = None, is_first: bool = False,
    ) -> Account:  # fmt: skip
        """Makes an account, and the Person that colleagues see. Raises Refused naming the field (`account.exists`, `account.unfit`).

        `is_first`: the password holds for one laptop, that signs in within two weeks.
        """
        places = tuple(sorted(set(countries)))
        if not rows.folded(login) or len(login) > 120 or any(_unfit(letter) for letter in login.strip()):
            raise Refused("account.unfit", field="login")
        if not name.strip() or len(name) > 200 or not name.strip().isprintable():
            raise Refused("account.unfit", field="name")
        _check_countries(places, standing)
        if id is not None and not is_id(id):
            raise Refused("account.unfit", field="id")
        _check_password(password)
        account = Account(
            id or ids.random_id(), rows.folded(login), name.strip(), (initials or _initials(name))[:8], standing.value, places, True,
            _now_ms(), hashed_password(password),
        )  # fmt: skip
        with self._acting("account.add", account.id, login=account.login, standing=account.standing, countries=places) as unit:
            rows.add_account(unit, account)
            if is_first:
                keep_first_password(unit, account.id, account.at + FIRST_DAYS_MS)
            write_things(unit, self._keys, people_of(unit, account, account.id), "person.add")
        return account

    def people(self) -> list[Account]:
        """All accounts, by login."""
        with self._hub.reading() as reader:
            return rows.accounts(reader)

    def revoke(self, login: str) -> Account:
        """Ends an account: it signs in no more, its devices are let in no more. What it recorded stays."""
        account = self._need(login)
        return self._turn(account, "account.revoke", is_active=False)

    def let_in(self, login: str) -> Account:
        """Takes the end of an account back: it signs in again, and those of its devices that were not revoked themselves are let in."""
        return self._turn(self._need(login), "account.let_in", is_active=True)

    def _turn(self, account: Account, act: str, *, is_active: bool) -> Account:
        with self._acting(act, account.id) as unit:
            rows.change_account(unit, account.id, is_active=is_active)
            tell_desks(unit, self._keys, account.id)
        return replace(account, is_active=is_active)

    def set_password(self, login: str, password: str, *, is_first: bool = False) -> None:
        """Gives an account a new password (`is_first`: as in `add`); its devices stay signed in."""
        account = self._need(login)
        _check_password(password)
        hashed = hashed_password(password)
        with self._acting("account.password", account.id, first=is_first) as unit:
            rows.change_account(unit, account.id, password=hashed)
            if is_first:
                keep_first_password(unit, account.id, _now_ms() + FIRST_DAYS_MS)
            else:
                forget_first_password(unit, account.id)

    def change(self, login: str, standing: Standing, countries: Iterable[str]) -> Account:
        """Makes an account something else, or gives it other countries. Raises Refused (`account.unfit`)."""
        account, places = self._need(login), tuple(sorted(set(countries)))
        _check_countries(places, standing)
        with self._acting("account.change", account.id, standing=standing.value, countries=places) as unit:
            rows.change_account(unit, account.id, standing=standing.value, countries=json.dumps(places))
        return replace(account, standing=standing.value, countries=places)

    def devices(self, login: str | None = None) -> list[tuple[Device, Account | None]]:
        """Devices of an account (of all), with whose they are."""
        owner = self._need(login).id if login is not None else None
        with self._hub.reading() as reader:
            by_id = {one.id: one for one in rows.accounts(reader)}
            return [(one, by_id.get(one.account)) for one in rows.devices(reader, owner)]

    def revoke_device(self, device_id: str) -> None:
        """A lost laptop: it is let in no more. Raises Refused (`device.unknown`)."""
        with self._acting("device.revoke", device_id) as unit:
            if not rows.change_device(unit, device_id, revoked_at=_now_ms()):
                raise Refused("device.unknown")
            device = rows.device_by_id(unit, device_id)
            if device is not None:
                tell_desks(unit, self._keys, device.account)

    def wipe(self, device_id: str, what: Wipe) -> None:
        """Orders a laptop to be wiped: at once (it is revoked as well), or once it has sent all. Raises Refused (`device.unknown`)."""
        if what == Wipe.NOW:
            self.revoke_device(device_id)
        with self._acting("device.wipe", device_id, what=what.value) as unit:
            if rows.device_by_id(unit, device_id) is None:
                raise Refused("device.unknown")
            give_order(unit, self._keys, device_id, what)

    def spare(self, device_id: str) -> None:
        """Takes an order to wipe back. Raises Refused (`device.no_order`) when there is none, or it is carried out already."""
        with self._acting("device.spare", device_id) as unit:
            if not take_back(unit, device_id):
                raise Refused("device.no_order")

    def twice_since(self) -> dict[str, int]:
        """Devices under which two laptops have spoken, and since when that is known (ms since 1970)."""
        with self._hub.reading() as reader:
            return twice_since(reader)

    def order_of(self, device_id: str) -> OrderStanding | None:
        """The order to a laptop, if there ever was one, and whether its receipt has come."""
        with self._hub.reading() as reader:
            return order_of(reader, device_id)

    def quarantined(self) -> list[tuple[Quarantined, Device | None, Account | None]]:
        """What waits for somebody to look at it (quarantine.py), with whose it is."""
        known = {device.id: (device, owner) for device, owner in self.devices()}
        return [(one, *known.get(one.device, (None, None))) for one in quarantined(self._hub)]

    def accept(self, device_id: str, brought_by: str = "") -> int:
        """Takes in what waits of a device (`brought_by`: only what that one brought; quarantine.py). Returns how many changes that were.

        Raises Refused (`device.nothing`, `device.disputed`).
        """
        count = accept(self._hub, self._keys, device_id, brought_by)
        if not count:
            raise Refused("device.nothing")
        with self._acting("device.accept", device_id, changes=count, **({"brought_by": brought_by} if brought_by else {})):
            pass
        release_due(self._hub, self._keys, ids.now().date())
        return count

    def assign(
        self, login: str, factory_id: str, role: Role, *, from_on: date, to_on: date | None = None, country: str | None = None
    ) -> str:
        """Assigns a person to a factory, and releases what waited for it. The country is the factory's, when the register knows it.

        Returns the assignment's id. Raises Refused (`assign.country`) when the country is not known.
        """
        account = self._need(login)
        with self._acting("assignment.add", factory_id, person=account.id, role=role.value) as unit:
            factory = unit.get(Factory, factory_id)
            where = scope_key(factory.scope) if factory else country or (account.countries[0] if len(account.countries) == 1 else None)
            if where is None:
                raise Refused("assign.country", field="country")
            one = Assignment(
                id=ids.new_id(), scope=country_scope(where), factory_id=factory_id, person_id=account.id, role=role,
                from_on=from_on, to_on=to_on,
            )  # fmt: skip
            write_things(unit, self._keys, [(None, one)], "assignment.add")
        release_due(self._hub, self._keys, ids.now().date())
        return one.id

    def unassign(self, login: str, factory_id: str, *, to_on: date) -> int:
        """Ends a person's assignments to a factory on a day: a hand-over. Returns how many. Raises Refused (`assign.none`)."""
        account = self._need(login)
        with self._acting("assignment.end", factory_id, person=account.id, to_on=to_on.isoformat()) as unit:
            people = rows.former_ids(unit, account.id) | {account.id}
            some = [one for one in unit.find(Assignment, lambda a: a.factory_id == factory_id) if one.person_id in people]
            ending = [one for one in some if one.to_on is None or one.to_on > to_on]
            if not ending:
                raise Refused("assign.none", field="factory")
            write_things(unit, self._keys, [(one, replace(one, to_on=to_on)) for one in ending], "assignment.end")
        return len(ending)

    def limit(self, login: str, countries: Iterable[str]) -> Account:
        """Gives an account other countries than it had. Raises Refused (`account.unfit`)."""
        return self.change(login, Standing(self._need(login).standing), countries)

    def restored(self) -> None:
        """To be called after the database was put back from a backup: its history is another one from now on, and desks offer again."""
        with self._acting("restored", "") as unit:
            begin_epoch(unit)

    def _need(self, login: str) -> Account:
        with self._hub.reading() as reader:
            account = rows.account_by_login(reader, login)
        if account is None:
            raise Refused("account.unknown", field="login")
        return account


def open_office(db_url: str) -> Office:
    """Opens the administration of a server's database by URL."""
    hub = Hub(db_url)
    return Office(hub, open_keys(hub))


def embedded_url(home: Path) -> str:
    """The URL of the embedded database in a server's folder; the folder is made."""
    home.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{home.resolve() / 'server.db'}"


def _check_countries(places: tuple[str, ...], standing: Standing) -> None:
    if any(len(one) != 2 or not one.isascii() or not one.isalpha() or not one.isupper() for one in places):
        raise Refused("account.unfit", field="country")
    if not places and standing != Standing.ADMINISTRATOR:
        raise Refused("account.unfit", field="country")


def _unfit(letter: str) -> bool:
    return letter.isspace() or not letter.isprintable()


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("account.password_short", field="password", number=SHORTEST_PASSWORD)


def _initials(name: str) -> str:
    return "".join(part[0].upper() for part in name.split()[:3])


def _now_ms() -> int:
    return int(ids.now().timestamp() * 1000)
