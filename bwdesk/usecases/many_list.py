"""Which papers about many factories this laptop can give: of each country, and of people's portfolios in one country."""

from __future__ import annotations

from collections import Counter
from datetime import date

from bwdesk import shipped
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.store.lists import all_things
from bwdesk.store.unit import Reader
from bwdesk.usecases.factories import is_active
from bwdesk.usecases.paper_list import Offered, PaperList
from bwdesk.usecases.people import names_of


def many_list(reader: Reader, person: str, today: date) -> PaperList:
    """Countries with a factory in a cycle; then the portfolio of this person, and those of everybody who has enough factories.

    `number` is nought, `count` the factories, `name` the country's code or the person's name.
    """
    registered = {c.factory_id for c in all_things(reader, Cycle, ("factory_id", "number", "started_on"))}
    held = {f.id: f for f in all_things(reader, Factory, ("name", "country", "alias_of")) if not f.alias_of and f.id in registered}
    countries = Counter(f.country for f in held.values())
    names, least = names_of(reader), shipped.profile().small_group
    own = [Offered("portfolio", key, 0, None, count, names.told_apart(key)) for key, count in _portfolios(reader, held, today).items()]
    shown = [one for one in own if one.thing_id == person or one.count >= least]
    shown.sort(key=lambda one: (one.thing_id != person, one.name.casefold(), one.thing_id))
    return PaperList(None, None, 0, (*(Offered("synthesis", code, 0, None, n, code) for code, n in sorted(countries.items())), *shown))


def _portfolios(reader: Reader, held: dict[str, Factory], today: date) -> dict[str, int]:
    """By person, how many factories; of people who work in one country."""
    of: dict[str, set[str]] = {}
    for one in reader.find(Assignment):
        if one.factory_id in held and one.role in (Role.ADVISOR, Role.TEAM_LEADER) and is_active(one, today):
            of.setdefault(one.person_id, set()).add(one.factory_id)
    return {key: len(own) for key, own in of.items() if len({held[f].country for f in own}) == 1}
