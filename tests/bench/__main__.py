"""`python -m tests.bench [name …]`: runs every `bench_*.py` beside this file that matches, prints figures, exits 1 when one is over."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figure import Figure

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    wanted = sys.argv[1:]
    figures: list[Figure] = []
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        name = path.stem.removeprefix("bench_")
        if wanted and name not in wanted:
            continue
        print(f"-- {name}", flush=True)
        start = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="bwdesk-bench-") as folder:
            found = importlib.import_module(f"tests.bench.{path.stem}").measure(Path(folder))
        for figure in found:
            print(figure.line(), flush=True)
        figures += found
        print(f"   {time.perf_counter() - start:.1f} s", flush=True)
    over = [figure.name for figure in figures if not figure.holds]
    print(f"{len(figures)} figures, {len(over)} over budget" + (": " + "; ".join(over) if over else ""))
    return 1 if over or not figures else 0


if __name__ == "__main__":
    sys.exit(main())
