"""The pages of progress report 1: written part by part, handed in, looked at as it will be printed, released by the factory.

What they do: reader_view.py (writing), reader_release.py (releasing). Printing runs in a process apart (press.py); how many times
somebody prints within a quarter of an hour is limited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bwdesk.calendars import day_in
from bwdesk.domain.operation import is_id
from bwdesk.domain.report import OWN_WORDS
from bwdesk.errors import DeskError, NotAllowed, Refused
from bwdesk.reports.names import file_name
from bwdesk.server import reader_release as releasing
from bwdesk.server import reader_view as view
from bwdesk.server import readers
from bwdesk.server.limits import Attempts
from bwdesk.server.press import Press
from bwdesk.server.reader_html import PREFIX, SAFETY, Form, Work, address_of, endpoint_of, one_of, or_language, page, said
from bwdesk.server.reader_pages import session_of, who_asks
from bwdesk.server.reader_words import is_there, say
from bwdesk.store.readers import PageReader

if TYPE_CHECKING:
    from bwdesk.server.app import Server

PRINTS: Final = 20
"""Drafts and releases that one account, or one address, may have printed in 15 minutes."""


class ProgressPages:
    """What these pages share: the press, and how often who has printed."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self._printed = Attempts(per_login=PRINTS, per_address=PRINTS * 4)

    def routes(self, server: Server) -> list[Route]:
        """All pages under /reader/progress."""

        def post(path: str, work: Work) -> Route:
            return Route(path, endpoint_of(server, work, takes_form=True), methods=["POST"])

        path = PREFIX + "/progress/{cycle}"
        return [
            Route(path, endpoint_of(server, _ask, takes_form=False), methods=["GET"]),
            post(path, or_language(_write, _again)),
            post(path + "/draft", or_language(self._draft, _again)),
            post(path + "/release", or_language(self._release, _again)),
        ]

    def _count(self, who: PageReader, request: Request) -> None:
        """Raises NotAllowed (`reader.printed_often`, minutes)."""
        name, address = f"print {who.id}", f"print {address_of(request)}"
        if seconds := self._printed.wait_for(name, address):
            raise NotAllowed("reader.printed_often", minutes=-(-seconds // 60))
        self._printed.failed(name, address)

    def _draft(self, server: Server, request: Request, form: Form) -> Response:
        """The report as the factory would get it."""
        who, cycle = who_asks(server, request, form), _cycle(request)
        try:
            self._count(who, request)
            made = releasing.draft(server.hub, self.press, who, cycle, _printed_in(form))
        except DeskError as error:
            return _refused(server, request, who, form, error)
        readers.note(server.hub, who, "looked", cycle)
        name = file_name("progress1", "draft", language=_printed_in(form))
        headers = SAFETY | {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}"}
        return Response(made.data, media_type="application/pdf", headers=headers)

    def _release(self, server: Server, request: Request, form: Form) -> Response:
        who, cycle = who_asks(server, request, form), _cycle(request)
        try:
            if one_of(form, "sure") != "yes":
                raise NotAllowed("reader.not_sure")
            self._count(who, request)
            releasing.release(
                server.hub, server.keys, server.folder, self.press, who, cycle, _printed_in(form), one_of(form, "digest", 64),
                view.words_of(one_of(form, "changes"), releasing.LONGEST_CHANGES),
            )  # fmt: skip
        except DeskError as error:
            return _refused(server, request, who, form, error)
        readers.note(server.hub, who, "released", cycle)
        return RedirectResponse(f"{PREFIX}/progress/{cycle}", 303, SAFETY)


def _cycle(request: Request) -> str:
    found: str = request.path_params["cycle"][:32]
    return found


def _printed_in(form: Form) -> str:
    """The language of the report, or both: "km", "en+km"."""
    codes = [code for code in (one_of(form, "printed", 8), one_of(form, "second", 8)) if code]
    if not codes or not all(map(is_there, codes)):
        raise NotAllowed("reader.none")
    return "+".join(dict.fromkeys(codes))


def _refused(server: Server, request: Request, who: PageReader, form: Form, error: DeskError) -> Response:
    """The page again with the sentence; what is not there, or not this factory's, has no page. Either is noted."""
    _note_refused(server, who, _cycle(request))
    if error.key in ("reader.none", "reader.again", "thing.gone"):
        raise NotAllowed(error.key if error.key == "reader.again" else "reader.none")
    return show(server, request, who, form, error)


def _ask(server: Server, request: Request, form: Form) -> Response:
    return show(server, request, who_asks(server, request))


def _again(server: Server, request: Request, form: Form) -> Response:
    return show(server, request, who_asks(server, request, form), form)


def show(
    server: Server, request: Request, who: PageReader, typed: Form | None = None, error: DeskError | None = None, cycle: str = ""
) -> Response:
    """The page of a cycle's report (that of the request, if no other is named), with what was typed on it and not sent.

    That it was looked at, or asked for in vain, is noted.
    """
    cycle = cycle or _cycle(request)
    try:
        with server.hub.reading() as reader:
            writing = view.progress1(reader, who, cycle)
            release = releasing.release_of(reader, who, writing) if writing.is_handed_in else None
    except (NotAllowed, Refused):  # not this factory's, or the factory is no longer there
        _note_refused(server, who, cycle)
        raise NotAllowed("reader.none") from None
    readers.note(server.hub, who, "looked", cycle)
    if release is not None:
        return _show_handed_in(server, request, who, writing, release, typed or {}, error)
    return _show_writing(server, request, who, writing, typed or {}, error)


def _note_refused(server: Server, who: PageReader, cycle: str) -> None:
    readers.note(server.hub, who, "refused", cycle if is_id(cycle) else "")


def _in_words(error: DeskError) -> DeskError:
    """The same with the name of the part of the report that it is about."""
    if "section" not in error.params:
        return error
    return NotAllowed(error.key, words=error.params.get("words"), section=say(_heading(str(error.params["section"]))))


def _heading(section: str) -> str:
    return "portal.changes" if section == "changes" else f"portal.section.{section}"


def _show_writing(
    server: Server, request: Request, who: PageReader, writing: view.Writing, form: Form, error: DeskError | None
) -> Response:
    """The parts of the report, with what was typed into them and not kept."""
    sections = [(key, one_of(form, key) if key in form else text) for key, text in writing.sections]
    return page(
        "words.html", 403 if error else 200, error=error, title=say("portal.progress1", number=writing.cycle.number), who=who,
        writing=writing, sections=sections, own=OWN_WORDS, is_unsaved=sections != list(writing.sections),
        **readers.form_marks(server.keys, session_of(request), who),
    )  # fmt: skip


def _show_handed_in(
    server: Server, request: Request, who: PageReader, writing: view.Writing, release: releasing.Release, form: Form,
    error: DeskError | None,
) -> Response:  # fmt: skip
    """What was handed in, and what is asked before it is released."""
    held = said(_in_words(release.held_by)) if release.held_by is not None else ""
    asked = {name: one_of(form, name, 8) for name in ("printed", "second", "sure")} | {"changes": one_of(form, "changes")}
    return page(
        "release.html", 403 if error else 200, error=_in_words(error) if error else None,
        title=say("portal.progress1", number=writing.cycle.number), who=who, writing=writing, release=release, held=held, asked=asked,
        longest_changes=releasing.LONGEST_CHANGES,
        day_of=lambda at: day_in(who.country, at).isoformat() if at else "",
        **readers.form_marks(server.keys, session_of(request), who),
    )  # fmt: skip


def _write(server: Server, request: Request, form: Form) -> Response:
    who, cycle, wanted = who_asks(server, request, form), _cycle(request), one_of(form, "do")
    try:
        if wanted == "write_on":
            releasing.write_on(server.hub, server.keys, who, cycle)
        else:
            texts = {key: one_of(form, key) for key in form}
            view.write_progress1(server.hub, server.keys, who, cycle, texts, hand_in=wanted == "hand_in")
    except DeskError as error:
        return _refused(server, request, who, form, error)
    readers.note(server.hub, who, {"hand_in": "handed_in", "write_on": "took_back"}.get(wanted, "wrote"), cycle)
    return RedirectResponse(f"{PREFIX}/progress/{cycle}", 303, SAFETY)
