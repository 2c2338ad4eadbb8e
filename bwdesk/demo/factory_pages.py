"""What two factories say in the demo, on their own pages: a comment on a draft, progress report 1 in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from bwdesk.domain.factory import Factory
from bwdesk.server.pen import Keys, open_keys
from bwdesk.server.reader_replies import reply as write_reply
from bwdesk.server.reader_view import comment, progress1, write_progress1
from bwdesk.server.readers import invite
from bwdesk.store.hub import Hub
from bwdesk.store.readers import PageReader


@dataclass(frozen=True)
class FactoryPages:
    """The pages of one factory, as somebody of it sees them."""

    hub: Hub
    keys: Keys
    who: PageReader

    def comment(self, report_id: str, text: str, section: str, on: date) -> None:
        """Says something to a section of a draft that waits for it."""
        comment(self.hub, self.keys, self.who, report_id, text, section, on)

    def hand_in(self, cycle_id: str, words: Mapping[str, str], reply: str) -> None:
        """Replies alike to each publicly reported issue, writes progress report 1 (`words` by part) and hands it in."""
        with self.hub.reading() as reader:
            issues = [one.issue.id for one in progress1(reader, self.who, cycle_id).replies]
        for issue in issues:
            write_reply(self.hub, self.keys, self.who, issue, reply)
        write_progress1(self.hub, self.keys, self.who, cycle_id, dict(words), hand_in=True)


@contextmanager
def pages_of(url: str, factory: Factory) -> Iterator[FactoryPages]:
    """The pages of a factory's general manager, at the server with a database."""
    hub = Hub(url)
    try:
        login = f"manager-{factory.id[:8]}"
        who, _ = invite(hub, login, name="General manager", side="factory", subject=factory.id, country=factory.country)
        yield FactoryPages(hub, open_keys(hub), who)
    finally:
        hub.close()
