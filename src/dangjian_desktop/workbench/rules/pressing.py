"""What stands on top of the list 现在该做, and how far it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dangjian_desktop.feature import Due, DueState, Scheduled

AHEAD = 14
"""So many days ahead 往后两周 looks."""
_PRESSING = (DueState.OVERDUE, DueState.TODAY, DueState.SOON)


def pressing(dues: Iterable[Due]) -> list[Due]:
    """What is to be done now: overdue first, then today, then what is due soon, each by its day.

    A gathering that is named by itself (without a row in the grid) is not named again by the duty it does.
    """
    wanted = [due for due in dues if due.state in _PRESSING]
    named = {record for due in wanted if not due.row for record in due.records}
    chosen = [due for due in wanted if not due.row or not named & set(due.records)]
    return sorted(chosen, key=lambda due: (_PRESSING.index(due.state), due.due, due.title))


def coming(items: Iterable[Scheduled], today: date) -> list[Scheduled]:
    """What is planned for the two weeks after today, by day; today's is among what presses."""
    last = today + timedelta(days=AHEAD)
    found = [one for one in items if one.state is DueState.PLANNED and one.day and today < one.day <= last]
    return sorted(found, key=lambda one: (one.day or today, one.title))


def distance(due: Due, today: date) -> str:
    """How far a duty is, in the words of its tag: 逾期 3 天, 今天, 还有 5 天."""
    days = ((due.day if due.state is DueState.TODAY and due.day else due.due) - today).days
    if due.state is DueState.OVERDUE:
        return f"逾期 {max(-days, 1)} 天"
    return "今天" if days <= 0 else f"还有 {days} 天"
