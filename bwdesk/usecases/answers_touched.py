"""What a change means for an open assessment: which of its answers it touched, and what is known of them now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.evidence import BLOB_KINDS
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.thing import kind_name
from bwdesk.store.lists import existing_ids
from bwdesk.store.unit import Reader
from bwdesk.usecases.assessment_page import Known, known_of


def answers_touched(reader: Reader, assessment: Assessment, things: Iterable[tuple[str, str]]) -> tuple[frozenset[str], Known]:
    """Ids of answers that (kind, id) pairs of a change may have touched, owners of photos and documents too, and what stands there now."""
    named = list(things)
    ids = {thing for kind, thing in named if kind == kind_name(Answer)}
    for kind, thing in named:
        evidence: Any = reader.get(KINDS[kind].cls, thing) if kind in BLOB_KINDS else None
        if evidence is not None and evidence.scope == assessment.scope:
            ids.add(evidence.owner_id)
    known = known_of(reader, assessment, ids)
    gone = {answer for answer, is_gone in existing_ids(reader, Answer, ids).items() if is_gone}
    return frozenset(known.answers) | gone, known
