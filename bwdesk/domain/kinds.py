"""The registry: every kind of thing the program records. Tables, JSON and export columns derive from it."""

from __future__ import annotations

from typing import Final

from bwdesk.domain.alert import Alert, AlertStep
from bwdesk.domain.assessment import Answer, Assessment, Message, Result
from bwdesk.domain.buyers import Authorisation, Buyer, Supply
from bwdesk.domain.committee import Committee, Member
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle, CycleReason
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting, Target
from bwdesk.domain.earlier import EarlierFinding
from bwdesk.domain.edition import Delivery, Edition
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.factory import Assignment, Factory, Person
from bwdesk.domain.interview import Interview, InterviewNote
from bwdesk.domain.learning import Invitation, Need, Participants, Seat, Seminar, Training
from bwdesk.domain.library import Pack, Practice
from bwdesk.domain.meeting import Election, Meeting, Rating
from bwdesk.domain.page_reader import NamedReader
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.report import FactoryComment, Remark, Report, Section, Signature
from bwdesk.domain.snippet import Snippet
from bwdesk.domain.thing import KindSpec, Thing, spec_of
from bwdesk.domain.views import SavedView
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Visit

SCHEMA: Final = 1
"""Version of the kinds; operations carry the one they were written under."""

KINDS: Final[dict[str, KindSpec]] = {
    spec.name: spec
    for spec in map(
        spec_of,
        (
            Factory,
            Assignment,
            Person,
            Cycle,
            CycleReason,
            Committee,
            Member,
            Visit,
            AgendaItem,
            Line,
            Attendance,
            Sitting,
            DiagnosisAnswer,
            Target,
            Assessment,
            Answer,
            Message,
            Result,
            Issue,
            Action,
            Photo,
            Document,
            Buyer,
            Supply,
            Authorisation,
            Contact,
            Meeting,
            Election,
            Rating,
            Interview,
            InterviewNote,
            Snippet,
            Seminar,
            Seat,
            Invitation,
            Training,
            Participants,
            Need,
            Alert,
            AlertStep,
            Pack,
            Practice,
            Report,
            Section,
            Remark,
            FactoryComment,
            Signature,
            Edition,
            Delivery,
            EarlierFinding,
            SavedView,
            NamedReader,
        ),
    )
}


def spec_of_thing(thing: Thing) -> KindSpec:
    """The registered specification of a thing's kind."""
    return spec_of(type(thing))
