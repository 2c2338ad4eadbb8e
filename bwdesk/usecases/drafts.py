"""What is being typed, kept each second and given back after a crash; it becomes an operation by its own use case."""

from __future__ import annotations

from dataclasses import dataclass

from bwdesk.store.unit import Reader, Unit

VAULT_DRAFTS = "vault/"
"""What the keys of all drafts of vaults begin with; other pages leave them out."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that were being typed: where (a key of the page's own making), the text, the caret's place."""

    key: str
    text: str
    caret: int


def keep_draft(unit: Unit, key: str, text: str, caret: int) -> None:
    """Keeps what is being typed under a key, in place of what was kept before."""
    unit.keep_draft(key, {"text": text, "caret": caret})


def drop_draft(unit: Unit, key: str) -> None:
    """Forgets a draft."""
    unit.drop_draft(key)


def draft(reader: Reader, key: str) -> Draft | None:
    """The draft under a key."""
    body = reader.draft(key)
    return None if body is None else Draft(key, str(body.get("text", "")), int(body.get("caret", 0)))


def drafts(reader: Reader, prefix: str = "") -> list[Draft]:
    """All drafts whose key begins with a prefix; after a crash, what can be gone on with."""
    found = reader.drafts(prefix)
    return [Draft(key, str(body.get("text", "")), int(body.get("caret", 0))) for key, body in sorted(found.items())]
