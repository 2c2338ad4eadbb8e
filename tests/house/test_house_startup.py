"""What is imported before the first window: no more than it takes to show an unlock field."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bwdesk import cli
from bwdesk.app import run
from bwdesk.keys import Cost, Owner, create_ring
from bwdesk.paths import DataFolder, default_data_folder
from bwdesk.texts import Texts

HEAVY = {"sqlalchemy", "alembic", "reportlab", "requests", "openpyxl", "xlrd", "PIL", "starlette", "uvicorn", "psycopg", "babel", "numpy"}


def _brings(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["bwdesk.cli", "bwdesk.app.run", "bwdesk.app.desk_app", "bwdesk.ui.unlock"])
def test_the_first_window_waits_for_no_library(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.fail(f"{module} is gone: name the module that now comes first")
    assert _brings(module) & HEAVY == set()


def test_the_command_line_needs_no_screen() -> None:
    assert "PySide6" not in _brings("bwdesk.cli")


def test_the_desk_imports_as_python_does() -> None:
    """PySide's own import reads the source of every module after it: a tenth of the time to the unlock field and to Today."""
    code = (
        "import bwdesk.app.run as run, builtins, linecache\n"
        "run._import_plainly()\n"
        "import bwdesk.ui.unlock\n"
        "from PySide6.QtCore import QObject\n"
        "print(builtins.__import__ is builtins.__orig_import__, any('unlock' in name for name in linecache.cache))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_the_unlock_field_waits_for_neither_openssl_nor_a_parser_of_options(tmp_path: Path) -> None:
    """Each of them is 3 to 5 ms of the start (docs/decisions/006). A desk is there, so that its ring is read."""
    Texts("en")("frame.wordmark")  # catalogues are compiled where they changed: not what a start is like
    folder = DataFolder(tmp_path / "bwdesk")
    folder.root.mkdir()
    create_ring(folder, "a long passphrase of mine", pin=None, owner=Owner("a" * 32, "Amina"), keyring=None, cost=Cost(64, 1, 1))
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from bwdesk.cli import main\n"
        "def look(*_):\n"
        "    print(*({'_hashlib', 'locale', 'platformdirs', 'dataclasses'} & set(sys.modules)))\n"
        "    print(*(type(window).__name__ for window in QApplication.topLevelWidgets()))\n"
        "    return 0\n"
        "QApplication.exec = look\n"
        "main(['desk'])"
    )
    surroundings = os.environ | {"XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=surroundings)
    assert done.stdout.splitlines() == ["", "Unlock"]


def test_a_start_without_options_is_what_the_parser_would_read() -> None:
    assert vars(cli._window()) == vars(cli._parser(True).parse_args(["desk"]))


def test_the_window_and_the_commands_find_the_same_folder() -> None:
    assert run._own_folder() == default_data_folder().root
