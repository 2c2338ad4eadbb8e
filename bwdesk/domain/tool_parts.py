"""Answers made of parts: a count for each side of a committee, the facts of each union. One line a part, as it may be read and printed.

What a part is called stands in the question (`Question.parts`); where an answer is asked once for each union or strike, each has an
answer of its own, told apart by `Answer.repeat` ("1", "2" …).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bwdesk.domain.assessment import Answer

SEPARATOR = ": "


def joined_parts(parts: Sequence[str], values: Mapping[str, str]) -> str:
    """The value of an answer from its parts: one line for each part that is filled, in the question's order."""
    lines = [(part, " ".join(values.get(part, "").split())) for part in parts]
    return "\n".join(f"{part}{SEPARATOR}{said}" for part, said in lines if said)


def split_parts(parts: Sequence[str], value: str) -> dict[str, str]:
    """The parts of a stored value; lines that name no part of the question belong to the part above, or to the first."""
    found: dict[str, str] = {}
    at = parts[0] if parts else ""
    for line in value.splitlines():
        named = next((part for part in parts if line.startswith(part + SEPARATOR)), None)
        at = named or at
        said = line[len(named) + len(SEPARATOR) :] if named else line
        if at and said.strip():
            found[at] = f"{found[at]} {said.strip()}" if at in found else said.strip()
    return found


def repeats_of(answers: Iterable[Answer], question: str) -> tuple[str, ...]:
    """The repeats of a question that were begun, by number."""
    found = {a.repeat for a in answers if a.question == question and a.repeat and not a.deleted}
    return tuple(sorted(found, key=lambda repeat: (len(repeat), repeat)))
