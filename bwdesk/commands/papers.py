"""One PDF from the command line, whether one was released, and what editions are signed with."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from bwdesk import ids
from bwdesk.commands.opened import opened
from bwdesk.disk import disk_errors_translated
from bwdesk.errors import FileProblem, IntakeRefused, Refused, StoreProblem
from bwdesk.pades.certificate import issuers_of
from bwdesk.pades.signature import LARGEST, Signature, State
from bwdesk.runtime.intake import Intake
from bwdesk.runtime.papers import context_of, gather, print_paper
from bwdesk.texts import texts_of
from bwdesk.usecases.verify import released_before, released_file

Facts = dict[str, Any]


def report(arguments: argparse.Namespace) -> Facts:
    """`bwdesk report KIND ID --out FILE [--variant V]`."""
    from bwdesk.images.photo import print_version  # our own stored photos: no need for the intake

    texts, home = texts_of(arguments.lang), arguments.lang.partition("+")[0]
    with opened(arguments) as desk:
        context = context_of(texts, desk.files.writer.now(), desk.files.photos, desk.files.owner.name)
        with desk.files.reading.reading() as reader:
            values = gather(reader, arguments.kind, arguments.id, context, arguments.variant)
        paper = print_paper(arguments.kind, arguments.id, values, texts, print_version, arguments.variant, home)
    try:
        arguments.out.write_bytes(paper.data)
    except OSError as error:
        raise StoreProblem("papers.cannot_write", file=arguments.out.name) from error
    return {"file": str(arguments.out), "pages": paper.pages, "check": list(paper.checks)}


def verify(arguments: argparse.Namespace) -> Facts:
    """`bwdesk verify FILE`: whether a PDF is one that was released, by the ledger of this desk, and what its signatures say.

    0 only if it is one, still stands, and no signature in it says otherwise.
    """
    data = _pdf(arguments.file)
    issuers = issuers_of(arguments.issuers) if arguments.issuers else []
    signatures, trouble = _looked_at(data, issuers)
    with opened(arguments) as desk, desk.files.reading.reading() as reader:
        found = released_file(reader, data)
        before = released_before(reader, data, signatures) if found is None else None
    signed = {"signature": [_signature(one) for one in signatures] or trouble or "none"}
    if found is None:
        changed = {"changed_since_release": before.edition.short} if before is not None else {}
        return {"ours": "no", **changed, **signed, "exit_code": 1}
    edition = found.edition
    facts: Facts = {
        "ours": "yes", "edition": edition.number, "number": edition.short, "kind": edition.kind.value, "factory": found.factory,
        "variant": found.document.variant, "language": found.document.language, "released": edition.released_at,
        "replaced": "yes" if found.is_replaced else "no", "withdrawn": edition.withdrawn_at,
    }  # fmt: skip
    if edition.withdrawn_at is not None:
        facts["why"] = edition.withdrawn_why
    is_sound = all(one.state is State.WHOLE for one in signatures)
    return {**facts, **signed, "exit_code": 0 if found.is_valid and is_sound else 1}


def _pdf(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise FileProblem("verify.unreadable", file=path.name) from error
    if len(data) > LARGEST:
        raise FileProblem("pades.pdf_too_large", most=LARGEST // 1024 // 1024)
    return data


def _looked_at(data: bytes, issuers: list[bytes]) -> tuple[list[Signature], str]:
    """The signatures of a file; where it cannot be read, why: the ledger can still know its bytes."""
    try:
        with Intake() as intake:
            found: list[Signature] = intake.run("signatures_in", data, issuers, ids.now().isoformat())
            return found, ""
    except IntakeRefused as error:
        return [], error.key


def _signature(one: Signature) -> Facts:
    return {
        "state": one.state.value, "by": one.holder, "issuer": one.named_issuer, "issuer_is": one.issuer.value,
        "certificate": one.validity.value, "until": one.valid_until, "at_by_its_maker": one.signed_at,
    }  # fmt: skip


def certificate(arguments: argparse.Namespace) -> Facts:
    """`bwdesk certificate show|set|remove`: what the editions released on this desk are signed with. 0 only if it can sign now."""
    if (arguments.what == "set") != (arguments.file is not None):
        raise Refused("pades.file_needed")
    with opened(arguments) as desk:
        kept = desk.files.certificate
        if arguments.what == "set":
            with Intake() as intake:
                kept.keep(intake.run("signing_key", arguments.file, _passphrase(arguments), ids.now().isoformat()))
        elif arguments.what == "remove":
            kept.take_away()
            return {"certificate": "none"}
        facts = kept.facts()
    if facts is None:
        return {"certificate": "none", "exit_code": 1}
    now = ids.now()
    can_sign = facts.valid_from <= now <= facts.valid_until
    return {
        "certificate": facts.holder, "issuer": facts.issuer, "from": facts.valid_from, "until": facts.valid_until,
        "sha256": facts.fingerprint, "exit_code": 0 if can_sign else 1,
    }  # fmt: skip


def _passphrase(arguments: argparse.Namespace) -> str:
    """The passphrase of the certificate's file, which may be empty."""
    if arguments.passphrase_file is not None:
        with disk_errors_translated():
            return str(arguments.passphrase_file.read_text("utf-8").partition("\n")[0].rstrip("\r"))
    return getpass.getpass("Passphrase of the certificate: ") if sys.stdin.isatty() else ""
