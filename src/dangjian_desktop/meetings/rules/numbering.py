"""第几次: computed by kind, group and attributed year, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from dangjian_desktop.meetings.rules.kinds import attributed_year, info_of


@dataclass(frozen=True)
class Held:
    """A segment as far as its number goes. ``order`` breaks ties in a fixed way (gathering id, position, id)."""

    segment: str
    kind: str | None
    group: str | None
    day: date | None
    start: time | None
    own_year: int | None
    order: tuple[str, ...]


def numbers(segments: Iterable[Held]) -> dict[str, int]:
    """The number of each segment within its kind, group and 归属年度, in the order in which they took place.

    Kinds that aren't counted and segments without a day have none.
    """
    series: dict[tuple[str, str, int], list[Held]] = {}
    for held in segments:
        year = attributed_year(held.day, held.own_year)
        if held.day is not None and year is not None and info_of(held.kind).numbered:
            series.setdefault((str(held.kind), held.group or "", year), []).append(held)
    found = {}
    for line in series.values():
        line.sort(key=lambda held: (held.day or date.min, held.start or time.min, held.order))
        found.update({held.segment: index for index, held in enumerate(line, 1)})
    return found
