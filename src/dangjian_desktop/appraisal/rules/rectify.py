"""整改: how an item stands between being found and being closed (销号). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.regulations import Rule


class Source(StrEnum):
    """Where a problem was found."""

    OPINION = "opinion"
    CRITICISM = "criticism"
    SELF_REVIEW = "self_review"
    APPRAISAL = "appraisal"
    OTHER = "other"


SOURCE_LABELS: dict[Source, str] = {
    Source.OPINION: "征求意见",
    Source.CRITICISM: "批评意见",
    Source.SELF_REVIEW: "检视问题",
    Source.APPRAISAL: "民主评议",
    Source.OTHER: "其他",
}


class RectificationState(StrEnum):
    """How an item stands."""

    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"
    TO_VERIFY = "to_verify"
    CLOSED = "closed"


STATE_LABELS: dict[RectificationState, str] = {
    RectificationState.OPEN: "整改中",
    RectificationState.SOON: "快到期",
    RectificationState.OVERDUE: "逾期",
    RectificationState.TO_VERIFY: "待核验",
    RectificationState.CLOSED: "已销号",
}


@dataclass(frozen=True)
class Course:
    """The days of an item. Reopening one (反弹、重开) takes the later two away."""

    deadline: date | None = None
    done_on: date | None = None
    verified_on: date | None = None


def rectification_state(course: Course, today: date, rule: Rule) -> RectificationState:
    """Closed only once somebody verified it; on its last day an item is not yet overdue."""
    if course.verified_on is not None:
        return RectificationState.CLOSED
    if course.done_on is not None:
        return RectificationState.TO_VERIFY
    if course.deadline is None:
        return RectificationState.OPEN
    left = (course.deadline - today).days
    if left < 0:
        return RectificationState.OVERDUE
    return RectificationState.SOON if rule.comparator.holds(left, rule.number) else RectificationState.OPEN
