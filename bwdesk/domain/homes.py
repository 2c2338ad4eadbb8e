"""Where things of a kind live: the kinds of scopes that may hold them. Kinds of newer programs live anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_OF_REPORTS: Final = frozenset({"factory", "assessment", "country"})

LED: Final = frozenset({"pack", "report", "section", "remark", "factory_comment", "edition", "delivery", "document"})
"""Kinds that in a country only those who lead it write: its library, and reports about many of its factories."""

OFFICES: Final = frozenset({"release", "named_reader"})
"""Kinds that the server alone writes."""

HOMES: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("factory", "assignment", "person", "buyer", "seminar", "seat", "invitation", "practice"), frozenset({"country"})
    ),
    **dict.fromkeys(("assessment", "answer", "message"), frozenset({"assessment"})),
    **dict.fromkeys(
        (
            "cycle", "cycle_reason", "committee", "member", "visit", "agenda_item", "line", "attendance", "sitting", "diagnosis_answer",
            "target", "result", "issue", "action", "supply", "authorisation", "contact", "meeting", "election", "rating", "training",
            "participants", "need", "earlier_finding",
        ),
        frozenset({"factory"}),
    ),
    **dict.fromkeys(("report", "section", "remark", "factory_comment"), _OF_REPORTS),
    **dict.fromkeys(("edition", "delivery"), frozenset({"factory", "country"})),
    **dict.fromkeys(("signature", "named_reader"), frozenset({"factory", "assessment"})),
    **dict.fromkeys(("interview", "interview_note"), frozenset({"vault"})),
    **dict.fromkeys(("alert", "alert_step"), frozenset({"alert"})),
    **dict.fromkeys(("snippet", "saved_view"), frozenset({"user"})),
    "pack": frozenset({"country", "user"}),
    "photo": frozenset({"factory", "assessment", "vault", "country", "alert"}),
    "document": frozenset({"factory", "assessment", "vault", "country", "alert"}),
}  # fmt: skip
