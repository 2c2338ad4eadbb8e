"""The synthesis of a country: handed in by its team leader, approved and released by its manager, each on their own laptop."""

from __future__ import annotations

from datetime import date
from typing import Final

from bwdesk.demo.hand import Hand
from bwdesk.domain.edition import Variant
from bwdesk.domain.report_life import Step
from bwdesk.usecases.report_editions import prepare, release
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.report_seal import seal

COUNTRY: Final = "BD"
"""Where enough factories were assessed."""

MANAGER: Final = "vuthy"


def release_synthesis(leader: Hand, manager: Hand, on: date) -> None:
    """Everybody who works in the country has it with the next sync."""
    kind = "synthesis"
    for hand in (leader, manager):
        hand.clock_to(on)
    leader.do(hand_in, kind, COUNTRY, leader.context())
    for hand in (leader, manager):
        hand.sync()
    manager.do(take_step, kind, COUNTRY, Step.APPROVE)
    made = manager.ask(prepare, kind, COUNTRY, Step.RELEASE, manager.id, [manager.context()], (Variant.PUBLIC,))
    manager.do(release, made, seal(made, manager.files.photos.put), ())
    manager.sync()
