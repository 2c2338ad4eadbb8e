"""The web application: routes, sizes, who asks, and answers in frames. What they mean lives in judge, pages, identity and blobs.

Nothing that comes in makes a trace go out: a failure has a name, anything else is one log line and `server.failed`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import anyio.to_thread
import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from bwdesk import ids
from bwdesk.domain.chain import running_hash
from bwdesk.domain.operation import hash_of_texts
from bwdesk.domain.passwords import LONGEST
from bwdesk.errors import NoAnswer, NotAllowed
from bwdesk.server import clerk, judge, pages
from bwdesk.server.blobs import BlobFolder, Objects, standing_of
from bwdesk.server.blobs_app import blob_routes
from bwdesk.server.gate import Gate, body_of, framed
from bwdesk.server.identity import Caller, Enrolment, caller_of, choose_password, is_signed, new_access, sign_in
from bwdesk.server.limits import Attempts
from bwdesk.server.orders import orders_for, take_receipt
from bwdesk.server.pages import NOTHING, Brought
from bwdesk.server.past import Past
from bwdesk.server.pen import Keys, open_keys
from bwdesk.server.press import Press
from bwdesk.server.reader_check import FileCheck, check_routes
from bwdesk.server.reader_html import Form, address_of
from bwdesk.server.reader_pages import reader_routes
from bwdesk.server.reader_progress import ProgressPages
from bwdesk.server.reader_replies import reply_routes
from bwdesk.server.reader_sign_in import ask_again, sign_in_routes
from bwdesk.server.roster import vouched_for
from bwdesk.server.sent import Sent
from bwdesk.server.small_photos import small_photos
from bwdesk.server.snapshots import Shelf, snapshot_routes
from bwdesk.server.twins import note_run
from bwdesk.shipped import profile
from bwdesk.store.hub import Hub
from bwdesk.store.office_acts import has_first_password
from bwdesk.sync import office_wire, wire
from bwdesk.sync.bundle_ops import Bundle, unpacked
from bwdesk.sync.frame import dictionary_names
from bwdesk.sync.sizes import Shrinkage
from bwdesk.sync.wire import SPOKEN

S = TypeVar("S", bound=msgspec.Struct)

LARGEST_MESSAGE: Final = 4 * 1024 * 1024
LARGEST_SMALL: Final = 64 * 1024
LARGEST_PAGE: Final = 1024 * 1024
THREADS: Final = 12


@dataclass
class Server:
    """What the routes share."""

    hub: Hub
    keys: Keys
    folder: BlobFolder
    shelf: Shelf
    past: Past
    attempts: Attempts = field(default_factory=Attempts)
    shrinkage: Shrinkage = field(default_factory=Shrinkage)
    asks_again: Callable[[Server, Request, Form], Response | None] = ask_again

    def caller(self, request: Request, *, may_renew: bool = False, hands_in: bool = False) -> Caller:
        """Who asks; raises NotAllowed. `hands_in`: a revoked device may ask too, to hand in what it holds."""
        caller = caller_of(self.hub, self.keys, request.headers.get("authorization", ""), now_ms(), may_renew=may_renew)
        request.state.account, request.state.device = caller.account.id, caller.device.id
        if caller.is_revoked and not hands_in:
            raise NotAllowed("device.revoked")
        return caller


def now_ms() -> int:
    return int(ids.now().timestamp() * 1000)


def make_app(db_url: str, photos: Path, objects: Objects | None = None, issuers: Sequence[bytes] = ()) -> Gate:
    """The application over a database and a folder of photos (or `objects`, with the folder as their cache).

    Opens both, and releases what waits only for what has come by now. `issuers`: certificates (DER) by which signatures are known.
    """
    hub = Hub(db_url)
    past = Past(hub, photos / "past")
    server = Server(hub, past.looked_back(open_keys(hub)), BlobFolder(photos, objects), Shelf(photos / "snapshots"), past)
    check, press = FileCheck(issuers), Press()
    judge.release_due(hub, server.keys, ids.now().date())

    @asynccontextmanager
    async def lifespan(_app: Any) -> Any:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        check.close()
        press.close()
        hub.close()

    def post(path: str, work: Callable[[Server, Request, bytes], msgspec.Struct], limit: int) -> Route:
        async def endpoint(request: Request) -> Response:
            data = await body_of(request, limit)
            answer = framed(await run_in_threadpool(work, server, request, data))
            server.shrinkage.learn(getattr(request.state, "plain", 0), len(answer.body))
            return answer

        return Route(wire.PREFIX + path, endpoint, methods=["POST"])

    routes = [
        Route("/", _about),
        *(post(path, work, limit) for path, (work, limit) in _posts().items()),
        *blob_routes(server),
        *snapshot_routes(server),
        *reader_routes(server),
        *sign_in_routes(server),
        *ProgressPages(press).routes(server),
        *reply_routes(server),
        *check_routes(server, check),
    ]
    return Gate(Router(routes, default=_unknown, lifespan=lifespan))


def read(data: bytes, kind: type[S]) -> S:
    """The message of a request; one that cannot be read is the asker's mistake."""
    try:
        return wire.decoded(data, kind)
    except NoAnswer as error:
        raise NotAllowed("message.dictionary" if error.key == "answer.newer" else "message.broken") from None


def _posts() -> dict[str, tuple[Callable[[Server, Request, bytes], msgspec.Struct], int]]:
    """What is asked in frames: path, who answers, and the largest message in bytes."""
    return {
        "/sign-in": (_sign_in, LARGEST_SMALL),
        "/hello": (_hello, LARGEST_SMALL),
        "/push": (_push, LARGEST_MESSAGE),
        "/pull": (_pull, LARGEST_MESSAGE),
        "/offer": (_offer, LARGEST_SMALL * 2),
        "/leave": (_leave, LARGEST_SMALL * 2),
        "/receipt": (_receipt, LARGEST_SMALL),
        "/photos": (_photos, LARGEST_SMALL),
        office_wire.PATH: (_office, LARGEST_SMALL),
        "/small-photos": (_small_photos, LARGEST_SMALL),
    }


async def _about(request: Request) -> Response:
    return PlainTextResponse("BW Desk server. Desks talk to it; there is nothing to see here.\n")


async def _unknown(scope: Scope, receive: Receive, send: Send) -> None:
    await framed(wire.Problem("message.unknown"), 404)(scope, receive, send)


def _sign_in(server: Server, request: Request, data: bytes) -> wire.SignedIn:
    message = read(data, wire.SignIn)
    enrolment = Enrolment(
        message.login,
        message.password,
        message.device_name,
        message.public_key,
        message.device,
        tuple(message.former_ids),
        message.box,
    )
    if len(message.login) > 200 or len(message.password) > 1_000 or len(message.public_key) != 32:
        raise NotAllowed("message.broken")
    caller, secret = sign_in(server.hub, server.keys, server.attempts, enrolment, address_of(request))
    request.state.account, request.state.device = caller.account.id, caller.device.id
    access, until = new_access(server.keys, caller.device.id, now_ms())
    account = caller.account
    return wire.SignedIn(
        account.id, account.name, account.initials, account.standing, list(account.countries), caller.device.id, secret, access, until,
        server.keys.server, server.keys.epoch, server.keys.public, _is_first(server, caller),
    )  # fmt: skip


def _is_first(server: Server, caller: Caller) -> bool:
    with server.hub.reading() as reader:
        return has_first_password(reader, caller.account.id)


def _hello(server: Server, request: Request, data: bytes) -> wire.Welcome:
    caller = server.caller(request, may_renew=True, hands_in=True)
    message = read(data, wire.Hello)
    server.keys = server.past.heard(server.keys, message.mark, caller.device.id)
    shared = set(SPOKEN).intersection(message.protos)
    heads = pages.what_is_new(server.hub, server.keys, caller.member, message.digest, ids.now().date()) if shared else None
    welcome = wire.Welcome(
        server.keys.server, server.keys.epoch, now_ms(), max(shared, default=SPOKEN[-1]), heads is None, LARGEST_PAGE, heads or [],
        dictionaries=sorted(dictionary_names()), revoked=caller.is_revoked, orders=orders_for(server.hub, server.keys, caller.device.id),
        open_days=profile().desk.open_days, open_warning_days=profile().desk.open_warning_days,
        standing=caller.account.standing, twice=note_run(server.hub, caller.device.id, message.run, message.before),
        must_update=not shared, first=_is_first(server, caller),
    )  # fmt: skip
    if request.headers.get("authorization", "").startswith("Device "):
        welcome.access, welcome.access_until = new_access(server.keys, caller.device.id, now_ms(), apart=caller.is_revoked)
    return welcome


def _push(server: Server, request: Request, data: bytes) -> wire.Pushed:
    caller = server.caller(request, hands_in=True)
    message = read(data, wire.Push)
    parts = [_part(one) for one in message.parts]
    if len({part.scope for part in parts}) != len(parts) or sum(len(part.texts) for part in parts) > wire.MAX_OPERATIONS:
        raise NotAllowed("message.broken")
    request.state.operations = sum(len(part.texts) for part in parts)
    total = running_hash(caller.device.id, [(part.scope, part.hashes) for part in parts])
    if not is_signed(caller.device, total, message.signature):
        raise NotAllowed("device.signature")
    signed = judge.Signed(caller.device.id, total, message.signature)
    vouched = vouched_for(server.hub, message.vouchers)
    outcomes = judge.take_push(server.hub, server.keys, caller.member, parts, signed, ids.now().date(), vouched, server.past)
    fates = [wire.Fate(one.scope, one.is_reset, dict(one.parked), one.broken) for one in outcomes]
    pushed = {one.scope: one.ids for one in outcomes}
    found = _pages(server, request, caller, message.wishes, message.max_bytes, Brought(pushed, message.by_place)) if message.wishes else []
    return wire.Pushed(fates, found, server.past.mark(server.keys))


def _part(part: wire.Part) -> Sent:
    texts = texts_of(part.ops)
    return Sent(part.at.scope, part.at.epoch, part.at.cursor, part.at.chain, texts, [hash_of_texts(*one) for one in texts])


def _pull(server: Server, request: Request, data: bytes) -> wire.Pulled:
    caller = server.caller(request)
    message = read(data, wire.Pull)
    return wire.Pulled(_pages(server, request, caller, message.wishes, message.max_bytes), server.past.mark(server.keys))


def _pages(
    server: Server, request: Request, caller: Caller, wishes: list[wire.Wish], max_bytes: int, brought: Brought = NOTHING
) -> list[wire.Page]:
    if len(wishes) > wire.MAX_SCOPES:
        raise NotAllowed("message.broken")
    budget = server.shrinkage.budget(min(max(max_bytes, 1), LARGEST_PAGE))
    found, request.state.plain = pages.pages(server.hub, server.keys, caller, wishes, budget, ids.now().date(), brought, server.shelf)
    return found


def _offer(server: Server, request: Request, data: bytes) -> wire.Offered:
    server.caller(request, hands_in=True)
    message = read(data, wire.Offer)
    flat = message.ids.hex()
    return wire.Offered(pages.lacks(server.hub, message.scope, [flat[i : i + 32] for i in range(0, len(flat) - 31, 32)]))


def _leave(server: Server, request: Request, data: bytes) -> wire.Left:
    caller = server.caller(request, hands_in=True)
    message = read(data, wire.Leave)
    flat = message.ids.hex()
    ids_there = [flat[i : i + 32] for i in range(0, len(flat) - 31, 32)]
    missing = pages.may_leave(server.hub, server.keys, caller.member, message.at, ids_there, ids.now().date())
    return wire.Left() if missing is None else wire.Left(True, missing)


def _receipt(server: Server, request: Request, data: bytes) -> wire.Noted:
    caller = server.caller(request, hands_in=True)
    message = read(data, wire.Receipt)
    take_receipt(server.hub, caller, message.order, message.signature)
    return wire.Noted()


def _photos(server: Server, request: Request, data: bytes) -> wire.PhotoStates:
    caller = server.caller(request, hands_in=True)
    flat = read(data, wire.Photos).ids.hex()
    names = [flat[i : i + 64] for i in range(0, len(flat) - 63, 64)]
    if len(names) > wire.MAX_PHOTOS:
        raise NotAllowed("message.broken")
    found = standing_of(server.hub, server.folder, caller.member, names, ids.now().date())
    states = [found.get(one) for one in names]
    return wire.PhotoStates([wire.PhotoState(s is not None, s is not None and s.is_whole, s.offset if s else 0) for s in states])


def _office(server: Server, request: Request, data: bytes) -> msgspec.Struct:
    caller = server.caller(request)
    asks: Any = office_wire.Ask  # the tag tells them apart
    ask = read(data, asks)
    if isinstance(ask, office_wire.OwnPassword):
        choose_password(server.hub, server.attempts, caller, ask.now[:LONGEST], ask.new, address_of(request))
        return wire.Noted()
    return clerk.answer(server.hub, server.keys, caller, ask)


def _small_photos(server: Server, request: Request, data: bytes) -> wire.SmallBytes:
    caller = server.caller(request)
    message = read(data, wire.SmallPhotos)
    flat = message.ids.hex()
    names = [flat[i : i + 64] for i in range(0, len(flat) - 63, 64)]
    if not 0 < len(names) <= wire.MAX_PHOTOS:
        raise NotAllowed("message.broken")
    budget = min(message.max_bytes, LARGEST_PAGE)
    return wire.SmallBytes(small_photos(server.hub, server.folder, caller.member, names, budget, ids.now().date()))


def texts_of(bundle: Bundle) -> list[tuple[str, str]]:
    """The operations' texts of a bundle from outside."""
    try:
        return unpacked(bundle)
    except NoAnswer:
        raise NotAllowed("message.broken") from None
