"""What a program that reads aloud, or an archive, finds in a finished paper: its tree, read back with pikepdf, and the rules of PDF/A."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name


@dataclass
class Node:
    """An element of the tree: role, words for a picture, the text of its own marks in reading order, parts, attributes."""

    role: str
    alt: str = ""
    text: str = ""
    parts: list[Node] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    links: int = 0

    def all(self, *roles: str) -> Iterator[Node]:
        """This element and those below it of these roles, in reading order."""
        if self.role in roles:
            yield self
        for part in self.parts:
            yield from part.all(*roles)

    @property
    def words(self) -> str:
        """All its text in reading order."""
        return " ".join(part for part in (self.text, *(inner.words for inner in self.parts)) if part)


def tree_of(data: bytes) -> Node:
    """The structure of a PDF with its text. Fails if a mark is named that no page has, or a page has one that is not named."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        marks = {page.objgen: _marks_of(pdf, page) for page in pdf.pages}
        pages = [page.obj for page in pdf.pages]
        named: set[tuple[Any, int]] = set()
        root = _node(pdf.Root.StructTreeRoot.K, marks, named)
        assert named == {(page, number) for page, texts in marks.items() for number in texts}
        _check_parents(pdf, pages)
        return root


def _node(element: Any, marks: dict[Any, dict[int, str]], named: set[tuple[Any, int]]) -> Node:
    said = {str(key)[1:]: value for key, value in element.A.items()} if Name.A in element else {}
    node = Node(str(element.S)[1:], str(element.get(Name.Alt, "")), said=said)
    for part in element.get(Name.K, ()):
        if Name.MCID in part:
            place = (part.Pg.objgen, int(part.MCID))
            assert place not in named, "marks belong to one element"
            named.add(place)
            node.text += marks[place[0]][place[1]]
        elif part.get(Name.Type) == Name.OBJR:
            node.links += 1
        else:
            assert part.P.objgen == element.objgen
            node.parts.append(_node(part, marks, named))
    return node


def _check_parents(pdf: pikepdf.Pdf, pages: list[Any]) -> None:
    """Every page's list of owners leads back to the element that names the mark."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in pages:
        for mcid, owner in enumerate(parents[int(page.StructParents)]):
            assert any(int(k.get(Name.MCID, -1)) == mcid and k.Pg.objgen == page.objgen for k in owner.K)
        for annotation in page.get(Name.Annots, ()):
            if _is_signature(annotation):
                continue
            owner = parents[int(annotation.StructParent)]
            assert any(k.get(Name.Type) == Name.OBJR and k.Obj.objgen == annotation.objgen for k in owner.K)


def _is_signature(annotation: Any) -> bool:
    """The field of a signature: it takes no room, so it needs no picture and belongs to no element."""
    return bool(annotation.Subtype == Name.Widget and Name.Sig == annotation.FT and [float(x) for x in annotation.Rect] == [0, 0, 0, 0])


_PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "Tj", "TJ", "'", '"', "sh"))


def _marks_of(pdf: pikepdf.Pdf, page: pikepdf.Page) -> dict[int, str]:
    """The text of each numbered stretch of marks of a page. Fails if something is painted that is neither numbered nor an artifact."""
    letters = {name: _letters(font) for name, font in page.Resources.get(Name.Font, {}).items()}
    found: dict[int, str] = {}
    stack: list[tuple[str, int | None]] = []
    font: dict[int, str] = {}
    for operands, operator in _operators(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            said = operands[1] if len(operands) > 1 else {}
            mark = int(said[Name.MCID]) if Name.MCID in said else None
            if mark is not None:
                assert mark not in found and not any(number is not None for _, number in stack), "marks lie in no other marks"
                found[mark] = ""
            if Name.ActualText in said and (held := _number(stack)) is not None:
                found[held] += str(said[Name.ActualText])
            stack.append(("said" if Name.ActualText in said else str(operands[0]), mark))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = letters.get(str(operands[0]), {})
        elif name in _PAINTS:
            is_artifact = any(role == "/Artifact" for role, _ in stack)
            held = _number(stack)
            assert is_artifact != (held is not None), f"{name} on page {page.index + 1} is marked as nothing, or as both"
            if name == "TJ" and held is not None and stack[-1][0] != "said":
                found[held] += "".join(_shown(piece, font) for piece in operands[0] if isinstance(piece, pikepdf.String))
    assert not stack
    return found


def _operators(page: pikepdf.Page) -> Iterator[tuple[Any, Any]]:
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction.operands, instruction.operator


def _number(stack: list[tuple[str, int | None]]) -> int | None:
    return next((number for _, number in stack if number is not None), None)


def _shown(piece: pikepdf.String, font: dict[int, str]) -> str:
    codes = bytes(piece)
    return "".join(font.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    if Name.ToUnicode not in font:
        return {}
    rows = (row.split() for row in font.ToUnicode.read_bytes().decode("ascii").splitlines() if row.startswith("<") and "> <" in row)
    return {int(code[1:-1], 16): bytes.fromhex(text[1:-1]).decode("utf-16-be") for code, text in rows if text != "<ffff>"}


def broken_rules(data: bytes) -> list[str]:
    """Which of the rules of PDF/A-2a that can be seen in the file's objects do not hold; none is what a paper wants."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [f"syntax: {problem}" for problem in pdf.check_pdf_syntax()]
        found += _rules_of_file(pdf, data)
        for page in pdf.pages:
            found += _rules_of_page(page)
        return found


def _rules_of_file(pdf: pikepdf.Pdf, data: bytes) -> Iterator[str]:
    root = pdf.Root
    if pdf.is_encrypted or Name.Encrypt in pdf.trailer:
        yield "encrypted"
    if Name.ID not in pdf.trailer:
        yield "no id"
    if not data.startswith(b"%PDF-1.7\n%") or min(data[10:14]) < 128:
        yield "head of the file"
    intents: Any = root.get(Name.OutputIntents, [])
    if len(intents) != 1 or intents[0].S != Name.GTS_PDFA1 or intents[0].DestOutputProfile.N != 3:
        yield "output intent"
    elif intents[0].DestOutputProfile.read_bytes()[16:20] != b"RGB ":
        yield "profile"
    if Name.Filter in root.Metadata:
        yield "XMP is packed"
    form = root.get(Name.AcroForm, {})
    if any(f"/{name}" in form for name in ("XFA", "NeedAppearances")) or not all(_is_signature(one) for one in form.get(Name.Fields, ())):
        yield "form"
    for name in ("AA", "OpenAction", "OCProperties"):
        if f"/{name}" in root:
            yield f"catalogue has {name}"
    if any(f"/{name}" in root.get(Name.Names, {}) for name in ("JavaScript", "EmbeddedFiles")):
        yield "script or attachment"
    if Name.Lang not in root or not root.MarkInfo.Marked:
        yield "language or mark"
    yield from _rules_of_metadata(pdf)


def _rules_of_metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    info = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items()}
    with pdf.open_metadata() as said:
        pairs = {"Title": "dc:title", "Subject": "dc:description", "Keywords": "pdf:Keywords", "Creator": "xmp:CreatorTool"}
        for name, key in {**pairs, "Producer": "pdf:Producer"}.items():
            if info.get(name, "") != said.get(key, ""):
                yield f"{name} differs from {key}"
        if [info["Author"]] != said.get("dc:creator"):
            yield "Author differs"
        if said.get("pdfaid:part") != "2" or said.get("pdfaid:conformance") != "A":
            yield "does not say PDF/A-2a"
        for name, key in (("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")):
            if str(pikepdf.models.metadata.decode_pdf_date(info[name]).isoformat()) != said.get(key):
                yield f"{name} differs from {key}"
    if set(info) - {"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate"}:
        yield "more in the information than in XMP"


def _rules_of_page(page: pikepdf.Page) -> Iterator[str]:
    if Name.Group in page or Name.ExtGState in page.Resources:
        yield "transparency"
    for name, font in page.Resources.get(Name.Font, {}).items():
        yield from _rules_of_font(str(name), font)
    for picture in page.get_images().values():
        if picture.get(Name.SMask) is not None or picture.get(Name.Interpolate, False):
            yield "picture with a mask or smoothed"
        if picture.ColorSpace not in (Name.DeviceRGB, Name.DeviceGray):
            yield "picture in colours that the profile does not name"
    for annotation in page.get(Name.Annots, ()):
        if (
            not (annotation.Subtype == Name.Link or _is_signature(annotation))
            or int(annotation.get(Name.F, 0)) & 0b100011
            or not int(annotation.F) & 4
        ):
            yield "annotation"
    for operands, operator in _operators(page):
        if str(operator) in ("k", "K", "gs", "sh", "ri"):
            yield f"operator {operator} {list(operands)}"


def _rules_of_font(name: str, font: Any) -> Iterator[str]:
    if font.Subtype != Name.Type0:
        yield f"font {name} is of another kind"
        return
    inner = font.DescendantFonts[0]
    program = inner.FontDescriptor.get(Name.FontFile2)
    if program is None or program.read_bytes()[:4] not in (b"\x00\x01\x00\x00", b"true"):
        yield f"font {name} is not embedded"
    if inner.CIDToGIDMap != Name.Identity or font.Encoding != Name("/Identity-H"):
        yield f"font {name} has no plain map of its glyphs"
