"""PDFs: values gathered on the read lane, printed on the paper lane, held in memory. The command line and the demo print here too."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from bwdesk.runtime.promise import Promise
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts

if TYPE_CHECKING:
    from bwdesk.runtime.desk import Desk

Shrink = Callable[[bytes, int], bytes]
"""Makes a JPEG no larger than so many pixels on its long side."""


@dataclass(frozen=True)
class PaperFile:
    """A finished PDF, held in memory: nothing readable is written to disk until a person saves it. `checks` are sentences."""

    kind: str
    thing_id: str
    name: str
    data: bytes
    pages: int
    checks: tuple[str, ...] = ()


def gather(reader: Reader, kind: str, thing_id: str, context: Any) -> Any:
    """The values of a paper. Raises Refused (`thing.gone`, `paper.unknown`)."""
    from bwdesk.usecases.paper_makers import gather as gathered  # papers load when the first is asked for

    return gathered(reader, kind, thing_id, context)


def print_paper(kind: str, thing_id: str, paper: Any, texts: Texts, shrink: Shrink) -> PaperFile:
    """Prints gathered values."""
    from bwdesk.reports.press import make  # as above

    out = io.BytesIO()
    result = make(paper, texts, out, shrink=lambda jpeg, width, height: shrink(jpeg, max(width, height)))
    checks = tuple(f"{texts(check.key)} {check.detail}".strip() for check in result.checks)
    return PaperFile(kind, thing_id, file_name(kind, paper.head.factory, paper.head.printed_at), out.getvalue(), result.pages, checks)


def file_name(kind: str, factory: str, at: datetime) -> str:
    """A name for a saved paper that every file system takes: "visit-golden-thread-ltd-2026-11-23.pdf"."""
    plain = re.sub(r"[^a-z0-9]+", "-", factory.casefold()).strip("-")[:48] or "factory"
    return f"{kind}-{plain}-{at:%Y-%m-%d}.pdf"


def context_of(texts: Texts, now: datetime, photos: PhotoStore, author: str) -> Any:
    """What a paper needs besides records."""
    from bwdesk.usecases.papers import PaperContext  # as above

    return PaperContext(texts, now.astimezone(), photos.get, author=author)


class Papers:
    """Makes papers for one desk."""

    def __init__(self, desk: Desk, photos: PhotoStore, shrink: Shrink, language: Callable[[], str], author: str) -> None:
        self._desk, self._photos, self._shrink, self._language, self._author = desk, photos, shrink, language, author

    def make(self, kind: str, thing_id: str, language: str = "", names: tuple[str, ...] = ()) -> Promise[PaperFile]:
        """The paper of a visit, sitting, assessment, training or factory (plan), in the screen's language unless another is asked.

        `names` stand on certificates; they are recorded nowhere.
        """
        texts = Texts(language or self._language())
        context = replace(context_of(texts, self._desk.writer.now(), self._photos, self._author), names=names)
        outcome: Promise[PaperFile] = Promise(self._desk.tell)

        def gathered(paper: Any) -> None:
            job = partial(print_paper, kind, thing_id, paper, texts, self._shrink)
            self._desk.errand(self._desk.lanes.paper, job).then(outcome.keep).otherwise(outcome.fail)

        self._desk.ask(gather, kind, thing_id, context).then(gathered).otherwise(outcome.fail)
        return outcome
