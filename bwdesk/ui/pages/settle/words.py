"""What a difference is about, and its versions, in words: fields and values as the catalogues say them; changed passages marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, Literal

from bwdesk.domain.assessment import Answer
from bwdesk.domain.merge import Passage
from bwdesk.shipped import tool, tool_names
from bwdesk.texts import Texts
from bwdesk.ui.tokens import Tokens
from bwdesk.usecases.settle import Difference

Whose = Literal["same", "mine", "theirs"]


@dataclass(frozen=True)
class Piece:
    """A stretch of a version: whose words they are."""

    text: str
    whose: Whose


def field_words(difference: Difference, texts: Texts) -> str:
    """The field, as people call it: "Finding", "Answer"."""
    name = difference.key.partition(":")[0]
    key = field_key(difference.kind, name, texts)
    return texts(key) if key is not None else name.replace("_", " ")


def field_key(kind: str, name: str, texts: Texts) -> str | None:
    """The key of a field's word: its own in this kind, that of all fields of its name, or what its id stands for."""
    keys = (f"field.{kind}.{name}", f"field.{name}", f"kind.{name.removesuffix('_id')}")
    return next((key for key in keys if texts.has(key)), None)


def about_words(difference: Difference, texts: Texts) -> tuple[str, str]:
    """The thing a difference is about: a short name, and a sentence (the question of an answer)."""
    thing = difference.thing
    if isinstance(thing, Answer):
        for name in tool_names():
            shipped = tool(name)
            if shipped.has(thing.question):
                asked = shipped.question(thing.question)
                return f"{asked.code}  {asked.title}", asked.text
        return thing.question, ""
    for name in ("name", "title", "text", "question"):
        found = getattr(thing, name, "")
        if found:
            return str(found), ""
    return texts(f"kind.{difference.kind}"), ""


FAMILIES: Final = ("verdict", "progress", "verified", "mode", "method", "side", "sex", "mark")
FAMILIES_OF: Final = {"heard": ("vault.who",)}
"""Choices whose words have keys of their own, by field."""


def value_words(value: Any, texts: Texts, families: Sequence[str] = FAMILIES) -> str:
    """A value in JSON form as a person reads it; fields that stand together one after the other. Who and when stand beside it."""
    if isinstance(value, dict):
        said = [part for name, part in value.items() if not name.endswith(("_by", "_at"))]
        parts = [value_words(part, texts, families) for part in said if part not in ("", None)]
        return texts.commas(parts) or texts("settle.nothing")
    if value is None or value == "":
        return texts("settle.nothing")
    if isinstance(value, bool):
        return texts("settle.yes" if value else "settle.no")
    for family in families:
        if isinstance(value, str) and texts.has(f"{family}.{value}"):
            return texts(f"{family}.{value}")
    return str(value)


def pieces(difference: Difference, texts: Texts) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The words of mine, theirs and both, each stretch with whose it is."""
    if difference.merged is None:
        families = FAMILIES_OF.get(difference.key, FAMILIES)
        first, second = (value_words(side.value, texts, families) for side in difference.sides[:2])
        return [Piece(first, "mine")], [Piece(second, "theirs")], []
    passages = difference.merged.passages
    mine: list[Piece] = [Piece(p.mine, "mine" if p.kind in ("mine", "overlap") else "same") for p in passages if p.mine]
    theirs: list[Piece] = [Piece(p.theirs, "theirs" if p.kind in ("theirs", "overlap") else "same") for p in passages if p.theirs]
    return mine, theirs, [piece for passage in passages for piece in _both(passage)]


def _both(passage: Passage) -> list[Piece]:
    if passage.kind == "same":
        return [Piece(passage.mine, "same")]
    if passage.kind == "mine":
        return [Piece(passage.mine, "mine")]
    if passage.kind == "theirs":
        return [Piece(passage.theirs, "theirs")]
    joint = passage.text[len(passage.mine) : len(passage.text) - len(passage.theirs)]
    return [Piece(passage.mine, "mine"), Piece(joint, "same"), Piece(passage.theirs, "theirs")]


def marked_up(found: list[Piece], tokens: Tokens) -> str:
    """Rich text for a label: mine on accent with a solid line, theirs on the other's ground with a dashed one."""
    parts = []
    for piece in found:
        words = escape(piece.text).replace("\n", "<br>")
        if piece.whose == "same":
            parts.append(words)
            continue
        ink, ground = (tokens.accent, tokens.accent_soft) if piece.whose == "mine" else (tokens.waiting, tokens.waiting_soft)
        line = "underline" if piece.whose == "mine" else "underline; text-decoration-style: dashed"
        style = f"color:{ink.name()}; background-color:{ground.name()}; text-decoration:{line}; font-weight:500"
        parts.append(f'<span style="{style}">{words}</span>')
    return "".join(parts)
