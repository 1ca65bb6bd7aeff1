"""The face of 中心工作: a view in the tab 工作台, its kinds, verbs, papers and what the year's board asks of it."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.core_tasks import inputs, papers, reading, service, year
from dangjian_desktop.core_tasks.records import BusinessFigure, CoreTask, Indicator, LeadMember, Milestone
from dangjian_desktop.core_tasks.sample import make_sample
from dangjian_desktop.feature import Action, Feature, Kind, Metric, Paper, Reference, Tab, View
from dangjian_desktop.store import Part, Reader


def _view(context: Any) -> Any:
    from dangjian_desktop.core_tasks.page.view import CoreTasksView

    return CoreTasksView(context)


def _milestone_label(reader: Reader, id: str) -> str:
    return _of_task(reader, reader.get(Milestone, id), "title")


def _indicator_label(reader: Reader, id: str) -> str:
    return _of_task(reader, reader.get(Indicator, id), "name")


def _of_task(reader: Reader, part: Part | None, name: str) -> str:
    if part is None:
        return ""
    return f"{reading.task_label(reader, part.owner or '')}：{getattr(part, name) or ''}"


def _find_none(_reader: Reader, _text: str, _limit: int) -> list[Any]:
    """Parts are found by their owner."""
    return []


FEATURE = Feature(
    name="core_tasks",
    title="中心工作",
    floor=3,
    tab=Tab("workbench", "工作台", "house", (View("core_tasks", "中心工作", _view),)),
    kinds=(
        Kind(
            CoreTask,
            order=("started_on", "id"),
            period="started_on",
            duplicate_key=lambda row: (row.title,) if row.title else None,
            final=lambda row: row.closed_on is not None,
        ),
        Kind(Milestone, order=("owner", "position", "id"), period="due_on", duplicate_key=lambda row: (row.title,)),
        Kind(LeadMember, order=("owner", "person"), duplicate_key=lambda row: (row.person,)),
        Kind(Indicator, order=("owner", "position", "id"), duplicate_key=lambda row: (row.name,)),
        Kind(BusinessFigure, order=("owner", "month", "id"), period="month", duplicate_key=lambda row: (row.month,)),
    ),
    actions=(
        Action("add_core_task", "登记中心工作", inputs.AddCoreTask, service.add_core_task),
        Action("edit_core_task", "修改中心工作", inputs.EditCoreTask, service.edit_core_task),
        Action("close_core_task", "办结中心工作", inputs.CloseCoreTask, service.close_core_task),
        Action("delete_core_task", "删除中心工作", inputs.CoreTaskId, service.delete_core_task),
        Action("restore_core_task", "恢复中心工作", inputs.CoreTaskId, service.restore_core_task),
        Action("add_milestone", "添加节点", inputs.AddMilestone, service.add_milestone),
        Action("edit_milestone", "修改节点", inputs.EditMilestone, service.edit_milestone),
        Action("move_milestone", "调整节点次序", inputs.MoveMilestone, service.move_milestone),
        Action("delete_milestone", "删除节点", inputs.CoreTaskId, service.delete_milestone),
        Action("add_indicator", "添加业务指标", inputs.AddIndicator, service.add_indicator),
        Action("edit_indicator", "修改业务指标", inputs.EditIndicator, service.edit_indicator),
        Action("delete_indicator", "删除业务指标", inputs.CoreTaskId, service.delete_indicator),
        Action("set_figures", "登记业务数据", inputs.SetFigures, service.set_figures),
    ),
    references=(
        Reference("core_tasks", reading.task_label, reading.find_tasks, year.VIEW),
        Reference("core_task_milestones", _milestone_label, _find_none, year.VIEW),
        Reference("core_task_indicators", _indicator_label, _find_none, year.VIEW),
    ),
    metrics=(Metric("milestones_reached", "中心工作完成节点", year.milestones_reached),),
    dues=year.dues,
    schedule=year.schedule,
    assignments=year.assignments,
    questions=year.questions,
    digest=year.digest,
    holdings=year.holdings,
    papers=(
        Paper(
            "core_task",
            "中心工作推进情况表",
            "form",
            "record",
            papers.core_task_paper,
            reading.latest_task,
            papers.core_task_file,
        ),
        Paper("business_figures", "业务数据登记表", "form", "period", papers.figures_paper),
    ),
    search=reading.find_tasks,
    sample=make_sample,
)
