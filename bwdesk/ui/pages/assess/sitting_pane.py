"""The self-diagnosis' context: why the question matters, what was agreed last time, law, and the biggest gaps of the cluster so far."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.pane import Section
from bwdesk.ui.pages.assess.pane_rows import PaneRow
from bwdesk.ui.pages.assess.sheet import KINDS
from bwdesk.ui.pages.assess.sitting_sheet import SittingSheet, kind_of_row, target_words
from bwdesk.usecases.diagnosis import DiagnosisRow


class SittingPane(QWidget):
    """Follows the question in focus."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._source = bench.look
        self._texts = texts = bench.texts
        self.last = Section(bench, texts("assess.pane.last"), "", self)
        self.matters = Section(bench, texts("sitting.matters"), "warning-circle", self)
        self.law = Section(bench, texts("assess.pane.law"), "scales", self)
        self.gaps = Section(bench, texts("sitting.gaps"), "rows", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        for part in (self.last, self.matters, self.law, self.gaps):
            column.addWidget(part)
        column.addStretch(1)

    def show_row(self, sheet: SittingSheet, row: DiagnosisRow) -> None:
        """Another question is in focus, or something was said."""
        question, texts, tool = row.question, self._texts, sheet.page.tool
        last = [] if row.last_time is None else [PaneRow("", texts(f"verdict.{row.last_time}"), KINDS[row.last_time])]
        if row.wanted_then is not None:
            last.append(PaneRow("", texts("sitting.wanted_then", wanted=target_words(row.wanted_then, texts, self._source.look))))
        self.last.show_rows(last)
        said = []
        if question.code in sheet.page.repeated:
            said.append(PaneRow("", texts("sitting.repeated")))
        if question.is_public:
            said.append(PaneRow("", texts("sitting.public")))
        if question.zero_tolerance:
            condition = question.zero_tolerance
            said.append(PaneRow("", texts("sitting.zero") if condition == "yes" else texts("assess.zero_if", condition=condition)))
        self.matters.show_rows(said)
        law = [PaneRow("", texts.commas(question.references))] if question.references else []
        parameter = tool.parameter(question.parameter) if question.parameter else None
        if parameter is not None:
            law.append(PaneRow("", texts(f"assess.parameter.{parameter.key}", value=parameter.value)))
        self.law.show_rows(law)
        gaps = sheet.gaps(question.cluster)
        rows = [PaneRow(g.question.position, g.question.title, kind_of_row(sheet.rows[g.question.code])) for g in gaps]
        self.gaps.show_rows(rows, question.cluster if rows else "")
