"""A capability that is made up: it answers every question that the workbench asks by the contract."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import (
    Assignment,
    Countdown,
    Due,
    DueState,
    Feature,
    Headway,
    Lane,
    Question,
    Scheduled,
    Start,
)
from dangjian_desktop.store import Reader

COUNTS = (2, 3, 3, 2, 3, 6, 8, 1, 2, 3, 0, 0)
"""Activities of 2026 by month, as in the design: much in July, little in August."""


def schedule(reader: Reader, year: int, today: date) -> list[Scheduled]:
    if year not in (2025, 2026):
        return []
    return [
        Scheduled(
            Lane.STUDY,
            f"{month}月活动{number}",
            year,
            month,
            DueState.DONE,
            "gatherings",
            "missing",
            date(year, month, 3),
        )
        for month, count in enumerate(COUNTS, 1)
        for number in range(1, count + 1)
        if year == 2026
    ] + [
        Scheduled(Lane.MEETINGS, "10月支委会", 2026, 10, DueState.PLANNED, "made_up", "planned", date(2026, 10, 20))
    ] * (year == 2026)


def assignments(reader: Reader, period: Period, today: date) -> list[Assignment]:
    titles = {
        Headway.DONE: "整理三季度学习笔记",
        Headway.DOING: "营商环境走访企业",
        Headway.IDLE: "老楼电路检修",
    }
    counts = {Headway.DONE: 7, Headway.DOING: 4, Headway.IDLE: 1}
    return [
        Assignment(f"{titles[state]}{number}", state, "made_up", f"{state}{number}", "王强", period.last)
        for state, count in counts.items()
        for number in range(1, count + 1)
    ]


def questions(reader: Reader, today: date) -> list[Question]:
    return [
        Question("talks", "谁今年没谈过话", "6 人", 6, Start("meetings/talks", {})),
        Question("hours", "谁学时不够", "2 人", 2, Start("members/register", {})),
        Question("expiring", "什么快到期", "没有", 0, Start("meetings/overview", {})),
    ]


def countdowns(reader: Reader, today: date) -> list[Countdown]:
    return [Countdown("支委会任期", date(2028, 1, 10), "第五届", "members/organisation")]


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """The six rows of the design, and 党小组会 of two groups of which the second one lacks August."""
    if year != 2026:
        return []
    found = [_due("general_meeting", "党员大会", (first, first + 2), today) for first in (1, 4, 7, 10)]
    for row, label in (
        ("committee", "支委会"),
        ("party_day", "主题党日"),
        ("lecture", "党课"),
        ("summary", "总结/通报"),
    ):
        found += [_due(row, label, (month, month), today) for month in range(1, 13)]
    for group in ("一", "二"):
        label = f"党小组会·第{group}党小组"
        found += [_due(f"group_meeting/{group}", label, (month, month), today) for month in range(1, 13)]
    return found


def _due(row: str, label: str, months: tuple[int, int], today: date) -> Due:
    missing = row == "group_meeting/二" and months == (8, 8)
    over = DueState.OVERDUE if missing else DueState.DONE
    return Due(
        key=f"{row}.{months[0]}",
        row=row,
        row_label=label,
        title=f"{months[0]}月{label}",
        months=months,
        year=2026,
        due=date(2026, months[1], 28),
        state=over if months[1] < today.month else DueState.UPCOMING,
        basis=f"《条例》第{len(label)}条",
        reason="没有记录" if missing else "",
    )


FEATURE = Feature(
    name="made_up",
    title="编的",
    dues=dues,
    schedule=schedule,
    assignments=assignments,
    questions=questions,
    countdowns=countdowns,
)
