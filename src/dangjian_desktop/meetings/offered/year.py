"""Meetings on the year's board, and what people attended."""

from __future__ import annotations

from datetime import date
from functools import partial

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import (
    Assignment,
    Call,
    DueState,
    Headway,
    Lane,
    Occasion,
    Participation,
    Scheduled,
)
from dangjian_desktop.meetings.reading.resolutions import resolutions_due_in
from dangjian_desktop.meetings.reading.spans import GatheringSpan, SegmentSpan, spans_in
from dangjian_desktop.meetings.reading.views import hours_words
from dangjian_desktop.meetings.rules.kinds import info_of
from dangjian_desktop.roster.people import name_in
from dangjian_desktop.roster.reading import labels_on
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader


def occasions(reader: Reader, period: Period) -> list[Occasion]:
    """Each segment of each recorded gathering, with those who were there or made it up.

    A make-up of which no day is known is left out: nobody can say when the time was spent.
    """
    return [
        _occasion(gathering, segment)
        for gathering in spans_in(reader, period)
        if gathering.recorded
        for segment in gathering.segments
    ]


def _occasion(gathering: GatheringSpan, segment: SegmentSpan) -> Occasion:
    people = []
    for person in sorted(segment.people):
        mark = gathering.mark(person)
        if mark.state is AttendanceState.PRESENT:
            people.append(Participation(person))
        elif mark.made_up_on is not None:
            people.append(Participation(person, mark.made_up_on))
    return Occasion(
        record_kind="segments",
        record=segment.id,
        title=segment.topic or gathering.title,
        form=segment.kind,
        form_label=info_of(segment.kind).short,
        day=gathering.day,
        start=gathering.start,
        end=gathering.end,
        study=segment.study,
        people=tuple(people),
    )


def schedule(reader: Reader, year: int, today: date) -> list[Scheduled]:
    """All gatherings of a year; those not yet signed in or final can be moved to another day."""
    return [_scheduled(one, today) for one in spans_in(reader, Period.year(year))]


def _scheduled(gathering: GatheringSpan, today: date) -> Scheduled:
    if gathering.recorded:
        state = DueState.DONE
    elif gathering.day == today:
        state = DueState.TODAY
    else:
        state = DueState.PLANNED if gathering.day > today else DueState.OVERDUE
    hours = hours_words(gathering.start, gathering.end)
    return Scheduled(
        lane=Lane.MEETINGS,
        title=gathering.title,
        year=gathering.day.year,
        month=gathering.day.month,
        state=state,
        record_kind="gatherings",
        record=gathering.id,
        day=gathering.day,
        detail=" ".join(part for part in (hours, gathering.place) if part),
        move=None if gathering.recorded or gathering.final else partial(_move, gathering.id),
    )


def _move(gathering: str, day: date) -> Call:
    return Call("edit_fields", {"kind": "gatherings", "record": gathering, "changes": {"day": day.isoformat()}})


def assignments(reader: Reader, period: Period, today: date) -> list[Assignment]:
    """Resolutions to be carried out in the period, and the gatherings planned for it."""
    found = [
        Assignment(
            title=row.line,
            state=Headway.DONE if row.done_on else Headway.DOING if row.outcome else Headway.IDLE,
            record_kind="resolutions",
            record=row.id,
            responsible=row.responsible_name,
            due=row.deadline,
        )
        for row in resolutions_due_in(reader, period, today)
    ]
    labels = labels_on(reader, today)
    for one in spans_in(reader, period):
        state = Headway.DONE if one.recorded else Headway.DOING if one.notice_sent else Headway.IDLE
        found.append(Assignment(one.title, state, "gatherings", one.id, name_in(labels, one.host), one.day))
    return found
