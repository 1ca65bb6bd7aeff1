"""Who is expected at a meeting and who may vote (rules.md 0.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dangjian_desktop.base.dates import add_months
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.roster.rules.days import number, span_phrase
from dangjian_desktop.roster.rules.kinds import ExclusionKind, SpellKind, Status
from dangjian_desktop.roster.rules.members import Exclusion, MemberFacts, group_on, on_committee, status_note, status_on


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
class Expectation:
    """One line of the 应到 table. ``reason`` is a Chinese phrase wherever something is not as usual."""

    member: str
    expected: bool
    votes: bool
    reason: str = ""


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
        missing = what_it_lacks(exclusion, day, member.book)
        votes = votes and bool(missing)
        reasons.append(f"{exclusion_phrase(exclusion)}，{missing or '不计入表决和选举应到'}")
    note = status_note(member, day)
    return Expectation(member.id, expected=True, votes=votes, reason="；".join([*reasons, *([note] if note else [])]))


def what_it_lacks(exclusion: Exclusion, day: date, book: Rulebook | None = None) -> str:
    """Why an exclusion of the election regulation does not count yet on the day; "" if it does."""
    lacking = [
        name
        for name, agreed in (("上级同意", exclusion.superior_agreed_on), ("大会通过", exclusion.meeting_agreed_on))
        if agreed is None or agreed > day
    ]
    if lacking:
        return f"未记{'和'.join(lacking)}，仍计入"
    since = exclusion.span.since
    months = number("exclusion.relation_pending_months", day, book)
    if exclusion.kind is ExclusionKind.RELATION_PENDING and (since is None or day < add_months(since, months)):
        return f"未满{months}个月，仍计入" if since else "未填起始日期，仍计入"
    if exclusion.kind is ExclusionKind.ABROAD and since is not None and exclusion.span.until is not None:
        months = number("exclusion.abroad_months", day, book)
        return f"不到{months}个月，仍计入" if exclusion.span.until < add_months(since, months) else ""
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
