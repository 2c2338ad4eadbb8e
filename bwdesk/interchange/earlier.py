"""Last year's plan and findings as advisors keep them: which line is the heading, which column holds what, and the rows read by that.

A proposal by the words of the headings; a person can map columns by hand. A cell that cannot be read is left out and named by its
place; a row is left out where it says nothing of a question or a finding, or its verdict cannot be read. Which question is meant is not
decided here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.plan import Progress
from bwdesk.errors import IntakeRefused
from bwdesk.interchange.book import read_book
from bwdesk.interchange.cell_values import read_day
from bwdesk.interchange.factories import RowNote
from bwdesk.interchange.sheet import Book, Sheet, Tell, column_letters, join_heading
from bwdesk.interchange.words import plain, plain_heading

MOST_ROWS: Final = 2_000
LONGEST: Final = {"finding": 20_000, "question": 2_000, "note": 2_000, "action": 2_000, "owner": 200, "code": 80, "point": 200}
CLOSED: Final = "closed"
"""What `EarlierRow.progress` says of a row whose issue was seen to be mended; else a `Progress`, or "" where nothing is said."""
_HEADING_WITHIN: Final = 40
_HEADINGS: Final[dict[str, str]] = {
    "code": """code · question code · question no · question number · question id · q no · no · nr · n° · ref · reference · item · item no
        finding no · código · codigo · code question · numéro · mã · mã câu hỏi · kode · nomor""",
    "question": """question · question text · requirement · indicator · compliance question · checklist item · standard · pregunta
        exigence · câu hỏi · yêu cầu · pertanyaan · persyaratan · critère""",
    "point": "compliance point · cp · cluster · category · area · topic · catégorie · categoría · lĩnh vực · kategori",
    "verdict": """verdict · result · compliance · compliant · non compliant · nc · compliance status · in compliance · answer · rating
        résultat · conformité · conforme · resultado · cumplimiento · kết quả · tuân thủ · hasil · kepatuhan""",
    "finding": """finding · findings · issue · issues · non compliance · noncompliance · non compliance finding · observation · observations
        description · problem · issue description · detail · details · evidence · constat · constatation · problème · hallazgo
        hallazgos · problema · phát hiện · vấn đề · temuan · masalah""",
    "action": """action · actions · corrective action · corrective actions · action plan · improvement action · remediation · cap · measure
        measures · solution · action corrective · actions correctives · mesure · acción · acciones · acción correctiva · hành động
        hành động khắc phục · biện pháp · tindakan · tindakan perbaikan""",
    "owner": """owner · responsible · responsible person · person responsible · who · in charge · pic · responsable · encargado
        người phụ trách · người chịu trách nhiệm · penanggung jawab""",
    "due_on": """due · due date · deadline · by when · target date · completion date · planned date · timeline · échéance · délai
        date limite · fecha límite · fecha · plazo · thời hạn · hạn · tenggat · batas waktu · when""",
    "progress": """progress · status · state · action status · issue status · avancement · statut · estado · avance · tình trạng
        trạng thái · tiến độ · kemajuan""",
    "note": "note · notes · remark · remarks · comment · comments · update · remarque · commentaire · comentario · ghi chú · catatan",
    "assessed_on": """assessment date · assessed on · date of assessment · found on · date found · finding date · date · issue date
        date d évaluation · fecha de evaluación · ngày đánh giá · tanggal penilaian""",
}  # fmt: skip
FIELDS: Final = tuple(_HEADINGS)
_VERDICTS: Final[dict[str, str]] = {
    Verdict.NON_COMPLIANT: """nc · n c · non compliant · noncompliant · not compliant · not in compliance · non compliance · out of
        compliance · fail · failed · x · violation · non conforme · no cumple · no conforme · không tuân thủ · tidak patuh""",
    Verdict.COMPLIANT: """c · compliant · in compliance · ok · pass · passed · compliance · conforme · cumple · tuân thủ · patuh""",
    Verdict.NOT_APPLICABLE: "na · n a · not applicable · non applicable · no aplica · không áp dụng · tidak berlaku",
    Verdict.NOT_VERIFIED: "nv · not verified · not checked · not assessed · non vérifié · no verificado",
}  # fmt: skip
_PROGRESS: Final[dict[str, str]] = {
    Progress.NOT_STARTED: """not started · open · pending · new · 0 · ouvert · non commencé · abierto · pendiente
        chưa bắt đầu · chưa thực hiện · belum""",
    Progress.IN_PROGRESS: """in progress · ongoing · on going · started · partly · partially · partially done · en cours · en curso
        en proceso · đang thực hiện · sedang berjalan""",
    Progress.DONE: """done · completed · complete · finished · implemented · 100 · fait · terminé · hecho · terminado · completado
        hoàn thành · đã hoàn thành · selesai""",
    CLOSED: """closed · verified · resolved · remediated · closed and verified · clôturé · résolu · vérifié · cerrado · resuelto
        verificado · đã đóng · ditutup""",
}  # fmt: skip


def _split(many: str) -> list[str]:
    return [text for each in many.replace("\n", "·").split("·") if (text := plain(each))]


_HEADING: Final = {text: (field, place) for field, many in _HEADINGS.items() for place, text in enumerate(_split(many))}
_VERDICT: Final = {text: verdict for verdict, many in _VERDICTS.items() for text in _split(many)}
_SAID: Final = {text: progress for progress, many in _PROGRESS.items() for text in _split(many)}
_FAULT: Final = re.compile(r"#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)\Z")


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A row as it was read. `verdict` is a `Verdict`, "" where nothing is said; `progress` a `Progress`, `CLOSED`, or ""."""

    row: int
    code: str = ""
    question: str = ""
    point: str = ""
    verdict: str = ""
    finding: str = ""
    action: str = ""
    owner: str = ""
    due_on: date | None = None
    progress: str = ""
    note: str = ""
    assessed_on: date | None = None


@dataclass(frozen=True, slots=True)
class EarlierRows:
    """What a sheet gave; `refusals` name the cells and rows that were left out."""

    rows: tuple[EarlierRow, ...]
    refusals: tuple[RowNote, ...]


def earlier_book(source: Path, tell: Tell | None = None) -> Book:
    """Reads a workbook or list; each sheet with its heading found, the best one chosen. Raises IntakeRefused."""
    book = read_book(source, tell=tell)
    sheets = tuple(_with_heading(sheet) for sheet in book.sheets)
    worth = [(not sheet.hidden, len(earlier_columns(sheet)), len(sheet.rows)) for sheet in sheets]
    return replace(book, sheets=sheets, best=worth.index(max(worth)))


def earlier_columns(sheet: Sheet) -> dict[int, str]:
    """A proposal which column holds what; columns that say nothing are left out."""
    return _claimed(sheet.columns) if sheet.header_lines else {}


def earlier_rows(sheet: Sheet, mapping: Mapping[int, str], tell: Tell | None = None) -> EarlierRows:
    """Reads the rows of a sheet by a column mapping. Raises IntakeRefused for a sheet longer than any plan."""
    if len(sheet.rows) > MOST_ROWS:
        raise IntakeRefused("intake.earlier_too_long", most=MOST_ROWS, rows=len(sheet.rows))
    reading = _Reading(mapping)
    found = [reading.read(line.number, line.cells) for line in sheet.rows]
    if tell is not None:
        tell(len(found), len(found))
    return EarlierRows(tuple(row for row in found if row is not None), tuple(reading.refusals))


def _with_heading(sheet: Sheet) -> Sheet:
    lines = sheet.lines[:_HEADING_WITHIN]
    known = [len(_claimed(join_heading((line,), len(line.cells)))) for line in lines]
    best = max(known, default=0)
    if best < 2:
        return replace(sheet, header_at=0, header_lines=1 if lines else 0)
    return replace(sheet, header_at=known.index(best), header_lines=1)


def _claimed(headings: Sequence[str]) -> dict[int, str]:
    """Columns by field: a heading that is known whole goes before one that begins or ends with known words."""
    claims: list[tuple[int, int, int, str]] = []
    for column, heading in enumerate(headings):
        text = plain_heading(heading[:200])
        if text in _HEADING:
            field, place = _HEADING[text]
            claims.append((0, place, column, field))
        elif text:
            claims += [
                (1, -len(known), column, field)
                for known, (field, _) in _HEADING.items()
                if len(known) > 3 and (text.startswith(f"{known} ") or text.endswith(f" {known}"))
            ]
    mapping: dict[int, str] = {}
    for _, _, column, field in sorted(claims):
        if column not in mapping and field not in mapping.values():
            mapping[column] = field
    return dict(sorted(mapping.items()))


class _Reading:
    def __init__(self, mapping: Mapping[int, str]) -> None:
        self._columns = {field: column for column, field in mapping.items()}
        self.refusals: list[RowNote] = []

    def read(self, row: int, cells: Sequence[str]) -> EarlierRow | None:
        texts = {field: self._text(row, cells, field) for field in LONGEST}
        verdict = self._choice(row, cells, "verdict", _VERDICT, "earlier.no_verdict")
        if not verdict and self._cell(cells, "verdict"):
            return None
        progress = self._choice(row, cells, "progress", _SAID, "earlier.no_progress")
        if not (texts["code"] or texts["question"] or texts["finding"]):
            if any(cells):
                self._refuse(row, "", "earlier.nothing")
            return None
        return EarlierRow(
            row, verdict=verdict, progress=progress, due_on=self._day(row, cells, "due_on"),
            assessed_on=self._day(row, cells, "assessed_on"), **texts,
        )  # fmt: skip

    def _cell(self, cells: Sequence[str], field: str) -> str:
        column = self._columns.get(field, -1)
        return cells[column] if 0 <= column < len(cells) else ""

    def _text(self, row: int, cells: Sequence[str], field: str) -> str:
        text = self._cell(cells, field)
        if _FAULT.match(text):
            self._refuse(row, field, "plan_back.formula", typed=text)
            return ""
        if len(text) > LONGEST[field]:
            self._refuse(row, field, "plan_back.too_long", limit=str(LONGEST[field]))
            return ""
        return text

    def _choice(self, row: int, cells: Sequence[str], field: str, known: Mapping[str, str], unknown: str) -> str:
        text = self._cell(cells, field)
        found = known.get(plain(text[:200]), "")
        if text and not found:
            self._refuse(row, field, unknown, typed=text[:80])
        return str(found)

    def _day(self, row: int, cells: Sequence[str], field: str) -> date | None:
        text = self._cell(cells, field)
        try:
            return datetime.fromisoformat(text).date() if len(text) > len("2026-11-23") else read_day(text)
        except ValueError:
            self._refuse(row, field, "plan_back.not_a_day", typed=text[:80])
            return None

    def _refuse(self, row: int, field: str, reason: str, **params: str) -> None:
        column = self._columns.get(field, -1)
        self.refusals.append(RowNote(row, f"{column_letters(column)}{row}" if column >= 0 else "", reason, params))
