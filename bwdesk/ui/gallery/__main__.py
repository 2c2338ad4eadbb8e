"""`python -m bwdesk.ui.gallery OUT [LOOK …]` writes pictures of all boards and screens, each look in a process of its own.

A look is words joined by dashes: light or dark, desk or touch, rtl, big (150 % text), x2 (200 % scale). Without any, the usual six.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOOKS = ("light-desk", "dark-desk", "light-touch", "light-desk-rtl", "light-desk-big", "light-desk-x2")


def main(arguments: list[str]) -> int:
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for look in arguments[1:] or LOOKS:
        scale = "2" if "x2" in look else "1"
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
        command = [sys.executable, "-m", "bwdesk.ui.gallery.paint", str(out), look]
        failed |= subprocess.run(command, env=environment, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
