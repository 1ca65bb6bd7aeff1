"""双重组织生活: for each leading cadre of the branch, by half-years, how often they took part in its meetings.

机关基层组织工作条例 第十九条 asks for it, 第二十六条 for the report on it; counting by half-years is 本单位设定.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.feature import Due, DueState
from dangjian_desktop.meetings.duty_frame import HERE, Frame
from dangjian_desktop.meetings.reading.spans import GatheringSpan, spans_in
from dangjian_desktop.meetings.rules.cadence import Duty, DutyState, Occasion, cadences_in, duty
from dangjian_desktop.meetings.rules.kinds import SegmentKind, info_of
from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.roster.rules import MemberFacts, SpellKind, status_on
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader

ROW, LABEL = "dual_org_life", "双重组织生活"
RULE, REPORT = "dual_org_life.cadence", "dual_org_life.report"


@dataclass(frozen=True)
class TookPart:
    """What a leading cadre took part in during a period: the branch's gatherings, and the leading body's own."""

    branch: tuple[GatheringSpan, ...]
    own: tuple[GatheringSpan, ...]

    @property
    def words(self) -> str:
        """参加支部组织生活3次，民主生活会1次."""
        said = f"参加支部组织生活{len(self.branch)}次"
        return said + (f"，民主生活会{len(self.own)}次" if self.own else "")


def leading_in(facts: MemberFacts, period: Period) -> bool:
    """Whether the member is marked as a leading cadre on some day of the period."""
    return any(
        spell.kind is SpellKind.LEADING_CADRE
        and (spell.span.since is None or spell.span.since <= period.last)
        and (spell.span.until is None or spell.span.until > period.first)
        for spell in facts.spells
    )


def took_part(member: str, period: Period, gatherings: tuple[GatheringSpan, ...]) -> TookPart:
    """The recorded gatherings of the period at which the member was; one afternoon counts once.

    Make-up is no attendance (rules.md 0.8).
    """
    there = [
        one
        for one in gatherings
        if one.day in period and one.recorded and one.mark(member).state is AttendanceState.PRESENT
    ]
    branch = tuple(
        one for one in there if any(info_of(part.kind).duty and member in part.people for part in one.segments)
    )
    own = tuple(one for one in there if one.holds(SegmentKind.DEMOCRATIC_LIFE_MEETING))
    return TookPart(branch, own)


def dual_life(reader: Reader, frame: Frame, book: Rulebook, year: int) -> Iterator[Due]:
    """One duty for each leading cadre and half-year; none where nobody is marked as one."""
    leaders = [member for member in frame.facts.values() if leading_in(member, Period.year(year))]
    if not leaders:
        return
    gatherings, labels = spans_in(reader, Period.year(year)), labels_on(reader, frame.today)
    for member in sorted(leaders, key=lambda one: labels.get(one.id, "")):
        for cadence in cadences_in(book, RULE, year):
            if not leading_in(member, cadence.period):
                continue
            part = took_part(member.id, cadence.period, gatherings)
            occasions = [Occasion(one.id, one.day, recorded=True) for one in part.branch]
            exempt = frame.exempt(cadence.period) or _exempt(member, cadence.period, frame)
            times = cadence.rule.number
            stands = duty("支部组织生活", cadence.period, occasions, frame.today, book, times=times, exempt=exempt)
            yield _due(member.id, labels.get(member.id, ""), _told(stands, part), book)


def _exempt(member: MemberFacts, period: Period, frame: Frame) -> str:
    """Whoever came, left, or became a leading cadre within the period begins or ends with it."""
    day = frame.day(period)
    if status_on(member, day) not in HERE or not member.has(SpellKind.LEADING_CADRE, day):
        return "期间已不在本支部，或不再担任领导职务。"
    if status_on(member, period.first) not in HERE or not member.has(SpellKind.LEADING_CADRE, period.first):
        return "期间才转入或任职，从下一期起算。"
    return ""


def _told(stands: Duty, part: TookPart) -> Duty:
    if stands.state is DutyState.DONE:
        return replace(stands, reason=f"{part.words}。")
    if stands.state in (DutyState.SOON, DutyState.OVERDUE):
        return replace(stands, reason=stands.reason.replace("还没有安排支部组织生活", "还没有参加支部组织生活"))
    return stands


def _due(member: str, name: str, stands: Duty, book: Rulebook) -> Due:
    period = stands.period
    when = period.label.removeprefix(f"{period.first.year}年")
    return Due(
        key=f"meetings.{ROW}.{member}.{period.first:%Y-%m}",
        row=f"{ROW}/{member}",
        row_label=f"{LABEL}·{name}",
        title=f"{when}{LABEL}（{name}）",
        months=(period.first.month, period.last.month),
        year=period.first.year,
        due=period.last,
        state=DueState(stands.state.value),
        records=stands.gatherings,
        record_kind="gatherings",
        basis=book.on(REPORT, period.last).basis,
        reason=stands.reason,
        day=stands.day,
    )
