"""What is imported before the first window: no more than it takes to show an unlock field."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

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
