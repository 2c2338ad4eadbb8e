"""axe-core's judgement of the page in view (Deque's rules of WCAG 2.2 A and AA, and its advice), out of selenium-axe-python.

Another copy of axe.min.js is taken where BWDESK_AXE says so.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from selenium import webdriver

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """const done = arguments[1];
axe.run(document, {runOnly: arguments[0], resultTypes: ['violations', 'incomplete']}).then(done, problem => done(String(problem)))"""


def broken(page: webdriver.Chrome) -> list[str]:
    """The rules that the page breaks or that axe-core cannot decide, each with the elements. Scripts run for that long only.

    Where it cannot decide on a contrast (it sees a field as covered by its own edge), the test's own measure does.
    """
    given = os.environ.get("BWDESK_AXE")
    program = Path(given) if given else files("selenium_axe_python") / "axe-core" / "axe.min.js"
    allow_scripts(page, True)
    try:
        page.execute_script(program.read_text("utf-8"))
        found = page.execute_async_script(_RUN, RULES)
    finally:
        allow_scripts(page, False)
    assert isinstance(found, dict) and found["passes"], found
    return [
        f"{one['id']} ({kind}): {one['help']}: {[(node['html'], node['failureSummary']) for node in one['nodes']]}"
        for kind in ("violations", "incomplete")
        for one in found[kind]
        if (kind, one["id"]) != ("incomplete", "color-contrast")
    ]


def allow_scripts(page: webdriver.Chrome, are_allowed: bool) -> None:
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not are_allowed})
