"""How far the translations have come, for those who translate."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bwdesk.paths import RESOURCES
from bwdesk.texts import SOURCE_LANGUAGE, languages, standing

Facts = dict[str, Any]


def coverage(arguments: argparse.Namespace) -> Facts:
    """`bwdesk texts [LANGUAGE]`: sentences there are of those in English, and drafts; for one language by area, with the missing keys."""
    folder = RESOURCES / "texts"
    if arguments.language is None:
        return {
            code: {"percent": found.percent, "sentences": found.sentences, "of": found.whole, "drafts": found.drafts}
            for code in languages(folder)
            if code != SOURCE_LANGUAGE
            for found in (standing(code, folder),)
        }
    facts: Facts = {}
    missing: list[str] = []
    for path in sorted((folder / SOURCE_LANGUAGE).glob("*.po")):
        wanted, there = _keys(path), _keys(folder / arguments.language / path.name)
        facts[path.stem] = f"{len(wanted & there)} of {len(wanted)}"
        missing += [f"{path.stem} {key}" for key in sorted(wanted - there)]
    return facts | {"missing": missing}


def _keys(path: Path) -> set[str]:
    from babel.messages.pofile import read_po

    if not path.exists():
        return set()
    with path.open("rb") as stream:
        return {message.id[0] if isinstance(message.id, tuple) else str(message.id) for message in read_po(stream) if message.id}
