"""What was moved in from before the program came, for everybody who looks back."""

from __future__ import annotations

from bwdesk.domain.earlier import EarlierFinding
from bwdesk.store.unit import Reader


def earlier_findings(reader: Reader, factory_id: str) -> list[EarlierFinding]:
    """What was moved in for a factory, oldest first."""
    found = reader.find(EarlierFinding, lambda e: e.factory_id == factory_id)
    return sorted(found, key=lambda e: (e.assessed_on, e.id))
