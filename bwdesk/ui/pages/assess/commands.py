"""What can be done on an assessment's page, each with its key, its place in the bar and its line in the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QAction

from bwdesk.ui.page import HINT, Page


@dataclass(frozen=True)
class Act:
    """A command by name. `key_text`: a key the page handles by itself.

    `bar` is its place in the bar on the desk, `touch` in the bar on touch; 0 is none, the last on touch is the one filled button.
    """

    name: str
    done: Callable[[], object]
    icon: str
    key: str = ""
    key_text: str = ""
    bar: int = 0
    touch: int = 0
    at_end: bool = False


@dataclass
class Commands:
    """The commands of one page by name."""

    actions: dict[str, QAction] = field(default_factory=dict)

    def hint(self, name: str, words: str) -> bool:
        """Another verb in the bar; True if it differs from the one that stood there."""
        action = self.actions[name]
        if action.property(HINT) == words:
            return False
        action.setProperty(HINT, words)
        return True

    def text(self, name: str, words: str) -> None:
        """Another line in the palette."""
        self.actions[name].setText(words)


def make_commands(page: Page, acts: list[Act], long: Callable[[str], str], short: Callable[[str], str], *, touch: bool) -> Commands:
    """Adds the commands to a page, those of the bar first and in its order. `long` and `short` give a command's words by its name."""
    made = Commands()
    last = max((act.touch for act in acts), default=0)
    for act in sorted(acts, key=lambda act: (act.touch if touch else act.bar) or 99):
        place = act.touch if touch else act.bar
        made.actions[act.name] = page.command(
            long(act.name), act.done, act.key, icon=act.icon, hint=short(act.name),
            bar=bool(place), main=touch and bool(last) and act.touch == last, at_end=act.at_end, key_text=act.key_text,
        )  # fmt: skip
    return made
