"""PDFs: values gathered on the read lane, printed on the paper lane, held in memory. The command line and the demo print here too.

Files of an edition are printed here as well, looked through for what must not leave, and kept; writing the edition is the caller's.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from bwdesk.errors import StoreProblem
from bwdesk.reports.names import file_name, plain
from bwdesk.runtime.promise import Promise
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Reader
from bwdesk.texts import SOURCE_LANGUAGE, Texts, texts_of

if TYPE_CHECKING:
    from bwdesk.domain.redaction import Leak, Spot
    from bwdesk.domain.report_life import Step
    from bwdesk.pades.kept import KeptCertificate
    from bwdesk.reports.values import Check, Part, Place
    from bwdesk.runtime.desk import Desk
    from bwdesk.usecases.papers import PaperContext
    from bwdesk.usecases.photo_looks import PhotosOfPaper
    from bwdesk.usecases.report_editions import Prepared, Sealed

Shrink = Callable[[bytes, int], bytes]
"""Makes a JPEG no larger than so many pixels on its long side."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PaperFile:
    """A finished PDF, held in memory: nothing readable is written to disk until a person saves it. `checks` are sentences.

    `variant`: for which readers it was made, empty for the working paper; `leaks` is what stands there and must not leave to them.
    `digest` is over what it says, `language` what it says it in: "km", or "en+km".
    `places`: where its sections and findings begin; `parts`: all of its parts, empty ones too, headings in the desk's own language;
    `check_spots`: what checks name; `photos`: all that the paper has inside.
    """

    kind: str
    thing_id: str
    name: str
    data: bytes
    pages: int
    checks: tuple[str, ...] = ()
    variant: str = ""
    digest: str = ""
    leaks: tuple[Leak, ...] = ()
    language: str = ""
    places: tuple[Place, ...] = ()
    check_spots: tuple[Spot, ...] = ()
    parts: tuple[Part, ...] = ()
    photos: PhotosOfPaper | None = None

    @property
    def spots(self) -> tuple[Spot, ...]:
        """What leaks and checks name on its pages, in the order of pages."""
        from bwdesk.domain.redaction import Spot  # loaded since the paper was made

        leaking = (Spot(leak.page, leak.found.words, leak.text) for leak in self.leaks if leak.page)
        return tuple(sorted(dict.fromkeys((*leaking, *self.check_spots)), key=lambda one: one.page))


def gather(reader: Reader, kind: str, thing_id: str, context: PaperContext, variant: str = "") -> Any:
    """The values of a paper, or of one of its variants. Raises Refused (`thing.gone`, `paper.unknown`, `report.no_variant`)."""
    from bwdesk.domain.edition import Variant  # papers load when the first is asked for
    from bwdesk.usecases.paper_makers import gather as gathered
    from bwdesk.usecases.report_guard import paper_of_variant

    if variant:
        return paper_of_variant(reader, kind, thing_id, Variant(variant), context)
    return gathered(reader, kind, thing_id, context)


def print_paper(
    kind: str, thing_id: str, paper: Any, texts: Texts, shrink: Shrink, variant: str = "", home: str = SOURCE_LANGUAGE
) -> PaperFile:
    """Prints gathered values. `home` is the desk's own language: its file's name does not say it, and the checks are told in it."""
    from bwdesk.domain.redaction import Spot  # as above
    from bwdesk.reports.lacks import told
    from bwdesk.reports.part_list import parts_listed
    from bwdesk.reports.press import make

    out = io.BytesIO()
    result = make(paper, texts, out, shrink=partial(_shrunk, shrink))
    own = texts_of(home)
    checks = [_check_words(check, own) for check in result.checks] + [told(lack, own) for lack in result.lacks]
    about, day = plain(paper.head.factory, "factory"), f"{paper.head.printed_at:%Y-%m-%d}"
    name = file_name(kind, variant, about, day, language=texts.code, home=home)
    return PaperFile(
        kind, thing_id, name, out.getvalue(), result.pages, tuple(checks), variant, result.content_hash, (), texts.code, result.places,
        tuple(Spot(place.page, check.sign, place.words) for check in result.checks for place in check.places),
        parts_listed(paper, own, result.begins),
    )  # fmt: skip


def _check_words(check: Check, say: Texts) -> str:
    """A check as a sentence, what it is about, and where that stands."""
    places = []
    for one in check.places:
        on_page = say("reports.on_page", page=one.page)
        places.append(f"\u2068{one.title}\u2069 ({on_page})" if one.title else on_page)
    about = (
        say("reports.check.stands", what=f"\u2068{check.detail}\u2069", places=say.semicolons(dict.fromkeys(places)))
        if places
        else check.detail
    )
    return f"{say(check.key)} {about}".strip()


def _shrunk(shrink: Shrink, jpeg: bytes, width: int, height: int) -> bytes:
    return shrink(jpeg, max(width, height))


def context_of(texts: Texts, now: datetime, photos: PhotoStore, author: str) -> PaperContext:
    """What a paper needs besides records."""
    from bwdesk.usecases.papers import PaperContext  # as above

    return PaperContext(texts, now.astimezone(), photos.get, author=author)


def write_file(path: Path, data: bytes) -> None:
    """Writes a finished paper to a file, whole or not at all. Raises StoreProblem (`papers.cannot_write`)."""
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreProblem("papers.cannot_write", file=path.name) from error


class Papers(QObject):
    """Makes papers for one desk."""

    _progressed = Signal(object, int, int)

    def __init__(
        self,
        desk: Desk,
        photos: PhotoStore,
        shrink: Shrink,
        language: Callable[[], str],
        author: str,
        certificate: KeptCertificate | None = None,
    ) -> None:
        super().__init__()
        self._certificate = certificate
        self._desk, self._photos, self._shrink, self._language, self._author = desk, photos, shrink, language, author
        self._stop = threading.Event()
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def context(self, language: str = "") -> PaperContext:
        """What papers are made with now, in the screen's language unless another is asked."""
        return context_of(texts_of(language or self._language()), self._desk.writer.now(), self._photos, self._author)

    def make(
        self,
        kind: str,
        thing_id: str,
        language: str = "",
        names: tuple[str, ...] = (),
        variant: str = "",
        known: PaperFile | None = None,
    ) -> Promise[PaperFile]:
        """The paper of a visit, sitting, assessment, training or factory (plan), in the screen's language unless another is asked.

        `names` stand on certificates; they are recorded nowhere. `known` is given back where it says all that there is to say now.
        """
        context = replace(self.context(language), names=names)
        outcome: Promise[PaperFile] = Promise(self._desk.tell)

        def gathered(found: tuple[Any, tuple[Leak, ...], PhotosOfPaper]) -> None:
            job = partial(_printed, kind, thing_id, *found, context.texts, self._shrink, variant, known, self._language())
            self._desk.errand(self._desk.lanes.paper, job).then(outcome.keep).otherwise(outcome.fail)

        self._desk.ask(_looked_over, kind, thing_id, context, variant).then(gathered).otherwise(outcome.fail)
        return outcome

    def prepare(self, kind: str, thing_id: str, step: Step, person: str, language: str = "", changes: str = "") -> Promise[Prepared]:
        """What a release, or the draft for comments, would be made of now, in the screen's language unless another is asked.

        `changes`: what a second edition changes, in words. Fails with why the step cannot be taken.
        """
        return self._desk.ask(_prepared, kind, thing_id, step, person, self.context(language), self._certificate, changes)

    def seal(
        self,
        kind: str,
        thing_id: str,
        step: Step,
        person: str,
        progress: Progress | None = None,
        language: str = "",
        changes: str = "",
    ) -> Promise[tuple[Prepared, list[Sealed]]]:
        """Prints and keeps the files of a release, or of the draft for comments: every variant that goes out. Writes no record.

        `progress(file, of)` is told on the GUI thread. Fails with why the step cannot be taken, Leaking, or Stopped after `stop`.
        """
        self._stop = stop = threading.Event()
        outcome: Promise[tuple[Prepared, list[Sealed]]] = Promise(self._desk.tell)

        def told(done: int, of: int) -> None:
            self._progressed.emit(progress, done, of)

        def prepared(made: Prepared) -> None:
            job = partial(_sealed, made, self._photos, self._shrink, told, stop.is_set)
            kept = self._desk.errand(self._desk.lanes.paper, job)
            kept.then(lambda files: outcome.keep((made, files))).otherwise(outcome.fail)

        self.prepare(kind, thing_id, step, person, language, changes).then(prepared).otherwise(outcome.fail)
        return outcome

    def stop(self) -> None:
        """Calls the sealing that runs off; nothing of it is kept."""
        self._stop.set()

    @Slot(object, int, int)
    def _tell(self, progress: Progress | None, done: int, of: int) -> None:
        if progress is not None:
            progress(done, of)


def _looked_over(
    reader: Reader, kind: str, thing_id: str, context: PaperContext, variant: str
) -> tuple[Any, tuple[Leak, ...], PhotosOfPaper]:
    """The values of a paper, what of a variant must not leave to its readers, and the photos that the whole paper has."""
    from bwdesk.domain.edition import Variant  # as above
    from bwdesk.domain.redaction import leaks
    from bwdesk.usecases.papers_synthesis import MANY, protected_names
    from bwdesk.usecases.photo_looks import photos_of_paper, with_those_out
    from bwdesk.usecases.report_editions import edition_before
    from bwdesk.usecases.report_guard import as_variant, protected_words
    from bwdesk.usecases.report_subject import subject_of

    inside = gather(reader, kind, thing_id, context)
    photos = photos_of_paper(inside, kind)
    if photos.to_look:
        photos = with_those_out(reader, photos, edition_before(reader, subject_of(reader, kind, thing_id).report_id))
    if not variant:
        return inside, (), photos
    paper = as_variant(inside, kind, Variant(variant))
    if kind in MANY:
        return paper, tuple(leaks(paper, protected_names(reader))) if variant == Variant.PUBLIC else (), photos
    subject = subject_of(reader, kind, thing_id)
    guarded = protected_words(reader, subject, Variant(variant), context.today, context.of(subject.country).words.day)
    return paper, tuple(leaks(paper, guarded)), photos


def _printed(
    kind: str,
    thing_id: str,
    paper: Any,
    leaks: tuple[Leak, ...],
    photos: PhotosOfPaper,
    texts: Texts,
    shrink: Shrink,
    variant: str,
    known: PaperFile | None,
    home: str,
) -> PaperFile:
    from bwdesk.domain.redaction import on_pages  # as above
    from bwdesk.reports.read_back import page_texts
    from bwdesk.reports.values import content_hash

    asked = (kind, thing_id, variant, texts.code)
    is_same = known is not None and (known.kind, known.thing_id, known.variant, known.language) == asked
    if known is not None and is_same and known.digest == content_hash(paper):
        if (known.leaks, known.photos) == (leaks, photos):
            return known
        made = known
    else:
        made = print_paper(kind, thing_id, paper, texts, shrink, variant, home)
    return replace(made, leaks=on_pages(leaks, page_texts(made.data)) if leaks else (), photos=photos)


def _prepared(
    reader: Reader, kind: str, thing_id: str, step: Step, person: str, context: PaperContext, certificate: KeptCertificate | None,
    changes: str,
) -> Prepared:  # fmt: skip
    from bwdesk.usecases.report_editions import prepare  # as above
    from bwdesk.usecases.report_guard import variants_of

    context = replace(context, signer=certificate.signer() if certificate is not None else None)
    return prepare(reader, kind, thing_id, step, person, [context], variants_of(kind), changes)


def _sealed(made: Prepared, photos: PhotoStore, shrink: Shrink, progress: Progress, cancelled: Callable[[], bool]) -> list[Sealed]:
    from bwdesk.usecases.report_seal import seal  # as above

    return seal(made, photos.put, partial(_shrunk, shrink), progress, cancelled)
