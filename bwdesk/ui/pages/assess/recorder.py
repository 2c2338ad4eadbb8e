"""Between an assessment's page and the desk: each act on the question in focus becomes a record, on the answer as the page had read it.

The page does not wait: it is told at once what the answer will be (`assumed`), and what became of it later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bwdesk.domain.assessment import Answer, Message, Source, Stage, Verdict
from bwdesk.errors import DeskError
from bwdesk.ui.pages.assess.sheet import Sheet
from bwdesk.ui.pages.base import DeskPage
from bwdesk.usecases.assessment import (
    add_message,
    answer_draft,
    answer_id,
    answer_later,
    close_message,
    mark_answer,
    process_draft,
    set_places,
    set_workers,
    start_assessment,
    toggle_source,
    write_finding,
    write_process,
    write_remark,
    write_value,
)
from bwdesk.usecases.assessment_page import Cell
from bwdesk.usecases.drafts import Draft, drop_draft
from bwdesk.usecases.wording import SlotNames, keep_wording


class Recorder:
    """Records acts on one assessment. `assumed(answer)` before, `refused(error)` when the desk said no.

    `drafts` are words not recorded yet, by key: those of a former run, and those being typed.
    """

    def __init__(self, page: DeskPage, assumed: Callable[[Answer], object], refused: Callable[[DeskError], object]) -> None:
        self._page, self._desk = page, page.desk
        self._assumed, self._refused = assumed, refused
        self.sheet: Sheet | None = None
        self.drafts: dict[str, Draft] = {}
        self._begun = ""

    # answers

    def verdict(self, cell: Cell, verdict: Verdict, reason: str = "") -> None:
        """One key: the verdict, with its reason once that is named."""
        self._do(mark_answer, cell, (verdict, reason), repeat=cell.repeat, verdict=verdict, reason=reason, do_later=False)

    def later(self, cell: Cell) -> None:
        """Sets a question aside."""
        self._do(answer_later, cell, (), repeat=cell.repeat, do_later=True)

    def value(self, cell: Cell, value: str, repeat: str) -> None:
        """The value of a question of fact."""
        assumed = {"value": value.strip(), "verdict": Verdict.OPEN, "reason": ""}
        kept = self._forget(self.draft_key(cell, "value", repeat), value)
        self._do(write_value, cell, (value,), repeat=repeat, kept=kept, do_later=False, **assumed)

    def finding(self, cell: Cell, text: str) -> None:
        """The finding's words."""
        kept = self._forget(self.draft_key(cell, "finding"), text)
        self._do(write_finding, cell, (text,), repeat=cell.repeat, kept=kept, finding=text)

    def wording(self, cell: Cell) -> None:
        """Keeps the finding's words for this question in other factories."""
        sheet, texts = self._sheet(), self._page.texts
        answer = sheet.answer_at(cell.question.code, cell.repeat) or sheet.blank(cell.question.code, cell.repeat)
        names = SlotNames(texts("assess.slot.factory"), texts("assess.slot.where"), texts("assess.slot.number"))
        self._page.do(keep_wording, sheet.page.assessment, answer, names).otherwise(self._refused)

    def remark(self, cell: Cell, text: str) -> None:
        """The remark that is never printed."""
        kept = self._forget(self.draft_key(cell, "remark"), text)
        self._do(write_remark, cell, (text,), repeat=cell.repeat, kept=kept, remark=text)

    def source(self, cell: Cell, kind: Source) -> None:
        """A kind of evidence more, or one less."""
        held = cell.answer.sources if cell.answer else frozenset()
        self._do(toggle_source, cell, (kind,), repeat=cell.repeat, sources=held ^ {kind.value})

    def places(self, cell: Cell, places: frozenset[str]) -> None:
        """Where it was found."""
        key = self.draft_key(cell, "place")
        if self.drafts.pop(key, None) is not None:
            self._page.do(drop_draft, key)
        self._do(set_places, cell, (places,), repeat=cell.repeat, places=places)

    def workers(self, cell: Cell, concerned: int | None, of: int | None, women: int | None, group: str) -> None:
        """How many workers are concerned."""
        fields: dict[str, Any] = {"workers_concerned": concerned, "workers_of": of, "women_concerned": women, "worker_group": group}
        self._do(set_workers, cell, (concerned, of, women, group), repeat=cell.repeat, **fields)

    def existing(self, cell: Cell, then: Callable[[Answer], object]) -> None:
        """Tells the answer to hang photos on; where nothing is recorded yet, the question is set aside first and so has one."""
        if cell.answer is not None:
            then(cell.answer)
            return
        sheet = self._sheet()
        self._begin(sheet)
        promise = self._page.do(answer_later, None, sheet.page.assessment, cell.question.code, repeat=cell.repeat)
        promise.then(then).otherwise(self._refused)

    def _forget(self, key: str, text: str) -> Draft:
        """A draft becomes a record; it comes back if the desk says no."""
        self.drafts.pop(key, None)
        return Draft(key, text, len(text))

    def _do(
        self, use_case: Callable[..., Answer], cell: Cell, args: tuple[Any, ...], *, repeat: str, kept: Draft | None = None, **assumed: Any
    ) -> None:
        sheet, code = self._sheet(), cell.question.code
        self._begin(sheet)
        base = cell.answer if cell.answer is not None and cell.answer.repeat == repeat else sheet.answer_at(code, repeat)
        promise = self._page.do(use_case, base, sheet.page.assessment, code, *args, repeat=repeat)
        self._assumed(replace(base or sheet.blank(code, repeat), **assumed))
        promise.otherwise(lambda error: self._failed(error, kept))

    def _failed(self, error: DeskError, kept: Draft | None) -> None:
        if kept is not None:
            self.drafts[kept.key] = kept
        self._refused(error)

    def _begin(self, sheet: Sheet) -> None:
        """The first answer begins an assessment that was only planned."""
        assessment = sheet.page.assessment
        if assessment.stage is Stage.PLANNED and self._begun != assessment.id:
            self._begun = assessment.id
            self._page.do(start_assessment, assessment)

    def _sheet(self) -> Sheet:
        if self.sheet is None:
            raise RuntimeError("an answer was given before the assessment was read")
        return self.sheet

    # the assessment as a whole, and words between the two

    def process(self, field: str, text: str) -> None:
        """A field about the assessment as a whole."""
        self.drafts.pop(process_draft(self._sheet().page.assessment.id, field), None)
        self._page.do(write_process, self._sheet().page.assessment, field, text)

    def message(self, cell: Cell, text: str) -> None:
        """A remark between the two."""
        key = self.draft_key(cell, "message")
        self.drafts.pop(key, None)
        self._page.do(add_message, self._sheet().page.assessment, cell.question.code, text)
        self._page.do(drop_draft, key)

    def close(self, message: Message) -> None:
        """A remark is dealt with, or comes up again."""
        self._page.do(close_message, message, not message.is_closed)

    # drafts

    def draft_key(self, cell: Cell, field: str, repeat: str | None = None) -> str:
        """Under what the words of a field are kept while they are typed."""
        assessment = self._sheet().page.assessment.id
        return answer_draft(assessment, answer_id(assessment, cell.question.code, cell.repeat if repeat is None else repeat), field)

    def draft(self, cell: Cell, field: str, text: str, caret: int, repeat: str | None = None) -> None:
        """Keeps what is being typed."""
        key = self.draft_key(cell, field, repeat)
        self.drafts[key] = Draft(key, text, caret)
        self._desk.keep_draft(key, text, caret)

    def kept(self, cell: Cell, field: str, repeat: str | None = None) -> Draft | None:
        """What was being typed in a field and is not recorded."""
        return self.drafts.get(self.draft_key(cell, field, repeat))

    def process_draft(self, field: str, text: str, caret: int) -> None:
        """Keeps what is being typed about the whole."""
        key = process_draft(self._sheet().page.assessment.id, field)
        self.drafts[key] = Draft(key, text, caret)
        self._desk.keep_draft(key, text, caret)
