"""Where the records of this laptop are, as one value for the strip and the sync page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bwdesk.errors import DeskError


@dataclass(frozen=True)
class SyncStatus:
    """`state`: offline, online, sending, fetching, paused or needs_sign_in. `done` of `of` is the progress of a running pass.

    `waiting` counts operations that have not come back in the office's log, `photos_waiting` photos that are only here; `left` places
    whose records were taken off this laptop lately, because its person no longer looks after them. `standing`: what the account is at
    the office (`domain.access.Standing`), as it said last; empty before it ever did. `is_first`: the account still has the first password
    that the office gave it.
    """

    state: str = "offline"
    waiting: int = 0
    photos_waiting: int = 0
    photos_bytes: int = 0
    to_settle: int = 0
    set_aside: int = 0
    left: int = 0
    done: int = 0
    of: int = 0
    last_contact_at: datetime | None = None
    problem: DeskError | None = None
    account: str = ""
    server: str = ""
    standing: str = ""
    is_first: bool = False
