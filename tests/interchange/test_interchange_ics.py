"""Calendar files: folded and escaped as the standard has it, ids that stay, later files that win."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bwdesk.interchange.ics import CalendarEvent, calendar_text, escaped, folded

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_keeps_its_id_and_a_later_file_wins() -> None:
    visit = CalendarEvent("v1", datetime(2026, 11, 24, 3, tzinfo=UTC), "Visit 2; Golden, Thread", "Line 4\nExits", hours=4)
    first = unfolded(calendar_text([visit], "Factories", NOW))
    later = unfolded(calendar_text([visit], "Factories", NOW + timedelta(minutes=1)))
    assert "UID:v1@bwdesk" in first and "UID:v1@bwdesk" in later
    numbers = [int(line.split(":")[1]) for lines in (first, later) for line in lines if line.startswith("SEQUENCE")]
    assert numbers[0] < numbers[1] < 2**31
    assert "DTSTART:20261124T030000Z" in first and "DTEND:20261124T070000Z" in first
    assert "SUMMARY:Visit 2\\; Golden\\, Thread" in first and "DESCRIPTION:Line 4\\nExits" in first
    assert not any(line.startswith("METHOD") for line in first), "an invitation would want an organiser"
    assert first[0] == "BEGIN:VCALENDAR" and first[-2:] == ["END:VCALENDAR", ""]


def test_a_day_is_a_whole_day_and_what_is_off_is_cancelled() -> None:
    lines = unfolded(calendar_text([CalendarEvent("m", date(2026, 12, 31), "Renewal", is_off=True)], "Factories", NOW))
    assert "DTSTART;VALUE=DATE:20261231" in lines and "DTEND;VALUE=DATE:20270101" in lines
    assert "STATUS:CANCELLED" in lines and "TRANSP:TRANSPARENT" in lines


def test_lines_of_any_kind_come_back_as_lines() -> None:
    assert escaped("Exits\r\nDoors\rStairs\u2028Gates\u2029Roof\x85End") == "Exits\\nDoors\\nStairs\\nGates\\nRoof\\nEnd"
    assert escaped("C:\\new; a, b") == "C:\\\\new\\; a\\, b"


@given(st.text(max_size=300))
def test_any_words_fold_into_short_lines_and_come_back(text: str) -> None:
    line = "SUMMARY:" + escaped(text)
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode("utf-8", "surrogatepass")) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line
    assert not any(ord(sign) < 32 for sign in line)
