"""Inputs of sessions: held, signed in, spoken in, made up, finalised."""

from __future__ import annotations

from datetime import date, time

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Heads
from dangjian_desktop.study.records import Audience, Outcome

INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_CORRECTION = "更正原因（已定稿时）"


@dataclass(frozen=True, config=INPUT)
class HoldItem:
    """A plan item becomes a session with what the plan says; by default on its day, else today."""

    id: str = Field(title="计划编号")
    day: date | None = Field(default=None, title="日期")
    start: time | None = Field(default=None, title="开始时间")
    end: time | None = Field(default=None, title="结束时间")
    place: str = Field(default="", title="地点")


@dataclass(frozen=True, config=INPUT)
class AddSession:
    """A session that was not planned."""

    day: date = Field(title="日期")
    content: str = Field(title="学习内容", min_length=1)
    form: str = Field(title="形式", min_length=1)
    start: time | None = Field(default=None, title="开始时间")
    end: time | None = Field(default=None, title="结束时间")
    place: str = Field(default="", title="地点")
    readings: str = Field(default="", title="篇目")
    lecturer: str | None = Field(default=None, title="主讲（领学）人编号")
    lecturer_name: str = Field(default="", title="主讲人（外请）")
    lecturer_unit: str = Field(default="", title="主讲人单位")
    audience: Audience | None = Field(default=None, title="参加人员")
    party_group: str | None = Field(default=None, title="党小组编号")
    platform: str = Field(default="", title="交流平台")


class SessionChanges(TypedDict, total=False):
    """What may be changed of a session."""

    __pydantic_config__ = INPUT  # type: ignore[misc]
    content: str | None
    readings: str | None
    form: str | None
    day: date | None
    start: time | None
    end: time | None
    place: str | None
    host: str | None
    recorder: str | None
    lecturer: str | None
    lecturer_name: str | None
    lecturer_unit: str | None
    lecturer_duty: str | None
    audience: Audience | None
    party_group: str | None
    notes: str | None
    questions: str | None
    platform: str | None
    visited: str | None
    visited_host: str | None
    summary: str | None


@dataclass(frozen=True, config=INPUT)
class EditSession:
    """Other values for a session."""

    id: str = Field(title="编号")
    changes: SessionChanges = Field(title="修改")
    correction: str = Field(default="", title=_CORRECTION)
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=INPUT)
class SessionId:
    """A session by its id; a final one is only deleted with a reason."""

    id: str = Field(title="编号")
    correction: str = Field(default="", title=_CORRECTION)


@dataclass(frozen=True, config=INPUT)
class FinaliseSession:
    """定稿. ``despite`` passes over what is only missing."""

    id: str = Field(title="编号")
    despite: bool = Field(default=False, title="缺项也定稿")


@dataclass(frozen=True, config=INPUT)
class SetAttendance:
    """One person's attendance; null is 未登记."""

    session: str = Field(title="场次编号")
    person: str = Field(title="党员编号")
    state: AttendanceState | None = Field(title="出缺席")
    reason: str | None = Field(default=None, title="原因")
    made_up_on: date | None = Field(default=None, title="补课日期")
    correction: str = Field(default="", title=_CORRECTION)


@dataclass(frozen=True, config=INPUT)
class MarkAllPresent:
    """全部出席: everybody expected and not entered yet."""

    session: str = Field(title="场次编号")
    correction: str = Field(default="", title=_CORRECTION)


@dataclass(frozen=True, config=INPUT)
class MakeUp:
    """补课 of several absentees at once."""

    session: str = Field(title="场次编号")
    people: tuple[str, ...] = Field(title="补课人员", min_length=1)
    day: date = Field(title="补课日期")
    how: str = Field(default="", title="补课方式")


@dataclass(frozen=True, config=INPUT)
class Spoken:
    """One speaker's points."""

    points: str = Field(title="发言要点")
    speaker: str | None = Field(default=None, title="发言人编号")
    speaker_name: str = Field(default="", title="发言人（外请）")
    topic: str = Field(default="", title="题目")


@dataclass(frozen=True, config=INPUT)
class AddSpeech:
    """A speaker's points or subject in a session."""

    session: str = Field(title="场次编号")
    speaker: str | None = Field(default=None, title="发言人编号")
    speaker_name: str = Field(default="", title="发言人（外请）")
    topic: str = Field(default="", title="题目")
    points: str = Field(default="", title="发言要点")
    after: str | None = Field(default=None, title="排在谁之后")
    correction: str = Field(default="", title=_CORRECTION)


@dataclass(frozen=True, config=INPUT)
class AddSpeeches:
    """What a pasted chat or record holds, as confirmed; ``present`` also signs the speakers in."""

    session: str = Field(title="场次编号")
    speeches: tuple[Spoken, ...] = Field(title="发言", min_length=1)
    present: bool = Field(default=False, title="发言人记为出席")
    correction: str = Field(default="", title=_CORRECTION)


class SpeechChanges(TypedDict, total=False):
    """What may be changed of a speech."""

    __pydantic_config__ = INPUT  # type: ignore[misc]
    speaker: str | None
    speaker_name: str | None
    topic: str | None
    points: str | None


@dataclass(frozen=True, config=INPUT)
class EditSpeech:
    """Other values for a speech."""

    id: str = Field(title="编号")
    changes: SpeechChanges = Field(title="修改")
    correction: str = Field(default="", title=_CORRECTION)
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=INPUT)
class AddProposal:
    """A proposal (对策建议) made in a session."""

    session: str = Field(title="场次编号")
    text: str = Field(title="建议", min_length=1)
    proposer: str | None = Field(default=None, title="提出人编号")


class ProposalChanges(TypedDict, total=False):
    """What may be changed of a proposal. What became of it is told later, so 定稿 doesn't lock it."""

    __pydantic_config__ = INPUT  # type: ignore[misc]
    text: str | None
    proposer: str | None
    outcome: Outcome | None
    outcome_text: str | None
    outcome_on: date | None


@dataclass(frozen=True, config=INPUT)
class EditProposal:
    """Other values for a proposal, or what became of it."""

    id: str = Field(title="编号")
    changes: ProposalChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=INPUT)
class PartOfSession:
    """A speech or proposal by kind and id."""

    kind: str = Field(title="类别")
    id: str = Field(title="编号")
    correction: str = Field(default="", title=_CORRECTION)


@dataclass(frozen=True, config=INPUT)
class AttachMaterial:
    """A file to keep with a session, training or reflection."""

    owner: str = Field(title="记录编号")
    path: str = Field(title="文件")
    role: str = Field(default="material", title="用途")
    caption: str = Field(default="", title="说明")
