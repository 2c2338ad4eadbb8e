"""The programme profile as data: the shipped one holds, a broken one is refused by key."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bwdesk import shipped
from bwdesk.calendars import is_holiday_in
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.programme import Balance, Milestone, PageSize
from bwdesk.domain.programme_reader import profile_of
from bwdesk.domain.sections import SECTIONS
from bwdesk.errors import Refused
from bwdesk.texts import Texts, languages
from bwdesk.ui.sentence import sentence_of

PLAIN = json.loads((shipped.PROFILES / "bw-2026.json").read_text("utf-8"))


def changed(path: str, value: object) -> dict[str, Any]:
    whole: dict[str, Any] = copy.deepcopy(PLAIN)
    *groups, name = path.split(".")
    at = whole
    for group in groups:
        at = at[group]
    if value is None:
        del at[name]
    else:
        at[name] = value
    return whole


def test_the_shipped_profile_says_what_the_package_holds() -> None:
    profile = shipped.profile()
    assert profile.name == Cycle(id="c", scope="factory/f", factory_id="f", number=1, started_on=date(2026, 1, 1)).profile
    assert [profile.quotas.visit_days(cycle) for cycle in (1, 2, 7)] == [8, 6, 6]
    assert (profile.quotas.seminars, profile.quotas.training_person_days) == (4, 15)
    assert (profile.quotas.assessors, profile.quotas.assessment_days, profile.quotas.assessments) == (2, 2, 1)
    assert profile.milestones == tuple(Milestone)
    assert profile.answers == ("compliant", "non_compliant", "not_applicable", "not_verified")
    assert profile.needs_reason("not_applicable")
    assert profile.needs_reason("not_verified")
    assert not profile.needs_reason("compliant")


def test_what_a_country_does_not_say_holds_as_everywhere() -> None:
    profile = shipped.profile()
    assert profile.weekend("BD") == {4}
    assert profile.weekend("JO") == {4, 5}
    assert profile.weekend("VN") == profile.weekend("") == {6}
    assert profile.committee("BD").balance is Balance.WORKERS_AT_LEAST
    assert profile.committee("KH") == profile.committee("")


def test_digits_are_those_of_official_papers_of_the_country() -> None:
    digits = shipped.profile().digits_in
    assert [digits("BD", "bn"), digits("EG", "ar"), digits("JO", "ar"), digits("KH", "km")] == ["beng", "arab", "arab", "khmr"]
    assert not any(digits(country, language) for country, language in (("BD", "en"), ("PK", "ur"), ("LK", "ta"), ("", "bn"), ("KH", "bn")))


def test_the_sheet_of_papers_is_letter_where_the_locale_data_have_it() -> None:
    """CLDR 46, supplemental data: `paperSize` "US-Letter"."""
    profile = shipped.profile()
    letter = {country for country in profile.pages if profile.page_in(country) is PageSize.LETTER}
    assert letter == set("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())
    assert {profile.page_in(country) for country in ("HT", "KH", "BD", "VN", "")} == {PageSize.A4}


def test_an_unknown_profile_is_refused() -> None:
    for name in ("bw-1999", "../tools/index", ""):
        with pytest.raises(Refused) as refused:
            shipped.profile(name)
        assert refused.value.key == "profile.unknown"


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("quotas.seminars", "four", "number"),
        ("quotas.seminars", -1, "number"),
        ("quotas.seminars", True, "number"),
        ("quotas.seminars", None, "number"),
        ("quotas.picnics", 3, "unknown"),
        ("windows.assessment_month_to", 2, "order"),
        ("windows.progress2_month", 13, "order"),
        ("desk.open_warning_days", 99, "order"),
        ("milestones", ["registration", "party"], "choice"),
        ("milestones", ["registration", "registration"], "twice"),
        ("answers", [], "list"),
        ("valid_from", "soon", "day"),
        ("name", "", "text"),
        ("calendars.BD.weekend", ["freitag"], "choice"),
        ("calendars.Bangladesh", {"weekend": ["friday"]}, "country"),
        ("calendars.", None, "missing"),
        ("committees.BD.balance", "fair", "choice"),
        ("committees.BD.seats_to", 2, "order"),
        ("committees.BD.term_months", "two years", "number"),
        ("alert_hours", [48, 72], "group"),
        ("alert_hours.follow_up", -1, "number"),
        ("alert_hours.party", 3, "choice"),
        ("digits.BD.bn", "roman", "choice"),
        ("digits.BD.bn", 5, "text"),
        ("digits.BD", ["bn"], "group"),
        ("digits.", None, "missing"),
        ("pages.NI", "foolscap", "choice"),
        ("pages.NI", 5, "text"),
        ("pages.ni", "letter", "country"),
        ("pages", "letter", "group"),
        ("sections.visit", None, "list"),
        ("sections.visit", {"facts": 1}, "list"),
        ("sections.weather", ["sun"], "unknown"),
    ],
)
def test_a_broken_entry_is_named(path: str, value: object, fault: str) -> None:
    with pytest.raises(Refused) as refused:
        profile_of(changed(path, value))
    assert refused.value.key == "profile.broken"
    faults = refused.value.params["faults"]
    assert isinstance(faults, tuple)
    assert (path, fault) in {(f.path, f.fault) for f in faults}
    assert Texts().has(f"profile.fault.{fault}")


def _with_sections(kind: str, keys: Sequence[str]) -> dict[str, Any]:
    return changed(f"sections.{kind}", list(keys))


@pytest.mark.parametrize("kind", SECTIONS)
def test_a_kind_of_report_has_its_sections_in_any_order_and_needs_some(kind: str) -> None:
    known, needed = SECTIONS[kind].known, SECTIONS[kind].needed
    assert profile_of(PLAIN).sections[kind] == known, "shipped as they always stood"
    assert profile_of(_with_sections(kind, known[::-1])).sections[kind] == known[::-1]
    least = tuple(key for key in known if key in needed)
    assert profile_of(_with_sections(kind, least)).sections[kind] == least
    wrong = {
        "needed": {(tuple(key for key in known if key != gone), gone) for gone in needed},
        "twice": {((*known, known[0]), known[0])},
        "unknown": {((*known, "weather"), "weather")},
    }
    for fault, cases in wrong.items():
        for keys, named in cases:
            with pytest.raises(Refused) as refused:
                profile_of(_with_sections(kind, keys))
            assert [(f.path, f.fault) for f in refused.value.params["faults"]] == [(f"sections.{kind}.{named}", fault)]  # type: ignore[attr-defined]


def test_who_reads_of_a_broken_profile_is_told_file_kind_section_and_why(tmp_path: Path) -> None:
    broken = _with_sections("assessment", ["summary", "clusters", "method", "comments", "summary"])
    (tmp_path / "bw-2026.json").write_text(json.dumps(broken), "utf-8")
    with pytest.raises(Refused) as refused:
        shipped.profile("bw-2026", tmp_path)
    for language in languages():
        said = " ".join(sentence_of(refused.value, Texts(language)))
        assert "bw-2026.json" in said and "sections.assessment.summary" in said
        assert Texts(language)("profile.fault.twice") in said and "profile.fault" not in said


def test_what_is_no_profile_at_all_is_refused() -> None:
    nothings: tuple[object, ...] = (None, [], "profile", {})
    for nothing in nothings:
        with pytest.raises(Refused):
            profile_of(nothing)


def test_public_holidays_by_country() -> None:
    assert is_holiday_in("BD")(date(2026, 3, 26))
    assert not is_holiday_in("BD")(date(2026, 3, 25))
    assert not is_holiday_in("XX")(date(2026, 1, 1))
