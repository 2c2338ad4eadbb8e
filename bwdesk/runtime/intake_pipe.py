"""The pipe between the desk and its intake child: frames, the messages in them, and the child's process. No Qt, nothing of lists or photos.

A frame is one letter, a length and a body in MessagePack. The child is told how much memory its jobs may take and inherits nothing.
"""

from __future__ import annotations

import contextlib
import os
import queue
import struct
import subprocess
import sys
import threading
from typing import IO, Any, Final

import msgspec

from bwdesk.errors import IntakeRefused
from bwdesk.paths import ROOT

_LONGEST_FRAME: Final = 400_000_000
_HEADER: Final = struct.Struct(">cI")

READY, PROGRESS, LEAVING, RESULT, FAILED, BROKEN = b"S", b"P", b"L", b"R", b"E", b"X"


class Call(msgspec.Struct):
    """What the desk asks of the child: a job by name (intake_child.JOBS) and its arguments as plain values."""

    job: str
    arguments: list[Any]


class Failure(msgspec.Struct):
    """A DeskError on its way through the pipe."""

    kind: str
    key: str
    field: str | None
    params: dict[str, str | int | float]


class GoneError(Exception):
    """The child is no more."""


class ChildProcess:
    """One child process and the thread that listens to it."""

    def __init__(self, memory: int) -> None:
        self._frames: queue.SimpleQueue[tuple[bytes, bytes] | None] = queue.SimpleQueue()
        self._gone = self._leaving = False
        try:
            self._process = subprocess.Popen(
                _command(memory),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=ROOT,
                start_new_session=os.name == "posix",  # Ctrl+C in a terminal is for the desk
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            raise IntakeRefused("intake.stopped", code="start") from None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input: IO[bytes] = self._process.stdin
        self._listener = threading.Thread(target=self._listen, args=(self._process.stdout,), name="intake", daemon=True)
        self._listener.start()

    def takes_calls(self) -> bool:
        return not self._gone and not self._leaving and self._process.poll() is None

    def send(self, body: bytes) -> None:
        """Raises GoneError."""
        try:
            self._input.write(_HEADER.pack(b"C", len(body)))
            self._input.write(body)
            self._input.flush()
        except (OSError, ValueError):
            raise GoneError from None

    def frame(self, wait: float) -> tuple[bytes, bytes] | None:
        """The next frame, None if there is none within `wait` seconds; raises GoneError at the end of all."""
        if self._gone:
            raise GoneError
        try:
            frame = self._frames.get(timeout=wait)
        except queue.Empty:
            return None
        if frame is None:
            self._gone = True
            raise GoneError
        if frame[0] == LEAVING:  # it answers once more and ends
            self._leaving = True
            return None
        return frame

    def end(self) -> int:
        """Kills the child if it still runs, and gives its exit code."""
        self._process.kill()
        code = self._process.wait()
        self._listener.join()
        with contextlib.suppress(OSError):
            self._input.close()
        return code

    def _listen(self, output: IO[bytes]) -> None:
        with output:
            while (frame := read_frame(output)) is not None:
                self._frames.put(frame)
        self._frames.put(None)


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next frame of a pipe as (kind, body), None at its end or where it makes no sense."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    kind, length = _HEADER.unpack(header)
    if length > _LONGEST_FRAME:
        return None
    body = stream.read(length)
    return (kind, body) if len(body) == length else None


def write_frame(stream: IO[bytes], kind: bytes, body: bytes) -> None:
    """Sends one frame; raises OSError when the other side is gone."""
    stream.write(_HEADER.pack(kind, len(body)))
    stream.write(body)
    stream.flush()


def _command(memory: int) -> list[str]:
    alone = [] if getattr(sys, "frozen", False) else ["-P"]  # a bundle has no Python options: its packaging/entry.py knows -m only
    return [sys.executable, *alone, "-m", "bwdesk.runtime.intake_child", str(memory)]


def _environment() -> dict[str, str]:
    """As little as Python needs, and where fonts are (reports/fonts.py); nothing else of what the desk was started with."""
    python, fonts = ("PATH", "LANG", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "TEMP"), ("BWDESK_FONTS", "HOME", "WINDIR", "LOCALAPPDATA")
    kept = {name: os.environ[name] for name in (*python, *fonts) if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
