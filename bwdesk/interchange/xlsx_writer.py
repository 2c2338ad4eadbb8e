"""One-sheet workbooks, written row by row straight into the package: nothing is gathered in memory or in temporary files.

Texts are inline strings, never formulas; those that look like one carry the mark with which spreadsheet programs keep them text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from bwdesk.interchange.sheet import MAX_CELL_CHARACTERS, column_letters

Value = str | int | float | bool | date | None
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLAIN, _HEADING, _TEXT, _DAY, _MOMENT, _WRAPPED, _OPEN, _OPEN_DAY = range(8)  # cell styles
_FONT: Final = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
        f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF8E1"/></patternFill></fill></fills>'
        "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
        '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" quotePrefix="1" applyFill="1" applyAlignment="1" applyProtection="1">'
        '<alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>'
        '<xf numFmtId="164" fontId="0" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1" applyAlignment="1"'
        ' applyProtection="1"><alignment vertical="top"/><protection locked="0"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}  # fmt: skip
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - sheets know no zones


def write_xlsx(target: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Value]], sheet_name: str) -> None:
    """Writes a workbook with one sheet: a bold heading that stays in view, and the rows."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        _write_parts(package, sheet_name)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_beginning(headings).encode())
            sheet.write(_row(1, headings, _HEADING))
            for number, row in enumerate(rows, 2):
                sheet.write(_row(number, row, _TEXT))
            sheet.write(b"</sheetData></worksheet>")


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet to be filled: a hidden line of keys, headings, rows. Columns beyond the headings are hidden; all is locked but `opened`,
    and in the spare rows at the end `added` as well. Columns are counted from 0; `days` hold days, `choices` have a list to choose from."""

    keys: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    sheet_name: str
    is_rtl: bool
    spare_rows: int
    widths: Sequence[int]
    opened: Sequence[int]
    added: Sequence[int]
    days: Sequence[int]
    choices: Mapping[int, Sequence[str]]


def write_form(target: IO[bytes], form: Form) -> None:
    """Writes a workbook with one protected sheet (without a password: it guards against slips, not against people)."""
    last = 2 + len(form.rows) + form.spare_rows
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        _write_parts(package, form.sheet_name)
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(_form_beginning(form).encode())
            sheet.write(_row(1, form.keys, _PLAIN).replace(b"<row ", b'<row hidden="1" ', 1))
            sheet.write(_row(2, form.headings, _HEADING))
            for number, row in enumerate([*form.rows, *[()] * form.spare_rows], 3):
                sheet.write(_form_row(form, number, row))
            sheet.write(b'</sheetData><sheetProtection sheet="1" formatColumns="0" formatRows="0"/>')
            sheet.write(f"{_choices(form, last)}</worksheet>".encode())


def _form_beginning(form: Form) -> str:
    shown = len(form.headings)
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(form.widths, 1))
    columns += f'<col min="{shown + 1}" max="{len(form.keys)}" width="10" hidden="1" customWidth="1"/>'
    pane = '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetView workbookViewId="0" rightToLeft="{int(form.is_rtl)}">{pane}</sheetView>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews>{view}</sheetViews><cols>{columns}</cols><sheetData>'


def _form_row(form: Form, number: int, row: Sequence[Value]) -> bytes:
    is_open = {*form.opened, *(() if row else form.added)}
    cells = []
    for column in range(len(form.keys)):
        place, value = f"{column_letters(column)}{number}", row[column] if row else None
        style = (_OPEN_DAY if column in form.days else _OPEN) if column in is_open else _WRAPPED
        if value is None or value == "":
            cells.append(f'<c r="{place}" s="{style}"/>' if column in is_open else "")
        else:
            cells.append(_cell(place, value, style, style if column in is_open else _DAY))
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _choices(form: Form, last: int) -> str:
    found = [
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{column_letters(c)}3:{column_letters(c)}{last}">'
        f"<formula1>{escape(chr(34) + ','.join(words) + chr(34))}</formula1></dataValidation>"
        for c, words in form.choices.items()
    ]
    return f'<dataValidations count="{len(found)}">{"".join(found)}</dataValidations>' if found else ""


def _write_parts(package: zipfile.ZipFile, sheet_name: str) -> None:
    name = re.sub(r"[\\/*?:\[\]\x00-\x1f]", " ", sheet_name).strip("' ")[:31] or "Sheet1"
    for part, body in _PARTS.items():
        package.writestr(part, _HEAD + body)
    sheets = f'<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets>'
    package.writestr("xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>')


def _beginning(headings: Sequence[str]) -> str:
    widths = [max(12, min(40, len(heading) + 6)) for heading in headings]
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1))
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )


def _row(number: int, values: Sequence[Value], text_style: int) -> bytes:
    cells = (_cell(f"{column_letters(column)}{number}", value, text_style) for column, value in enumerate(values))
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _cell(place: str, value: Value, text_style: int, day_style: int = _DAY) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        text = escape(_LOOKS_ESCAPED.sub("_x005F_", value[:MAX_CELL_CHARACTERS]))
        return f'<c r="{place}" s="{text_style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())
        days = (moment - _EPOCH).total_seconds() / 86_400
        return f'<c r="{place}" s="{_MOMENT if isinstance(value, datetime) else day_style}"><v>{days:.10g}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
