"""The tables of 中心工作. Progress in per cent and effect are computed, never stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from dangjian_desktop.core_tasks.rules import BETTER_LABELS, ROLE_LABELS
from dangjian_desktop.store import Part, Record, column


class CoreTask(Record):
    """One piece of central work: its goal, its span, and in the end its result."""

    __tablename__ = "core_tasks"
    __label__ = "中心工作"

    title: Mapped[str | None] = column("名称", search=True)
    goal: Mapped[str | None] = column("目标", search=True, long=True)
    started_on: Mapped[date | None] = column("开始日期", index=True)
    due_on: Mapped[date | None] = column("计划完成日期")
    closed_on: Mapped[date | None] = column("完成日期")
    result: Mapped[str | None] = column("成效", search=True, long=True)


class Milestone(Part):
    """A step on the way (节点), by when it is to be reached and who sees to it."""

    __tablename__ = "core_task_milestones"
    __label__ = "节点"
    __owner_kind__ = "core_tasks"

    title: Mapped[str | None] = column("节点", search=True)
    due_on: Mapped[date | None] = column("时限", index=True)
    responsible: Mapped[str | None] = column("责任人", ref="members")
    progress: Mapped[str | None] = column("进展", search=True, long=True)
    done_on: Mapped[date | None] = column("完成日期")


class LeadMember(Part):
    """A member who works on it: a set element, its role a register."""

    __tablename__ = "core_task_members"
    __label__ = "参与党员"
    __owner_kind__ = "core_tasks"

    person: Mapped[str | None] = column("姓名", ref="members")
    role: Mapped[str | None] = column("作用", words={str(key): word for key, word in ROLE_LABELS.items()})


class Indicator(Part):
    """A business indicator (办结率, 办理时限, 差错, 满意度) by which the effect is told."""

    __tablename__ = "core_task_indicators"
    __label__ = "业务指标"
    __owner_kind__ = "core_tasks"

    name: Mapped[str | None] = column("指标", search=True)
    unit: Mapped[str | None] = column("单位")
    better: Mapped[str | None] = column("向好", words={str(key): word for key, word in BETTER_LABELS.items()})
    baseline: Mapped[Decimal | None] = column("开始前")
    target: Mapped[Decimal | None] = column("目标值")


class BusinessFigure(Part):
    """An indicator's figure of one month: a set element named by its month (``2026-10``)."""

    __tablename__ = "business_figures"
    __label__ = "业务数据"
    __owner_kind__ = "core_task_indicators"

    month: Mapped[date | None] = column("月份", index=True)
    value: Mapped[Decimal | None] = column("数值")
    note: Mapped[str | None] = column("说明")


RECORDS: tuple[type[Record], ...] = (CoreTask, Milestone, LeadMember, Indicator, BusinessFigure)
