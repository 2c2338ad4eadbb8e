"""Which pictures a person means by F3: the newest one in the watched folder, else those chosen in the system's dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

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
