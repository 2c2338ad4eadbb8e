"""./run, README and CI tell the same story."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.house.checkout import ROOT


def _help() -> list[str]:
    done = subprocess.run(["sh", str(ROOT / "run"), "help"], capture_output=True, text=True, check=True)
    return [re.split(r"  +", line)[0] for line in done.stdout.splitlines()]


@pytest.mark.skipif(shutil.which("sh") is None, reason="no POSIX shell here")
def test_readme_names_every_command_of_run() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = _help()
    assert commands
    assert not [command for command in commands if command not in readme]


def test_the_two_commands_and_the_picture_stand_in_the_first_screenful() -> None:
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:30])
    assert "./run\n" in first
    assert "./run test\n" in first
    assert "docs/desk.png" in first


def test_ci_runs_what_a_person_runs() -> None:
    assert "./run test" in (ROOT / ".ci/run").read_text("utf-8")


def test_readme_links_lead_somewhere() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in target]
    assert not [target for target in targets if not (ROOT / target).exists()]
