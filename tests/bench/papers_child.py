"""What bench_papers starts, `FOLDER` of photographs: makes the long draft once and prints seconds, bytes, pages and memory as JSON.

Memory is the most that this process, and the one that makes pictures smaller, ever held (MB). Linux only.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from bwdesk.runtime.intake import Intake
from bwdesk.runtime.papers import print_paper
from bwdesk.texts import Texts
from tests.bench.papers_content import draft


def main(folder: Path) -> dict[str, Any]:
    paper = draft(sorted(folder.glob("*.jpg")))
    with Intake() as intake:
        start = time.perf_counter()
        made = print_paper("assessment", "bench", paper, Texts(), intake.print_version)
        took = time.perf_counter() - start
        held = [memory(pid) for pid in ("self", *children())]
    work = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": took, "bytes": len(made.data), "pages": made.pages, "work": work, "memory": sum(held)}


def children() -> list[str]:
    return [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]


def memory(pid: str) -> float:
    """The most that a process held since it was started, in MB."""
    said = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in said.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
