"""Lists with headings in every language of the programme, as files: each column is recognised, and none for something else.

Beside this file, lists/<language><n>.txt: a line of headings as offices there write them, a line with the field of each (- for none),
and two rows; cells are parted by |.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bwdesk.interchange.book import read_book
from bwdesk.interchange.export import write_table
from bwdesk.interchange.factories import factory_rows
from bwdesk.interchange.heading_words import HEADINGS
from bwdesk.interchange.headings import FIELDS, columns_of, recognise_columns
from bwdesk.interchange.words import plain_heading
from bwdesk.texts import languages

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
LISTS = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted((Path(__file__).parent / "lists").glob("*.txt"))}
EACH = [pytest.param(*lines, id=name) for name, lines in LISTS.items()]
NO_OS_ID = set(FIELDS) - {"os_id"}  # which is English everywhere


def wanted(fields: str) -> dict[int, str]:
    return {column: field for column, field in enumerate(fields.split("|")) if field != "-"}


@pytest.mark.parametrize(("headings", "fields", "first", "second"), EACH)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_column_of_a_list_is_recognised(tmp_path: Path, headings: str, fields: str, first: str, second: str, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    write_table(path, headings.split("|"), [first.split("|"), second.split("|")])
    book = read_book(path)
    sheet = book.sheets[book.best]
    mapping = columns_of(sheet)
    assert (sheet.header_row, mapping) == (1, wanted(fields))
    found = factory_rows(sheet, mapping, None, "list")
    assert (len(found.factories), found.refusals) == (2, ())
    assert all(f.workers_women and f.workers_men and f.workers_total for f in found.factories)
    assert all(f.workers_women + f.workers_men == f.workers_total for f in found.factories if f.workers_women and f.workers_men)
    assert all(f.address and f.city and f.products and f.buyers and f.contact for f in found.factories)


def test_turkish_in_the_letters_of_an_old_program() -> None:
    headings, fields, *rows = LISTS["tr1"]
    source = "\r\n".join(line.replace("|", ";") for line in (headings, *rows)).encode("cp1254")
    book = read_book(source)
    assert columns_of(book.sheets[0]) == wanted(fields)
    assert book.sheets[0].rows[1].cell(2) == "Işık Tekstil"


@pytest.mark.parametrize("name", [name for name, (_, fields, *_) in LISTS.items() if "local_name" not in fields])
def test_headings_alone_are_enough(name: str) -> None:
    headings, fields, *_ = LISTS[name]
    assert recognise_columns(headings.split("|")) == wanted(fields)


def test_every_language_of_the_programme_and_every_field_are_asked_for() -> None:
    assert {name[:2] for name in LISTS} >= set(languages()) - {"en"} | {"tr", "de"}
    for name, (_, fields, *_) in LISTS.items():
        assert set(wanted(fields).values()) >= NO_OS_ID - {"local_name"}, name
    assert {name[:2] for name, lines in LISTS.items() if "local_name" in lines[1]} >= {"tr", "de", "am", "si", "ta", "ur", "km"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("የሠራተኞች ብዛት", "የሰራተኞች ብዛት"), ("ሀገር", "ሃገር"), ("የምርት ዓይነት", "የምርት አይነት"), ("الإجمالي", "الاجمالى"), ("ملک", "ملك"), ("İLÇE", "ilçe")],
)
def test_letters_of_one_sound_are_one(one: str, other: str) -> None:
    assert one != other and plain_heading(one) == plain_heading(other)


def test_no_heading_stands_under_two_fields() -> None:
    under: dict[str, set[str]] = {}
    for field, headings in HEADINGS.items():
        for heading in headings.replace("\n", "·").split("·"):
            under.setdefault(plain_heading(heading), set()).add(field)
    under.pop("", None)
    assert {heading: fields for heading, fields in under.items() if len(fields) > 1} == {}


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Total area (m2)",
            "Toplam alan",
            "Gesamt Umsatz",
            "Jami maydon",
            "Kadın yönetici sayısı",
            "Weibliche Führungskräfte",
            "Women managers",
        ),
        *(
            "የሴቶች መቶኛ",
            "කාන්තා ප්‍රතිශතය",
            "பெண் தொழிலாளர் சதவீதம்",
            "خواتین کا فیصد",
            "Menşe ülke",
            "Herkunftsland",
            "Năm",
            "የባለቤቱ ስም",
            "உரிமையாளர் பெயர்",
        ),
    ],
)
def test_what_only_looks_like_a_field_is_none(heading: str) -> None:
    assert recognise_columns(["Factory name", heading]) == {0: "name"}


def test_lists_of_others_are_recognised_as_before() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the samples of others are not beside this checkout")
    plain = {0: "country", 1: "name", 2: "address"}
    told = {}
    for path in sorted((SAMPLES / "1-factories").rglob("*.*")):
        told[path.name] = columns_of(read_book(path).sheets[0])
    lists = dict.fromkeys(("12.csv", "12.xls", "12.xlsx", "3.csv", "4.csv", "5.csv", "8.csv", "geocoded-4.csv"), plain)
    assert told == lists | {"osh-calgary-6968.csv": {0: "name", 1: "address", 2: "country"}}
