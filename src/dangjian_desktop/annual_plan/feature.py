"""The face of the annual plan: a view in the tab 会议, its kind, verbs, duty, paper and part of the sample branch."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.annual_plan import inputs, papers, service
from dangjian_desktop.annual_plan.dues import dues
from dangjian_desktop.annual_plan.reading import VIEW, find_plans, latest_plan, plan_facts, plan_label
from dangjian_desktop.annual_plan.records import KIND, AnnualPlan
from dangjian_desktop.annual_plan.sample import make_sample
from dangjian_desktop.feature import Action, Feature, Kind, Paper, Reference, Tab, View
from dangjian_desktop.store import Reader


def _view(context: Any) -> Any:
    from dangjian_desktop.annual_plan.page.view import AnnualPlanView

    return AnnualPlanView(context)


def _derived(reader: Reader, plan: Any) -> dict[str, object]:
    """What the command line adds: how far the plan is, and which meeting passed it when."""
    facts = plan_facts(reader, plan.year)
    if facts is None:
        return {}
    return {
        "standing": facts.standing.value,
        "approved_by": facts.approval.id if facts.approval else None,
        "approved_on": facts.approved_on,
    }


FEATURE = Feature(
    name="annual_plan",
    title="年度组织生活计划",
    floor=5,
    tab=Tab("meetings", "会议", "users", (View("annual_plan", "年度计划", _view),)),
    kinds=(Kind(AnnualPlan, order=("year", "id"), period="made_on", derived=_derived),),
    actions=(
        Action("make_annual_plan", "排年度计划", inputs.MakePlan, service.make_annual_plan),
        Action("edit_annual_plan", "修改年度计划", inputs.EditPlan, service.edit_annual_plan),
        Action("approve_annual_plan", "登记审议会议", inputs.ApprovePlan, service.approve_annual_plan),
        Action("withdraw_plan_approval", "取消审议会议", inputs.OfYear, service.withdraw_plan_approval),
        Action("submit_annual_plan", "登记报备", inputs.SubmitPlan, service.submit_annual_plan),
        Action("move_planned_item", "改期", inputs.MoveItem, service.move_planned_item),
        Action("delete_annual_plan", "删除年度计划", inputs.OfYear, service.delete_annual_plan),
        Action("restore_annual_plan", "恢复年度计划", inputs.OfYear, service.restore_annual_plan),
    ),
    references=(Reference(KIND, plan_label, find_plans, VIEW),),
    dues=dues,
    papers=(
        Paper(
            "annual_plan",
            "年度组织生活计划",
            "report",
            "record",
            papers.annual_plan,
            latest_plan,
            papers.plan_file,
        ),
    ),
    search=find_plans,
    sample=make_sample,
)
