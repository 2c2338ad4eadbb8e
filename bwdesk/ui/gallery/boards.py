"""Boards: groups of parts laid out to be looked at. Each takes a look source and gives a widget."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.ui.gallery.sample import FACTORIES as SAMPLE
from bwdesk.ui.gallery.sample import ISSUES, Issue, thread_of
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.answer_bar import Answer, AnswerBar
from bwdesk.ui.parts.autosave import LineField, NoteField
from bwdesk.ui.parts.bars import Banner
from bwdesk.ui.parts.basics import Card, Chip, EmptyState, Key, SectionHead, Words
from bwdesk.ui.parts.cycle_thread import CycleThread, Phase
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.ui.parts.measures import Bar, BarRows, Ledger, SmallThread, SparkView, TrendPlot
from bwdesk.ui.parts.page_preview import PagePreview
from bwdesk.ui.parts.photos import Compare, Photo, PhotoStrip
from bwdesk.ui.parts.property_rows import Property, PropertyRows
from bwdesk.ui.parts.question_map import MapCell, MapCluster, QuestionMap
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, Spark, Thread, ThreadEvent, list_column
from bwdesk.ui.parts.tabs import Tab, Tabs

_WORDS: Final = {
    Kind.GOOD: "compliant",
    Kind.BAD: "non-compliant",
    Kind.UNSURE: "not verified",
    Kind.NA: "not applicable",
    Kind.GAP: "gap",
    Kind.PROGRESS: "in progress",
    Kind.DIFFER: "we differ",
    Kind.WAITING: "waiting",
    Kind.NOW: "today",
}


EVENTS: Final = (
    ThreadEvent(0.6, "visit", "done", "Visit 1"),
    ThreadEvent(1.7, "visit", "done", "Visit 2"),
    ThreadEvent(2.4, "training", "done"),
    ThreadEvent(3.5, "assessment", "done", "2 assessors"),
    ThreadEvent(4.5, "report", "done", "Official"),
    ThreadEvent(5.4, "visit", "done", "Visit 6"),
    ThreadEvent(6.0, "training", "done"),
    ThreadEvent(6.7, "visit", "today", "Visit 7"),
    ThreadEvent(8.2, "visit", "planned", "Visit 8"),
    ThreadEvent(8.9, "training", "planned"),
    ThreadEvent(9.6, "visit", "planned", "Visit 9"),
    ThreadEvent(10.9, "report", "planned", "Report 2"),
)
PHASES: Final = (
    Phase(0, 3, "Committee, self-diagnosis"),
    Phase(3, 4, "Assess"),
    Phase(4, 12, "Visits, seminars and training on the plan", True),
)


def photo(number: int) -> QImage:
    """A drawing that stands for a photo."""
    rng = Random(number)
    image = QImage(368, 272, QImage.Format.Format_RGB32)
    image.fill(QColor("#CCC8BC"))
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 224, 368, 48), QColor("#8F897F"))
    painter.fillRect(QRectF(120 + 10 * number, 30, 130, 200), QColor("#5B7D6B"))
    for _ in range(6):
        box = QRectF(rng.randint(60, 280), rng.randint(60, 200), 50, 34)
        painter.fillRect(box, QColor(rng.choice(("#B89B73", "#7E8BB0", "#A0695F"))))
    painter.end()
    return image


def _row(*widgets: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(12)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made


def _buttons(source: LookSource) -> QHBoxLayout:
    chosen = ActButton(source, "&Document", kind="toggle", small=True)
    chosen.setChecked(True)
    off = ActButton(source, "Release", icon="export")
    off.setEnabled(False)
    return _row(
        ActButton(source, "Open visit", kind="primary", key="Enter"),
        ActButton(source, "Briefing", icon="printer"),
        ActButton(source, "New issue", icon="plus", key="N"),
        ActButton(source, "Columns", kind="quiet", icon="sliders-horizontal"),
        ActButton(source, "Not now", small=True),
        chosen,
        ActButton(source, "&Management", kind="toggle", small=True),
        off,
    )


def _fields() -> QHBoxLayout:
    field, wrong, khmer = LineField(), LineField(), LineField()
    field.setPlaceholderText("Name in the local script")
    wrong.setText("12 / 2026")
    wrong.setProperty("wrong", True)
    khmer.setText("ក្រុមហ៊ុន ខ្សែមាស, Hướng Dương, شركة")
    return _row(field, wrong, khmer)


def board_small(source: LookSource) -> QWidget:
    """Marks, chips, keys, buttons, fields, words of every script."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    for name in Role:
        text = "Aa Ảnh Đường  ខ្សែមាស  লোটাস  شركة  සිංහල  தமிழ்  አማርኛ"
        column.addWidget(Words(source, f"{name.value}  {text}", name))
    marks = QHBoxLayout()
    marks.setSpacing(16)
    for kind, word in _WORDS.items():
        marks.addWidget(MarkView(source, kind, word))
        marks.addWidget(Words(source, word))
    marks.addStretch(1)
    column.addLayout(marks)
    column.addLayout(_row(*[Chip(source, word, kind) for kind, word in _WORDS.items()], Chip(source, "In person", icon="handshake")))
    column.addLayout(_row(*[Key(source, key) for key in ("Enter", "F2", "Ctrl+Shift+Return", "/", "G, P", "1")]))
    column.addLayout(_buttons(source))
    column.addLayout(_fields())
    tabs = Tabs(source, [Tab("plan", "Plan", "check-square", "9"), Tab("find", "Findings", "warning-circle", "31"), Tab("notes", "Notes")])
    column.addWidget(tabs)
    column.addLayout(_row(Tabs(source, [Tab("l", "List", "list-bullets"), Tab("b", "Board", "columns"), Tab("t", "Time")], segments=True)))
    column.addWidget(
        Banner(
            source, "A locked exit may be zero tolerance.", "Keeping Jonas’s words opens the protocol; you can still decide not to report."
        )
    )
    column.addWidget(EmptyState(source, "Nothing planned today.", "writes a note anyway; Ctrl+N plans a visit.", "F2"))
    column.addStretch(1)
    return ground


def board_factory(source: LookSource) -> QWidget:
    """The workspace of a factory: facts, the large thread, the plan, ledgers."""
    ground = QWidget()
    whole = QHBoxLayout(ground)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(_facts(source), 0)
    whole.addWidget(_cycle(source), 1)
    whole.addWidget(_ledgers(source), 0)
    return ground


def _facts(source: LookSource) -> QWidget:
    ground = QWidget()
    ground.setFixedWidth(280)
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 20, 20, 20)
    column.addWidget(Words(source, "Golden Thread Ltd", Role.TITLE, firm=True))
    column.addWidget(Words(source, "ក្រុមហ៊ុន ខ្សែមាស", Role.LOCAL, "text2"))
    column.addLayout(_row(Chip(source, "OS ID  KH2020083MKT4F2"), Words(source, "checked", tone="good")))
    column.addSpacing(16)
    column.addWidget(SectionHead(source, "Facts"))
    rows = PropertyRows(source)
    rows.show_facts(
        [
            Property("address", "Address", "Plot 14, National Road 3, Kandal", "Plot 14, National Road 3, Kandal"),
            Property("workers", "Workers", "1 820, 83 % women"),
            Property("products", "Products", "Woven trousers, uniforms", ""),
            Property("union", "Union", "", "", "Add a union"),
            Property("sides", "Committee", "equal sides", tone="good", mark=Kind.GOOD),
        ]
    )
    column.addWidget(rows)
    column.addSpacing(16)
    column.addWidget(SectionHead(source, "Thread", "1 new", icon="chat-teardrop-text"))
    card = Card("Plan 12", source=source)
    card.body.addWidget(Words(source, "Factory says done, 2 Nov: “Racks moved to the new store.”", tone="text2", wrap=True))
    column.addWidget(card)
    column.addStretch(1)
    return ground


def issue_rows() -> RowModel[Issue]:
    """The plan as a list of two lines a row."""

    def cell(issue: Issue) -> Cell:
        tone = "bad" if issue.mark is Kind.BAD else "text1"
        return Cell(
            issue.title,
            second=issue.origin,
            number=str(issue.number),
            fact=issue.state,
            fact_mark=issue.mark,
            fact_tone=tone,
            role=Role.NAME,
        )

    return RowModel(list_column(cell), lambda issue: str(issue.number))


def _cycle(source: LookSource) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 20, 0, 0)
    column.setSpacing(0)
    thread = CycleThread(source, "Cycle 2, month 7")
    thread.show_cycle(Thread(6.7, EVENTS), PHASES, "Today, 23 Nov", "Cycle 2")
    held = QVBoxLayout()
    held.setContentsMargins(24, 0, 24, 12)
    held.addWidget(thread)
    column.addLayout(held)
    column.addWidget(
        Tabs(
            source,
            [Tab("plan", "Plan", "check-square", "9"), Tab("find", "Findings", "warning-circle", "31"), Tab("n", "Notes", "notebook", "6")],
        )
    )
    model = issue_rows()
    view = RowView(source, model, two_lines=True)
    model.set_rows(ISSUES)
    view.choose("12")
    column.addWidget(view, 1)
    return ground


def _ledgers(source: LookSource) -> QWidget:
    ground = QFrame()
    ground.setObjectName("pane")
    ground.setFixedWidth(288)
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 20, 24, 20)
    column.addWidget(SectionHead(source, "Ledgers", "cycle 2"))
    for name, used, total in (("Visit days", 3, 6), ("Training person-days", 9, 15), ("Seminars", 5, 4)):
        ledger = Ledger(source, name)
        ledger.show_figures(str(used), f"of {total}", used / total, "1 over" if used > total else "")
        column.addWidget(ledger)
    column.addSpacing(20)
    column.addWidget(SectionHead(source, "Open issues", fact="9, peak 19"))
    plot = TrendPlot(source, "Open issues")
    plot.show_values((0, 6, 9, 9, 19, 17, 15, 14, 11, 9), "Apr", "Nov", "from 0 to 9")
    column.addWidget(plot)
    column.addSpacing(20)
    column.addWidget(SectionHead(source, "Not met, by cluster"))
    bars = BarRows(source, "Not met, by cluster")
    bars.show_bars(
        [
            Bar("Safety and health", "4", 0.66, "was 6", True),
            Bar("Working time", "2", 0.33, "was 3"),
            Bar("Compensation", "1", 0.16, "was 4"),
        ]
    )
    column.addWidget(bars)
    column.addLayout(_row(SparkView(source, "falling", Spark((14, 10, 9, 7, 6))), SmallThread(source, "month 7", thread_of(SAMPLE[5]))))
    column.addStretch(1)
    return ground


def clusters(seed: int = 3) -> list[MapCluster]:
    """A map of 248 questions in work."""
    rng = Random(seed)
    sizes = (("CL", 12), ("DI", 31), ("FL", 16), ("FA", 28), ("CO", 38), ("HR", 40), ("OS", 66), ("WT", 18), ("IN", 12))
    made, number = [], 0
    for code, count in sizes:
        cells = []
        for place in range(count):
            number += 1
            answered = number <= 128 and code != "HR"
            kind = rng.choices((Kind.GOOD, Kind.BAD, Kind.NA, Kind.UNSURE, Kind.DIFFER), (80, 10, 8, 3, 1))[0] if answered else Kind.GAP
            cells.append(MapCell(f"{code}{place}", f"{code}-{place:02}", kind, _WORDS[kind], answered and code in ("FA", "CO")))
        made.append(MapCluster(code, code, tuple(cells)))
    return made


def _answers(source: LookSource) -> AnswerBar:
    kinds = (Kind.GOOD, Kind.BAD, Kind.NA, Kind.UNSURE, Kind.GAP)
    words = ("Compliant", "Non-compliant", "Not applicable", "Not verified", "Later")
    bar = AnswerBar(source, [Answer(kind.value, word, kind) for kind, word in zip(kinds, words, strict=True)])
    bar.show_chosen("bad")
    bar.show_other("bad", "J")
    return bar


def board_assess(source: LookSource) -> QWidget:
    """Map, question, answers, finding, sources, evidence."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(10)
    questions = QuestionMap(source, "Questions")
    questions.show_clusters(clusters(), "CO5")
    column.addWidget(questions)
    column.addWidget(
        Words(source, "Can every exit be reached and opened at any time people work, overtime included?", Role.QUESTION, wrap=True)
    )
    bengali = "ওভারটাইমসহ কাজ চলাকালীন সব সময় প্রতিটি জরুরি বহির্গমন পথে কি পৌঁছানো এবং তা খোলা যায়?"
    column.addWidget(Words(source, bengali, Role.LOCAL, "text2", wrap=True))
    column.addWidget(_answers(source))
    note = NoteField()
    note.setPlainText("Finishing: 2 of 6 exits blocked by racks and cartons during overtime; exit 4 tied shut with wire.")
    note.setFont(source.look.type.font(Role.NOTE))
    note.setFixedHeight(80)
    column.addWidget(note)
    strip = PhotoStrip(source, "Evidence")
    strip.show_photos([Photo(str(n), f"photo {n}") for n in range(5)])
    for number in range(4):
        strip.set_thumb(str(number), photo(number))
    column.addWidget(strip)
    low = QHBoxLayout()
    compare = Compare(source, "Before and after")
    compare.show_pair(photo(1), photo(5), "26 Oct, visit 6", "today, 09:43")
    low.addWidget(compare, 1)
    preview = PagePreview(source, "Pages")
    preview.show_pages([QSizeF(595, 842)] * 3, _draw_page)
    low.addWidget(preview, 1)
    column.addLayout(low, 1)
    return ground


def _draw_page(number: int, width: int, answer: Callable[[QImage], None]) -> None:
    image = QImage(width, round(width * 842 / 595), QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.scale(width / 595, width / 595)
    painter.drawText(QPointF(60, 90), f"Progress report 2, page {number + 1}")
    for line in range(30):
        painter.fillRect(QRectF(60, 120 + line * 20, 470 - (line * 37) % 120, 6), QColor("#D8D4CC"))
    painter.end()
    answer(image)


BOARDS: Final[dict[str, tuple[Callable[[LookSource], QWidget], QSize]]] = {
    "small": (board_small, QSize(1180, 900)),
    "factory": (board_factory, QSize(1264, 812)),
    "assess": (board_assess, QSize(928, 900)),
}
