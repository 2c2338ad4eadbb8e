"""Drawings that stand for photographs in the gallery: invented scenes, made into JPEGs so that photo plates can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

Scene = Callable[[Canvas, float, float], None]
Shade = tuple[float, float, float]


def _room(canvas: Canvas, width: float, height: float, wall: float = 0.78) -> None:
    for step in range(24):
        tone = wall - 0.006 * step
        canvas.setFillColorRGB(tone, tone * 0.985, tone * 0.96)
        canvas.rect(0, height * (0.3 + 0.7 * step / 24), width, height / 24 + 1, stroke=0, fill=1)
    canvas.setFillColorRGB(0.44, 0.44, 0.43)
    canvas.rect(0, 0, width, height * 0.3, stroke=0, fill=1)


def _box(canvas: Canvas, x: float, y: float, width: float, height: float, shade: Shade) -> None:
    canvas.setFillColorRGB(*shade)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.setFillColorRGB(*(part * 0.8 for part in shade))
    canvas.rect(x, y + height * 0.46, width, height * 0.07, stroke=0, fill=1)


def drums(canvas: Canvas, width: float, height: float) -> None:
    _room(canvas, width, height)
    for index in range(7):
        x, y = width * (0.1 + 0.11 * index), height * (0.12 + 0.06 * (index % 3))
        canvas.setFillColorRGB(0.2, 0.27, 0.33)
        canvas.roundRect(x, y, width * 0.1, height * 0.34, 6, stroke=0, fill=1)
        canvas.setFillColorRGB(0.55, 0.62, 0.67)
        canvas.ellipse(x, y + height * 0.31, x + width * 0.1, y + height * 0.37, stroke=0, fill=1)
        canvas.setFillColorRGB(0.9, 0.87, 0.78)
        canvas.rect(x + width * 0.03, y + height * 0.12, width * 0.04, height * 0.09, stroke=0, fill=1)


def exit_door(canvas: Canvas, width: float, height: float) -> None:
    _room(canvas, width, height, 0.82)
    canvas.setFillColorRGB(0.3, 0.37, 0.43)
    canvas.rect(width * 0.34, height * 0.22, width * 0.3, height * 0.62, stroke=0, fill=1)
    canvas.setFillColorRGB(0.14, 0.43, 0.3)
    canvas.rect(width * 0.4, height * 0.88, width * 0.18, height * 0.08, stroke=0, fill=1)
    for x, y, w, h in ((0.28, 0.1, 0.2, 0.3), (0.45, 0.08, 0.22, 0.22), (0.6, 0.12, 0.18, 0.34), (0.3, 0.4, 0.16, 0.2)):
        _box(canvas, width * x, height * y, width * w, height * h, (0.71, 0.58, 0.4))


def board(canvas: Canvas, width: float, height: float) -> None:
    _room(canvas, width, height, 0.84)
    canvas.setFillColorRGB(0.56, 0.58, 0.6)
    canvas.rect(width * 0.25, height * 0.2, width * 0.5, height * 0.68, stroke=0, fill=1)
    canvas.setFillColorRGB(0.14, 0.15, 0.17)
    canvas.rect(width * 0.29, height * 0.25, width * 0.42, height * 0.58, stroke=0, fill=1)
    for index in range(6):
        canvas.setFillColorRGB(0.92, 0.92, 0.91)
        canvas.rect(width * (0.32 + 0.06 * index), height * 0.64, width * 0.045, height * 0.13, stroke=0, fill=1)
        canvas.setStrokeColorRGB(0.75 - 0.1 * index, 0.3 + 0.05 * index, 0.2 + 0.08 * index)
        canvas.setLineWidth(width * 0.008)
        canvas.line(width * (0.34 + 0.06 * index), height * 0.64, width * (0.35 + 0.055 * index), height * 0.36)
    canvas.setFillColorRGB(0.72, 0.44, 0.22)
    canvas.rect(width * 0.31, height * 0.33, width * 0.38, height * 0.03, stroke=0, fill=1)


def machine(canvas: Canvas, width: float, height: float) -> None:
    _room(canvas, width, height, 0.8)
    canvas.setFillColorRGB(0.9, 0.91, 0.9)
    canvas.roundRect(width * 0.18, height * 0.6, width * 0.68, height * 0.26, 14, stroke=0, fill=1)
    canvas.rect(width * 0.7, height * 0.2, width * 0.16, height * 0.5, stroke=0, fill=1)
    canvas.setFillColorRGB(0.5, 0.53, 0.55)
    canvas.rect(width * 0.25, height * 0.44, width * 0.06, height * 0.2, stroke=0, fill=1)
    canvas.setFillColorRGB(0.22, 0.3, 0.42)
    canvas.rect(0, height * 0.06, width, height * 0.15, stroke=0, fill=1)


def notice(canvas: Canvas, width: float, height: float) -> None:
    _room(canvas, width, height, 0.86)
    canvas.setFillColorRGB(0.98, 0.97, 0.93)
    canvas.rect(width * 0.2, height * 0.3, width * 0.6, height * 0.55, stroke=0, fill=1)
    canvas.setFillColorRGB(0.3, 0.32, 0.34)
    for index in range(9):
        canvas.rect(width * 0.26, height * (0.77 - 0.05 * index), width * (0.46 - 0.05 * (index % 3)), height * 0.014, stroke=0, fill=1)


def jpeg(scene: Scene, width: int, height: int, quality: int = 82) -> bytes:
    """A scene as a JPEG of so many pixels, the same bytes each time."""
    page = BytesIO()
    canvas = Canvas(page, pagesize=(width, height), invariant=1)
    scene(canvas, width, height)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(page.getvalue())
    try:
        picture = document[0].render(scale=1).to_pil()
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality)
    finally:
        document.close()
    return out.getvalue()
