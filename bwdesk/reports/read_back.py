"""What programs read out of a finished PDF: metadata, text of every page, outline, links, words and data of pictures, attachments.

For the look before a release: a name that must not stand there must not stand where only programs look, either.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from bwdesk.reports.jpeg import said_beside

METADATA: Final = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")

PAGE: Final = "file.page "
"""How the place of a page begins; its number follows."""

_WORDS: Final = ("/Alt", "/ActualText", "/E", "/T", "/TU", "/Contents", "/Title", "/Desc", "/Label")
"""Entries of objects that hold words: for read-aloud, of outline, fields, links and attachments."""


def texts_of_file(data: bytes) -> Mapping[str, str]:
    """What programs read out of a PDF, by "file.<where>"."""
    with _opened(data) as document:
        found = {f"file.{name}": document.get_metadata_value(name) for name in METADATA}
    found |= {f"{PAGE}{number}": text for number, text in enumerate(page_texts(data), 1)}
    return {**found, **dict(_behind(data))}


def page_texts(data: bytes) -> list[str]:
    """The text of each page."""
    texts = []
    with _opened(data) as document:
        for number in range(len(document)):
            page = document[number].get_textpage()
            texts.append(page.get_text_range())
            page.close()
    return texts


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2  # 60 ms, for the first file that is looked into

    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def _behind(data: bytes) -> Iterator[tuple[str, str]]:
    """What no page shows: XMP, entries of the information, and whatever else an object says."""
    import pikepdf  # as above

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, said in pdf.docinfo.items():
            yield f"file.info {name}", str(said)
        for number, thing in enumerate(pdf.objects):
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                yield from _of_object(number, thing)


def _of_object(number: int, thing: Any) -> Iterator[tuple[str, str]]:
    import pikepdf  # as above

    for name in _WORDS:
        if isinstance(said := thing.get(name), pikepdf.String):
            yield f"file.words {number}{name}", str(said)
    if thing.get("/Type") == "/Filespec":
        for name in ("/F", "/UF"):
            if name in thing:
                yield f"file.attachment {number}{name}", str(thing[name])
    if isinstance(thing, pikepdf.Stream):
        yield from _of_stream(number, thing)


def _of_stream(number: int, stream: Any) -> Iterator[tuple[str, str]]:
    """XMP and attachments as they stand, of pictures what is said beside the pixels."""
    kind, is_jpeg = stream.get("/Type"), stream.get("/Filter") == "/DCTDecode"
    if kind == "/Metadata":
        yield f"file.xmp {number}", stream.read_bytes().decode("utf-8", "replace")
    elif kind == "/EmbeddedFile":
        yield f"file.attached {number}", _read(stream.read_bytes())
    elif is_jpeg:
        for said in said_beside(stream.read_raw_bytes()):
            yield f"file.picture {number}", _read(said)


def _read(data: bytes) -> str:
    """Bytes of no known form as words: as UTF-8 where they are, else letter by letter; UTF-16 is read as well."""
    wide = data.replace(b"\0", b"") if b"\0" in data else b""
    return " ".join(part.decode("utf-8", "replace") for part in (data, wide) if part)
