"""The pages for factories and buyers speak what the browser asks for, and say that the words are a draft."""

from __future__ import annotations

import re

import pytest
import requests

from bwdesk.server.reader_words import chosen
from bwdesk.texts import Texts
from tests.fakes.office import ServerHouse


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("fr", "fr"), ("fr-CA,fr;q=0.8,en;q=0.5", "fr"), ("en,fr;q=0.9", "en"), ("xx,km;q=0.5", "km"), ("de;q=0.9,es;q=0.4", "es"),
        ("fr;q=0", "en"), ("fr;q=x", "en"), ("", "en"), (";;;,,,=", "en"), ("*", "en"), ("x" * 10_000 + ",fr", "en"), ("../../en", "en"),
    ],
)  # fmt: skip
def test_the_first_that_is_asked_for_and_there(wanted: str, code: str) -> None:
    assert chosen(wanted) == code


def test_each_request_is_answered_in_its_own_language(tmp_path) -> None:
    house = ServerHouse(tmp_path / "server")
    house.start()
    try:
        for code, direction in (("fr", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("ur", "rtl"), ("km", "ltr"), ("xx", "ltr")):
            answer = requests.get(f"{house.url}/reader/sign-in", headers={"Accept-Language": code}, timeout=20)
            answer.encoding = "utf-8"
            there = code if code != "xx" else "en"
            assert f'<html lang="{there}" dir="{direction}">' in answer.text
            assert Texts(there)("portal.sign_in") in answer.text
            assert ("<footer>" in answer.text) == (there != "en"), "a draft says that it is one"
        refused = requests.get(f"{house.url}/reader/enter/nothing", headers={"Accept-Language": "fr"}, timeout=20)
        assert refused.status_code in (403, 404) and 'lang="fr"' in refused.text
    finally:
        house.stop()


def test_a_language_chosen_on_the_page_is_remembered_and_comes_back_to_it(tmp_path) -> None:
    house = ServerHouse(tmp_path / "server")
    house.start()
    try:
        browser = requests.Session()
        browser.headers["Accept-Language"] = "fr"
        first = browser.get(f"{house.url}/reader/enter/nothing", timeout=20)
        first.encoding = "utf-8"
        assert '<html lang="fr"' in first.text
        links = dict(re.findall(r'href="(/reader/language/(?:[a-z]+)\?to=[^"]*)" lang="([a-z]+)"', first.text))
        codes = {code: link for link, code in links.items()}
        assert {"en", "fr", "km", "ar"} <= codes.keys(), "plain links, no script"
        assert re.search(r'lang="fr" hreflang="fr" aria-current="true"><bdi>Français</bdi>', first.text)
        chosen_one = browser.get(house.url + codes["ar"], timeout=20)
        chosen_one.encoding = "utf-8"
        assert chosen_one.url == f"{house.url}/reader/enter/nothing", "the page one came from"
        assert '<html lang="ar" dir="rtl">' in chosen_one.text
        (cookie,) = browser.cookies
        assert (cookie.name, cookie.value, cookie.path) == ("bwdesk_language", "ar", "/reader")
        assert cookie.has_nonstandard_attr("HttpOnly") and cookie.get_nonstandard_attr("SameSite") == "strict"
        posted = browser.post(f"{house.url}/reader/check", {"number": "x", "digest": "y"}, timeout=20)
        posted.encoding = "utf-8"
        assert 'lang="ar" dir="rtl"' in posted.text, "also where a form was sent"
        for away in ("https://example.org/", "//example.org", "/other", "/reader/sign-out", "/reader/check\r\nX: y"):
            answer = browser.get(f"{house.url}/reader/language/en", params={"to": away}, timeout=20, allow_redirects=False)
            assert answer.headers["location"] in ("/reader", "/reader/check%0D%0AX%3A%20y"), "nowhere else"
            assert "X" not in answer.headers
        assert browser.get(f"{house.url}/reader/language/xx", timeout=20).status_code == 404
        browser.cookies.set("bwdesk_language", "../../etc", domain=cookie.domain, path="/reader")
        assert '<html lang="fr"' in browser.get(f"{house.url}/reader/check", timeout=20).text, "a cookie of nobody counts for nothing"
    finally:
        house.stop()
