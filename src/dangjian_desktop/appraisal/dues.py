"""The year's duty 民主评议党员, and each item of the 整改清单 as a duty of its own."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from dangjian_desktop.appraisal.reading.entries import all_rectifications
from dangjian_desktop.appraisal.reading.notices import deadline_of
from dangjian_desktop.appraisal.reading.people import appraisal_day, appraisal_rows
from dangjian_desktop.appraisal.reading.views import RectificationRow
from dangjian_desktop.appraisal.reading.year import appraised
from dangjian_desktop.appraisal.records import OrgLifeYear, Rectification, year_id
from dangjian_desktop.appraisal.rules.rectify import RectificationState
from dangjian_desktop.appraisal.rules.year import year_due
from dangjian_desktop.feature import Due, DueState, Start
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.rules import Status, status_on
from dangjian_desktop.store import Reader, live

VIEW = "meetings/appraisal"
_STATES = {
    RectificationState.OPEN: DueState.UPCOMING,
    RectificationState.SOON: DueState.SOON,
    RectificationState.OVERDUE: DueState.OVERDUE,
    RectificationState.TO_VERIFY: DueState.SOON,
    RectificationState.CLOSED: DueState.DONE,
}


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """民主评议 of the year, and the items of the 整改清单 whose last day falls into it."""
    here = (Status.FULL, Status.PROBATIONARY)
    if not any(status_on(member, today) in here for member in member_facts(reader).values()):
        return []
    rows = [row for row in all_rectifications(reader, today) if row.deadline and row.deadline.year == year]
    return [_appraisal(reader, year, today), *(_rectification(row) for row in rows)]


def _appraisal(reader: Reader, year: int, today: date) -> Due:
    book = rulebook(reader, "appraisal")
    found = reader.get(OrgLifeYear, year_id(year))
    record = found if found is not None and not found.deleted else None
    done, day = False, None
    if record is not None:
        graded = [row for row in appraisal_rows(reader, record, appraisal_day(reader, record)) if row.graded]
        done, day = appraised(graded), record.verdict_on
    stands = year_due(year, deadline_of(reader, year), today, book, done=done)
    state, reason = stands.state, stands.reason
    if record is None and year < (_begun(reader) or today.year):
        state, reason = DueState.NOT_APPLICABLE, "启用本程序前，没有记录。"
    return Due(
        key=f"appraisal.{year}",
        row="appraisal",
        row_label="民主评议",
        title=f"{year}年度民主评议党员",
        months=(10, 12),
        year=year,
        due=stands.due,
        state=state,
        records=(record.id,) if record else (),
        record_kind="org_life_years",
        basis=book.on("appraisal.cadence", date(year, 12, 31)).basis,
        reason=reason,
        day=day if done else None,
        start=None if record else Start(VIEW, {"year": year}),
    )


def _begun(reader: Reader) -> int | None:
    found = reader.scalar(select(func.min(OrgLifeYear.attributed_year)).where(live(OrgLifeYear)))
    return found if isinstance(found, int) else None


def _rectification(row: RectificationRow) -> Due:
    assert row.deadline is not None
    words = {
        RectificationState.TO_VERIFY: "已完成，等核验销号",
        RectificationState.CLOSED: "",
    }.get(row.state, f"责任人 {row.responsible_name}" if row.responsible_name else "还没有责任人")
    return Due(
        key=f"rectification.{row.id}",
        row="",
        row_label="",
        title=f"整改：{row.problem}",
        months=(row.deadline.month, row.deadline.month),
        year=row.deadline.year,
        due=row.deadline,
        state=_STATES[row.state],
        records=(row.id,),
        record_kind=Rectification.__tablename__,
        basis="",
        reason=words,
        day=row.verified_on,
    )
