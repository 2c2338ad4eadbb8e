"""What every reader page is made of: a request with its form and cookies, a template, an answer; and the language of all of it.

Templates and style lie in `resources/portal`; jinja2 escapes all that is put into them. A failure is a page with a sentence, never a
trace. What the pages show and do: reader_pages.py, reader_check.py.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from http.cookies import CookieError
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bwdesk.errors import DeskError, NotAllowed
from bwdesk.paths import RESOURCES
from bwdesk.server.gate import body_of
from bwdesk.server.reader_words import apart, choices, here, is_there, say, speak, words

if TYPE_CHECKING:
    from bwdesk.server.app import Server

PREFIX: Final = "/reader"
LANGUAGE: Final = "bwdesk_language"
COMES_BACK: Final = (PREFIX + "/sign-in", PREFIX + "/enter/", PREFIX + "/progress/", PREFIX + "/reply/", PREFIX + "/check")
"""Pages besides the first one that a choice of language goes back to; they answer a GET."""
LARGEST_FORM: Final = 2 * 1024 * 1024
"""Bytes: all parts of progress report 1, in a script of which a browser sends nine for a letter, and what stands beside them."""
MOST_FIELDS: Final = 80
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
    found.globals.update(apart=apart, t=say, words=words, here=here, choices=choices, prefix=PREFIX)
    return found


def page(name: str, status: int = 200, *, error: DeskError | None = None, **values: Any) -> Response:
    """A page from its template, with the sentence of a failure above it."""
    standing = {"who": None, "token": "", "problem": said(error) if error else ""}
    return HTMLResponse(_templates().get_template(name).render(**(standing | values)), status, SAFETY)


def said(error: DeskError) -> str:
    """The sentence of a failure."""
    return say(f"error.{error.key}", **{k: v for k, v in error.params.items() if isinstance(v, str | int)})


def _refused(error: DeskError) -> Response:
    status = {"reader.none": 404, "sign_in.wait": 429, "message.too_big": 413}.get(error.key, 403)
    return page("refused.html", status, title=say("portal.refused"), said=said(error))


# --- what is asked -------------------------------------------------------------------------------------------------------------------


def endpoint_of(server: Server, work: Work, *, takes_form: bool) -> Callable[[Request], Any]:
    """Answers a request by `work`, in the language of the pages (reader_words.py)."""

    async def endpoint(request: Request) -> Response:
        hear(request)
        form: Form = {}
        try:
            form = _form(await body_of(request, LARGEST_FORM)) if takes_form else form
            return await run_in_threadpool(work, server, request, form)
        except NotAllowed as error:
            if error.key == "reader.again":
                return server.asks_again(server, request, form) or RedirectResponse(PREFIX + "/sign-in", 303, SAFETY)
            return _refused(error)

    return endpoint


def _form(body: bytes) -> Form:
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (UnicodeDecodeError, ValueError):
        raise NotAllowed("message.broken") from None


def one_of(form: Form, name: str, most: int = LARGEST_FORM) -> str:
    """The first value of a field with plain line ends, up to so many letters; empty where it is missing."""
    return form.get(name, [""])[0].replace("\r\n", "\n")[:most]


def cookie(request: Request, name: str) -> str:
    """The value of a cookie; empty where there is none."""
    try:
        return request.cookies.get(name, "")
    except CookieError:
        return ""


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


# --- in which language ---------------------------------------------------------------------------------------------------------------


def hear(request: Request) -> None:
    """Answers in the language that was chosen on a page, else in the one the browser asks for."""
    path = request.url.path
    for form in ("/file", "/draft", "/release"):  # of the page above them
        path = path.removesuffix(form)
    comes_back = path.startswith(COMES_BACK) or path == PREFIX
    speak(request.headers.get("accept-language", ""), cookie(request, LANGUAGE), path if comes_back else PREFIX)


def choose_language(server: Server, request: Request, form: Form) -> Response:
    """A choice on a page without a form: remembered, and back to the page."""
    code, to = request.path_params["code"], request.query_params.get("to", "")
    _check(code)
    return _remembering(RedirectResponse(quote(to) if to.startswith(COMES_BACK) else PREFIX, 303, SAFETY), request, code)


def or_language(do: Work, show: Work) -> Work:
    """What a form does; where a language was chosen in it nothing is done, and `show` shows in that one what was typed."""

    def either(server: Server, request: Request, form: Form) -> Response:
        code = one_of(form, "language")
        if not code:
            return do(server, request, form)
        _check(code)
        speak("", code, here())
        return _remembering(show(server, request, form), request, code)

    return either


def _check(code: str) -> None:
    if not is_there(code):
        raise NotAllowed("reader.none")


def _remembering(answer: Response, request: Request, code: str) -> Response:
    """Remembers a language for a year, in a cookie that says nothing else."""
    answer.set_cookie(
        LANGUAGE, code, max_age=365 * 24 * 3600, path=PREFIX, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer
