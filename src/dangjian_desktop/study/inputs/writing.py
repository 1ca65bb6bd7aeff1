"""Inputs of 心得体会, 读书笔记 and comments in words."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.store import Heads
from dangjian_desktop.study.records import Aspect, WritingKind

INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, config=INPUT)
class AddReflection:
    """What a member wrote or is to write. ``own_text`` stays on this PC."""

    member: str = Field(title="党员编号")
    title: str = Field(title="题目", min_length=1)
    kind: WritingKind = Field(default=WritingKind.REFLECTION, title="类别")
    book: str = Field(default="", title="书目")
    session: str | None = Field(default=None, title="学习场次编号")
    due: date | None = Field(default=None, title="应交日期")
    submitted_on: date | None = Field(default=None, title="交稿日期")
    text: str = Field(default="", title="正文")
    own_text: str = Field(default="", title="正文（只留本机）")


@dataclass(frozen=True, config=INPUT)
class AskReflections:
    """The same piece of writing asked of several members until a day."""

    members: tuple[str, ...] = Field(title="党员编号", min_length=1)
    title: str = Field(title="题目", min_length=1)
    due: date = Field(title="应交日期")
    kind: WritingKind = Field(default=WritingKind.REFLECTION, title="类别")
    book: str = Field(default="", title="书目")
    session: str | None = Field(default=None, title="学习场次编号")


class ReflectionChanges(TypedDict, total=False):
    """What may be changed of a piece of writing."""

    __pydantic_config__ = INPUT  # type: ignore[misc]
    title: str | None
    book: str | None
    due: date | None
    submitted_on: date | None
    text: str | None
    own_text: str | None


@dataclass(frozen=True, config=INPUT)
class EditReflection:
    """Other values for a piece of writing."""

    id: str = Field(title="编号")
    changes: ReflectionChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=INPUT)
class ReflectionId:
    """A piece of writing by its id."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=INPUT)
class AddComment:
    """A comment in words on a member, perhaps on one session."""

    member: str = Field(title="党员编号")
    aspect: Aspect = Field(title="方面")
    text: str = Field(title="评语", min_length=1)
    on: date | None = Field(default=None, title="日期")
    session: str | None = Field(default=None, title="学习场次编号")


@dataclass(frozen=True, config=INPUT)
class CommentId:
    """A comment by its id."""

    id: str = Field(title="编号")
