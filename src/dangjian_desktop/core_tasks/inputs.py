"""Typed inputs of the verbs of 中心工作. In ``changes`` only what is named is changed; null clears."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.core_tasks.rules import Better
from dangjian_desktop.store import Heads

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=_INPUT)
class AddCoreTask:
    """A new piece of central work with who leads and takes part."""

    title: str = Field(title="名称", min_length=1)
    goal: str = Field(default="", title="目标")
    started_on: date | None = Field(default=None, title="开始日期")
    due_on: date | None = Field(default=None, title="计划完成日期")
    leads: tuple[str, ...] = Field(default=(), title="牵头党员编号")
    members: tuple[str, ...] = Field(default=(), title="参与党员编号")


class CoreTaskChanges(TypedDict, total=False):
    """What may be changed of it."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    title: str | None
    goal: str | None
    started_on: date | None
    due_on: date | None
    result: str | None


@dataclass(frozen=True, config=_INPUT)
class EditCoreTask:
    """Other values; ``leads`` and ``members`` are left alone when null."""

    id: str = Field(title="编号")
    changes: CoreTaskChanges = Field(title="修改")
    leads: tuple[str, ...] | None = Field(default=None, title="牵头党员编号")
    members: tuple[str, ...] | None = Field(default=None, title="参与党员编号")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class CloseCoreTask:
    """It is finished: when, and with what result."""

    id: str = Field(title="编号")
    closed_on: date | None = Field(title="完成日期")
    result: str = Field(default="", title="成效")


@dataclass(frozen=True, config=_INPUT)
class CoreTaskId:
    """A piece of central work, a milestone or an indicator by its id."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=_INPUT)
class AddMilestone:
    """A step on the way."""

    task: str = Field(title="中心工作编号")
    title: str = Field(title="节点", min_length=1)
    due_on: date | None = Field(default=None, title="时限")
    responsible: str | None = Field(default=None, title="责任人编号")


class MilestoneChanges(TypedDict, total=False):
    """What may be changed of a milestone."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    title: str | None
    due_on: date | None
    responsible: str | None
    progress: str | None
    done_on: date | None


@dataclass(frozen=True, config=_INPUT)
class EditMilestone:
    """Other values for a milestone: progress, done, another day."""

    id: str = Field(title="编号")
    changes: MilestoneChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class MoveMilestone:
    """Its place in the order: behind another one, first without one."""

    id: str = Field(title="编号")
    after: str | None = Field(default=None, title="放在哪个节点后面")


@dataclass(frozen=True, config=_INPUT)
class AddIndicator:
    """A business indicator."""

    task: str = Field(title="中心工作编号")
    name: str = Field(title="指标", min_length=1)
    unit: str = Field(default="", title="单位")
    better: Better = Field(default=Better.HIGHER, title="向好")
    baseline: Decimal | None = Field(default=None, title="开始前")
    target: Decimal | None = Field(default=None, title="目标值")


class IndicatorChanges(TypedDict, total=False):
    """What may be changed of an indicator."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    name: str | None
    unit: str | None
    better: Better | None
    baseline: Decimal | None
    target: Decimal | None


@dataclass(frozen=True, config=_INPUT)
class EditIndicator:
    """Other values for an indicator."""

    id: str = Field(title="编号")
    changes: IndicatorChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class SetFigures:
    """The figures of one month: indicator id → value; null takes a figure out."""

    task: str = Field(title="中心工作编号")
    month: date = Field(title="月份")
    values: dict[str, Decimal | None] = Field(title="数值")
