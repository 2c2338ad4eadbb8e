"""The menu of a second language for the committee's table: questions in words that everybody at the table reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from bwdesk.question_words import FOLDER, question_languages
from bwdesk.texts import Texts, standing
from bwdesk.ui.look import language_name


def second_menu(parent: QWidget, texts: Texts, now: str, chosen: Callable[[str], object]) -> QMenu:
    """`chosen` is told the language's code, or nothing for one language alone. A draft says that nobody has reviewed it."""
    menu = QMenu(parent)
    menu.setAccessibleName(texts("sitting.act.second"))
    for code in ("", *question_languages()):
        act = menu.addAction(_shown(texts, code))
        act.setCheckable(True)
        act.setChecked(code == now)
        act.triggered.connect(partial(_told, chosen, code))
    return menu


def _told(chosen: Callable[[str], object], code: str, _checked: bool = False) -> None:
    chosen(code)


def _shown(texts: Texts, code: str) -> str:
    if not code:
        return texts("sitting.second.none")
    name = f"\u2068{language_name(code)}\u2069"
    return texts("sitting.second.draft", name=name) if standing(code, FOLDER).drafts else name
