"""The factory to try things on after a first run: committee, a cycle, two visits, a self-diagnosis, a plan. Nothing of it is real."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from bwdesk.demo import story as acts
from bwdesk.demo.story import Stage
from bwdesk.domain.thing import Thing
from bwdesk.runtime.promise import Promise
from bwdesk.store.unit import Unit
from bwdesk.ui.bench import Bench
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.sample import ADDED
from bwdesk.usecases.visits import plan_visit
from bwdesk.usecases.writing import act

DAYS_INTO_CYCLE = 60


class _WithoutPhotos(Stage):
    """A sample carries no photos: its one transaction holds records only."""

    def with_photos(self, owner: Thing, scenes: list[str], seed: int) -> None:
        """Leaves them out."""


def add_sample(bench: Bench) -> Promise[str]:
    """Adds the demo factory to an open desk, in one act that can be undone; answers its id."""
    return bench.desk.do(demo_factory, bench.texts("sample.name"), bench.today())


@act(ADDED)
def demo_factory(unit: Unit, name: str, today: date) -> str:
    """The demo factory with everything that hangs on it, in one transaction: one undo takes all of it away, later `remove_sample`."""

    def do(use_case: Any, *args: Any, **kwargs: Any) -> Any:
        return use_case(unit, *args, **kwargs)

    stage = _WithoutPhotos(do, _no_photo, today)
    factory = add_factory(unit, name, "KH", "ក្រុមហ៊ុន ខ្សែមាស", "Kandal")
    cycle = register_factory(unit, factory, today - timedelta(days=DAYS_INTO_CYCLE))
    acts.first_visit(stage, factory)
    members = acts.committee(stage, factory)
    acts.main_visit(stage, factory, _at(today, 9), members)
    _, issues = acts.self_diagnosis(stage, factory, cycle)
    acts.plan_work(stage, issues)
    plan_visit(unit, factory.id, _at(today + timedelta(days=1), 9), purpose="")
    return factory.id


def _no_photo(_scene: str, _seed: int) -> Any:
    raise LookupError("a sample has no photos")


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour)).astimezone()
