"""Pictures of every screen of the demo's desk: the real program, its real files, drawn without a display. It never changes a record."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from bwdesk import keys
from bwdesk.app.desk_app import DeskApp
from bwdesk.app.services import inline_lanes
from bwdesk.demo.cast import NOW, TODAY
from bwdesk.demo.hand import PASSPHRASE
from bwdesk.paths import RESOURCES, DataFolder
from bwdesk.runtime.desk import Lanes
from bwdesk.runtime.gate import Opened
from bwdesk.runtime.opening import Clockwork
from bwdesk.settings import Settings, write_settings
from bwdesk.ui.first_run import STEPS, FirstRun
from bwdesk.ui.look import Look, make_look
from bwdesk.ui.tokens import DARK, LIGHT
from bwdesk.ui.unlock import Unlock

if TYPE_CHECKING:
    from bwdesk.app.open_desk import OpenDesk

LOOKS = ("light", "dark", "touch", "rtl")
SETTLE_MS = 120
DESK, TABLET = (1440, 900), (1024, 768)

Shown = Mapping[str, str]
Grab = Callable[[str, QWidget], None]
Screen = tuple[str, str, Mapping[str, str]]
"""Name of the picture, place, and for what the place is opened."""

CODE = "7QK2M-9XW4D-0TRHE-5BNC8-PZV3J-6GA1S-YF4K2"
EARLIER: Mapping[str, Screen] = {
    "import": ("import", "factories", {"import": str(RESOURCES / "demo" / "factories.csv")}),
    "settle": ("settle", "settle", {}),
}
"""What is shown of an earlier moment of Amina's desk."""


class StillDesk(DeskApp):
    """The program in one look, on the caller's thread, so that a picture holds everything that was asked for."""

    def __init__(self, app: QApplication, root: Path, look: str, language: str) -> None:
        self._still = _look(look, language)
        write_settings(root / "settings.json", Settings(language=language))
        super().__init__(app, root, lambda: None)
        self.theme.apply(self._still)

    def _wanted_look(self, _settings: object) -> Look:
        return self._still

    def make_lanes(self) -> Lanes:
        return inline_lanes()


def _look(name: str, language: str) -> Look:
    """A look by name; `rtl` shows words of another language mirrored, too."""
    return make_look(tokens=DARK if name == "dark" else LIGHT, touch=name == "touch", language="ar" if name == "rtl" else language)


def take_pictures(out: Path, looks: str, shown: Shown, moments: Mapping[str, Path], language: str) -> list[str]:
    """Draws the demo's screens into `out`/screens, in the light look (`one`) or all of them; returns the names of the pictures.

    `moments` are data folders of Amina's desk before her list was imported (`import`) and before what stood twice was settled (`settle`).
    `language` is that of the program's words.
    """
    folder = out / "screens"
    folder.mkdir(exist_ok=True)
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("a core application cannot draw windows")
    names: list[str] = []
    for look in LOOKS if looks == "all" else LOOKS[:1]:

        def grab(screen: str, widget: QWidget, look: str = look) -> None:
            _settle()
            name = f"{screen}-{look}.png"
            if not widget.grab().save(str(folder / name)):
                raise OSError(f"{name} could not be written")
            names.append(name)

        _one_look(app, out, look, language, shown, moments, grab)
    return names


def _settle() -> None:
    """Lets what was asked for arrive and be drawn."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()


def _one_look(app: QApplication, out: Path, look: str, language: str, shown: Shown, moments: Mapping[str, Path], grab: Grab) -> None:
    size = TABLET if look == "touch" else DESK
    with tempfile.TemporaryDirectory(prefix="bwdesk-pictures-") as aside:
        new = StillDesk(app, Path(aside), look, language)
        _first_run(new, size, grab)
        new.close()
    earlier = [(moments[name], [place]) for name, place in EARLIER.items()]
    for home, screens in ((out / "amina", places_shown(shown)), (out / "dara", places_led(shown)), *earlier):
        program = StillDesk(app, home, look, language)
        try:
            if home == out / "amina":
                _unlock(program, size, grab)
            _desk(program, home, size, screens, grab)
        finally:
            program.close()
            (home / "settings.json").unlink(missing_ok=True)


def _first_run(program: DeskApp, size: tuple[int, int], grab: Grab) -> None:
    """The steps of a new laptop, in order."""
    first = FirstRun(program.look, program.texts, program.gate)
    first.resize(*size)
    first.show()
    for number, step in enumerate(STEPS):
        first.show_step(number)
        grab(f"first-{number + 1}-{step}", first)
    first.show_code(CODE)
    grab(f"first-{len(STEPS) + 1}-code", first)
    first.close()


def _unlock(program: DeskApp, size: tuple[int, int], grab: Grab) -> None:
    door = Unlock(program.look, program.texts, program.gate, lambda: datetime.now(UTC))
    door.resize(*size)
    door.show()
    grab("unlock", door)
    door.close()


def _desk(program: DeskApp, home: Path, size: tuple[int, int], screens: Sequence[Screen], grab: Grab) -> None:
    """Places of the opened desk, each as a person would come to it."""
    from bwdesk.app.open_desk import OpenDesk  # pages and SQL, after the look is set

    folder = DataFolder(home)
    known = keys.known_people(home)[0]
    still = Clockwork(now=lambda: NOW)
    desk = OpenDesk(program, Opened(folder, keys.open_with_passphrase(folder, PASSPHRASE, None), known.owner), today=TODAY, clockwork=still)
    program.open_desk = desk
    desk.window.resize(*size)
    desk.window.show()
    for screen, place, where in screens:
        desk.window.go(place, dict(where))
        grab(screen, desk.window)
    if home.name == "amina":
        _palette(desk, grab)


def places_shown(shown: Shown) -> Sequence[Screen]:
    """The places of Amina's desk when all is done."""
    factory, visit = shown["factory"], shown["visit"]
    return (
        ("today", "today", {}),
        ("factories", "factories", {}),
        ("factory", "factory", {"factory": factory}),
        ("factory-learning", "factory", {"factory": factory, "tab": "learning"}),
        ("factory-documents", "factory", {"factory": shown["assessed"], "tab": "documents"}),
        ("visit", "visit", {"visit": visit}),
        ("assessment", "assess", {"assessment": shown["assessment"]}),
        ("preclosing", "preclosing", {"assessment": shown["assessment"]}),
        ("vault", "vault", {"assessment": shown["assessment"]}),
        ("diagnosis", "assess", {"sitting": shown["sitting"]}),
        ("plan", "plan", {"factory": factory}),
        ("trends", "trends", {"factory": factory}),
        ("learn", "learn", {"factory": factory}),
        ("library", "library", {}),
        ("committee", "committee", {"factory": factory}),
        ("alerts", "alerts", {}),
        ("reports", "reports", {"kind": "visit", "id": visit}),
        ("settled", "settle", {}),
        ("exchange", "exchange", {}),
        ("settings", "settings", {}),
    )


def places_led(shown: Shown) -> Sequence[Screen]:
    """What the team leader looks at."""
    return (
        ("leader-today", "today", {}),
        ("leader-portfolio", "portfolio", {}),
        ("leader-trends", "trends", {}),
        ("leader-review", "assess", {"assessment": shown["assessment"]}),
        ("leader-report", "reports", {"kind": "assessment", "id": shown["assessment"]}),
    )


def _palette(desk: OpenDesk, grab: Grab) -> None:
    """The palette with its commands, then as a search through the records."""
    window = desk.window
    window.go("today")
    window.open_palette()
    grab("palette", window)
    window.open_palette(commands=False)
    window.palette_box.field.setText("fire")
    _settle()
    grab("search", window)
    window.palette_box.close_palette()
