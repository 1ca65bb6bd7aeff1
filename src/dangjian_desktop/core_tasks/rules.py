"""Pure: how far a piece of central work is, how a milestone stands, and what changed in its figures.

The yardstick is real effect on reform and development: figures before and after, never links that were ticked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Better(StrEnum):
    """Which way an indicator is meant to go."""

    HIGHER = "higher"
    LOWER = "lower"


BETTER_LABELS: dict[Better, str] = {Better.HIGHER: "越高越好", Better.LOWER: "越低越好"}


class Role(StrEnum):
    """What a member does in it."""

    LEAD = "lead"
    TAKES_PART = "takes_part"


ROLE_LABELS: dict[Role, str] = {Role.LEAD: "牵头", Role.TAKES_PART: "参与"}


class Stand(StrEnum):
    """How a milestone or the whole stands on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"


class Verdict(StrEnum):
    """What became of an indicator."""

    IMPROVED = "improved"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True)
class Effect:
    """An indicator before and after: months are the first of the month; ``before_month`` None for a given baseline.

    ``reached`` tells whether the target is met; None without a target.
    """

    before: Decimal
    before_month: date | None
    after: Decimal
    after_month: date
    verdict: Verdict
    reached: bool | None

    @property
    def change(self) -> Decimal:
        """After less before, in the indicator's unit."""
        return self.after - self.before


def stand(due_on: date | None, done_on: date | None, today: date, soon_days: int) -> Stand:
    """How something with a day stands: the last day itself is not overdue."""
    if done_on is not None:
        return Stand.DONE
    if due_on is None or (due_on - today).days > soon_days:
        return Stand.OPEN
    return Stand.OVERDUE if due_on < today else Stand.SOON


def percent(done: int, total: int) -> int | None:
    """Milestones reached, in whole per cent rounded down, so that 100 means all; None without milestones."""
    return done * 100 // total if total else None


def effect(
    figures: Mapping[date, Decimal],
    *,
    better: Better,
    started_on: date | None,
    baseline: Decimal | None = None,
    target: Decimal | None = None,
) -> Effect | None:
    """What changed, or None where there is nothing to compare (未知 is not 没有变化).

    Before is the given baseline, else the last figure of a month before the work began, else the first figure there
    is. After is the latest figure.
    """
    if not figures:
        return None
    months = sorted(figures)
    last = months[-1]
    earlier = [month for month in months if started_on is not None and month < started_on.replace(day=1)]
    first: date | None = None
    if baseline is None:
        first = earlier[-1] if earlier else months[0]
        if first == last:
            return None
    before = figures[first] if first is not None else baseline
    assert before is not None
    after = figures[last]
    return Effect(before, first, after, last, _verdict(before, after, better), _reached(after, target, better))


def _verdict(before: Decimal, after: Decimal, better: Better) -> Verdict:
    if before == after:
        return Verdict.SAME
    return Verdict.IMPROVED if (after > before) is (better is Better.HIGHER) else Verdict.WORSE


def _reached(after: Decimal, target: Decimal | None, better: Better) -> bool | None:
    if target is None:
        return None
    return after >= target if better is Better.HIGHER else after <= target


def months_wanting(
    figures: Iterable[date], *, started_on: date | None, closed_on: date | None, today: date
) -> tuple[date, ...]:
    """The months (their first days) of this year that are over and have no figure while the work went on."""
    there = set(figures)
    wanting = []
    for number in range(1, today.month):
        month = date(today.year, number, 1)
        begun = started_on is not None and started_on.replace(day=1) <= month
        over = closed_on is not None and closed_on < month
        if begun and not over and month not in there:
            wanting.append(month)
    return tuple(wanting)


def plain(value: Decimal) -> str:
    """A figure without needless zeros: 96, 97.5."""
    text = format(value.normalize(), "f")
    return "0" if text in ("-0", "") else text
