"""The tables of study. Derived things (states, counts, hours, the requirement) are computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Mapped

from dangjian_desktop.roster.rules.attendance import STATE_LABELS
from dangjian_desktop.store import Part, Policy, Record, column
from dangjian_desktop.study.rules.forms import FORMS


class Audience(StrEnum):
    """Who is expected at an item or session."""

    ALL = "all"
    COMMITTEE = "committee"
    GROUP = "group"
    NAMED = "named"
    """Only who is entered by name."""


AUDIENCE_LABELS: dict[Audience, str] = {
    Audience.ALL: "全体党员",
    Audience.COMMITTEE: "支委会成员",
    Audience.GROUP: "一个党小组",
    Audience.NAMED: "指定人员",
}


class Outcome(StrEnum):
    """What became of a proposal (对策建议)."""

    ADOPTED = "adopted"
    ANSWERED = "answered"
    FORWARDED = "forwarded"
    DECLINED = "declined"


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.ADOPTED: "已采纳",
    Outcome.ANSWERED: "已答复",
    Outcome.FORWARDED: "已转办",
    Outcome.DECLINED: "未采纳",
}


class Aspect(StrEnum):
    """Under what a comment in words is given; never a score."""

    THEORY = "theory"
    EXPRESSION = "expression"
    INSIGHT = "insight"
    PROPOSALS = "proposals"


ASPECT_LABELS: dict[Aspect, str] = {
    Aspect.THEORY: "理论功底",
    Aspect.EXPRESSION: "表达能力",
    Aspect.INSIGHT: "问题见解",
    Aspect.PROPOSALS: "对策建议",
}


class WritingKind(StrEnum):
    """What somebody wrote."""

    REFLECTION = "reflection"
    READING = "reading"


WRITING_LABELS: dict[WritingKind, str] = {WritingKind.REFLECTION: "心得体会", WritingKind.READING: "读书笔记"}


def _words(labels: Mapping[Any, str]) -> dict[str, str]:
    return {str(value): label for value, label in labels.items()}


_FORM_WORDS = {info.key: info.name for info in FORMS.values()}


class StudyPlan(Record):
    """The study plan of one year; its id is the same on every PC (see :func:`service.plans.plan_id`).

    The meeting that approved it is a link (APPROVED_BY); ``approved_on`` and ``approved_by`` serve where that meeting
    isn't in this program. ``reported_on`` is the day of 报备.
    """

    __tablename__ = "study_plans"
    __label__ = "学习计划"

    year: Mapped[int | None] = column("年度", index=True)
    theme: Mapped[str | None] = column("年度主题", search=True)
    goals: Mapped[str | None] = column("学习目标", search=True, long=True)
    requirements: Mapped[str | None] = column("学习要求", search=True, long=True)
    approved_on: Mapped[date | None] = column("通过日期")
    approved_by: Mapped[str | None] = column("通过的会议")
    reported_on: Mapped[date | None] = column("报备日期")


class PlanItem(Part):
    """An item of the plan. ``day`` is None while only the month is fixed; ``form`` a :class:`FormKind` or the id of a
    :class:`StudyForm`; the lecturer a member or person, or a guest by name and unit."""

    __tablename__ = "study_plan_items"
    __label__ = "计划学习"
    __owner_kind__ = "study_plans"

    month: Mapped[int | None] = column("月份")
    day: Mapped[date | None] = column("日期", index=True)
    content: Mapped[str | None] = column("学习内容", search=True)
    readings: Mapped[str | None] = column("篇目", search=True, long=True)
    form: Mapped[str | None] = column("形式", words=_FORM_WORDS)
    lecturer: Mapped[str | None] = column("主讲（领学）人", ref="*")
    lecturer_name: Mapped[str | None] = column("主讲人（外请）", search=True)
    lecturer_unit: Mapped[str | None] = column("主讲人单位", search=True)
    responsible: Mapped[str | None] = column("责任人", ref="members")
    hours: Mapped[Decimal | None] = column("计划学时")
    audience: Mapped[str | None] = column("参加人员", words=_words(AUDIENCE_LABELS))
    party_group: Mapped[str | None] = column("党小组", ref="party_groups")
    proposer: Mapped[str | None] = column("选题提出人", ref="members")
    dropped_reason: Mapped[str | None] = column("不再安排的原因")


class Postponement(Part):
    """That an item was put off (顺延): from when to when, and why."""

    __tablename__ = "study_postponements"
    __label__ = "顺延"
    __owner_kind__ = "study_plan_items"

    from_month: Mapped[int | None] = column("原月份")
    from_day: Mapped[date | None] = column("原日期")
    to_month: Mapped[int | None] = column("改到月份")
    to_day: Mapped[date | None] = column("改到日期")
    reason: Mapped[str | None] = column("顺延原因", long=True)
    at: Mapped[datetime | None] = column("登记时间")


class RotaAssignment(Part):
    """Who was to lecture on an item and why; ``ended_reason`` says why it went to somebody else (换人, 对调)."""

    __tablename__ = "study_rota_assignments"
    __label__ = "轮讲安排"
    __owner_kind__ = "study_plan_items"

    member: Mapped[str | None] = column("轮讲人", ref="members")
    reason: Mapped[str | None] = column("安排理由")
    at: Mapped[datetime | None] = column("安排时间")
    ended_reason: Mapped[str | None] = column("换人原因")


class StudySession(Record):
    """A study session that is held or prepared; ``plan_item`` is what it carries out, if it was planned.

    Fields of single forms: lecturer's unit and duty, ``notes`` (讲义要点), ``questions``, ``platform`` of online study,
    ``visited`` and ``visited_host``.
    """

    __tablename__ = "study_sessions"
    __label__ = "学习场次"

    plan_item: Mapped[str | None] = column("计划学习", ref="study_plan_items")
    content: Mapped[str | None] = column("学习内容", search=True)
    readings: Mapped[str | None] = column("篇目", search=True, long=True)
    form: Mapped[str | None] = column("形式", words=_FORM_WORDS)
    day: Mapped[date | None] = column("日期", index=True)
    start: Mapped[time | None] = column("开始时间")
    end: Mapped[time | None] = column("结束时间")
    place: Mapped[str | None] = column("地点", search=True)
    host: Mapped[str | None] = column("主持人", ref="members")
    recorder: Mapped[str | None] = column("记录人", ref="members")
    lecturer: Mapped[str | None] = column("主讲（领学）人", ref="*")
    lecturer_name: Mapped[str | None] = column("主讲人（外请）", search=True)
    lecturer_unit: Mapped[str | None] = column("主讲人单位", search=True)
    lecturer_duty: Mapped[str | None] = column("主讲人职务")
    audience: Mapped[str | None] = column("参加人员", words=_words(AUDIENCE_LABELS))
    party_group: Mapped[str | None] = column("党小组", ref="party_groups")
    notes: Mapped[str | None] = column("讲义要点", search=True, long=True)
    questions: Mapped[str | None] = column("讨论题", search=True, long=True)
    platform: Mapped[str | None] = column("交流平台")
    visited: Mapped[str | None] = column("参观地点", search=True)
    visited_host: Mapped[str | None] = column("接待（讲解）")
    summary: Mapped[str | None] = column("小结", search=True, long=True)
    finalised_at: Mapped[datetime | None] = column("定稿时间")
    finalised_by: Mapped[str | None] = column("定稿人")


class StudyAttendance(Part):
    """Whether one person was there: a set element; no state is 未登记. A make-up keeps why they were away."""

    __tablename__ = "study_attendances"
    __label__ = "学习签到"
    __owner_kind__ = "study_sessions"

    person: Mapped[str | None] = column("姓名", ref="members")
    state: Mapped[str | None] = column("出缺席", words=_words(STATE_LABELS))
    reason: Mapped[str | None] = column("原因")
    made_up_on: Mapped[date | None] = column("补课日期")
    made_up_how: Mapped[str | None] = column("补课方式")


class StudySpeech(Part):
    """The points somebody made, or a forum speaker with their subject, in the order in which they spoke."""

    __tablename__ = "study_speeches"
    __label__ = "学习发言"
    __owner_kind__ = "study_sessions"

    speaker: Mapped[str | None] = column("发言人", ref="*")
    speaker_name: Mapped[str | None] = column("发言人（外请）", search=True)
    topic: Mapped[str | None] = column("题目", search=True)
    points: Mapped[str | None] = column("发言要点", search=True, long=True)


class StudyProposal(Part):
    """A proposal (对策建议) made in a session and what became of it."""

    __tablename__ = "study_proposals"
    __label__ = "对策建议"
    __owner_kind__ = "study_sessions"

    proposer: Mapped[str | None] = column("提出人", ref="members")
    text: Mapped[str | None] = column("建议", search=True, long=True)
    outcome: Mapped[str | None] = column("办理结果", words=_words(OUTCOME_LABELS))
    outcome_text: Mapped[str | None] = column("办理情况", search=True, long=True)
    outcome_on: Mapped[date | None] = column("办理日期")


class StudyCorrection(Part):
    """A change to a final session (更正): what, why, when and by whom."""

    __tablename__ = "study_corrections"
    __label__ = "学习更正"
    __owner_kind__ = "study_sessions"

    what: Mapped[str | None] = column("更正内容", search=True, long=True)
    reason: Mapped[str | None] = column("更正原因", search=True, long=True)
    at: Mapped[datetime | None] = column("更正时间")
    by: Mapped[str | None] = column("更正人")


class HourAdjustment(Part):
    """Other hours than the conversion gives, with the reason: of an occasion of any capability, for everybody
    (``member`` empty) or for one person. A set element (occasion, member)."""

    __tablename__ = "study_hour_adjustments"
    __label__ = "学时调整"
    __owner_kind__ = "*"

    owner_kind: Mapped[str | None] = column("场次类别")
    member: Mapped[str | None] = column("党员", ref="members")
    hours: Mapped[Decimal | None] = column("学时")
    reason: Mapped[str | None] = column("调整原因")


class ExternalTraining(Record):
    """Training outside the branch with its proof; ``central`` marks 集中培训 held by a higher organisation."""

    __tablename__ = "external_trainings"
    __label__ = "外出培训"

    member: Mapped[str | None] = column("党员", ref="members")
    title: Mapped[str | None] = column("培训名称", search=True)
    organiser: Mapped[str | None] = column("举办单位", search=True)
    since: Mapped[date | None] = column("开始日期", index=True)
    until: Mapped[date | None] = column("结束日期")
    hours: Mapped[Decimal | None] = column("学时")
    central: Mapped[bool | None] = column("上级集中培训")
    proof: Mapped[str | None] = column("证明材料")


class LectureBreak(Part):
    """A time in which a member can't lecture, and why."""

    __tablename__ = "study_lecture_breaks"
    __label__ = "不安排轮讲"
    __owner_kind__ = "members"

    since: Mapped[date | None] = column("起")
    until: Mapped[date | None] = column("止（当日起可以安排）")
    reason: Mapped[str | None] = column("原因")


class TopicProposal(Record):
    """A topic that a member proposed for study; ``plan_item`` is what became of it, or ``declined_reason``."""

    __tablename__ = "study_topics"
    __label__ = "选题建议"

    title: Mapped[str | None] = column("选题", search=True)
    member: Mapped[str | None] = column("提出人", ref="members")
    form: Mapped[str | None] = column("形式", words=_FORM_WORDS)
    why: Mapped[str | None] = column("理由", search=True, long=True)
    proposed_on: Mapped[date | None] = column("提出日期")
    plan_item: Mapped[str | None] = column("列入计划", ref="study_plan_items")
    declined_reason: Mapped[str | None] = column("未列入的原因")


class StudyComment(Part):
    """A comment in words on a member (展示档): under one aspect, perhaps on what they said in one session."""

    __tablename__ = "study_comments"
    __label__ = "学习评语"
    __owner_kind__ = "members"

    on: Mapped[date | None] = column("日期")
    aspect: Mapped[str | None] = column("方面", words=_words(ASPECT_LABELS))
    text: Mapped[str | None] = column("评语", search=True, long=True)
    session: Mapped[str | None] = column("学习场次", ref="study_sessions")


class Reflection(Record):
    """心得体会 or 读书笔记: asked for until ``due``, handed in on ``submitted_on``. ``text`` is shared with the branch;
    ``own_text`` is its writer's alone and never leaves this PC."""

    __tablename__ = "study_reflections"
    __label__ = "心得体会"

    member: Mapped[str | None] = column("党员", ref="members")
    kind: Mapped[str | None] = column("类别", words=_words(WRITING_LABELS))
    title: Mapped[str | None] = column("题目", search=True)
    book: Mapped[str | None] = column("书目", search=True)
    session: Mapped[str | None] = column("学习场次", ref="study_sessions")
    due: Mapped[date | None] = column("应交日期", index=True)
    submitted_on: Mapped[date | None] = column("交稿日期")
    text: Mapped[str | None] = column("正文", search=True, long=True)
    own_text: Mapped[str | None] = column("正文（只留本机）", policy=Policy.OWN, long=True)


class StudyForm(Record):
    """A form that the branch added; it records what the form ``like`` records. ``ended`` hides it from new choices."""

    __tablename__ = "study_forms"
    __label__ = "学习形式"

    name: Mapped[str | None] = column("名称", search=True)
    short: Mapped[str | None] = column("简称")
    like: Mapped[str | None] = column("记录内容同", words=_FORM_WORDS)
    ended: Mapped[bool | None] = column("不再使用")


RECORDS: tuple[type[Record], ...] = (
    StudyPlan,
    PlanItem,
    Postponement,
    RotaAssignment,
    StudySession,
    StudyAttendance,
    StudySpeech,
    StudyProposal,
    StudyCorrection,
    HourAdjustment,
    ExternalTraining,
    LectureBreak,
    TopicProposal,
    StudyComment,
    Reflection,
    StudyForm,
)
"""Every kind of this capability."""
