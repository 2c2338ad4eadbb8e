"""Who asks: passwords (Argon2id), devices and their secrets, access tokens of 15 minutes. What they may is judged elsewhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bwdesk import ids
from bwdesk.domain.access import Member
from bwdesk.domain.factory import Person
from bwdesk.domain.operation import is_id
from bwdesk.domain.passwords import LEAST, is_too_weak
from bwdesk.domain.scope import country_scope
from bwdesk.domain.thing import Thing
from bwdesk.errors import NotAllowed, Refused
from bwdesk.server.judge import member_of
from bwdesk.server.limits import Attempts
from bwdesk.server.pen import WRITER, Keys, write_things
from bwdesk.server.roster import tell_desks
from bwdesk.store.accounts import (
    Account,
    Device,
    account_by_id,
    account_by_login,
    add_device,
    change_account,
    change_device,
    claim_ids,
    device_by_id,
    devices,
    folded,
)
from bwdesk.store.device_runs import forget_runs, twice_since
from bwdesk.store.hub import Hub
from bwdesk.store.office_acts import Entry, forget_first_password, note_act, use_first_password
from bwdesk.store.unit import Unit

ACCESS_MS: Final = 15 * 60 * 1000
SEEN_EVERY_MS: Final = 60 * 1000
MOST_DEVICES: Final = 50
MOST_FORMER_IDS: Final = 10

_hasher: Final = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
_hashing: Final = threading.BoundedSemaphore(2)  # 64 MiB each


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in device and the person behind it. `is_revoked`: it, or the account, was let go; it may hand in what it holds, no more."""

    account: Account
    member: Member
    device: Device
    is_revoked: bool = False


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a device says when it signs in."""

    login: str
    password: str
    device_name: str
    public_key: bytes
    device: str = ""
    former_ids: tuple[str, ...] = ()
    box: str = ""


def hashed_password(password: str) -> str:
    """The Argon2id hash of a password."""
    with _hashing:
        return _hasher.hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """True if it is the password of a hash; without one (nobody of that name) it takes as long, and is False."""
    with _hashing:
        try:
            return _hasher.verify(stored or _nobody(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobody() -> str:
    """Compared with when there is no such login, so that the answer takes as long."""
    return _hasher.hash(secrets.token_hex(16))


def sign_in(hub: Hub, keys: Keys, attempts: Attempts, enrolment: Enrolment, address: str) -> tuple[Caller, str]:
    """Checks login and password and enrols the device. Returns the caller and the device's new secret.

    Raises NotAllowed: `sign_in.wait` (seconds), `sign_in.wrong` (login unknown or password wrong: the same), `sign_in.revoked` (the
    password is right, the account was ended), `sign_in.first_over` (right too, but it was a first password, and holds no more).
    """
    login = folded(enrolment.login)
    _check_wait(attempts, login, address)
    with hub.reading() as reader:
        account = account_by_login(reader, login)
    is_right = is_password(account.password if account else None, enrolment.password)
    if account is None or not is_right:
        attempts.failed(login, address)
        raise NotAllowed("sign_in.wrong")
    if not account.is_active:
        raise NotAllowed("sign_in.revoked")
    attempts.succeeded(login)
    return _enrol(hub, keys, account, enrolment)


def _check_wait(attempts: Attempts, login: str, address: str) -> None:
    if seconds := attempts.wait_for(login, address):
        raise NotAllowed("sign_in.wait", minutes=-(-seconds // 60))


def choose_password(hub: Hub, attempts: Attempts, caller: Caller, now: str, new: str, address: str) -> None:
    """Gives the caller's account a password of its own, in place of `now`; it is good for every laptop. Its devices stay signed in.

    Raises Refused (`password.wrong`, `password.same`, `account.password_short`), NotAllowed (`sign_in.wait`); then nothing is changed.
    """
    account = caller.account
    _check_wait(attempts, account.login, address)
    if not is_password(account.password, now):
        attempts.failed(account.login, address)
        raise Refused("password.wrong", field="now")
    if is_too_weak(new):
        raise Refused("account.password_short", field="new", number=LEAST)
    if new == now:
        raise Refused("password.same", field="new")
    kept = hashed_password(new)
    with hub.writing(WRITER, "account.own_password") as unit:
        standing = account_by_id(unit, account.id)
        if standing is None or standing.password != account.password:  # the office gave another one in this moment
            raise Refused("password.wrong", field="now")
        change_account(unit, account.id, password=kept)
        forget_first_password(unit, account.id)
        note_act(unit, Entry(_now_ms(unit), account.id, caller.device.id, "account.own_password", account.id, {}))
    attempts.succeeded(account.login)


def _enrol(hub: Hub, keys: Keys, account: Account, enrolment: Enrolment) -> tuple[Caller, str]:
    secret = secrets.token_urlsafe(32)
    with hub.writing(WRITER, "sign_in") as unit:
        if not use_first_password(unit, account.id, enrolment.device if is_id(enrolment.device) else "", _now_ms(unit)):
            raise NotAllowed("sign_in.first_over")
        known = device_by_id(unit, enrolment.device) if is_id(enrolment.device) else None
        keeps_id = is_id(enrolment.device) and (known is None or (known.account == account.id and known.revoked_at is None))
        if known is not None and keeps_id and known.id in twice_since(unit):
            keeps_id, known = False, None  # one of two laptops with one id: it gets one of its own, the other one keeps this
            forget_runs(unit, enrolment.device)
        if known is None and len(devices(unit, account.id)) >= MOST_DEVICES:
            raise NotAllowed("sign_in.devices", number=MOST_DEVICES)
        at = _now_ms(unit)
        device = Device(
            enrolment.device if keeps_id else ids.random_id(), account.id, enrolment.device_name[:120], enrolment.public_key,
            _secret_hash(secret), known.at if known and keeps_id else at, at, None,
        )  # fmt: skip
        add_device(unit, device)
        claimed = claim_ids(unit, account.id, [one for one in enrolment.former_ids[:MOST_FORMER_IDS] if is_id(one) and one != account.id])
        write_things(unit, keys, [pair for one in claimed for pair in people_of(unit, account, one)], "person.former")
        tell_desks(unit, keys, account.id, boxes={device.id: enrolment.box})
        caller = Caller(account, member_of(unit, account), device)
    return caller, secret


def people_of(unit: Unit, account: Account, person_id: str) -> list[tuple[Thing | None, Thing]]:
    """The Person that colleagues see, in the register of each of the account's countries; the first country holds it."""
    if unit.get(Person, person_id) is not None or not account.countries:
        return []
    scope = country_scope(account.countries[0])
    return [(None, Person(id=person_id, scope=scope, name=account.name, initials=account.initials))]


def new_access(keys: Keys, device: str, now_ms: int, *, apart: bool = False) -> tuple[str, int]:
    """An access token of a device, and until when it holds (ms). `apart`: of a revoked one, for handing in what it holds."""
    until = now_ms + ACCESS_MS
    return f"{device}.{until}.{_mac(keys, f'{device}.{until}', apart=apart)}", until


def caller_of(hub: Hub, keys: Keys, authorization: str, now_ms: int, *, may_renew: bool = False) -> Caller:
    """Who stands behind an Authorization header. A revoked device comes in by its secret and by tokens given since, not by older ones.

    Raises NotAllowed (`sign_in.expired`, `sign_in.again`, `device.revoked`).
    """
    scheme, _, token = authorization.partition(" ")
    if scheme == "Bearer":
        device_id, _, rest = token.partition(".")
        until, _, mac = rest.partition(".")
        known = {kind: _mac(keys, f"{device_id}.{until}", apart=kind).encode() for kind in (False, True)}
        kinds = [kind for kind, wanted in known.items() if hmac.compare_digest(mac.encode(), wanted)]
        if not kinds:
            raise NotAllowed("sign_in.again")
        if int(until) < now_ms:
            raise NotAllowed("sign_in.expired")
        caller = _caller(hub, device_id, None, now_ms)
        if caller.is_revoked != kinds[0]:
            raise NotAllowed("device.revoked" if caller.is_revoked else "sign_in.expired")
        return caller
    if scheme == "Device" and may_renew:
        device_id, _, secret = token.partition(".")
        return _caller(hub, device_id, secret, now_ms)
    raise NotAllowed("sign_in.again")


def _caller(hub: Hub, device_id: str, secret: str | None, now_ms: int) -> Caller:
    with hub.reading() as reader:
        device = device_by_id(reader, device_id)
        account = account_by_id(reader, device.account) if device else None
        if device is None or account is None:
            raise NotAllowed("sign_in.again")
        if secret is not None and not hmac.compare_digest(device.secret, _secret_hash(secret)):
            raise NotAllowed("sign_in.again")
        is_revoked = device.revoked_at is not None or not account.is_active
        member = replace(member_of(reader, account), is_active=not is_revoked)
    if now_ms - device.seen_at > SEEN_EVERY_MS:
        with hub.writing(WRITER, "seen") as unit:
            change_device(unit, device.id, seen_at=now_ms)
    return Caller(account, member, device, is_revoked)


def is_signed(device: Device, total: bytes, signature: bytes) -> bool:
    """True if the device's key made the signature."""
    try:
        Ed25519PublicKey.from_public_bytes(device.public_key).verify(signature, total)
    except (InvalidSignature, ValueError):
        return False
    return True


def _mac(keys: Keys, text: str, *, apart: bool) -> str:
    purpose = b"access apart " if apart else b"access "
    return base64.urlsafe_b64encode(hmac.digest(keys.secret, purpose + text.encode(), "sha256")[:24]).decode()


def _secret_hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _now_ms(unit: Unit) -> int:
    return int(unit.now.timestamp() * 1000)
