"""Typed inputs of the roster's verbs: the form, Excel and the command line all fill these.

In ``changes`` only what is named is changed; an empty text or null clears a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from dangjian_desktop.roster.rules import ExclusionKind, LeavingReason, PersonCategory, Post, SpellKind
from dangjian_desktop.store import Heads

_INPUT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_CHANGES = ConfigDict(extra="forbid", str_strip_whitespace=True)

Sex = Literal["男", "女", ""]


# --- the organisation -------------------------------------------------------------------------------------------


class BranchChanges(TypedDict, total=False):
    """What may be changed about the branch; ``unit`` and ``higher_org`` are names here."""

    __pydantic_config__ = _CHANGES  # type: ignore[misc]
    name: str | None
    short_name: str | None
    code: str | None
    document_code: str | None
    established_on: date | None
    unit: str | None
    higher_org: str | None
    place: str | None
    office_phone: str | None
    note: str | None


@dataclass(frozen=True, config=_INPUT)
class SetBranch:
    """The branch's own facts, with the names of its unit and of the higher organisation."""

    changes: BranchChanges = Field(title="支部情况")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class AddUnit:
    """A further unit that members belong to (联合党支部)."""

    name: str = Field(title="单位名称")
    address: str = Field(default="", title="地址")
    office_phone: str = Field(default="", title="办公电话")


# --- members ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_INPUT)
class AddMember:
    """A member who is already in the branch. ``since``: in the branch since (empty: since before the records begin)."""

    name: str = Field(title="姓名")
    sex: Sex = Field(default="", title="性别")
    ethnicity: str = Field(default="", title="民族")
    native_place: str = Field(default="", title="籍贯")
    born_on: date | None = Field(default=None, title="出生日期")
    identity_number: str = Field(default="", title="身份证号")
    education: str = Field(default="", title="学历")
    unit: str = Field(default="", title="单位编号")
    department: str = Field(default="", title="部门")
    duty: str = Field(default="", title="职务")
    joined_on: date | None = Field(default=None, title="入党日期")
    converted_on: date | None = Field(default=None, title="转正日期")
    phone: str = Field(default="", title="手机")
    dues_base: Decimal | None = Field(default=None, title="党费计算基数")
    note: str = Field(default="", title="备注")
    since: date | None = Field(default=None, title="在本支部起始日期")
    party_group: str = Field(default="", title="党小组编号")
    talents: tuple[str, ...] = Field(default=(), title="特长")
    lecture_topics: tuple[str, ...] = Field(default=(), title="可讲课题")


class MemberChanges(TypedDict, total=False):
    """What describes a member; dates of joining and conversion and interval facts go through ``correct_fact``."""

    __pydantic_config__ = _CHANGES  # type: ignore[misc]
    name: str | None
    sex: Sex | None
    ethnicity: str | None
    native_place: str | None
    born_on: date | None
    identity_number: str | None
    education: str | None
    unit: str | None
    department: str | None
    duty: str | None
    phone: str | None
    dues_base: Decimal | None
    note: str | None


@dataclass(frozen=True, config=_INPUT)
class EditMember:
    """Changes to what describes a member."""

    id: str = Field(title="编号")
    changes: MemberChanges = Field(title="修改内容")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class RecordId:
    """One record, to be deleted or brought back."""

    id: str = Field(title="编号")


@dataclass(frozen=True, config=_INPUT)
class AddTalent:
    """What a member is good at."""

    member: str = Field(title="党员编号")
    name: str = Field(title="特长")
    note: str = Field(default="", title="说明")


@dataclass(frozen=True, config=_INPUT)
class AddLectureTopic:
    """A subject that a member can speak on."""

    member: str = Field(title="党员编号")
    title: str = Field(title="可讲课题")
    note: str = Field(default="", title="说明")


# --- changes in the world ---------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_INPUT)
class Admit:
    """The general meeting admitted somebody on ``day``: a person of the roster, or a new ``name``."""

    day: date = Field(title="支部大会通过日期")
    person: str = Field(default="", title="人员编号")
    name: str = Field(default="", title="姓名")
    party_group: str = Field(default="", title="党小组编号")


@dataclass(frozen=True, config=_INPUT)
class ConvertToFull:
    """A probationary member became a full member on ``day``."""

    member: str = Field(title="党员编号")
    day: date = Field(title="转正日期")


@dataclass(frozen=True, config=_INPUT)
class ExtendProbation:
    """The probation was prolonged to ``to`` (once, a year at most)."""

    member: str = Field(title="党员编号")
    to: date = Field(title="延长至")


@dataclass(frozen=True, config=_INPUT)
class TransferIn:
    """A member came from ``from_org`` on ``day``; with ``id`` one who was here before comes back."""

    day: date = Field(title="转入日期")
    from_org: str = Field(default="", title="从何处转来")
    id: str = Field(default="", title="党员编号")
    member: AddMember | None = Field(default=None, title="党员情况")


@dataclass(frozen=True, config=_INPUT)
class TransferOut:
    """A member's relation left for ``to_org`` on ``day``; from that day on they are not counted."""

    member: str = Field(title="党员编号")
    day: date = Field(title="转出日期")
    to_org: str = Field(default="", title="转往何处")


@dataclass(frozen=True, config=_INPUT)
class LeaveBranch:
    """A member left otherwise than by transfer."""

    member: str = Field(title="党员编号")
    day: date = Field(title="日期")
    reason: LeavingReason = Field(title="原因")
    note: str = Field(default="", title="说明")


@dataclass(frozen=True, config=_INPUT)
class MarkMember:
    """From ``since`` on the member is mobile, retired, in hardship, a reserve candidate or under sanction."""

    member: str = Field(title="党员编号")
    kind: SpellKind = Field(title="类别")
    since: date | None = Field(default=None, title="起")
    until: date | None = Field(default=None, title="止（当日起不再适用）")
    place: str = Field(default="", title="去向")
    approved_by: str = Field(default="", title="批准（同意）")
    note: str = Field(default="", title="说明")


@dataclass(frozen=True, config=_INPUT)
class EndMark:
    """Such a fact no longer holds from ``day`` on. ``id`` is the fact's."""

    id: str = Field(title="编号")
    day: date = Field(title="从哪天起不再适用")


@dataclass(frozen=True, config=_INPUT)
class ExcludeFromExpected:
    """A member is not counted among 应到, with the reason, dates and who agreed."""

    member: str = Field(title="党员编号")
    kind: ExclusionKind = Field(title="原因")
    since: date = Field(title="起")
    until: date | None = Field(default=None, title="恢复日期")
    agreed_by: str = Field(default="", title="谁同意")
    superior_agreed_on: date | None = Field(default=None, title="上级同意日期")
    meeting_agreed_on: date | None = Field(default=None, title="大会通过日期")
    note: str = Field(default="", title="说明")


@dataclass(frozen=True, config=_INPUT)
class EndExclusion:
    """The member counts again from ``day`` on. ``id`` is the entry's."""

    id: str = Field(title="编号")
    day: date = Field(title="恢复日期")


# --- posts and groups -------------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_INPUT)
class Seat:
    """Who takes which post."""

    member: str = Field(title="党员编号")
    post: Post = Field(title="职务")


@dataclass(frozen=True, config=_INPUT)
class FormCommittee:
    """A committee was elected; the one before ends on that day with all its posts."""

    formed_on: date = Field(title="选举日期")
    seats: tuple[Seat, ...] = Field(title="委员")
    name: str = Field(default="", title="届次")
    term_years: int | None = Field(default=None, title="任期（年）", ge=1, le=10)
    approved_by: str = Field(default="", title="批复机关")
    approved_on: date | None = Field(default=None, title="批复日期")


@dataclass(frozen=True, config=_INPUT)
class AppointPost:
    """A member takes a post within the present term (by-election, appointment)."""

    member: str = Field(title="党员编号")
    post: Post = Field(title="职务")
    since: date = Field(title="任职日期")
    party_group: str = Field(default="", title="党小组编号")
    basis: str = Field(default="", title="产生方式")
    approved_on: date | None = Field(default=None, title="批复日期")


@dataclass(frozen=True, config=_INPUT)
class EndPost:
    """Somebody leaves a post. ``id`` is the post entry's."""

    id: str = Field(title="编号")
    day: date = Field(title="离任日期")


@dataclass(frozen=True, config=_INPUT)
class HandOverPost:
    """Somebody leaves a post and somebody else takes it on the same day. ``id`` is the post entry's."""

    id: str = Field(title="编号")
    successor: str = Field(title="接任人编号")
    day: date = Field(title="交接日期")


@dataclass(frozen=True, config=_INPUT)
class AddPartyGroup:
    """A new Party group, with its leader if already known."""

    name: str = Field(title="名称")
    formed_on: date | None = Field(default=None, title="成立日期")
    leader: str = Field(default="", title="组长编号")
    members: tuple[str, ...] = Field(default=(), title="成员编号")


class PartyGroupChanges(TypedDict, total=False):
    """What may be changed about a Party group."""

    __pydantic_config__ = _CHANGES  # type: ignore[misc]
    name: str | None
    formed_on: date | None
    ended_on: date | None
    note: str | None


@dataclass(frozen=True, config=_INPUT)
class EditPartyGroup:
    """Changes to a Party group."""

    id: str = Field(title="编号")
    changes: PartyGroupChanges = Field(title="修改内容")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class AssignGroup:
    """Members belong to a Party group from ``since`` on; ``party_group`` empty: to none."""

    members: tuple[str, ...] = Field(title="党员编号")
    party_group: str = Field(title="党小组编号")
    since: date | None = Field(default=None, title="起")


# --- other people -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_INPUT)
class AddPerson:
    """Somebody who is not a member of the branch."""

    name: str = Field(title="姓名")
    category: PersonCategory = Field(title="身份")
    identified_on: date | None = Field(default=None, title="确定日期")
    sex: Sex = Field(default="", title="性别")
    ethnicity: str = Field(default="", title="民族")
    born_on: date | None = Field(default=None, title="出生日期")
    identity_number: str = Field(default="", title="身份证号")
    organisation: str = Field(default="", title="单位")
    duty: str = Field(default="", title="职务")
    phone: str = Field(default="", title="手机")
    note: str = Field(default="", title="备注")


class PersonChanges(TypedDict, total=False):
    """What may be changed about a person who is not a member."""

    __pydantic_config__ = _CHANGES  # type: ignore[misc]
    name: str | None
    category: PersonCategory
    identified_on: date | None
    sex: Sex | None
    ethnicity: str | None
    born_on: date | None
    identity_number: str | None
    organisation: str | None
    duty: str | None
    phone: str | None
    note: str | None


@dataclass(frozen=True, config=_INPUT)
class EditPerson:
    """Changes to a person who is not a member."""

    id: str = Field(title="编号")
    changes: PersonChanges = Field(title="修改内容")
    seen: Heads | None = Field(default=None, title="打开时的版本")


# --- corrections and import -------------------------------------------------------------------------------------

FactKind = Literal["members", "member_spells", "group_spells", "posts", "exclusions", "committees"]


class FactChanges(TypedDict, total=False):
    """What was entered wrongly in a dated fact; each kind has only some of these."""

    __pydantic_config__ = _CHANGES  # type: ignore[misc]
    joined_on: date | None
    converted_on: date | None
    probation_extended_to: date | None
    since: date | None
    until: date | None
    kind: str
    post: Post
    party_group: str | None
    place: str | None
    from_org: str | None
    to_org: str | None
    approved_by: str | None
    approved_on: date | None
    agreed_by: str | None
    superior_agreed_on: date | None
    meeting_agreed_on: date | None
    basis: str | None
    note: str | None
    name: str | None
    formed_on: date | None
    ended_on: date | None
    term_years: int | None


@dataclass(frozen=True, config=_INPUT)
class CorrectFact:
    """Something dated was entered wrongly (not: has changed since). ``reason`` goes into the history."""

    kind: FactKind = Field(title="类别")
    id: str = Field(title="编号")
    changes: FactChanges = Field(title="更正内容")
    reason: str = Field(default="", title="更正原因")
    seen: Heads | None = Field(default=None, title="打开时的版本")


@dataclass(frozen=True, config=_INPUT)
class RemoveFact:
    """A dated fact, 特长 or 可讲课题 that should never have been entered."""

    kind: Literal["member_spells", "group_spells", "posts", "exclusions", "talents", "lecture_topics"] = Field(
        title="类别"
    )
    id: str = Field(title="编号")


@dataclass(frozen=True, config=_INPUT)
class ImportMembers:
    """Rows of a roster with their head row, as pasted from a sheet. ``skip`` are sheet rows (from 1) to leave out."""

    rows: list[list[Any]] = Field(title="表格内容")
    skip: tuple[int, ...] = Field(default=(), title="不导入的行")


Changes = Mapping[str, object]
"""Any of the ``…Changes`` above, as the services hand it on."""
