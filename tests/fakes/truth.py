"""The independent checker: what people really wrote and really saw, noted outside the system, against what every replica says in the end.

It imports nothing of the program. An operation is known by its two texts as JSON; what its author could see is noted as ids when it is
written; heads and shown values are worked out here by another rule than the merge's: a value stands when nobody who could see it wrote
over it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

WORDS = frozenset({"remark"})
GROUPS = frozenset({"factory_says"})


@dataclass(frozen=True)
class Replica:
    """What one side holds: operations by id with the reason why they are parked, raw rows by thing, open questions (thing, key).

    `rows` holds column values as they lie in the table; `heads` is the JSON text of the row's heads.
    """

    name: str
    operations: Mapping[str, str | None]
    rows: Mapping[str, Mapping[str, Any]] | None = None
    unsettled: frozenset[tuple[str, str]] | None = None


@dataclass
class Wrote:
    laptop: str
    thing: str
    at: int
    values: dict[str, Any]
    visible: frozenset[str]


@dataclass
class Truth:
    """Everything that was ever written, by operation id; `rolled`: laptops that were put back from an image."""

    wrote: dict[str, Wrote] = field(default_factory=dict)
    rolled: set[str] = field(default_factory=set)

    def note(self, laptop: str, header: str, body: str, visible: Iterable[str]) -> None:
        """An operation was saved; `visible`: ids of the operations on its thing that this laptop held, parked ones left out."""
        h, b = json.loads(header), json.loads(body)
        self.wrote[h["i"]] = Wrote(laptop, h["t"], h["w"], b["f"], frozenset(visible))

    def check(self, replicas: list[Replica], alive: Iterable[str]) -> None:
        """Raises AssertionError naming what is wrong. `alive`: ids that some copy held before everybody synced."""
        first = replicas[0]
        for one in replicas[1:]:
            assert set(one.operations) == set(first.operations), f"{one.name} and {first.name} hold different operations"
            other = {
                op_id: (reason, first.operations[op_id]) for op_id, reason in one.operations.items() if reason != first.operations[op_id]
            }
            assert not other, f"{one.name} and {first.name} park different operations: {other}"
        held = set(first.operations)
        assert set(alive) <= held, "something that a copy still held is gone"
        gone = {one for one, what in self.wrote.items() if what.laptop not in self.rolled} - held
        assert not gone, "a saved operation is gone"
        standing = self._standing({one for one in held if first.operations[one] is None and one in self.wrote})
        for one in replicas:
            if one.rows is not None:
                self._check_rows(one, standing)

    def _standing(self, applied: set[str]) -> dict[tuple[str, str], set[str]]:
        """The values that stand, by (thing, key)."""
        on: dict[tuple[str, str], set[str]] = defaultdict(set)
        over: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in applied:
            what = self.wrote[one]
            for key in what.values:
                on[what.thing, key].add(one)
                over[what.thing, key] |= what.visible
        return {place: ids - over[place] for place, ids in on.items()}

    def _check_rows(self, one: Replica, standing: Mapping[tuple[str, str], set[str]]) -> None:
        assert one.rows is not None
        found = {}
        for thing, row in one.rows.items():
            for key, heads in json.loads(row["heads"]).items():
                assert not key.startswith("~"), f"{one.name} still waits for {heads}"
                found[thing, key] = set(heads)
        assert found == dict(standing), f"{one.name}: a value vanished unseen, or a settled one came back"
        questions = set()
        for (thing, key), heads in standing.items():
            if self._check_shown(one, thing, key, heads):
                questions.add((thing, key))
        if one.unsettled is not None:
            wordy = {place for place in one.unsettled if place[1] in WORDS}
            assert one.unsettled - wordy == questions, f"{one.name} asks about other fields than those that contradict each other"
            assert all(len(standing[place]) > 1 for place in wordy), f"{one.name} asks about a text that nobody contradicts"

    def _check_shown(self, one: Replica, thing: str, key: str, heads: set[str]) -> bool:
        """Compares what a row shows with what stands; True if a person must be asked."""
        assert one.rows is not None
        row, values = one.rows[thing], {head: self.wrote[head].values[key] for head in heads}
        name, _, element = key.partition(":")
        if element:
            assert (element in json.loads(row[name] or "[]")) == any(values.values()), f"{one.name}: element {key}"
            return False
        differ = len({json.dumps(value, sort_keys=True) for value in values.values()}) > 1
        if key in WORDS:
            for text in values.values():
                assert text.split()[-1] in row[key].split(), f"{one.name}: a typed word is gone"
            assert differ or row[key] == next(iter(values.values())), f"{one.name}: shows what nobody wrote"
            return False
        latest = max(heads, key=lambda head: (self.wrote[head].at, head))
        want = values[latest] if key in GROUPS else {key: values[latest]}
        assert {column: row[column] for column in want} == want, f"{one.name} shows another value of {key}"
        return differ
