"""A chart drawn, and the drawing as the marks that papers are made of (and that a window paints)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, Path, Polygon, PolyLine, String
from reportlab.lib.colors import CMYKColor, Color

from dangjian_desktop.papers.charts.bars import bars
from dangjian_desktop.papers.charts.lines import lines
from dangjian_desktop.papers.charts.look import PAPER, Look
from dangjian_desktop.papers.charts.model import Chart, LineChart, PieChart
from dangjian_desktop.papers.charts.pie import pie
from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.marks import Colour, Mark, ShapeMark, TextMark


def draw(chart: Chart, width: float, faces: Faces, look: Look = PAPER) -> Drawing:
    """The chart as a drawing of the graphics library, ``width`` points (or pixels) wide and as high as it needs.

    The fonts of its texts are named by their role.
    """
    if isinstance(chart, LineChart):
        return lines(chart, width, faces, look)
    if isinstance(chart, PieChart):
        return pie(chart, width, faces, look)
    return bars(chart, width, faces, look)


def marks(drawing: Drawing, faces: Faces, left: float = 0.0, top: float = 0.0, scale: float = 1.0) -> list[Mark]:
    """What a drawing consists of, its upper left corner put at ``left``, ``top`` (y downwards)."""
    place = _Place(left, top + drawing.height * scale, scale)
    found: list[Mark] = []
    for shape in drawing.contents:
        if isinstance(shape, String):
            found += _text(shape, faces, place)
        else:
            found.append(_shape(shape, place))
    return found


@dataclass(frozen=True)
class _Place:
    """Where the lower left corner of a drawing comes to lie on the page, and how large a point of it becomes."""

    left: float
    bottom: float
    scale: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (self.left + x * self.scale, self.bottom - y * self.scale)


def cmyk(colour: Color) -> Colour:
    """A colour of the graphics library as papers have it; red, green and blue are turned without losing anything."""
    if isinstance(colour, CMYKColor):
        return (colour.cyan, colour.magenta, colour.yellow, colour.black)
    brightest = max(colour.red, colour.green, colour.blue)
    if brightest == 0:
        return (0.0, 0.0, 0.0, 1.0)
    cyan, magenta, yellow = (1 - part / brightest for part in (colour.red, colour.green, colour.blue))
    return (cyan, magenta, yellow, 1 - brightest)


def rgb(colour: Colour) -> tuple[float, float, float]:
    """The way back from :func:`cmyk`."""
    cyan, magenta, yellow, black = colour
    light = 1 - black
    return ((1 - cyan) * light, (1 - magenta) * light, (1 - yellow) * light)


def _text(shape: Any, faces: Faces, place: _Place) -> Iterator[TextMark]:
    """A string as marks of its faces: each character where the one before it ends."""
    role, size = Role(shape.fontName), shape.fontSize * place.scale
    glyphs = [faces.glyph(role, char) for char in shape.text]
    total = sum(glyph.advance for glyph in glyphs) * size
    x, y = place.at(shape.x, shape.y)
    x -= {"start": 0.0, "middle": total / 2, "end": total}[shape.textAnchor]
    colour = cmyk(shape.fillColor)
    for face, group in groupby(glyphs, key=lambda glyph: glyph.face):
        run = list(group)
        origins = [x, *(x + size * sum_ for sum_ in accumulate(glyph.advance for glyph in run))]
        yield TextMark(face, size, y, "".join(glyph.char for glyph in run), tuple(origins[:-1]), colour)
        x = origins[-1]


def _shape(shape: Any, place: _Place) -> ShapeMark:
    fill, closed = None, False
    if isinstance(shape, Line):
        outlines = [[shape.x1, shape.y1, shape.x2, shape.y2]]
    elif isinstance(shape, Path):  # a hatching: pairs of move and line
        numbers = shape.points
        outlines = [numbers[start : start + 4] for start in range(0, len(numbers), 4)]
    elif isinstance(shape, Polygon):
        outlines, fill, closed = [shape.points], shape.fillColor, True
    elif isinstance(shape, PolyLine):
        outlines = [shape.points]
    else:
        raise TypeError(f"a chart holds no {type(shape).__name__}")
    placed = tuple(
        tuple(place.at(x, y) for x, y in zip(outline[::2], outline[1::2], strict=True)) for outline in outlines
    )
    stroke = shape.strokeColor
    return ShapeMark(
        placed,
        fill=cmyk(fill) if fill is not None else None,
        stroke=cmyk(stroke) if stroke is not None else None,
        width=shape.strokeWidth * place.scale,
        closed=closed,
        dash=tuple(length * place.scale for length in shape.strokeDashArray or ()),
    )
