"""How people stand where somebody is admitted or converted: who may introduce, whose probation is over."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from dangjian_desktop.meetings.reading.agenda import AgendaParts, Standings
from dangjian_desktop.meetings.reading.roll import Roll
from dangjian_desktop.meetings.rules.quorum import Purpose
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.records import Member
from dangjian_desktop.roster.rules import Status, probation_ends, status_on
from dangjian_desktop.roster.rules.attendance import AttendanceState, state_of
from dangjian_desktop.store import Reader


def standings(reader: Reader, day: date, roll: Roll, agendas: AgendaParts) -> Standings:
    """What the votes of a gathering ask of people; nothing is read where all votes are ordinary ones."""
    votes = [vote for group in agendas.votes.values() for vote in group]
    special = [vote for vote in votes if vote.purpose in (Purpose.ADMISSION, Purpose.CONVERSION)]
    if not special:
        return Standings()
    candidates = {vote.candidate for vote in special if vote.candidate}
    columns = select(Member.id, Member.joined_on, Member.probation_extended_to).where(Member.id.in_(candidates))
    probation = {
        row.id: (row.joined_on, probation_ends(row.joined_on, row.probation_extended_to))
        for row in reader.rows(columns)
        if row.joined_on
    }
    voters = {row.person_id for row in roll.rows if row.votes}
    written = {
        person
        for person, entry in roll.entries.items()
        if entry.written_opinion and person in voters and state_of(entry.state) is not AttendanceState.PRESENT
    }
    full = {member.id for member in member_facts(reader).values() if status_on(member, day) is Status.FULL}
    return Standings(frozenset(full), probation, frozenset(written))
