"""The other side of the intake: the process that reads lists and photos. Started by runtime/intake.py, never imported by the desk.

It takes one call after the other from its standard input and ends when that closes, when a job took much memory, and when the
unforeseen happens (`_tell_and_end`). Limits hold on POSIX; on Windows sizes and time alone are limited.
"""

from __future__ import annotations

import importlib
import inspect
import os
import signal
import sys
import time
import typing
from collections.abc import Callable
from types import TracebackType
from typing import IO, Any, Final

import msgspec

from bwdesk.errors import DeskError, IntakeRefused
from bwdesk.runtime.intake_pipe import BROKEN, FAILED, LEAVING, PROGRESS, READY, RESULT, Call, Failure, read_frame, write_frame

JOBS: Final = {
    "read_book": "bwdesk.interchange.book",
    "factory_rows": "bwdesk.interchange.factories",
    "pack_file": "bwdesk.interchange.pack_file",
    "plan_book": "bwdesk.interchange.plan_book",
    "earlier_book": "bwdesk.interchange.earlier",
    "earlier_rows": "bwdesk.interchange.earlier",
    "slcp_references": "bwdesk.interchange.slcp",
    "near_duplicates": "bwdesk.interchange.likeness",
    "signing_key": "bwdesk.pades.pkcs12",
    "signatures_in": "bwdesk.pades.look",
    "prepare_photo": "bwdesk.images.photo",
    "print_version": "bwdesk.images.photo",
    "prepare_document": "bwdesk.images.document",
    "document_sizes": "bwdesk.images.document",
    "document_page": "bwdesk.images.document",
    "print_first_progress": "bwdesk.reports.printed",
}
"""The jobs by name, each a function of that name in a module of its own room."""

_TOO_FAT: Final = 150_000_000  # bytes of growth after which the child makes room for a new one
_CPU_SECONDS: Final = 150  # should the desk die, nobody else would end a job that never ends
_TELL_EVERY: Final = 0.05  # seconds


def main(memory: int) -> None:
    """Serves calls until the desk closes the pipe."""
    calls, answers = sys.stdin.buffer, _own_output()
    sys.excepthook = lambda kind, _, trace: _tell_and_end(answers, kind, trace)
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)
    write_frame(answers, READY, b"")
    start = _virtual_bytes()
    while (frame := read_frame(calls)) is not None:
        kind, body = _served(msgspec.msgpack.decode(frame[1], type=Call), answers, memory)
        is_too_fat = _virtual_bytes() > start + _TOO_FAT
        if is_too_fat:
            write_frame(answers, LEAVING, b"")
        write_frame(answers, kind, body)
        if is_too_fat:
            return


def _own_output() -> IO[bytes]:
    """The pipe to the desk, out of reach of libraries that print."""
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return answers


def _served(call: Call, answers: IO[bytes], memory: int) -> tuple[bytes, bytes]:
    function: Callable[..., Any] = getattr(importlib.import_module(JOBS[call.job]), call.job)
    names = list(inspect.signature(function).parameters)
    arguments = _arguments(function, names, call.arguments)
    if "tell" in names:
        arguments["tell"] = _teller(answers)
    _limit("RLIMIT_AS", _virtual_bytes() + memory)
    _limit("RLIMIT_CPU", int(time.process_time()) + _CPU_SECONDS)
    try:
        return RESULT, msgspec.msgpack.encode(function(**arguments))
    except MemoryError:
        return FAILED, _failure(IntakeRefused("intake.too_much_memory"))
    except DeskError as error:
        return FAILED, _failure(error)
    finally:
        _limit("RLIMIT_AS", None)


def _arguments(function: Callable[..., Any], names: list[str], given: list[Any]) -> dict[str, Any]:
    """The call's plain values as the function's own types."""
    hints = typing.get_type_hints(function)
    return {
        name: msgspec.convert(value, hints[name]) if isinstance(value, list | dict) else value
        for name, value in zip(names, given, strict=False)
    }


def _teller(answers: IO[bytes]) -> Callable[[int, int], None]:
    said = 0.0

    def tell(done: int, of_all: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= _TELL_EVERY:
            said = now
            write_frame(answers, PROGRESS, msgspec.msgpack.encode((done, of_all)))

    return tell


def _failure(error: DeskError) -> bytes:
    params = {name: value if isinstance(value, int | float) else str(value) for name, value in error.params.items()}
    return msgspec.msgpack.encode(Failure(type(error).__name__, error.key, error.field, params))


def _tell_and_end(answers: IO[bytes], kind: type[BaseException], trace: TracebackType | None) -> None:
    """What nobody foresaw: its kind and place in our code go to the desk, never its text, which may quote the file."""
    place = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if os.sep + "bwdesk" + os.sep in code.co_filename:
            place = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}"
        trace = trace.tb_next
    write_frame(answers, BROKEN, msgspec.msgpack.encode(f"{kind.__name__} {place}".strip()))


def _virtual_bytes() -> int:
    """What the process has mapped; 0 where the system does not say (then there is no limit either)."""
    try:
        with open("/proc/self/statm", "rb") as pages:
            return int(pages.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


def _limit(name: str, most: int | None) -> None:
    try:
        import resource  # POSIX only
    except ImportError:
        return
    if name == "RLIMIT_AS" and _virtual_bytes() == 0:
        return
    which = getattr(resource, name)
    _, hardest = resource.getrlimit(which)
    wanted = hardest if most is None else most if hardest == resource.RLIM_INFINITY else min(most, hardest)
    resource.setrlimit(which, (wanted, hardest))


if __name__ == "__main__":
    main(int(sys.argv[1]))
