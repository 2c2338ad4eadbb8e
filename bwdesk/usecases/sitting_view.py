"""All that opens with a sitting of the self-diagnosis: its page, the factory and cycle, what was being typed, which side is silent."""

from __future__ import annotations

from dataclasses import dataclass

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Voice, silent_voices
from bwdesk.domain.factory import Factory
from bwdesk.store.unit import Reader
from bwdesk.usecases.diagnosis import SittingPage, drafts_of_sitting, sitting_page
from bwdesk.usecases.drafts import Draft, drafts
from bwdesk.usecases.factories import survivor_id


@dataclass(frozen=True, slots=True)
class SittingView:
    """A sitting as its page opens it."""

    page: SittingPage
    factory: Factory | None
    cycle: Cycle | None
    drafts: tuple[Draft, ...]

    @property
    def silent(self) -> tuple[Voice, ...]:
        """Sides that answered nothing, though the other did."""
        return silent_voices(row.sides for row in self.page.rows)


def sitting_view(reader: Reader, sitting_id: str) -> SittingView:
    """A sitting. Raises Refused (`thing.gone`) if there is none."""
    page = sitting_page(reader, sitting_id)
    return SittingView(
        page,
        reader.get(Factory, survivor_id(reader, page.sitting.factory_id)),
        reader.get(Cycle, page.sitting.cycle_id),
        tuple(drafts(reader, drafts_of_sitting(sitting_id))),
    )
