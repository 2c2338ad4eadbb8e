"""Library packs over a real server: a leader's pack reaches the colleagues of the country; nobody else puts one there or takes it away."""

from __future__ import annotations

import json

from bwdesk.domain.access import Standing
from bwdesk.domain.library import Pack
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.packs import pack_text
from bwdesk.domain.scope import country_scope, user_scope
from bwdesk.usecases.library_packs import add_pack, added_packs, preview_pack, remove_pack
from tests.fakes.office import Laptop

KH = country_scope("KH")


def pack(version: str, long: int = 0):
    head = {"name": "law-kh", "version": version, "country": "KH", "title": "Law", "limits": "Not the law.", "valid_from": "2026-01-01"}
    body = "## {name} | Hours\nsource: Act\nas_of: 2026-01-01\n\n{words}\n"
    more = [body.format(name=f"long{n}", words='"\\' * 9_900) for n in range(long)]  # every sign is escaped on its way
    return pack_text(json.dumps(head) + "\n---\n" + body.format(name="hours", words="Eight hours.") + "".join(more))


def read_by(one: Laptop) -> list[str]:
    one.sync()
    with one.store.reading() as reader:
        return sorted(found.version for found in added_packs(reader))


def forged(one: Laptop, version: str) -> None:
    read = pack(version)
    key = scoped_id("pack", KH, "law-kh", version, read.checksum)
    with one.does("forged") as unit:
        unit.add(Pack(id=key, scope=KH, name="law-kh", version=version, checksum=read.checksum, text=read.text))
    one.sync()


def test_a_leaders_pack_comes_to_the_country_by_sync_and_staff_cannot_put_one_there(small_house, laptop):
    leader, staff = laptop(small_house, "sokha", standing=Standing.TEAM_LEADER), laptop(small_house, "amina")
    colleague, far = laptop(small_house, "bora"), laptop(small_house, "lan", standing=Standing.MANAGER, countries=("VN",))
    for one in (leader, staff, colleague, far):
        one.sync()
    with leader.does("act.library.add") as unit:
        large = pack("2026.1", long=8)
        look = preview_pack(unit, large, leader.writer.person, unit.now.date())
        (held,) = add_pack(unit, large, look.choices[0])
    assert held.scope == KH
    leader.sync()
    assert [read_by(one) for one in (staff, colleague, far)] == [["2026.1"], ["2026.1"], []]
    with staff.does("act.library.add") as unit:
        add_pack(unit, pack("2026.2"), (user_scope(staff.writer.person),))
    forged(staff, "2026.9")
    with staff.does("forged") as unit:
        unit.remove(held)
    staff.sync()
    assert read_by(colleague) == ["2026.1"], "neither a pack of one's own, nor a forged one, nor a forged removal comes to others"
    with leader.does("act.library.remove") as unit:
        remove_pack(unit, held.id)
    leader.sync()
    assert read_by(colleague) == []
