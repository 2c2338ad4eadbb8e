"""PouchDB's and Anki's own sync beside ours in one run, each against the floor it was measured with.

They are measured by the scripts of the baselines, in a folder where their README was followed (`env` and `node_modules` in it) and that
`BWDESK_PEERS` names. Without it nothing is measured, and that is said.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.bench import bench_sync, floor
from tests.bench.figure import Figure
from tests.fakes.office import Laptop, ServerHouse

PEERS = (("pouchdb-batch100", "PouchDB", ("pouch_bench.py", "100")), ("anki", "Anki's normal sync", ("anki_bench.py",)))
PATIENCE = 1_800


def measure(folder: Path) -> list[Figure]:
    place = os.environ.get("BWDESK_PEERS")
    if not place or not (Path(place) / "env" / "bin" / "python").exists():
        print("   nothing measured: BWDESK_PEERS names no folder with the baselines installed", flush=True)
        return []
    ours = _ours(folder)
    found: list[Figure] = []
    for name, title, command in PEERS:
        rows = _peer(Path(place), command)
        if name not in rows or name + "-wire" not in rows:
            print(f"   {title} does not run there", flush=True)
            continue
        peer, wire = rows[name][0], rows[name + "-wire"][0]
        for way in ("up", "down"):
            times = peer[f"{way}_s"] / peer[f"floor_{way}_s"]
            size = sum(wire[f"{way}_wire"][side] for side in ("bytes_up", "bytes_down"))
            shown = f"{times:.2f} × its floor, {size} bytes; ours {ours[way]:.2f} × and {ours['total ' + way]:.0f} bytes"
            wanted = 0.5 if name.startswith("pouch") else None
            found.append(Figure(f"time {way} as a part of {title}'s, both against their floors", ours[way] / times, "×", wanted, shown))
            found.append(Figure(f"bytes {way}, both ways, as a part of {title}'s", ours["total " + way] / size, "×", wanted or 1))
    return found


def _ours(folder: Path) -> dict[str, float]:
    """One round of the sync bench: times as multiples of the floor, bytes both ways."""
    house = ServerHouse(folder / "server")
    house.start()
    amina, *others = (Laptop(folder, house.account(name)).join(house.url) for name in ("amina", "jonas", "minh", "sokha"))
    times = bench_sync.one_round(folder / "round", floor.records(bench_sync.COUNT), house, amina, others)
    for one in (amina, *others):
        one.close()
    house.stop()
    ratios = {way: times[way] / times[f"floor {way}"] for way in ("up", "down")}
    return ratios | {name: times[name] for name in ("total up", "total down")}


def _peer(place: Path, command: tuple[str, ...]) -> dict[str, Any]:
    """What a baseline script tells: its runs by name; empty when it does not run."""
    env = os.environ | {"N": str(bench_sync.COUNT), "RUNS": "1", "NODE_PATH": str(place / "node_modules")}
    made = subprocess.run(
        [place / "env" / "bin" / "python", place / command[0], *command[1:]], cwd=place, env=env, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    lines = [json.loads(line) for line in made.stdout.splitlines() if line.startswith("{")]
    return {line["name"]: line["runs"] for line in lines if "runs" in line} if made.returncode == 0 else {}
