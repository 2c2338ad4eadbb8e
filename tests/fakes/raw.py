"""Somebody who talks to the server without our client: any path, any body, any headers."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bwdesk.sync import wire
from tests.fakes.office import PASSWORD, Laptop


class Raw:
    """`authorization` is sent with everything."""

    def __init__(self, url: str, authorization: str = "") -> None:
        self.url = url + wire.PREFIX
        self.authorization = authorization
        self._session = requests.Session()
        self._session.trust_env = False

    def __enter__(self) -> Raw:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> requests.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.authorization:
            named.setdefault("Authorization", self.authorization)
        return self._session.request(method, self.url + path, data=body, headers=named, timeout=30, allow_redirects=False)

    def send(self, path: str, message: msgspec.Struct) -> requests.Response:
        return self.ask("POST", path, wire.encoded(message))


def problem_of(answer: requests.Response) -> str:
    """The key of the problem in an answer."""
    return wire.decoded(answer.content, wire.Problem).key


def signing_in(login: str, password: str = PASSWORD, **more: Any) -> wire.SignIn:
    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(login.encode()).digest())
    return wire.SignIn(login, password, "raw", key.public_key().public_bytes_raw(), **more)


def access_of(laptop: Laptop) -> str:
    """A laptop's Authorization header."""
    assert laptop.client is not None
    laptop.client.hello(b"")
    return f"Bearer {laptop.client._access}"
