"""Lists as text: every usual encoding and separator, quotation marks, line ends, and what survives a round trip."""

from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bwdesk.errors import IntakeRefused
from bwdesk.interchange.book import read_book
from bwdesk.interchange.csvtext import read_text_list
from bwdesk.interchange.export import guarded, unguarded
from bwdesk.interchange.sheet import tidy_cell

HEADING = "Factory name;Local name;Address;Country;Workers\n"
IN_THEIR_ENCODINGS = {
    "cp1252": "Confection Élégance SARL;;12 rue de la Liberté, Antananarivo;Madagascar;300\nFil Doré;;Côte Nº 5;Haïti;\n",
    "cp1250": "Šití Šťastný s.r.o.;;Příční 12, Brno;Česko;20\nŁódzka Odzież;;ul. Żółta 4, Łódź;Polska;\n",
    "cp1251": "Nit;Швейная фабрика Весна;г. Ташкент, ул. Навои 5;Узбекистан;300\n",
    "koi8_r": "Nit;Швейная фабрика Весна и Нить;г. Ташкент, ул. Навои;Узбекистан;300\n",
    "cp1254": "Güneş Tekstil A.Ş.;;Atatürk Cad. No 5, İzmir;Türkiye;300\nÖrme Dış Ticaret;;Şişli, İstanbul;Türkiye;\n",
    "cp1256": "Petra Needle;شركة إبرة البتراء للألبسة;المنطقة الصناعية، سحاب;الأردن;300\n",
    "cp1253": "Klosti;Ελληνική Κλωστή ΑΕ;Αθήνα;Ελλάδα;12\n",
    "cp1255": "Hut;מפעל חוט הזהב;תל אביב;ישראל;12\n",
    "cp874": "Thong;โรงงานเย็บผ้าทอง;กรุงเทพมหานคร;ไทย;12\n",
    "shift_jis": "Golden;ゴールデン縫製株式会社;東京都千代田区1-2;日本;12\n",
    "euc_jp": "Golden;ゴールデン縫製株式会社;東京都千代田区1-2;日本;12\n",
    "gb18030": "Golden;金线制衣有限公司;江苏省苏州市工业园区12号;中国;12\n",
    "big5": "Golden;金線製衣有限公司;台北市中山區12號;台灣;12\n",
    "cp949": "Golden;금실 봉제 주식회사;서울특별시 중구 12;대한민국;12\n",
    "utf-8": "Lotus;লোটাস গার্মেন্টস;ក្រុង;Việt Nam;১২\n",
    "utf-8-sig": "Lotus;লোটাস গার্মেন্টস;ក្រុង;Việt Nam;১২\n",
    "utf-16": "Lotus;লোটাস গার্মেন্টস;ក្រុង;Việt Nam;১২\n",
    "utf-16-le": "Lotus;লোটাস গার্মেন্টস;ក្រុង;Việt Nam;১২\n",
    "utf-16-be": "Lotus;លោ ក;ក្រុង;Việt Nam;১২\n",
    "utf-32": "Lotus;លោ ក;ក្រុង;Việt Nam;১২\n",
}


@pytest.mark.parametrize("encoding", IN_THEIR_ENCODINGS)
def test_lists_are_read_in_the_encoding_they_were_written_in(encoding: str) -> None:
    text = IN_THEIR_ENCODINGS[encoding]
    sheet = read_book((HEADING + text).encode(encoding)).sheets[0]
    wanted = [tuple(cell.strip() for cell in line.split(";")) for line in text.splitlines()]
    assert [(*row.cells, *[""] * (5 - len(row.cells))) for row in sheet.rows] == wanted


def test_a_foreign_name_deep_in_a_long_ascii_list_is_heard() -> None:
    lines = "".join(f'Golden Thread {n},"{n} Industrial Road, Dongguan",China\n' for n in range(4000))
    data = ("name,address,country\n" + lines).encode() + "Confecciones Peña,Calle 5,Nicaragua\n".encode("cp1252")
    book = read_book(data)
    assert book.encoding == "cp1252"
    assert book.sheets[0].rows[-1].cells[0] == "Confecciones Peña"


@pytest.mark.parametrize("mark", ["’", "–", "\u00a0", "“", "€"])
def test_single_marks_of_western_lists_are_kept(mark: str) -> None:
    book = read_book(f"name,address,country\nLady{mark}s Fashion,12 Road,China\n".encode("cp1252"))
    assert book.sheets[0].rows[0].cells[0] == f"Lady{mark}s Fashion"


def test_a_person_may_choose_another_encoding_and_separator() -> None:
    data = "name|country\nПетра|Jordan\n".encode("cp866")
    book = read_book(data, encoding="cp866", separator="|")
    assert book.sheets[0].rows[0].cells == ("Петра", "Jordan")
    with pytest.raises(IntakeRefused) as refused:
        read_book(data, encoding="utf-8")
    assert refused.value.key == "intake.encoding_unknown"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_told(separator: str) -> None:
    rows = [["name", "address", "country"], ["Lotus, Ltd; Unit 2", "12 Road, Dhaka", "BD"], ["Blue Hem", "9 Road, Dhaka", "BD"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    lines, _, told = read_text_list(out.getvalue().encode())
    assert told == separator
    assert [list(line.cells) for line in lines] == rows


def test_the_first_line_may_name_the_separator_and_is_no_line_of_the_list() -> None:
    lines, _, told = read_text_list(b"sep=;\nname;country\nLotus, Ltd;BD\n")
    assert told == ";"
    assert [(line.number, line.cells) for line in lines] == [(1, ("name", "country")), (2, ("Lotus, Ltd", "BD"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    lines, _, _ = read_text_list(end.join(["name,country", "Lotus,BD", "", "Blue Hem,BD", ""]).encode())
    assert [(line.number, line.cells[0]) for line in lines] == [(1, "name"), (2, "Lotus"), (4, "Blue Hem")]


def test_a_cell_with_line_breaks_is_one_row() -> None:
    lines, _, _ = read_text_list(b'name,address,country\nLotus,"12 Road\r\nDhaka",BD\nBlue Hem,"9 Road",BD\n')
    assert lines[1].cells[1] == "12 Road\nDhaka"
    assert lines[2].number == 3


def test_a_quotation_mark_left_open_is_refused_with_its_row() -> None:
    with pytest.raises(IntakeRefused) as refused:
        read_text_list(b'name,country\nLotus,BD\n"Blue Hem,BD\nPadma,BD\n')
    assert (refused.value.key, refused.value.params["row"]) == ("intake.quote_open", 3)
    long = b'name,country\n"Blue Hem,BD\n' + b"Padma Knit Composite,BD\n" * 60_000
    with pytest.raises(IntakeRefused) as refused:
        read_text_list(long)
    assert (refused.value.key, refused.value.params["row"]) == ("intake.quote_open", 2)


def test_quotation_marks_inside_names_harm_nobody() -> None:
    lines, _, _ = read_text_list(b'name,country\nRahim "Super" Mills,BD\n"Karim ""Best"" Mills",BD\n12" Zip,BD\n')
    assert [line.cells[0] for line in lines[1:]] == ['Rahim "Super" Mills', 'Karim "Best" Mills', '12" Zip']


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "intake.empty"),
        (b" \r\n\r\n", "intake.empty"),
        (b"\xef\xbb\xbf\n", "intake.empty"),
        (b"%PDF-1.7\n", "intake.pdf"),
        (b"\x89PNG\r\n\x1a\n", "intake.picture"),
        (b"<html><table><tr><td>name</td></tr></table></html>", "intake.web_page"),
        (b'<?xml version="1.0"?><a/>', "intake.xml"),
        ("<?xml version='1.0'?><html/>".encode("utf-16"), "intake.web_page"),
        (b'{"name": "Lotus"}', "intake.not_a_list"),
        (b'[["Lotus", "BD"]]\n', "intake.not_a_list"),
        (b"SQLite format 3\x00" + bytes(90), "intake.not_a_list"),
        (bytes(range(256)) * 9, "intake.not_a_list"),
        (b",,\n,,\n", "intake.no_list"),
    ],
)
def test_what_is_no_list_is_refused_in_words(data: bytes, key: str) -> None:
    with pytest.raises(IntakeRefused) as refused:
        read_book(data)
    assert refused.value.key == key


def test_a_cell_longer_than_any_is_refused() -> None:
    with pytest.raises(IntakeRefused) as refused:
        read_book(b"name,country\n" + b"x" * 40_000 + b",BD\n")
    assert (refused.value.key, refused.value.params["row"]) == ("intake.cell_too_long", 2)


cells = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30).map(str.strip).filter(lambda text: "\ufeff" not in text)
tables = st.lists(st.lists(cells, min_size=2, max_size=5), min_size=1, max_size=12)


@given(tables, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_whatever_is_written_is_read_back(table: list[list[str]], separator: str, encoding: str) -> None:
    assume(any(any(row) for row in table))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    lines, _, _ = read_text_list(out.getvalue().encode(encoding), encoding, separator)
    wanted = []
    for number, row in enumerate(table, 1):
        while row and not tidy_cell(row[-1]):
            row = row[:-1]
        if row:
            wanted.append((number, tuple(tidy_cell(cell) for cell in row)))
    assert [(line.number, line.cells) for line in lines] == wanted


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(IntakeRefused):
        read_book(data)


@given(st.text(max_size=30))
def test_a_guard_against_formulas_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text or not guarded(text).startswith("'")
    assert not guarded(text).startswith(("=", "@"))
