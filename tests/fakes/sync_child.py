"""A sync pass in a process of its own, to be killed in the middle: `python -m tests.fakes.sync_child FOLDER NAME ACCOUNT`.

Reads the keyring's content as one JSON line and then one address a line from standard input; says `done` after each pass that ended.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

from bwdesk import ids
from bwdesk.errors import NoAnswer
from bwdesk.keys import MemoryKeyring
from bwdesk.store.engine import open_desk
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Writer
from bwdesk.sync.client import Client
from bwdesk.sync.pass_ import SyncPass
from bwdesk.sync.steps import run_inline


def main(folder: Path, name: str, account: str) -> None:
    ring = MemoryKeyring()
    ring.secrets.update(json.loads(sys.stdin.readline()))
    store = open_desk(folder / f"{name}.db", bytes(range(32)))
    writer = Writer(account, "d" * 32, ids.now, ids.new_id, ids.random_id)
    photos = PhotoStore(folder / f"{name}-photos", bytes(range(32)))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        client = Client(line.strip(), ring)
        with suppress(NoAnswer):
            run_inline(SyncPass(client, photos).steps(), store, writer)
        client.close()
        sys.stdout.write("done\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
