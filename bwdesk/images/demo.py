"""Photos for the demo: factory scenes that we draw ourselves, because no one else's photos may be shipped.

One function a scene, with the things of props.py. The same kind and seed always give the same bytes with one version of Pillow.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Final

from PIL import Image

from bwdesk.images.canvas import Canvas, Colour, shade
from bwdesk.images.props import STEEL, can, carton, drum, exit_door, extinguisher, folded, link, machine, padlock, rack

_WALLS: Final[tuple[Colour, ...]] = ((214, 207, 194), (201, 209, 206), (219, 213, 203), (206, 201, 192))
_YELLOW: Final[Colour] = (224, 178, 40)
_GREEN: Final[Colour] = (62, 112, 92)
_DAY: Final = time.gmtime(1_795_392_000)


def draw_demo_photo(kind: str, seed: int = 0) -> bytes:
    """A scene as JPEG, 1600 × 1200: one of `KINDS`. Raises KeyError for a kind there is not."""
    return _SCENES[kind](seed)


def draw_demo_document(seed: int = 0, pages: int = 2) -> bytes:
    """A paper register as a scan: a PDF of one picture a page, always of the same day, so that its bytes are always the same."""
    shown = [Image.open(io.BytesIO(_document(seed + number))) for number in range(pages)]
    out = io.BytesIO()
    shown[0].save(out, "PDF", save_all=True, append_images=shown[1:], resolution=150, creationDate=_DAY, modDate=_DAY)
    return out.getvalue()


def _room(canvas: Canvas, horizon: float, wall: Colour) -> None:
    canvas.slope(0, horizon, shade(wall, 0.12), shade(wall, -0.06))
    canvas.slope(horizon, 1200, (128, 124, 118), (158, 153, 145))
    canvas.box(0, horizon - 22, 1600, horizon, shade(wall, -0.3))
    for place in range(-6, 12):
        x = 800 + (place - 2.5) * 150
        canvas.line([(x, horizon), (800 + (x - 800) * 2.6, 1200)], (140, 135, 128), 2)
    for y in (horizon + 60, horizon + 150, horizon + 280):
        canvas.line([(0, y), (1600, y)], (142, 137, 130), 2)


def _blocked_exit(seed: int, racks: int = 2) -> bytes:
    canvas = Canvas(seed, (200, 200, 196))
    wall = canvas.chance.choice(_WALLS)
    _room(canvas, 840, wall)
    canvas.line([(0, 130), (1600, 130)], shade(wall, -0.16), 10)
    canvas.line([(0, 152), (1600, 152)], shade(wall, -0.1), 4)
    canvas.shadow([(560, 232), (1040, 232), (1040, 860), (560, 860)], 0.35)
    canvas.lay_shadows(26)
    exit_door(canvas, 590, 268, 1010, 840)
    canvas.polygon([(560, 856), (1040, 856), (1180, 1130), (420, 1130)], shade(_YELLOW, -0.1), None)
    canvas.polygon([(588, 872), (1012, 872), (1128, 1104), (472, 1104)], (146, 141, 134))
    for stripe in range(5):
        x = 600 + stripe * 96
        canvas.polygon(
            [(x, 872), (x + 34, 872), (x + (x - 800) * 0.45 + 64, 1104), (x + (x - 800) * 0.45 + 8, 1104)], shade(_YELLOW, -0.12)
        )
    if racks:
        rack(canvas, 470 + canvas.chance.randint(-30, 20), 800, 330, 960)
    if racks > 1:
        rack(canvas, 838, 1130 + canvas.chance.randint(-20, 40), 356, 1000)
    if racks:
        canvas.shadow([(300, 1010), (470, 1010), (480, 1070), (290, 1070)], 0.5)
        canvas.lay_shadows(16)
        carton(canvas, 300, 1050, 150, 118)
        carton(canvas, 318, 934, 118, 92)
    extinguisher(canvas, 1330, 520)
    return canvas.jpeg((0.5, 0.2))


def _clear_exit(seed: int) -> bytes:
    return _blocked_exit(seed, racks=0)


def _aisle(seed: int) -> bytes:
    canvas = Canvas(seed, (196, 196, 192))
    wall = canvas.chance.choice(_WALLS)
    middle, horizon = 800 + canvas.chance.randint(-40, 40), 420.0
    canvas.slope(0, horizon, shade(wall, -0.12), shade(wall, 0.1))
    canvas.slope(horizon, 1200, (150, 147, 141), (126, 122, 116))
    for side in (-1, 1):
        canvas.polygon(
            [(middle + side * 220, 210), (middle + side * 900, -60), (middle + side * 900, 1260), (middle + side * 220, 520)],
            shade(wall, -0.2),
        )
    canvas.polygon([(middle - 220, 520), (middle + 220, 520), (middle + 1100, 1260), (middle - 1100, 1260)], (140, 136, 129))
    canvas.box(middle - 220, 210, middle + 220, 520, shade(wall, 0.02))
    for lamp in range(6):
        near = 1.55**lamp
        y, reach = 205 - 34 * near, 46 * near
        for side in (-1, 1):
            x = middle + side * 62 * near
            canvas.polygon(
                [(x - reach * 0.3, y), (x + reach * 0.3, y), (x + reach * 0.36, y + 5 * near), (x - reach * 0.36, y + 5 * near)],
                (252, 251, 240),
            )
    exit_door(canvas, middle - 60, 318, middle + 60, 520)
    for side in (-1, 1):
        canvas.polygon(
            [(middle + side * 84, 520), (middle + side * 94, 520), (middle + side * 470, 1260), (middle + side * 420, 1260)], _YELLOW
        )
    for place in range(6):
        near = 0.42 * 1.42**place
        for side in (-1, 1):
            _table(canvas, middle + side * (120 + 330 * near), 520 + 330 * near, near, side)
    return canvas.jpeg((0.5, 0.3))


def _table(canvas: Canvas, x: float, y: float, near: float, side: int) -> None:
    """A sewing table beside an aisle; `near` scales it."""
    width, deep = 300 * near, 70 * near
    left, right = (x, x + width) if side > 0 else (x - width, x)
    canvas.shadow([(left, y + 60 * near), (right, y + 60 * near), (right, y + 110 * near), (left, y + 110 * near)], 0.4)
    canvas.lay_shadows(max(4.0, 18 * near))
    for leg in (left + 14 * near, right - 24 * near):
        canvas.box(leg, y, leg + 12 * near, y + 108 * near, shade(STEEL, -0.1))
    canvas.polygon([(left + deep * 0.5, y - deep), (right - deep * 0.1, y - deep), (right, y), (left, y)], (206, 196, 176))
    canvas.box(left, y, right, y + 14 * near, (168, 156, 134))
    machine(canvas, (left + right) / 2 - 50 * near, y - 22 * near, near)
    folded(canvas, left + 22 * near, y - 20 * near, 62 * near, 46 * near)


def _padlocked_door(seed: int) -> bytes:
    canvas = Canvas(seed, _GREEN)
    door = canvas.chance.choice(((62, 112, 92), (92, 108, 122), (128, 92, 74)))
    canvas.slope(0, 1200, shade(door, 0.1), shade(door, -0.12))
    for x in (120, 770, 838, 1480):
        canvas.box(x, 0, x + 10, 1200, shade(door, -0.28))
        canvas.box(x + 10, 0, x + 16, 1200, shade(door, 0.22))
    canvas.box(796, 0, 806, 1200, (24, 28, 28))
    for _ in range(46):
        left, top, size = canvas.chance.uniform(0, 1600), canvas.chance.uniform(0, 1200), canvas.chance.uniform(4, 26)
        canvas.ellipse(left, top, left + size, top + size * 0.7, shade(door, canvas.chance.choice((-0.2, -0.12, 0.1))))
    canvas.shadow([(180, 560), (1440, 560), (1450, 680), (200, 690)], 0.5)
    canvas.shadow([(690, 610), (960, 640), (980, 980), (700, 980)], 0.5)
    canvas.lay_shadows(30)
    for start, end in ((170, 776), (826, 1430)):
        canvas.box(start, 500, end, 586, (186, 190, 194), (90, 94, 98), 36)
        canvas.box(start + 24, 512, end - 24, 530, (226, 229, 231), None, 8)
        for x in (start + 30, end - 74):
            canvas.box(x, 470, x + 46, 616, (150, 155, 160), (84, 88, 92), 8)
            canvas.ellipse(x + 15, 484, x + 31, 500, (70, 74, 78))
    for place in range(11):
        link(canvas, 690 + place * 22, 560 + (place - 5) ** 2 * -2.2 + 96, place % 2 == 0)
    padlock(canvas, 802, 720)
    canvas.text(1130, 250, "EMERGENCY DOOR", shade(door, 0.75), 62)
    canvas.text(1130, 326, "KEEP CLEAR", shade(door, 0.75), 46)
    return canvas.jpeg((0.45, 0.4))


def _chemicals(seed: int) -> bytes:
    canvas = Canvas(seed, (190, 190, 186))
    _room(canvas, 700, canvas.chance.choice(_WALLS))
    canvas.box(90, 150, 520, 470, (238, 232, 214), (120, 116, 108), 4)
    canvas.text(305, 206, "CHEMICAL STORE", (150, 40, 36), 42)
    for row in range(5):
        canvas.box(130, 256 + row * 40, 130 + canvas.chance.randint(200, 340), 268 + row * 40, (150, 148, 142))
    colours: tuple[Colour, ...] = ((48, 88, 150), (44, 120, 132), (48, 88, 150), (170, 62, 50))
    for place, x in enumerate((330, 620, 910, 1200)):
        drum(canvas, x + canvas.chance.randint(-16, 16), 880 - (place % 2) * 26, colours[place], has_label=place != 2)
    canvas.shadow([(150, 1030), (560, 1030), (600, 1110), (120, 1110)], 0.4)
    canvas.lay_shadows(18)
    for x, colour in ((190, (226, 226, 220)), (330, (228, 214, 150)), (452, (226, 226, 220))):
        can(canvas, x, 1080, colour)
    spill = [(940, 1010), (1060, 980), (1220, 1000), (1300, 1050), (1180, 1096), (1010, 1086)]
    canvas.polygon(spill, (92, 96, 104))
    canvas.polygon([(x * 0.9 + 112, y * 0.92 + 80) for x, y in spill], (112, 118, 128))
    return canvas.jpeg((0.6, 0.3))


def _document(seed: int) -> bytes:
    wood: Colour = (150, 112, 78)
    canvas = Canvas(seed, wood)
    for _ in range(60):
        y = canvas.chance.uniform(-60, 1260)
        canvas.line(
            [(-50, y), (500, y + canvas.chance.uniform(-10, 10)), (1650, y + canvas.chance.uniform(-14, 14))],
            shade(wood, canvas.chance.uniform(-0.16, 0.1)),
            4,
        )
    canvas.shadow([(330, 90), (1310, 90), (1320, 1150), (330, 1150)], 0.6)
    canvas.lay_shadows(26)
    canvas.box(310, 60, 1290, 1120, (247, 245, 238))
    ink: Colour = (60, 62, 70)
    canvas.text(370, 128, "WAGE REGISTER", ink, 46, "lm")
    canvas.text(370, 182, "Section: sewing, line 4", ink, 28, "lm")
    canvas.text(1236, 182, "Page 12", ink, 28, "rm")
    columns = (370, 450, 700, 810, 920, 1060, 1236)
    for row in range(19):
        y = 232 + row * 42
        canvas.line([(370, y), (1236, y)], (150, 152, 156), 3 if row in (0, 1) else 1.5)
        if 0 < row < 18:
            _written(canvas, columns, y, ink)
    for x in columns:
        canvas.line([(x, 232), (x, 988)], (150, 152, 156), 1.5)
    for place, word in enumerate(("No", "Name", "Hours", "OT", "Wage", "Sign")):
        canvas.text(columns[place] + 10, 253, word, ink, 24, "lm")
    stamp: Colour = (70, 84, 168)
    canvas.ellipse(980, 950, 1160, 1090, None, stamp, 6)
    canvas.ellipse(996, 964, 1144, 1076, None, stamp, 3)
    canvas.text(1070, 1020, "RECEIVED", stamp, 25)
    canvas.line([(420, 1062), (452, 1022), (470, 1070), (506, 1024), (540, 1066), (610, 1040)], (30, 44, 130), 4)
    canvas.turn(canvas.chance.uniform(-2.6, 2.6), shade(wood, -0.05))
    return canvas.jpeg((0.4, 0.3))


def _written(canvas: Canvas, columns: tuple[int, ...], y: float, ink: Colour) -> None:
    """A filled line of a register; nobody's name is in it."""
    pen: Colour = (36, 50, 140)
    canvas.text(columns[0] + 12, y + 21, str(canvas.chance.randint(100, 999)), ink, 22, "lm")
    x = columns[1] + 12.0
    for _ in range(canvas.chance.randint(2, 3)):
        length = min(canvas.chance.uniform(44, 84), columns[2] - 10 - x)
        wave = [(x + step * length / 7, y + 21 + canvas.chance.uniform(-8, 7)) for step in range(8)]
        canvas.line(wave, pen, 2.4)
        x += length + 14
        if x > columns[2] - 60:
            break
    for place, low, high in ((2, 176, 208), (3, 8, 62), (4, 9200, 14400)):
        canvas.text(columns[place] + 12, y + 21, str(canvas.chance.randint(low, high)), ink, 22, "lm")
    if canvas.chance.random() < 0.8:
        sign = [(columns[5] + 14 + step * 18, y + 21 + canvas.chance.uniform(-10, 10)) for step in range(7)]
        canvas.line(sign, pen, 2.4)


def _sewing_line(seed: int) -> bytes:
    canvas = Canvas(seed, (196, 196, 192))
    wall = canvas.chance.choice(_WALLS)
    canvas.slope(0, 400, shade(wall, 0.04), shade(wall, 0.14))
    canvas.slope(400, 1200, (150, 146, 140), (128, 124, 118))
    for window in range(4):
        left = 80 + window * 390
        canvas.box(left, 90, left + 290, 310, (214, 228, 236), shade(wall, -0.4))
        canvas.line([(left + 145, 90), (left + 145, 310)], shade(wall, -0.35), 8)
        canvas.line([(left, 200), (left + 290, 200)], shade(wall, -0.35), 8)
    for row, (y, near) in enumerate(((520.0, 0.62), (690.0, 0.92), (950.0, 1.42))):
        step = 330 * near
        x = row * 26 - 120 * near
        while x < 1640:
            _station(canvas, x, y, near)
            x += step
        canvas.line([(0, y - 300 * near), (1600, y - 300 * near)], (92, 96, 102), 7 * near)
        lamp = 60.0 * near
        while lamp < 1600:
            canvas.box(lamp, y - 296 * near, lamp + 190 * near, y - 282 * near, (252, 251, 238), (176, 178, 176))
            lamp += step
    return canvas.jpeg((0.55, 0.2))


def _station(canvas: Canvas, x: float, y: float, near: float) -> None:
    canvas.shadow([(x, y + 90 * near), (x + 300 * near, y + 90 * near), (x + 320 * near, y + 130 * near), (x, y + 130 * near)], 0.42)
    canvas.lay_shadows(max(5.0, 16 * near))
    for leg in (x + 16 * near, x + 262 * near):
        canvas.box(leg, y, leg + 14 * near, y + 120 * near, shade(STEEL, -0.12))
    canvas.polygon([(x + 26 * near, y - 62 * near), (x + 300 * near, y - 62 * near), (x + 288 * near, y), (x, y)], (212, 203, 184))
    canvas.box(x, y, x + 288 * near, y + 14 * near, (166, 154, 132))
    machine(canvas, x + 92 * near, y - 20 * near, near)
    if canvas.chance.random() < 0.85:
        folded(canvas, x + 16 * near, y - 8 * near, 64 * near, canvas.chance.uniform(26, 70) * near)
    canvas.box(x + 104 * near, y + 66 * near, x + 196 * near, y + 80 * near, (120, 84, 62), None, 4)
    canvas.line([(x + 150 * near, y + 80 * near), (x + 150 * near, y + 124 * near)], (70, 72, 76), 8 * near)


_SCENES: Final[dict[str, Callable[[int], bytes]]] = {
    "blocked_exit": _blocked_exit,
    "clear_exit": _clear_exit,
    "aisle": _aisle,
    "padlocked_door": _padlocked_door,
    "chemicals": _chemicals,
    "document": _document,
    "sewing_line": _sewing_line,
}
KINDS: Final = tuple(_SCENES)
"""The scenes that can be drawn."""
