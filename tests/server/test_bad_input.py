"""Bad input from outside: never a 500, never a trace, never a changed record, whatever is sent where."""

from __future__ import annotations

import gzip
import random
import socket

import msgspec
import pytest
import zstandard

from bwdesk.server.app import LARGEST_MESSAGE
from bwdesk.sync import wire
from bwdesk.sync.bundle_ops import Bundle, packed
from bwdesk.sync.frame import pack
from tests.fakes.raw import Raw, access_of, problem_of
from tests.wire.test_frames import framed

PATHS = ("/sign-in", "/hello", "/push", "/pull", "/offer", "/photos", "/small-photos")


@pytest.fixture
def amina(shared_house, laptop, request):
    found = laptop(shared_house, f"amina{abs(hash(request.node.name)) % 10**8}")
    found.registers()
    found.sync()
    return found


@pytest.fixture
def raw(shared_house, amina):
    with Raw(shared_house.url, access_of(amina)) as found:
        yield found


def check(answer) -> None:
    assert answer.status_code < 500, answer.status_code
    assert b"Traceback" not in answer.content
    assert b'File "' not in answer.content


def test_random_bytes_into_every_endpoint_change_nothing(raw, amina):
    before = amina.digest("country/KH")
    chance = random.Random(5)
    for path in PATHS:
        for n in range(4):
            body = chance.randbytes(chance.choice((0, 1, 7, 40, 400, 5_000)))
            for data in (body, b"FSY1" + body, framed(body), pack(body), framed(zstandard.ZstdCompressor().compress(body))):
                answer = raw.ask("POST", path, data)
                check(answer)
                assert problem_of(answer).startswith(("message.", "sign_in.")), (path, n)
    assert amina.sync().taken == 0
    assert amina.digest("country/KH") == before


def test_messages_of_the_right_shape_with_nonsense_in_them(raw, amina):
    chance = random.Random(7)
    junk = [0, -1, 2**63, 1.5, None, True, "", "x" * 300, b"\xff" * 40, [], [[]], {}, {"a": []}, "\x00", "country/KH"]
    kinds = {
        "/sign-in": wire.SignIn,
        "/hello": wire.Hello,
        "/push": wire.Push,
        "/pull": wire.Pull,
        "/offer": wire.Offer,
        "/photos": wire.Photos,
        "/small-photos": wire.SmallPhotos,
    }
    for path, kind in kinds.items():
        for _ in range(12):
            message = {"is": kind.__struct_config__.tag} | {name: chance.choice(junk) for name in kind.__struct_fields__}
            check(raw.ask("POST", path, pack(msgspec.msgpack.encode(message))))
    assert amina.sync().taken == 0


@pytest.mark.parametrize(
    "operations",
    [
        Bundle(ids=b"x", text="\x02\n"),
        Bundle(plain=[("", "")]),
        Bundle(plain=[("{}", "{}")] * 50),
        Bundle(plain=[("[" * 100_000, "{}")]),
        Bundle(plain=[('{"i":1}', '{"f":{"a":NaN}}')]),
        packed([("null", "null")]),
    ],
)
def test_broken_operations_are_told_apart_and_nothing_else(raw, amina, operations):
    at = wire.Place("country/KH", "", 0, b"")
    answer = raw.send("/push", wire.Push([wire.Part(at, operations)], bytes(64)))
    check(answer)
    assert problem_of(answer) in ("device.signature", "message.broken")
    assert amina.sync().taken == 0


def test_a_push_that_the_device_did_not_sign_is_not_taken(raw, amina):
    with amina.store.reading() as reader:
        operation = reader.operations_of(amina.account.id)[0]
    at = wire.Place("country/KH", "", 0, b"")
    message = wire.Push([wire.Part(at, packed([(operation.header, operation.body)]))], bytes(64))
    assert problem_of(raw.send("/push", message)) == "device.signature"


def test_snapshots_asked_for_in_odd_ways(raw):
    for name in ("0" * 64, "x", "%00", "..%2f..%2fserver.db", "a" * 3_000):
        for wanted in ("", "bytes=0-", "bytes=-5", "bytes=9-3", "bytes=0-1,5-6", f"bytes=0-{'9' * 40}", "lines=1-2"):
            answer = raw.ask("GET", f"/snapshot/{name}", Range=wanted)
            check(answer)
            assert problem_of(answer) in ("snapshot.gone", "message.unknown")
    nothing = wire.Wish(wire.Place("country/KH", "", 0, b""), snapshot=True)
    check(raw.send("/pull", wire.Pull([nothing, nothing], -5)))


def test_too_large_too_many_and_bombs(raw):
    assert raw.ask("POST", "/push", bytes(LARGEST_MESSAGE + 1)).status_code == 413
    assert problem_of(raw.ask("POST", "/hello", bytes(70_000))) == "message.too_big"
    bomb = framed(zstandard.ZstdCompressor(level=1).compress(bytes(400 * 1024 * 1024)))
    assert len(bomb) < LARGEST_MESSAGE
    assert problem_of(raw.ask("POST", "/push", bomb)) == "message.broken"
    assert problem_of(raw.ask("POST", "/push", gzip.compress(b"x"), Content_Encoding="gzip")) == "message.broken"
    wishes = [wire.Wish(wire.Place(f"country/{a}{b}", "", 0, b"")) for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"] * 41
    assert problem_of(raw.send("/pull", wire.Pull(wishes, 1))) == "message.broken"
    assert problem_of(raw.send("/photos", wire.Photos(bytes(32 * 501)))) == "message.broken"


def test_unknown_paths_and_methods_are_named(raw, shared_house):
    for method, path in (("GET", "/hello"), ("PUT", "/push"), ("POST", "/nothing"), ("DELETE", "/blobs/" + "a" * 64), ("POST", "/../../x")):
        answer = raw.ask(method, path)
        check(answer)
        assert answer.status_code in (404, 405)


def test_half_a_request_and_nonsense_on_the_socket_leave_the_server_well(raw, shared_house, amina):
    port = int(shared_house.url.rsplit(":", 1)[1])
    for said in (
        b"\x16\x03\x01\x02\x00", b"GET", b"POST /sync/1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\nabc",
        b"POST /sync/1/push HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 30_000,
    ):  # fmt: skip
        with socket.create_connection(("127.0.0.1", port), 5) as line:
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            try:
                while line.recv(4096):
                    pass
            except OSError:
                pass
    assert amina.sync().taken == 0
    assert "server.failed" not in shared_house.log.read_text()
    assert "Traceback" not in shared_house.log.read_text()
