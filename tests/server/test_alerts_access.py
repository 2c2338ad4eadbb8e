"""A zero-tolerance case over a real server: who gets it on their laptop, and who never does, the factory's own advisor among them."""

from __future__ import annotations

from bwdesk.domain.access import Standing
from bwdesk.domain.alert import Alert, AlertStep
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import alert_scope
from bwdesk.usecases.alerts import open_alert, take_step
from tests.fakes.office import Laptop


def cases(one: Laptop) -> list[Alert]:
    one.sync()
    with one.store.reading() as reader:
        return reader.find(Alert)


def test_a_case_reaches_author_leader_and_manager_and_nobody_else(small_house, laptop):
    people = {
        "advisor": laptop(small_house, "amina"), "assessor": laptop(small_house, "jonas"), "staff": laptop(small_house, "minh"),
        "leader": laptop(small_house, "sokha", standing=Standing.TEAM_LEADER),
        "manager": laptop(small_house, "boss", standing=Standing.MANAGER),
        "far": laptop(small_house, "lan", standing=Standing.MANAGER, countries=("VN",)),
    }  # fmt: skip
    factory_id = people["advisor"].registers()
    people["advisor"].sync()
    small_house.assign("jonas", factory_id, Role.ASSESSOR)
    people["assessor"].sync()
    with people["assessor"].does("alert") as unit:
        case = open_alert(unit, factory_id, "locked_in", "Dormitory 2")
    people["assessor"].sync()
    who = {name for name, one in people.items() if cases(one)}
    assert who == {"assessor", "leader", "manager"}
    with people["leader"].does("alert") as unit:
        take_step(unit, case, "authorities_told", "Labour inspectorate")
    people["leader"].sync()
    assert cases(people["assessor"])
    with people["assessor"].store.reading() as reader:
        assert [one.told for one in reader.find(AlertStep)] == ["Labour inspectorate"]
    with people["advisor"].does("alert") as unit:  # forged: written into a scope whose name leaked
        unit.add(AlertStep(id=unit.new_id(), scope=alert_scope(case.id), alert_id=case.id, step="follow_up", told="nobody"))
    people["advisor"].sync()
    cases(people["leader"])
    with people["leader"].store.reading() as reader:
        assert [one.step for one in reader.find(AlertStep)] == ["authorities_told"]
