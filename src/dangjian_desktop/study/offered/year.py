"""Study on the year's board: its plan items (typed once), what last year had, what is due, what was laid down."""

from __future__ import annotations

from datetime import date
from functools import partial

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import (
    Assignment,
    Call,
    Due,
    DueState,
    Headway,
    Lane,
    Proposal,
    Scheduled,
    Start,
)
from dangjian_desktop.store import Reader
from dangjian_desktop.study.finding import PLAN_VIEW
from dangjian_desktop.study.reading.items import is_held
from dangjian_desktop.study.reading.plan import PlanRow, plan_of_year, plan_view
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import PlanItem
from dangjian_desktop.study.rules.plan import ItemState, last_day, moved_day

_STATES = {
    ItemState.DONE: DueState.DONE,
    ItemState.TODAY: DueState.TODAY,
    ItemState.LEAVE: DueState.PLANNED,
    ItemState.OVERDUE: DueState.OVERDUE,
    ItemState.PLANNED: DueState.PLANNED,
    ItemState.DROPPED: DueState.NOT_APPLICABLE,
}


def schedule(reader: Reader, year: int, today: date) -> list[Scheduled]:
    """The items of the plan and the sessions that stand in none. Meetings that are study are on their own lane."""
    rows = plan_view(reader, year, today).rows
    return [_scheduled(row, year) for row in rows if not row.auto or row.kind == "study_sessions"]


def _scheduled(row: PlanRow, year: int) -> Scheduled:
    movable = row.state in (ItemState.PLANNED, ItemState.TODAY, ItemState.LEAVE)
    lecturer = f"主讲 {row.lecturer}" if row.lecturer else ""
    return Scheduled(
        lane=Lane.STUDY,
        title=row.content,
        year=year,
        month=row.held_on.month if row.held_on else row.month,
        state=_STATES[row.state],
        record_kind=row.kind,
        record=row.record,
        day=row.held_on or row.day,
        detail=" ".join(part for part in (row.form_name, lecturer) if part),
        move=partial(_move, row.id) if movable and not row.auto else None,
    )


def _move(item: str, day: date) -> Call:
    return Call("move_plan_item", {"id": item, "day": day.isoformat()})


def proposals(reader: Reader, year: int) -> list[Proposal]:
    """Items of last year's plan that this year's has not taken up."""
    last, now = plan_of_year(reader, year - 1), plan_of_year(reader, year)
    if last is None:
        return []
    there = {item.content for item in reader.parts(PlanItem, now.id)} if now else set()
    found = []
    for item in reader.parts(PlanItem, last.id):
        if item.content and item.content not in there and not item.dropped_reason:
            month = item.month or 1
            found.append(
                Proposal(
                    key=f"study.{item.id}",
                    lane=Lane.STUDY,
                    title=item.content,
                    day=moved_day(item.day, month, year) or date(year, month, 15),
                    months=(1, 12),
                    reason=f"{year - 1}年{month}月学过",
                    plan=partial(_plan, item.content, item.form or "", str(item.hours or "") or None, year),
                )
            )
    return found


def _plan(content: str, form: str, hours: str | None, year: int, day: date) -> Call:
    values = {"year": year, "content": content, "form": form, "hours": hours, "day": day.isoformat()}
    return Call("add_plan_item", values)


def dues(reader: Reader, year: int, today: date) -> list[Due]:
    """The year's plan by the branch's own day; and every item that is late, to be held or postponed."""
    plan = plan_of_year(reader, year)
    if plan is None and plan_of_year(reader, year - 1) is None:
        return []
    rule = rulebook(reader).on("plan.due_month", date(year, 12, 31))
    due = Period.month(year, rule.number).last
    if plan is not None:
        state = DueState.DONE
    else:
        state = DueState.OVERDUE if due < today else DueState.SOON if today.year == year else DueState.UPCOMING
    found = [
        Due(
            key=f"study.plan.{year}",
            row="study_plan",
            row_label="学习计划",
            title=f"{year}年学习计划",
            months=(1, rule.number),
            year=year,
            due=due,
            state=state,
            records=(plan.id,) if plan else (),
            record_kind="study_plans",
            basis=rule.basis,
            start=None if plan else Start(PLAN_VIEW, {"year": year}),
        )
    ]
    return found + [_late(row, year) for row in plan_view(reader, year, today).rows if _presses(row, today)]


def _presses(row: PlanRow, today: date) -> bool:
    return row.state in (ItemState.OVERDUE, ItemState.TODAY, ItemState.LEAVE) and (
        row.state is not ItemState.LEAVE or last_day(row.facts) >= today
    )


def _late(row: PlanRow, year: int) -> Due:
    reason = {ItemState.OVERDUE: "未办", ItemState.LEAVE: f"主讲{row.lecturer}{row.lecturer_away}"}.get(row.state, "")
    states = {ItemState.OVERDUE: DueState.OVERDUE, ItemState.TODAY: DueState.TODAY}
    return Due(
        key=f"study.item.{row.id}",
        row="",
        row_label="",
        title=f"学习：{row.content}" + (f"　{reason}" if reason else ""),
        months=(row.month, row.month),
        year=year,
        due=last_day(row.facts),
        state=states.get(row.state, DueState.SOON),
        records=(row.id,),
        record_kind="study_plan_items",
        reason=reason,
        day=row.day,
    )


def assignments(reader: Reader, period: Period, today: date) -> list[Assignment]:
    """What the plan laid down for the period, and whether it was done."""
    found = []
    for year in range(period.first.year, period.last.year + 1):
        for row in plan_view(reader, year, today).rows:
            day = last_day(row.facts)
            if row.auto or row.state is ItemState.DROPPED or day not in period:
                continue
            begun = bool(row.session) and not is_held(reader, row.id)
            state = Headway.DONE if row.state is ItemState.DONE else Headway.DOING if begun else Headway.IDLE
            who = row.responsible or row.lecturer
            found.append(Assignment(row.content, state, "study_plan_items", row.id, who, day))
    return found
