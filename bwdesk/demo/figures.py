"""What came of the demo's year and a half, by factory, as the leader's desk holds it. For summary.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue, Verified
from bwdesk.domain.visit import Visit
from bwdesk.store.unit import Reader


def figures(reader: Reader, factories: Mapping[str, Factory]) -> dict[str, dict[str, Any]]:
    """By factory: cycles, visits and half days, findings of each cycle that was assessed, and where its issues stand."""
    cycles, visits, issues, results = reader.find(Cycle), reader.find(Visit), reader.find(Issue), reader.find(Result)
    found: dict[str, dict[str, Any]] = {}
    for name, factory in factories.items():
        own = sorted((c for c in cycles if c.factory_id == factory.id), key=lambda c: c.number)
        here = [i for i in issues if i.factory_id == factory.id]
        went = [v for v in visits if v.factory_id == factory.id]
        judged = [[r for r in results if r.cycle_id == c.id] for c in own]
        found[name] = {
            "country": factory.country, "cycles": len(own), "visits": len(went), "half_days": sum(v.half_days or 0 for v in went),
            "findings": [sum(r.verdict is Verdict.NON_COMPLIANT for r in some) for some in judged if some], "issues": len(here),
            "verified": sum(i.verified is Verified.VERIFIED for i in here), "reopened": sum(i.verified is Verified.REOPENED for i in here),
        }  # fmt: skip
    return found
