"""Papers before another judge: veraPDF's rules of PDF/A-2a, and of PDF/UA-1 but for its name; and files broken on purpose."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from bwdesk.pades.signer import Signer
from bwdesk.reports.gallery import IN_LANGUAGES
from tests.fakes.certificates import issued
from tests.pades.test_pades_signature import AT
from tests.reports.reading import sample
from tests.reports.vera import JAVA, judged

pytestmark = pytest.mark.skipif(JAVA is None, reason="no Java development kit on this machine")
UA_IS_NOT_NAMED = {"5-1"}
PAPERS = (
    *IN_LANGUAGES,
    "recovery",
    "visit-rtl",
    "plan-rtl",
    "visit-two",
    "visit-two-rtl",
    "visit-digits",
    "certificate-names",
    "plan-nasty",
)


def test_every_kind_of_paper_keeps_the_rules_of_archives_and_of_reading_aloud(tmp_path: Path) -> None:
    for name in PAPERS:
        (tmp_path / f"{name}.pdf").write_bytes(sample(name)[0])
    (tmp_path / "signed.pdf").write_bytes(Signer(issued("rsa").signing_key).sign(sample("visit")[0], AT))
    found = judged(tmp_path.glob("*.pdf"), "PDFA-2A", "PDFUA-1")
    assert len(found) == 2 * (len(PAPERS) + 1)
    broken = {(paper.stem, profile): verdict.broken for (paper, profile), verdict in found.items()}
    assert {key: rules for key, rules in broken.items() if rules and not (key[1] == "PDFUA-1" and set(rules) == UA_IS_NOT_NAMED)} == {}
    assert all(verdict.checks > 1000 for verdict in found.values())


def _first_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def _first(pdf: pikepdf.Pdf, role: str) -> pikepdf.Object:
    return next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get(Name.S) == Name("/" + role))


def _no_font(pdf: pikepdf.Pdf) -> None:
    del _first_font(pdf).DescendantFonts[0].FontDescriptor.FontFile2


def _other_widths(pdf: pikepdf.Pdf) -> None:
    font = _first_font(pdf).DescendantFonts[0]
    font.W = Array([part if index % 2 == 0 else Array([333]) for index, part in enumerate(font.W)])


def _no_letters(pdf: pikepdf.Pdf) -> None:
    del _first_font(pdf).ToUnicode


def _no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def _another_name(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said["pdfaid:part"] = "3"


def _no_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _not_tagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo


def _no_words_for_a_figure(pdf: pikepdf.Pdf) -> None:
    del _first(pdf, "Figure").Alt


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _a_heading_skipped(pdf: pikepdf.Pdf) -> None:
    _first(pdf, "H2").S = Name.H4


def _a_cell_lost(pdf: pikepdf.Pdf) -> None:
    row = next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get(Name.S) == Name.TR and len(one.K) > 1)
    del row.K[-1]


def _a_link_lost(pdf: pikepdf.Pdf) -> None:
    for link in next(page.Annots for page in pdf.pages if Name.Annots in page):
        del link.Contents


def _ink_that_nobody_owns(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"0 0 9 9 re f"))


FOR_ARCHIVES: dict[Callable[[pikepdf.Pdf], None], str] = {
    _no_font: "6.2.11.4.1-1", _other_widths: "6.2.11.5-1", _no_letters: "6.2.11.7.2-1", _no_metadata: "6.6.2.1-1", _another_name: "6.6.4-2",
    _no_profile: "6.2.4.3-2", _script: "6.5.1-1", _not_tagged: "6.7.3.3-1",
}  # fmt: skip
FOR_READING_ALOUD: dict[Callable[[pikepdf.Pdf], None], str] = {
    _no_words_for_a_figure: "7.3-1", _no_language: "7.2-33", _a_heading_skipped: "7.4.2-1", _a_cell_lost: "7.2-43",
    _a_link_lost: "7.18.5-2", _ink_that_nobody_owns: "7.1-3",
}  # fmt: skip


@pytest.mark.parametrize(("profile", "spoilt"), [("PDFA-2A", FOR_ARCHIVES), ("PDFUA-1", FOR_READING_ALOUD)])
def test_what_is_broken_on_purpose_is_found(profile: str, spoilt: dict[Callable[[pikepdf.Pdf], None], str], tmp_path: Path) -> None:
    for spoil in spoilt:
        with pikepdf.open(io.BytesIO(sample("assessment" if spoil in (_a_link_lost, _a_cell_lost) else "committee")[0])) as pdf:
            spoil(pdf)
            pdf.save(tmp_path / f"{spoil.__name__}.pdf")
    found = {paper.stem: set(verdict.broken) - UA_IS_NOT_NAMED for (paper, _), verdict in judged(tmp_path.glob("*.pdf"), profile).items()}
    assert [spoil.__name__ for spoil, rule in spoilt.items() if rule not in found[spoil.__name__]] == []


def test_a_locked_file_and_no_file_are_told(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(sample("recovery")[0])) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user=""))
    (tmp_path / "nothing.pdf").write_bytes(b"%PDF-1.7\nnothing")
    found = {paper.stem: set(verdict.broken) for (paper, _), verdict in judged(tmp_path.glob("*.pdf"), "PDFA-2A").items()}
    assert found == {"locked": {"6.1.3-2"}, "nothing": {"unreadable"}}
