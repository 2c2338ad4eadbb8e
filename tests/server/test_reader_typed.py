"""A session that ends while somebody types takes nothing along: the words ride on the sign-in, for their own reader alone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import count

import pytest
import requests

from bwdesk.domain.report import FactoryComment, Section
from bwdesk.server import readers
from bwdesk.server.pen import open_keys
from bwdesk.store import readers as rows
from tests.server.test_reader_languages import LONG, NASTY, spoken, text_in
from tests.server.test_reader_pages import PASSWORD, Browser, World

COUNT = count()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    found = World(tmp_path_factory.mktemp("typed"))
    yield found
    found.stop()


@pytest.fixture
def factory(world: World) -> Browser:
    return world.browser(f"reader{next(COUNT)}", "factory", world.factory)


def hidden(page: str) -> dict[str, str]:
    return {html.unescape(n): html.unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)}


def ended(world: World, browser: Browser, path: str, **typed: str) -> tuple[str, requests.Response]:
    """What is answered to a form that was open when its session ended, and who it was."""
    marks = hidden(browser.get(path if path.startswith("/progress") else "").text)
    with world.hub.reading() as reader:
        login = rows.reader_by_id(reader, marks["proof"][:32]).login
    readers.sign_out(world.hub, browser.session.cookies["bwdesk_reader"])
    answer = browser.session.post(browser.url + path, {"token": marks["token"], "proof": marks["proof"]} | typed, timeout=20)
    answer.encoding = "utf-8"
    return login, answer


def sign_in(browser: Browser, page: str, login: str, **fields: str) -> requests.Response:
    answer = browser.session.post(
        browser.url + "/sign-in", hidden(page) | {"login": login, "password": PASSWORD} | fields, timeout=20
    )  # fmt: skip
    answer.encoding = "utf-8"
    return answer


def test_what_was_typed_stands_in_its_place_after_signing_in_again(world, factory):
    path = f"/progress/{world.cycle}"
    login, asked = ended(world, factory, path, overview=NASTY, systems=LONG, do="hand_in")
    assert "What you typed is kept on this page" in asked.text and NASTY not in asked.text and PASSWORD not in asked.text
    wrong = sign_in(factory, asked.text, login, password="not this one")
    wrong.encoding = "utf-8"
    assert wrong.status_code == 403 and "What you typed is kept" in wrong.text and "not this one" not in wrong.text
    french = factory.session.post(factory.url + "/sign-in", hidden(wrong.text) | {"language": "fr", "password": PASSWORD}, timeout=20)
    french.encoding = "utf-8"
    assert spoken(french.text) == "fr" and hidden(french.text)["overview"] == NASTY and PASSWORD not in french.text
    shown = sign_in(factory, french.text, login)
    assert text_in(shown.text, "overview") == NASTY and text_in(shown.text, "systems") == LONG and spoken(shown.text) == "fr"
    assert f'action="/reader{path}"' in shown.text, "the form is that of the report again"
    assert not world.at_the_desk(Section, lambda s: s.text == NASTY), "nothing was handed in by it"
    kept = factory.session.post(factory.url + path, hidden(shown.text) | {"overview": "Mine", "do": "keep"}, timeout=20)
    assert kept.status_code == 200 and text_in(kept.text, "overview") == "Mine", "its new token holds"


def test_a_comment_and_its_section_are_kept_too(world, factory):
    field = f"text-{world.report.id}"
    login, asked = ended(world, factory, "/comment", report=world.report.id, **{field: "The racks are gone"})
    shown = sign_in(factory, asked.text, login)
    assert text_in(shown.text, field) == "The racks are gone" and "not saved yet" in shown.text
    assert not world.at_the_desk(FactoryComment, lambda c: c.text == "The racks are gone")


def test_words_are_given_to_nobody_but_the_reader_whose_page_it_was(world, factory):
    _, asked = ended(world, factory, f"/progress/{world.cycle}", overview="Words of the first")
    other = world.browser("another", "factory", world.factory)
    readers.sign_out(world.hub, other.session.cookies["bwdesk_reader"])
    shown = sign_in(factory, asked.text, "another")
    assert shown.status_code == 200 and "Words of the first" not in shown.text and shown.url == factory.url


def test_no_other_site_can_put_words_onto_the_sign_in(world, factory):
    for proof in ("", "0" * 80, "é" * 80, hidden(factory.get().text)["proof"][:-1] + "x"):
        out = requests.post(factory.url + f"/progress/{world.cycle}", {"proof": proof, "overview": "planted"}, timeout=20)
        assert out.url == factory.url + "/sign-in" and "planted" not in out.text
        forged = requests.post(factory.url + "/sign-in", {"proof": proof, "overview": "planted", "language": "fr"}, timeout=20)
        assert "planted" not in forged.text


def test_a_page_older_than_a_week_is_nobodys(world, factory, monkeypatch):
    proof = hidden(factory.get().text)["proof"]
    keys = open_keys(world.hub)
    assert readers.whose_form(keys, proof) == proof[:32]
    late = readers.now_ms() + readers.FORM_MS + 1
    monkeypatch.setattr(readers, "now_ms", lambda: late)
    assert readers.whose_form(keys, proof) == ""


def test_an_answer_about_a_paper_stays_when_the_language_changes(world):
    browser = Browser(world.url)
    asked = browser.session.post(browser.url + "/check", {"number": world.edition.short, "digest": "0" * 16}, timeout=20)
    assert hidden(asked.text) == {"answered": "1"}
    fields = hidden(asked.text) | {"number": world.edition.short, "digest": "0" * 16, "language": "fr"}
    shown = browser.session.post(browser.url + "/check", fields, timeout=20)
    shown.encoding = "utf-8"
    assert spoken(shown.text) == "fr" and '<div role="status">' in shown.text and f'value="{world.edition.short}"' in shown.text
    empty = browser.session.post(browser.url + "/check", {"number": "", "digest": "", "language": "en"}, timeout=20)
    assert '<div role="status">' not in empty.text, "nothing is asked by a choice of language alone"
