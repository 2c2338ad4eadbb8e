"""Care of a data folder from the command line: sync, backup, restore, check, rebuild."""

from __future__ import annotations

import argparse
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

from bwdesk.commands.opened import folder_of, key_of, opened
from bwdesk.errors import NotAllowed
from bwdesk.keys import keyring_name
from bwdesk.paths import DataFolder, default_data_folder
from bwdesk.settings import read_settings

Facts = dict[str, Any]


def sync(arguments: argparse.Namespace) -> Facts:
    """`bwdesk sync`: one pass with the server that the settings name."""
    from bwdesk.runtime.handing_in import take_lease
    from bwdesk.runtime.wiping import wipe
    from bwdesk.store.clearing import clear_what_left
    from bwdesk.store.whereabouts import totals
    from bwdesk.sync.client import Client
    from bwdesk.sync.pass_ import UNWATCHED, SyncPass
    from bwdesk.sync.steps import run_inline

    with ExitStack() as after, opened(arguments, to_send=True) as desk:
        settings = read_settings(desk.folder.settings)
        if not settings.server or desk.keyring is None:
            raise NotAllowed("sign_in.needed")
        ca = Path(settings.server_certificate) if settings.server_certificate else None
        client = after.enter_context(closing(Client(settings.server, desk.keyring, ca=ca, name=keyring_name(desk.folder, "device"))))
        welcomed = partial(take_lease, desk.folder, desk.files.key, desk.keyring)
        one = SyncPass(client, desk.files.photos, slice_seconds=UNWATCHED, welcomed=welcomed)
        report = run_inline(one.steps(), desk.files.writing, desk.files.writer)
        if report.may_wipe and report.order is not None:
            after.callback(wipe, desk.folder, desk.keyring, report.order, client)
            raise NotAllowed("device.wiped")
        clear_what_left(desk.folder, desk.files.key, desk.files.writing, desk.journal, desk.files.photos, desk.files.writer)
        with desk.files.reading.reading() as reader:
            now = totals(reader)
    return {
        "sent": report.sent, "taken": report.taken, "photos_up": report.photos_up, "photos_down": report.photos_down,
        "left": report.left, "waiting": now.waiting + now.received, "to_settle": now.to_settle, "set_aside": now.set_aside,
        "revoked": report.is_revoked, "used_by_two": report.is_twice, "must_update": report.must_update,
        "exit_code": NotAllowed.exit_code if report.is_revoked else 0,
    }  # fmt: skip


def backup(arguments: argparse.Namespace) -> Facts:
    """`bwdesk backup FOLDER`."""
    from bwdesk.store import backup as store

    folder = folder_of(arguments)
    made = store.backup(folder, key_of(folder), arguments.folder)
    return {"written": str(made.path), "checked": True} | made.facts


def restore(arguments: argparse.Namespace) -> Facts:
    """`bwdesk restore FILE`."""
    from bwdesk.store import backup as store

    folder = default_data_folder() if arguments.data is None else DataFolder(Path(arguments.data))
    back = store.restore(arguments.file, folder)
    return {"restored": str(back.path), "taken_at": back.taken_at.isoformat()}


def check(arguments: argparse.Namespace) -> Facts:
    """`bwdesk check`: exit 0 only when everything holds."""
    from bwdesk.reports.fonts import missing_scripts
    from bwdesk.store.check import check_folder
    from bwdesk.texts import Texts

    folder = folder_of(arguments)
    found = check_folder(folder, key_of(folder))
    texts = Texts(arguments.lang)
    problems = [texts(f"error.{one.key}", **one.params) for one in found.problems]
    facts: Facts = {"photos": found.photos, "snapshots": found.snapshots, "problem": problems, "scripts_without_font": missing_scripts()}
    if found.counts is not None:
        facts |= found.counts._asdict()
    return facts | {"holds": found.is_good, "exit_code": 0 if found.is_good else 4}


def rebuild(arguments: argparse.Namespace) -> Facts:
    """`bwdesk rebuild`: the tables anew from the operations."""
    from bwdesk.store.engine import rebuild_desk

    folder = folder_of(arguments)
    return {"operations": rebuild_desk(folder.database, key_of(folder).database), "rebuilt": True}
