"""The pages of factories and buyers in Chromium without scripts: whole journeys, the keyboard, narrow and large, right to left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import requests
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from bwdesk.domain.buyers import Authorisation
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Edition
from bwdesk.domain.report import FactoryComment, Report, ReportKind, ReportState
from bwdesk.domain.thing import natural_id
from bwdesk.server import readers
from bwdesk.texts import languages
from tests.browser.axe import allow_scripts, broken
from tests.server.test_reader_editions import WHY, WORDS, second_of
from tests.server.test_reader_pages import World, publicly_reported

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no chromium with its driver on this machine: ./run browser installs them"
)
PASSWORD = "three plain words"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --window-size=1280,900"
).split()

UNLABELLED = """return [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(e => !(e.labels && e.labels.length)).map(e => e.name)"""
SMALL = """return [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, nav a')]
  .filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.width < 24 || r.height < 24) }).map(e => e.outerHTML)"""
LEVELS = "return [...document.querySelectorAll('h1, h2, h3')].map(e => Number(e.tagName[1]))"
PALE = """
const light = c => c.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => v / 255)
  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
const see = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c }
  return 'rgb(255, 255, 255)' };
const faded = e => { for (; e; e = e.parentElement) if (Number(getComputedStyle(e).opacity) < 1) return true; return false };
return [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => { const b = light(see(e)), t = light(getComputedStyle(e).color);
    return faded(e) || (Math.max(t, b) + 0.05) / (Math.min(t, b) + 0.05) < 4.5 }).map(e => e.outerHTML)
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    found = World(tmp_path_factory.mktemp("browser"))
    yield found
    found.stop()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    allow_scripts(found, False)
    found.get("data:text/html,<title>off</title><script>document.title='on'</script>")
    assert found.title == "off", "scripts are off"
    yield found
    found.quit()


def _is_gone(element: WebElement) -> bool:
    """Whether its page has been left; in the middle of that the browser may have other words for it than *stale*."""
    try:
        element.is_enabled()
    except WebDriverException:
        return True
    return False


class Person:
    """Somebody at the browser, with cookies of their own."""

    def __init__(self, world: World, chromium: webdriver.Chrome) -> None:
        self.world, self.page = world, chromium
        chromium.delete_all_cookies()
        chromium.set_window_size(1280, 900)

    def goes(self, path: str = "") -> None:
        self.page.get(self.world.url + "/reader" + path)

    def finds(self, css: str):
        return self.page.find_element(By.CSS_SELECTOR, css)

    def clicks(self, css: str) -> None:
        """Clicks what leads to another page, and waits for that."""
        before = self.finds("html")
        self.finds(css).click()
        WebDriverWait(self.page, 20).until(lambda _page: _is_gone(before))
        self.finds("main")

    def types(self, css: str, text: str) -> None:
        field = self.finds(css)
        field.clear()
        field.send_keys(text)

    def enters(self, login: str, side: str, subject: str) -> None:
        _, secret = readers.invite(self.world.hub, login, name="Factory manager", side=side, subject=subject, country="KH")  # type: ignore[arg-type]
        self.goes(f"/enter/{secret}")
        self.types("#password", PASSWORD)
        self.clicks("main button")

    def signs_in(self, login: str, password: str = PASSWORD) -> None:
        self.goes("/sign-in")
        self.types("#login", login)
        self.types("#password", password)
        self.clicks("main button")

    @property
    def text(self) -> str:
        return str(self.finds("main").text)


def second_cycle(world: World) -> str:
    """Another year of the factory, whose progress report 1 nobody has written."""
    cycle = natural_id("cycle", world.factory, 2)
    with world.amina.does() as unit:
        unit.add(Cycle(id=cycle, scope=world.scope, factory_id=world.factory, number=2, started_on=date(2027, 1, 1)))
    world.amina.sync()
    return cycle


def check_page(page: webdriver.Chrome) -> None:
    """Holds the page in view to axe-core; labels, headings, language, contrast, size of targets; no sideways scrolling at 320 px."""
    assert page.execute_script(UNLABELLED) == []
    levels = page.execute_script(LEVELS)
    assert levels.count(1) == 1 and all(b - a <= 1 for a, b in pairwise(levels)), levels
    assert page.find_element(By.TAG_NAME, "html").get_attribute("lang") and page.title
    assert page.execute_script(SMALL) == []
    for colours in ("dark", "light"):
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": colours}]})
        assert page.execute_script(PALE) == [], colours
        assert broken(page) == [], (page.current_url, colours)
    try:
        for width, size in ((320, 1), (640, 2)):
            page.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride", {"width": width, "height": 700, "deviceScaleFactor": size, "mobile": False}
            )
            page.execute_script("document.documentElement.style.fontSize = arguments[0]", "200%" if size == 2 else "")
            assert page.execute_script("return document.documentElement.scrollWidth") <= width, (page.current_url, width)
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        page.execute_script("document.documentElement.style.fontSize = ''")


def test_a_factory_comments_authorises_replies_hands_in_and_releases(world: World, chromium: webdriver.Chrome) -> None:
    key, person = publicly_reported(world), Person(world, chromium)
    person.enters("golden", "factory", world.factory)
    assert "Released reports" in person.text
    check_page(chromium)
    person.types("#text-1", "The exit was open")
    person.clicks("main button[formaction$=comment]")
    assert [c.text for c in world.at_the_desk(FactoryComment, lambda c: c.report_id == world.report.id)] == ["The exit was open"]
    Select(person.finds("#buyer")).select_by_visible_text("Northwind")
    person.finds("input[value=assessment]").click()
    person.clicks("main button[formaction$=authorise]")
    assert [a.kinds for a in world.at_the_desk(Authorisation, lambda a: a.buyer_id == world.buyer)] == [{"assessment"}]
    person.clicks(f"a[href$='{key}']")
    check_page(chromium)
    person.types("#text", "We moved the racks")
    person.clicks("main button.main")
    assert "Factory manager" in person.text and "Replies so far" in person.text
    check_page(chromium)
    person.clicks("main a")
    check_page(chromium)
    person.clicks("a[href*=progress]")
    check_page(chromium)
    person.types("#overview", 'Exits are <b>free</b> & "marked"')
    person.clicks("button[value=keep]")
    assert person.finds("#overview").get_attribute("value") == 'Exits are <b>free</b> & "marked"'
    person.clicks("button[value=hand_in]")
    assert "We moved the racks" in person.text and not chromium.find_elements(By.TAG_NAME, "textarea")
    assert [r.state for r in world.at_the_desk(Report, lambda r: r.kind == ReportKind.PROGRESS1)] == [ReportState.READY]
    check_page(chromium)
    Select(person.finds("#second")).select_by_value("km")
    person.clicks("main button[formaction$=release]")
    assert "Look at the draft first" in person.finds("[role=alert]").text
    assert Select(person.finds("#second")).first_selected_option.get_attribute("value") == "km"
    check_page(chromium)
    person.finds("[name=sure]").click()
    person.clicks("main button[formaction$=release]")
    assert "as edition 1" in person.finds("[role=status]").text
    check_page(chromium)
    (edition,) = world.at_the_desk(Edition, lambda e: e.kind == ReportKind.PROGRESS1)
    assert edition.languages == "en+km"
    person.clicks("button[value=write_on]")
    assert person.finds("#overview").get_attribute("value") == 'Exits are <b>free</b> & "marked"'


def test_a_buyer_sees_what_it_was_given_until_it_is_taken_back(world: World, chromium: webdriver.Chrome) -> None:
    person, shown = Person(world, chromium), "a[href*='/file/']"
    factory = world.browser("thread", "factory", world.factory)
    factory.send("/authorise", buyer=world.stranger, kind="assessment")
    person.enters("else", "buyer", world.stranger)
    assert len(chromium.find_elements(By.CSS_SELECTOR, shown)) == 1
    assert not chromium.find_elements(By.CSS_SELECTOR, "[formaction$=authorise], a[href*=progress]")
    check_page(chromium)
    person.goes(f"/progress/{world.cycle}")
    assert "That did not work" in person.text
    person.goes()
    person.clicks("header button")
    person.goes()
    assert chromium.current_url.endswith("/sign-in"), "signed out"
    person.signs_in("thread")
    (given,) = world.at_the_desk(Authorisation, lambda a: a.buyer_id == world.stranger)
    person.clicks(f"tr:has([value='{given.id}']) button")
    person.clicks("header button")
    person.signs_in("else")
    assert "No factory has let you" in person.text and not chromium.find_elements(By.CSS_SELECTOR, shown)


def test_by_keyboard_alone_and_every_stop_is_seen(world: World, chromium: webdriver.Chrome) -> None:
    Person(world, chromium).goes("/sign-in")
    stops = []
    for _ in range(30):
        webdriver.ActionChains(chromium).send_keys(Keys.TAB).perform()
        at = chromium.switch_to.active_element
        stops.append(at.get_attribute("name") or at.get_attribute("id") or at.get_attribute("class") or at.tag_name)
        if stops[-1] in ("body", "main"):
            break
        assert chromium.execute_script("return getComputedStyle(arguments[0]).outlineWidth", at) == "3px", stops
    languages = stops.count("language")
    assert languages == 12 and stops == ["skip", *["language"] * languages, "login", "password", "main"], "nothing out of sight is a stop"


@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("ar", "rtl")])
def test_pages_without_an_account(world: World, chromium: webdriver.Chrome, tmp_path: Path, language: str, way: str) -> None:
    person = Person(world, chromium)
    person.goes("/sign-in")
    person.types("#login", "somebody")
    person.clicks(f"nav [value={language}]")
    assert person.finds("#login").get_attribute("value") == "somebody"
    assert chromium.current_url.endswith("/sign-in") and person.finds("html").get_attribute("dir") == way
    check_page(chromium)
    person.goes("/enter/nothing-known")
    assert chromium.find_elements(By.CSS_SELECTOR, "[role=alert]")
    check_page(chromium)
    person.goes("/check")
    check_page(chromium)
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7 nothing of ours")
    person.finds("#file").send_keys(str(paper))
    person.clicks("form[action$=file] button")
    assert person.finds("[role=status] strong").text
    check_page(chromium)


def test_axe_finds_what_is_broken_on_purpose(world: World, chromium: webdriver.Chrome) -> None:
    Person(world, chromium).goes("/sign-in")
    spoil = """document.querySelector('label[for=login]').remove(); document.documentElement.lang = '';
      document.querySelector('main').style.color = '#bbb'"""
    assert broken(chromium) == []
    chromium.execute_script(spoil)
    assert {"label", "html-has-lang", "color-contrast"} <= {rule.partition(" ")[0] for rule in broken(chromium)}


def test_every_page_in_every_language_on_a_narrow_screen(world: World, chromium: webdriver.Chrome) -> None:
    person, cycle = Person(world, chromium), second_cycle(world)
    publicly_reported(world)
    _, secret = readers.invite(world.hub, "narrow", name="Manager", side="factory", subject=world.factory, country="KH")
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 320, "height": 700, "deviceScaleFactor": 1, "mobile": False})
    try:
        found = {path: _in_every_language(person, path) for path in ("/sign-in", f"/enter/{secret}")}
        person.goes(f"/enter/{secret}")
        person.types("#password", PASSWORD)
        person.clicks("main button")
        found |= {path: _in_every_language(person, path) for path in ("", f"/progress/{cycle}")}
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    person.goes()
    person.clicks("a[href*='/reply']")
    check_page(chromium)
    assert all(len(told) == len(languages()) for told in found.values())
    assert {(path, code): rules for path, told in found.items() for code, rules in told.items() if rules} == {}


def _in_every_language(person: Person, path: str) -> dict[str, list[str]]:
    """What axe-core finds on a page, by language."""
    person.goes(path)
    found = {}
    for code in languages():
        person.clicks(f"nav [lang={code}]")
        assert person.finds("html").get_attribute("lang") == code
        found[code] = broken(person.page)
    return found


def test_another_language_takes_nothing_away_that_was_typed(world: World, chromium: webdriver.Chrome) -> None:
    person, words = Person(world, chromium), 'The "exit" <b>was</b>\n\n  open'
    person.enters("typing", "factory", world.factory)
    person.clicks("nav [value=en]")
    before = len(world.at_the_desk(Authorisation, lambda a: a.scope == world.scope))
    person.types("#text-1", words)
    Select(person.finds("#buyer")).select_by_visible_text("Northwind")
    person.finds("input[value=plan]").click()
    for language, way in (("ar", "rtl"), ("km", "ltr")):
        person.clicks(f"nav [value={language}]")
        assert person.finds("html").get_attribute("lang") == language and person.finds("html").get_attribute("dir") == way
        assert chromium.current_url.endswith("/reader") and person.finds("[role=status]").text
        assert person.finds("#text-1").get_attribute("value") == words
        assert Select(person.finds("#buyer")).first_selected_option.text == "Northwind" and person.finds("input[value=plan]").is_selected()
        check_page(chromium)
    assert len(world.at_the_desk(Authorisation, lambda a: a.scope == world.scope)) == before
    person.clicks("main button[formaction$=comment]")
    assert words in [c.text for c in world.at_the_desk(FactoryComment, lambda c: c.report_id == world.report.id)]
    person.goes(f"/progress/{second_cycle(world)}")
    person.types("#systems", words)
    person.clicks("nav [value=en]")
    assert person.finds("#systems").get_attribute("value") == words and "not saved yet" in person.text
    check_page(chromium)
    person.clicks("button[value=keep]")
    assert person.finds("#systems").get_attribute("value") == words and "not saved yet" not in person.text


def test_enter_in_a_field_does_what_the_form_is_for(world: World, chromium: webdriver.Chrome) -> None:
    """The buttons of the languages are buttons of the same form, and stand before it."""
    person = Person(world, chromium)
    world.browser("pressing", "factory", world.factory)

    def presses_enter(css: str) -> None:
        before = person.finds("html")
        person.finds(css).send_keys(Keys.ENTER)
        WebDriverWait(chromium, 20).until(lambda _page: _is_gone(before))

    person.goes("/sign-in")
    person.types("#login", "pressing")
    person.types("#password", PASSWORD)
    presses_enter("#password")
    assert "Released reports" in person.text and person.finds("html").get_attribute("lang") == "en"
    presses_enter("#to")
    assert person.finds("[role=alert]").text == "Nothing was changed: choose a buyer."
    person.goes("/check")
    person.types("#number", "KH-7F3K")
    person.types("#digest", "0" * 64)
    presses_enter("#digest")
    assert "No released edition" in person.text


def test_guessing_has_to_wait(world: World, chromium: webdriver.Chrome) -> None:
    person = Person(world, chromium)
    person.signs_in("nobody", "wrong words")
    assert "not right" in person.text and person.finds("#login").get_attribute("value") == "nobody"
    check_page(chromium)
    for _ in range(8):
        requests.post(world.url + "/reader/check", {"number": "KH-0000", "digest": "0" * 16}, timeout=20)
    person.goes("/check")
    person.types("#number", "KH-0000")
    person.types("#digest", "0" * 16)
    person.clicks("form[action$=check] button")
    assert "minutes" in person.text and person.finds("#number").get_attribute("value") == "KH-0000"
    check_page(chromium)


def test_what_an_edition_changes_is_opened_and_words_outlive_a_session(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    world = World(tmp_path)
    try:
        person = Person(world, chromium)
        person.enters("golden", "factory", world.factory)
        second_of(world)
        person.goes()
        assert WHY in person.text and "Replaced by edition 2" in person.text and WORDS not in person.text, "folded"
        person.finds("summary").click()
        assert WORDS in person.text and "Parts that differ from the edition before" in person.text
        check_page(chromium)
        person.types("#text-1", "The exit was open\n\nand stays so")
        readers.sign_out(world.hub, chromium.get_cookie("bwdesk_reader")["value"])
        person.clicks("main button[formaction$=comment]")
        assert "What you typed is kept on this page" in person.text
        check_page(chromium)
        person.types("#login", "golden")
        person.types("#password", PASSWORD)
        person.clicks("nav [value=ar]")
        person.types("#password", PASSWORD)
        person.clicks("main button")
        assert person.finds("html").get_attribute("dir") == "rtl"
        assert person.finds("#text-1").get_attribute("value") == "The exit was open\n\nand stays so"
        check_page(chromium)
        person.clicks("main button[formaction$=comment]")
        said = world.at_the_desk(FactoryComment, lambda c: c.report_id == world.report.id)
        assert [one.text for one in said] == ["The exit was open\n\nand stays so"]
    finally:
        world.stop()
