"""The year's plan: made, changed, approved by a meeting, thrown away and brought back."""

from __future__ import annotations

import tomllib
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.resources import resource
from dangjian_desktop.links.reading import links_from, name_of
from dangjian_desktop.links.records import Relation
from dangjian_desktop.links.service import LinkRecords, link_records, unlink_records
from dangjian_desktop.store import Reader, Transaction, live, part_id
from dangjian_desktop.study.inputs import ApprovePlan, EditPlan, MakePlan, PlanId, PlanSource
from dangjian_desktop.study.records import Audience, PlanItem, StudyPlan
from dangjian_desktop.study.rules.plan import moved_day
from dangjian_desktop.study.service.guard import cleaned, refuse

PLANS = "study_plans"
_KEPT = (
    "content",
    "readings",
    "form",
    "lecturer",
    "lecturer_name",
    "lecturer_unit",
    "responsible",
    "hours",
    "audience",
    "party_group",
)
"""What an item takes over from last year's."""


def plan_id(year: int) -> str:
    """The id of a year's plan: the same on every PC, so that two that begin it merge by field."""
    return part_id(PLANS, "year", str(year))


def plan_of(reader: Reader, year: int) -> StudyPlan | None:
    """The living plan of a year."""
    found = reader.all(select(StudyPlan).where(StudyPlan.year == year, live(StudyPlan)).order_by(StudyPlan.id))
    return found[0] if found else None


def make_plan(tx: Transaction, data: MakePlan) -> str:
    """Begin a year's plan, blank, from last year's or from the template; returns its id.

    Raises :class:`Refused` if there is one already, or nothing to begin with.
    """
    if plan_of(tx, data.year) is not None:
        raise Refused(f"{data.year}年已有学习计划。", hint="请在原计划上修改。")
    rows = _first_rows(tx, data)
    plan = ensure_plan(tx, data.year, {"theme": data.theme, "goals": data.goals})
    for row in rows:
        tx.add(PlanItem, plan, row)
    tx.label = f"制定{data.year}年学习计划"
    return plan


def ensure_plan(tx: Transaction, year: int, values: dict[str, Any] | None = None) -> str:
    """The id of a year's plan, which is made (or comes back from the recycle bin) where there is none."""
    found = plan_of(tx, year)
    if found is not None:
        return found.id
    id = plan_id(year)
    if (binned := tx.get(StudyPlan, id)) is not None and binned.deleted:
        for item in tx.parts(PlanItem, id):
            tx.delete(PlanItem, item.id)
        tx.restore(StudyPlan, id)
    return tx.create(StudyPlan, {"year": year, **cleaned(tx, StudyPlan, values or {})}, id=id)


def _first_rows(tx: Transaction, data: MakePlan) -> list[dict[str, Any]]:
    if data.source is PlanSource.BLANK:
        return []
    if data.source is PlanSource.TEMPLATE:
        template = tomllib.loads(resource("study/plan.toml").read_text(encoding="utf-8"))
        return [{"audience": str(Audience.ALL), **cleaned(tx, PlanItem, row)} for row in template["item"]]
    last = plan_of(tx, data.year - 1)
    items = [item for item in tx.parts(PlanItem, last.id) if not item.dropped_reason] if last else []
    if not items:
        refuse("source", f"{data.year - 1}年没有学习计划可以照着做。", "请从模板开始，或新建空白计划。")
    return [
        {
            "month": item.month,
            "day": moved_day(item.day, item.month or 1, data.year),
            **{name: getattr(item, name) for name in _KEPT},
        }
        for item in items
    ]


def edit_plan(tx: Transaction, data: EditPlan) -> str:
    """Change theme, goals, requirements or the day of 报备."""
    plan = tx.need(StudyPlan, data.id)
    tx.edit(StudyPlan, data.id, cleaned(tx, StudyPlan, data.changes), data.seen)
    tx.label = f"修改{plan.year}年学习计划"
    return data.id


def approve_plan(tx: Transaction, data: ApprovePlan) -> str:
    """Say which meeting approved the plan (a link to its record, or its day and name); a former one makes room.

    Raises :class:`Refused` if nothing says which, or the day is still to come.
    """
    plan = tx.need(StudyPlan, data.id)
    if not data.meeting and data.approved_on is None:
        refuse("meeting", "请选通过计划的会议，或填写通过日期。")
    if data.approved_on is not None and data.approved_on > tx.now.date():
        refuse("approved_on", "通过日期不能晚于今天。")
    for old in links_from(tx, plan.id, Relation.APPROVED_BY):
        unlink_records(tx, _approval(plan.id, old.kind, old.id))
    if data.meeting:
        link_records(tx, _approval(plan.id, data.meeting_kind, data.meeting))
    values = {"approved_on": data.approved_on, "approved_by": data.approved_by}
    tx.edit(StudyPlan, plan.id, cleaned(tx, StudyPlan, values))
    by = name_of(tx, data.meeting_kind, data.meeting) if data.meeting else data.approved_by
    tx.label = f"{plan.year}年学习计划通过：{by or data.approved_on}"
    return plan.id


def _approval(plan: str, kind: str, meeting: str) -> LinkRecords:
    return LinkRecords(PLANS, plan, Relation.APPROVED_BY, kind, meeting)


def delete_plan(tx: Transaction, data: PlanId) -> str:
    """Put a plan with its items into the recycle bin."""
    plan = tx.need(StudyPlan, data.id)
    tx.delete(StudyPlan, plan.id)
    tx.label = f"删除{plan.year}年学习计划"
    return plan.id


def restore_plan(tx: Transaction, data: PlanId) -> str:
    """Take a plan out of the recycle bin."""
    plan = tx.get(StudyPlan, data.id)
    if plan is None:
        raise Refused("回收站里没有这份学习计划。")
    tx.restore(StudyPlan, plan.id)
    tx.label = f"恢复{plan.year}年学习计划"
    return plan.id
