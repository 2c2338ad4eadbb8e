"""`bwdesk exchange write|read|save FILE`: with a colleague by an encrypted file, or a person's own unsent work put in safety.

The passphrase of the file comes from --passphrase-file, or is asked for at the terminal; it is not the desk's own.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import datetime
from typing import Any

from bwdesk import ids, keys
from bwdesk.commands.opened import Headless, folder_of, key_of, keyring_of, opened
from bwdesk.disk import disk_errors_translated
from bwdesk.errors import Refused, StoreProblem
from bwdesk.keys import MemoryKeyring, keyring_name
from bwdesk.paths import DataFolder
from bwdesk.runtime.exchange_files import Written, keep_photos, save_unsent, sender_of, write_parcel
from bwdesk.sync.desk_keys import DeskKeys, desk_keys
from bwdesk.sync.exchange import EXCHANGE
from bwdesk.sync.exchange_file import Lock, Opener, needs_passphrase, read_file
from bwdesk.usecases.exchange import Preview, colleagues, look_into, parcel_for, take_in

Facts = dict[str, Any]


def exchange(arguments: argparse.Namespace) -> Facts:
    """`bwdesk exchange write|read|save FILE`."""
    return {"write": _write, "read": _read, "save": _save}[arguments.what](arguments)


def _write(arguments: argparse.Namespace) -> Facts:
    with opened(arguments) as desk:
        sender_keys = _keys_of(desk.folder, desk.keyring)
        lock = Lock(box=_box_of(desk, arguments.to)) if arguments.to else Lock(passphrase=_passphrase(arguments))
        with desk.files.reading.reading() as reader:
            sender = sender_of(reader, desk.files.owner, sender_keys)
            factories = frozenset(arguments.factory) if arguments.factory else None
            parcel = parcel_for(reader, sender, factories, not arguments.no_photos, desk.files.photos.size)
        done = write_parcel(parcel, sender, EXCHANGE, ids.now(), arguments.file, lock, desk.files.photos, _silent)
    return _written(done)


def _read(arguments: argparse.Namespace) -> Facts:
    with opened(arguments) as desk:
        passphrase = _passphrase(arguments) if needs_passphrase(arguments.file) else ""
        content = read_file(arguments.file, Opener(_keys_of(desk.folder, desk.keyring).box, passphrase), _silent)
        with desk.files.reading.reading() as reader:
            preview = look_into(reader, content, desk.files.writer.person, datetime.now().astimezone().date())
        facts = _looked(preview)
        if arguments.dry_run:
            return facts | {"taken_in": False}
        keep_photos(preview.content, desk.files.photos)
        with desk.writing("act.exchange") as unit:
            done = take_in(unit, preview.content, desk.files.photos.size)
    return facts | {"taken_in": True, "taken": done.fresh}


def _save(arguments: argparse.Namespace) -> Facts:
    folder = folder_of(arguments)
    key, ring = key_of(folder), keys.read_ring(folder.ring)
    signing = _keys_of(folder, keyring_of(folder))
    owner = keys.Owner(ring.person, ring.name)
    done = save_unsent(folder, key, owner, signing, ids.now(), arguments.file, _passphrase(arguments), _silent)
    return _written(done) | {"from": "second copy" if done.from_copy else "database"}


def _written(done: Written) -> Facts:
    return {
        "written": str(done.path), "bytes": done.size, "operations": done.operations, "photos": done.photos, "left_out": done.unproven,
        "read_back": True,
    }  # fmt: skip


def _looked(preview: Preview) -> Facts:
    parts = [{"about": part.title or "register", "new": dict(part.kinds), "here_already": part.here} for part in preview.parts]
    return {
        "from": preview.name, "written_at": preview.at.isoformat(), "signature": "checked" if preview.is_known else "laptop not known here",
        "part": parts, "left_out": [{"about": one.title, "why": one.reason} for one in preview.left_out], "new": preview.fresh,
        "here_already": preview.here, "photos": preview.photos, "to_settle": preview.to_settle, "builds_on_missing": preview.missing,
    }  # fmt: skip


def _box_of(desk: Headless, to: str) -> str:
    with desk.files.reading.reading() as reader:
        found = [one for one in colleagues(reader, desk.files.writer.person) if to in (one.person, one.device) or one.name == to]
    if len({one.device for one in found}) != 1:
        raise Refused("exchange.nobody" if not found else "exchange.several", name=to)
    return found[0].box


def _keys_of(folder: DataFolder, keyring: keys.Keyring | None) -> DeskKeys:
    return desk_keys(keyring or MemoryKeyring(), keyring_name(folder, "device"))


def _passphrase(arguments: argparse.Namespace) -> str:
    if arguments.passphrase_file is not None:
        with disk_errors_translated():
            return str(arguments.passphrase_file.read_text("utf-8").partition("\n")[0].rstrip("\r"))
    if not sys.stdin.isatty():
        raise StoreProblem("exchange.passphrase_file")
    return getpass.getpass("Passphrase of the file: ")


def _silent(_done: int, _of: int) -> None:
    return None
