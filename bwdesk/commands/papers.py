"""One PDF from the command line."""

from __future__ import annotations

import argparse
from typing import Any

from bwdesk.commands.opened import opened
from bwdesk.errors import FileProblem, StoreProblem
from bwdesk.runtime.papers import context_of, gather, print_paper
from bwdesk.texts import Texts
from bwdesk.usecases.verify import released_file

Facts = dict[str, Any]


def report(arguments: argparse.Namespace) -> Facts:
    """`bwdesk report KIND ID --out FILE`."""
    from bwdesk.images.photo import print_version  # our own stored photos: no need for the intake

    texts = Texts(arguments.lang)
    with opened(arguments) as desk:
        context = context_of(texts, desk.files.writer.now(), desk.files.photos, desk.files.owner.name)
        with desk.files.reading.reading() as reader:
            values = gather(reader, arguments.kind, arguments.id, context)
        paper = print_paper(arguments.kind, arguments.id, values, texts, print_version)
    try:
        arguments.out.write_bytes(paper.data)
    except OSError as error:
        raise StoreProblem("papers.cannot_write", file=arguments.out.name) from error
    return {"file": str(arguments.out), "pages": paper.pages, "check": list(paper.checks)}


def verify(arguments: argparse.Namespace) -> Facts:
    """`bwdesk verify FILE`: whether a PDF is one that was released, by the ledger of this desk. 0 only if it is and still stands."""
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise FileProblem("verify.unreadable", file=arguments.file.name) from error
    with opened(arguments) as desk, desk.files.reading.reading() as reader:
        found = released_file(reader, data)
    if found is None:
        return {"ours": "no", "exit_code": 1}
    edition = found.edition
    facts: Facts = {
        "ours": "yes", "edition": edition.number, "number": edition.short, "kind": edition.kind.value, "factory": found.factory,
        "variant": found.document.variant, "language": found.document.language, "released": edition.released_at,
        "replaced": "yes" if found.is_replaced else "no", "withdrawn": edition.withdrawn_at,
    }  # fmt: skip
    if edition.withdrawn_at is not None:
        facts["why"] = edition.withdrawn_why
    return {**facts, "exit_code": 0 if found.is_valid else 1}
