"""Operations that folding may ask for: those of the batch that have had their turn, and those held, read when needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.store.driver import mark_of, raw_rows

CHUNK: Final = 400


def chunks(things: Sequence[Any], size: int = CHUNK) -> Iterable[Sequence[Any]]:
    """Slices that fit one statement's parameters."""
    return (things[i : i + size] for i in range(0, len(things), size))


class Known:
    """Finds operations by id. `until`: the last number `n` of those held that count as arrived (all, if None).

    `arrived`: how many of the batch have had their turn. `parked`: those that are, whether they have or not.
    """

    def __init__(self, connection: Connection, batch: Sequence[Operation], parked: Iterable[str], until: int | None) -> None:
        self._connection = connection
        self._until = until
        self._batch = batch
        self._places = {batch[place].id: place for place in range(len(batch) - 1, -1, -1)}
        self._found: dict[str, Operation | tuple[str, str] | None] = {}
        self.arrived = 0
        self.parked = set(parked)

    def has(self, op_id: str) -> bool:
        """Whether the operation has arrived."""
        place = self._places.get(op_id)
        if place is not None:
            return place < self.arrived
        if op_id not in self._found:
            self.load([op_id])
        return self._found[op_id] is not None

    def get(self, op_id: str) -> Operation | None:
        """The operation, if it has arrived."""
        if not self.has(op_id):
            return None
        if op_id in self._places:
            return self._batch[self._places[op_id]]
        found = self._found[op_id]
        if found is not None and not isinstance(found, Operation):
            found = self._found[op_id] = read_operation(*found)
        return found

    def load(self, ids: Iterable[str]) -> None:
        """Reads those of the ids that are held and not yet known, in few statements."""
        wanted = [one for one in ids if one not in self._found and one not in self._places]
        for part in chunks(wanted):
            self._read(f"id IN ({self._marks(part)})", part)
        for one in wanted:
            self._found.setdefault(one, None)

    def load_things(self, things: Iterable[str]) -> None:
        """Reads the whole history of things: texts are merged over what their authors had seen."""
        for part in chunks(sorted(set(things))):
            self._read(f"thing IN ({self._marks(part)})", part)

    def _marks(self, values: Sequence[str]) -> str:
        return ", ".join([mark_of(self._connection)] * len(values))

    def _read(self, where: str, values: Sequence[str]) -> None:
        until = "" if self._until is None else f" AND n <= {int(self._until)}"
        statement = f"SELECT id, header, body, parked FROM operations WHERE {where}{until}"
        for op_id, header, body, parked in raw_rows(self._connection, statement, values):
            if op_id not in self._places and self._found.get(op_id) is None:
                self._found[op_id] = (header, body)
                if parked:
                    self.parked.add(op_id)
