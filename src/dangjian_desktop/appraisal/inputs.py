"""Typed inputs of the verbs. In ``changes`` only what is named is changed; an empty text or null clears."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.appraisal.rules.grades import Grade
from dangjian_desktop.appraisal.rules.rectify import Source
from dangjian_desktop.store import Heads

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)

Id = Annotated[str, Field(min_length=1)]
Number = Annotated[int | None, Field(ge=0, le=9999)]
YearNumber = Annotated[int, Field(ge=1921, le=2200)]
Body = Literal["committee_meeting", "general_meeting"]
Way = Literal["meeting", "talk", "box", "questionnaire", "visit", "other"]
Giver = Literal["members", "masses", "served", "superior", "other"]
Form = Literal["group", "self", "seminar"]


@dataclass(frozen=True, config=_INPUT)
class BeginYear:
    """Begin the work of one 归属年度."""

    attributed_year: YearNumber = Field(title="归属年度")
    theme: str = Field(default="", title="主题")
    notice: str = Field(default="", title="上级通知")
    deadline: date | None = Field(default=None, title="通知要求的完成日期")


class YearChanges(TypedDict, total=False):
    """What may be changed of a year."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    theme: str | None
    notice: str | None
    deadline: date | None
    arrangement: str | None
    plan_sent_on: date | None
    plan_approved_on: date | None
    plan_approved_by: str | None
    opinions_closed_on: date | None
    appraisal_on: date | None
    present: Number
    verdict_on: date | None
    verdict_by: Body | None
    report_text: str | None
    report_next: str | None
    report_sent_on: date | None


@dataclass(frozen=True, config=_INPUT)
class EditYear:
    """Other values for a year."""

    id: Id = Field(title="编号")
    changes: YearChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class PlanMeeting:
    """Plan the 组织生活会 of a year as a gathering and link it."""

    year: Id = Field(title="年度编号")
    day: date | None = Field(default=None, title="日期")
    start: str = Field(default="", title="开始时间")
    place: str = Field(default="", title="地点")
    host: str | None = Field(default=None, title="主持人")
    recorder: str | None = Field(default=None, title="记录人")
    scope: Literal["all", "committee", "group"] = Field(default="all", title="召开形式")
    party_group: str | None = Field(default=None, title="党小组")


@dataclass(frozen=True, config=_INPUT)
class AddStudy:
    """Study before the meeting."""

    year: Id = Field(title="年度编号")
    topic: str = Field(title="学习内容", min_length=1)
    day: date = Field(title="日期")
    form: Form = Field(default="group", title="形式")


class StudyChanges(TypedDict, total=False):
    """What may be changed of a study."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    topic: str | None
    day: date | None
    form: Form | None


@dataclass(frozen=True, config=_INPUT)
class EditStudy:
    """Other values for a study."""

    id: Id = Field(title="编号")
    changes: StudyChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class AddOpinion:
    """An opinion. ``anonymous`` is said first; an anonymous one has no person."""

    year: Id = Field(title="年度编号")
    anonymous: bool = Field(title="不署名")
    text: str = Field(title="意见建议", min_length=1)
    about: str | None = Field(default=None, title="对谁")
    aspect: str = Field(default="", title="方面")
    way: Way = Field(default="meeting", title="方式")
    giver: Giver = Field(default="members", title="来自")
    person: str | None = Field(default=None, title="提出人")
    person_name: str = Field(default="", title="提出人（名册外）")
    answer: str = Field(default="", title="处理")


class OpinionChanges(TypedDict, total=False):
    """What may be changed of an opinion; whether it is anonymous may not."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    text: str | None
    about: str | None
    aspect: str | None
    way: Way | None
    giver: Giver | None
    person: str | None
    person_name: str | None
    answer: str | None


@dataclass(frozen=True, config=_INPUT)
class EditOpinion:
    """Other values for an opinion."""

    id: Id = Field(title="编号")
    changes: OpinionChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class WriteReview:
    """检视材料 being written: the committee's where no member is named. Stays on this PC."""

    year: Id = Field(title="年度编号")
    draft: str | None = Field(title="草稿")
    person: str | None = Field(default=None, title="党员")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class ShareReview:
    """Hand 检视材料 to the branch: what was drafted (or ``text``) is the branch's from now on."""

    year: Id = Field(title="年度编号")
    person: str | None = Field(default=None, title="党员")
    text: str | None = Field(default=None, title="正文")
    on: date | None = Field(default=None, title="交支部日期")


@dataclass(frozen=True, config=_INPUT)
class AddCriticism:
    """批评 of one member by another, or 自我批评 where both are one. ``own`` keeps it on this PC."""

    year: Id = Field(title="年度编号")
    own: bool = Field(title="自留")
    critic: Id = Field(title="批评人")
    subject: Id = Field(title="被批评人")
    text: str = Field(title="批评意见", min_length=1)
    response: str = Field(default="", title="本人态度")


class CriticismChanges(TypedDict, total=False):
    """What may be changed of a criticism; where it is kept may not (see ``share_criticism``)."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    critic: str | None
    subject: str | None
    text: str | None
    response: str | None


@dataclass(frozen=True, config=_INPUT)
class EditCriticism:
    """Other values for a criticism, own or not."""

    id: Id = Field(title="编号")
    changes: CriticismChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class EntryId:
    """One entry of a year by its id."""

    id: Id = Field(title="编号")


@dataclass(frozen=True, config=_INPUT)
class MemberCounts:
    """The ballots of one member."""

    member: Id = Field(title="党员")
    excellent: Number = Field(default=None, title="优秀票")
    qualified: Number = Field(default=None, title="合格票")
    basically_qualified: Number = Field(default=None, title="基本合格票")
    unqualified: Number = Field(default=None, title="不合格票")


@dataclass(frozen=True, config=_INPUT)
class EnterCounts:
    """The tally of the 民主测评: what went out and came back, and each member's sums. Nothing else is taken."""

    year: Id = Field(title="年度编号")
    issued: Number = Field(default=None, title="发出测评票")
    returned: Number = Field(default=None, title="收回测评票")
    counts: tuple[MemberCounts, ...] = Field(default=(), title="票数")


class AppraisalChanges(TypedDict, total=False):
    """What may be changed of a member's appraisal beside the ballots."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    ungraded_reason: str | None
    self_grade: Grade | None
    self_review: str | None
    peer_review: str | None
    verdict: Grade | None
    opinion: str | None
    handling: str | None
    feedback_on: date | None


@dataclass(frozen=True, config=_INPUT)
class EditAppraisal:
    """Self, peers, verdict and feedback of one member."""

    year: Id = Field(title="年度编号")
    member: Id = Field(title="党员")
    changes: AppraisalChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class GiveVerdicts:
    """One grade for several members; the day and who gave it are kept with the year."""

    year: Id = Field(title="年度编号")
    members: tuple[str, ...] = Field(title="党员", min_length=1)
    grade: Grade = Field(title="评定等次")
    on: date | None = Field(default=None, title="评定日期")
    by: Body | None = Field(default=None, title="评定机构")


@dataclass(frozen=True, config=_INPUT)
class GiveFeedback:
    """That members were told their verdict, by default all that have one and weren't."""

    year: Id = Field(title="年度编号")
    on: date = Field(title="反馈日期")
    members: tuple[str, ...] = Field(default=(), title="党员")


@dataclass(frozen=True, config=_INPUT)
class AddRectification:
    """A line of the 整改清单; ``arises_from`` is what it comes from (an opinion, a criticism, a verdict)."""

    year: Id = Field(title="年度编号")
    problem: str = Field(title="问题", min_length=1)
    source: Source = Field(default=Source.OTHER, title="来源")
    about: str | None = Field(default=None, title="谁的问题")
    measure: str = Field(default="", title="整改措施")
    responsible: str | None = Field(default=None, title="责任人")
    deadline: date | None = Field(default=None, title="时限")
    arises_from_kind: str = Field(default="", title="来自哪类记录")
    arises_from: str = Field(default="", title="来自哪条记录")


class RectificationChanges(TypedDict, total=False):
    """What may be changed of an item of the list."""

    __pydantic_config__ = _INPUT  # type: ignore[misc]
    problem: str | None
    source: Source | None
    about: str | None
    measure: str | None
    responsible: str | None
    deadline: date | None
    progress: str | None
    outcome: str | None


@dataclass(frozen=True, config=_INPUT)
class EditRectification:
    """Other values for an item of the list."""

    id: Id = Field(title="编号")
    changes: RectificationChanges = Field(title="修改")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class CompleteRectification:
    """The responsible person says that it is done (申请销号)."""

    id: Id = Field(title="编号")
    on: date = Field(title="完成日期")
    outcome: str = Field(title="完成情况", min_length=1)


@dataclass(frozen=True, config=_INPUT)
class VerifyRectification:
    """Somebody saw that it is done: 销号."""

    id: Id = Field(title="编号")
    by: Id = Field(title="核验人")
    on: date = Field(title="销号日期")


@dataclass(frozen=True, config=_INPUT)
class ReopenRectification:
    """It has come back (反弹) or was not done after all."""

    id: Id = Field(title="编号")
    on: date = Field(title="重开日期")
    reason: str = Field(title="重开原因", min_length=1)
    deadline: date | None = Field(default=None, title="新的时限")


@dataclass(frozen=True, config=_INPUT)
class AttachFile:
    """A file kept with 检视材料, an item of the 整改清单 or the year itself; it leaves this PC with a bundle."""

    owner_kind: Literal["self_reviews", "rectifications", "org_life_years"] = Field(title="属于哪类记录")
    owner: Id = Field(title="属于哪条记录")
    path: str = Field(title="文件")
    role: Literal["material", "signed_copy", "photo"] = Field(default="material", title="用途")
    caption: str = Field(default="", title="说明")
