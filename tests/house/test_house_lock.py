"""The lock file is what pyproject.toml asks for, checked without the network; every package has its licence written down."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.checkout import ROOT

LOCK_AGAIN = (
    "make it again: .venv-uv/bin/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --group dev "
    "pyproject.toml -o requirements.lock"
)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^ ;\\]+)(?: *;(?P<marker>[^\\]+))?")
COPYLEFT = re.compile(r"\bA?GPL", re.IGNORECASE)


@cache
def asked() -> dict[str, list[Requirement]]:
    """Direct requirements by group: `app` and `dev`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {
        "app": [Requirement(line) for line in project["project"]["dependencies"]],
        "dev": [Requirement(line) for line in project["dependency-groups"]["dev"]],
    }


@cache
def entries() -> dict[str, list[str]]:
    """The lines of every package in the lock, by name (a package may be pinned once per platform)."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines():
        if match := PIN.match(line):
            name = canonicalize_name(match["name"])
        if name:
            found.setdefault(name, []).append(line)
    return found


def versions(name: str) -> list[Version]:
    return [Version(match["version"]) for line in entries().get(name, ()) if (match := PIN.match(line))]


def test_the_lock_pins_what_is_asked_for() -> None:
    stale = []
    for wanted in [*asked()["app"], *asked()["dev"]]:
        pinned = versions(canonicalize_name(wanted.name))
        if not pinned or not all(wanted.specifier.contains(version, prereleases=True) for version in pinned):
            stale.append(str(wanted))
    assert not stale, f"requirements.lock does not fit {stale}; {LOCK_AGAIN}"


def test_the_lock_pins_nothing_that_is_no_longer_asked_for() -> None:
    direct = {canonicalize_name(wanted.name) for wanted in [*asked()["app"], *asked()["dev"]]}
    marked = {name for name, lines in entries().items() if any("bwdesk (pyproject.toml" in line or "bwdesk:dev" in line for line in lines)}
    assert marked - direct == set(), LOCK_AGAIN


def test_every_pin_has_a_hash() -> None:
    assert not [name for name, lines in entries().items() if not any("--hash=sha256:" in line for line in lines)]


def test_what_is_installed_is_what_the_lock_says() -> None:
    wrong = []
    for wanted in [*asked()["app"], *asked()["dev"]]:
        installed = Version(importlib.metadata.version(wanted.name))
        if installed not in versions(canonicalize_name(wanted.name)):
            wrong.append(f"{wanted.name} {installed}")
    assert not wrong, f"installed, but not locked: {wrong}; start ./run once"


@pytest.mark.parametrize("group", ["app", "dev"])
def test_every_package_has_its_licence_written_down(group: str) -> None:
    rows = _licences()
    missing = [wanted.name for wanted in asked()[group] if not rows.get(canonicalize_name(wanted.name))]
    assert not missing, f"docs/decisions/001-packages.md has no line for {missing}"


def test_nothing_under_the_gpl_goes_into_the_program() -> None:
    rows = _licences()
    copyleft = [wanted.name for wanted in asked()["app"] if COPYLEFT.search(rows[canonicalize_name(wanted.name)])]
    assert not copyleft


def _licences() -> dict[str, str]:
    table = (ROOT / "docs/decisions/001-packages.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")]
    return {canonicalize_name(row[0]): row[1] for row in rows if len(row) >= 3}
