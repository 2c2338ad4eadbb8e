"""Writes the checksums of new tool versions into resources/tools/index.json. A version already in the index is never rewritten:
a changed one is named and the exit code is 1; what must change becomes a new version. Run: ./run python packaging/freeze_tools.py SET…
"""

from __future__ import annotations

import json
import sys

from bwdesk import shipped
from bwdesk.domain.tool_rows import tool_of


def main(sets: list[str]) -> int:
    """Freezes the given sets, all sets in the folder when none is named."""
    path = shipped.TOOLS / "index.json"
    known: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    changed = []
    for stem in sets or sorted(p.stem for p in shipped.TOOLS.glob("*.csv")):
        header, rows = shipped.read_set(shipped.TOOLS / stem)
        for version in header.versions:
            entry = {"set": stem, "sha256": tool_of(header, rows, version.name).checksum}
            if known.setdefault(version.name, entry) != entry:
                changed.append(version.name)
    path.write_text(json.dumps(known, indent=2) + "\n", "utf-8")
    for name in changed:
        print(f"{name} has changed since it was frozen; give the changed set a new edition", file=sys.stderr)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
