"""From headings and rows to factories: columns in many languages, countries, numbers, refusals, and what is there already."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.domain.osid import check_character
from bwdesk.interchange.book import read_book
from bwdesk.interchange.countries import country_code
from bwdesk.interchange.factories import FactoryList, factory_rows
from bwdesk.interchange.headings import FIELDS, columns_of, find_heading, heading_key, recognise_columns, with_heading
from bwdesk.interchange.identity import KnownFactory, id_key, place_key, sort_rows
from bwdesk.interchange.numbers import people
from bwdesk.interchange.sheet import Line, Sheet
from bwdesk.texts import Texts

OS_ID = "BD2024101AB12C"
OS_ID += check_character(OS_ID)


def sheet_of(*rows: str) -> Sheet:
    """A sheet from rows written with | between cells; "" is a blank row."""
    lines = [Line(number, tuple(row.split("|"))) for number, row in enumerate(rows, 1) if row]
    return find_heading(Sheet("list", tuple(lines)))


def taken(*rows: str, country: str | None = None) -> FactoryList:
    sheet = sheet_of(*rows)
    return factory_rows(sheet, columns_of(sheet), country, "list")


BY_HEADING = [
    ("No.|Supplier Group|Factory Name (English)|Factory Name (Khmer)|Country", {2: "name", 3: "local_name", 4: "country"}),
    ("Factory|No. of workers (female)|No. of workers (male)|% female|Women managers", {0: "name", 1: "workers_women", 2: "workers_men"}),
    ("FactoryName|FactoryAddress|countryCode|OS_ID", {0: "name", 1: "address", 2: "country", 3: "os_id"}),
    ("facility_name|address|number_of_workers|product_type|lat|lng", {0: "name", 1: "address", 2: "workers_total", 3: "products"}),
    ("Supplier|Factory name|Country", {1: "name", 2: "country"}),
    (
        "Brand Name|Parent company name|Factory|City name|E-mail|Contact person",
        {0: "buyers", 2: "name", 3: "city", 4: "contact", 5: "contact"},
    ),
    ("Address Line 1|Address Line 2|Zip code|Unit name", {0: "address", 1: "address", 2: "address", 3: "name"}),
    ("Nom de l'usine|Pays|Adresse|Ouvrières|Ouvriers", {0: "name", 1: "country", 2: "address", 3: "workers_women", 4: "workers_men"}),
    ("Nombre de la fábrica|País|Dirección|Mujeres|Marcas", {0: "name", 1: "country", 2: "address", 3: "workers_women", 4: "buyers"}),
    ("STT|Tên nhà máy|Địa chỉ|Lao động nữ|Tổng số lao động", {1: "name", 2: "address", 3: "workers_women", 4: "workers_total"}),
    (
        "Nama Pabrik|Alamat|Kota|Pekerja perempuan|Jumlah pekerja",
        {0: "name", 1: "address", 2: "city", 3: "workers_women", 4: "workers_total"},
    ),
    ("ល.រ|ឈ្មោះរោងចក្រ|អាសយដ្ឋាន|ស្រី|ចំនួនកម្មករសរុប", {1: "name", 2: "address", 3: "workers_women", 4: "workers_total"}),
    ("ক্রমিক নং|কারখানার নাম|দেশ|ঠিকানা|নারী শ্রমিক", {1: "name", 2: "country", 3: "address", 4: "workers_women"}),
    (
        "اسم المصنع|البلد|العنوان|عدد العاملات|إجمالي العمال",
        {0: "name", 1: "country", 2: "address", 3: "workers_women", 4: "workers_total"},
    ),
    ("ឈ្មោះរោងចក្រ|Factory name|Country", {0: "local_name", 1: "name", 2: "country"}),
]


@pytest.mark.parametrize(("headings", "fields"), BY_HEADING)
def test_headings_are_recognised(headings: str, fields: dict[int, str]) -> None:
    assert recognise_columns(headings.split("|")) == fields


def test_what_is_exported_under_english_headings_is_recognised_again() -> None:
    texts = Texts("en")
    assert recognise_columns([texts(heading_key(field)) for field in FIELDS]) == dict(enumerate(FIELDS))


def test_columns_without_headings_are_told_by_what_is_in_them() -> None:
    sheet = sheet_of(
        f"Lotus Garments|12 Road, Ashulia, Savar, Dhaka|Bangladesh|{OS_ID}", f"Blue Hem|Plot 9, Tongi, Gazipur|Bangladesh|{OS_ID}"
    )
    assert sheet.header_row is None
    assert columns_of(sheet) == {0: "name", 1: "address", 2: "country", 3: "os_id"}


def test_a_heading_below_titles_and_over_two_lines() -> None:
    sheet = sheet_of(
        "Factory list 2026", "Prepared by the office|March", "", "No|Factory|Country|Workers", "|||Women|Men|Total", "1|Lotus|BD|20|30|50"
    )
    assert sheet.header_row == 5
    assert columns_of(sheet) == {1: "name", 2: "country", 3: "workers_women", 4: "workers_men", 5: "workers_total"}
    assert [row.number for row in sheet.rows] == [6]


def test_a_person_may_choose_another_heading() -> None:
    sheet = with_heading(sheet_of("Names below|x", "Factory|Country", "Lotus|BD"), 2)
    assert (sheet.header_row, len(sheet.rows)) == (2, 1)
    assert len(with_heading(sheet, None).rows) == 3


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *[("BD", "BD"), ("bgd", "BD"), (" Bangladesh ", "BD"), ("বাংলাদেশ", "BD"), ("Bangladés", "BD"), ("Bangladesh (BD)", "BD")],
        *[("Viet Nam", "VN"), ("Việt Nam", "VN"), ("VIETNAM", "VN"), ("Hanoi, Vietnam", "VN"), ("កម្ពុជា", "KH"), ("Cambodge", "KH")],
        *[("الأردن", "JO"), ("مصر", "EG"), ("پاکستان", "PK"), ("ශ්‍රී ලංකාව", "LK"), ("இலங்கை", "LK"), ("ኢትዮጵያ", "ET"), ("Haïti", "HT")],
        *[("Madagasikara", "MG"), ("P.R. China", "CN"), ("中国", "CN"), ("UK", "GB"), ("U.S.A.", "US"), ("Korea, Republic of", "KR")],
        *[("Türkiye", "TR"), ("Côte d’Ivoire", "CI"), ("Atlantis", None), ("", None), ("BD/VN", None), ("XX", None), ("12", None)],
    ],
)
def test_countries(written: str, code: str | None) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize(
    ("written", "number", "note"),
    [
        *[
            ("1250", 1250, None),
            ("1,250", 1250, None),
            ("1.250", 1250, None),
            ("1 250", 1250, None),
            ("1\u00a0250", 1250, None),
            ("1'250", 1250, None),
        ],
        *[
            ("1,25,000", 125000, None),
            ("1250.0", 1250, None),
            ("1.250,00", 1250, None),
            ("১২৫০", 1250, None),
            ("١٬٢٥٠", 1250, None),
            ("៣០០", 300, None),
        ],
        *[("300 workers", 300, None), ("450 នាក់", 450, None), ("0", 0, None), ("1.25E+03", 1250, None)],
        *[("", None, None), ("-", None, None), ("n/a", None, None), ("#N/A", None, None), ("unknown", None, None)],
        *[("about 300", 300, "about"), ("~1,200", 1200, "about"), ("300+", 300, "about"), ("khoảng 300 người", 300, "about")],
        *[
            ("200-300", None, "unclear"),
            ("12,50", None, "unclear"),
            ("-5", None, "unclear"),
            ("many", None, "unclear"),
            ("nil", None, "unclear"),
        ],
        *[
            ("2.5", None, "unclear"),
            ("0.250", None, "unclear"),
            ("8801712345678", None, "unclear"),
            ("1,2345", None, "unclear"),
            ("#REF!", None, "unclear"),
        ],
    ],
)
def test_numbers_of_people(written: str, number: int | None, note: str | None) -> None:
    assert people(written) == (number, note and f"intake.note.number_{note}")


@given(st.text(max_size=12))
def test_no_text_without_a_nought_becomes_nought(text: str) -> None:
    number, _ = people(text)
    assert number != 0 or any(character.isdigit() for character in text)


@given(st.integers(0, 999_999))
def test_every_usual_way_to_write_a_number_reads_alike(number: int) -> None:
    ways = {str(number), f"{number:,}", f"{number:,}".replace(",", "."), f"{number:,}".replace(",", "\u202f"), f"{number}.0"}
    assert {people(way) for way in ways} == {(number, None)}


def test_rows_are_taken_as_they_stand() -> None:
    found = taken(
        "Factory name|Local name|Country|Address|City|OS ID|Women|Men|Total|Products|Brands|Phone|E-mail|Factory ID",
        f'=cmd/"x"!A1 Ltd|লোটাস\u00a0গার্মেন্টস|Bangladesh|12 Road\nSavar|Dhaka|{OS_ID.lower()}|1,200||about 2,000|Knits|A, B|+880 1|a@b.c|F-7',
    )
    factory = found.factories[0]
    assert factory.name == '=cmd/"x"!A1 Ltd'
    assert (factory.local_name, factory.local_language) == ("লোটাস গার্মেন্টস", "bn")
    assert (factory.country, factory.address, factory.city, factory.os_id) == ("BD", "12 Road, Savar", "Dhaka", OS_ID)
    assert (factory.workers_women, factory.workers_men, factory.workers_total) == (1200, None, 2000)
    assert (factory.products, factory.buyers, factory.contact) == ("Knits", "A, B", "+880 1, a@b.c")
    assert (factory.source, factory.source_key) == ("list", id_key("F-7", place_key("BD", factory.name, "12 Road, Savar", "Dhaka")))
    assert [(note.row, note.column, note.key) for note in found.notes] == [(2, "Total", "intake.note.number_about")]


def test_each_refusal_has_its_row_and_its_reason_and_the_sum_adds_up() -> None:
    found = taken(
        "Name|Country|Address",
        "Lotus|BD|1",
        "|BD|2",
        "Blue Hem|Atlantis|3",
        "",
        "Padma||4",
        "Cambodia",
        "Name|Country|Address",
        "n/a|BD|5",
        "Total|BD",
    )
    assert [(refusal.row, refusal.key) for refusal in found.refusals] == [
        (3, "intake.row.no_name"),
        (4, "intake.row.country_unknown"),
        (6, "intake.row.no_country"),
        (7, "intake.row.title_line"),
        (8, "intake.row.heading_again"),
        (9, "intake.row.no_name"),
        (10, "intake.row.sum_line"),
    ]
    assert found.refusals[1].params == {"value": "Atlantis"}
    assert (found.read, len(found.factories)) == (8, 1)
    texts = Texts("en")
    assert all(texts.has(refusal.key) and "{" not in texts(refusal.key, **refusal.params) for refusal in found.refusals)


def test_a_country_comes_from_the_row_then_the_os_id_then_the_list() -> None:
    found = taken("Name|Country|OS ID", "Lotus|KH|", f"Blue Hem||{OS_ID}", "Padma||", f"Odd|VN|{OS_ID}", country="JO")
    assert [factory.country for factory in found.factories] == ["KH", "BD", "JO", "VN"]
    assert [(note.row, note.key) for note in found.notes] == [(5, "intake.note.os_id_country")]


def test_a_wrong_os_id_is_noted_kept_and_marks_nobody() -> None:
    wrong = OS_ID[:-1] + ("0" if OS_ID[-1] != "0" else "1")
    found = taken("Name|Country|OS ID", f"Lotus|BD|{wrong}", f"Blue Hem|BD|{wrong}", "Padma|BD|n/a", "Shapla|BD|n/a")
    assert [factory.os_id for factory in found.factories] == [wrong, wrong, "", ""]
    assert [note.key for note in found.notes] == ["intake.note.os_id_wrong"] * 2
    assert len(sort_rows(found.factories).new) == 4


def test_more_men_and_women_than_workers_is_noted() -> None:
    found = taken("Name|Country|Women|Men|Total", "Lotus|BD|300|300|500", "Blue Hem|BD|300||500")
    assert [(note.row, note.key) for note in found.notes] == [(2, "intake.note.more_than_total")]


def known(found: FactoryList, source: str = "list") -> list[KnownFactory]:
    return [
        KnownFactory(f"k{f.row}", f.name, f.country, f.local_name, f.address, f.city, f.os_id, source, f.source_key)
        for f in found.factories
    ]


ROWS = (
    "Name|Country|Address|OS ID|ID",
    f"Lotus Garments Ltd.|BD|12 Road|{OS_ID}|1",
    "Blue Hem|BD|9 Road||2",
    "Padma|BD|||",
    "Shapla|BD|||3",
)


def test_the_same_file_twice_adds_nothing() -> None:
    found = taken(*ROWS)
    again = sort_rows(found.factories, known(found))
    assert (again.new, len(again.there), again.repeated) == ((), 4, ())


def test_the_same_file_under_another_name_or_in_other_letters_adds_nothing() -> None:
    found = taken(*ROWS)
    shouted = taken(ROWS[0], *(row.upper().replace(" ", "  ") for row in ROWS[1:]))
    assert sort_rows(found.factories, known(found, source="list (1)")).new == ()
    assert sort_rows(shouted.factories, known(found, source="other")).new == ()


def test_a_factory_edited_since_is_known_by_the_mark_of_its_row() -> None:
    found = taken(*ROWS)
    edited = [replace(factory, name=f"{factory.name} renamed", address="elsewhere") for factory in known(found)]
    assert sort_rows(found.factories, edited).new == ()


def test_rows_that_stand_twice_are_counted_once() -> None:
    found = taken("Name|Country|Address", "Lotus|BD|1", "LOTUS|Bangladesh|1", "Lotus|BD|2", "Lotus|KH|1")
    told = sort_rows(found.factories)
    assert ([row.row for row in told.new], told.repeated) == ([2, 4, 5], ((3, 2),))


def test_an_id_that_marks_several_factories_marks_none() -> None:
    found = taken("Factory name|Country|Supplier code", "Lotus|BD|S1", "Blue Hem|BD|S1", "Padma|BD|S2")
    assert len(sort_rows(found.factories).new) == 3
    assert [factory.source_key[:3] for factory in found.factories] == ["at:", "at:", "id:"]


def test_the_same_id_in_another_list_of_the_same_name_is_another_factory() -> None:
    mine = known(taken("Name|Country|Address|Supplier code", "Lotus|BD|12 Road|S1", "Blue Hem|BD|9 Road|S2", "Padma|BD||S3"))
    theirs = taken(
        "Name|Country|Address|Supplier code", "Rose|BD|1 Street|S1", "Tulip|VN|9 Road|S2", "Padma Ltd|BD||S3", "Lotus|BD|3 Lane|S4"
    )
    told = sort_rows(theirs.factories, mine)
    assert ([row.row for row in told.new], told.there) == ([2, 3, 4, 5], ())
    assert len({row.source_key for row in told.new} | {factory.source_key for factory in mine}) == 7  # and so are the ids made of them


def test_a_corrected_row_is_known_by_its_id_and_what_stayed() -> None:
    mine = known(taken("Name|Country|Address|Supplier code", "Lotus|BD|12 Road|S1", "Blue Hem|BD|9 Road|S2"))
    corrected = taken("Name|Country|Address|Supplier code", "Lotos Garments|BD|12 Road|S1", "Blue Hem|BD|90 Road|S2")
    assert len(sort_rows(corrected.factories, mine).there) == 2
    before_digests = [replace(factory, source_key=factory.source_key.partition(" ")[0]) for factory in mine]
    assert len(sort_rows(corrected.factories, before_digests).there) == 2


def test_numbers_that_only_count_the_rows_mark_nobody() -> None:
    mine = known(taken("ID|Name|Country", "1|Lotus|BD", "2|Blue Hem|BD", "3|Padma|BD"))
    counted_anew = taken("ID|Name|Country", "1|Rose|BD", "2|Lotus|BD", "3|Blue Hem|BD", "4|Padma|BD")
    told = sort_rows(counted_anew.factories, mine)
    assert ([row.name for row in told.new], [known_id for _, known_id in told.there]) == (["Rose"], ["k2", "k3", "k4"])


def test_two_factories_with_different_ids_are_two_though_their_names_are_one() -> None:
    other = OS_ID[:13] + "7"
    other += check_character(other)
    found = taken("Name|Country|OS ID|ID", f"Lotus|BD|{OS_ID}|1", f"Lotus|BD|{other}|2", "Blue Hem|BD||3", "Blue Hem|BD||4")
    assert len(sort_rows(found.factories).new) == 4


def test_progress_is_told() -> None:
    heard: list[tuple[int, int]] = []
    source = "name,country\n" + "".join(f"Lotus {n},BD\n" for n in range(2000))
    sheet = read_book(source.encode(), tell=lambda done, of_all: heard.append((done, of_all))).sheets[0]
    assert heard[-1][0] == 2000
    factory_rows(sheet, columns_of(sheet), tell=lambda done, of_all: heard.append((done, of_all)))
    assert heard[-1] == (1500, 2000)
