"""`bwdesk verify FILE` on a real encrypted desk: yes and no by the bytes, and a withdrawn edition stands no more."""

from __future__ import annotations

from datetime import date

from bwdesk import keys
from bwdesk.domain.edition import Variant
from bwdesk.domain.report_life import Step
from bwdesk.paths import DataFolder
from bwdesk.runtime.opening import open_files
from bwdesk.runtime.papers import context_of
from bwdesk.texts import Texts
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.report_editions import prepare, release, withdraw
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.visits import start_visit
from tests.journeys.test_command_line import OWNER, PASSPHRASE, desk, run  # noqa: F401


def test_a_pdf_is_ours_by_its_bytes(desk, capsys, tmp_path):  # noqa: F811
    folder = DataFolder(desk)
    files = open_files(folder, keys.open_with_passphrase(folder, PASSPHRASE, None), OWNER)

    def do(use_case, *arguments):
        with files.writing.writing(files.writer, "test") as unit:
            return use_case(unit, *arguments)

    factory = do(add_factory, "Golden Thread Ltd", "KH")
    do(register_factory, factory, date(2026, 5, 8))
    visit = do(start_visit, factory.id)
    context = context_of(Texts("en"), files.writer.now(), files.photos, "amina")
    do(hand_in, "visit", visit.id, context)
    do(take_step, "visit", visit.id, Step.APPROVE)
    with files.reading.reading() as reader:
        made = prepare(reader, "visit", visit.id, Step.RELEASE, OWNER.id, [context], (Variant.FACTORY,))
    sealed = seal(made, files.photos.put)
    edition = do(release, made, sealed, ())
    paper, other = tmp_path / "ours.pdf", tmp_path / "other.pdf"
    paper.write_bytes(files.photos.get(sealed[0].sha256))
    other.write_bytes(paper.read_bytes() + b"\n")
    files.close()

    code, facts, _ = run(capsys, "verify", paper, "--data", desk, "--json")
    assert (code, facts["ours"], facts["number"], facts["withdrawn"]) == (0, "yes", edition.short, None)
    code, facts, _ = run(capsys, "verify", other, "--data", desk, "--json")
    assert (code, facts["ours"]) == (1, "no")
    assert run(capsys, "verify", tmp_path / "none.pdf", "--data", desk)[0] == 4

    files = open_files(folder, keys.open_with_passphrase(folder, PASSPHRASE, None), OWNER)
    do(withdraw, "visit", visit.id, edition, "the wrong factory")
    files.close()
    code, facts, _ = run(capsys, "verify", paper, "--data", desk, "--json")
    assert (code, facts["why"]) == (1, "the wrong factory")
