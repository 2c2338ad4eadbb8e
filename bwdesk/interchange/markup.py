"""XML from outside, read piece by piece. Document types and entities are refused; namespaces are dropped, so that Strict and
Transitional workbooks and those with prefixes read alike.
"""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bwdesk.errors import IntakeRefused

Attributes = Mapping[str, str]
Begin = Callable[[Attributes], None]
End = Callable[[], None]
_SEPARATOR: Final = "\n"  # cannot stand in a name
_MOST_NAMES: Final = 10_000


class Elements:
    """Who wants to hear of which elements of a document, by local name; `text` hears all characters."""

    def __init__(self) -> None:
        self.begins: dict[str, Begin] = {}
        self.ends: dict[str, End] = {}

    def text(self, text: str) -> None:
        """Characters, in pieces."""


def local_attribute(attributes: Attributes, name: str) -> str:
    """An attribute that has a namespace of its own, by its local name; "" where there is none."""
    return next((value for key, value in attributes.items() if key.rpartition(_SEPARATOR)[2] == name), "")


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
    handlers: dict[str, tuple[Begin | None, End | None]] = {}

    def known(full: str) -> tuple[Begin | None, End | None]:
        if len(handlers) > _MOST_NAMES:
            raise IntakeRefused("intake.damaged")
        name = full.rpartition(_SEPARATOR)[2]
        handlers[full] = pair = (elements.begins.get(name), elements.ends.get(name))
        return pair

    def begin(full: str, attributes: dict[str, str]) -> None:
        handler = (handlers.get(full) or known(full))[0]
        if handler is not None:
            handler(attributes)

    def end(full: str) -> None:
        handler = (handlers.get(full) or known(full))[1]
        if handler is not None:
            handler()

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = elements.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise IntakeRefused("intake.document_type")
