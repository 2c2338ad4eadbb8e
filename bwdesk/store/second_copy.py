"""Brings database and journal together when a desk is opened: what either lacks, the other gives."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import select

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.store import tables as t
from bwdesk.store.engine import Store
from bwdesk.store.fold import Incoming, held_ids
from bwdesk.store.forgetting import scopes_leaving
from bwdesk.store.journal import Journal
from bwdesk.store.unit import Reader, Writer

SAFE_ELSEWHERE: Final = ("confirmed", "aside")
"""States of operations that the server has."""


class Reconciled(NamedTuple):
    """How many operations came back from the journal into the tables, and how many the journal lacked."""

    restored: int
    added: int


def reconcile(store: Store, journal: Journal, writer: Writer) -> Reconciled:
    """Takes in what only the journal holds (after a snapshot was restored, say), and adds to it what only the database holds."""
    in_journal = journal.operations()
    with store.reading() as reader:
        held = held_ids(reader.connection, [op.id for op in in_journal])
        unsent = unsent_operations(reader)
        off = scopes_leaving(reader)
    lost = [op for op in in_journal if op.id not in held and op.scope not in off]
    if lost:
        with store.writing(writer, "journal.replay") as unit:
            unit.apply([Incoming(op) for op in lost])
    waiting = {op.id for op in unsent} | {op.id for op in lost}
    known = {op.id for op in in_journal}
    added = [op for op in unsent if op.id not in known]
    journal.append(added)
    journal.confirmed(known - waiting)
    return Reconciled(len(lost), len(added))


def unsent_operations(reader: Reader) -> list[Operation]:
    """Operations that no server has confirmed, in order of arrival."""
    c = t.operations.c
    query = select(c.header, c.body).where(c.state != "confirmed", c.state.not_in(SAFE_ELSEWHERE)).order_by(c.n)
    return [read_operation(row.header, row.body) for row in reader.connection.execute(query)]
