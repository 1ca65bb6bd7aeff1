"""Minutes written elsewhere, confirmed by the secretary: one action makes or fills in a gathering."""

from __future__ import annotations

from dangjian_desktop.base.texts import clean_line, clean_prose
from dangjian_desktop.meetings.reading.roll import entries_of
from dangjian_desktop.meetings.records import (
    AgendaItem,
    Gathering,
    Observer,
    Resolution,
    Segment,
    Speech,
    Vote,
)
from dangjian_desktop.meetings.service.agenda import insert_item
from dangjian_desktop.meetings.service.attaching import attach_file
from dangjian_desktop.meetings.service.attendance import add_observer, set_attendance
from dangjian_desktop.meetings.service.gatherings import check_hours, plan_gathering
from dangjian_desktop.meetings.service.guard import generated_title, opened, retitle, short_label
from dangjian_desktop.meetings.service.inputs import (
    AddObserver,
    AttachFile,
    EnterRecord,
    NewAgendaItem,
    NewSegment,
    PlanGathering,
    SetAttendance,
)
from dangjian_desktop.meetings.service.segments import insert_segment
from dangjian_desktop.roster.rules.attendance import AttendanceState, state_of
from dangjian_desktop.store import Transaction


def enter_record(tx: Transaction, data: EnterRecord) -> str:
    """Make a gathering of minutes written elsewhere, or fill in one; returns its id.

    Raises :class:`Refused` for a final gathering, or a file that can't be read.
    """
    if data.gathering is None:
        gathering = plan_gathering(tx, data.plan)
        verb = "登记会议（照记录）"
    else:
        gathering = opened(tx.need(Gathering, data.gathering)).id
        _fill(tx, gathering, data.plan)
        verb = "照记录填写"
    _people(tx, gathering, data)
    if data.source:
        attach_file(tx, AttachFile(gathering, data.source, "material"))
    tx.label = f"{verb} {short_label(tx.need(Gathering, gathering))}"
    return gathering


def _fill(tx: Transaction, gathering: str, plan: PlanGathering) -> None:
    """What is empty is filled in; segments of other kinds are added."""
    found = tx.need(Gathering, gathering)
    title = generated_title(tx, found)
    given = {
        "day": plan.day,
        "start": plan.start,
        "end": plan.end,
        "place": clean_line(plan.place) or None,
        "host": plan.host,
        "recorder": plan.recorder,
        "notes": clean_prose(plan.notes) or None,
    }
    fresh = {name: value for name, value in given.items() if value is not None and getattr(found, name) is None}
    check_hours(fresh.get("start", found.start), fresh.get("end", found.end))  # type: ignore[arg-type]
    if fresh:
        tx.edit(Gathering, gathering, fresh)
    there = {segment.kind: segment for segment in tx.parts(Segment, gathering)}
    for segment in plan.segments:
        standing = there.get(str(segment.kind))
        if standing is None:
            insert_segment(tx, gathering, found.day or plan.day, segment)
        else:
            _fill_segment(tx, standing, segment)
    retitle(tx, gathering, title)


def _fill_segment(tx: Transaction, standing: Segment, segment: NewSegment) -> None:
    given = {"topic": clean_line(segment.topic) or None, "content": clean_prose(segment.content) or None}
    fresh = {name: value for name, value in given.items() if value is not None and getattr(standing, name) is None}
    if fresh:
        tx.edit(Segment, standing.id, fresh)
    titles = {item.title: item for item in tx.parts(AgendaItem, standing.id)}
    for item in segment.agenda:
        planned = titles.get(clean_line(item.title))
        if planned is not None and not _written(tx, planned):
            # The planned item gives way to the one that tells what became of it.
            made = insert_item(tx, standing.id, item, after=planned.id)
            if planned.presenter and not item.presenter:
                tx.edit(AgendaItem, made, {"presenter": planned.presenter, "presenter_role": planned.presenter_role})
            tx.delete(AgendaItem, planned.id)
        elif planned is None or not _same(tx, planned, item):
            insert_item(tx, standing.id, item)


def _same(tx: Transaction, there: AgendaItem, item: NewAgendaItem) -> bool:
    """Whether an item tells what the one on the agenda tells already: the record was filled in twice."""
    points = [clean_prose(one.points) for one in item.speeches]
    return (there.content or "") == clean_prose(item.content) and [
        one.points or "" for one in tx.parts(Speech, there.id)
    ] == points


def _written(tx: Transaction, item: AgendaItem) -> bool:
    return bool(item.content) or bool(
        tx.parts(Speech, item.id) or tx.parts(Vote, item.id) or tx.parts(Resolution, item.id)
    )


def _people(tx: Transaction, gathering: str, data: EnterRecord) -> None:
    """Who isn't entered yet is entered; nobody's state is changed."""
    entered = {person for person, one in entries_of(tx, gathering).items() if state_of(one.state) is not None}
    for person in dict.fromkeys(data.present):
        if person not in entered:
            set_attendance(tx, SetAttendance(gathering, person, AttendanceState.PRESENT))
    for one in data.away:
        if one.person not in entered and one.person not in data.present:
            set_attendance(tx, SetAttendance(gathering, one.person, one.state, one.reason))
    there = tx.parts(Observer, gathering)
    for guest in data.observers:
        known = any((guest.person and one.person == guest.person) or one.name == guest.name for one in there)
        if not known:
            add_observer(tx, AddObserver(gathering, guest.person, guest.name, guest.identity))
