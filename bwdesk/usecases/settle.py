"""What two people wrote side by side: shown with what both started from, settled by a person, opened again on second thoughts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from bwdesk.domain.assessment import Assessment
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.interview import IN_VAULT
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.merge import Merged, merge_texts, shared_words
from bwdesk.domain.operation import Operation
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.domain.thing import FieldSpec, KindSpec, Thing, spec_of
from bwdesk.domain.word_merge import common_text
from bwdesk.errors import Refused
from bwdesk.store.fold import heads_value
from bwdesk.store.lists import all_unsettled, stamps, things_where, unsettled_by_scope, values_by_id
from bwdesk.store.unit import Reader, Unit, open_heads
from bwdesk.usecases.drafts import VAULT_DRAFTS, Draft, draft, drafts
from bwdesk.usecases.factories import survivor_id
from bwdesk.usecases.people import names_of
from bwdesk.usecases.photos import photos_of_many
from bwdesk.usecases.writing import Restored, act, write_restored

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the versions that stand side by side; `value` in JSON form (a dict for fields that stand together).

    `photos`: the difference's own photo, else those that its author put to what it is about. `mark` is "" for who has a name.
    """

    op_id: str
    author: str
    name: str
    at: datetime
    value: Any
    is_mine: bool
    photos: tuple[Photo, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that waits for a person's decision: mine first. `merged` is the preview of both texts, for long texts of two sides.

    `photos`: those that neither side put there. `draft`: words of one's own that were being typed instead.
    """

    kind: str
    thing: Thing
    key: str
    base: Any
    base_at: datetime | None
    sides: tuple[Side, ...]
    merged: Merged | None
    photos: tuple[Photo, ...] = ()
    draft: str = ""

    @property
    def place(self) -> str:
        """The thing and its field."""
        return f"{self.thing.id}/{self.key}"

    @property
    def draft_key(self) -> str:
        """What words of one's own are kept under while they are typed."""
        return settle_draft(self.thing, self.key)

    @property
    def heads(self) -> tuple[str, ...]:
        """What a decision on this difference has seen."""
        return tuple(side.op_id for side in self.sides)


@dataclass(frozen=True, slots=True)
class VaultToSettle:
    """How many facts two people told differently in an interview vault of this person's; which ones is told there alone."""

    assessment_id: str
    factory: str
    count: int


@dataclass(frozen=True, slots=True)
class ToSettle:
    """All that the page shows. `left`: words that were being typed for what somebody has settled meanwhile."""

    differences: tuple[Difference, ...]
    vaults: tuple[VaultToSettle, ...]
    left: tuple[Draft, ...] = ()


def to_settle(reader: Reader, person: str) -> ToSettle:
    """All that this person can settle, and in which vaults there is more."""
    found = tuple(differences(reader, person))
    return ToSettle(found, tuple(_vaults(reader, person)), left_words(reader, found))


def left_words(reader: Reader, found: Iterable[Difference], vault: str = "") -> tuple[Draft, ...]:
    """Words that were being typed for differences that are none any more; of the vault of an assessment, or outside all."""
    known = {one.draft_key for one in found}
    prefix = f"{VAULT_DRAFTS}{vault}/" if vault else ""
    return tuple(one for one in drafts(reader, f"{prefix}settle/") if one.key not in known)


def _vaults(reader: Reader, person: str) -> Iterable[VaultToSettle]:
    counts = {scope_key(scope): count for scope, count in unsettled_by_scope(reader).items() if scope_kind(scope) == "vault"}
    for assessment in things_where(reader, Assessment, "id", counts):
        if person in assessment.assessors:
            factory = reader.get(Factory, survivor_id(reader, assessment.factory_id))
            yield VaultToSettle(assessment.id, factory.name if factory is not None else "", counts[assessment.id])


def settle_draft(thing: Thing, key: str) -> str:
    """The key of the draft of what is to stand in a field; that of a vault lies with the vault's."""
    prefix = f"{VAULT_DRAFTS}{scope_key(thing.scope)}/" if scope_kind(thing.scope) == "vault" else ""
    return f"{prefix}settle/{thing.id}/{key}"


def differences(reader: Reader, person: str, scope: str = "") -> list[Difference]:
    """All that is to be settled (in a scope), in the order it was written."""
    names = names_of(reader)
    found = []
    for kind, thing_id, key in all_unsettled(reader, scope):
        if kind in IN_VAULT and not scope:
            continue  # never outside the vault's own page
        spec = KINDS.get(kind)
        thing = reader.get(spec.cls, thing_id) if spec else None
        heads = open_heads(reader, kind, thing_id, key)
        if spec is None or thing is None or len(heads) < 2:
            continue
        sides = [
            Side(op.id, op.author, names.of(op.author), _time(op), op.values[key], op.author == person, mark=names.mark_of(op.author))
            for op in sorted(heads, key=lambda op: (op.author != person, op.at, op.id))
        ]
        base, base_at = _base(reader, spec, key, heads)
        typed = draft(reader, settle_draft(thing, key))
        merged = _merged(spec, key, base, sides)
        found.append(Difference(kind, thing, key, base, base_at, tuple(sides), merged, draft=typed.text if typed else ""))
    return sorted(_with_photos(reader, found), key=lambda d: (max(side.at for side in d.sides), d.thing.id, d.key))


def _with_photos(reader: Reader, found: Sequence[Difference]) -> list[Difference]:
    """The differences with the photos around them, each on the side of who put it there."""
    lines = values_by_id(reader, Issue, "line_id", [d.thing.issue_id for d in found if isinstance(d.thing, Action) and d.thing.issue_id])
    owners = {d.thing.id: _photo_owners(d.thing, lines) for d in found}
    held = photos_of_many(reader, {one for some in owners.values() for one in some})
    putters = {photo.id: photo.heads["owner_id"][0] for some in held.values() for photo in some}
    written = stamps(reader, list(putters.values()))
    by = {photo: written[op].author for photo, op in putters.items() if op in written}
    shown = []
    for difference in found:
        if isinstance(difference.thing, Photo):
            shown.append(replace(difference, sides=tuple(replace(side, photos=(difference.thing,)) for side in difference.sides)))
            continue
        photos = [photo for owner in owners[difference.thing.id] for photo in held.get(owner, ())]
        sides = tuple(replace(side, photos=tuple(p for p in photos if by.get(p.id) == side.author)) for side in difference.sides)
        others = tuple(p for p in photos if by.get(p.id) not in {side.author for side in difference.sides})
        shown.append(replace(difference, sides=sides, photos=others))
    return shown


def _photo_owners(thing: Thing, lines: Mapping[str, str]) -> tuple[str, ...]:
    """What the photos around a thing stand on; of issues and actions, the note line (as it was found) first."""
    if isinstance(thing, Issue):
        return tuple(one for one in (thing.line_id, thing.id) if one)
    if isinstance(thing, Action):
        return tuple(one for one in dict.fromkeys((thing.line_id, lines.get(thing.issue_id or ""), thing.issue_id)) if one)
    return (thing.id,)


def _base(reader: Reader, spec: KindSpec, key: str, heads: list[Operation]) -> tuple[Any, datetime | None]:
    """What the field showed before they parted."""
    if is_text(spec, key):
        text = common_text(key, heads, reader.operation)
        return text, None
    shared = set.intersection(*(set(op.seen.get(key, ())) for op in heads))
    earlier = [op for op in map(reader.operation, sorted(shared)) if op is not None]
    if not earlier:
        return default_of(spec, key), None
    return heads_value(spec, key, earlier, reader.operation)[0], max(map(_time, earlier))


def _merged(spec: KindSpec, key: str, base: Any, sides: Sequence[Side]) -> Merged | None:
    if not is_text(spec, key) or len(sides) != 2:
        return None
    mine, theirs = str(sides[0].value), str(sides[1].value)
    return merge_texts(str(base or "") or shared_words(mine, theirs), mine, theirs)


def _time(op: Operation) -> datetime:
    return datetime.fromtimestamp(op.at / 1000, UTC)


def is_text(spec: KindSpec, key: str) -> bool:
    """Whether a key is a long text, merged by words."""
    return any(f.name == key and f.merge == "words" for f in spec.fields)


def default_of(spec: KindSpec, key: str) -> Any:
    """The JSON value of a key that was never set."""
    if ":" in key:
        return False
    grouped = {f.name: f.default for f in spec.fields if f.group == key}
    return grouped or next((f.default for f in spec.fields if f.name == key), None)


@act("act.settle")
def settle(unit: Unit, kind: str, thing_id: str, key: str, heads: Sequence[str], value: Any) -> None:
    """Decides a difference: `value` (JSON form: one of the sides', or one of one's own) stands from now on.

    `heads` are the versions that were shown; what arrived meanwhile stays beside it. Refused when the value does not fit the field.
    """
    decide(unit, kind, thing_id, key, heads, value)


def decide(unit: Unit, kind: str, thing_id: str, key: str, heads: Sequence[str], value: Any) -> None:
    """What every act of settling writes; the words being typed for it go with it."""
    spec, thing = _spec_and_thing(unit, kind, thing_id)
    check_value(spec, key, value)
    unit.drop_draft(settle_draft(thing, key))
    write_restored(unit, [Restored(spec, thing, {key: value}, {key: tuple(heads)})])


@act("act.settle")
def settle_all(unit: Unit, chosen: Iterable[tuple[str, str, str, Sequence[str], Any]]) -> int:
    """Several decisions at once, each as (kind, thing id, key, heads, value)."""
    decided = []
    for kind, thing_id, key, heads, value in chosen:
        spec, thing = _spec_and_thing(unit, kind, thing_id)
        check_value(spec, key, value)
        decided.append(Restored(spec, thing, {key: value}, {key: tuple(heads)}))
    write_restored(unit, decided)
    return len(decided)


@act("act.reopen")
def reopen(unit: Unit, kind: str, thing_id: str, key: str) -> None:
    """Takes a decision back: the versions it had decided between stand side by side again."""
    spec, thing = _spec_and_thing(unit, kind, thing_id)
    heads = open_heads(unit, kind, thing_id, key)
    if len(heads) != 1 or len(heads[0].seen.get(key, ())) < 2:
        raise Refused("settle.nothing_to_reopen")
    write_restored(unit, brought_back(unit, spec, thing, key, heads[0], (heads[0].id,)))


def brought_back(reader: Reader, spec: KindSpec, thing: Thing, key: str, decision: Operation, seen: tuple[str, ...]) -> list[Restored]:
    """The versions that a decision had seen, anew, each as if the others were not there."""
    earlier = [op for op in map(reader.operation, decision.seen[key]) if op is not None and key in op.values]
    return [Restored(spec, thing, {key: op.values[key]}, {key: seen}) for op in earlier]


def check_value(spec: KindSpec, key: str, value: Any) -> None:
    """Raises Refused unless a JSON value has the form of a key's field."""
    fields = {f.name: f for f in spec.fields}
    parts: Mapping[str, Any] = {key: value}
    if key not in fields:
        if not isinstance(value, dict) or not any(f.group == key for f in spec.fields):
            raise Refused("field.unfit", field=key, limit=0)
        parts = {name: part for name, part in value.items() if name in fields}
    for name, part in parts.items():
        if not _fits(fields[name], part):
            raise Refused("field.unfit", field=name, limit=fields[name].limit)


def with_value(thing: T, key: str, value: Any) -> T:
    """The thing with a JSON value under a field of its own. Raises Refused where it does not fit."""
    spec = spec_of(type(thing))
    check_value(spec, key, value)
    return replace(thing, **{f.name: f.from_json(value) for f in spec.fields if f.name == key})


def _fits(field: FieldSpec, part: Any) -> bool:
    """Whether a JSON value comes back from the field's value as it was: what does not fit would have become the default."""
    try:
        return bool(field.to_json(field.from_json(part)) == part)
    except ValueError:
        return False


def _spec_and_thing(unit: Unit, kind: str, thing_id: str) -> tuple[KindSpec, Thing]:
    spec = KINDS.get(kind)
    thing = unit.get(spec.cls, thing_id) if spec else None
    if spec is None or thing is None:
        raise Refused("thing.gone", kind=kind)
    return spec, thing
