"""Where the records are: counts that are true, the last contact, what is wrong in words, and the way to the office."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.runtime.sync_status import SyncStatus
from bwdesk.ui.amounts import megabytes
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.ui.when import clock_words, moment_day

RUNNING = ("sending", "fetching")


class SyncCard(QFrame):
    """Follows the syncer. `exchange_asked`: with a colleague, by a file, where there is no office to be reached."""

    exchange_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, texts = bench, bench.texts
        self.head = SectionHead(bench.look, texts("sync.head"))
        self.mark = MarkView(bench.look, Kind.GAP, texts("sync.state.offline"), self)
        self.state = Words(bench.look, "", Role.NAME)
        self.counts = Words(bench.look, "", Role.BODY, "text2", wrap=True)
        self.problem = Words(bench.look, "", Role.BODY, "bad", wrap=True)
        self.now = ActButton(bench.look, texts("sync.now"), icon="cloud-check", small=True)
        self.now.clicked.connect(lambda: bench.sync.sync_now())
        self.stop = ActButton(bench.look, texts("sync.stop"), kind="quiet", small=True)
        self.stop.clicked.connect(lambda: bench.sync.cancel())
        self.exchange = ActButton(bench.look, texts("frame.place.exchange"), kind="quiet", icon="users", small=True)
        self.exchange.clicked.connect(lambda: self.exchange_asked.emit())
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.mark)
        first.addWidget(self.state)
        first.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.now)
        acts.addWidget(self.stop)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addLayout(first)
        column.addWidget(self.counts)
        column.addWidget(self.problem)
        column.addLayout(acts)
        column.addWidget(self.exchange, 0, Qt.AlignmentFlag.AlignLeading)
        bench.sync.status_changed.connect(self.show_status)
        self.show_status(bench.sync.status)

    def show_status(self, status: SyncStatus) -> None:
        """Says where the records are."""
        texts = self._bench.texts
        is_home = bool(status.account) and not (status.waiting or status.photos_waiting or status.set_aside)
        kind = Kind.PROGRESS if status.state in RUNNING else Kind.GOOD if is_home else Kind.WAITING if status.account else Kind.GAP
        self.mark.show_mark(kind, texts(f"sync.state.{status.state}"))
        words = texts(f"sync.state.{status.state}")
        if status.state in RUNNING and status.of:
            words = texts("sync.progress", state=words, done=status.done, of=status.of)
        self.state.show_words(words)
        self.counts.show_words("\n".join(self._facts(status)))
        problem = " ".join(sentence_of(status.problem, texts)) if status.problem is not None else ""
        self.problem.show_words(problem)
        self.problem.setVisible(bool(problem))
        self.now.setEnabled(bool(status.server and status.account) and status.state not in RUNNING)
        self.now.setToolTip("" if status.account else texts("sync.sign_in_first"))
        self.stop.setVisible(status.state in RUNNING)

    def _facts(self, status: SyncStatus) -> list[str]:
        texts = self._bench.texts
        facts = [texts.count("sync.waiting", status.waiting) if status.waiting else texts("sync.nothing_waits")]
        if status.photos_waiting:
            facts.append(texts.count("sync.photos_waiting", status.photos_waiting, size=megabytes(status.photos_bytes, texts)))
        if status.set_aside:
            facts.append(texts.count("sync.set_aside", status.set_aside))
        if status.left:
            facts.append(f"{texts.count('sync.left', status.left)} {texts('sync.left.safe')}")
        if status.last_contact_at is not None:
            look = self._bench.look.look
            day, clock = moment_day(look, status.last_contact_at), clock_words(status.last_contact_at)
            facts.append(texts("sync.last_contact", day=day, clock=clock))
        elif not status.server:
            facts.append(texts("sync.no_server"))
        return facts
