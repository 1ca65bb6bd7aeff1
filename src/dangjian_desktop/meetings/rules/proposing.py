"""What a year's gatherings ought to be, from the rules of cadence and from the year before. No rule speaks of days:
the days are those of last year's habit."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rule
from dangjian_desktop.meetings.rules.cadence import periods_of
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind

USUAL_DAY = 12
"""Within a month, where no habit is known yet."""


@dataclass(frozen=True)
class Before:
    """A gathering of the year before or of the year itself, as far as its plan goes."""

    day: date
    kinds: tuple[str, ...]
    groups: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """One gathering that the year ought to hold: its kinds in order, for ``group`` if it is a Party group's."""

    key: str
    kinds: tuple[SegmentKind, ...]
    day: date
    months: tuple[int, int]
    reasons: tuple[str, ...]
    group: str = ""
    topic: str = ""


@dataclass
class _Slot:
    """A gathering in the making."""

    kinds: list[SegmentKind]
    day: date
    months: tuple[int, int]
    reasons: list[str] = field(default_factory=list)


def wanted(
    year: int,
    rules: Mapping[SegmentKind, Rule],
    last_year: Iterable[Before],
    already: Iterable[Before],
    *,
    groups: Iterable[str] = (),
    committee: bool = True,
    from_day: date,
) -> list[Wanted]:
    """What is still missing in ``year``; periods over before ``from_day`` are left alone.

    党员大会 and 党课 share the afternoon of a 主题党日, in the months of last year's habit (else the quarter's last
    month and its middle one). ``committee`` says whether the branch has one; ``groups`` are its Party groups' ids.
    """
    habit, there = _Habit(tuple(last_year)), tuple(already)
    found: list[Wanted] = []
    slots = _party_days(year, rules, habit, there, from_day)
    for kind in (SegmentKind.GENERAL_MEETING, SegmentKind.PARTY_LECTURE):
        for period in _open_periods(rules[kind], year, kind, there, from_day):
            month = habit.month(kind, period)
            reason = _reason(kind, rules[kind])
            slot = slots.get(month)
            if slot is None or slot.day < from_day:
                day = _in(period, habit.day(kind, year, month), from_day)
                found.append(Wanted(_key(kind, period), (kind,), day, _months(period), (reason,)))
            else:
                slot.kinds.insert(len(slot.kinds) - 1, kind)
                slot.reasons.append(reason)
                slot.months = slot.months if month == slot.day.month else (month, month)
    found += [
        Wanted(
            f"{SegmentKind.THEME_PARTY_DAY}.{year}-{month:02d}",
            tuple(slot.kinds),
            slot.day,
            slot.months,
            tuple(slot.reasons),
        )
        for month, slot in slots.items()
    ]
    if committee:
        found += _each(SegmentKind.COMMITTEE_MEETING, year, rules, habit, there, from_day)
    for group in groups:
        found += _each(SegmentKind.GROUP_MEETING, year, rules, habit, there, from_day, group)
    found += _each(SegmentKind.ORG_LIFE_MEETING, year, rules, habit, there, from_day)
    found += _again(year, habit, there, from_day)
    return sorted(found, key=lambda one: (one.day, one.key))


def _party_days(
    year: int, rules: Mapping[SegmentKind, Rule], habit: _Habit, there: tuple[Before, ...], from_day: date
) -> dict[int, _Slot]:
    kind = SegmentKind.THEME_PARTY_DAY
    rule = rules[kind]
    slots = {}
    for period in _open_periods(rule, year, kind, there, from_day):
        day = _in(period, habit.day(kind, year, period.first.month), from_day)
        slots[period.first.month] = _Slot([kind], day, _months(period), [_reason(kind, rule)])
    return slots


def _each(
    kind: SegmentKind,
    year: int,
    rules: Mapping[SegmentKind, Rule],
    habit: _Habit,
    there: tuple[Before, ...],
    from_day: date,
    group: str = "",
) -> list[Wanted]:
    made = []
    for period in _open_periods(rules[kind], year, kind, there, from_day, group):
        month = habit.month(kind, period)
        span = _months(period)
        if kind is SegmentKind.ORG_LIFE_MEETING:
            # 一般安排在第四季度 (支部工作条例 第十七条).
            month, span = max(month, 10), (10, 12)
        day = _in(period, habit.day(kind, year, month), from_day)
        made.append(Wanted(_key(kind, period, group), (kind,), day, span, (_reason(kind, rules[kind]),), group))
    return made


def _again(year: int, habit: _Habit, there: tuple[Before, ...], from_day: date) -> list[Wanted]:
    """What last year held beyond the duties, once more in the same month."""
    made = []
    for number, one in enumerate(habit.gatherings):
        kinds = [SegmentKind(kind) for kind in one.kinds if kind in set(SegmentKind)]
        extra = [kind for kind in kinds if not KINDS[kind].duty and kind is not SegmentKind.DEMOCRATIC_LIFE_MEETING]
        month = Period.month(year, one.day.month)
        if not extra or extra != kinds or month.last < from_day:
            continue
        if any(other.day in month and set(extra) & set(other.kinds) for other in there):
            continue
        day = _in(month, _clamped(year, one.day.month, one.day.day), from_day)
        topic = next((text for text in one.topics if text), "")
        named = f"“{topic}”" if topic else KINDS[extra[0]].name
        reason = f"上年{one.day.month}月开过{named}"
        made.append(
            Wanted(
                f"again.{extra[0]}.{year}-{month.first.month:02d}.{number}",
                tuple(extra),
                day,
                _months(month),
                (reason,),
                topic=topic,
            )
        )
    return made


class _Habit:
    """In which months and on which days of the month things were done last year."""

    def __init__(self, gatherings: tuple[Before, ...]) -> None:
        self.gatherings = gatherings

    def month(self, kind: SegmentKind, period: Period) -> int:
        """The month of the period in which it was held last year, else the usual one."""
        months = [one.day.month for one in self.gatherings if kind in one.kinds]
        span = range(period.first.month, period.last.month + 1)
        inside = [month for month in months if month in span]
        if inside:
            return inside[-1]
        if kind is SegmentKind.PARTY_LECTURE:
            return span[len(span) // 2]
        return span[-1]

    def day(self, kind: SegmentKind, year: int, month: int) -> date:
        """The usual day of the month for a kind: the middle one of last year's."""
        numbers = [one.day.day for one in self.gatherings if kind in one.kinds]
        return _clamped(year, month, median_low(numbers) if numbers else USUAL_DAY)


def _open_periods(
    rule: Rule, year: int, kind: SegmentKind, there: tuple[Before, ...], from_day: date, group: str = ""
) -> list[Period]:
    """The rule's periods that are not over and hold no gathering of the kind yet."""
    return [
        period
        for period in periods_of(rule, year)
        if period.last >= from_day
        and not any(kind in one.kinds and one.day in period and (not group or group in one.groups) for one in there)
    ]


def _reason(kind: SegmentKind, rule: Rule) -> str:
    return f"{KINDS[kind].short}：{rule.words}（{rule.basis}）"


def _key(kind: SegmentKind, period: Period, group: str = "") -> str:
    return ".".join(part for part in (str(kind), f"{period.first:%Y-%m}", group) if part)


def _months(period: Period) -> tuple[int, int]:
    return (period.first.month, period.last.month)


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _in(period: Period, day: date, from_day: date) -> date:
    """The day itself, or the nearest one within what is left of the period."""
    return min(max(day, period.first, from_day), period.last)
