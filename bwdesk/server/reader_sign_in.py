"""Signing in with a password. What was typed on a page whose session has ended rides along in the form, and stands in its place after it.

It is kept on the page alone, never on the server, and given back to nobody but the reader whose page it was (readers.whose_form).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bwdesk.errors import NotAllowed
from bwdesk.server import reader_progress, reader_replies, readers
from bwdesk.server.reader_html import PREFIX, Form, address_of, endpoint_of, one_of, or_language, page
from bwdesk.server.reader_pages import begins, show_home, signed_in
from bwdesk.server.reader_words import say, speak, words
from bwdesk.store.readers import PageReader

if TYPE_CHECKING:
    from bwdesk.server.app import Server

_CAME: Final = re.compile(re.escape(PREFIX) + "/(progress|reply)/([0-9a-f]{32})(?:/|$)")
_OWN: Final = frozenset({"token", "login", "password", "language", "came"})
"""Fields of the sign-in itself, and what holds no longer: these are not taken along."""


def sign_in_routes(server: Server) -> list[Route]:
    """The page and its form."""
    path = PREFIX + "/sign-in"
    return [
        Route(path, endpoint_of(server, _ask, takes_form=False), methods=["GET"]),
        Route(path, endpoint_of(server, or_language(_sign_in, _ask), takes_form=True), methods=["POST"]),
    ]


def ask_again(server: Server, request: Request, form: Form) -> Response | None:
    """The sign-in for somebody whose session ended while they typed; None where the form is of no page of ours."""
    if not readers.whose_form(server.keys, one_of(form, "proof", 80)):
        return None
    return _shown(server, form | {"came": [request.url.path]}, 403)


def _ask(server: Server, request: Request, form: Form) -> Response:
    return _shown(server, form)


def _shown(server: Server, form: Form, status: int = 200, error: NotAllowed | None = None) -> Response:
    is_ours = bool(readers.whose_form(server.keys, one_of(form, "proof", 80)))
    kept: list[tuple[str, str]] = [(name, value) for name, values in _typed(form).items() for value in values] if is_ours else []
    values: dict[str, Any] = {"kept": kept, "came": one_of(form, "came", 80) if is_ours else ""}
    return page("sign_in.html", status, error=error, title=say("portal.sign_in"), login=one_of(form, "login", 120), **values)


def _typed(form: Form) -> Form:
    return {name: values for name, values in form.items() if name not in _OWN}


def _sign_in(server: Server, request: Request, form: Form) -> Response:
    try:
        session = readers.sign_in(server.hub, server.attempts, one_of(form, "login"), one_of(form, "password"), address_of(request))
    except NotAllowed as error:
        return _shown(server, form, 429 if error.key == "sign_in.wait" else 403, error)
    who = readers.reader_of(server.hub, session)
    if who is None or readers.whose_form(server.keys, one_of(form, "proof", 80)) != who.id:
        return signed_in(request, session)
    request.state.session = session
    came = _CAME.match(one_of(form, "came", 80))
    try:
        speak("", words().language, came[0].rstrip("/") if came else PREFIX)
        shown = _page_again(server, request, who, _typed(form), *(came.groups() if came else ("", "")))
    except NotAllowed:
        return signed_in(request, session)
    return begins(shown, request, session)


def _page_again(server: Server, request: Request, who: PageReader, typed: Form, kind: str, about: str) -> Response:
    """The page on which somebody typed; `kind` and the id it is about are those of its path."""
    if kind == "progress":
        return reader_progress.show(server, request, who, typed, cycle=about)
    return reader_replies.show(server, request, who, typed, issue=about) if kind else show_home(server, request, who, typed)
