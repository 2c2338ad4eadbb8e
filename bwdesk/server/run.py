"""Running the server: the socket, TLS, logging, and a clean end. A line on stdout says when it listens, and where."""

from __future__ import annotations

import gc
import logging
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from bwdesk.errors import StoreProblem
from bwdesk.pades.certificate import issuers_of
from bwdesk.server.app import make_app
from bwdesk.server.blobs import Objects

BACKLOG = 512


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def serve(
    db_url: str, photos: Path, *, host: str = "127.0.0.1", port: int = 8443, cert: Path | None = None, key: Path | None = None,
    photo_store: str = "", issuers: Path | None = None, announce: Callable[[str], None] = _say,
) -> None:  # fmt: skip
    """Serves until SIGTERM or SIGINT. `announce` is told the address (`http://127.0.0.1:54321`) once it listens; port 0 takes a free one.

    `photo_store` is the address of S3-compatible storage (objects.py); without it photos stay in their folder. `issuers`: certificates
    (PEM) of those who issue signing certificates. Raises StoreProblem (`server.port` taken or not allowed, `server.certificate`),
    FileProblem (`pades.issuers`), or what opening the database raises.
    """
    _log_to_stderr()
    listening = _socket(host, port)
    try:
        app = make_app(db_url, photos, _objects(photo_store), issuers_of(issuers) if issuers else ())
        gc.freeze()  # what start-up made stays; operations have no cycles, and looking for some took a fifth of a push
        gc.set_threshold(50_000, 20, 20)
        config = uvicorn.Config(
            app, ssl_certfile=cert, ssl_keyfile=key, log_config=None, access_log=False, server_header=False, date_header=False,
            timeout_keep_alive=75, timeout_graceful_shutdown=10, lifespan="on", backlog=BACKLOG, ws="none",
        )  # fmt: skip
        try:
            config.load()
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise StoreProblem("server.certificate") from error
        shown = f"[{host}]" if ":" in host else host
        announce(f"{'https' if cert else 'http'}://{shown}:{listening.getsockname()[1]}")
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()


def _objects(photo_store: str) -> Objects | None:
    if not photo_store:
        return None
    from bwdesk.server.objects import open_objects  # its library loads only for who keeps photos there

    return open_objects(photo_store)


def _socket(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # named as TCP, or asyncio leaves Nagle's algorithm on and every answer of two writes waits 40 ms
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(BACKLOG)
    except OSError as error:
        raise StoreProblem("server.port", host=host, port=port) from error
    return found


def _log_to_stderr() -> None:
    logger = logging.getLogger("bwdesk.server")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
