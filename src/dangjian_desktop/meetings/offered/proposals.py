"""Proposals for the year's plan: the gatherings that the rules ask for and those of last year, ready to be planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Call, Lane, Proposal
from dangjian_desktop.meetings.reading.kinds import kinds_in_use
from dangjian_desktop.meetings.reading.spans import GatheringSpan, spans_in
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.proposing import Before, Wanted, wanted
from dangjian_desktop.meetings.rules.titles import default_title
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import groups_on, member_facts, posts_on
from dangjian_desktop.roster.rules import Post, Status, committee_on, status_on
from dangjian_desktop.store import Reader

RULED = (
    SegmentKind.GENERAL_MEETING,
    SegmentKind.COMMITTEE_MEETING,
    SegmentKind.GROUP_MEETING,
    SegmentKind.THEME_PARTY_DAY,
    SegmentKind.PARTY_LECTURE,
    SegmentKind.ORG_LIFE_MEETING,
)
"""The kinds whose cadence a rule sets."""


def proposals(reader: Reader, year: int) -> list[Proposal]:
    """What the year still ought to hold; kinds that the branch doesn't hold are left out."""
    today = reader.now.date()
    day = max(today, date(year, 1, 1))
    before, there = (spans_in(reader, Period.year(number)) for number in (year - 1, year))
    used, book = set(kinds_in_use(reader)), rulebook(reader, "meetings")
    groups = {group.id: group.name for group in groups_on(reader, day)} if SegmentKind.GROUP_MEETING in used else {}
    found = wanted(
        year,
        {kind: book.on(f"{kind}.cadence", date(year, 12, 31)) for kind in RULED},
        [_before(one) for one in before],
        [_before(one) for one in there],
        groups=groups,
        committee=_has_committee(reader, day),
        from_day=day,
    )
    frames = _Frames(reader, (*before, *there), day)
    return [_proposal(one, frames, groups, year) for one in found if set(one.kinds) & used]


def _before(gathering: GatheringSpan) -> Before:
    return Before(
        gathering.day,
        tuple(segment.kind for segment in gathering.segments),
        tuple(segment.group for segment in gathering.segments if segment.group),
        tuple(segment.topic for segment in gathering.segments),
    )


def _has_committee(reader: Reader, day: date) -> bool:
    """A branch of fewer than seven full members has none (机关基层组织工作条例 第七条)."""
    facts = member_facts(reader)
    full = sum(status_on(member, day) is Status.FULL for member in facts.values())
    return (
        full >= rulebook(reader, "committee").on("committee.required_from", day).number
        or len(committee_on(facts.values(), day)) > 2
    )


class _Frames:
    """Where, when, by whom: as it was at the last gathering of the kind; the post holders of today take the chair."""

    def __init__(self, reader: Reader, gatherings: tuple[GatheringSpan, ...], day: date) -> None:
        self.gatherings = gatherings
        posts = posts_on(reader, day)
        self.secretary = next((one.person_id for one in posts if one.post is Post.SECRETARY), None)
        self.recorder = next((one.person_id for one in posts if one.post is Post.ORGANIZATION_COMMISSIONER), None)
        self.leaders = {one.group: one.person_id for one in posts if one.post is Post.GROUP_LEADER}

    def values(self, one: Wanted) -> Mapping[str, object]:
        """The values of ``plan_gathering`` besides day and segments."""
        main = one.kinds[-1]
        last = next((past for past in reversed(self.gatherings) if past.holds(main)), None)
        host = self.leaders.get(one.group) if one.group else self.secretary
        values: dict[str, object] = {"host": host, "recorder": None if one.group else self.recorder}
        if last is not None:
            values |= {"start": last.start, "end": last.end, "place": last.place}
        return {name: value for name, value in values.items() if value}


def _proposal(one: Wanted, frames: _Frames, groups: Mapping[str, str], year: int) -> Proposal:
    own_year = year if SegmentKind.ORG_LIFE_MEETING in one.kinds else None
    title = one.topic or default_title(one.day, one.kinds, year=own_year, group=groups.get(one.group, ""))
    values = frames.values(one)
    return Proposal(
        key=f"meetings.{one.key}",
        lane=Lane.MEETINGS,
        title=title,
        day=one.day,
        months=one.months,
        reason="；".join(one.reasons),
        plan=partial(_plan, one, own_year, values),
    )


def _plan(one: Wanted, own_year: int | None, values: Mapping[str, object], day: date) -> Call:
    segments = [
        {
            "kind": str(kind),
            **({"party_group": one.group} if one.group else {}),
            **({"topic": one.topic} if one.topic else {}),
            **({"attributed_year": own_year} if kind is SegmentKind.ORG_LIFE_MEETING else {}),
        }
        for kind in one.kinds
    ]
    return Call("plan_gathering", {**values, "day": day, "segments": segments})
