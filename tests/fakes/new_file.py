"""New files for tests that are not about making one: an empty one is made once in each process, then copied."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from bwdesk.store.engine import Store, open_desk
from bwdesk.store.hub import Hub


def new_desk(path: Path, key: bytes) -> Store:
    """As `open_desk(path, key, create=True)`, an eighth of its work: the tables were made before, by the same migrations."""
    assert not path.exists()
    path.write_bytes(_empty_desk(key))
    return open_desk(path, key)


@functools.cache
def empty_server() -> bytes:
    """The bytes of an empty server's SQLite database; building one takes a second, copying it nothing."""
    with tempfile.TemporaryDirectory(prefix="bwdesk-empty-") as folder:
        path = Path(folder, "server.db")
        Hub(f"sqlite:///{path}").close()
        return path.read_bytes()


@functools.cache
def _empty_desk(key: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="bwdesk-empty-") as folder:
        path = Path(folder, "desk.db")
        open_desk(path, key, create=True).close()
        return path.read_bytes()
