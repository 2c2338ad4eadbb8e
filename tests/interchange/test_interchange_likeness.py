"""Look-alikes: what is offered, what is not, and that 7,000 rows against 30,000 factories take seconds."""

from __future__ import annotations

import time
from random import Random

import pytest

from bwdesk.interchange.identity import KnownFactory
from bwdesk.interchange.likeness import bare_name, near_duplicates


def alike(one: str, other: str) -> bool:
    return bool(near_duplicates([KnownFactory("c", one, "BD")], [KnownFactory("k", other, "BD")]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Golden Thread Ltd", "Golden Thread Co., Limited"),
        ("Golden Thread Ltd", "Golden Thred (Pvt.) Ltd."),
        ("GOLDEN THREAD LTD", "golden  thread"),
        ("Blue Hem Fashion", "Bluehem Fashions Ltd"),
        ("Lotus Garments", "Lotas Garments Ltd."),
        ("Star Fashion", "Fashion Star Ltd"),
        ("Công ty TNHH May Sen Xanh", "Cong ty May Sen Xanh"),
        ("PT. Benang Emas Tbk", "Benang Emas"),
        ("ក្រុមហ៊ុន ខ្សែមាស", "ខ្សែមាស"),
        ("শাপলা গার্মেন্টস লিমিটেড", "শাপলা গার্মেন্টস লিঃ"),
    ],
)
def test_look_alikes_are_offered(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Golden Thread Ltd", "Golden Needle Ltd"),
        ("Lotus Garments Ltd", "Padma Garments Ltd"),
        ("Meghna Denim Unit 2", "Meghna Denim Unit 3"),
        ("Star Fashion Ltd", "Sun Fashion Ltd"),
        ("Garments Ltd", "Apparel Ltd"),
    ],
)
def test_what_shares_only_the_words_of_the_trade_is_not(one: str, other: str) -> None:
    assert not alike(one, other)


def test_only_within_a_country_never_with_itself_and_each_pair_once() -> None:
    one, two = KnownFactory("1", "Lotus Garments", "BD"), KnownFactory("2", "Lotus Garment Ltd", "BD")
    elsewhere = KnownFactory("3", "Lotus Garments", "KH")
    pairs = near_duplicates([one, two, elsewhere], [one, two, elsewhere])
    assert [(pair.candidate, pair.known) for pair in pairs] == [("1", "2")]


def test_names_in_another_script_and_addresses_count() -> None:
    known = KnownFactory("k", "Shapla Stitch Ltd", "BD", local_name="শাপলা স্টিচ লিমিটেড")
    assert near_duplicates([KnownFactory("c", "Sapla Sewing", "BD", local_name="শাপলা স্টিচ লিঃ")], [known])
    near = KnownFactory("n", "Meghna Denim Works", "BD", address="12 Road, Dhaka")
    far = KnownFactory("f", "Meghna Denim Works", "BD", address="Plot 7, Chattogram")
    pairs = near_duplicates([KnownFactory("c", "Meghna Denim Work", "BD", address="12 Road, Dhaka 1340")], [near, far])
    assert [pair.known for pair in pairs] == ["n", "f"]
    assert pairs[0].score > pairs[1].score


def test_a_name_of_legal_forms_alone_stays_a_name() -> None:
    assert bare_name("The Company Ltd.") == "the company ltd"


def test_seven_thousand_against_thirty_thousand() -> None:
    chance = Random(7)
    words = ["".join(chance.choice("bcdfghjklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4))) for _ in range(4000)]
    trade = ["Garments", "Apparel", "Fashion", "Textile", "Knit Wear", "Denim"]

    def name() -> str:
        return f"{' '.join(chance.sample(words, 2)).title()} {chance.choice(trade)} {chance.choice(('Ltd', 'Co., Ltd', 'Limited'))}"

    known = [KnownFactory(f"k{n}", name(), chance.choice(("BD", "BD", "KH", "VN")), address=f"{n} Road") for n in range(30_000)]
    twins = chance.sample(known, 700)
    rows = [KnownFactory(f"c{n}", name(), "BD", address=f"Plot {n}") for n in range(6_300)]
    for n, twin in enumerate(twins):
        place = chance.randrange(2, len(twin.name) - 8)
        rows.append(KnownFactory(f"t{n}", twin.name[:place] + twin.name[place + 1 :], twin.country, address=twin.address))
    began = time.process_time()
    pairs = near_duplicates(rows, known)
    assert time.process_time() - began < 15  # 4 s on the reference machine
    found = {(pair.candidate, pair.known) for pair in pairs}
    assert sum((f"t{n}", twin.id) in found for n, twin in enumerate(twins)) >= 690
    assert sum(pair.candidate.startswith("c") for pair in pairs) < 900
