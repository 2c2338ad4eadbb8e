"""Is this paper an edition? A page for anybody: by number and hash as printed, or by the PDF itself, with what its signature says.

It tells nothing of factory or report that the file does not say itself. A file is looked at in the intake process and kept nowhere; of
one address one file at a time, of all a few, and who asks for what is unknown too often has to wait.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import File, FormParser
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bwdesk import ids
from bwdesk.domain.edition import Edition
from bwdesk.errors import IntakeRefused, NotAllowed
from bwdesk.pades.signature import LARGEST, Issuer, Signature, State, Validity
from bwdesk.runtime.intake import Intake, IntakeCancelled
from bwdesk.server.gate import body_of
from bwdesk.server.limits import Attempts
from bwdesk.server.reader_html import PREFIX, Form, address_of, endpoint_of, hear, one_of, or_language, page, said
from bwdesk.server.reader_words import say
from bwdesk.store.hub import Hub
from bwdesk.usecases.verify import released_before, released_file

if TYPE_CHECKING:
    from bwdesk.server.app import Server

MOST_AT_ONCE: Final = 4
PATIENCE: Final = 30.0
"""Seconds a file waits for those before it, and is looked at."""

_ROOM: Final = 16 * 1024  # what a browser sends around the file
_MOST: Final = LARGEST // 1024 // 1024
_EMPTY: Final[dict[str, Any]] = {"number": "", "digest": "", "answer": "", "told": (), "most": _MOST}


class FileCheck:
    """Looks at PDFs that are sent in, with the issuers (certificates, DER) that this office knows. `close` ends the process that reads."""

    def __init__(self, issuers: Sequence[bytes] = ()) -> None:
        self._issuers = list(issuers)
        self._intake = Intake()
        self._lock = threading.Lock()
        self._asking: set[str] = set()

    def close(self) -> None:
        self._intake.close()

    @contextmanager
    def place_for(self, address: str) -> Iterator[None]:
        """A place among the few; raises NotAllowed (`reader.busy`) when there is none."""
        with self._lock:
            if address in self._asking or len(self._asking) >= MOST_AT_ONCE:
                raise NotAllowed("reader.busy")
            self._asking.add(address)
        try:
            yield
        finally:
            with self._lock:
                self._asking.discard(address)

    def signatures_in(self, data: bytes) -> list[Signature]:
        """Raises IntakeRefused with why the file cannot be read, NotAllowed (`reader.busy`) when its turn does not come."""
        over = time.monotonic() + PATIENCE
        try:
            found: list[Signature] = self._intake.run(
                "signatures_in", data, self._issuers, ids.now().isoformat(), cancelled=lambda: time.monotonic() > over
            )
            return found
        except IntakeCancelled:
            raise NotAllowed("reader.busy") from None


def check_routes(server: Server, check: FileCheck) -> list[Route]:
    """The page and its two forms."""

    async def file(request: Request) -> Response:
        hear(request)
        try:
            with check.place_for(address_of(request)):
                data = await run_in_threadpool(_file_in, request.headers.get("content-type", ""), await body_of(request, LARGEST + _ROOM))
                return await run_in_threadpool(_check_file, server, check, request, data)
        except NotAllowed as error:
            if error.key.startswith("message."):  # their sentences are for desks
                error = NotAllowed("pades.pdf_too_large", most=_MOST) if error.key == "message.too_big" else NotAllowed("reader.no_file")
            status = {"sign_in.wait": 429, "pades.pdf_too_large": 413, "reader.busy": 503}.get(error.key, 400)
            return _shown(status, error)

    path = PREFIX + "/check"
    return [
        Route(path, endpoint_of(server, _ask_check, takes_form=False), methods=["GET"]),
        Route(path, endpoint_of(server, or_language(_check, _ask_check), takes_form=True), methods=["POST"]),
        Route(path + "/file", file, methods=["POST"]),
    ]


def _shown(status: int = 200, error: NotAllowed | None = None, **values: Any) -> Response:
    return page("check.html", status, error=error, title=say("portal.check"), **(_EMPTY | values))


def _ask_check(server: Server, request: Request, form: Form) -> Response:
    """The empty page; where a paper was answered for and a language is chosen, the answer in it."""
    return _check(server, request, form) if one_of(form, "answered", 1) else _shown(**_typed(form))


def _typed(form: Form) -> dict[str, Any]:
    return {"number": one_of(form, "number", 20), "digest": one_of(form, "digest", 80)}


def _check(server: Server, request: Request, form: Form) -> Response:
    """By number and hash: the answer is one word about the paper."""
    typed = _typed(form)
    try:
        stands = standing(server.hub, server.attempts, typed["number"], typed["digest"], address_of(request))
    except NotAllowed as error:
        return _shown(429, error, **typed)
    return _shown(answer=say(f"portal.check.{stands}"), **typed)


def _check_file(server: Server, check: FileCheck, request: Request, data: bytes) -> Response:
    """By the file: what the ledger says of its bytes, then what its signatures say."""
    may_check(server.attempts, address_of(request))
    try:
        signatures, told = check.signatures_in(data), []
    except IntakeRefused as error:
        signatures, told = [], [said(error)]
    else:
        told = [line for one in signatures for line in _lines(one)] or [say("portal.check.signature.none")]
    stands = standing_of_file(server.hub, server.attempts, data, signatures, address_of(request))
    return _shown(answer=say(f"portal.check.file.{stands}"), told=told)


def _lines(one: Signature) -> list[str]:
    """What is said of one signature. Who made it is told only where it fits the file."""
    lines = [say(f"portal.check.signature.{one.state.value}")]
    if one.state is State.BROKEN:
        return lines
    issued = "known" if one.issuer is Issuer.KNOWN else "unknown"
    lines.append(say(f"portal.check.issuer.{issued}", holder=one.holder, issuer=one.named_issuer))
    if one.signed_at is not None:
        lines.append(say("portal.check.signed_on", day=one.signed_at.date().isoformat()))
    if one.valid_until is not None and one.validity is not Validity.OUTSIDE:
        lines.append(say(f"portal.check.certificate.{one.validity.value}", day=one.valid_until.date().isoformat()))
    else:
        lines.append(say("portal.check.certificate.outside"))
    return lines


def _file_in(content_type: str, body: bytes) -> bytes:
    """The one file of a form. Raises NotAllowed (`reader.no_file`)."""
    kind, _, rest = content_type.partition(";")
    boundary = rest.partition("boundary=")[2].partition(";")[0].strip().strip('"')
    if kind.strip().lower() != "multipart/form-data" or not 0 < len(boundary) <= 200:
        raise NotAllowed("reader.no_file")
    found: list[File] = []
    config = {"MAX_MEMORY_FILE_SIZE": len(body) + 1, "MAX_BODY_SIZE": len(body) + 1, "MAX_FIELDS": 4}
    try:
        parser = FormParser("multipart/form-data", lambda _field: None, found.append, boundary=boundary, config=config)
        parser.write(body)
        parser.finalize()
    except (FormParserError, ValueError):
        raise NotAllowed("reader.no_file") from None
    if len(found) != 1:
        raise NotAllowed("reader.no_file")
    found[0].file_object.seek(0)
    data = found[0].file_object.read()
    if not data:
        raise NotAllowed("reader.no_file")
    return data


# --- what became of it ----------------------------------------------------------------------------------------------------------------


def standing(hub: Hub, attempts: Attempts, number: str, digest: str, address: str) -> str:
    """What became of the edition with this number and digest (as printed, or all of it): "stands", "replaced", "withdrawn" or "unknown".

    Raises NotAllowed (`sign_in.wait`, minutes) after too many that were unknown, from one address.
    """
    may_check(attempts, address)
    short, content = "".join(number.split()).upper(), "".join(digest.split()).lower()
    with hub.reading() as reader:
        named = reader.find(Edition, lambda e: e.short == short) if short and len(content) in (16, 64) else []
        found = next((e for e in named if e.content_digest[: len(content)] == content), None)
        if found is None:
            attempts.failed(_asker(address), address)
            return "unknown"
        if found.withdrawn_at is not None:
            return "withdrawn"
        report, place = found.report_id, found.number
        return "replaced" if reader.find(Edition, lambda e: (e.report_id == report) & (e.number > place), limit=1) else "stands"


def standing_of_file(hub: Hub, attempts: Attempts, data: bytes, signatures: Sequence[Signature], address: str) -> str:
    """What became of the edition with these bytes, as `standing` says it; "changed" where something was added to one since."""
    with hub.reading() as reader:
        found = released_file(reader, data)
        if found is None and released_before(reader, data, signatures) is not None:
            return "changed"
    if found is None:
        attempts.failed(_asker(address), address)
        return "unknown"
    return "withdrawn" if found.edition.withdrawn_at is not None else "replaced" if found.is_replaced else "stands"


def may_check(attempts: Attempts, address: str) -> None:
    """Raises NotAllowed (`sign_in.wait`, minutes) after too many that were unknown, from one address."""
    if seconds := attempts.wait_for(_asker(address), address):
        raise NotAllowed("sign_in.wait", minutes=-(-seconds // 60))


def _asker(address: str) -> str:
    return "check " + address
