"""The lines of a notebook as values: what the editor shows, and what it tells of what was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtGui import QTextBlock, QTextBlockUserData, QTextCursor

from bwdesk.domain.visit import MARK_SIGNS, Mark

ICONS: Final = {
    Mark.ACTION: "ph.square",
    Mark.QUOTE: "ph.quotes",
    Mark.QUESTION: "ph.question",
    Mark.GOOD_PRACTICE: "ph.plus-circle",
    Mark.PERSON: "ph.user",
}
TONES: Final = {Mark.GOOD_PRACTICE: "good", Mark.QUESTION: "unsure"}


@dataclass(frozen=True, slots=True)
class LineLink:
    """Where a line's structured item lies. `photos` counts the line's photos, `due` is a short fact before the link."""

    word: str = ""
    place: str = ""
    thing_id: str = ""
    photos: int = 0
    due: str = ""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line as recorded. `clock` is its time as shown ("09:41"); an empty id stands for a line not yet recorded."""

    id: str = ""
    text: str = ""
    mark: Mark = Mark.NOTE
    clock: str = ""
    is_done: bool = False
    link: LineLink = LineLink()


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as it stands after typing: to be recorded. `after_id` is the line above it, empty for the first."""

    id: str
    text: str
    mark: Mark
    after_id: str
    is_new: bool


class LineData(QTextBlockUserData):
    """What a block of the document knows of its line: the recorded line, the mark chosen since, and whether it is new."""

    def __init__(self, line: NoteLine, *, is_new: bool) -> None:
        super().__init__()
        self.line = line
        self.mark = line.mark
        self.is_new = is_new

    def is_dirty(self, text: str) -> bool:
        """The block differs from what is recorded; an empty line that was never recorded does not count."""
        if self.is_new:
            return bool(text.strip())
        return text != self.line.text or self.mark != self.line.mark

    def take(self, line: NoteLine) -> None:
        """The line was recorded, or news came for it."""
        self.line = line
        self.mark = line.mark
        self.is_new = False

    def settle(self, text: str) -> None:
        """What stands in the block is on its way to be recorded."""
        self.line = replace(self.line, text=text, mark=self.mark)
        self.is_new = False


def data_of(block: QTextBlock) -> LineData | None:
    """The data of a block; None for one that typing has just made."""
    found = block.userData()
    return found if isinstance(found, LineData) else None


def sign_of(text: str) -> Mark | None:
    """The mark whose sign is all that stands in the line."""
    return MARK_SIGNS.get(text)


def fresh(data: LineData) -> LineData:
    """The same data for another block: Qt deletes a block's own with the block."""
    copy = LineData(data.line, is_new=data.is_new)
    copy.mark = data.mark
    return copy


def is_heading(block: QTextBlock) -> bool:
    """A line that opens a part of the notes."""
    data = data_of(block)
    return data is not None and data.mark is Mark.CLUSTER


def write_block(block: QTextBlock, text: str) -> None:
    """Replaces the text of a block; its data stays."""
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)
