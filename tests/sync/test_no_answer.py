"""Whatever answers in our server's place, nothing changes on the laptop, and the failure names what it was."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest
import trustme
import zstandard

from bwdesk.errors import DeskError, NoAnswer, Refused
from bwdesk.store import outbox
from bwdesk.sync import wire
from bwdesk.sync.client import Client, read_credentials
from bwdesk.sync.frame import MAGIC
from bwdesk.sync.link import Link
from bwdesk.texts import Texts
from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.proxy import CLEAN, Fate, Proxy


def http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


PAGE = b"<!DOCTYPE html><html><body>Welcome to the hotel. Please log in.</body></html>"
WELCOME = wire.encoded(wire.Welcome("f" * 32, "e" * 32, 1, 1, True, 100))
BOMB_INSIDE = zstandard.ZstdCompressor(level=1).compress(bytes(400 * 1024 * 1024))
BOMB = MAGIC + len(BOMB_INSIDE).to_bytes(4, "big") + BOMB_INSIDE + hashlib.sha256(BOMB_INSIDE).digest()

ANSWERS = {
    "a login page": (http(PAGE), "answer.page"),
    "a redirect to a login page": (http(b"", "302 Found", "Location: http://login.example/"), "answer.page"),
    "a redirect with a page": (http(PAGE, "307 Temporary Redirect", "Location: http://login.example/"), "answer.page"),
    "network authentication": (http(b"log in", "511 Network Authentication Required"), "answer.page"),
    "an empty answer": (http(b""), "answer.empty"),
    "cut in the header": (b"HTTP/1.1 200 OK\r\nContent-", "answer.empty"),
    "cut after the status": (b"HTTP/1.1 200 OK\r\n", "answer.empty"),
    "nothing": (b"", "net.cut"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "net.cut"),
    "shorter than it says": (http(WELCOME)[:-20], "net.cut"),
    "a frame cut in the middle": (http(WELCOME[:-20]), "answer.cut"),
    "a damaged frame": (http(WELCOME[:-1] + b"x"), "answer.damaged"),
    "a bomb": (http(BOMB), "answer.too_big"),
    "a gzip bomb by header": (http(b"\x1f\x8b" + bytes(100), "200 OK", "Content-Encoding: gzip"), "answer.other"),
    "other JSON": (http(b'{"status": "ok"}'), "answer.other"),
    "a gateway whose server is down": (http(PAGE, "502 Bad Gateway"), "answer.gateway"),
    "another server of ours": (http(WELCOME), "answer.other_server"),
    "an answer to another question": (http(wire.encoded(wire.Offered(b""))), "answer.damaged"),
    "endless": (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n" + bytes(13 * 1024 * 1024), "answer.too_big"),
}


@pytest.fixture
def amina(small_house, laptop) -> Laptop:
    found: Laptop = laptop(small_house, "amina")
    found.registers()
    found.sync()
    found.registers()
    return found


def state(one: Laptop) -> object:
    digest, totals = one.digest("country/KH"), one.totals()
    with one.store.reading() as reader:
        return digest, totals, outbox.cursors(reader), outbox.unsent_count(reader)


def test_whatever_answers_instead_changes_nothing_and_is_named(small_house, amina):
    words = Texts()
    before = state(amina)
    with Proxy(small_house.url) as proxy:
        amina.use(proxy.url)
        for name, (answer, key) in ANSWERS.items():
            proxy.fate = lambda n, said=answer: Fate(answer=said)  # type: ignore[misc]
            with pytest.raises(NoAnswer) as caught:
                amina.sync()
            assert caught.value.key == key, name
            assert words.has(f"error.{key}")
            assert state(amina) == before, name
        proxy.fate = lambda n: CLEAN
        assert amina.sync().sent == 2


def test_an_answer_truncated_at_every_byte_changes_nothing_until_it_is_whole(small_house, amina):
    before = state(amina)
    whole = http(WELCOME, "200 OK", "Content-Type: x")
    with Proxy(small_house.url) as proxy:
        amina.use(proxy.url)
        for end in range(0, len(whole), 7):
            proxy.fate = lambda n, said=whole[:end]: Fate(answer=said)  # type: ignore[misc]
            assert amina.client is not None
            with pytest.raises(NoAnswer):
                amina.client.hello(b"")
    assert state(amina) == before


def test_no_server_no_name_no_address(small_house, amina, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for url, key in ((f"http://127.0.0.1:{port}", "net.refused"), ("https://no-such-name.invalid", "net.name")):
        client = Client(url, amina.ring)
        with pytest.raises(NoAnswer) as caught:
            client.hello(b"")
        assert caught.value.key in (key, "net.proxy", "net.unreachable"), "a network may answer for names that do not exist"
        client.close()
    for url, key in (("office", "net.address"), ("ftp://x", "net.address"), ("http://office.example", "net.plain"), ("", "net.address")):
        with pytest.raises(Refused) as refused:
            Link(url)
        assert refused.value.key == key


def test_a_desk_of_one_server_is_never_synced_with_another(small_house, amina, tmp_path):
    other = ServerHouse(tmp_path / "other")
    other.start()
    stranger = Laptop(tmp_path, other.account("amina"), "stranger").join(other.url)
    before = state(amina)
    mine, amina.client = amina.client, stranger.client
    with pytest.raises(NoAnswer) as caught:
        amina.sync()
    assert caught.value.key == "answer.other_server"
    amina.client = mine
    assert state(amina) == before
    stranger.close()
    other.stop()


def certificate(folder: Path, authority: trustme.CA, name: str) -> tuple[Path, Path]:
    issued = authority.issue_cert(name)
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    issued.private_key_pem.write_to_path(str(key))
    for number, part in enumerate(issued.cert_chain_pems):
        part.write_to_path(str(cert), append=number > 0)
    return cert, key


def test_over_tls_with_a_given_certificate_and_with_no_other(tmp_path):
    authority, stranger = trustme.CA(), trustme.CA()
    for name, one in (("ca", authority), ("other-ca", stranger)):
        one.cert_pem.write_to_path(str(tmp_path / f"{name}.pem"))
    house = ServerHouse(tmp_path / "server", tls=certificate(tmp_path, authority, "127.0.0.1"))
    house.start()
    assert house.url.startswith("https://")
    amina = Laptop(tmp_path, house.account("amina"))
    for ca in (tmp_path / "other-ca.pem", None):
        with pytest.raises(DeskError) as caught:
            amina.join(house.url, ca)
        assert caught.value.key == "net.certificate"
        assert read_credentials(amina.ring) is None, "nothing opens a server after a sign-in that failed"
        assert set(amina.ring.secrets) <= {"device-keys"}, "the laptop's own keys stay: a sign-in tried again is known by them"
    amina.join(house.url, tmp_path / "ca.pem")
    amina.registers()
    assert amina.sync().sent == 2
    amina.close()
    house.stop()


def test_a_certificate_for_another_name_is_refused(tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    house = ServerHouse(tmp_path / "server", tls=certificate(tmp_path, authority, "office.example"))
    house.start()
    amina = Laptop(tmp_path, house.account("amina"))
    with pytest.raises(NoAnswer, match=r"net\.certificate"):
        amina.join(house.url, tmp_path / "ca.pem")
    amina.close()
    house.stop()
