"""The list of gatherings in pages, and finding one by words or by who took part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Rulebook
from dangjian_desktop.meetings.reading.agenda import by_owner
from dangjian_desktop.meetings.reading.roll import body_of, people_of
from dangjian_desktop.meetings.reading.views import Cursor, GatheringPage, GatheringRow
from dangjian_desktop.meetings.records import (
    AgendaItem,
    Attendance,
    Gathering,
    Observer,
    Resolution,
    Segment,
    Speech,
    Vote,
)
from dangjian_desktop.meetings.rules.kinds import info_of
from dangjian_desktop.meetings.rules.stages import STAGE_LABELS, StageFacts, late_entry, state_bar
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.reading import find_people, member_facts
from dangjian_desktop.roster.rules import Body, MemberFacts
from dangjian_desktop.roster.rules import expected_on as expectations
from dangjian_desktop.roster.rules.attendance import AttendanceState, Counts, Mark, count, state_of
from dangjian_desktop.store import Attachment, Reader, live
from dangjian_desktop.store.search import words

PAGE = 200
FOUND = 500
"""How many text hits are followed; more means the words are too common to help."""


@dataclass(frozen=True)
class GatheringFilter:
    """What the list shows: everything, or one period, kind, state, and what ``text`` finds."""

    period: Period | None = None
    kind: str = ""
    unfinished: bool = False
    text: str = ""


def gathering_page(
    reader: Reader, wanted: GatheringFilter | None = None, after: Cursor | None = None, limit: int = PAGE
) -> GatheringPage:
    """One page of the list, newest day first; those without a day come before all others.

    Fetches ``limit`` gatherings and what belongs to them, however many there are.
    """
    wanted = wanted or GatheringFilter()
    stmt = _filtered(reader, wanted)
    found: list[Gathering] = []
    if after is None or after.day is None:
        undated = stmt.where(Gathering.day.is_(None)).order_by(Gathering.id.desc())
        if after is not None:
            undated = undated.where(Gathering.id < after.id)
        found = reader.all(undated.limit(limit + 1))
    if len(found) <= limit:
        dated = stmt.where(Gathering.day.is_not(None)).order_by(Gathering.day.desc(), Gathering.id.desc())
        if after is not None and after.day is not None:
            earlier = and_(Gathering.day == after.day, Gathering.id < after.id)
            dated = dated.where(Gathering.day <= after.day, or_(Gathering.day < after.day, earlier))
        found += reader.all(dated.limit(limit + 1 - len(found)))
    page = found[:limit]
    following = Cursor(page[-1].day, page[-1].id) if len(found) > limit else None
    return GatheringPage(_rows(reader, page), following)


def gathering_count(reader: Reader, wanted: GatheringFilter | None = None) -> int:
    """How many gatherings the filter lets through."""
    stmt = _filtered(reader, wanted or GatheringFilter()).with_only_columns(func.count(Gathering.id))
    return int(reader.scalar(stmt) or 0)


def gathering_row(reader: Reader, gathering: str) -> GatheringRow | None:
    """One line by its id, to refresh it; None once it is deleted."""
    found = reader.all(select(Gathering).where(Gathering.id == gathering, live(Gathering)))
    return _rows(reader, found)[0] if found else None


def years_with_gatherings(reader: Reader) -> tuple[int, ...]:
    """The years in which something took place, newest first."""
    year = func.strftime("%Y", Gathering.day)
    stmt = select(year).where(live(Gathering), Gathering.day.is_not(None)).distinct()
    return tuple(sorted((int(row[0]) for row in reader.rows(stmt)), reverse=True))


def _filtered(reader: Reader, wanted: GatheringFilter) -> Select[tuple[Gathering]]:
    stmt = select(Gathering).where(live(Gathering))
    if wanted.period is not None:
        stmt = stmt.where(Gathering.day.between(wanted.period.first, wanted.period.last))
    if wanted.kind:
        stmt = stmt.where(Gathering.id.in_(select(Segment.owner).where(live(Segment), Segment.kind == wanted.kind)))
    if wanted.unfinished:
        stmt = stmt.where(Gathering.finalised_at.is_(None))
    if wanted.text.strip():
        stmt = stmt.where(_matching(reader, wanted.text.strip()))
    return stmt


def _matching(reader: Reader, text: str) -> ColumnElement[bool]:
    """What the words find: in any text of the gathering, or somebody who took part."""
    by_words = gatherings_with_words(reader, text, FOUND)
    conditions: list[ColumnElement[bool]] = [Gathering.id.in_(by_words)] if by_words else []
    people = [ref.id for ref in find_people(reader, text, limit=50)]
    if people:
        there = select(Attendance.owner).where(
            live(Attendance), Attendance.person.in_(people), Attendance.state == AttendanceState.PRESENT
        )
        sat_in = select(Observer.owner).where(live(Observer), Observer.person.in_(people))
        conditions += [
            Gathering.id.in_(there),
            Gathering.id.in_(sat_in),
            Gathering.host.in_(people),
            Gathering.recorder.in_(people),
        ]
    return or_(*conditions) if conditions else false()


SEARCHED = (Gathering, Segment, AgendaItem, Speech, Vote, Resolution, Observer, Attachment)


def gatherings_with_words(reader: Reader, text: str, limit: int) -> list[str]:
    """The ids of gatherings in whose texts all the words stand in one field; parts of deleted ones are left out."""
    hits = words(reader, text, kinds=tuple(model.__tablename__ for model in SEARCHED), limit=limit)
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for hit in hits:
        by_kind[hit.kind].append(hit.id)
    found = set(by_kind["gatherings"])
    found |= _up(reader, Observer, by_kind["observers"])
    files = _up(reader, Attachment, by_kind["attachments"])
    items = set(by_kind["agenda_items"]) | files
    for model in (Speech, Vote, Resolution):
        items |= _up(reader, model, by_kind[model.__tablename__])
    segments = set(by_kind["segments"]) | files | _up(reader, AgendaItem, sorted(items))
    return sorted(found | files | _up(reader, Segment, sorted(segments)))


def _up(reader: Reader, model: type[Segment | AgendaItem | Speech | Vote | Resolution | Observer | Attachment],
        ids: Sequence[str]) -> set[str]:  # fmt: skip
    """The owners of these parts, as far as the parts are live."""
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        stmt = select(model.owner).where(model.id.in_(ids[start : start + 500]), live(model))
        found |= {row.owner for row in reader.rows(stmt) if row.owner}
    return found


def _rows(reader: Reader, gatherings: Sequence[Gathering]) -> tuple[GatheringRow, ...]:
    """Lines with counts, worked out from a handful of queries for the whole page."""
    if not gatherings:
        return ()
    ids = [gathering.id for gathering in gatherings]
    facts = member_facts(reader)
    segments = by_owner(reader, Segment, ids)
    marks = _entries(reader, ids)
    written = _written_segments(reader, [one.id for group in segments.values() for one in group])
    today, book = reader.now.date(), rulebook(reader, "meetings")
    return tuple(_row(g, segments.get(g.id, []), marks.get(g.id, {}), written, facts, today, book) for g in gatherings)


Entry = tuple[str | None, date | None, datetime | None]


def _entries(reader: Reader, ids: Sequence[str]) -> dict[str, dict[str, Entry]]:
    found: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    columns = select(
        Attendance.owner, Attendance.person, Attendance.state, Attendance.made_up_on, Attendance.created_at
    )
    for start in range(0, len(ids), 500):
        for row in reader.rows(columns.where(Attendance.owner.in_(ids[start : start + 500]), live(Attendance))):
            if row.person:
                found[row.owner][row.person] = (row.state, row.made_up_on, row.created_at)
    return found


def _written_segments(reader: Reader, ids: Sequence[str]) -> set[str]:
    """The segments whose minutes hold something."""
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        own = select(Segment.id).where(Segment.id.in_(chunk), or_(Segment.content > "", Segment.summary > ""))
        found |= {row.id for row in reader.rows(own)}
        items = select(AgendaItem.owner.distinct()).where(AgendaItem.owner.in_(chunk), live(AgendaItem))
        found |= {row[0] for row in reader.rows(items.where(AgendaItem.content > ""))}
        for model in (Speech, Vote, Resolution):
            under = items.join(model, model.owner == AgendaItem.id).where(live(model))
            found |= {row[0] for row in reader.rows(under)}
    return found


def _row(
    gathering: Gathering,
    segments: Sequence[Segment],
    entries: Mapping[str, Entry],
    written: set[str],
    facts: Mapping[str, MemberFacts],
    today: date,
    book: Rulebook,
) -> GatheringRow:
    counts = _counts(gathering.day, segments, entries, facts)
    final = gathering.finalised_at is not None
    bar = state_bar(
        StageFacts(
            day=gathering.day,
            planned=bool(gathering.day and gathering.place and segments),
            notice_sent=gathering.notice_sent_on is not None,
            expected=counts.expected,
            unregistered=counts.unregistered,
            written_segments=sum(segment.id in written for segment in segments),
            segments=len(segments),
            final=final,
        ),
        today,
    )
    moments = [moment for _state, _day, moment in entries.values() if moment]
    entered = min(moments) if moments else gathering.created_at
    return GatheringRow(
        id=gathering.id,
        title=gathering.title or "",
        day=gathering.day,
        start=gathering.start,
        place=gathering.place or "",
        kinds=tuple(info_of(segment.kind).short for segment in segments),
        stage=str(bar.current),
        stage_label=STAGE_LABELS[bar.current],
        final=final,
        late=late_entry(gathering.day, entered.date() if entered else None, book),
        counts=counts,
        unfinished=not final and gathering.day is not None and gathering.day < today,
    )


def _counts(
    day: date | None, segments: Sequence[Segment], entries: Mapping[str, Entry], facts: Mapping[str, MemberFacts]
) -> Counts:
    if day is None:
        return Counts()
    bodies: set[Body | None] = {body_of(segment) for segment in segments}
    expected: set[str] = set()
    for body in bodies:
        expected |= set(entries) if body is None else people_of(facts, day, body)
    voters = {line.member for line in expectations((facts[p] for p in expected if p in facts), day) if line.votes}
    unknown: Entry = (None, None, None)
    return count(
        Mark(state_of(state), person in voters, made_up_on)
        for person, (state, made_up_on, _at) in ((person, entries.get(person, unknown)) for person in expected)
    )
