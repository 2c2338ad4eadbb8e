"""The certificate of a training, landscape, to be framed: who, of which factory, what, when, how long, and who signs.

A page for every name; without names one page with a line to write on.
"""

from __future__ import annotations

from bwdesk.reports.compose import strong
from bwdesk.reports.flow import paginate
from bwdesk.reports.fonts import Cut
from bwdesk.reports.layout import Beside, Block, Chapter, Frame, Space, Stack
from bwdesk.reports.page import WIDE_WIDTH, Kit, Running, landscape
from bwdesk.reports.parts import SignLine
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import (
    BODY,
    CAPTION,
    COVER_NAME,
    COVER_TITLE,
    COVER_TITLE_OF_TWO,
    GUTTER,
    H1,
    INK,
    LEAD,
    MM,
    PETROL,
    SLATE,
    TextStyle,
)
from bwdesk.reports.values import CertificatePaper

_NAME = TextStyle(26, 33, Cut.LIGHT)
_WHAT = TextStyle(18, 24, Cut.STRONG, PETROL)
_SIGN = BODY.strong
_SIZES = (
    (COVER_TITLE, LEAD, 1.0),
    (COVER_TITLE_OF_TWO, LEAD, 0.6),
    (COVER_TITLE_OF_TWO, LEAD, 0.2),
    (H1, LEAD, 0.2),
    (H1, BODY, 0.0),
)
"""Title, small words and how much of the white between them: the first that leaves the certificate on one page."""
_SIGN_WIDTH = (WIDE_WIDTH - 4 * GUTTER) / 3


def build(kit: Kit, paper: CertificatePaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    title = words("reports.certificate.title")
    running = Running(title, paper.head, digest, paper.head.readers or words("reports.certificate.readers"))

    room = landscape(paper.head.page).height - kit.foot - _foot(kit, paper).height(WIDE_WIDTH)
    chapters = [
        Chapter(
            title, _fitting(kit, paper, name, room), _foot(kit, paper), is_wide=True, is_cover=True, outline=name or title, key=f"page {n}"
        )
        for n, name in enumerate(paper.names or ("",), 1)
    ]
    return running, chapters


def _fitting(kit: Kit, paper: CertificatePaper, name: str, room: float) -> list[Block]:
    """The blocks with as much white, and as large a title, as leave them on one page."""
    blocks: list[Block] = []
    for title, small, air in _SIZES:
        blocks = _page(kit, paper, name, title, small, air)
        page = next(paginate(Chapter("", blocks), Frame(0.0, 0.0, 0.0, 0.0, WIDE_WIDTH, room)))
        if len(page.blocks) == len(blocks):
            break
    return blocks


def _page(kit: Kit, paper: CertificatePaper, name: str, title: TextStyle, small: TextStyle, air: float) -> list[Block]:
    words, setter, head = kit.words, kit.setter, paper.head
    who: Block = Para(setter, name, _NAME) if name else _NameLine()
    factory: list[Block] = [Para(setter, head.factory, COVER_NAME)]
    if head.factory_local:
        factory.append(Para(setter, head.factory_local, small))
    if head.place:
        factory.append(Para(setter, head.place, small.with_(colour=SLATE)))
    return [
        _Band(),
        Para(setter, head.programme or words("reports.programme"), BODY),
        *([Para(setter, head.office, BODY.with_(colour=SLATE))] if head.office else []),
        Space(11 * MM * air),
        Para(setter, words("reports.certificate.title"), title, after=10.0 * air),
        _between(kit, "reports.certificate.certifies", small, air),
        who,
        _between(kit, "reports.certificate.of", small, air),
        Stack(factory),
        _between(kit, "reports.certificate.took_part", small, air),
        Para(setter, paper.title, _WHAT, after=3.0 * air),
        Para(setter, _facts(kit, paper), small, max_lines=1 if air < 1 else 0),
    ]


def _between(kit: Kit, key: str, style: TextStyle, air: float) -> Block:
    """The small words between the large ones, in two languages on one line."""
    return Para(kit.setter, kit.words(key), style.with_(colour=SLATE), before=7.0 * air, after=2.0 * air, max_lines=1)


def _facts(kit: Kit, paper: CertificatePaper) -> str:
    words = kit.words
    parts = [words.day(paper.on), _length(kit, paper.half_days), words(f"reports.mode.{paper.mode}")]
    return words.commas([*parts, *([paper.topic] if paper.topic else [])])


def _length(kit: Kit, half_days: int) -> str:
    """ "half a day", "1 day", "1.5 days"."""
    words = kit.words
    if half_days == 1:
        return words("reports.certificate.half_day")
    if half_days % 2:
        return words("reports.certificate.and_half", days=words.number(half_days / 2))
    return words.count("reports.certificate.days", half_days // 2)


def _foot(kit: Kit, paper: CertificatePaper) -> Block:
    """Where the trainer, the programme and the factory sign."""
    words, setter = kit.words, kit.setter
    signs = [
        (paper.trainer or words("reports.certificate.trainer"), words("reports.certificate.trainer") if paper.trainer else ""),
        (words("reports.certificate.for_programme"), ""),
        (words("reports.certificate.for_factory"), paper.head.factory),
    ]
    lines = [(_SIGN_WIDTH, SignLine(Para(setter, [strong(who)], _SIGN), Para(setter, what, CAPTION))) for who, what in signs]
    return Beside(lines, 2 * GUTTER)


class _Band(Block):
    """The petrol band above the text."""

    def height(self, width: float) -> float:
        return 0.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.rect(x, top - 14 * MM, width, 6 * MM, fill=PETROL)


class _NameLine(Block):
    """A line to write a name on."""

    def height(self, width: float) -> float:
        return 13 * MM

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.rule(x, top + 12 * MM, min(width, WIDE_WIDTH * 0.6), 0.9, INK)
