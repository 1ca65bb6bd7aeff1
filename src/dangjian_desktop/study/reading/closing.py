"""Who is behind with their hours and what would close the gap: sessions to make up, and those still planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.rules import MemberFacts
from dangjian_desktop.roster.rules import expected_on as expectations
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.hours import YearHours, adjustments_of, conversions
from dangjian_desktop.study.reading.occasions import sessions_in
from dangjian_desktop.study.reading.roll import body_of, entries_by_session
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import PlanItem, StudyPlan, StudySession
from dangjian_desktop.study.rules.ledger import Stay, worth
from dangjian_desktop.study.rules.plan import ItemFacts, last_day
from dangjian_desktop.study.rules.requirement import Chance, Closing, closing


@dataclass(frozen=True)
class Chances:
    """By member: what can be made up and what is still planned."""

    make_ups: dict[str, tuple[Chance, ...]]
    planned: dict[str, tuple[Chance, ...]]

    def close(self, member: str, gap: Decimal) -> Closing:
        """What would close a member's gap."""
        return closing(gap, self.make_ups.get(member, ()), self.planned.get(member, ()))


def chances(reader: Reader, year: int, today: date) -> Chances:
    """What everybody could still do in the year."""
    facts = member_facts(reader)
    return Chances(_missed(reader, facts, year), _ahead(reader, facts, year, today))


def _missed(reader: Reader, facts: dict[str, MemberFacts], year: int) -> dict[str, tuple[Chance, ...]]:
    sessions = sessions_in(reader, Period.year(year))
    entries = entries_by_session(reader, (one.id for one in sessions))
    adjusted, conversion = adjustments_of(reader), conversions(rulebook(reader))
    found: dict[str, list[Chance]] = {}
    for session in sessions:
        there = entries[session.id]
        if session.day is None or not any(entry.state for entry in there.values()):
            continue
        given = adjusted.get(session.id, {}).get("", (None, ""))[0]
        stay = Stay("", session.id, "", "", session.day, session.start, session.end, given)
        hours = worth(stay, conversion(session.day)) or Decimal(0)
        for member in _expected(facts, session, session.day):
            entry = there.get(member)
            if entry is None or (entry.state != AttendanceState.PRESENT and entry.made_up_on is None):
                found.setdefault(member, []).append(Chance(session.id, session.content or "", hours, session.day))
    return {member: tuple(some) for member, some in found.items()}


def _ahead(reader: Reader, facts: dict[str, MemberFacts], year: int, today: date) -> dict[str, tuple[Chance, ...]]:
    plans = [row.id for row in reader.rows(select(StudyPlan.id).where(StudyPlan.year == year, live(StudyPlan)))]
    held = {row.plan_item for row in reader.rows(select(StudySession.plan_item).where(live(StudySession)))}
    items = select(PlanItem).where(live(PlanItem), PlanItem.owner.in_(plans), PlanItem.dropped_reason.is_(None))
    found: dict[str, list[Chance]] = {}
    for item in reader.all(items.order_by(PlanItem.month, PlanItem.day, PlanItem.id)):
        until = last_day(ItemFacts(year, item.month or 1, item.day))
        if item.id in held or until < today or not item.hours:
            continue
        for member in _expected(facts, item, until):
            found.setdefault(member, []).append(Chance(item.id, item.content or "", item.hours, until))
    return {member: tuple(some) for member, some in found.items()}


def _expected(facts: dict[str, MemberFacts], one: StudySession | PlanItem, day: date) -> list[str]:
    body = body_of(one.audience, one.party_group)
    if body is None:
        return []
    return [line.member for line in expectations(facts.values(), day, body) if line.expected]


def closings(reader: Reader, hours: YearHours) -> dict[str, Closing]:
    """For everybody with a gap, what would close it."""
    found = chances(reader, hours.year, hours.today)
    return {one.id: found.close(one.id, one.standing.gap) for one in hours.members if one.standing.gap}
