"""/reader/check with a file: a real server looks at real PDFs that anybody sends, and says nothing that the file does not say itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests

from bwdesk.domain.edition import Edition
from bwdesk.domain.evidence import Document
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.report import ReportKind
from bwdesk.domain.scope import factory_scope
from bwdesk.errors import IntakeRefused, NotAllowed
from bwdesk.pades.signature import LARGEST
from bwdesk.server.limits import PER_LOGIN
from bwdesk.server.reader_check import MOST_AT_ONCE, FileCheck
from tests.fakes.certificates import HOLDER, issued
from tests.fakes.office import Laptop, ServerHouse
from tests.pades.test_pades_signature import paper, signed


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ServerHouse, Laptop, Edition]]:
    """A server that knows the office's certificates, and an edition of which it holds the ledger."""
    folder = tmp_path_factory.mktemp("check")
    issuers = folder / "issuers.pem"
    issuers.write_bytes(issued().pem_of_issuer)
    house = ServerHouse(folder / "server")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BWDESK_ISSUERS", str(issuers))
        house.start()
    amina = Laptop(folder, house.account("amina")).join(house.url)
    factory = amina.registers()
    scope = factory_scope(factory)
    report = scoped_id("report", scope, ReportKind.VISIT.value, "a" * 32)
    with amina.does() as unit:
        edition = unit.add(
            Edition(
                id=scoped_id("edition", scope, report, 1), scope=scope, report_id=report, kind=ReportKind.VISIT, subject_id="a" * 32,
                factory_id=factory, number=1, short="KH-2026-7F3K", released_at=datetime(2026, 11, 23, tzinfo=UTC), signed_by=HOLDER,
            )
        )  # fmt: skip
        unit.add(
            Document(
                id=unit.new_id(), scope=scope, owner_kind="edition", owner_id=edition.id, name="visit.pdf", media="application/pdf",
                sha256=hashlib.sha256(signed()).hexdigest(), size=len(signed()), variant="factory", language="en",
            )
        )  # fmt: skip
    amina.sync()
    yield house, amina, edition
    amina.close()
    house.stop()


def sent(house: ServerHouse, data: bytes, **more: object) -> requests.Response:
    return requests.post(house.url + "/reader/check/file", files={"file": ("a.pdf", data, "application/pdf")}, timeout=30, **more)  # type: ignore[arg-type]


def said(answer: requests.Response) -> str:
    (block,) = re.findall(r'<div role="status">.*?</div>', answer.text, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", block)


def test_a_released_file_is_known_by_its_bytes_and_its_signature_is_told(world):
    house, amina, edition = world
    page = requests.get(house.url + "/reader/check", timeout=20)
    assert 'enctype="multipart/form-data"' in page.text and "<script" not in page.text and "default-src 'none'" in str(page.headers)
    named = set(re.findall(r'<label for="([^"]+)"', page.text))
    assert named == set(re.findall(r'<input id="([^"]+)"', page.text))
    answer = sent(house, signed())
    words = said(answer)
    assert answer.status_code == 200 and "byte for byte, and it still stands" in words
    assert "Its signature is whole" in words and HOLDER in words and "whom this office knows" in words
    assert "Golden" not in answer.text and edition.factory_id not in answer.text and edition.short not in answer.text
    changed = said(sent(house, signed() + b"\n"))
    assert "A released edition is in this file, but something was added" in changed and "after it was signed" in changed
    with amina.does() as unit:
        unit.put(edition, replace(edition, withdrawn_at=datetime(2026, 11, 24, tzinfo=UTC), withdrawn_why="a mistake"))
    amina.sync()
    assert "It was withdrawn" in said(sent(house, signed())) and "mistake" not in sent(house, signed()).text


def test_what_is_not_ours_is_said_and_who_asks_too_often_waits(world):
    house, _, _ = world
    tampered = bytearray(signed())
    tampered[len(paper()) // 2] ^= 1
    for data, told in (
        (paper(), "bears no signature"),
        (bytes(tampered), "does not fit the file"),
        (b"<script>alert(1)</script>", "no PDF that can be read"),
        (b"%PDF-1.7\n" + b"[" * 50_000, "no PDF that can be read"),
    ):
        answer = sent(house, data)
        assert answer.status_code == 200 and "No released edition has these bytes" in said(answer) and told in said(answer)
        assert HOLDER not in answer.text and "<script" not in answer.text and "Traceback" not in answer.text
    url = house.url + "/reader/check/file"
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    for headers, body in (
        ({}, b""), ({"Content-Type": "application/pdf"}, signed()), (form, b""), (form, b"--x"), (form, b"--x\r\n\r\nnone\r\n--x--"),
        (form, b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n\r\n--x--\r\n'), (form, b"\0" * 99),
        (form, b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nA\r\n' * 9 + b"--x--\r\n"),
    ):  # fmt: skip
        answer = requests.post(url, body, headers=headers, timeout=20)
        assert answer.status_code == 400 and "No file came along" in answer.text
    for _ in range(PER_LOGIN - 4):
        assert sent(house, b"%PDF-").status_code == 200
    assert sent(house, signed()).status_code == 429, "before the file is looked at"


def test_a_file_that_is_too_large_is_refused_with_its_bound(world):
    house, _, _ = world
    answer = sent(house, bytes(LARGEST + 64 * 1024))
    assert answer.status_code == 413 and "larger than 32 MB" in answer.text


def test_one_file_at_a_time_of_one_address_and_a_few_of_all():
    check = FileCheck()
    with check.place_for("a"):
        with pytest.raises(NotAllowed, match=r"reader\.busy"), check.place_for("a"):
            pass
        with check.place_for("b"), check.place_for("c"), check.place_for("d"):
            assert MOST_AT_ONCE == 4
            with pytest.raises(NotAllowed, match=r"reader\.busy"), check.place_for("e"):
                pass
    with check.place_for("a"), pytest.raises(IntakeRefused, match=r"pades\.not_pdf"):
        check.signatures_in(b"no PDF")
    check.close()
