"""The tables. Who takes part, the shares, the steps' states and every date that the meeting knows are computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from dangjian_desktop.appraisal.rules.grades import GRADE_LABELS
from dangjian_desktop.appraisal.rules.rectify import SOURCE_LABELS
from dangjian_desktop.store import Part, Policy, Record, column, part_id


def _words(labels: Mapping[Any, str]) -> dict[str, str]:
    return {str(value): label for value, label in labels.items()}


VERDICT_BODIES = {"committee_meeting": "支委会", "general_meeting": "党员大会"}
"""Who gives the 评定意见 (支部工作条例 第十八条)."""
WAYS = {
    "meeting": "座谈会",
    "talk": "个别谈话",
    "box": "意见箱",
    "questionnaire": "问卷",
    "visit": "走访",
    "other": "其他",
}
GIVERS = {"members": "党员", "masses": "群众", "served": "服务对象", "superior": "上级", "other": "其他"}
STUDY_FORMS = {"group": "集中学习", "self": "个人自学", "seminar": "交流研讨"}


class OrgLifeYear(Record):
    """组织生活会 and 民主评议党员 of one 归属年度; its id is the same on every PC."""

    __tablename__ = "org_life_years"
    __label__ = "组织生活会和民主评议"

    attributed_year: Mapped[int | None] = column("归属年度", index=True)
    theme: Mapped[str | None] = column("主题", search=True)
    notice: Mapped[str | None] = column("上级通知", search=True)
    arrangement: Mapped[str | None] = column("具体安排", search=True, long=True)
    plan_sent_on: Mapped[date | None] = column("方案报批日期")
    plan_approved_on: Mapped[date | None] = column("方案批复日期")
    plan_approved_by: Mapped[str | None] = column("批复机关")
    opinions_closed_on: Mapped[date | None] = column("征求意见结束日期")
    appraisal_on: Mapped[date | None] = column("民主评议日期")
    present: Mapped[int | None] = column("评议实到人数")
    ballots_issued: Mapped[int | None] = column("发出测评票")
    ballots_returned: Mapped[int | None] = column("收回测评票")
    verdict_on: Mapped[date | None] = column("评定日期")
    verdict_by: Mapped[str | None] = column("评定机构", words=VERDICT_BODIES)
    report_text: Mapped[str | None] = column("成效和不足", search=True, long=True)
    report_next: Mapped[str | None] = column("下一步打算", search=True, long=True)
    report_sent_on: Mapped[date | None] = column("报告上报日期")


def year_id(year: int) -> str:
    """The id of a year's record, the same wherever it is begun."""
    return part_id("org_life", "year", str(year))


class ThemeStudy(Part):
    """Study before the meeting that no meeting's record holds (学习 that was a gathering is linked instead)."""

    __tablename__ = "theme_studies"
    __label__ = "会前学习"
    __owner_kind__ = "org_life_years"

    day: Mapped[date | None] = column("日期")
    form: Mapped[str | None] = column("形式", words=STUDY_FORMS)
    topic: Mapped[str | None] = column("学习内容", search=True)


class Opinion(Part):
    """An opinion that was collected. Where it is ``anonymous``, nobody's name is ever a field of it."""

    __tablename__ = "org_life_opinions"
    __label__ = "征求到的意见"
    __owner_kind__ = "org_life_years"

    anonymous: Mapped[bool | None] = column("不署名")
    text: Mapped[str | None] = column("意见建议", search=True, long=True)
    about: Mapped[str | None] = column("对谁", ref="members")
    aspect: Mapped[str | None] = column("方面")
    way: Mapped[str | None] = column("方式", words=WAYS)
    giver: Mapped[str | None] = column("来自", words=GIVERS)
    person: Mapped[str | None] = column("提出人", ref="*")
    person_name: Mapped[str | None] = column("提出人（名册外）")
    answer: Mapped[str | None] = column("处理", search=True, long=True)


class SelfReview(Part):
    """检视（对照检查）材料 of one member, or of the committee (``person`` empty): its writer's own until shared."""

    __tablename__ = "self_reviews"
    __label__ = "检视材料"
    __owner_kind__ = "org_life_years"

    person: Mapped[str | None] = column("党员", ref="members")
    committee: Mapped[bool | None] = column("支部班子")
    draft: Mapped[str | None] = column("草稿", policy=Policy.OWN, long=True)
    text: Mapped[str | None] = column("正文", policy=Policy.PRIVATE, long=True)
    shared_on: Mapped[date | None] = column("交支部日期")


class Criticism(Part):
    """批评和自我批评 as it was spoken, kept inside the branch: it leaves this PC only in a 同步包."""

    __tablename__ = "criticisms"
    __label__ = "批评意见"
    __owner_kind__ = "org_life_years"

    critic: Mapped[str | None] = column("批评人", ref="members")
    subject: Mapped[str | None] = column("被批评人", ref="members")
    text: Mapped[str | None] = column("批评意见", policy=Policy.PRIVATE, long=True)
    response: Mapped[str | None] = column("本人态度", policy=Policy.PRIVATE, long=True)


class OwnCriticism(Part):
    """The same, kept by its writer alone: no field of it ever leaves this PC."""

    __tablename__ = "own_criticisms"
    __label__ = "批评意见（自留）"
    __owner_kind__ = "org_life_years"

    critic: Mapped[str | None] = column("批评人", ref="members", policy=Policy.OWN)
    subject: Mapped[str | None] = column("被批评人", ref="members", policy=Policy.OWN)
    text: Mapped[str | None] = column("批评意见", policy=Policy.OWN, long=True)
    response: Mapped[str | None] = column("本人态度", policy=Policy.OWN, long=True)


class MemberAppraisal(Part):
    """民主评议 of one member: a set element, one for each member and year. Ballots are sums and nothing else."""

    __tablename__ = "member_appraisals"
    __label__ = "党员评议"
    __owner_kind__ = "org_life_years"

    member: Mapped[str | None] = column("党员", ref="members")
    ungraded_reason: Mapped[str | None] = column("不定等次的原因")
    self_grade: Mapped[str | None] = column("自评等次", words=_words(GRADE_LABELS))
    self_review: Mapped[str | None] = column("个人自评", policy=Policy.PRIVATE, long=True)
    peer_review: Mapped[str | None] = column("党员互评", policy=Policy.PRIVATE, long=True)
    excellent: Mapped[int | None] = column("优秀票")
    qualified: Mapped[int | None] = column("合格票")
    basically_qualified: Mapped[int | None] = column("基本合格票")
    unqualified: Mapped[int | None] = column("不合格票")
    verdict: Mapped[str | None] = column("评定等次", words=_words(GRADE_LABELS))
    opinion: Mapped[str | None] = column("评定意见", long=True)
    handling: Mapped[str | None] = column("处置和帮教", long=True)
    feedback_on: Mapped[date | None] = column("反馈日期")


class Rectification(Part):
    """A line of the 整改清单, from the problem to 销号."""

    __tablename__ = "rectifications"
    __label__ = "整改事项"
    __owner_kind__ = "org_life_years"

    problem: Mapped[str | None] = column("问题", search=True, long=True)
    source: Mapped[str | None] = column("来源", words=_words(SOURCE_LABELS))
    about: Mapped[str | None] = column("谁的问题", ref="members")
    measure: Mapped[str | None] = column("整改措施", search=True, long=True)
    responsible: Mapped[str | None] = column("责任人", ref="members")
    deadline: Mapped[date | None] = column("时限", index=True)
    progress: Mapped[str | None] = column("进展", search=True, long=True)
    outcome: Mapped[str | None] = column("完成情况", search=True, long=True)
    done_on: Mapped[date | None] = column("完成（申请销号）日期")
    verified_by: Mapped[str | None] = column("核验人", ref="members")
    verified_on: Mapped[date | None] = column("销号日期")
    reopened_on: Mapped[date | None] = column("重开日期")
    reopen_reason: Mapped[str | None] = column("重开原因", search=True)


RECORDS: tuple[type[Record], ...] = (
    OrgLifeYear,
    ThemeStudy,
    Opinion,
    SelfReview,
    Criticism,
    OwnCriticism,
    MemberAppraisal,
    Rectification,
)
"""Every kind of this capability."""
