"""The plan's cells, worked out of its rows: words, marks, what may be edited in place and how it is read back."""

from __future__ import annotations

from dataclasses import dataclass

from bwdesk.domain.plan import ActionKind, Origin, Progress, Verified
from bwdesk.texts import Texts
from bwdesk.ui.look import Look, Role
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import Cell, Column, Group
from bwdesk.ui.when import day_words
from bwdesk.usecases.plan_page import PlanPage, PlanRow

SAYS = {
    Progress.NOT_STARTED: Kind.GAP, Progress.IN_PROGRESS: Kind.PROGRESS, Progress.DONE: Kind.GOOD, Progress.CHANGED: Kind.DIFFER,
}  # fmt: skip
SEEN = {Verified.NOT_YET: Kind.GAP, Verified.VERIFIED: Kind.GOOD, Verified.REOPENED: Kind.BAD}


def _by_label(row: PlanRow) -> tuple[str, int, str]:
    """V-2 before V-10."""
    return row.label.rpartition("-")[0], len(row.label), row.label


@dataclass(frozen=True)
class PlanCells:
    """Makes cells in the words and look of the screen."""

    texts: Texts
    look: Look

    def columns(self) -> tuple[Column[PlanRow], ...]:
        """The sheet's columns, in order."""
        t = self.texts
        return (
            Column("label", t("plan.col.label"), lambda r: Cell(r.label, tone="text2"), width=64, sort=_by_label),
            Column(
                "title",
                t("plan.col.issue"),
                self.issue,
                stretch=True,
                edit=lambda r: r.issue.title,
                sort=lambda r: r.issue.title.casefold(),
            ),
            Column(
                "root_cause",
                t("plan.col.root_cause"),
                lambda r: _two(r.issue.root_cause),
                width=150,
                edit=lambda r: r.issue.root_cause,
                least=1140,
            ),
            Column(
                "now",
                t("plan.col.now"),
                lambda r: _actions(r, ActionKind.NOW, t),
                width=150,
                edit=lambda r: _first(r, ActionKind.NOW),
                least=860,
            ),
            Column(
                "system",
                t("plan.col.system"),
                lambda r: _actions(r, ActionKind.SYSTEM, t),
                width=150,
                edit=lambda r: _first(r, ActionKind.SYSTEM),
                least=1060,
            ),
            Column(
                "owner",
                t("plan.col.owner"),
                lambda r: _two(r.issue.owner),
                width=104,
                edit=lambda r: r.issue.owner,
                least=700,
                sort=lambda r: r.issue.owner or None,
            ),
            Column(
                "due_on",
                t("plan.col.until"),
                self.until,
                width=96,
                edit=lambda r: r.issue.due_on.isoformat() if r.issue.due_on else "",
                sort=lambda r: r.due,
                fits=(Cell(second=t.count("plan.days_late", 188)),),
            ),
            Column(
                "says",
                t("plan.col.says"),
                self.says,
                width=100,
                sort=lambda r: list(Progress).index(r.issue.progress),
                fits=tuple(Cell(t(f"progress.{one}"), mark=Kind.GAP) for one in Progress),
            ),
            Column(
                "seen",
                t("plan.col.seen"),
                self.seen,
                width=100,
                sort=lambda r: list(Verified).index(r.issue.verified),
                fits=tuple(Cell(t(key), mark=Kind.GAP) for key in ("plan.to_verify", *(f"plan.seen.{one}" for one in Verified))),
            ),
        )

    def issue(self, row: PlanRow) -> Cell:
        """The issue and where it came from."""
        return Cell(row.issue.title, self.source(row), role=Role.NAME, mark=Kind.DIFFER if row.is_unsettled else None)

    def source(self, row: PlanRow) -> str:
        """ "Assessment, repeated from cycle 1" or "Visit 4"."""
        words = self.texts(f"origin.{row.issue.origin}")
        if row.issue.origin is Origin.VISIT and row.visit:
            words = self.texts("plan.from_visit", number=row.visit)
        parts = [words[:1].upper() + words[1:]]
        if row.question is not None:
            parts.append(row.question.code)
        if row.repeated:
            parts.append(self.texts("plan.repeated", cycles=self.texts.commas(map(str, row.repeated))))
        if row.found_before:
            parts.append(self.texts("plan.found_before", years=self.texts.commas(map(str, row.found_before))))
        if row.is_carried:
            parts.append(self.texts("plan.carried", cycle=row.cycle))
        if row.photos:
            parts.append(self.texts.count("plan.photos", row.photos))
        return self.texts.commas(parts)

    def until(self, row: PlanRow) -> Cell:
        """The due day; late ones turn bad, with the days."""
        if row.due is None:
            return Cell("")
        words = day_words(self.look, row.due)
        late = self.texts.count("plan.days_late", row.late) if row.late else ""
        return Cell(words, late, tone="bad" if row.late else "text1")

    def says(self, row: PlanRow) -> Cell:
        """The factory's word."""
        return Cell(self.texts(f"progress.{row.issue.progress}"), mark=SAYS[row.issue.progress])

    def seen(self, row: PlanRow) -> Cell:
        """The programme's word: verified, to verify, reopened or not yet."""
        if row.to_verify:
            return Cell(self.texts("plan.to_verify"), mark=Kind.UNSURE)
        day = day_words(self.look, row.issue.verified_on) if row.issue.verified_on is not None else ""
        return Cell(self.texts(f"plan.seen.{row.issue.verified}"), day, mark=SEEN[row.issue.verified])

    def group(self, page: PlanPage, row: PlanRow) -> Group:
        """Rows stand together by cluster, in the tool's order; what has none stands last."""
        clusters = {c.code: n for n, c in enumerate(page.tool.clusters)}
        if row.cluster in clusters:
            return Group(row.cluster, page.tool.cluster(row.cluster).name, order=f"{clusters[row.cluster]:02d}")
        return Group("", self.texts("plan.no_cluster"), order="99")


def _two(text: str) -> Cell:
    return Cell(text, tone="text2", lines=2, role=Role.SMALL)


def _first(row: PlanRow, kind: ActionKind) -> str:
    actions = row.actions_of(kind)
    return actions[0].text if actions else ""


def _actions(row: PlanRow, kind: ActionKind, texts: Texts) -> Cell:
    return _two(texts.semicolons(action.text for action in row.actions_of(kind)))
