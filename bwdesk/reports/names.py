"""What a paper is called when it is saved, wherever it is saved."""

from __future__ import annotations

import re

from bwdesk.texts import sides


def file_name(*parts: str, language: str, home: str = "") -> str:
    """A name of plain parts; says a language (or two: "en+km") that is not `home`, the one everybody there expects.

    "visit-golden-thread-ltd-2026-11-23.pdf" on an English desk, "visit-golden-thread-ltd-2026-11-23-en+km.pdf" in English and Khmer.
    """
    said = (*parts, language if language != home else "")
    return "-".join(filter(None, said)) + ".pdf"


def plain(name: str, otherwise: str) -> str:
    """A name as every file system takes it; `otherwise` where none of its letters are Latin."""
    return re.sub(r"[^a-z0-9]+", "-", sides(name)[0].casefold()).strip("-")[:48].strip("-") or otherwise
