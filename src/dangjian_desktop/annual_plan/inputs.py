"""Typed inputs of the verbs of the annual plan. In ``changes`` only what is named is changed; null clears."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.store import Heads

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)
Year = Annotated[int, Field(ge=1921, le=2200)]


@dataclass(frozen=True, config=_INPUT)
class PlannedItem:
    """One of the proposals of the year and the day it is planned for."""

    key: str = Field(title="建议编号", min_length=1)
    day: date = Field(title="日期")


@dataclass(frozen=True, config=_INPUT)
class MakePlan:
    """Plan a year: these of its proposals; without ``items`` all of them, moved off holidays."""

    year: Year = Field(title="年度")
    items: tuple[PlannedItem, ...] | None = Field(default=None, title="安排的事项")
    theme: str = Field(default="", title="年度主题")
    requirements: str = Field(default="", title="总体要求")


class PlanChanges(TypedDict, total=False):
    """What may be changed of a plan."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    theme: str | None
    requirements: str | None
    made_on: date | None
    submitted_on: date | None


@dataclass(frozen=True, config=_INPUT)
class EditPlan:
    """Other values for the plan of a year."""

    year: Year = Field(title="年度")
    changes: PlanChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class ApprovePlan:
    """The meeting that discussed and passed the plan of a year."""

    year: Year = Field(title="年度")
    meeting: str = Field(title="审议的会议编号", min_length=1)
    meeting_kind: str = Field(default="gatherings", title="会议类别")


@dataclass(frozen=True, config=_INPUT)
class SubmitPlan:
    """The day on which the plan was reported to the superior organisation."""

    year: Year = Field(title="年度")
    day: date = Field(title="报备日期")


@dataclass(frozen=True, config=_INPUT)
class OfYear:
    """The plan of a year."""

    year: Year = Field(title="年度")


@dataclass(frozen=True, config=_INPUT)
class MoveItem:
    """Another day for something on the year's board."""

    record_kind: str = Field(title="类别")
    record: str = Field(title="编号")
    day: date = Field(title="日期")
