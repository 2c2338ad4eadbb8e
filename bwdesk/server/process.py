"""A server as a process of its own, started and ended by who holds it: for the demo and for tests that kill it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from bwdesk.errors import StoreProblem

PATIENCE: Final = 60.0


class RunningServer:
    """A started server: `url` is where it listens. Use as a context manager, or call `stop`."""

    def __init__(self, process: subprocess.Popen[str], url: str, log: IO[bytes] | None) -> None:
        self._process = process
        self._log = log
        self.url = url

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        """Asks it to finish what it does and waits; ends it after ten seconds."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._gone()

    def kill(self) -> None:
        """Ends it at once, in the middle of whatever it does."""
        self._process.kill()
        self._gone()

    def _gone(self) -> None:
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        if self._log is not None:
            self._log.close()

    def __enter__(self) -> RunningServer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()


def start_server(
    db_url: str, photos: Path, *, host: str = "127.0.0.1", port: int = 0, cert: Path | None = None, key: Path | None = None,
    log: Path | None = None,
) -> RunningServer:  # fmt: skip
    """Starts a server process and returns when it listens. Its log lines go to the file `log`, if given.

    Raises StoreProblem (`server.start`) when it ends instead.
    """
    command = [sys.executable, "-m", "bwdesk.server", db_url, str(photos), host, str(port)]
    if cert is not None and key is not None:
        command += [str(cert), str(key)]
    lines = log.open("ab") if log is not None else None
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=lines if lines is not None else subprocess.DEVNULL, text=True,
        cwd=Path(__file__).resolve().parent.parent.parent,
    )  # fmt: skip
    impatience = threading.Timer(PATIENCE, process.kill)
    impatience.start()
    try:
        said = process.stdout.readline().strip() if process.stdout is not None else ""
    finally:
        impatience.cancel()
        impatience.join()
    server = RunningServer(process, said, lines)
    if not said.startswith("http"):
        server.kill()
        raise StoreProblem("server.start")
    return server
