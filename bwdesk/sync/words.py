"""Keys of the words that say where work is, why something is set aside, what a pass is busy with. The words: `sync.po`."""

from __future__ import annotations

from bwdesk.store.whereabouts import Whereabouts
from bwdesk.sync.steps import Phase


def where_key(place: Whereabouts) -> str:
    """One word for the strip, lists and records."""
    return f"sync.where.{place.value}"


def aside_key(reason: str) -> str:
    """A sentence: why an operation is set aside (access.Reason, or `broken`), what is safe, what to do."""
    return f"sync.aside.{reason}"


def phase_key(phase: Phase) -> str:
    """What a pass is busy with; has slots `{done}` and `{total}`."""
    return f"sync.phase.{phase.value}"
