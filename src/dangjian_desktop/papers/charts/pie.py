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
_LEADER = 2.0
"""From the circle to a name, in em."""


def pie(chart: PieChart, width: float, faces: Faces, look: Look) -> Drawing:
    """The chart ``width`` wide: slices clockwise from the top, the names at both sides, or below where it is narrow."""
    plot = Plot(width, faces, look)
    whole = sum(chart.values)
    texts = [
        f"{name} {number_text(value)}{chart.unit}，{percent_text(value, whole)}"
        for name, value in zip(chart.categories, chart.values, strict=True)
    ]
    radius = max(_LEAST_RADIUS * plot.em, width * _RADIUS_SHARE)
    if plot.widest(texts) + (_LEADER + 0.1) * plot.em > width / 2 - radius:
        radius = _LEAST_RADIUS * plot.em
    if plot.widest(texts) + (_LEADER + 0.1) * plot.em > width / 2 - radius:
        return _named_below(plot, chart, texts)
    y = radius + 1.2 * plot.em
    middles = _slices(plot, chart, (width / 2, y), radius)
    top = y + radius + 1.2 * plot.em
    for sign in (1, -1):
        side = [
            (middle, text)
            for middle, text in zip(middles, texts, strict=True)
            if (math.cos(math.radians(middle)) >= 0) == (sign > 0)
        ]
        _name(plot, side, sign, (width / 2, y), radius)
    return plot.raised(top)


def _slices(plot: Plot, chart: PieChart, centre: tuple[float, float], radius: float) -> list[float]:
    """Draw the slices; returns the angle of the middle of each in degrees."""
    angle = 90.0
    middles = []
    for value, fill in zip(chart.values, plot.look.fills, strict=False):
        turn = value * 360 / sum(chart.values)
        if turn > 0:
            plot.slice(*centre, radius, angle - turn, angle, fill)
        middles.append(angle - turn / 2)
        angle -= turn
    return middles


def _name(plot: Plot, side: list[tuple[float, str]], sign: int, centre: tuple[float, float], radius: float) -> None:
    """Names on one side of the circle with lines that lead to their slices, kept apart."""
    em, (x, y) = plot.em, centre
    wanted = [y + (radius + 0.5 * em) * math.sin(math.radians(middle)) for middle, _ in side]
    heights = apart(wanted, LEADING * em, 0.7 * em, y + radius + 0.5 * em)
    for (middle, text), height in zip(side, heights, strict=True):
        edge = (x + radius * math.cos(math.radians(middle)), y + radius * math.sin(math.radians(middle)))
        outer = x + sign * (radius + 1.1 * em)
        plot.path([edge, (outer, height), (outer + sign * 0.5 * em, height)], plot.look.rule, 0.5, 0)
        plot.beside(x + sign * (radius + _LEADER * em), height, text, "start" if sign > 0 else "end")


def _named_below(plot: Plot, chart: PieChart, texts: list[str]) -> Drawing:
    """The names as a legend below the circle."""
    fills = plot.look.fills[: len(texts)]
    foot = Plot(plot.width, plot.faces, plot.look).legend(0, texts, fills)
    radius = min(_LEAST_RADIUS * plot.em, plot.width / 2)
    _slices(plot, chart, (plot.width / 2, foot + radius + plot.em), radius)
    plot.legend(foot, texts, fills)
    return plot.raised(foot + 2 * radius + 1.5 * plot.em)
