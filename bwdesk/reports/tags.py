"""What the marks on the pages mean: headings, paragraphs, tables and figures as a tree, in the order in which they are read.

The pen fills it while pages are drawn; `finish.py` writes it into the file. What belongs to no element is decoration (an artifact).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

LEAVES = frozenset(("H1", "H2", "H3", "P", "Lbl", "Link", "Figure"))
"""Roles that hold marks themselves; all others hold elements."""

ARTIFACT = "/Artifact BMC"
RUNNING_HEAD = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"
RUNNING_FOOT = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"

Attribute = str | int | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a page's marks: page (from 1) and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A link of a page: page (from 1) and which of the page's links (from 0)."""

    page: int
    index: int


@dataclass(eq=False, slots=True)
class Element:
    """A heading, paragraph, table, figure …: its role as PDF names it, its parts, and `alt` where a picture has words."""

    role: str
    alt: str = ""
    owner: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    language: str = ""
    parts: list[Element | Marked | Linked] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class Tags:
    """The tree of one paper while it is drawn."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._open = [self.root]
        self._known: dict[object, Element] = {}
        self._page = 0
        self._next = 0
        self._links = 0
        self._artifact = ""
        self._mark: Element | str | None = None

    @property
    def innermost(self) -> Element:
        return self._open[-1]

    @contextmanager
    def element(
        self,
        role: str,
        key: object = None,
        *,
        alt: str = "",
        owner: str = "",
        attributes: Mapping[str, Attribute] | None = None,
        language: str = "",
    ) -> Iterator[Element]:
        """Marks drawn inside belong to this element. With a key that was seen before, the element goes on (over a page's end).

        `attributes` are what their `owner` ("Table", "Layout") says of the element.
        """
        made = self._known.get(key) if key is not None else None
        if made is None:
            made = Element(role, alt, owner, attributes or {}, language)
            self._open[-1].parts.append(made)
            if key is not None:
                self._known[key] = made
        self._open.append(made)
        yield made
        self._open.pop()

    @contextmanager
    def artifact(self, how: str = ARTIFACT) -> Iterator[None]:
        """Marks drawn inside are read by nobody: what stands in the margins, or is said again."""
        before, self._artifact = self._artifact, self._artifact or how
        yield
        self._artifact = before

    def takes_words(self) -> bool:
        """True where a paragraph needs no element of its own: inside one that holds marks, or in an artifact."""
        return bool(self._artifact) or self._open[-1].role in LEAVES

    def start_page(self) -> None:
        self._page += 1
        self._next = self._links = 0

    def before(self, *, is_text: bool) -> str:
        """The operators that must stand before a drawing: the end of what was open, the beginning of what this belongs to."""
        inner = self._open[-1]
        holds = not self._artifact and inner.role in LEAVES and (is_text or inner.role == "Figure")
        wanted: Element | str = inner if holds else self._artifact or ARTIFACT
        if wanted is self._mark:
            return ""
        ended = self.end()
        self._mark = wanted
        if isinstance(wanted, str):
            return f"{ended}{wanted}\n"
        wanted.parts.append(Marked(self._page, self._next))
        self._next += 1
        return f"{ended}/{wanted.role} <</MCID {self._next - 1}>> BDC\n"

    def end(self) -> str:
        """The operator that ends what is open, at the end of a page at the latest."""
        ended = "EMC\n" if self._mark is not None else ""
        self._mark = None
        return ended

    def link(self) -> None:
        """A link was laid over what has been drawn in the innermost element."""
        self._open[-1].parts.append(Linked(self._page, self._links))
        self._links += 1

    def say(self, text: str) -> None:
        """Text that was drawn; links are told by their words."""
        if self._open[-1].role == "Link":
            self._open[-1].text.append(text)
