"""Choosing a language on a page with a form carries over what was typed, and does nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
import requests

from bwdesk.domain.buyers import Authorisation
from bwdesk.domain.report import FactoryComment, Section
from bwdesk.server.reader_html import LARGEST_FORM
from bwdesk.store import readers as rows
from tests.server.test_reader_pages import Browser, World

NASTY = '</textarea><script>alert("1")</script>\n\n  ការងារ'
LONG = "ក" * 20_000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    found = World(tmp_path_factory.mktemp("languages"))
    yield found
    found.stop()


@pytest.fixture(scope="module")
def factory(world: World) -> Browser:
    return world.browser("golden", "factory", world.factory)


def sent(browser: Browser, path: str, **fields: object) -> requests.Response:
    """What a browser sends with a page's form: line ends are its own."""
    answer = browser.send(path, **{k: v.replace("\n", "\r\n") if isinstance(v, str) else v for k, v in fields.items()})
    answer.encoding = "utf-8"
    return answer


def text_in(page: str, name: str) -> str:
    """What stands in a text field; a browser leaves out one line end at its beginning."""
    found = re.search(rf'<textarea[^>]* name="{re.escape(name)}"[^>]*>(.*?)</textarea>', page, re.S)
    assert found, name
    return html.unescape(found[1]).removeprefix("\n")


def languages(page: str) -> set[str]:
    return set(re.findall(r'<button form="page" name="language" value="([a-z]+)" formnovalidate', page))


def spoken(page: str) -> str:
    return re.findall(r'<html lang="([a-z]+)"', page)[0]


def acts_of(world: World) -> list[str]:
    """What readers did, looking at pages apart."""
    with world.hub.reading() as reader:
        return [one.act for one in rows.accesses(reader, most=200) if one.act != "looked"]


def test_the_first_page_keeps_comment_and_choice_of_buyer_and_does_nothing(world, factory):
    field, before = f"text-{world.report.id}", acts_of(world)
    page = factory.get().text
    assert {"en", "km", "ar", "fr"} <= languages(page) and "/reader/language/" not in page, "one way, that of the form"
    typed = {field: NASTY, "buyer": world.stranger, "kind": ["plan", "progress1"], "from": "2027-01-02", "to": "2027-03-04"}
    shown = sent(factory, "", language="km", **typed)
    assert shown.status_code == 200 and spoken(shown.text) == "km" and shown.url == factory.url
    assert text_in(shown.text, field) == NASTY and "<script>" not in shown.text
    assert f'value="{world.stranger}" selected' in shown.text and f'value="{world.buyer}" selected' not in shown.text
    assert re.findall(r'value="([a-z0-9]+)" checked', shown.text) == ["progress1", "plan"]
    assert 'value="2027-01-02"' in shown.text and 'value="2027-03-04"' in shown.text
    assert factory.session.cookies.get("bwdesk_language") == "km"
    again = sent(factory, "", language="en", **typed)
    assert spoken(again.text) == "en" and text_in(again.text, field) == NASTY and "not saved yet" in again.text
    assert 'value="2027-01-02"' not in factory.get().text and "not saved yet" not in factory.get().text, "kept nowhere"
    assert acts_of(world) == before
    assert world.at_the_desk(FactoryComment, lambda c: c.scope == world.scope) == []
    assert world.at_the_desk(Authorisation, lambda a: a.scope == world.scope) == []


def test_progress_report_1_keeps_what_was_typed_and_not_saved(world, factory):
    path = f"/progress/{world.cycle}"
    assert sent(factory, path, overview="First\n\nsecond", systems="", do="keep").status_code == 200
    unchanged = sent(factory, path, overview="First\n\nsecond", systems="", language="en")
    assert "not saved yet" not in unchanged.text, "line ends of a browser are no change"
    shown = sent(factory, path, overview=NASTY, systems=LONG, language="ar")
    assert spoken(shown.text) == "ar" and 'dir="rtl"' in shown.text and shown.url == factory.url + path
    assert text_in(shown.text, "overview") == NASTY and text_in(shown.text, "systems") == LONG
    texts = {one.key: one.text for one in world.at_the_desk(Section, lambda s: s.scope == world.scope)}
    assert texts["overview"] == "First\n\nsecond" and texts["systems"] == "", "nothing of it was saved"
    assert text_in(factory.get(path).text, "overview") == "First\n\nsecond"
    assert sent(factory, path, overview="First\n\nsecond", language="en").status_code == 200


def test_a_form_of_another_page_changes_no_language_and_is_not_shown(world, factory):
    for path in ("", f"/progress/{world.cycle}"):
        forged = factory.session.post(factory.url + path, {"token": "0" * 36, "language": "fr", "overview": "planted"}, timeout=20)
        assert forged.status_code == 403 and "planted" not in forged.text and spoken(forged.text) != "fr"
        assert forged.headers.get("set-cookie") is None
        assert sent(factory, path, language="xx", overview="planted").status_code == 404
        out = requests.post(factory.url + path, {"language": "fr", "overview": "planted"}, timeout=20, allow_redirects=False)
        assert out.headers["location"] == "/reader/sign-in", "who is not signed in is asked to"
    other = world.browser("other", "factory", world.other)
    assert sent(other, f"/progress/{world.cycle}", overview="planted", language="fr").status_code == 404


def test_a_form_is_bounded(world, factory):
    answer = sent(factory, "", language="fr", **{f"text-{world.report.id}": "x" * (LARGEST_FORM + 1)})
    assert answer.status_code == 413 and len(answer.text) < 20_000
    many = {f"field{n}": "x" for n in range(100)}
    assert sent(factory, "", language="fr", **many).status_code == 403


def test_signing_in_keeps_the_name_and_never_the_password(world):
    browser = Browser(world.url)
    shown = sent(browser, "/sign-in", login='golden" <b>' + "x" * 200, password="three plain words", language="fr")
    shown.encoding = "utf-8"
    assert shown.status_code == 200 and spoken(shown.text) == "fr" and "three plain words" not in shown.text
    assert f'value="{html.escape(("golden" + chr(34) + " <b>" + "x" * 200)[:120]).replace("&quot;", "&#34;")}"' in shown.text
    assert [one.name for one in browser.session.cookies] == ["bwdesk_language"], "nobody is signed in by it"


def test_asking_whether_a_paper_is_an_edition_keeps_number_and_hash_and_counts_nothing(world):
    browser = Browser(world.url)
    for _ in range(10):
        shown = sent(browser, "/check", number="KH-7F3K", digest="0123 <i>", language="vi")
        assert shown.status_code == 200 and spoken(shown.text) == "vi"
    assert 'value="KH-7F3K"' in shown.text and 'value="0123 &lt;i&gt;"' in shown.text and 'role="status"' not in shown.text


def test_what_is_refused_on_the_first_page_takes_nothing_that_was_typed_away(world, factory):
    field = f"text-{world.report.id}"
    sent(factory, "", language="en")
    for given, sentence in (({"kind": "plan"}, "choose a buyer"), ({"buyer": world.buyer}, "at least one kind")):
        answer = sent(factory, "/authorise", **{field: NASTY}, **given)
        assert answer.status_code == 403 and sentence in answer.text and text_in(answer.text, field) == NASTY
        assert ('value="plan" checked' in answer.text) == ("kind" in given)
    empty = sent(factory, "/comment", report=world.report.id, buyer=world.buyer, **{field: " \n"})
    assert empty.status_code == 403 and "there is no text" in empty.text and f'value="{world.buyer}" selected' in empty.text


def test_pages_without_a_form_have_links_to_the_languages(world):
    buyer = world.browser("north", "buyer", world.buyer)
    page = buyer.get().text
    assert not languages(page) and "/reader/language/km?to=/reader" in page
