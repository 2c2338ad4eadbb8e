"""No file of the project names a place on the network that it could be sent to fetch something from."""

from __future__ import annotations

import re

from tests.house.checkout import text_files

ADDRESS = re.compile(r"\b(?:https?|ftp|git|ssh|wss?)://([^\s/\"'<>)`:{}\\]+)")
# Names reserved for examples, this computer, and identifiers that have the shape of an address and are never visited.
HARMLESS = re.compile(
    r"^([a-z]+|localhost|127\.[0-9.]+|0\.0\.0\.0|\[::1?\]?|.*\.(example|test|invalid|localhost)|(.*\.)?example\.(com|org|net)|"
    r"www\.w3\.org|schemas\.(openxmlformats|microsoft)\.(org|com)|purl\.(oclc\.)?org|ns\.adobe\.com|.*\$.*|%s|\.\.\.|…|host)$"
)
# Written in two halves, so that this file does not name them either.
REGISTRIES = re.compile(
    "|".join(re.escape(a + b) for a, b in (("pypi", ".org"), ("python", "hosted.org"), ("npm", "js.org"), ("deb.", "debian")))
)
INDEX_OPTION = re.compile(r"^\s*(--(extra-)?index-url|--find-links|-f|-i)\b", re.MULTILINE)


def test_no_file_names_an_address() -> None:
    found = {
        f"{path}: {host}" for path, text in text_files() for host in ADDRESS.findall(text) if not HARMLESS.match(host.rsplit("@", 1)[-1])
    }
    assert not found


def test_no_file_names_a_package_registry() -> None:
    found = [path for path, text in text_files() if REGISTRIES.search(text)]
    assert not found


def test_the_lock_names_no_index() -> None:
    found = [path for path, text in text_files() if path.endswith((".lock", ".lock.txt")) and INDEX_OPTION.search(text)]
    assert not found
