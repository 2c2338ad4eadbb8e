"""`bwdesk library add FILE`, `list`, `remove NAME@VERSION`: packs of the library, without a window."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bwdesk.commands.opened import opened
from bwdesk.domain.scope import scope_kind
from bwdesk.errors import Refused
from bwdesk.runtime.intake import Intake
from bwdesk.usecases.library_packs import PackPreview, add_pack, packs_held, preview_pack, remove_pack

Facts = dict[str, Any]


def library(arguments: argparse.Namespace) -> Facts:
    """The command; `what` says which of the three."""
    return {"add": _add, "list": _list, "remove": _remove}[arguments.what](arguments)


def _add(arguments: argparse.Namespace) -> Facts:
    if not arguments.pack:
        raise Refused("library.name_needed")
    with Intake() as intake, opened(arguments) as desk:
        read = intake.run("pack_file", Path(arguments.pack))
        with desk.files.reading.reading() as reader:
            preview = preview_pack(reader, read, desk.files.writer.person, _today())
        if preview.refusal is not None:
            raise preview.refusal
        scopes = _chosen(preview, only_me=arguments.only_me)
        if not arguments.dry_run:
            with desk.writing("act.library.add") as unit:
                add_pack(unit, read, scopes)
    pack, brings = read.pack, preview.difference
    return {
        "pack": pack.label, "title": pack.title, "valid_from": pack.valid_from, "valid_until": pack.valid_until,
        "articles": len(pack.articles), "added": len(brings.added), "changed": len(brings.changed), "gone": len(brings.gone),
        "checksum": read.checksum, "for": list(scopes), "dry_run": arguments.dry_run,
    }  # fmt: skip


def _chosen(preview: PackPreview, *, only_me: bool) -> tuple[str, ...]:
    own = [scopes for scopes in preview.choices if scope_kind(scopes[0]) == "user"]
    if only_me and not own:
        raise Refused("library.held", pack=preview.read.pack.label, held=preview.read.pack.label)
    return own[0] if only_me else preview.choices[0]


def _list(arguments: argparse.Namespace) -> Facts:
    with opened(arguments) as desk, desk.files.reading.reading() as reader:
        held = packs_held(reader, _today())
    told = [
        {
            "pack": f"{one.name}@{one.version}", "for": one.scope or "everybody", "readable": one.file is not None,
            "articles": len(one.file.articles) if one.file is not None else 0, "replaced_by": one.replaced_by or None,
            "valid_until": one.file.valid_until if one.file is not None else None,
        }
        for one in held
    ]  # fmt: skip
    return {"packs": len(told), "pack": told}


def _remove(arguments: argparse.Namespace) -> Facts:
    with opened(arguments) as desk:
        with desk.files.reading.reading() as reader:
            held = [one for one in packs_held(reader, _today()) if f"{one.name}@{one.version}" == arguments.pack]
        if not held:
            raise Refused("library.no_pack", pack=arguments.pack or "")
        with desk.writing("act.library.remove") as unit:
            removed = [remove_pack(unit, one.id) for one in held]
    return {"removed": len(removed), "pack": arguments.pack}


def _today() -> date:
    return datetime.now().astimezone().date()
