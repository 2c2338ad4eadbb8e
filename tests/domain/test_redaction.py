"""Variants leave out by rule; protected words are found wherever they stand."""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from bwdesk.domain.edition import Variant, short_number
from bwdesk.domain.redaction import Protected, Rule, leaks, on_pages, redacted, rules_of, texts_of
from bwdesk.paths import RESOURCES
from bwdesk.reports import values as v

RULES = rules_of(json.loads((RESOURCES / "programme" / "variants.json").read_text("utf-8")))
NAME = Protected("Sok Dara", "line", "1" * 32, "text", is_name=True)
PAPERS = (v.VisitPaper, v.BriefingPaper, v.DiagnosisPaper, v.AssessmentPaper, v.PlanPaper)


@dataclass(frozen=True)
class Heads:
    count: int | None = None
    of: int | None = None
    women: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Found:
    title: str = ""
    evidence: str = ""
    is_public: bool = False
    workers: Heads = Heads()


@dataclass(frozen=True)
class Sheet:
    concerns: tuple[str, ...] = ()
    findings: tuple[Found, ...] = ()


def test_what_is_dropped_is_as_if_it_had_never_been_there() -> None:
    sheet = Sheet(("secret",), (Found("a", "DW", True), Found("b", "W")))
    rule = Rule(frozenset({"concerns"}), letters={"findings.evidence": "WU"}, only={"findings": "is_public"})
    assert redacted(sheet, rule, 5) == Sheet((), (Found("a", "D", True),))
    assert redacted(sheet, Rule(), 5) is not None and sheet.concerns == ("secret",), "the record is not touched"


@pytest.mark.parametrize(
    ("heads", "stays"),
    [(Heads(20, 400, 10), True), (Heads(4, 400), False), (Heads(20, 400, 3), False), (Heads(398, 400), False), (Heads(0, 400), True)],
)
def test_small_groups_cannot_be_worked_out(heads: Heads, stays: bool) -> None:
    shown = redacted(Sheet(findings=(Found(workers=heads),)), Rule(small=frozenset({"findings.workers"})), 5).findings[0].workers
    assert shown == (heads if stays else Heads())


@pytest.mark.parametrize(
    "text", ["told by Sok Dara.", "SOK  DARA", "Sok, Dara", "Dara Sok said", "sok\u200b dara", "(Sok-Dara)", "ＳＯＫ Dara"]
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert [leak.path for leak in leaks(Sheet((text,)), [NAME])] == ["concerns"]


def test_a_leak_knows_the_page_that_shows_it() -> None:
    twice = leaks(Sheet(("Sok Dara said", "Dara Sok again")), [NAME])
    pages = ["nothing", "by SOK DARA.", "nothing", "and Sok, Dara"]
    assert [leak.page for leak in twice] == [0, 0] and [leak.page for leak in on_pages(twice, pages)] == [2, 4]
    assert on_pages(twice, pages) == tuple(twice), "the page is no part of what leaks"
    assert [leak.page for leak in on_pages(twice, ["Sok Dara", ""])] == [1, 1]
    assert [leak.page for leak in on_pages(twice, ["a picture of a name"])] == [0, 0]


def test_other_words_are_no_name() -> None:
    assert not leaks(Sheet(("Soki Daraman", "Sok met the manager, Dara the union")), [NAME])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("សុខ ដារ៉ា", "លោកសុខ ដារ៉ានិយាយថាច្រកចេញត្រូវបានបិទ"),
        ("សុខ ដារ៉ា", "លោក\u200bសុខ\u200bដារ៉ា\u200bនិយាយ"),
        ("សុខដារ៉ា", "លោកសុខ ដារ៉ានិយាយ".replace(" ", "")),
        ("สมชาย ใจดี", "คุณสมชายใจดีบอกว่าทางออกถูกปิด"),
        ("李小龙", "由李小龙告诉我们"),
        ("小龙 李", "由李小龙告诉我们"),
        ("مريم حسن", "قالت لمريم حسن إن الباب مغلق"),
        ("አበበ ከበደ", "ለአበበ ከበደ ተነግሯል"),
        ("রহিমা বেগম", "রহিমা বেগমের কথা"),
        ("நிர்மலா தேவி", "நிர்மலா தேவியின் கூற்று"),
        ("නිමල් පෙරේරා", "නිමල් පෙරේරාගේ වචන"),
    ],
)
def test_a_name_is_found_inside_a_sentence_of_scripts_that_set_no_blank_there(name: str, text: str) -> None:
    assert leaks(Sheet((text,)), [replace(NAME, words=name)])


def test_in_those_scripts_too_other_words_are_no_name() -> None:
    for name, text in (
        ("សុខ ដារ៉ា", "សុខភាព និងសុវត្ថិភាព"),
        ("سارة علي", "سارة وعلي"),
        ("النور", "طائر النورس"),
        ("17 មីនា 2027", "117 មីនា 20275"),
    ):
        assert not leaks(Sheet((text,)), [replace(NAME, words=name)]), name


def test_closed_text_without_blanks_is_found_by_its_letters_in_a_row() -> None:
    heard = "មេការវេនយប់ចាក់សោទ្វារខាងលិចហើយទុកកូនសោនៅក្នុងការិយាល័យ"
    closed = Protected(heard, "interview", "2" * 32, "notes")
    assert leaks(Sheet(("យើងឃើញថា" + heard[3:34] + "ជារៀងរាល់យប់",)), [closed])
    assert leaks(Sheet(("យើងឃើញថា ចាក់សោទ្វារ\u200bខាងលិច ហើយទុកកូនសោ",)), [closed])
    assert not leaks(Sheet(("ទ្វារខាងលិចត្រូវបានបិទ", "ច្រកចេញសង្គ្រោះបន្ទាន់នៅក្នុងការិយាល័យ")), [closed])
    assert leaks(Sheet(("夜班主管锁上西门并保管钥匙，工人说",)), [replace(closed, words="据说夜班主管锁上西门并保管钥匙")])
    short = replace(closed, words="យប់")
    assert leaks(Sheet(("យប់",)), [short]) and not leaks(Sheet(("វេនយប់",)), [short])


def test_closed_text_is_found_by_six_of_its_words_in_a_row() -> None:
    vault = Protected("They lock the west door at night and say nothing about it", "interview", "2" * 32, "notes")
    assert leaks(Sheet(("we heard: they lock the west door at night.",)), [vault])
    assert not leaks(Sheet(("The west door is locked at night.",)), [vault])
    assert not leaks(Sheet(("ok then",)), [replace(vault, words="ok")]), "a single word is no secret"


def planted(kind: Any, path: str, name: str) -> Any:
    """A value of a kind with the name in one field, named by its path; everything else as small as it can be."""
    hints = get_type_hints(kind)
    first, _, rest = path.partition(".")
    made = {}
    for one in fields(kind):
        hint = hints[one.name]
        if one.name == first:
            made[one.name] = _planted(hint, rest, name)
        elif not one.init or _is_optional(one):
            continue
        else:
            made[one.name] = _least(hint)
    return kind(**made)


def _planted(hint: Any, rest: str, name: str) -> Any:
    if hint is str:
        return f"met {name} there"
    if get_origin(hint) is tuple:
        return (_planted(get_args(hint)[0], rest, name),)
    inner = next((one for one in get_args(hint) if is_dataclass(one)), hint)
    return planted(inner, rest, name)


def _is_optional(one: Any) -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


def _least(hint: Any) -> Any:
    if is_dataclass(hint):
        return planted(hint, "", "")
    if get_origin(hint) is tuple:
        return ()
    return {str: "x", int: 1, float: 1.0, bool: False, date: date(2026, 1, 2), datetime: datetime(2026, 1, 2, tzinfo=UTC)}.get(hint)


def _paths(kind: Any, seen: tuple[Any, ...] = ()) -> list[str]:
    found: list[str] = []
    keys = {one.name for one in fields(kind) if not one.metadata.get("is_said", True)}
    assert keys <= {"sections", "key", "mark", "record"}, "all other words of a paper can be read on it"
    for name, hint in get_type_hints(kind).items():
        if name in keys:
            continue
        inner = hint
        while get_origin(inner) is tuple:
            inner = get_args(inner)[0]
        inner = next((one for one in get_args(inner) if is_dataclass(one)), inner)
        if inner is str or str in get_args(inner):
            found.append(name)
        elif is_dataclass(inner) and inner not in seen:
            found += [f"{name}.{rest}" for rest in _paths(inner, (*seen, kind))]
    return found


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind in PAPERS for path in _paths(kind)])
def test_a_planted_name_is_found_in_every_field_of_every_kind(kind: Any, path: str) -> None:
    paper = planted(kind, path, NAME.words)
    assert path in {leak.path for leak in leaks(paper, [NAME])}


def test_every_rule_names_places_that_papers_have() -> None:
    kinds = dict(zip(("visit", "briefing", "diagnosis", "assessment", "plan"), PAPERS, strict=True))
    for rules in RULES.values():
        for kind, rule in rules.items():
            if kind in kinds:
                for path in (*rule.drop, *rule.small, *rule.letters, *rule.only):
                    assert _has(kinds[kind], path), f"{kind}: {path}"


def _has(kind: Any, path: str) -> bool:
    first, _, rest = path.partition(".")
    hint = get_type_hints(kind).get(first)
    while get_origin(hint) is tuple:
        hint = get_args(hint)[0]
    return hint is not None and (not rest or _has(hint, rest))


def test_buyers_and_the_public_are_given_less() -> None:
    assert set(RULES[Variant.PUBLIC]) < set(RULES[Variant.INTERNAL]) and "visit" not in RULES[Variant.BUYER]


def test_texts_are_found_with_their_place() -> None:
    assert dict(texts_of(Sheet(("a",), (Found("b"),)))) == {"concerns": "a", "findings.title": "b"}


def test_short_numbers_follow_from_the_records() -> None:
    one = short_number("KH", 2026, "e1", "d1")
    assert one == short_number("KH", 2026, "e1", "d1") and one.startswith("KH-2026-") and len(one) == 14
    assert len({short_number("KH", 2026, "e", str(n)) for n in range(2000)}) == 2000
