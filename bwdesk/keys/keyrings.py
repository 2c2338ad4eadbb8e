"""Keyrings: this computer's own, and one in memory for the demo and tests. What they keep and under which key stands in ladder.py."""

from __future__ import annotations

import os
from typing import Any, Final, Protocol

from bwdesk.errors import MissingKey

SERVICE: Final = "bwdesk"


class Keyring(Protocol):
    """A place that keeps small secrets by name. Raises MissingKey (`keys.keyring_silent`) when it does not answer."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, secret: str) -> None: ...

    def delete(self, name: str) -> None: ...


class MemoryKeyring:
    """A keyring that forgets at the end of the program: for the demo and tests, never chosen by itself."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        self.secrets[name] = secret

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)


class SystemKeyring:
    """This computer's keyring (Credential Locker, Keychain, Secret Service)."""

    def get(self, name: str) -> str | None:
        found = _ask("get_password", name)
        return None if found is None else str(found)

    def set(self, name: str, secret: str) -> None:
        _ask("set_password", name, secret)

    def delete(self, name: str) -> None:
        if self.get(name) is not None:
            _ask("delete_password", name)


def _ask(call: str, *arguments: str) -> Any:
    import keyring  # 0.13 s that the window does not wait for
    import keyring.errors

    try:
        return getattr(keyring, call)(SERVICE, *arguments)
    except (keyring.errors.KeyringError, RuntimeError, OSError) as error:
        raise MissingKey("keys.keyring_silent", backend=type(keyring.get_keyring()).__name__) from error


def system_keyring() -> SystemKeyring:
    """This computer's keyring, tried out. Raises MissingKey (`keys.keyring_silent`, `keys.keyring_plain`) if it cannot be relied on."""
    import keyring  # only where this computer's own is asked for

    module = type(keyring.get_keyring()).__module__
    if module.startswith(("keyrings.alt", "keyrings.cryptfile")):
        raise MissingKey("keys.keyring_plain", backend=module)
    ring, probe, name = SystemKeyring(), os.urandom(8).hex(), f"probe-{os.urandom(4).hex()}"
    ring.set(name, probe)
    if ring.get(name) != probe:
        raise MissingKey("keys.keyring_silent", backend=module)
    ring.delete(name)
    return ring
