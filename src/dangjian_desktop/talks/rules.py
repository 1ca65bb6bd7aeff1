"""谈心谈话 as the regulation counts it: 支委之间, 支委和党员, 党员之间, each at least once a year. Pure.

《中国共产党支部工作条例（试行）》第十九条 (text read, number by adjacency); the numbers stand in
``resources/regulations/talks.toml``. A branch without a committee has its secretary talk with every member.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.roster.rules import (
    MemberFacts,
    Post,
    Status,
    add_months,
    committee_on,
    on_committee,
    posts_on,
    rule_on,
    status_on,
)

_HERE = (Status.FULL, Status.PROBATIONARY)
_LEADERS_WITHOUT_COMMITTEE = 2
"""Secretary and deputy are the most that a branch without a committee has."""


class PairKind(StrEnum):
    """Between whom a talk was, on its day."""

    COMMITTEE = "committee"
    COMMITTEE_MEMBER = "committee_member"
    MEMBERS = "members"

    @property
    def label(self) -> str:
        return {"committee": "支委—支委", "committee_member": "支委—党员"}.get(self.value, "党员—党员")


@dataclass(frozen=True)
class Held:
    """A talk as the rules need it; ``year`` is its 归属年度."""

    id: str
    day: date
    initiator: str
    partner: str
    year: int

    def other(self, person: str) -> str:
        """Whom ``person`` talked with; "" if they were no party to it."""
        return {self.initiator: self.partner, self.partner: self.initiator}.get(person, "")


@dataclass(frozen=True)
class Lack:
    """Talks that are wanting: of two committee members with each other, or of one person in one or two kinds."""

    person: str
    kinds: tuple[PairKind, ...]
    partner: str = ""


@dataclass(frozen=True)
class Coverage:
    """A year's talks as they stand on ``day``. ``between`` counts them by unordered pair.

    ``leaders`` must talk with everybody: the committee, or the secretary alone where there is none (``committee``
    False). ``members`` are all others. ``reached`` counts each person's talks with a leader, ``among`` those of an
    ordinary member with another one.
    """

    day: date
    leaders: tuple[str, ...]
    committee: bool
    members: tuple[str, ...]
    between: Mapping[frozenset[str], int]
    reached: Mapping[str, int]
    among: Mapping[str, int]
    lacks: tuple[Lack, ...] = field(default=())

    @property
    def lacking(self) -> frozenset[str]:
        """Everybody who still has a talk to come."""
        return frozenset(person for lack in self.lacks for person in (lack.person, lack.partner) if person)

    @property
    def covered(self) -> tuple[str, ...]:
        """The people of the branch who have had every talk."""
        return tuple(one for one in (*self.leaders, *self.members) if one not in self.lacking)


def year_of(day: date, own: int | None) -> int:
    """归属年度: the year put down for the talk, else that of its day (rules.md 0.3)."""
    return own if own is not None else day.year


def pair_kind(members: Mapping[str, MemberFacts], first: str, second: str, day: date) -> PairKind:
    """Between whom the talk was, by the posts held on its day."""
    seated = sum(one in members and on_committee(members[one], day) for one in (first, second))
    return (PairKind.MEMBERS, PairKind.COMMITTEE_MEMBER, PairKind.COMMITTEE)[seated]


def reference_day(year: int, today: date) -> date:
    """The day on which a year is looked at: its last one, or today while it is running."""
    return min(date(year, 12, 31), max(today, date(year, 1, 1)))


def coverage(
    members: Mapping[str, MemberFacts], talks: Iterable[Held], year: int, today: date, book: Rulebook
) -> Coverage:
    """Who has had which talks in a year. Whoever belongs to the branch on the day counts, since whenever; whoever has
    left doesn't, but talks with them do for those who stayed."""
    day = reference_day(year, today)
    here = [one for one in members.values() if status_on(one, day) in _HERE]
    seats = tuple(one.id for one in committee_on(here, day))
    full = sum(status_on(one, day) is Status.FULL for one in here)
    committee = len(seats) > _LEADERS_WITHOUT_COMMITTEE or (
        len(seats) > 1 and full >= rule_on("committee.required_from", day, here[0].book if here else None).number
    )
    leaders = seats if committee else seats[:1]
    ordinary = tuple(one.id for one in here if one.id not in leaders)
    between: Counter[frozenset[str]] = Counter()
    reached: Counter[str] = Counter()
    among: Counter[str] = Counter()
    for talk in talks:
        if talk.year != year:
            continue
        between[frozenset((talk.initiator, talk.partner))] += 1
        for person in (talk.initiator, talk.partner):
            other = talk.other(person)
            led = other in leaders or _led(members.get(other), talk.day, committee=committee)
            (reached if led else among)[person] += 1
    found = Coverage(day, leaders, committee, ordinary, between, reached, among)
    return Coverage(day, leaders, committee, ordinary, between, reached, among, tuple(_lacks(found, book)))


def _led(member: MemberFacts | None, day: date, *, committee: bool) -> bool:
    """Whether somebody led the branch on the day of the talk: on the committee, else as its secretary."""
    if member is None:
        return False
    return (
        on_committee(member, day) if committee else any(held.post is Post.SECRETARY for held in posts_on(member, day))
    )


def _lacks(found: Coverage, book: Rulebook) -> Iterable[Lack]:
    if not found.leaders:
        return
    least = {kind: book.on(f"heart_talk.{kind}", found.day).number for kind in PairKind}
    for first, second in combinations(found.leaders, 2):
        if found.between.get(frozenset((first, second)), 0) < least[PairKind.COMMITTEE]:
            yield Lack(first, (PairKind.COMMITTEE,), second)
    for person in found.members:
        kinds = []
        if found.reached.get(person, 0) < least[PairKind.COMMITTEE_MEMBER]:
            kinds.append(PairKind.COMMITTEE_MEMBER)
        if len(found.members) > 1 and found.among.get(person, 0) < least[PairKind.MEMBERS]:
            kinds.append(PairKind.MEMBERS)
        if kinds:
            yield Lack(person, tuple(kinds))


def reminding(year: int, today: date, book: Rulebook) -> bool:
    """Whether the year's end is near enough to remind of it (本单位设定)."""
    last = date(year, 12, 31)
    return add_months(last, -book.on("heart_talk.remind_months", last).number) <= today <= last
