"""What stands about in a factory, drawn on a canvas: doors, racks, machines, drums. Used by the scenes of demo.py."""

from __future__ import annotations

from typing import Final

from bwdesk.images.canvas import Canvas, Colour, Point, shade

STEEL: Final[Colour] = (86, 98, 120)
_CARTONS: Final[tuple[Colour, ...]] = ((193, 152, 104), (178, 137, 92), (205, 166, 119), (186, 145, 110))
_CLOTHS: Final[tuple[Colour, ...]] = ((74, 104, 158), (158, 74, 82), (86, 132, 112), (196, 170, 92), (112, 92, 140), (210, 210, 205))
_GREEN: Final[Colour] = (62, 112, 92)


def exit_door(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A double exit door with its sign above."""
    middle, part = (left + right) / 2, (right - left) / 420
    canvas.box(left - 18 * part, top - 18 * part, right + 18 * part, bottom, shade(_GREEN, -0.45))
    for side, (x0, x1) in ((-1, (left, middle - 3 * part)), (1, (middle + 3 * part, right))):
        canvas.box(x0, top, x1, bottom, shade(_GREEN, 0.05 if side < 0 else -0.05))
        x, y = x0 + 30 * part, top + 40 * part
        canvas.box(x, y, x1 - 30 * part, y + 150 * part, shade(_GREEN, 0.5), shade(_GREEN, -0.3))
        canvas.polygon(
            [
                (x + 10 * part, y + 140 * part),
                (x + 60 * part, y + 8 * part),
                (x + 90 * part, y + 8 * part),
                (x + 40 * part, y + 140 * part),
            ],
            shade(_GREEN, 0.68),
        )
        bar = (top + bottom) / 2 + 10 * part
        canvas.box(x0 + 16 * part, bar, x1 - 16 * part, bar + 24 * part, (188, 192, 196), (96, 100, 104), 8 * part)
    canvas.box(middle - 105 * part, top - 118 * part, middle + 105 * part, top - 42 * part, (24, 138, 84), (235, 240, 236), 6 * part)
    canvas.text(middle - 26 * part, top - 80 * part, "EXIT", (245, 250, 246), 50 * part)
    arrow = middle + 54 * part
    canvas.polygon([(arrow, top - 92 * part), (arrow, top - 68 * part), (arrow + 34 * part, top - 80 * part)], (245, 250, 246))


def carton(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A carton that stands on `y`."""
    colour = canvas.chance.choice(_CARTONS)
    canvas.box(x, y - height, x + width, y, colour, shade(colour, -0.35))
    canvas.box(x + width * 0.44, y - height, x + width * 0.56, y, shade(colour, 0.28))
    canvas.box(x + width * 0.08, y - height * 0.45, x + width * 0.3, y - height * 0.18, (236, 232, 222))


def folded(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A pile of cloth that stands on `y`."""
    colour = canvas.chance.choice(_CLOTHS)
    layers = max(2, round(height / 13))
    for layer in range(layers):
        top = y - height + layer * height / layers
        canvas.box(x + canvas.chance.randint(-4, 4), top, x + width + canvas.chance.randint(-4, 4), top + height / layers + 1,
                   shade(colour, 0.14 if layer % 2 else -0.05), None, 5)  # fmt: skip


def rack(canvas: Canvas, left: float, right: float, top: float, bottom: float) -> None:
    """A steel rack full of cartons and cloth, with its shadow."""
    canvas.shadow([(left - 10, bottom - 8), (right + 110, bottom - 8), (right + 60, bottom + 46), (left - 30, bottom + 46)], 0.55)
    canvas.shadow([(right, top + 40), (right + 70, top + 90), (right + 70, bottom), (right, bottom)], 0.22)
    canvas.lay_shadows(22)
    shelves = 4
    for shelf in range(shelves):
        base = top + (shelf + 1) * (bottom - top - 30) / shelves
        room = (bottom - top) / shelves - 52
        x = left + 14.0
        while x < right - 70:
            width = canvas.chance.uniform(70, 120)
            width = min(width, right - 12 - x)
            (folded if canvas.chance.random() < 0.35 else carton)(canvas, x, base, width, room * canvas.chance.uniform(0.6, 1.0))
            x += width + canvas.chance.uniform(3, 14)
        canvas.box(left - 6, base, right + 6, base + 16, STEEL, shade(STEEL, -0.4))
    for x in (left - 8, right - 8):
        canvas.box(x, top - 14, x + 17, bottom, shade(STEEL, 0.12), shade(STEEL, -0.45))
        for hole in range(int(top), int(bottom) - 20, 30):
            canvas.ellipse(x + 5, hole, x + 12, hole + 10, shade(STEEL, -0.5))


def extinguisher(canvas: Canvas, x: float, y: float) -> None:
    """A fire extinguisher with its sign; (x, y) is the top of the bottle."""
    red: Colour = (178, 38, 36)
    canvas.box(x - 34, y - 170, x + 74, y - 80, red, (240, 236, 230), 4)
    canvas.text(x + 20, y - 125, "FIRE", (246, 240, 236), 34)
    canvas.shadow([(x + 10, y + 10), (x + 74, y + 30), (x + 74, y + 190), (x + 10, y + 190)], 0.35)
    canvas.lay_shadows(10)
    canvas.box(x - 12, y, x + 52, y + 180, red, shade(red, -0.4), 20)
    canvas.box(x + 0, y + 16, x + 10, y + 160, shade(red, 0.4), None, 5)
    canvas.box(x - 6, y + 70, x + 46, y + 124, (236, 232, 224))
    canvas.box(x + 10, y - 26, x + 30, y + 4, (60, 60, 62))
    canvas.line([(x + 20, y - 20), (x + 62, y - 30), (x + 70, y + 60)], (40, 40, 42), 8)


def machine(canvas: Canvas, x: float, y: float, near: float) -> None:
    """A sewing machine whose foot stands on `y`."""
    body: Colour = (226, 228, 226)
    edge = shade(body, -0.45)
    canvas.box(x, y - 14 * near, x + 118 * near, y, body, edge, 3 * near)
    canvas.box(x + 84 * near, y - 84 * near, x + 112 * near, y - 10 * near, body, edge, 6 * near)
    canvas.box(x + 4 * near, y - 92 * near, x + 112 * near, y - 62 * near, body, edge, 12 * near)
    canvas.box(x + 8 * near, y - 64 * near, x + 28 * near, y - 34 * near, body, edge, 4 * near)
    canvas.line([(x + 18 * near, y - 36 * near), (x + 18 * near, y - 8 * near)], (70, 72, 76), max(1.0, 3 * near))
    canvas.ellipse(x + 106 * near, y - 92 * near, x + 134 * near, y - 58 * near, (60, 64, 72))
    canvas.box(x + 44 * near, y - 112 * near, x + 56 * near, y - 92 * near, canvas.chance.choice(_CLOTHS))


def link(canvas: Canvas, x: float, y: float, is_flat: bool) -> None:
    """One link of a chain about (x, y)."""
    steel: Colour = (170, 174, 178)
    if is_flat:
        canvas.ellipse(x - 22, y - 14, x + 22, y + 14, None, shade(steel, -0.45), 11)
        canvas.ellipse(x - 22, y - 14, x + 22, y + 12, None, steel, 7)
    else:
        canvas.box(x - 20, y - 6, x + 20, y + 7, shade(steel, -0.2), shade(steel, -0.5), 6)


def padlock(canvas: Canvas, x: float, y: float) -> None:
    """A padlock whose body hangs below (x, y)."""
    brass: Colour = (204, 158, 62)
    canvas.arc(x - 74, y - 150, x + 74, y + 90, 180, 360, (112, 116, 122), 34)
    canvas.arc(x - 66, y - 142, x + 66, y + 82, 180, 360, (206, 210, 214), 12)
    for side in (-1, 1):
        canvas.box(x + side * 57 - 17, y - 34, x + side * 57 + 17, y + 20, (160, 164, 170))
    canvas.box(x - 112, y, x + 112, y + 196, brass, shade(brass, -0.5), 22)
    canvas.box(x - 96, y + 14, x - 66, y + 180, shade(brass, 0.36), None, 12)
    canvas.box(x - 112, y + 38, x + 112, y + 46, shade(brass, -0.25))
    canvas.ellipse(x - 22, y + 78, x + 22, y + 122, (48, 38, 20))
    canvas.polygon([(x - 10, y + 108), (x + 10, y + 108), (x + 16, y + 156), (x - 16, y + 156)], (48, 38, 20))


def drum(canvas: Canvas, x: float, y: float, colour: Colour, has_label: bool) -> None:
    """A steel drum whose foot's middle is (x, y)."""
    canvas.shadow([(x - 110, y - 20), (x + 200, y - 10), (x + 190, y + 50), (x - 110, y + 48)], 0.55)
    canvas.lay_shadows(20)
    for strip in range(24):
        left = x - 120 + strip * 10
        canvas.box(left, y - 360, left + 10.5, y, shade(colour, 0.34 - abs(strip - 8) * 0.055))
    canvas.ellipse(x - 120, y - 34, x + 120, y + 34, shade(colour, -0.3))
    for strip in range(24):
        left = x - 120 + strip * 10
        canvas.box(left, y - 360, left + 10.5, y - 2, shade(colour, 0.34 - abs(strip - 8) * 0.055))
    for ring in (y - 120, y - 240):
        canvas.arc(x - 122, ring - 34, x + 122, ring + 34, 0, 180, shade(colour, -0.35), 8)
        canvas.arc(x - 122, ring - 40, x + 122, ring + 28, 0, 180, shade(colour, 0.4), 5)
    canvas.ellipse(x - 120, y - 394, x + 120, y - 326, shade(colour, 0.2), shade(colour, -0.4), 6)
    canvas.ellipse(x - 98, y - 386, x + 98, y - 336, shade(colour, 0.06))
    canvas.ellipse(x + 30, y - 372, x + 66, y - 354, shade(colour, -0.4))
    if has_label:
        canvas.box(x - 68, y - 222, x + 62, y - 58, (240, 238, 230), (110, 108, 102))
        diamond: list[Point] = [(x - 3, y - 214), (x + 41, y - 170), (x - 3, y - 126), (x - 47, y - 170)]
        canvas.polygon(diamond, (250, 250, 246), (196, 40, 36), 7)
        canvas.box(x - 7, y - 194, x + 1, y - 164, (20, 20, 20))
        canvas.ellipse(x - 8, y - 158, x + 2, y - 148, (20, 20, 20))
        for row in range(3):
            canvas.box(x - 54, y - 114 + row * 16, x + 48 - row * 22, y - 106 + row * 16, (120, 118, 112))


def can(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    """A plastic can that stands on `y`."""
    canvas.box(x, y - 130, x + 104, y, colour, shade(colour, -0.4), 14)
    canvas.box(x + 12, y - 120, x + 26, y - 12, shade(colour, 0.5), None, 6)
    canvas.box(x + 62, y - 162, x + 92, y - 128, (60, 62, 66), None, 4)
    canvas.arc(x + 6, y - 166, x + 62, y - 110, 180, 360, shade(colour, -0.3), 12)
