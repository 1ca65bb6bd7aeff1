"""Resolutions across gatherings: by deadline, still open, or made in a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.records import AgendaItem, Gathering, Resolution, Segment
from dangjian_desktop.meetings.rules.wording import resolution_standing
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.store import Reader, live


@dataclass(frozen=True)
class ResolutionRow:
    """A resolution with the gathering that made it; ``responsible`` is whoever sees to it now, by id."""

    id: str
    text: str
    responsible: str
    responsible_name: str
    deadline: date | None
    done_on: date | None
    outcome: str
    standing: str
    gathering: str
    title: str
    day: date

    @property
    def line(self) -> str:
        """What was decided, on one line."""
        return self.text.split("\n", maxsplit=1)[0].rstrip("。；")

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.standing in ("未落实", "已逾期")


def resolutions_due_in(reader: Reader, period: Period, today: date) -> tuple[ResolutionRow, ...]:
    """Those with their deadline in the period, by deadline; 不需督办 left out."""
    stmt = _all().where(Resolution.deadline.between(period.first, period.last))
    rows = _rows(reader, stmt.order_by(Resolution.deadline, Gathering.day, Resolution.id), today)
    return tuple(row for row in rows if row.standing != "不需督办")


def resolutions_made_in(reader: Reader, period: Period, today: date) -> tuple[ResolutionRow, ...]:
    """Those decided in the period."""
    stmt = _all().where(Gathering.day.between(period.first, period.last))
    return _rows(reader, stmt.order_by(Gathering.day, Resolution.position, Resolution.id), today)


def open_resolutions(reader: Reader, today: date) -> tuple[ResolutionRow, ...]:
    """Those still to be seen to, the longest overdue first, those without a deadline last."""
    stmt = _all().where(Resolution.done_on.is_(None), Gathering.day <= today)
    order = (Resolution.deadline.is_(None), Resolution.deadline, Gathering.day, Resolution.id)
    return tuple(row for row in _rows(reader, stmt.order_by(*order), today) if row.open)


def _all() -> Select[Any]:
    return (
        select(
            Resolution.id,
            Resolution.text,
            func.coalesce(Resolution.taken_over_by, Resolution.responsible).label("responsible"),
            Resolution.deadline,
            Resolution.done_on,
            Resolution.outcome,
            Resolution.follow_up,
            Resolution.no_follow_up_reason,
            Gathering.id.label("gathering"),
            Gathering.title,
            Gathering.day,
        )
        .join(AgendaItem, Resolution.owner == AgendaItem.id)
        .join(Segment, AgendaItem.owner == Segment.id)
        .join(Gathering, Segment.owner == Gathering.id)
        .where(live(Resolution), live(AgendaItem), live(Segment), live(Gathering), Gathering.day.is_not(None))
    )


def _rows(reader: Reader, stmt: Select[Any], today: date) -> tuple[ResolutionRow, ...]:
    labels = labels_on(reader, today)
    return tuple(_row(row, labels, today) for row in reader.rows(stmt))


def _row(row: Any, labels: Mapping[str, str], today: date) -> ResolutionRow:
    done_on = row.done_on if row.done_on and row.done_on <= today else None
    reason = row.no_follow_up_reason or ""
    return ResolutionRow(
        id=row.id,
        text=row.text or "",
        responsible=row.responsible or "",
        responsible_name=name_in(labels, row.responsible),
        deadline=row.deadline,
        done_on=done_on,
        outcome=row.outcome or "",
        standing=resolution_standing(bool(row.follow_up), row.deadline, done_on, today, reason),
        gathering=row.gathering,
        title=row.title or "会议",
        day=row.day,
    )
