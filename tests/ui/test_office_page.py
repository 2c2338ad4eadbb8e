"""The office's page in a real window: the register works without the office, people and laptops are asked of a real server."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.access import Standing
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.operation import read_operation
from bwdesk.keys import MemoryKeyring
from bwdesk.runtime.office import OfficeLine
from bwdesk.server.office import open_office
from bwdesk.store.fold import Incoming
from bwdesk.sync.client import sign_in
from bwdesk.ui.pages.office.page import OfficePage, tabs_for
from bwdesk.usecases.factories import add_factory, edit_person
from bwdesk.usecases.undo import offers, undo
from tests.fakes.bench import TODAY, result, stored
from tests.fakes.office import PASSWORD, Laptop, ServerHouse


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    found = ServerHouse(tmp_path_factory.mktemp("office") / "server")
    found.start()
    yield found
    found.stop()


@pytest.fixture
def page_of(bench, shown):
    """Makes the page of somebody with a standing, signed in at a house if one is given."""

    def make(standing: Standing | None, house: ServerHouse | None = None, login: str = "", width: int = 1200) -> OfficePage:
        ring, device = MemoryKeyring(), ""
        if house is not None:
            house.account(login, standing=standing)
            device = sign_in(house.url, login, PASSWORD, secrets=ring).device
            bench.settings.change(server=house.url)
        bench.sync.status = replace(bench.sync.status, standing=standing.value if standing else "")
        line = OfficeLine(bench.desk, ring, "device", lambda: bench.settings.settings)
        page = shown(OfficePage(bench, line, device), width, 760)
        page.went = []
        page.go.connect(lambda place, where: page.went.append((place, where)))
        page.opened()
        page.focus_first()
        QApplication.processEvents()
        return page

    return make


def words(view):
    model = view.model()
    return [[model.cell(row, column).says() for column in range(len(model.columns))] for row in range(model.rowCount())]


def tab(page, key):
    page.tabs.choose(key)
    page.tabs.chosen.emit(key)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("standing", "tabs"),
    [
        ("", ("assignments", "people", "laptops", "readers", "acts")), ("staff", ()), ("team_leader", ("assignments",)),
        ("manager", ("assignments", "people", "laptops", "readers", "acts")),
        ("administrator", ("people", "laptops", "readers", "acts")),
        ("something newer", ()),
    ],
)  # fmt: skip
def test_everybody_sees_what_they_look_after(standing, tabs):
    assert tabs_for(standing) == tabs


def test_staff_are_told_whom_to_ask(page_of):
    page = page_of(Standing.STAFF)
    assert not page.views.isVisible()
    assert "programme manager" in page.said.words.text()
    assert not page.new.isEnabled()


def test_a_team_leader_assigns_by_keys_alone_without_an_office_and_takes_it_back(page_of, bench, qtbot):
    golden = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH", "", "Phnom Penh"))
    result(bench.desk.do(add_factory, "Golden Lotus", "KH"))
    result(bench.desk.do(edit_person, "a" * 32, "KH", "Sokha Chan", "SC"))
    page = page_of(Standing.TEAM_LEADER)
    assert not page.said.isVisible()
    assert words(page.lists["assignments"]) == []
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.assign.factory
    page.assign.factory.setEditText("golden")  # typed keys would open the list, which has no window to stand in here
    qtbot.keyClick(page.assign.factory.lineEdit(), Qt.Key.Key_Return)
    assert "golden" in page.assign.message.text(), "two are called so: nothing is guessed"
    assert stored(bench, Assignment) == []
    page.assign.factory.setEditText("thread")
    page.assign.person.setEditText("sok")
    qtbot.keyClick(page.assign.person.lineEdit(), Qt.Key.Key_Return)
    QApplication.processEvents()
    (one,) = stored(bench, Assignment)
    assert (one.factory_id, one.person_id, one.role, one.from_on) == (golden.id, "a" * 32, Role.ADVISOR, TODAY)
    assert words(page.lists["assignments"])[0][:4] == ["Golden Thread Ltd", "KH", "Sokha Chan", "Advisor"]
    assert page.undo_bar.isVisible()
    qtbot.keyClick(page.assign.factory, Qt.Key.Key_Escape)
    page.assign.leave()
    page.lists["assignments"].choose(one.id)
    qtbot.keyClick(page.lists["assignments"], Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert words(page.lists["assignments"]) == []
    found = result(bench.desk.ask(offers, bench.me.id, bench.desk.writer.device))
    result(bench.desk.do(undo, found.undo.txn))
    QApplication.processEvents()
    assert len(words(page.lists["assignments"])) == 1


def test_a_manager_adds_a_person_who_signs_in_with_what_was_shown_once(page_of, house, qtbot):
    page = page_of(Standing.MANAGER, house, "nary")
    tab(page, "people")
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.person.name
    qtbot.keyClicks(page.person.name, "Dara Sok")
    assert page.person.login.text() == "dara.sok"
    assert [page.person.standing.itemData(n) for n in range(page.person.standing.count())] == ["staff", "team_leader"]
    assert page.person.countries.codes() == ["KH"], "the manager's own stand there"
    field = page.person.countries.line
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert page.person.countries.codes() == []
    field.setText("Viet Nam")
    qtbot.keyClick(page.person.name, Qt.Key.Key_Return)
    assert "country" in page.person.message.text()
    assert page.person.name.text() == "Dara Sok", "what was typed stays"
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    field.setText("Atlantis")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Atlantis" in page.person.message.text() and field.text() == "Atlantis"
    field.setText("cambo")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.person.countries.codes() == ["KH"] and field.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Return)
    password = page.password.password.text()
    assert page.password.isVisible()
    assert sign_in(house.url, "dara.sok", password, secrets=MemoryKeyring()).name == "Dara Sok"
    assert QApplication.focusWidget() is page.password.ready
    qtbot.keyClick(page.password.ready, Qt.Key.Key_Escape)
    assert not page.password.isVisible()
    assert password not in page.password.password.text()
    qtbot.keyClick(page, Qt.Key.Key_F5)
    row = next(row for row in words(page.lists["people"]) if row[0] == "Dara Sok")
    assert row == ["Dara Sok", "dara.sok", "Advisor or assessor", "KH", "1 laptop"]


def test_a_manager_invites_a_reader_of_a_factory_whose_link_opens_once(page_of, house, bench, qtbot):
    laptop = Laptop(house.root, house.account("vanna")).join(house.url)
    factory = laptop.registers()
    laptop.sync()
    laptop.close()
    result(bench.desk.do(add_factory, "Golden Thread", "KH"))
    page = page_of(Standing.MANAGER, house, "rady")
    tab(page, "readers")
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is page.reader.name
    qtbot.keyClicks(page.reader.name, "Lina Meas")
    assert page.reader.login.text() == "lina.meas"
    qtbot.keyClick(page.reader.name, Qt.Key.Key_Return)
    assert "Choose one from the list" in page.reader.message.text()
    page.reader.subject.setEditText("golden")
    qtbot.keyClick(page.reader.name, Qt.Key.Key_Return)
    assert "does not know this factory" in page.reader.message.text(), "this laptop's own is not at the office yet"
    page.reader.subject.setItemData(page.reader.subject.currentIndex(), ("factory", factory))
    qtbot.keyClick(page.reader.name, Qt.Key.Key_Return)
    assert page.link.isVisible() and QApplication.focusWidget() is page.link.ready
    link = page.link.password.text()
    assert link.startswith(house.url + "/reader/enter/")
    assert requests.post(link, {"password": "three plain words"}, timeout=20).status_code == 200
    assert "three plain words" not in requests.post(link, {"password": "three plain words"}, timeout=20).text
    qtbot.keyClick(page.link.ready, Qt.Key.Key_Escape)
    assert page.link.password.text() == "" and not page.link.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert words(page.lists["readers"]) == [["Lina Meas", "lina.meas", "a factory", "Golden Thread", "KH", "Has a password"]]
    view = page.lists["readers"]
    view.choose(page.held.readers.value(0).id)
    page._open_reader(view.current_key())
    assert "Reads the released reports of Golden Thread" in page.reader.about.text()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert "Lina Meas reads nothing any more" in page.said.words.text()
    assert words(view)[0][5].startswith("Ended")
    page._open_reader(view.current_key())
    assert not page.reader.link.isVisible() and not page.reader.end.isVisible()
    page.reader.let_in.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.reader.let_in, Qt.Key.Key_Space)
    again = page.link.password.text()
    assert page.link.isVisible() and again.startswith(house.url + "/reader/enter/") and again != link
    assert requests.post(again, {"password": "three new words"}, timeout=20).status_code == 200
    qtbot.keyClick(page.link.ready, Qt.Key.Key_Escape)
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert words(view)[0][5] == "Has a password"
    page._open_reader(view.current_key())
    assert page.reader.end.isVisible() and not page.reader.let_in.isVisible()
    tab(page, "acts")
    assert [(row[2], row[3]) for row in words(page.lists["acts"])][:3] == [
        ("Let a reader in again", "Lina Meas"), ("Ended a reader", "Lina Meas"), ("Invited a reader", "Lina Meas"),
    ]  # fmt: skip


def test_an_account_is_ended_by_one_key_and_let_in_again_by_one_press(page_of, house, qtbot):
    house.account("vuthy")
    page = page_of(Standing.MANAGER, house, "sreymom")
    tab(page, "people")
    row = next(one for one in page.held.known.people.values() if one.login == "vuthy")
    page.lists["people"].choose(row.id)
    qtbot.keyClick(page.lists["people"], Qt.Key.Key_Delete)
    assert not page.held.known.people[row.id].is_active
    assert "Vuthy" in page.said.words.text()
    qtbot.mouseClick(page.said.act, Qt.MouseButton.LeftButton)
    assert page.held.known.people[row.id].is_active


def test_whom_one_may_not_change_is_said_why(page_of, house, qtbot):
    house.account("thida", standing=Standing.MANAGER)
    page = page_of(Standing.MANAGER, house, "bopha")
    tab(page, "people")
    row = next(one for one in page.held.known.people.values() if one.login == "thida")
    page.lists["people"].choose(row.id)
    qtbot.keyClick(page.lists["people"], Qt.Key.Key_Return)
    assert "administrator" in page.person.why_not.text()
    assert not page.person.save.isVisible() and not page.person.end.isVisible()
    qtbot.keyClick(page.lists["people"], Qt.Key.Key_Delete)
    assert page.held.known.people[row.id].is_active


def test_a_lost_laptop_is_wiped_and_the_order_taken_back(page_of, house, qtbot):
    house.account("pisey")
    lost = sign_in(house.url, "pisey", PASSWORD, secrets=MemoryKeyring(), device_name="Pisey's laptop").device
    page = page_of(Standing.ADMINISTRATOR, house, "rith")
    tab(page, "laptops")
    page.lists["laptops"].choose(lost)
    qtbot.keyClick(page.lists["laptops"], Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.laptop.lines["back"][0]
    qtbot.mouseClick(page.laptop.lines["wipe"][0], Qt.MouseButton.LeftButton)
    row = next(row for row in words(page.lists["laptops"]) if row[0] == "Pisey's laptop")
    assert row[3] == "To be wiped at once, not done yet"
    page.lists["laptops"].choose(lost)
    qtbot.keyClick(page.lists["laptops"], Qt.Key.Key_Return)
    shown = [act for act, (_, line) in page.laptop.lines.items() if line.isVisible()]
    assert shown == ["spare"]
    qtbot.mouseClick(page.laptop.lines["spare"][0], Qt.MouseButton.LeftButton)
    row = next(row for row in words(page.lists["laptops"]) if row[0] == "Pisey's laptop")
    assert row[3].startswith("Let in no more since")


def test_what_waits_of_a_lost_laptop_is_taken_in_and_stands_among_what_was_done(page_of, house, qtbot, tmp_path):
    one = Laptop(tmp_path, house.account("lost")).join(house.url)
    one.registers()
    with open_office(house.db_url) as office:
        office.revoke_device(one.writer.device)
    one.sync()
    page = page_of(Standing.MANAGER, house, "sreyneang")
    tab(page, "laptops")
    page.lists["laptops"].choose(one.writer.device)
    assert any("waits for you" in row[3] or "wait for you" in row[3] for row in words(page.lists["laptops"]))
    qtbot.keyClick(page.lists["laptops"], Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.laptop.lines["accept"][0]
    assert "the country's register" in page.laptop.why_not.text()
    qtbot.mouseClick(page.laptop.lines["accept"][0], Qt.MouseButton.LeftButton)
    assert "Taken in" in page.said.words.text()
    assert not any("wait" in row[3] for row in words(page.lists["laptops"]))
    tab(page, "acts")
    assert words(page.lists["acts"])[0][1:3] == ["Sreyneang", "Took in what waited of a laptop"]
    assert not page.end.isEnabled()
    one.close()


def test_who_brought_a_copy_is_told_and_an_altered_one_is_kept_and_not_taken_in(page_of, house, qtbot, tmp_path):
    maker, carrier = (Laptop(tmp_path, house.account(login)).join(house.url) for login in ("maker", "carrier"))
    maker.registers()
    with maker.does() as unit:
        factory = unit.find(Factory)[0]
        copies = [read_operation(op.header, op.body.replace("Golden", "Silver")) for op in unit.operations_of(factory.id)]
    with carrier.does() as unit:
        unit.apply([Incoming(one) for one in copies])
    carrier.sync()
    page = page_of(Standing.MANAGER, house, "rithy")

    def told() -> str:
        tab(page, "laptops")
        page.lists["laptops"].choose(maker.writer.device)
        qtbot.keyClick(page.lists["laptops"], Qt.Key.Key_Return)
        return page.laptop.why_not.text()

    assert told().startswith("1 change in the country's register was brought by somebody else")
    assert page.laptop.why_not.text().endswith(" of Carrier.")
    assert page.laptop.lines["accept"][1].isVisible()
    maker.sync()
    page.opened()
    assert "1 altered copy is kept" in {row[3] for row in words(page.lists["laptops"])}
    assert told().startswith("1 change in the country's register came in other words than those that stand.")
    assert page.laptop.why_not.text().endswith(" of Carrier.")
    assert not page.laptop.lines["accept"][1].isVisible()
    for one in (maker, carrier):
        one.close()


def test_nobody_ends_the_laptop_they_sit_at(page_of, house, qtbot):
    page = page_of(Standing.MANAGER, house, "chenda")
    tab(page, "laptops")
    page.lists["laptops"].choose(page._device)
    qtbot.keyClick(page.lists["laptops"], Qt.Key.Key_Return)
    assert page.laptop.why_not.isVisible()
    assert not any(line.isVisible() for _, line in page.laptop.lines.values())


def test_an_office_that_is_away_is_said_and_nothing_is_lost(page_of, house, bench, qtbot):
    page = page_of(Standing.MANAGER, house, "kosal")
    tab(page, "people")
    before = words(page.lists["people"])
    bench.settings.change(server="http://127.0.0.1:9")
    page.new.trigger()
    qtbot.keyClicks(page.person.name, "Lina Meas")
    qtbot.keyClick(page.person.name, Qt.Key.Key_Return)
    assert page.person.isVisible() and page.person.name.text() == "Lina Meas"
    assert page.person.message.isVisible() and page.person.save.isEnabled()
    page.person.leave()
    qtbot.keyClick(page, Qt.Key.Key_F5)
    assert words(page.lists["people"]) == before
    assert "said last" in page.said.words.text()
    bench.settings.change(server=house.url)
    qtbot.mouseClick(page.said.act, Qt.MouseButton.LeftButton)
    assert not page.said.isVisible()


def test_a_desk_that_never_signed_in_is_led_to_the_settings(page_of, qtbot):
    page = page_of(None)
    tab(page, "people")
    assert page.said.isVisible()
    qtbot.mouseClick(page.said.act, Qt.MouseButton.LeftButton)
    assert page.went[-1][0] == "settings"
