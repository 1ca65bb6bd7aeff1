"""How wide the columns of a table are, and how large its text, found from what stands in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian_desktop.papers.geometry import SIHAO, WUHAO, XIAOSI, XIAOWU

_LARGEST_SHARE = 0.5
_CRUMB = 0.01
_WITHOUT_TURNING = (SIHAO, XIAOSI, WUHAO)
"""Sizes tried for a table whose every entry stands on one line."""
_LINES_WANTED = {XIAOSI: 1.7, WUHAO: 2.6, XIAOWU: math.inf}
"""Otherwise: up to how many times the block's width the longest entries of all columns may come to at each size."""


@dataclass(frozen=True)
class Need:
    """What a column asks for, in em: ``longest`` entry on one line, ``least`` to divide no word, share if fixed."""

    longest: float
    least: float
    weight: float | None = None


def choose_size(needs: Sequence[Need], width: float, padding: float) -> float:
    """The largest of the table sizes at which the columns fit ``width`` points without much turning of lines."""
    wished = sum(need.longest + padding for need in needs)
    least = sum(need.least + padding for need in needs)
    for size in _WITHOUT_TURNING:
        if max(wished, least) * size <= width:
            return size
    for size, times in _LINES_WANTED.items():
        if wished * size <= width * times and least * size <= width:
            return size
    return XIAOWU


def column_edges(needs: Sequence[Need], width: float, size: float, padding: float) -> list[float]:
    """The edges of the columns, from 0 to ``width``."""
    wishes = [min(need.longest + padding, max(need.least + padding, width / size * _LARGEST_SHARE)) for need in needs]
    wishes = [wish * size for wish in wishes]
    least = [min((need.least + padding) * size, wish) for need, wish in zip(needs, wishes, strict=True)]
    weights = [need.weight for need in needs]
    if any(weight is not None for weight in weights):
        targets = _targets(weights, wishes, width)
        widths = _towards(targets, wishes if sum(wishes) <= width else least, width)
    elif sum(wishes) <= width:
        widths = wishes
    else:
        widths = _squeezed(wishes, least, width)
    total = sum(widths)
    edges = [0.0]
    for column in widths:
        edges.append(edges[-1] + column * width / total)
    edges[-1] = width
    return edges


def _targets(weights: Sequence[float | None], wishes: Sequence[float], width: float) -> list[float]:
    """What the weights ask for: columns without one take what they wish, the others share the rest."""
    taken = sum(wish for wish, weight in zip(wishes, weights, strict=True) if weight is None)
    free = max(width - taken, width * 0.4)
    total = sum(weight for weight in weights if weight is not None)
    return [wish if weight is None else free * weight / total for wish, weight in zip(wishes, weights, strict=True)]


def _towards(targets: Sequence[float], floor: Sequence[float], width: float) -> list[float]:
    """Widths as near to the targets as they can be while no column is narrower than its floor."""
    room = width - sum(floor)
    lacking = [max(0.0, target - low) for target, low in zip(targets, floor, strict=True)]
    if room <= 0 or not sum(lacking):
        return list(floor)
    return [low + room * lack / sum(lacking) for low, lack in zip(floor, lacking, strict=True)]


def _squeezed(wishes: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Every column has what it needs at least; the rest goes to the long ones by the root of what they still wish."""
    widths = list(least)
    room = width - sum(least)
    if room <= 0:
        return widths
    hungry = {column for column, wish in enumerate(wishes) if wish > widths[column]}
    while hungry and room > _CRUMB:
        shares = {column: math.sqrt(wishes[column] - widths[column]) for column in hungry}
        scale = room / sum(shares.values())
        for column in sorted(hungry):
            given = min(shares[column] * scale, wishes[column] - widths[column])
            widths[column] += given
            room -= given
        hungry = {column for column in hungry if wishes[column] - widths[column] > _CRUMB}
    return widths
