"""docs/guarantees.md names tests that exist: every guarantee has its line, and one without a test says so."""

from __future__ import annotations

import ast
import re

from tests.house.checkout import ROOT

PAGE = ROOT / "docs" / "guarantees.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
LINE = re.compile(r"^\| G(\d+) \|", re.MULTILINE)


def lines() -> dict[int, str]:
    """The line of every guarantee, by its number."""
    return {int(LINE.match(line)[1]): line for line in PAGE.read_text("utf-8").splitlines() if LINE.match(line)}  # type: ignore[index]


def test_every_guarantee_has_its_line_and_a_test_or_says_that_it_has_none() -> None:
    found = lines()
    assert list(found) == list(range(1, 26))
    bare = [number for number, line in found.items() if not TEST.search(line) and "not tested" not in line]
    assert not bare, f"neither a test nor the words: {bare}"


def test_every_test_that_is_named_exists() -> None:
    wrong = []
    for path, name in TEST.findall(PAGE.read_text("utf-8")):
        file = ROOT / path
        tree = ast.parse(file.read_text("utf-8")) if file.exists() else ast.Module([], [])
        if name not in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}:
            wrong.append(f"{path}::{name}")
    assert not wrong
