"""The fonts of papers: where they are looked for, which cut stands for which role, and which font has a given character.

Fonts are a dependency, never vendored: Noto from the system or from the folders in BWDESK_FONTS, else what Windows and macOS bring.
A character that no font has gets None here and is printed as its code point, never as an empty box.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from bwdesk.errors import FileProblem
from bwdesk.reports.scripts import LAST_RESORT, LATIN_FAMILIES, SCRIPTS, URDU, Family, Script, script_of


class Cut(Enum):
    """Roles of the Latin type; other scripts have a regular and a strong cut."""

    TEXT = "text"
    STRONG = "strong"
    LIGHT = "light"
    NARROW = "narrow"
    NARROW_STRONG = "narrow strong"

    @property
    def is_strong(self) -> bool:
        return self in (Cut.STRONG, Cut.NARROW_STRONG)

    @property
    def strong(self) -> Cut:
        return Cut.NARROW_STRONG if self in (Cut.NARROW, Cut.NARROW_STRONG) else Cut.STRONG


# File names of Noto Sans for each cut, best first, with the width it is set at and the pen that thins it where the true cut is missing.
_NOTO_CUTS: dict[Cut, tuple[tuple[str, float, float], ...]] = {
    Cut.TEXT: (("Regular", 1.0, 0.0),),
    Cut.STRONG: (("SemiBold", 1.0, 0.0), ("Bold", 0.97, 0.0)),
    Cut.LIGHT: (("Light", 1.0, 0.0), ("Regular", 0.97, -0.022)),
    Cut.NARROW: (("SemiCondensed", 1.0, 0.0), ("Regular", 0.92, 0.0)),
    Cut.NARROW_STRONG: (("SemiCondensedSemiBold", 1.0, 0.0), ("SemiBold", 0.93, 0.0), ("Bold", 0.9, 0.0)),
}
_STRONG_ENDINGS = ("-Bold", "b", "bd", " Bold")


@dataclass(eq=False)
class Font:
    """One font file at one width. `stretch` scales it across; `pen` is a stroke in em: > 0 in ink (bolder), < 0 in white (lighter)."""

    name: str
    path: Path
    stretch: float = 1.0
    pen: float = 0.0
    face: hb.Face = field(init=False)
    shaper: hb.Font = field(init=False)
    upem: int = field(init=False)
    codes: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.face = hb.Face(hb.Blob.from_file_path(str(self.path)), 0)
        self.shaper = hb.Font(self.face)
        self.upem = self.face.upem
        self.codes = frozenset(self.face.unicodes)

    def has(self, text: str) -> bool:
        return all(ord(char) in self.codes for char in text)


class FontSet:
    """All fonts of a machine that papers use, opened when first needed."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._paths = _index(folders)
        self._opened: dict[tuple[str, float, float], Font] = {}
        self._latin: dict[Cut, Font] = {}
        self._chains: dict[tuple[str, Cut, bool], Font | None] = {}
        if self._latin_path(Cut.TEXT) is None:
            raise FileProblem("papers.no_fonts")

    def latin(self, cut: Cut) -> Font:
        """The font of Latin text in a cut."""
        font = self._latin.get(cut)
        if font is None:
            found = self._latin_path(cut)
            assert found is not None, "the constructor has seen a Latin font"
            font = self._latin[cut] = self._open(*found)
        return font

    def font_for(self, cluster: str, cut: Cut, nastaliq: bool = False) -> Font | None:
        """The font that has all of a cluster (ignorable characters left out): its script's own, Latin, signs, then any other."""
        key = (cluster, cut, nastaliq)
        if key not in self._chains:
            self._chains[key] = next((font for font in self._candidates(cluster, cut, nastaliq) if font.has(cluster)), None)
        return self._chains[key]

    def script_font(self, script: Script, cut: Cut) -> Font | None:
        return next(self._family_fonts(script.families, cut), None)

    def missing(self) -> list[str]:
        """Names of the scripts of the programme that no font on this machine serves."""
        return [s.name for s in (*SCRIPTS, URDU) if s.is_needed and self.script_font(s, Cut.TEXT) is None]

    def _candidates(self, cluster: str, cut: Cut, nastaliq: bool) -> Iterator[Font]:
        script = script_of(ord(cluster[0]))
        if script is not None:
            if nastaliq and script.tag == "Arab":
                yield from self._family_fonts(URDU.families, cut)
            yield from self._family_fonts(script.families, cut)
        yield self.latin(cut)
        yield from self._family_fonts(LAST_RESORT, cut)
        for other in SCRIPTS:
            yield from self._family_fonts(other.families, cut)

    def _family_fonts(self, families: Iterable[Family], cut: Cut) -> Iterator[Font]:
        for regular, bold in families:
            heavy = self._paths.get(bold.lower()) if cut.is_strong and bold != regular else None
            if heavy is not None:
                yield self._open(heavy, 1.0, 0.0)
            elif regular.lower() in self._paths:
                yield self._open(self._paths[regular.lower()], 1.0, 0.022 if cut.is_strong else 0.0)

    def _latin_path(self, cut: Cut) -> tuple[Path, float, float] | None:
        for style, stretch, pen in _NOTO_CUTS[cut]:
            if path := self._paths.get(f"notosans-{style}".lower()):
                return path, stretch, pen
        for family in LATIN_FAMILIES:
            regular = self._paths.get(family.lower()) or self._paths.get(f"{family}-regular".lower())
            strong = next((p for end in _STRONG_ENDINGS if (p := self._paths.get((family + end).lower()))), None)
            if regular is not None:
                _, stretch, pen = _NOTO_CUTS[cut][-1]
                return (strong if cut.is_strong and strong else regular), stretch, pen
        return None

    def _open(self, path: Path, stretch: float, pen: float) -> Font:
        key = (str(path), stretch, pen)
        font = self._opened.get(key)
        if font is None:
            font = self._opened[key] = Font(path.stem, path, stretch, pen)
        return font


def font_folders() -> tuple[Path, ...]:
    """Folders searched for fonts: those of BWDESK_FONTS first, then the system's."""
    named = [Path(part) for part in os.environ.get("BWDESK_FONTS", "").split(os.pathsep) if part]
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        system = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", Path(local) / "Microsoft/Windows/Fonts"]
    elif sys.platform == "darwin":
        system = [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    else:
        system = [home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
    return (*named, *system)


@lru_cache(maxsize=4)
def font_set(folders: tuple[Path, ...]) -> FontSet:
    """The fonts of these folders; raises FileProblem when there is not even a Latin font."""
    return FontSet(folders)


def missing_scripts() -> list[str]:
    """Scripts of the programme that this machine cannot print ("khmer", "bengali" …); all of them when there is no font at all."""
    try:
        return font_set(font_folders()).missing()
    except FileProblem:
        return ["latin", *(s.name for s in (*SCRIPTS, URDU) if s.is_needed)]


def _index(folders: Iterable[Path]) -> dict[str, Path]:
    """TrueType files by name without ending, in small letters; what comes first in the list of folders wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(_font_files(folder)):
            found.setdefault(path.stem.lower(), path)
    return found


def _font_files(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        for name in names:
            if name.lower().endswith((".ttf", ".ttc")):
                yield Path(root) / name
