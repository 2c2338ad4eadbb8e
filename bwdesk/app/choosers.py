"""What the palette finds: records by any two letters, and factories and cycles for the header's choosers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bwdesk.domain.clock import month_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import Thing
from bwdesk.store.search import Hit as Found
from bwdesk.store.search import search
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Where
from bwdesk.ui.palette import Answer as Tell
from bwdesk.ui.palette import Hit, Search
from bwdesk.ui.where import where_of
from bwdesk.usecases.assess_places import registered_factories
from bwdesk.usecases.library import ArticleRow, find_articles

MOST = 40
ICONS = {
    "factory": "factory", "line": "notebook", "visit": "notebook", "answer": "clipboard-text", "issue": "check-square",
    "action": "square", "member": "user", "person": "user", "photo": "camera", "sitting": "clipboard-text",
}  # fmt: skip


class Choosers:
    """Searches of one desk for the palette."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def search(self, typed: str, tell: Tell) -> None:
        """Everything that holds what was typed, names first; articles of the library after the records."""
        if len(typed.strip()) < 2:
            tell([])
            return
        asked = self._bench.desk.ask(_everything, typed, self._bench.today(), self._bench.texts)
        asked.then(lambda found: tell([*map(self._hit, found[0]), *map(self._article, found[1])]))

    def _article(self, row: ArticleRow) -> Hit:
        group = self._bench.texts("frame.place.library")
        return Hit(row.article.title, Where("library", {"article": row.article.ref}), row.article.source, "books", group)

    def _hit(self, found: Found) -> Hit:
        kind = found.kind
        group = self._bench.texts(f"kind.{kind}")
        name = _name(found.thing)
        title = name if found.is_name and name else found.snippet
        second = "" if title == name else name
        return Hit(title, where_of(found.thing, found.factory_id), second, ICONS.get(kind, "magnifying-glass"), group)

    def factories(self, where: Where) -> Search:
        """Chooses another factory for the place that is shown."""
        place = where.place if where.place in ("plan", "factory", "assess", "reports") else "factory"

        def look(typed: str, tell: Tell) -> None:
            def told(found: Sequence[Factory]) -> None:
                needle = typed.casefold()
                hits = [f for f in found if needle in f"{f.name} {f.local_name} {f.city}".casefold()]
                tell([Hit(f.name, Where(place, {"factory": f.id}), f.local_name, "factory") for f in hits[:MOST]])

            self._bench.desk.ask(_registered).then(told)

        return look

    def cycles(self, where: Where) -> Search:
        """Chooses another cycle of the factory that is shown."""

        def look(typed: str, tell: Tell) -> None:
            def told(found: Sequence[Cycle]) -> None:
                texts, today = self._bench.texts, self._bench.today()
                hits = [
                    Hit(
                        texts("visit.cycle", number=c.number, month=month_of(c.started_on, today)),
                        Where(where.place, where.args | {"cycle": c.id}),
                        c.started_on.isoformat(),
                        "calendar-blank",
                    )
                    for c in found
                ]
                tell([hit for hit in hits if typed.casefold() in hit.title.casefold()])

            self._bench.desk.ask(_cycles_of, where.args.get("factory", "")).then(told)

        return look


def _everything(reader: Reader, typed: str, on: date, texts: Texts) -> tuple[list[Found], list[ArticleRow]]:
    return search(reader, typed, MOST), find_articles(reader, on, typed, texts)


def _registered(reader: Reader) -> list[Factory]:
    return [one.factory for one in registered_factories(reader)]


def _cycles_of(reader: Reader, factory_id: str) -> list[Cycle]:
    scope = factory_scope(factory_id)
    return reader.find(Cycle, lambda c: c.scope == scope, order=lambda c: c.number)


def _name(thing: Thing) -> str:
    return next((str(found) for name in ("name", "title", "text", "question") if (found := getattr(thing, name, ""))), "")
