"""Where Tab goes: through what is shown, in the order in which it is laid out, and never to what a form made last.

A window asks for the next stop when nobody inside has an answer of their own (slots, columns at the table, cells).
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)  # fmt: skip

_WHOLE = (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView)
"""What is one stop, whatever Qt has put into it."""


def step(window: QWidget, *, forward: bool) -> bool:
    """Puts the focus on the next stop of a window (the one before) and brings it into sight; False where there is none."""
    shown = list(_in_order(window))
    at = _place_of(QApplication.focusWidget(), shown)
    onward = [*shown[at + 1 :], *shown[: at + 1]] if forward else [*shown[:at][::-1], *shown[max(at, 0) :][::-1]]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    for widget in onward:
        if _is_stop(widget):
            widget.setFocus(reason)
            _bring_into_sight(widget)
            return True
    return False


def _place_of(widget: QWidget | None, shown: list[QWidget]) -> int:
    """Where a widget stands, or what holds it; -1 for nowhere."""
    while widget is not None and widget not in shown:
        widget = widget.parentWidget()
    return shown.index(widget) if widget is not None else -1


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, _WHOLE):
        return
    laid = list(_laid_out(widget.layout()))
    held = [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow() and one not in laid]
    held.sort(key=lambda one: (one.y(), -one.x() if one.isRightToLeft() else one.x()))
    for one in (*laid, *held):
        if one.isVisible():
            yield from _in_order(one)


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)


def _is_stop(widget: QWidget) -> bool:
    if not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.autoExclusive():
        return _stands_for_group(widget)
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _stands_for_group(button: QAbstractButton) -> bool:
    """Of buttons that exclude each other, Tab comes to the chosen one; arrows lead on from there."""
    parent = button.parentWidget()
    near = parent.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly) if parent is not None else [button]
    group = [one for one in near if one.isCheckable() and one.autoExclusive() and one.isVisible() and one.isEnabled()]
    return button is next((one for one in group if one.isChecked()), group[0] if group else button)


def _bring_into_sight(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        held = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and held is not None and held.isAncestorOf(widget):
            spot = widget.mapTo(held, QPoint(0, 0))
            if widget.height() < around.viewport().height():
                around.ensureVisible(spot.x(), spot.y() + widget.height(), 0, 8)
            around.ensureVisible(spot.x(), spot.y(), 0, 8)
        around = around.parentWidget()
