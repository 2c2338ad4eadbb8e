"""Trains the compression dictionary of the wire from operations of every kind, on our own demo texts and questions.

Usage: python packaging/train_dictionary.py [FILE]      (default: resources/sync/ops-1.zdict; deterministic for one state of the kinds)

A dictionary that was shipped is never trained again under its name: programs in the field name it. A new one gets a new number.
"""

from __future__ import annotations

import csv
import enum
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec
import zstandard

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation, make_operation
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
from bwdesk.domain.thing import FieldSpec, KindSpec
from bwdesk.paths import RESOURCES
from bwdesk.sync.bundle_ops import packed
from bwdesk.sync.wire import Fate, Page, Part, Place, Push, Pushed, Wish

SIZE, SAMPLES = 16 * 1024, 6_000
WEIGHTS = {"answer": 6, "line": 6, "action": 3, "issue": 3, "photo": 3, "factory": 2, "diagnosis_answer": 4, "attendance": 2}


def main(target: Path) -> None:
    r = random.Random(20261125)
    phrases = list(_phrases())
    samples = [_sample(r, phrases) for _ in range(SAMPLES)]
    dictionary = zstandard.train_dictionary(SIZE, samples, dict_id=0x42570001, level=6)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(dictionary.as_bytes())
    print(f"dictionary: {target} ({len(dictionary)} bytes from {sum(map(len, samples))} bytes of {SAMPLES} messages)")


def _phrases() -> Iterator[str]:
    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str) and len(value) > 15:
            yield value
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from strings(part)

    yield from strings(json.loads((RESOURCES / "demo" / "story.json").read_text(encoding="utf-8")))
    for path in (RESOURCES / "tools").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                yield from (cell for cell in row if len(cell) > 25)


def _id(r: random.Random) -> str:
    return f"{r.getrandbits(128):032x}"


def _sample(r: random.Random, phrases: list[str]) -> bytes:
    factory, assessment, author, device = (_id(r) for _ in range(4))
    names = r.choices(list(KINDS), [WEIGHTS.get(name, 1) for name in KINDS], k=r.choice((1, 1, 1, 2, 5)))
    scope = {
        "factory": factory_scope(factory),
        "assessment": assessment_scope(assessment),
        "country": country_scope(r.choice(("KH", "VN"))),
    }
    where = r.choice(list(scope.values()))
    ops = [_operation(r, KINDS[name], where, author, device, phrases) for name in names]
    bundle = packed([(op.header, op.body) for op in ops])
    at = Place(where, _id(r), r.randrange(9_000), r.randbytes(32))
    if r.random() < 0.6:
        return msgspec.msgpack.encode(Push(parts=[Part(at, bundle)], signature=r.randbytes(64), wishes=[Wish(at)], max_bytes=32768))
    page = Page(
        where, at.epoch, at.cursor, at.cursor + len(ops), own=bytes(len(ops)), ops=bundle, chain=r.randbytes(32), token=r.randbytes(32)
    )
    return msgspec.msgpack.encode(Pushed(fates=[Fate(where)], pages=[page]))


def _operation(r: random.Random, spec: KindSpec, scope: str, author: str, device: str, phrases: list[str]) -> Operation:
    is_new = r.random() < 0.5
    fields = [f for f in spec.fields if f.required or r.random() < 0.35] if is_new else [r.choice(spec.fields)]
    values: dict[str, object] = {}
    for field in fields:
        if field.group:
            values[field.group] = {f.name: _value(r, f, phrases) for f in spec.fields if f.group == field.group}
        elif field.merge == "set":
            values[f"{field.name}:{r.choice(('D', 'M', 'W', 'O', 'line 3', _id(r)))}"] = True
        else:
            values[field.name] = _value(r, field, phrases)
    seen = {key: () if is_new else (_id(r),) for key in values}
    return make_operation(
        id=_id(r), scope=scope, kind=spec.name, thing=_id(r), values=values, seen=seen, author=author, device=device,
        at=1_790_000_000_000 + r.randrange(10**10), txn=_id(r), act=f"{spec.name}.{r.choice(('add', 'edit', 'record'))}", salt=_id(r),
    )  # fmt: skip


def _value(r: random.Random, field: FieldSpec, phrases: list[str]) -> object:
    if field.name.endswith("_id"):
        return _id(r)
    if "sha256" in field.name:
        return _id(r) + _id(r)
    if field.type is int:
        return r.randrange(2_000)
    if field.type is bool:
        return r.random() < 0.5
    if field.type is datetime:
        return f"2026-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}T{r.randrange(24):02d}:{r.randrange(60):02d}:00.000+00:00"
    if field.type is date:
        return f"2026-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}"
    if issubclass(field.type, enum.StrEnum):
        return r.choice([str(one.value) for one in field.type])
    if field.merge == "words":
        words = r.choice(phrases).split()
        start = r.randrange(len(words))
        return " ".join(words[start : start + r.randrange(4, 30)]) or "x"
    return "" if r.random() < 0.5 else r.choice(phrases)[: r.randrange(3, 20)]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else RESOURCES / "sync" / "ops-1.zdict")
