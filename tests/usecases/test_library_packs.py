"""Packs added from a file: taken in by who may, told apart by version and words, read by colleagues, removed and brought back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from bwdesk.domain.library import Pack
from bwdesk.domain.operation import read_operation
from bwdesk.domain.packs import LONGEST_ARTICLE, MOST_CHARACTERS, PackText, pack_text
from bwdesk.domain.scope import country_scope, user_scope
from bwdesk.domain.visit import Line
from bwdesk.errors import Refused
from bwdesk.shipped import library_texts
from bwdesk.store.outbox import grant
from bwdesk.texts import Texts
from bwdesk.usecases.factories import add_factory
from bwdesk.usecases.library import find_articles, library_page, library_shelves, quote_into_note
from bwdesk.usecases.library_packs import add_pack, added_packs, packs_held, preview_pack, remove_pack
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import NOW, TODAY

EN = Texts("en")
KH, VN = country_scope("KH"), country_scope("VN")
MINE = user_scope("amina")


def pack(version: str = "2026.2", words: str = "Eight hours a day.", more: str = "", **head: object) -> PackText:
    facts = {"name": "law-xx", "version": version, "country": "KH", "title": "Law", "limits": "Not the law.", "valid_from": "2026-01-01"}
    return pack_text(json.dumps(facts | head) + f"\n---\n## hours | Hours\nsource: Act, section 3\nas_of: 2026-01-01\n\n{words}\n{more}")


def refusal(desk, *args) -> str:
    with pytest.raises(Refused) as refused:
        desk.do(*args)
    return refused.value.key


def leads(desk, standing: str, *countries: str) -> None:
    """What the office says of the person of this laptop."""
    desk.do(lambda unit: (grant(unit, "s" * 32, "e" * 32, [*countries, MINE]), unit.set_fact("standing", standing)))


def test_a_pack_is_looked_at_then_taken_in_for_the_country_and_read_by_a_colleague(desk, make_desk, factory):
    look = desk.ask(preview_pack, pack(), "amina", TODAY)
    assert (look.before, look.difference.added, look.choices, look.refusal) == (None, ("hours",), ((KH,), (MINE,)), None)
    assert desk.ask(added_packs) == ()
    desk.do(add_pack, pack(), look.choices[0])
    other = make_desk("bora", seed=2)
    desk.carry_to(other)
    shelves = other.ask(library_shelves, EN)
    (row,) = (row for row in other.ask(library_page, TODAY, NOW, "eight hours", shelves).rows if row.pack.name == "law-xx")
    assert (row.article.ref, row.pack.title) == ("law-xx@2026.2/hours", "Law")
    assert "law-xx@2026.2/hours" in [r.article.ref for r in other.ask(find_articles, TODAY, "eight hours", EN)]


def test_the_newest_version_is_read_the_older_stays_in_history_and_quotes_keep_theirs(desk, factory, cycle):
    desk.do(add_pack, pack("2026.1", "Nine hours a day."), (KH,))
    desk.do(start_visit, factory.id)
    desk.do(quote_into_note, "law-xx@2026.1/hours", "", TODAY, packs=desk.ask(library_shelves, EN))
    look = desk.ask(preview_pack, pack(), "amina", TODAY)
    assert (look.before.version, look.difference.changed) == ("2026.1", ("hours",))
    desk.do(add_pack, pack(), (KH,))
    shelves = desk.ask(library_shelves, EN)

    def refs(**more):
        return [r.article.ref for r in desk.ask(library_page, TODAY, NOW, "hours a day", shelves, **more).rows if r.pack.name == "law-xx"]

    assert refs(older=False) == ["law-xx@2026.2/hours"]
    assert set(refs(older=True)) == set(refs(older=False, ref="law-xx@2026.1/hours")) == {"law-xx@2026.1/hours", "law-xx@2026.2/hours"}
    (old,) = [r for r in desk.ask(library_page, TODAY, NOW, "nine hours", shelves).rows if r.pack.name == "law-xx"]
    assert (old.is_outdated, old.replaced_by) == (True, "2026.2")
    (line,) = desk.ask(lambda reader: reader.find(Line))
    assert line.text == "Nine hours a day. (Act, section 3; law-xx@2026.1/hours, 2026-01-01)"
    told = [(h.version, h.replaced_by) for h in desk.ask(packs_held, TODAY) if h.name == "law-xx"]
    assert told == [("2026.2", ""), ("2026.1", "2026.2")]


def test_a_version_to_come_waits_for_its_day(desk, factory):
    desk.do(add_pack, pack("2026.1"), (KH,))
    desk.do(add_pack, pack("2027.1", valid_from="2027-01-01"), (KH,))
    shelves = desk.ask(library_shelves, EN)

    def read_on(day):
        return {r.pack.version for r in desk.ask(library_page, day, NOW, "", shelves, older=False).rows if r.pack.name == "law-xx"}

    assert (read_on(date(2026, 12, 31)), read_on(date(2027, 1, 1))) == ({"2026.1"}, {"2027.1"})


def test_the_same_an_older_and_another_of_the_same_version_are_refused(desk, factory):
    desk.do(add_pack, pack(), (KH,))
    for again, key in ((pack(), "held"), (pack("2026.1"), "older"), (pack(words="Seven."), "version_taken")):
        assert desk.ask(preview_pack, again, "amina", TODAY).refusal.key == f"library.{key}"
        assert refusal(desk, add_pack, again, (KH,)) == f"library.{key}"
    shipped = library_texts()[0]
    assert desk.ask(preview_pack, shipped, "amina", TODAY).refusal.key == "library.held"


def test_what_holds_everywhere_goes_to_each_country_and_to_those_that_lack_it(desk):
    desk.do(add_factory, "Golden Thread Ltd", "KH")
    desk.do(add_pack, pack(country=""), (KH,))
    desk.do(add_factory, "Lotus", "VN")
    look = desk.ask(preview_pack, pack(country=""), "amina", TODAY)
    assert look.choices == ((KH, VN),)
    (fresh,) = desk.do(add_pack, pack(country=""), (KH, VN))
    assert fresh.scope == VN
    assert len(desk.ask(added_packs)) == 1, "a pack in two countries stands on one shelf"


def test_staff_take_a_pack_in_for_themselves_only_and_remove_no_colleagues_pack(desk, make_desk, factory):
    leader = make_desk("sokha", seed=2)
    leader.do(add_factory, "Lotus", "KH")
    (shared,) = leader.do(add_pack, pack("2026.1"), (KH,))
    leader.carry_to(desk)
    leads(desk, "staff", KH)
    assert desk.ask(preview_pack, pack(), "amina", TODAY).choices == ((MINE,),)
    assert refusal(desk, add_pack, pack(), (KH,)) == "library.not_here"
    assert refusal(desk, remove_pack, shared.id) == "library.not_yours"
    desk.do(add_pack, pack(), (MINE,))
    assert {p.version for p in desk.ask(added_packs)} == {"2026.1", "2026.2"}
    leads(desk, "team_leader", VN)
    assert refusal(desk, add_pack, pack("2026.3"), (KH,)) == "library.not_here", "the register is no longer held"


def test_adding_and_removing_are_named_and_undone_and_a_removed_pack_comes_back(desk, factory):
    (held,) = desk.do(add_pack, pack(), (KH,))
    desk.do(remove_pack, held.id)
    assert desk.ask(added_packs) == ()
    offer = desk.ask(offers, desk.writer.person, desk.writer.device).undo
    assert offer.act == "act.library.remove"
    desk.do(undo, offer.txn)
    assert len(desk.ask(added_packs)) == 1
    desk.do(undo, desk.ask(offers, desk.writer.person, desk.writer.device).undo.txn)
    assert desk.ask(added_packs) == ()
    (again,) = desk.do(add_pack, pack(), (KH,))
    assert again.id == held.id
    assert len(desk.ask(added_packs)) == 1
    assert refusal(desk, remove_pack, "") == "library.comes_along"


def test_damaged_words_are_named_and_not_read(desk, factory):
    (held,) = desk.do(add_pack, pack(), (KH,))
    desk.do(lambda unit: unit.put(held, replace(held, text=held.text.replace("Eight", "Eighteen"))))
    assert desk.ask(added_packs) == ()
    assert [h.file for h in desk.ask(packs_held, TODAY) if h.name == "law-xx"] == [None]


def test_two_who_add_the_same_file_make_one_pack_and_two_files_of_one_version_are_read_alike(desk, make_desk, factory):
    other = make_desk("sokha", seed=2)
    other.do(add_factory, "Lotus", "KH")
    for one in (desk, other):
        one.do(add_pack, pack("2026.1"), (KH,))
    desk.do(add_pack, pack("2026.2", "Mine."), (KH,))
    other.do(add_pack, pack("2026.2", "Theirs."), (KH,))
    desk.carry_to(other)
    other.carry_to(desk)
    assert desk.ask(added_packs) == other.ask(added_packs)
    assert len(desk.ask(added_packs)) == 2
    assert desk.ask(lambda reader: reader.unsettled_count()) == 0


def test_the_largest_pack_fits_into_one_operation_whatever_has_to_be_escaped_in_it(desk, factory):
    one = "\n## a{0} | Title\nsource: Act\nas_of: 2026-01-01\n\n" + '"\\' * (LONGEST_ARTICLE // 2 - 50) + "\n"
    read = pack(more="".join(one.format(n) for n in range(MOST_CHARACTERS // LONGEST_ARTICLE)))
    assert MOST_CHARACTERS * 0.95 < len(read.text) <= MOST_CHARACTERS
    (held,) = desk.do(add_pack, read, (KH,))
    (op,) = desk.ask(lambda reader: reader.operations_of(held.id))
    assert read_operation(op.header, op.body).values["text"] == read.text
    assert desk.get(Pack, held.id).text == read.text
