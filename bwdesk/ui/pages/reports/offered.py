"""A paper that can be made, as a row of the list."""

from __future__ import annotations

from bwdesk.texts import Texts
from bwdesk.ui.countries import country_words
from bwdesk.ui.look import Look, Role
from bwdesk.ui.parts.rows import Cell, Group
from bwdesk.ui.when import day_words
from bwdesk.usecases.paper_list import Offered


def offered_cell(offered: Offered, texts: Texts, look: Look) -> Cell:
    """Its title; below it its day, its cycle where it is counted in one, and how much it holds."""
    name = country_words(offered.name, texts) if offered.kind == "synthesis" else offered.name
    title = texts(f"reports_page.paper.{offered.kind}", number=offered.number, name=name)
    day = day_words(look, offered.on, "d MMM yyyy") if offered.on is not None else ""
    cycle = texts("factory.of_cycle", number=offered.cycle) if offered.cycle else ""
    second = " · ".join(part for part in (day, cycle, texts.count(f"reports_page.holds.{offered.kind}", offered.count)) if part)
    return Cell(title, second, role=Role.NAME, icon="file-pdf")


def offered_key(offered: Offered) -> str:
    return f"{offered.kind}/{offered.thing_id}"


def offered_group(offered: Offered, texts: Texts) -> Group:
    return Group(offered.kind, texts(f"reports_page.group.{offered.kind}"), order=f"{offered.order:02d}")
