"""The page around the blocks: sizes and margins, header, footer, and the press that lays out, numbers and draws a whole paper.

The text width is the same on A4 and Letter, so lines break alike and only pages break differently. A page is never scaled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import count

from reportlab.pdfgen.canvas import Canvas

from bwdesk.domain.programme import PageSize
from bwdesk.errors import DeskError
from bwdesk.reports.compose import Span, Typesetter
from bwdesk.reports.embed import NO_FONT, Embedder
from bwdesk.reports.finish import finish
from bwdesk.reports.flow import Page, laid_out
from bwdesk.reports.fonts import FontSet
from bwdesk.reports.layout import Block, Chapter, Frame
from bwdesk.reports.marks import Tag, TagLook, TagRow
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para, one_line, width_of
from bwdesk.reports.style import INK, MM, PAGE_NUMBER, RUNNING, SLATE, columns
from bwdesk.reports.tags import RUNNING_FOOT, RUNNING_HEAD
from bwdesk.reports.values import Check, PaperHead, State
from bwdesk.reports.words import PairWords, Words, hash_groups
from bwdesk.texts import flat, side, sides

TEXT_WIDTH = columns(12)
WIDE_WIDTH = columns(18)
_SIZES = {PageSize.A4: (210 * MM, 297 * MM), PageSize.LETTER: (612.0, 792.0)}


Shrink = Callable[[bytes, int, int], bytes]


class Stopped(DeskError):
    """The person called the making off; nothing has been written."""

    def __init__(self) -> None:
        super().__init__("papers.stopped")


@dataclass
class Kit:
    """What a report is built with: the typesetter, the words, and what should be looked at afterwards."""

    setter: Typesetter
    words: Words
    checks: dict[Check, None] = field(default_factory=dict)
    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    shrink: Shrink | None = None
    withheld: frozenset[str] = frozenset()
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    """Numbers of tables, in the order in which they are made."""
    begins: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Where each name begins, once the paper is laid out: the page from 1, and how far down it, as a share of its height."""

    def hides(self, *paths: str) -> bool:
        """Whether this variant, or the profile, leaves out all that stands at these places: nothing is said of them then."""
        return self.withheld.issuperset(paths)

    @property
    def foot(self) -> float:
        """How much higher the foot of a page is than usual (pt): it has two more lines in a paper in two languages."""
        return 18.0 if self.setter.second is not None else 0.0

    def note(self, key: str, detail: str = "") -> None:
        self.checks[Check(key, detail)] = None

    def step(self, done: int, whole: int) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Stopped()
        if self.progress is not None:
            self.progress(done, whole)


def kit_for(words: Words, fonts: FontSet) -> Kit:
    setter = Typesetter(fonts, words.language, words.is_right_to_left)
    if isinstance(words, PairWords):
        other = words.both[1]
        setter.second = Typesetter(fonts, other.language, other.is_right_to_left)
        setter.second.unprintable = setter.unprintable
    return Kit(setter, words)


@dataclass(frozen=True)
class Running:
    """What stands in every page's margins: kind and factory in the header, edition and readers in the footer."""

    kind: str
    head: PaperHead
    digest: str
    readers: str
    has_time: bool = False


def portrait(size: PageSize) -> Frame:
    width, height = _SIZES[size]
    return Frame(width, height, 24 * MM, 28 * MM, TEXT_WIDTH, height - 54 * MM)


def landscape(size: PageSize) -> Frame:
    height, width = _SIZES[size]
    return Frame(width, height, (width - WIDE_WIDTH) / 2, 31 * MM, WIDE_WIDTH, height - 57 * MM)


def print_chapters(kit: Kit, running: Running, chapters: Sequence[Chapter]) -> tuple[bytes, list[str], dict[str, int]]:
    """Lays out and draws a whole paper; gives the file's bytes, what stands on each page, and pages by name. Same values, same bytes."""
    pages: list[Page] = []
    for page in laid_out((chapter, _frame(kit, chapter, running.head.page)) for chapter in chapters):
        pages.append(page)
        kit.step(len(pages), 0)
    for number, page in enumerate(pages, 1):
        for chapter, top in page.begun:
            if chapter.key:
                kit.begins.setdefault(chapter.key, (number, (page.frame.top + top) / page.frame.page_height if top else 0.0))
        for placed in page.blocks:
            for key, down in placed.block.names(page.frame.width):
                kit.begins.setdefault(key, (number, (page.frame.top + placed.top + down) / page.frame.page_height))
    places = {key: number for key, (number, _) in kit.begins.items()}
    out = BytesIO()
    canvas = _canvas(out, kit, running)
    embedder = Embedder(canvas)
    pen = Pen(canvas, embedder, places.get, kit.words.is_right_to_left)
    margins = Margins(kit, running, len(pages))
    said: list[str] = []
    for number, page in enumerate(pages, 1):
        _draw_page(pen, page, margins, number)
        said.append("\n".join(pen.lines))
        pen.end_page()
        kit.step(number, len(pages))
    canvas.save()
    return finish(out.getvalue(), pen.tags.root, embedder.is_archival), said, places


def _frame(kit: Kit, chapter: Chapter, size: PageSize) -> Frame:
    frame = (landscape if chapter.is_wide else portrait)(size)
    return replace(frame, height=frame.height - kit.foot)


def _draw_page(pen: Pen, page: Page, margins: Margins, number: int) -> None:
    frame = page.frame
    pen.start_page(frame.page_width, frame.page_height)
    for chapter, top in page.begun:
        if chapter.outline:
            _mark(pen, chapter, frame.top + top if top else 0.0, number)
    if not page.chapter.is_cover:
        with pen.tags.artifact(RUNNING_HEAD):
            margins.draw_header(pen, page)
    for placed in page.blocks:
        placed.block.draw(pen, frame.start, frame.top + placed.top, frame.width)
        for key, down in placed.block.names(frame.width):
            if pen.page_of(key) == number:
                pen.bookmark(reference(key), frame.top + placed.top + down)
    with pen.tags.artifact(RUNNING_FOOT):
        margins.draw_footer(pen, page, number)


def _mark(pen: Pen, chapter: Chapter, top: float, number: int) -> None:
    """Enters a chapter in the outline of the file."""
    key = reference(chapter.key or f"page {number}")
    pen.bookmark(key, top)
    if chapter.above:
        pen.bookmark(reference("title"), top)
        pen.outline(flat(chapter.above), reference("title"))
    pen.outline(flat(chapter.outline), key)


class Margins:
    """Header and footer, lines cut at a word where they are too long; the last page also says whether the words are a draft."""

    def __init__(self, kit: Kit, running: Running, pages: int) -> None:
        self._kit, self._running, self._pages = kit, running, pages
        state = running.head.state
        look = TagLook.PLAIN if state is State.DRAFT else TagLook.SOLID
        self._tag = None
        if state in (State.DRAFT, State.WITHDRAWN):
            self._tag = Tag(kit.setter, kit.words(f"reports.state.{state}").upper(), look)

    def draw_header(self, pen: Pen, page: Page) -> None:
        frame, setter = page.frame, self._kit.setter
        baseline = frame.top - 12.6 * MM
        end = frame.width
        if self._tag is not None:
            end -= self._tag.width
            TagRow([self._tag]).draw(pen, frame.start + end, baseline - 8.2, self._tag.width)
            end -= 8
        name = self._title()
        room = max(end * 0.42, end - width_of(setter, name, RUNNING) - 24)
        title = self._titles(page, room)
        wanted = min(width_of(setter, title, RUNNING), room)
        right = one_line(setter, title, RUNNING.with_(colour=SLATE, align="end"), wanted + 0.5)
        right.draw_at(pen, frame.start + end - wanted - 0.5, baseline, wanted + 0.5)
        left = one_line(setter, name, RUNNING.with_(colour=SLATE), end - wanted - 12)
        left.draw_at(pen, frame.start, baseline, end - wanted - 12)
        pen.rule(frame.start, frame.top - 9.6 * MM, frame.width, 0.5, INK)

    def _titles(self, page: Page, room: float) -> str:
        """The chapters on a page, as many as have room; the first one always, with a sign that more follow."""
        titles = [side(chapter.title, 0) for chapter in page.chapters]
        for shown in range(len(titles), 0, -1):
            says = self._kit.words.commas(titles[:shown] if shown == len(titles) else [*titles[:shown], "…"])
            if width_of(self._kit.setter, says, RUNNING) <= room:
                return says
        return titles[0]

    def draw_footer(self, pen: Pen, page: Page, number: int) -> None:
        frame, setter, words = page.frame, self._kit.setter, self._kit.words
        pen.rule(frame.start, frame.page_height - 20.5 * MM - self._kit.foot, frame.width, 0.5, INK)
        baseline = frame.page_height - 17.2 * MM - self._kit.foot
        numbered = words("reports.page", page=words.number(number), pages=words.number(self._pages))
        size = width_of(setter, numbered, PAGE_NUMBER) + 0.5
        Para(setter, numbered, PAGE_NUMBER.with_(align="end")).draw_at(pen, frame.start + frame.width - size, baseline, size)
        room = frame.width - size - 12
        said = [sides(text) for text in self._told(room)]
        for line, text in enumerate([*(one[0] for one in said), *(one[1] for one in said if len(one) > 1)]):
            lines = 2 if line and setter.second is None else 1  # a long language has a third line, in two there are four already
            footer = Para(setter, text, RUNNING, max_lines=lines, limit=frame.width if line else room)
            footer.draw_at(pen, frame.start, baseline + 9 * line, frame.width)
        if number == self._pages and (said_last := self._draft_words(frame.width)):  # above the rule, in the room between text and footer
            one_line(setter, said_last, RUNNING, frame.width).draw_at(pen, frame.start, baseline - 13.5, frame.width)

    def _draft_words(self, room: float) -> str:
        """Whether the words are a draft, in every language of the paper; in English too where the line has room for it."""
        told = self._kit.words.draft_lines
        whole, own = " ".join(told), " ".join(told[:-1])
        return own if own and width_of(self._kit.setter, whole, RUNNING) > room else whole

    def _title(self) -> list[str | Span]:
        head, words = self._running.head, self._kit.words
        kind = self._running.kind
        if head.cycle is not None:
            kind = words("reports.kind_and_cycle", kind=kind, cycle=words.number(head.cycle))
        named = words.commas(words.isolated(part) for part in (head.factory, head.factory_code) if part)
        return [Span(kind, strong=True, colour=INK), "   ", named]

    def _readers(self) -> str:
        """For whom it is, and whether the file of an edition is signed."""
        head, words = self._running.head, self._kit.words
        readers = self._running.readers
        if not head.short:
            return readers
        signed = words("reports.signed" if head.is_signed else "reports.unsigned")
        return f"{words.ended(readers)} {words.isolated(signed)}".strip()

    def _told(self, room: float) -> tuple[str, str]:
        """Edition, day, tool and content hash, and who may read it, which has beside it what would cut the hash: the tool, then the day."""
        head, words = self._running.head, self._kit.words
        at = words.moment(head.printed_at) if self._running.has_time else words.day(head.printed_at.date())
        state = words(f"reports.state.{head.state}")
        made = words("reports.made", day=at)
        if head.state is State.DRAFT:
            until = head.comments_until
            first = words("reports.draft_until", until=words.day(until)) if until else words("reports.draft")
            sentences = [words.ended(first), made]
        elif head.state is State.WORKING:  # of no edition yet
            sentences = [made]
        else:
            short = [words.isolated(head.short)] if head.short else []
            sentences = [words.commas([words("reports.edition", number=words.local(str(head.edition))), *short, state, at])]
            sentences = [words.ended(one) for one in sentences]
        tool = [words("reports.tool", tool=words.isolated(head.tool))] if head.tool else []
        digest = words("reports.hash", digest=words.isolated(hash_groups(self._running.digest)))
        first, *rest = *sentences, *tool
        for kept in range(len(rest), -1, -1):
            whole = " ".join([first, *rest[:kept], digest])
            if max(width_of(self._kit.setter, one, RUNNING) for one in sides(whole)) <= room:
                break
        return whole, " ".join([words.ended(self._readers()), *rest[kept:]]) if rest[kept:] else self._readers()


def _canvas(out: BytesIO, kit: Kit, running: Running) -> Canvas:
    head, words = running.head, kit.words
    canvas = Canvas(out, pageCompression=1, invariant=1, lang=words.language, initialFontName=NO_FONT, pdfVersion=(1, 5))
    stamp = head.printed_at.strftime("D:%Y%m%d%H%M%S") + _offset(head)
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setTitle(f"{flat(running.kind)}, {flat(head.factory)}")
    canvas.setAuthor(head.author or head.office or head.programme or "BW Desk")
    canvas.setSubject(running.digest)
    canvas.setCreator("BW Desk")
    canvas.setKeywords(head.short)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if words.is_right_to_left:
        canvas.setViewerPreference("Direction", "R2L")
    return canvas


def _offset(head: PaperHead) -> str:
    shift = head.printed_at.strftime("%z")
    return f"{shift[:3]}'{shift[3:5]}'" if shift else "Z"


@dataclass
class Later(Block):
    """A block whose words depend on page numbers: measured with a sample, made when it is drawn."""

    make: Callable[[Callable[[str], int | None]], Block]
    sample: Block
    link_to: str = ""
    before: float = 0.0
    after: float = 0.0

    def height(self, width: float) -> float:
        return self.sample.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        made = self.make(pen.page_of)
        if not self.link_to or not pen.page_of(self.link_to):
            made.draw(pen, x, top, width)
            return
        with pen.tags.element("P"), pen.tags.element("Link"):
            made.draw(pen, x, top, width)
            pen.link(reference(self.link_to), x, top, width, self.height(width))


def reference(key: str) -> str:
    """The name of a place in the file that links lead to."""
    return f"at {key}"
