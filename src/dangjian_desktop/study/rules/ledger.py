"""A person's hours: one hour of their time counts once, by time span, whatever it was called (rules.md 0.8).

Make-up study counts into hours (not into 参加率), on the day on which it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

from dangjian_desktop.study.rules.conversion import Conversion, minutes_between, plain
from dangjian_desktop.study.rules.forms import FormKind

NO_TIMES = "没有起止时间，未计学时"
OVERLAPS = "时间与另一场重叠，不重复计"
OVER_DAY = "一天最多{day}学时，超出的不计"


@dataclass(frozen=True)
class Stay:
    """One person's part in one occasion.

    ``hours`` is what the occasion is worth where that was put down (its own hours or an adjustment, ``reason`` says
    why); None leaves it to the conversion. ``made_up_on`` is the day on which somebody who was away made it up.
    """

    record_kind: str
    record: str
    title: str
    form: str
    day: date
    start: time | None = None
    end: time | None = None
    hours: Decimal | None = None
    reason: str = ""
    made_up_on: date | None = None

    @property
    def counts_on(self) -> date:
        """The day whose year the hours belong to: hours are yearly and don't carry over (rules.md H7)."""
        return self.made_up_on or self.day

    @property
    def minutes(self) -> int:
        """Minutes between start and end; 0 where nobody wrote both down."""
        return minutes_between(self.start, self.end) if self.start and self.end else 0


@dataclass(frozen=True)
class Credit:
    """What one stay gives: ``note`` says in words why it is not simply its time."""

    stay: Stay
    hours: Decimal
    note: str = ""


def credits(stays: Iterable[Stay], conversion: Callable[[date], Conversion]) -> tuple[Credit, ...]:
    """What each stay of one person gives, by day. The shortest of overlapping spans counts first, so that a 党课
    inside a 主题党日 is counted as 党课 and the 主题党日 gives the rest."""
    by_day: dict[date, list[Stay]] = {}
    found: list[Credit] = []
    for stay in stays:
        if stay.made_up_on is not None:
            found.append(_made_up(stay, conversion(stay.day)))
        else:
            by_day.setdefault(stay.day, []).append(stay)
    for day, there in by_day.items():
        found += _of_day(there, conversion(day))
    return tuple(sorted(found, key=lambda one: (one.stay.counts_on, one.stay.start or time.min, one.stay.record)))


def total(found: Iterable[Credit]) -> Decimal:
    """The hours of all these credits."""
    return sum((one.hours for one in found), Decimal(0))


def worth(stay: Stay, conversion: Conversion) -> Decimal | None:
    """What a stay is worth by itself: what was put down, else its time; None where neither is known."""
    if stay.hours is not None:
        return stay.hours
    if stay.start is None or stay.end is None or not stay.minutes:
        return None
    return conversion.of_span(stay.start, stay.end)


def _made_up(stay: Stay, conversion: Conversion) -> Credit:
    hours = worth(stay, conversion)
    return Credit(stay, Decimal(0), NO_TIMES) if hours is None else Credit(stay, hours, "补课")


def _of_day(stays: list[Stay], conversion: Conversion) -> list[Credit]:
    covered: set[int] = set()
    found: list[Credit] = []
    for stay in sorted(stays, key=_order):
        base = worth(stay, conversion)
        if base is None:
            found.append(Credit(stay, Decimal(0), NO_TIMES))
            continue
        span = _span(stay)
        free = span - covered
        covered |= span
        if len(free) == len(span):
            found.append(Credit(stay, base, stay.reason))
        else:
            share = Fraction(base) * len(free) / len(span)
            found.append(Credit(stay, conversion.rounded(share), OVERLAPS))
    return _within_day(found, conversion)


def _order(stay: Stay) -> tuple[object, ...]:
    """The shortest first; of one length a form of study before another kind of meeting (党课 before 主题党日)."""
    return (stay.minutes, stay.form not in set(FormKind), stay.start or time.min, stay.record)


def _span(stay: Stay) -> set[int]:
    """The minutes of the day that a stay took; none where it has no times."""
    if not stay.minutes or stay.start is None:
        return set()
    first = stay.start.hour * 60 + stay.start.minute
    return set(range(first, first + stay.minutes))


def _within_day(found: list[Credit], conversion: Conversion) -> list[Credit]:
    """At most a day's hours for one day; what came first counts first."""
    left = Decimal(conversion.day)
    kept = []
    for one in sorted(found, key=lambda one: (one.stay.start or time.min, one.stay.record)):
        if one.hours > left:
            kept.append(replace(one, hours=left, note=OVER_DAY.format(day=conversion.day)))
        else:
            kept.append(one)
        left -= kept[-1].hours
    return kept


def hours_by_year(since: date, until: date, hours: Decimal, conversion: Conversion) -> dict[int, Decimal]:
    """Hours of a training of several days, split at the year's end by days; the parts add up to the whole."""
    days = (until - since).days + 1
    found: dict[int, Decimal] = {}
    given = Decimal(0)
    for year in range(since.year, until.year):
        first = max(since, date(year, 1, 1))
        part = conversion.rounded(Fraction(hours) * ((date(year, 12, 31) - first).days + 1) / days)
        found[year] = min(part, hours - given)
        given += found[year]
    found[until.year] = plain(hours - given)
    return found
