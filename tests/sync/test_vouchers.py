"""What a push says of others' signatures is believed only where the signature, the device and the author hold together."""

from __future__ import annotations

import os

import msgspec
import pytest

from bwdesk.domain.access import Reason
from bwdesk.domain.scope import country_scope
from bwdesk.errors import NotAllowed
from bwdesk.sync import wire
from bwdesk.sync.bundle_ops import packed
from bwdesk.sync.vouchers import Voucher, vouched
from tests.fakes.stick import keys_of, parcel_of, writes


def carried(jonas, amina, vouchers):
    """What becomes of amina's operations when jonas pushes them with some vouchers."""
    operations = parcel_of(amina).operations
    by_scope: dict[str, list] = {}
    for op in operations:
        by_scope.setdefault(op.scope, []).append(op)
    parts = [(wire.Place(scope, "", 0, b""), packed([(op.header, op.body) for op in some])) for scope, some in sorted(by_scope.items())]
    hashes = [(scope, [op.hash for op in some]) for scope, some in sorted(by_scope.items())]
    fates = jonas.client.push(parts, hashes, [], 0, vouchers).fates
    return {reason for fate in fates for reason in fate.parked.values()}


@pytest.fixture
def field(house, laptop):
    """Amina has written in her factory and not sent it; jonas is a colleague with no part in it."""
    amina, jonas = laptop(house, "amina"), laptop(house, "jonas")
    factory_id = amina.registers()
    amina.sync()
    jonas.sync()
    writes(amina, factory_id, "exit blocked")
    return amina, jonas


def test_nonsense_and_forgery_are_kept_apart_and_the_true_voucher_lets_in(field):
    amina, jonas = field
    true = list(parcel_of(amina).vouchers)
    change = msgspec.structs.replace
    junk = [
        [],
        [Voucher("\x00", bytes(32), "country/KH", bytes(32), bytes(64))],
        [Voucher(amina.writer.device, b"", "", b"", b"")],
        [Voucher(amina.writer.device, bytes(32), "x" * 5_000, os.urandom(32 * 64), os.urandom(64))],
        [change(one, signature=os.urandom(64)) for one in true],
        [change(one, scope=country_scope("KH")) for one in true],
        [change(one, device=jonas.writer.device) for one in true],
        [change(one, device=jonas.writer.device, key=keys_of(jonas).public) for one in true],
        vouched(jonas.writer.device, keys_of(jonas).signing, parcel_of(amina).operations),
        vouched(amina.writer.device, keys_of(jonas).signing, parcel_of(amina).operations),
    ]
    for number, vouchers in enumerate(junk):
        assert carried(jonas, amina, vouchers) == {Reason.CARRIED}, number
    with pytest.raises(NotAllowed, match=r"message\.broken"):
        carried(jonas, amina, true * 2_001)
    assert carried(jonas, amina, true) == set(), "what lay apart before takes nothing from it"
    amina.sync()
    assert amina.totals().is_all_home
    assert amina.totals().set_aside == 0


def test_a_voucher_gives_no_right_that_its_author_lacks(house, laptop):
    amina, jonas, maly = (laptop(house, login) for login in ("amina", "jonas", "maly"))
    factory_id = amina.registers()
    amina.sync()
    writes(maly, factory_id, "not my factory")
    assert carried(jonas, maly, parcel_of(maly).vouchers) == {Reason.NO_RIGHT}
