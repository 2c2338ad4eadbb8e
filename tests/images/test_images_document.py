"""PDFs at the door: what is kept stays byte for byte, what is locked, broken, too long or acts on its own is refused with its reason."""

from __future__ import annotations

import hashlib
import io
import random

import pytest
from PIL import Image

from bwdesk.errors import IntakeRefused
from bwdesk.images import document
from bwdesk.images.demo import draw_demo_document
from bwdesk.images.document import LARGEST, MOST_PAGES, document_page, document_sizes, prepare_document
from bwdesk.runtime import documents
from tests.fakes.pdfs import ACTIVE, GUARDED, LOCKED, PLAIN, pdf


def refused(data: bytes) -> str:
    with pytest.raises(IntakeRefused) as told:
        prepare_document(data)
    return told.value.key


def test_a_document_is_counted_hashed_and_shown_small():
    data = pdf(3)
    made = prepare_document(data)
    assert (made.pages, made.sha256) == (3, hashlib.sha256(data).hexdigest())
    assert made.thumb_sha256 == hashlib.sha256(made.thumb).hexdigest()
    small = Image.open(io.BytesIO(made.thumb))
    assert (small.format, max(small.size)) == ("JPEG", document.THUMB_SIDE)
    assert small.convert("L").getextrema()[0] < 60, "the black bar is on it"


@pytest.mark.parametrize("what", ACTIVE)
def test_what_acts_on_its_own_is_refused(what):
    assert refused(pdf(2, ACTIVE[what])) == "intake.document_active"


@pytest.mark.parametrize("what", PLAIN)
def test_what_is_only_shown_is_taken(what):
    assert prepare_document(pdf(1, PLAIN[what])).pages == 1


def test_a_script_packed_into_an_object_stream_is_found():
    from pikepdf import ObjectStreamMode

    packed = pdf(1, ACTIVE["a script by name"], object_stream_mode=ObjectStreamMode.generate)
    assert b"JavaScript" not in packed
    assert refused(packed) == "intake.document_active"


def test_what_cannot_be_kept_says_why():
    whole = pdf(2)
    assert refused(b"") == "intake.document_empty"
    assert refused(b"\xff\xd8\xff\xe0 a picture") == "intake.document_not_pdf"
    assert refused(LOCKED) == refused(GUARDED) == "intake.document_locked"
    assert refused(whole[: len(whole) // 2]) == "intake.document_broken"
    assert refused(b"%PDF-1.7\nnothing follows\n%%EOF\n") == "intake.document_broken"
    assert refused(whole + b" " * (LARGEST + 1 - len(whole))) == "intake.document_large"
    assert refused(pdf(MOST_PAGES + 1)) == "intake.document_pages"
    assert documents.LARGEST == LARGEST, "the desk reads no more than the door lets in"


@pytest.mark.expects_log("pikepdf tells of pages that are none")
def test_a_damaged_document_is_refused_or_kept_never_anything_else():
    whole, chance = pdf(2), random.Random(7)
    for _ in range(60):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(8, len(broken))] = chance.randrange(256)
        try:
            said = prepare_document(bytes(broken)).sha256
        except IntakeRefused as error:
            said = error.key
        assert said in (hashlib.sha256(broken).hexdigest(), "intake.document_broken", "intake.document_locked")


def test_pages_are_drawn_no_larger_than_is_read():
    data = pdf(2)
    assert document_sizes(data) == [(595.0, 842.0)] * 2
    page = Image.open(io.BytesIO(document_page(data, 1, 900)))
    assert abs(page.width - 900) <= 1
    huge = Image.open(io.BytesIO(document_page(data, 0, 1_000_000)))
    assert huge.width <= document.WIDEST + 1
    assert huge.width * huge.height <= document.MOST_PIXELS * 1.01
    with pytest.raises(IntakeRefused):
        document_page(data, 2, 900)


def test_the_scan_of_the_demo_is_let_in_and_always_the_same():
    scan = draw_demo_document(3)
    assert prepare_document(scan).pages == 2
    assert scan == draw_demo_document(3)
