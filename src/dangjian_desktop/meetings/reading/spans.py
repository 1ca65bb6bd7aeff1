"""The gatherings of a period with who was expected and how each was entered: what figures and lists are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.reading.agenda import by_owner
from dangjian_desktop.meetings.reading.roll import people_by_segment
from dangjian_desktop.meetings.records import Attendance, Gathering, Segment
from dangjian_desktop.meetings.rules.kinds import info_of
from dangjian_desktop.meetings.rules.study import counts_as_study
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.rules import MemberFacts
from dangjian_desktop.roster.rules import expected_on as expectations
from dangjian_desktop.roster.rules.attendance import AttendanceState, Counts, Mark, count, state_of
from dangjian_desktop.store import Reader, live

UNKNOWN = Mark(None, voter=False)


@dataclass(frozen=True)
class SegmentSpan:
    """A segment of a gathering; ``people`` are those expected at it."""

    id: str
    kind: str
    short: str
    group: str
    topic: str
    form: str
    study: bool
    people: frozenset[str]


@dataclass(frozen=True)
class GatheringSpan:
    """A gathering of the period.

    ``recorded``: final, or somebody was entered as present, and its day has come. ``marks`` holds everybody entered,
    ``reasons`` why somebody was away.
    """

    id: str
    title: str
    day: date
    start: time | None
    end: time | None
    place: str
    host: str
    recorder: str
    notice_sent: bool
    final: bool
    recorded: bool
    segments: tuple[SegmentSpan, ...]
    marks: Mapping[str, Mark]
    reasons: Mapping[str, str]

    @property
    def expected(self) -> frozenset[str]:
        """Everybody expected at some segment."""
        return frozenset().union(*(segment.people for segment in self.segments))

    def mark(self, person: str) -> Mark:
        """How somebody was entered; 未登记 if not at all."""
        return self.marks.get(person, UNKNOWN)

    def counts(self, person: str | None = None) -> Counts:
        """The counts of everybody expected, or of one of them."""
        wanted = self.expected if person is None else self.expected & {person}
        return count(self.mark(one) for one in wanted)

    def holds(self, kind: str) -> bool:
        """Whether a segment is of this kind."""
        return any(segment.kind == kind for segment in self.segments)


def spans_in(reader: Reader, period: Period) -> tuple[GatheringSpan, ...]:
    """All gatherings of the period, by day and hour, in a handful of queries."""
    stmt = (
        select(Gathering)
        .where(live(Gathering), Gathering.day.between(period.first, period.last))
        .order_by(Gathering.day, Gathering.start, Gathering.id)
    )
    gatherings = reader.all(stmt)
    ids = [one.id for one in gatherings]
    segments, entries = by_owner(reader, Segment, ids), by_owner(reader, Attendance, ids)
    facts, today = member_facts(reader), reader.now.date()
    return tuple(_span(one, segments.get(one.id, ()), entries.get(one.id, ()), facts, today) for one in gatherings)


def _span(
    gathering: Gathering,
    segments: Sequence[Segment],
    entries: Sequence[Attendance],
    facts: Mapping[str, MemberFacts],
    today: date,
) -> GatheringSpan:
    day = gathering.day or today
    entered = {one.person: one for one in entries if one.person}
    people = people_by_segment(facts, day, segments, frozenset(entered))
    concerned = frozenset(entered).union(*people.values())
    voters = {line.member for line in expectations((facts[p] for p in concerned if p in facts), day) if line.votes}
    marks = {p: Mark(state_of(one.state), p in voters, one.made_up_on) for p, one in entered.items()}
    final = gathering.finalised_at is not None
    there = any(mark.state is AttendanceState.PRESENT for mark in marks.values())
    return GatheringSpan(
        id=gathering.id,
        title=gathering.title or "会议",
        day=day,
        start=gathering.start,
        end=gathering.end,
        place=gathering.place or "",
        host=gathering.host or "",
        recorder=gathering.recorder or "",
        notice_sent=gathering.notice_sent_on is not None,
        final=final,
        recorded=(final or there) and day <= today,
        segments=tuple(_segment(one, people[one.id]) for one in segments),
        marks=marks,
        reasons={person: one.reason or "" for person, one in entered.items()},
    )


def _segment(segment: Segment, people: frozenset[str]) -> SegmentSpan:
    return SegmentSpan(
        id=segment.id,
        kind=segment.kind or "",
        short=info_of(segment.kind).short,
        group=segment.party_group or "",
        topic=segment.topic or "",
        form=segment.form or "",
        study=counts_as_study(segment.kind, segment.form, segment.study),
        people=people,
    )
