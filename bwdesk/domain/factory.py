"""The register of a country: factories, the people of the programme, and who works with which factory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.thing import Thing, limited, natural_id, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Factory(Thing):
    """A factory in the register (scope `country/<cc>`). Only name and country are needed; blank numbers are unknown, not zero."""

    name: str
    country: str
    local_name: str = ""
    os_id: str = limited(40)
    address: str = ""
    city: str = ""
    products: str = ""
    buyers: str = ""
    contact: str = ""
    workers_total: int | None = None
    workers_women: int | None = None
    workers_men: int | None = None
    local_language: str = limited(20)
    isic: str = limited(10)
    began_year: int | None = None
    owner: str = ""
    owner_address: str = ""
    second_contact: str = ""
    workers_temporary: int | None = None
    workers_migrant: int | None = None
    supervisors: int | None = None
    supervisors_women: int | None = None
    gateway_id: str = limited(60)
    remark: str = words()
    source: str = ""
    source_key: str = ""
    alias_of: str | None = None


class Role(StrEnum):
    """What a person does for one factory."""

    ADVISOR = "advisor"
    ASSESSOR = "assessor"
    TEAM_LEADER = "team_leader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Thing):
    """A person works with a factory in a role, from one day to another (scope `country/<cc>`)."""

    factory_id: str
    person_id: str
    role: Role
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Thing):
    """A member of the programme's staff, as colleagues see them (scope `country/<cc>`; id = account id).

    `desks`: the laptops that are let in, each as `desk_entry` writes it; the office alone writes them.
    """

    name: str
    initials: str = limited(8)
    desks: frozenset[str] = frozenset()


def desk_entry(device: str, signing: bytes, box: str) -> str:
    """How the register names a laptop: its id, the key that checks what it signed, and the key that files for it are encrypted to."""
    return f"{device}.{signing.hex()}.{box}"


def read_desk_entry(entry: str) -> tuple[str, bytes, str]:
    """Device, signing key and box key of an entry; empty where it cannot be read."""
    device, _, rest = entry.partition(".")
    signing, _, box = rest.partition(".")
    try:
        return device, bytes.fromhex(signing), box
    except ValueError:
        return device, b"", ""


def person_thing_id(person_id: str) -> str:
    """The id of the thing that names an account: the account's own where it has the form of an id, else one derived from it."""
    is_id = len(person_id) == 32 and set(person_id) <= set("0123456789abcdef")
    return person_id if is_id else natural_id(Person, person_id)
