"""Inputs of hours: adjusted, and from training outside the branch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.store import Heads

INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=INPUT)
class AdjustHours:
    """Other hours for an occasion (of any capability), for everybody or one member; null is the conversion."""

    record_kind: str = Field(title="场次类别")
    record: str = Field(title="场次编号")
    hours: Decimal | None = Field(title="学时", ge=0, le=200)
    reason: str = Field(default="", title="调整原因")
    member: str = Field(default="", title="党员编号")


@dataclass(frozen=True, config=INPUT)
class AddTraining:
    """Training of one or several members outside the branch; without hours whole days are counted."""

    members: tuple[str, ...] = Field(title="党员编号", min_length=1)
    title: str = Field(title="培训名称", min_length=1)
    since: date = Field(title="开始日期")
    until: date | None = Field(default=None, title="结束日期")
    organiser: str = Field(default="", title="举办单位")
    hours: Decimal | None = Field(default=None, title="学时", ge=0, le=2000)
    central: bool = Field(default=False, title="上级集中培训")
    proof: str = Field(default="", title="证明材料")


class TrainingChanges(TypedDict, total=False):
    """What may be changed of a training."""

    __pydantic_config__ = INPUT  # type: ignore[misc]
    title: str | None
    organiser: str | None
    since: date | None
    until: date | None
    hours: Decimal | None
    central: bool | None
    proof: str | None


@dataclass(frozen=True, config=INPUT)
class EditTraining:
    """Other values for a training."""

    id: str = Field(title="编号")
    changes: TrainingChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=INPUT)
class TrainingId:
    """A training by its id."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=INPUT)
class ImportTrainings:
    """Rows of a sheet as trainings; ``skip`` are row numbers left out."""

    rows: list[list[object]] = Field(title="表格")
    skip: tuple[int, ...] = Field(default=(), title="不导入的行")
