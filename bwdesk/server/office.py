"""The office's desk on the server: accounts, devices, assignments, for who may log in to its machine (command line, demo)."""

from __future__ import annotations

import json
from collections.abc import Iterable
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
from bwdesk.server.pen import WRITER, open_keys, write_things
from bwdesk.server.quarantine import Quarantined, accept, quarantined
from bwdesk.server.roster import tell_desks
from bwdesk.store import accounts as rows
from bwdesk.store.accounts import Account, Device
from bwdesk.store.hub import Hub
from bwdesk.sync.orders import Wipe

SHORTEST_PASSWORD: Final = 8


class Office:
    """Administration of one server's database; usable while the server runs. Use as a context manager."""

    def __init__(self, db_url: str) -> None:
        self._hub = Hub(db_url)
        self._keys = open_keys(self._hub)

    def __enter__(self) -> Office:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._hub.close()

    def add(
        self, login: str, password: str, *, name: str, countries: Iterable[str], initials: str = "",
        standing: Standing = Standing.STAFF, id: str | None = None,
    ) -> Account:  # fmt: skip
        """Makes an account, and the Person that colleagues see. Raises Refused naming the field (`account.exists`, `account.unfit`)."""
        places = tuple(sorted(set(countries)))
        if not rows.folded(login) or len(login) > 120 or any(letter.isspace() for letter in login.strip()):
            raise Refused("account.unfit", field="login")
        if not name.strip():
            raise Refused("account.unfit", field="name")
        _check_countries(places, standing)
        if id is not None and not is_id(id):
            raise Refused("account.unfit", field="id")
        _check_password(password)
        account = Account(
            id or ids.random_id(), rows.folded(login), name.strip(), (initials or _initials(name))[:8], standing.value, places, True,
            _now_ms(), hashed_password(password),
        )  # fmt: skip
        with self._hub.writing(WRITER, "account.add") as unit:
            rows.add_account(unit, account)
            write_things(unit, self._keys, people_of(unit, account, account.id), "person.add")
        return account

    def people(self) -> list[Account]:
        """All accounts, by login."""
        with self._hub.reading() as reader:
            return rows.accounts(reader)

    def revoke(self, login: str) -> Account:
        """Ends an account: it signs in no more, its devices are let in no more. What it recorded stays."""
        account = self._need(login)
        with self._hub.writing(WRITER, "account.revoke") as unit:
            rows.change_account(unit, account.id, is_active=False)
            tell_desks(unit, self._keys, account.id)
        return account

    def set_password(self, login: str, password: str) -> None:
        """Gives an account a new password; its devices stay signed in."""
        account = self._need(login)
        _check_password(password)
        with self._hub.writing(WRITER, "account.password") as unit:
            rows.change_account(unit, account.id, password=hashed_password(password))

    def devices(self, login: str | None = None) -> list[tuple[Device, Account | None]]:
        """Devices of an account (of all), with whose they are."""
        owner = self._need(login).id if login is not None else None
        with self._hub.reading() as reader:
            by_id = {one.id: one for one in rows.accounts(reader)}
            return [(one, by_id.get(one.account)) for one in rows.devices(reader, owner)]

    def revoke_device(self, device_id: str) -> None:
        """A lost laptop: it is let in no more. Raises Refused (`device.unknown`)."""
        with self._hub.writing(WRITER, "device.revoke") as unit:
            if not rows.change_device(unit, device_id, revoked_at=_now_ms()):
                raise Refused("device.unknown")
            device = rows.device_by_id(unit, device_id)
            if device is not None:
                tell_desks(unit, self._keys, device.account)

    def wipe(self, device_id: str, what: Wipe) -> None:
        """Orders a laptop to be wiped: at once (it is revoked as well), or once it has sent all. Raises Refused (`device.unknown`)."""
        if what == Wipe.NOW:
            self.revoke_device(device_id)
        with self._hub.writing(WRITER, "device.wipe") as unit:
            if rows.device_by_id(unit, device_id) is None:
                raise Refused("device.unknown")
            give_order(unit, self._keys, device_id, what)

    def spare(self, device_id: str) -> None:
        """Takes an order to wipe back. Raises Refused (`device.no_order`) when there is none, or it is carried out already."""
        with self._hub.writing(WRITER, "device.spare") as unit:
            if not take_back(unit, device_id):
                raise Refused("device.no_order")

    def order_of(self, device_id: str) -> OrderStanding | None:
        """The order to a laptop, if there ever was one, and whether its receipt has come."""
        with self._hub.reading() as reader:
            return order_of(reader, device_id)

    def quarantined(self) -> list[tuple[Quarantined, Device | None, Account | None]]:
        """What revoked devices and accounts have sent since, with whose it is: kept apart until somebody has looked at it."""
        known = {device.id: (device, owner) for device, owner in self.devices()}
        return [(one, *known.get(one.device, (None, None))) for one in quarantined(self._hub)]

    def accept(self, device_id: str) -> int:
        """Takes in what a revoked device has sent. Returns how many changes that were. Raises Refused (`device.nothing`)."""
        count = accept(self._hub, self._keys, device_id)
        if not count:
            raise Refused("device.nothing")
        release_due(self._hub, self._keys, ids.now().date())
        return count

    def assign(
        self, login: str, factory_id: str, role: Role, *, from_on: date, to_on: date | None = None, country: str | None = None
    ) -> str:
        """Assigns a person to a factory, and releases what waited for it. The country is the factory's, when the register knows it.

        Returns the assignment's id. Raises Refused (`assign.country`) when the country is not known.
        """
        account = self._need(login)
        with self._hub.writing(WRITER, "assignment.add") as unit:
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
        with self._hub.writing(WRITER, "assignment.end") as unit:
            people = rows.former_ids(unit, account.id) | {account.id}
            some = [one for one in unit.find(Assignment, lambda a: a.factory_id == factory_id) if one.person_id in people]
            ending = [one for one in some if one.to_on is None or one.to_on > to_on]
            if not ending:
                raise Refused("assign.none", field="factory")
            write_things(unit, self._keys, [(one, replace(one, to_on=to_on)) for one in ending], "assignment.end")
        return len(ending)

    def limit(self, login: str, countries: Iterable[str]) -> Account:
        """Gives an account other countries than it had. Raises Refused (`account.unfit`)."""
        account, places = self._need(login), tuple(sorted(set(countries)))
        _check_countries(places, Standing(account.standing))
        with self._hub.writing(WRITER, "account.limit") as unit:
            rows.change_account(unit, account.id, countries=json.dumps(places))
        return replace(account, countries=places)

    def restored(self) -> None:
        """To be called after the database was put back from a backup: its history is another one from now on, and desks offer again."""
        with self._hub.writing(WRITER, "restored") as unit:
            unit.set_fact("epoch", ids.random_id())

    def _need(self, login: str) -> Account:
        with self._hub.reading() as reader:
            account = rows.account_by_login(reader, login)
        if account is None:
            raise Refused("account.unknown", field="login")
        return account


def open_office(db_url: str) -> Office:
    """Opens the administration of a server's database by URL."""
    return Office(db_url)


def embedded_url(home: Path) -> str:
    """The URL of the embedded database in a server's folder; the folder is made."""
    home.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{home.resolve() / 'server.db'}"


def _check_countries(places: tuple[str, ...], standing: Standing) -> None:
    if any(len(one) != 2 or not one.isascii() or not one.isalpha() or not one.isupper() for one in places):
        raise Refused("account.unfit", field="country")
    if not places and standing != Standing.ADMINISTRATOR:
        raise Refused("account.unfit", field="country")


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("account.password_short", field="password", number=SHORTEST_PASSWORD)


def _initials(name: str) -> str:
    return "".join(part[0].upper() for part in name.split()[:3])


def _now_ms() -> int:
    return int(ids.now().timestamp() * 1000)
