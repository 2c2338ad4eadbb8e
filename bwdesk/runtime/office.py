"""The office asked from an open desk: over the network lane, with a connection of its own, so that no pass of the syncer is held up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bwdesk.errors import NotAllowed
from bwdesk.runtime.desk import Desk
from bwdesk.runtime.promise import Promise
from bwdesk.settings import Settings
from bwdesk.sync.client import Client, Secrets
from bwdesk.sync.office_wire import Ask


class OfficeLine:
    """Asks the server that this laptop signed in to."""

    def __init__(self, desk: Desk, secrets: Secrets, name: str, settings: Callable[[], Settings]) -> None:
        self._desk, self._secrets, self._name, self._settings = desk, secrets, name, settings

    def ask(self, ask: Ask) -> Promise[Any]:
        """The answer that belongs to what is asked (sync/office_wire.py). Fails with NoAnswer when the office is away, NotAllowed when it
        says no (`sign_in.needed`: this laptop never signed in)."""
        settings = self._settings()

        def job() -> Any:
            if not settings.server:
                raise NotAllowed("sign_in.needed")
            ca = Path(settings.server_certificate) if settings.server_certificate else None
            client = Client(settings.server, self._secrets, ca=ca, name=self._name)
            try:
                return client.office(ask)
            finally:
                client.close()

        return self._desk.errand(self._desk.lanes.net, job)
