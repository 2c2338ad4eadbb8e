"""The desk's side of the wire: signing in, and one function for each message. Holds no records and knows no SQL.

What the device proves itself with (id, secret, signing key) lies in the secrets handed in: the system keyring, or memory in tests.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bwdesk import __version__, ids
from bwdesk.domain.chain import running_hash
from bwdesk.domain.kinds import SCHEMA
from bwdesk.errors import NoAnswer, NotAllowed
from bwdesk.sync import office_wire, wire
from bwdesk.sync.bundle_ops import Bundle
from bwdesk.sync.desk_keys import desk_keys
from bwdesk.sync.frame import dictionary_names
from bwdesk.sync.orders import Order, read_order, receipt_text
from bwdesk.sync.vouchers import Voucher
from bwdesk.sync.wire import SPOKEN

if TYPE_CHECKING:
    from bwdesk.sync.link import Link, Reply

S = TypeVar("S", bound=msgspec.Struct)

APP: Final = f"bwdesk/{__version__}"
RENEW_MS: Final = 120_000
NAME: Final = "device"


def _link(url: str, ca: Path | None) -> Link:
    from bwdesk.sync.link import Link  # HTTP and its certificates: 0.1 s that no window waits for

    return Link(url, ca)


class Secrets(Protocol):
    """Where small secrets are kept by name (`bwdesk.keys.Keyring` is one)."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, secret: str) -> None: ...

    def delete(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Credentials:
    """What this device proves itself with, and to which server. `key` is the Ed25519 private key, `server_key` what checks orders of the
    server: 64 hex digits each."""

    server: str
    person: str
    device: str
    secret: str
    key: str
    server_key: str = ""


def read_credentials(secrets: Secrets, name: str = NAME) -> Credentials | None:
    """This device's credentials; None if it never signed in (or they are unreadable, which is the same)."""
    stored = secrets.get(name)
    try:
        return None if stored is None else Credentials(**json.loads(stored))
    except (ValueError, TypeError):
        return None


def sign_in(
    url: str, login: str, password: str, *, secrets: Secrets, device: str = "", device_name: str = "", ca: Path | None = None,
    former_ids: Iterable[str] = (), name: str = NAME,
) -> wire.SignedIn:  # fmt: skip
    """Signs in with an account's name and password and keeps the device's credentials under `name`.

    `device`: the id under which this desk writes (32 hex digits; the server takes it over unless it is somebody else's).
    `former_ids`: person ids the desk wrote under before. Raises NotAllowed (`sign_in.wrong`, `sign_in.wait`), NoAnswer, Refused (address).
    """
    before, keys = read_credentials(secrets, name), desk_keys(secrets, name)
    message = wire.SignIn(
        login, password, device_name or platform.node() or "laptop", keys.public, list(former_ids),
        device or (before.device if before else ""), APP, keys.box_public,
    )  # fmt: skip
    link = _link(url, ca)
    try:
        reply = link.exchange("POST", wire.PREFIX + "/sign-in", wire.encoded(message), headers={"Content-Type": wire.CONTENT_TYPE})
        signed = _understood(reply, wire.SignedIn)
    finally:
        link.close()
    mine, theirs = keys.signing.private_bytes_raw().hex(), signed.server_key.hex()
    kept = Credentials(signed.server, signed.person, signed.device, signed.secret, mine, theirs)
    secrets.set(name, json.dumps(asdict(kept)))
    return signed


def sign_out(secrets: Secrets, name: str = NAME) -> None:
    """Forgets the device's credentials; what is recorded stays and goes on waiting."""
    secrets.delete(name)


class Client:
    """One server, one device. Belongs to the net lane; only `abort` may be called from elsewhere."""

    def __init__(self, url: str, secrets: Secrets, *, ca: Path | None = None, name: str = NAME) -> None:
        """Raises NotAllowed (`sign_in.needed`) if this device never signed in, Refused for an address that cannot be one."""
        found = read_credentials(secrets, name)
        if found is None:
            raise NotAllowed("sign_in.needed")
        self.credentials = found
        self._key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(found.key))
        self._link = _link(url, ca)
        self._access = ""
        self._access_until = 0
        self.bytes_up = 0
        self.bytes_down = 0
        self.turns = 0
        self.mark = b""
        """The newest word of the server for how far it has come."""
        self.run = self.before = b""
        """This run of the program, and the one before it by the desk's file (until that is written)."""

    def hello(self, digest: bytes) -> wire.Welcome:
        """Asks whether there is anything new; renews the access token when it is about to end.

        Raises NoAnswer (`answer.other_server`) if another server than the one signed in to answers.
        """
        now = _now_ms()
        message = wire.Hello(APP, list(SPOKEN), SCHEMA, now, digest, sorted(dictionary_names()), self.mark, self.run, self.before)
        is_fresh = self._access_until - RENEW_MS > now
        mine = f"Bearer {self._access}" if is_fresh else f"Device {self.credentials.device}.{self.credentials.secret}"
        try:
            welcome = _understood(self._send("/hello", wire.encoded(message), mine), wire.Welcome)
        except NotAllowed as error:
            if error.key != "device.revoked" or not is_fresh:
                raise
            self._access_until = 0  # let go since that token was given: what is here may still be handed in
            return self.hello(digest)
        if welcome.server != self.credentials.server:
            raise NoAnswer("answer.other_server")
        if welcome.access:
            self._access, self._access_until = welcome.access, now + (welcome.access_until - welcome.now)
        return welcome

    def push(
        self, parts: Sequence[tuple[wire.Place, Bundle]], hashes: Sequence[tuple[str, Sequence[bytes]]],
        wishes: Sequence[wire.Wish], max_bytes: int, vouchers: Sequence[Voucher] = (),
    ) -> wire.Pushed:  # fmt: skip
        """Sends operations, signed as one (`hashes` by scope), with vouchers of what is carried, and asks for pages in the same turn."""
        signature = self._key.sign(running_hash(self.credentials.device, hashes))
        message = wire.Push([wire.Part(at, ops) for at, ops in parts], signature, list(wishes), max_bytes, list(vouchers), True)
        pushed = self._ask("/push", message, wire.Pushed, max_bytes)
        self.mark = pushed.mark or self.mark
        return pushed

    def pull(self, wishes: Sequence[wire.Wish], max_bytes: int) -> wire.Pulled:
        """Asks for pages of logs, about `max_bytes` on the wire in all."""
        pulled = self._ask("/pull", wire.Pull(list(wishes), max_bytes), wire.Pulled, max_bytes)
        self.mark = pulled.mark or self.mark
        return pulled

    def offer(self, scope: str, operation_ids: Sequence[str]) -> list[str]:
        """Which of these operations the server lacks."""
        missing = self._ask("/offer", wire.Offer(scope, bytes.fromhex("".join(operation_ids))), wire.Offered).missing
        if len(missing) != len(operation_ids):
            raise NoAnswer("answer.damaged")
        return [one for one, is_missing in zip(operation_ids, missing, strict=True) if is_missing]

    def leave(self, at: wire.Place, operation_ids: Sequence[str]) -> tuple[bool, list[str]]:
        """Whether this person reads a scope no more, by a server that knows it; and which of these operations it lacks."""
        left = self._ask("/leave", wire.Leave(at, bytes.fromhex("".join(operation_ids))), wire.Left)
        if left.is_over and len(left.missing) != len(operation_ids):
            raise NoAnswer("answer.damaged")
        return left.is_over, [one for one, is_missing in zip(operation_ids, left.missing, strict=False) if is_missing]

    def receipt(self, order: str) -> None:
        """Tells the office that an order is carried out."""
        self._ask("/receipt", wire.Receipt(order, self._key.sign(receipt_text(order))), wire.Noted)

    def office(self, ask: office_wire.Ask) -> Any:
        """Asks the office for an act, or who is there (office_wire.py says which answer belongs to which). Raises NotAllowed, NoAnswer."""
        kind: Any = office_wire.Answer
        return self._ask(office_wire.PATH, ask, kind)

    def order_in(self, welcome: wire.Welcome) -> Order | None:
        """The order to this device in an answer, if it is signed by the server it signed in to."""
        mine = self.credentials
        if not mine.server_key:
            return None
        found = (read_order(data, bytes.fromhex(mine.server_key), mine.server, mine.device) for data in welcome.orders)
        return next((one for one in found if one is not None), None)

    def photos(self, sha256s: Sequence[str]) -> dict[str, wire.PhotoState]:
        """How photos stand at the server."""
        states = self._ask("/photos", wire.Photos(bytes.fromhex("".join(sha256s))), wire.PhotoStates).states
        if len(states) != len(sha256s):
            raise NoAnswer("answer.damaged")
        return dict(zip(sha256s, states, strict=True))

    def small_photos(self, sha256s: Sequence[str], max_bytes: int) -> list[bytes]:
        """Bytes of small photos in the order asked, as many as fit, at least one; empty for one that is not to be had this way."""
        message = wire.SmallPhotos(bytes.fromhex("".join(sha256s)), max_bytes)
        found = self._ask("/small-photos", message, wire.SmallBytes, max_bytes).found
        if not 0 < len(found) <= len(sha256s):
            raise NoAnswer("answer.damaged")
        return found

    def send_piece(self, sha256: str, offset: int, piece: bytes, length: int) -> int:
        """Adds a piece to a photo's upload. Returns the offset the server has now (another than expected: start again from there)."""
        headers = {
            "Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset),
            "Upload-Length": str(length),
        }  # fmt: skip
        reply = self._blob("PATCH", sha256, piece, headers)
        if reply.status not in (204, 409, 460):
            raise _no_blob(reply)
        return _offset(reply)

    def piece(self, sha256: str, start: int, size: int) -> tuple[bytes, int]:
        """Bytes of a photo from `start` on, at most `size`; and how long the whole is."""
        reply = self._blob("GET", sha256, b"", {"Range": f"bytes={start}-{start + size - 1}"}, size)
        if reply.status == 200 and start == 0:
            return reply.body, len(reply.body)
        where, _, whole = reply.headers.get("content-range", "").partition("/")
        if reply.status != 206 or not where.startswith(f"bytes {start}-") or not whole.isdigit():
            raise _no_blob(reply)
        return reply.body, int(whole)

    def snapshot_piece(self, sha256: str, start: int, size: int) -> bytes | None:
        """Bytes of a snapshot from `start` on, at most `size`, at least one; None if the server has it no more."""
        reply = self._get(f"/snapshot/{sha256}", {"Range": f"bytes={start}-{start + size - 1}"}, size)
        if reply.status == 206 and reply.headers.get("content-range", "").startswith(f"bytes {start}-") and 0 < len(reply.body) <= size:
            return reply.body
        try:
            _understood(reply, wire.Welcome)
        except NotAllowed as error:
            if error.key != "snapshot.gone":
                raise
            return None
        raise NoAnswer("answer.damaged")

    def abort(self) -> None:
        """Ends the exchange that is under way, from any thread."""
        self._link.abort()

    def close(self) -> None:
        self._link.close()

    def _ask(self, path: str, message: msgspec.Struct, kind: type[S], expected: int = 0) -> S:
        data = wire.encoded(message)
        if self._access_until - RENEW_MS / 4 < _now_ms():
            self.hello(b"")
        try:
            return _understood(self._send(path, data, f"Bearer {self._access}", expected), kind)
        except NotAllowed as error:
            if error.key not in ("sign_in.expired", "device.revoked"):
                raise
        self._access_until = 0
        self.hello(b"")
        return _understood(self._send(path, data, f"Bearer {self._access}", expected), kind)

    def _send(self, path: str, data: bytes, authorization: str, expected: int = 0) -> Reply:
        headers = {"Content-Type": wire.CONTENT_TYPE, "Authorization": authorization}
        reply = self._link.exchange("POST", wire.PREFIX + path, data, headers=headers, expected=expected)
        self._count(len(data), len(reply.body))
        return reply

    def _blob(self, method: str, sha256: str, body: bytes, headers: dict[str, str], expected: int = 0) -> Reply:
        if self._access_until - RENEW_MS / 4 < _now_ms():
            self.hello(b"")
        headers = {**headers, "Authorization": f"Bearer {self._access}"}
        reply = self._link.exchange(method, f"{wire.PREFIX}/blobs/{sha256}", body, headers=headers, expected=expected)
        self._count(len(body), len(reply.body))
        return reply

    def _get(self, path: str, headers: dict[str, str], expected: int) -> Reply:
        if self._access_until - RENEW_MS / 4 < _now_ms():
            self.hello(b"")
        headers = {**headers, "Authorization": f"Bearer {self._access}"}
        reply = self._link.exchange("GET", wire.PREFIX + path, headers=headers, expected=expected)
        self._count(0, len(reply.body))
        return reply

    def _count(self, up: int, down: int) -> None:
        self.bytes_up += up
        self.bytes_down += down
        self.turns += 1


def _understood(reply: Reply, kind: type[S]) -> S:
    """The answer in a reply. A page with a gateway's status is a server in trouble; any other page is somebody else's."""
    try:
        return wire.answered(reply.body, kind)
    except NoAnswer as error:
        if error.key in ("answer.page", "answer.other", "answer.empty") and reply.status in (502, 503, 504):
            raise NoAnswer("answer.gateway") from None
        if error.key in ("answer.other", "answer.empty") and reply.status in (301, 302, 303, 307, 308, 401, 407, 511):
            raise NoAnswer("answer.page") from None
        raise


def _no_blob(reply: Reply) -> NoAnswer | NotAllowed:
    if reply.body.startswith(b"FSY1"):
        try:
            wire.answered(reply.body, wire.Welcome)
        except (NoAnswer, NotAllowed) as error:
            return error
    if reply.status == 404 and "tus-resumable" in reply.headers:
        return NoAnswer("photo.not_there")
    return NoAnswer("answer.page" if reply.status in (200, 301, 302, 303, 307, 511) else "answer.other")


def _offset(reply: Reply) -> int:
    text = reply.headers.get("upload-offset", "")
    if "tus-resumable" not in reply.headers or not text.isascii() or not text.isdigit():
        raise NoAnswer("answer.other")
    return int(text)


def _now_ms() -> int:
    return int(ids.now().timestamp() * 1000)
