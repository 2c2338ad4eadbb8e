"""The outermost layer: one log line a request (ids only), every failure as a named answer, bounded bodies, frames."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any, Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bwdesk.errors import DeskError, NotAllowed, StoreProblem
from bwdesk.sync import wire

log: Final = logging.getLogger("bwdesk.server")
PATIENCE: Final = 300.0
"""Seconds a request's body may take to arrive."""


def framed(message: msgspec.Struct, status: int = 200) -> Response:
    """An answer in a frame."""
    return Response(wire.encoded(message), status, media_type=wire.CONTENT_TYPE, headers={"Cache-Control": "no-store"})


async def body_of(request: Request, limit: int) -> bytes:
    """The body of a request, up to a limit. Raises NotAllowed (`message.too_big`, `message.slow`)."""
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                size += len(piece)
                if size > limit:
                    raise NotAllowed("message.too_big")
                pieces.append(piece)
    except TimeoutError:
        raise NotAllowed("message.slow") from None
    return b"".join(pieces)


def refusal(error: DeskError) -> Response:
    """A failure as an answer: its key, and those of its parameters that are plain."""
    key, status = error.key, 403
    if isinstance(error, StoreProblem):
        key, status = "server.store", 503
    elif key.startswith("sign_in."):
        status = 401
    elif key.startswith("message."):
        status = 413 if key == "message.too_big" else 400
    params = {name: value for name, value in error.params.items() if isinstance(value, str | int)}
    return framed(wire.Problem(key, params), status)


class Gate:
    """Wraps the application. Whatever happens inside, the answer is a frame with a name, and the log has one line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        seen = _Seen(send)
        begun = time.perf_counter()
        problem = ""
        try:
            await self._app(scope, receive, seen)
        except ClientDisconnect:
            problem = "cut"
        except Exception as error:  # noqa: BLE001 - the last door: named in the answer, typed in the log, never a trace outside
            answer, problem = _answer_to(error)
            if not seen.has_begun:
                await answer(scope, receive, seen)
        log.info(_line(scope, seen, time.perf_counter() - begun, problem))


def _answer_to(error: Exception) -> tuple[Response, str]:
    if isinstance(error, HTTPException):
        return framed(wire.Problem("message.unknown"), error.status_code), "message.unknown"
    if isinstance(error, DeskError):
        return refusal(error), error.key + _driver(error.__cause__)
    return framed(wire.Problem("server.failed"), 503), _where(error)


def _driver(cause: BaseException | None) -> str:
    """What the database driver says, as type and code; no values."""
    below = getattr(cause, "orig", cause)
    code = getattr(below, "sqlstate", None) or getattr(below, "sqlite_errorname", None)
    return "" if below is None else f" {type(below).__name__}" + (f" {code}" if code else "")


def _where(error: Exception) -> str:
    """Type of an unexpected failure and the line it came from; no values."""
    trace, last = error.__traceback__, None
    while trace is not None:
        last, trace = trace, trace.tb_next
    code = last.tb_frame.f_code if last is not None else None
    return (
        f"server.failed {type(error).__name__} {code.co_filename.rsplit('/', 1)[-1]}:{last.tb_lineno}" if code and last else "server.failed"
    )


class _Seen:
    """Notes what is sent."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False
        self.status = 0
        self.size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun, self.status = True, message["status"]
        self.size += len(message.get("body", b""))
        await self._send(message)


def _line(scope: Scope, seen: _Seen, seconds: float, problem: str) -> str:
    state: dict[str, Any] = scope["state"]
    route = "/".join(part[:16] for part in scope["path"].split("/")[:5])
    facts = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "ms": round(seconds * 1000), "do": scope["method"], "what": route,
        "status": seen.status, "out": seen.size,
    }  # fmt: skip
    facts |= {name: state[name] for name in ("account", "device", "operations") if name in state}
    return json.dumps(facts | ({"problem": problem} if problem else {}))
