"""The typed inputs of the verbs: the form, Excel and the command line all fill these."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from dangjian_desktop.meetings.rules.kinds import Scope, SegmentKind
from dangjian_desktop.meetings.rules.quorum import Method, Purpose
from dangjian_desktop.meetings.rules.templates import TemplateLine
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import OpId

_STRICT = ConfigDict(extra="forbid")

Id = Annotated[str, Field(min_length=1)]
Votes = Annotated[int | None, Field(ge=0, le=9999)]
Year = Annotated[int | None, Field(ge=1921, le=2200)]

CORRECTION = Field(default="", title="更正原因", description="已定稿的会议，改动要写明原因")


@dataclass(frozen=True, config=_STRICT)
class UseKinds:
    """The kinds of meeting that the branch holds."""

    kinds: tuple[SegmentKind, ...] = Field(title="会议类型")


@dataclass(frozen=True, config=_STRICT)
class NewResolution:
    """A resolution given together with its item."""

    text: str = Field(title="决议", min_length=1)
    responsible: str | None = Field(default=None, title="责任人")
    deadline: date | None = Field(default=None, title="时限")
    follow_up: bool = Field(default=False, title="转督办")
    no_follow_up_reason: str = Field(default="", title="不需督办的原因")


@dataclass(frozen=True, config=_STRICT)
class NewSpeech:
    """Somebody's points given together with their item."""

    points: str = Field(title="发言要点")
    speaker: str | None = Field(default=None, title="发言人")
    speaker_name: str = Field(default="", title="发言人（外请）")


@dataclass(frozen=True, config=_STRICT)
class NewVote:
    """The figures of a vote given together with its item."""

    method: Method = Field(default=Method.HANDS, title="表决方式")
    purpose: Purpose = Field(default=Purpose.ORDINARY, title="表决事项")
    subject: str = Field(default="", title="表决内容")
    issued: Votes = Field(default=None, title="发出")
    returned: Votes = Field(default=None, title="收回")
    yes: Votes = Field(default=None, title="赞成")
    no: Votes = Field(default=None, title="反对")
    abstain: Votes = Field(default=None, title="弃权")
    written_yes: Votes = Field(default=None, title="书面意见赞成")
    written_no: Votes = Field(default=None, title="书面意见反对")
    written_abstain: Votes = Field(default=None, title="书面意见弃权")
    candidate: str | None = Field(default=None, title="讨论对象")
    pre_reviewed_on: date | None = Field(default=None, title="预审合格日期")
    first_introducer: str | None = Field(default=None, title="入党介绍人")
    second_introducer: str | None = Field(default=None, title="入党介绍人（第二名）")
    leaving_on: date | None = Field(default=None, title="将离开本单位的日期")
    conduct: str = Field(default="", title="主要表现")


@dataclass(frozen=True, config=_STRICT)
class NewAgendaItem:
    """An item of an agenda, with whatever is known of it already."""

    title: str = Field(title="议题", min_length=1)
    presenter: str | None = Field(default=None, title="汇报人")
    presenter_name: str = Field(default="", title="汇报人（外请）")
    presenter_role: str = Field(default="", title="汇报方式", description="领学、汇报、通报、介绍……")
    first_agenda_item: bool = Field(default=False, title="第一议题")
    proposer: str | None = Field(default=None, title="提出人")
    source: str = Field(default="", title="来源")
    material: str = Field(default="", title="学习材料")
    content: str = Field(default="", title="情况")
    speeches: tuple[NewSpeech, ...] = Field(default=(), title="发言")
    votes: tuple[NewVote, ...] = Field(default=(), title="表决")
    resolutions: tuple[NewResolution, ...] = Field(default=(), title="决议")


@dataclass(frozen=True, config=_STRICT)
class NewSegment:
    """A segment of a gathering that is being planned."""

    kind: SegmentKind = Field(title="类型")
    scope: Scope | None = Field(default=None, title="参加范围")
    party_group: str | None = Field(default=None, title="党小组")
    topic: str = Field(default="", title="题目")
    form: str = Field(default="", title="形式")
    lecturer: str | None = Field(default=None, title="主讲人")
    lecturer_name: str = Field(default="", title="主讲人（外请）")
    lecturer_title: str = Field(default="", title="主讲人职务")
    attributed_year: Year = Field(default=None, title="归属年度")
    content: str = Field(default="", title="内容")
    study: bool | None = Field(default=None, title="计入集中学习", description="不填时按类型和形式判断")
    agenda: tuple[NewAgendaItem, ...] = Field(default=(), title="议题")


@dataclass(frozen=True, config=_STRICT)
class PlanGathering:
    """Plan one gathering with its segments; without a title it gets one from month and segments."""

    segments: tuple[NewSegment, ...] = Field(title="环节", min_length=1)
    day: date | None = Field(default=None, title="日期")
    start: time | None = Field(default=None, title="开始时间")
    end: time | None = Field(default=None, title="结束时间")
    place: str = Field(default="", title="地点")
    host: str | None = Field(default=None, title="主持人")
    recorder: str | None = Field(default=None, title="记录人")
    title: str = Field(default="", title="标题")
    notes: str = Field(default="", title="备注")


@dataclass(frozen=True, config=_STRICT)
class AwayEntry:
    """Somebody who was away, as minutes say it."""

    person: Id = Field(title="姓名")
    state: AttendanceState = Field(title="出缺席")
    reason: str = Field(default="", title="原因")


@dataclass(frozen=True, config=_STRICT)
class NewObserver:
    """Somebody who sat in, given together with the gathering."""

    person: str | None = Field(default=None, title="姓名")
    name: str = Field(default="", title="姓名（外请）")
    identity: str = Field(default="", title="身份")


@dataclass(frozen=True, config=_STRICT)
class EnterRecord:
    """Minutes written elsewhere become a gathering, or fill in one that is there.

    In one that is there, what was filled in already stays as it is; items come after those on its agenda.
    """

    plan: PlanGathering = Field(title="会议")
    gathering: str | None = Field(default=None, title="填入哪一次", description="不填则建一次新的")
    present: tuple[Id, ...] = Field(default=(), title="出席")
    away: tuple[AwayEntry, ...] = Field(default=(), title="请假缺席")
    observers: tuple[NewObserver, ...] = Field(default=(), title="列席")
    source: str = Field(default="", title="原来的文件", description="作为材料附在会议后面")


@dataclass(frozen=True, config=_STRICT)
class RepeatLast:
    """Plan a gathering with the frame of an earlier one: segments, place, hours, host and recorder."""

    day: date = Field(title="日期")
    source: str | None = Field(default=None, title="照哪一次", description="不填时取上一次同类会议")
    kind: SegmentKind = Field(default=SegmentKind.THEME_PARTY_DAY, title="类型")


@dataclass(frozen=True, config=_STRICT)
class AddSegment:
    """Add a segment to a gathering, after another or at the end."""

    gathering: Id = Field(title="会议")
    segment: NewSegment = Field(title="环节")
    after: str | None = Field(default=None, title="排在哪一个之后")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class AddAgendaItem:
    """Add an item to a segment's agenda."""

    segment: Id = Field(title="环节")
    item: NewAgendaItem = Field(title="议题")
    after: str | None = Field(default=None, title="排在哪一个之后")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class AddSpeech:
    """Add somebody's points to an item."""

    agenda_item: Id = Field(title="议题")
    speech: NewSpeech = Field(title="发言")
    after: str | None = Field(default=None, title="排在哪一个之后")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class AddVote:
    """Add a vote to an item."""

    agenda_item: Id = Field(title="议题")
    vote: NewVote = Field(title="表决")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class AddResolution:
    """Add a resolution to an item."""

    agenda_item: Id = Field(title="议题")
    resolution: NewResolution = Field(title="决议")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class SaveTemplate:
    """An agenda to keep for the next time; ``template`` names the one that it replaces."""

    kind: SegmentKind = Field(title="类型")
    name: str = Field(title="名称")
    items: tuple[TemplateLine, ...] = Field(title="议题")
    template: str | None = Field(default=None, title="模板")


@dataclass(frozen=True, config=_STRICT)
class TemplateFromSegment:
    """Keep a meeting's agenda as a template."""

    segment: Id = Field(title="环节")
    name: str = Field(title="名称")


@dataclass(frozen=True, config=_STRICT)
class OfTemplate:
    """A template that something is done with."""

    template: Id = Field(title="模板")


@dataclass(frozen=True, config=_STRICT)
class ApplyTemplate:
    """Begin a segment's agenda with a template."""

    segment: Id = Field(title="环节")
    template: Id = Field(title="模板")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class CopyAgenda:
    """Begin a segment's agenda with that of an earlier one."""

    segment: Id = Field(title="环节")
    source: Id = Field(title="照哪一次的环节")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class EditFields:
    """Change fields of one record of a gathering, as they were typed.

    ``changes`` maps field names to raw text; ``seen`` the heads that the form loaded, so that what came in meanwhile
    is not overwritten unseen.
    """

    kind: Id = Field(title="种类")
    record: Id = Field(title="记录")
    changes: dict[str, str] = Field(title="改动")
    seen: Mapping[str, tuple[OpId, ...]] | None = Field(default=None, title="打开时的版本")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class MovePart:
    """Move a segment, item, speech or attachment behind another of the same owner, or to the front."""

    kind: Id = Field(title="种类")
    record: Id = Field(title="记录")
    after: str | None = Field(default=None, title="排在哪一个之后")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class DeletePart:
    """Delete or restore a segment, item, speech, vote, resolution, observer or attachment."""

    kind: Id = Field(title="种类")
    record: Id = Field(title="记录")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class SetAttendance:
    """Enter one person; without a state they are 未登记 again."""

    gathering: Id = Field(title="会议")
    person: Id = Field(title="姓名")
    state: AttendanceState | None = Field(default=None, title="出缺席")
    reason: str | None = Field(default=None, title="原因", description="不填则保留原来的原因")
    written_opinion: bool | None = Field(default=None, title="书面意见")
    made_up_on: date | None = Field(default=None, title="补课日期")
    made_up_how: str | None = Field(default=None, title="补课方式", description="不填则保留原来的")
    seen: Mapping[str, tuple[OpId, ...]] | None = Field(default=None, title="打开时的版本")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class EnterMakeUps:
    """Several people made up a gathering on one day, in one way."""

    gathering: Id = Field(title="会议")
    people: tuple[Id, ...] = Field(title="姓名", min_length=1)
    on: date | None = Field(default=None, title="补课日期", description="不填为今天")
    how: str = Field(default="", title="补课方式", description="自学、集中补课、个别传达……")


@dataclass(frozen=True, config=_STRICT)
class OfGathering:
    """A gathering that something is done with."""

    gathering: Id = Field(title="会议")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class AddObserver:
    """Somebody sits in: one of the roster's people, or a guest by name."""

    gathering: Id = Field(title="会议")
    person: str | None = Field(default=None, title="姓名")
    name: str = Field(default="", title="姓名（外请）")
    identity: str = Field(default="", title="身份")
    correction: str = CORRECTION


@dataclass(frozen=True, config=_STRICT)
class SendNotice:
    """Mark the notice as sent."""

    gathering: Id = Field(title="会议")
    on: date | None = Field(default=None, title="通知日期", description="不填为今天")


@dataclass(frozen=True, config=_STRICT)
class Finalise:
    """Make a gathering final; ``despite`` although something is missing."""

    gathering: Id = Field(title="会议")
    despite: bool = Field(default=False, title="缺项也定稿")


@dataclass(frozen=True, config=_STRICT)
class Correct:
    """Change fields of a final gathering, with the reason."""

    kind: Id = Field(title="种类")
    record: Id = Field(title="记录")
    changes: dict[str, str] = Field(title="改动", min_length=1)
    reason: str = Field(title="更正原因", min_length=1)
    seen: Mapping[str, tuple[OpId, ...]] | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_STRICT)
class ReportResolution:
    """What became of a resolution; possible after the gathering is final too."""

    resolution: Id = Field(title="决议")
    outcome: str = Field(default="", title="落实情况")
    done_on: date | None = Field(default=None, title="落实日期", description="还没有落实的不填")


@dataclass(frozen=True, config=_STRICT)
class HandOverResolution:
    """Somebody else sees to a resolution from now on; the minutes keep who was charged at the meeting."""

    resolution: Id = Field(title="决议")
    successor: Id = Field(title="接办人")
    on: date | None = Field(default=None, title="移交日期", description="不填为今天")


@dataclass(frozen=True, config=_STRICT)
class AttachFile:
    """Keep a file with a gathering, segment or item."""

    owner: Id = Field(title="会议、环节或议题")
    path: str = Field(title="文件", min_length=1)
    role: str = Field(default="material", title="用途", pattern="^(photo|sign_in_sheet|material|signed_copy)$")
    caption: str = Field(default="", title="说明")
    correction: str = CORRECTION
