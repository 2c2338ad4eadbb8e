"""Which runs of a device's program have spoken, as rows in and out. What they show is worked out in the server's twins.py."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, update

from bwdesk.store import office_tables as t
from bwdesk.store.unit import Reader, Unit


def kept_runs(reader: Reader, device: str) -> tuple[str, int | None]:
    """What is kept of a device's runs (JSON, empty when nothing), and since when two laptops are known (ms since 1970)."""
    c = t.device_runs.c
    row = reader.connection.execute(select(c.runs, c.twice_at).where(c.device == device)).first()
    return ("", None) if row is None else (row.runs, row.twice_at)


def keep_runs(unit: Unit, device: str, runs: str, twice_at: int | None) -> None:
    """Keeps them, in place of what was kept."""
    values = {"runs": runs, "twice_at": twice_at}
    if not unit.connection.execute(update(t.device_runs).where(t.device_runs.c.device == device).values(values)).rowcount:
        unit.connection.execute(insert(t.device_runs), values | {"device": device})


def twice_since(reader: Reader) -> dict[str, int]:
    """Devices under which two laptops have spoken, and since when that is known (ms since 1970)."""
    c = t.device_runs.c
    return {row.device: row.twice_at for row in reader.connection.execute(select(c.device, c.twice_at).where(c.twice_at.is_not(None)))}


def forget_runs(unit: Unit, device: str) -> None:
    """One of two laptops has signed in under an id of its own: the other one begins anew."""
    unit.connection.execute(delete(t.device_runs).where(t.device_runs.c.device == device))
