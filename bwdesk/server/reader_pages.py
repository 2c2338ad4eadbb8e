"""The pages that factories and buyers read: plain HTML that needs no script (reader_html.py).

Who they are: readers.py. What they may see: reader_view.py. Every page that shows or changes something leaves an entry. A page with a
form is one form, so that choosing a language carries along whatever was typed on it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from bwdesk import ids
from bwdesk.calendars import day_in
from bwdesk.domain.operation import is_id
from bwdesk.errors import DeskError, NotAllowed
from bwdesk.paths import RESOURCES
from bwdesk.server import reader_view as view
from bwdesk.server import readers
from bwdesk.server.reader_editions import FOR_BUYERS, parts_named, sections_named
from bwdesk.server.reader_html import (
    PREFIX,
    SAFETY,
    Form,
    Work,
    choose_language,
    cookie,
    endpoint_of,
    one_of,
    or_language,
    page,
)
from bwdesk.server.reader_words import say, words
from bwdesk.store.readers import PageReader

if TYPE_CHECKING:
    from bwdesk.server.app import Server

COOKIE: Final = "bwdesk_reader"


def reader_routes(server: Server) -> list[Route]:
    """All pages under /reader."""

    def get(path: str, work: Work) -> Route:
        return Route(PREFIX + path, endpoint_of(server, work, takes_form=False), methods=["GET"])

    def post(path: str, work: Work) -> Route:
        return Route(PREFIX + path, endpoint_of(server, work, takes_form=True), methods=["POST"])

    return [
        get("", _home), post("", or_language(_home_again, _home_again)), get("/style.css", _style), post("/sign-out", _sign_out),
        get("/enter/{secret}", _ask_password),
        post("/enter/{secret}", _choose_password), get("/file/{document}", _file), post("/authorise", _authorise),
        post("/withdraw", _withdraw), post("/comment", _comment), get("/language/{code}", choose_language),
    ]  # fmt: skip


def _day(form: Form, name: str) -> date | None:
    text = one_of(form, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotAllowed("reader.days") from None


def _today(who: PageReader) -> date:
    """The day it is where the reader's factory is, or in the country of the buyer's register."""
    return day_in(who.country, ids.now())


def session_of(request: Request) -> str:
    """The session of this request; of a sign-in, the one that it began."""
    return getattr(request.state, "session", "") or cookie(request, COOKIE)


def who_asks(server: Server, request: Request, form: Form | None = None) -> PageReader:
    """Who asks; a form must have come from a page of ours. Raises NotAllowed (`reader.again`, `reader.form`)."""
    session = session_of(request)
    found = readers.reader_of(server.hub, session)
    if found is None:
        raise NotAllowed("reader.again")
    request.state.account = found.id
    if form is not None and one_of(form, "token") != readers.form_token(server.keys, session):
        raise NotAllowed("reader.form")
    return found


def signed_in(request: Request, session: str) -> Response:
    return begins(RedirectResponse(PREFIX, 303, SAFETY), request, session)


def begins(answer: Response, request: Request, session: str) -> Response:
    """The answer that a session begins with."""
    answer.set_cookie(
        COOKIE, session, max_age=readers.SESSION_MS // 1000, path=PREFIX, httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def _style(server: Server, request: Request, form: Form) -> Response:
    return FileResponse(RESOURCES / "portal" / "style.css", media_type="text/css", headers=SAFETY | {"Cache-Control": "max-age=3600"})


def _sign_out(server: Server, request: Request, form: Form) -> Response:
    who_asks(server, request, form)
    readers.sign_out(server.hub, session_of(request))
    answer = RedirectResponse(PREFIX + "/sign-in", 303, SAFETY)
    answer.delete_cookie(COOKIE, path=PREFIX)
    return answer


def _ask_password(server: Server, request: Request, form: Form) -> Response:
    found = readers.holder_of_link(server.hub, request.path_params["secret"][:100])
    if found is None:
        raise NotAllowed("reader.link")
    return page("password.html", title=say("portal.choose"), login=found.login, shortest=readers.SHORTEST)


def _choose_password(server: Server, request: Request, form: Form) -> Response:
    secret = request.path_params["secret"][:100]
    try:
        session = readers.choose_password(server.hub, secret, one_of(form, "password"))
    except NotAllowed as error:
        found = readers.holder_of_link(server.hub, secret)
        if found is None:
            raise
        return page("password.html", 403, error=error, title=say("portal.choose"), login=found.login, shortest=readers.SHORTEST)
    return signed_in(request, session)


def _home(server: Server, request: Request, form: Form) -> Response:
    return show_home(server, request, who_asks(server, request))


def _home_again(server: Server, request: Request, form: Form) -> Response:
    return show_home(server, request, who_asks(server, request, form), form)


def show_home(server: Server, request: Request, who: PageReader, typed: Form | None = None, error: DeskError | None = None) -> Response:
    """The first page, with what was typed on it and not sent; that it was looked at is noted."""
    readers.note(server.hub, who, "looked", "")
    form, today = typed or {}, _today(who)
    with server.hub.reading() as reader:
        home = view.home_of(reader, who, today)
        drafts = [view.draft_of(reader, *one, one_of(form, text_of(one[0].id)), one_of(form, section_of(one[0].id))) for one in home.drafts]
    asked = {
        "buyer": one_of(form, "buyer", 32), "kinds": form.get("kind", []), "to": one_of(form, "to", 10),
        "from_on": today.isoformat() if typed is None else one_of(form, "from", 10),
    }  # fmt: skip
    is_typed = any(one.text or one.section for one in drafts) or bool(asked["buyer"] or asked["kinds"] or asked["to"])
    return page(
        "home.html", 403 if error else 200, error=error, title=home.name, who=who, home=home, drafts=drafts, text_of=text_of,
        section_of=section_of,
        named=lambda keys, draft: sections_named(keys, draft.report.kind, draft.tool, words()),
        kinds=FOR_BUYERS, asked=asked,
        parts_of=lambda shown: parts_named(shown, words()), is_unsaved=is_typed,
        **readers.form_marks(server.keys, session_of(request), who),
    )  # fmt: skip


def text_of(report_id: str) -> str:
    """The field of the factory's comment on a draft."""
    return f"text-{report_id}"


def section_of(report_id: str) -> str:
    """The field of what that comment is about."""
    return f"section-{report_id}"


def _file(server: Server, request: Request, form: Form) -> Response:
    who, wanted = who_asks(server, request), request.path_params["document"][:32]
    try:
        with server.hub.reading() as reader:
            found = view.file_for(reader, who, wanted, _today(who))
    except NotAllowed:
        readers.note(server.hub, who, "refused", wanted if is_id(wanted) else "")
        raise
    path = server.folder.file(found.sha256)
    if path is None:
        raise NotAllowed("reader.not_here_yet")
    readers.note(server.hub, who, "opened", found.id)
    name = found.name or "report.pdf"
    headers = SAFETY | {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}"}
    return FileResponse(path, media_type="application/pdf", headers=headers)


def _doing(server: Server, request: Request, form: Form, act: str, subject: str, do: Callable[[PageReader], None]) -> Response:
    """One act of a reader: done, noted, and the first page again; a refusal stands above it."""
    who = who_asks(server, request, form)
    try:
        do(who)
    except NotAllowed as error:
        readers.note(server.hub, who, "refused", subject if is_id(subject) else "")
        if error.key == "reader.none":
            raise
        return show_home(server, request, who, form, error)
    readers.note(server.hub, who, act, subject[:32])
    return RedirectResponse(PREFIX, 303, SAFETY)


def _authorise(server: Server, request: Request, form: Form) -> Response:
    def do(who: PageReader) -> None:
        if not one_of(form, "buyer"):
            raise NotAllowed("reader.buyer")
        days = (_day(form, "from") or _today(who), _day(form, "to"))
        view.authorise(server.hub, server.keys, who, one_of(form, "buyer", 32), form.get("kind", []), *days)

    return _doing(server, request, form, "authorised", one_of(form, "buyer"), do)


def _withdraw(server: Server, request: Request, form: Form) -> Response:
    given = one_of(form, "authorisation", 32)
    return _doing(
        server, request, form, "withdrew", given, lambda who: view.withdraw(server.hub, server.keys, who, given, _today(who))
    )  # fmt: skip


def _comment(server: Server, request: Request, form: Form) -> Response:
    report = one_of(form, "report", 32)
    text = one_of(form, text_of(report))

    def do(who: PageReader) -> None:
        if not text.strip():
            raise NotAllowed("reader.empty")
        view.comment(server.hub, server.keys, who, report, text, one_of(form, section_of(report), 60), _today(who))

    return _doing(server, request, form, "commented", report, do)
