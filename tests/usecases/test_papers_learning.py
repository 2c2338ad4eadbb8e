"""The certificate from records: what it says, that names are printed and recorded nowhere, and where it is offered."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from bwdesk.domain.committee import Sex
from bwdesk.domain.learning import Audience
from bwdesk.errors import Refused
from bwdesk.reports.press import make
from bwdesk.texts import Texts
from bwdesk.usecases.learning import count_people, hold_training, plan_training
from bwdesk.usecases.paper_list import paper_list
from bwdesk.usecases.paper_makers import gather
from bwdesk.usecases.papers import PaperContext
from tests.usecases.conftest import NOW, TODAY

HELD = date(2026, 9, 14)


@pytest.fixture
def training(desk, cycle):
    return desk.do(plan_training, cycle, "Exits and fire drills", "OS-EMR", HELD, 3, trainer="Dara Lim")


@pytest.fixture
def context() -> PaperContext:
    return PaperContext(Texts(), NOW, lambda sha256: b"", "amina", "Cambodia office")


def pages(paper) -> list[str]:
    out = io.BytesIO()
    make(paper, Texts(), out)
    document = pypdfium2.PdfDocument(out.getvalue())
    try:
        return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    finally:
        document.close()


def test_a_certificate_says_what_was_held_where_and_how_long(desk, training, context):
    desk.do(hold_training, training, HELD)
    paper = desk.ask(gather, "certificate", training.id, context)
    [text] = pages(paper)
    for words in ("Certificate of training", "Golden Thread Ltd", "Exits and fire drills", "14 September 2026", "1.5 days", "Dara Lim"):
        assert words in text.replace("\xa0", " "), words
    assert "Emergency preparedness" in text


def test_typed_names_have_a_page_each_and_are_in_no_record(desk, training, context):
    desk.do(hold_training, training, HELD)
    names = ("Sok Chantha", "Nguyen Thi Hoa")
    found = pages(desk.ask(gather, "certificate", training.id, replace(context, names=names)))
    assert [name in text for name, text in zip(names, found, strict=True)] == [True, True]
    assert names[1] not in found[0]
    assert not any("Sok" in str(op.values) for op in desk.ask(lambda r: r.operations_of(training.id)))


def test_a_training_still_to_come_has_no_certificate(desk, training, context):
    with pytest.raises(Refused) as refused:
        desk.ask(gather, "certificate", training.id, context)
    assert refused.value.key == "learning.not_held"


def test_reports_offer_the_certificates_of_what_was_held(desk, cycle, training):
    assert [p for p in desk.ask(paper_list, cycle.factory_id, "", "amina", TODAY).papers if p.kind == "certificate"] == []
    desk.do(count_people, training, {(Audience.WORKER, Sex.WOMAN): 4})
    desk.do(hold_training, training, HELD)
    found = desk.ask(paper_list, "", training.id, "amina", TODAY)
    assert found.factory.id == cycle.factory_id
    assert [(p.thing_id, p.number, p.on, p.count) for p in found.papers if p.kind == "certificate"] == [(training.id, 1, HELD, 4)]
