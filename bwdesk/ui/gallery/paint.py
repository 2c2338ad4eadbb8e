"""Paints every board and screen in one look; one process per look, because a scale factor is the process's own."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.gallery.boards import BOARDS
from bwdesk.ui.gallery.frame import sample_error, sample_window, screens
from bwdesk.ui.look import LookSource, make_look
from bwdesk.ui.theme import Theme
from bwdesk.ui.tokens import DARK, LIGHT

SETTLE_MS = 80


def look_named(name: str) -> LookSource:
    """The look that a name such as `dark-touch-rtl` asks for."""
    words = name.split("-")
    return LookSource(
        make_look(
            tokens=DARK if "dark" in words else LIGHT,
            touch="touch" in words,
            language="ar" if "rtl" in words else "en",
            text_size=1.5 if "big" in words else 1.0,
            motion=False,
        )
    )


def paint_all(out: Path, name: str) -> list[Path]:
    """Writes the pictures of one look; the application must exist."""
    source = look_named(name)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = Theme(app, source)
    texts = Texts("en")
    made = []

    def take(what: str, widget: QWidget) -> None:
        widget.show()
        widget.activateWindow()
        QTest.qWait(SETTLE_MS)
        path = out / f"{what}.{name}.png"
        widget.grab().save(str(path))
        made.append(path)
        widget.close()
        widget.deleteLater()

    for what, (build, size) in BOARDS.items():
        window = QMainWindow()
        window.setCentralWidget(build(source))
        window.resize(size)
        take(f"board-{what}", window)
    take("frame", sample_window(source, texts))
    take("frame-notices", sample_window(source, texts, sample_error()))
    window = sample_window(source, texts)
    window.open_palette()
    take("frame-palette", window)
    for what, widget in screens(source, texts).items():
        held = QMainWindow()
        held.setCentralWidget(widget)
        held.resize(widget.size())
        take(what, held)
    QTest.qWait(1)
    del theme
    return made


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    paint_all(Path(sys.argv[1]), sys.argv[2])
