"""Which names of people stand in what was noted."""

from __future__ import annotations

import pytest

from bwdesk.domain.names_noted import names_noted
from bwdesk.domain.redaction import Protected, leaks


@pytest.mark.parametrize(
    ("noted", "name"),
    [
        ("Sok Dara, sewing, line 5", "Sok Dara"), ("Sok Dara (HR)", "Sok Dara"), ("សុខ ដារ៉ា៖ ដេរ", "សុខ ដារ៉ា"),
        ("李小龙，缝纫车间", "李小龙"), ("李小龙（组长）", "李小龙"), ("李 小龙 组长", "李 小龙"), ("王芳", "王芳"), ("王芳女士", "王芳"),
        ("王芳 女士", "王芳"), ("李经理", "李经理"), ("𠮷野太郎", "𠮷野太郎"), ("佐々木健：縫製", "佐々木健"),
        ("ジョン・スミス", "ジョン・スミス"),
        ("ｼﾞｮﾝ・ｽﾐｽ", "ジョン・スミス"), ("古丽·阿不都", "古丽·阿不都"), ("김민수 반장", "김민수"), ("김민수 씨", "김민수"),
        ("김민수님", "김민수"),
        ("အောင်ကျော်မင်း", "အောင်ကျော်မင်း"), ("ဒေါ် အောင်ဆန်းစုကြည်", "အောင်ဆန်းစုကြည်"), ("ဦးအောင်ကျော်", "ဦးအောင်ကျော်"),
    ],
)  # fmt: skip
def test_a_whole_name_is_known(noted: str, name: str) -> None:
    assert names_noted(noted) == (name,)


@pytest.mark.parametrize(
    "noted",
    ["", "，", "Dara, sewing", "李", "李，缝纫", "组长", "員工", "김", "김 씨", "반장", "女士", "អ្នកដេរ", "สมชาย", "ສົມສັກ",
     "အောင်မြင်", "ဒေါ်မြ"],
)  # fmt: skip
def test_a_first_name_a_single_letter_and_a_title_are_none(noted: str) -> None:
    assert names_noted(noted) == ()


def test_in_a_field_of_titles_a_word_alone_is_a_title() -> None:
    assert names_noted("缝纫工", is_title=True) == names_noted("Operator", is_title=True) == ()
    assert names_noted("Line leader", is_title=True) == ("Line leader",), "two words tell one of the workers' side apart"


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("王芳", "据王芳说", True), ("王芳", "王　芳", True), ("王芳", "王先生和小芳", False), ("王芳", "王小芳说", False),
        ("古丽·阿不都", "古丽 阿不都说", True), ("김민수", "반장김민수가", True), ("김민수", "민수가 김치를", False),
        ("이나", "이나라", False),
        ("이나", "(이나)", True),
    ],
)  # fmt: skip
def test_a_name_of_one_word_is_found_in_running_text(name: str, text: str, stands: bool) -> None:
    assert bool(leaks(text, [Protected(name, "line", "1" * 32, "text", is_name=True)])) == stands
