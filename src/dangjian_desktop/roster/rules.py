"""Who belongs to the branch on a day, who is expected at a meeting and who may vote. Pure: no SQL, Qt or clock.

A span holds from ``since`` until the day before ``until``; an open side is unknown or not yet over. What the numbers
rest on is in ``resources/regulations/committee.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dangjian_desktop.base.regulations import Rule, load_rules


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
POST_ORDER = tuple(Post)


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


class BodyKind(StrEnum):
    """Whose meeting it is."""

    ALL = "all"
    COMMITTEE = "committee"
    GROUP = "group"


@dataclass(frozen=True)
class Body:
    """All members, the branch committee, or one Party group (``group`` its id)."""

    kind: BodyKind = BodyKind.ALL
    group: str = ""


ALL_MEMBERS = Body()
COMMITTEE = Body(BodyKind.COMMITTEE)


@dataclass(frozen=True)
class Span:
    """From ``since`` (None: since ever) until the day before ``until`` (None: open)."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def overlaps(self, other: Span) -> bool:
        """Whether some day belongs to both."""
        return _before(self.since, other.until) and _before(other.since, self.until)


def _before(since: date | None, until: date | None) -> bool:
    return since is None or until is None or since < until


@dataclass(frozen=True)
class Spell:
    """An interval fact; ``detail`` is where to, from where, or why. ``id`` names the record it comes from."""

    kind: SpellKind
    span: Span
    detail: str = ""
    id: str = ""


@dataclass(frozen=True)
class Exclusion:
    """An entry of the 应到 table: reason, dates, who agreed; the election cases need both consents."""

    kind: ExclusionKind
    span: Span
    agreed_by: str = ""
    superior_agreed_on: date | None = None
    meeting_agreed_on: date | None = None
    note: str = ""
    id: str = ""


@dataclass(frozen=True)
class PostHeld:
    """A post and when it was held; ``committee`` and ``group`` are ids."""

    post: Post
    span: Span
    committee: str = ""
    group: str = ""
    id: str = ""


@dataclass(frozen=True)
class GroupHeld:
    """Membership of a Party group and when."""

    group: str
    span: Span
    id: str = ""


@dataclass(frozen=True)
class MemberFacts:
    """What the rules need to know of one member."""

    id: str
    joined_on: date | None = None
    converted_on: date | None = None
    spells: tuple[Spell, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    groups: tuple[GroupHeld, ...] = ()
    posts: tuple[PostHeld, ...] = ()

    def has(self, kind: SpellKind, day: date) -> bool:
        """Whether an interval of that kind holds on the day."""
        return any(spell.kind is kind and spell.span.holds(day) for spell in self.spells)


@dataclass(frozen=True)
class Expectation:
    """One line of the 应到 table. ``reason`` is a Chinese phrase wherever something is not as usual."""

    member: str
    expected: bool
    votes: bool
    reason: str = ""


def rule_on(rule: str, day: date) -> Rule:
    """The version of a rule of the roster in force on the day. Raises ``KeyError`` for an unknown id."""
    return load_rules("committee").on(rule, day)


def _number(rule: str, day: date) -> int:
    return rule_on(rule, day).number


# --- days -------------------------------------------------------------------------------------------------------


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes the month's last day (Civil Code, article 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later or earlier, or that month's last day where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    first_of_next = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(index // 12, index % 12 + 1, min(day.day, last))


def full_years(since: date | None, day: date) -> int | None:
    """Whole years from ``since`` to ``day``; None if it is unknown or still to come. Age and 党龄 are counted so."""
    if since is None or since > day:
        return None
    years = day.year - since.year
    return years if add_years(since, years) <= day else years - 1


def probation_ends(joined_on: date, extended_to: date | None = None) -> date:
    """The day the probation is over: a year after the general meeting admitted, or the extended day."""
    return extended_to or add_years(joined_on, _number("probation.years", joined_on))


def term_ends(formed_on: date, years: int) -> date:
    """The day by which the next committee is to be elected."""
    return add_years(formed_on, years)


# --- status -----------------------------------------------------------------------------------------------------


def belongs(member: MemberFacts, day: date) -> bool:
    """Whether the member's organisational relation lies in the branch. Nothing recorded means: since ever."""
    spans = [spell.span for spell in member.spells if spell.kind is SpellKind.MEMBERSHIP]
    return not spans or any(span.holds(day) for span in spans)


def status_on(member: MemberFacts, day: date) -> Status:
    """How the member stands to the branch on the day; 预备期 counts from the general meeting's day."""
    if not belongs(member, day):
        return Status.LEFT if _left_before(member, day) else Status.NOT_YET
    if member.converted_on is not None and member.converted_on <= day:
        return Status.FULL
    if member.joined_on is None:
        return Status.FULL if member.converted_on is None else Status.PROBATIONARY
    if day < member.joined_on:
        return Status.NOT_YET
    if member.converted_on is None and day >= _surely_full_from(member.joined_on):
        return Status.FULL
    return Status.PROBATIONARY


def _left_before(member: MemberFacts, day: date) -> bool:
    return any(
        spell.kind is SpellKind.MEMBERSHIP and spell.span.until is not None and spell.span.until <= day
        for spell in member.spells
    )


def _surely_full_from(joined_on: date) -> date:
    """Probation with the longest extension is over by then: only the day of conversion was never entered."""
    return add_years(
        joined_on, _number("probation.years", joined_on) + _number("probation.extension_years_max", joined_on)
    )


def status_note(member: MemberFacts, day: date) -> str:
    """What is uncertain about the status: a date that is missing, a probation that is over. "" if nothing."""
    status = status_on(member, day)
    if status is Status.FULL and member.converted_on is None:
        return "未填转正日期，暂按正式党员计" if member.joined_on else "未填入党日期，暂按正式党员计"
    if status is Status.PROBATIONARY and member.joined_on and day >= probation_ends(member.joined_on):
        return "预备期已满，未转正"
    return ""


def group_on(member: MemberFacts, day: date) -> str:
    """The id of the member's Party group, "" if none; of two at once the one joined later."""
    held = [group for group in member.groups if group.span.holds(day)]
    return max(held, key=lambda group: (group.span.since or date.min, group.id)).group if held else ""


def posts_on(member: MemberFacts, day: date) -> tuple[PostHeld, ...]:
    """The posts held on the day, secretary first; none outside the time in the branch."""
    if status_on(member, day) not in (Status.FULL, Status.PROBATIONARY):
        return ()
    held = (post for post in member.posts if post.span.holds(day))
    return tuple(sorted(held, key=lambda post: (POST_ORDER.index(post.post), post.id)))


def on_committee(member: MemberFacts, day: date) -> bool:
    """Whether the member sits on the committee (or is secretary of a branch without one)."""
    return any(held.post is not Post.GROUP_LEADER for held in posts_on(member, day))


def committee_on(members: Iterable[MemberFacts], day: date) -> tuple[MemberFacts, ...]:
    """The committee's members on the day, in the order of their posts."""
    seated = [member for member in members if on_committee(member, day)]
    return tuple(sorted(seated, key=lambda member: (POST_ORDER.index(posts_on(member, day)[0].post), member.id)))


def group_leader_on(members: Iterable[MemberFacts], group: str, day: date) -> MemberFacts | None:
    """The leader of the group on the day; of two at once the one appointed later."""
    found = [
        (held.span.since or date.min, member.id, member)
        for member in members
        for held in posts_on(member, day)
        if held.post is Post.GROUP_LEADER and held.group == group
    ]
    return max(found)[2] if found else None


# --- who is expected --------------------------------------------------------------------------------------------


def expected_on(members: Iterable[MemberFacts], day: date, body: Body = ALL_MEMBERS) -> tuple[Expectation, ...]:
    """The 应到 table of one day: every member of the body, with the reason wherever somebody is not counted.

    Sick leave is leave, not an exclusion: it does not appear here. An exclusion of the election regulation takes the
    vote only (the superior's consent and the meeting's given), the member stays expected.
    """
    return tuple(_expect(member, day) for member in members if _is_of(member, day, body))


def _is_of(member: MemberFacts, day: date, body: Body) -> bool:
    if status_on(member, day) not in (Status.FULL, Status.PROBATIONARY):
        return False
    if body.kind is BodyKind.COMMITTEE:
        return on_committee(member, day)
    return body.kind is BodyKind.ALL or group_on(member, day) == body.group


def _expect(member: MemberFacts, day: date) -> Expectation:
    held = [exclusion for exclusion in member.exclusions if exclusion.span.holds(day)]
    away = [exclusion for exclusion in held if not exclusion.kind.votes_only]
    if away:
        return Expectation(member.id, expected=False, votes=False, reason=exclusion_phrase(away[0]))
    reasons: list[str] = []
    votes = True
    if status_on(member, day) is Status.PROBATIONARY:
        votes = False
        reasons.append("预备党员，无表决权")
    if member.has(SpellKind.SANCTION, day):
        votes = False
        reasons.append("留党察看期间，无表决权")
    for exclusion in held:
        missing = what_it_lacks(exclusion, day)
        votes = votes and bool(missing)
        reasons.append(f"{exclusion_phrase(exclusion)}，{missing or '不计入表决和选举应到'}")
    note = status_note(member, day)
    return Expectation(member.id, expected=True, votes=votes, reason="；".join([*reasons, *([note] if note else [])]))


def what_it_lacks(exclusion: Exclusion, day: date) -> str:
    """Why an exclusion of the election regulation does not count yet on the day; "" if it does."""
    lacking = [
        name
        for name, agreed in (("上级同意", exclusion.superior_agreed_on), ("大会通过", exclusion.meeting_agreed_on))
        if agreed is None or agreed > day
    ]
    if lacking:
        return f"未记{'和'.join(lacking)}，仍计入"
    since = exclusion.span.since
    if exclusion.kind is ExclusionKind.RELATION_PENDING and (
        since is None or day < add_months(since, _number("exclusion.relation_pending_months", day))
    ):
        return "未满6个月，仍计入" if since else "未填起始日期，仍计入"
    if exclusion.kind is ExclusionKind.ABROAD and since is not None and exclusion.span.until is not None:
        short = exclusion.span.until < add_months(since, _number("exclusion.abroad_months", day))
        return "不到6个月，仍计入" if short else ""
    return ""


def exclusion_phrase(exclusion: Exclusion) -> str:
    """Reason, dates and who agreed, in one phrase: 流动外出（2026-03-01起，支委会同意）."""
    inside = [span_phrase(exclusion.span)]
    if exclusion.agreed_by:
        inside.append(exclusion.agreed_by if "同意" in exclusion.agreed_by else f"{exclusion.agreed_by}同意")
    if exclusion.note:
        inside.append(exclusion.note)
    joined = "，".join(part for part in inside if part)
    return f"{exclusion.kind.label}（{joined}）" if joined else exclusion.kind.label


def span_phrase(span: Span) -> str:
    """2026-03-01起; 2026-03-01至2026-08-31 (the last day it holds); 至2026-08-31; "" if wholly open."""
    last = (span.until - timedelta(days=1)).isoformat() if span.until else ""
    since = span.since.isoformat() if span.since else ""
    if last:
        return f"{since}至{last}"
    return f"{since}起" if since else ""


# --- the committee's size and term ------------------------------------------------------------------------------


class Weight(StrEnum):
    """How serious a remark on the organisation is."""

    MUST = "must"
    SOON = "soon"
    NOTE = "note"


@dataclass(frozen=True)
class Remark:
    """Something about the branch's organisation that wants attention; ``rule`` is the id of the rule it rests on."""

    weight: Weight
    text: str
    rule: str


def committee_remarks(
    full_members: int, seats: int, posts: frozenset[Post], ends_on: date | None, day: date
) -> tuple[Remark, ...]:
    """What the regulations would say: size (``seats`` taken), posts missing, term (``ends_on``) over or soon over."""
    remarks: list[Remark] = []
    required, small = _number("committee.required_from", day), _number("committee.size_min", day)
    usual, most = _number("committee.size_usual_max", day), _number("committee.size_max", day)
    if Post.SECRETARY not in posts:
        remarks.append(Remark(Weight.MUST, "没有登记书记。", "committee.required_from"))
    if full_members >= required:
        if seats < small:
            text = f"正式党员{full_members}人，应设支部委员会，现登记{seats}人，一般{small}至{usual}人。"
            remarks.append(Remark(Weight.MUST, text, "committee.required_from"))
        elif seats > most:
            text = f"支部委员会现有{seats}人，一般不超过{most}人。"
            remarks.append(Remark(Weight.NOTE, text, "committee.size_max"))
        wanted = (Post.ORGANIZATION_COMMISSIONER, Post.PUBLICITY_COMMISSIONER, Post.DISCIPLINE_COMMISSIONER)
        missing = [post.label for post in wanted if post not in posts]
        if missing and seats >= small:
            remarks.append(Remark(Weight.SOON, f"没有登记{'、'.join(missing)}。", "committee.size_min"))
    remarks.extend(_term_remarks(ends_on, day))
    return tuple(remarks)


def _term_remarks(ends_on: date | None, day: date) -> tuple[Remark, ...]:
    if ends_on is None:
        return ()
    if day >= ends_on:
        return (Remark(Weight.MUST, f"本届任期已于{ends_on.isoformat()}届满，应按期换届。", "committee.term_years"),)
    if day >= add_months(ends_on, -_number("committee.remind_months", day)):
        text = f"本届任期{ends_on.isoformat()}届满，还有{(ends_on - day).days}天，请着手换届。"
        return (Remark(Weight.SOON, text, "committee.remind_months"),)
    return ()
