"""Which script a character belongs to, and how that script wants to be set: fonts by file name, size, leading. Tables only.

A family is a pair of file names (regular, bold) without ending. Noto comes first, then what Windows and macOS bring, so that a
laptop without Noto still prints letters instead of boxes.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

Family = tuple[str, str]


@dataclass(frozen=True)
class Script:
    """`size` is the share of the style's size, `leading` the least distance of lines as a share of the printed size.

    `rise` lowers the baseline, as a share of the printed size, for scripts that stand higher than Latin; else baselines are shared.
    `is_steep`: words stand as high as they are long, so that both are measured by the ink of what is said.
    """

    name: str
    tag: str
    families: tuple[Family, ...]
    ranges: tuple[tuple[int, int], ...]
    size: float = 1.0
    leading: float = 1.0
    is_needed: bool = True
    breaks_inside: bool = False
    rise: float = 0.0
    is_steep: bool = False


def _noto(name: str) -> Family:
    return (f"{name}-Regular", f"{name}-Bold")


_NIRMALA: Family = ("Nirmala", "NirmalaB")
_LEELAWADEE: Family = ("LeelawUI", "LeelaUIb")
_UNICODE: Family = ("Arial Unicode", "Arial Unicode")

LATIN_FAMILIES: tuple[str, ...] = ("NotoSans", "segoeui", "Arial", "DejaVuSans", "LiberationSans")

URDU = Script(
    "urdu",
    "Arab",
    (_noto("NotoNastaliqUrdu"), ("NotoNastaliq", "NotoNastaliq"), ("urdtype", "urdtypeb")),
    (),
    size=1.15,
    leading=0.0,
    is_steep=True,
)

SCRIPTS: tuple[Script, ...] = (
    Script(
        "arabic",
        "Arab",
        (_noto("NotoNaskhArabic"), _noto("NotoSansArabic"), ("segoeui", "segoeuib"), ("GeezaPro", "GeezaPro"), _UNICODE),
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
        size=1.12,
        leading=1.5,
    ),
    Script(
        "khmer",
        "Khmr",
        (_noto("NotoSansKhmer"), _LEELAWADEE, ("KhmerUI", "KhmerUIb"), ("Khmer Sangam MN", "Khmer Sangam MN")),
        ((0x1780, 0x17FF), (0x19E0, 0x19FF)),
        leading=1.8,
        breaks_inside=True,
    ),
    Script("bengali", "Beng", (_noto("NotoSansBengali"), _NIRMALA, _UNICODE), ((0x0980, 0x09FF),), size=1.05, leading=1.52),
    Script("sinhala", "Sinh", (_noto("NotoSansSinhala"), _NIRMALA), ((0x0D80, 0x0DFF),), size=1.05, leading=1.52),
    Script("tamil", "Taml", (_noto("NotoSansTamil"), _NIRMALA, _UNICODE), ((0x0B80, 0x0BFF),), size=1.05, leading=1.52),
    Script(
        "devanagari",
        "Deva",
        (_noto("NotoSansDevanagari"), _NIRMALA, _UNICODE),
        ((0x0900, 0x0963), (0x0966, 0x097F), (0xA8E0, 0xA8FF)),
        size=1.05,
        leading=1.52,
    ),
    Script(
        "ethiopic",
        "Ethi",
        (_noto("NotoSansEthiopic"), ("ebrima", "ebrimabd"), ("Kefa", "Kefa")),
        ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
        leading=1.5,
    ),
    Script(
        "myanmar",
        "Mymr",
        (_noto("NotoSansMyanmar"), ("mmrtext", "mmrtextb"), ("Myanmar Sangam MN", "Myanmar Sangam MN")),
        ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
        leading=1.9,
        breaks_inside=True,
        rise=0.12,
    ),
    Script(
        "thai",
        "Thai",
        (_noto("NotoSansThai"), _noto("NotoLoopedThai"), _LEELAWADEE, _UNICODE),
        ((0x0E00, 0x0E7F),),
        1.0,
        1.5,
        False,
        True,
        0.08,
    ),
    Script("lao", "Laoo", (_noto("NotoSansLao"), _noto("NotoLoopedLao"), _LEELAWADEE), ((0x0E80, 0x0EFF),), 1.0, 1.5, False, True, 0.08),
    Script(
        "han",
        "Hani",
        (
            ("DroidSansFallbackFull", "DroidSansFallbackFull"),
            ("DroidSansFallback", "DroidSansFallback"),
            _noto("NotoSansSC"),
            ("msyh", "msyhbd"),
            ("simsun", "simsun"),
            _UNICODE,
        ),
        (
            (0x1100, 0x11FF),
            (0x2E80, 0x33FF),
            (0x3400, 0x4DBF),
            (0x4E00, 0xA4CF),
            (0xAC00, 0xD7AF),
            (0xF900, 0xFAFF),
            (0xFE30, 0xFE4F),
            (0xFF00, 0xFFEF),
            (0x20000, 0x3134F),
        ),
        leading=1.45,
    ),
    Script("gurmukhi", "Guru", (_noto("NotoSansGurmukhi"), _NIRMALA, _UNICODE), ((0x0A00, 0x0A7F),), 1.05, 1.52, False),
    Script("gujarati", "Gujr", (_noto("NotoSansGujarati"), _NIRMALA, _UNICODE), ((0x0A80, 0x0AFF),), 1.05, 1.52, False),
    Script("oriya", "Orya", (_noto("NotoSansOriya"), _NIRMALA), ((0x0B00, 0x0B7F),), 1.05, 1.52, False),
    Script("telugu", "Telu", (_noto("NotoSansTelugu"), _NIRMALA, _UNICODE), ((0x0C00, 0x0C7F),), 1.05, 1.6, False),
    Script("kannada", "Knda", (_noto("NotoSansKannada"), _NIRMALA, _UNICODE), ((0x0C80, 0x0CFF),), 1.05, 1.6, False),
    Script("malayalam", "Mlym", (_noto("NotoSansMalayalam"), _NIRMALA), ((0x0D00, 0x0D7F),), 1.05, 1.55, False),
    Script("tibetan", "Tibt", (_noto("NotoSerifTibetan"), ("himalaya", "himalaya")), ((0x0F00, 0x0FFF),), 1.1, 2.0, False, rise=0.2),
    Script("hebrew", "Hebr", (_noto("NotoSansHebrew"), ("segoeui", "segoeuib")), ((0x0590, 0x05FF), (0xFB1D, 0xFB4F)), 1.0, 1.3, False),
    Script("armenian", "Armn", (_noto("NotoSansArmenian"), ("segoeui", "segoeuib")), ((0x0530, 0x058F), (0xFB13, 0xFB17)), is_needed=False),
    Script("georgian", "Geor", (_noto("NotoSansGeorgian"), ("segoeui", "segoeuib")), ((0x10A0, 0x10FF), (0x2D00, 0x2D2F)), is_needed=False),
)

# Fonts asked when neither the script's nor the Latin font has a character: arrows, signs, mathematics.
LAST_RESORT: tuple[Family, ...] = (
    ("NotoSansSymbols2-Regular", "NotoSansSymbols2-Regular"),
    _noto("NotoSansSymbols"),
    ("NotoSansMath-Regular", "NotoSansMath-Regular"),
    ("seguisym", "seguisym"),
    ("Apple Symbols", "Apple Symbols"),
)

_STARTS = sorted(((low, high, script) for script in SCRIPTS for low, high in script.ranges), key=lambda row: row[0])
_LOWS = [low for low, _, _ in _STARTS]
_FIRST = _LOWS[0]


def script_of(code: int) -> Script | None:
    """The script of a code point; None for Latin, Greek, Cyrillic and everything that belongs to no script of the table."""
    if code < _FIRST:
        return None
    low, high, script = _STARTS[bisect_right(_LOWS, code) - 1]
    return script if low <= code <= high else None


# Letters that Urdu has and Arabic and Persian have not: they call for Nastaliq.
URDU_LETTERS = frozenset("ٹڈڑںےۓھہۃ")
