"""Readers of released reports as rows in and out: accounts, one-time links, sessions, and what they opened. Rules live in the server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, insert, select, update

from bwdesk.domain.buyers import Authorisation, Buyer
from bwdesk.domain.factory import Factory
from bwdesk.errors import Refused
from bwdesk.store import reader_tables as t
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit

Side = Literal["factory", "buyer"]


@dataclass(frozen=True, slots=True)
class PageReader:
    """Somebody at a factory or a buyer. `subject` is the factory's or buyer's id; `at` is ms since 1970."""

    id: str
    login: str
    name: str
    side: Side
    subject: str
    country: str
    is_active: bool
    at: int
    password: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """What a reader did, and when (ms)."""

    at: int
    reader: str
    act: str
    subject: str


def add_reader(unit: Unit, reader: PageReader) -> None:
    """Raises Refused (`account.exists`) when the login is taken."""
    taken = select(t.readers.c.id).where(t.readers.c.login == reader.login)
    if unit.connection.execute(taken).first() is not None:
        raise Refused("account.exists", field="login")
    names = ("id", "login", "name", "password", "side", "subject", "country", "is_active", "at")
    unit.connection.execute(insert(t.readers), {name: getattr(reader, name) for name in names})


def reader_by_login(reader: Reader, login: str) -> PageReader | None:
    """`login` folded."""
    return _first(reader, t.readers.c.login == login)


def reader_by_id(reader: Reader, reader_id: str) -> PageReader | None:
    return _first(reader, t.readers.c.id == reader_id)


def all_readers(reader: Reader) -> list[PageReader]:
    """By login."""
    return [_read(row) for row in reader.connection.execute(select(t.readers).order_by(t.readers.c.login))]


def readers_in(reader: Reader, countries: Iterable[str] | None) -> list[PageReader]:
    """Readers of some countries (of all), by login."""
    query = select(t.readers).order_by(t.readers.c.login)
    if countries is not None:
        query = query.where(t.readers.c.country.in_(sorted(countries)))
    return [_read(row) for row in reader.connection.execute(query)]


def lets_read(reader: Reader, buyers: Iterable[str]) -> list[Authorisation]:
    """What factories let these buyers read, whether it stands or not."""
    return things_where(reader, Authorisation, "buyer_id", buyers)


def names_of(reader: Reader, cls: type[Factory] | type[Buyer], ids: Iterable[str]) -> dict[str, str]:
    """Names of factories or buyers by id."""
    return {one.id: one.name for one in things_where(reader, cls, "id", ids)}


def change_reader(unit: Unit, reader_id: str, **values: object) -> None:
    """Sets columns; ending an account ends its sessions and links."""
    unit.connection.execute(update(t.readers).where(t.readers.c.id == reader_id).values(**values))
    if values.get("is_active") is False:
        unit.connection.execute(delete(t.reader_sessions).where(t.reader_sessions.c.reader == reader_id))
        unit.connection.execute(delete(t.reader_links).where(t.reader_links.c.reader == reader_id))


def let_in(unit: Unit, reader_id: str) -> bool:
    """Takes the end of a reader back, without the password of before. False if nobody of that id was ended."""
    c = t.readers.c
    ended = update(t.readers).where(c.id == reader_id, c.is_active.is_(False)).values(is_active=True, password="")
    return bool(unit.connection.execute(ended).rowcount)


def keep_link(unit: Unit, hashed: bytes, reader_id: str, until: int) -> None:
    """A one-time link; the ones before it hold no more."""
    unit.connection.execute(delete(t.reader_links).where(t.reader_links.c.reader == reader_id))
    unit.connection.execute(insert(t.reader_links), {"hash": hashed, "reader": reader_id, "until": until})


def link_holder(reader: Reader, hashed: bytes, now: int) -> str | None:
    """Whose link it is, while it can be used."""
    c = t.reader_links.c
    query = select(c.reader).where(c.hash == hashed, c.used_at.is_(None), c.until >= now)
    return reader.connection.execute(query).scalar()


def use_link(unit: Unit, hashed: bytes, now: int) -> str | None:
    """Uses a link up; whose it was, None when it holds no more."""
    c = t.reader_links.c
    fresh = (c.hash == hashed) & c.used_at.is_(None) & (c.until >= now)
    if not unit.connection.execute(update(t.reader_links).where(fresh).values(used_at=now)).rowcount:
        return None
    return unit.connection.execute(select(c.reader).where(c.hash == hashed)).scalar()


def keep_session(unit: Unit, hashed: bytes, reader_id: str, until: int, now: int) -> None:
    """Begins a session; ones that are over are dropped."""
    unit.connection.execute(delete(t.reader_sessions).where(t.reader_sessions.c.until < now))
    unit.connection.execute(insert(t.reader_sessions), {"hash": hashed, "reader": reader_id, "until": until})


def session_holder(reader: Reader, hashed: bytes, now: int) -> PageReader | None:
    """Who is signed in by a cookie."""
    c = t.reader_sessions.c
    found = reader.connection.execute(select(c.reader).where(c.hash == hashed, c.until >= now)).scalar()
    return None if found is None else reader_by_id(reader, found)


def end_session(unit: Unit, hashed: bytes) -> None:
    unit.connection.execute(delete(t.reader_sessions).where(t.reader_sessions.c.hash == hashed))


def end_sessions(unit: Unit, reader_id: str) -> None:
    """Signs a reader out everywhere."""
    unit.connection.execute(delete(t.reader_sessions).where(t.reader_sessions.c.reader == reader_id))


def note_access(unit: Unit, access: Access) -> None:
    row = {name: getattr(access, name) for name in ("at", "reader", "act", "subject")}
    unit.connection.execute(insert(t.reader_acts), row)


def accesses(reader: Reader, *, most: int) -> list[Access]:
    """The latest, newest first."""
    c = t.reader_acts.c
    query = select(c.at, c.reader, c.act, c.subject).order_by(c.n.desc()).limit(most)
    return [Access(*row) for row in reader.connection.execute(query)]


def _first(reader: Reader, condition: object) -> PageReader | None:
    row = reader.connection.execute(select(t.readers).where(condition)).first()  # type: ignore[arg-type]
    return None if row is None else _read(row)


def _read(row: object) -> PageReader:
    names = ("id", "login", "name", "side", "subject", "country", "is_active", "at", "password")
    return PageReader(**{name: getattr(row, name) for name in names})
