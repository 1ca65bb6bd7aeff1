"""The tables of the roster. Names of kinds and fields are for ever; see ``design/journal.md`` 22.

Dates of interval facts: ``since`` is the first day, ``until`` the first day on which the fact no longer holds.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from dangjian_desktop.roster.rules import ExclusionKind, LeavingReason, PersonCategory, Post, SpellKind
from dangjian_desktop.store import Part, Policy, Record, column

BRANCH_ID = "0b6b1b2e-51c4-5c37-8f0f-3d2f6a1c7e01"
"""The one branch record has the same id on every PC, so two PCs that both fill it in merge by field."""


class Branch(Record):
    """The branch itself; there is one."""

    __tablename__ = "branches"
    __label__ = "党支部"
    name: Mapped[str | None] = column("支部全称", search=True)
    short_name: Mapped[str | None] = column("支部简称", search=True)
    code: Mapped[str | None] = column("党组织代码")
    document_code: Mapped[str | None] = column("机关代字")
    established_on: Mapped[date | None] = column("成立日期")
    unit: Mapped[str | None] = column("所在单位", ref="units")
    higher_org: Mapped[str | None] = column("上级党组织", ref="higher_orgs")
    place: Mapped[str | None] = column("活动场所")
    office_phone: Mapped[str | None] = column("办公电话")
    note: Mapped[str | None] = column("备注", long=True)


class Unit(Record):
    """An office or unit that members and other people belong to."""

    __tablename__ = "units"
    __label__ = "单位"
    name: Mapped[str | None] = column("单位名称", search=True)
    address: Mapped[str | None] = column("地址")
    office_phone: Mapped[str | None] = column("办公电话")
    note: Mapped[str | None] = column("备注", long=True)


class HigherOrg(Record):
    """The next higher Party organisation."""

    __tablename__ = "higher_orgs"
    __label__ = "上级党组织"
    name: Mapped[str | None] = column("名称", search=True)
    contact: Mapped[str | None] = column("联系人")
    office_phone: Mapped[str | None] = column("办公电话")
    address: Mapped[str | None] = column("地址")
    note: Mapped[str | None] = column("备注", long=True)


class Member(Record):
    """A Party member whose organisational relation lies or lay in the branch."""

    __tablename__ = "members"
    __label__ = "党员"
    name: Mapped[str | None] = column("姓名", search=True)
    name_pinyin: Mapped[str | None] = column("姓名拼音", policy=Policy.LOCAL, pinyin_of="name")
    sex: Mapped[str | None] = column("性别")
    ethnicity: Mapped[str | None] = column("民族")
    native_place: Mapped[str | None] = column("籍贯")
    born_on: Mapped[date | None] = column("出生日期")
    identity_number: Mapped[str | None] = column("身份证号", policy=Policy.PRIVATE)
    education: Mapped[str | None] = column("学历")
    unit: Mapped[str | None] = column("单位", ref="units")
    department: Mapped[str | None] = column("部门", search=True)
    duty: Mapped[str | None] = column("职务", search=True)
    joined_on: Mapped[date | None] = column("入党日期")
    converted_on: Mapped[date | None] = column("转正日期")
    probation_extended_to: Mapped[date | None] = column("预备期延长至")
    phone: Mapped[str | None] = column("手机", policy=Policy.PRIVATE)
    dues_base: Mapped[Decimal | None] = column("党费计算基数", policy=Policy.PRIVATE)
    note: Mapped[str | None] = column("备注", long=True)


def _words(*kinds: type[SpellKind | LeavingReason | Post | ExclusionKind | PersonCategory]) -> dict[str, str]:
    return {member.value: member.label for kind in kinds for member in kind}


class MemberSpell(Part):
    """An interval fact of a member: relation in the branch, mobile, retired, in hardship, under sanction."""

    __tablename__ = "member_spells"
    __label__ = "党员情况"
    __owner_kind__ = "members"
    kind: Mapped[str | None] = column("类别", words=_words(SpellKind))
    since: Mapped[date | None] = column("起")
    until: Mapped[date | None] = column("止（当日起不再适用）")
    from_org: Mapped[str | None] = column("从何处转来")
    to_org: Mapped[str | None] = column("转往何处")
    ended_by: Mapped[str | None] = column("离开原因", words=_words(LeavingReason))
    place: Mapped[str | None] = column("去向")
    approved_by: Mapped[str | None] = column("批准（同意）")
    note: Mapped[str | None] = column("说明")


class GroupSpell(Part):
    """Which Party group a member belonged to, and when."""

    __tablename__ = "group_spells"
    __label__ = "所在党小组"
    __owner_kind__ = "members"
    party_group: Mapped[str | None] = column("党小组", ref="party_groups")
    since: Mapped[date | None] = column("起")
    until: Mapped[date | None] = column("止（当日起不再适用）")


class PostSpell(Part):
    """A post in the branch and when a member held it."""

    __tablename__ = "posts"
    __label__ = "党内职务"
    __owner_kind__ = "members"
    post: Mapped[str | None] = column("职务", words=_words(Post))
    committee: Mapped[str | None] = column("届次", ref="committees")
    party_group: Mapped[str | None] = column("党小组", ref="party_groups")
    since: Mapped[date | None] = column("任职日期")
    until: Mapped[date | None] = column("离任日期")
    basis: Mapped[str | None] = column("产生方式")
    approved_on: Mapped[date | None] = column("批复日期")


class ExclusionEntry(Part):
    """A line of the 应到 table: somebody not counted, with reason, dates and who agreed."""

    __tablename__ = "exclusions"
    __label__ = "不计入应到"
    __owner_kind__ = "members"
    kind: Mapped[str | None] = column("原因", words=_words(ExclusionKind))
    since: Mapped[date | None] = column("起")
    until: Mapped[date | None] = column("恢复日期")
    agreed_by: Mapped[str | None] = column("谁同意")
    superior_agreed_on: Mapped[date | None] = column("上级同意日期")
    meeting_agreed_on: Mapped[date | None] = column("大会通过日期")
    note: Mapped[str | None] = column("说明")


class Talent(Part):
    """What a member is good at (特长)."""

    __tablename__ = "talents"
    __label__ = "特长"
    __owner_kind__ = "members"
    name: Mapped[str | None] = column("特长", search=True)
    note: Mapped[str | None] = column("说明")


class LectureTopic(Part):
    """A subject that a member can speak on (可讲课题)."""

    __tablename__ = "lecture_topics"
    __label__ = "可讲课题"
    __owner_kind__ = "members"
    title: Mapped[str | None] = column("可讲课题", search=True)
    note: Mapped[str | None] = column("说明")


class Committee(Record):
    """One term of the branch committee (or of secretary and deputy in a branch without one)."""

    __tablename__ = "committees"
    __label__ = "支部委员会"
    name: Mapped[str | None] = column("届次", search=True)
    formed_on: Mapped[date | None] = column("选举日期")
    term_years: Mapped[int | None] = column("任期（年）")
    ended_on: Mapped[date | None] = column("结束日期")
    approved_by: Mapped[str | None] = column("批复机关")
    approved_on: Mapped[date | None] = column("批复日期")
    note: Mapped[str | None] = column("备注", long=True)


class PartyGroup(Record):
    """A Party group of the branch."""

    __tablename__ = "party_groups"
    __label__ = "党小组"
    name: Mapped[str | None] = column("名称", search=True)
    formed_on: Mapped[date | None] = column("成立日期")
    ended_on: Mapped[date | None] = column("撤销日期")
    note: Mapped[str | None] = column("备注", long=True)


class Person(Record):
    """Somebody who is not a member: an activist, a guest, a contact."""

    __tablename__ = "people"
    __label__ = "其他人员"
    name: Mapped[str | None] = column("姓名", search=True)
    name_pinyin: Mapped[str | None] = column("姓名拼音", policy=Policy.LOCAL, pinyin_of="name")
    category: Mapped[str | None] = column("身份", words=_words(PersonCategory))
    identified_on: Mapped[date | None] = column("确定日期")
    sex: Mapped[str | None] = column("性别")
    ethnicity: Mapped[str | None] = column("民族")
    born_on: Mapped[date | None] = column("出生日期")
    identity_number: Mapped[str | None] = column("身份证号", policy=Policy.PRIVATE)
    organisation: Mapped[str | None] = column("单位", search=True)
    duty: Mapped[str | None] = column("职务", search=True)
    phone: Mapped[str | None] = column("手机", policy=Policy.PRIVATE)
    member: Mapped[str | None] = column("入党后的党员", ref="members")
    note: Mapped[str | None] = column("备注", long=True)


RECORDS: tuple[type[Record], ...] = (
    Branch,
    Unit,
    HigherOrg,
    Member,
    MemberSpell,
    GroupSpell,
    PostSpell,
    ExclusionEntry,
    Talent,
    LectureTopic,
    Committee,
    PartyGroup,
    Person,
)
"""All tables of the roster."""
