"""Which runs of a device's program have spoken: two laptops with one identity are noticed by them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "device_runs",
        sa.Column("device", sa.String(32), primary_key=True),
        sa.Column("runs", sa.Text, nullable=False),
        sa.Column("twice_at", sa.BigInteger),
    )
