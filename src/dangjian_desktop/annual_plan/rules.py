"""On which day something is planned, when the plan must be there, and how it stands. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import DueState, Lane, Proposal, Scheduled

IsWorkday = Callable[[date], bool]
"""Whether people are at work on a day: no weekend, no holiday, or a weekend that is worked instead."""
OffWords = Callable[[date], str]
"""Why nobody works on a day: 国庆节假期, 周六."""


class Standing(StrEnum):
    """How far the plan of a year is."""

    NONE = "none"
    DRAFT = "draft"
    APPROVED = "approved"
    SUBMITTED = "submitted"

    @property
    def label(self) -> str:
        words = {"none": "未制订", "draft": "待支委会审议", "approved": "待报备", "submitted": "已报备"}
        return words[self.value]


@dataclass(frozen=True)
class Suggestion:
    """A proposal on the day it is planned for; ``note`` says why that isn't the proposed one."""

    key: str
    lane: Lane
    title: str
    day: date
    months: tuple[int, int]
    reason: str
    note: str = ""


def workday_near(day: date, first: date, last: date, is_workday: IsWorkday) -> date:
    """The day itself if people work on it, else the nearest working day from ``first`` to ``last``, rather a later one.

    Stays as it is where the whole span is free.
    """
    for away in range((last - first).days + 1):
        for candidate in (day + timedelta(days=away), day - timedelta(days=away)):
            if first <= candidate <= last and is_workday(candidate):
                return candidate
    return day


def span_of(year: int, months: tuple[int, int]) -> tuple[date, date]:
    """First and last day of the months in which something may be put."""
    first, last = months
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def suggest(proposal: Proposal, year: int, today: date, is_workday: IsWorkday, off_words: OffWords) -> Suggestion:
    """Move a proposal off free days, within its months and, if it can be, within the month it was proposed for."""
    first, last = span_of(year, proposal.months)
    own_first, own_last = span_of(year, (proposal.day.month, proposal.day.month))
    start = max(first, today) if today <= last else first
    near = workday_near(proposal.day, max(start, own_first), own_last, is_workday)
    if not is_workday(near):
        near = workday_near(proposal.day, start, last, is_workday)
    off = off_words(proposal.day)
    note = f"避开{proposal.day.month}-{proposal.day.day:02d} {off}" if near != proposal.day and off else ""
    return Suggestion(proposal.key, proposal.lane, proposal.title, near, proposal.months, proposal.reason, note)


def day_in_month(day: date | None, year: int, month: int, is_workday: IsWorkday) -> date:
    """Where something goes that is moved to another month: the same number of the day, or the nearest working day."""
    first, last = span_of(year, (month, month))
    number = min(day.day if day else 1, last.day)
    return workday_near(first.replace(day=number), first, last, is_workday)


@dataclass(frozen=True)
class Deadline:
    """By when the next step must be done, and by which rule."""

    day: date
    basis: str
    remind: int


def deadline(year: int, standing: Standing, book: Rulebook) -> Deadline | None:
    """When the plan must be made and approved, then reported (本单位设定); None where no report is asked for."""
    first = date(year, 1, 1)
    name = "submitted_by" if standing in (Standing.APPROVED, Standing.SUBMITTED) else "made_by"
    rule = book.on(f"annual_plan.{name}", first)
    if not rule.number:
        return None
    _begin, last = span_of(year, (rule.number, rule.number))
    return Deadline(last, rule.basis, book.on("annual_plan.remind_days", first).number)


def due_state(found: Deadline | None, standing: Standing, today: date) -> DueState:
    """How the duty stands: done when reported, or when approved where no report is asked for."""
    if found is None or standing is Standing.SUBMITTED:
        return DueState.DONE
    if today > found.day:
        return DueState.OVERDUE
    near = today >= found.day - timedelta(days=found.remind)
    return DueState.SOON if near else DueState.UPCOMING


def short_title(item: Scheduled) -> str:
    """An item's title where its month is plain: 10月主题党日 is 主题党日, 第一党小组10月党小组会 is 第一党小组会."""
    short = re.sub(rf"(?<!\d){item.month}月(?!\d)", "", item.title, count=1)
    return short.replace("党小组党小组会", "党小组会") or item.title


def day_and_title(item: Scheduled) -> str:
    """12日 主题党日; without the day while only the month is fixed."""
    return f"{item.day.day}日 {short_title(item)}" if item.day else short_title(item)


def by_day(items: Iterable[Scheduled]) -> list[Scheduled]:
    """In the order of their days; those of which only the month is known come last."""
    return sorted(items, key=lambda one: (one.month, one.day is None, one.day or date.min, one.title))
