"""Lines over time, each named at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color

from dangjian_desktop.papers.charts.look import Fill, Look
from dangjian_desktop.papers.charts.model import LineChart, number_text
from dangjian_desktop.papers.charts.plot import LEADING, Plot, apart, axis
from dangjian_desktop.papers.fonts import Faces

_HEIGHT_SHARE = 0.36
_FROM_ZERO = 0.5
"""Below as large a share of the greatest value the axis begins at zero."""
_DASHES = (0.0, 4.0, 1.5, 0.0, 4.0, 1.5)
_CORNERS = (24, 4, 3, 4, 24, 3)
"""Marks of the series: disc, square, triangle, diamond, disc, triangle."""
_TURNS = (0, 45, 90, 0, 0, 270)
_HOLLOW = (False, True, False, True, True, False)
_MARK = 0.26
"""Radius of a mark in em."""


def lines(chart: LineChart, width: float, faces: Faces, look: Look) -> Drawing:
    """The chart ``width`` wide."""
    plot = Plot(width, faces, look)
    em = plot.em
    values = [value for row in chart.series for value in row.values if value is not None]
    if chart.reference:
        values.append(chart.reference.value)
    lowest, highest = min([*values, math.inf]), max([*values, -math.inf])
    if not values:
        lowest, highest = 0.0, 1.0
    steps = axis(0 if 0 <= lowest < highest * _FROM_ZERO or lowest == highest else lowest, highest)
    left = plot.widest([number_text(step) for step in steps]) + 0.6 * em
    ends = _end_names(chart)
    marks = [chart.reference.label] if chart.reference else []
    right = width - plot.widest([*ends, *marks]) - (0.8 * em if any(ends) or marks else 0.0)
    slot = (right - left) / len(chart.categories)
    shown = plot.every(chart.categories, slot)
    turned = [plot.turned(name, slot * shown * 0.94) for name in chart.categories]
    foot = (max(len(name) for name in turned[::shown]) * LEADING + 0.3) * em
    field = width * _HEIGHT_SHARE
    scale = field / (steps[-1] - steps[0])
    top = foot + field + 0.6 * em

    for step in steps:
        y = foot + (step - steps[0]) * scale
        plot.beside(left - 0.6 * em, y, number_text(step), "end", look.muted)
        base = step == steps[0]
        plot.line(left, y, right, y, look.rule if base else look.grid, 0.8 if base else 0.5)
    for place in range(0, len(turned), shown):
        plot.stacked(left + (place + 0.5) * slot, foot - 0.2 * em, turned[place])
    points = [
        [
            None if value is None else (left + (place + 0.5) * slot, foot + (value - steps[0]) * scale)
            for place, value in enumerate(row.values)
        ]
        for row in chart.series
    ]
    for number, row in enumerate(points):
        _line(plot, row, number)
    if chart.labels and len(chart.series) == 1 and _numbers_fit(plot, chart, slot):
        _numbers(plot, chart.series[0].values, points[0], foot)
    _name_ends(plot, chart, ends, points, (foot, foot + field), right, foot - steps[0] * scale, scale, left)
    if chart.unit:
        top += LEADING * 1.2 * em
        plot.beside(0, top - LEADING * 0.6 * em, f"单位：{chart.unit}", colour=look.muted)
    return plot.raised(top)


def _end_names(chart: LineChart) -> list[str]:
    """What stands at the end of each line: its name, and its last number where not every number is written."""
    names = []
    for row in chart.series:
        last = next((value for value in reversed(row.values) if value is not None), None)
        number = number_text(last) if last is not None and chart.labels and len(chart.series) > 1 else ""
        names.append(f"{row.name} {number}".strip())
    return names


def _numbers_fit(plot: Plot, chart: LineChart, slot: float) -> bool:
    texts = [number_text(value) for row in chart.series for value in row.values if value is not None]
    return plot.widest(texts) + 0.2 * plot.em <= slot


Point = tuple[float, float] | None


def _line(plot: Plot, points: Sequence[Point], number: int) -> None:
    colour = plot.look.strokes[number]
    part: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            part.append(point)
            continue
        if len(part) > 1:
            plot.path(part, colour, 1.4, _DASHES[number])
        part = []
    for point in points:
        if point is not None:
            _mark(plot, point, number, colour)


def _mark(plot: Plot, point: tuple[float, float], number: int, colour: Color) -> None:
    radius = _MARK * plot.em
    corners = _CORNERS[number]
    turn = math.radians(_TURNS[number])
    ring = [
        (
            point[0] + radius * math.cos(turn + 2 * math.pi * corner / corners),
            point[1] + radius * math.sin(turn + 2 * math.pi * corner / corners),
        )
        for corner in range(corners)
    ]
    ground = plot.look.ground if _HOLLOW[number] else colour
    plot.area(ring, Fill(ground, colour, colour), colour, 1.0)


def _numbers(plot: Plot, values: Sequence[float | None], points: Sequence[Point], foot: float) -> None:
    """The number of each point, below it where its line has a valley there."""
    for place, (value, point) in enumerate(zip(values, points, strict=True)):
        if value is None or point is None:
            continue
        beside = [values[other] for other in (place - 1, place + 1) if 0 <= other < len(values)]
        around = [other for other in beside if other is not None]
        valley = bool(around) and all(other > value for other in around)
        below = point[1] - 1.2 * plot.em
        y = below if valley and below > foot else point[1] + 0.5 * plot.em
        plot.text(point[0], y, number_text(value), "middle")


def _name_ends(
    plot: Plot,
    chart: LineChart,
    names: Sequence[str],
    points: Sequence[Sequence[Point]],
    field: tuple[float, float],
    right: float,
    zero: float,
    scale: float,
    left: float,
) -> None:
    """Names at the ends of their lines (and of the reference line), moved apart where they would touch."""
    wanted: list[float] = []
    texts: list[str] = []
    for name, row in zip(names, points, strict=True):
        ends = [point for point in row if point is not None]
        if name and ends:
            wanted.append(ends[-1][1])
            texts.append(name)
    if chart.reference:
        y = zero + chart.reference.value * scale
        plot.line(left, y, right, y, plot.look.ink, 0.8, 3)
        wanted.append(y)
        texts.append(chart.reference.label)
    heights = apart(wanted, 1.2 * plot.em, field[0], field[1])
    for text, height in zip(texts, heights, strict=True):
        plot.beside(right + 0.4 * plot.em, height, text)
