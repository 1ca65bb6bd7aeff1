"""The small dialogs of a plan: what it says, which meeting passed it, when it was reported, another day for an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from dangjian_desktop.annual_plan.reading import Choice, PlanYear
from dangjian_desktop.base.dates import short_day
from dangjian_desktop.feature import Scheduled
from dangjian_desktop.roster.page.dialogs import Ask, Spec, VerbDialog
from dangjian_desktop.ui.components.editors import DateEdit
from dangjian_desktop.ui.context import WindowContext


def facts_dialog(context: WindowContext, view: PlanYear, parent: QWidget) -> VerbDialog:
    """Theme, requirements and days of a plan."""
    plan = view.plan
    before: dict[str, object] = {
        "theme": plan.theme if plan else "",
        "requirements": plan.requirements if plan else "",
        "made_on": plan.made_on if plan else None,
        "submitted_on": plan.submitted_on if plan else None,
    }
    specs = (
        Spec("theme", "年度主题", value=before["theme"], wide=True),
        Spec(
            "requirements", "总体要求", Ask.LONG, value=before["requirements"], wide=True, help="一行一段，印在计划里"
        ),
        Spec("made_on", "编制日期", Ask.DAY, value=before["made_on"]),
        Spec("submitted_on", "报备日期", Ask.DAY, value=before["submitted_on"]),
    )

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        changed = {key: value for key, value in values.items() if (value or None) != (before[key] or None)}
        return {"year": view.year, "changes": changed, "seen": view.seen or None}

    title = f"{view.year}年度组织生活计划"
    return VerbDialog(context, "edit_annual_plan", title, specs, build, accept="保存", parent=parent)


def approval_dialog(context: WindowContext, year: int, choices: Sequence[Choice], parent: QWidget) -> VerbDialog:
    """Which meeting passed the plan."""
    today = context.today
    words = tuple((f"{one.kind}/{one.id}", f"{short_day(one.day, today)}　{one.title}") for one in choices)
    spec = Spec("meeting", "审议通过的会议", Ask.CHOICE, words, value=words[0][0] if words else None, wide=True)

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        kind, _slash, meeting = str(values["meeting"] or "").partition("/")
        return {"year": year, "meeting": meeting, "meeting_kind": kind}

    sentence = "计划由支委会审议；不设支委会的，由党员大会讨论。选开过或排好的那一次。"
    return VerbDialog(
        context, "approve_annual_plan", "登记审议", (spec,), build, accept="登记", sentence=sentence, parent=parent
    )


def submit_dialog(context: WindowContext, year: int, parent: QWidget) -> VerbDialog:
    """When the plan was reported to the superior."""
    spec = Spec("day", "报备日期", Ask.DAY, value=context.today)

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {"year": year, "day": values["day"]}

    return VerbDialog(context, "submit_annual_plan", "登记报备", (spec,), build, accept="登记", parent=parent)


def day_dialog(context: WindowContext, item: Scheduled, parent: QWidget) -> VerbDialog:
    """Another day for an item."""
    spec = Spec("day", "改到哪天", Ask.DAY, value=item.day)

    def build(values: dict[str, Any]) -> Mapping[str, object]:
        return {"record_kind": item.record_kind, "record": item.record, "day": values["day"]}

    dialog = VerbDialog(
        context, "move_planned_item", "改日期", (spec,), build, accept="改期", sentence=item.title, parent=parent
    )
    editor = dialog.fields["day"].widget
    if isinstance(editor, DateEdit):
        # 3.18 is meant in the plan's year, not in the running one.
        editor.near = date(item.year, item.month, 1)
    return dialog
