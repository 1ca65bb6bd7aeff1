"""The parts of a whole as slices, each named beside itself."""

from __future__ import annotations

import math

from reportlab.graphics.shapes import Drawing

from dangjian_desktop.papers.charts.look import Look
from dangjian_desktop.papers.charts.model import PieChart, number_text, percent_text
from dangjian_desktop.papers.charts.plot import LEADING, Plot, apart
from dangjian_desktop.papers.fonts import Faces

_RADIUS_SHARE = 0.17
_LEAST_RADIUS = 4.5
"""Radius: a share of the width, at least so many em."""


def pie(chart: PieChart, width: float, faces: Faces, look: Look) -> Drawing:
    """The chart ``width`` wide: slices clockwise from the top, the names at both sides."""
    plot = Plot(width, faces, look)
    em = plot.em
    radius = max(_LEAST_RADIUS * em, width * _RADIUS_SHARE)
    x, y = width / 2, radius + 1.2 * em
    whole = sum(chart.values)
    angle = 90.0
    right: list[tuple[float, str]] = []
    left: list[tuple[float, str]] = []
    for number, (name, value) in enumerate(zip(chart.categories, chart.values, strict=True)):
        turn = value * 360 / whole
        if turn > 0:
            plot.slice(x, y, radius, angle - turn, angle, look.fills[number])
        middle = angle - turn / 2
        text = f"{name} {number_text(value)}{chart.unit}，{percent_text(value, whole)}"
        side = right if math.cos(math.radians(middle)) >= 0 else left
        side.append((middle, text))
        angle -= turn
    top = y + radius + 1.2 * em
    for side, sign in ((right, 1), (left, -1)):
        wanted = [y + (radius + 0.5 * em) * math.sin(math.radians(middle)) for middle, _ in side]
        heights = apart(wanted, LEADING * em, 0.7 * em, top - 0.7 * em)
        for (middle, text), height in zip(side, heights, strict=True):
            edge = (x + radius * math.cos(math.radians(middle)), y + radius * math.sin(math.radians(middle)))
            outer = x + sign * (radius + 1.1 * em)
            plot.path([edge, (outer, height), (outer + sign * 0.5 * em, height)], look.rule, 0.5, 0)
            plot.beside(outer + sign * 0.9 * em, height, text, "start" if sign > 0 else "end")
    return plot.raised(top)
