"""Tables of those who read released reports in a browser: factories and buyers. Only the server has them; migrations/server makes them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, String, Table, Text

from bwdesk.store.office_tables import office
from bwdesk.store.tables import Number

readers = Table(
    "readers",
    office,
    Column("id", String(32), primary_key=True),
    Column("login", String(120), nullable=False),  # folded to lower case
    Column("name", Text, nullable=False),
    Column("password", Text, nullable=False),  # Argon2id; empty until one is chosen
    Column("side", String(10), nullable=False),  # factory | buyer
    Column("subject", String(32), nullable=False),  # the factory's or the buyer's id
    Column("country", String(2), nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
)

reader_links = Table(
    "reader_links",
    office,
    Column("hash", LargeBinary, primary_key=True),  # SHA-256 of the link's secret
    Column("reader", String(32), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

reader_sessions = Table(
    "reader_sessions",
    office,
    Column("hash", LargeBinary, primary_key=True),  # SHA-256 of the cookie
    Column("reader", String(32), nullable=False),
    Column("until", BigInteger, nullable=False),
)

reader_acts = Table(
    "reader_acts",
    office,
    Column("n", Number, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("reader", String(32), nullable=False),
    Column("act", String(40), nullable=False),
    Column("subject", String(32), nullable=False),
)

Index("ix_readers_login", readers.c.login, unique=True)
Index("ix_reader_acts_reader", reader_acts.c.reader, reader_acts.c.at)
Index("ix_reader_sessions_reader", reader_sessions.c.reader)
