"""One's own wording, kept for the same question in another factory: slots stand where the factory's own facts were."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import user_scope
from bwdesk.domain.snippet import Snippet, slotted
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, write


@dataclass(frozen=True, slots=True)
class SlotNames:
    """What the slots are called in the language of the desk."""

    factory: str
    where: str
    number: str


@act("act.snippet.keep")
def keep_wording(unit: Unit, assessment: Assessment, answer: Answer, names: SlotNames) -> Snippet:
    """Keeps the words of a finding for its question, without factory, places and numbers; keeping again replaces them.

    Refused (`snippet.nothing`) where the finding has no words. It lies in the person's own scope: nobody else gets it.
    """
    if not answer.finding.strip():
        raise Refused("snippet.nothing", field="finding")
    factory = unit.get(Factory, assessment.factory_id)
    named = [(factory.name, names.factory), (factory.local_name, names.factory)] if factory is not None else []
    placed = [(place, names.where) for one in unit.find(Answer, lambda a: a.assessment_id == assessment.id) for place in one.places]
    text = slotted(answer.finding, [*placed, *named], names.number)
    snippet_id = natural_id(Snippet, unit.writer.person, answer.question)
    fresh = Snippet(id=snippet_id, scope=user_scope(unit.writer.person), question=answer.question, text=text)
    stored = unit.get(Snippet, snippet_id)
    return write(unit, stored, replace(stored or fresh, text=text, deleted=False))


def kept_wording(reader: Reader, question: str) -> str:
    """The wording kept for a question on this desk, "" for none."""
    kept = reader.find(Snippet, lambda s: s.question == question, limit=1)
    return kept[0].text if kept else ""
