"""Photo plates: two pictures a row, numbered as their findings, the number under the picture. Pictures are trimmed, never stretched.

Bytes come when a page is drawn and leave again; only their size is read while the paper is laid out.
"""

from __future__ import annotations

from collections.abc import Sequence

from bwdesk.domain.programme import PageSize
from bwdesk.errors import DeskError
from bwdesk.reports.compose import Rich, Span, strong
from bwdesk.reports.jpeg import JpegSize, jpeg_size
from bwdesk.reports.layout import Beside, Block, Chapter, Inset, Stack
from bwdesk.reports.page import Kit, portrait
from bwdesk.reports.parts import Hanging, Heading, section
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, CAPTION, H2, INK, LINE, MID, MM, SLATE, STEP, TABLE, WHITE, columns
from bwdesk.reports.values import Photo

WIDTH = columns(6)
_LANDSCAPE = 51.5 * MM
_LOWER = (49 * MM, 46.5 * MM)
_PORTRAIT = 110 * MM
_DPI = 200


def photo_chapter(
    kit: Kit,
    photos: Sequence[Photo],
    page: PageSize,
    *,
    number: str = "",
    header: str = "",
    key: str = "photos",
    numbered: str = "reports.photos.numbered",
) -> Chapter:
    """A chapter of plates; `number` is that of the cluster they belong to, `header` its name, `numbered` tells how they are counted.

    They are a little lower, if that saves a page.
    """
    title, frame = kit.words("reports.photos.title"), portrait(page)
    heading = Heading(kit.setter, title, number)
    heading.after = 4.0
    made = ([heading, *_plates(kit, photos, numbered, height)] for height in (_LANDSCAPE, *_LOWER))
    fitting = (blocks for blocks in made if Stack(blocks).height(frame.width) <= frame.height - kit.foot)
    return Chapter(header or title, next(fitting, []) or [heading, *_plates(kit, photos, numbered)], outline=title, key=key, follows=True)


def photo_section(kit: Kit, photos: Sequence[Photo]) -> list[Block]:
    """Plates under a heading of their own, where the text before them ends; nothing where there are none."""
    return [*section(kit, kit.words("reports.photos.title")), *_plates(kit, photos)] if photos else []


def _plates(kit: Kit, photos: Sequence[Photo], numbered: str = "reports.photos.numbered", height: float = _LANDSCAPE) -> list[Block]:
    kept = "reports.photos.kept_ringed" if any(photo.rings for photo in photos) else "reports.photos.kept"
    note = Inset(Para(kit.setter, f"{kit.words(numbered)} {kit.words(kept)}", CAPTION, after=LINE, keep=True), 0.0, columns(9))
    blocks: list[Block] = [note]
    shown = [_Entry(kit, photo, height) for photo in photos]
    wordless = [kit.words.isolated(photo.number) for photo in photos if not photo.text.strip()]
    if wordless:
        kit.note("reports.check.photo_no_words", kit.words.commas(wordless))
    for at in range(0, len(shown), 2):
        pair = shown[at : at + 2]
        blocks.append(Beside([(WIDTH, entry.block) for entry in pair], 4 * MM, whole=True, after=1.4 * LINE))
    return blocks


class _Entry:
    """One photo with its caption; the caption may go on, the picture stays whole."""

    def __init__(self, kit: Kit, photo: Photo, height: float) -> None:
        size = JpegSize(photo.width, photo.height, 3) if photo.width and photo.height else jpeg_size(_bytes(photo))
        picture = Picture(kit, photo, size, height)
        number = Para(kit.setter, kit.words.isolated(photo.number), BODY.strong)
        caption = Hanging(number, Stack(_caption(kit, photo)), STEP, after=0.0)
        caption.before = 4.5
        self.block = Stack([picture, caption])


def _caption(kit: Kit, photo: Photo) -> list[Block]:
    words, setter = kit.words, kit.setter
    title: list[str | Span] = []
    if photo.place:
        title.append(strong(photo.place))
    if photo.code:
        title += ["  " if title else "", Span(words.isolated(photo.code), colour=SLATE)]
    blocks: list[Block] = [Para(setter, title, TABLE)] if title else []
    if photo.text:
        blocks.append(Para(setter, photo.text, TABLE))
    facts: list[str] = []
    if photo.taken_at is not None:
        facts.append(words.moment(photo.taken_at))
    if photo.digest:
        facts.append(words("reports.photos.original", digest=words.isolated(f"{photo.digest[:4]}\u00a0{photo.digest[4:8]}")))
    line: Rich = "   ".join(facts)
    if facts:
        blocks.append(Para(setter, line, CAPTION.with_(cut=TABLE.cut)))
    return blocks


class Picture(Block):
    """A picture trimmed to its field (83 × 51.5 mm, upright ones 83 × 110 mm), with its rings; very wide or tall ones stand whole."""

    def __init__(self, kit: Kit, photo: Photo, size: JpegSize | None, landscape: float) -> None:
        self._kit, self._photo, self._size, self._landscape = kit, photo, size, landscape
        self.keep = True
        if size is None:
            kit.note("reports.check.photo_unreadable", photo.number)

    def height(self, width: float) -> float:
        return _PORTRAIT if self._size is not None and self._size.height > self._size.width else self._landscape

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        height, photo = self.height(width), self._photo
        said = self._kit.words.commas(part for part in (photo.number, photo.place, photo.text) if part)
        with pen.figure(said, x, top, width, height):
            self._draw(pen, x, top, width, height)

    def _draw(self, pen: Pen, x: float, top: float, width: float, height: float) -> None:
        data = self._pixels()
        size = jpeg_size(data)
        if size is None:
            self._draw_missing(pen, x, top, width, height)
            return
        left = pen.left(x, width)
        shown_width, shown_height = _shown(size, width, height)
        at, down = left + (width - shown_width) / 2, top + (height - shown_height) / 2
        with pen.clipped_physical(left, top, width, height):
            pen.picture(at, down, shown_width, shown_height, data, size)
            for ring in self._photo.rings:
                box = (
                    at + (ring.x - ring.half_width) * shown_width,
                    down + (ring.y - ring.half_height) * shown_height,
                    2 * ring.half_width * shown_width,
                    2 * ring.half_height * shown_height,
                )
                pen.ellipse(*box, stroke=INK, line=1.5 * MM)
                pen.ellipse(*box, stroke=WHITE, line=0.8 * MM)
        pen.rect(x, top, width, height, stroke=INK, line=0.5)

    def _pixels(self) -> bytes:
        data = _bytes(self._photo)
        size = jpeg_size(data)
        if size is None or self._kit.shrink is None:
            return data
        shown_width, shown_height = _shown(size, WIDTH, _PORTRAIT if size.height > size.width else self._landscape)
        wanted = int(shown_width / 72 * _DPI) + 1, int(shown_height / 72 * _DPI) + 1
        return self._kit.shrink(data, *wanted) if wanted[0] < size.width else data

    def _draw_missing(self, pen: Pen, x: float, top: float, width: float, height: float) -> None:
        self._kit.note("reports.check.photo_unreadable", self._photo.number)
        pen.dashed_box(x, top, width, height, 0.5, MID)
        Para(self._kit.setter, self._kit.words("reports.photos.unreadable"), H2.with_(cut=TABLE.cut)).draw(
            pen, x + 3 * MM, top + 3 * MM, width - 6 * MM
        )


def _shown(size: JpegSize, width: float, height: float) -> tuple[float, float]:
    """The size at which a picture fills its field; one that would lose more than a third of itself stands whole in it instead."""
    ratio, field = size.width / size.height, width / height
    fills = (width, width / ratio) if ratio < field else (height * ratio, height)
    lost = 1 - (width * height) / (fills[0] * fills[1])
    if lost <= 1 / 3:
        return fills
    return (width, width / ratio) if ratio > field else (height * ratio, height)


def _bytes(photo: Photo) -> bytes:
    """The picture's bytes; none where the store says that it cannot be read, so that the paper still comes out."""
    if isinstance(photo.jpeg, bytes):
        return photo.jpeg
    try:
        return photo.jpeg()
    except DeskError:
        return b""
