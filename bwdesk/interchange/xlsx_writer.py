"""One-sheet workbooks, written row by row straight into the package: nothing is gathered in memory or in temporary files.

Texts are inline strings, never formulas; those that look like one carry the mark with which spreadsheet programs keep them text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
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
_PLAIN, _HEADING, _TEXT, _DAY, _MOMENT = range(5)  # cell styles
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
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}  # fmt: skip
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - sheets know no zones


def write_xlsx(target: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Value]], sheet_name: str) -> None:
    """Writes a workbook with one sheet: a bold heading that stays in view, and the rows."""
    name = re.sub(r"[\\/*?:\[\]\x00-\x1f]", " ", sheet_name).strip("' ")[:31] or "Sheet1"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for part, body in _PARTS.items():
            package.writestr(part, _HEAD + body)
        sheets = f'<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets>'
        package.writestr("xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>')
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_beginning(headings).encode())
            sheet.write(_row(1, headings, _HEADING))
            for number, row in enumerate(rows, 2):
                sheet.write(_row(number, row, _TEXT))
            sheet.write(b"</sheetData></worksheet>")


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


def _cell(place: str, value: Value, text_style: int) -> str:
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
        return f'<c r="{place}" s="{_MOMENT if isinstance(value, datetime) else _DAY}"><v>{days:.10g}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
