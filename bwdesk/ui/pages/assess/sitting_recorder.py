"""Between a sitting's page and the desk: what a side says, why, what is wanted, dots, what goes into the plan.

The page does not wait: it shows at once what will stand, and asks again when it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.diagnosis import Voice
from bwdesk.errors import DeskError
from bwdesk.ui.pages.assess.sitting_sheet import SittingSheet
from bwdesk.ui.pages.base import DeskPage
from bwdesk.usecases.diagnosis import (
    MAX_VOTES,
    answer_diagnosis,
    choose_issue,
    comment_diagnosis,
    diagnosis_draft,
    give_dots,
    set_target,
    unchoose_issue,
)
from bwdesk.usecases.drafts import Draft

WANTED = "wanted"


class SittingRecorder:
    """Records acts on one sitting. `assumed(sheet)` before, `refused(error)` when the desk said no."""

    def __init__(self, page: DeskPage, assumed: Callable[[SittingSheet], object], refused: Callable[[DeskError], object]) -> None:
        self._page, self._desk = page, page.desk
        self._assumed, self._refused = assumed, refused
        self.sheet: SittingSheet | None = None
        self.drafts: dict[str, Draft] = {}

    def _sheet(self) -> SittingSheet:
        if self.sheet is None:
            raise RuntimeError("something was said before the sitting was read")
        return self.sheet

    def answer(self, code: str, voice: Voice, verdict: Verdict) -> None:
        """What a side says, or what both agree on."""
        sheet = self._sheet()
        base = sheet.rows[code].answers.get(voice)
        promise = self._page.do(answer_diagnosis, base, sheet.page.sitting, code, voice, verdict)
        self._assumed(sheet.assuming_answer(replace(sheet.answer(code, voice), verdict=verdict, reason="")))
        promise.otherwise(self._refused)

    def comment(self, code: str, voice: Voice, comment: str) -> None:
        """Why they say so."""
        sheet = self._sheet()
        kept = self._forget(self.draft_key(code, voice), comment)
        promise = self._page.do(comment_diagnosis, sheet.rows[code].answers.get(voice), sheet.page.sitting, code, voice, comment)
        self._assumed(sheet.assuming_answer(replace(sheet.answer(code, voice), comment=comment)))
        promise.otherwise(lambda error: self._failed(error, kept))

    def target(self, code: str, wanted: str, due_on: date | None) -> None:
        """What the committee wants, by when."""
        sheet = self._sheet()
        kept = self._forget(self.draft_key(code, WANTED), wanted)
        promise = self._page.do(set_target, sheet.rows[code].target, sheet.page.sitting, code, wanted, due_on)
        self._assumed(sheet.assuming_target(replace(sheet.target(code), wanted=wanted, due_on=due_on)))
        promise.otherwise(lambda error: self._failed(error, kept))

    def dot(self, code: str, voice: Voice, by: int) -> None:
        """One dot more or less of a side."""
        sheet = self._sheet()
        target = sheet.target(code)
        votes = {Voice.MANAGEMENT: target.management_votes, Voice.WORKERS: target.workers_votes}
        votes[voice] = min(max(0, votes[voice] + by), MAX_VOTES)
        management, workers = votes[Voice.MANAGEMENT], votes[Voice.WORKERS]
        promise = self._page.do(give_dots, sheet.rows[code].target, sheet.page.sitting, code, management, workers)
        self._assumed(sheet.assuming_target(replace(target, management_votes=management, workers_votes=workers)))
        promise.otherwise(self._refused)

    def choose(self, code: str) -> None:
        """Puts a question into the plan, or takes it off again."""
        sheet = self._sheet()
        target = sheet.target(code)
        base = sheet.rows[code].target
        if target.is_chosen and base is not None:
            self._page.do(unchoose_issue, base, sheet.page.sitting).otherwise(self._refused)
        else:
            self._page.do(choose_issue, base, sheet.page.sitting, code).otherwise(self._refused)
        self._assumed(self._sheet().assuming_target(replace(target, is_chosen=not target.is_chosen)))

    # drafts

    def _forget(self, key: str, text: str) -> Draft:
        """A draft becomes a record; it comes back if the desk says no."""
        self.drafts.pop(key, None)
        return Draft(key, text, len(text))

    def _failed(self, error: DeskError, kept: Draft) -> None:
        self.drafts[kept.key] = kept
        self._refused(error)

    def draft_key(self, code: str, part: str) -> str:
        """Under what words on a question are kept while they are typed."""
        return diagnosis_draft(self._sheet().page.sitting.id, code, part)

    def draft(self, code: str, part: str, text: str, caret: int) -> None:
        """Keeps what is being typed."""
        key = self.draft_key(code, part)
        self.drafts[key] = Draft(key, text, caret)
        self._desk.keep_draft(key, text, caret)

    def kept(self, code: str, part: str) -> Draft | None:
        """What was being typed and is not recorded."""
        return self.drafts.get(self.draft_key(code, part))
