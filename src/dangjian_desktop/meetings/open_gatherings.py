"""What the workbench reminds of besides the duties: today's gathering, the next days', and minutes not yet final."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import Due, DueState
from dangjian_desktop.meetings.records import Gathering
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.store import Reader, live

AHEAD = timedelta(days=7)
"""How many days before a planned gathering it is shown."""


def open_gatherings(reader: Reader, year: int, today: date) -> list[Due]:
    """The gatherings of a year that are not final and not far ahead, each as something to see to.

    Minutes should be final before they would count as entered late (``late_entry.days``, 本单位设定).
    """
    stmt = (
        select(Gathering.id, Gathering.title, Gathering.day, Gathering.start, Gathering.place)
        .where(
            live(Gathering),
            Gathering.finalised_at.is_(None),
            Gathering.day.between(date(year, 1, 1), min(date(year, 12, 31), today + AHEAD)),
        )
        .order_by(Gathering.day, Gathering.start, Gathering.id)
    )
    book = rulebook(reader, "meetings")
    return [_due(row, today, book) for row in reader.rows(stmt)]


def _due(row: Any, today: date, book: Rulebook) -> Due:
    rule = book.on("late_entry.days", row.day)
    title = row.title or "会议"
    held = row.day < today
    if held:
        due = row.day + timedelta(days=rule.number)
        state = DueState.OVERDUE if today > due else DueState.SOON
        title = f"{title}　记录未定稿"
    else:
        due = row.day
        state = DueState.TODAY if row.day == today else DueState.SOON
        when = f"{row.start:%H:%M}" if row.start else ""
        title = "　".join(part for part in (title, when, row.place) if part)
    return Due(
        key=f"meetings.open.{row.id}",
        row="",
        row_label="",
        title=title,
        months=(row.day.month, row.day.month),
        year=row.day.year,
        due=due,
        state=state,
        records=(row.id,),
        record_kind="gatherings",
        basis=rule.basis if held else "",
        day=row.day,
    )
