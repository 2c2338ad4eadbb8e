"""Signing in, tokens and revocation, over HTTP: nobody learns who has an account, nobody tries for ever."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bwdesk.domain.access import Standing
from bwdesk.domain.factory import Person
from bwdesk.errors import NotAllowed, Refused
from bwdesk.keys import MemoryKeyring
from bwdesk.server.identity import hashed_password
from bwdesk.server.limits import PER_LOGIN, WINDOW, Attempts
from bwdesk.server.office import embedded_url, open_office
from bwdesk.store.hub import Hub
from bwdesk.sync.client import read_credentials, sign_in, sign_out
from tests.fakes.office import PASSWORD, ServerHouse
from tests.fakes.raw import Raw, access_of, problem_of, signing_in


def test_signing_in_gives_a_device_its_credentials(small_house):
    account = small_house.account("amina")
    ring = MemoryKeyring()
    signed = sign_in(small_house.url, "Amina ", PASSWORD, secrets=ring, device="d" * 32)
    assert (signed.person, signed.name, signed.countries, signed.device) == (account.id, "Amina", ["KH"], "d" * 32)
    kept = read_credentials(ring)
    assert kept is not None
    assert (kept.person, kept.device, kept.server) == (account.id, "d" * 32, signed.server)
    again = sign_in(small_house.url, "amina", PASSWORD, secrets=ring)
    assert again.device == signed.device, "the same laptop stays the same device"
    sign_out(ring)
    assert read_credentials(ring) is None


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer_in_like_time(small_house):
    with open_office(small_house.db_url) as office:  # at the program's own cost
        office.add("amina", PASSWORD, name="Amina", countries=["KH"])
    with Raw(small_house.url) as raw:
        raw.send("/sign-in", signing_in("warm"))
        answers, times = [], []
        for login in ("amina", "nobody", "amina", "nobody"):
            begun = time.perf_counter()
            answer = raw.send("/sign-in", signing_in(login, "wrong password"))
            times.append(time.perf_counter() - begun)
            answers.append((answer.status_code, answer.content))
    assert len(set(answers)) == 1
    assert answers[0][0] == 401
    assert min(times) > 0.02, "the unknown name is hashed too"


def test_too_many_wrong_attempts_wait_whether_the_name_exists_or_not(small_house):
    small_house.account("amina")
    with Raw(small_house.url) as raw:
        for login in ("amina", "nobody"):
            keys = [problem_of(raw.send("/sign-in", signing_in(login, "wrong"))) for _ in range(PER_LOGIN + 1)]
            assert keys == ["sign_in.wrong"] * PER_LOGIN + ["sign_in.wait"]
        assert problem_of(raw.send("/sign-in", signing_in("amina"))) == "sign_in.wait", "the right password waits as well"


def test_the_wait_ends():
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(PER_LOGIN):
        assert attempts.wait_for("amina", "a") == 0
        attempts.failed("amina", "a")
        now[0] += 1
    assert 0 < attempts.wait_for("amina", "b") <= WINDOW
    assert attempts.wait_for("jonas", "a") == 0
    now[0] += WINDOW
    assert attempts.wait_for("amina", "b") == 0


def test_a_device_takes_no_other_accounts_id(small_house):
    small_house.account("amina")
    small_house.account("jonas")
    first = sign_in(small_house.url, "amina", PASSWORD, secrets=MemoryKeyring(), device="d" * 32)
    second = sign_in(small_house.url, "jonas", PASSWORD, secrets=MemoryKeyring(), device="d" * 32)
    assert first.device == "d" * 32 != second.device


def test_no_token_of_ones_own_making_opens_anything(shared_house):
    for authorization in ("", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ..", "Basic YTpi", "Device " + "d" * 32, "Device é",
                          "Bearer " + "d" * 32 + ".9999999999999.AAAA"):  # fmt: skip
        with Raw(shared_house.url, authorization.encode("latin-1").decode("latin-1")) as raw:
            for path in ("/hello", "/push", "/pull", "/offer", "/photos"):
                answer = raw.ask("POST", path, b"")
                assert (answer.status_code, problem_of(answer)) == (401, "sign_in.again")
            assert raw.ask("GET", "/blobs/" + "a" * 64).status_code == 401


def test_a_token_is_bound_to_its_device_and_time(shared_house, laptop):
    good = access_of(laptop(shared_house, "dara"))
    device, until, mac = good.removeprefix("Bearer ").split(".")
    with Raw(shared_house.url) as raw:
        for forged in (f"{device}.{int(until) + 1}.{mac}", f"{'0' * 32}.{until}.{mac}", f"{device}.{until}.{mac[::-1]}"):
            assert raw.ask("POST", "/pull", b"", Authorization="Bearer " + forged).status_code == 401
        assert problem_of(raw.ask("POST", "/pull", b"", Authorization=good)) == "message.broken"


def test_a_revoked_account_is_told_so_by_its_right_password_only(shared_house, laptop):
    laptop(shared_house, "gone")
    with open_office(shared_house.db_url) as office:
        office.revoke("gone")
    for password, key in ((PASSWORD, "sign_in.revoked"), ("not it", "sign_in.wrong")):
        with pytest.raises(NotAllowed) as caught:
            sign_in(shared_house.url, "gone", password, secrets=MemoryKeyring())
        assert caught.value.key == key


def test_administration_refuses_with_a_field(tmp_path):
    with open_office(embedded_url(tmp_path / "server")) as office:
        office.add("amina", PASSWORD, name="Amina Rahman", countries=["KH", "VN"])
        for keywords, field in (
            ({"login": "amina"}, "login"), ({"login": "a b"}, "login"), ({"password": "short"}, "password"), ({"name": " "}, "name"),
            ({"countries": ["kh"]}, "country"), ({"countries": []}, "country"), ({"id": "x"}, "id"),
        ):  # fmt: skip
            given = {"login": "jonas", "password": PASSWORD, "name": "Jonas", "countries": ["KH"], **keywords}
            with pytest.raises(Refused) as caught:
                office.add(given.pop("login"), given.pop("password"), **given)
            assert caught.value.field == field
        assert [(one.login, one.initials, one.countries) for one in office.people()] == [("amina", "AR", ("KH", "VN"))]
        with pytest.raises(Refused):
            office.revoke("nobody")
        with pytest.raises(Refused):
            office.revoke_device("0" * 32)
        office.add("root", PASSWORD, name="Root", countries=[], standing=Standing.ADMINISTRATOR)
        office.set_password("amina", "another password")


def test_passwords_and_secrets_are_kept_as_hashes(small_house, tmp_path):
    small_house.account("amina")
    ring = MemoryKeyring()
    sign_in(small_house.url, "amina", PASSWORD, secrets=ring)
    kept = read_credentials(ring)
    assert kept is not None
    small_house.stop()
    everything = b"".join(path.read_bytes() for path in small_house.root.iterdir() if path.is_file())
    assert b"$argon2id$" in everything
    for secret in (PASSWORD, kept.secret, kept.key):
        assert secret.encode() not in everything


def test_a_guess_at_a_password_costs_64_mb_and_three_passes():
    assert hashed_password(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_ids_from_before_the_first_sign_in_become_the_accounts(small_house):
    small_house.account("amina")
    small_house.account("jonas")
    before = "b" * 32
    signed = sign_in(small_house.url, "amina", PASSWORD, secrets=MemoryKeyring(), former_ids=[before])
    sign_in(small_house.url, "jonas", PASSWORD, secrets=MemoryKeyring(), former_ids=[before, signed.person])
    hub = Hub(small_house.db_url)
    with hub.reading() as reader:
        assert {one.id: one.name for one in reader.find(Person) if one.name == "Amina"} == {signed.person: "Amina", before: "Amina"}
        assert reader.need(Person, before).name == "Amina"
    hub.close()


def test_the_log_holds_ids_only(small_house, laptop):
    amina = laptop(small_house, "amina")
    amina.registers()
    amina.sync()
    small_house.stop()
    log = small_house.log.read_text()
    assert amina.account.id in log
    assert not any(word in log for word in ("amina", "Golden", PASSWORD, "Bearer", "Traceback"))


def test_a_server_that_cannot_listen_says_so(tmp_path, small_house):
    port = int(small_house.url.rsplit(":", 1)[1])
    other = ServerHouse(tmp_path / "other")
    from bwdesk.server.process import start_server  # the process helper alone, without the house

    with pytest.raises(Exception, match=r"server\.start"):
        start_server(other.db_url, Path(tmp_path / "p"), port=port, log=tmp_path / "said")
    assert "server.port" in (tmp_path / "said").read_text()
