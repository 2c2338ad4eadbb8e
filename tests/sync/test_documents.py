"""Documents of an assessment travel as its photos do: whole, to the other assessor; the factory's advisor never has them."""

from __future__ import annotations

import pytest

from bwdesk.domain.assessment import Answer, Assessment, Verdict
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import assessment_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import NoAnswer
from bwdesk.usecases.assessment import answer_id
from bwdesk.usecases.documents import StoredDocument, attach_documents, documents_of
from tests.fakes.office import assessment_id
from tests.fakes.pdfs import pdf

QUESTION = "OSH-EMP-01"


def test_a_document_comes_to_the_other_assessor_and_never_to_the_advisor(small_house, laptop):
    amina, jonas, dara = laptop(small_house, "amina"), laptop(small_house, "jonas"), laptop(small_house, "dara")
    factory_id = dara.registers()  # Dara advises
    dara.sync()
    small_house.assign("amina", factory_id, Role.ASSESSOR)
    amina.sync()
    made = assessment_id(factory_id)
    scope, owner = assessment_scope(made), answer_id(made, QUESTION)
    with amina.does("assessment.add") as unit:
        unit.add(
            Assessment(
                id=made, scope=scope, factory_id=factory_id, cycle_id=natural_id("cycle", factory_id, 1), number=1, country="KH",
                tool="bw-2026.1", assessors=frozenset({amina.account.id, jonas.account.id}),
            )
        )  # fmt: skip
        unit.add(Answer(id=owner, scope=scope, assessment_id=made, question=QUESTION, verdict=Verdict.NON_COMPLIANT))
    data = pdf(2)
    sha256, thumb = amina.photos.put(data), amina.photos.put(b"a small picture")
    with amina.does("act.document.attach") as unit:
        attach_documents(unit, "answer", owner, [StoredDocument(sha256, thumb, len(data), 2, "wages.pdf")])
    assert amina.sync().photos_up == 2
    assert jonas.sync().photos_down == 2
    dara.sync()

    with jonas.store.reading() as reader:
        (got,) = documents_of(reader, owner)
    assert (got.name, got.pages, got.sha256) == ("wages.pdf", 2, sha256)
    assert jonas.photos.get(sha256) == data
    with dara.store.reading() as reader:
        assert not reader.find(Document)
    assert not dara.photos.has(sha256)
    with pytest.raises(NoAnswer, match=r"photo\.not_there"):
        dara.client.piece(sha256, 0, len(data))
    assert small_house.photos.joinpath(sha256[:2], sha256).read_bytes() == data, "it was there to be refused"
