"""XML from outside, read piece by piece. Document types and entities are refused; namespaces are dropped, so that Strict and
Transitional workbooks and those with prefixes read alike.
"""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Iterable
from typing import Final

from bwdesk.errors import IntakeRefused

Attributes = dict[str, str]
_SEPARATOR: Final = "\n"  # cannot stand in a name


class Elements:
    """What happens at the elements of a document: `begin` and `end` by local name, text only between `listen` and its end."""

    def begin(self, name: str, attributes: Attributes) -> None:
        """An element begins; attributes with a namespace of their own carry their local name."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters inside an element, in pieces."""


def read_markup(pieces: Iterable[bytes], elements: Elements, until: int | None = None) -> None:
    """Feeds a document to `elements`; with `until`, only its first bytes, and then what comes after is not looked at."""
    parser = _parser(elements)
    fed = 0
    try:
        for piece in pieces:
            if until is not None and fed + len(piece) >= until:
                parser.Parse(piece[: until - fed], False)
                return
            parser.Parse(piece, False)
            fed += len(piece)
        parser.Parse(b"", True)
    except (xml.parsers.expat.ExpatError, ValueError, LookupError, AssertionError):
        raise IntakeRefused("intake.damaged") from None


def _parser(elements: Elements) -> xml.parsers.expat.XMLParserType:
    parser = xml.parsers.expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    local: dict[str, str] = {}

    def name_of(full: str) -> str:
        name = local.get(full)
        if name is None:
            if len(local) > 10_000:
                raise IntakeRefused("intake.damaged")
            name = local[full] = full.rpartition(_SEPARATOR)[2]
        return name

    def begin(full: str, attributes: Attributes) -> None:
        if _SEPARATOR in "".join(attributes):
            attributes = {name_of(attribute): value for attribute, value in attributes.items()}
        elements.begin(name_of(full), attributes)

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda full: elements.end(name_of(full))
    parser.CharacterDataHandler = elements.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise IntakeRefused("intake.document_type")
