"""The command line: a promise to people who script it. One fact a line, `--json` for machines, exit 0 only when it is true.

0 done · 1 failed · 2 wrong usage · 3 refused by a rule · 4 a file cannot be used · 5 disk or database · 6 no answer · 7 not allowed
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from bwdesk import __version__
from bwdesk.errors import DeskError
from bwdesk.texts import Texts, languages

PAPER_KINDS = "visit briefing diagnosis assessment plan committee progress1 progress2 certificate synthesis portfolio".split()

Facts = dict[str, Any]
Command = Callable[[argparse.Namespace], Facts | int]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    asked = list(sys.argv[1:] if argv is None else argv)
    arguments = _window() if asked in ([], ["desk"]) else _parser(asked[:1] == ["desk"]).parse_args(asked)
    try:
        outcome = _command(arguments.command)(arguments)
    except DeskError as error:
        print(_sentence(_words(arguments), error), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(_words(arguments)("cli.interrupted"), file=sys.stderr)
        return 130
    if isinstance(outcome, int):
        return outcome
    code = int(outcome.pop("exit_code", 0))
    _print(outcome, as_json=getattr(arguments, "json", False))
    return code


def _window() -> argparse.Namespace:
    """What the parser would make of a start without options; describing the options takes longer than reading them."""
    return argparse.Namespace(command="app.run:run_desk", data=None, lang="en", json=False)


def _command(name: str) -> Command:
    """The function of a command, imported only now: `--help` and the window's start stay fast."""
    module, _, function = name.partition(":")
    return getattr(import_module(f"bwdesk.{module}"), function)  # type: ignore[no-any-return]


def _words(arguments: argparse.Namespace) -> Texts:
    return Texts((getattr(arguments, "lang", None) or "en").partition("+")[0])


def _language(code: str) -> str:
    """A language there are words in. English needs no look at the catalogues: the start has no time for it."""
    if code != "en" and code not in languages():
        raise argparse.ArgumentTypeError(f"no words in {code!r}; there are {', '.join(languages())}")
    return code


def _languages(codes: str) -> str:
    """One language, or two joined by a plus."""
    for code in codes.split("+", 1):
        _language(code)
    return codes


def _sentence(texts: Texts, error: DeskError) -> str:
    key = f"error.{error.key}"
    words = texts(key, **error.params) if texts.has(key) else texts("error.unnamed")
    return f"{words} [{error.key}]"


def _print(facts: Facts, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True, default=str))
        return
    for name, value in facts.items():
        for line in value if isinstance(value, list) else [value]:
            print(f"{name}: {_plain(line)}")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(part)}" for name, part in value.items())
    return "none" if value is None else str(value)


def _parser(opens_window: bool) -> argparse.ArgumentParser:
    """What may be asked. Who only opens the window does not wait until all that else could be asked is described."""
    parser = argparse.ArgumentParser(prog="bwdesk", description="Offline-first desk for factory engagement.")
    parser.add_argument("--version", action="version", version=f"bwdesk {__version__}")
    parser.set_defaults(command="app.run:run_desk", data=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    others = (_demo_commands, _server_commands, _list_commands, _paper_commands, _care_commands)
    for describe in (_desk_commands, *(() if opens_window else others)):
        describe(commands)
    return parser


def _add(commands: Any, name: str, target: str, help: str, *, data: bool = True, in_two: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help)
    parser.set_defaults(command=target)
    parser.add_argument("--json", action="store_true", help="print the facts as JSON")
    told = "language of sentences and papers (default: en)" + ("; papers in two: en+km" if in_two else "")
    parser.add_argument("--lang", default="en", type=_languages if in_two else _language, help=told)
    if data:
        parser.add_argument("--data", type=Path, help="data folder of the desk (default: this person's own)")
    return parser


def _desk_commands(commands: Any) -> None:
    _add(commands, "desk", "app.run:run_desk", "open the desk")


def _demo_commands(commands: Any) -> None:
    demo = _add(commands, "demo", "demo.run:run_demo", "do the main job from end to end, without a display", data=False, in_two=True)
    demo.add_argument("--out", type=Path, required=True, help="folder for what it makes: missing, empty, or of an earlier demo")
    demo.add_argument("--factories", type=Path, help="a factory list to import (default: the shipped one)")
    demo.add_argument("--seed", type=int, default=1, help="seed of ids and choices (default: 1)")
    demo.add_argument("--looks", choices=("one", "all", "none"), default="one", help="pictures: one look, all looks, or none")
    papers = _add(
        commands, "papers", "demo.papers:run_papers", "every paper of a demo, in every language and variant, to look at", data=False
    )
    papers.add_argument(
        "--from", dest="demo", type=Path, metavar="DIR", help="folder of a demo (default: one is made, and removed afterwards)"
    )
    papers.add_argument("--out", type=Path, required=True, help="folder for PDFs, pictures of their pages, sheets, and index.csv")
    papers.add_argument("--kind", action="append", default=[], choices=PAPER_KINDS, help="kind of paper (repeatable; default: all)")
    papers.add_argument("--language", action="append", default=[], type=_language, help="language of papers (repeatable; default: all)")


def _server_commands(commands: Any) -> None:
    serve = _add(commands, "serve", "commands.server:serve", "run the server", data=False)
    serve.add_argument("--home", type=Path, default=Path("bwdesk-server"), help="folder of the embedded database and photos")
    serve.add_argument("--db", help="database URL (default: SQLite in --home; or postgresql+psycopg://…)")
    serve.add_argument("--photos", type=Path, help="folder of photos (default: in --home)")
    serve.add_argument("--photo-store", default="", help="keep photos in S3-compatible storage: s3+https://host/bucket[/prefix]")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8443)
    serve.add_argument("--tls-cert", type=Path, help="certificate chain (PEM)")
    serve.add_argument("--tls-key", type=Path, help="private key (PEM)")
    serve.add_argument("--issuers", type=Path, help="certificates (PEM) of who issues signing certificates, for /reader/check")
    user = _add(commands, "user", "commands.server:user", "accounts on the server", data=False)
    user.add_argument("what", choices=("add", "list", "revoke", "let-in", "password", "assign", "unassign", "limit", "log"))
    user.add_argument("name", nargs="?", help="account name (for all but list and log)")
    user.add_argument("--full-name", help="name as colleagues see it (add)")
    user.add_argument("--country", action="append", default=[], help="country the account works in, ISO alpha-2 (add, limit; repeatable)")
    user.add_argument("--role", help="staff, team_leader, manager, administrator (add); advisor, assessor, team_leader (assign)")
    user.add_argument("--factory", help="factory id (assign, unassign)")
    user.add_argument("--on", type=date.fromisoformat, help="last day of the assignment, YYYY-MM-DD (unassign; default: today)")
    user.add_argument("--password-file", type=Path, help="file with the password (default: asked for)")
    device = _add(commands, "device", "commands.server:device", "devices on the server", data=False)
    device.add_argument(
        "what", choices=("list", "revoke", "quarantine", "accept", "wipe", "spare"),
        help="quarantine: what revoked devices sent since, and what others brought without proof; "
        "wipe: at the next contact, everything on it; spare: take that back",
    )  # fmt: skip
    device.add_argument("id", nargs="?", help="device id (for all but list and quarantine)")
    device.add_argument("--brought-by", metavar="DEVICE", default="", help="only what this other device brought (accept)")
    device.add_argument("--after-sending", action="store_true", help="only once it has sent everything, not at once (wipe)")
    reader = _add(commands, "reader", "commands.server:reader", "those who read released reports in a browser", data=False)
    acts = ("add", "list", "link", "revoke", "let-in", "log")
    reader.add_argument("what", choices=acts, help="link: a new one-time link to choose a password by; let-in: one for who was ended")
    reader.add_argument("name", nargs="?", help="account name (for all but list and log)")
    reader.add_argument("--full-name", help="name or job title as it is shown (add)")
    reader.add_argument("--factory", help="id of the factory whose reports are read (add)")
    reader.add_argument("--buyer", help="id of the buyer that reads (add)")
    reader.add_argument("--country", help="country of the register, ISO alpha-2 (add)")
    for parser in (user, device, reader):
        parser.add_argument("--home", type=Path, default=Path("bwdesk-server"))
        parser.add_argument("--db")


def _list_commands(commands: Any) -> None:
    take = _add(commands, "import", "commands.lists:take_in", "take a list in; ends with read = taken + already there + refused")
    take.add_argument("kind", choices=("factories",))
    take.add_argument("file", type=Path)
    take.add_argument("--sheet", help="name of the sheet (default: the best one)")
    take.add_argument("--country", help="country of rows that name none, ISO alpha-2")
    take.add_argument("--dry-run", action="store_true", help="read and judge, write nothing")
    give = _add(commands, "export", "commands.lists:give_out", "write a list or trends out as CSV or XLSX, or one's calendar as ICS")
    give.add_argument("kind", choices=("factories", "calendar", "trends"))
    give.add_argument("file", type=Path)
    library = _add(commands, "library", "commands.library:library", "packs of the library: added from a file, listed, removed")
    library.add_argument("what", choices=("add", "list", "remove"))
    library.add_argument("pack", nargs="?", help="file of the pack (add), or its name and version, as in cambodia@2026.1 (remove)")
    library.add_argument("--only-me", action="store_true", help="for oneself, not for the country's colleagues (add)")
    library.add_argument("--dry-run", action="store_true", help="read and judge, write nothing (add)")


def _paper_commands(commands: Any) -> None:
    report = _add(commands, "report", "commands.papers:report", "make one PDF", in_two=True)
    report.add_argument("kind", choices=PAPER_KINDS)
    of = "id of the visit, sitting, assessment, training or factory; country (synthesis); id of a person, or all (portfolio)"
    report.add_argument("id", help=of)
    variants = ("internal", "factory", "buyer", "public")
    report.add_argument("--variant", default="", choices=variants, help="for whom it is made (default: the working paper)")
    report.add_argument("--out", type=Path, required=True)
    verify = _add(commands, "verify", "commands.papers:verify", "tell whether a PDF is a released edition, and whether it still stands")
    verify.add_argument("file", type=Path)
    verify.add_argument(
        "--issuers", type=Path, help="certificates (PEM) of who issues signing certificates: a signature's issuer is known by them"
    )
    sign = _add(commands, "certificate", "commands.papers:certificate", "the signing certificate of the editions released on this desk")
    sign.add_argument("what", choices=("show", "set", "remove"))
    sign.add_argument("file", type=Path, nargs="?", help="PKCS#12 file with key and certificate (set)")
    sign.add_argument("--passphrase-file", type=Path, help="file with the passphrase of the PKCS#12 file (set; default: asked for)")


def _care_commands(commands: Any) -> None:
    words = _add(commands, "texts", "commands.texts:coverage", "how far the translations have come", data=False)
    words.add_argument("language", nargs="?", help="one language by area, with the keys it lacks (default: all languages in one line each)")
    _add(commands, "sync", "commands.data:sync", "one sync pass with the server")
    exchange = _add(commands, "exchange", "commands.exchange:exchange", "with a colleague by an encrypted file, or unsent work saved")
    exchange.add_argument("what", choices=("write", "read", "save"), help="write a file, take one in, or save all that is unsent")
    exchange.add_argument("file", type=Path)
    exchange.add_argument("--to", help="colleague whose laptop alone opens it: name or id (write; default: a passphrase)")
    exchange.add_argument("--factory", action="append", default=[], help="factory id (write; repeatable; default: all)")
    exchange.add_argument("--no-photos", action="store_true", help="leave photos out (write)")
    exchange.add_argument("--dry-run", action="store_true", help="say what it holds, take nothing in (read)")
    exchange.add_argument("--passphrase-file", type=Path, help="file with the passphrase of the exchange file")
    backup = _add(commands, "backup", "commands.data:backup", "write a checked snapshot into a folder")
    backup.add_argument("folder", type=Path)
    restore = _add(commands, "restore", "commands.data:restore", "put a snapshot in place; what stood there is kept aside")
    restore.add_argument("file", type=Path)
    _add(commands, "check", "commands.data:check", "check the data folder: file, guards, tables against operations, photos, fonts")
    _add(commands, "rebuild", "commands.data:rebuild", "make the tables anew from the operations")
