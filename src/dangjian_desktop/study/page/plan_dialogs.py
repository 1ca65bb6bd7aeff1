"""The dialogs of the plan: made, approved, an item added or changed, postponed, given to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog, given
from dangjian_desktop.study.reading.choices import ItemForm
from dangjian_desktop.study.records import AUDIENCE_LABELS, Audience
from dangjian_desktop.study.rules.forms import FORMS
from dangjian_desktop.study.rules.rota import Choice
from dangjian_desktop.ui.context import WindowContext

Done = Callable[[Any], object]
_MONTHS = tuple((str(month), f"{month}月") for month in range(1, 13))
_AUDIENCES = tuple((str(key), word) for key, word in AUDIENCE_LABELS.items())


def number(text: object) -> str | None:
    """A number as it was typed, for the verb to check; None where nothing was."""
    words = str(text or "").strip().removesuffix("学时")
    if not words:
        return None
    try:
        Decimal(words)
    except InvalidOperation:
        raise Refused(f"“{words}”不是数字，请填学时，例如 2 或 1.5。") from None
    return words


def make_dialog(context: WindowContext, year: int, *, last_year: bool, done: Done, parent: QWidget) -> VerbDialog:
    """制定学习计划: theme, goals and what to begin with."""
    sources = [("template", "模板（按月排好形式，再填内容）"), ("blank", "空白")]
    if last_year:
        sources.insert(0, ("last_year", f"照{year - 1}年的计划"))
    specs = (
        Spec("theme", "年度主题", wide=True),
        Spec("source", "从哪里开始", Ask.CHOICE, tuple(sources), value=sources[0][0], wide=True),
        Spec("goals", "学习目标", Ask.LONG, wide=True),
    )
    return VerbDialog(
        context,
        "make_study_plan",
        f"制定{year}年学习计划",
        specs,
        lambda values: {"year": year, **given(values)},
        accept="制定",
        done=done,
        parent=parent,
    )


def edit_plan_dialog(context: WindowContext, plan: str, values: Mapping[str, object], parent: QWidget) -> VerbDialog:
    """Theme, goals, requirements and the day of 报备."""
    specs = (
        Spec("theme", "年度主题", value=values.get("theme"), wide=True),
        Spec("goals", "学习目标", Ask.LONG, value=values.get("goals"), wide=True),
        Spec("requirements", "学习要求", Ask.LONG, value=values.get("requirements"), wide=True),
        Spec("reported_on", "报备日期", Ask.DAY, value=values.get("reported_on")),
    )
    return VerbDialog(
        context,
        "edit_study_plan",
        "年度主题和目标",
        specs,
        lambda found: {"id": plan, "changes": found},
        accept="保存",
        parent=parent,
    )


def approve_dialog(
    context: WindowContext, plan: str, meetings: Sequence[tuple[str, str, str]], parent: QWidget
) -> VerbDialog:
    """Which meeting approved the plan; its record here, or its day."""
    kinds = {id: kind for kind, id, _name in meetings}
    choices = (("", "不在本程序里，填日期"), *((id, name) for _kind, id, name in meetings))
    first = meetings[0][1] if meetings else ""
    specs = (
        Spec("meeting", "通过计划的会议", Ask.CHOICE, choices, value=first, wide=True),
        Spec("approved_on", "或：通过日期", Ask.DAY),
        Spec("approved_by", "会议名称", help="例如 支委会"),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        meeting = values["meeting"] if values.get("approved_on") is None else ""
        linked = {"meeting": meeting, "meeting_kind": kinds[meeting]} if meeting else {}
        return {
            "id": plan,
            **linked,
            **given({"approved_on": values["approved_on"]}),
            "approved_by": values["approved_by"] or "",
        }

    return VerbDialog(context, "approve_study_plan", "审议通过", specs, build, accept="登记", parent=parent)


def item_dialog(
    context: WindowContext,
    year: int,
    form: ItemForm,
    preset: Mapping[str, object],
    done: Done,
    parent: QWidget,
    item: str = "",
) -> VerbDialog:
    """An item of the plan: entered, or changed."""
    before = dict(form.values) if item else {"month": str(context.today.month), **preset}
    specs = _item_specs(form, before, item)

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        found = {**values, "hours": number(values["hours"])}
        month = int(found.pop("month")) if found.get("month") else None
        day, serves = found.pop("day"), found.pop("serves", "") or ""
        if not item:
            when = {"day": day} if day else {"month": month}
            return {"year": year, "content": "", **given(found), **when, **({"serves": serves} if serves else {})}
        when = {} if form.held else {"day": day} if day else {"month": month}
        changed = {key: one for key, one in found.items() if (one or None) != (_shown(before.get(key)) or None)}
        return {"id": item, "changes": changed, "serves": serves, "seen": form.seen or None, **when}

    verb, title, accept = ("edit_plan_item", "改这一项", "保存") if item else ("add_plan_item", "加一项", "加入计划")
    return VerbDialog(context, verb, title, specs, build, accept=accept, done=done, columns=3, parent=parent)


def _shown(value: object) -> object:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _item_specs(form: ItemForm, before: Mapping[str, object], item: str) -> tuple[Spec, ...]:
    value = {name: _shown(one) for name, one in before.items()}.get
    groups = (("", "—"), *((group.id, group.name) for group in form.choices.groups))
    specs = [
        Spec("content", "学习内容", value=value("content"), wide=True),
        Spec("form", "形式", Ask.CHOICE, form.choices.forms, value=value("form") or form.choices.forms[0][0]),
        Spec("hours", "计划学时", value=value("hours")),
        Spec("month", "月份", Ask.CHOICE, _MONTHS, value=str(value("month") or "")),
        Spec("day", "日期（没定就空着）", Ask.DAY, value=value("day")),
        Spec("lecturer", "主讲（领学）人", Ask.PERSON, value=value("lecturer"), people=form.choices.people),
        Spec("responsible", "责任人", Ask.PERSON, value=value("responsible"), people=form.choices.members),
        Spec("lecturer_name", "外请主讲人", value=value("lecturer_name")),
        Spec("lecturer_unit", "主讲人单位", value=value("lecturer_unit")),
        Spec("audience", "参加人员", Ask.CHOICE, _AUDIENCES, value=value("audience") or str(Audience.ALL)),
        Spec("party_group", "党小组", Ask.CHOICE, groups, value=value("party_group") or ""),
        Spec("proposer", "选题提出人", Ask.PERSON, value=value("proposer"), people=form.choices.members),
    ]
    if form.choices.tasks:
        specs.append(Spec("serves", "关联中心工作", Ask.CHOICE, (("", "—"), *form.choices.tasks), value=form.served))
    specs.append(Spec("readings", "篇目", Ask.LONG, value=value("readings"), wide=True))
    hidden = {"month", "day"} if form.held and item else set()
    return tuple(spec for spec in specs if spec.name not in hidden)


def postpone_dialog(
    context: WindowContext, items: Sequence[str], title: str, today: date, year: int, done: Done, parent: QWidget
) -> VerbDialog:
    """顺延 one or several items with the reason."""
    first = today.month if year == today.year else 1
    months = tuple(one for one in _MONTHS if int(one[0]) >= first)
    after = str(min(12, first + 1))
    specs = (
        Spec("month", "改到", Ask.CHOICE, months, value=after),
        Spec("day", "或：改到日期", Ask.DAY),
        Spec("reason", "顺延原因", Ask.LONG, wide=True),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        when = {"day": values["day"]} if values["day"] else {"month": int(values["month"])}
        return {"ids": list(items), "reason": values["reason"] or "", **when}

    return VerbDialog(context, "postpone_plan_items", title, specs, build, accept="顺延", done=done, parent=parent)


def replace_dialog(
    context: WindowContext,
    item: str,
    choices: Sequence[Choice],
    names: Mapping[str, str],
    away: str,
    done: Done,
    parent: QWidget,
) -> VerbDialog:
    """换人: those able, whose turn it is first, each with the reason."""
    reasons = {one.speaker: one.reason for one in choices}
    options = tuple((one.speaker, f"{names.get(one.speaker, '')}（{one.reason}）") for one in choices)
    specs = (
        Spec("member", "换成", Ask.CHOICE, options, value=options[0][0] if options else None, wide=True),
        Spec("ended_reason", "为什么换", Ask.LONG, value=away or None, wide=True),
    )
    return VerbDialog(
        context,
        "assign_lecturer",
        "换人",
        specs,
        lambda values: {
            "id": item,
            "member": values["member"] or "",
            "reason": reasons.get(values["member"] or "", ""),
            "ended_reason": values["ended_reason"] or "",
        },
        accept="换人",
        done=done,
        parent=parent,
    )


def form_dialog(context: WindowContext, parent: QWidget) -> VerbDialog:
    """A form of the branch's own: its name, and which known form it records like."""
    likes = tuple((info.key, info.name) for info in FORMS.values())
    specs = (
        Spec("name", "名称"),
        Spec("short", "简称", help="两个字，用在统计里"),
        Spec("like", "记录内容同", Ask.CHOICE, likes, value=likes[0][0], wide=True),
    )
    return VerbDialog(
        context,
        "add_study_form",
        "增加学习形式",
        specs,
        lambda values: {"name": "", **given(values)},
        accept="增加",
        parent=parent,
    )
