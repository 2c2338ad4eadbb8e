"""Showing a part that may not have its place yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_shown(widget: QWidget, is_shown: bool) -> None:
    """As setVisible, but what has no parent yet is left to its layout: shown by itself it would be a window, which takes the keys."""
    if not is_shown or widget.parentWidget() is not None:
        widget.setVisible(is_shown)
