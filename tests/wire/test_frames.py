"""Anything that is not a whole valid frame is no answer, and the failure names what it was."""

from __future__ import annotations

import hashlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.errors import NoAnswer, NotAllowed
from bwdesk.sync import wire
from bwdesk.sync.bundle_ops import Bundle, packed, unpacked
from bwdesk.sync.frame import MAGIC, MAX_PACKED, dictionary_names, pack, unpack

WELCOME = wire.Welcome("s" * 32, "e" * 32, 1, 1, True, 100)


def framed(inner: bytes) -> bytes:
    """A frame around any bytes, well or badly compressed."""
    return MAGIC + len(inner).to_bytes(4, "big") + inner + hashlib.sha256(inner).digest()


def key_of(data: bytes) -> str:
    with pytest.raises(NoAnswer) as caught:
        wire.answered(data, wire.Welcome)
    return caught.value.key


def test_a_message_comes_back_as_it_was():
    assert wire.answered(wire.encoded(WELCOME), wire.Welcome) == WELCOME
    assert wire.answered(wire.encoded(WELCOME, with_dictionary=False), wire.Welcome) == WELCOME


def test_cut_at_any_byte_it_is_no_answer():
    whole = wire.encoded(WELCOME)
    assert {key_of(whole[:end]) for end in range(1, len(whole))} == {"answer.cut"}
    assert key_of(b"") == "answer.empty"


def test_any_changed_byte_makes_it_no_answer():
    whole = wire.encoded(WELCOME)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x41
        assert key_of(bytes(changed)) in {"answer.other", "answer.cut", "answer.damaged", "answer.too_big"}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"<!DOCTYPE html><html><title>Guest wifi</title>", "answer.page"),
        (b"\xef\xbb\xbf\r\n  <HTML>", "answer.page"),
        (b'{"error": "not found"}', "answer.other"),
        (wire.encoded(WELCOME) + b"x", "answer.damaged"),
        (framed(b"not zstd at all"), "answer.damaged"),
        (framed(zstandard.ZstdCompressor().compress(b"\xc1 no MessagePack")), "answer.damaged"),
        (wire.encoded(wire.Offered(b"")), "answer.damaged"),
        (wire.encoded(wire.Pulled([])), "answer.damaged"),
    ],
)
def test_what_else_may_answer_is_named(data, key):
    assert key_of(data) == key


def test_a_bomb_is_not_unpacked():
    honest = zstandard.ZstdCompressor(level=1).compress(bytes(512 * 1024 * 1024))
    assert len(honest) < MAX_PACKED
    assert key_of(framed(honest)) == "answer.too_big"
    silent = zstandard.ZstdCompressor(level=1, write_content_size=False).compress(bytes(64 * 1024 * 1024))
    assert key_of(framed(silent)) == "answer.too_big"
    lying = bytearray(zstandard.ZstdCompressor(level=1).compress(bytes(300)))
    lying[5:7] = (10).to_bytes(2, "little")
    assert key_of(framed(bytes(lying))) in {"answer.damaged", "answer.too_big"}


def test_deep_messages_are_refused():
    with pytest.raises(NoAnswer):
        wire.decoded(pack(b"\x91" * 100_000), wire.Push)


def test_a_dictionary_of_a_newer_program_is_named():
    other = zstandard.train_dictionary(4_096, [bytes([n % 251, n % 7]) * 40 for n in range(4_000)], dict_id=99)
    inner = zstandard.ZstdCompressor(dict_data=other).compress(b"hello hello hello")
    assert key_of(framed(inner)) == "answer.newer"
    assert len(dictionary_names()) == 1


def test_the_server_saying_no_is_not_silence():
    with pytest.raises(NotAllowed) as caught:
        wire.answered(wire.encoded(wire.Problem("sign_in.wait", {"minutes": 3})), wire.Welcome)
    assert (caught.value.key, caught.value.params) == ("sign_in.wait", {"minutes": 3})
    assert key_of(wire.encoded(wire.Problem("server.store"))) == "server.store"


def test_members_of_newer_programs_are_passed_over():
    plain = wire.msgspec.msgpack.decode(wire.msgspec.msgpack.encode(WELCOME))
    assert wire.decoded(pack(wire.msgspec.msgpack.encode({**plain, "later": [1, {"a": 2}]})), wire.Welcome) == WELCOME


ids = st.binary(min_size=16, max_size=16).map(bytes.hex)
texts = st.one_of(
    st.builds('{{"i":"{}","n":{{"a":["{}"]}},"t":"x"}}'.format, ids, ids), st.text(max_size=60), st.sampled_from(["\x01", "\x02", "\n", ""])
)


@given(st.lists(st.tuples(texts, texts), max_size=6), ids)
def test_operations_travel_byte_for_byte(pairs, shared):
    pairs += [(f'{{"i":"{shared}"}}', f'"{shared}"')] * 2
    assert unpacked(packed(pairs)) == pairs


@pytest.mark.parametrize(
    "bundle",
    [
        Bundle(ids=bytes(15), text="\x02\n"),
        Bundle(ids=bytes(32), text="\x02\n"),
        Bundle(ids=b"", text="\x01ffff;\n"),
        Bundle(ids=b"", text="one line"),
        Bundle(ids=bytes(16), text="\x02\n\x01" + "f" * 6 + ";"),
    ],
)
def test_a_bundle_that_does_not_hold_together_is_no_answer(bundle):
    with pytest.raises(NoAnswer):
        unpacked(bundle)


def test_small_messages_are_small():
    assert len(wire.encoded(wire.Hello("bwdesk/0.1", [1], 1, 1_790_000_000_000, bytes(16)))) < 140
    assert unpack(pack(b"x" * 1000)) == b"x" * 1000
