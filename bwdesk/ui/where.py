"""Where a record is shown: the place a search, a check or a link leads to."""

from __future__ import annotations

from bwdesk.domain.assessment import Answer, Assessment, Message
from bwdesk.domain.committee import Committee, Member
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting, Target
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.learning import Need, Training
from bwdesk.domain.meeting import Election, Meeting, Rating
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.report import Section, Signature
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Visit
from bwdesk.ui.page import Where


def where_of(thing: Thing, factory_id: str) -> Where:
    """The place where a record is shown; a factory's page where none shows it more closely. `factory_id`: whose it is."""
    if isinstance(thing, Line):
        return Where("visit", {"visit": thing.visit_id, "line": thing.id})
    if isinstance(thing, Visit):
        return Where("visit", {"visit": thing.id})
    if isinstance(thing, AgendaItem | Attendance):
        return Where("visit", {"visit": thing.visit_id})
    if isinstance(thing, Signature) and thing.subject_kind == "visit":
        return Where("visit", {"visit": thing.subject_id})
    if isinstance(thing, Answer | Message):
        return Where("assess", {"assessment": thing.assessment_id, "question": thing.question})
    if isinstance(thing, Assessment):
        return Where("assess", {"assessment": thing.id})
    if isinstance(thing, Sitting):
        return Where("assess", {"sitting": thing.id})
    if isinstance(thing, DiagnosisAnswer | Target):
        return Where("assess", {"sitting": thing.sitting_id, "question": thing.question})
    if isinstance(thing, Issue | Action):
        issue = thing.id if isinstance(thing, Issue) else thing.issue_id or ""
        return Where("plan", {"factory": thing.factory_id, "issue": issue})
    if isinstance(thing, Photo) and thing.owner_kind == "issue":
        return Where("plan", {"factory": factory_id, "issue": thing.owner_id})
    if isinstance(thing, Training | Need):
        return Where("learn", {"factory": factory_id})
    if isinstance(thing, Meeting):
        return Where("committee", {"factory": factory_id, "meeting": thing.id})
    tab = thing.family.value if isinstance(thing, Rating) else _TABS.get(type(thing))
    if tab is not None:
        return Where("committee", {"factory": factory_id, "tab": tab})
    return Where("factory", {"factory": thing.id if isinstance(thing, Factory) else factory_id})


_TABS = {Member: "members", Committee: "committee", Election: "elections", Section: "words"}
"""Tabs of the committee's page that show records of a kind."""
