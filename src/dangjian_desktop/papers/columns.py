"""How wide the columns of a table are, and how large its text, found from what stands in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian_desktop.papers.geometry import SIHAO, WUHAO, XIAOSI, XIAOWU

_LARGEST_SHARE = 0.5
_LINES_WANTED = {SIHAO: 1.0, XIAOSI: 1.7, WUHAO: 2.6, XIAOWU: math.inf}
"""Up to how many times the width of the block the longest entries of all columns may come to at each size."""


@dataclass(frozen=True)
class Need:
    """What a column asks for, in em: ``longest`` entry on one line, ``least`` to divide no word, share if fixed."""

    longest: float
    least: float
    weight: float | None = None


def choose_size(needs: Sequence[Need], width: float, padding: float) -> float:
    """The largest of the table sizes at which the columns fit ``width`` points without much turning of lines."""
    for size, times in _LINES_WANTED.items():
        wished = sum(need.longest + padding for need in needs) * size
        least = sum(need.least + padding for need in needs) * size
        if wished <= width * times and least <= width:
            return size
    return XIAOWU


def column_edges(needs: Sequence[Need], width: float, size: float, padding: float) -> list[float]:
    """The edges of the columns, from 0 to ``width``."""
    wishes = [min(need.longest + padding, max(need.least + padding, width / size * _LARGEST_SHARE)) for need in needs]
    wishes = [wish * size for wish in wishes]
    least = [min((need.least + padding) * size, width / len(needs)) for need in needs]
    weighted = [need.weight for need in needs]
    if all(weight is not None for weight in weighted):
        widths = [float(weight or 0) for weight in weighted]
    elif any(weight is not None for weight in weighted):
        widths = _mixed(weighted, wishes, width)
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


def _mixed(weights: Sequence[float | None], wishes: Sequence[float], width: float) -> list[float]:
    """Columns without weight take what they wish, the others share the rest."""
    free = max(width - sum(wish for wish, weight in zip(wishes, weights, strict=True) if weight is None), width * 0.4)
    total = sum(weight for weight in weights if weight is not None)
    return [wish if weight is None else free * weight / total for wish, weight in zip(wishes, weights, strict=True)]


def _squeezed(wishes: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Short columns keep what they wish; the long ones share the rest by the root of their length."""
    widths = [0.0] * len(wishes)
    open_columns = set(range(len(wishes)))
    room = width
    while open_columns:
        shares = {column: math.sqrt(wishes[column]) for column in open_columns}
        scale = room / sum(shares.values())
        settled = {
            column: min(max(shares[column] * scale, least[column]), wishes[column])
            for column in open_columns
            if shares[column] * scale >= wishes[column] or shares[column] * scale < least[column]
        }
        if not settled:
            for column in open_columns:
                widths[column] = shares[column] * scale
            break
        for column, taken in settled.items():
            widths[column] = taken
            room -= taken
            open_columns.remove(column)
        room = max(room, 1.0)
    return widths
