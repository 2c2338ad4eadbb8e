"""Opens the desk: settings, look, the door, and after it the window. Locks when nobody is there; closes in order."""

from __future__ import annotations

import argparse
import builtins
import gc
import sys
from pathlib import Path

from bwdesk.log import start_log
from bwdesk.paths import NAME, DataFolder


def run_desk(arguments: argparse.Namespace) -> int:
    """Opens the desk and returns when its last window has closed."""
    gc.disable()  # until the door stands: what is loaded by then stays anyway
    _import_plainly()
    from PySide6.QtWidgets import QApplication  # only a command that opens a window pays for widgets

    from bwdesk.app.desk_app import DeskApp  # as above
    from bwdesk.runtime.gate import find_keyring  # as above

    folder = DataFolder(_own_folder() if arguments.data is None else Path(arguments.data))
    folder.root.mkdir(parents=True, exist_ok=True)
    start_log(folder.root / "logs")
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "fusion"])
    if not isinstance(app, QApplication):
        raise TypeError("a core application cannot open a window")
    app.setApplicationName("BW Desk")
    app.setQuitOnLastWindowClosed(False)
    desk = DeskApp(app, folder.root, find_keyring)
    desk.start()
    code = app.exec()
    desk.close()
    return int(code)


def _own_folder() -> Path:
    """What `paths.default_data_folder` says, asked of Qt, which is there: loading what it asks takes 5 ms of the start."""
    from PySide6.QtCore import QStandardPaths  # as above

    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)) / NAME


def _import_plainly() -> None:
    """Gives Python its own import back: PySide's reads the source of every module that is imported after it, in search of a switch of its
    dialect (`from __feature__ import …`) that nobody uses here."""
    import PySide6  # noqa: F401 - what puts its own import in place

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
