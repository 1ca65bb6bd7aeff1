"""Bars, side by side or one on the other, standing or lying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from dangjian_desktop.papers.charts.look import Fill, Look
from dangjian_desktop.papers.charts.model import BarChart, StackedBars, number_text
from dangjian_desktop.papers.charts.plot import LEADING, Plot, axis
from dangjian_desktop.papers.fonts import Faces

_HEIGHT_SHARE = 0.36
"""Height of the bars' field of a standing chart as a share of its width."""
_BAR_SHARE = 0.62
"""What a category's bars take of its place."""
_THICKEST = 3.4
_LYING = (1.5, 0.75)
_LYING_CLOSE = (1.05, 0.3)
"""Thickness of lying bars and the white between their categories in em; the closer from as many categories on."""
_MANY = 16
_LEAST_MARKED = 2.0
"""Points by which a highlighted bar is seen even where it is zero."""
_MOST_LINES = 3
_SHORT = 3.0
"""Names up to so many em are left out here and there rather than that the bars lie down."""
_CRUMB = 4.0
"""A name that is turned has at least so many em to a line."""
_LABEL_SHARE = 0.36
"""What the names of lying bars may take of the width."""


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: its number (None for none) and how it is filled."""

    value: float | None
    fill: Fill


Column = tuple[Segment, ...]
"""One bar: its segments from zero."""


def bars(chart: BarChart | StackedBars, width: float, faces: Faces, look: Look) -> Drawing:
    """The chart ``width`` wide."""
    plot = Plot(width, faces, look)
    lying = _names_too_long(plot, chart) if chart.horizontal is None else chart.horizontal
    return _lying(plot, chart) if lying else _standing(plot, chart)


def _names_too_long(plot: Plot, chart: BarChart | StackedBars) -> bool:
    """Whether names below standing bars would be torn into crumbs."""
    widest = plot.widest(chart.categories)
    if widest <= _SHORT * plot.em:
        return False
    beside = plot.wide(chart.reference.label) + 0.8 * plot.em if chart.reference else 0.0
    room = (plot.width - beside) / len(chart.categories) * 0.94
    if room < min(widest, _CRUMB * plot.em):
        return True
    return any(len(plot.turned(name, room)) > _MOST_LINES for name in chart.categories)


def _columns(chart: BarChart | StackedBars, look: Look) -> list[list[Column]]:
    """For each category its bars."""
    if isinstance(chart, StackedBars):
        fills = look.fills
        rows = [[row.values[place] for row in chart.series] for place in range(len(chart.categories))]
        return [[tuple(Segment(value, fills[number]) for number, value in enumerate(row))] for row in rows]
    if len(chart.series) == 1:
        fills = tuple(look.marked if place in chart.highlight else look.plain for place in range(len(chart.categories)))
        return [[(Segment(value, fill),)] for value, fill in zip(chart.series[0].values, fills, strict=True)]
    return [
        [(Segment(row.values[place], look.fills[number]),) for number, row in enumerate(chart.series)]
        for place in range(len(chart.categories))
    ]


def _total(column: Column) -> float | None:
    values = [segment.value for segment in column if segment.value is not None]
    return sum(values) if values else None


def _end_text(column: Column) -> str:
    total = _total(column)
    return "" if total is None else number_text(total)


def _highest(chart: BarChart | StackedBars, columns: Sequence[Sequence[Column]]) -> float:
    totals = [_total(column) or 0.0 for category in columns for column in category]
    return max([*totals, chart.reference.value if chart.reference else 0.0]) or 1.0


def _named(chart: BarChart | StackedBars) -> bool:
    return len(chart.series) > 1 or isinstance(chart, StackedBars)


def _top_row(plot: Plot, chart: BarChart | StackedBars, top: float, *, legend: bool) -> float:
    """Unit on the left and, where names don't stand at the bars, the legend after it; returns the height taken."""
    unit = f"单位：{chart.unit}" if chart.unit else ""
    pitch = LEADING * 1.2 * plot.em
    if unit:
        plot.beside(0, top - pitch / 2, unit, colour=plot.look.muted)
    if legend:
        left = plot.wide(unit) + 1.6 * plot.em if unit else 0.0
        return plot.legend(top, [row.name for row in chart.series], plot.look.fills[: len(chart.series)], left)
    return pitch if unit else 0.0


def _standing(plot: Plot, chart: BarChart | StackedBars) -> Drawing:
    em, look = plot.em, plot.look
    columns = _columns(chart, look)
    reference = chart.reference
    names = [row.name for row in chart.series] if _named(chart) else []
    field = plot.width * _HEIGHT_SHARE
    highest = _highest(chart, columns)
    direct = isinstance(chart, StackedBars) and _segments_hold_names(columns[-1][0], field / highest, em)
    beside = plot.widest(names) + 0.8 * em if direct else 0.0
    if reference:
        beside = max(beside, plot.wide(reference.label) + 0.8 * em)
    labelled = chart.labels and _labels_fit(plot, columns, plot.width - beside)
    left = 0.0
    steps: list[float] = []
    if not labelled:
        steps = axis(0, highest)
        highest = max(highest, steps[-1])
        left = plot.widest([number_text(step) for step in steps]) + 0.6 * em
    right = plot.width - beside
    slot = (right - left) / len(columns)
    short = plot.widest(chart.categories) <= _SHORT * em
    shown = plot.every(chart.categories, slot) if short or len(columns) >= _MANY else 1
    named = _named_places(chart, shown)
    turned = [plot.turned(name, slot * shown * 0.94) for name in chart.categories]
    foot = (max(len(lines) for lines in (turned[place] for place in named)) * LEADING + 0.3) * em
    scale = field / highest
    top = foot + field + (1.5 * em if labelled else 0.6 * em)

    for step in steps:
        y = foot + step * scale
        plot.beside(left - 0.6 * em, y, number_text(step), "end", look.muted)
        if step:
            plot.line(left, y, right, y, look.grid)
    thick = min(slot * _BAR_SHARE / max(len(category) for category in columns), _THICKEST * em)
    for place, category in enumerate(columns):
        middle = left + (place + 0.5) * slot
        x = middle - thick * len(category) / 2
        for column in category:
            y = foot
            for segment in column:
                tall = (segment.value or 0.0) * scale
                if segment.fill is look.marked:
                    tall = max(tall, _LEAST_MARKED)
                if tall > 0:
                    plot.box(x, y, thick, tall, segment.fill)
                    _inside(plot, chart, segment, (x, y, thick, tall))
                y += tall
            if labelled:
                plot.text(x + thick / 2, y + 0.35 * em, _end_text(column), "middle")
            x += thick
        if place in named:
            plot.stacked(middle, foot - 0.2 * em, turned[place])
    if direct:
        y = foot
        for name, segment in zip(names, columns[-1][0], strict=True):
            tall = (segment.value or 0.0) * scale
            plot.beside(right - (slot - thick) / 2 + 0.6 * em, y + tall / 2, name)
            y += tall
    plot.line(left, foot, right, foot, look.rule, 0.8)
    if reference:
        y = foot + reference.value * scale
        plot.line(left, y, right, y, look.ink, 0.8, 3)
        plot.beside(right + 0.4 * em, y, reference.label)
    return _finished(plot, chart, top, legend=bool(names) and not direct)


def _named_places(chart: BarChart | StackedBars, every: int) -> list[int]:
    """Which categories are named where only every so manieth can be: those that are highlighted before others."""
    named: list[int] = []
    marked = chart.highlight if isinstance(chart, BarChart) else ()
    for place in (*marked, *range(0, len(chart.categories), every)):
        if all(abs(place - other) >= every for other in named):
            named.append(place)
    return named


def _finished(plot: Plot, chart: BarChart | StackedBars, top: float, *, legend: bool) -> Drawing:
    """The drawing with its top row above ``top``: the row's height is known when it is drawn once in the open."""
    trial = Plot(plot.width, plot.faces, plot.look)
    height = top + _top_row(trial, chart, 0.0, legend=legend)
    _top_row(plot, chart, height, legend=legend)
    return plot.raised(height)


def _segments_hold_names(column: Column, scale: float, em: float) -> bool:
    """Whether each segment of the last bar is tall enough for its name beside it."""
    return all((segment.value or 0.0) * scale >= 1.2 * em for segment in column)


def _labels_fit(plot: Plot, columns: Sequence[Sequence[Column]], room: float) -> bool:
    slot = room / len(columns)
    count = max(len(category) for category in columns)
    thick = slot * (_BAR_SHARE if count > 1 else 0.95) / count
    return plot.widest([_end_text(column) for category in columns for column in category]) <= thick


def _inside(
    plot: Plot, chart: BarChart | StackedBars, segment: Segment, box: tuple[float, float, float, float]
) -> None:
    """The number of a segment inside it, where it is one of several and there is room."""
    if not isinstance(chart, StackedBars) or not chart.labels or not segment.value:
        return
    x, y, wide, tall = box
    text = number_text(segment.value)
    room = plot.wide(text) + 0.4 * plot.em
    if wide < room or tall < 1.1 * plot.em:
        return
    if segment.fill.angles:
        ground = Fill(plot.look.ground, plot.look.ink, plot.look.ground)
        plot.box(x + (wide - room) / 2, y + tall / 2 - 0.5 * plot.em, room, plot.em, ground)
    plot.beside(x + wide / 2, y + tall / 2, text, "middle", segment.fill.ink)


def _lying(plot: Plot, chart: BarChart | StackedBars) -> Drawing:
    em, look = plot.em, plot.look
    columns = _columns(chart, look)
    reference = chart.reference
    share = plot.width * _LABEL_SHARE
    turned = [plot.turned(name, share) for name in chart.categories]
    left = plot.widest([line for lines in turned for line in lines]) + 0.6 * em
    steps = [] if chart.labels else axis(0, _highest(chart, columns))
    highest = max([_highest(chart, columns), *steps])
    ends = [_end_text(column) for category in columns for column in category] if chart.labels else []
    right = plot.width - max(plot.widest(ends) + 0.6 * em, plot.wide(reference.label) / 2 if reference else 0.0)
    scale = (right - left) / highest
    count = max(len(category) for category in columns)
    wide, white = _LYING if len(columns) < _MANY else _LYING_CLOSE
    thick = (wide if count == 1 else min(wide, 1.25)) * em
    heights = [max(count * thick, len(lines) * LEADING * em) + white * em for lines in turned]
    foot = 1.7 * em if steps else 0.2 * em
    field = sum(heights)
    top = foot + field

    for step in steps:
        x = left + step * scale
        plot.text(x, foot - 1.3 * em, number_text(step), "middle", look.muted)
        if step:
            plot.line(x, foot, x, top, look.grid)
    y = top
    for place, category in enumerate(columns):
        middle = y - heights[place] / 2
        _row_name(plot, turned[place], left - 0.6 * em, middle)
        bottom = middle + thick * len(category) / 2
        for column in category:
            bottom -= thick
            x = left
            for segment in column:
                wide = (segment.value or 0.0) * scale
                if segment.fill is look.marked:
                    wide = max(wide, _LEAST_MARKED)
                if wide > 0:
                    plot.box(x, bottom, wide, thick, segment.fill)
                    _inside(plot, chart, segment, (x, bottom, wide, thick))
                x += wide
            if chart.labels:
                plot.beside(x + 0.4 * em, bottom + thick / 2, _end_text(column))
        y -= heights[place]
    plot.line(left, foot, left, top, look.rule, 0.8)
    if reference:
        x = left + reference.value * scale
        plot.line(x, foot, x, top, look.ink, 0.8, 3)
        plot.text(x, top + 0.3 * em, reference.label, "middle")
        top += 1.3 * em
    return _finished(plot, chart, top + 0.2 * em, legend=_named(chart))


def _row_name(plot: Plot, lines: Sequence[str], right: float, middle: float) -> None:
    up = (len(lines) - 1) * LEADING * plot.em / 2
    for number, line in enumerate(lines):
        plot.beside(right, middle + up - number * LEADING * plot.em, line, "end")
