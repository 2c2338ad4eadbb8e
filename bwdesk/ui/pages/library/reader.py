"""The reader of an article: its words to select from, where they come from, what to check. It quotes nothing by itself."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTextEdit, QVBoxLayout, QWidget

from bwdesk.domain.packs import last_day
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.basics import Chip, Words
from bwdesk.ui.parts.lines import hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.when import day_words
from bwdesk.usecases.library import ArticleRow


class Passages(QTextEdit):
    """Text to read and select from, by mouse or with Shift and the arrows; as tall as its text, so that what is around it scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)

    def fit(self) -> None:
        """Takes the height the text needs at this width."""
        self.setFixedHeight(max(1, round(self.document().size().height()) + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class ArticleReader(QScrollArea):
    """Shows one article; empty until told."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, look = bench, bench.look
        self.row: ArticleRow | None = None
        self.name = Words(look, "", Role.TITLE, wrap=True, parent=self)
        self.source = Words(look, "", Role.BODY, "text2", wrap=True, parent=self)
        self.state = Chip(look, "", parent=self)
        self.text = Passages(self)
        self.text.setAccessibleName(bench.texts("library.text"))
        self.check = Words(look, "", Role.BODY, "text1", wrap=True, parent=self)
        self.limits = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self._lay()
        look.changed.connect(self._relook)
        self._relook()
        self.show_row(None)

    def _lay(self) -> None:
        ground = QWidget(self)
        column = QVBoxLayout(ground)
        inset = self._bench.look.look.density.inset
        column.setContentsMargins(inset, 12, inset, 12)
        column.setSpacing(8)
        state = QHBoxLayout()
        state.addWidget(self.state)
        state.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.source)
        column.addLayout(state)
        column.addWidget(self.text)
        column.addWidget(self.check)
        column.addWidget(hairline(self))
        column.addWidget(self.limits)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(ground)
        self.text.cursorPositionChanged.connect(self._follow)

    def _relook(self) -> None:
        self.text.document().setDefaultFont(self._bench.look.look.type.font(Role.NOTE))
        self._space_lines()

    def _follow(self) -> None:
        """Keeps the caret in sight while a passage is chosen by keys."""
        ground = self.widget()
        if self.text.hasFocus() and ground is not None:
            at = self.text.mapTo(ground, QPoint(0, self.text.cursorRect().center().y()))
            self.ensureVisible(0, at.y(), 0, 48)

    def passage(self) -> str:
        """What is selected; "" for the first paragraph."""
        return self.text.textCursor().selectedText()

    def show_row(self, row: ArticleRow | None) -> None:
        """Shows an article; the same one keeps its selection."""
        if row is not None and self.row is not None and row == self.row:
            return
        self.row = row
        for child in (self.name, self.source, self.state, self.text, self.check, self.limits):
            child.setVisible(row is not None)
        if row is None:
            return
        t, look, article = self._bench.texts, self._bench.look.look, row.article
        self.name.show_words(article.title)
        as_of = day_words(look, article.as_of, "d MMMM yyyy")
        self.source.show_words(t("library.source", source=article.source, pack=row.pack.label, day=as_of))
        self._show_state(row)
        self.text.setPlainText(article.text)
        self._space_lines()
        self.verticalScrollBar().setValue(0)
        self.check.show_words(t("library.check", what=article.check) if article.check else "")
        self.check.setVisible(bool(article.check))
        self.limits.show_words(row.pack.limits)

    def _show_state(self, row: ArticleRow) -> None:
        t, until = self._bench.texts, row.until or last_day(row.article, row.pack)
        day = day_words(self._bench.look.look, until, "d MMMM yyyy") if until is not None else ""
        if row.replaced_by:
            self.state.show_word(t("library.replaced_by", version=row.replaced_by), Kind.BAD)
        elif row.is_outdated:
            self.state.show_word(t("library.ended", day=day), Kind.BAD)
        elif until is not None:
            self.state.show_word(t("library.until", day=day), Kind.PROGRESS)
        self.state.setVisible(row.is_outdated or until is not None)

    def _space_lines(self) -> None:
        shape = QTextBlockFormat()
        shape.setLineHeight(self._bench.look.look.type.line(Role.NOTE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            shape.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)
        self.text.fit()
