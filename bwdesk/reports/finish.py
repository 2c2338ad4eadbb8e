"""The last step of a paper: its tree of headings, tables and figures, its metadata and its colours, written into the file by pikepdf.

What holds of a finished file, and what was checked, is in docs/pdf.md. The same file comes out of the same drawing: no clock is read.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from bwdesk.paths import RESOURCES
from bwdesk.reports.tags import Attribute, Element, Linked, Marked

_PRINTED = 4  # the flag of an annotation that is printed
_SEEN = "The colours of this file are those of a screen (sRGB)."


def finish(data: bytes, root: Element, is_archival: bool) -> bytes:
    """The file with its structure, XMP metadata and output intent. `is_archival`: fonts and pictures are as PDF/A-2a wants them."""
    with Pdf.open(BytesIO(data)) as pdf:
        _Structure(pdf).write(root)
        for page in pdf.pages:
            page.obj.Tabs = Name.S
        _describe(pdf, is_archival)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


class _Structure:
    """Writes the tree, and for every page which element each of its marks belongs to."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._links = [[a for a in page.get(Name.Annots, ()) if a.get(Name.Subtype) == Name.Link] for page in self._pages]
        self._owners: list[list[Object]] = [[] for _ in self._pages]
        self._linked: list[Object] = []

    def write(self, root: Element) -> None:
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        numbers: list[Any] = []
        for index, (page, owners) in enumerate(zip(self._pages, self._owners, strict=True)):
            page.StructParents = index
            numbers += [index, self._pdf.make_indirect(Array(owners))]
        for index, owner in enumerate(self._linked, len(self._pages)):
            numbers += [index, owner]
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        tree.ParentTreeNextKey = len(self._pages) + len(self._linked)
        self._pdf.Root.StructTreeRoot = tree
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, element: Element, parent: Object) -> Object:
        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent))
        if element.alt:
            made.Alt = String(element.alt)
        if element.language:
            made.Lang = String(element.language)
        if element.attributes:
            said = {"/" + name: _attribute(value) for name, value in element.attributes.items()}
            made.A = Dictionary({"/O": Name("/" + element.owner), **said})
        made.K = Array([self._part(element, part, made) for part in element.parts if not _is_empty(part)])
        return made

    def _part(self, element: Element, part: Element | Marked | Linked, made: Object) -> Object:
        if isinstance(part, Element):
            return self._element(part, made)
        page = self._pages[part.page - 1]
        if isinstance(part, Marked):
            self._owners[part.page - 1].append(made)
            return Dictionary(Type=Name.MCR, Pg=page, MCID=part.number)
        link = self._links[part.page - 1][part.index]
        link.StructParent = len(self._pages) + len(self._linked)
        link.F = _PRINTED
        link.Contents = String(" ".join("".join(element.text).split()))
        self._linked.append(made)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=link)


def _is_empty(part: Element | Marked | Linked) -> bool:
    """True for what was opened and got no marks. An empty cell counts: its row has as many as the others."""
    return isinstance(part, Element) and part.role not in ("TD", "TH") and all(_is_empty(inner) for inner in part.parts)


def _attribute(value: Attribute) -> Any:
    if isinstance(value, str):
        return Name("/" + value)
    return Array(value) if isinstance(value, tuple) else value


def _describe(pdf: Pdf, is_archival: bool) -> None:
    """XMP that says what the document's own dictionary says, and PDF/A-2a where it is so."""
    if Name.Trapped in pdf.docinfo:  # has no place in XMP, and both must say the same
        del pdf.docinfo[Name.Trapped]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said.load_from_docinfo(pdf.docinfo)
        said["dc:language"] = {str(pdf.Root.Lang)}
        said["dc:format"] = "application/pdf"
        if is_archival:
            said["pdfaid:part"], said["pdfaid:conformance"] = "2", "A"
    profile = pdf.make_stream(_srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"), Info=String(_SEEN), DestOutputProfile=profile
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """The profile of a screen's colours (made once by Pillow's ImageCms; a test makes it again)."""
    return (RESOURCES / "papers" / "srgb.icc").read_bytes()
