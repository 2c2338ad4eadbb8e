"""Requests as somebody hostile, or something broken, would make them: Hypothesis strategies, and what no answer may ever be."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from bwdesk.domain.chain import running_hash
from bwdesk.domain.operation import hash_of_texts
from bwdesk.server import readers
from bwdesk.store.digest import store_digest
from bwdesk.store.hub import Hub
from bwdesk.sync import link, wire
from bwdesk.sync.bundle_ops import packed
from bwdesk.sync.frame import MAGIC, pack, unpack
from bwdesk.sync.link import Reply
from tests.fakes.near_link import NearLink, NearServer
from tests.fakes.office import Laptop, ServerHouse

URL = "http://127.0.0.1:9"
MESSAGES = {
    "/sign-in": wire.SignIn, "/hello": wire.Hello, "/push": wire.Push, "/pull": wire.Pull, "/offer": wire.Offer, "/photos": wire.Photos,
    "/leave": wire.Leave, "/receipt": wire.Receipt,
}  # fmt: skip


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    query: bytes = b""


class Target:
    """A server with a little work on it, and somebody who may ask. `seen` are requests that it once answered well."""

    def __init__(self, folder: Any) -> None:
        link.Link, self._link = NearLink, link.Link  # type: ignore[misc,assignment]
        self.house = ServerHouse(folder / "server")
        self.server = NearLink.server = NearServer(self.house.db_url, self.house.photos)
        self.seen: list[Request] = []
        NearLink.fate = staticmethod(lambda _path, ask: ask())  # type: ignore[method-assign]
        self._answer, self.server.answer = self.server.answer, self._noted  # type: ignore[method-assign]
        self.amina, self.jonas = (Laptop(folder, self.house.account(name)).join(URL) for name in ("amina", "jonas"))
        self.factory_id = self.amina.registers()
        self.amina.registers()
        self.amina.sync()
        self.jonas.sync()
        self.server.answer = self._answer  # type: ignore[method-assign]
        stored = json.loads(self.amina.ring.secrets["device"])
        self.device, self.key = stored["device"], Ed25519PrivateKey.from_private_bytes(bytes.fromhex(stored["key"]))
        self.tokens = sorted({one.headers["Authorization"] for one in self.seen if "Authorization" in one.headers})
        self.own = next(one.headers["Authorization"] for one in self.seen if one.path.endswith("/push"))
        with self.amina.store.reading() as reader:
            self.texts = [(op.header, op.body) for op in reader.operations_of(self.factory_id)]
        self.paths = [getattr(route, "path", "/") for route in self.server.app._app.routes]  # type: ignore[attr-defined]
        self.cookie = self._reader()
        self.before = self.digest()

    def _reader(self) -> str:
        """The cookie of somebody at the factory who is signed in; no form of theirs is ever brought along."""
        hub = Hub(self.house.db_url)
        _, secret = readers.invite(hub, "golden", name="HR manager", side="factory", subject=self.factory_id, country="KH")
        session = readers.choose_password(hub, secret, "three plain words")
        hub.close()
        return f"bwdesk_reader={session}"

    def _noted(self, method: str, path: str, body: bytes, headers: dict[str, str], query: bytes = b"") -> Reply:
        self.seen.append(Request(method, path, headers, body))
        return self._answer(method, path, body, headers, query)

    def digest(self) -> str:
        """Everything in the logs that people read here."""
        hub = Hub(self.house.db_url)
        with hub.reading() as reader:
            found = store_digest(reader, ["country/KH", f"factory/{self.factory_id}"])
        hub.close()
        return found

    def ask(self, request: Request) -> Reply:
        return self.server.answer(request.method, request.path, request.body, request.headers, request.query)

    def check(self, request: Request) -> int:
        """Never a server error, never a trace, never an answer without a name. Returns the status."""
        reply = self.ask(request)
        assert reply.status < 500, (reply.status, reply.body[:80])
        plain = reply.body
        if plain.startswith(MAGIC):
            plain = unpack(plain)
        assert b"Traceback" not in plain
        assert b'File "' not in plain
        assert b"sqlite" not in plain.lower()
        if reply.status >= 400 and request.path.startswith(wire.PREFIX) and request.method == "POST":
            assert wire.decoded(reply.body, wire.Problem).key
        return reply.status

    def signed(self, texts: list[tuple[str, str]], scope: str) -> bytes:
        """A push that the device really signed."""
        total = running_hash(self.device, [(scope, [hash_of_texts(*one) for one in texts])])
        return wire.encoded(wire.Push([wire.Part(wire.Place(scope, "", 0, b""), packed(texts))], self.key.sign(total)))

    def close(self) -> None:
        for one in (self.amina, self.jonas):
            one.close()
        self.server.close()
        link.Link = self._link  # type: ignore[misc]


# --- what is sent --------------------------------------------------------------------------------------------------------------------

plain = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats(), st.text(max_size=40), st.binary(max_size=64),
    st.sampled_from(["country/KH", "\x00", "f" * 32, "x" * 5_000, "../../etc/passwd", "factory/" + "f" * 32, "' OR 1=1 --"]),
)  # fmt: skip
nested = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=12
)
header_text = st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f"), max_size=60)


def framed(packed_body: bytes) -> bytes:
    return MAGIC + len(packed_body).to_bytes(4, "big") + packed_body + hashlib.sha256(packed_body).digest()


def deep(depth: int, kind: int) -> bytes:
    """A message nested so many times: arrays, or maps with one key."""
    return (b"\x91" if kind else b"\x81\xa1a") * depth + b"\xc0"


@st.composite
def shaped(draw: Callable[..., Any], path: str) -> bytes:
    """The right message with nonsense in its members."""
    kind = MESSAGES[path]
    names = draw(st.lists(st.sampled_from(kind.__struct_fields__), unique=True)) if draw(st.booleans()) else kind.__struct_fields__
    message = {"is": kind.__struct_config__.tag} | {name: draw(nested) for name in names}
    return pack(msgspec.msgpack.encode(message))


@st.composite
def pushes(draw: Callable[..., Any], target: Target) -> bytes:
    """A push that the device really signed, of broken operations; or whole ones that it did not sign."""
    if draw(st.booleans()):
        header, body = draw(st.sampled_from(target.texts))
        cut = draw(st.integers(0, len(header)))
        texts = draw(
            st.sampled_from([[(header[:cut], body)], [(header, body[:cut])], [(header, "{}")], [(body, header)], [("[" * cut, "")]])
        )
        scope = draw(st.sampled_from(["country/KH", "factory/" + "e" * 32, "user/" + "e" * 32, "nowhere", "country/XX", ""]))
        return target.signed(texts, scope)
    part = wire.Part(wire.Place("country/KH", "", 0, b""), packed(target.texts))
    return wire.encoded(wire.Push([part], draw(st.binary(min_size=64, max_size=64))))


@st.composite
def bodies(draw: Callable[..., Any], target: Target, path: str) -> bytes:
    """A body for a path: random, truncated, damaged, nested, oversized, replayed, wrongly or rightly signed."""
    how = draw(st.integers(0, 9))
    old = draw(st.sampled_from(target.seen)).body
    if how == 0:
        return draw(st.binary(max_size=300))
    if how == 1:
        return draw(st.sampled_from([b"FSY1", b"FSY", b"", b"PK\x03\x04", b"\x1f\x8b\x08"])) + draw(st.binary(max_size=60))
    if how == 2:
        return framed(draw(st.binary(max_size=80)))
    if how == 3:
        return old[: draw(st.integers(0, max(0, len(old) - 1)))]
    if how == 4 and old:
        place = draw(st.integers(0, len(old) - 1))
        return old[:place] + bytes([old[place] ^ draw(st.integers(1, 255))]) + old[place + 1 :]
    if how == 5:
        return pack(deep(draw(st.integers(1, 30_000)), draw(st.integers(0, 1))))
    if how == 6:
        return framed(zstandard.ZstdCompressor(level=1).compress(bytes(draw(st.sampled_from([1, 10**6, 40 * 10**6])))))
    if how in (7, 8):
        return draw(pushes(target))
    return draw(shaped(path if path in MESSAGES else "/push"))


@st.composite
def requests(draw: Callable[..., Any], target: Target) -> Request:
    """Any request to any route there is, and to some that there are not."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(target.seen))  # once more, as it was
    if draw(st.integers(0, 5)) == 0:
        return Request("POST", wire.PREFIX + "/push", {"Authorization": target.own}, draw(pushes(target)))
    path = draw(
        st.sampled_from([*target.paths, *[wire.PREFIX + one for one in MESSAGES] * 4, "/sync/2/hello", "/sync/1/nothing", "/%00", "//"])
    )
    path = re.sub(r"\{(secret|document|cycle)\}", draw(st.sampled_from(["a" * 32, "", "..", "x" * 2_000, "é", "\x00"])), path)
    path = path.replace("{sha256}", draw(st.sampled_from(["a" * 64, "A" * 64, "", "..", "x" * 2_000, "é", "\x00"])))
    likely = "POST" if path.removeprefix(wire.PREFIX) in MESSAGES else "GET"
    method = draw(st.sampled_from([likely] * 60 + ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"]))
    headers = draw(
        st.dictionaries(
            st.sampled_from(["Range", "Upload-Offset", "Upload-Length", "Content-Type", "Content-Length", "Accept", "If-Range", "Host"]),
            header_text | st.sampled_from(["0", "-1", "9" * 30, "bytes=0-", "bytes=9-1", "application/offset+octet-stream"]), max_size=4,
        )
    )  # fmt: skip
    if path.startswith("/reader") and draw(st.booleans()):
        headers["Cookie"] = target.cookie
    bearers = [one for one in target.tokens if one.startswith("Bearer ")]
    token = draw(st.sampled_from(bearers * 6 + [*target.tokens, "", "Bearer ", "Device x.y", "Basic eDp5", "random"]))
    token = draw(header_text) if token == "random" else token
    if token:
        headers["Authorization"] = token
    query = draw(st.sampled_from([b"", b"", b"a=b", b"scope=%00", b"x" * 3_000]))
    return Request(method, path, headers, draw(bodies(target, path.removeprefix(wire.PREFIX))), query)


def mutated(request: Request, target: Target, chance: random.Random) -> Request:
    """A request a little different: a byte of its body, its end, its path, its sender."""
    body, how = request.body, chance.randrange(5)
    if how == 0 and body:
        place = chance.randrange(len(body))
        body = body[:place] + chance.randbytes(1) + body[place + 1 :]
    elif how == 1:
        body = body[: chance.randrange(len(body) + 1)]
    elif how == 2:
        body += chance.randbytes(chance.randrange(1, 40))
    elif how == 3 and body.startswith(MAGIC) and len(body) > 44:
        body = framed(body[8:-32][: chance.randrange(len(body) - 40)])  # whole outside, cut inside
    path = chance.choice(["/sync/1" + one for one in MESSAGES]) if how == 4 else request.path
    headers = dict(request.headers)
    if chance.random() < 0.5:
        headers["Authorization"] = chance.choice(target.tokens)
    return replace(request, path=path, body=body, headers=headers)
