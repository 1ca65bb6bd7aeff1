"""The figures of study, each with its records: how much of the plan was done, hours, who has met the requirement."""

from __future__ import annotations

from decimal import Decimal

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Figure
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.hours import lines_of_year, year_hours
from dangjian_desktop.study.reading.occasions import sessions_in
from dangjian_desktop.study.reading.plan import PlanRow, plan_view
from dangjian_desktop.study.reading.roll import Rolls, entries_by_session
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.rules.plan import ItemState, last_day


def _planned(reader: Reader, period: Period) -> list[PlanRow]:
    today = reader.now.date()
    years = range(period.first.year, period.last.year + 1)
    rows = [row for year in years for row in plan_view(reader, year, today).rows]
    return [
        row for row in rows if not row.auto and row.state is not ItemState.DROPPED and last_day(row.facts) in period
    ]


def plan_items_planned(reader: Reader, period: Period, _subject: str | None) -> Figure:
    """How many items the plan holds for a period; unknown without a plan."""
    rows = _planned(reader, period)
    return Figure(Decimal(len(rows)), tuple(row.id for row in rows)) if rows else _no_plan(period)


def plan_items_done(reader: Reader, period: Period, _subject: str | None) -> Figure:
    """How many of them were held; unknown without a plan."""
    rows = _planned(reader, period)
    if not rows:
        return _no_plan(period)
    done = [row for row in rows if row.state is ItemState.DONE]
    return Figure(Decimal(len(done)), tuple(row.record for row in done))


def plan_share(reader: Reader, period: Period, _subject: str | None) -> Figure:
    """计划完成率: the share of the items due in the period (until today) that were held, between 0 and 1."""
    today = reader.now.date()
    rows = [row for row in _planned(reader, period) if last_day(row.facts) < today or row.state is ItemState.DONE]
    if not rows:
        return _no_plan(period)
    done = [row for row in rows if row.state is ItemState.DONE]
    return Figure(Decimal(len(done)) / len(rows), tuple(row.record for row in done))


def _no_plan(period: Period) -> Figure:
    return Figure(None, complete=False, missing=f"{period.label}没有学习计划。")


def study_hours(reader: Reader, period: Period, subject: str | None) -> Figure:
    """学时 in a period: one member's, or everybody's together; unknown as long as nothing was recorded."""
    book = rulebook(reader)
    lines = [
        line
        for year in range(period.first.year, period.last.year + 1)
        for member, found in lines_of_year(reader, year, book).items()
        if subject in (None, member)
        for line in found
        if line.day in period
    ]
    if not lines:
        return Figure(None, complete=False, missing=f"{period.label}没有学习记录。")
    records = tuple(dict.fromkeys(line.record for line in lines))
    unknown = [line for line in lines if not line.hours and line.note]
    missing = f"{len(unknown)}条没有起止时间或重叠，未计。" if unknown else ""
    return Figure(sum((line.hours for line in lines), Decimal(0)), records, not unknown, missing)


def hours_met(reader: Reader, period: Period, subject: str | None) -> Figure:
    """How many have met the year's requirement by the period's last day (or today)."""
    day = min(period.last, reader.now.date())
    found = year_hours(reader, period.last.year, day)
    if not any(one.lines for one in found.members):
        return Figure(None, complete=False, missing=f"{period.last.year}年没有学习记录。")
    met = [one for one in found.met if subject in (None, one.id)]
    return Figure(Decimal(len(met)), tuple(dict.fromkeys(line.record for one in met for line in one.lines)))


def hours_asked(reader: Reader, period: Period, subject: str | None) -> Figure:
    """How many the year's requirement asks: who belonged to the branch in it."""
    found = year_hours(reader, period.last.year, min(period.last, reader.now.date()))
    asked = [one for one in found.members if one.standing.requirement.months and subject in (None, one.id)]
    return Figure(Decimal(len(asked)), tuple(one.id for one in asked))


def attendance_share(reader: Reader, period: Period, _subject: str | None) -> Figure:
    """参加率 of study sessions: 实到 of 应到, without make-ups (rules.md 0.8), between 0 and 1."""
    sessions = sessions_in(reader, Period(period.first, min(period.last, reader.now.date())))
    entries = entries_by_session(reader, (one.id for one in sessions))
    rolls, present, expected = Rolls(reader), 0, 0
    records = []
    for session in sessions:
        day = session.day or period.last
        counts = rolls.counts(day, session.audience, session.party_group, entries[session.id])
        if counts.begun:
            present, expected = present + counts.present, expected + counts.expected
            records.append(session.id)
    if not expected:
        return Figure(None, complete=False, missing=f"{period.label}没有签到的学习。")
    return Figure(Decimal(present) / expected, tuple(records))
