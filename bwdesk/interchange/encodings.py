"""Which encoding a list was written in, told from its bytes alone.

Byte order marks and UTF-8 are certain. The rest is weighed: every usual encoding that can read the bytes is asked how much its
letters look like words (`_likeness`), and charset-normalizer's opinion counts a little. Statistics alone fail on lists, which
are short and mostly ASCII. The caller may always name the encoding instead.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from typing import Final

SAMPLE: Final = 60_000  # bytes looked at for the weighing
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WESTERN: Final = "éèêëàâáãäåçñíîïìóôöòõøúüûùÿæœßÉÈÊÀÂÁÃÄÅÇÑÍÎÓÔÖÕØÚÜÛÆŒ"
_CENTRAL: Final = "ąćęłńóśźżáčďéěíňřšťúůýžäöüőűăâîşţĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÄÖÜŐŰĂÂÎŞŢđĐ"
_TURKISH: Final = "çğıöşüâîÇĞİÖŞÜ"
_BALTIC: Final = "āčēģīķļņšūžąęėįųõäöüĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲÕÄÖÜ"
_VIETNAMESE: Final = "ăâđêôơưáàéèíóúùãýĂÂĐÊÔƠƯÁÀÉÈÍÓÚ\u0300\u0301\u0303\u0309\u0323"
# Letters that make up most of a running text in each script.
_CYRILLIC: Final = "оеаинтсрвлкмдпуя"
_GREEK: Final = "αοιετσνηυρπκμλςόίάέή"
_ARABIC: Final = "اليمنروتبعدسفكةقح"
_HEBREW: Final = "יוהלאתרמבשנקדםן"
_THAI: Final = "นรกอาเงมลยทวตด่้ัสิ"
_HANZI: Final = (
    "有限公司制衣服装厂市区路号中国省东广州江苏浙福建山工业园镇县村金线织纺针大新华兴龙美名称地址家人数员总男女联系电话产品客户"
    "製廠廣東區號國業園鎮縣線織紡針華興龍稱產戶聯繫電話總員數臺台北灣街樓一二三四五六七八九十的是不了在人为這这個个我來来时"
)
# (encoding, the letters expected in it: a name of `_SCRIPTS` or the letters of its languages)
_CANDIDATES: Final = (
    ("cp1252", _WESTERN),
    ("cp1250", _CENTRAL),
    ("cp1254", _TURKISH),
    ("cp1257", _BALTIC),
    ("cp1258", _VIETNAMESE),
    ("cp1251", "CYRILLIC"),
    ("cp1256", "ARABIC"),
    ("cp1253", "GREEK"),
    ("cp1255", "HEBREW"),
    ("cp874", "THAI"),
    ("koi8_r", "CYRILLIC"),
    ("gb18030", "HAN"),
    ("big5hkscs", "HAN"),
    ("cp932", "KANA"),
    ("cp949", "HANGUL"),
    ("euc_jp", "KANA"),
    ("mac_roman", _WESTERN),
    ("cp850", _WESTERN),
)
CHOICES: Final = (
    ("utf-8", "UTF-8"), ("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE"), ("cp1252", "Windows-1252 · é ñ ü"),
    ("cp1250", "Windows-1250 · č ł ő"), ("cp1254", "Windows-1254 · ğ ı ş"), ("cp1257", "Windows-1257 · ā ė ū"),
    ("cp1258", "Windows-1258 · ă ơ ư"), ("cp1251", "Windows-1251 · Ж Я Ю"), ("koi8_r", "KOI8-R · Ж Я Ю"),
    ("cp1253", "Windows-1253 · α β γ"),
    ("cp1255", "Windows-1255 · א ב ג"), ("cp1256", "Windows-1256 · ا ب ت"), ("cp874", "Windows-874 · ก ข ค"), ("gb18030", "GB18030 · 中文"),
    ("big5hkscs", "Big5 · 繁體"), ("cp932", "Shift JIS · 日本"), ("euc_jp", "EUC-JP · 日本"), ("cp949", "EUC-KR · 한글"),
    ("mac_roman", "Mac Roman · é ñ ü"), ("cp850", "DOS 850 · é ñ ü"),
)  # fmt: skip
"""What a person may choose from: codec, and its name with letters of those it is for."""
_FREQUENT: Final = {"CYRILLIC": _CYRILLIC, "GREEK": _GREEK, "ARABIC": _ARABIC, "HEBREW": _HEBREW, "THAI": _THAI}
_SCRIPTS: Final = (*_FREQUENT, "HAN", "KANA", "HANGUL")
_OTHER_NAMES: Final = {"cp950": "big5hkscs", "big5": "big5hkscs", "gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932",
                       "euc_kr": "cp949", "iso8859_1": "cp1252", "latin_1": "cp1252", "iso8859_6": "cp1256"}  # fmt: skip
_MARKS_IN_TEXT: Final = frozenset("“”‘’‚„–—…•·«»°º№®™©€£¥§½¼¾²³¿¡、。，（）：；·「」・ー\u00a0\u200c\u200d\u200e\u200f\u3000")
_SELDOM: Final = frozenset("ţŢýÝðÐþÞÿ")
_RARE: Final = {"mac_roman": -0.45, "cp850": -0.45, "koi8_r": -0.02, "euc_jp": -0.02}
OPINION: Final = 0.08  # what charset-normalizer's word adds; on short Latin texts it mostly says cp1250, so there it is not asked


def encodings_of(data: bytes) -> Iterator[str]:
    """Encodings that may read `data`, the likeliest first. The caller takes the first that reads all of it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding
            return
    wide = _without_mark(data[:SAMPLE])
    if wide:
        yield wide
        return
    yield "utf-8"
    yield from _weighed(data)


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 and UTF-32 without a mark show by zeros at every second or three of four places."""
    length = len(sample) - len(sample) % 4
    if length < 8 or sample.count(0) < length // 8:
        return None
    zeros = [sample[place:length:4].count(0) / (length / 4) for place in range(4)]
    if min(zeros[0], zeros[1]) > 0.9 and zeros[3] < 0.3:
        return "utf-32-be"
    if min(zeros[2], zeros[3]) > 0.9 and zeros[0] < 0.3:
        return "utf-32-le"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.25 and even < odd / 3:
        return "utf-16-le"
    if even > 0.25 and odd < even / 3:
        return "utf-16-be"
    return None


def _weighed(data: bytes) -> list[str]:
    sample = _telling_part(data)
    opinion = _opinion(sample)
    weights: dict[str, float] = {}
    for encoding, letters in _CANDIDATES:
        try:
            text = codecs.getincrementaldecoder(encoding)("strict").decode(sample, False)  # it may be cut through a character
        except UnicodeDecodeError:
            continue
        bonus = OPINION if encoding == opinion else 0.0
        weights[encoding] = _likeness(text, encoding, letters) + _RARE.get(encoding, 0.0) + bonus
    return sorted(weights, key=lambda encoding: -weights[encoding])


def _telling_part(data: bytes) -> bytes:
    """The lines that are not plain ASCII, so that a few foreign names in a long list are heard."""
    lines, size = [], 0
    for line in data.splitlines():
        if not line.isascii():
            lines.append(line[: SAMPLE - size])
            size += len(line)
            if size >= SAMPLE:
                return b"\n".join(lines)
    return b"\n".join(lines) + b"\n"


def _opinion(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # 50 ms to import, needed only for lists that are not UTF-8

    best = from_bytes(sample[:20_000]).best()
    if best is None:
        return None
    name = _OTHER_NAMES.get(best.encoding, best.encoding)
    return name if any(name == encoding and letters in _SCRIPTS for encoding, letters in _CANDIDATES) else None


def _likeness(text: str, encoding: str, letters: str) -> float:
    """How much the non-ASCII characters look like words of the encoding's languages: about 1 if right, below 0.5 if wrong."""
    total = weight = 0.0
    before = " "
    run = 0
    for place, character in enumerate(text):
        if character.isascii():
            run = 0
            before = character
            continue
        run += 1
        following = text[place + 1] if place + 1 < len(text) else " "
        size = 1 if encoding.startswith(("cp125", "cp874", "koi8", "mac", "cp850")) else len(character.encode(encoding, "replace"))
        total += size * _worth(character, before, following, run, encoding, letters)
        weight += size
        before = character
    return total / weight if weight else 0.0


def _worth(character: str, before: str, following: str, run: int, encoding: str, letters: str) -> float:
    if character in _MARKS_IN_TEXT:
        return 0.6
    category = unicodedata.category(character)
    if category[0] == "C":
        return -2.0
    if category[0] not in "LM":
        return -0.5 if before.isalpha() or following.isalpha() else 0.1
    if letters in _FREQUENT:
        return _worth_in_script(character, before, following, letters)
    if letters in ("HAN", "KANA", "HANGUL"):
        if before.isascii() and before.isalpha() and following.isascii():
            return 0.0  # one alone, glued to a Latin word: more likely a Western apostrophe
        return _worth_in_east_asian(character, encoding, letters)
    if run > 3:
        return -0.5  # Latin words hardly ever have four accented letters in a row
    alien = not (before.isascii() or before in letters) or (character.isupper() and before.islower())
    known = 0.6 if character in _SELDOM else 1.0
    return (known if character in letters else -0.3) - (0.8 if alien else 0.0)


def _worth_in_script(character: str, before: str, following: str, script: str) -> float:
    if not unicodedata.name(character, "").startswith(script):
        return -0.5
    if (before.isascii() and before.isalpha()) or (following.isascii() and following.isalpha()):
        return -0.5
    if before.islower() and character.isupper():
        return -1.0
    shouting = 0.1 if before.isupper() and character.isupper() else 0.0
    return (1.0 if character.lower() in _FREQUENT[script] else 0.55) - shouting


def _worth_in_east_asian(character: str, encoding: str, script: str) -> float:
    if character in _HANZI:
        return 1.0
    code = character.encode(encoding, "replace")
    lead, trail = code[0], code[-1]
    name = unicodedata.name(character, "")
    if name.startswith("HALFWIDTH"):
        return -0.7
    if name.startswith(("HIRAGANA", "KATAKANA")):
        return 1.0 if script == "KANA" else -0.2
    if name.startswith("HANGUL SYLLABLE"):
        return 0.95 if len(code) == 2 and lead >= 0xB0 and trail >= 0xA1 else 0.0
    if not name.startswith("CJK UNIFIED") or len(code) != 2:
        return -0.5
    common = {
        "gb18030": 0xB0 <= lead <= 0xD7 and trail >= 0xA1,
        "big5hkscs": 0xA4 <= lead <= 0xC6,
        "cp932": 0x88 <= lead <= 0x97,
        "euc_jp": 0xB0 <= lead <= 0xCF and len(code) == 2,
    }
    return 0.75 if common.get(encoding, False) else -0.3
