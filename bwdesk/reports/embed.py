"""Fonts and pictures inside the PDF file. The only place that touches ReportLab's document objects.

A font is embedded once as a subset that keeps its glyph numbers (Type 0, Identity-H), so glyph numbers stand in the page as they
come from the shaper. Pictures are embedded as the JPEG bytes they are.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Any

import uharfbuzz as hb
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from bwdesk.reports.fonts import Font
from bwdesk.reports.jpeg import JpegSize, pixels_alone

rl_config.useA85 = 0  # binary streams: half the time and a fifth less to carry
NO_FONT = "none"
_NO_LETTER = "\u2060"  # of glyphs that share another's letters: archives want a letter of each; where it counts, the page says the text
_TABLES_NOT_NEEDED = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post", "kern", "DSIG", "meta", "STAT", "BASE", "JSTF", "MATH")


class _NoFont:
    """Stands where a new canvas would name Helvetica on every page, which nobody embeds; no text is ever set in it."""

    fontName = NO_FONT
    _dynamicFont = True
    _multiByte = False

    class face:
        name = NO_FONT


pdfmetrics.registerFont(_NoFont)


class FontUse:
    """The glyphs of one font file used in one document; `addObjects` is called by ReportLab when the file is written."""

    def __init__(self, font: Font, name: str) -> None:
        self.font = font
        self.name = name
        self.letters: dict[int, str] = {}

    @property
    def has_outlines(self) -> bool:
        """True for TrueType outlines (some collections hold others)."""
        return len(self.font.face.reference_table("glyf").data) > 0

    def addObjects(self, doc: Any) -> None:
        glyphs = sorted({0, *self.letters})
        stamp = hashlib.sha256(repr((self.font.name, glyphs)).encode()).digest()
        base = "".join(chr(65 + byte % 26) for byte in stamp[:6]) + "+" + self.font.name.replace(" ", "")
        descriptor = doc.Reference(self._descriptor(doc, base, glyphs), f"fontDescriptor:{self.name}")
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": descriptor,
                "CIDToGIDMap": pdfdoc.PDFName("Identity"),
                "DW": 1000,
                "W": self._widths(glyphs),
            }
        )
        whole = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"descendant:{self.name}")]),
                "ToUnicode": doc.Reference(_stream(_to_unicode(self.letters)), f"toUnicode:{self.name}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(whole, f"font:{self.name}")

    def _widths(self, glyphs: list[int]) -> Any:
        unit = 1000 / self.font.upem
        parts: list[Any] = []
        for glyph in glyphs:
            parts += [glyph, pdfdoc.PDFArray([round(self.font.shaper.get_glyph_h_advance(glyph) * unit, 2)])]
        return pdfdoc.PDFArray(parts)

    def _descriptor(self, doc: Any, base: str, glyphs: list[int]) -> Any:
        unit = 1000 / self.font.upem
        extents = self.font.shaper.get_font_extents("ltr")
        box = struct.unpack(">4h", bytes(self.font.face.reference_table("head").data)[36:44])
        data = _subset(self.font, glyphs)
        program = _stream(data)
        program.dictionary["Length1"] = len(data)
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([round(edge * unit) for edge in box]),
                "ItalicAngle": 0,
                "Ascent": round(extents.ascender * unit),
                "Descent": round(extents.descender * unit),
                "CapHeight": 714,
                "StemV": 80,
                "FontFile2": doc.Reference(program, f"fontFile:{self.name}"),
            }
        )


class Embedder:
    """Keeps which fonts and pictures a document uses, each embedded once."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._uses: dict[str, FontUse] = {}
        self._has_only_plain_colours = True

    @property
    def is_archival(self) -> bool:
        """True if fonts and pictures are as PDF/A wants them: TrueType outlines, no glyph for what a font lacks, no colours of print."""
        return self._has_only_plain_colours and all(use.has_outlines and 0 not in use.letters for use in self._uses.values())

    def use(self, font: Font) -> FontUse:
        use = self._uses.get(str(font.path))
        if use is None:
            use = self._uses[str(font.path)] = FontUse(font, f"T{len(self._uses) + 1}")
            self._canvas._doc.delayedFonts.append(use)
        return use

    def picture(self, data: bytes, size: JpegSize) -> str:
        """Registers a picture for the current page and returns its name for the Do operator."""
        name = hashlib.sha256(data).hexdigest()[:20]
        doc = self._canvas._doc
        full = str(doc.getXObjectName(name))
        self._has_only_plain_colours &= size.components != 4
        if full not in doc.idToObject:
            doc.addForm(name, _picture(data, size))
        self._canvas._formsinuse.append(name)
        self._canvas._currentPageHasImages = 1
        return full


def _subset(font: Font, glyphs: list[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in _TABLES_NOT_NEEDED)
    return bytes(hb.subset(font.face, wanted).blob.data)


def _picture(data: bytes, size: JpegSize) -> Any:
    """The picture's object: the JPEG's bytes without what is said beside its pixels, with what a reader must know of them."""
    space = {1: "DeviceGray", 3: "DeviceRGB"}.get(size.components, "DeviceCMYK")
    stream = pdfdoc.PDFStream(content=pixels_alone(data))
    stream.dictionary["Type"] = pdfdoc.PDFName("XObject")
    stream.dictionary["Subtype"] = pdfdoc.PDFName("Image")
    stream.dictionary["Width"] = size.width
    stream.dictionary["Height"] = size.height
    stream.dictionary["BitsPerComponent"] = 8
    stream.dictionary["ColorSpace"] = pdfdoc.PDFName(space)
    stream.dictionary["Filter"] = pdfdoc.PDFName("DCTDecode")
    if space == "DeviceCMYK":
        stream.dictionary["Decode"] = pdfdoc.PDFArray([1, 0] * 4)
    return stream


def _stream(content: bytes) -> Any:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])


def _to_unicode(letters: dict[int, str]) -> bytes:
    rows = [f"<{glyph:04x}> <{(text or _NO_LETTER).encode('utf-16-be').hex()}>" for glyph, text in sorted(letters.items())]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
