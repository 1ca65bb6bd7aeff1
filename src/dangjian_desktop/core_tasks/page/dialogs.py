"""The dialogs of 中心工作: its facts, milestones, indicators and a month's figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.core_tasks.reading import IndicatorRow, MilestoneRow, TaskRow, TaskSheet
from dangjian_desktop.core_tasks.rules import BETTER_LABELS, Better, Role, plain
from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.context import WindowContext

Done = Callable[[Any], object]
People = tuple[PersonRef, ...]


def _nothing(_result: object) -> None:
    """Nobody waits for the result."""


def new_task(context: WindowContext, people: People, done: Done, parent: QWidget) -> VerbDialog:
    """The form of a new piece of central work."""
    specs = (
        Spec("title", "名称", wide=True),
        Spec("goal", "目标", Ask.LONG, wide=True, help="到什么时候，做到什么程度"),
        Spec("started_on", "开始日期", Ask.DAY, value=context.today),
        Spec("due_on", "计划完成日期", Ask.DAY),
        Spec("leads", "牵头党员", Ask.PEOPLE, people=people, wide=True),
        Spec("members", "参与党员", Ask.PEOPLE, people=people, wide=True),
    )
    return VerbDialog(
        context,
        "add_core_task",
        "登记中心工作",
        specs,
        lambda values: {"title": "", **given(values)},
        accept="登记",
        done=done,
        parent=parent,
    )


def edit_task(context: WindowContext, sheet: TaskSheet, people: People, parent: QWidget) -> VerbDialog:
    """The form of an existing one."""
    row = sheet.row
    before: dict[str, object] = {
        "title": row.title,
        "goal": row.goal,
        "started_on": row.started_on,
        "due_on": row.due_on,
    }
    groups = {role: tuple(person for person, its, _name in sheet.members if its is role) for role in Role}
    specs = (
        Spec("title", "名称", value=row.title, wide=True),
        Spec("goal", "目标", Ask.LONG, value=row.goal, wide=True),
        Spec("started_on", "开始日期", Ask.DAY, value=row.started_on),
        Spec("due_on", "计划完成日期", Ask.DAY, value=row.due_on),
        Spec("leads", "牵头党员", Ask.PEOPLE, value=groups[Role.LEAD], people=people, wide=True),
        Spec("members", "参与党员", Ask.PEOPLE, value=groups[Role.TAKES_PART], people=people, wide=True),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        people_now = {"leads": values.pop("leads"), "members": values.pop("members")}
        return {"id": row.id, "changes": _changed(before, values), "seen": sheet.heads, **people_now}

    return VerbDialog(context, "edit_core_task", "中心工作", specs, build, accept="保存", parent=parent)


def close_task(context: WindowContext, row: TaskRow, parent: QWidget) -> VerbDialog:
    """Finished: when, and with what result."""
    specs = (
        Spec("closed_on", "完成日期", Ask.DAY, value=row.closed_on or context.today),
        Spec("result", "成效", Ask.LONG, value=row.result, wide=True, help="变化了什么，群众和服务对象怎么说"),
    )
    return VerbDialog(
        context,
        "close_core_task",
        f"办结：{row.title}",
        specs,
        lambda values: {"id": row.id, **values},
        accept="办结",
        parent=parent,
    )


def milestone_dialog(
    context: WindowContext, task: str, people: People, parent: QWidget, step: MilestoneRow | None = None
) -> VerbDialog:
    """A step: new, or with its progress and the day it was reached."""
    specs = [
        Spec("title", "节点", value=step.title if step else None, wide=True),
        Spec("due_on", "时限", Ask.DAY, value=step.due_on if step else None),
        Spec("responsible", "责任人", Ask.PERSON, value=step.responsible if step else None, people=people),
    ]
    if step is None:
        return VerbDialog(
            context,
            "add_milestone",
            "添加节点",
            specs,
            lambda values: {"task": task, "title": "", **given(values)},
            accept="添加",
            parent=parent,
        )
    specs += [
        Spec("progress", "进展", Ask.LONG, value=step.progress, wide=True),
        Spec("done_on", "完成日期", Ask.DAY, value=step.done_on, help="没完成就空着"),
    ]
    before: dict[str, object] = {
        "title": step.title,
        "due_on": step.due_on,
        "responsible": step.responsible,
        "progress": step.progress,
        "done_on": step.done_on,
    }

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {"id": step.id, "changes": _changed(before, values)}

    return VerbDialog(context, "edit_milestone", "节点", specs, build, accept="保存", parent=parent)


def indicator_dialog(context: WindowContext, task: str, parent: QWidget, one: IndicatorRow | None = None) -> VerbDialog:
    """An indicator: its name, unit, which way is good, where it stood before and where it should go."""
    before: dict[str, object] = {}
    if one is not None:
        before = {
            "name": one.name,
            "unit": one.unit,
            "better": str(one.better),
            "baseline": one.baseline,
            "target": one.target,
        }
    specs = (
        Spec("name", "指标", value=before.get("name"), help="如 办结率、平均办理时限、差错、满意度"),
        Spec("unit", "单位", value=before.get("unit"), help="如 %、天、件"),
        Spec(
            "better",
            "向好",
            Ask.CHOICE,
            tuple((str(key), word) for key, word in BETTER_LABELS.items()),
            value=before.get("better", str(Better.HIGHER)),
        ),
        Spec("baseline", "开始前的数值", value=_text(one.baseline if one else None), help="不知道就空着"),
        Spec("target", "目标值", value=_text(one.target if one else None)),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        values = {**values, **{name: _number(values[name], name) for name in ("baseline", "target")}}
        if one is None:
            return {"task": task, "name": "", **given(values)}
        return {"id": one.id, "changes": _changed(before, values)}

    verb, title, accept = ("edit_indicator", "业务指标", "保存") if one else ("add_indicator", "添加业务指标", "添加")
    return VerbDialog(context, verb, title, specs, build, accept=accept, parent=parent)


def figures_dialog(context: WindowContext, sheet: TaskSheet, month: date, parent: QWidget) -> VerbDialog:
    """The figures of one month: one small field for each indicator."""
    specs = tuple(
        Spec(one.id, f"{one.name}{f'（{one.unit}）' if one.unit else ''}", value=_text(one.figures.get(month)))
        for one in sheet.indicators
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {
            "task": sheet.row.id,
            "month": month,
            "values": {one: _number(text, one) for one, text in values.items()},
        }

    title = f"{month.year}年{month.month}月业务数据"
    return VerbDialog(context, "set_figures", title, specs, build, accept="登记", parent=parent)


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in after.items() if (value or None) != (before.get(name) or None)}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _number(text: object, field: str) -> Decimal | None:
    """The number typed. Raises :class:`Refused` naming the field."""
    typed = str(text or "").strip().removesuffix("%").replace("，", "").replace(",", "")
    if not typed:
        return None
    try:
        value = Decimal(typed)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise Refused("应是数字，例如 96.5。", problems=(FieldProblem(field, "应是数字，例如 96.5。"),))
    return value
