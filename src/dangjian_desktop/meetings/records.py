"""The tables of meetings. Derived things (第几次, 应到, verdicts, stages) are computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Mapped

from dangjian_desktop.meetings.rules.kinds import KINDS, SCOPE_LABELS
from dangjian_desktop.meetings.rules.quorum import METHOD_LABELS, PURPOSE_LABELS
from dangjian_desktop.roster.rules.attendance import STATE_LABELS
from dangjian_desktop.store import Part, Record, column


def _words(labels: Mapping[Any, str]) -> dict[str, str]:
    """A choice's values as history and 待核对 say them."""
    return {str(value): label for value, label in labels.items()}


class Gathering(Record):
    """One time, place and sign-in (一个下午); what happens in it are its segments."""

    __tablename__ = "gatherings"
    __label__ = "会议"

    title: Mapped[str | None] = column("标题", search=True)
    day: Mapped[date | None] = column("日期", index=True)
    start: Mapped[time | None] = column("开始时间")
    end: Mapped[time | None] = column("结束时间")
    place: Mapped[str | None] = column("地点", search=True)
    host: Mapped[str | None] = column("主持人", ref="members")
    recorder: Mapped[str | None] = column("记录人", ref="members")
    notice_sent_on: Mapped[date | None] = column("通知日期")
    finalised_at: Mapped[datetime | None] = column("定稿时间")
    finalised_by: Mapped[str | None] = column("定稿人")
    notes: Mapped[str | None] = column("备注", search=True, long=True)


class Segment(Part):
    """A segment (环节) of a gathering: one kind of meeting with its own number and minutes."""

    __tablename__ = "segments"
    __label__ = "环节"
    __owner_kind__ = "gatherings"

    kind: Mapped[str | None] = column("类型", index=True, words={str(kind): info.name for kind, info in KINDS.items()})
    scope: Mapped[str | None] = column("参加范围", words=_words(SCOPE_LABELS))
    party_group: Mapped[str | None] = column("党小组", ref="party_groups")
    topic: Mapped[str | None] = column("题目", search=True)
    form: Mapped[str | None] = column("形式")
    lecturer: Mapped[str | None] = column("主讲人", ref="*")
    lecturer_name: Mapped[str | None] = column("主讲人（外请）", search=True)
    lecturer_title: Mapped[str | None] = column("主讲人职务")
    attributed_year: Mapped[int | None] = column("归属年度")
    content: Mapped[str | None] = column("内容", search=True, long=True)
    summary: Mapped[str | None] = column("主持人小结", search=True, long=True)
    study: Mapped[bool | None] = column("计入集中学习")


class AgendaItem(Part):
    """An item (议题) of a segment's agenda."""

    __tablename__ = "agenda_items"
    __label__ = "议题"
    __owner_kind__ = "segments"

    title: Mapped[str | None] = column("议题", search=True)
    presenter: Mapped[str | None] = column("汇报人", ref="*")
    presenter_name: Mapped[str | None] = column("汇报人（外请）", search=True)
    presenter_role: Mapped[str | None] = column("汇报方式")
    first_agenda_item: Mapped[bool | None] = column("第一议题")
    proposer: Mapped[str | None] = column("提出人", ref="members")
    source: Mapped[str | None] = column("来源", search=True)
    material: Mapped[str | None] = column("学习材料", search=True)
    content: Mapped[str | None] = column("情况", search=True, long=True)


class Attendance(Part):
    """Whether one person was there: a set element, its state a register; no state is 未登记."""

    __tablename__ = "attendances"
    __label__ = "签到"
    __owner_kind__ = "gatherings"

    person: Mapped[str | None] = column("姓名", ref="members")
    state: Mapped[str | None] = column("出缺席", words=_words(STATE_LABELS))
    reason: Mapped[str | None] = column("原因")
    written_opinion: Mapped[bool | None] = column("书面意见")
    made_up_on: Mapped[date | None] = column("补课日期")
    made_up_how: Mapped[str | None] = column("补课方式")


class Observer(Part):
    """Somebody who sat in (列席): from the roster's people, or a guest by name."""

    __tablename__ = "observers"
    __label__ = "列席人员"
    __owner_kind__ = "gatherings"

    person: Mapped[str | None] = column("姓名", ref="*")
    name: Mapped[str | None] = column("姓名（外请）", search=True)
    identity: Mapped[str | None] = column("身份")


class Speech(Part):
    """The points somebody made on an item (发言要点)."""

    __tablename__ = "speeches"
    __label__ = "发言"
    __owner_kind__ = "agenda_items"

    speaker: Mapped[str | None] = column("发言人", ref="*")
    speaker_name: Mapped[str | None] = column("发言人（外请）", search=True)
    points: Mapped[str | None] = column("发言要点", search=True, long=True)


class Vote(Part):
    """A vote on an item, in figures; no ballot, order or time of a secret vote is kept.

    Admission and conversion name their one candidate, with what their own rules ask for (rules.md 0.1).
    """

    __tablename__ = "votes"
    __label__ = "表决"
    __owner_kind__ = "agenda_items"

    purpose: Mapped[str | None] = column("表决事项", words=_words(PURPOSE_LABELS))
    subject: Mapped[str | None] = column("表决内容", search=True)
    method: Mapped[str | None] = column("表决方式", words=_words(METHOD_LABELS))
    issued: Mapped[int | None] = column("发出")
    returned: Mapped[int | None] = column("收回")
    yes: Mapped[int | None] = column("赞成")
    no: Mapped[int | None] = column("反对")
    abstain: Mapped[int | None] = column("弃权")
    written_yes: Mapped[int | None] = column("书面意见赞成")
    written_no: Mapped[int | None] = column("书面意见反对")
    written_abstain: Mapped[int | None] = column("书面意见弃权")
    candidate: Mapped[str | None] = column("讨论对象", ref="*")
    pre_reviewed_on: Mapped[date | None] = column("预审合格日期")
    first_introducer: Mapped[str | None] = column("入党介绍人", ref="members")
    second_introducer: Mapped[str | None] = column("入党介绍人（第二名）", ref="members")
    leaving_on: Mapped[date | None] = column("将离开本单位的日期")
    conduct: Mapped[str | None] = column("主要表现", search=True, long=True)


class Resolution(Part):
    """What was decided, who does it by when, and what became of it."""

    __tablename__ = "resolutions"
    __label__ = "决议"
    __owner_kind__ = "agenda_items"

    text: Mapped[str | None] = column("决议", search=True, long=True)
    responsible: Mapped[str | None] = column("责任人", ref="members")
    taken_over_by: Mapped[str | None] = column("接办人", ref="members")
    taken_over_on: Mapped[date | None] = column("移交日期")
    deadline: Mapped[date | None] = column("时限")
    follow_up: Mapped[bool | None] = column("转督办")
    no_follow_up_reason: Mapped[str | None] = column("不需督办的原因")
    done_on: Mapped[date | None] = column("落实日期")
    outcome: Mapped[str | None] = column("落实情况", search=True, long=True)


class Correction(Part):
    """A change to a final gathering (更正): what, why, when and by whom."""

    __tablename__ = "corrections"
    __label__ = "更正"
    __owner_kind__ = "gatherings"

    what: Mapped[str | None] = column("更正内容", search=True, long=True)
    reason: Mapped[str | None] = column("更正原因", search=True, long=True)
    at: Mapped[datetime | None] = column("更正时间")
    by: Mapped[str | None] = column("更正人")


class KindInUse(Record):
    """Whether the branch holds meetings of a kind; one for each kind, with an id of its own on every PC."""

    __tablename__ = "meeting_kinds"
    __label__ = "会议类型"

    kind: Mapped[str | None] = column("类型", words={str(kind): info.name for kind, info in KINDS.items()})
    used: Mapped[bool | None] = column("本支部使用")


class AgendaTemplate(Record):
    """An agenda to begin with, for one kind of segment; its items are parts."""

    __tablename__ = "agenda_templates"
    __label__ = "议程模板"

    kind: Mapped[str | None] = column("类型", words={str(kind): info.name for kind, info in KINDS.items()})
    name: Mapped[str | None] = column("名称", search=True)


class TemplateItem(Part):
    """An item of a template."""

    __tablename__ = "agenda_template_items"
    __label__ = "模板议题"
    __owner_kind__ = "agenda_templates"

    title: Mapped[str | None] = column("议题", search=True)
    presenter_role: Mapped[str | None] = column("汇报方式")
    first_agenda_item: Mapped[bool | None] = column("第一议题")


RECORDS: tuple[type[Record], ...] = (
    Gathering,
    Segment,
    AgendaItem,
    Attendance,
    Observer,
    Speech,
    Vote,
    Resolution,
    Correction,
    KindInUse,
    AgendaTemplate,
    TemplateItem,
)
"""Every kind of this capability."""
