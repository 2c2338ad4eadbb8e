"""One PDF from the command line."""

from __future__ import annotations

import argparse
from typing import Any

from bwdesk.commands.opened import opened
from bwdesk.errors import StoreProblem
from bwdesk.runtime.papers import context_of, gather, print_paper
from bwdesk.texts import Texts

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
