"""The fixed day of the 主题党日 (支部工作条例 第十六条: 每月相对固定 1 天): a hint, never an obstacle."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.workdays import PROVISIONAL, last_workday, next_workday, off_words
from dangjian_desktop.meetings.rules.cadence import Duty, DutyState
from dangjian_desktop.regulations.rules.fixed_day import FixedDay, parse_fixed_day


def fixed_hint(text: str, stands: Duty) -> str:
    """What to say of a month's 主题党日 where the branch has a fixed day (``text``); "" where all is as usual.

    A fixed day on which nobody works may be moved to the workday before or after it.
    """
    fixed = _parsed(text)
    if fixed is None:
        return ""
    day = fixed.on(stands.period.first.year, stands.period.first.month)
    off = off_words(day)
    if stands.state in (DutyState.DONE, DutyState.TODAY, DutyState.PLANNED) and stands.day is not None:
        if stands.day in allowed_days(fixed, stands.period):
            return ""
        done = "是" if stands.state is DutyState.DONE else "安排"
        moved = f"，{off}" if off else ""
        return f"固定日为{fixed.words}（{_short(day)}{moved}），这次{done}在{_short(stands.day)}。"
    if stands.state in (DutyState.SOON, DutyState.UPCOMING) and off and not stands.reason:
        to = next_workday(day)
        unsure = "" if to.certain else f"（{PROVISIONAL}）"
        return f"固定日{_short(day)}是{off}，可改在{_short(to.day)}{unsure}。"
    return ""


def allowed_days(fixed: FixedDay, period: Period) -> frozenset[date]:
    """The fixed day itself, and where nobody works on it the workdays beside it."""
    day = fixed.on(period.first.year, period.first.month)
    if not off_words(day):
        return frozenset((day,))
    return frozenset((day, last_workday(day).day, next_workday(day).day))


def suggested_day(text: str, period: Period, today: date) -> date | None:
    """The fixed day of the period, moved off a holiday within it; None where there is none to come."""
    fixed = _parsed(text)
    if fixed is None:
        return None
    day = fixed.on(period.first.year, period.first.month)
    for found in (next_workday(day).day, last_workday(day).day):
        if found in period and found >= today:
            return found
    return None


def _parsed(text: str) -> FixedDay | None:
    return parse_fixed_day(text) if text else None


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
