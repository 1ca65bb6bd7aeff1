"""How often a kind of meeting is due, and how each period's duty stands on a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
    """One period's duty: ``day`` is that of the meeting that did it or is planned; ``reason`` a sentence or "".

    ``due`` is the last day on which it can be done in time (None: the period's last).
    """

    period: Period
    state: DutyState
    gatherings: tuple[str, ...] = ()
    day: date | None = None
    reason: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Cadence:
    """A period and the version of the rule that it is judged by."""

    period: Period
    rule: Rule


def periods_of(rule: Rule, year: int) -> tuple[Period, ...]:
    """The periods of one year in which the rule wants its meeting. Raises :class:`Damaged` for another unit."""
    found = [period_at(rule, date(year, 1, 1))]
    while found[-1].last < date(year, 12, 31):
        found.append(period_at(rule, found[-1].last + timedelta(days=1)))
    return tuple(found)


def period_at(rule: Rule, day: date) -> Period:
    """The rule's period that the day falls into. Raises :class:`Damaged` for a unit that is none of time."""
    match rule.unit:
        case "month":
            return Period.month(day.year, day.month)
        case "quarter":
            return Period.quarter(day.year, (day.month + 2) // 3)
        case "half_year":
            return Period.half(day.year, 1 if day.month <= 6 else 2)
        case "year":
            return Period.year(day.year)
    raise Damaged(f"规则“{rule.title}”的周期不对。", hint="规则文件可能已损坏，请重新安装本程序。")


def cadences_in(book: Rulebook, rule_id: str, year: int) -> tuple[Cadence, ...]:
    """The periods of a year, each with the rule in force on its first day.

    A rule that changes its rhythm within a period begins with its first whole one; until then the old one goes on, so
    that no day is left out and none counts twice. Raises :class:`Damaged` as :func:`period_at` does.
    """
    found: list[Cadence] = []
    day = date(year, 1, 1)
    while day.year == year:
        rule = book.on(rule_id, day)
        period = period_at(rule, day)
        if period.first < day:
            rule = found[-1].rule
            period = period_at(rule, day)
        found.append(Cadence(period, rule))
        day = period.last + timedelta(days=1)
    return tuple(found)


def duty(
    name: str,
    period: Period,
    occasions: Iterable[Occasion],
    today: date,
    book: Rulebook,
    *,
    times: int = 1,
    exempt: str = "",
) -> Duty:
    """How the duty to hold ``name`` (e.g. 支部党员大会) ``times`` times in ``period`` stands on ``today``.

    ``exempt`` is the sentence why it doesn't apply. A meeting held after the period doesn't do the duty of the period.
    """
    inside = sorted((o for o in occasions if o.day in period), key=lambda o: (o.day, o.gathering))
    ids = tuple(o.gathering for o in inside)
    done = [o for o in inside if o.recorded and o.day <= today]
    if len(done) >= max(1, times):
        return Duty(period, DutyState.DONE, ids, done[times - 1 if times else 0].day)
    if exempt:
        return Duty(period, DutyState.NOT_APPLICABLE, ids, reason=exempt)
    held = f"已开{len(done)}次，还差{times - len(done)}次" if done else ""
    ahead = [o for o in inside if o.day >= today and o not in done]
    if len(done) + len(ahead) >= times:
        state = DutyState.TODAY if ahead[0].day == today else DutyState.PLANNED
        return Duty(period, state, ids, ahead[0].day, f"{held}。" if held else "")
    missed = [o for o in inside if o not in done and o not in ahead]
    unrecorded = f"{_short(missed[-1].day)}安排的{name}还没有签到和记录" if missed else ""
    day = (missed or inside)[-1].day if inside else None
    if period.last < today:
        late = (today - period.last).days
        what = held and f"{_label(period)}{name}{held}"
        what = unrecorded or what or f"{_label(period)}没有{name}的记录"
        return Duty(period, DutyState.OVERDUE, ids, day, f"{what}，已过{late}天。")
    left = (period.last - today).days
    soon = book.on("due.soon_days", today)
    if unrecorded:
        return Duty(period, DutyState.SOON, ids, day, f"{unrecorded}。")
    if period.first <= today and soon.comparator.holds(left, soon.number):
        when = f"还有{left}天" if left else "今天是最后一天"
        return Duty(period, DutyState.SOON, ids, day, f"{_label(period)}{held or f'还没有安排{name}'}，{when}。")
    return Duty(period, DutyState.UPCOMING, ids, day, f"{held}。" if held else "")


def yearly_duty(
    name: str,
    year: int,
    occasions: Iterable[Occasion],
    today: date,
    book: Rulebook,
    *,
    deadline: date | None = None,
    exempt: str = "",
) -> Duty:
    """How the duty to hold ``name`` for the 归属年度 ``year`` stands; ``occasions`` are those that count for the year,
    whatever their day (支部工作条例 第十七条: 每年至少1次, 一般安排在第四季度).

    With a notice its ``deadline`` decides to the day. Without one the fourth quarter is what is usual: nothing is
    overdue in January, only once the months are over in which it may still be held for the year before
    (``org_life_meeting.carry_months``, 本单位设定).
    """
    period = Period.year(year)
    inside = sorted(occasions, key=lambda o: (o.day, o.gathering))
    ids = tuple(o.gathering for o in inside)
    latest = deadline or carried_until(year, book)
    due = deadline or (period.last if today <= period.last else latest)
    done = [o for o in inside if o.recorded and o.day <= today]
    if done:
        return Duty(period, DutyState.DONE, ids, done[0].day, _late(done[0].day, latest, deadline), due)
    if exempt:
        return Duty(period, DutyState.NOT_APPLICABLE, ids, reason=exempt, due=due)
    ahead = [o for o in inside if o.day >= today]
    if ahead:
        state = DutyState.TODAY if ahead[0].day == today else DutyState.PLANNED
        return Duty(period, state, ids, ahead[0].day, _late(ahead[0].day, latest, deadline), due)
    unrecorded = f"{_short(inside[-1].day)}安排的{name}还没有签到和记录" if inside else ""
    stands = Duty(period, DutyState.UPCOMING, ids, inside[-1].day if inside else None, due=due)
    if today > latest:
        why = "已过上级通知的期限" if deadline else f"一般在四季度召开，到次年{latest.month}月底也没有记录"
        return replace(stands, state=DutyState.OVERDUE, reason=f"{unrecorded or f'本年没有{name}的记录'}，{why}。")
    if unrecorded:
        return replace(stands, state=DutyState.SOON, reason=f"{unrecorded}。")
    if deadline:
        soon = book.on("org_life_meeting.remind_months", today).number
        near = today >= _months_before(deadline, soon)
        reason = f"上级通知的期限是{deadline.isoformat()}，还有{(deadline - today).days}天。"
        return replace(stands, state=DutyState.SOON if near else DutyState.UPCOMING, reason=reason)
    if today > period.last:
        reason = f"一般在四季度召开；还没有上级通知的期限，到{latest.isoformat()}不算逾期。"
        return replace(stands, state=DutyState.SOON, reason=reason)
    last = Period.quarter(year, 4)
    state = DutyState.SOON if today in last else DutyState.UPCOMING
    return replace(stands, state=state, reason="一般在四季度召开，以上级通知为准。")


def carried_until(year: int, book: Rulebook) -> date:
    """The last day on which something may be held for ``year`` where no notice sets one: the end of next March."""
    months = book.on("org_life_meeting.carry_months", date(year, 12, 31)).number
    return date(year + 1, months, monthrange(year + 1, months)[1]) if months else date(year, 12, 31)


def _late(day: date, latest: date, deadline: date | None) -> str:
    if day <= latest:
        return ""
    limit = f"上级通知的期限{latest.isoformat()}" if deadline else latest.isoformat()
    return f"{day.isoformat()}召开，晚于{limit}。"


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _label(period: Period) -> str:
    return period.label.removeprefix(f"{period.first.year}年") or "本年"
