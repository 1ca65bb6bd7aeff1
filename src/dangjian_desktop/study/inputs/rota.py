"""Inputs of the 轮讲 rota and of topics that members propose."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=INPUT)
class ArrangeRota:
    """Lecturers for these items, as the rota says; whoever was assigned before makes room."""

    items: tuple[str, ...] = Field(title="计划编号", min_length=1)


@dataclass(frozen=True, config=INPUT)
class AddBreak:
    """A time in which a member can't lecture; ``until`` is the first day on which they can again."""

    member: str = Field(title="党员编号")
    reason: str = Field(title="原因", min_length=1)
    since: date | None = Field(default=None, title="起")
    until: date | None = Field(default=None, title="止（当日起可以安排）")


@dataclass(frozen=True, config=INPUT)
class BreakId:
    """Such a time by its id."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=INPUT)
class ProposeTopic:
    """A topic that a member proposes."""

    title: str = Field(title="选题", min_length=1)
    member: str | None = Field(default=None, title="提出人编号")
    form: str = Field(default="", title="形式")
    why: str = Field(default="", title="理由")
    proposed_on: date | None = Field(default=None, title="提出日期")


@dataclass(frozen=True, config=INPUT)
class TakeTopic:
    """A proposed topic becomes an item of a year's plan."""

    id: str = Field(title="编号")
    year: int = Field(title="年度", ge=1950, le=2200)
    month: int = Field(title="月份", ge=1, le=12)


@dataclass(frozen=True, config=INPUT)
class DeclineTopic:
    """A proposed topic that is not taken, and why."""

    id: str = Field(title="编号")
    reason: str = Field(title="未列入的原因", min_length=1)


@dataclass(frozen=True, config=INPUT)
class TopicId:
    """A proposed topic by its id."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=INPUT)
class Lecture:
    """One lecture of a rota: an item that stands in the plan, or a new one (month and content, perhaps from a topic
    that somebody proposed)."""

    member: str = Field(title="轮讲人编号", min_length=1)
    item: str = Field(default="", title="计划编号")
    month: int | None = Field(default=None, title="月份", ge=1, le=12)
    content: str = Field(default="", title="题目")
    topic: str = Field(default="", title="选题编号")
    reason: str = Field(default="", title="安排理由")


@dataclass(frozen=True, config=INPUT)
class MakeRota:
    """A rota as it was looked at and confirmed: who lectures on what, in which month."""

    year: int = Field(title="年度", ge=1950, le=2200)
    lectures: tuple[Lecture, ...] = Field(title="轮讲", min_length=1)
