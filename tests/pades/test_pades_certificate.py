"""A signing certificate is taken from its file or refused with the reason, and kept so that only the opened desk reads it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bwdesk import keys
from bwdesk.errors import DamagedFile, DeskError, WrongKey
from bwdesk.keys import FileKey, Owner
from bwdesk.keys.wiping import begin_wipe, finish_wipe
from bwdesk.pades.certificate import LARGEST, facts_of, issuers_of
from bwdesk.pades.kept import KeptCertificate
from bwdesk.pades.pkcs12 import signing_key
from bwdesk.paths import DataFolder
from bwdesk.runtime.intake import Intake
from tests.fakes.certificates import HOLDER, OFFICE, PASSPHRASE, Issued, issued, key_of

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def refused(path: Path, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(DeskError) as caught:
        signing_key(path, passphrase, NOW.isoformat())
    return caught.value.key


def test_the_file_of_an_office_is_taken_with_its_chain(tmp_path):
    mine = issued()
    with Intake() as intake:  # in the limited process, as the desk does it
        key = intake.run("signing_key", mine.write(tmp_path / "mine.p12"), PASSPHRASE, NOW.isoformat())
        with pytest.raises(WrongKey, match=r"pades\.passphrase_wrong"):
            intake.run("signing_key", tmp_path / "mine.p12", "guessed", NOW.isoformat())
    assert key == mine.signing_key
    facts = facts_of(key.certificate)
    assert (facts.holder, facts.issuer, facts.valid_until) == (HOLDER, OFFICE, datetime(2028, 1, 1, tzinfo=UTC))
    assert signing_key(issued("curve").write(tmp_path / "bare.p12", ""), "", NOW.isoformat()).key, "a file without passphrase"


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (lambda: issued(days=100), "pades.expired"),
        (lambda: issued(start=NOW + timedelta(days=2)), "pades.not_yet"),
        (lambda: issued(signs=False), "pades.not_for_signing"),
        (lambda: issued(only_servers=True), "pades.not_for_signing"),
        (lambda: issued("edwards"), "pades.key_kind"),
        (lambda: issued("short"), "pades.key_kind"),
    ],
)
def test_what_nobody_should_sign_with_is_refused_with_its_reason(made, key, tmp_path):
    one: Issued = made()
    assert refused(one.write(tmp_path / "mine.p12")) == key


def test_files_that_are_no_certificate_with_its_key_are_refused(tmp_path):
    mine, file = issued(), tmp_path / "mine.p12"
    assert refused(mine.write(file, with_key=False)) == "pades.no_key"
    whole = mine.write(file).read_bytes()
    assert refused(file, "") == "pades.passphrase_wrong"
    other = tmp_path / "other.p12"
    for nonsense in (b"", b"not a certificate", mine.pem_of_issuer, whole[:200], whole + b"more", b"\x30\x80" + whole):
        other.write_bytes(nonsense)
        assert refused(other) == "pades.broken", nonsense[:20]
    turned = bytearray(whole)
    turned[len(whole) // 2] ^= 1
    other.write_bytes(turned)
    assert refused(other) in ("pades.passphrase_wrong", "pades.broken")
    other.write_bytes(whole + bytes(LARGEST))
    assert refused(other) == "pades.too_large"
    assert refused(tmp_path / "none.p12") == refused(tmp_path) == "pades.unreadable"
    with pytest.raises(DeskError, match=r"pades\.issuers"):
        issuers_of(file)


def test_a_kept_certificate_is_sealed_and_goes_with_the_desk(tmp_path):
    folder, cost = DataFolder(tmp_path / "desk"), keys.Cost(8 * 1024, 1, 1)
    folder.root.mkdir()
    made = keys.create_ring(folder, "three plain words", pin=None, owner=Owner("a" * 32, "Dara"), keyring=None, cost=cost)
    kept = KeptCertificate(folder.certificate, made.key.certificate)
    assert kept.signer() is None and kept.facts() is None
    mine = issued()
    assert kept.keep(mine.signing_key).holder == HOLDER
    lies = folder.certificate.read_bytes()
    assert mine.signing_key.key[:40] not in lies and mine.signing_key.key[-40:] not in lies and HOLDER.encode() not in lies
    assert folder.certificate.stat().st_mode & 0o077 == 0
    signer = KeptCertificate(folder.certificate, made.key.certificate).signer()
    assert signer is not None and signer.key == mine.signing_key and HOLDER not in repr(signer)
    for key, data in ((FileKey.random().certificate, lies), (made.key.certificate, lies[:-1]), (made.key.certificate, b"")):
        folder.certificate.write_bytes(data)
        with pytest.raises(DamagedFile, match=r"pades\.kept_damaged"):
            KeptCertificate(folder.certificate, key).signer()
    kept.keep(mine.signing_key)
    kept.take_away()
    kept.take_away()
    assert not folder.certificate.exists()
    kept.keep(mine.signing_key)
    begin_wipe(folder, None, json.dumps("order"))
    finish_wipe(folder, None)
    assert not folder.certificate.exists(), "wiping leaves nothing to sign with"
    assert key_of("rsa") is mine.key
