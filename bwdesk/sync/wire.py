"""The contract between desks and server, version 1 (`/sync/1/…`): what each message holds. No HTTP, no SQL.

    POST /sync/1/sign-in   SignIn  -> SignedIn      account and password, once per device
    POST /sync/1/hello     Hello   -> Welcome       who are you, what is new; also renews the access token
    POST /sync/1/push      Push    -> Pushed        operations of several scopes; may carry a pull
    POST /sync/1/pull      Pull    -> Pulled        pages of the numbered logs of several scopes
    POST /sync/1/offer     Offer   -> Offered       after a reset: which of these operations do you lack?
    POST /sync/1/leave     Leave   -> Left          may this scope go from here? do you hold all of it?
    POST /sync/1/office    Look …  -> Overview …    people and laptops, for those who look after them (office_wire.py)
    POST /sync/1/receipt   Receipt -> Noted         an order of the office is carried out
    POST /sync/1/photos    Photos  -> PhotoStates   which of these photos do you have?
    GET /sync/1/snapshot/<sha256>                    a log from its beginning: pages in frames; with Range
    POST /sync/1/small-photos  SmallPhotos -> SmallBytes   thumbnails, many in one answer
    HEAD | PATCH | GET     /sync/1/blobs/<sha256>   photos: tus core semantics, GET with Range

Every body is one frame (frame.py) around one MessagePack struct; a failure is a `Problem` in a frame. Unknown members are ignored, so
newer programs may add some. Authorization: `Bearer <access>`; `hello` also takes `Device <device>.<secret>`.
"""

from __future__ import annotations

from typing import Any, Final, Literal, TypeVar

import msgspec

from bwdesk.errors import DeskError, NoAnswer, NotAllowed
from bwdesk.sync.bundle_ops import Bundle
from bwdesk.sync.frame import MAX_PLAIN, pack, unpack
from bwdesk.sync.vouchers import Voucher

SPOKEN: Final = (1,)
"""Versions of the contract that this program speaks, the newest last: at most the last three, each for at least twelve months."""

PREFIX: Final = "/sync/1"
CONTENT_TYPE: Final = "application/vnd.bwdesk.frame"
MAX_SCOPES: Final = 4_000
MAX_OPERATIONS: Final = 20_000
MAX_PHOTOS: Final = 500

S = TypeVar("S", bound=msgspec.Struct)
ShortText = str


class _Message(msgspec.Struct, omit_defaults=True, tag_field="is", tag=str.lower):
    """Base of what stands in a frame; the tag names it, so an answer to another question is no answer."""


class Problem(_Message):
    """The server answers, and says no. `key` names the sentence (`error.<key>`)."""

    key: str
    params: dict[str, str | int] = {}


class SignIn(_Message):
    """An account's name and password; the public key of the device; person ids the desk wrote under before it signed in."""

    login: str
    password: str
    device_name: str
    public_key: bytes
    former_ids: list[str] = []
    device: str = ""  # re-enrolling a device it had before
    app: str = ""
    box: str = ""  # what colleagues encrypt exchange files to


class SignedIn(_Message):
    """Who signed in, and what the device keeps in the keyring: its id and secret."""

    person: str
    name: str
    initials: str
    standing: str
    countries: list[str]
    device: str
    secret: str
    access: str
    access_until: int  # ms since 1970
    server: str
    epoch: str
    server_key: bytes  # Ed25519; signs what the server itself writes
    first: bool = False  # that was a first password: one of their own is to be chosen


class Hello(_Message):
    """Is there anything new? `digest` covers all scopes with their cursors and chains (domain/chain.py)."""

    app: str
    protos: list[int]
    schema: int
    now: int  # ms since 1970, by this laptop
    digest: bytes
    dictionaries: list[str] = []
    mark: bytes = b""  # the newest one that this desk was given
    run: bytes = b""  # of this desk's program, 16 random bytes
    before: bytes = b""  # the run that this one went on from, by the desk's file; only until hello was answered


class ScopeHead(msgspec.Struct, array_like=True):
    """How far the log of one scope goes."""

    scope: str
    head: int
    chain: bytes


class Welcome(_Message):
    """`same`: the digests are equal. Otherwise all scopes this person may read, with their heads.

    `revoked`: the device or its account was let go; it hands in what it holds, and reads nothing. `open_days`: for how long the desk may
    be opened without the office from now on, and after how many days it says so (0: as the program has it). `standing`: of the account.
    """

    server: str
    epoch: str
    now: int
    proto: int
    same: bool
    max_bytes: int
    scopes: list[ScopeHead] = []
    access: str = ""
    access_until: int = 0
    orders: list[bytes] = []
    dictionaries: list[str] = []
    revoked: bool = False
    open_days: int = 0
    open_warning_days: int = 0
    standing: str = ""
    twice: bool = False  # another laptop speaks under this one's id
    first: bool = False  # the account still has its first password
    must_update: bool = False  # no version of the contract is shared: the desk may send, and fetches once it is updated


class Place(msgspec.Struct, array_like=True):
    """How far a desk is in a scope's log, with the proof of it. Never been there: 0 and empty."""

    scope: str
    epoch: str
    cursor: int
    chain: bytes


class Part(msgspec.Struct, omit_defaults=True):
    """What is pushed into one scope."""

    at: Place
    ops: Bundle


class Wish(msgspec.Struct, omit_defaults=True):
    """What is pulled from one scope. `bodies`: of whose operations the texts are sent, and not just the id."""

    at: Place
    bodies: Literal["others", "all", "none"] = "others"
    snapshot: bool = False  # a file with the log from its beginning would be taken


class Snapshot(msgspec.Struct, array_like=True):
    """A file of frames, each with a Page of one log: from its beginning up to `seq`, where the chain is `chain`. `start`: the place in the
    file of the frame that covers the asker's cursor."""

    sha256: bytes
    size: int
    seq: int
    chain: bytes
    start: int = 0


class Push(_Message):
    """`signature`: the device's, over `running_hash` of all parts. `wishes` are answered as by a pull. `vouchers`: what colleagues'
    devices signed of operations that are carried for them."""

    parts: list[Part]
    signature: bytes
    wishes: list[Wish] = []
    max_bytes: int = 0
    vouchers: list[Voucher] = []
    by_place: bool = False  # what this push brought may come back as "the next of them"


class Fate(msgspec.Struct, omit_defaults=True):
    """What became of a part. `parked`: reasons by operation id. `broken`: places in the part of what cannot
    be kept at all. The rest is taken."""

    scope: str
    reset: bool = False
    parked: dict[str, str] = {}
    broken: list[int] = []


class Page(msgspec.Struct, omit_defaults=True):
    """A stretch of a scope's log, from `after` + 1 on, without gaps.

    `own` tells entry by entry (1: only the id, in `ids`; 0: whole, in `ops`; 2: the next of what the push brought to this scope).
    `parked`: reasons by place in the page. `verdicts`: those with which entries got their numbers, by place; the chain covers them, and
    they stand here too when the entry was let go since.
    `token` is the server's proof of the chain at the end of the page. `gone`: not readable (any more).
    """

    scope: str
    epoch: str = ""
    after: int = 0
    head: int = 0
    own: bytes = b""
    ids: bytes = b""
    ops: Bundle = msgspec.field(default_factory=Bundle)
    parked: dict[int, str] = {}
    verdicts: dict[int, str] = {}
    chain: bytes = b""
    token: bytes = b""
    reset: bool = False
    gone: bool = False
    snapshot: Snapshot | None = None  # to be fetched instead of pages up to its number


class Pushed(_Message):
    """`mark`: the server's signed word for how far it has come. A desk shows it with hello: so a server that was put back notices."""

    fates: list[Fate]
    pages: list[Page] = []
    mark: bytes = b""


class Pull(_Message):
    wishes: list[Wish]
    max_bytes: int


class Pulled(_Message):
    """`mark`: as with Pushed."""

    pages: list[Page]
    mark: bytes = b""


class Offer(_Message):
    """Ids of operations (16 bytes each) of one scope that a desk holds."""

    scope: str
    ids: bytes


class Offered(_Message):
    """One byte for each offered id: 1 if the server lacks it."""

    missing: bytes


class Leave(_Message):
    """A scope that the server names no more, how far its log was read here, and ids (16 bytes each) of operations that are held here."""

    at: Place
    ids: bytes = b""


class Left(_Message):
    """`is_over`: the server knows the scope and holds its log up to that place, and this person reads it no more. Absence says nothing.
    `missing`: one byte for each id, 1 if its log lacks it."""

    is_over: bool = False
    missing: bytes = b""


class Receipt(_Message):
    """An order is carried out. `signature`: the device's, over `orders.receipt_text`."""

    order: str
    signature: bytes


class Noted(_Message):
    """Written down."""


class Photos(_Message):
    """Hashes (32 bytes each) of photos that a desk would send or fetch."""

    ids: bytes


class PhotoState(msgspec.Struct, array_like=True):
    """`is_named`: a record names it where this person may read. `offset`: bytes of it that are here (its size, when whole)."""

    is_named: bool
    is_whole: bool
    offset: int


class PhotoStates(_Message):
    states: list[PhotoState]


class SmallPhotos(_Message):
    """Hashes (32 bytes each) of small photos that a desk would have, about `max_bytes` of them."""

    ids: bytes
    max_bytes: int


class SmallBytes(_Message):
    """Their bytes in the order asked, as many as fitted; empty for one that is not to be had this way."""

    found: list[bytes]


def encoded(message: msgspec.Struct, *, with_dictionary: bool = True) -> bytes:
    """The frame of a message."""
    return pack(_encoder.encode(message), with_dictionary=with_dictionary)


def decoded(data: bytes, kind: type[S], *, limit: int = MAX_PLAIN) -> S:
    """The message of a kind in a frame. Raises NoAnswer naming the cause if it is not one."""
    try:
        return msgspec.msgpack.decode(unpack(data, limit=limit), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise NoAnswer("answer.damaged") from None


def answered(data: bytes, kind: type[S]) -> S:
    """The answer of a kind in a frame. Raises NotAllowed when the server says no (with its words), NoAnswer for anything else."""
    both: Any = kind | Problem  # the tag tells them apart
    message = decoded(data, both)
    if isinstance(message, Problem):
        raise _said_no(message)
    answer: S = message
    return answer


def _said_no(problem: Problem) -> DeskError:
    """`server.…` is a server in trouble, to be tried again; everything else is meant."""
    error = NoAnswer(problem.key) if problem.key.startswith("server.") else NotAllowed(problem.key)
    error.params.update(problem.params)
    return error


_encoder: Final = msgspec.msgpack.Encoder()
