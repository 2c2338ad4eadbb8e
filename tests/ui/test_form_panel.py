"""The forms that open in place: Escape puts them away from any field, every field bears its name, a refusal stands under the fields."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from bwdesk.ui.pages.factories.new_factory import NewFactory
from bwdesk.ui.pages.factory.member import MemberPanel
from bwdesk.ui.pages.visit.planner import VisitPlanner
from bwdesk.ui.parts.basics import Words
from bwdesk.usecases.factories import add_factory
from tests.fakes.bench import open_bench, result

FORMS = {
    NewFactory: ("name", "country", "local", "city", "os_id"),
    MemberPanel: ("title", "side", "sex", "selection", "term"),
    VisitPlanner: ("factory", "at", "mode", "purpose"),
}


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        yield made


@pytest.fixture(params=FORMS, ids=lambda form: form.__name__)
def form(request, bench, qtbot):
    made = request.param(bench)
    qtbot.addWidget(made)
    assert not made.isVisible()
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    made.open(*{NewFactory: (), MemberPanel: (factory.id,), VisitPlanner: ([factory],)}[request.param])
    made.activateWindow()
    return made


def test_escape_puts_a_form_away_from_any_field(form, qtbot):
    for name in FORMS[type(form)]:
        form.show()
        with qtbot.waitSignal(form.put_away, timeout=1000):
            qtbot.keyClick(getattr(form, name), Qt.Key.Key_Escape)
        assert not form.isVisible()
    form.show()
    with qtbot.waitSignal(form.put_away, timeout=1000):
        form.away.click()


def test_every_field_bears_its_name_and_tab_goes_through_them_in_order(form, qtbot):
    names = [getattr(form, name).accessibleName() for name in FORMS[type(form)]]
    assert all(names) and len(set(names)) == len(names)
    assert set(names) <= {label.text() for label in form.findChildren(Words)}
    fields = [getattr(form, name) for name in FORMS[type(form)]]
    assert [one for one in focus_chain(form) if one in fields] == fields


def focus_chain(form):
    """What Tab goes through, in order."""
    found, now = [], form.nextInFocusChain()
    while now is not form:
        found.append(now)
        now = now.nextInFocusChain()
    return found


def test_a_visit_that_cannot_be_planned_says_so_under_the_fields(bench, qtbot):
    planner = VisitPlanner(bench)
    qtbot.addWidget(planner)
    heard = []
    bench.desk.failed.connect(heard.append)
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    planner.open([factory])
    qtbot.keyClick(planner.purpose, Qt.Key.Key_Return)
    qtbot.waitUntil(planner.message.isVisible, timeout=1000)
    assert planner.isVisible() and planner.message.text() and heard == []
    planner.open([factory])
    assert not planner.message.isVisible()
