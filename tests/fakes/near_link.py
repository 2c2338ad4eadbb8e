"""A server without a socket: the real application called in this process, and a link to it that loses, doubles or garbles at will."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bwdesk.errors import NoAnswer
from bwdesk.server.app import make_app
from bwdesk.sync.link import Reply

PAGE = b"<!DOCTYPE html><html><body>Please log in</body></html>"


class NearServer:
    """The application over a database and a folder of photos, until `close`."""

    def __init__(self, db_url: str, photos: Path) -> None:
        self.app = make_app(db_url, photos)
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._life = self.app._app.lifespan_context(self.app)  # type: ignore[attr-defined]
        self._loop.run_until_complete(self._life.__aenter__())

    def close(self) -> None:
        self._loop.run_until_complete(self._life.__aexit__(None, None, None))
        self._loop.close()

    def answer(self, method: str, path: str, body: bytes, headers: dict[str, str], query: bytes = b"") -> Reply:
        """One request, as uvicorn would hand it in."""
        said: list[dict[str, Any]] = []
        to_read = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if not to_read:
                await asyncio.Event().wait()  # who asked stays on the line
            return to_read.pop()

        async def send(message: Any) -> None:
            said.append(message)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": path,
            "raw_path": path.encode(), "query_string": query, "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
        }  # fmt: skip
        with self._lock:
            self._loop.run_until_complete(self.app(scope, receive, send))
        named = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in said[0]["headers"]}
        return Reply(said[0]["status"], named, b"".join(message.get("body", b"") for message in said[1:]))


Fate = Callable[[str, Callable[[], Reply]], Reply]
"""Given the path and a way to ask the server: what the desk gets. May ask not at all, or twice; raises NoAnswer."""


def clean(_path: str, ask: Callable[[], Reply]) -> Reply:
    return ask()


class NearLink:
    """Stands in for `Link`: same doors. `server` and `fate` are of the class: a desk makes links of its own."""

    server: NearServer
    fate: Fate = staticmethod(clean)

    def __init__(self, url: str, ca: Path | None = None) -> None:
        self.url = url

    def exchange(self, method: str, path: str, body: bytes = b"", *, headers: dict[str, str] | None = None, expected: int = 0) -> Reply:
        server = type(self).server
        return type(self).fate(path, lambda: server.answer(method, path, body, headers or {}))

    def abort(self) -> None:
        """Nothing is ever under way for long."""

    def close(self) -> None:
        """Nothing is open."""


def worst_of(kind: str, path: str) -> Fate:
    """The first exchange with a path goes wrong in a way; then the line is down, so that the pass ends there."""
    state = {"is_down": False}

    def fate(asked: str, ask: Callable[[], Reply]) -> Reply:
        if state["is_down"]:
            raise NoAnswer("net.refused")
        if not asked.endswith(path) or kind == "ok":
            return ask()
        state["is_down"] = True
        if kind == "request lost":
            raise NoAnswer("net.cut")
        reply = ask()
        if kind == "answer lost":
            raise NoAnswer("net.cut")
        if kind == "page":
            return Reply(200, {}, PAGE)
        if kind == "truncated":
            return Reply(reply.status, reply.headers, reply.body[: len(reply.body) // 2])
        return ask()

    return fate
