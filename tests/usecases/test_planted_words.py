"""Words planted in every text field of every kind of thing: each paper, in each variant, shows those that the table and the rules say.

Papers are printed and read as programs read them: text of the pages, metadata, outline, links, words and data of pictures.
A kind of thing, a field or a kind of paper that is new fails here until it is put into planted_table.py and planted.py.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

import pytest

from bwdesk.domain.edition import Variant
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.redaction import GOING_OUT, Protected, Rule, Spot, days_written, leaks, plain, texts_of
from bwdesk.domain.thing import kind_name, natural_id
from bwdesk.errors import Refused
from bwdesk.reports.press import make
from bwdesk.reports.read_back import texts_of_file
from bwdesk.reports.values import State, content_hash
from bwdesk.shipped import variant_rules
from bwdesk.store.engine import open_desk
from bwdesk.texts import Texts
from bwdesk.usecases.paper_makers import MAKERS
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_synthesis import ALL, MANY, protected_names
from bwdesk.usecases.report_guard import paper_of_variant, protected_record_fields, protected_words, variants_of
from bwdesk.usecases.report_records import records_of_spots
from bwdesk.usecases.report_subject import subject_of
from tests.usecases.conftest import KEY as DESK_KEY
from tests.usecases.conftest import SmallDesk
from tests.usecases.planted import NOTED, SMALL, UNANNOUNCED, photo_bytes, plant
from tests.usecases.planted_table import KEY, TABLE, is_key, printed_on

PAPERS = (*MAKERS, "assessment released")
"""Kinds of papers, and the assessment report as a laptop makes it that holds its results alone."""

INSIDE: dict[str, tuple[Variant, ...]] = {
    **dict.fromkeys(("visit", "diagnosis", "committee", "certificate"), (Variant.INTERNAL, Variant.FACTORY)),
    "briefing": (Variant.INTERNAL,),
    **dict.fromkeys(MANY, (Variant.INTERNAL, Variant.PUBLIC)),
}
FOR_BUYERS = dict.fromkeys(("plan", "progress1", "progress2"), (Variant.INTERNAL, Variant.FACTORY, Variant.BUYER))
READERS = INSIDE | FOR_BUYERS | {"assessment": tuple(Variant)}
"""For whom each kind is made (domain notes "programme" §2.5): visits and the committee's work are confidential."""

MADE = [(paper, variant) for paper in PAPERS for variant in READERS.get(paper.partition(" ")[0], ())]


class Record:
    """The planted record on a desk, and what its papers say."""

    def __init__(self, desk: SmallDesk) -> None:
        self.desk, self.planted = desk, desk.do(plant)
        said = {name: self.planted.text(f"context.{name}") for name in ("author", "office", "programme", "names")}
        self.picture = photo_bytes(self.planted)
        self.context = PaperContext(Texts("en"), desk.writer.now(), lambda _: self.picture, **{**said, "names": (said["names"],)})
        self.values = cache(self._values)
        self.texts = cache(self._texts)
        self.places = cache(self._places)

    def thing_id(self, paper: str) -> str:
        return self.planted.ids.get(paper, self.planted.factory_id)

    def _values(self, paper: str, variant: Variant) -> Any:
        return self.desk.ask(paper_of_variant, paper.partition(" ")[0], self.thing_id(paper), variant, self.context)

    def protected(self, paper: str, variant: Variant) -> tuple[Protected, ...]:
        if self.thing_id(paper) == ALL:  # what a laptop happens to hold is a draft alone, and no report
            return self.desk.ask(protected_names)
        subject = self.desk.ask(subject_of, paper.partition(" ")[0], self.thing_id(paper))
        return self.desk.ask(protected_words, subject, variant, self.context.today, self.context.words.day)

    def printed(self, paper: str, variant: Variant) -> bytes:
        """An edition of a paper, its picture printed as it lies in the store."""
        values, out = self.values(paper, variant), io.BytesIO()
        head = values.head if paper == "briefing" else replace(values.head, state=State.OFFICIAL, short="KH-2026-7F3KQ2")
        make(replace(values, head=head), self.context.texts, out)
        return out.getvalue()

    def _texts(self, paper: str, variant: Variant) -> Mapping[str, str]:
        inside = Variant.INTERNAL
        if variant is not inside and content_hash(self.values(paper, variant)) == content_hash(self.values(paper, inside)):
            return self.texts(paper, inside)  # the same values make the same file
        return {where: plain(text) for where, text in texts_of_file(self.printed(paper, variant)).items()}

    def found(self, paper: str, variant: Variant) -> set[str]:
        """The rows whose words stand anywhere in the printed file."""
        text = " ".join(self.texts(paper, variant).values())
        return {row for row, token in self.planted.words.items() if token in text}

    def _places(self, paper: str) -> list[tuple[str, str]]:
        return [(path, plain(text)) for path, text in texts_of(self.values(paper, Variant.INTERNAL))]

    def paths(self, paper: str, row: str) -> set[str]:
        """Where the words of a row stand among the values of the whole paper."""
        return {path for path, text in self.places(paper) if self.planted.words[row] in text}


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    store = open_desk(tmp_path_factory.mktemp("planted") / "desk.db", DESK_KEY, create=True)
    yield Record(SmallDesk(store, "amina", 1))
    store.close()


_STAYS: dict[str, Callable[[str], bool]] = {
    "is_public": lambda row: "public" in row,
    "may_leave": lambda row: "unseen" not in row and "inside" not in row,
    "may_reach_factory": lambda row: "inside" not in row,
}
"""What of a list stays by its flag, as the tags of rows say."""


def is_left_out(rule: Rule, path: str, row: str) -> bool:
    """Whether a rule leaves out what stands at a path. Of lists of which only some stays, the row says whether it is of the rest."""
    gone = [*rule.drop, *(whole for whole, flag in rule.only.items() if not _STAYS[flag](row))]
    return any(path == one or path.startswith(f"{one}.") for one in gone)


# --- the table is whole --------------------------------------------------------------------------------------------------------------


def test_every_text_field_of_every_kind_is_in_the_table():
    said = {kind: {row.partition(" (")[0] for row in rows} for kind, rows in TABLE.items()}
    words = {
        kind: {s.name for s in of.fields if s.type in (str, frozenset) and not s.name.endswith(("_id", "_ids"))}
        for kind, of in KINDS.items()
    }
    missing = [f"{kind}.{name}" for kind in KINDS for name in words[kind] - said.get(kind, set())]
    assert not missing, f"say in planted_table.py on which papers these are printed: {missing}"
    gone = [f"{kind}.{name}" for kind in KINDS for name in said[kind] - words[kind] - {"(beside the pixels)"}]
    assert not gone, f"no fields with words: {gone}"
    assert {paper for row in all_rows() for paper in printed_on(row)} == set(PAPERS)


def all_rows() -> list[str]:
    return [f"{kind}.{name}" for kind, rows in TABLE.items() for name, said in rows.items() if said != KEY]


def test_every_field_is_planted(record):
    planted = {row.partition(" (")[0] for row in record.planted.words}
    assert {row.partition(" (")[0] for row in all_rows()} <= planted | {"photo.(beside the pixels)"}
    assert not [row for row in record.planted.words if is_key(*row.partition(" (")[0].split(".", 1))]


def test_the_fields_that_are_protected_are_fields_and_their_conditions_hold_of_some_value():
    for one in protected_record_fields():
        specs = {spec.name: spec for spec in KINDS[one.kind].fields}
        assert one.name in specs and not is_key(one.kind, one.name), one
        for name, values in one.when.items():
            assert values <= {choice.value for choice in specs[name].type}, one
    protected = {f"{one.kind}.{one.name}" for one in protected_record_fields()}
    remarks = {f"{kind}.remark" for kind, spec in KINDS.items() if any(s.name == "remark" for s in spec.fields)}
    in_other_scopes = {"buyer.remark", "seminar.remark"}
    assert remarks - protected == in_other_scopes | {"election.remark"}, "a remark is internal, but for the committee's own to an election"


def test_the_rules_name_places_that_papers_have(record):
    for variant, kinds in variant_rules().items():
        for kind, rule in kinds.items():
            if kind in MAKERS:
                named = {*rule.drop, *rule.small, *rule.letters, *rule.only}
                places = places_of(type(record.values(kind, Variant.INTERNAL)))
                assert named <= places, f"{variant}, {kind}: {named - places}"


@cache
def places_of(cls: type[Any], path: str = "") -> set[str]:
    """The paths of all fields of a kind of paper, lists passed through."""
    found: set[str] = set()
    for name, said in get_type_hints(cls).items():
        place = f"{path}.{name}" if path else name
        inner = [part for part in (said, *get_args(said)) if isinstance(part, type) and is_dataclass(part)]
        found |= {place}.union(*(places_of(part, place) for part in inner))
    return found


# --- for whom a kind is made ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(READERS))
def test_a_kind_is_made_for_its_readers_only(record, kind):
    for variant in Variant:
        if variant in READERS[kind] or kind not in MAKERS:
            continue
        with pytest.raises(Refused, match=r"report\.no_variant"):
            record.desk.ask(paper_of_variant, kind, record.thing_id(kind), variant, record.context)
    assert set(READERS) >= set(MAKERS), "a new kind of paper says for whom it is made"
    assert kind == "briefing" or variants_of(kind) == READERS[kind]


@pytest.mark.parametrize(("paper", "variant"), MADE, ids=lambda one: str(one).replace(" ", "-"))
def test_a_paper_shows_what_the_table_and_the_rules_say(record, paper, variant):
    found = record.found(paper, variant)
    rule = variant_rules().get(variant, {}).get(paper.partition(" ")[0], Rule())
    due = {
        row
        for row in record.planted.words
        if paper in printed_on(row) and any(not is_left_out(rule, path, row) for path in record.paths(paper, row))
    }
    if is_left_out(rule, "head.author", ""):
        due.add("context.office")  # the file then names the office as its author
    assert found - due == set(), "stands there and must not"
    assert due - found == set(), "does not stand there"


@pytest.mark.parametrize(("paper", "variant"), MADE, ids=lambda one: str(one).replace(" ", "-"))
def test_what_is_protected_stands_on_no_paper_that_goes_out(record, paper, variant):
    text = " ".join(record.texts(paper, variant).values())
    for day in UNANNOUNCED:
        assert not [said for said in days_written(day, [record.context.words.day(day)]) if said.casefold() in text], "not even inside"
    assert not [day for day in days_in(record.values(paper, variant)) if day in UNANNOUNCED]
    if variant not in GOING_OUT:
        return
    guarded = record.protected(paper, variant)
    assert {one.field for one in guarded} >= ({"name", "local_name"} if paper in MANY else {"remark", "notes", "outcome", "first_day_on"})
    tokens = {plain(one.words).split()[0] for one in guarded}
    assert not [row for row in record.found(paper, variant) if record.planted.words[row] in tokens]
    assert not leaks(record.values(paper, variant), guarded, record.texts(paper, variant)), "it can be released"
    assert f"{SMALL[2]:,}" not in text, "a small group is not counted out"


def test_a_small_group_is_counted_inside(record):
    assert f"{SMALL[2]:,}" in " ".join(record.texts("assessment", Variant.INTERNAL).values())


def test_buyers_are_not_told_what_was_heard_in_interviews(record):
    said = record.context.say("method.interview")
    told = {v: said in " ".join(record.texts("progress1", v).values()) for v in READERS["progress1"]}
    assert told == {Variant.INTERNAL: True, Variant.FACTORY: True, Variant.BUYER: False}
    letters = {v: {f.evidence for c in record.values("assessment", v).clusters for f in c.findings} for v in READERS["assessment"]}
    assert letters == {Variant.INTERNAL: {"DW"}, Variant.FACTORY: {"DW"}, Variant.BUYER: {"D"}, Variant.PUBLIC: {""}}


def days_in(value: Any) -> list[date]:
    if is_dataclass(value) and not isinstance(value, type):
        return [day for one in fields(value) for day in days_in(getattr(value, one.name))]
    if isinstance(value, tuple):
        return [day for one in value for day in days_in(one)]
    return [value] if isinstance(value, date) else []


# --- state, number and digest ---------------------------------------------------------------------------------------------------------


def pages(texts: Mapping[str, str]) -> list[str]:
    return [text for where, text in texts.items() if where.startswith("file.page ")]


@pytest.mark.parametrize(("paper", "variant"), [one for one in MADE if one[0] != "briefing"], ids=lambda one: str(one).replace(" ", "-"))
def test_state_number_and_digest_of_an_edition_stand_on_every_page(record, paper, variant):
    values = record.values(paper, variant)
    digest = content_hash(replace(values, head=replace(values.head, state=State.OFFICIAL, short="KH-2026-7F3KQ2")))
    day, said = plain(record.context.words.day(record.context.today)), pages(record.texts(paper, variant))
    for number, page in enumerate(said, 1):
        assert f"edition 1, kh-2026-7f3kq2, official, {day}" in page, number
        assert " ".join(digest[at : at + 4] for at in range(0, 16, 4)) in page
        assert f"page {number} of {len(said)}" in page


@pytest.mark.parametrize("paper", MAKERS)
def test_before_its_release_no_paper_speaks_of_an_edition(record, paper):
    values, out = record.values(paper, Variant.INTERNAL), io.BytesIO()
    make(values, record.context.texts, out)
    is_living = paper in ("visit", "briefing", "plan", "certificate")
    assert values.head.state is (State.WORKING if is_living else State.DRAFT)
    for page in pages({where: plain(text) for where, text in texts_of_file(out.getvalue()).items()}):
        assert "edition 1" not in page and "made on" in page
        assert is_living or "draft. made on" in page


# --- the guard looks everywhere ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "variant"), [one for one in MADE if one[1] in GOING_OUT], ids=lambda one: str(one).replace(" ", "-"))
def test_a_protected_name_refuses_wherever_it_stands_among_the_values(record, paper, variant):
    values, guarded = record.values(paper, variant), record.protected(paper, variant)
    name = next(one for one in guarded if one.is_name and one.kind == ("factory" if paper in MANY else "line"))
    planted = _named(values, f"told by {name.words}, line 5")
    places = {path for path, _ in texts_of(values)}
    assert len(places) > 8
    assert {leak.path for leak in leaks(planted, [name])} == places


@pytest.mark.parametrize(
    ("paper", "variant"), [one for one in MADE if one[1] in GOING_OUT and one[0] not in MANY], ids=lambda one: str(one).replace(" ", "-")
)
def test_a_name_in_a_script_of_its_own_refuses_wherever_it_stands(record, paper, variant):
    values, guarded = record.values(paper, variant), record.protected(paper, variant)
    places = {path for path, _ in texts_of(values)}
    for noted, sentences in NOTED.items():
        (name,) = [one for one in guarded if one.thing_id == natural_id("planted", "line", noted)]
        for said in sentences:
            assert {leak.path for leak in leaks(_named(values, said), [name])} == places, (noted, said)
        others = [one for one in guarded if one.is_name and one != name]
        assert not leaks(_named(values, " ".join(sentences)), others), "nobody else is taken for them"


def _named(value: Any, words: str) -> Any:
    """A paper's values with other words in every text."""
    if isinstance(value, str):
        return words if value.strip() else value
    if isinstance(value, tuple):
        return tuple(_named(part, words) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _named(getattr(value, one.name), words) for one in fields(value)})
    return value


# --- from the paper back to the record -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [kind for kind in MAKERS if kind not in MANY])
def test_what_stands_on_a_paper_leads_back_to_the_record_that_holds_it(record, paper):
    spots = {
        row: Spot(1, token, text)
        for row, token in record.planted.words.items()
        for path, text in record.places(paper)
        if token in text and not row.startswith(("context.", "factory_comment."))
    }
    found = record.desk.ask(records_of_spots, paper, record.thing_id(paper), tuple(spots.values()))
    kinds = {row: kind_name(type(found[spot].thing)) if spot in found else "" for row, spot in spots.items()}
    owners = {"photo": {"line", "issue", "answer"}, "document": {"answer"}}  # they are shown with what they were taken for
    assert (
        kinds and {row: kind for row, kind in kinds.items() if kind not in owners.get(row.partition(".")[0], {row.partition(".")[0]})} == {}
    )
