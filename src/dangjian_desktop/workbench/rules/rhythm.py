"""How evenly a year's activities lie (长流水，不断线). Pure; the thresholds stand in ``rhythm.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.base.regulations import Rulebook

SEASONS: tuple[tuple[str, tuple[int, ...]], ...] = (("年初", (1, 2)), ("七一", (6, 7)), ("年末", (11, 12)))
"""The three times of the year at which activities tend to bunch."""


@dataclass(frozen=True)
class Rhythm:
    """How evenly a year's activities lie: the months that stand out, and one sentence ("" when nothing does)."""

    odd: frozenset[int] = frozenset()
    sentence: str = ""


def judged_months(year: int, today: date, first: date | None) -> range:
    """The months of ``year`` that are over, from the one of the ``first`` record on; the running month isn't judged."""
    if first is None or first.year > year:
        return range(0)
    last = 12 if year < today.year else today.month - 1 if year == today.year else 0
    return range(first.month if first.year == year else 1, last + 1)


def rhythm(counts: Sequence[int], months: range, day: date, book: Rulebook) -> Rhythm:
    """What stands out among ``months`` of the twelve ``counts``, by the thresholds of ``rhythm.toml`` (本单位设定).

    Says that activities bunch where the seasons that stand out hold more than their share of the whole; else which
    months have many, few or none.
    """
    total = sum(counts[month - 1] for month in months)
    if len(months) < book.on("rhythm.least_months", day).number or not total:
        return Rhythm()
    many, few = book.on("rhythm.many", day), book.on("rhythm.few", day)
    counted = {month: counts[month - 1] for month in months}
    high = [month for month, count in counted.items() if many.holds(count * len(months), total)]
    none = [month for month, count in counted.items() if not count]
    low = [month for month, count in counted.items() if count and few.holds(count * len(months), total)]
    bursts = _bursts(counted, day, book)
    parts = [f"{month_words(found)}{word}" for found, word in ((low, "偏少"), (none, "没有活动")) if found]
    if bursts:
        inside = {month for _name, season in bursts for month in season}
        high = [month for month in high if month in inside]
        head = f"活动集中在{'、'.join(name for name, _season in bursts)}"
        sentence = f"{head}，{'、'.join(parts) or '平时偏少'}"
    else:
        sentence = "、".join([f"{month_words(high)}偏多"] * bool(high) + parts)
    return Rhythm(frozenset((*high, *low, *none)), sentence)


def _bursts(counted: dict[int, int], day: date, book: Rulebook) -> list[tuple[str, tuple[int, ...]]]:
    """The seasons that stand out, if together they hold more than their share of the whole."""
    ordinary = [count for month, count in counted.items() if not any(month in season for _name, season in SEASONS)]
    if not ordinary:
        return []
    rule, share = book.on("rhythm.burst", day), book.on("rhythm.bunched", day)
    found = []
    for name, season in SEASONS:
        here = [counted[month] for month in season if month in counted]
        if here and rule.holds(sum(here) * len(ordinary), sum(ordinary) * len(here)):
            found.append((name, season))
    held = sum(counted.get(month, 0) for _name, season in found for month in season)
    return found if share.holds(held, sum(counted.values())) else []


def month_words(months: Sequence[int]) -> str:
    """Months in a sentence, runs drawn together: 3月、5至8月."""
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "、".join(_run_words(run) for run in runs)


def _run_words(run: Sequence[int]) -> str:
    if len(run) == 1:
        return f"{run[0]}月"
    return f"{run[0]}、{run[1]}月" if len(run) == 2 else f"{run[0]}至{run[-1]}月"
