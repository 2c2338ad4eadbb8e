"""Habits that no linter knows: nothing unfinished, imports at the top, a domain of values only."""

from __future__ import annotations

import ast
import re
import sys

from tests.house.checkout import ROOT, modules, parents

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|not implemented", re.IGNORECASE)

# Rooms whose trade is to import late, with the reason said once here.
LATE_BY_TRADE = {
    re.compile(r"^bwdesk/(cli\.py|__main__\.py|commands/.*|demo/.*)$"): "a command imports what it needs when it is asked for",
    re.compile(r"^bwdesk/app/places\.py$"): "the code of a page is read when the page is first opened",
}


def test_nothing_is_unfinished() -> None:
    found = [
        f"{path}:{number}"
        for path in modules()
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_an_import_inside_a_function_gives_its_reason() -> None:
    """A comment on the line, on a line of the same group of imports, or right above it; once a module for the same import."""
    bare = []
    for path, tree in modules().items():
        if any(pattern.match(path) for pattern in LATE_BY_TRADE):
            continue
        lines = (ROOT / path).read_text("utf-8").splitlines()
        above = parents(tree)
        late = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) and _is_in_function(node, above)]
        explained = {_what(node) for node in late if _has_reason(lines, node.lineno)}
        bare += [f"{path}:{node.lineno}" for node in late if _what(node) not in explained]
    assert not bare, f"imports inside functions without a reason: {bare}"


def _what(node: ast.Import | ast.ImportFrom) -> str:
    return (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name


def test_every_list_to_choose_from_has_the_desks_caret_and_ignores_the_wheel() -> None:
    assert not [path for path in modules() if path.startswith("bwdesk/") and re.search(r"= QComboBox\(", (ROOT / path).read_text("utf-8"))]


def test_the_domain_knows_only_the_standard_library() -> None:
    strangers = []
    for path, tree in modules().items():
        if not path.startswith("bwdesk/domain/"):
            continue
        for node in ast.walk(tree):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(("bwdesk.domain", "bwdesk.errors")):
                    strangers.append(f"{path}: {name}")
    assert not strangers


def _is_in_function(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    while node in above:
        node = above[node]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return True
    return False


def _has_reason(lines: list[str], number: int) -> bool:
    is_import = re.compile(r"\s+(from|import)\s")
    first = last = number - 1
    while first > 0 and is_import.match(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and is_import.match(lines[last + 1]):
        last += 1
    return any("#" in line for line in lines[first : last + 1]) or lines[first - 1].lstrip().startswith("#")
