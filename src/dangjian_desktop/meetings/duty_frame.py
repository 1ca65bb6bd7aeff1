"""What decides whether a duty of meetings applies to a period at all, and the sentence why it doesn't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.meetings.reading.kinds import kinds_in_use
from dangjian_desktop.meetings.records import Gathering
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import GroupTime, group_times, member_facts
from dangjian_desktop.roster.records import BRANCH_ID, Branch
from dangjian_desktop.roster.rules import MemberFacts, Status, committee_on, group_on, status_on
from dangjian_desktop.store import Reader, live

HERE = (Status.FULL, Status.PROBATIONARY)
NOT_YET_USED = "启用本程序前，没有记录。"
_SEATS_WITHOUT_COMMITTEE = 2
"""Secretary and deputy are the most that a branch without a committee has."""


@dataclass(frozen=True)
class Frame:
    """``begun`` is the day of the first gathering in these records; ``committee_book`` the roster's rules."""

    today: date
    facts: Mapping[str, MemberFacts]
    begun: date
    established: date | None
    groups: tuple[GroupTime, ...]
    holds_groups: bool
    committee_book: Rulebook

    def day(self, period: Period) -> date:
        """The day on which a period is looked at: its last one, or today while it is running."""
        return min(period.last, max(self.today, period.first))

    def here(self, day: date) -> list[MemberFacts]:
        """The members on the day."""
        return [member for member in self.facts.values() if status_on(member, day) in HERE]

    def exempt(self, period: Period) -> str:
        """Why no duty applies, or "".

        Time before the first gathering in these records is unknown, not neglected. A branch founded within a period
        begins with the next one.
        """
        if period.last < self.begun:
            return NOT_YET_USED
        if self.established is not None and period.first < self.established:
            when = f"支部{self.established.isoformat()}成立"
            return f"{when}。" if period.last < self.established else f"{when}，从下一期起算。"
        return "" if self.here(self.day(period)) else "这一时期没有党员。"

    def committee_exempt(self, period: Period) -> str:
        """A branch of fewer than seven full members has no committee (机关基层组织工作条例 第七条)."""
        day = self.day(period)
        full = sum(status_on(member, day) is Status.FULL for member in self.facts.values())
        rule = self.committee_book.on("committee.required_from", day)
        if full >= rule.number or len(committee_on(self.facts.values(), day)) > _SEATS_WITHOUT_COMMITTEE:
            return ""
        return f"正式党员{full}人，不足{rule.number}人，不设支委会（{rule.basis}）。"

    def groups_in(self, period: Period) -> tuple[GroupTime, ...]:
        """The Party groups that existed on some day of the period."""
        return tuple(
            group
            for group in self.groups
            if (group.span.since is None or group.span.since <= period.last)
            and (group.span.until is None or group.span.until > period.first)
        )

    def group_exempt(self, group: GroupTime, period: Period) -> str:
        """Why a group has no duty in the period, or "" (支部工作条例 第十三条: groups meet as a rule every month).

        A group that was formed or dissolved within the period has none, nor has one without members.
        """
        if not self.holds_groups:
            return "本支部没有勾选党小组会。"
        since, until = group.span.since, group.span.until
        if since is not None and since > period.first:
            return f"本组{since.month}月{since.day}日成立，从下一期起算。"
        if until is not None and until <= period.last:
            return f"本组{until.month}月{until.day}日撤销。"
        day = self.day(period)
        return "" if any(group_on(member, day) == group.id for member in self.here(day)) else "本组没有党员。"


def frame_of(reader: Reader, today: date) -> Frame:
    """The frame as the records give it."""
    first = reader.scalar(select(func.min(Gathering.day)).where(live(Gathering)))
    branch = reader.get(Branch, BRANCH_ID)
    return Frame(
        today=today,
        facts=member_facts(reader),
        begun=first if isinstance(first, date) else today,
        established=branch.established_on if branch is not None else None,
        groups=tuple(group_times(reader)),
        holds_groups=SegmentKind.GROUP_MEETING in kinds_in_use(reader),
        committee_book=rulebook(reader, "committee"),
    )
