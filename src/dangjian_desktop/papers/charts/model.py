"""What a chart shows: numbers with their names, no sizes, no colours, no renderer.

A chart says by its type how its numbers are meant: :class:`BarChart` compares, :class:`StackedBars` divides each whole
into parts, :class:`LineChart` follows something over time. :class:`PieChart` is for a whole of few parts where a form
asks for it; bars are read more exactly.

Example, how many activities each month had, with the month that had none marked::

    BarChart(
        categories=("7月", "8月", "9月"),
        series=(Series("主题党日", (2, 0, 1)),),
        title="三季度主题党日次数",
        unit="次",
        highlight=(1,),
    )
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MOST_SERIES = 6
"""More greys and hatchings are not told apart on a black-and-white print."""


@dataclass(frozen=True)
class Series:
    """One row of numbers, a value for each category; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Reference:
    """A line across a chart that the values are held against (目标, 应到, 合格线)."""

    value: float
    label: str


@dataclass(frozen=True)
class BarChart:
    """Bars from zero, the series of a category side by side.

    ``highlight`` holds the places of the categories that are drawn darker (one series only). ``labels`` writes the
    number at every bar; where they would not fit an axis stands instead. ``horizontal`` lays the bars; None leaves it
    to the length of the categories' names. Raises ``ValueError`` for numbers below zero or of the wrong count.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    unit: str = ""
    highlight: tuple[int, ...] = ()
    labels: bool = True
    horizontal: bool | None = None
    reference: Reference | None = None

    def __post_init__(self) -> None:
        _check(self.categories, self.series)
        if any(not 0 <= place < len(self.categories) for place in self.highlight):
            raise ValueError("a highlighted bar is not in the chart")


@dataclass(frozen=True)
class StackedBars:
    """One bar for each category, its series one on the other, the sum at the end. Raises as :class:`BarChart`."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    unit: str = ""
    labels: bool = True
    horizontal: bool | None = None
    reference: Reference | None = None

    def __post_init__(self) -> None:
        _check(self.categories, self.series)


@dataclass(frozen=True)
class LineChart:
    """A line for each series over categories that follow each other in time. A missing value interrupts its line."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    unit: str = ""
    labels: bool = True
    reference: Reference | None = None

    def __post_init__(self) -> None:
        _check(self.categories, self.series, negative=True)


@dataclass(frozen=True)
class PieChart:
    """The parts of one whole, clockwise from the top. Two to six parts; raises ``ValueError`` otherwise."""

    categories: tuple[str, ...]
    values: tuple[float, ...]
    title: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        _check(self.categories, (Series("", self.values),))
        if not 2 <= len(self.values) <= MOST_SERIES or sum(self.values) <= 0:
            raise ValueError(f"a pie has two to {MOST_SERIES} parts of a whole above zero")

    @property
    def series(self) -> tuple[Series, ...]:
        """The parts as one row of numbers."""
        return (Series("", self.values),)


Chart = BarChart | StackedBars | LineChart | PieChart
"""Any chart."""


def number_text(value: float) -> str:
    """A number as charts write it: at most two decimals, thousands divided from five digits on."""
    text = f"{value:,.2f}" if abs(value) >= 10_000 else f"{value:.2f}"
    return text.rstrip("0").rstrip(".")


def percent_text(part: float, whole: float) -> str:
    """A share of a whole with one decimal (35.3%)."""
    return f"{number_text(round(part * 100 / whole, 1))}%"


def describe(chart: Chart) -> str:
    """The chart in words, every number in it: what a screen reader says and a picture's description holds."""
    name = chart.title or "图表"
    unit = f"（单位：{chart.unit}）" if chart.unit else ""
    rows = []
    for row in chart.series:
        numbers = [
            f"{category}{'无' if value is None else number_text(value)}"
            for category, value in zip(chart.categories, row.values, strict=True)
        ]
        rows.append((f"{row.name}：" if row.name else "") + "，".join(numbers))
    reference = getattr(chart, "reference", None)
    if reference:
        rows.append(f"{reference.label}{number_text(reference.value)}")
    return f"{name}{unit}：{'；'.join(rows)}。"


def _check(categories: tuple[str, ...], series: tuple[Series, ...], *, negative: bool = False) -> None:
    if not categories or not series:
        raise ValueError("a chart has at least one category and one series")
    if len(series) > MOST_SERIES:
        raise ValueError(f"more than {MOST_SERIES} series are not told apart: divide the chart")
    for row in series:
        if len(row.values) != len(categories):
            raise ValueError(f"series {row.name!r} has {len(row.values)} values for {len(categories)} categories")
        for value in row.values:
            if value is not None and (not math.isfinite(value) or (value < 0 and not negative)):
                raise ValueError(f"series {row.name!r}: {value} can't be drawn")
