"""Ids: which follow from a scope, and which are a thing's own."""

from __future__ import annotations

from datetime import UTC, datetime

from bwdesk.domain.naming import is_natural
from bwdesk.domain.thing import natural_id
from bwdesk.ids import Seeded, new_id


def test_a_seeded_id_never_looks_as_if_it_followed_from_its_scope():
    ids = Seeded(1, datetime(2026, 11, 23, tzinfo=UTC))
    made = [ids.new_id() for _ in range(1_000)]
    assert len(set(made)) == len(made)
    assert not any(map(is_natural, [*made, new_id()]))
    assert is_natural(natural_id("cycle", made[0], 1))
