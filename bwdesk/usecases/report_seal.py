"""Prints what was prepared, looks for what must not stand there, signs the files of a release where a certificate is set up, and keeps the
bytes. Slow work for the paper lane; reads no records.

The look goes over the values, and then over what a reader's program finds in the finished file: its text layer and its metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bwdesk.domain.redaction import Leak, leaks, on_pages
from bwdesk.domain.report_life import Step
from bwdesk.reports.names import file_name, plain
from bwdesk.reports.printed import printed_paper
from bwdesk.reports.read_back import PAGE, texts_of_file
from bwdesk.reports.values_base import PrintedPaper
from bwdesk.usecases.report_editions import Prepared, Sealed, ToPrint
from bwdesk.usecases.report_guard import Leaking

Shrink = Callable[[bytes, int, int], bytes]
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def seal(
    prepared: Prepared,
    put: Callable[[bytes], str],
    shrink: Shrink | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    press: Callable[[ToPrint], PrintedPaper] | None = None,
) -> list[Sealed]:
    """Prints every file and keeps it with `put`, which gives its SHA-256. `progress(number, whole)` is told before each file.

    `press` prints elsewhere, and reads the file back there.

    Raises Leaking, Stopped when `cancelled()` said so, or what signing raises, before anything is kept.
    """
    made = []
    for number, one in enumerate(prepared.papers, 1):
        if progress is not None:
            progress(number, len(prepared.papers))
        made.append((one, press(one) if press is not None else printed_paper(one.paper, one.language, shrink=shrink, cancelled=cancelled)))
    found = [leak for one, file in made for leak in [*_leaks_in_file(one, file.texts), *_leaks_in_signature(prepared, one)]]
    if found:
        raise Leaking(found)
    signed = [(one, _signed(prepared, file.data), file.pages) for one, file in made]
    return [
        Sealed(one.variant, one.language, _name(prepared, one), put(data), len(data), pages) for one, data, pages in signed
    ]  # fmt: skip


def leaks_in(one: ToPrint, data: bytes | None = None) -> list[Leak]:
    """What must not stand in a paper and does: in its values, and in the file if it is printed already."""
    return _leaks_in_file(one, texts_of_file(data) if data is not None else {})


def _leaks_in_file(one: ToPrint, texts: Mapping[str, str]) -> list[Leak]:
    pages = [text for place, text in texts.items() if place.startswith(PAGE)]
    return [*on_pages(leaks(one.paper, one.protected), pages), *leaks((), one.protected, texts)]


def _leaks_in_signature(prepared: Prepared, one: ToPrint) -> list[Leak]:
    """The certificate goes out with the file: whose it is, and who issued it."""
    signer = prepared.context.signer
    if signer is None or prepared.step is not Step.RELEASE:
        return []
    return leaks((), one.protected, {"file.signature": f"{signer.facts.holder}\n{signer.facts.issuer}"})


def _signed(prepared: Prepared, data: bytes) -> bytes:
    """The file of an edition with its signature; a draft for comments, or a file where no certificate is set up, as it is."""
    signer = prepared.context.signer
    if signer is None or prepared.step is not Step.RELEASE:
        return data
    return signer.sign(data, prepared.context.now)


def _name(prepared: Prepared, one: ToPrint) -> str:
    """The name always says the language: who gets the file has a desk of another language, or none."""
    edition = prepared.edition
    about = prepared.subject.factory.name if prepared.subject.factory is not None else one.paper.head.factory
    factory = plain(about, prepared.subject.country.lower())
    return file_name(edition.kind.value, factory, edition.short, one.variant.value, language=one.language)
