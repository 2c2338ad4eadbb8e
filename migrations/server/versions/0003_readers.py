"""Those who read released reports in a browser: who they are, their links and sessions, and what they opened."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "readers",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_readers_login", "readers", ["login"], unique=True)
    op.create_table(
        "reader_links",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("reader", sa.String(32), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger),
    )
    op.create_table(
        "reader_sessions",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("reader", sa.String(32), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_reader_sessions_reader", "reader_sessions", ["reader"])
    op.create_table(
        "reader_acts",
        sa.Column("n", number, primary_key=True, autoincrement=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("reader", sa.String(32), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
    )
    op.create_index("ix_reader_acts_reader", "reader_acts", ["reader", "at"])
