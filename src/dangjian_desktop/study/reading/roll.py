"""Who is expected at a session and how they were entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dangjian_desktop.roster.reading import ExpectedRow, expected_on, member_facts
from dangjian_desktop.roster.rules import ALL_MEMBERS, COMMITTEE, Body, BodyKind
from dangjian_desktop.roster.rules import expected_on as expectations
from dangjian_desktop.roster.rules.attendance import Counts, Mark, count, state_of
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.records import Audience, StudyAttendance, StudySession


@dataclass(frozen=True)
class Roll:
    """``rows`` is everybody concerned in the roster's order, ``expected`` the ids of 应到; ``entries`` by person."""

    rows: tuple[ExpectedRow, ...]
    expected: frozenset[str]
    entries: Mapping[str, StudyAttendance]

    @property
    def counts(self) -> Counts:
        """应到, 实到 and the rest in the papers' words."""
        concerned = [row for row in self.rows if row.person_id in self.expected]
        return count(_mark(self.entries.get(row.person_id), votes=row.votes) for row in concerned)


def body_of(audience: str | None, party_group: str | None) -> Body | None:
    """The roster's body of an audience; None where people are named one by one."""
    match audience:
        case Audience.COMMITTEE:
            return COMMITTEE
        case Audience.GROUP:
            return Body(BodyKind.GROUP, party_group or "")
        case Audience.NAMED:
            return None
    return ALL_MEMBERS


def entries_of(reader: Reader, session: str) -> dict[str, StudyAttendance]:
    """The attendances of a session by person."""
    return {one.person: one for one in reader.parts(StudyAttendance, session) if one.person}


def entries_by_session(reader: Reader, sessions: Iterable[str]) -> dict[str, dict[str, StudyAttendance]]:
    """The attendances of many sessions at once."""
    wanted = list(sessions)
    found: dict[str, dict[str, StudyAttendance]] = {one: {} for one in wanted}
    stmt = select(StudyAttendance).where(live(StudyAttendance), StudyAttendance.owner.in_(wanted))
    for entry in reader.all(stmt.order_by(StudyAttendance.id)):
        if entry.owner and entry.person:
            found[entry.owner][entry.person] = entry
    return found


def roll_of(reader: Reader, session: StudySession) -> Roll:
    """The roll of a session on its day; only who was entered as long as it has none."""
    return roll_on(reader, session.day, session.audience, session.party_group, entries_of(reader, session.id))


def roll_on(
    reader: Reader,
    day: date | None,
    audience: str | None,
    party_group: str | None,
    entries: Mapping[str, StudyAttendance],
) -> Roll:
    """The roll of an audience on a day."""
    if day is None:
        return Roll((), frozenset(), entries)
    body = body_of(audience, party_group)
    table = expected_on(reader, day, body or ALL_MEMBERS)
    expected = frozenset(row.person_id for row in table.rows if row.expected) if body else frozenset(entries)
    shown = {row.person_id: row for row in table.rows if row.person_id in expected or row.person_id in entries}
    if body is not None and body is not ALL_MEMBERS:
        others = expected_on(reader, day).rows
        shown |= {row.person_id: row for row in others if row.person_id in entries and row.person_id not in shown}
    return Roll(tuple(shown.values()), expected, entries)


class Rolls:
    """Counts of many sessions with what the roster says read once."""

    def __init__(self, reader: Reader) -> None:
        self.facts = member_facts(reader)

    def expected(self, day: date, audience: str | None, party_group: str | None) -> dict[str, bool]:
        """Who is expected on a day, with whether they vote; empty where people are named one by one."""
        body = body_of(audience, party_group)
        if body is None:
            return {}
        return {line.member: line.votes for line in expectations(self.facts.values(), day, body) if line.expected}

    def counts(
        self, day: date, audience: str | None, party_group: str | None, entries: Mapping[str, StudyAttendance]
    ) -> Counts:
        """应到, 实到 and the rest of a session."""
        named = body_of(audience, party_group) is None
        expected = dict.fromkeys(entries, False) if named else self.expected(day, audience, party_group)
        return count(_mark(entries.get(person), votes=votes) for person, votes in expected.items())


def _mark(entry: StudyAttendance | None, *, votes: bool) -> Mark:
    return Mark(state_of(entry.state), votes, entry.made_up_on) if entry else Mark(None, votes)


def signed_in(reader: Reader, session: StudySession) -> bool:
    """Whether a session was held as far as anybody knows: somebody was entered, or it is final."""
    if session.finalised_at is not None:
        return True
    return any(state_of(entry.state) is not None for entry in entries_of(reader, session.id).values())
