"""States of attendance, and their counts in the papers' own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AttendanceState(StrEnum):
    """What is known of one person at one gathering; nobody is anything before it was entered (未登记)."""

    PRESENT = "present"
    OFFICIAL_BUSINESS = "official_business"
    SICK_LEAVE = "sick_leave"
    PERSONAL_LEAVE = "personal_leave"
    LEAVE = "leave"
    ABSENT = "absent"
    MAKE_UP = "make_up"
    """Wasn't there and has made it up; why they were away is not known."""


STATE_LABELS: dict[AttendanceState, str] = {
    AttendanceState.PRESENT: "出席",
    AttendanceState.OFFICIAL_BUSINESS: "公差",
    AttendanceState.SICK_LEAVE: "病假",
    AttendanceState.PERSONAL_LEAVE: "事假",
    AttendanceState.LEAVE: "休假",
    AttendanceState.ABSENT: "缺席",
    AttendanceState.MAKE_UP: "补课",
}

EXCUSED = frozenset(
    (
        AttendanceState.OFFICIAL_BUSINESS,
        AttendanceState.SICK_LEAVE,
        AttendanceState.PERSONAL_LEAVE,
        AttendanceState.LEAVE,
    )
)
"""The states that count as 请假."""


def state_of(raw: str | None) -> AttendanceState | None:
    """The state, or None for 未登记 and for words of a newer program."""
    try:
        return AttendanceState(raw) if raw else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Mark:
    """One expected person: the state (None = 未登记), whether they vote, and the day of their make-up."""

    state: AttendanceState | None
    voter: bool
    made_up_on: date | None = None


@dataclass(frozen=True)
class Counts:
    """应到 = 实到 + 请假 + 缺席 + 补课 + 未登记; ``made_up`` (补课) also counts those on leave who made it up."""

    expected: int = 0
    present: int = 0
    on_leave: int = 0
    absent: int = 0
    only_made_up: int = 0
    unregistered: int = 0
    made_up: int = 0
    expected_voters: int = 0
    present_voters: int = 0

    @property
    def begun(self) -> bool:
        """Whether anybody has been entered."""
        return self.unregistered < self.expected

    @property
    def words(self) -> str:
        """应到28 实到25 请假2 缺席0 未登记1, with 补课 where there is one."""
        made_up = f" 补课{self.made_up}" if self.made_up else ""
        return (
            f"应到{self.expected} 实到{self.present} 请假{self.on_leave} 缺席{self.absent} "
            f"未登记{self.unregistered}{made_up}"
        )


def count(marks: Iterable[Mark]) -> Counts:
    """Count everybody who is expected. 实到 counts those who were there, never a make-up (rules.md 0.8)."""
    all_marks = tuple(marks)
    states = [mark.state for mark in all_marks]
    return Counts(
        expected=len(all_marks),
        present=states.count(AttendanceState.PRESENT),
        on_leave=sum(state in EXCUSED for state in states),
        absent=states.count(AttendanceState.ABSENT),
        only_made_up=states.count(AttendanceState.MAKE_UP),
        unregistered=states.count(None),
        made_up=sum(m.state is AttendanceState.MAKE_UP or bool(m.made_up_on and _away(m.state)) for m in all_marks),
        expected_voters=sum(mark.voter for mark in all_marks),
        present_voters=sum(mark.voter and mark.state is AttendanceState.PRESENT for mark in all_marks),
    )


def with_make_up(current: AttendanceState | None) -> AttendanceState:
    """The state after a make-up was entered: the reason for being away stays if it is known."""
    return current if current is not None and _away(current) else AttendanceState.MAKE_UP


def _away(state: AttendanceState | None) -> bool:
    return state in EXCUSED or state is AttendanceState.ABSENT


def make_up_problem(made_up_on: date, held_on: date | None, today: date) -> str:
    """Why a make-up can't be on that day, as a sentence; "" if it can."""
    if held_on is not None and made_up_on <= held_on:
        return f"补课日期应在会议日期（{held_on.month}月{held_on.day}日）之后。"
    return "补课日期不能晚于今天。" if made_up_on > today else ""
