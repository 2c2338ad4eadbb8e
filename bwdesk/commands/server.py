"""The server and its administration from the command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bwdesk.domain.access import Standing
from bwdesk.domain.factory import Role
from bwdesk.errors import Refused

Facts = dict[str, Any]


def _url(arguments: argparse.Namespace) -> str:
    from bwdesk.server.office import embedded_url

    return str(arguments.db) if arguments.db else embedded_url(arguments.home)


def serve(arguments: argparse.Namespace) -> int:
    """`bwdesk serve`: runs until it is told to stop; prints where it listens."""
    from bwdesk.server.run import serve as run

    url = _url(arguments)
    photos = arguments.photos or arguments.home / "photos"
    Path(photos).mkdir(parents=True, exist_ok=True)
    run(
        url, Path(photos), host=arguments.host, port=arguments.port, cert=arguments.tls_cert, key=arguments.tls_key,
        photo_store=arguments.photo_store, issuers=arguments.issuers,
    )  # fmt: skip
    return 0


def user(arguments: argparse.Namespace) -> Facts:
    """`bwdesk user add|list|revoke|let-in|password|assign|unassign|limit|log`."""
    from bwdesk.server.office import open_office

    with open_office(_url(arguments)) as office:
        if arguments.what == "list":
            return {
                "account": [
                    {
                        "login": one.login,
                        "name": one.name,
                        "standing": one.standing,
                        "countries": " ".join(one.countries),
                        "active": one.is_active,
                    }
                    for one in office.people()
                ]
            }
        if arguments.what == "log":
            return {"act": _entries(office)}
        if not arguments.name:
            raise Refused("account.unfit", field="login")
        if arguments.what == "let-in":
            return {"let_in": office.let_in(arguments.name).login}
        if arguments.what == "password":
            office.set_password(arguments.name, _password(arguments))
            return {"password": arguments.name}
        if arguments.what == "add":
            made = office.add(
                arguments.name, _password(arguments), name=arguments.full_name or arguments.name, countries=arguments.country,
                standing=_standing(arguments.role),
            )  # fmt: skip
            return {"added": made.login, "id": made.id, "countries": list(made.countries), "standing": made.standing}
        if arguments.what == "revoke":
            return {"revoked": office.revoke(arguments.name).login}
        if arguments.what == "limit":
            limited = office.limit(arguments.name, arguments.country)
            return {"limited": limited.login, "countries": list(limited.countries)}
        return _assign(office, arguments)


def _entries(office: Any) -> list[Facts]:
    """What the office did lately: when, who (nobody: at this command line), what, to whom."""
    logins = {one.id: one.login for one in office.people()}
    return [
        {
            "at": datetime.fromtimestamp(one.at / 1000, UTC).isoformat(timespec="seconds"), "by": logins.get(one.account, one.account),
            "device": one.device, "what": one.act, "subject": logins.get(one.subject, one.subject), "detail": one.detail,
        }
        for one in office.entries()
    ]  # fmt: skip


def _assign(office: Any, arguments: argparse.Namespace) -> Facts:
    from bwdesk import ids

    if arguments.what == "unassign" and arguments.factory:
        ended = office.unassign(arguments.name, arguments.factory, to_on=arguments.on or ids.now().date())
        return {"unassigned": arguments.name, "factory": arguments.factory, "ended": ended}
    if not arguments.factory or not arguments.role:
        raise Refused("account.unfit", field="factory")
    try:
        role = Role(arguments.role)
    except ValueError:
        raise Refused("account.unfit", field="role") from None
    made = office.assign(arguments.name, arguments.factory, role, from_on=ids.now().date())
    return {"assigned": arguments.name, "factory": arguments.factory, "role": role.value, "id": made}


def _standing(word: str | None) -> Standing:
    try:
        return Standing(word or Standing.STAFF)
    except ValueError:
        raise Refused("account.unfit", field="role") from None


def _password(arguments: argparse.Namespace) -> str:
    if arguments.password_file is not None:
        try:
            return Path(arguments.password_file).read_text("utf-8").rstrip("\r\n")
        except OSError:
            raise Refused("account.password_file", field="password") from None
    if not sys.stdin.isatty():
        raise Refused("account.password_file", field="password")
    return getpass.getpass("Password for the account: ")


def device(arguments: argparse.Namespace) -> Facts:
    """`bwdesk device list|revoke|quarantine|accept|wipe|spare`."""
    from bwdesk.server.office import open_office
    from bwdesk.sync.orders import Wipe

    with open_office(_url(arguments)) as office:
        if arguments.what == "list":
            twice = office.twice_since()
            return {
                "device": [
                    {
                        "id": one.id,
                        "name": one.name,
                        "account": owner.login if owner else None,
                        "revoked": one.revoked_at is not None,
                    }
                    | _order(office.order_of(one.id))
                    | ({"used_by_two": True} if one.id in twice else {})
                    for one, owner in office.devices(arguments.id)
                ]
            }
        if arguments.what == "quarantine":
            people = {one.id: owner.login for one, owner in office.devices() if owner is not None}
            return {"quarantine": [_apart(*one) | _carrier(one[0].brought_by, people) for one in office.quarantined()]}
        if not arguments.id:
            raise Refused("device.unknown")
        if arguments.what == "wipe":
            what = Wipe.AFTER_SENDING if arguments.after_sending else Wipe.NOW
            office.wipe(arguments.id, what)
            return {"ordered": what.value, "device": arguments.id}
        if arguments.what == "spare":
            office.spare(arguments.id)
            return {"spared": arguments.id}
        if arguments.what == "accept":
            return {"accepted": arguments.id, "changes": office.accept(arguments.id, arguments.brought_by)}
        office.revoke_device(arguments.id)
        return {"revoked": arguments.id}


def _order(standing: Any) -> Facts:
    """What is said of a laptop's order; nothing where there never was one."""
    if standing is None:
        return {}
    return {"order": standing.order.what.value, "carried_out": standing.done_at is not None}


def _apart(one: Any, device: Any, owner: Any) -> Facts:
    return {
        "device": one.device, "name": device.name if device else None, "account": owner.login if owner else None, "scope": one.scope,
        "reason": one.reason.value, "changes": one.operations,
    }  # fmt: skip


def _carrier(device_id: str, people: Mapping[str, str]) -> Facts:
    return {"brought_by": device_id, "brought_by_account": people.get(device_id)} if device_id else {}


def reader(arguments: argparse.Namespace) -> Facts:
    """`bwdesk reader add|list|link|revoke|let-in|log`: those who read released reports in a browser."""
    from bwdesk.server import readers
    from bwdesk.store.hub import Hub
    from bwdesk.store.readers import accesses, all_readers

    hub = Hub(_url(arguments))
    try:
        if arguments.what == "list":
            with hub.reading() as reading:
                return {
                    "reader": [
                        {"login": one.login, "name": one.name, "side": one.side, "of": one.subject, "active": one.is_active}
                        for one in all_readers(reading)
                    ]
                }
        if arguments.what == "log":
            with hub.reading() as reading:
                logins = {one.id: one.login for one in all_readers(reading)}
                return {
                    "access": [
                        {
                            "at": datetime.fromtimestamp(one.at / 1000, UTC).isoformat(timespec="seconds"),
                            "reader": logins.get(one.reader, one.reader), "what": one.act, "subject": one.subject,
                        }
                        for one in accesses(reading, most=1_000)
                    ]
                }  # fmt: skip
        if not arguments.name:
            raise Refused("account.unfit", field="login")
        if arguments.what == "link":
            return {"link": "/reader/enter/" + readers.new_link(hub, arguments.name)}
        if arguments.what == "let-in":
            return {"link": "/reader/enter/" + readers.let_in(hub, arguments.name)}
        if arguments.what == "revoke":
            return {"revoked": readers.end(hub, arguments.name).login}
        return _invite(hub, arguments)
    finally:
        hub.close()


def _invite(hub: Any, arguments: argparse.Namespace) -> Facts:
    from bwdesk.server import readers

    if bool(arguments.factory) == bool(arguments.buyer):
        raise Refused("account.unfit", field="factory")
    made, secret = readers.invite(
        hub, arguments.name, name=arguments.full_name or arguments.name, side="factory" if arguments.factory else "buyer",
        subject=arguments.factory or arguments.buyer, country=arguments.country or "",
    )  # fmt: skip
    return {"added": made.login, "id": made.id, "side": made.side, "link": "/reader/enter/" + secret}
