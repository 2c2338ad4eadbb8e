"""The places of the desk and their pages, built the first time they are opened. Places without a page yet are not shown."""

from __future__ import annotations

from collections.abc import Callable

from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Page
from bwdesk.ui.places import RAIL, Place

PageMaker = Callable[[Bench], Page]


def _today(bench: Bench) -> Page:
    from bwdesk.ui.pages.today.page import TodayHome

    return TodayHome(bench)


def _factories(bench: Bench) -> Page:
    from bwdesk.ui.pages.factories.page import FactoriesPage

    return FactoriesPage(bench)


def _factory(bench: Bench) -> Page:
    from bwdesk.ui.pages.factory.page import FactoryWorkspace

    return FactoryWorkspace(bench)


def _visit(bench: Bench) -> Page:
    from bwdesk.ui.pages.visit.page import VisitNotebook

    return VisitNotebook(bench)


def _plan(bench: Bench) -> Page:
    from bwdesk.ui.pages.plan.page import PlanSheet

    return PlanSheet(bench)


def _learn(bench: Bench) -> Page:
    from bwdesk.ui.pages.learn.page import LearnHome

    return LearnHome(bench)


def _reports(bench: Bench) -> Page:
    from bwdesk.ui.pages.reports.page import ReportsPage

    return ReportsPage(bench)


def _library(bench: Bench) -> Page:
    from bwdesk.ui.pages.library.page import LibraryHome

    return LibraryHome(bench)


def _trends(bench: Bench) -> Page:
    from bwdesk.ui.pages.trends.page import TrendsHome

    return TrendsHome(bench)


def _committee(bench: Bench) -> Page:
    from bwdesk.ui.pages.committee.page import CommitteeDesk

    return CommitteeDesk(bench)


def _alerts(bench: Bench) -> Page:
    from bwdesk.ui.pages.alerts.page import AlertsPage

    return AlertsPage(bench)


def _preclosing(bench: Bench) -> Page:
    from bwdesk.ui.pages.preclosing.page import PreclosingPage

    return PreclosingPage(bench)


def _settle(bench: Bench) -> Page:
    from bwdesk.ui.pages.settle.page import SettlePage

    return SettlePage(bench)


MAKERS: dict[str, PageMaker] = {
    "today": _today, "factories": _factories, "factory": _factory, "visit": _visit, "plan": _plan, "learn": _learn,
    "reports": _reports, "settle": _settle, "alerts": _alerts, "committee": _committee, "library": _library,
    "trends": _trends, "preclosing": _preclosing,
}  # fmt: skip


def places_of(
    bench: Bench,
    settings_page: Callable[[], Page],
    exchange_page: Callable[[], Page],
    office_page: Callable[[], Page],
    assess_page: Callable[[], Page],
    vault_page: Callable[[], Page],
    portfolio_page: Callable[[], Page],
) -> list[Place]:
    """Places in the order of the rail (Ctrl+1 …), then those that are reached otherwise (factory, vault, settle, work together, settings).

    All factories and the office are the last in the rail; there they are shown to those who look after something (`Rail.set_shown`).
    """

    def maker(key: str) -> Callable[[], Page]:
        return assess_page if key == "assess" else lambda: MAKERS[key](bench)

    places = [Place(key, icon, f"frame.place.{key}", maker(key), True, f"Ctrl+{number}") for number, (key, icon) in enumerate(RAIL, 1)]
    places.append(Place("portfolio", "table", "frame.place.portfolio", portfolio_page, shortcut="Ctrl+Shift+T"))
    places.append(Place("trends", "chart-line", "frame.place.trends", maker("trends"), shortcut="Ctrl+Shift+R"))
    places.append(Place("office", "identification-badge", "frame.place.office", office_page, shortcut="Ctrl+Shift+O"))
    places.append(Place("factory", "factory", "frame.place.factory", maker("factory"), in_rail=False))
    places.append(Place("committee", "users", "frame.place.committee", maker("committee"), in_rail=False))
    places.append(Place("alerts", "warning-octagon", "frame.place.alerts", maker("alerts"), in_rail=False, shortcut="Ctrl+Shift+W"))
    places.append(Place("preclosing", "presentation-chart", "frame.place.preclosing", maker("preclosing"), in_rail=False))
    places.append(Place("vault", "lock-simple", "frame.place.vault", vault_page, in_rail=False))
    places.append(Place("settle", "arrows-left-right", "frame.place.settle", maker("settle"), in_rail=False, shortcut="Ctrl+9"))
    places.append(Place("exchange", "users", "frame.place.exchange", exchange_page, in_rail=False, shortcut="Ctrl+Shift+E"))
    places.append(Place("settings", "sliders-horizontal", "frame.place.settings", settings_page, in_rail=False, shortcut="Ctrl+,"))
    return places
