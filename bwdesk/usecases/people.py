"""People by name: the staff as colleagues see them, by account id, and readers of the server's pages who wrote there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bwdesk.domain.factory import Assignment, Person, person_thing_id
from bwdesk.domain.page_reader import is_reader, reader_author
from bwdesk.store.lists import names_of_readers
from bwdesk.store.unit import STRANGER, Reader, Unit, name_fact

MARK: Final = 6
"""How many signs of an account tell two strangers apart."""


class Names:
    """Names by author, as the register or the server's pages have them; else as this laptop's person gave it.

    Whom none of them knows is called what this file was told to call strangers (`name_strangers`), else by the account itself.
    """

    def __init__(self, people: Mapping[str, Person], others: Mapping[str, str] | None = None) -> None:
        self._people, self._others = people, others or {}

    def of(self, account: str) -> str:
        """The name of an account."""
        return self._known(account) or self._stranger(account)

    def first(self, account: str) -> str:
        """The first name; a stranger is called in full."""
        return self._known(account).split(" ")[0] or self._stranger(account)

    def initials(self, account: str) -> str:
        """Two letters for marks and avatars."""
        found = self._people.get(person_thing_id(account))
        if found is not None and found.initials:
            return found.initials
        known = "?" if self.mark_of(account) else self.of(account)
        return "".join(word[0] for word in known.split()[:2]).upper()

    def mark_of(self, account: str) -> str:
        """The beginning of a stranger's account, so that two of them can be told apart; "" for who has a name."""
        return account[:MARK] if self.of(account) == self._others.get(STRANGER) else ""

    def told_apart(self, account: str) -> str:
        """The name, with that mark where names are chosen from."""
        name, mark = self.of(account), self.mark_of(account)
        return f"{name} ({mark})" if mark else name

    def _known(self, account: str) -> str:
        found = self._people.get(person_thing_id(account))
        return found.name if found is not None else self._others.get(account, "") if account else ""

    def _stranger(self, account: str) -> str:
        return account if not account or is_reader(account) else self._others.get(STRANGER, account)


def names_of(reader: Reader) -> Names:
    """The names of all colleagues, and of readers who wrote."""
    readers = {reader_author(one): name for one, name in names_of_readers(reader).items()}
    return Names({person.id: person for person in reader.find(Person)}, reader.names() | readers)


def name_strangers(unit: Unit, words: str) -> None:
    """What a colleague is called whom the register does not know, in the language of who opened this file."""
    fact = name_fact(STRANGER)
    if unit.fact(fact) != words:
        unit.set_fact(fact, words)


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
