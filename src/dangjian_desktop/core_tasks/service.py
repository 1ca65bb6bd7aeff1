"""What can be done with 中心工作: its own facts, milestones, indicators and figures; each inside one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.core_tasks import inputs
from dangjian_desktop.core_tasks.records import BusinessFigure, CoreTask, Indicator, LeadMember, Milestone
from dangjian_desktop.core_tasks.rules import Role
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.store import Part, Transaction

_RELATION = "lead_member"


def add_core_task(tx: Transaction, data: inputs.AddCoreTask) -> str:
    """Enter a piece of central work. Raises :class:`Refused` for a span that ends before it begins."""
    _check_span(data.started_on, data.due_on)
    tx.label = f"登记中心工作 {data.title}"
    values = {"title": data.title, "goal": data.goal or None, "started_on": data.started_on, "due_on": data.due_on}
    task = tx.create(CoreTask, values)
    _set_people(tx, task, data.leads, data.members)
    return task


def edit_core_task(tx: Transaction, data: inputs.EditCoreTask) -> str:
    """Change its facts and who works on it. Raises :class:`Refused` as :func:`add_core_task` does."""
    task = tx.need(CoreTask, data.id)
    changes = _cleaned(data.changes)
    if not changes.get("title", task.title):
        raise _wrong("title", "没有填名称，请补上。")
    _check_span(changes.get("started_on", task.started_on), changes.get("due_on", task.due_on))
    tx.label = f"修改中心工作 {changes.get('title', task.title)}"
    tx.edit(CoreTask, data.id, changes, seen=data.seen)
    if data.leads is not None or data.members is not None:
        now = people_of(tx, data.id)
        _set_people(
            tx,
            data.id,
            now[Role.LEAD] if data.leads is None else data.leads,
            now[Role.TAKES_PART] if data.members is None else data.members,
        )
    return data.id


def close_core_task(tx: Transaction, data: inputs.CloseCoreTask) -> str:
    """Say that it is finished and with what result; without a day it is open again.

    Raises :class:`Refused` for a day to come or before its beginning.
    """
    task = tx.need(CoreTask, data.id)
    if data.closed_on is not None:
        if data.closed_on > tx.now.date():
            raise _wrong("closed_on", f"完成日期{data.closed_on.isoformat()}在今天之后，请核对。")
        if task.started_on is not None and data.closed_on < task.started_on:
            raise _wrong("closed_on", f"完成日期早于开始日期{task.started_on.isoformat()}，请核对。")
    tx.label = f"{'办结' if data.closed_on else '重新打开'}中心工作 {task.title or ''}"
    tx.edit(CoreTask, data.id, {"closed_on": data.closed_on, "result": data.result or None})
    return data.id


def delete_core_task(tx: Transaction, data: inputs.CoreTaskId) -> str:
    """Move it to the recycle bin with all that belongs to it. Raises :class:`Refused` if it is missing."""
    task = tx.need(CoreTask, data.id)
    tx.label = f"删除中心工作 {task.title or ''}"
    tx.delete(CoreTask, data.id)
    return data.id


def restore_core_task(tx: Transaction, data: inputs.CoreTaskId) -> str:
    """Bring it back from the recycle bin. Raises :class:`Refused` if it was never there."""
    task = tx.get(CoreTask, data.id)
    if task is None:
        raise Refused("回收站里没有这项中心工作。")
    tx.label = f"恢复中心工作 {task.title or ''}"
    tx.restore(CoreTask, data.id)
    return data.id


def add_milestone(tx: Transaction, data: inputs.AddMilestone) -> str:
    """Add a step at the end. Raises :class:`Refused` for somebody who isn't in the roster."""
    task = tx.need(CoreTask, data.task)
    _check_member(tx, "responsible", data.responsible)
    tx.label = f"添加节点 {data.title}（{task.title or ''}）"
    return tx.add(
        Milestone, data.task, {"title": data.title, "due_on": data.due_on, "responsible": data.responsible or None}
    )


def edit_milestone(tx: Transaction, data: inputs.EditMilestone) -> str:
    """Change a step: words, day, who, progress, done. Raises :class:`Refused` for a day of finishing to come."""
    milestone = tx.need(Milestone, data.id)
    changes = _cleaned(data.changes)
    if not changes.get("title", milestone.title):
        raise _wrong("title", "没有填节点，请补上。")
    done_on = changes.get("done_on")
    if isinstance(done_on, date) and done_on > tx.now.date():
        raise _wrong("done_on", f"完成日期{done_on.isoformat()}在今天之后，请核对。")
    if "responsible" in changes:
        _check_member(tx, "responsible", changes["responsible"])
    tx.label = f"{'完成' if done_on else '修改'}节点 {changes.get('title', milestone.title)}"
    tx.edit(Milestone, data.id, changes, seen=data.seen)
    return data.id


def move_milestone(tx: Transaction, data: inputs.MoveMilestone) -> str:
    """Put a step elsewhere in the order. Raises :class:`Refused` if it is missing."""
    milestone = tx.need(Milestone, data.id)
    tx.label = f"调整节点次序 {milestone.title or ''}"
    tx.move(Milestone, data.id, data.after)
    return data.id


def delete_milestone(tx: Transaction, data: inputs.CoreTaskId) -> str:
    """Take a step out. Raises :class:`Refused` if it is missing."""
    return _delete(tx, Milestone, data.id, "节点", "title")


def add_indicator(tx: Transaction, data: inputs.AddIndicator) -> str:
    """Add a business indicator. Raises :class:`Refused` for a second one of the same name."""
    tx.need(CoreTask, data.task)
    if any(one.name == data.name for one in tx.parts(Indicator, data.task)):
        raise _wrong("name", f"已经有指标“{data.name}”，请另取一个名字。")
    tx.label = f"添加业务指标 {data.name}"
    values = {
        "name": data.name,
        "unit": data.unit or None,
        "better": str(data.better),
        "baseline": data.baseline,
        "target": data.target,
    }
    return tx.add(Indicator, data.task, values)


def edit_indicator(tx: Transaction, data: inputs.EditIndicator) -> str:
    """Change an indicator. Raises :class:`Refused` if it would have no name."""
    indicator = tx.need(Indicator, data.id)
    changes = _cleaned(data.changes)
    if not changes.get("name", indicator.name):
        raise _wrong("name", "没有填指标，请补上。")
    if changes.get("better") is not None:
        changes["better"] = str(changes["better"])
    tx.label = f"修改业务指标 {changes.get('name', indicator.name)}"
    tx.edit(Indicator, data.id, changes, seen=data.seen)
    return data.id


def delete_indicator(tx: Transaction, data: inputs.CoreTaskId) -> str:
    """Take an indicator out with its figures. Raises :class:`Refused` if it is missing."""
    return _delete(tx, Indicator, data.id, "业务指标", "name")


def set_figures(tx: Transaction, data: inputs.SetFigures) -> str:
    """Enter the figures of one month. Raises :class:`Refused` for a month to come or another task's indicator."""
    task = tx.need(CoreTask, data.task)
    month = data.month.replace(day=1)
    if month > tx.now.date():
        raise _wrong("month", f"{month.year}年{month.month}月还没到，请核对月份。")
    known = {one.id for one in tx.parts(Indicator, data.task)}
    for indicator, value in data.values.items():
        if indicator not in known:
            raise Refused("这项业务指标不在这项中心工作里，可能已被删除。")
        there = any(one.month == month for one in tx.parts(BusinessFigure, indicator))
        if value is not None or there:
            tx.put(BusinessFigure, indicator, "month", f"{month:%Y-%m}", {"month": month, "value": value})
    tx.label = f"登记{month.year}年{month.month}月业务数据（{task.title or ''}）"
    return data.task


def people_of(tx: Transaction, task: str) -> dict[Role, tuple[str, ...]]:
    """Who leads and who takes part."""
    found: dict[Role, list[str]] = {role: [] for role in Role}
    for part in tx.parts(LeadMember, task):
        if part.person and part.role in list(Role):
            found[Role(part.role)].append(part.person)
    return {role: tuple(people) for role, people in found.items()}


def _set_people(tx: Transaction, task: str, leads: Sequence[str], members: Sequence[str]) -> None:
    wanted = dict.fromkeys(members, Role.TAKES_PART) | dict.fromkeys(leads, Role.LEAD)
    for person, role in wanted.items():
        _check_member(tx, "leads" if role is Role.LEAD else "members", person)
        tx.put(LeadMember, task, _RELATION, person, {"person": person, "role": str(role)})
    for part in tx.parts(LeadMember, task):
        if part.person and part.person not in wanted and part.role is not None:
            tx.edit(LeadMember, part.id, {"role": None})


def _delete(tx: Transaction, model: type[Part], id: str, word: str, name: str) -> str:
    record = tx.need(model, id)
    tx.label = f"删除{word} {getattr(record, name) or ''}"
    tx.delete(model, id)
    return id


def _cleaned(changes: Mapping[str, object]) -> dict[str, Any]:
    return {name: None if value == "" else value for name, value in changes.items()}


def _check_span(started_on: date | None, due_on: date | None) -> None:
    if started_on is not None and due_on is not None and due_on < started_on:
        raise _wrong("due_on", f"计划完成日期早于开始日期{started_on.isoformat()}，请核对。")


def _check_member(tx: Transaction, field: str, person: object) -> None:
    if isinstance(person, str) and person and person not in member_facts(tx):
        raise _wrong(field, "名册里没有这位党员，请从名册里选。")


def _wrong(field: str, message: str) -> Refused:
    return Refused(message, problems=(FieldProblem(field, message),))
