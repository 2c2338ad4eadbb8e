"""A signed paper: one step after its last byte; what is changed, added, expired or of an unknown issuer is told."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
import pytest

from bwdesk.errors import IntakeRefused, Refused
from bwdesk.pades.look import signatures_in
from bwdesk.pades.signature import LARGEST, Issuer, Signature, State, Validity
from bwdesk.pades.signer import Signer
from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.press import make
from bwdesk.runtime.intake import Intake
from bwdesk.texts import Texts
from tests.fakes.certificates import FROM, HOLDER, OFFICE, issued
from tests.reports.tagged import broken_rules, tree_of

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = AT + timedelta(days=3)


@cache
def paper() -> bytes:
    language, values = SAMPLES[next(iter(SAMPLES))]
    out = io.BytesIO()
    make(values(), Texts(language), out)
    return out.getvalue()


@cache
def signed(kind: str = "rsa") -> bytes:
    return Signer(issued(kind).signing_key).sign(paper(), AT)


def seen(data: bytes, *, knows: bool = True, now: datetime = LATER) -> Signature:
    (found,) = signatures_in(data, [issued().issuer_der] if knows else [], now.isoformat())
    return found


def test_the_signature_is_added_and_what_stood_there_stays_byte_for_byte():
    made = signed()
    assert made.startswith(paper()) and len(made) < len(paper()) + 20_000
    with pikepdf.open(io.BytesIO(made)) as after, pikepdf.open(io.BytesIO(paper())) as before:
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes(), "dates and producer are the paper's"
        value = after.Root.AcroForm.Fields[0].V
        assert value.SubFilter == pikepdf.Name("/ETSI.CAdES.detached") and str(value.M).startswith("D:20261123")
        assert int(value.Reference[0].TransformParams.P) == 1 and "/DigestMethod" not in value.Reference[0], "no change is allowed"
        (mark,) = [a for a in after.pages[0].Annots if a.Subtype == pikepdf.Name.Widget]
        assert [float(x) for x in mark.Rect] == [0] * 4 and int(mark.F) & 0b100111 == 4, "PDF/A-2: printed, not hidden, no picture needed"
    assert tree_of(made) == tree_of(paper()) and broken_rules(made) == broken_rules(paper()) == [], "still tagged, still PDF/A-2a"


def seen_state(data: bytes) -> str:
    """The state of its signature, or why it cannot be read."""
    try:
        return seen(data).state
    except IntakeRefused as error:
        return error.key


@pytest.mark.parametrize("kind", ["rsa", "curve"])
def test_a_whole_signature_says_who_and_whether_its_issuer_is_known(kind):
    found = seen(signed(kind))
    assert (found.state, found.holder, found.named_issuer, found.length) == (State.WHOLE, HOLDER, OFFICE, len(signed(kind)))
    assert (found.issuer, found.validity, found.signed_at) == (Issuer.KNOWN, Validity.VALID, AT)
    assert seen(signed(kind), knows=False).issuer is Issuer.UNKNOWN
    assert signatures_in(paper(), [], LATER.isoformat()) == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed here")
@pytest.mark.parametrize("kind", ["rsa", "curve"])
def test_another_program_finds_the_signature_whole(kind, tmp_path):
    made = signed(kind)
    found = re.search(rb"/ByteRange \[\s*(\d+) (\d+) (\d+) (\d+)", made)
    assert found is not None
    start, first, second, last = (int(part) for part in found.groups())
    held = bytes.fromhex(made[first + 1 : second - 1].decode())
    (tmp_path / "cms").write_bytes(held[: 4 + int.from_bytes(held[2:4], "big")])
    (tmp_path / "said").write_bytes(made[start:first] + made[second : second + last])
    (tmp_path / "issuer").write_bytes(issued(kind).pem_of_issuer)
    asked = "openssl cms -verify -cades -binary -inform DER -in cms -content said -CAfile issuer -purpose any -out out"
    assert subprocess.run(asked.split(), cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "said").write_bytes(made[start:first] + made[second : second + last - 1])
    assert subprocess.run(asked.split(), cwd=tmp_path, capture_output=True).returncode != 0


def test_an_expired_certificate_is_told_and_signs_nothing():
    over = FROM + timedelta(days=731)
    assert seen(signed(), now=over).validity is Validity.EXPIRED and seen(signed(), now=over).state is State.WHOLE
    for at, key in ((over, "expired"), (FROM - timedelta(days=1), "not_yet")):
        with pytest.raises(Refused, match=key):
            Signer(issued().signing_key).sign(paper(), at)


def test_a_changed_byte_breaks_the_signature():
    made, hole = signed(), signed().index(b"/Contents <", len(paper()))
    for at in (30, len(paper()) // 3, len(paper()) - 40, hole - 60, hole + 400, len(made) - 20):
        changed = bytearray(made)
        changed[at] ^= 0x11
        assert seen_state(bytes(changed)) in (State.BROKEN, "pades.not_pdf"), at


def test_whatever_is_added_after_signing_is_a_change():
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NumberObject, pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    note = DictionaryObject({pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/Text")})
    note[pdf_name("/Rect")] = ArrayObject([NumberObject(n) for n in (50, 50, 80, 80)])
    note[pdf_name("/Contents")] = pdf_string("all of it is settled")
    writer = IncrementalPdfFileWriter(io.BytesIO(signed()))
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))
    out = io.BytesIO()
    writer.write(out)
    for changed in (out.getvalue(), signed() + b"\n"):
        found = seen(changed)
        assert (found.state, found.issuer, found.length) == (State.EXTENDED, Issuer.KNOWN, len(signed()))


def test_a_file_with_more_signatures_than_are_judged_is_refused(monkeypatch):
    monkeypatch.setattr("bwdesk.pades.look.MOST", 0)
    with pytest.raises(IntakeRefused, match=r"pades\.too_many"):
        seen(signed())


def test_files_made_to_do_harm_are_refused_and_end_nothing_but_the_reading():
    nasty = [
        b"",
        b"%PDF-",
        b"GIF89a",
        b"%PDF-1.7\n" + b"[" * 100_000,
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
        signed()[:-300],
    ]
    with Intake() as intake:
        for data in nasty:
            with pytest.raises(IntakeRefused):
                intake.run("signatures_in", data, [], LATER.isoformat())
        (found,) = intake.run("signatures_in", signed(), [issued().issuer_der], LATER.isoformat())
    assert found == seen(signed())
    with pytest.raises(IntakeRefused, match=r"pades\.pdf_too_large"):
        signatures_in(bytes(LARGEST + 1), [], LATER.isoformat())
