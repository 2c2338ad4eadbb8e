"""Workbooks as people and programs really make them, and as nobody should: built by hand, part by part."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def workbook(
    sheets: dict[str, str],
    *,
    strings: list[str] | None = None,
    styles: str = "",
    hidden: tuple[str, ...] = (),
    strict: bool = False,
    is_1904: bool = False,
    doctype: str = "",
) -> bytes:
    """A workbook from the XML inside each sheet's <worksheet> element."""
    main, rel = (STRICT, STRICT_REL) if strict else (MAIN, REL)
    root = f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/>'
    parts: dict[str, str | bytes] = {"_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>'}
    entries, relations = [], []
    for number, (name, body) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        entries.append(f'<sheet name="{name}" sheetId="{number}"{state} r:id="r{number}"/>')
        relations.append(f'<Relationship Id="r{number}" Type="{rel}/worksheet" Target="worksheets/sheet{number}.xml"/>')
        parts[f"xl/worksheets/sheet{number}.xml"] = f'{HEAD}{doctype}<worksheet xmlns="{main}">{body}</worksheet>'
    if strings is not None:
        relations.append(f'<Relationship Id="s" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/>')
        parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{main}">{"".join(strings)}</sst>'
    if styles:
        relations.append(f'<Relationship Id="t" Type="{rel}/styles" Target="/xl/styles.xml"/>')
        parts["xl/styles.xml"] = f'{HEAD}<styleSheet xmlns="{main}">{styles}</styleSheet>'
    date = ' date1904="1"' if is_1904 else ""
    parts["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{main}" xmlns:r="{rel}"><workbookPr{date}/><sheets>{"".join(entries)}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{"".join(relations)}</Relationships>'
    return package(parts)


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def text_row(number: int, *cells: str) -> str:
    """A row of inline strings; "" is a cell that is not there."""
    inside = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for place, cell in enumerate(cells) if cell
    )
    return f'<row r="{number}">{inside}</row>'


def data(*rows: str, after: str = "") -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>{after}"
