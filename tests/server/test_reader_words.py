"""The pages for factories and buyers speak what the browser asks for, and say that the words are a draft."""

from __future__ import annotations

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
