"""A drawing in the making: shapes of the graphics library, texts measured in the very faces they will be set in.

Points from the lower left corner, y upwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from reportlab.graphics.charts.utils import ticks
from reportlab.graphics.shapes import Drawing, Hatching, Line, Polygon, PolyLine, String, Wedge
from reportlab.lib.colors import Color

from dangjian_desktop.papers.charts.look import Fill, Look
from dangjian_desktop.papers.fonts import Faces
from dangjian_desktop.papers.model import Align
from dangjian_desktop.papers.text import TextStyle, clean, set_paragraph
from dangjian_desktop.papers.titles import title_lines

HAIR = 0.5
"""Width of axes, edges and hatching in points."""
LEADING = 1.25
"""Distance of two lines of text in em."""
MIDDLE = 0.36
"""From the baseline up to the middle of Chinese characters and figures, in em."""
_BY_MEANING = 20
"""Characters up to which a name is divided by its meaning, as titles are."""
_LEAST_BY_MEANING = 4.0
Anchor = Literal["start", "middle", "end"]


class Plot:
    """A drawing ``width`` wide; its height is set when all that stands in it is known."""

    def __init__(self, width: float, faces: Faces, look: Look) -> None:
        self.width = width
        self.look = look
        self.faces = faces
        self.drawing = Drawing(width, 0)

    @property
    def em(self) -> float:
        """Size of the text."""
        return self.look.size

    def wide(self, text: str) -> float:
        """Width of a text."""
        return sum(self.faces.glyph(self.look.role, char).advance for char in clean(text)) * self.em

    def widest(self, texts: Sequence[str]) -> float:
        """Width of the widest of some texts, 0 for none."""
        return max((self.wide(text) for text in texts), default=0.0)

    def every(self, names: Sequence[str], slot: float) -> int:
        """Every how manieth of some names in places ``slot`` wide is written so that they don't touch."""
        return max(1, math.ceil((min(self.widest(names), 4 * self.em) + 0.3 * self.em) / slot))

    def turned(self, text: str, width: float) -> list[str]:
        """A text in lines of at most ``width``, divided as titles or official text are."""
        if "\n" in text:
            return [line for part in text.split("\n") for line in self.turned(part, width)]
        if self.wide(text) <= width:
            return [clean(text)]
        if len(text) <= _BY_MEANING and width >= _LEAST_BY_MEANING * self.em:
            return title_lines(clean(text), width / self.em)
        style = TextStyle(self.look.role, self.em, self.em)
        paragraph = set_paragraph(self.faces, text, style, max(width, self.em), align=Align.CENTRE)
        return [paragraph.cells.text[line.start : line.end] for line in paragraph.lines]

    def text(self, x: float, y: float, text: str, anchor: Anchor = "start", colour: Color | None = None) -> None:
        """A line of text on the baseline ``y``."""
        shape = String(x, y, clean(text), textAnchor=anchor, fontSize=self.em, fillColor=colour or self.look.ink)
        shape.fontName = self.look.role.value
        self.drawing.add(shape)

    def beside(self, x: float, y: float, text: str, anchor: Anchor = "start", colour: Color | None = None) -> None:
        """A line of text whose middle is at the height ``y``."""
        self.text(x, y - MIDDLE * self.em, text, anchor, colour)

    def stacked(self, x: float, top: float, lines: Sequence[str], anchor: Anchor = "middle") -> None:
        """Lines of text, the first just below ``top``."""
        for number, line in enumerate(lines):
            self.text(x, top - (0.95 + number * LEADING) * self.em, line, anchor)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: Color, width: float = HAIR, dash: float = 0
    ) -> None:
        """A straight line, with ``dash`` one of dashes that long."""
        pattern = [dash, dash * 0.75] if dash else []
        self.drawing.add(Line(x1, y1, x2, y2, strokeColor=colour, strokeWidth=width, strokeDashArray=pattern))

    def path(self, points: Sequence[tuple[float, float]], colour: Color, width: float, dash: float) -> None:
        """An open line through points."""
        pattern = [dash, dash * 0.75] if dash else []
        shape = PolyLine(_flat(points), strokeColor=colour, strokeWidth=width, strokeDashArray=pattern)
        self.drawing.add(shape)

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A filled rectangle from its lower left corner."""
        self.area([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill, fill.edge)

    def area(self, points: Sequence[tuple[float, float]], fill: Fill, edge: Color, width: float = HAIR) -> None:
        """A filled polygon with its hatching."""
        flat = _flat(points)
        rim = None if fill.angles else edge
        self.drawing.add(Polygon(flat, fillColor=fill.ground, strokeColor=rim, strokeWidth=width))
        if fill.angles:
            hatching = Hatching(fill.spacing, fill.angles, [flat], strokeColor=fill.edge, strokeWidth=HAIR)
            if hatching.points:
                self.drawing.add(hatching)
            self.drawing.add(Polygon(flat, fillColor=None, strokeColor=edge, strokeWidth=width))

    def slice(self, x: float, y: float, radius: float, start: float, end: float, fill: Fill) -> None:
        """A slice of a circle between two angles (degrees, anticlockwise from the right)."""
        flat = Wedge(x, y, radius, start, end).asPolygon().points
        points = list(zip(flat[::2], flat[1::2], strict=True))
        self.area(points, fill, self.look.ground if not fill.angles else fill.edge, 0.9)

    def legend(self, top: float, names: Sequence[str], fills: Sequence[Fill], left: float = 0.0) -> float:
        """A row (or several) of swatches with names below ``top``; returns the height taken."""
        x, row, pitch = left, 0, LEADING * 1.2 * self.em
        for name, fill in zip(names, fills, strict=True):
            need = 2.1 * self.em + self.wide(name)
            if x > left and x + need > self.width:
                x, row = left, row + 1
            middle = top - (row + 0.5) * pitch
            self.box(x, middle - 0.38 * self.em, 1.5 * self.em, 0.76 * self.em, fill)
            self.beside(x + 1.9 * self.em, middle, name)
            x += need + 1.4 * self.em
        return (row + 1) * pitch

    def raised(self, height: float) -> Drawing:
        """The finished drawing, ``height`` high."""
        self.drawing.height = height
        return self.drawing


def axis(lowest: float, highest: float) -> list[float]:
    """Round numbers from at most ``lowest`` to at least ``highest``, four to seven of them."""
    if highest <= lowest:
        highest = lowest + 1
    found = [round(float(place), 9) for place in ticks(lowest, highest, n=(3, 4, 5, 6))[0]]
    step = found[1] - found[0]
    while found[-1] < highest - step * 1e-6:
        found.append(round(found[-1] + step, 9))
    return found


def apart(wanted: Sequence[float], distance: float, lowest: float, highest: float) -> list[float]:
    """Heights as near to the wanted ones as can be with ``distance`` between neighbours; the order is kept."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    placed: list[float] = []
    for number, place in enumerate(order):
        floor = placed[-1] + distance if placed else lowest
        ceiling = highest - (len(order) - 1 - number) * distance
        placed.append(max(floor, min(wanted[place], ceiling)))
    found = [0.0] * len(wanted)
    for place, height in zip(order, placed, strict=True):
        found[place] = height
    return found


def _flat(points: Sequence[tuple[float, float]]) -> list[float]:
    return [number for point in points for number in point]
