"""How often a kind of meeting is due, and how each period's duty stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rule, Rulebook


class DutyState(StrEnum):
    """How a duty stands (the same words as the contract's ``DueState``)."""

    DONE = "done"
    TODAY = "today"
    PLANNED = "planned"
    SOON = "soon"
    OVERDUE = "overdue"
    UPCOMING = "upcoming"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Occasion:
    """A gathering that holds the kind asked for; ``recorded``: signed in or final, not merely planned."""

    gathering: str
    day: date
    recorded: bool


@dataclass(frozen=True)
class Duty:
    """One period's duty: ``day`` is that of the meeting that did it or is planned; ``reason`` a sentence or ""."""

    period: Period
    state: DutyState
    gatherings: tuple[str, ...] = ()
    day: date | None = None
    reason: str = ""


def periods_of(rule: Rule, year: int) -> tuple[Period, ...]:
    """The periods of one year in which the rule wants its meeting. Raises :class:`Damaged` for another unit."""
    match rule.unit:
        case "month":
            return tuple(Period.month(year, month) for month in range(1, 13))
        case "quarter":
            return tuple(Period.quarter(year, quarter) for quarter in range(1, 5))
        case "year":
            return (Period.year(year),)
    raise Damaged(f"规则“{rule.title}”的周期不对。", hint="规则文件可能已损坏，请重新安装本程序。")


def duty(
    name: str, period: Period, occasions: Iterable[Occasion], today: date, book: Rulebook, *, exempt: str = ""
) -> Duty:
    """How the duty to hold ``name`` (e.g. 支部党员大会) in ``period`` stands on ``today``.

    ``exempt`` is the sentence why it doesn't apply. A meeting held after the period doesn't do the duty of the period.
    """
    inside = sorted((o for o in occasions if o.day in period), key=lambda o: (o.day, o.gathering))
    ids = tuple(o.gathering for o in inside)
    done = [o for o in inside if o.recorded and o.day <= today]
    if done:
        return Duty(period, DutyState.DONE, ids, done[0].day)
    if exempt:
        return Duty(period, DutyState.NOT_APPLICABLE, ids, reason=exempt)
    ahead = [o for o in inside if o.day >= today]
    if ahead:
        state = DutyState.TODAY if ahead[0].day == today else DutyState.PLANNED
        return Duty(period, state, ids, ahead[0].day)
    unrecorded = f"{inside[-1].day.month}月{inside[-1].day.day}日安排的{name}还没有签到和记录" if inside else ""
    if period.last < today:
        late = (today - period.last).days
        what = unrecorded or f"{_label(period)}没有{name}的记录"
        return Duty(period, DutyState.OVERDUE, ids, inside[-1].day if inside else None, f"{what}，已过{late}天。")
    left = (period.last - today).days
    soon = book.on("due.soon_days", today)
    if unrecorded:
        return Duty(period, DutyState.SOON, ids, inside[-1].day, f"{unrecorded}。")
    if period.first <= today and soon.comparator.holds(left, soon.number):
        when = f"还有{left}天" if left else "今天是最后一天"
        return Duty(period, DutyState.SOON, reason=f"{_label(period)}还没有安排{name}，{when}。")
    return Duty(period, DutyState.UPCOMING)


def _label(period: Period) -> str:
    return period.label.removeprefix(f"{period.first.year}年") or "本年"
