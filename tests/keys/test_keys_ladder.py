"""The ladder opens with what it was made with and with nothing else, and says which rung is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bwdesk import keys
from bwdesk.errors import DamagedFile, MissingKey, NewerFile, Refused, WrongKey
from bwdesk.keys import Cost, FileKey, MemoryKeyring, Owner
from bwdesk.paths import DataFolder

QUICK = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "blue sewing thread"
AMINA = Owner("a" * 32, "Amina Rahman")


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "amina")


def make(folder, keyring, **more):
    settings = {"pin": "271828" if keyring is not None else None, "cost": QUICK, "clock": lambda: 1_000.0} | more
    return keys.create_ring(folder, PASSPHRASE, owner=AMINA, keyring=keyring, **settings)


def said(raised):
    return raised.value.key


def test_the_passphrase_opens_the_key_that_was_made(folder):
    keyring = MemoryKeyring()
    made = make(folder, keyring)
    assert keys.open_with_passphrase(folder, PASSPHRASE, keyring).raw == made.key.raw
    with pytest.raises(WrongKey) as wrong:
        keys.open_with_passphrase(folder, PASSPHRASE + "s", keyring)
    assert said(wrong) == "keys.passphrase_wrong"


def test_a_passphrase_typed_on_another_keyboard_is_the_same(folder):
    keyring = MemoryKeyring()
    keys.create_ring(folder, "c\u00e9r\u00e9monie du th\u00e9", pin=None, owner=AMINA, keyring=keyring, cost=QUICK)
    keys.open_with_passphrase(folder, "ce\u0301re\u0301monie du the\u0301", keyring)


def test_nothing_in_the_folder_or_the_keyring_is_the_key(folder):
    keyring = MemoryKeyring()
    made = make(folder, keyring)
    ring = folder.ring.read_text()
    for secret in (made.key.raw, made.key.database, made.key.photos, made.key.journal):
        for form in (secret.hex(), secret.hex().upper()):
            assert form not in ring
            assert all(form not in kept for kept in keyring.secrets.values())
    assert PASSPHRASE not in ring
    assert made.recovery_code not in ring
    assert "271828" not in ring
    assert len({made.key.raw, made.key.database, made.key.photos, made.key.journal, made.key.snapshots}) == 5


def test_without_the_keyrings_secret_the_passphrase_alone_opens_nothing(folder):
    keyring = MemoryKeyring()
    make(folder, keyring)
    for other in (MemoryKeyring(), None):
        with pytest.raises(MissingKey) as missing:
            keys.open_with_passphrase(folder, PASSPHRASE, other)
        assert said(missing) == "keys.keyring_lost"


def test_a_ring_without_keyring_wants_a_longer_passphrase_and_says_what_it_is(folder):
    with pytest.raises(Refused) as short:
        keys.create_ring(folder, "twelve chars", pin=None, owner=AMINA, keyring=None, cost=QUICK)
    assert said(short) == "keys.passphrase_short"
    assert short.value.params["least"] == keys.SHORTEST_ALONE
    with pytest.raises(Refused) as no_pin:
        keys.create_ring(folder, PASSPHRASE, pin="271828", owner=AMINA, keyring=None, cost=QUICK)
    assert said(no_pin) == "keys.pin_needs_keyring"
    assert not folder.ring.exists()
    made = make(folder, None)
    assert not keys.read_ring(folder.ring).uses_keyring
    assert keys.open_with_passphrase(folder, PASSPHRASE, None).raw == made.key.raw


def test_the_recovery_sheet_opens_when_the_keyring_lost_its_secret_and_a_new_passphrase_follows(folder):
    made = make(folder, MemoryKeyring())
    key = keys.open_with_recovery(folder, made.recovery_code.lower().replace("-", " "))
    assert key.raw == made.key.raw
    new = MemoryKeyring()
    keys.set_passphrase(folder, key, "another long one", new, cost=QUICK)
    assert keys.open_with_passphrase(folder, "another long one", new).raw == key.raw
    assert not keys.pin_state(folder, new).is_open


def test_a_new_recovery_sheet_makes_the_old_one_useless(folder):
    made = make(folder, MemoryKeyring())
    code = keys.new_recovery_code(folder, made.key)
    assert keys.open_with_recovery(folder, code).raw == made.key.raw
    with pytest.raises(WrongKey) as wrong:
        keys.open_with_recovery(folder, made.recovery_code)
    assert said(wrong) == "keys.recovery_wrong"


def test_the_office_opens_with_its_own_key_and_nobody_slips_in_another(folder):
    office, thief = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    made = make(folder, MemoryKeyring(), office_key=office.public_key().public_bytes_raw())
    assert keys.open_with_office_key(folder, office.private_bytes_raw()).raw == made.key.raw
    with pytest.raises(WrongKey):
        keys.open_with_office_key(folder, thief.private_bytes_raw())


def test_changing_the_passphrase_closes_the_old_one_and_keeps_the_pin(folder):
    keyring = MemoryKeyring()
    made = make(folder, keyring)
    with pytest.raises(WrongKey):
        keys.change_passphrase(folder, "not the old one", "a fresh passphrase", keyring, cost=QUICK)
    keys.change_passphrase(folder, PASSPHRASE, "a fresh passphrase", keyring, cost=QUICK)
    assert keys.open_with_passphrase(folder, "a fresh passphrase", keyring).raw == made.key.raw
    assert keys.open_with_pin(folder, "271828", keyring).raw == made.key.raw
    with pytest.raises(WrongKey):
        keys.open_with_passphrase(folder, PASSPHRASE, keyring)
    assert [path.name for path in folder.root.iterdir()] == ["ring.json"]


def test_after_forgetting_nothing_opens(folder):
    keyring = MemoryKeyring()
    made = make(folder, keyring)
    keys.forget(folder, keyring)
    assert keyring.secrets == {}
    assert list(folder.root.iterdir()) == []
    with pytest.raises(MissingKey) as missing:
        keys.open_with_recovery(folder, made.recovery_code)
    assert said(missing) == "keys.ring_missing"


def test_a_damaged_ring_is_told_from_a_wrong_passphrase(folder):
    keyring = MemoryKeyring()
    make(folder, keyring)
    good = folder.ring.read_bytes()
    for at in range(0, len(good), 37):
        broken = bytearray(good)
        broken[at] ^= 0x15
        folder.ring.write_bytes(broken)
        with pytest.raises((DamagedFile, NewerFile)):
            keys.open_with_passphrase(folder, PASSPHRASE, keyring)
        assert folder.ring.read_bytes() == broken
    folder.ring.write_bytes(good[:100])
    with pytest.raises(DamagedFile):
        keys.read_ring(folder.ring)


def test_a_ring_with_a_changed_fact_and_a_fresh_checksum_is_not_believed(folder):

    from bwdesk.keys.ring import bytes_of

    keyring = MemoryKeyring()
    make(folder, keyring)
    folder.ring.write_bytes(bytes_of(keys.read_ring(folder.ring)._replace(name="Somebody Else")))
    with pytest.raises(DamagedFile):
        keys.open_with_passphrase(folder, PASSPHRASE, keyring)


def test_a_newer_ring_is_refused(folder):
    make(folder, MemoryKeyring())
    folder.ring.write_text(folder.ring.read_text().replace('"format": 1', '"format": 3'))
    with pytest.raises(NewerFile):
        keys.read_ring(folder.ring)


def test_the_ring_of_before_serves_while_a_new_one_is_half_written(folder):
    keyring = MemoryKeyring()
    made = make(folder, keyring)
    good = folder.ring.read_bytes()
    folder.ring.with_name("ring.json.old").write_bytes(good)
    folder.ring.write_bytes(good[:50])
    assert keys.open_with_passphrase(folder, PASSPHRASE, keyring).raw == made.key.raw


def test_a_second_ring_is_never_written_over_the_first(folder):
    make(folder, MemoryKeyring())
    before = folder.ring.read_bytes()
    with pytest.raises(Refused) as refused:
        make(folder, MemoryKeyring())
    assert said(refused) == "keys.ring_exists"
    assert folder.ring.read_bytes() == before


def test_people_of_a_computer_are_known_without_any_secret(tmp_path):
    keyring = MemoryKeyring()
    for name in ("sokha", "amina"):
        keys.create_ring(DataFolder(tmp_path / name), PASSPHRASE, pin=None, owner=Owner(name, name.title()), keyring=keyring, cost=QUICK)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "ring.json").write_text("{")
    assert [(one.owner, one.folder.root.name) for one in keys.known_people(tmp_path)] == [
        (("amina", "Amina"), "amina"),
        (("sokha", "Sokha"), "sokha"),
    ]
    assert [folder.root.name for folder in keys.desk_folders(tmp_path)] == ["amina", "broken", "sokha"]
    assert keys.known_people(tmp_path / "nowhere") == []


def test_a_passphrase_may_come_from_a_named_file(tmp_path, monkeypatch):
    monkeypatch.delenv("BWDESK_PASSPHRASE_FILE", raising=False)
    assert keys.passphrase_from_environment() is None
    (tmp_path / "p").write_text("ខ្សែដេរពណ៌ខៀវ \n", encoding="utf-8")
    monkeypatch.setenv("BWDESK_PASSPHRASE_FILE", str(tmp_path / "p"))
    assert keys.passphrase_from_environment() == "ខ្សែដេរពណ៌ខៀវ "
    monkeypatch.setenv("BWDESK_PASSPHRASE_FILE", str(tmp_path / "none"))
    with pytest.raises(MissingKey):
        keys.passphrase_from_environment()


def test_a_file_key_does_not_show_itself():
    assert FileKey.random().raw.hex()[:8] not in repr(FileKey.random())
    assert "raw" not in repr(FileKey.random())


def test_the_unlock_screen_loads_neither_sql_nor_qt_nor_the_keyring_library():
    heavy = "{'sqlalchemy', 'PySide6', 'keyring', 'sqlcipher3', 'alembic', 'requests'}"
    run = subprocess.run(
        [sys.executable, "-c", f"import bwdesk.keys, sys; sys.exit(str({heavy} & set(sys.modules)) if {heavy} & set(sys.modules) else 0)"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
