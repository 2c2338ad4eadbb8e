"""Tables that only the server has: accounts, devices, what devices signed, who is named where. Created by migrations/server."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, MetaData, String, Table, Text

from bwdesk.store.tables import NAMES, Number

office = MetaData(naming_convention=dict(NAMES))

accounts = Table(
    "accounts",
    office,
    Column("id", String(32), primary_key=True),  # the person's id in operations
    Column("login", String(120), nullable=False),  # folded to lower case
    Column("name", Text, nullable=False),
    Column("initials", String(8), nullable=False),
    Column("password", Text, nullable=False),  # Argon2id
    Column("standing", String(20), nullable=False),
    Column("countries", Text, nullable=False),  # JSON list
    Column("is_active", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
)

former_ids = Table(
    "former_ids",
    office,
    Column("id", String(32), primary_key=True),  # a person id that a desk wrote under before it signed in
    Column("account", String(32), nullable=False),
)

devices = Table(
    "devices",
    office,
    Column("id", String(32), primary_key=True),
    Column("account", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),  # Ed25519
    Column("secret", LargeBinary, nullable=False),  # SHA-256 of the device's secret
    Column("at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)

pushes = Table(
    "pushes",
    office,
    Column("n", Number, primary_key=True, autoincrement=True),
    Column("device", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("running_hash", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("ranges", Text, nullable=False),  # JSON: [[scope, [op id, …]], …] in the order signed
)

named_people = Table(
    "named_people",
    office,
    Column("person", String(32), primary_key=True),
    Column("scope", String(80), primary_key=True),
)

office_acts = Table(
    "office_acts",
    office,
    Column("n", Number, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("account", String(32), nullable=False),  # who did it; empty: somebody at the server's own command line
    Column("device", String(32), nullable=False),
    Column("act", String(40), nullable=False),
    Column("subject", String(32), nullable=False),  # account or device id
    Column("detail", Text, nullable=False),  # JSON object
)

first_passwords = Table(
    "first_passwords",
    office,
    Column("account", String(32), primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("used_by", String(32)),
)

device_runs = Table(
    "device_runs",
    office,
    Column("device", String(32), primary_key=True),
    Column("runs", Text, nullable=False),  # JSON: [the last one, those none went on from, the latest ones]
    Column("twice_at", BigInteger),  # since when two laptops are known to speak as this device
)

quarantine = Table(
    "quarantine",
    office,
    Column("n", Number, primary_key=True, autoincrement=True),  # order of arrival
    Column("id", String(32), nullable=False),
    Column("scope", String(80), nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("brought_by", String(32), nullable=False),  # device
    Column("at", BigInteger, nullable=False),
    Column("header", Text, nullable=False),
    Column("body", Text, nullable=False),
)

Index("ix_quarantine_id_scope_hash", quarantine.c.id, quarantine.c.scope, quarantine.c.hash, unique=True)
Index("ix_office_acts_account", office_acts.c.account, office_acts.c.at)
Index("ix_accounts_login", accounts.c.login, unique=True)
Index("ix_devices_account", devices.c.account)
Index("ix_former_ids_account", former_ids.c.account)
