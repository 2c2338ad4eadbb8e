"""Lists as text: which separator, where records end, what a broken quotation mark means. Encodings are told in encodings.py.

A line's number counts records, blank ones too, as a spreadsheet program shows them: a cell with line breaks is one line there.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bwdesk.errors import IntakeRefused
from bwdesk.interchange.encodings import encodings_of
from bwdesk.interchange.sheet import Line, LineCollector, Tell

SEPARATORS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 200  # records that the separator is told from
_SAMPLE: Final = 300_000  # characters
_LONGEST_FIELD: Final = 1_000_000  # characters; sheet.py refuses shorter ones with their own sentence
_SAYS_SEPARATOR: Final = "sep="  # first line of lists that Excel is to open rightly


def read_text_list(
    data: bytes, encoding: str | None = None, separator: str | None = None, tell: Tell | None = None
) -> tuple[tuple[Line, ...], str, str]:
    """The lines of a text list with the encoding and separator they were read by; raises IntakeRefused."""
    for candidate in [encoding] if encoding else encodings_of(data):
        try:
            said, chosen = _separator(data, candidate)
            used = separator or said or chosen
            return _records(data, candidate, used, bool(said), tell), candidate, used
        except UnicodeError:
            continue
        except LookupError:
            break
    raise IntakeRefused("intake.encoding_unknown")


def _stream(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _separator(data: bytes, encoding: str) -> tuple[str, str]:
    """The separator the first line names, or "", and the one the records look separated by."""
    with _stream(data, encoding) as stream:
        sample = list(islice(io.StringIO(stream.read(_SAMPLE), newline=""), _LOOKED_AT * 2))
    first = sample[0].lstrip("\ufeff").strip('"\r\n') if sample else ""
    if first.lower().startswith(_SAYS_SEPARATOR) and len(first) == len(_SAYS_SEPARATOR) + 1:
        return first[-1], first[-1]
    return "", max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: list[str], separator: str) -> float:
    """How much the sample looks like a table under this separator: the share of its characters in records of the usual width."""
    try:
        records = [record for record in islice(csv.reader(sample, delimiter=separator), _LOOKED_AT) if any(record)]
    except csv.Error:
        return 0.0
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda item: (item[1] * item[0], item[0]))
    tables = sum(times for found, times in widths.items() if found > 1)
    return (times + tables) / (2 * len(records)) + min(width, 30) / 100


def _records(data: bytes, encoding: str, separator: str, says_separator: bool, tell: Tell | None) -> tuple[Line, ...]:
    collector = LineCollector(tell, expected=data.count(b"\n") + (not data.endswith(b"\n")))
    with _stream(data, encoding) as stream:
        for number, record in _numbered(stream, separator):
            if number == 1 and says_separator:
                continue
            if number == 1 and record:
                record[0] = record[0].lstrip("\ufeff")
            collector.add(number - says_separator, record)
    return collector.take()


def _numbered(stream: io.TextIOWrapper, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Records with their numbers. A quotation mark that is never closed would swallow the rest of the list: that is refused."""
    csv.field_size_limit(_LONGEST_FIELD)
    source = _RememberingLines(stream)
    records = enumerate(csv.reader(source, delimiter=separator), start=1)
    number = 0
    try:
        for number, record in records:
            if source.ended and _is_open(source.since_record, separator):
                raise IntakeRefused("intake.quote_open", row=number)
            source.since_record.clear()
            yield number, record
    except csv.Error:  # a field beyond the limit
        raise IntakeRefused("intake.quote_open", row=number + 1) from None


class _RememberingLines:
    """Hands on the lines of a stream and remembers those of the record being read."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self.since_record: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        for text in self._stream:
            self.since_record.append(text)
            yield text
        self.ended = True


def _is_open(lines: list[str], separator: str) -> bool:
    """Whether the last record of a list, given by its lines, ends inside a quotation."""
    try:
        for _ in csv.reader(lines, delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
