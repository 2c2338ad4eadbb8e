"""Which text field of which kind of thing is printed on which papers: the table that the test of planted words holds papers to.

Every text field of every kind stands here: the papers it is printed on (kinds as in paper_makers, "assessment, released" for the
report a laptop makes from results alone), NOWHERE, or KEY if it holds no words of people. A field that is planted several times may
have a line of its own for a tag: "text (person)". Who may see which of it is data: resources/programme/variants.json, protected.json.
"""

from __future__ import annotations

from typing import Final

KEY: Final = "key"
NOWHERE: Final = ""

ASSESSED: Final = "assessment, assessment released"
COMMITTEE: Final = "committee, progress1, progress2"
COVERS: Final = f"{ASSESSED}, certificate"
MANY: Final = "synthesis, portfolio"
ALL: Final = f"visit, briefing, diagnosis, {ASSESSED}, plan, {COMMITTEE}, certificate"

_PHOTOS = {
    "captioned": "visit", "of a public finding": "assessment", "of an other finding": "assessment",
    "of a released finding": "assessment released",
}  # fmt: skip
_ON_SITE = ("key_strengths", "access", "documents_in_time", "managers_met", "interviews", "concerns")

TABLE: Final[dict[str, dict[str, str]]] = {
    "factory": {
        "name": f"{ALL}, portfolio", "local_name": COVERS, "city": f"{COVERS}, portfolio", "address": "briefing", "products": "briefing",
        "country": KEY, "isic": KEY, "local_language": KEY, "source": KEY, "source_key": KEY, "alias_of": KEY, "buyers": NOWHERE,
        "contact": NOWHERE, "second_contact": NOWHERE, "owner": NOWHERE, "owner_address": NOWHERE, "remark": NOWHERE,
    },
    "assignment": {},
    "person": {"name": NOWHERE, "initials": KEY, "desks": KEY},
    "cycle": {
        "profile": KEY, "waived": KEY, "contribution": NOWHERE, "invoice": NOWHERE, "end_reason": NOWHERE, "waived_reason": NOWHERE,
        "over_reason": NOWHERE, "remark": NOWHERE,
    },
    "cycle_reason": {"about": KEY, "text": NOWHERE},
    "committee": {"name": f"diagnosis, {COMMITTEE}", "meets": NOWHERE, "remark": NOWHERE},
    "member": {"title": COMMITTEE},
    "visit": {
        "purpose": NOWHERE, "purpose (held)": "briefing", "purpose (coming)": "briefing", "not_seen": NOWHERE, "not_seen (held)": "visit",
        "close_remarks": NOWHERE, "over_reason": NOWHERE,
    },
    "agenda_item": {"title": "visit", "title (left)": NOWHERE, "pos": KEY},
    "line": {
        "text": "visit", "text (quote)": NOWHERE, "text (person)": NOWHERE, "text (question)": "briefing", "pos": KEY, "cluster": KEY,
        "cites": KEY,
    },
    "attendance": {
        "title": "briefing", "title (before, management)": NOWHERE, "title (before, workers)": NOWHERE,
        "title (before, union)": NOWHERE, "title (before, guest)": NOWHERE,
    },
    "sitting": {"tool": KEY, "clusters": KEY, "remark": NOWHERE},
    "diagnosis_answer": {
        "question": KEY, "reason": NOWHERE, "comment": "diagnosis", "comment (management, chosen)": NOWHERE,
        "comment (workers, chosen)": NOWHERE,
    },
    "target": {"question": KEY, "wanted": "diagnosis"},
    "assessment": {
        "country": KEY, "tool": KEY, "assessors": KEY, "closed_by": KEY, "reopened_by": KEY, "time_plan": KEY, "category_names": NOWHERE,
        "reopened_why": NOWHERE, **dict.fromkeys(_ON_SITE, NOWHERE), **dict.fromkeys((f"{name} (held)" for name in _ON_SITE), "assessment"),
    },
    "answer": {
        "question": KEY, "sources": KEY, "repeat": "assessment", "reason": NOWHERE, "reason (unverified)": "assessment", "value": NOWHERE,
        "value (information)": "assessment", "finding": "assessment", "finding (unverified)": NOWHERE, "places": NOWHERE,
        "places (public)": "assessment", "places (other)": "assessment", "worker_group": NOWHERE, "worker_group (public)": "assessment",
        "worker_group (other)": "assessment", "remark": NOWHERE, "factory_words": NOWHERE,
    },
    "message": {"question": KEY, "text": NOWHERE},
    "result": {"question": KEY, "sources": KEY, "tool": KEY, "finding": "assessment released", "places": "assessment released"},
    "issue": {
        "question": KEY, "cluster": KEY, "cause": KEY, "title": "plan", "title (public)": "plan, progress1, progress2",
        "place": "plan", "root_cause": "plan", "whys": NOWHERE, "owner": NOWHERE, "remark": NOWHERE, "progress_note": NOWHERE,
        "verified_note": NOWHERE, "progress_note (own, later)": "plan", "verified_note (own, later)": "plan",
        "progress_note (public, later)": "plan, progress1", "verified_note (public, later)": "plan, progress1",
    },
    "action": {
        "pos": KEY, "text": "visit, briefing, plan", "owner": "visit, briefing, plan", "text (promised)": "visit, briefing",
        "owner (promised)": "visit, briefing", "text (promised before)": "briefing", "owner (promised before)": "briefing",
    },
    "photo": {
        "owner_kind": KEY, "sha256": KEY, "thumb_sha256": KEY, "pos": KEY, "caption": NOWHERE, "(beside the pixels)": NOWHERE,
        **{f"caption ({of}{mark})": paper for of, paper in _PHOTOS.items() for mark in ("", ", unseen", ", agreed", ", inside")},
    },
    "document": {
        "owner_kind": KEY, "sha256": KEY, "thumb_sha256": KEY, "pos": KEY, "media": KEY, "variant": KEY, "language": KEY, "name": NOWHERE,
        "caption": NOWHERE, "caption (of a public finding)": "assessment", "caption (of an other finding)": "assessment",
    },
    "buyer": {"name": NOWHERE, "contact": NOWHERE, "remark": NOWHERE},
    "supply": {},
    "named_reader": {"name": NOWHERE},
    "authorisation": {"kinds": KEY, "given_by": NOWHERE, "remark": NOWHERE},
    "contact": {"who": NOWHERE, "text": NOWHERE},
    "meeting": {"minutes": NOWHERE, "decisions": "committee"},
    "election": {"run_by": "committee", "remark": "committee"},
    "rating": {"criterion": KEY, "seen": "committee", "seen (committee)": "committee, progress2"},
    "interview": {
        "category": NOWHERE, "department": NOWHERE, "place": NOWHERE, "language": KEY, "questions": KEY, "notes": NOWHERE,
        "red_flag": NOWHERE,
    },
    "interview_note": {"topic": NOWHERE, "text": NOWHERE},
    "snippet": {"question": KEY, "title": NOWHERE, "text": NOWHERE},
    "seminar": {"country": KEY, "title": NOWHERE, "topic": NOWHERE, "place": NOWHERE, "trainer": NOWHERE, "remark": NOWHERE},
    "seat": {},
    "invitation": {},
    "training": {
        "title": "progress1, progress2, certificate", "topic": "certificate", "trainer": "certificate", "over_reason": NOWHERE,
        "remark": NOWHERE,
    },
    "participants": {"title": NOWHERE},
    "need": {"topic": "progress1, progress2", "audience": NOWHERE, "done_by": KEY, "pos": KEY, "remark": NOWHERE},
    "alert": {"country": KEY, "category": NOWHERE, "place": NOWHERE, "what": NOWHERE, "outcome": NOWHERE},
    "alert_step": {"step": KEY, "told": NOWHERE, "note": NOWHERE},
    "pack": {"name": NOWHERE, "version": KEY, "checksum": KEY, "text": NOWHERE},
    "practice": {"question": KEY, "cluster": KEY, "cleared_by": KEY, "title": NOWHERE, "text": NOWHERE},
    "report": {"state_by": KEY},
    "section": {
        "key": KEY, "text": NOWHERE, "text (committee)": "committee", "text (progress1)": "progress1", "text (progress2)": "progress2",
        "text (public reply)": "assessment, progress1", "text (not handed in)": NOWHERE,
    },
    "remark": {"question": KEY, "section": KEY, "text": NOWHERE, "answer": NOWHERE},
    "factory_comment": {"section": KEY, "question": KEY, "text": ASSESSED, "said_by": NOWHERE, "taken": ASSESSED},
    "signature": {
        "subject_kind": KEY, "strokes": KEY, "digest": KEY, "name": "visit", "role": "visit", "differs": NOWHERE,
        "name (of another visit)": NOWHERE, "role (of another visit)": NOWHERE,
    },
    "edition": {
        "short": KEY, "content_digest": KEY, "template": KEY, "languages": KEY, "released_by": KEY, "withdrawn_by": KEY,
        "signed_by": NOWHERE, "changes": NOWHERE, "parts": KEY, "withdrawn_why": NOWHERE,
    },
    "delivery": {"language": KEY, "how": NOWHERE},
    "earlier_finding": {"question": KEY, "finding": NOWHERE, "source": NOWHERE},
    "saved_view": {"place": KEY, "name": NOWHERE, "body": NOWHERE},
    "context": {"author": f"{ALL}, {MANY}", "office": f"{COVERS}, {MANY}", "programme": f"{COVERS}, {MANY}", "names": "certificate"},
}  # fmt: skip
"""By kind of thing and field; "context" is what a paper is printed with and no record holds."""


def is_key(kind: str, name: str) -> bool:
    """Whether a field holds no words of people. Ids are known by their names; a field that nobody put here is words."""
    return name.endswith(("_id", "_ids")) or TABLE.get(kind, {}).get(name) == KEY


def printed_on(row: str) -> frozenset[str]:
    """The papers that the words of a row ("line.text (person)") are printed on."""
    kind, _, rest = row.partition(".")
    lines = TABLE[kind]
    said = lines.get(rest, lines[rest.partition(" (")[0]])
    return frozenset(one.strip() for one in said.split(",") if one.strip())
