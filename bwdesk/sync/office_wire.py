"""The contract between the office's page on a desk and the server: what each message holds. Framed and signed in for like everything.

POST /sync/1/office    Look                               -> Overview    people and laptops of one's countries
                       AddPerson | NewPassword            -> FirstPassword
                       AddReader | NewLink | LetReaderIn -> OneTimeLink
                       EndReader | ChangePerson | EndPerson | LetIn | EndDevice | OrderWipe | TakeBack | Accept -> Noted
                       OwnPassword            -> Noted       for everybody, of themselves
"""

from __future__ import annotations

from typing import Final

import msgspec

from bwdesk.sync.wire import Noted

PATH: Final = "/office"
MOST_PEOPLE: Final = 2_000
MOST_DEVICES: Final = 5_000
MOST_ENTRIES: Final = 200
MOST_READERS: Final = 2_000
MOST_NAMED: Final = 20


class _Message(msgspec.Struct, omit_defaults=True, tag_field="is", tag=str.lower):
    """Base of what stands in a frame."""


class PersonRow(msgspec.Struct, array_like=True):
    """An account. `first`: empty, `waiting` (its first password is not used yet) or `used`. `why_not`: why the asker may not change it."""

    id: str
    login: str
    name: str
    standing: str
    countries: list[str]
    is_active: bool
    at: int
    first: str = ""
    why_not: str = ""


class DeviceRow(msgspec.Struct, array_like=True):
    """A laptop and whose it is. `order`: empty, or what it was told (`now`, `after_sending`); times are ms since 1970, 0 for never."""

    id: str
    person: str
    name: str
    at: int
    seen_at: int
    revoked_at: int = 0
    order: str = ""
    order_done_at: int = 0
    twice_at: int = 0  # since when two laptops are known to speak under this id


class ActRow(msgspec.Struct, array_like=True):
    """What was done: when, by whom (empty: at the server itself), to which account or device, and what in words of the program."""

    at: int
    by: str
    act: str
    subject: str
    detail: str = ""


class ApartRow(msgspec.Struct, array_like=True):
    """Changes of a laptop that wait for a person, or are kept as evidence (`altered`): where, why (`revoked`, `carried`, `altered`), how
    many, and which laptop brought them (empty where that is not known). Their words stay at the server."""

    device: str
    scope: str
    reason: str
    changes: int
    brought_by: str = ""


class ReaderRow(msgspec.Struct, array_like=True):
    """Somebody at a factory or a buyer (`side`) who reads released reports in a browser. `of`: the factory or buyer by name; `state`:
    `invited` (the link is not used yet), `set` (has a password) or `ended`; `lets_read`: factories that let the buyer read today, the
    first of `lets_read_count`. Administrators are told no names of factories and buyers."""

    id: str
    login: str
    name: str
    side: str
    of: str
    country: str
    state: str
    lets_read: list[str] = []
    lets_read_count: int = 0


class Look(_Message):
    """Who is there?"""


class Overview(_Message):
    """People and laptops that the asker looks after. `is_cut`: there are more than fit."""

    standing: str
    countries: list[str]
    people: list[PersonRow]
    devices: list[DeviceRow]
    acts: list[ActRow] = []
    is_cut: bool = False
    apart: list[ApartRow] = []
    readers: list[ReaderRow] = []


class AddPerson(_Message):
    login: str
    name: str
    standing: str
    countries: list[str]


class NewPassword(_Message):
    person: str


class FirstPassword(_Message):
    """A password for one laptop, to be handed over by voice or on paper. It is not kept anywhere."""

    person: str
    password: str


class OwnPassword(_Message):
    """Whoever asks has chosen a password of their own, good for every laptop; `now` is the one it takes the place of."""

    now: str
    new: str


class ChangePerson(_Message):
    person: str
    standing: str
    countries: list[str]


class EndPerson(_Message):
    person: str


class LetIn(_Message):
    """An account that was ended signs in again."""

    person: str


class EndDevice(_Message):
    device: str


class OrderWipe(_Message):
    device: str
    what: str


class TakeBack(_Message):
    """An order to wipe that is not carried out yet."""

    device: str


class AddReader(_Message):
    """`subject`: the id of the factory or buyer (`side`) whose reports are read."""

    login: str
    name: str
    side: str
    subject: str


class NewLink(_Message):
    """The links before it hold no more; the password does, until the new link is used."""

    reader: str


class OneTimeLink(_Message):
    """Where the person chooses a password, once, within two weeks: a path on the office's server. It is not kept anywhere."""

    reader: str
    path: str


class EndReader(_Message):
    reader: str


class LetReaderIn(_Message):
    """A reader who was ended reads again; the password of before holds no more, the link is for choosing another."""

    reader: str


class Accept(_Message):
    """What waits of a laptop is taken in: somebody has looked at it."""

    device: str


OfReaders = AddReader | NewLink | EndReader | LetReaderIn
Act = Look | AddPerson | NewPassword | ChangePerson | EndPerson | LetIn | EndDevice | OrderWipe | TakeBack | Accept | OfReaders
Ask = Act | OwnPassword
Answer = Overview | FirstPassword | OneTimeLink | Noted
