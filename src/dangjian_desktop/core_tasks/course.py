"""The course of an indicator as a chart, the same on its paper and on the screen."""

from __future__ import annotations

from dangjian_desktop.core_tasks.reading import IndicatorRow, TaskSheet
from dangjian_desktop.core_tasks.rules import plain
from dangjian_desktop.papers.charts.model import LineChart, Reference, Series

MONTHS = 3
"""So many months make a course."""


def courses(sheet: TaskSheet) -> list[LineChart]:
    """A line for every indicator of which a course can be seen, over the months that have figures."""
    return [course(one) for one in sheet.indicators if len(one.figures) >= MONTHS]


def course(one: IndicatorRow) -> LineChart:
    """The line of one indicator, with its target across it."""
    months = sorted(one.figures)
    names = tuple(f"{month.month}月" if month.month > 1 else f"{month.year}年1月" for month in months)
    values = tuple(float(one.figures[month]) for month in months)
    target = Reference(float(one.target), f"目标{plain(one.target)}") if one.target is not None else None
    return LineChart(names, (Series(one.name, values),), f"{one.name}各月变化", one.unit, reference=target)
