"""What a desk sent, read: operations that can be kept, and the places of those that cannot. Nothing is judged here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from bwdesk.domain.access import is_scope
from bwdesk.domain.operation import Operation, read_operation
from bwdesk.errors import Refused

_NAME: Final = re.compile("[a-z][a-z0-9_]{0,39}")
_PERSON: Final = re.compile("[0-9a-zA-Z_.-]{1,40}")


@dataclass(frozen=True, slots=True)
class Sent:
    """One part of a push: a scope, the history the desk proves, and the texts of its operations."""

    scope: str
    epoch: str
    cursor: int
    chain: bytes
    texts: Sequence[tuple[str, str]]
    hashes: Sequence[bytes] = ()


def read_part(sent: Sent) -> tuple[list[Operation], list[int], dict[str, bytes]]:
    """The operations of a part that can be kept, the places of those that cannot, and the hashes that are known by id."""
    found: list[Operation] = []
    broken: list[int] = []
    hashes: dict[str, bytes] = {}
    for place, (header, body) in enumerate(sent.texts):
        try:
            operation = read_operation(header, body, msgspec.json.decode)
        except Refused:
            broken.append(place)
            continue
        if operation.scope == sent.scope and is_scope(sent.scope) and is_keepable(operation):
            found.append(operation)
            if sent.hashes:
                hashes[operation.id] = sent.hashes[place]
        else:
            broken.append(place)
    return found, broken, hashes


def is_keepable(op: Operation) -> bool:
    """False for names that no column holds."""
    keys = all(len(key) <= 60 or (":" in key[:60] and len(key) <= 4_000) for key in op.seen)
    return bool(keys and _NAME.fullmatch(op.kind) and _PERSON.fullmatch(op.author))
