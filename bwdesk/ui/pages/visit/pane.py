"""The visit's context: one open item of the plan at a time, the photos of the line being typed, what was said last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bwdesk.domain.evidence import Photo
from bwdesk.domain.plan import Progress
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Card, SectionHead, Words
from bwdesk.ui.parts.photos import Photo as StripPhoto
from bwdesk.ui.parts.photos import PhotoStrip
from bwdesk.ui.when import day_words, moment_day, plain_day, q_day
from bwdesk.usecases.photos import remove_photo
from bwdesk.usecases.plan import factory_says
from bwdesk.usecases.visit_lines import promise_on_line
from bwdesk.usecases.visit_page import OpenIssue, VisitPage

ANSWERS = ((1, Progress.DONE), (2, Progress.IN_PROGRESS), (3, Progress.NOT_STARTED))


class VisitPane(QWidget):
    """Follows the line the caret is in."""

    go = Signal(str, dict)
    pictures_given = Signal(str, list)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench, self._texts = bench, bench.texts
        self._shown: VisitPage | None = None
        self._at, self._line = 0, ""
        self._promise_of = ""
        source, texts = bench.look, bench.texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 16)
        self._column.setSpacing(8)
        self._build_issue()
        self._build_promise()
        self.photos_head = SectionHead(source, texts("visit.photos"), icon="camera")
        self.photos = PhotoStrip(source, texts("visit.photos"), size=QSize(92, 68))
        self.photos_words = Words(source, "", Role.SMALL, "text3", wrap=True)
        self.last_head = SectionHead(source, texts("visit.last"))
        self.last_words = Words(source, "", Role.BODY, wrap=True)
        for widget in (self.photos_head, self.photos, self.photos_words, self.last_head, self.last_words):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.photos.wanted.connect(self._fetch)
        self.photos.dropped.connect(lambda pictures: self.pictures_given.emit(self._line, pictures))
        self.photos.removal_asked.connect(self._remove)

    def _build_issue(self) -> None:
        source, texts = self._bench.look, self._texts
        self.issue_head = SectionHead(source, texts("visit.open_items"))
        self.card = Card(source=source)
        self.issue_title = Words(source, "", Role.NAME, wrap=True)
        self.issue_facts = Words(source, "", Role.BODY, "text2", wrap=True)
        self.pair = PhotoStrip(source, texts("visit.issue.photos"), size=QSize(140, 96))
        self.pair.wanted.connect(lambda sha: self._bench.pictures.thumb(sha).then(lambda i: self.pair.set_thumb(sha, i), self.pair))
        self.note = LineField(self)
        self.note.setPlaceholderText(texts("visit.issue.note"))
        self.note.setAccessibleName(texts("visit.issue.note"))
        answers = QVBoxLayout()  # under each other: side by side the words would be cut off
        answers.setSpacing(4)
        self.answers: dict[Progress, ActButton] = {}
        for number, progress in ANSWERS:
            button = ActButton(source, texts(f"visit.progress.{progress}"), kind="toggle", key=str(number), small=True, key_first=True)
            button.clicked.connect(lambda _checked=False, to=progress: self._say(to))
            self.answers[progress] = button
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            answers.addWidget(button)
        for widget in (self.issue_title, self.issue_facts, self.pair, self.note):
            self.card.body.addWidget(widget)
        self.card.body.addLayout(answers)
        self._column.addWidget(self.issue_head)
        self._column.addWidget(self.card)
        self._column.addLayout(self._steps())

    def _steps(self) -> QHBoxLayout:
        """To the item before, the one after, and into the plan."""
        source, texts = self._bench.look, self._texts
        steps = QHBoxLayout()
        steps.setSpacing(0)
        before = ActButton(source, icon="caret-left", kind="quiet", small=True)
        after = ActButton(source, icon="caret-right", kind="quiet", small=True)
        before.setAccessibleName(texts("visit.issue.before"))
        after.setAccessibleName(texts("visit.issue.after"))
        before.clicked.connect(lambda: self._step(-1))
        after.clicked.connect(lambda: self._step(1))
        open_plan = ActButton(source, texts("visit.issue.open"), kind="quiet", icon="check-square", small=True)
        open_plan.set_compact(source.look.touch)
        open_plan.clicked.connect(self._open_issue)
        for button in (before, after):
            steps.addWidget(button)
        steps.addStretch(1)
        steps.addWidget(open_plan)
        return steps

    def _build_promise(self) -> None:
        source, texts = self._bench.look, self._texts
        self.promise = Card(texts("visit.promise"), source=source)
        self.owner = LineField(self)
        self.owner.setPlaceholderText(texts("visit.promise.owner"))
        self.owner.setAccessibleName(texts("visit.promise.owner"))
        self.due = QDateEdit(self)
        self.due.setCalendarPopup(True)
        self.due.setLocale(source.look.locale)
        self.due.setDisplayFormat("ddd d MMM yyyy")
        self.due.setAccessibleName(texts("visit.promise.due"))
        keep = ActButton(source, texts("visit.promise.keep"), small=True)
        keep.clicked.connect(self._keep_promise)
        self.owner.entered.connect(self._keep_promise)
        for widget in (self.owner, self.due, keep):
            self.promise.body.addWidget(widget)
        self.promise.hide()
        self._column.addWidget(self.promise)

    # showing

    def show_visit(self, shown: VisitPage, line_id: str) -> None:
        """Shows the context of a visit."""
        self._shown = shown
        self._at = min(self._at, max(0, len(shown.open_issues) - 1))
        self._show_issue()
        self._show_last(shown)
        self.show_line(line_id)

    @property
    def _issue(self) -> OpenIssue | None:
        issues = self._shown.open_issues if self._shown is not None else ()
        return issues[self._at] if self._at < len(issues) else None

    def _show_issue(self) -> None:
        one = self._issue
        self.card.setVisible(one is not None)
        count = len(self._shown.open_issues) if self._shown is not None else 0
        self.issue_head.count.show_words(
            self._texts("visit.issue.of", number=self._at + 1, count=count) if one else self._texts("visit.issue.none")
        )
        if one is None:
            return
        issue, look = one.issue, self._bench.look.look
        self.issue_title.show_words(f"{one.label}  {issue.title}")
        facts = [issue.owner] if issue.owner else []
        if issue.due_on is not None:
            facts.append(self._texts("visit.by", day=day_words(look, issue.due_on)))
        if issue.progress_note:
            facts.append(f"“{issue.progress_note}”")
        facts += [action.text for action in one.actions[:2]]
        self.issue_facts.show_words("\n".join(facts))
        self.issue_facts.setVisible(bool(facts))
        self.pair.setVisible(bool(one.photos))
        self.pair.show_photos([_strip_photo(photo, self._texts("visit.photo")) for photo in one.photos[-2:]])
        for progress, button in self.answers.items():
            button.setChecked(issue.progress is progress and issue.progress_on == self._bench.today())

    def _show_last(self, shown: VisitPage) -> None:
        last = shown.last_visit
        self.last_head.setVisible(last is not None)
        self.last_words.setVisible(last is not None)
        if last is not None and last.started_at is not None:
            self.last_head.count.show_words(moment_day(self._bench.look.look, last.started_at, "d MMM"))
            said = [line.text for line in shown.last_lines[:6]]
            self.last_words.show_words("\n".join(said) if said else self._texts("visit.last.nothing"))

    def show_line(self, line_id: str) -> None:
        """Shows the photos of a line."""
        self._line = line_id
        photos = self._photos(line_id)
        self.photos_head.count.show_words(str(len(photos)) if photos else "")
        self.photos.show_photos([_strip_photo(photo, self._texts("visit.photo")) for photo in photos])
        self.photos.setVisible(bool(photos))
        self.photos_words.show_words("" if photos else self._texts("visit.photos.none"))
        self.photos_words.setVisible(not photos)
        if line_id != self._promise_of:
            self.promise.hide()

    def _photos(self, line_id: str) -> Sequence[Photo]:
        lines = self._shown.lines if self._shown is not None else ()
        return next((one.photos for one in lines if one.line.id == line_id), ())

    def _fetch(self, sha256: str) -> None:
        def arrived(image: QImage) -> None:
            self.photos.set_thumb(sha256, image)

        self._bench.pictures.thumb(sha256).then(arrived, self.photos)

    # acting

    def _step(self, by: int) -> None:
        count = len(self._shown.open_issues) if self._shown is not None else 0
        if count:
            self._at = (self._at + by) % count
            self._show_issue()

    def _say(self, progress: Progress) -> None:
        one = self._issue
        if one is not None:
            self._bench.desk.do(factory_says, one.issue, progress, self.note.text(), self._bench.today())
            self.note.clear()

    def _open_issue(self) -> None:
        one = self._issue
        if one is not None:
            self.go.emit("plan", {"factory": one.issue.factory_id, "issue": one.issue.id})

    def _remove(self, sha256: str) -> None:
        photo = next((p for p in self._photos(self._line) if p.thumb_sha256 == sha256), None)
        if photo is not None:
            self._bench.desk.do(remove_photo, photo)

    def edit_promise(self, line_id: str) -> None:
        """Opens owner and day of the action on a line."""
        action = next((one.action for one in self._shown.lines if one.line.id == line_id), None) if self._shown is not None else None
        if action is None:
            return
        self._promise_of = line_id
        self.owner.setText(action.owner)
        day = action.due_on or self._bench.today()
        self.due.setDate(q_day(day))
        self.promise.show()
        self.owner.setFocus()

    def _keep_promise(self) -> None:
        lines = self._shown.lines if self._shown is not None else ()
        action = next((one.action for one in lines if one.line.id == self._promise_of), None)
        if action is not None:
            due = plain_day(self.due.date())
            self._bench.desk.do(promise_on_line, action, replace(action, owner=self.owner.text().strip(), due_on=due))
            self.promise.hide()


def _strip_photo(photo: Photo, word: str) -> StripPhoto:
    return StripPhoto(photo.thumb_sha256, photo.caption or word)
