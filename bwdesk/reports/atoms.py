"""Atoms of a line: which of them stay together, how one that is too wide is taken apart, and how the parts become one again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bwdesk.reports.breaks import clusters
from bwdesk.reports.compose import Atom
from bwdesk.reports.glyphs import Glyphs, shape
from bwdesk.reports.pen import Placed
from bwdesk.reports.scripts import script_of

_COMMAS = frozenset(",;،؛፣፤")


def grouped(atoms: Iterable[Atom]) -> Iterator[tuple[list[Atom], float]]:
    """Atoms that stay together, with their width; blanks alone."""
    unit: list[Atom] = []
    for atom in atoms:
        if atom.is_blank and unit:
            yield unit, sum(a.width for a in unit)
            unit = []
        unit.append(atom)
        if atom.ends:
            yield unit, sum(a.width for a in unit)
            unit = []
    if unit:
        yield unit, sum(a.width for a in unit)


def ends_word(atoms: list[Atom]) -> bool:
    return atoms[-1].ends or len(atoms) == 1 or any(atom.is_blank for atom in atoms[-2:]) or atoms[-1].inline is not None


def is_mixed(atoms: list[Atom]) -> bool:
    return any(atom.level for atom in atoms)


def pieces(atom: Atom) -> Iterator[Atom]:
    if atom.run is None:
        yield atom
        return
    for cluster in clusters(atom.run.glyphs.text):
        yield _reshaped(atom, cluster)


def after_blank(line: list[Atom]) -> list[Atom]:
    """Takes what stands after the last hard blank off a line; the blank goes."""
    for index in range(len(line) - 1, 0, -1):
        run = line[index].run
        if run is not None and run.glyphs.text == " ":
            moved = line[index + 1 :]
            del line[index:]
            return moved
    return []


def without_comma(atoms: list[Atom]) -> list[Atom]:
    """A line that is cut short, without the comma or semicolon that its last word had."""
    if not atoms or atoms[-1].run is None:
        return atoms
    *kept, last = pieces(atoms[-1])
    is_comma = last.run is not None and last.run.glyphs.text in _COMMAS
    return [*atoms[:-1], *joined(kept)] if is_comma else atoms


def joined(atoms: list[Atom]) -> list[Atom]:
    """Neighbouring clusters of one run become one run again, so that letters join."""
    done: list[Atom] = []
    for atom in atoms:
        last = done[-1] if done else None
        if last is not None and last.run and atom.run and _is_same(last.run, atom.run) and last.level == atom.level:
            done[-1] = _reshaped(last, last.run.glyphs.text + atom.run.glyphs.text)
        else:
            done.append(atom)
    return done


def _is_same(one: Placed, other: Placed) -> bool:
    return one.glyphs.font is other.glyphs.font and one.size == other.size and one.colour == other.colour


def _reshaped(atom: Atom, text: str) -> Atom:
    assert atom.run is not None
    old: Glyphs = atom.run.glyphs
    script = script_of(ord(text[0]))
    glyphs = shape(old.font, text, old.is_right_to_left, script.tag if script and script.name != "han" else "", "")
    return Atom(glyphs.width * atom.run.size, atom.level, Placed(glyphs, atom.run.size, atom.run.colour), None, False, False)
