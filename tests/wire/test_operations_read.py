"""Operations that come by the thousand are read by the same rule as one by one: what is broken there is broken here."""

import json

import pytest

from bwdesk.domain.operation import make_operation, read_operation
from bwdesk.errors import Refused
from bwdesk.sync.bundle_ops import operations_of

ID, OTHER = "0f" * 16, "1e" * 16
MADE = make_operation(
    id=ID, scope="factory/" + ID, kind="line", thing=OTHER, values={"text": "guard missing", "at": None}, seen={"text": (OTHER,), "at": ()},
    author="amina", device="laptop", at=1_790_000_000_000, txn=ID, act="visit.line", salt="ab" * 16,
)  # fmt: skip


def altered(**parts: object) -> tuple[str, str]:
    """The two texts with some members replaced; `None` takes one out."""
    texts = []
    for text in (MADE.header, MADE.body):
        read = json.loads(text)
        for name, value in parts.items():
            if name in read:
                read[name] = value
        texts.append(json.dumps({name: value for name, value in read.items() if value is not None}))
    return texts[0], texts[1]


@pytest.mark.parametrize(
    "texts",
    [
        altered(i=f"{ID} {OTHER}"), altered(i=ID[1:]), altered(i=""), altered(i=ID.upper()), altered(i=7), altered(t=None),
        altered(x=f"{ID} "), altered(c=""), altered(c="c" * 121), altered(k=None), altered(u=["amina"]), altered(d=""),
        altered(w=2**53), altered(w=-(2**53)), altered(w=1.0), altered(w=True), altered(v="1"), altered(s="ab"), altered(a=""),
        altered(a="a" * 121), altered(n={"text": []}),
        altered(n={"text": [ID], "at": [f"{ID} {OTHER}"]}), altered(n={"text": ID, "at": []}),
        altered(f={"text": "x", "at": 1.5}), altered(f={"text": "x", "at": [["y"]]}), altered(f={"text": "x", "at": {"a": {}}}),
        ("{}", MADE.body), (MADE.header, "[]"), (MADE.header[:-1], MADE.body), (MADE.header + "{}", MADE.body), ("", ""),
        (MADE.header, MADE.body + " " * 400_000),
    ],
)  # fmt: skip
def test_what_is_broken_one_by_one_is_broken_by_the_thousand(texts):
    for read in (lambda: read_operation(*texts), lambda: operations_of([texts]), lambda: operations_of([(MADE.header, MADE.body), texts])):
        with pytest.raises(Refused, match=r"operation\.broken"):
            read()


@pytest.mark.parametrize(
    "texts",
    [
        (MADE.header, MADE.body), altered(w=2**53 - 1), altered(v=99), altered(c="c" * 120), altered(f={"text": "ទ្វារ", "at": 7}),
        altered(f={"text": ["a", "b"], "at": {"verdict": "yes", "reason": None}}), altered(f={}, n={}),
        altered(f={"text": "", "at": False}),
    ],
)  # fmt: skip
def test_what_is_whole_reads_the_same_both_ways(texts):
    assert operations_of([texts, (MADE.header, MADE.body)]) == [read_operation(*texts), MADE]


def test_of_nothing_comes_nothing():
    assert operations_of([]) == []
