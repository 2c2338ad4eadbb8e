"""Operations of an earlier schema are read in today's words; their texts, hashes and signatures stay."""

from __future__ import annotations

import pytest

from bwdesk.domain import operation, upgrades
from bwdesk.domain.operation import make_operation, read_operation
from bwdesk.domain.upgrades import converted, renamed, split
from bwdesk.sync.bundle_ops import operations_of

HEAD = (f"{9:032x}",)
RULES = (
    converted(2, "hours", lambda hours: hours * 60),
    renamed(3, "hours", "minutes"),
    renamed(3, "topics", "subjects"),
    split(3, "name", {"family_name": lambda name: name.split()[-1], "given_name": lambda name: name.split()[0]}),
)


def written(schema: int, values: dict[str, object]):
    return make_operation(
        id=f"{1:032x}", scope=f"factory/{2:032x}", kind="visit", thing=f"{3:032x}", values=values, seen=dict.fromkeys(values, HEAD),
        author="amina", device=f"{4:032x}", at=1, txn=f"{5:032x}", act="act.test", salt="a" * 32, schema=schema,
    )  # fmt: skip


@pytest.fixture
def third_schema(monkeypatch):
    monkeypatch.setattr(operation, "SCHEMA", 3)
    monkeypatch.setitem(upgrades.UPGRADES, "visit", RULES)


@pytest.mark.parametrize(
    ("schema", "values", "expected"),
    [
        (1, {"hours": 2}, {"minutes": 120}),
        (2, {"hours": 120}, {"minutes": 120}),
        (3, {"minutes": 120}, {"minutes": 120}),
        (1, {"topics:osh": True}, {"subjects:osh": True}),
        (2, {"name": "Sok Dara", "purpose": "x"}, {"family_name": "Dara", "given_name": "Sok", "purpose": "x"}),
        (1, {"hours": {"odd": 1}}, {"minutes": {"odd": 1}}),
        (1, {"name": ""}, {"family_name": "", "given_name": ""}),
        (9, {"hours": 2, "of_tomorrow": 1}, {"hours": 2, "of_tomorrow": 1}),
    ],
)
@pytest.mark.parametrize("way", ["one by one", "by the thousand"])
def test_what_was_written_then_is_read_in_the_words_of_now(third_schema, schema, values, expected, way):
    before = written(schema, values)
    texts = before.header, before.body
    after = read_operation(*texts) if way == "one by one" else operations_of([texts])[0]
    assert after.values == expected
    assert after.seen == dict.fromkeys(expected, HEAD)
    assert (after.header, after.body, after.hash, after.schema) == (before.header, before.body, before.hash, schema)


def test_a_failed_conversion_leaves_the_value_to_the_field(third_schema, monkeypatch):
    monkeypatch.setitem(upgrades.UPGRADES, "visit", (converted(2, "hours", lambda hours: hours + 1),))
    old = written(1, {"hours": "many"})
    assert read_operation(old.header, old.body).values == {"hours": "many"}
