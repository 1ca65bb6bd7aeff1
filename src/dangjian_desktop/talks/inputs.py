"""Typed inputs of the verbs of talks. In ``changes`` only what is named is changed; an empty text or null clears."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.store import Heads

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=_INPUT)
class AddTalk:
    """A talk that was held. ``attributed_year`` is only given where it isn't the day's."""

    day: date = Field(title="日期")
    initiator: str = Field(title="谈话人编号")
    partner: str = Field(title="谈话对象编号")
    place: str = Field(default="", title="地点")
    topic: str = Field(default="", title="主题")
    notes: str = Field(default="", title="谈话要点")
    opinions: str = Field(default="", title="意见建议")
    follow_up: bool = Field(default=False, title="需要跟进")
    follow_up_text: str = Field(default="", title="跟进事项")
    attributed_year: int | None = Field(default=None, title="归属年度")


class TalkChanges(TypedDict, total=False):
    """What may be changed of a talk."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    day: date | None
    initiator: str | None
    partner: str | None
    place: str | None
    topic: str | None
    notes: str | None
    opinions: str | None
    follow_up: bool | None
    follow_up_text: str | None
    attributed_year: int | None


@dataclass(frozen=True, config=_INPUT)
class EditTalk:
    """Other values for a talk."""

    id: str = Field(title="编号")
    changes: TalkChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class TalkId:
    """A talk by its id."""

    id: str = Field(title="编号")
