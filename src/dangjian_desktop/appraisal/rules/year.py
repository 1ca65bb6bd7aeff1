"""归属年度: by when 组织生活会 and 民主评议 of a year are due, whatever day they are held on (rules.md 0.3). Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import DueState
from dangjian_desktop.roster.rules import add_months


@dataclass(frozen=True)
class YearDue:
    """How a year's duty stands: its state, the day it is measured by, and a sentence."""

    state: DueState
    due: date
    reason: str = ""


def latest_day(year: int, book: Rulebook) -> date:
    """The last day on which it may be held for ``year`` where no notice fixes one: 31 March of the next year."""
    month = book.on("appraisal.carry_months", date(year, 12, 31)).number
    return date(year + 1, month, monthrange(year + 1, month)[1])


def window(year: int, deadline: date | None, book: Rulebook) -> Period:
    """The days on which something may have been held for the year: any time in it, until the last day."""
    return Period(date(year, 1, 1), max(deadline or latest_day(year, book), date(year, 12, 31)))


def deadline_problem(year: int, deadline: date | None) -> str:
    """Why a notice's last day can't be meant for the year, or ""."""
    if deadline is None or date(year, 1, 1) <= deadline <= date(year + 1, 12, 31):
        return ""
    return f"完成日期{deadline.isoformat()}和{year}年度对不上，应在{year}年内或次年。"


def year_due(year: int, deadline: date | None, today: date, book: Rulebook, *, done: bool) -> YearDue:
    """The state on ``today``.

    With a notice its day decides, exactly. Without one the fourth quarter is usual (第十七条、第十八条: 一般), so
    nothing is overdue until the months have passed in which it may still be held for the year before.
    """
    last = date(year, 12, 31)
    early = book.on("appraisal.remind_months", last).number
    if deadline is not None:
        if done:
            return YearDue(DueState.DONE, deadline)
        if today > deadline:
            return YearDue(DueState.OVERDUE, deadline, "已过上级通知要求的日期")
        soon = today >= add_months(deadline, -early)
        return YearDue(DueState.SOON if soon else DueState.UPCOMING, deadline, "按上级通知的日期")
    if done:
        return YearDue(DueState.DONE, last)
    latest = latest_day(year, book)
    if today > latest:
        return YearDue(DueState.OVERDUE, latest, f"一般在第四季度，到次年{latest.month}月底也没有完成")
    if today > last:
        return YearDue(DueState.SOON, latest, f"一般在第四季度，上级通知可安排到次年{latest.month}月底")
    soon = today >= add_months(last, -early)
    return YearDue(DueState.SOON if soon else DueState.UPCOMING, last, "一般在第四季度")
