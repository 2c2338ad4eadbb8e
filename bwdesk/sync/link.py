"""HTTP to one server: a kept-alive connection, timeouts from what the link carries, and failures that name their cause.

The status of an answer is not believed (frame.py). No redirect is followed: a server of ours sends none. `abort` may be called from any
thread and ends an exchange that is under way.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from bwdesk.errors import NoAnswer, Refused

logging.getLogger("urllib3").setLevel(logging.ERROR)  # what is wrong with an answer is ours to say

CONNECT: Final = 10.0
SHORTEST: Final = 20.0
LONGEST: Final = 300.0
FIRST_RATE: Final = 8_000.0
MOST: Final = 12 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole as far as HTTP knows. Names of headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Link:
    """One server by address. Raises Refused (`net.address`, `net.plain`) for an address that cannot be one."""

    def __init__(self, url: str, ca: Path | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise Refused("net.address", field="server")
        is_near = _is_loopback(parts.hostname)
        if parts.scheme == "http" and not is_near:
            raise Refused("net.plain", field="server")
        self.url = url.rstrip("/")
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._rate = FIRST_RATE
        self._session = requests.Session()
        self._session.trust_env = not is_near
        if ca is not None:
            self._session.verify = str(ca)
        self._session.mount(self.url, _Adapter(self, truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if ca is None else None))

    def exchange(self, method: str, path: str, body: bytes = b"", *, headers: dict[str, str] | None = None, expected: int = 0) -> Reply:
        """One request and its answer. `expected`: bytes the answer may have, for the patience. Raises NoAnswer naming the cause."""
        patience = min(LONGEST, SHORTEST + 4 * (len(body) + expected) / self._rate)
        begun = time.monotonic()
        try:
            with self._session.request(
                method, self.url + path, data=body or None, headers=headers, timeout=(CONNECT, patience), stream=True, allow_redirects=False
            ) as answer:
                reply = Reply(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, _content(answer, method))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            self._close_pools()
            raise NoAnswer(cause_of(error)) from error
        self._learn(len(body) + len(reply.body), time.monotonic() - begun)
        return reply

    def abort(self) -> None:
        """Ends what is under way; the exchange then raises NoAnswer."""
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._session.close()

    def note(self, opened: socket.socket) -> None:
        with self._lock:
            self._open = {one for one in self._open if one.fileno() >= 0} | {opened}

    def _close_pools(self) -> None:
        for adapter in self._session.adapters.values():
            adapter.close()

    def _learn(self, size: int, seconds: float) -> None:
        if size > 4_000:
            self._rate = max(500.0, 0.7 * self._rate + 0.3 * size / max(seconds, 0.001))


def _content(answer: requests.Response, method: str) -> bytes:
    if method == "HEAD":
        return b""
    pieces, size = [], 0
    while piece := answer.raw.read(65_536, decode_content=False):
        size += len(piece)
        if size > MOST:
            raise NoAnswer("answer.too_big")
        pieces.append(piece)
    return b"".join(pieces)


def cause_of(error: BaseException) -> str:
    """The key of the sentence that names why there was no answer."""
    chain: list[BaseException] = []
    one: Any = error
    while isinstance(one, BaseException) and one not in chain:
        chain.append(one)
        one = (
            getattr(one, "reason", None)
            or one.__cause__
            or one.__context__
            or next((a for a in one.args if isinstance(a, BaseException)), None)
        )
    for kinds, key in _CAUSES:
        if any(isinstance(one, kinds) for one in chain):
            return key
    return "net.cut"


_CAUSES: Final[tuple[tuple[tuple[type[BaseException], ...], str], ...]] = (
    ((requests.exceptions.ProxyError, urllib3.exceptions.ProxyError), "net.proxy"),
    ((requests.exceptions.SSLError, ssl.SSLCertVerificationError), "net.certificate"),
    ((requests.exceptions.ConnectTimeout,), "net.unreachable"),
    ((socket.gaierror, urllib3.exceptions.NameResolutionError), "net.name"),
    ((ConnectionRefusedError,), "net.refused"),
    ((requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError, TimeoutError), "net.slow"),
    ((urllib3.exceptions.NewConnectionError,), "net.unreachable"),
)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Adapter(HTTPAdapter):
    """Tells the link which sockets are open, and trusts what the system trusts unless a certificate was given."""

    def __init__(self, link: Link, context: ssl.SSLContext | None) -> None:
        self._link = link
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **keywords: Any) -> None:
        if self._context is not None:
            keywords["ssl_context"] = self._context
        super().init_poolmanager(*arguments, **keywords)
        link = self._link

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                link.note(self.sock)

        class Secure(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                link.note(self.sock)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
