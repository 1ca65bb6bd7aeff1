"""Inputs of the plan and its items, and of the branch's own forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.store import Heads
from dangjian_desktop.study.records import Audience
from dangjian_desktop.study.rules.forms import FormKind

INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


class PlanSource(StrEnum):
    """What a new plan begins with."""

    BLANK = "blank"
    LAST_YEAR = "last_year"
    TEMPLATE = "template"


@dataclass(frozen=True, config=INPUT)
class MakePlan:
    """A year's plan with its first items."""

    year: int = Field(title="年度", ge=1950, le=2200)
    theme: str = Field(default="", title="年度主题")
    goals: str = Field(default="", title="学习目标")
    source: PlanSource = Field(default=PlanSource.BLANK, title="从哪里开始")


class PlanChanges(TypedDict, total=False):
    """What may be changed of a plan."""

    __pydantic_config__ = INPUT  # type: ignore[misc]
    theme: str | None
    goals: str | None
    requirements: str | None
    reported_on: date | None


@dataclass(frozen=True, config=INPUT)
class EditPlan:
    """Other values for a plan."""

    id: str = Field(title="编号")
    changes: PlanChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=INPUT)
class PlanId:
    """A plan by its id."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=INPUT)
class ApprovePlan:
    """The meeting that approved the plan: a record (kind and id), or its day and name where it isn't recorded here."""

    id: str = Field(title="编号")
    meeting_kind: str = Field(default="", title="会议类别")
    meeting: str = Field(default="", title="会议编号")
    approved_on: date | None = Field(default=None, title="通过日期")
    approved_by: str = Field(default="", title="通过的会议")


@dataclass(frozen=True, config=INPUT)
class AddPlanItem:
    """An item of a year's plan; the plan is made if there is none. A day fixes the month too."""

    year: int = Field(title="年度", ge=1950, le=2200)
    content: str = Field(title="学习内容", min_length=1)
    month: int | None = Field(default=None, title="月份", ge=1, le=12)
    day: date | None = Field(default=None, title="日期")
    readings: str = Field(default="", title="篇目")
    form: str = Field(default="", title="形式")
    lecturer: str | None = Field(default=None, title="主讲（领学）人编号")
    lecturer_name: str = Field(default="", title="主讲人（外请）")
    lecturer_unit: str = Field(default="", title="主讲人单位")
    responsible: str | None = Field(default=None, title="责任人编号")
    hours: Decimal | None = Field(default=None, title="计划学时", ge=0, le=200)
    audience: Audience | None = Field(default=None, title="参加人员")
    party_group: str | None = Field(default=None, title="党小组编号")
    proposer: str | None = Field(default=None, title="选题提出人编号")
    serves: str | None = Field(default=None, title="关联中心工作编号")


class ItemChanges(TypedDict, total=False):
    """What may be changed of an item. Its month and day are changed by moving it."""

    __pydantic_config__ = INPUT  # type: ignore[misc]
    content: str | None
    readings: str | None
    form: str | None
    lecturer: str | None
    lecturer_name: str | None
    lecturer_unit: str | None
    responsible: str | None
    hours: Decimal | None
    audience: Audience | None
    party_group: str | None
    proposer: str | None


@dataclass(frozen=True, config=INPUT)
class EditPlanItem:
    """Other values for an item; with ``month`` or ``day`` it is moved in the same step.

    ``serves`` is the 中心工作 it serves from now on ("" none; null leaves it).
    """

    id: str = Field(title="编号")
    changes: ItemChanges = Field(title="修改")
    month: int | None = Field(default=None, title="月份", ge=1, le=12)
    day: date | None = Field(default=None, title="日期")
    serves: str | None = Field(default=None, title="关联中心工作编号")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=INPUT)
class ItemId:
    """An item by its id."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=INPUT)
class MoveItem:
    """Another month (keeping the day of the month) or another day for an item that is not late.

    ``after`` places it behind another item of the plan.
    """

    id: str = Field(title="编号")
    month: int | None = Field(default=None, title="月份", ge=1, le=12)
    day: date | None = Field(default=None, title="日期")
    after: str | None = Field(default=None, title="排在哪一项之后")


@dataclass(frozen=True, config=INPUT)
class PostponeItems:
    """顺延: several items to another month or day in one step, with the reason."""

    ids: tuple[str, ...] = Field(title="编号", min_length=1)
    reason: str = Field(title="顺延原因", min_length=1)
    month: int | None = Field(default=None, title="改到月份", ge=1, le=12)
    day: date | None = Field(default=None, title="改到日期")


@dataclass(frozen=True, config=INPUT)
class DropItem:
    """An item that will not be held, and why."""

    id: str = Field(title="编号")
    reason: str = Field(title="不再安排的原因", min_length=1)


@dataclass(frozen=True, config=INPUT)
class AssignLecturer:
    """Who lectures on an item, and why; with somebody assigned before, ``ended_reason`` says why not they."""

    id: str = Field(title="编号")
    member: str = Field(title="轮讲人编号", min_length=1)
    reason: str = Field(default="", title="安排理由")
    ended_reason: str = Field(default="", title="换人原因")


@dataclass(frozen=True, config=INPUT)
class SwapLecturers:
    """对调: two items exchange their lecturers."""

    first: str = Field(title="一项编号")
    second: str = Field(title="另一项编号")
    reason: str = Field(default="", title="对调原因")


@dataclass(frozen=True, config=INPUT)
class FulfilItem:
    """A meeting (or another capability's occasion) that carried the item out."""

    id: str = Field(title="编号")
    record_kind: str = Field(title="记录类别")
    record: str = Field(title="记录编号")


@dataclass(frozen=True, config=INPUT)
class ImportPlanItems:
    """Rows of a sheet as items of a year's plan; ``skip`` are row numbers left out."""

    year: int = Field(title="年度", ge=1950, le=2200)
    rows: list[list[object]] = Field(title="表格")
    skip: tuple[int, ...] = Field(default=(), title="不导入的行")


@dataclass(frozen=True, config=INPUT)
class AddForm:
    """A form of the branch's own."""

    name: str = Field(title="名称", min_length=1)
    like: FormKind = Field(title="记录内容同")
    short: str = Field(default="", title="简称")


@dataclass(frozen=True, config=INPUT)
class EditForm:
    """Another name for a form of the branch's own, or its end."""

    id: str = Field(title="编号")
    name: str | None = Field(default=None, title="名称")
    short: str | None = Field(default=None, title="简称")
    like: FormKind | None = Field(default=None, title="记录内容同")
    ended: bool | None = Field(default=None, title="不再使用")
