"""What an exchange file holds, in sentences. Plain words; no widgets."""

from __future__ import annotations

from bwdesk.runtime.exchange_files import Written
from bwdesk.texts import Texts
from bwdesk.ui.amounts import megabytes
from bwdesk.usecases.exchange import Part, Preview, TakenIn

FEW = 6


def size_words(size: int, texts: Texts) -> str:
    """Megabytes with one digit, or kilobytes below one of them."""
    return texts("exchange.mb", size=megabytes(size, texts)) if size >= 1_000_000 else texts("exchange.kb", size=-(-size // 1000))


def part_title(part: Part, texts: Texts) -> str:
    """The factory, or what a part without one is."""
    return part.title or texts("exchange.unnamed" if part.key else "exchange.register")


def part_words(part: Part, texts: Texts) -> str:
    """Records by kind, the most frequent first, and what is here already."""
    known = [(kind, count) for kind, count in part.kinds if texts.has(f"exchange.kind.{kind}")][:FEW]
    words = [texts.count(f"exchange.kind.{kind}", count) for kind, count in known]
    rest = part.records - sum(count for _, count in known)
    if rest:
        words.append(texts.count("exchange.kind.other", rest))
    if part.here:
        words.append(texts.count("exchange.here", part.here))
    return texts("exchange.comma").join(words)


def preview_sentences(preview: Preview, texts: Texts) -> list[tuple[str, str]]:
    """(words, tone) of what taking a file in would do besides adding records."""
    said: list[tuple[str, str]] = []
    if not preview.fresh:
        said.append((texts("exchange.nothing_new"), "text2"))
    if preview.to_settle:
        said.append((texts.count("exchange.to_settle", preview.to_settle), "unsure"))
    if preview.missing:
        said.append((texts("exchange.missing"), "text2"))
    for one in preview.left_out:
        said.append((texts(f"exchange.left_out.{one.reason}", title=one.title or texts("exchange.unnamed")), "text2"))
    return said


def written_sentence(done: Written, texts: Texts) -> str:
    """That a file was written, and that it may be taken away."""
    return texts("exchange.written", name=done.path.name, size=size_words(done.size, texts))


def taken_sentence(preview: Preview, done: TakenIn, texts: Texts) -> str:
    """What was taken in."""
    if not done.fresh:
        return texts("exchange.taken_nothing", name=preview.name)
    records = texts.count("exchange.records", preview.records)
    return texts("exchange.taken", records=records, name=preview.name)
