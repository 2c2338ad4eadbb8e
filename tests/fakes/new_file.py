"""New files of a desk for tests that are not about making one: an empty file is made once for each key and process, then copied."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from bwdesk.store.engine import Store, open_desk


def new_desk(path: Path, key: bytes) -> Store:
    """As `open_desk(path, key, create=True)`, an eighth of its work: the tables were made before, by the same migrations."""
    assert not path.exists()
    path.write_bytes(_empty(key))
    return open_desk(path, key)


@functools.cache
def _empty(key: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="bwdesk-empty-") as folder:
        path = Path(folder, "desk.db")
        open_desk(path, key, create=True).close()
        return path.read_bytes()
