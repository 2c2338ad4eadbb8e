"""The page on which a factory replies to a publicly reported issue: its own words, shown beside the issue as not verified.

Only the factory's own reader has it; that it was looked at, changed or asked for in vain is noted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bwdesk.calendars import day_in
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.operation import is_id
from bwdesk.domain.page_reader import is_reader, reader_author
from bwdesk.domain.plan import Issue
from bwdesk.domain.redaction import leaks
from bwdesk.domain.scope import factory_scope
from bwdesk.errors import DeskError, NotAllowed
from bwdesk.server import readers
from bwdesk.server.pen import Keys, writing_as
from bwdesk.server.reader_html import PREFIX, SAFETY, Form, endpoint_of, one_of, or_language, page
from bwdesk.server.reader_pages import session_of, who_asks
from bwdesk.server.reader_release import names_known_there
from bwdesk.server.reader_view import name_reader, words_of
from bwdesk.server.reader_words import say
from bwdesk.store.hub import Hub
from bwdesk.store.log import lock_logs
from bwdesk.store.readers import PageReader, reader_by_id
from bwdesk.store.unit import Reader
from bwdesk.usecases.history import Step
from bwdesk.usecases.replies import LONGEST_REPLY, Reply, replies_of, texts_before, write_reply
from bwdesk.usecases.writing import act_of

if TYPE_CHECKING:
    from bwdesk.server.app import Server

PATH: Final = PREFIX + "/reply/"


def reply_routes(server: Server) -> list[Route]:
    """All pages under /reader/reply."""
    path = PATH + "{issue}"
    return [
        Route(path, endpoint_of(server, _ask, takes_form=False), methods=["GET"]),
        Route(path, endpoint_of(server, or_language(_write, _again), takes_form=True), methods=["POST"]),
    ]


def reply_of(reader: Reader, who: PageReader, issue_id: str) -> Reply:
    """A publicly reported issue of the reader's factory. Raises NotAllowed (`reader.none`): not there, or not for them, is the same."""
    issue = reader.get(Issue, issue_id) if who.side == "factory" else None
    if issue is not None and issue.scope == factory_scope(who.subject):
        cycle = reader.get(Cycle, issue.cycle_id)
        for one in replies_of(reader, cycle) if cycle is not None and cycle.scope == issue.scope else ():
            if one.issue.id == issue_id:
                return one
    raise NotAllowed("reader.none")


def reply(hub: Hub, keys: Keys, who: PageReader, issue_id: str, text: str) -> None:
    """The factory replies to an issue, or changes its reply. Raises NotAllowed (`reader.…`) with nothing written."""
    said = words_of(text, LONGEST_REPLY)
    with writing_as(hub, keys, reader_author(who.id), act_of(write_reply)) as unit:
        lock_logs(unit, [factory_scope(who.subject)])  # who comes second at once sees what the first has written
        now = reader_by_id(unit, who.id)
        if now is None or not now.is_active:
            raise NotAllowed("reader.again")
        standing = reply_of(unit, who, issue_id)
        if said == standing.text and (standing.is_said or not said):
            return
        for leak in leaks(said, names_known_there(unit, who)):
            raise NotAllowed("reader.guarded_here", words=leak.found.words)
        name_reader(unit, keys, who, standing.issue.scope, unit.changes.act)
        write_reply(unit, standing, said)


# --- the page -------------------------------------------------------------------------------------------------------------------------


def _issue(request: Request) -> str:
    found: str = request.path_params["issue"][:32]
    return found


def _ask(server: Server, request: Request, form: Form) -> Response:
    return show(server, request, who_asks(server, request))


def _again(server: Server, request: Request, form: Form) -> Response:
    return show(server, request, who_asks(server, request, form), form)


def show(
    server: Server, request: Request, who: PageReader, typed: Form | None = None, error: DeskError | None = None, issue: str = ""
) -> Response:
    """The page of an issue (that of the request, if no other is named), with what was typed on it and not sent."""
    issue, form = issue or _issue(request), typed or {}
    try:
        with server.hub.reading() as reader:
            standing = reply_of(reader, who, issue)
            said = texts_before(reader, standing)
    except NotAllowed:
        _note_refused(server, who, issue)
        raise
    readers.note(server.hub, who, "looked", issue)
    text = one_of(form, "text") if "text" in form else standing.text
    return page(
        "reply.html", 403 if error else 200, error=error, title=say("portal.reply", number=standing.number), who=who, standing=standing,
        text=text, longest=LONGEST_REPLY, said=said, told=lambda step: _told(step, who),
        is_unsaved=text != standing.text or bool(text and not standing.is_said),
        **readers.form_marks(server.keys, session_of(request), who),
    )  # fmt: skip


def _told(step: Step, who: PageReader) -> tuple[str, str]:
    """When and who, for the factory: nobody of the programme is named."""
    return day_in(who.country, step.at).isoformat(), step.name if is_reader(step.author) else ""


def _note_refused(server: Server, who: PageReader, issue: str) -> None:
    readers.note(server.hub, who, "refused", issue if is_id(issue) else "")


def _write(server: Server, request: Request, form: Form) -> Response:
    who, issue = who_asks(server, request, form), _issue(request)
    try:
        reply(server.hub, server.keys, who, issue, one_of(form, "text"))
    except NotAllowed as error:
        _note_refused(server, who, issue)
        if error.key in ("reader.none", "reader.again"):
            raise
        return show(server, request, who, form, error)
    readers.note(server.hub, who, "replied", issue)
    return RedirectResponse(PATH + issue, 303, SAFETY)
