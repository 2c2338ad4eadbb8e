"""Carrying out an order to wipe: the keys at once, the files once they are closed, and a word to the office, if it can be reached."""

from __future__ import annotations

from contextlib import suppress

from bwdesk.errors import NoAnswer, NotAllowed
from bwdesk.keys import Keyring, begin_wipe, finish_wipe
from bwdesk.paths import DataFolder
from bwdesk.sync.client import Client
from bwdesk.sync.orders import Order


def destroy_keys(folder: DataFolder, keyring: Keyring | None, order: Order) -> None:
    """From now on nothing in the folder can be read; the files may still be open. Raises StoreProblem."""
    begin_wipe(folder, keyring, order.id)


def destroy_files(folder: DataFolder, keyring: Keyring | None, client: Client | None) -> None:
    """Once the files are closed: deletes them and tells the office by a client made before. Raises StoreProblem."""
    order = finish_wipe(folder, keyring)
    if client is not None and order:
        with suppress(NoAnswer, NotAllowed):  # the laptop is wiped, whether the office hears of it or not
            client.receipt(order)


def wipe(folder: DataFolder, keyring: Keyring | None, order: Order, client: Client) -> None:
    """All of it, for a desk that nobody has open. Raises StoreProblem."""
    destroy_keys(folder, keyring, order)
    destroy_files(folder, keyring, client)
