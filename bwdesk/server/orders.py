"""Orders to laptops as the server keeps them: one at a time for a device, told with every hello until its receipt has come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from bwdesk import ids
from bwdesk.errors import NotAllowed
from bwdesk.server.identity import Caller, is_signed
from bwdesk.server.pen import WRITER, Keys
from bwdesk.store.hub import Hub
from bwdesk.store.unit import Reader, Unit
from bwdesk.sync.orders import Order, Wipe, receipt_text, signed_order

_FACT: Final = "order:"


@dataclass(frozen=True, slots=True)
class Standing:
    """An order and when its receipt came (ms since 1970; None: not yet)."""

    order: Order
    done_at: int | None


def give_order(unit: Unit, keys: Keys, device: str, what: Wipe) -> Order:
    """Writes down an order, in place of an earlier one to the same device."""
    order = Order(ids.random_id(), what, device, keys.server, _now_ms(unit))
    _keep(unit, Standing(order, None))
    return order


def take_back(unit: Unit, device: str) -> bool:
    """Takes back an order that is not carried out yet. True if there was one."""
    standing = order_of(unit, device)
    if standing is None or standing.done_at is not None:
        return False
    unit.set_fact(_FACT + device, None)
    return True


def order_of(reader: Reader, device: str) -> Standing | None:
    """The order to a device, if there ever was one."""
    kept = reader.fact(_FACT + device)
    if kept is None:
        return None
    said = json.loads(kept)
    return Standing(Order(said["id"], Wipe(said["what"]), device, said["server"], said["at"]), said["done_at"])


def orders_for(hub: Hub, keys: Keys, device: str) -> list[bytes]:
    """What a hello of the device is answered with."""
    with hub.reading() as reader:
        standing = order_of(reader, device)
    return [] if standing is None or standing.done_at is not None else [signed_order(standing.order, keys.signing)]


def take_receipt(hub: Hub, caller: Caller, order: str, signature: bytes) -> None:
    """A device says that it has carried out its order. Raises NotAllowed."""
    if not is_signed(caller.device, receipt_text(order), signature):
        raise NotAllowed("device.signature")
    with hub.writing(WRITER, "order.done") as unit:
        standing = order_of(unit, caller.device.id)
        if standing is not None and standing.order.id == order:
            _keep(unit, Standing(standing.order, standing.done_at or _now_ms(unit)))


def _keep(unit: Unit, standing: Standing) -> None:
    one = standing.order
    kept = {"id": one.id, "what": one.what.value, "server": one.server, "at": one.at, "done_at": standing.done_at}
    unit.set_fact(_FACT + one.device, json.dumps(kept))


def _now_ms(unit: Unit) -> int:
    return int(unit.now.timestamp() * 1000)
