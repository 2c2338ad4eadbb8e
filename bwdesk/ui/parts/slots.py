"""Going from slot to slot of a text that is being written: the slot is selected, and the next letter replaces it."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from bwdesk.domain.snippet import slots


def choose_slot(edit: QTextEdit, *, forward: bool, text: str, begins: int = 0) -> bool:
    """Selects the slot after the caret (before it) in a stretch of the field's text that begins at a place; False where there is none."""
    caret = edit.textCursor()
    held = [(first + begins, last + begins) for first, last in slots(text)]
    ahead = [one for one in held if one[0] >= caret.selectionEnd()] if forward else [o for o in held if o[1] <= caret.selectionStart()]
    if not ahead or edit.isReadOnly():
        return False
    first, last = ahead[0 if forward else -1]
    caret.setPosition(first)
    caret.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(caret)
    return True
