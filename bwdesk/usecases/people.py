"""People by name: the staff as colleagues see them, by account id, and readers of the server's pages who wrote there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bwdesk.domain.factory import Assignment, Person, person_thing_id
from bwdesk.domain.page_reader import reader_author
from bwdesk.store.lists import names_of_readers
from bwdesk.store.unit import Reader


class Names:
    """Names by author, as the register or the server's pages have them; else as this laptop's person gave it; else the author itself."""

    def __init__(self, people: Mapping[str, Person], others: Mapping[str, str] | None = None) -> None:
        self._people, self._others = people, others or {}

    def of(self, account: str) -> str:
        """The name of an account."""
        found = self._people.get(person_thing_id(account))
        return found.name if found else self._others.get(account, account)

    def initials(self, account: str) -> str:
        """Two letters for marks and avatars."""
        found = self._people.get(person_thing_id(account))
        return found.initials if found and found.initials else "".join(word[0] for word in self.of(account).split()[:2]).upper()


def names_of(reader: Reader) -> Names:
    """The names of all colleagues, and of readers who wrote."""
    readers = {reader_author(one): name for one, name in names_of_readers(reader).items()}
    return Names({person.id: person for person in reader.find(Person)}, reader.names() | readers)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works with a factory, or did."""

    assignment: Assignment
    name: str


def people_of_factory(reader: Reader, factory_id: str) -> list[Colleague]:
    """Who works with a factory, and who did, newest first."""
    names = names_of(reader)
    found = reader.find(Assignment, lambda a: a.factory_id == factory_id, order=lambda a: a.from_on)
    return [Colleague(a, names.of(a.person_id)) for a in reversed(found)]
