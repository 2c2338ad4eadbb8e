"""Server processes without their second of imports: one warmed process of this module forks them, each a process of its own.

What runs is `bwdesk.server` as `python -m` would run it. That the program starts by itself is shown by the demo and by test_sign_in.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from bwdesk.server.process import PATIENCE, RunningServer, start_server

MOST = 1_000_000


class Forked:
    """As much of `subprocess.Popen` as RunningServer asks for, of a process that is no child of this one."""

    def __init__(self, pid: int, stdout: IO[str]) -> None:
        self.pid, self.stdout = pid, stdout
        self._handle = os.pidfd_open(pid)
        self._is_over = False

    def poll(self) -> int | None:
        return 0 if self._ended(0) else None

    def wait(self, timeout: float | None = None) -> int:
        if not self._ended(timeout):
            raise subprocess.TimeoutExpired("a server", timeout or 0)
        return 0

    def terminate(self) -> None:
        self._tell(signal.SIGTERM)

    def kill(self) -> None:
        self._tell(signal.SIGKILL)

    def _tell(self, number: signal.Signals) -> None:
        if not self._ended(0):
            signal.pidfd_send_signal(self._handle, number)

    def _ended(self, timeout: float | None) -> bool:
        if not self._is_over:
            self._is_over = bool(select.select([self._handle], [], [], timeout)[0])
            if self._is_over:
                os.close(self._handle)
        return self._is_over


def start_warm_server(
    db_url: str, photos: Path, *, port: int = 0, cert: Path | None = None, key: Path | None = None, log: Path
) -> RunningServer:
    """As `start_server`, from the warmed process where the system can fork and watch one."""
    if not hasattr(os, "pidfd_open"):
        return start_server(db_url, photos, port=port, cert=cert, key=key, log=log)
    arguments = [db_url, str(photos), "127.0.0.1", str(port), *([str(cert), str(key)] if cert and key else [])]
    reading, writing = os.pipe()
    lines = log.open("ab")
    wire, _process = _warmed()
    socket.send_fds(wire, [json.dumps([arguments, dict(os.environ)]).encode()], [writing, lines.fileno()])
    os.close(writing)
    process = Forked(int(wire.recv(20)), os.fdopen(reading, encoding="utf-8"))
    told = select.select([reading], [], [], PATIENCE)[0]
    server = RunningServer(process, process.stdout.readline().strip() if told else "", lines)  # type: ignore[arg-type]
    if not server.url.startswith("http"):
        server.kill()
        raise AssertionError(f"the server did not start: {log.read_text()[-500:]}")
    return server


@cache
def _warmed() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The wire to this run's warmed process, which ends when the wire does; and the process, which must be held."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with there:
        command = [sys.executable, "-m", "tests.fakes.warm_server", str(there.fileno())]
        process = subprocess.Popen(command, pass_fds=[there.fileno()], cwd=Path(__file__).parents[2])
    return here, process


def serve_forks(wire: socket.socket) -> None:
    """Forks a server for every message, until nobody is left to ask."""
    main = _import_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    while True:
        message, handles, _flags, _address = socket.recv_fds(wire, MOST, 2)
        if not message:
            return
        pid = os.fork()
        if pid == 0:
            wire.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            arguments, surroundings = json.loads(message)
            os.environ.clear()
            os.environ.update(surroundings)
            os.dup2(handles[0], 1)
            os.dup2(handles[1], 2)
            _end(main, arguments)
        for handle in handles:
            os.close(handle)
        wire.send(str(pid).encode())


def _end(main: Any, arguments: list[str]) -> None:
    """Runs it and leaves, whatever happens, without what the warmed process would do at its own end."""
    code = 1
    try:
        code = main(arguments)
    finally:
        if sys.exc_info()[0] is not None:
            sys.excepthook(*sys.exc_info())
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _import_all() -> Any:
    for name in ("sqlalchemy.dialects.postgresql.psycopg", "uvicorn.lifespan.on", "uvicorn.loops.auto", "uvicorn.protocols.http.auto"):
        import_module(name)
    return import_module("bwdesk.server.__main__").main


if __name__ == "__main__":
    serve_forks(socket.socket(fileno=int(sys.argv[1])))
