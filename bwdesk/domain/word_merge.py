"""Heads of one long text, merged by words over what all of them had seen. Derived, never stored as an operation."""

from __future__ import annotations

from collections.abc import Callable

from bwdesk.domain.merge import merge_texts
from bwdesk.domain.operation import Operation

Find = Callable[[str], Operation | None]


def merged_heads(key: str, heads: list[Operation], get: Find) -> tuple[str, bool]:
    """The merge of two or more heads, folded in id order, and whether every step of it was clean."""
    ordered = sorted(heads, key=lambda op: op.id)
    text, is_clean = str(ordered[0].values[key]), True
    for index, head in enumerate(ordered[1:], start=1):
        merged = merge_texts(common_text(key, [*ordered[:index], head], get), text, str(head.values[key]))
        text, is_clean = merged.text, is_clean and merged.is_clean
    return text, is_clean


def common_text(key: str, heads: list[Operation], get: Find) -> str:
    """The latest text that all the heads had seen; empty if they share none."""
    shared: set[str] | None = None
    for head in heads:
        past = _past(key, head, get)
        shared = past if shared is None else shared & past
    candidates = [op for op in map(get, shared or ()) if op is not None and isinstance(op.values.get(key), str)]
    seen_by_others = {one for op in candidates for one in op.seen.get(key, ())}
    latest = [op for op in candidates if op.id not in seen_by_others]
    return str(max(latest, key=lambda op: (op.at, op.id)).values[key]) if latest else ""


def _past(key: str, op: Operation, get: Find) -> set[str]:
    """The ids of everything an operation had seen on this field, itself included."""
    found: set[str] = set()
    waiting = [op]
    while waiting:
        one = waiting.pop()
        if one.id in found:
            continue
        found.add(one.id)
        waiting.extend(earlier for earlier in map(get, one.seen.get(key, ())) if earlier is not None)
    return found
