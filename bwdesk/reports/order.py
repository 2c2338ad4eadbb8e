"""Which way each character runs: embedding levels by the Unicode bidirectional algorithm (UAX #9), and the order of runs on a line.

Isolates (LRI, RLI, FSI … PDI) are kept, embeddings and overrides are taken out before (`clean` in shaped.py): nobody needs them,
and an override can make a text read as something else. Pure functions over strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import bidirectional, mirrored, normalize

_RIGHT = re.compile("[\u0590-\u08ff\u200f\u2067\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
_OPENERS = "([{༺༼᚛⁅⁽₍⌈⌊〈❨❪❬❮❰❲❴⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼⸢⸤⸦⸨〈《「『【〔〖〘〚﹙﹛﹝（［｛｟｢"
_CLOSERS = ")]}༻༽᚜⁆⁾₎⌉⌋〉❩❫❭❯❱❳❵⟆⟧⟩⟫⟭⟯⦄⦆⦈⦊⦌⦐⦎⦒⦔⦖⦘⧙⧛⧽⸣⸥⸧⸩〉》」』】〕〗〙〛﹚﹜﹞）］｝｠｣"
_PAIRS = {left: normalize("NFC", right) for left, right in zip(_OPENERS, _CLOSERS, strict=True)}
_CLOSING = {normalize("NFC", right) for right in _CLOSERS}
_ISOLATES = ("LRI", "RLI", "FSI")
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})


def has_right_to_left(text: str) -> bool:
    return _RIGHT.search(text) is not None


def base_level(text: str, default: int) -> int:
    """0 or 1 by the first strong character, isolated parts skipped; `default` where there is none."""
    strong = (kind for kind in map(bidirectional, outside(text)) if kind in ("L", "R", "AL"))
    return int(next(strong, "R" if default else "L") != "L")


def outside(text: str) -> Iterator[str]:
    """The characters that stand in no isolate: only these can turn the text around them."""
    depth = 0
    for char in text:
        kind = bidirectional(char)
        if kind == "PDI":
            depth = max(0, depth - 1)
        elif kind in _ISOLATES:
            depth += 1
        elif depth == 0:
            yield char


def levels(text: str, base: int) -> list[int]:
    """One embedding level for each character of a paragraph whose own level is `base`."""
    kinds = [bidirectional(char) or "L" for char in text]
    found = [base] * len(text)
    for level, members in _sequences(text, kinds, base, found):
        _resolve(text, kinds, members, level, found)
    return _ignored_follow(kinds, found, base)


def visual(items: Sequence[int]) -> list[int]:
    """Indices of items in the order they stand on the line from left to right, given their levels (rule L2)."""
    order = list(range(len(items)))
    if not items:
        return order
    for level in range(max(items), 0, -1):
        start = 0
        while start < len(order):
            if items[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and items[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def _sequences(text: str, kinds: list[str], base: int, found: list[int]) -> list[tuple[int, list[int]]]:
    """Splits a paragraph into isolating sequences; an isolate's initiator and terminator belong to the outer one."""
    done: list[tuple[int, list[int]]] = []
    stack: list[tuple[int, list[int]]] = [(base, [])]
    for index, kind in enumerate(kinds):
        if kind == "PDI" and len(stack) > 1:
            done.append(stack.pop())
        level, members = stack[-1]
        found[index] = level
        if kind == "BN":
            continue
        members.append(index)
        if kind in _ISOLATES and level < 120:
            is_right = kind == "RLI" or (kind == "FSI" and base_level(_inner(text, kinds, index), 0) == 1)
            stack.append(((level + 1) | 1 if is_right else (level + 2) & ~1, []))
    return done + stack[::-1]


def _inner(text: str, kinds: list[str], start: int) -> str:
    depth = 0
    for index in range(start + 1, len(kinds)):
        if kinds[index] in _ISOLATES:
            depth += 1
        elif kinds[index] == "PDI":
            if depth == 0:
                return text[start + 1 : index]
            depth -= 1
    return text[start + 1 :]


def _resolve(text: str, kinds: list[str], members: list[int], level: int, found: list[int]) -> None:
    """Rules W1–W7, N0–N2, I1–I2 over one sequence; start and end count as the sequence's own direction."""
    edge = "R" if level % 2 else "L"
    types = [kinds[index] for index in members]
    marks = [kind == "NSM" for kind in types]
    _weak(types, edge)
    _brackets([text[index] for index in members], types, marks, edge)
    _neutral(types, edge)
    for index, kind in zip(members, types, strict=True):
        if level % 2 == 0:
            found[index] = level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
        else:
            found[index] = level + int(kind in ("L", "AN", "EN"))


def _weak(types: list[str], edge: str) -> None:
    before, strong = edge, edge
    for i, kind in enumerate(types):
        if kind == "NSM":
            types[i] = "ON" if before in ("PDI", *_ISOLATES) else before
        before = types[i]
        if types[i] in ("L", "R", "AL"):
            strong = types[i]
        elif types[i] == "EN" and strong == "AL":
            types[i] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for i in range(1, len(types) - 1):
        left, right = types[i - 1], types[i + 1]
        if left == right and ((types[i] == "ES" and left == "EN") or (types[i] == "CS" and left in ("EN", "AN"))):
            types[i] = left
    _spread_terminators(types)
    strong = edge
    for i, kind in enumerate(types):
        if kind in ("ES", "ET", "CS"):
            types[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[i] = "L"


def _spread_terminators(types: list[str]) -> None:
    i = 0
    while i < len(types):
        if types[i] != "ET":
            i += 1
            continue
        end = i
        while end < len(types) and types[end] == "ET":
            end += 1
        if (i > 0 and types[i - 1] == "EN") or (end < len(types) and types[end] == "EN"):
            types[i:end] = ["EN"] * (end - i)
        i = end


def _brackets(chars: list[str], types: list[str], marks: list[bool], edge: str) -> None:
    """Rule N0: a pair of brackets takes one direction, and marks set on a bracket go with it."""
    for left, right in _pairs(chars, types):
        inside = {_strong(kind) for kind in types[left + 1 : right]} - {""}
        if not inside:
            continue
        kind = edge
        if edge not in inside:
            context = next((s for s in (_strong(kind) for kind in reversed(types[:left])) if s), edge)
            kind = context
        for index in (left, right):
            types[index] = kind
            after = index + 1
            while after < len(marks) and marks[after]:
                types[after] = kind
                after += 1


def _pairs(chars: list[str], types: list[str]) -> list[tuple[int, int]]:
    open_at: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, char in enumerate(chars):
        if types[i] != "ON" or not mirrored(char):
            continue
        if char in _PAIRS:
            open_at.append((_PAIRS[char], i))
        elif (closing := normalize("NFC", char)) in _CLOSING:
            for depth in range(len(open_at) - 1, -1, -1):
                if open_at[depth][0] == closing:
                    pairs.append((open_at[depth][1], i))
                    del open_at[depth:]
                    break
    return sorted(pairs)


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else kind if kind == "L" else ""


def _neutral(types: list[str], edge: str) -> None:
    i = 0
    while i < len(types):
        if types[i] not in _NEUTRAL:
            i += 1
            continue
        end = i
        while end < len(types) and types[end] in _NEUTRAL:
            end += 1
        left = _strong(types[i - 1]) if i else edge
        right = _strong(types[end]) if end < len(types) else edge
        types[i:end] = [left if left == right else edge] * (end - i)
        i = end


def _ignored_follow(kinds: list[str], found: list[int], base: int) -> list[int]:
    """Joiners and other characters without a place of their own take the level of the character before."""
    for index, kind in enumerate(kinds):
        if kind == "BN":
            found[index] = found[index - 1] if index else base
    return found
