"""`bwdesk verify FILE` on a real encrypted desk: yes and no by the bytes, and a withdrawn edition stands no more."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bwdesk import keys
from bwdesk.domain.edition import Variant
from bwdesk.domain.report_life import Step
from bwdesk.paths import DataFolder
from bwdesk.reports.press import make
from bwdesk.reports.read_back import texts_of_file
from bwdesk.runtime.opening import open_files
from bwdesk.runtime.papers import context_of
from bwdesk.texts import Texts
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.report_editions import prepare, release, withdraw
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.visits import start_visit
from tests.fakes.certificates import HOLDER, issued
from tests.fakes.certificates import PASSPHRASE as PASSPHRASE_OF_FILE
from tests.journeys.test_command_line import OWNER, PASSPHRASE, desk, run  # noqa: F401


@contextmanager
def opened_files(desk):  # noqa: F811
    """The desk's files, and a way to write into them."""
    folder = DataFolder(desk)
    files = open_files(folder, keys.open_with_passphrase(folder, PASSPHRASE, None), OWNER)

    def do(use_case, *arguments):
        with files.writing.writing(files.writer, "test") as unit:
            return use_case(unit, *arguments)

    try:
        yield files, do
    finally:
        files.close()


def released_visit(files, do, signer=None):
    """A visit's record, released."""
    factory = do(add_factory, "Golden Thread Ltd", "KH")
    do(register_factory, factory, date(2026, 5, 8))
    visit = do(start_visit, factory.id)
    context = replace(context_of(Texts("en"), files.writer.now(), files.photos, "amina"), signer=signer)
    do(hand_in, "visit", visit.id, context)
    do(take_step, "visit", visit.id, Step.APPROVE)
    with files.reading.reading() as reader:
        made = prepare(reader, "visit", visit.id, Step.RELEASE, OWNER.id, [context], (Variant.FACTORY,))
    sealed = seal(made, files.photos.put)
    return made, sealed, do(release, made, sealed, ())


def seal_unsigned(made):
    """The file of an edition before it is signed."""
    out = io.BytesIO()
    make(made.papers[0].paper, Texts("en"), out)
    return out.getvalue()


@pytest.fixture
def bare_terminal(monkeypatch):
    """Nobody is there to be asked for a passphrase."""
    monkeypatch.setattr("sys.stdin", io.StringIO())


def test_an_edition_is_signed_with_the_certificate_and_the_command_tells_what_became_of_it(desk, capsys, tmp_path, bare_terminal):  # noqa: F811
    mine = issued(start=datetime.now(UTC) - timedelta(days=30))
    file, secret, issuers = mine.write(tmp_path / "mine.p12"), tmp_path / "secret", tmp_path / "issuers.pem"
    secret.write_text(PASSPHRASE_OF_FILE + "\n", "utf-8")
    issuers.write_bytes(mine.pem_of_issuer)
    assert run(capsys, "certificate", "show", "--data", desk)[0] == 1
    code, _, said = run(capsys, "certificate", "set", file, "--data", desk)
    assert code == 4 and "passphrase does not open" in said
    assert run(capsys, "certificate", "set", "--data", desk)[0] == 3
    code, facts, _ = run(capsys, "certificate", "set", file, "--passphrase-file", secret, "--data", desk, "--json")
    assert (code, facts["certificate"]) == (0, HOLDER)

    with opened_files(desk) as (files, do):
        made, sealed, edition = released_visit(files, do, signer=files.certificate.signer())
        data = files.photos.get(sealed[0].sha256)
    assert edition.signed_by == HOLDER and "Signed with a certificate." in " ".join(texts_of_file(data).values())
    assert seal_unsigned(made) == data[: len(seal_unsigned(made))], "the same build makes the same bytes under the signature"
    ours, added, other = tmp_path / "ours.pdf", tmp_path / "added.pdf", tmp_path / "other.pdf"
    ours.write_bytes(data)
    added.write_bytes(data + b"\n")
    other.write_bytes(data.replace(b"/Type /Page\n", b"/Type /Pagf\n"))

    code, facts, _ = run(capsys, "verify", ours, "--data", desk, "--issuers", issuers, "--json")
    (signature,) = facts["signature"]
    assert (code, facts["ours"], signature["state"], signature["by"], signature["issuer_is"]) == (0, "yes", "whole", HOLDER, "known")
    code, facts, _ = run(capsys, "verify", added, "--data", desk, "--json")
    assert (code, facts["ours"], facts["changed_since_release"]) == (1, "no", edition.short)
    assert (facts["signature"][0]["state"], facts["signature"][0]["issuer_is"]) == ("extended", "unknown")
    code, facts, _ = run(capsys, "verify", other, "--data", desk, "--json")
    assert (code, facts["ours"], facts["signature"][0]["state"], "changed_since_release" in facts) == (1, "no", "broken", False)
    other.write_bytes(b"no PDF at all")
    assert run(capsys, "verify", other, "--data", desk, "--json")[1]["signature"] == "pades.not_pdf"
    assert run(capsys, "verify", ours, "--data", desk, "--issuers", other)[0] == 4

    code, facts, _ = run(capsys, "certificate", "remove", "--data", desk, "--json")
    assert (code, facts["certificate"], DataFolder(desk).certificate.exists()) == (0, "none", False)


def test_a_pdf_is_ours_by_its_bytes(desk, capsys, tmp_path):  # noqa: F811
    with opened_files(desk) as (files, do):
        made, sealed, edition = released_visit(files, do)
        data = files.photos.get(sealed[0].sha256)
    assert edition.signed_by == "" and "Not signed with a certificate." in " ".join(texts_of_file(data).values())
    paper, other = tmp_path / "ours.pdf", tmp_path / "other.pdf"
    paper.write_bytes(data)
    other.write_bytes(data + b"\n")

    code, facts, _ = run(capsys, "verify", paper, "--data", desk, "--json")
    assert (code, facts["ours"], facts["number"], facts["withdrawn"]) == (0, "yes", edition.short, None)
    assert facts["signature"] == "none"
    code, facts, _ = run(capsys, "verify", other, "--data", desk, "--json")
    assert (code, facts["ours"]) == (1, "no")
    assert run(capsys, "verify", tmp_path / "none.pdf", "--data", desk)[0] == 4

    with opened_files(desk) as (_, do):
        do(withdraw, "visit", made.subject.thing_id, edition, "the wrong factory", made.context)
    code, facts, _ = run(capsys, "verify", paper, "--data", desk, "--json")
    assert (code, facts["why"]) == (1, "the wrong factory")
