"""The register with 30,000 factories: its first paint and a key in its filter, against a bare list of the same names."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStringListModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from sqlalchemy import text

from bwdesk.app.open_desk import OpenDesk
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.keys import MemoryKeyring
from bwdesk.store.unit import Reader, Unit
from bwdesk.ui.pages.factories.page import FactoriesPage
from tests.bench.figure import Figure, median, p95
from tests.bench.program import first_run, outcome, rest, wait_until

COUNT, ACT, OPENINGS = 30_000, 1_000, 7
FIRST = ("Golden", "Blue", "Lotus", "River", "Northern", "Silver", "Green", "Orient", "Royal", "Eastern")
SECOND = ("Thread", "Hem", "Apparels", "Needle", "Knitwear", "Garments", "Loom", "Denim", "Textile", "Fashions")
CITIES = (("KH", "Phnom Penh"), ("BD", "Dhaka"), ("VN", "Huế"), ("PK", "Karachi"))
TYPED = ("gol", "hue", "1234", "apparels dha")


def measure(folder: Path) -> list[Figure]:
    with first_run(folder / "desk", MemoryKeyring()) as opened:
        opened.services.index.close()  # a first indexing of 30,000 names is not what is measured
        chance = random.Random(4)
        for start in range(0, COUNT, ACT):
            outcome(opened.bench.desk.do(_some, start, chance))
        rest(1)
        unsent = [_first_paint(opened)[0] for _ in range(OPENINGS)]
        outcome(opened.bench.desk.do(_confirm))
        rest(1)
        bare = [_bare_paint(opened) for _ in range(OPENINGS)]
        pages = [_first_paint(opened) for _ in range(OPENINGS)]
        page = _whole(opened)
        keys, bare_keys = _filter_keys(page), _bare_keys(page)
        page.close()
    painted, whole = [one[0] for one in pages], [one[1] for one in pages]
    return [
        Figure("bare list of 30,000 names read and painted", median(bare), "ms"),
        Figure("register of 30,000, page made to first paint", median(painted), "ms", 200, f"worst {max(painted):.0f}"),
        Figure("the same, to the bare list", median(painted) / median(bare), "×"),
        Figure("the same while all of it waits to be sent", median(unsent), "ms", 200, f"worst {max(unsent):.0f}"),
        Figure("register of 30,000, until the whole list is there", median(whole), "ms", None, f"worst {max(whole):.0f}"),
        Figure("bare filter of 30,000 names, a key (p95)", p95(bare_keys), "ms"),
        Figure("filter key among 30,000 to its paint (p95)", p95(keys), "ms", 100, f"median {median(keys):.1f}, worst {max(keys):.0f}"),
        Figure("the same, to the bare filter", p95(keys) / p95(bare_keys), "×"),
    ]


def _some(unit: Unit, start: int, chance: random.Random) -> None:
    for number in range(start, start + ACT):
        country, city = chance.choice(CITIES)
        name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {number} Ltd"
        unit.add(
            Factory(
                id=unit.new_id(), scope=country_scope(country), name=name, country=country, city=city,
                local_name="រោងចក្រកាត់ដេរ" if country == "KH" else "", workers_total=chance.randrange(50, 5000),
            )
        )  # fmt: skip


def _confirm(unit: Unit) -> None:
    """A register that came from the office, not one that waits for it."""
    unit.connection.execute(text("UPDATE operations SET state = 'confirmed'"))


def _names(reader: Reader) -> list[str]:
    raw: Any = reader.connection.connection.driver_connection
    return [row[0] for row in raw.execute("SELECT name FROM factory ORDER BY name")]


def _bare_paint(opened: OpenDesk) -> float:
    start = time.perf_counter()
    names = outcome(opened.bench.desk.ask(_names))
    view = QListView()
    view.setUniformItemSizes(True)
    view.setModel(QStringListModel(names, view))
    view.resize(1200, 760)
    view.show()
    QApplication.processEvents()
    view.viewport().repaint()
    taken = (time.perf_counter() - start) * 1000
    view.close()
    return taken


def _first_paint(opened: OpenDesk) -> tuple[float, float]:
    """From making the page to its first rows painted, and to all rows there, ms."""
    start = time.perf_counter()
    page = _shown(opened)
    wait_until(lambda: len(page._rows) > 0)
    page.repaint()
    painted = (time.perf_counter() - start) * 1000
    wait_until(lambda: len(page._rows) == COUNT)
    whole = (time.perf_counter() - start) * 1000
    page.close()
    page.deleteLater()
    rest(0.2)
    return painted, whole


def _shown(opened: OpenDesk) -> FactoriesPage:
    page = FactoriesPage(opened.bench)
    page.resize(1200, 760)
    page.show()
    page.opened()
    return page


def _whole(opened: OpenDesk) -> FactoriesPage:
    page = _shown(opened)
    wait_until(lambda: len(page._rows) == COUNT)
    rest(1)
    return page


def _filter_keys(page: FactoriesPage) -> list[float]:
    taken = []
    page.find_here()
    for word in TYPED * 3:
        page.filter.clear()
        rest(0.1)
        for letter in word:
            start = time.perf_counter()
            QTest.keyClicks(page.filter, letter)
            page.list.viewport().repaint()
            taken.append((time.perf_counter() - start) * 1000)
            QApplication.processEvents()
    wanted = sum(all(word in page._folded[row.id] for word in TYPED[-1].split()) for row in page._rows)
    assert 0 < wanted < COUNT and len(page._model.shown_values()) == wanted
    return taken


def _bare_keys(page: FactoriesPage) -> list[float]:
    texts, names = list(page._folded.values()), [row.name for row in page._rows]
    view = QListView()
    view.setUniformItemSizes(True)
    model = QStringListModel(names, view)
    view.setModel(model)
    view.resize(1200, 760)
    view.show()
    QApplication.processEvents()
    taken = []
    for word in TYPED * 3:
        for length in range(1, len(word) + 1):
            start = time.perf_counter()
            needles = word[:length].split()
            model.setStringList([name for name, text in zip(names, texts, strict=True) if all(needle in text for needle in needles)])
            view.viewport().repaint()
            taken.append((time.perf_counter() - start) * 1000)
    view.close()
    return taken
