"""Accounts and devices on the server, as rows in and out. Passwords arrive hashed; who may do what is judged elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, delete, false, insert, or_, select, text, true, update
from sqlalchemy.exc import IntegrityError

from bwdesk.errors import Refused
from bwdesk.store import office_tables as t
from bwdesk.store.unit import Reader, Unit


@dataclass(frozen=True, slots=True)
class Account:
    """An account. `id` is the person's id in operations; times are ms since 1970."""

    id: str
    login: str
    name: str
    initials: str
    standing: str
    countries: tuple[str, ...]
    is_active: bool
    at: int
    password: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """A device that signed in. Its secret is kept as a hash."""

    id: str
    account: str
    name: str
    public_key: bytes
    secret: bytes
    at: int
    seen_at: int
    revoked_at: int | None


def folded(login: str) -> str:
    """The form of a login by which it is found."""
    return login.strip().casefold()


def add_account(unit: Unit, account: Account) -> None:
    """Raises Refused (`account.exists`) when the login or id is taken."""
    row = {
        "id": account.id, "login": folded(account.login), "name": account.name, "initials": account.initials,
        "password": account.password, "standing": account.standing, "countries": json.dumps(sorted(account.countries)),
        "is_active": account.is_active, "at": account.at,
    }  # fmt: skip
    taken = select(t.accounts.c.id).where((t.accounts.c.login == row["login"]) | (t.accounts.c.id == account.id))
    if unit.connection.execute(taken).first() is not None:
        raise Refused("account.exists", field="login")
    try:
        unit.connection.execute(insert(t.accounts), row)
    except IntegrityError:  # somebody was faster
        raise Refused("account.exists", field="login") from None


def account_by_login(reader: Reader, login: str) -> Account | None:
    return _account(reader, select(t.accounts).where(t.accounts.c.login == folded(login)))


def account_by_id(reader: Reader, account_id: str) -> Account | None:
    return _account(reader, select(t.accounts).where(t.accounts.c.id == account_id))


def account_of_person(reader: Reader, person_id: str) -> Account | None:
    """The account that writes under a person id: its own, or one from before it signed in."""
    former = select(t.former_ids.c.account).where(t.former_ids.c.id == person_id).scalar_subquery()
    return _account(reader, select(t.accounts).where((t.accounts.c.id == person_id) | (t.accounts.c.id == former)))


def accounts(reader: Reader, countries: Iterable[str] | None = None) -> list[Account]:
    """Accounts (of these countries; all) by login."""
    query = select(t.accounts).where(_works_in(countries)).order_by(t.accounts.c.login)
    return [_read_account(row._mapping) for row in reader.connection.execute(query)]


def change_account(unit: Unit, account_id: str, **values: Any) -> None:
    """Changes columns of an account (`password`, `is_active` …)."""
    unit.connection.execute(update(t.accounts).where(t.accounts.c.id == account_id).values(**values))


def former_ids(reader: Reader, account_id: str) -> frozenset[str]:
    """Person ids that desks of this account wrote under before they signed in."""
    return frozenset(reader.connection.execute(select(t.former_ids.c.id).where(t.former_ids.c.account == account_id)).scalars())


def claim_ids(unit: Unit, account_id: str, ids: Iterable[str]) -> list[str]:
    """Binds person ids to an account, unless they are somebody's already. Returns those that are bound to it now for the first time."""
    claimed = []
    for one in ids:
        is_account = select(t.accounts.c.id).where(t.accounts.c.id == one)
        if unit.connection.execute(is_account).first() is None:
            done = unit.connection.execute(_CLAIM, {"id": one, "account": account_id})
            claimed += [one] if done.rowcount else []
    return claimed


def add_device(unit: Unit, device: Device) -> None:
    """Adds a device, or gives one of the same account its new key and secret."""
    unit.connection.execute(delete(t.devices).where(t.devices.c.id == device.id, t.devices.c.account == device.account))
    row = {name: getattr(device, name) for name in Device.__slots__}
    unit.connection.execute(insert(t.devices), row)


def device_by_id(reader: Reader, device_id: str) -> Device | None:
    row = reader.connection.execute(select(t.devices).where(t.devices.c.id == device_id)).first()
    return None if row is None else Device(**row._mapping)


def devices(reader: Reader, account_id: str | None = None) -> list[Device]:
    """Devices of an account (of all), oldest first."""
    query = select(t.devices).order_by(t.devices.c.at, t.devices.c.id)
    if account_id is not None:
        query = query.where(t.devices.c.account == account_id)
    return [Device(**row._mapping) for row in reader.connection.execute(query)]


def devices_in(reader: Reader, countries: Iterable[str] | None) -> list[Device]:
    """Devices of accounts of these countries (of all), oldest first."""
    owners = select(t.accounts.c.id).where(_works_in(countries))
    query = select(t.devices).where(t.devices.c.account.in_(owners)).order_by(t.devices.c.at, t.devices.c.id)
    return [Device(**row._mapping) for row in reader.connection.execute(query)]


def change_device(unit: Unit, device_id: str, **values: Any) -> int:
    """Changes columns of a device (`seen_at`, `revoked_at`). Returns how many devices that were."""
    return unit.connection.execute(update(t.devices).where(t.devices.c.id == device_id).values(**values)).rowcount


def keep_signature(
    unit: Unit, device: str, at: int, running_hash: bytes, signature: bytes, ranges: Sequence[tuple[str, Sequence[str]]]
) -> None:
    """Keeps what a device signed, so that anybody can check it later."""
    row = {
        "device": device,
        "at": at,
        "running_hash": running_hash,
        "signature": signature,
        "ranges": json.dumps(ranges, separators=(",", ":")),
    }
    unit.connection.execute(insert(t.pushes), row)


def last_push(reader: Reader) -> tuple[int, bytes] | None:
    """The number of the newest push, and what was signed there."""
    c = t.pushes.c
    row = reader.connection.execute(select(c.n, c.running_hash).order_by(c.n.desc()).limit(1)).first()
    return None if row is None else (row.n, row.running_hash)


def push_at(reader: Reader, number: int) -> bytes | None:
    """What was signed at the push of a number; None if there is none."""
    c = t.pushes.c
    found: bytes | None = reader.connection.execute(select(c.running_hash).where(c.n == number)).scalar()
    return found


def name_people(unit: Unit, scope: str, people: Iterable[str]) -> None:
    """Notes who is named in a scope (the assessors of an assessment), in place of what was noted before."""
    unit.connection.execute(delete(t.named_people).where(t.named_people.c.scope == scope))
    rows = [{"person": one, "scope": scope} for one in sorted(set(people))]
    if rows:
        unit.connection.execute(insert(t.named_people), rows)


def scopes_naming(reader: Reader, people: Iterable[str]) -> list[str]:
    """Scopes in which any of the person ids is named."""
    query = select(t.named_people.c.scope).where(t.named_people.c.person.in_(sorted(people))).distinct()
    return list(reader.connection.execute(query).scalars())


def _works_in(countries: Iterable[str] | None) -> ColumnElement[bool]:
    return true() if countries is None else or_(false(), *(t.accounts.c.countries.like(f'%"{one}"%') for one in sorted(countries)))


def _account(reader: Reader, query: Select[Any]) -> Account | None:
    row = reader.connection.execute(query).first()
    return None if row is None else _read_account(row._mapping)


def _read_account(row: Any) -> Account:
    return Account(**{**row, "countries": tuple(json.loads(row["countries"]))})


_CLAIM: Final = text("INSERT INTO former_ids (id, account) VALUES (:id, :account) ON CONFLICT (id) DO NOTHING")
