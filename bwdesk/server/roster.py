"""Which laptops are whose, told to colleagues by the register: so that a laptop can check an exchange file without the office.

And the other way: which operations a colleague's device vouches for in a push that carries them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bwdesk.domain.factory import Person, desk_entry, read_desk_entry
from bwdesk.domain.operation import is_id
from bwdesk.errors import NotAllowed
from bwdesk.server.pen import Keys, write_things
from bwdesk.store.accounts import account_by_id, device_by_id, devices, former_ids
from bwdesk.store.hub import Hub
from bwdesk.store.unit import Unit
from bwdesk.sync.desk_keys import is_box
from bwdesk.sync.vouchers import Voucher

MOST_VOUCHERS: Final = 2_000


def tell_desks(unit: Unit, keys: Keys, account_id: str, *, boxes: Mapping[str, str] | None = None) -> None:
    """Writes the laptops of an account that are let in beside its person, under each of its ids; what has not changed is not written.

    `boxes`: keys by device that have just been told.
    """
    account = account_by_id(unit, account_id)
    let_in = [one for one in devices(unit, account_id) if one.revoked_at is None] if account is not None and account.is_active else []
    people = [unit.get(Person, one) for one in sorted({account_id} | former_ids(unit, account_id))]
    told = [read_desk_entry(entry) for person in people if person is not None for entry in person.desks]
    box_of = {device: box for device, _, box in told} | {device: box for device, box in (boxes or {}).items() if is_box(box)}
    desks = frozenset(desk_entry(one.id, one.public_key, box_of.get(one.id, "")) for one in let_in)
    write_things(unit, keys, [(person, replace(person, desks=desks)) for person in people if person is not None], "person.desks")


def vouched_for(hub: Hub, vouchers: Iterable[Voucher]) -> dict[bytes, str]:
    """Devices by the hash of what they signed. Only signatures of devices that are let in count. Raises NotAllowed (`message.broken`)."""
    some = list(vouchers)
    if len(some) > MOST_VOUCHERS:
        raise NotAllowed("message.broken")
    some = [one for one in some if is_id(one.device)]
    found: dict[bytes, str] = {}
    if not some:
        return found
    with hub.reading() as reader:
        known = {one: device_by_id(reader, one) for one in {voucher.device for voucher in some}}
    for voucher in some:
        device = known[voucher.device]
        if device is not None and device.revoked_at is None and device.public_key == voucher.key and voucher.is_good():
            found.update(dict.fromkeys(voucher.listed(), device.id))
    return found
