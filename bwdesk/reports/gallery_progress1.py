"""Invented values of progress report 1, for the gallery and the tests."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from bwdesk.reports.gallery_progress import progress2
from bwdesk.reports.gallery_texts import LONG_NAME, NASTY, NOTES
from bwdesk.reports.gallery_visit import head, nasty_head
from bwdesk.reports.values_progress import Claim, FirstProgressPaper, Written

_OWN = (
    ("overview", "Overview", "Since the report we have moved two racks, named a fire warden for every line and begun a new shift plan."),
    ("social_dialogue", "Social dialogue", "The committee meets on the second Tuesday. Its minutes hang at all four gates.\n"
     "Line leaders were asked to bring up one matter of their line each month."),
    ("systems", "Management systems", "A procedure for overtime was written and signed by the general manager."),
    ("learning", "Learning", "Eight people learnt to check machine guards; they check 40 machines every morning."),
    ("feedback", "Feedback to the programme", ""),
)  # fmt: skip
_RECORDS = (
    ("plan", "Improvement plan"), ("training", "Training and seminars"), ("committee", "Committee"), ("visits", "Advisory visits"),
    ("public_issues", "Publicly reported issues"),
)  # fmt: skip
_CLAIMS = (
    Claim("7.11", "Two of six exits blocked", "Done", date(2025, 9, 2), "Both racks moved, floor painted", "We check every exit at seven.",
          "Verified", date(2025, 9, 18), "seen at a visit", "All six exits free at 10:40", is_verified=True),
    Claim("5.2", "Overtime pay on public holidays below the law", "Done", date(2025, 9, 30), "Difference paid with the September wage",
          "", "Not yet verified", is_claimed=True),
    Claim("2.4", "No written complaint procedure", "In progress", date(2025, 8, 20), "", "The draft is with the union.",
          "Not yet verified"),
    Claim("7.30", "Emergency drill held at lunch only", "Done", date(2025, 9, 1), "", "", "Reopened", date(2025, 9, 18),
          "heard in interviews", "Night shift had no drill"),
)  # fmt: skip


def progress1() -> FirstProgressPaper:
    """Four parts written, one left empty; four publicly reported issues, one of them verified."""
    told = progress2()
    shared = {one.name: getattr(told, one.name) for one in fields(told) if one.name not in ("sections", "public", "advice")}
    return FirstProgressPaper(
        **shared,
        sections=tuple(Written(key, title) for key, title in _RECORDS),
        own=tuple(Written(*one) for one in _OWN),
        claims=_CLAIMS,
        is_handed_in=True,
        has_assessment=True,
    )


def nasty() -> FirstProgressPaper:
    """Endless own words, mark-up in replies, words of two hundred letters."""
    paper = progress1()
    long = " ".join(NASTY) + " " + NOTES["km"] * 20 + "word " * 2000
    bad = Claim("7.11", "p" * 200, "Done", None, NASTY[1] * 8, LONG_NAME + NOTES["bn"] * 10, "Reopened", None, "x" * 200, NASTY[0])
    return replace(
        paper,
        head=nasty_head(),
        own=tuple(replace(one, words=long[:20_000] if n == 0 else NASTY[n]) for n, one in enumerate(paper.own)),
        claims=(bad, *paper.claims, *(replace(bad, reply=NASTY[n % len(NASTY)]) for n in range(12))),
    )


def empty() -> FirstProgressPaper:
    """Nothing handed in, no assessment released."""
    return FirstProgressPaper(
        head(), date(2026, 1, 20), tuple(Written(*one) for one in _RECORDS), own=tuple(Written(key, title) for key, title, _ in _OWN)
    )
