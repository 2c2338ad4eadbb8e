"""What an edition changes against the one before it, on its first pages: which it replaces, what became of that one, and what differs."""

from __future__ import annotations

from bwdesk.reports.layout import Block, Chapter
from bwdesk.reports.page import Kit
from bwdesk.reports.parts import Heading, paragraphs, section
from bwdesk.reports.style import LINE
from bwdesk.reports.values import PaperHead

KEY = "changes"
"""Where in the paper it stands, for links."""


def with_note(kit: Kit, head: PaperHead, chapters: list[Chapter]) -> list[Chapter]:
    """The chapters with the note: under the contents, else under the first title; on a page of its own where the first one is full."""
    said = _said(kit, head)
    if not said:
        return chapters
    title = kit.words("reports.changes.title")
    contents = next((one for one in chapters if one.key == "contents"), None)
    if contents is not None:
        contents.blocks += [*section(kit, title), *said]
        return chapters
    first = next((one for one in chapters[:2] if not one.is_cover), None)
    if first is not None and first.foot is None:
        first.blocks[1:1] = [*section(kit, title, 0.0), *said]
        if len(first.blocks) > len(said) + 3:
            first.blocks[len(said) + 3].before = max(first.blocks[len(said) + 3].before, 2 * LINE)
        return chapters
    own = Chapter(title, [Heading(kit.setter, title), *said], is_wide=chapters[0].is_wide, outline=title, key=KEY)
    place = len(chapters) if chapters[-1].is_cover else 1
    return [*chapters[:place], own, *chapters[place:]]


def _said(kit: Kit, head: PaperHead) -> list[Block]:
    """Sentences; nothing in a first edition."""
    words = kit.words
    if head.replaces_edition is None or head.replaces_on is None:
        return []
    number, day = words.local(str(head.replaces_edition)), words.day(head.replaces_on)
    if head.withdrawn_on is None:
        told = [words("reports.changes.replaces", number=number, day=day)]
    else:
        gone = words.day(head.withdrawn_on)
        told = [words("reports.changes.withdrawn", number=number, day=day, gone=gone, why=words.ended(words.isolated(head.withdrawn_why)))]
    told += [line for line in head.changes.splitlines() if line.strip()]
    if head.parts_changed:
        told.append(words("reports.changes.parts", parts=words.semicolons(words.isolated(one) for one in head.parts_changed)))
    elif head.parts_changed is not None:
        told.append(words("reports.changes.same"))
    return paragraphs(kit, told)
