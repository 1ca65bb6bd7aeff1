"""Reading 中心工作 for the window, papers and duties: frozen values inside ``store.read()``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.core_tasks.records import BusinessFigure, CoreTask, Indicator, LeadMember, Milestone
from dangjian_desktop.core_tasks.rules import Better, Effect, Role, Stand, effect, percent, stand
from dangjian_desktop.feature import Hit
from dangjian_desktop.links.reading import Linked, counts_to, links_to
from dangjian_desktop.links.records import Relation
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import MEMBERS, PersonRef, labels_on, person_refs
from dangjian_desktop.store import Heads, Reader, live
from dangjian_desktop.store.search import words

KINDS = frozenset(
    {"core_tasks", "core_task_milestones", "core_task_members", "core_task_indicators", "business_figures", "links"}
)
"""What the view depends on."""


@dataclass(frozen=True)
class MilestoneRow:
    """A step on the way; ``name`` is who sees to it."""

    id: str
    title: str
    due_on: date | None
    done_on: date | None
    responsible: str
    name: str
    progress: str
    stand: Stand


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with the figures of all months (keys are their first days) and what changed."""

    id: str
    name: str
    unit: str
    better: Better
    baseline: Decimal | None
    target: Decimal | None
    figures: dict[date, Decimal]
    effect: Effect | None


@dataclass(frozen=True)
class TaskRow:
    """A piece of central work as lists show it."""

    id: str
    title: str
    goal: str
    started_on: date | None
    due_on: date | None
    closed_on: date | None
    result: str
    leads: tuple[str, ...]
    stand: Stand
    done: int
    total: int
    deeds: int

    @property
    def percent(self) -> int | None:
        """Milestones reached, in whole per cent."""
        return percent(self.done, self.total)


@dataclass(frozen=True)
class TaskSheet:
    """Everything of one piece of central work."""

    row: TaskRow
    members: tuple[tuple[str, Role, str], ...]
    """(id, role, name), those who lead first."""
    milestones: tuple[MilestoneRow, ...]
    indicators: tuple[IndicatorRow, ...]
    deeds: tuple[Linked, ...]
    """What the organisation did for it, by day; those without a day last."""
    heads: Heads

    def deeds_by_month(self, year: int) -> tuple[int, ...]:
        """How much was done for it in each month of a year."""
        counts = [0] * 12
        for deed in self.deeds:
            if deed.day is not None and deed.day.year == year:
                counts[deed.day.month - 1] += 1
        return tuple(counts)


def task_rows(reader: Reader) -> list[TaskRow]:
    """All living pieces of central work: open ones first, each by the day by which it is due."""
    names = labels_on(reader, reader.now.date())
    today, soon = reader.now.date(), soon_days(reader, reader.now.date())
    found = reader.all(select(CoreTask).where(live(CoreTask)))
    milestones, leads, deeds = _milestone_counts(reader), _leads(reader, names), counts_to(reader, Relation.SERVES)
    rows = []
    for task in found:
        done, total = milestones.get(task.id, (0, 0))
        rows.append(
            TaskRow(
                id=task.id,
                title=task.title or "",
                goal=task.goal or "",
                started_on=task.started_on,
                due_on=task.due_on,
                closed_on=task.closed_on,
                result=task.result or "",
                leads=tuple(leads.get(task.id, ())),
                stand=stand(task.due_on, task.closed_on, today, soon),
                done=done,
                total=total,
                deeds=deeds.get(task.id, 0),
            )
        )
    return sorted(rows, key=lambda row: (row.closed_on is not None, row.due_on or date.max, row.title, row.id))


def task_sheet(reader: Reader, task: str) -> TaskSheet | None:
    """One piece of central work, None if it is gone."""
    row = next((row for row in task_rows(reader) if row.id == task), None)
    if row is None:
        return None
    names = labels_on(reader, reader.now.date())
    members = [
        (part.person, Role(part.role), names.get(part.person, ""))
        for part in reader.parts(LeadMember, task)
        if part.person and part.role and part.role in list(Role)
    ]
    return TaskSheet(
        row=row,
        members=tuple(sorted(members, key=lambda one: one[1] is not Role.LEAD)),
        milestones=tuple(milestone_rows(reader, task, names)),
        indicators=tuple(_indicator(reader, one, row) for one in reader.parts(Indicator, task)),
        deeds=tuple(_deeds(reader, task)),
        heads=reader.heads(CoreTask, task),
    )


def milestone_rows(reader: Reader, task: str, names: dict[str, str] | None = None) -> list[MilestoneRow]:
    """The steps of one piece of central work in their order."""
    today = reader.now.date()
    names = labels_on(reader, today) if names is None else names
    soon = soon_days(reader, today)
    return [
        MilestoneRow(
            id=part.id,
            title=part.title or "",
            due_on=part.due_on,
            done_on=part.done_on,
            responsible=part.responsible or "",
            name=names.get(part.responsible or "", ""),
            progress=part.progress or "",
            stand=stand(part.due_on, part.done_on, today, soon),
        )
        for part in reader.parts(Milestone, task)
    ]


def soon_days(reader: Reader, day: date) -> int:
    """How many days before its time something is said to be due soon."""
    return rulebook(reader, "core_tasks").on("core_task.soon_days", day).number


def people(reader: Reader) -> tuple[PersonRef, ...]:
    """Who can lead or take part."""
    return tuple(ref for ref in person_refs(reader).values() if ref.kind == MEMBERS)


def task_label(reader: Reader, task: str) -> str:
    """What a piece of central work is called; "" if there is none."""
    record = reader.get(CoreTask, task)
    return (record.title or "中心工作") if record else ""


def find_tasks(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Pieces of central work found by their words; all without words."""
    rows = task_rows(reader)
    wanted = text.strip()
    if wanted:
        kinds = ("core_tasks", "core_task_milestones", "core_task_indicators")
        found = {hit.id for hit in words(reader, wanted, kinds=kinds)}
        owners = {
            part.owner
            for model in (Milestone, Indicator)
            for part in reader.all(select(model).where(live(model)))
            if part.id in found
        }
        rows = [row for row in rows if row.id in found | owners or wanted in row.title]
    return [Hit("core_tasks", row.id, row.title, row.goal.split("\n")[0][:40], row.started_on) for row in rows[:limit]]


def latest_task(reader: Reader) -> str | None:
    """The first of the list."""
    rows = task_rows(reader)
    return rows[0].id if rows else None


def _milestone_counts(reader: Reader) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for part in reader.rows(select(Milestone.owner, Milestone.done_on).where(live(Milestone))):
        done, total = counts.get(part.owner, (0, 0))
        counts[part.owner] = (done + (part.done_on is not None), total + 1)
    return counts


def _leads(reader: Reader, names: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    stmt = select(LeadMember).where(live(LeadMember), LeadMember.role == str(Role.LEAD)).order_by(LeadMember.id)
    for part in reader.all(stmt):
        if part.owner and part.person in names:
            found[part.owner].append(names[part.person])
    return found


def _deeds(reader: Reader, task: str) -> list[Linked]:
    found = [link for link in links_to(reader, task, Relation.SERVES) if not link.gone]
    return sorted(found, key=lambda link: (link.day is None, link.day, link.id))


def deed_title(deed: Linked, today: date) -> str:
    """What was done, without the day that some names begin with and that stands beside it."""
    return deed.title.removeprefix(f"{short_day(deed.day, today)} ") if deed.day else deed.title


def _indicator(reader: Reader, part: Indicator, task: TaskRow) -> IndicatorRow:
    figures = {
        one.month: one.value
        for one in reader.parts(BusinessFigure, part.id)
        if one.month is not None and one.value is not None
    }
    better = Better(part.better) if part.better in list(Better) else Better.HIGHER
    return IndicatorRow(
        id=part.id,
        name=part.name or "",
        unit=part.unit or "",
        better=better,
        baseline=part.baseline,
        target=part.target,
        figures=dict(sorted(figures.items())),
        effect=effect(figures, better=better, started_on=task.started_on, baseline=part.baseline, target=part.target),
    )
