"""Reading a year's plan for the window, the paper and the duties: frozen values inside ``store.read()``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dangjian_desktop.annual_plan.records import KIND, AnnualPlan, plan_id
from dangjian_desktop.annual_plan.rules import Standing, Suggestion, by_day, suggest
from dangjian_desktop.base.workdays import counts_as_workday, off_words
from dangjian_desktop.feature import DueState, Hit, Lane, Proposal, Scheduled, features_of, schedule_of
from dangjian_desktop.links.reading import Linked, links_from
from dangjian_desktop.links.records import Relation
from dangjian_desktop.store import Heads, Reader, live

VIEW = "meetings/annual_plan"
_DELIBERATE = ("支委会", "支部委员会", "党员大会")
"""Meetings that may pass a plan, as their titles say."""


@dataclass(frozen=True)
class PlanFacts:
    """What is said of a plan as a whole. ``approved_on`` is None while the meeting's day is unknown."""

    id: str
    year: int
    theme: str
    requirements: str
    made_on: date | None
    submitted_on: date | None
    approval: Linked | None
    approved_on: date | None

    @property
    def standing(self) -> Standing:
        if self.submitted_on is not None:
            return Standing.SUBMITTED
        return Standing.APPROVED if self.approval is not None else Standing.DRAFT


@dataclass(frozen=True)
class PlanYear:
    """A year on the board: its plan (None before it is made), all items by day, and how many are still proposed."""

    year: int
    today: date
    plan: PlanFacts | None
    items: tuple[Scheduled, ...]
    proposed: int
    seen: Heads

    @property
    def standing(self) -> Standing:
        return self.plan.standing if self.plan else Standing.NONE

    def of(self, month: int, lane: Lane) -> tuple[Scheduled, ...]:
        """What stands in one field of the board."""
        return tuple(one for one in self.items if one.month == month and one.lane is lane)

    def count(self, *states: DueState) -> int:
        """How many items stand so."""
        return sum(one.state in states for one in self.items)


@dataclass(frozen=True)
class Choice:
    """A meeting that may have passed the plan."""

    kind: str
    id: str
    title: str
    day: date


def plan_facts(reader: Reader, year: int) -> PlanFacts | None:
    """The plan of a year, None if there is none."""
    row = reader.get(AnnualPlan, plan_id(year))
    if row is None or row.deleted:
        return None
    approval = next((one for one in links_from(reader, row.id, Relation.APPROVED_BY) if not one.gone), None)
    return PlanFacts(
        id=row.id,
        year=year,
        theme=row.theme or "",
        requirements=row.requirements or "",
        made_on=row.made_on,
        submitted_on=row.submitted_on,
        approval=approval,
        approved_on=_day_of(reader, approval, year) if approval else None,
    )


def _day_of(reader: Reader, approval: Linked, year: int) -> date | None:
    today = reader.now.date()
    around = [one for number in (year, year - 1) for one in schedule_of(reader, number, today)]
    return next((one.day for one in around if (one.record_kind, one.record) == (approval.kind, approval.id)), None)


def plan_year(reader: Reader, year: int) -> PlanYear:
    """The board of a year; what was dropped (不再安排) is no longer on it."""
    today = reader.now.date()
    items = [one for one in schedule_of(reader, year, today) if one.state is not DueState.NOT_APPLICABLE]
    return PlanYear(
        year=year,
        today=today,
        plan=plan_facts(reader, year),
        items=tuple(by_day(items)),
        proposed=len(proposals_of(reader, year)),
        seen=reader.heads(AnnualPlan, plan_id(year)),
    )


def proposals_of(reader: Reader, year: int) -> list[Proposal]:
    """What every capability proposes for a year; nothing for one that is over."""
    if year < reader.now.date().year:
        return []
    found = [one for feature in features_of(reader) if feature.proposals for one in feature.proposals(reader, year)]
    return sorted(found, key=lambda one: (one.day, one.lane, one.title))


def suggestions(reader: Reader, year: int) -> list[Suggestion]:
    """The proposals of a year on working days, in the order of the year."""
    today = reader.now.date()
    found = [suggest(one, year, today, counts_as_workday, off_words) for one in proposals_of(reader, year)]
    return sorted(found, key=lambda one: (one.day, one.title))


def approval_choices(reader: Reader, year: int) -> list[Choice]:
    """Meetings of the year and the one before that may have passed it; 支委会 and 党员大会 first, newest first."""
    today = reader.now.date()
    found = [
        Choice(one.record_kind, one.record, one.title, one.day)
        for number in (year, year - 1)
        for one in schedule_of(reader, number, today)
        if one.lane is Lane.MEETINGS and one.day is not None
    ]
    found.sort(key=lambda one: one.day, reverse=True)
    return sorted(found, key=lambda one: not any(word in one.title for word in _DELIBERATE))


def plan_label(reader: Reader, plan: str) -> str:
    """2026年度组织生活计划; "" if there is none."""
    row = reader.get(AnnualPlan, plan)
    return f"{row.year}年度组织生活计划" if row is not None and row.year else ""


def find_plans(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Plans found by year, theme or requirements, the newest first."""
    stmt = select(AnnualPlan).where(live(AnnualPlan)).order_by(AnnualPlan.year.desc())
    wanted = text.split()
    hits = []
    for row in reader.all(stmt):
        title = f"{row.year}年度组织生活计划"
        haystack = f"{title}{row.theme or ''}{row.requirements or ''}"
        if all(word in haystack for word in wanted):
            hits.append(Hit(KIND, row.id, title, row.theme or "", row.made_on))
    return hits[:limit]


def year_of(reader: Reader, plan: str) -> int | None:
    """The year of a plan, None if there is none."""
    row = reader.get(AnnualPlan, plan)
    return row.year if row is not None else None


def latest_plan(reader: Reader) -> str | None:
    """The newest plan, for the command line."""
    found = reader.all(select(AnnualPlan).where(live(AnnualPlan)).order_by(AnnualPlan.year.desc()).limit(1))
    return found[0].id if found else None
