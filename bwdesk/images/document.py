"""A PDF from outside as evidence: judged at the door and kept byte for byte as it came, so that its hash is that of the factory's own copy.

What could act on its own (scripts, programs to start, files inside) is refused, never cut out: a document cut into is none that the
factory gave. Works in the intake process (runtime/intake.py), which limits memory and time; pages that are read are drawn there too.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pypdfium2
from PIL import Image

from bwdesk.errors import IntakeRefused
from bwdesk.images.prepared import PreparedDocument

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a document; the office takes no larger ones."""
MOST_PAGES: Final = 600
THUMB_SIDE: Final = 320
WIDEST: Final = 2_400
"""Pixels across of a page that is read."""
MOST_PIXELS: Final = 12_000_000

_ACTS: Final = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
)
_KEYS: Final = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
)
_SUBTYPES: Final = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"})
_NONSENSE: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, ArithmeticError, NotImplementedError)
"""What the libraries raise, besides their own, over a file whose parts are not of the kind they should be."""


def prepare_document(data: bytes) -> PreparedDocument:
    """Judges a PDF. Raises IntakeRefused (`intake.document_…`: empty, large, not_pdf, locked, broken, active, pages)."""
    if not data:
        raise IntakeRefused("intake.document_empty")
    if len(data) > LARGEST:
        raise IntakeRefused("intake.document_large", most=LARGEST // 1024 // 1024)
    if b"%PDF-" not in data[:1024]:
        raise IntakeRefused("intake.document_not_pdf")
    pages = _judged(data)
    if len(document_sizes(data)) != pages:
        raise IntakeRefused("intake.document_broken")  # two libraries find different pages: what is seen would depend on who looks
    thumb = _jpeg(_drawn(data, 0, THUMB_SIDE, THUMB_SIDE), 78)
    return PreparedDocument(pages, hashlib.sha256(data).hexdigest(), thumb, hashlib.sha256(thumb).hexdigest())


def document_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in points. Raises IntakeRefused (`intake.document_broken`)."""
    try:
        with pypdfium2.PdfDocument(data) as opened:
            return [_size(*opened.get_page_size(number)) for number in range(min(len(opened), MOST_PAGES))]
    except (pypdfium2.PdfiumError, *_NONSENSE):
        raise IntakeRefused("intake.document_broken") from None


def document_page(data: bytes, page: int, width: int) -> bytes:
    """A page (from 0) as a JPEG about so many pixels wide (at most 2,400). Raises IntakeRefused (`intake.document_broken`)."""
    return _jpeg(_drawn(data, page, min(max(1, width), WIDEST), math.inf), 88)


def _judged(data: bytes) -> int:
    """The number of pages of a PDF that is whole, open to everybody, and only shown."""
    if b"%%EOF" not in data[-2048:]:
        raise IntakeRefused("intake.document_broken")  # cut short: a reader that repairs it would silently lose pages
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise IntakeRefused("intake.document_locked")
            if any(_is_active(each) for thing in pdf.objects for each in _within(thing)):
                raise IntakeRefused("intake.document_active")
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise IntakeRefused("intake.document_locked") from None
    except (pikepdf.PdfError, *_NONSENSE):
        raise IntakeRefused("intake.document_broken") from None
    if not 0 < pages <= MOST_PAGES:
        raise IntakeRefused("intake.document_pages" if pages else "intake.document_broken", most=MOST_PAGES)
    return pages


def _within(thing: Any) -> Iterator[Any]:
    """The dictionaries of one object: itself, and those that stand in it without a number of their own."""
    left = [thing]
    while left:
        one = left.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            held: list[Any] = [one[key] for key in one.keys()]  # noqa: SIM118  (its iterator gives none)
        elif isinstance(one, pikepdf.Array):
            held = list(one)
        else:
            continue
        left += [each for each in held if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _is_active(thing: Any) -> bool:
    if _KEYS & set(thing.keys()):
        return True
    for name, named in (("/S", _ACTS), ("/Subtype", _SUBTYPES), ("/Type", _KEYS)):
        said = thing.get(name)
        if isinstance(said, pikepdf.Name) and str(said) in named:
            return True
    return False


def _drawn(data: bytes, page: int, width: float, height: float) -> Image.Image:
    """A page as a picture that fits in width and height."""
    try:
        with pypdfium2.PdfDocument(data) as opened:
            across, down = _size(*opened.get_page_size(page))
            scale = min(width / across, height / down, math.sqrt(MOST_PIXELS / (across * down)))
            picture: Image.Image = opened[page].render(scale=scale).to_pil().convert("RGB")
            return picture
    except (pypdfium2.PdfiumError, OSError, *_NONSENSE):
        raise IntakeRefused("intake.document_broken") from None


def _size(across: float, down: float) -> tuple[float, float]:
    if not (math.isfinite(across) and math.isfinite(down) and across >= 1 and down >= 1):
        raise IntakeRefused("intake.document_broken")
    return across, down


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
