"""From the start of the process to a field that takes keys, and from the PIN to Today, against a bare Qt window in the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bwdesk.keys import MemoryKeyring
from tests.bench.figure import Figure, median
from tests.bench.program import PIN, first_run, rest

ROUNDS = int(os.environ.get("BWDESK_BENCH_STARTS", "9"))


def measure(folder: Path) -> list[Figure]:
    keyring, held = MemoryKeyring(), folder / "keyring.json"
    with first_run(folder / "bwdesk", keyring, with_demo=True):
        rest(2)  # the sample factory and its index are written
    held.write_text(json.dumps(keyring.secrets), "utf-8")
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen", "BWDESK_BENCH_KEYRING": str(held), "PYTHON_KEYRING_BACKEND": "tests.bench.file_keyring.FileKeyring",
        "XDG_DATA_HOME": str(folder),  # where the program finds the desk of a person who starts it without options, as its icon does
    }  # fmt: skip
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its compiled files
    bare, unlock, today = [], [], []
    for number in range(ROUNDS + 1):
        floor = _moments(surroundings, "bare")
        found = _moments(surroundings, "desk", PIN)
        if number:  # the first of each warms the disk's cache
            bare.append(floor["field"] - floor["start"])
            unlock.append(found["field"] - found["start"])
            today.append(found["today"] - found["typed"])
    floor_s = median(bare)
    return [
        Figure("bare Qt window, start to a field that takes keys", floor_s, "s", None, f"{min(bare):.2f}-{max(bare):.2f}"),
        Figure("start to the unlock field taking keys", median(unlock), "s", None, f"{min(unlock):.2f}-{max(unlock):.2f}"),
        Figure("start to the unlock field, to the bare window", median(unlock) / floor_s, "×", 1.5),
        Figure("last digit of the PIN to Today painted", median(today), "s", None, f"{min(today):.2f}-{max(today):.2f}"),
        Figure("last digit of the PIN to Today, to the bare window", median(today) / floor_s, "×", 5),
    ]


def _moments(surroundings: dict[str, str], *arguments: str) -> dict[str, float]:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.start_child", *arguments],
        env=surroundings, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    said = (line.split() for line in done.stdout.splitlines())
    return {"start": start, **{name: float(at) for name, at in said}}
