"""Workbooks: what people and programs make of them, and what is made to do harm. Real ZIP and XML, nothing faked."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from bwdesk.errors import IntakeRefused
from bwdesk.interchange.book import read_book
from bwdesk.interchange.sheet import Sheet
from bwdesk.interchange.xlsx import read_xlsx
from tests.interchange.hostile import data, package, text_row, workbook


def refused(source: bytes) -> str:
    with pytest.raises(IntakeRefused) as caught:
        read_book(source)
    return caught.value.key


def cells(sheet: Sheet) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in sheet.lines]


def made_by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Factory name", "Country", "Workers", "Since", "Share", "Open"])
    sheet.append(["Lotus Garments", "BD", 1250, date(2019, 3, 4), 0.5, True])
    sheet.append(["Blue Hem", "BD", 12345678901, datetime(2020, 2, 29, 14, 30), 1e-7, False])  # noqa: DTZ001 - a sheet knows no zones
    sheet["A9"] = "=1+1"
    sheet["B9"] = "VN"
    hidden = book.create_sheet("Old list")
    hidden.append(["Factory name", "Country", "Address", "Workers"])
    hidden.append(["Gone Ltd", "KH", "Street 1", 3])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_text_as_the_sheet_shows_them() -> None:
    book = read_book(made_by_openpyxl())
    assert cells(book.sheets[0]) == [
        (1, ("Factory name", "Country", "Workers", "Since", "Share", "Open")),
        (2, ("Lotus Garments", "BD", "1250", "2019-03-04", "0.5", "TRUE")),
        (3, ("Blue Hem", "BD", "12345678901", "2020-02-29 14:30", "0.0000001", "FALSE")),
        (9, ("", "VN")),
    ]


def test_the_best_sheet_is_visible_and_any_other_can_be_chosen() -> None:
    book = read_book(made_by_openpyxl())
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("Sheet", False), ("Old list", True)]
    assert book.best == 0
    cover = workbook(
        {"Cover": data(text_row(1, "List of 2026")), "Factories": data(text_row(1, "Factory name", "Country"), text_row(2, "Lotus", "BD"))}
    )
    assert read_book(cover).best == 1


@pytest.mark.parametrize("strict", [False, True])
def test_strict_and_transitional_workbooks_read_alike(strict: bool) -> None:
    strings = [
        "<si><t>Factory name</t></si>",
        '<si><r><t>Lo</t></r><r><t xml:space="preserve">tus </t></r><rPh sb="0" eb="1"><t>guide</t></rPh></si>',
    ]
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>Country</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c t="str"><v>BD</v></c></row>'
    )
    sheet = read_book(workbook({"A": data(rows)}, strings=strings, strict=strict)).sheets[0]
    assert cells(sheet) == [(1, ("Factory name", "Country")), (2, ("Lotus", "BD"))]


def test_days_of_both_calendars_and_formats_that_only_look_like_days() -> None:
    styles = (
        '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/>'
        '<numFmt numFmtId="165" formatCode="0.0 &quot;days&quot;"/></numFmts>'
        '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    )
    row = (
        '<row r="1"><c r="A1" s="1"><v>43528</v></c><c r="B1" s="2"><v>43528.5</v></c>'
        '<c r="C1" s="3"><v>43528</v></c><c r="D1" s="1"><v>59</v></c></row>'
    )
    assert read_xlsx(workbook({"A": data(row)}, styles=styles))[0].lines[0].cells == (
        "2019-03-04",
        "2019-03-04 12:00",
        "43528",
        "1900-02-28",
    )
    assert read_xlsx(workbook({"A": data(row)}, styles=styles, is_1904=True))[0].lines[0].cells[0] == "2023-03-05"


def test_escaped_and_invisible_characters() -> None:
    row = text_row(1, "Lotus_x000D__x000A_Dhaka", "a_x005F_x0041_", "\u00a0Blue\u00a0Hem\u200b")
    assert read_xlsx(workbook({"A": data(row)}))[0].lines[0].cells == ("Lotus\nDhaka", "a_x0041_", "Blue\u00a0Hem\u200b")


def test_a_cell_merged_over_rows_stands_in_each_of_them() -> None:
    rows = [
        text_row(1, "Country", "Factory name"),
        text_row(2, "BD", "Lotus"),
        text_row(3, "", "Blue Hem"),
        text_row(5, "", "Padma"),
        text_row(6, "", "Alone"),
    ]
    merged = '<mergeCells count="1"><mergeCell ref="A2:A5"/></mergeCells>'
    lines = read_xlsx(workbook({"A": data(*rows, after=merged)}))[0].lines
    assert [line.cell(0) for line in lines] == ["Country", "BD", "BD", "BD", ""]


def test_a_million_blank_styled_rows_cost_nothing_and_a_declared_size_is_not_believed() -> None:
    rows = [text_row(1, "Factory name", "Country"), text_row(2, "Lotus", "BD")]
    ghosts = "".join(f'<row r="{n}" ht="15" customHeight="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(3, 400_000))
    body = f'<dimension ref="A1:XFD1048576"/>{data(*rows, ghosts)}'
    assert cells(read_book(workbook({"A": body})).sheets[0]) == [(1, ("Factory name", "Country")), (2, ("Lotus", "BD"))]


def test_blank_rows_before_a_last_value_are_counted() -> None:
    ghosts = "".join(f'<row r="{n}"><c r="A{n}"/><c r="B{n}"/></row>' for n in range(2, 350_000))
    assert (
        refused(workbook({"A": data(text_row(1, "name", "country"), ghosts, text_row(400_000, "Lotus", "BD"))})) == "intake.list_too_large"
    )


def test_what_unpacks_to_far_more_than_it_is_never_unpacked() -> None:
    assert refused(workbook({"A": data(text_row(1, "name") + " " * 30_000_000)})) == "intake.bomb"
    many = {f"xl/media/{n}.bin": bytes(4_900_000) for n in range(140)}
    assert refused(package({"_rels/.rels": "<a/>", "xl/workbook.xml": "<a/>", **many})) == "intake.bomb"


def test_a_part_that_says_it_is_smaller_than_it_is() -> None:
    source = bytearray(workbook({"A": data(text_row(1, "name", "country"), text_row(2, "x" * 20_000, "BD"))}))
    at = source.rfind(b"PK\x01\x02", 0, source.rfind(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", source, at + 24, 300)
    assert refused(bytes(source)) == "intake.damaged"


LAUGHS = (
    "<!DOCTYPE lolz ["
    + '<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {x} "&{y};&{y};&{y};&{y};">' for x, y in zip("bcdefghij", "abcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "doctype", [LAUGHS, '<!DOCTYPE a SYSTEM "file:///etc/passwd">', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>']
)
def test_document_types_and_entities_are_refused(doctype: str) -> None:
    assert refused(workbook({"A": data(text_row(1, "&j;", "country"))}, doctype=doctype)) == "intake.document_type"


def test_other_packages_are_told_apart() -> None:
    assert refused(
        package(
            {
                "word/document.xml": "<a/>",
                "_rels/.rels": '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
            }
        )
    ) in (
        "intake.empty",
        "intake.no_list",
    )
    assert refused(package({"photo.txt": "hello"})) == "intake.not_a_list"
    binary = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>'
    assert refused(package({"_rels/.rels": binary, "xl/workbook.bin": b"\x83\x01"})) == "intake.binary_workbook"
    assert refused(workbook({"A": data()})) == "intake.no_list"


def test_packages_and_workbooks_with_a_password_are_told() -> None:
    source = bytearray(workbook({"A": data(text_row(1, "name"))}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = -1
        while (at := source.find(mark, at + 1)) >= 0:
            source[at + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    assert refused(bytes(source)) == "intake.encrypted"
    assert (
        refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
        == "intake.encrypted"
    )


def test_a_workbook_cut_off_or_changed_anywhere_is_read_or_refused() -> None:
    whole = made_by_openpyxl()
    for end in range(0, len(whole), max(1, len(whole) // 60)):
        assert refused(whole[:end]).startswith("intake.")
    for place in range(30, len(whole), 97):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            read_book(bytes(broken))
        except IntakeRefused as error:
            assert error.key in ("intake.damaged", "intake.bomb", "intake.encrypted", "intake.no_list", "intake.not_a_list")  # noqa: PT017


def test_a_reference_to_a_string_that_is_not_there_is_damage() -> None:
    assert (
        refused(workbook({"A": data('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')}, strings=["<si><t>a</t></si>"])) == "intake.damaged"
    )


def test_broken_styles_drawings_and_other_parts_do_not_matter() -> None:
    source = workbook({"A": data(text_row(1, "Factory name", "Country"), text_row(2, "Lotus", "BD"))}, styles="<cellXfs><xf numFmtId=")
    assert cells(read_book(source).sheets[0])[1] == (2, ("Lotus", "BD"))


def test_our_reader_agrees_with_openpyxl_on_what_openpyxl_writes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made_by_openpyxl()), data_only=True)
    ours = read_book(made_by_openpyxl()).sheets
    for theirs, sheet in zip(book.worksheets, ours, strict=True):
        texts = {(cell.row, cell.column): cell.value for row in theirs.iter_rows() for cell in row if isinstance(cell.value, str)}
        mine = {(line.number, column): text for line in sheet.lines for column, text in enumerate(line.cells, 1)}
        assert texts.items() <= mine.items()


def test_names_of_parts_may_differ_in_case_and_slashes() -> None:
    source = workbook({"A": data(text_row(1, "Factory name", "Country"), text_row(2, "Lotus", "BD"))})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            after.writestr(entry.filename.replace("xl/", "XL/").replace("worksheets/", "Worksheets\\"), before.read(entry))
    assert cells(read_book(out.getvalue()).sheets[0])[1] == (2, ("Lotus", "BD"))
