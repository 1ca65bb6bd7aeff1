"""What is known of members and posts by name: enumerations with their Chinese words."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How a person stands to the branch on a day."""

    FULL = "full"
    PROBATIONARY = "probationary"
    NOT_YET = "not_yet"
    LEFT = "left"

    @property
    def label(self) -> str:
        return _STATUS[self]


_STATUS = {
    Status.FULL: "正式党员",
    Status.PROBATIONARY: "预备党员",
    Status.NOT_YET: "尚未转入",
    Status.LEFT: "已离开",
}


class SpellKind(StrEnum):
    """What an interval of a member's life in the branch says."""

    MEMBERSHIP = "membership"
    MOBILE = "mobile"
    RETIRED = "retired"
    HARDSHIP = "hardship"
    RESERVE = "reserve"
    LEADING_CADRE = "leading_cadre"
    SANCTION = "probation_within_party"

    @property
    def label(self) -> str:
        return _SPELL[self]


_SPELL = {
    SpellKind.MEMBERSHIP: "组织关系在本支部",
    SpellKind.MOBILE: "流动党员",
    SpellKind.RETIRED: "离退休",
    SpellKind.HARDSHIP: "困难党员",
    SpellKind.RESERVE: "后备人选",
    SpellKind.LEADING_CADRE: "党员领导干部",
    SpellKind.SANCTION: "留党察看",
}


class LeavingReason(StrEnum):
    """Why somebody is no longer a member of the branch."""

    TRANSFERRED = "transferred"
    DIED = "died"
    WITHDREW = "withdrew"
    REMOVED = "removed"
    EXPELLED = "expelled"
    PROBATION_CANCELLED = "probation_cancelled"

    @property
    def label(self) -> str:
        return _LEAVING[self]


_LEAVING = {
    LeavingReason.TRANSFERRED: "转出",
    LeavingReason.DIED: "去世",
    LeavingReason.WITHDREW: "退党",
    LeavingReason.REMOVED: "除名",
    LeavingReason.EXPELLED: "开除党籍",
    LeavingReason.PROBATION_CANCELLED: "取消预备党员资格",
}


class Post(StrEnum):
    """Posts in the branch; ``group_leader`` belongs to a group, the others to the committee."""

    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    ORGANIZATION_COMMISSIONER = "organization_commissioner"
    PUBLICITY_COMMISSIONER = "publicity_commissioner"
    DISCIPLINE_COMMISSIONER = "discipline_commissioner"
    COMMISSIONER = "commissioner"
    GROUP_LEADER = "group_leader"

    @property
    def label(self) -> str:
        return _POST[self]


_POST = {
    Post.SECRETARY: "书记",
    Post.DEPUTY_SECRETARY: "副书记",
    Post.ORGANIZATION_COMMISSIONER: "组织委员",
    Post.PUBLICITY_COMMISSIONER: "宣传委员",
    Post.DISCIPLINE_COMMISSIONER: "纪检委员",
    Post.COMMISSIONER: "委员",
    Post.GROUP_LEADER: "党小组组长",
}


class PersonCategory(StrEnum):
    """What a person is who is not a member of the branch."""

    APPLICANT = "applicant"
    ACTIVIST = "activist"
    CANDIDATE = "development_candidate"
    NON_PARTY = "non_party"
    GUEST = "guest"
    CONTACT = "contact"

    @property
    def label(self) -> str:
        return _CATEGORY[self]


_CATEGORY = {
    PersonCategory.APPLICANT: "入党申请人",
    PersonCategory.ACTIVIST: "入党积极分子",
    PersonCategory.CANDIDATE: "发展对象",
    PersonCategory.NON_PARTY: "党外同志",
    PersonCategory.GUEST: "来宾",
    PersonCategory.CONTACT: "联系人",
}


class ExclusionKind(StrEnum):
    """Why somebody is not counted among 应到 (rules.md 0.6)."""

    MOBILE = "mobile"
    SECONDED = "seconded"
    LONG_SICK = "long_sick"
    BEDRIDDEN = "bedridden"
    ABROAD = "abroad"
    RELATION_PENDING = "relation_pending"
    IMPRISONED = "imprisoned"

    @property
    def label(self) -> str:
        return _EXCLUSION[self]

    @property
    def votes_only(self) -> bool:
        """Whether it is one of the election regulation's cases, which serve votes and elections only."""
        return self not in (ExclusionKind.MOBILE, ExclusionKind.SECONDED)


_EXCLUSION = {
    ExclusionKind.MOBILE: "流动外出",
    ExclusionKind.SECONDED: "挂职（借调）",
    ExclusionKind.LONG_SICK: "长期患病不能表达意志",
    ExclusionKind.BEDRIDDEN: "年老卧床、生活不能自理",
    ExclusionKind.ABROAD: "自费出国半年以上",
    ExclusionKind.RELATION_PENDING: "组织关系应转未转",
    ExclusionKind.IMPRISONED: "服刑",
}
