"""Who is expected at a gathering and its segments, and how they were entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dangjian_desktop.meetings.records import Attendance, Gathering, Segment
from dangjian_desktop.meetings.rules.kinds import Scope, scope_of
from dangjian_desktop.roster.reading import ExpectedRow, expected_on, member_facts
from dangjian_desktop.roster.rules import ALL_MEMBERS, COMMITTEE, Body, BodyKind, MemberFacts
from dangjian_desktop.roster.rules import expected_on as expectations
from dangjian_desktop.roster.rules.attendance import Counts, Mark, count, state_of
from dangjian_desktop.store import Reader


@dataclass(frozen=True)
class Roll:
    """``rows`` is everybody concerned in the roster's order; ``by_segment`` who is expected at each segment.

    ``expected`` is everybody expected at some segment; ``entries`` the attendances by person.
    """

    rows: tuple[ExpectedRow, ...]
    by_segment: Mapping[str, frozenset[str]]
    expected: frozenset[str]
    entries: Mapping[str, Attendance]

    def counts(self, people: Iterable[str] | None = None) -> Counts:
        """Counts of these people, by default of everybody expected."""
        wanted = self.expected if people is None else frozenset(people)
        return count(self._mark(row) for row in self.rows if row.person_id in wanted)

    def segment_counts(self, segment: str) -> Counts:
        """Counts of those expected at one segment."""
        return self.counts(self.by_segment.get(segment, frozenset()))

    def _mark(self, row: ExpectedRow) -> Mark:
        entry = self.entries.get(row.person_id)
        return Mark(state_of(entry.state), row.votes, entry.made_up_on) if entry else Mark(None, row.votes)


def body_of(segment: Segment) -> Body | None:
    """The roster's body for a segment's scope; None where people are named one by one."""
    match scope_of(segment.kind, segment.scope):
        case Scope.ALL:
            return ALL_MEMBERS
        case Scope.COMMITTEE:
            return COMMITTEE
        case Scope.GROUP:
            return Body(BodyKind.GROUP, segment.party_group or "")
        case _:
            return None


def people_of(facts: Mapping[str, MemberFacts], day: date, body: Body) -> frozenset[str]:
    """Everybody of a body on the day who is expected."""
    return frozenset(line.member for line in expectations(facts.values(), day, body) if line.expected)


def people_by_segment(
    facts: Mapping[str, MemberFacts], day: date, segments: Sequence[Segment], invited: frozenset[str]
) -> dict[str, frozenset[str]]:
    """Who is expected at each segment; ``invited`` are those entered by name."""
    bodies = {segment.id: body_of(segment) for segment in segments}
    people = {body: people_of(facts, day, body) for body in set(bodies.values()) if body is not None}
    return {segment: invited if body is None else people[body] for segment, body in bodies.items()}


def entries_of(reader: Reader, gathering: str) -> dict[str, Attendance]:
    """The attendances of a gathering by person."""
    return {one.person: one for one in reader.parts(Attendance, gathering) if one.person}


def roll_of(reader: Reader, gathering: Gathering, segments: Sequence[Segment]) -> Roll:
    """The roll of one gathering on its day; empty as long as it has none."""
    entries = entries_of(reader, gathering.id)
    if gathering.day is None:
        return Roll((), {}, frozenset(), entries)
    invited = frozenset(entries)
    by_segment = people_by_segment(member_facts(reader), gathering.day, segments, invited)
    expected = frozenset().union(*by_segment.values())
    rows = tuple(
        row
        for row in expected_on(reader, gathering.day).rows
        if row.person_id in expected or row.person_id in invited or (not row.expected and expected)
    )
    return Roll(rows, by_segment, expected, entries)
