"""A small drawing board for photo-like pictures of things: 640 by 480 units, light, shadow and grain."""

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 640, 480
_FINE = 4  # pixels a unit while drawing; the finished picture has half as many

Colour = str | tuple[int, int, int]
Point = tuple[float, float]


class Canvas:
    """Coordinates in units from the upper left. Later things lie over earlier ones."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), "#888")
        self.draw = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 0) -> None:
        self.draw.rounded_rectangle(_scaled([left, top, right, bottom]), radius * _FINE, fill)

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self.draw.polygon(_scaled([value for point in points for value in point]), fill)

    def disc(self, x: float, y: float, rx: float, fill: Colour, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        self.draw.ellipse(_scaled([x - rx, y - ry, x + rx, y + ry]), fill)

    def ring(self, x: float, y: float, radius: float, colour: Colour, width: float, ry: float | None = None) -> None:
        ry = radius if ry is None else ry
        box = _scaled([x - radius, y - ry, x + radius, y + ry])
        self.draw.ellipse(box, outline=colour, width=round(width * _FINE))

    def sector(self, x: float, y: float, radius: float, start: float, end: float, fill: Colour) -> None:
        """Degrees clockwise from three o'clock."""
        self.draw.pieslice(_scaled([x - radius, y - radius, x + radius, y + radius]), start, end, fill)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        flat = _scaled([value for point in points for value in point])
        self.draw.line(flat, colour, round(width * _FINE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, colour)

    def curve(self, start: Point, bend: Point, end: Point, colour: Colour, width: float) -> None:
        """A quadratic curve, as a cable hangs."""
        steps = [step / 24 for step in range(25)]
        self.line([tuple_at(start, bend, end, step) for step in steps], colour, width)

    def fade(
        self, left: float, top: float, right: float, bottom: float, first: Colour, last: Colour, across: bool = False
    ) -> None:
        """From `first` at the top (or left) to `last` at the bottom (or right)."""
        size = (round((right - left) * _FINE), round((bottom - top) * _FINE))
        ramp = Image.linear_gradient("L")
        mask = (ramp.transpose(Image.Transpose.ROTATE_90) if across else ramp).resize(size)
        patch = Image.composite(Image.new("RGB", size, last), Image.new("RGB", size, first), mask)
        self.image.paste(patch, (round(left * _FINE), round(top * _FINE)))

    def round_bar(self, left: float, top: float, right: float, bottom: float, dark: Colour, light: Colour) -> None:
        """An upright cylinder, lit from the left."""
        middle = left + (right - left) * 0.35
        self.fade(left, top, middle, bottom, dark, light, across=True)
        self.fade(middle, top, right, bottom, light, dark, across=True)

    def shade(self, x: float, y: float, rx: float, ry: float, depth: float = 0.45) -> None:
        """A soft shadow on the ground."""
        box = [round(value * _FINE) for value in (x - 1.5 * rx, y - 1.5 * ry, x + 1.5 * rx, y + 1.5 * ry)]
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        edge = [mask.width / 6, mask.height / 6, mask.width * 5 / 6, mask.height * 5 / 6]
        ImageDraw.Draw(mask).ellipse(edge, round(255 * depth))
        soft = mask.filter(ImageFilter.GaussianBlur(min(rx, ry) * _FINE / 3))
        self.image.paste("#0b0e12", (box[0], box[1]), soft)

    def developed(self, seed: int) -> bytes:
        """The finished JPEG: softened, vignetted, with the grain of a small sensor."""
        photo = self.image.reduce(_FINE // 2)
        corners = Image.radial_gradient("L").resize(photo.size).point(lambda value: 255 - max(0, value - 90) // 2)
        photo = ImageChops.multiply(photo, Image.merge("RGB", [corners] * 3))
        coarse = (photo.width * 5 // 8, photo.height * 5 // 8)
        grain = Image.frombytes("L", coarse, random.Random(seed).randbytes(coarse[0] * coarse[1]))
        soft = grain.point(lambda value: 128 + (value - 128) // 16).resize(photo.size, Image.Resampling.BILINEAR)
        photo = ImageChops.add(photo, Image.merge("RGB", [soft] * 3), offset=-128)
        out = io.BytesIO()
        photo.save(out, "JPEG", quality=68)
        return out.getvalue()


def tuple_at(start: Point, bend: Point, end: Point, part: float) -> Point:
    rest = 1 - part
    weights = (rest * rest, 2 * rest * part, part * part)
    x, y = (sum(w * p[axis] for w, p in zip(weights, (start, bend, end), strict=True)) for axis in (0, 1))
    return x, y


def _scaled(values: Sequence[float]) -> list[float]:
    return [value * _FINE for value in values]
