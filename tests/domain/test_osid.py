"""The OS ID: published examples hold, every single mistyped character is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.domain.osid import check_character, is_valid_os_id, os_id_country, tidy_os_id

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
bodies = st.tuples(
    st.tuples(letters, letters).map("".join),
    st.integers(2019, 2026).map(str),
    st.integers(1, 366).map(lambda day: f"{day:03}"),
    st.text(SYMBOLS, min_size=5, max_size=5),
).map("".join)


@pytest.mark.parametrize("known", ["BD20190833PDBEW", "CN2020076RRKQYT"])
def test_ids_in_use_are_valid(known: str) -> None:
    assert is_valid_os_id(known)
    assert os_id_country(known) == known[:2]


@given(bodies)
def test_a_check_character_makes_an_id_valid(body: str) -> None:
    assert is_valid_os_id(body + check_character(body))


@given(bodies, st.integers(2, 13), st.integers(1, 31))
def test_one_wrong_character_is_noticed(body: str, place: int, by: int) -> None:
    wrong = SYMBOLS[(SYMBOLS.index(body[place]) + by) % 32]
    os_id = body + check_character(body)
    assert not is_valid_os_id(os_id[:place] + wrong + os_id[place + 1 :])


@pytest.mark.parametrize("typed", ["bd2019083-3pdbew", " BD 2019083 3PDBE W ", "BD2O190833PDBEW", "BD20190833PDBEW"])
def test_ids_are_tidied_as_people_type_them(typed: str) -> None:
    assert tidy_os_id(typed) == "BD20190833PDBEW"


@pytest.mark.parametrize("wrong", ["", "BD2019083", "BD20190833PDBEX", "1D20190833PDBEW", "BD20190833PDBEU", "BD20190833PDBEWW"])
def test_what_is_no_id_is_not_valid(wrong: str) -> None:
    assert not is_valid_os_id(wrong)
    assert os_id_country(wrong) is None


def test_a_character_outside_base_32_has_no_check() -> None:
    with pytest.raises(ValueError):
        check_character("BD2019083UUUUU")
    with pytest.raises(ValueError):
        check_character("BD2019083")
