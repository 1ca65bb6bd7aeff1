"""The year's duties that meetings do: by quarter, month and year, for each Party group, and for each leading cadre."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rule, Rulebook
from dangjian_desktop.base.workdays import next_workday
from dangjian_desktop.feature import Due, DueState, Start
from dangjian_desktop.meetings.dual_life import dual_life
from dangjian_desktop.meetings.duty_frame import NOT_YET_USED, Frame, frame_of
from dangjian_desktop.meetings.open_gatherings import open_gatherings
from dangjian_desktop.meetings.records import Attendance, Gathering, Segment
from dangjian_desktop.meetings.rules.cadence import Duty, DutyState, Occasion, cadences_in, duty, yearly_duty
from dangjian_desktop.meetings.rules.fixed_days import fixed_hint, suggested_day
from dangjian_desktop.meetings.rules.kinds import KINDS, Scope, SegmentKind, attributed_year, scope_of
from dangjian_desktop.regulations.reading import rulebook, year_notice
from dangjian_desktop.regulations.rules.notices import Subject
from dangjian_desktop.roster.reading import GroupTime
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader, live

RECORDS_VIEW = "meetings/records"
PARTY_DAY, GROUP, ORG_LIFE = SegmentKind.THEME_PARTY_DAY, SegmentKind.GROUP_MEETING, SegmentKind.ORG_LIFE_MEETING
DUTIES = (SegmentKind.GENERAL_MEETING, SegmentKind.COMMITTEE_MEETING, PARTY_DAY, SegmentKind.PARTY_LECTURE)
"""The kinds with a cadence of months or quarters, in the order of the year's grid."""


class Held(NamedTuple):
    """A segment of a gathering: of which kind and group, for which year, and whether anything was recorded of it."""

    kind: str
    group: str
    whole: bool
    year: int | None
    occasion: Occasion


@dataclass(frozen=True)
class Plate:
    """How a duty stands in the grid: its kind, the Party group it is for, if any, and the rule it rests on."""

    kind: SegmentKind
    rule: Rule
    group: GroupTime | None = None

    @property
    def row(self) -> tuple[str, str]:
        """Row and label; a Party group's row is named after its sort: ``group_meeting/id``, 党小组会·第一党小组."""
        short = KINDS[self.kind].short
        if self.group is None:
            return str(self.kind), short
        return f"{self.kind}/{self.group.id}", f"{short}·{self.group.name}"


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """All duties of one year as they stand on ``today``; none while the roster is empty."""
    frame = frame_of(reader, today)
    if not frame.here(today):
        return []
    book, held = rulebook(reader, "meetings"), _held(reader, year)
    found = [
        *_of_kinds(frame, book, held, year),
        *_of_groups(frame, book, held, year),
        _org_life(reader, frame, book, held, year),
        *dual_life(reader, frame, book, year),
    ]
    return [*found, *open_gatherings(reader, year, today)]


def _of_kinds(frame: Frame, book: Rulebook, held: Sequence[Held], year: int) -> Iterator[Due]:
    for kind in DUTIES:
        occasions = [one.occasion for one in held if one.kind == kind]
        for period, rule in ((one.period, one.rule) for one in cadences_in(book, f"{kind}.cadence", year)):
            exempt = frame.exempt(period)
            if kind is SegmentKind.COMMITTEE_MEETING:
                exempt = exempt or frame.committee_exempt(period)
            stands = duty(KINDS[kind].short, period, occasions, frame.today, book, times=rule.number, exempt=exempt)
            if kind is PARTY_DAY:
                fixed = str(book.on("theme_party_day.fixed_day", period.first).value)
                stands = replace(stands, reason=fixed_hint(fixed, stands) or stands.reason)
            yield _due(Plate(kind, rule), stands, frame.today, book)


def _of_groups(frame: Frame, book: Rulebook, held: Sequence[Held], year: int) -> Iterator[Due]:
    for group in frame.groups_in(Period.year(year)):
        occasions = [one.occasion for one in held if one.kind == GROUP and one.group == group.id]
        for period, rule in ((one.period, one.rule) for one in cadences_in(book, f"{GROUP}.cadence", year)):
            if group not in frame.groups_in(period):
                continue
            exempt = frame.exempt(period) or frame.group_exempt(group, period)
            name = f"{group.name}会" if group.name.endswith("小组") else f"{group.name}党小组会"
            stands = duty(name, period, occasions, frame.today, book, times=rule.number, exempt=exempt)
            yield _due(Plate(GROUP, rule, group), stands, frame.today, book)


def _org_life(reader: Reader, frame: Frame, book: Rulebook, held: Sequence[Held], year: int) -> Due:
    """组织生活会 of a 归属年度: held as a whole, or by every Party group (支部工作条例 第十七条)."""
    rule, name = book.on(f"{ORG_LIFE}.cadence", date(year, 12, 31)), KINDS[ORG_LIFE].short
    notice = year_notice(reader, Subject.ORG_LIFE_MEETING, year)
    mine = [one for one in held if one.kind == ORG_LIFE and one.year == year]
    groups = frame.groups_in(Period(frame.day(Period.year(year)), frame.day(Period.year(year))))
    done = {one.group for one in mine if not one.whole and one.occasion.recorded and one.occasion.day <= frame.today}
    missing = [group.name for group in groups if group.id not in done]
    partly = bool(done) and bool(missing)
    counted = [one.occasion for one in mine if one.whole or not partly]
    exempt = frame.exempt(Period.year(year))
    if frame.begun > date(year, 12, 31) and frame.begun > (notice.deadline or date(year, 12, 31)):
        exempt = NOT_YET_USED
    stands = yearly_duty(name, year, counted, frame.today, book, deadline=notice.deadline, exempt=exempt)
    if partly and stands.state is not DutyState.DONE:
        stands = replace(stands, reason=f"{'、'.join(missing)}还没有开。{stands.reason}")
    due = _due(Plate(ORG_LIFE, rule), stands, frame.today, book)
    start = due.start and Start(due.start.view, {"kind": str(ORG_LIFE), "day": max(frame.today, date(year, 10, 1))})
    basis = f"{rule.basis}；{notice.basis}" if notice.deadline else rule.basis
    return replace(due, title=f"{year}年度{name}", months=(10, 12), year=year, basis=basis, start=start)


def _held(reader: Reader, year: int) -> list[Held]:
    """The segments of the year, and those of the next one that may count for it, with what was recorded of them."""
    signed_in = (
        select(Attendance.id)
        .where(Attendance.owner == Gathering.id, live(Attendance), Attendance.state == AttendanceState.PRESENT)
        .exists()
    )
    stmt = (
        select(
            Gathering.id,
            Gathering.day,
            Segment.kind,
            Segment.scope,
            Segment.party_group,
            Segment.attributed_year,
            or_(Gathering.finalised_at.is_not(None), signed_in).label("recorded"),
        )
        .join(Segment, Segment.owner == Gathering.id)
        .where(live(Gathering), live(Segment), Gathering.day.between(date(year, 1, 1), date(year + 1, 12, 31)))
        .distinct()
        .order_by(Gathering.day, Gathering.id)
    )
    return [
        Held(
            row.kind or "",
            row.party_group or "",
            scope_of(row.kind, row.scope) is not Scope.GROUP,
            attributed_year(row.day, row.attributed_year),
            Occasion(row.id, row.day, bool(row.recorded)),
        )
        for row in reader.rows(stmt)
    ]


def _due(plate: Plate, stands: Duty, today: date, book: Rulebook) -> Due:
    info, period = KINDS[plate.kind], stands.period
    when = period.label.removeprefix(f"{period.first.year}年")
    missing = stands.state in (DutyState.OVERDUE, DutyState.SOON, DutyState.UPCOMING) and (
        not stands.gatherings or stands.reason.startswith("已开") or "还差" in stands.reason
    )
    row, label = plate.row
    preset: dict[str, object] = {"kind": str(plate.kind), "day": _suggested(plate.kind, period, today, book)}
    if plate.group is not None:
        preset["party_group"] = plate.group.id
    of_group = f"（{plate.group.name}）" if plate.group else ""
    key = f"meetings.{plate.kind}.{plate.group.id}." if plate.group else f"meetings.{plate.kind}."
    return Due(
        key=f"{key}{period.first:%Y-%m}",
        row=row,
        row_label=label,
        title=f"{when}{info.short}{of_group}",
        months=(period.first.month, period.last.month),
        year=period.first.year,
        due=stands.due or period.last,
        state=DueState(stands.state.value),
        records=stands.gatherings,
        record_kind="gatherings",
        basis=plate.rule.basis,
        reason=stands.reason,
        day=stands.day,
        start=Start(RECORDS_VIEW, preset) if missing else None,
    )


def _suggested(kind: SegmentKind, period: Period, today: date, book: Rulebook) -> date:
    """The day to begin the missing meeting with: honest for one that is late, else a workday of the period."""
    if period.last < today:
        return today
    if kind is PARTY_DAY:
        fixed = str(book.on("theme_party_day.fixed_day", period.first).value)
        day = suggested_day(fixed, period, today)
        if day is not None:
            return day
    first = max(today, period.first)
    workday = next_workday(first).day
    return workday if workday in period and first != today else first
