"""Who takes part in the demo, and what has come of it so far."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bwdesk.demo.hand import Hand
from bwdesk.demo.story import Stage
from bwdesk.interchange.factories import FactoryList
from bwdesk.server.process import RunningServer

Facts = dict[str, Any]
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)
"""When its papers are looked at, and its pictures taken."""


@dataclass
class Cast:
    """Who takes part, where, and what has come of it so far."""

    out: Path
    seed: int
    listed: FactoryList
    aside: Path
    language: str = "en"
    """Of printed papers and pictures; what the people of the demo write, and release, is English."""
    server: RunningServer | None = None
    hands: dict[str, Hand] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    learnt: str = ""
    moments: dict[str, Path] = field(default_factory=dict)
    """Copies of Amina's data folder of an earlier moment, for pictures of what has gone by then."""

    def remember(self, moment: str) -> None:
        """Keeps a copy of Amina's desk as it is now."""
        self.moments[moment] = self.aside / f"before-{moment}"
        shutil.copytree(self.hands["amina"].folder.root, self.moments[moment])

    def hand(self, who: str) -> Hand:
        return self.hands[who]

    def stage(self, who: str) -> Stage:
        """A person acting at their desk."""
        hand = self.hands[who]
        return Stage(hand.do, hand.photo, TODAY)
