"""What can be done with a factory in a list of factories: one set of commands for every such list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction

from bwdesk.ui.pages.base import DeskPage


def factory_commands(page: DeskPage, current: Callable[[], str]) -> tuple[QAction, ...]:
    """Opens the factory `current` names, its plan or its trends; nothing where it names none."""

    def go(place: str) -> None:
        if factory := current():
            page.go.emit(place, {"factory": factory})

    t = page.texts
    return (
        page.command(t("factory.act.open"), partial(go, "factory"), icon="caret-right", key_text="Enter"),
        page.command(t("factories.act.plan"), partial(go, "plan"), icon="check-square"),
        page.command(t("factory.act.trends"), partial(go, "trends"), icon="trend-up"),
    )
