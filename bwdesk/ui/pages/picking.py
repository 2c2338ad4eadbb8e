"""Which pictures a person means by F3: the newest one in the watched folder, else those chosen in the system's dialog. Documents too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bwdesk.errors import DeskError, IntakeRefused
from bwdesk.runtime.pictures import ENDINGS, Taken, photos_in
from bwdesk.runtime.promise import Promise
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.sentence import sentence_of

PICTURES = " ".join(f"*{ending}" for ending in ENDINGS)
_TOLD_WHOLE = 3  # of more refused files the first sentence is enough
_TOLD_ALONE = 10  # more of them are gathered by their reason
_LONGEST_NAME = 60


def pick_pictures(parent: QWidget, bench: Bench, title: str) -> list[Path]:
    """The pictures to take in; empty when the person thought better of it."""
    folder = bench.settings.settings.photo_folder
    newest = newest_picture(Path(folder)) if folder else None
    if newest is not None:
        return [newest]
    names, _ = QFileDialog.getOpenFileNames(parent, title, folder, bench.texts("photos.files") + f" ({PICTURES})")
    return [Path(name) for name in names]


def newest_picture(folder: Path) -> Path | None:
    """The picture file of a folder that was changed last."""
    try:
        return max(photos_in(folder), key=lambda path: path.stat().st_mtime, default=None)
    except OSError:
        return None


def pick_documents(parent: QWidget, title: str) -> list[Path]:
    """The documents to take in, chosen in the system's dialog."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(Path.home()), "PDF (*.pdf)")
    return [Path(name) for name in names]


def sorted_apart(sources: Sequence[Path | bytes]) -> tuple[list[Path | bytes], list[Path | bytes]]:
    """Pictures and documents of what was dropped or pasted, told apart by their look; the intake judges what they really are."""
    documents = [one for one in sources if (one.suffix.casefold() == ".pdf" if isinstance(one, Path) else one.startswith(b"%PDF-"))]
    return [one for one in sources if one not in documents], documents


def take_pictures(page: QWidget, bench: Bench, sources: Sequence[Path | bytes], owner_kind: str, owner_id: str, scope: str) -> None:
    """Takes pictures onto a thing; each that is refused is told by its name."""
    _tell_together(page, bench, [bench.pictures.take_in(sources, owner_kind, owner_id, scope)])


def take_evidence(page: QWidget, bench: Bench, sources: Sequence[Path | bytes], owner_kind: str, owner_id: str, scope: str) -> None:
    """Takes pictures and documents onto a thing; each that is refused is told by its name."""
    pictures, documents = sorted_apart(sources)
    outcomes = []
    if pictures:
        outcomes.append(bench.pictures.take_in(pictures, owner_kind, owner_id, scope))
    if documents:
        outcomes.append(bench.documents.take_in(documents, owner_kind, owner_id))
    _tell_together(page, bench, outcomes)


def _tell_together(page: QWidget, bench: Bench, outcomes: Sequence[Promise[Taken]]) -> None:
    """Tells in one notice what was refused of all, since the next notice would take the place of the first."""
    come: list[Taken] = []

    def taken(found: Taken) -> None:
        come.append(found)
        refused = [one for each in come for one in each.refused]
        if len(come) == len(outcomes) and refused:
            bench.desk.tell(_refusal(bench, refused, sum(len(each.photo_ids) for each in come)))

    for outcome in outcomes:
        outcome.then(taken, page)


def _refusal(bench: Bench, refused: Sequence[tuple[str, DeskError]], taken: int) -> DeskError:
    """Every refused file with its reason: in whole sentences, shortly, or by reason, as there are few, some or many."""
    texts = bench.texts
    gathered: dict[tuple[str, int], list[str]] = {}
    for place, (name, error) in enumerate(refused):
        what, rest = sentence_of(error, texts)
        why = f"{what} {rest}".strip() if len(refused) <= _TOLD_WHOLE else what
        names = gathered.setdefault((why, place if len(refused) <= _TOLD_ALONE else 0), [])
        if name and "file" not in error.params:  # whose sentence names it
            names.append(isolate(_short(name)))
    lines = (texts("intake.refused_file", file=texts.commas(names), why=why) if names else why for (why, _), names in gathered.items())
    return IntakeRefused("intake.files_refused", number=len(refused), taken=taken, each="\n".join(lines))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 12]}…{name[-11:]}"
