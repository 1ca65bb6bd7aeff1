"""年度组织生活计划 as an official document (GB/T 9704): theme, requirements, the year by month, who passed it when."""

from __future__ import annotations

from dangjian_desktop.annual_plan.reading import PlanYear, plan_year, year_of
from dangjian_desktop.annual_plan.rules import day_and_title
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import LANE_LABELS, Lane
from dangjian_desktop.papers.model import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Kind,
    Paragraph,
    Row,
    Table,
    chinese_date,
)
from dangjian_desktop.roster.reading import branch_facts
from dangjian_desktop.store import Reader

_WEIGHTS = {Lane.MEETINGS: 4.0, Lane.STUDY: 3.6, Lane.PAIRING: 2.6, Lane.CORE_TASKS: 3.2}


def annual_plan(reader: Reader, record: str | None, _period: Period | None) -> Document:
    """The plan as it stands. Raises :class:`Refused` if there is none."""
    year = year_of(reader, record or "")
    view = plan_year(reader, year) if year is not None else None
    if view is None or view.plan is None:
        raise Refused("还没有这一年的组织生活计划。", hint="请先在“会议 · 年度计划”里排计划。")
    branch = branch_facts(reader).name
    plan = view.plan
    day = plan.made_on or view.today
    title = f"{branch}{view.year}年度组织生活计划"
    return Document(
        kind=Kind.PLAN,
        title=title,
        title_phrases=tuple(part for part in (branch, f"{view.year}年度", "组织生活计划") if part),
        organisation=branch,
        day=day,
        subtitle=_passed(view),
        blocks=(*_body(view), *([Closing((branch,), day)] if branch else [])),
    )


def plan_file(reader: Reader, record: str | None, _period: Period | None) -> str:
    """The file's name: 2026年度组织生活计划."""
    return f"{year_of(reader, record or '') or ''}年度组织生活计划"


def _passed(view: PlanYear) -> str:
    plan = view.plan
    if plan is None or plan.approval is None:
        return "（草案，待审议）"
    when = chinese_date(plan.approved_on) if plan.approved_on else ""
    return f"（{when}{_meeting(plan.approval.title)}审议通过）"


def _meeting(title: str) -> str:
    """The sort of the meeting, as a paper names it."""
    for word, name in (("支委会", "支部委员会会议"), ("党员大会", "支部党员大会")):
        if word in title:
            return name
    return "会议"


def _body(view: PlanYear) -> list[Block]:
    plan = view.plan
    blocks: list[Block] = []
    if plan is not None and plan.theme:
        blocks.append(Heading("年度主题：", run_in=f"{plan.theme.rstrip('。')}。"))
    if plan is not None and plan.requirements:
        blocks.append(Heading("总体要求"))
        blocks += [Paragraph(line) for line in plan.requirements.splitlines() if line.strip()]
    blocks.append(Heading("活动安排"))
    return [*blocks, _table(view)]


def _table(view: PlanYear) -> Table:
    lanes = [lane for lane in Lane if any(one.lane is lane for one in view.items)] or [Lane.MEETINGS]
    rows = []
    for month in range(1, 13):
        fields = ["\n".join(day_and_title(one) for one in view.of(month, lane)) for lane in lanes]
        rows.append(Row((f"{month}月", *fields)))
    columns = (Column("月份", 1.0), *(Column(LANE_LABELS[lane], _WEIGHTS[lane], Align.LEFT) for lane in lanes))
    return Table(columns, tuple(rows), note=f"共安排{len(view.items)}项。" if view.items else "还没有安排活动。")
