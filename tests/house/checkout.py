"""The checkout as the house tests read it: its files, and its Python as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bwdesk"
TOPS = ("bwdesk", "resources", "migrations", "tests", "packaging", "docs", ".ci")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its path from the root, parsed."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def text_files() -> Iterator[tuple[str, str]]:
    """Path and text of everything that is committed and readable; pictures and other bytes are left out."""
    paths = [path for path in ROOT.iterdir() if path.is_file()]
    for top in TOPS:
        paths += [path for path in (ROOT / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    for path in sorted(paths):
        try:
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def parents(tree: ast.Module) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
