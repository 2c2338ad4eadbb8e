"""Opens the desk: settings, look, the door, and after it the window. Locks when nobody is there; closes in order."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bwdesk.paths import DataFolder, default_data_folder


def run_desk(arguments: argparse.Namespace) -> int:
    """Opens the desk and returns when its last window has closed."""
    gc.disable()  # until the door stands: what is loaded by then stays anyway
    from bwdesk.app.desk_app import DeskApp  # with Qt widgets: only a command that opens a window pays for them
    from bwdesk.log import start_log
    from bwdesk.runtime.gate import settle_keyring

    folder = default_data_folder() if arguments.data is None else DataFolder(Path(arguments.data))
    folder.root.mkdir(parents=True, exist_ok=True)
    start_log(folder.root / "logs")
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "fusion"])
    if not isinstance(app, QApplication):
        raise TypeError("a core application cannot open a window")
    app.setApplicationName("BW Desk")
    app.setQuitOnLastWindowClosed(False)
    keyring, _why = settle_keyring()
    desk = DeskApp(app, folder.root, keyring)
    desk.start()
    gc.enable()
    code = app.exec()
    desk.close()
    return int(code)
