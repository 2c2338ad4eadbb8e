"""What the office did: entries are added and read, never changed. And first passwords, which hold for one laptop."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update

from bwdesk.store import office_tables as t
from bwdesk.store.unit import Reader, Unit

AGAIN_MS: Final = 10 * 60 * 1000
"""For so long the laptop that used a first password may use it again: its answer may have been cut."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `account` is empty for the server's own command line; `subject` an account's or a device's id; `at` ms since 1970."""

    at: int
    account: str
    device: str
    act: str
    subject: str
    detail: dict[str, Any]


def note_act(unit: Unit, entry: Entry) -> None:
    """Adds an entry."""
    detail = json.dumps(entry.detail, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    row = {name: getattr(entry, name) for name in ("at", "account", "device", "act", "subject")}
    unit.connection.execute(insert(t.office_acts), row | {"detail": detail})


def entries(reader: Reader, subjects: Iterable[str] | None = None, *, most: int) -> list[Entry]:
    """The latest entries (about some subjects), newest first."""
    c = t.office_acts.c
    query = select(c.at, c.account, c.device, c.act, c.subject, c.detail).order_by(c.n.desc()).limit(most)
    if subjects is not None:
        query = query.where(c.subject.in_(sorted(subjects)))
    return [Entry(*row[:5], json.loads(row[5])) for row in reader.connection.execute(query)]


def acts_since(reader: Reader, account_id: str, since: int) -> int:
    """How many acts of an account there were since a moment (ms)."""
    c = t.office_acts.c
    return reader.connection.execute(select(func.count()).where(c.account == account_id, c.at > since)).scalar() or 0


def keep_first_password(unit: Unit, account_id: str, until: int) -> None:
    """Notes that an account's password is a first one, good until then (ms)."""
    forget_first_password(unit, account_id)
    unit.connection.execute(insert(t.first_passwords), {"account": account_id, "until": until})


def forget_first_password(unit: Unit, account_id: str) -> None:
    """The account's password is one to keep."""
    unit.connection.execute(delete(t.first_passwords).where(t.first_passwords.c.account == account_id))


def first_passwords(reader: Reader) -> dict[str, bool]:
    """Accounts with a first password, and whether it was used."""
    c = t.first_passwords.c
    return {row.account: row.used_at is not None for row in reader.connection.execute(select(c.account, c.used_at))}


def has_first_password(reader: Reader, account_id: str) -> bool:
    """True if the account's password is a first one."""
    c = t.first_passwords.c
    return reader.connection.execute(select(c.account).where(c.account == account_id)).first() is not None


def use_first_password(unit: Unit, account_id: str, device: str, now: int) -> bool:
    """Uses up the account's first password, if it is one. False if it holds no more: late, or used by another laptop."""
    c = t.first_passwords.c
    mine = c.account == account_id
    fresh = mine & c.used_at.is_(None) & (c.until >= now)
    if unit.connection.execute(update(t.first_passwords).where(fresh).values(used_at=now, used_by=device)).rowcount:
        return True
    row = unit.connection.execute(select(c.used_at, c.used_by).where(mine)).first()
    return row is None or (row.used_at is not None and bool(device) and row.used_by == device and now - row.used_at <= AGAIN_MS)
