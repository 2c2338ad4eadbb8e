"""The pages that factories and buyers read: plain HTML that needs no script. Who they are: readers.py. What they may see: reader_view.py.

Templates and style lie in `resources/portal`; jinja2 escapes all that is put into them. Every page that shows or changes something
leaves an entry. A failure is a page with a sentence, never a trace.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from http.cookies import CookieError
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bwdesk import ids
from bwdesk.errors import DeskError, NotAllowed
from bwdesk.paths import RESOURCES
from bwdesk.server import reader_view as view
from bwdesk.server import readers
from bwdesk.server.gate import body_of
from bwdesk.server.reader_words import choices, here, is_there, say, speak, words
from bwdesk.store.readers import PageReader

if TYPE_CHECKING:
    from bwdesk.server.app import Server

PREFIX: Final = "/reader"
COOKIE: Final = "bwdesk_reader"
LANGUAGE: Final = "bwdesk_language"
COMES_BACK: Final = (PREFIX + "/sign-in", PREFIX + "/enter/", PREFIX + "/progress/", PREFIX + "/check")
"""Pages besides the first one that a choice of language goes back to; they answer a GET."""
LARGEST_FORM: Final = 512 * 1024
MOST_FIELDS: Final = 60
SAFETY: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
}  # fmt: skip

Form = dict[str, list[str]]
Work = Callable[["Server", Request, Form], Response]


@cache
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(RESOURCES / "portal"), autoescape=select_autoescape(default=True), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.globals.update(t=say, words=words, here=here, choices=choices, prefix=PREFIX)
    return found


def page(name: str, status: int = 200, **values: Any) -> Response:
    """A page from its template."""
    return HTMLResponse(_templates().get_template(name).render(who=None, token="", problem="", **values), status, SAFETY)


def reader_routes(server: Server) -> list[Route]:
    """All pages under /reader."""

    def get(path: str, work: Work) -> Route:
        return Route(PREFIX + path, endpoint_of(server, work, takes_form=False), methods=["GET"])

    def post(path: str, work: Work) -> Route:
        return Route(PREFIX + path, endpoint_of(server, work, takes_form=True), methods=["POST"])

    return [
        get("", _home), get("/style.css", _style), get("/sign-in", _ask_sign_in), post("/sign-in", _sign_in), post("/sign-out", _sign_out),
        get("/enter/{secret}", _ask_password), post("/enter/{secret}", _choose_password), get("/file/{document}", _file),
        post("/authorise", _authorise), post("/withdraw", _withdraw), post("/comment", _comment),
        get("/language/{code}", _choose_language), get("/progress/{cycle}", _ask_progress), post("/progress/{cycle}", _progress),
    ]  # fmt: skip


def endpoint_of(server: Server, work: Work, *, takes_form: bool) -> Callable[[Request], Any]:
    """Answers a request by `work`, in the language of the pages (reader_words.py)."""

    async def endpoint(request: Request) -> Response:
        hear(request)
        try:
            form = _form(await body_of(request, LARGEST_FORM)) if takes_form else {}
            return await run_in_threadpool(work, server, request, form)
        except NotAllowed as error:
            if error.key == "reader.again":
                return RedirectResponse(PREFIX + "/sign-in", 303, SAFETY)
            return _refused(error)

    return endpoint


def hear(request: Request) -> None:
    """Answers in the language that was chosen on a page, else in the one the browser asks for."""
    path = request.url.path.removesuffix("/file")  # a form of the page above it
    comes_back = path.startswith(COMES_BACK) or path == PREFIX
    speak(request.headers.get("accept-language", ""), _cookie(request, LANGUAGE), path if comes_back else PREFIX)


def _choose_language(server: Server, request: Request, form: Form) -> Response:
    """Remembers a language for a year, in a cookie that says nothing else, and goes back to the page."""
    code, to = request.path_params["code"], request.query_params.get("to", "")
    if not is_there(code):
        raise NotAllowed("reader.none")
    answer = RedirectResponse(quote(to) if to.startswith(COMES_BACK) else PREFIX, 303, SAFETY)
    answer.set_cookie(
        LANGUAGE, code, max_age=365 * 24 * 3600, path=PREFIX, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer


def _refused(error: DeskError) -> Response:
    status = {"reader.none": 404, "sign_in.wait": 429, "message.too_big": 413}.get(error.key, 403)
    return page("refused.html", status, title=say("portal.refused"), said=said(error))


def said(error: DeskError) -> str:
    """The sentence of a failure."""
    return say(f"error.{error.key}", **{k: v for k, v in error.params.items() if isinstance(v, str | int)})


def _form(body: bytes) -> Form:
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (UnicodeDecodeError, ValueError):
        raise NotAllowed("message.broken") from None


def one_of(form: Form, name: str) -> str:
    """The first value of a field; empty where it is missing."""
    return form.get(name, [""])[0]


def _day(form: Form, name: str) -> date | None:
    text = one_of(form, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotAllowed("reader.days") from None


def _today() -> date:
    return ids.now().date()


def _session(request: Request) -> str:
    return _cookie(request, COOKIE)


def _cookie(request: Request, name: str) -> str:
    try:
        return request.cookies.get(name, "")
    except CookieError:
        return ""


def _who(server: Server, request: Request, form: Form | None = None) -> PageReader:
    """Who asks; a form must have come from a page of ours. Raises NotAllowed (`reader.again`, `reader.form`)."""
    session = _session(request)
    found = readers.reader_of(server.hub, session)
    if found is None:
        raise NotAllowed("reader.again")
    request.state.account = found.id
    if form is not None and one_of(form, "token") != readers.form_token(server.keys, session):
        raise NotAllowed("reader.form")
    return found


def _signed_in(request: Request, session: str) -> Response:
    answer = RedirectResponse(PREFIX, 303, SAFETY)
    answer.set_cookie(
        COOKIE, session, max_age=readers.SESSION_MS // 1000, path=PREFIX, httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def _style(server: Server, request: Request, form: Form) -> Response:
    return FileResponse(RESOURCES / "portal" / "style.css", media_type="text/css", headers=SAFETY | {"Cache-Control": "max-age=3600"})


def _ask_sign_in(server: Server, request: Request, form: Form) -> Response:
    return page("sign_in.html", title=say("portal.sign_in"), login="")


def _sign_in(server: Server, request: Request, form: Form) -> Response:
    try:
        session = readers.sign_in(server.hub, server.attempts, one_of(form, "login"), one_of(form, "password"), address_of(request))
    except NotAllowed as error:
        values = {"title": say("portal.sign_in"), "login": one_of(form, "login")[:120]}
        return again("sign_in.html", 429 if error.key == "sign_in.wait" else 403, error, values)
    return _signed_in(request, session)


def again(name: str, status: int, error: DeskError, values: dict[str, Any]) -> Response:
    """The same page with what was typed, and the sentence of a failure above it."""
    html = _templates().get_template(name).render(**({"who": None, "token": ""} | values | {"problem": said(error)}))
    return HTMLResponse(html, status, SAFETY)


def _sign_out(server: Server, request: Request, form: Form) -> Response:
    _who(server, request, form)
    readers.sign_out(server.hub, _session(request))
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
        values = {"title": say("portal.choose"), "login": found.login, "shortest": readers.SHORTEST}
        return again("password.html", 403, error, values)
    return _signed_in(request, session)


def _home(server: Server, request: Request, form: Form) -> Response:
    return _show_home(server, request, _who(server, request))


def _show_home(server: Server, request: Request, who: PageReader, error: DeskError | None = None) -> Response:
    with server.hub.reading() as reader:
        home = view.home_of(reader, who, _today())
        drafts = [(report, until, view.draft_files(reader, report)) for report, until in home.drafts]
    values = {
        "title": home.name, "who": who, "home": home, "drafts": drafts, "kinds": view.FOR_BUYERS, "today": _today(),
        "token": readers.form_token(server.keys, _session(request)), "problem": said(error) if error else "",
    }  # fmt: skip
    return HTMLResponse(_templates().get_template("home.html").render(**values), 403 if error else 200, SAFETY)


def _file(server: Server, request: Request, form: Form) -> Response:
    who = _who(server, request)
    with server.hub.reading() as reader:
        found = view.file_for(reader, who, request.path_params["document"][:32], _today())
    path = server.folder.file(found.sha256)
    if path is None:
        raise NotAllowed("reader.not_here_yet")
    readers.note(server.hub, who, "opened", found.id)
    name = found.name or "report.pdf"
    headers = SAFETY | {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}"}
    return FileResponse(path, media_type="application/pdf", headers=headers)


def _doing(server: Server, request: Request, form: Form, act: str, subject: str, do: Callable[[PageReader], None]) -> Response:
    """One act of a reader: done, noted, and the first page again; a refusal stands above it."""
    who = _who(server, request, form)
    try:
        do(who)
    except NotAllowed as error:
        if error.key == "reader.none":
            raise
        return _show_home(server, request, who, error)
    readers.note(server.hub, who, act, subject[:32])
    return RedirectResponse(PREFIX, 303, SAFETY)


def _authorise(server: Server, request: Request, form: Form) -> Response:
    def do(who: PageReader) -> None:
        days = (_day(form, "from") or _today(), _day(form, "to"))
        view.authorise(server.hub, server.keys, who, one_of(form, "buyer")[:32], form.get("kind", []), *days)

    return _doing(server, request, form, "authorised", one_of(form, "buyer"), do)


def _withdraw(server: Server, request: Request, form: Form) -> Response:
    given = one_of(form, "authorisation")[:32]
    return _doing(
        server, request, form, "withdrew", given, lambda who: view.withdraw(server.hub, server.keys, who, given, _today())
    )  # fmt: skip


def _comment(server: Server, request: Request, form: Form) -> Response:
    report = one_of(form, "report")[:32]

    def do(who: PageReader) -> None:
        if not one_of(form, "text").strip():
            raise NotAllowed("reader.empty")
        view.comment(server.hub, server.keys, who, report, one_of(form, "text"), _today())

    return _doing(server, request, form, "commented", report, do)


def _ask_progress(server: Server, request: Request, form: Form) -> Response:
    return _show_progress(server, request, _who(server, request))


def _show_progress(
    server: Server, request: Request, who: PageReader, error: DeskError | None = None, typed: Form | None = None
) -> Response:
    with server.hub.reading() as reader:
        writing = view.progress1(reader, who, request.path_params["cycle"][:32])
    sections = [(key, one_of(typed, key) if typed and key in typed else text) for key, text in writing.sections]
    replies = [(one, one_of(typed, one.key) if typed and one.key in typed else one.text) for one in writing.replies]
    values = {
        "title": say("portal.progress1", number=writing.cycle.number), "who": who, "writing": writing, "sections": sections,
        "replies": replies, "longest_reply": view.LONGEST_REPLY,
        "token": readers.form_token(server.keys, _session(request)), "problem": said(error) if error else "",
    }  # fmt: skip
    return HTMLResponse(_templates().get_template("words.html").render(**values), 403 if error else 200, SAFETY)


def _progress(server: Server, request: Request, form: Form) -> Response:
    who, cycle = _who(server, request, form), request.path_params["cycle"][:32]
    texts = {key: one_of(form, key) for key in form}
    hand_in = one_of(form, "do") == "hand_in"
    try:
        view.write_progress1(server.hub, server.keys, who, cycle, texts, hand_in=hand_in)
    except NotAllowed as error:
        if error.key == "reader.none":
            raise
        return _show_progress(server, request, who, error, form)
    readers.note(server.hub, who, "handed_in" if hand_in else "wrote", cycle)
    return RedirectResponse(f"{PREFIX}/progress/{cycle}", 303, SAFETY)
