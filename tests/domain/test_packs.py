"""Packs of the library: what is read, what is refused and where, when words are outdated, how a quotation says its source."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from bwdesk.domain.packs import (
    LONGEST_ARTICLE,
    MOST_CHARACTERS,
    Difference,
    difference,
    is_outdated,
    matches,
    newest,
    pack_text,
    quotation,
    read_pack,
    replaced_by,
    why_not_taken,
)
from bwdesk.domain.snippet import slots
from bwdesk.errors import Refused
from bwdesk.paths import ROOT
from bwdesk.shipped import library_packs, tool, tool_names

HEAD = {"name": "law-xx", "version": "2026.1", "country": "XX", "title": "Law", "limits": "Not the law.", "valid_from": "2026-01-01"}
BODY = "## hours | Hours\nsource: Act, section 3\nas_of: 2026-01-01\n\nEight hours a day.\n\nNo more.\n"
DAY = date(2026, 11, 23)


def pack(body=BODY, **head):
    return json.dumps(HEAD | head) + "\n---\n" + body


def test_a_pack_is_read_with_its_articles():
    found = read_pack(
        pack("\n" + BODY + "## rest | Day off\nsource: Act\nas_of: 2026-02-01\nuntil: 2026-06-30\ncheck: The day\n\nSunday.\n")
    )
    assert (found.label, found.country, found.valid_until) == ("law-xx@2026.1", "XX", None)
    hours, rest = found.articles
    assert (hours.ref, hours.text) == ("law-xx@2026.1/hours", "Eight hours a day.\n\nNo more.")
    assert (rest.until, rest.check, rest.as_of) == (date(2026, 6, 30), "The day", date(2026, 2, 1))


@pytest.mark.parametrize(
    ("said", "key", "where"),
    [
        ("x" * (MOST_CHARACTERS + 1), "library.too_big", {}),
        (BODY, "library.no_header", {}),
        ("{" + BODY, "library.no_header", {}),
        ("[" * 50_000 + "\n---\n" + BODY, "library.no_header", {}),
        ("[]\n---\n" + BODY, "library.no_header", {}),
        (pack(name="../law"), "library.header", {"where": "name"}),
        (pack(version="new"), "library.header", {"where": "version"}),
        (pack(country="xx"), "library.header", {"where": "country"}),
        (pack(limits=""), "library.header", {"where": "limits"}),
        (pack(title=7), "library.header", {"where": "title"}),
        (pack(valid_from="soon"), "library.header", {"where": "valid_from"}),
        (pack(valid_until="2025-12-31"), "library.header", {"where": "valid_until"}),
        (pack(title="Law\n\nby nobody"), "library.header", {"where": "title"}),
        (pack(limits="\u202eseveral"), "library.header", {"where": "limits"}),
        (pack(BODY.replace("No more", "No \u202emore")), "library.unseen", {"line": 9}),
        (pack(BODY.replace("No more", "No\0more")), "library.unseen", {"line": 9}),
        (pack(BODY.replace("day.", "d\ufffdy.")), "library.unseen", {"line": 7}),
        (pack(BODY.replace("Eight", "<b>Eight</b>")), "library.markup", {"line": 7}),
        (pack(BODY.replace("as_of", "url: file:///etc\nas_of")), "library.article.url", {"article": "hours", "line": 3}),
        (pack(BODY.replace("as_of", "wording: what is it\nas_of")), "library.article.wording", {"article": "hours", "line": 3}),
        (pack(""), "library.article.count", {"most": 1000}),
        (pack("words\n" + BODY), "library.article.stray", {"line": 3}),
        (pack(BODY + BODY), "library.article.twice", {"article": "hours", "line": 10}),
        (pack("## hours\n" + BODY), "library.article.name", {"line": 3}),
        (pack(BODY.replace("as_of", "asof")), "library.article.fact", {"article": "hours", "line": 5}),
        (pack(BODY.replace("source: Act, section 3\n", "")), "library.article.source", {"article": "hours", "line": 3}),
        (pack(BODY.replace("2026-01-01", "2026-02-30")), "library.article.day", {"article": "hours", "line": 3}),
        (pack(BODY.partition("\n\n")[0]), "library.article.text", {"article": "hours", "line": 3}),
        (pack(BODY + "x" * LONGEST_ARTICLE), "library.article.text", {"article": "hours", "line": 3}),
    ],
)
def test_a_broken_pack_is_refused_by_field_article_and_line(said, key, where):
    with pytest.raises(Refused) as refused:
        read_pack(said)
    assert (refused.value.key, refused.value.params) == (key, where)


def test_signs_that_look_like_markup_but_are_none_are_taken():
    assert "< 15" in read_pack(pack(BODY.replace("No more.", "Age < 15 or > 60, [number] people."))).articles[0].text


def test_line_ends_and_the_mark_at_the_beginning_do_not_count():
    assert pack_text("\ufeff" + pack().replace("\n", "\r\n")).checksum == pack_text(pack()).checksum
    assert pack_text(pack(title="Other")).checksum != pack_text(pack()).checksum


def test_words_to_write_with_name_their_question_or_none():
    body = BODY + BODY.replace("hours", "doors").replace("as_of", "wording: 8.3.2\nas_of")
    articles = read_pack(pack(body + BODY.replace("hours", "any").replace("as_of", "wording:\nas_of"))).articles
    assert [a.wording for a in articles] == [None, "8.3.2", ""]


def test_what_a_version_brings_and_why_it_is_not_taken():
    old = pack_text(pack(BODY + BODY.replace("hours", "rest")))
    new = pack_text(pack(BODY.replace("Eight", "Seven") + BODY.replace("hours", "leave"), version="2026.2"))
    assert difference(old.pack, new.pack) == Difference(("leave",), ("hours",), ("rest",))
    assert difference(old.pack, replace(old.pack, version="2026.3")) == Difference((), (), ())
    assert difference(None, new.pack).added == ("hours", "leave")
    assert replaced_by(old.pack, [new.pack], DAY) == "2026.2"
    held = [(old.pack, old.checksum)]
    assert why_not_taken(new.pack, new.checksum, held) == ""
    assert why_not_taken(old.pack, old.checksum, held) == "library.held"
    assert why_not_taken(old.pack, new.checksum, held) == "library.version_taken"
    assert why_not_taken(replace(old.pack, version="2025.9"), new.checksum, held) == "library.older"
    assert why_not_taken(replace(old.pack, name="other"), new.checksum, held) == ""


def test_the_pack_of_the_page_for_those_who_write_packs_is_one():
    found = read_pack((ROOT / "docs" / "packs.md").read_text("utf-8").split("```")[1].strip("\n"))
    assert (found.label, found.country, [a.wording for a in found.articles]) == ("country-hours@2026.2", "KH", [None, ""])


def test_line_numbers_count_a_header_of_many_lines():
    with pytest.raises(Refused) as refused:
        read_pack(json.dumps(HEAD, indent=1) + "\n---\n## hours\n")
    assert refused.value.params == {"line": len(HEAD) + 4}


def test_words_are_outdated_after_their_day_and_by_a_newer_version_in_force():
    old, new = read_pack(pack()), read_pack(pack(version="2026.10", valid_from="2026-11-01"))
    article = old.articles[0]
    assert not is_outdated(article, old, [old], DAY)
    assert is_outdated(article, old, [old, new], DAY)
    assert not is_outdated(article, old, [old, new], date(2026, 10, 31))
    assert not is_outdated(new.articles[0], new, [old, new], DAY)
    last = replace(article, until=DAY)
    assert not is_outdated(last, old, [old], DAY)
    assert is_outdated(last, old, [old], date(2026, 11, 24))
    assert is_outdated(article, replace(old, valid_until=date(2026, 11, 22)), [old], DAY)


def test_the_newest_version_is_by_number_not_by_letters():
    second, tenth = read_pack(pack(version="2026.2")), read_pack(pack(version="2026.10"))
    assert newest([tenth, second], DAY)["law-xx"] is tenth


def test_search_finds_beginnings_of_all_words():
    article = read_pack(pack()).articles[0]
    assert matches(article, "EIGHT hou")
    assert matches(article, "")
    assert not matches(article, "eight nine")


def test_a_quotation_says_words_source_and_day():
    article = read_pack(pack()).articles[0]
    assert quotation(article) == "Eight hours a day. (Act, section 3; law-xx@2026.1/hours, 2026-01-01)"
    assert quotation(article, " No\n more. ").startswith("No more. (Act")


def test_the_shipped_packs_say_their_limits_and_cover_the_core_conventions():
    packs = {found.name: found for found in library_packs()}
    assert {a.id for a in packs["ilo"].articles} >= {"C29", "C87", "C98", "C100", "C105", "C111", "C138", "C155", "C182", "C187"}
    named = {one.replace(" ", "-") for name in tool_names() for question in tool(name).questions for one in question.references}
    assert named - {a.id for a in packs["ilo"].articles} == {"national-law"}, "whatever instrument a question names can be read"
    assert (packs["cambodia"].country, packs["vietnam"].country) == ("KH", "VN")
    assert all(a.wording == "" and slots(a.text) for a in packs["wording"].articles)
    for found in packs.values():
        assert "lawyer" in found.limits
        assert all(len(a.ref) <= 120 for a in found.articles)
