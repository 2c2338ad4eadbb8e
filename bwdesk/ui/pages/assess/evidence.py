"""What an answer rests on: kinds of source by letter, workers concerned, photos, and what the evidence could still gain."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bwdesk.domain.assessing import Advice
from bwdesk.domain.assessment import Answer, Source, Verdict
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.tool import whole_number
from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.document_reader import ICON, document_thumb
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.drawn import Drawn
from bwdesk.ui.parts.flow import Flow
from bwdesk.ui.parts.mark import TONE, Kind, Mark
from bwdesk.ui.parts.photos import Photo as StripPhoto
from bwdesk.ui.parts.photos import PhotoStrip

THUMB = QSize(64, 48)


class Sources(QWidget):
    """One toggle for each kind of evidence; its letter works while no field has the focus. `toggled(source)`."""

    toggled = Signal(object)

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = Flow(self, gap=8)
        self.buttons: dict[Source, ActButton] = {}
        for kind in Source:
            button = ActButton(source, texts(f"assess.source.{kind}"), kind="toggle", small=True, parent=self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(texts(f"source.{kind}"))
            button.clicked.connect(lambda _checked=False, kind=kind: self.toggled.emit(kind))
            flow.addWidget(button)
            self.buttons[kind] = button

    def show_sources(self, chosen: frozenset[str], *, locked: bool) -> None:
        """Marks the kinds that were used."""
        for kind, button in self.buttons.items():
            button.setChecked(kind.value in chosen)
            button.setEnabled(not locked)

    def press(self, kind: Source) -> None:
        """The same as pressing its button."""
        if self.buttons[kind].isEnabled():
            self.buttons[kind].setChecked(not self.buttons[kind].isChecked())
            self.toggled.emit(kind)


class Workers(QWidget):
    """How many workers are concerned, of how many, how many of them women, which group. `edited(concerned, of, women, group)`."""

    edited = Signal(object, object, object, str)
    refused = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._shown = ""
        self.concerned = self._number(source, "assess.workers.concerned")
        self.of = self._number(source, "assess.workers.of")
        self.women = self._number(source, "assess.workers.women")
        self.group = LineField(self)
        self.group.setPlaceholderText(texts("assess.workers.group"))
        self.group.setAccessibleName(texts("assess.workers.group"))
        self.fault = Words(source, "", Role.SMALL, "bad", parent=self)
        self.fault.hide()
        self.group.setFixedWidth(round(240 * max(1.0, source.look.type.factor)))
        row = Flow(self, gap=8)
        row.addWidget(self.concerned)
        for key, field in (("assess.workers.of", self.of), ("assess.workers.women", self.women)):
            row.addWidget(Words(source, texts(key), Role.BODY, "text2", parent=self))
            row.addWidget(field)
        row.addWidget(self.group)
        row.addWidget(self.fault)
        self.fields = (self.concerned, self.of, self.women, self.group)
        for field in self.fields:
            field.draft_changed.connect(lambda _text, _caret, field=field: field.settle())  # a few digits: recorded while typed
            field.settled.connect(lambda _text: self._settled())

    def _number(self, source: LookSource, key: str) -> LineField:
        field = LineField(self)
        field.setAccessibleName(self._texts(key))
        field.setFixedWidth(round(68 * max(1.0, source.look.type.factor)))
        field.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        return field

    def show_workers(self, answer: Answer | None, *, locked: bool) -> None:
        """Shows recorded numbers; unknown ones stay blank. Those that do not go together stay where they were typed."""
        if answer is not None and answer.id == self._shown and not self._judge():
            return
        self._shown = answer.id if answer is not None else ""
        numbers = (answer.workers_concerned, answer.workers_of, answer.women_concerned) if answer else (None, None, None)
        for field, number in zip(self.fields, numbers, strict=False):
            field.show_text("" if number is None else str(number))
        self.group.show_text(answer.worker_group if answer else "")
        for field in self.fields:
            field.setReadOnly(locked)
        self._judge()

    def _values(self) -> list[int | None]:
        return [whole_number(field.text()) for field in self.fields[:3]]

    def _judge(self) -> bool:
        """Whether the numbers are numbers and go together; says so beside the fields."""
        concerned, of, women = self._values()
        unread = any(field.text().strip() and number is None for field, number in zip(self.fields, self._values(), strict=False))
        parts = ((concerned, of), (women, concerned))
        too_many = any(part is not None and whole is not None and part > whole for part, whole in parts)
        key = "tool.value.count" if unread else "advice.counts" if too_many else ""
        self.fault.show_words(self._texts(key) if key else "")
        self.fault.setVisible(bool(key))
        return not key

    def _settled(self) -> None:
        if self._judge():
            concerned, of, women = self._values()
            self.edited.emit(concerned, of, women, self.group.text().strip())

    def settle(self) -> None:
        """Tells what was typed."""
        for field in self.fields:
            field.settle()

    def focus_first(self) -> None:
        """The caret goes into the first field."""
        self.concerned.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.concerned.selectAll()


class Needs(Drawn):
    """Marks and words after each other, going on in the next line: what the evidence has, and what it could still gain."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(source, "", parent)
        self._needs: tuple[tuple[Kind, str], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_needs(self, needs: Sequence[tuple[Kind, str]]) -> None:
        """Marks with their words."""
        self._needs = tuple(needs)
        self.setAccessibleName(", ".join(word for _, word in needs))
        self.relook()

    @property
    def is_empty(self) -> bool:
        return not self._needs

    def _spots(self, width: float) -> list[tuple[float, float, float]]:
        """Left, top and width of each entry."""
        line, side = self.source.look.type.line(Role.BODY), self.source.look.density.list_mark - 2
        spots, x, y = [], 0.0, 0.0
        for _, word in self._needs:
            wide = side + 8 + self.source.ink.width(word, Role.BODY) + 1
            if x and x + wide > width:
                x, y = 0.0, y + line
            spots.append((x, y, wide))
            x += wide + 16
        return spots

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        spots = self._spots(width)
        return int(spots[-1][1]) + self.source.look.type.line(Role.BODY) if spots else 0

    def sizeHint(self) -> QSize:
        spots = self._spots(1e6)
        wide = int(spots[-1][0] + spots[-1][2]) + 1 if spots else 0
        return QSize(wide, self.source.look.type.line(Role.BODY))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.source.look.type.line(Role.BODY))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        line, side = look.type.line(Role.BODY), look.density.list_mark - 2
        painter = self.painter()
        for (kind, word), (x, y, wide) in zip(self._needs, self._spots(self.width()), strict=True):
            spot = self.mirrored(QRectF(x, y + (line - side) / 2, side, side))
            Mark(kind).paint(painter, spot, look.tokens, rtl=look.rtl)
            box = self.mirrored(QRectF(x + side + 8, y, wide - side - 8, line))
            tone = look.tokens.color(TONE[kind]) if kind in (Kind.GOOD, Kind.UNSURE, Kind.BAD) else look.tokens.text2
            self.source.ink.draw(painter, box, word, Role.BODY, tone)


def needs_of(answer: Answer | None, photos: int, advices: Sequence[Advice], texts: Texts) -> list[tuple[Kind, str]]:
    """What the evidence of a finding has and lacks."""
    if answer is None or answer.verdict is not Verdict.NON_COMPLIANT:
        return []
    needs = []
    if photos or Advice.NO_PHOTO in advices:
        needs.append((Kind.GOOD if photos else Kind.GAP, texts("assess.need.photo")))
    needs.append((Kind.GAP if Advice.ONE_SOURCE in advices else Kind.GOOD, texts("assess.need.sources")))
    for one in (Advice.NO_PLACE, Advice.COUNTS, Advice.ZERO_TOLERANCE):
        if one in advices:
            needs.append((Kind.UNSURE, texts(f"advice.{one}")))
    return needs


class Evidence(QWidget):
    """Photos and documents of an answer and what the evidence could gain. `given(files)`, `removal_asked(photo)`, `opened(photo)`."""

    given = Signal(list)
    removal_asked = Signal(object)
    opened = Signal(object)
    asked = Signal()
    document_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        self._photos: tuple[Photo | Document, ...] = ()
        self.strip = PhotoStrip(bench.look, bench.texts("assess.evidence"), self, size=THUMB)
        self.strip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add = ActButton(bench.look, bench.texts("assess.photo"), kind="quiet", icon="camera", key="F3", small=True, parent=self)
        self.add.clicked.connect(self.asked)
        self.add_document = ActButton(
            bench.look, bench.texts("assess.document"), kind="quiet", icon=ICON, key="⇧ F3", small=True, parent=self
        )
        self.add_document.clicked.connect(self.document_asked)
        self.needs = Needs(bench.look, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.strip)
        row.addWidget(self.add)
        row.addWidget(self.add_document)
        row.addWidget(self.needs, 1, Qt.AlignmentFlag.AlignVCenter)
        self.strip.wanted.connect(self._fetch)
        self.strip.dropped.connect(self.given)
        self.strip.opened.connect(lambda key: self._with(key, self.opened.emit))
        self.strip.removal_asked.connect(lambda key: self._with(key, self.removal_asked.emit))

    def show_photos(self, photos: Sequence[Photo | Document], *, locked: bool) -> None:
        """Shows the photos and documents of the answer in focus."""
        self._photos = tuple(photos)
        word = self._texts("assess.photo")
        self.strip.show_photos(
            [document_thumb(p) if isinstance(p, Document) else StripPhoto(p.thumb_sha256, p.caption or word) for p in photos]
        )
        self.strip.setVisible(bool(photos))
        self.add.setVisible(not locked)
        self.add_document.setVisible(not locked and not self._bench.look.look.touch)

    @property
    def has_some(self) -> bool:
        """Whether there is anything to see: evidence, or what it could gain."""
        return bool(self._photos) or not self.needs.is_empty

    def _with(self, key: str, told: object) -> None:
        photo = next((p for p in self._photos if p.thumb_sha256 == key), None)
        if photo is not None and callable(told):
            told(photo)

    def _fetch(self, sha256: str) -> None:
        def arrived(image: QImage) -> None:
            self.strip.set_thumb(sha256, image)

        self._bench.pictures.thumb(sha256).then(arrived, self.strip)
