"""What study still asks of people: hours near the year's end, writing that was asked for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from dangjian_desktop.feature import Due, DueState, Start
from dangjian_desktop.store import Reader
from dangjian_desktop.study.finding import HOURS_VIEW, WRITING_VIEW
from dangjian_desktop.study.offered.year import dues as plan_dues
from dangjian_desktop.study.reading.hours import year_hours
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.reading.writings import WritingRow, WritingState, writings

NAMED = 3
SOON = 7
"""Days before its day from which writing presses."""


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """The plan's own dues, then hours and writing."""
    return [*plan_dues(reader, year, today), *_hours(reader, year, today), *_writing(reader, year, today)]


def _hours(reader: Reader, year: int, today: date) -> list[Due]:
    """Who has not met the year's requirement, from the month that the branch has set until the year's end."""
    rule = rulebook(reader).on("hours.warn_month", date(year, 12, 31))
    if today < date(year, rule.number, 1):
        return []
    hours = year_hours(reader, year, today)
    if not any(one.lines for one in hours.members):
        return []  # nobody used the program for study in this year
    short = [one for one in hours.members if not one.standing.met and one.standing.requirement.months]
    due = date(year, 12, 31)
    named = "、".join(one.name for one in short[:NAMED]) + (f"等{len(short)}人" if len(short) > NAMED else "")
    state = DueState.DONE if not short else DueState.SOON if today <= due else DueState.OVERDUE
    return [
        Due(
            key=f"study.hours.{year}",
            row="",
            row_label="",
            title=f"{year}年学时" + (f"：{named}还没达到" if short else "都已达到"),
            months=(rule.number, 12),
            year=year,
            due=due,
            state=state,
            records=tuple(one.id for one in short),
            record_kind="members",
            basis=hours.basis,
            reason=f"{len(short)}人未达标" if short else "",
            start=Start(HOURS_VIEW, {}),
        )
    ]


def _writing(reader: Reader, year: int, today: date) -> list[Due]:
    """Writing that was asked for until a day of the year, one due for each title and day."""
    asked: defaultdict[tuple[date, str], list[WritingRow]] = defaultdict(list)
    for row in writings(reader, today):
        if row.due is not None and row.due.year == year:
            asked[row.due, row.title].append(row)
    found = []
    for (day, title), rows in sorted(asked.items()):
        owed = [row for row in rows if row.state is not WritingState.HANDED_IN]
        state = DueState.DONE if not owed else _state(day, today)
        words = f"，还差{len(owed)}人" if owed else "，都交了"
        found.append(
            Due(
                key=f"study.writing.{min(row.id for row in rows)}",
                row="",
                row_label="",
                title=f"{rows[0].label}《{title}》{words}",
                months=(day.month, day.month),
                year=year,
                due=day,
                state=state,
                records=tuple(row.id for row in (owed or rows)),
                record_kind="study_reflections",
                reason=f"还差{len(owed)}人" if owed else "",
                day=day,
                start=Start(WRITING_VIEW, {"owed": True}),
            )
        )
    return found


def _state(day: date, today: date) -> DueState:
    if day < today:
        return DueState.OVERDUE
    if day == today:
        return DueState.TODAY
    return DueState.SOON if (day - today).days <= SOON else DueState.UPCOMING
