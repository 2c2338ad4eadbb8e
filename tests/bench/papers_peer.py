"""The long draft's words and photographs by another engine: `weasyprint|fpdf2 CONTENT OUT`, run by a Python that has that engine.

Neither engine is a dependency of the program. Both get the same words, fonts and photographs, photos at 200 dpi as JPEG of quality 80,
a table of findings with repeated head (fpdf2, which refuses a row that is taller than a page: paragraphs), photos two across with
captions, and "page x of y". Prints seconds, bytes, pages, memory (MB).
"""

from __future__ import annotations

import html
import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

COLUMNS = ("number", "title", "text", "places", "law")
STYLE = """
@page { size: A4; margin: 27mm 16mm 27mm 24mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 8pt }
  @top-left { content: "Assessment report"; font-size: 7pt } }
body { font: 8pt/1.35 'Noto Sans', 'Noto Sans Khmer', 'Noto Naskh Arabic', 'Noto Sans Bengali', sans-serif }
table { border-collapse: collapse; width: 100%; table-layout: fixed } td, th { vertical-align: top; text-align: start;
  border-bottom: .35pt solid #b9bdc1; padding: 3pt 3mm 3pt 0; overflow-wrap: anywhere }
td:nth-child(3) { width: 38% }
figure { display: inline-block; width: 83mm; margin: 0 3mm 4mm 0; break-inside: avoid }
img { width: 83mm; height: 51.5mm; object-fit: cover }
"""


def weasyprint(content: dict[str, Any], out: Path) -> int:
    engine: Any = importlib.import_module("weasyprint")
    said = html.escape
    lists = "".join(
        f"<h2>{said(name)}</h2>" + "".join(f"<p>{said(line)}</p>" for line in lines) for name, lines in content["lists"].items()
    )
    rows = "".join("<tr>" + "".join(f"<td>{said(row[name])}</td>" for name in COLUMNS) + "</tr>" for row in content["rows"])
    shots = "".join(
        f"<figure><img src='file://{photo['file']}'><figcaption><b>{said(photo['number'])}</b> {said(photo['words'])}</figcaption></figure>"
        for row in content["rows"]
        for photo in row["photos"]
    )
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    page = f"<html lang=en><title>{said(content['title'])}</title><style>{STYLE}</style><h1>{said(content['factory'])}</h1>"
    page += f"{lists}<table><thead><tr>{head}</tr></thead>{rows}</table>{shots}"
    options = {"optimize_images": True, "jpeg_quality": 80, "dpi": 200}
    document = engine.HTML(string=page).render(**options)
    document.write_pdf(out, **options)
    return len(document.pages)


def fpdf2(content: dict[str, Any], out: Path) -> int:
    fpdf: Any = importlib.import_module("fpdf")

    class Paper(fpdf.FPDF):  # type: ignore[misc]
        def header(self) -> None:
            self.set_font("f0", size=7)
            self.cell(0, 6, content["title"], new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align="R")

    pdf = Paper()
    pdf.set_margins(24, 15, 16)
    for number, path in enumerate(content["fonts"]):
        pdf.add_font(f"f{number}", fname=path)
    pdf.set_fallback_fonts([f"f{number}" for number in range(1, len(content["fonts"]))])
    pdf.set_text_shaping(True)
    pdf.set_image_filter("DCTDecode")
    pdf.oversized_images, pdf.oversized_images_ratio = "DOWNSCALE", 200 / 72
    pdf.add_page()
    pdf.set_font("f0", size=8)
    for name, lines in content["lists"].items():
        pdf.multi_cell(0, 5, name, new_x="LMARGIN", new_y="NEXT")
        for line in lines:
            pdf.multi_cell(0, 4, line, new_x="LMARGIN", new_y="NEXT")
    for row in content["rows"]:
        for name in COLUMNS:
            if row[name]:
                pdf.multi_cell(0, 4, row[name], new_x="LMARGIN", new_y="NEXT")
    for place, photo in enumerate(photo for row in content["rows"] for photo in row["photos"]):
        if place % 6 == 0:
            pdf.add_page()
        x, y = 24 + 87 * (place % 2), 28 + 82 * (place % 6 // 2)
        pdf.image(photo["file"], x=x, y=y, w=83, h=62)
        pdf.set_xy(x, y + 63)
        pdf.multi_cell(83, 4, f"{photo['number']} {photo['words']}"[:160])
    pdf.output(str(out))
    return int(pdf.pages_count)


def main(engine: str, content: Path, out: Path) -> dict[str, Any]:
    said = json.loads(content.read_text("utf-8"))
    made = {"weasyprint": weasyprint, "fpdf2": fpdf2}[engine]
    start = time.perf_counter()
    pages = made(said, out)
    took = time.perf_counter() - start
    status = Path("/proc/self/status").read_text().splitlines()
    held = int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024
    return {"seconds": took, "bytes": out.stat().st_size, "pages": pages, "memory": held}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
