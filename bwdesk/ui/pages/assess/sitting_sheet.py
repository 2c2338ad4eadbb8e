"""A sitting as the page walks through it: rows in order, marks of the map, what differs, what is chosen. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.diagnosis import DiagnosisAnswer, SidesBySide, Target, Voice, biggest_gaps
from bwdesk.texts import Texts
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import Look
from bwdesk.ui.pages.assess.sheet import KINDS
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.question_map import MapCell, MapCluster
from bwdesk.ui.when import day_words
from bwdesk.usecases.diagnosis import DiagnosisRow, SittingPage, blank_diagnosis, blank_target
from bwdesk.usecases.sitting_view import SittingView

SIDES = (Voice.MANAGEMENT, Voice.WORKERS)


def kind_of_row(row: DiagnosisRow) -> Kind:
    """The mark of a question: what was agreed, else whether the sides differ, else how far it is."""
    sides = row.sides
    if row.is_unsettled:
        return Kind.DIFFER
    if sides.is_answered:
        return KINDS[sides.verdict(Voice.AGREED)]
    if sides.do_differ:
        return Kind.DIFFER
    return Kind.PROGRESS if any(sides.verdict(voice) is not Verdict.OPEN for voice in SIDES) else Kind.GAP


def target_words(target: Target, texts: Texts, look: Look) -> str:
    """What is wanted on a question, and by when."""
    wanted = [isolate(target.wanted)] if target.wanted else []
    by = [texts("sitting.by_day", day=day_words(look, target.due_on))] if target.due_on is not None else []
    return texts.commas(wanted + by)


class SittingSheet:
    """A sitting as it stands on this screen: what was read, and what was just said and is on its way to the disk."""

    def __init__(self, view: SittingView, page: SittingPage | None = None) -> None:
        self.view = view
        self.page = page or view.page

    @cached_property
    def rows(self) -> Mapping[str, DiagnosisRow]:
        """The questions by code, in tool order."""
        return {row.question.code: row for row in self.page.rows}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The questions in their order."""
        return tuple(self.rows)

    def step(self, code: str, by: int) -> str:
        """The question after (1) or before (-1) another; the ends stay where they are."""
        place = self.codes.index(code) if code in self.rows else -1
        return self.codes[min(max(0, place + by), len(self.codes) - 1)] if self.codes else ""

    def next_gap(self, code: str) -> str:
        """The next question that nothing is agreed on, beginning again at the first; "" when there is none."""
        place = self.codes.index(code) if code in self.rows else -1
        turned = (*self.codes[place + 1 :], *self.codes[: place + 1])
        return next((one for one in turned if not self.rows[one].sides.is_answered), "")

    def first(self) -> str:
        """Where work goes on."""
        return self.next_gap("") or (self.codes[0] if self.codes else "")

    def is_last_of_cluster(self, code: str) -> bool:
        """Whether the next question belongs to another cluster, or there is none."""
        after = self.step(code, 1)
        return after == code or self.rows[after].question.cluster != self.rows[code].question.cluster

    # what the map and the lists show

    def clusters(self, texts: Texts) -> list[MapCluster]:
        """The map: the clusters of the sitting."""
        by_cluster: dict[str, list[MapCell]] = {}
        for code, row in self.rows.items():
            name = f"{row.question.position} {row.question.title}"
            by_cluster.setdefault(row.question.cluster, []).append(MapCell(code, name, kind_of_row(row), self.word_of(row, texts)))
        return [MapCluster(c.code, c.name, tuple(by_cluster[c.code])) for c in self.page.tool.clusters if c.code in by_cluster]

    @staticmethod
    def word_of(row: DiagnosisRow, texts: Texts) -> str:
        """The state of a question in words."""
        sides = row.sides
        if sides.is_answered:
            return texts(f"verdict.{sides.verdict(Voice.AGREED)}")
        if sides.do_differ:
            return texts("sitting.differ")
        return texts("sitting.not_agreed")

    def cluster_names(self, texts: Texts) -> str:
        """The clusters of the sitting by name."""
        return texts.commas(c.name for c in self.page.tool.clusters if c.code in self.page.sitting.clusters)

    def gaps(self, cluster: str = "", count: int = 3) -> tuple[SidesBySide, ...]:
        """The biggest gaps of a cluster, or of all."""
        return biggest_gaps([row.sides for row in self.page.rows], cluster, repeated=self.page.repeated, count=count)

    # what was just said

    def answer(self, code: str, voice: Voice) -> DiagnosisAnswer:
        """What one side said, or an empty answer."""
        return self.rows[code].answers.get(voice) or blank_diagnosis(self.page.sitting, code, voice)

    def target(self, code: str) -> Target:
        """The target on a question, or an empty one."""
        return self.rows[code].target or blank_target(self.page.sitting, code)

    def assuming_answer(self, answer: DiagnosisAnswer) -> SittingSheet:
        """The sheet as it will be once this answer is on disk."""
        row = self.rows[answer.question]
        answers = dict(row.answers) | {answer.voice: answer}
        sides = replace(
            row.sides,
            verdicts={voice: one.verdict for voice, one in answers.items()},
            comments={voice: one.comment for voice, one in answers.items() if one.comment},
        )
        return self._with(replace(row, sides=sides, answers=answers))

    def assuming_target(self, target: Target) -> SittingSheet:
        """The sheet as it will be once this target is on disk."""
        row = self.rows[target.question]
        return self._with(replace(row, sides=replace(row.sides, target=target), target=target))

    def _with(self, changed: DiagnosisRow) -> SittingSheet:
        rows = tuple(changed if row.question.code == changed.question.code else row for row in self.page.rows)
        return SittingSheet(self.view, replace(self.page, rows=rows))
