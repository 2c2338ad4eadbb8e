"""`bwdesk papers`: every kind of paper from a demo's records, in every language and for whom it is made, to be looked at page by page.

Printed on the leader's laptop by the same use cases as on *Reports*: the working papers, and what a release would give to whom. It writes
PDFs, pictures of their pages, contact sheets and `index.csv`; it changes no record.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bwdesk import keys
from bwdesk.demo.cast import NOW, Facts
from bwdesk.demo.hand import PASSPHRASE
from bwdesk.demo.synthesis import COUNTRY
from bwdesk.disk import disk_errors_translated
from bwdesk.domain.edition import Variant
from bwdesk.domain.report import Report
from bwdesk.domain.report_life import COMMENTED, Step
from bwdesk.errors import DeskError, FileProblem
from bwdesk.images.document import document_page
from bwdesk.images.photo import print_version
from bwdesk.images.sheet import contact_sheets
from bwdesk.paths import DataFolder
from bwdesk.reports.lacks import lacks_of, told
from bwdesk.reports.values import State
from bwdesk.runtime.opening import Files, open_files
from bwdesk.runtime.papers import PaperFile, context_of, gather, print_paper
from bwdesk.store.unit import Reader
from bwdesk.texts import SOURCE_LANGUAGE, Texts, languages, texts_of
from bwdesk.usecases.paper_list import KINDS, paper_list
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_synthesis import ALL
from bwdesk.usecases.report_editions import ToPrint, unchecked
from bwdesk.usecases.report_guard import variants_of
from bwdesk.usecases.report_seal import leaks_in
from bwdesk.usecases.report_subject import subject_of

READER: Final = "dara"
"""Whose laptop prints: she leads the team, and holds all of it."""

WIDTH: Final = 1_000
"""Pixels across of the picture of a page."""

_OURS: Final = (".pdf", ".jpg", ".png")
_MARKS: Final = dict.fromkeys(range(0x2066, 0x206A))
"""Marks that keep a name's direction apart where people read it: none in what programs read."""

_NAMES: Final = ("Chanthou Meas", "ស្រីមុំ ជា")
"""Invented; typed for certificates when they are printed, recorded nowhere."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the index. `checks` say what should be looked at, `lacks` what stands in no words of the language, `leaks` what must not
    leave, `failed` why there is no paper."""

    file: str
    kind: str
    variant: str
    state: str
    language: str
    record: str
    pages: int
    checks: str = ""
    lacks: str = ""
    leaks: str = ""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper to be made: `step` leads to an edition, or to the draft for comments; without one it is the working paper."""

    kind: str
    variant: Variant = Variant.INTERNAL
    step: Step | None = None

    def name(self, code: str) -> str:
        """The name of its file, without ending."""
        told = {None: "", Step.SEND: "-for-comments"}.get(self.step, f"-for-{self.variant}")
        return f"{self.kind}{told}-{code}"


def run_papers(arguments: argparse.Namespace) -> Facts:
    """Prints them into a folder. Exit code 0 only if every one was made, has every letter, and says nothing that must not leave."""
    wanted = [one for kind in arguments.kind or KINDS for one in every(kind)]
    codes = arguments.language or languages()
    out: Path = arguments.out.resolve()
    with _demo(arguments.demo) as home, disk_errors_translated():
        records = json.loads((home / "summary.json").read_text("utf-8"))["shown"]
        _make_room(out, {one.kind for one in wanted})
        with _desk(home / READER) as files:
            printed = _print_all(_Press(files, records, out, texts_of(arguments.lang)), wanted, codes)
        _write_index(out / "index.csv", printed)
    bad = [one for one in printed if one.failed or one.leaks or one.checks]
    return {
        "papers": len(printed), "pages": sum(one.pages for one in printed), "kinds": dict(Counter(one.kind for one in printed)),
        "to_look_at": [f"{one.file}: {one.failed or one.leaks or one.checks}" for one in bad], "index": str(out / "index.csv"),
        "exit_code": 1 if bad else 0,
    }  # fmt: skip


def every(kind: str) -> list[Wanted]:
    """All that is made of a kind: the working paper, the draft for comments, an edition for each of its readers."""
    variants = [one for one in variants_of(kind) if one is not Variant.INTERNAL]
    draft = [Wanted(kind, Variant.FACTORY, Step.SEND)] if kind in COMMENTED else []
    return [Wanted(kind), *draft, *(Wanted(kind, one, Step.RELEASE) for one in variants)]


@contextmanager
def _demo(folder: Path | None) -> Iterator[Path]:
    """The folder of a demo; one is made, and removed afterwards, where none is named."""
    if folder is not None:
        if not (folder / "summary.json").is_file() or not (folder / READER).is_dir():
            raise FileProblem("demo.none", folder=folder.name)
        yield folder
        return
    from bwdesk.demo.run import run_demo  # a server and six laptops

    with tempfile.TemporaryDirectory(prefix="bwdesk-papers-") as aside:
        home = Path(aside) / "demo"
        run_demo(argparse.Namespace(out=home, factories=None, seed=1, lang=SOURCE_LANGUAGE, looks="none"))
        yield home


@contextmanager
def _desk(folder: Path) -> Iterator[Files]:
    data = DataFolder(folder)
    key = keys.open_with_passphrase(data, PASSPHRASE, None)
    ring = keys.read_ring(data.ring)
    files = open_files(data, key, keys.Owner(ring.person, ring.name))
    try:
        yield files
    finally:
        files.close()


def _make_room(out: Path, kinds: set[str]) -> None:
    """A folder a kind, without what an earlier run left there."""
    for kind in kinds:
        folder = out / kind
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.suffix in _OURS:
                path.unlink()


def _print_all(press: _Press, wanted: Sequence[Wanted], codes: Sequence[str]) -> list[Printed]:
    printed = []
    for kind in dict.fromkeys(one.kind for one in wanted):
        for code in codes:
            pages: list[tuple[str, bytes]] = []
            for one in wanted:
                if one.kind == kind:
                    printed.append(press.paper(one, code, pages))
                    sys.stderr.write(f"{len(printed)}/{len(wanted) * len(codes)} {printed[-1].file} {printed[-1].pages}\n")
            for number, sheet in enumerate(contact_sheets(pages), 1):
                (press.out / kind / f"sheet-{code}-{number}.png").write_bytes(sheet)
    return printed


def _write_index(path: Path, printed: Sequence[Printed]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, [one.name for one in fields(Printed)])
        table.writeheader()
        table.writerows(asdict(one) for one in printed)


class _Press:
    """Prints papers of one laptop into a folder. `own` are the words in which it tells what should be looked at."""

    def __init__(self, files: Files, shown: Mapping[str, str], out: Path, own: Texts) -> None:
        self.out = out
        self._files, self._shown, self._own = files, shown, own

    def paper(self, wanted: Wanted, code: str, pages: list[tuple[str, bytes]]) -> Printed:
        """Makes one paper and the pictures of its pages, which are added to `pages` under their names."""
        name = wanted.name(code)
        file = f"{wanted.kind}/{name}.pdf"
        line = Printed(file, wanted.kind, wanted.variant.value, "", code, "", 0)
        with self._files.reading.reading() as reader:
            record = record_of(reader, wanted.kind, self._shown)
            try:
                made, state, remarks = self._printed(reader, wanted, record, code)
            except DeskError as error:
                return replace(line, record=record, failed=self._own(f"error.{error.key}", **error.params).translate(_MARKS))
        (self.out / file).write_bytes(made.data)
        for number in range(made.pages):
            jpeg = document_page(made.data, number, WIDTH)
            (self.out / wanted.kind / f"{name}-{number + 1:02}.jpg").write_bytes(jpeg)
            pages.append((f"{name} {number + 1}/{made.pages}", jpeg))
        return replace(
            line,
            record=record,
            state=state.value,
            pages=made.pages,
            **{name: "; ".join(found).translate(_MARKS) for name, found in remarks.items()},
        )

    def _printed(self, reader: Reader, wanted: Wanted, record: str, code: str) -> tuple[PaperFile, State, dict[str, list[str]]]:
        """The paper, what stands of it on its pages, and what is to be looked at, by column of the index."""
        context = self._context(code, NOW)
        found: ToPrint | None = None
        if wanted.step is not None and record != ALL:  # of factories in several countries nothing is released
            found = self._released(reader, wanted, record, context)
            values = found.paper
        else:
            values = gather(reader, wanted.kind, record, context, wanted.variant.value if wanted.step is not None else "")
        made = print_paper(wanted.kind, record, values, context.texts, print_version, wanted.variant.value, self._own.code)
        leaks = leaks_in(found, made.data) if found is not None else []
        lacks = [told(one, self._own) for one in lacks_of(values, code)]
        return made, values.head.state, {
            "checks": [one for one in made.checks if one not in lacks], "lacks": lacks,
            "leaks": [f"{one.path} {one.found.kind}.{one.found.field}" for one in leaks],
        }  # fmt: skip

    def _released(self, reader: Reader, wanted: Wanted, record: str, context: PaperContext) -> ToPrint:
        subject = subject_of(reader, wanted.kind, record)
        report = reader.get(Report, subject.report_id)
        if wanted.step is Step.RELEASE and report is not None and report.comments_due_on is not None:
            until = report.comments_due_on - NOW.date() + timedelta(days=1)
            context = self._context(context.texts.code, NOW + max(until, timedelta()))  # once its days for comments are over
        return unchecked(reader, subject, wanted.step or Step.RELEASE, [context], [wanted.variant]).papers[0]

    def _context(self, code: str, now: datetime) -> PaperContext:
        return replace(context_of(texts_of(code), now, self._files.photos, self._files.owner.name), names=_NAMES)


def record_of(reader: Reader, kind: str, shown: Mapping[str, str]) -> str:
    """The record of a demo that a kind of paper is made of: `shown` is what its summary names."""
    named = {
        "visit": "visit", "diagnosis": "sitting", "assessment": "assessment", "plan": "factory", "committee": "factory",
        "progress1": "reported", "progress2": "factory",
    }  # fmt: skip
    if kind in named:
        return shown[named[kind]]
    if kind in ("synthesis", "portfolio"):
        return COUNTRY if kind == "synthesis" else ALL
    offered = paper_list(reader, shown["factory"], "", "", NOW.date()).papers
    return next(one.thing_id for one in offered if one.kind == kind)
