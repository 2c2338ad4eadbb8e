"""The floor that sync is compared with: all records as one gzip body over HTTP into SQLite, in one transaction. Standard library only.

`python -m tests.bench.floor FILE` serves a database until its standard input ends, and prints its port.
"""

from __future__ import annotations

import gzip
import http.client
import http.server
import json
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FIELDS = ("id", "visit", "place", "mark", "score", "text", "by", "at")
WORDS = (
    "line worker machine guard noise above limit exit blocked door fire missing record overtime hours week payroll signed contract copy "
    "manager interview training plan date supplier audit chemical storage label sheet gloves mask fan dust light dormitory water toilet "
    "ratio first aid kit canteen committee election minutes posted notice boiler permit expired inspection electric panel cable open "
    "stairs rail aisle marked young age proof wage slip deduction bonus leave maternity grievance box key union level safety"
).split()
Record = dict[str, Any]


def records(count: int, seed: int = 11) -> list[Record]:
    """Small records of about 400 bytes as JSON: a note line of a visit with author and time. The same at every call."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        text = " ".join(chance.choice(WORDS) for _ in range(30))[:190]
        day, hour, minute = chance.randrange(1, 29), chance.randrange(24), chance.randrange(60)
        found.append(
            {
                "id": f"{chance.getrandbits(128):032x}", "visit": f"{chance.getrandbits(128):032x}",
                "place": f"Q{chance.randrange(180):03d}",
                "mark": chance.choice(("note", "finding", "quote", "question")), "score": chance.randrange(6), "text": text,
                "by": f"assessor{chance.randrange(40):02d}", "at": f"2026-11-{day:02d}T{hour:02d}:{minute:02d}:00.000+00:00",
            }
        )  # fmt: skip
    return found


def once(folder: Path, some: Sequence[Record]) -> tuple[float, float, int]:
    """Seconds up, seconds down, and bytes of one body."""
    mine = _open(folder / "floor-a.db")
    _fill(mine, some)
    other = _open(folder / "floor-b.db")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.floor", str(folder / "floor-s.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        port = int(server.stdout.readline())
        begun = time.perf_counter()
        body = _body(mine)
        _ask(port, "POST", body)
        up = time.perf_counter() - begun
        begun = time.perf_counter()
        _fill(other, json.loads(gzip.decompress(_ask(port, "GET"))))
        down = time.perf_counter() - begun
        server.stdin.close()
    assert other.execute("SELECT count(*) FROM r").fetchone()[0] == len(some)
    for one in (mine, other):
        one.close()
    for path in folder.glob("floor-*"):
        path.unlink()
    return up, down, len(body)


def _ask(port: int, method: str, body: bytes | None = None) -> bytes:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    link.request(method, "/", body)
    answer = link.getresponse().read()
    link.close()
    return answer


def _open(path: Path) -> sqlite3.Connection:
    found = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    found.execute("PRAGMA journal_mode=WAL")
    found.execute(f"CREATE TABLE IF NOT EXISTS r ({', '.join(FIELDS)}, PRIMARY KEY (id))")
    return found


def _fill(database: sqlite3.Connection, some: Sequence[Record]) -> None:
    database.execute("BEGIN IMMEDIATE")
    database.executemany(f"INSERT INTO r VALUES ({','.join('?' * len(FIELDS))})", [tuple(one[f] for f in FIELDS) for one in some])
    database.execute("COMMIT")


def _body(database: sqlite3.Connection) -> bytes:
    rows = database.execute("SELECT * FROM r").fetchall()
    return gzip.compress(json.dumps([dict(zip(FIELDS, row, strict=True)) for row in rows], separators=(",", ":")).encode(), 6)


def _serve(path: Path) -> None:
    database = _open(path)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_POST(self) -> None:
            _fill(database, json.loads(gzip.decompress(self.rfile.read(int(self.headers["Content-Length"])))))
            self._answer(b"ok")

        def do_GET(self) -> None:
            self._answer(_body(database))

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
