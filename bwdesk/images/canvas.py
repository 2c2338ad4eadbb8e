"""A drawing surface for pictures of our own: shapes in a 1600 × 1200 space, soft shadows, lamp light, grain as a camera leaves it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH: Final = 1600
HEIGHT: Final = 1200
_DARK: Final = (14, 16, 22)
_FINE: Final = 2  # drawn at twice the size, for smooth edges

Colour = tuple[int, int, int]
Point = tuple[float, float]


def shade(colour: Colour, by: float) -> Colour:
    """A colour made lighter (`by` > 0) or darker (`by` < 0); 1 is white, -1 black."""
    target = 255 if by > 0 else 0
    return tuple(round(part + (target - part) * abs(by)) for part in colour)  # type: ignore[return-value]


class Canvas:
    """One picture. Everything random comes from `chance`, so that a seed always gives the same picture."""

    def __init__(self, seed: int, ground: Colour) -> None:
        self.chance = Random(seed)
        self._image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), ground)
        self._draw = ImageDraw.Draw(self._image)
        self._shadows: list[tuple[list[Point], float]] = []

    def polygon(self, points: Sequence[Point], fill: Colour, outline: Colour | None = None, width: float = 2) -> None:
        scaled = [(x * _FINE, y * _FINE) for x, y in points]
        self._draw.polygon(scaled, fill)
        if outline is not None:
            self._draw.line([*scaled, scaled[0]], outline, round(width * _FINE), joint="curve")

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, outline: Colour | None = None, radius: float = 0
    ) -> None:
        corners = (left * _FINE, top * _FINE, right * _FINE, bottom * _FINE)
        self._draw.rounded_rectangle(corners, radius * _FINE, fill, outline, 2 * _FINE if outline else 0)

    def ellipse(
        self, left: float, top: float, right: float, bottom: float, fill: Colour | None, outline: Colour | None = None, width: float = 2
    ) -> None:
        corners = (left * _FINE, top * _FINE, right * _FINE, bottom * _FINE)
        self._draw.ellipse(corners, fill, outline, round(width * _FINE))

    def arc(self, left: float, top: float, right: float, bottom: float, start: float, end: float, colour: Colour, width: float) -> None:
        corners = (left * _FINE, top * _FINE, right * _FINE, bottom * _FINE)
        self._draw.arc(corners, start, end, colour, round(width * _FINE))

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        self._draw.line([(x * _FINE, y * _FINE) for x, y in points], colour, round(width * _FINE), joint="curve")

    def text(self, x: float, y: float, words: str, colour: Colour, size: float, anchor: str = "mm") -> None:
        self._draw.text((x * _FINE, y * _FINE), words, colour, ImageFont.load_default(size * _FINE), anchor=anchor)

    def slope(self, top: float, bottom: float, above: Colour, below: Colour) -> None:
        """A band over the whole width that runs from one colour to another."""
        height = round((bottom - top) * _FINE)
        mask = Image.linear_gradient("L").resize((1, height)).resize((WIDTH * _FINE, height), Image.Resampling.NEAREST)
        band = Image.composite(Image.new("RGB", mask.size, below), Image.new("RGB", mask.size, above), mask)
        self._image.paste(band, (0, round(top * _FINE)))

    def shadow(self, points: Sequence[Point], dark: float = 0.4) -> None:
        """A shadow that lies on everything drawn so far, once `lay_shadows` is called."""
        self._shadows.append((list(points), dark))

    def lay_shadows(self, soft: float = 14) -> None:
        """Lays the shadows gathered so far, blurred by `soft` pixels."""
        points = [point for shape, _ in self._shadows for point in shape]
        left, top = (max(0, round(min(axis) - 3 * soft)) for axis in zip(*points, strict=True))
        right, bottom = (
            min(most, round(max(axis) + 3 * soft)) for axis, most in zip(zip(*points, strict=True), (WIDTH, HEIGHT), strict=True)
        )
        if right > left and bottom > top:
            small = Image.new("L", ((right - left) // 2 + 1, (bottom - top) // 2 + 1), 0)
            draw = ImageDraw.Draw(small)
            for shape, dark in self._shadows:
                draw.polygon([((x - left) / 2, (y - top) / 2) for x, y in shape], round(255 * dark))
            size = (right - left) * _FINE, (bottom - top) * _FINE
            mask = small.filter(ImageFilter.GaussianBlur(soft / 2)).resize(size, Image.Resampling.BILINEAR)
            self._image.paste(_DARK, (left * _FINE, top * _FINE, right * _FINE, bottom * _FINE), mask)
        self._shadows.clear()

    def turn(self, degrees: float, ground: Colour) -> None:
        """Turns what is drawn so far about its middle."""
        self._image = self._image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=ground)
        self._draw = ImageDraw.Draw(self._image)

    def jpeg(self, light: Point = (0.5, 0.25)) -> bytes:
        """The picture as a camera would have it: brighter about `light` (shares of width and height), with grain, a little soft."""
        picture = self._image.reduce(_FINE)
        glow = Image.radial_gradient("L").resize((WIDTH * 2, HEIGHT * 2), Image.Resampling.BILINEAR)
        left, top = round(WIDTH - light[0] * WIDTH), round(HEIGHT - light[1] * HEIGHT)
        falling = glow.crop((left, top, left + WIDTH, top + HEIGHT)).point([round(255 - value * 0.3) for value in range(256)])
        picture = ImageChops.multiply(picture, Image.merge("RGB", (falling, falling, falling)))
        grain = Image.frombytes("L", (WIDTH, HEIGHT), self.chance.randbytes(WIDTH * HEIGHT)).filter(ImageFilter.GaussianBlur(0.8))
        picture = Image.blend(picture, ImageChops.soft_light(picture, Image.merge("RGB", (grain, grain, grain))), 0.3)
        out = io.BytesIO()
        picture.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=88)
        return out.getvalue()
