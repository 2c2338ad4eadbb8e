"""Those who read released reports in a browser: invited by a one-time link, signed in by password, let in for eight hours.

A reader is no account: it signs no laptop in. Invited and ended at the server or from
a desk (clerk_readers.py). What a reader may see: reader_view.py.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import replace
from typing import Final

from bwdesk import ids
from bwdesk.domain.operation import is_id
from bwdesk.errors import NotAllowed, Refused
from bwdesk.server.identity import hashed_password, is_password
from bwdesk.server.limits import Attempts
from bwdesk.server.pen import WRITER, Keys
from bwdesk.store import readers as rows
from bwdesk.store.accounts import folded
from bwdesk.store.hub import Hub
from bwdesk.store.office_acts import Entry, note_act
from bwdesk.store.readers import Access, PageReader, Side

SHORTEST: Final = 10
LONGEST: Final = 1_000
LINK_MS: Final = 14 * 24 * 3600 * 1000
SESSION_MS: Final = 8 * 3600 * 1000
FORM_MS: Final = 7 * 24 * 3_600_000
"""So long what was typed on a page can be taken over a new sign-in."""


def now_ms() -> int:
    return int(ids.now().timestamp() * 1000)


def hashed(secret: str) -> bytes:
    """How a link or cookie is kept."""
    return hashlib.sha256(secret.encode()).digest()


def form_token(keys: Keys, session: str) -> str:
    """What a form must bring along, so that no other site can send it."""
    return hmac.digest(keys.secret, b"form " + session.encode(), "sha256")[:18].hex()


def form_marks(keys: Keys, session: str, who: PageReader) -> dict[str, str]:
    """What every form of a signed-in reader brings along: its token, and whose page it was, which holds longer than the session."""
    said = f"{who.id}{now_ms():012x}"
    return {"token": form_token(keys, session), "proof": said + _proof(keys, said)}


def whose_form(keys: Keys, proof: str) -> str:
    """The id of the reader whose page a form is of, for a week after it was made; empty where it is of no page of ours."""
    said, mark = proof[:44], proof[44:]
    if len(proof) != 80 or not proof.isascii() or not hmac.compare_digest(mark, _proof(keys, said)):
        return ""
    return said[:32] if now_ms() - int(said[32:], 16) < FORM_MS else ""


def _proof(keys: Keys, said: str) -> str:
    return hmac.digest(keys.secret, b"page of " + said.encode(), "sha256")[:18].hex()


def invite(
    hub: Hub, login: str, *, name: str, side: Side, subject: str, country: str, by: tuple[str, str] = ("", "")
) -> tuple[PageReader, str]:  # fmt: skip
    """Makes a reader and its one-time link's secret. `by`: account and device of who acts (empty: at the server itself).

    Raises Refused naming the field (`account.unfit`, `account.exists`).
    """
    if not folded(login) or len(login) > 120 or not login.strip().isprintable():
        raise Refused("account.unfit", field="login")
    if not name.strip() or len(name) > 200 or not name.strip().isprintable():
        raise Refused("account.unfit", field="name")
    if not is_id(subject):
        raise Refused("account.unfit", field=side)
    if len(country) != 2 or not country.isascii() or not country.isupper():
        raise Refused("account.unfit", field="country")
    made = PageReader(ids.random_id(), folded(login), name.strip(), side, subject, country, True, now_ms())
    secret = secrets.token_urlsafe(24)
    with hub.writing(WRITER, "reader.add") as unit:
        rows.add_reader(unit, made)
        rows.keep_link(unit, hashed(secret), made.id, made.at + LINK_MS)
        rows.note_access(unit, Access(made.at, made.id, "invited", made.subject))
        note_act(unit, Entry(made.at, *by, "reader.add", made.id, {"login": made.login, "side": made.side, "of": made.subject}))
    return made, secret


def new_link(hub: Hub, login: str, by: tuple[str, str] = ("", "")) -> str:
    """A new one-time link for a reader: the ones before hold no more. Raises Refused (`account.unknown`)."""
    secret = secrets.token_urlsafe(24)
    with hub.writing(WRITER, "reader.link") as unit:
        found = rows.reader_by_login(unit, folded(login))
        if found is None or not found.is_active:
            raise Refused("account.unknown", field="login")
        rows.keep_link(unit, hashed(secret), found.id, now_ms() + LINK_MS)
        note_act(unit, Entry(now_ms(), *by, "reader.link", found.id, {}))
    return secret


def end(hub: Hub, login: str, by: tuple[str, str] = ("", "")) -> PageReader:
    """Ends a reader: its sessions and links hold no more. Raises Refused (`account.unknown`)."""
    with hub.writing(WRITER, "reader.end") as unit:
        found = rows.reader_by_login(unit, folded(login))
        if found is None:
            raise Refused("account.unknown", field="login")
        rows.change_reader(unit, found.id, is_active=False)
        rows.note_access(unit, Access(now_ms(), found.id, "ended", found.subject))
        note_act(unit, Entry(now_ms(), *by, "reader.end", found.id, {}))
    return replace(found, is_active=False)


def let_in(hub: Hub, login: str, by: tuple[str, str] = ("", "")) -> str:
    """Lets in again who was ended, by a one-time link; the password of before holds no more.

    Raises Refused (`account.unknown`, `office.reader_in`) with nothing done.
    """
    secret = secrets.token_urlsafe(24)
    with hub.writing(WRITER, "reader.let_in") as unit:
        found = rows.reader_by_login(unit, folded(login))
        if found is None:
            raise Refused("account.unknown", field="login")
        if not rows.let_in(unit, found.id):
            raise Refused("office.reader_in")
        rows.keep_link(unit, hashed(secret), found.id, now_ms() + LINK_MS)
        rows.note_access(unit, Access(now_ms(), found.id, "let_in", found.subject))
        note_act(unit, Entry(now_ms(), *by, "reader.let_in", found.id, {}))
    return secret


def holder_of_link(hub: Hub, secret: str) -> PageReader | None:
    """Who may choose a password by a link; looking does not use it up."""
    with hub.reading() as reader:
        found = rows.link_holder(reader, hashed(secret), now_ms())
        return rows.reader_by_id(reader, found) if found else None


def choose_password(hub: Hub, secret: str, password: str) -> str:
    """Uses the link up, keeps the password and signs in. Returns the session. Raises NotAllowed (`reader.link`, `reader.short`)."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise NotAllowed("reader.short", number=SHORTEST)
    if holder_of_link(hub, secret) is None:
        raise NotAllowed("reader.link")
    kept = hashed_password(password)
    with hub.writing(WRITER, "reader.password") as unit:
        found = rows.use_link(unit, hashed(secret), now_ms())
        if found is None:
            raise NotAllowed("reader.link")
        rows.change_reader(unit, found, password=kept)
        rows.end_sessions(unit, found)
    return _begin(hub, found, "password")


def sign_in(hub: Hub, attempts: Attempts, login: str, password: str, address: str) -> str:
    """Returns the session. Raises NotAllowed: `sign_in.wait` (minutes), `reader.wrong` (unknown, ended or wrong: the same)."""
    name = "reader " + folded(login)[:120]
    seconds = attempts.wait_for(name, address)
    if seconds:
        raise NotAllowed("sign_in.wait", minutes=-(-seconds // 60))
    with hub.reading() as reader:
        found = rows.reader_by_login(reader, folded(login))
    is_right = is_password(found.password if found and found.password else None, password[:LONGEST])
    if found is None or not is_right or not found.is_active:
        attempts.failed(name, address)
        raise NotAllowed("reader.wrong")
    attempts.succeeded(name)
    return _begin(hub, found.id, "signed_in")


def _begin(hub: Hub, reader_id: str, act: str) -> str:
    session = secrets.token_urlsafe(32)
    with hub.writing(WRITER, "reader.session") as unit:
        rows.keep_session(unit, hashed(session), reader_id, now_ms() + SESSION_MS, now_ms())
        rows.note_access(unit, Access(now_ms(), reader_id, act, ""))
    return session


def reader_of(hub: Hub, session: str) -> PageReader | None:
    """Who is signed in by a cookie; None when nobody is any more."""
    if not session:
        return None
    with hub.reading() as reader:
        found = rows.session_holder(reader, hashed(session), now_ms())
    return found if found is not None and found.is_active else None


def sign_out(hub: Hub, session: str) -> None:
    with hub.writing(WRITER, "reader.out") as unit:
        rows.end_session(unit, hashed(session))


def note(hub: Hub, reader: PageReader, act: str, subject: str) -> None:
    """An entry of what a reader opened or did."""
    with hub.writing(WRITER, "reader.note") as unit:
        rows.note_access(unit, Access(now_ms(), reader.id, act, subject))
