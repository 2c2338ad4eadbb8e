"""The lease: a desk that has met its office opens for some days without it, and no clock makes them more."""

from __future__ import annotations

import pytest

from bwdesk import keys
from bwdesk.errors import LeaseOver, NewerFile
from bwdesk.keys import Cost, MemoryKeyring, Owner
from bwdesk.keys.ring import ring_of
from bwdesk.paths import DataFolder

DAY = 86_400.0
START = 1_780_000_000.0
PASSPHRASE = "blue sewing thread"


class Desk:
    """A desk whose clock can be set."""

    def __init__(self, root):
        self.folder, self.keyring, self.now = DataFolder(root), MemoryKeyring(), START
        ring = keys.create_ring(
            self.folder, PASSPHRASE, pin="271828", owner=Owner("a" * 32, "Amina"), keyring=self.keyring,
            cost=Cost(memory=64, passes=1, lanes=1), clock=self.clock,
        )  # fmt: skip
        self.key, self.code = ring

    def clock(self):
        return self.now

    def opens(self, **more):
        """Whether the passphrase opens it now."""
        try:
            keys.open_with_passphrase(self.folder, PASSPHRASE, self.keyring, clock=self.clock, **more)
        except LeaseOver:
            return False
        return True

    def meets_the_office(self, office_now=None, **more):
        return keys.renew_lease(self.folder, self.key, self.keyring, office_now=office_now or self.now, clock=self.clock, **more)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "amina")


def test_a_desk_that_never_met_its_office_opens_for_ever(desk):
    desk.now += 4_000 * DAY
    assert desk.opens()
    assert keys.lease_of(desk.folder, desk.key, desk.keyring, clock=desk.clock) is None


def test_thirty_days_then_shut_then_open_again_after_a_hello(desk):
    desk.meets_the_office()
    for days, is_warning in ((1, False), (19, False), (21, True), (29.9, True)):
        desk.now = START + days * DAY
        assert desk.opens()
        assert keys.lease_of(desk.folder, desk.key, desk.keyring, clock=desk.clock).is_warning == is_warning
    desk.now = START + 30.1 * DAY
    assert not desk.opens()
    assert desk.opens(to_send=True), "it is still opened to hand in what it holds"
    with pytest.raises(LeaseOver) as said:
        keys.open_with_pin(desk.folder, "271828", desk.keyring, clock=desk.clock)
    assert said.value.key == "keys.lease_over"
    desk.meets_the_office()
    assert desk.opens()
    desk.now += 29 * DAY
    assert desk.opens()


def test_the_office_says_how_many_days(desk):
    desk.meets_the_office(days=3, warned=1)
    desk.now += 2 * DAY
    assert desk.opens()
    assert keys.lease_of(desk.folder, desk.key, desk.keyring, clock=desk.clock).days_left == 1
    desk.now += 2 * DAY
    assert not desk.opens()


@pytest.mark.parametrize(("back", "most"), [(100 * DAY, 31), (3_600, 31), (1, 31 * 24), (0, 31 * 24)])
def test_turning_the_clock_back_does_not_lengthen_it(desk, back, most):
    desk.meets_the_office()
    openings, last = 0, START
    while desk.opens():
        openings += 1
        desk.now = last = last - back  # before every opening
        assert openings < most
    desk.now = START
    assert not desk.opens(), "the days are spent, whatever the clock says"
    desk.now = START + 31 * DAY
    assert not desk.opens()


def test_a_clock_set_back_once_costs_a_day_and_no_more(desk):
    desk.meets_the_office()
    desk.now = START - 5 * DAY
    for _ in range(50):
        assert desk.opens()
        desk.now += 600
    assert keys.lease_of(desk.folder, desk.key, desk.keyring, clock=desk.clock).days_left == 28


def test_a_copy_of_folder_or_keyring_from_before_brings_no_days_back(desk):
    desk.meets_the_office()
    folder, kept = desk.folder.lease.read_bytes(), dict(desk.keyring.secrets)
    desk.now = START + 30.5 * DAY
    assert not desk.opens()
    desk.now = START + DAY
    desk.folder.lease.write_bytes(folder)
    assert not desk.opens()
    desk.folder.lease.unlink()
    assert not desk.opens()
    desk.keyring.secrets = {name: kept[name] for name in kept if not name.endswith(":lease")}
    assert not desk.opens(), "no state at all means no days, not no lease"
    desk.folder.lease.write_bytes(b"00" * 60)
    assert not desk.opens()


def test_a_clock_that_was_wrong_all_along_does_no_harm(desk):
    desk.now = START - 900 * DAY
    desk.meets_the_office(office_now=START)
    desk.now += 20 * DAY
    assert desk.opens()
    desk.now = START + 25 * DAY  # set right
    assert desk.opens()
    desk.now = START + 31 * DAY
    assert not desk.opens()


def test_the_printed_sheet_opens_whatever_the_lease_says(desk):
    desk.meets_the_office()
    desk.now = START + 400 * DAY
    assert not desk.opens()
    assert keys.open_with_recovery(desk.folder, desk.code, clock=desk.clock).raw == desk.key.raw
    assert desk.opens(), "who brings a lost laptop back is not shut out again"


def test_a_ring_with_a_lease_is_newer_to_a_program_that_knows_of_none(desk, monkeypatch):
    before = desk.folder.ring.read_bytes()
    assert b'"format": 1' in before
    desk.meets_the_office()
    monkeypatch.setattr("bwdesk.keys.ring.FORMAT", 1)
    assert not ring_of(before).lease
    with pytest.raises(NewerFile):
        ring_of(desk.folder.ring.read_bytes())
