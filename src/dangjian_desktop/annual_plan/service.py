"""What can be done with the plan of a year; each verb is one transaction, whatever it starts in other capabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dangjian_desktop.annual_plan import inputs
from dangjian_desktop.annual_plan.reading import plan_facts, proposals_of, suggestions
from dangjian_desktop.annual_plan.records import KIND, AnnualPlan, plan_id
from dangjian_desktop.annual_plan.rules import span_of
from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.feature import Proposal, Scheduled, carry_out, schedule_of
from dangjian_desktop.links.records import Relation
from dangjian_desktop.links.service import LinkRecords, link_records, unlink_records
from dangjian_desktop.store import Transaction


def make_annual_plan(tx: Transaction, data: inputs.MakePlan) -> dict[str, object]:
    """Plan a year: every chosen proposal becomes the planned record it speaks of; the plan is made if it isn't there.

    Returns the plan's id and how many were planned. Raises :class:`Refused` for a proposal that is no longer one, a
    day outside its months, or where nothing would be done.
    """
    known = {one.key: one for one in proposals_of(tx, data.year)}
    items = data.items if data.items is not None else _all(tx, data.year)
    _check(items, known, data.year)
    there = plan_facts(tx, data.year) is not None
    said = {name: value for name, value in (("theme", data.theme), ("requirements", data.requirements)) if value}
    if there and not items and not said:
        raise Refused(f"{data.year}年的计划已经有了，也没有勾选要安排的事项。")
    for item in sorted(items, key=lambda one: one.day):
        carry_out(tx, known[item.key].plan(item.day))
    made = {} if there else {"year": data.year, "made_on": tx.now.date()}
    if made or said:
        _put(tx, data.year, made | said)
    tx.label = f"排{data.year}年度组织生活计划" + (f"（{len(items)}项）" if items else "")
    return {"plan": plan_id(data.year), "planned": len(items)}


def _all(tx: Transaction, year: int) -> tuple[inputs.PlannedItem, ...]:
    return tuple(inputs.PlannedItem(one.key, one.day) for one in suggestions(tx, year))


def _check(items: Sequence[inputs.PlannedItem], known: Mapping[str, Proposal], year: int) -> None:
    problems = []
    for item in items:
        proposal = known.get(item.key)
        if proposal is None:
            raise Refused("有的事项已经排过，或者不再需要了，没有再排。", hint="请重新打开“排计划”，按最新的建议勾选。")
        first, last = span_of(year, proposal.months)
        if not first <= item.day <= last:
            when = f"{first.month}月" if first.month == last.month else f"{first.month}至{last.month}月"
            day = f"{item.day.year}-{item.day.month}-{item.day.day}"
            problems.append(
                FieldProblem(item.key, f"“{proposal.title}”应排在{year}年{when}，现在填的是{day}，请改日期。")
            )
    if problems:
        raise Refused("".join(one.message for one in problems), problems=tuple(problems))


def _put(tx: Transaction, year: int, values: Mapping[str, object]) -> str:
    """Make the plan of a year, or change it; one that was deleted comes back."""
    id = plan_id(year)
    if tx.get(AnnualPlan, id) is not None:
        tx.restore(AnnualPlan, id)
    return tx.create(AnnualPlan, values, id=id)


def edit_annual_plan(tx: Transaction, data: inputs.EditPlan) -> str:
    """Change theme, requirements, the day it was made or reported. Raises :class:`Refused` for days to come."""
    plan = _needed(tx, data.year)
    changes = {name: value or None for name, value in data.changes.items()}
    made = changes.get("made_on", plan.made_on)
    _check_day(tx, "made_on", "编制日期", changes.get("made_on"))
    _check_day(tx, "submitted_on", "报备日期", changes.get("submitted_on"), made)
    tx.label = f"修改{data.year}年度组织生活计划"
    tx.edit(AnnualPlan, plan.id, changes, seen=data.seen)
    return plan.id


def approve_annual_plan(tx: Transaction, data: inputs.ApprovePlan) -> str:
    """Say which meeting passed the plan, in place of any other. Raises :class:`Refused` where either is missing."""
    plan = _needed(tx, data.year)
    _end_approval(tx, data.year)
    link_records(tx, LinkRecords(KIND, plan.id, Relation.APPROVED_BY, data.meeting_kind, data.meeting))
    tx.label = f"登记{data.year}年度计划的审议会议"
    return plan.id


def withdraw_plan_approval(tx: Transaction, data: inputs.OfYear) -> str:
    """Say that no meeting has passed the plan yet. Raises :class:`Refused` if none was named."""
    plan = _needed(tx, data.year)
    if not _end_approval(tx, data.year):
        raise Refused(f"{data.year}年度计划还没有登记审议的会议。")
    tx.label = f"取消{data.year}年度计划的审议会议"
    return plan.id


def _end_approval(tx: Transaction, year: int) -> bool:
    facts = plan_facts(tx, year)
    if facts is None or facts.approval is None:
        return False
    old = facts.approval
    unlink_records(tx, LinkRecords(KIND, facts.id, Relation.APPROVED_BY, old.kind, old.id))
    return True


def submit_annual_plan(tx: Transaction, data: inputs.SubmitPlan) -> str:
    """报备: the day the plan went to the superior. Raises :class:`Refused` for a day to come or before it was made."""
    plan = _needed(tx, data.year)
    _check_day(tx, "day", "报备日期", data.day, plan.made_on)
    tx.label = f"登记{data.year}年度计划报备"
    tx.edit(AnnualPlan, plan.id, {"submitted_on": data.day})
    return plan.id


def move_planned_item(tx: Transaction, data: inputs.MoveItem) -> str:
    """Give something on the board another day, by its own capability's verb.

    Raises :class:`Refused` where it isn't on the board, or may not be moved since it was held or is final.
    """
    item = _find(tx, data)
    if item.move is None:
        raise Refused(f"“{item.title}”已经办过或不能在这里改期。", hint="请打开这条记录查看。")
    carry_out(tx, item.move(data.day))
    tx.label = f"{item.title} 改到{data.day.month}-{data.day.day:02d}"
    return item.record


def _find(tx: Transaction, data: inputs.MoveItem) -> Scheduled:
    today = tx.now.date()
    for year in (data.day.year, data.day.year - 1, data.day.year + 1):
        for one in schedule_of(tx, year, today):
            if (one.record_kind, one.record) == (data.record_kind, data.record):
                return one
    raise Refused("年度计划里没有这一项，可能已被删除。", hint="请刷新后再试。")


def delete_annual_plan(tx: Transaction, data: inputs.OfYear) -> str:
    """Move the plan to the recycle bin; what was planned stays planned. Raises :class:`Refused` if it is missing."""
    plan = _needed(tx, data.year)
    tx.label = f"删除{data.year}年度组织生活计划"
    tx.delete(AnnualPlan, plan.id)
    return plan.id


def restore_annual_plan(tx: Transaction, data: inputs.OfYear) -> str:
    """Bring the plan back from the recycle bin. Raises :class:`Refused` if it was never there."""
    id = plan_id(data.year)
    if tx.get(AnnualPlan, id) is None:
        raise Refused(f"回收站里没有{data.year}年度计划。")
    tx.label = f"恢复{data.year}年度组织生活计划"
    tx.restore(AnnualPlan, id)
    return id


def _needed(tx: Transaction, year: int) -> AnnualPlan:
    found = tx.get(AnnualPlan, plan_id(year))
    if found is None or found.deleted:
        raise Refused(f"还没有{year}年度组织生活计划。", hint="请先“排计划”。")
    return found


def _check_day(tx: Transaction, name: str, label: str, day: object, made: object = None) -> None:
    if not isinstance(day, date):
        return
    sentence = ""
    if day > tx.now.date():
        sentence = f"{label}{day.isoformat()}在今天之后，请核对。"
    elif isinstance(made, date) and day < made:
        sentence = f"{label}{day.isoformat()}早于编制日期{made.isoformat()}，请核对。"
    if sentence:
        raise Refused(sentence, problems=(FieldProblem(name, sentence),))
