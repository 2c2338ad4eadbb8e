"""Support between visits: calls, mails and messages. They count as visit days only when the advisor says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bwdesk.domain.thing import Thing, words


class Channel(StrEnum):
    """How somebody was reached."""

    CALL = "call"
    VIDEO = "video"
    MAIL = "mail"
    MESSAGE = "message"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Thing):
    """One contact with a factory between visits (scope `factory/<id>`). `who` is a job title. `half_days` books visit days, None none."""

    factory_id: str
    cycle_id: str
    at: datetime
    channel: Channel = Channel.CALL
    who: str = ""
    text: str = words()
    half_days: int | None = None
    issue_ids: frozenset[str] = frozenset()
