"""The PIN: for some hours, a few tries, only with this computer's keyring; wrong tries cannot be bought back."""

from __future__ import annotations

import time

import pytest

from bwdesk import keys
from bwdesk.errors import Refused, WrongKey
from bwdesk.keys import Cost, MemoryKeyring, Owner
from bwdesk.paths import DataFolder

QUICK = Cost(memory=64, passes=1, lanes=1)
PIN, WRONG = "271828", "271829"
HOUR = 3600.0


class Clock:
    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


class Desk:
    def __init__(self, root) -> None:
        self.folder, self.keyring, self.clock = DataFolder(root), MemoryKeyring(), Clock()
        made = keys.create_ring(
            self.folder, "blue sewing thread", pin=PIN, owner=Owner("a", "Amina"), keyring=self.keyring, cost=QUICK, clock=self.clock
        )
        self.raw = made.key.raw

    def pin(self, pin):
        return keys.open_with_pin(self.folder, pin, self.keyring, clock=self.clock)

    def passphrase(self):
        return keys.open_with_passphrase(self.folder, "blue sewing thread", self.keyring, clock=self.clock)

    def state(self):
        return keys.pin_state(self.folder, self.keyring, clock=self.clock)

    def refusal(self, pin):
        with pytest.raises(WrongKey) as wrong:
            self.pin(pin)
        return wrong.value


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_the_pin_opens_for_twelve_hours_after_the_passphrase(desk):
    desk.clock.at += 11.9 * HOUR
    assert desk.pin(PIN).raw == desk.raw
    desk.clock.at += 0.2 * HOUR
    assert desk.refusal(PIN).key == "keys.pin_expired"
    assert not desk.state().is_open
    desk.passphrase()
    assert desk.pin(PIN).raw == desk.raw


def test_a_clock_turned_back_gives_no_hours(desk):
    desk.clock.at += 11 * HOUR
    desk.pin(PIN)
    desk.clock.at -= 10 * HOUR
    assert desk.refusal(PIN).key == "keys.pin_expired"


def test_five_wrong_tries_with_growing_waits_and_then_the_passphrase(desk):
    heard = []
    for _ in range(5):
        refusal = desk.refusal(WRONG)
        heard.append((refusal.key, refusal.params.get("left"), refusal.params.get("wait")))
        desk.clock.at += refusal.params.get("wait", 0)
    wrong = "keys.pin_wrong"
    assert heard == [(wrong, 4, 0), (wrong, 3, 0), (wrong, 2, 10), (wrong, 1, 60), ("keys.pin_spent", None, None)]
    assert desk.refusal(PIN).key == "keys.pin_closed"
    desk.passphrase()
    assert desk.pin(PIN).raw == desk.raw
    assert desk.state().tries_left == 5


def test_the_wait_stands_even_for_the_right_pin_and_costs_no_try(desk):
    for _ in range(3):
        desk.refusal(WRONG)
    desk.clock.at += 9
    waiting = desk.refusal(PIN)
    assert (waiting.key, waiting.params["left"]) == ("keys.pin_wait", 2)
    assert desk.state()[:3] == (True, 2, 1.0)
    desk.clock.at += 1
    assert desk.pin(PIN).raw == desk.raw


def test_a_try_counts_before_it_is_made(desk, monkeypatch):
    """A process that is ended in the middle of a try has used it."""

    def ended(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("bwdesk.keys.pin.typed_key", ended)
    with pytest.raises(KeyboardInterrupt):
        desk.pin(WRONG)
    assert desk.state().tries_left == 4


def test_a_copy_of_the_data_folder_brings_no_tries_back(desk):
    copy = desk.folder.ring.read_bytes()
    for _ in range(2):
        desk.refusal(WRONG)
    desk.folder.ring.write_bytes(copy)
    assert desk.state().tries_left == 3


def test_another_computer_cannot_use_the_pin(desk):
    desk.keyring = MemoryKeyring()
    assert desk.refusal(PIN).key == "keys.pin_closed"


@pytest.mark.parametrize("pin", ["27182", "27182a", "٢٧١٨٢٨", "000000", "123456", "987654"])
def test_pins_that_are_no_pins(pin):
    with pytest.raises(Refused) as refused:
        keys.check_pin(pin, MemoryKeyring())
    assert refused.value.key in ("keys.pin_shape", "keys.pin_simple")
    assert refused.value.field == "pin"


def test_a_pin_can_be_changed_and_taken_away(desk):
    key = desk.passphrase()
    keys.set_pin(desk.folder, key, "314159", desk.keyring, clock=desk.clock)
    assert desk.refusal(PIN).key == "keys.pin_wrong"
    assert desk.pin("314159").raw == desk.raw
    keys.set_pin(desk.folder, key, None, desk.keyring)
    assert desk.refusal("314159").key == "keys.pin_closed"
    assert not keys.read_ring(desk.folder.ring).pin


def test_a_pin_opens_quickly(desk):
    """By processor time, which does not grow with what else the machine does."""
    took = []
    for _ in range(5):
        began = time.process_time()
        desk.pin(PIN)
        took.append(time.process_time() - began)
    assert min(took) < 0.3
