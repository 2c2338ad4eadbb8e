"""Runs first in the packaged program: tells it where the fonts lie that were packed with it."""

import os
import sys
from pathlib import Path

packed = str(Path(sys._MEIPASS) / "fonts")  # type: ignore[attr-defined]
os.environ["BWDESK_FONTS"] = os.pathsep.join(part for part in (packed, os.environ.get("BWDESK_FONTS")) if part)
