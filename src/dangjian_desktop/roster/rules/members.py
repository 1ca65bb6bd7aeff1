"""What the rules know of a member, and what follows for a day: status, group, posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.roster.rules.days import Span, add_years, number, probation_ends, shipped_book
from dangjian_desktop.roster.rules.kinds import ExclusionKind, Post, SpellKind, Status

POST_ORDER = tuple(Post)


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
    """What the rules need to know of one member, with the branch's ``book`` of rules that they are judged by."""

    id: str
    joined_on: date | None = None
    converted_on: date | None = None
    spells: tuple[Spell, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    groups: tuple[GroupHeld, ...] = ()
    posts: tuple[PostHeld, ...] = ()
    book: Rulebook = field(default_factory=shipped_book, compare=False, repr=False)

    def has(self, kind: SpellKind, day: date) -> bool:
        """Whether an interval of that kind holds on the day."""
        return any(spell.kind is kind and spell.span.holds(day) for spell in self.spells)


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
    if member.converted_on is None and day >= _surely_full_from(member.joined_on, member.book):
        return Status.FULL
    return Status.PROBATIONARY


def _left_before(member: MemberFacts, day: date) -> bool:
    return any(
        spell.kind is SpellKind.MEMBERSHIP and spell.span.until is not None and spell.span.until <= day
        for spell in member.spells
    )


def _surely_full_from(joined_on: date, book: Rulebook) -> date:
    """Probation with the longest extension is over by then: only the day of conversion was never entered."""
    years = number("probation.years", joined_on, book) + number("probation.extension_years_max", joined_on, book)
    return add_years(joined_on, years)


def status_note(member: MemberFacts, day: date) -> str:
    """What is uncertain about the status: a date that is missing, a probation that is over. "" if nothing."""
    status = status_on(member, day)
    if status is Status.FULL and member.converted_on is None:
        return "未填转正日期，暂按正式党员计" if member.joined_on else "未填入党日期，暂按正式党员计"
    if status is Status.PROBATIONARY and member.joined_on and day >= probation_ends(member.joined_on, book=member.book):
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
