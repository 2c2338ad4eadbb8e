"""Messages as version 1 of the contract wrote them are still read, and mean the same. These files are never written again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bwdesk.domain.operation import hash_of_texts, read_operation
from bwdesk.errors import NotAllowed
from bwdesk.store.outbox import Cursor
from bwdesk.sync import wire
from bwdesk.sync.bundle_ops import unpacked
from bwdesk.sync.log_pages import checked, read_page

GOLDEN = Path(__file__).parent / "golden"
SCOPE = f"assessment/{7:032x}"


def frame(name: str) -> bytes:
    return (GOLDEN / f"v1-{name}.frame").read_bytes()


def operations() -> list[tuple[str, str]]:
    return [(header, body) for header, body in json.loads((GOLDEN / "v1-operations.json").read_text("utf-8"))]


def test_a_push_of_version_1():
    push = wire.decoded(frame("push"), wire.Push)
    assert unpacked(push.parts[0].ops) == operations()
    assert push.parts[0].at == wire.Place(SCOPE, f"{3:032x}", 4, bytes(range(32)))
    assert (push.signature, push.wishes[0].bodies, push.max_bytes) == (bytes(64), "others", 32768)


def test_an_answer_of_version_1():
    pushed = wire.answered(frame("pushed"), wire.Pushed)
    assert pushed.fates == [wire.Fate(SCOPE, parked={f"{101:032x}": "no_right"}, broken=[3])]
    page = pushed.pages[0]
    entries = read_page(page)
    assert [(one.seq, one.id, one.operation is None, one.parked) for one in entries] == [
        (5, f"{100:032x}", True, None),
        (6, f"{101:032x}", True, "no_right"),
        (7, f"{102:032x}", False, None),
        (8, f"{103:032x}", False, None),
    ]
    held = {one.id: hash_of_texts(*texts) for one, texts in zip(entries[:2], operations(), strict=False)}
    stretch = checked(page, entries, Cursor(SCOPE, f"{3:032x}", 4, bytes(range(32)), True), held)
    assert stretch.chains[-1] == wire.answered(frame("welcome"), wire.Welcome).scopes[0].chain


def test_operations_of_version_1_and_of_a_newer_program():
    for header, body in operations():
        operation = read_operation(header, body)
        assert (operation.header, operation.body) == (header, body)
        assert operation.kind == "answer"


def test_the_small_messages_of_version_1():
    assert wire.decoded(frame("sign-in"), wire.SignIn).former_ids == [f"{5:032x}"]
    assert wire.decoded(frame("hello"), wire.Hello).protos == [1]
    assert wire.decoded(frame("pull"), wire.Pull).wishes[0].bodies == "all"
    with pytest.raises(NotAllowed) as caught:
        wire.answered(frame("problem"), wire.Welcome)
    assert (caught.value.key, caught.value.params) == ("sign_in.wait", {"minutes": 3})
