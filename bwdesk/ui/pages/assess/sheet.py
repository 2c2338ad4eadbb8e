"""An assessment as the page walks through it: stops in order, marks of the map, gaps and differences to jump to. No widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from bwdesk.domain.assessing import Gap, Missing
from bwdesk.domain.assessment import Answer, Stage, Verdict
from bwdesk.store.lists import Stamp
from bwdesk.texts import Texts
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.question_map import MapCell, MapCluster
from bwdesk.usecases.assessment import answer_id, blank_answer
from bwdesk.usecases.assessment_page import JUDGED, AssessmentPage, Cell, Known, page_with
from bwdesk.usecases.people import Names
from bwdesk.usecases.question_page import AssessmentView

FIELDS: Final = (
    "key_strengths", "access", "documents_in_time", "managers_met", "interviews", "concerns", "category_names", "last_day_on", "time_plan",
)  # fmt: skip
"""What is said about the assessment as a whole, in the order of the form."""

ABOUT: Final = "PI"
"""The code over the last group of the map: key strengths and process integrity."""

KINDS: Final[Mapping[Verdict, Kind]] = {
    Verdict.OPEN: Kind.GAP,
    Verdict.COMPLIANT: Kind.GOOD,
    Verdict.NON_COMPLIANT: Kind.BAD,
    Verdict.NOT_APPLICABLE: Kind.NA,
    Verdict.NOT_VERIFIED: Kind.UNSURE,
}
COUNTED: Final = (Kind.GOOD, Kind.BAD, Kind.NA, Kind.UNSURE, Kind.DIFFER, Kind.GAP)


def key_of(question: str, repeat: str = "") -> str:
    """The key of a question in the map."""
    return f"{question}|{repeat}"


def key_of_field(field: str) -> str:
    """The key of something said about the assessment as a whole."""
    return f"|{field}"


def field_of(key: str) -> str:
    """The field a key stands for, "" for a question's."""
    return key[1:] if key.startswith("|") else ""


def kind_of(cell: Cell) -> Kind:
    """The mark of a question."""
    if cell.differs:
        return Kind.DIFFER
    return Kind.GOOD if cell.is_fact else KINDS[cell.verdict]


@dataclass(frozen=True)
class Sheet:
    """An assessment as it stands on this screen: what was read, and what was just answered and is on its way to the disk."""

    page: AssessmentPage
    names: Names

    @staticmethod
    def of(view: AssessmentView) -> Sheet:
        """The sheet of what was read."""
        return Sheet(view.page, view.names)

    def with_known(self, ids: frozenset[str], known: Known) -> Sheet:
        """The sheet with what is newly known of some answers."""
        return replace(self, page=page_with(self.page, known, ids))

    def assuming(self, answer: Answer, at: datetime) -> Sheet:
        """The sheet as it will be once this answer of ours is on disk. Answering again settles what two people differed on."""
        known = self.page.known
        before = known.answers.get(answer.id)
        was = (before.verdict, before.reason, before.value) if before else (Verdict.OPEN, "", "")
        judged = was != (answer.verdict, answer.reason, answer.value)
        keys = known.differing.get(answer.id, frozenset()) - (JUDGED if judged else frozenset())
        hand = Stamp(self.page.person, at) if judged else known.hands.get(answer.id)
        newer = Known(
            {answer.id: answer},
            {answer.id: hand} if hand else {},
            {answer.id: keys} if keys else {},
            {answer.id: known.photos[answer.id]} if answer.id in known.photos else {},
            known.threads,
        )
        return self.with_known(frozenset({answer.id}), newer)

    # stops

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """The questions by key, in tool order."""
        return {key_of(cell.question.code, cell.repeat): cell for cell in self.page.cells}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Everything one can stand on: questions, then what is said about the whole."""
        return (*self.cells, *(key_of_field(name) for name in FIELDS))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The stops by key, numbered in their order."""
        return {key: place for place, key in enumerate(self.keys)}

    def step(self, key: str, by: int) -> str:
        """The stop after (1) or before (-1) another; questions behind a closed gate are passed over. The ends stay where they are."""
        place = self.places.get(key, -1 if by > 0 else len(self.keys))
        while 0 <= place + by < len(self.keys):
            place += by
            found = self.keys[place]
            if found not in self.cells or not self.cells[found].is_skipped:
                return found
        return key

    def nearest(self, question: str, repeat: str = "") -> str:
        """The key of a question that is asked, whichever repeat it has; "" when this assessment does not ask it."""
        if key_of(question, repeat) in self.cells:
            return key_of(question, repeat)
        return next((key for key, cell in self.cells.items() if cell.question.code == question), "")

    def first(self) -> str:
        """Where work goes on: the first gap, else the first question."""
        return self.next_gap("") or (self.keys[0] if self.keys else "")

    def begin_at(self, wanted: str, current: str, drafts: Iterable[str]) -> str:
        """Where work goes on: the question asked for ("code" or "code|repeat"), where one was, words that were being typed, a gap."""
        code, _, repeat = wanted.partition("|")
        asked = self.nearest(code, repeat) if code else ""
        here = current if current in self.places else ""
        return asked or here or next((key for key in map(self.key_of_draft, drafts) if key), "") or self.first()

    # gaps and differences

    @cached_property
    def gaps_by_key(self) -> Mapping[str, tuple[Gap, ...]]:
        """What is missing at each stop, in the order of the stops."""
        found: dict[str, list[Gap]] = {}
        for gap in self.page.gaps:
            key = key_of(gap.question, gap.repeat) if gap.question else key_of_field(gap.field)
            found.setdefault(key if key in self.places else key_of_field(FIELDS[0]), []).append(gap)
        return {key: tuple(found[key]) for key in sorted(found, key=lambda key: self.places[key])}

    def next_gap(self, key: str) -> str:
        """The gap after a stop, beginning again at the first; "" when nothing is missing."""
        return self._after(key, list(self.gaps_by_key))

    def next_difference(self, key: str) -> str:
        """The question after a stop on which the two differ; "" when they do not."""
        return self._after(key, [one for one, cell in self.cells.items() if cell.differs])

    def _after(self, key: str, found: Sequence[str]) -> str:
        here = self.places.get(key, -1)
        behind = (one for one in found if self.places[one] > here)
        return next(behind, found[0] if found else "")

    # what the map and the counts show

    def clusters(self, texts: Texts) -> list[MapCluster]:
        """The map: the tool's clusters, then what is said about the whole."""
        by_cluster: dict[str, list[MapCell]] = {}
        for key, cell in self.cells.items():
            by_cluster.setdefault(cell.question.cluster, []).append(self._map_cell(key, cell, texts))
        shown = [MapCluster(c.code, c.name, tuple(by_cluster[c.code])) for c in self.page.tool.clusters if c.code in by_cluster]
        about = tuple(self._about_cell(name, texts) for name in FIELDS)
        return [*shown, MapCluster(ABOUT, texts("assess.about"), about)]

    def _map_cell(self, key: str, cell: Cell, texts: Texts) -> MapCell:
        name = f"{cell.question.position} {cell.question.title}" + (f" ({cell.repeat})" if cell.repeat else "")
        is_other = bool(cell.author) and cell.author != self.page.person and cell.author in self.page.assessment.assessors
        return MapCell(key, name, kind_of(cell), self.word_of(cell, texts), is_other)

    def word_of(self, cell: Cell, texts: Texts) -> str:
        """The state of a question in words."""
        if cell.differs:
            return texts("assess.differs")
        if cell.is_skipped:
            return texts("assess.skipped")
        if cell.is_gap and cell.answer is not None and cell.answer.do_later:
            return texts("assess.later")
        return texts("assess.answered") if cell.is_fact else texts(f"verdict.{cell.verdict}")

    def _about_cell(self, name: str, texts: Texts) -> MapCell:
        key = key_of_field(name)
        is_filled = self.is_filled(name)
        kind = Kind.GAP if key in self.gaps_by_key else Kind.GOOD if is_filled else Kind.NA
        return MapCell(key, texts(f"assess.about.{name}"), kind, texts("assess.filled" if is_filled else "assess.empty"))

    def is_filled(self, name: str) -> bool:
        """Whether something is said in a field about the whole."""
        value = getattr(self.page.assessment, name)
        return bool(value.strip()) if isinstance(value, str) else value is not None

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """Questions by mark."""
        return Counter(kind_of(cell) for cell in self.page.cells)

    def cluster_progress(self, code: str) -> tuple[int, int]:
        """Questions of a cluster that are answered, and all of them."""
        cells = [cell for cell in self.page.cells if cell.question.cluster == code]
        return sum(not cell.is_gap for cell in cells), len(cells)

    # who may do what

    @property
    def is_mine(self) -> bool:
        """The person at the desk is one of the pair."""
        return self.page.person in self.page.assessment.assessors

    @property
    def locked_because(self) -> str:
        """The text key of why answers cannot be changed here; "" when they can."""
        stage = self.page.assessment.stage
        if stage is Stage.RELEASED:
            return "assess.locked.released"
        if not self.is_mine:
            return "assess.locked.reviewer"
        if stage is Stage.READY:
            return "assess.locked.handed_in"
        return "assess.locked.closed" if self.page.closing.is_shut else ""

    # answers

    def key_of_draft(self, draft: str) -> str:
        """The stop at which words were being typed, by the key of their draft; "" when it is none of these."""
        _, _, rest = draft.removeprefix("assessment/").partition("/")
        name, _, field = rest.partition("/")
        if not field:
            return key_of_field(name) if name in FIELDS else ""
        by_answer = {answer_id(self.page.assessment.id, c.question.code, c.repeat): key for key, c in self.cells.items()}
        return by_answer.get(name, "")

    def answer_at(self, question: str, repeat: str) -> Answer | None:
        """The answer under a question and repeat, as it stands."""
        return self.page.known.answers.get(answer_id(self.page.assessment.id, question, repeat))

    def blank(self, question: str, repeat: str) -> Answer:
        """An answer before it was given."""
        return blank_answer(self.page.assessment, question, repeat)


def gap_words(gap: Gap, texts: Texts) -> str:
    """Why something is on the gap list."""
    return texts(f"gap.{gap.why}") if gap.why is not Missing.FIELD else texts("gap.field")
