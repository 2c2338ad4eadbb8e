"""Search in every script: any two letters, with and without marks, names first, gone when deleted, within a scope, in slices."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from bwdesk.domain.visit import Line
from bwdesk.store.search import drain_search_queue, forget_scope, queue_length, search
from bwdesk.usecases.factories import add_factory, edit_factory, merge_factories
from bwdesk.usecases.find import find_everywhere, index_some
from bwdesk.usecases.visit_lines import add_line, edit_line, remove_line
from bwdesk.usecases.visits import start_visit


@pytest.fixture
def visit(desk, factory, cycle):
    return desk.do(start_visit, factory.id)


def index(desk) -> None:
    while desk.do(index_some):
        pass


def texts(desk, typed, **kind):
    return [hit.snippet for hit in desk.ask(find_everywhere, typed, **kind)]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Two of six exits blocked by racks", "xi"),
        ("Two of six exits blocked by racks", "RACK blo"),
        ("Hai trong sáu lối thoát hiểm bị kệ hàng chặn", "thoat hiem"),
        ("Hai trong sáu lối thoát hiểm bị kệ hàng chặn", unicodedata.normalize("NFD", "lối thoát")),
        (unicodedata.normalize("NFD", "Đường thoát hiểm"), "duong"),
        ("ច្រកចេញត្រូវបានបិទ", "ចេ"),
        ("ច្រកចេញត្រូវបានបិទ", "បានបិទ"),
        ("জরুরি বহির্গমন পথ বন্ধ", "বহির্গ"),
        ("تم إغلاق مخرج الطوارئ", "اغلاق"),
        ("تَمَّ إغلاق الشركــــة", "الشركه"),
        ("خروج کا راستہ بند", "خروج کا"),
        ("出口被堵住了", "被堵"),
        ("Запасной выход закрыт", "выход"),
        ("Straße, 3 Türen", "strasse turen"),
        ("Door ១២ is locked", "12"),
    ],
)
def test_words_are_found_as_people_type_them(desk, visit, written, typed):
    desk.do(add_line, visit, written)
    index(desk)
    assert texts(desk, typed) == [written]


@pytest.mark.parametrize(("written", "typed"), [("কারখানা", "কর"), ("ក្រុម", "ករ"), ("exits", "xe"), ("two words", "ow"), ("exit", "")])
def test_what_is_not_there_is_not_found(desk, visit, written, typed):
    desk.do(add_line, visit, written)
    index(desk)
    assert texts(desk, typed) == []


def test_names_come_first_then_beginnings_then_the_latest(desk, visit):
    for text in ("the gold standard", "marigold soap", "golden rules"):
        desk.do(add_line, visit, text)
    desk.do(add_factory, "Marigold Apparel", "KH")
    index(desk)
    assert texts(desk, "gold") == [
        "Golden Thread Ltd", "Marigold Apparel", "golden rules", "the gold standard", "marigold soap",
    ]  # fmt: skip


def test_an_edit_is_found_by_its_new_words_only(desk, visit):
    line = desk.do(add_line, visit, "exit blocked").line
    index(desk)
    desk.do(edit_line, line, replace(line, text="exit free"))
    index(desk)
    assert texts(desk, "blocked") == [] and texts(desk, "free") == ["exit free"]


def test_a_deleted_record_is_gone_at_once_and_from_the_index_after_the_queue(desk, visit):
    line = desk.do(add_line, visit, "padlock on gate two").line
    index(desk)
    desk.do(remove_line, line)
    assert texts(desk, "padlock") == []
    index(desk)
    with desk.store.reading() as reader:
        held = reader.connection.exec_driver_sql("SELECT count(*) FROM search_doc WHERE folded LIKE '%padlock%'").scalar()
    assert held == 0


def test_what_leaves_the_index_leaves_no_trace_in_the_file(desk, visit):
    line = desk.do(add_line, visit, "zyzzyva").line
    index(desk)
    desk.do(remove_line, line)
    index(desk)
    with desk.store.reading() as reader:
        blocks = [row[0] for row in reader.connection.exec_driver_sql("SELECT block FROM search_grams_data")]
    ending = b"6g61"  # of the pair "va" (76g61); neighbouring terms share its beginning, which is stored once
    assert not any(ending in block for block in blocks)


def test_a_hit_says_where_it_stands(desk, visit, factory):
    desk.do(add_line, visit, "Tour of the finishing section, " * 5 + "exit 4 tied shut with wire")
    index(desk)
    (found,) = desk.ask(find_everywhere, "wire")
    assert found.snippet[found.start : found.start + found.length] == "wire"
    assert len(found.snippet) < 200
    assert (found.kind, found.factory, found.where["visit_id"], found.author) == ("line", factory.name, visit.id, "amina")


def test_the_marked_place_fits_words_with_marks(desk, visit):
    desk.do(add_line, visit, unicodedata.normalize("NFD", "Có lối thoát hiểm bị chặn"))
    index(desk)
    (found,) = desk.ask(find_everywhere, "hiem")
    assert unicodedata.normalize("NFC", found.snippet[found.start : found.start + found.length]) == "hiểm"


def test_a_search_can_be_kept_to_one_scope(desk, visit):
    desk.do(add_line, visit, "golden rules")
    index(desk)
    assert texts(desk, "golden", scope=visit.scope) == ["golden rules"]
    assert len(texts(desk, "golden")) == 2


def test_a_scope_that_may_no_longer_be_read_leaves_the_index(desk, visit):
    desk.do(add_line, visit, "golden rules")
    index(desk)
    desk.do(forget_scope, visit.scope)
    assert texts(desk, "golden rules") == []


def test_the_queue_is_taken_in_slices(desk, visit):
    for n in range(7):
        desk.do(add_line, visit, f"line {n}")
    desk.do(drain_search_queue, 3)
    before = desk.ask(queue_length)
    assert desk.do(drain_search_queue, 3) == 3
    assert desk.ask(queue_length) == before - 3
    index(desk)
    assert desk.ask(queue_length) == 0 and len(texts(desk, "line")) == 7


def test_an_index_of_another_version_is_made_anew(desk, visit):
    desk.do(add_line, visit, "golden rules")
    index(desk)
    desk.do(lambda unit: unit.set_fact("search_version", "0"))
    index(desk)
    assert texts(desk, "golden rules") == ["golden rules"]


def test_before_the_index_is_made_nothing_is_found_and_nothing_breaks(desk, factory):
    assert desk.ask(search, "golden") == []


def test_an_alias_leads_to_the_factory_that_stands(desk, factory):
    twin = desk.do(add_factory, "Goldfaden", "KH")
    desk.do(merge_factories, factory, twin)
    index(desk)
    (found,) = desk.ask(find_everywhere, "goldfaden")
    assert (found.factory_id, found.factory) == (factory.id, factory.name)


def test_facts_of_a_factory_are_found_after_its_name(desk, factory):
    desk.do(edit_factory, factory, replace(factory, city="Takhmau", buyers="Nordlys Retail"))
    index(desk)
    assert [hit.is_name for hit in desk.ask(find_everywhere, "nordlys")] == [False]
    assert [hit.id for hit in desk.ask(find_everywhere, "takh nord")] == [factory.id]


def test_lines_of_other_visits_come_with_theirs(desk, visit, factory):
    desk.do(add_line, visit, "same words")
    desk.wait(hours=2)
    other = desk.do(start_visit, factory.id)
    desk.do(add_line, other, "same words")
    index(desk)
    hits = desk.ask(find_everywhere, "same words")
    assert [hit.where["visit_id"] for hit in hits] == [other.id, visit.id]
    assert all(isinstance(hit.thing, Line) for hit in desk.ask(search, "same words"))
