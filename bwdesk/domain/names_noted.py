"""Which names of people stand in what was noted: what comes before the first comma or bracket, where it names one person. Pure.

A first name alone is a common word, or that of many, and is nobody's name here. Scripts differ in what is one: where family and given
name are written as one word, that word is a whole name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bwdesk.domain.typed_lists import parted

EAST: Final = "\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
"""Letters (for a set of a regular expression) of the scripts that write a whole name as one word: Han, kana, Hangul."""

DOTS: Final = "·‧・"
"""Signs between the parts of a name that was put into such a script."""

_BEHIND: Final = ("(", " – ", " - ", ":", "፦", "៖")
"""Where a name ends besides at a comma; fullwidth signs are folded to these."""

_EASTERN: Final = re.compile(f"[{EAST}]+(?:[{DOTS}][{EAST}]+)*")
_HONORIFIC: Final = re.compile("(?:先生|女士|小姐|太太|さん|様|氏|씨|님)$")
_TITLES: Final = frozenset(
    "工人 员工 員工 职工 職工 女工 男工 组长 組長 班长 班長 队长 隊長 厂长 廠長 主任 经理 經理 主管 主席 代表 老板 老闆 翻译 翻譯 保安 同事"
    " 社長 工場長 部長 課長 係長 従業員 作業員 労働者 通訳"
    " 사장 공장장 부장 과장 대리 반장 조장 직원 노동자 근로자 대표 통역 관리자 매니저".split()
)
"""Words that say what somebody is: alone they name nobody, beside a name they are no part of it."""

_BURMESE_HONORIFIC: Final = re.compile("(?:ဦး|ဒေါ်) *")
_BURMESE: Final = re.compile("[\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f]+")
_SYLLABLE: Final = re.compile("(?<!\u1039)[\u1000-\u102a\u103f](?![\u103a\u1039])")
_ENOUGH: Final = 3
"""Burmese names have no family name and are often one word; one of fewer syllables is a common word as well."""


def names_noted(text: str, *, is_title: bool = False) -> tuple[str, ...]:
    """The name in "Sok Dara, sewing, line 5"; none in "Dara, sewing". In a field of titles no word that stands alone is a name."""
    noted = unicodedata.normalize("NFKC", next(iter(parted(text)), ""))
    for sign in _BEHIND:
        noted = noted.partition(sign)[0].strip() or noted
    words = noted.split()
    if not is_title and words and all(map(_EASTERN.fullmatch, words)):
        return _eastern(words)
    bare = _BURMESE_HONORIFIC.sub("", noted, count=1) if _BURMESE_HONORIFIC.match(noted) else noted
    for name in (bare, noted):
        if len(name.split()) > 1 or (not is_title and _is_whole_burmese(name)):
            return (name,)
    return ()


def _eastern(words: list[str]) -> tuple[str, ...]:
    """A name without titles and honorifics; none where that leaves a single letter."""
    named = [word for word in words if word not in _TITLES and _HONORIFIC.fullmatch(word) is None]
    name = " ".join(_HONORIFIC.sub("", word) if len(word) > 3 else word for word in named)
    return (name,) if len(name) > 1 else ()


def _is_whole_burmese(word: str) -> bool:
    return _BURMESE.fullmatch(word) is not None and len(_SYLLABLE.findall(word)) >= _ENOUGH
