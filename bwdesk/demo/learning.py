"""The learning of the demo: a learning plan from its issues, a training that was held and one to come, a seminar of several factories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bwdesk.demo.story import Stage
from bwdesk.domain.committee import Member, Sex
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.learning import Audience, Seminar, Training, suggestions
from bwdesk.domain.plan import Issue
from bwdesk.usecases.learning import add_needs, count_people, edit_training, hold_training, plan_training, set_present
from bwdesk.usecases.seminars import count_seats, hold_seminar, plan_seminar

WOMEN, MEN = (Audience.WORKER, Sex.WOMAN), (Audience.WORKER, Sex.MAN)


def trainings(stage: Stage, cycle: Cycle, issues: Sequence[Issue], members: Sequence[Member]) -> Training:
    """The learning plan; a training on its first topic with the committee and seven others; a second one in the week after next."""
    wanted = suggestions(issues)
    stage.do(add_needs, cycle, [(one.topic, one.issue_ids) for one in wanted])
    day = stage.today - timedelta(days=20)
    held: Training = stage.do(
        plan_training, cycle, "Exits, alarms and the first three minutes", "OS-EMR", day, trainer="Dara Lim", expected=12
    )
    for member in members[:5]:
        stage.do(set_present, held, member, True)
    stage.do(count_people, held, {WOMEN: 5, MEN: 1, (Audience.SUPERVISOR, Sex.WOMAN): 1})
    held = stage.do(edit_training, held, replace(held, quiz_asked=60, quiz_before=27, quiz_after=51))
    held = stage.do(hold_training, held, day)
    soon = stage.today + timedelta(days=9)
    stage.do(plan_training, cycle, "Line leaders: listening and deciding together", "", soon, 1, trainer="Dara Lim", expected=6)
    return held


def seminar(stage: Stage, factory: Factory, others: Sequence[Factory]) -> Seminar:
    """A seminar of the factory and some others of its country; not all that were asked came."""
    day = stage.today - timedelta(days=34)
    asked = [factory.id, *(one.id for one in others)]
    made: Seminar = stage.do(
        plan_seminar, factory.country, "How a committee works that is heard", "", day, place="Phnom Penh", trainer="Dara Lim", invited=asked
    )
    for number, key in enumerate(asked[:3]):
        stage.do(count_seats, made, key, {(Audience.MANAGER, Sex.MAN): 1, (Audience.REPRESENTATIVE, Sex.WOMAN): 1 + number % 2})
    held: Seminar = stage.do(hold_seminar, made, day)
    return held
