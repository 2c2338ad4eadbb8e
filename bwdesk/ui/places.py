"""Plain values of the frame: the places, what the strip says, what the window remembers. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bwdesk.ui.page import Page


@dataclass(frozen=True)
class Place:
    """A place of the desk. `make` builds its page the first time it is opened; `text_key` names it in the catalogue."""

    key: str
    icon: str
    text_key: str
    make: Callable[[], Page]
    in_rail: bool = True
    shortcut: str = ""


RAIL = (
    ("today", "sun-horizon"),
    ("factories", "factory"),
    ("visit", "notebook"),
    ("assess", "clipboard-text"),
    ("plan", "check-square"),
    ("learn", "graduation-cap"),
    ("reports", "file-text"),
    ("library", "books"),
)
"""Keys and icons of the eight places, in their order; words are `frame.place.<key>`."""


def place_word(key: str) -> str:
    """The text key that names a place."""
    return f"frame.place.{key}"


Link = Literal["online", "offline", "sending", "paused", "needs_sign_in"]


@dataclass(frozen=True)
class StripState:
    """All that the bottom strip says. What is 0 or empty is not shown; `saved_at` None says that all is saved."""

    saved_at: datetime | None = None
    is_saving: bool = False
    records_waiting: int = 0
    photos_waiting: int = 0
    to_settle: int = 0
    set_aside: int = 0
    timer: str = ""
    link: Link = "offline"
    sent: int = 0
    to_send: int = 0
    author: str = ""
    language: str = ""


class Memory(Protocol):
    """Remembers small facts of the window between runs (geometry, widths, whether the pane is open)."""

    def recall(self, key: str) -> str: ...

    def remember(self, key: str, value: str) -> None: ...


class Forgetful:
    """A memory that lasts as long as the program runs."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def recall(self, key: str) -> str:
        return self._kept.get(key, "")

    def remember(self, key: str, value: str) -> None:
        self._kept[key] = value
