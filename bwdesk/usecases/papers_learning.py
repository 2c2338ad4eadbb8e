"""Values of a training certificate, from the training that was held. Names come from who prints it, never from a record."""

from __future__ import annotations

from dataclasses import replace

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.learning import Training
from bwdesk.errors import Refused
from bwdesk.reports.values import CertificatePaper, State
from bwdesk.store.unit import Reader
from bwdesk.usecases.factories import survivor_id
from bwdesk.usecases.learning_page import topics_of
from bwdesk.usecases.papers import PaperContext, head_of


def certificate_paper(reader: Reader, training_id: str, context: PaperContext) -> CertificatePaper:
    """The certificate of a training. Raises Refused: `thing.gone` if there is none, `learning.not_held` while it is still to come."""
    training = reader.need(Training, training_id)
    if training.held_on is None:
        raise Refused("learning.not_held")
    factory = reader.need(Factory, survivor_id(reader, training.factory_id))
    cycle = reader.get(Cycle, training.cycle_id)
    return CertificatePaper(
        head=replace(head_of(context, factory, cycle.number if cycle else None, State.WORKING), place=factory.city),
        title=training.title,
        on=training.held_on,
        half_days=training.half_days,
        mode=training.mode.value,
        topic=topics_of(factory.country, training.held_on, context.texts.code).get(training.topic, training.topic),
        trainer=training.trainer,
        names=context.names,
    )
