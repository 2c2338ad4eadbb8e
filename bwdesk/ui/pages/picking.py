"""Which pictures a person means by F3: the newest one in the watched folder, else those chosen in the system's dialog. Documents too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bwdesk.runtime.pictures import Taken
from bwdesk.ui.bench import Bench

PICTURES = "*.jpg *.jpeg *.png *.heic *.heif *.tif *.tiff *.webp *.gif *.bmp"
ENDINGS = frozenset(part.removeprefix("*") for part in PICTURES.split())


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
        found = [path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS and path.is_file()]
        return max(found, key=lambda path: path.stat().st_mtime, default=None)
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


def take_evidence(page: QWidget, bench: Bench, sources: Sequence[Path | bytes], owner_kind: str, owner_id: str, scope: str) -> None:
    """Takes pictures and documents onto a thing; the first that is refused is told."""

    def taken(found: Taken) -> None:
        for _name, error in found.refused[:1]:
            bench.desk.tell(error)

    pictures, documents = sorted_apart(sources)
    if pictures:
        bench.pictures.take_in(pictures, owner_kind, owner_id, scope).then(taken, page)
    if documents:
        bench.documents.take_in(documents, owner_kind, owner_id).then(taken, page)
