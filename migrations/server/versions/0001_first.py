"""First tables of truth."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "operations",
        sa.Column("n", number, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("thing", sa.String(32), nullable=False),
        sa.Column("author", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("txn", sa.String(32), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("parked", sa.String(40)),
        sa.Column("seq", sa.BigInteger),
        sa.Column("chain", sa.LargeBinary),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_operations_id_scope", "operations", ["id", "scope"], unique=True)
    op.create_index("ix_operations_thing", "operations", ["thing"])
    op.create_index("ix_operations_txn", "operations", ["txn"])
    op.create_index("ix_operations_scope_seq", "operations", ["scope", "seq"])
    unconfirmed = sa.text("state <> 'confirmed'")
    op.create_index("ix_operations_state", "operations", ["state"], sqlite_where=unconfirmed, postgresql_where=unconfirmed)
    parked = sa.text("parked IS NOT NULL")
    op.create_index("ix_operations_parked", "operations", ["scope"], sqlite_where=parked, postgresql_where=parked)
    op.create_table(
        "scopes",
        sa.Column("scope", sa.String(80), primary_key=True),
        sa.Column("head", sa.BigInteger, nullable=False),
        sa.Column("chain", sa.LargeBinary),
        sa.Column("epoch", sa.String(32)),
        sa.Column("server", sa.String(32)),
        sa.Column("granted", sa.Boolean, nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table("facts", sa.Column("name", sa.String(60), primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table(
        "unsettled",
        sa.Column("thing", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
    )
    op.create_index("ix_unsettled_scope", "unsettled", ["scope"])
    op.create_table("search_queue", sa.Column("thing", sa.String(32), primary_key=True), sa.Column("kind", sa.String(40), nullable=False))
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("scope", sa.String(80), primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_blobs_scope", "blobs", ["scope"])
    _office()


def _office() -> None:
    """Accounts, devices, what devices signed, who is named in which scope."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("initials", sa.String(8), nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("standing", sa.String(20), nullable=False),
        sa.Column("countries", sa.Text, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_accounts_login", "accounts", ["login"], unique=True)
    op.create_table("former_ids", sa.Column("id", sa.String(32), primary_key=True), sa.Column("account", sa.String(32), nullable=False))
    op.create_index("ix_former_ids_account", "former_ids", ["account"])
    op.create_table(
        "devices",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_index("ix_devices_account", "devices", ["account"])
    op.create_table(
        "pushes",
        sa.Column("n", number, primary_key=True, autoincrement=True),
        sa.Column("device", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("running_hash", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("ranges", sa.Text, nullable=False),
    )
    op.create_table(
        "named_people", sa.Column("person", sa.String(32), primary_key=True), sa.Column("scope", sa.String(80), primary_key=True)
    )
