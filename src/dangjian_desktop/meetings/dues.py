"""The year's duties that meetings do: 党员大会 and 党课 by quarter, 支委会 and 主题党日 by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rule
from dangjian_desktop.feature import Due, DueState, Start
from dangjian_desktop.meetings.open_gatherings import open_gatherings
from dangjian_desktop.meetings.records import Attendance, Gathering, Segment
from dangjian_desktop.meetings.rules.cadence import Duty, DutyState, Occasion, duty, periods_of
from dangjian_desktop.meetings.rules.kinds import KINDS, SegmentKind
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.rules import MemberFacts, Status, committee_on, rule_on, status_on
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader, live

RECORDS_VIEW = "meetings/records"
DUTIES = (
    SegmentKind.GENERAL_MEETING,
    SegmentKind.COMMITTEE_MEETING,
    SegmentKind.THEME_PARTY_DAY,
    SegmentKind.PARTY_LECTURE,
)
"""The kinds with a cadence of months or quarters, in the order of the year's grid."""


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """All duties of one year as they stand on ``today``; none while the roster is empty."""
    facts = member_facts(reader)
    if not any(status_on(member, today) in (Status.FULL, Status.PROBATIONARY) for member in facts.values()):
        return []
    book = rulebook(reader, "meetings")
    frame = _Frame(today, facts, _first_day(reader) or today)
    found = []
    for kind in DUTIES:
        occasions = _occasions(reader, kind, year)
        rule = book.on(f"{kind}.cadence", date(year, 12, 31))
        for period in periods_of(rule, year):
            stands = duty(KINDS[kind].short, period, occasions, today, book, exempt=frame.exempt(kind, period))
            found.append(_due(kind, rule, stands, today))
    return [*found, *open_gatherings(reader, year, today)]


@dataclass(frozen=True)
class _Frame:
    """What decides whether a duty applies at all."""

    today: date
    facts: Mapping[str, MemberFacts]
    begun: date

    def exempt(self, kind: SegmentKind, period: Period) -> str:
        """Why the duty doesn't apply, or "".

        Time before the first gathering in these records is unknown, not neglected; a branch of fewer than seven full
        members has no committee (机关基层组织工作条例 第七条).
        """
        if period.last < self.begun:
            return "启用本程序前，没有记录。"
        if kind is not SegmentKind.COMMITTEE_MEETING:
            return ""
        day = min(period.last, max(self.today, period.first))
        full = sum(status_on(member, day) is Status.FULL for member in self.facts.values())
        book = next(iter(self.facts.values())).book if self.facts else None
        rule = rule_on("committee.required_from", day, book)
        if full >= rule.number or len(committee_on(self.facts.values(), day)) > 2:
            return ""
        return f"正式党员{full}人，不足{rule.number}人，不设支委会（{rule.basis}）。"


def _first_day(reader: Reader) -> date | None:
    found = reader.scalar(select(func.min(Gathering.day)).where(live(Gathering)))
    return found if isinstance(found, date) else None


def _occasions(reader: Reader, kind: SegmentKind, year: int) -> list[Occasion]:
    """The gatherings of the year with a segment of this kind, and whether anything was recorded of them."""
    signed_in = (
        select(Attendance.id)
        .where(Attendance.owner == Gathering.id, live(Attendance), Attendance.state == AttendanceState.PRESENT)
        .exists()
    )
    stmt = (
        select(Gathering.id, Gathering.day, or_(Gathering.finalised_at.is_not(None), signed_in).label("recorded"))
        .join(Segment, Segment.owner == Gathering.id)
        .where(
            live(Gathering),
            live(Segment),
            Segment.kind == str(kind),
            Gathering.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .distinct()
        .order_by(Gathering.day, Gathering.id)
    )
    return [Occasion(row.id, row.day, bool(row.recorded)) for row in reader.rows(stmt)]


def _due(kind: SegmentKind, rule: Rule, stands: Duty, today: date) -> Due:
    info, period = KINDS[kind], stands.period
    name = f"{period.label.removeprefix(f'{period.first.year}年')}{info.short}"
    missing = stands.state in (DutyState.OVERDUE, DutyState.SOON, DutyState.UPCOMING) and not stands.gatherings
    suggested = min(max(today, period.first), period.last) if period.last >= today else today
    return Due(
        key=f"meetings.{kind}.{period.first:%Y-%m}",
        row=str(kind),
        row_label=info.short,
        title=name,
        months=(period.first.month, period.last.month),
        year=period.first.year,
        due=period.last,
        state=DueState(stands.state.value),
        records=stands.gatherings,
        record_kind="gatherings",
        basis=rule.basis,
        reason=stands.reason,
        day=stands.day,
        start=Start(RECORDS_VIEW, {"kind": str(kind), "day": suggested}) if missing else None,
    )
