"""Typed inputs of the verbs of rules."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from dangjian_desktop.regulations.rules.notices import Subject

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=_INPUT)
class SetRule:
    """The branch's own value of a rule. ``value`` is written as on the screen: 3, 1/2, 每月15日.

    ``comparator`` and ``unit`` (month, quarter, half_year, year) are only given to change them; ``effective_from``
    is today if it isn't given.
    """

    rule: str = Field(title="规则")
    value: str = Field(title="值")
    comparator: str = Field(default="", title="比较")
    unit: str = Field(default="", title="周期")
    effective_from: date | None = Field(default=None, title="生效日期")
    reason: str = Field(default="", title="说明", max_length=200)


@dataclass(frozen=True, config=_INPUT)
class ResetRule:
    """Give way to the regulation (or the program's own default) again from a day on."""

    rule: str = Field(title="规则")
    effective_from: date | None = Field(default=None, title="生效日期")
    reason: str = Field(default="", title="说明", max_length=200)


@dataclass(frozen=True, config=_INPUT)
class ChangeId:
    """One of the branch's changes."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=_INPUT)
class TakeRuleFile:
    """A rule file to take whole. ``sha256`` is that of the file that was looked at; another one is refused."""

    path: str = Field(title="规则文件", min_length=1)
    sha256: str = Field(default="", title="文件摘要")


@dataclass(frozen=True, config=_INPUT)
class SetYearNotice:
    """The deadline that the superior's annual notice sets for a duty of a year; without one it is cleared."""

    subject: Subject = Field(title="事项")
    year: int = Field(title="归属年度", ge=1949, le=2200)
    deadline: date | None = Field(default=None, title="期限")
    document: str = Field(default="", title="文件", max_length=100)
