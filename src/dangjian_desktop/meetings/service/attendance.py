"""Sign-in: one person, everybody, observers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.texts import clean_line
from dangjian_desktop.meetings.reading.roll import entries_of, people_by_segment
from dangjian_desktop.meetings.records import Attendance, Gathering, Observer, Segment
from dangjian_desktop.meetings.service.guard import note_correction, open_gathering, opened, short_label
from dangjian_desktop.meetings.service.inputs import AddObserver, EnterMakeUps, OfGathering, SetAttendance
from dangjian_desktop.roster.people import name_of
from dangjian_desktop.roster.reading import member_facts
from dangjian_desktop.roster.rules.attendance import (
    STATE_LABELS,
    AttendanceState,
    make_up_problem,
    state_of,
    with_make_up,
)
from dangjian_desktop.store import Heads, Transaction, part_id

RELATION = "attendance"


def set_attendance(tx: Transaction, data: SetAttendance) -> str:
    """Enter one person; returns the attendance's id. A make-up keeps the reason for being away if it is known.

    A make-up belongs to the time after the meeting, so 定稿 doesn't lock it, except for one who was there.
    Raises :class:`Refused` for a make-up on or before the day itself or in the future.
    """
    gathering = tx.need(Gathering, data.gathering)
    before = entries_of(tx, gathering.id).get(data.person) or tx.get(
        Attendance, part_id(gathering.id, RELATION, data.person)
    )
    later = data.state is AttendanceState.MAKE_UP and (before is None or before.state != AttendanceState.PRESENT)
    if not later:
        opened(gathering, data.correction)
    values = _values(tx, gathering, data, state_of(before.state) if before else None)
    made = _put(tx, gathering.id, data.person, values, data.seen, before)
    name, word = name_of(tx, data.person), _word(values["state"])
    tx.label = f"签到 {name} {word}"
    was = _word(before.state if before else None)
    if not later:
        note_correction(tx, gathering, f"签到：{name} 由“{was}”改为“{word}”", data.correction)
    return made


def _put(
    tx: Transaction,
    gathering: str,
    person: str,
    values: Mapping[str, Any],
    seen: Heads | None,
    standing: Attendance | None,
) -> str:
    if standing is not None and standing.id != part_id(gathering, RELATION, person):
        # It came along when two records of one gathering (or of one member) were merged.
        tx.edit(Attendance, standing.id, values, seen or None)
        return standing.id
    made = tx.put(Attendance, gathering, RELATION, person, {"person": person, **values}, seen or None)
    return str(made)


def _values(
    tx: Transaction, gathering: Gathering, data: SetAttendance, current: AttendanceState | None
) -> dict[str, Any]:
    """The fields to write: presence clears what only belongs to being away."""
    state = with_make_up(current) if data.state is AttendanceState.MAKE_UP else data.state
    values: dict[str, Any] = {"state": str(state) if state else None}
    if data.reason is not None:
        values["reason"] = clean_line(data.reason) or None
    if data.written_opinion is not None:
        values["written_opinion"] = data.written_opinion or None
    if data.state is AttendanceState.MAKE_UP or data.made_up_on is not None:
        values["made_up_on"] = _make_up_day(tx, gathering, data)
    if data.made_up_how is not None:
        values["made_up_how"] = clean_line(data.made_up_how) or None
    if state is None or state is AttendanceState.PRESENT:
        values |= {"reason": None, "written_opinion": None, "made_up_on": None, "made_up_how": None}
    return values


def _make_up_day(tx: Transaction, gathering: Gathering, data: SetAttendance) -> Any:
    day = data.made_up_on or tx.now.date()
    sentence = make_up_problem(day, gathering.day, tx.now.date())
    if sentence:
        raise Refused(sentence, problems=(FieldProblem("made_up_on", sentence),))
    return day


def enter_make_ups(tx: Transaction, data: EnterMakeUps) -> int:
    """One day and way of making up for several people; returns how many. The reasons for being away stay.

    Raises :class:`Refused` for somebody who was there, or a day that can't be; nothing is changed then.
    """
    gathering = tx.need(Gathering, data.gathering)
    entries = entries_of(tx, gathering.id)
    for person in dict.fromkeys(data.people):
        entry = entries.get(person)
        if entry is not None and entry.state == AttendanceState.PRESENT:
            raise Refused(f"{name_of(tx, person)}当天出席了，不用补课。")
        one = SetAttendance(
            gathering.id, person, AttendanceState.MAKE_UP, made_up_on=data.on or tx.now.date(), made_up_how=data.how
        )
        set_attendance(tx, one)
    people = list(dict.fromkeys(data.people))
    who = name_of(tx, people[0]) if len(people) == 1 else f"{len(people)}人"
    tx.label = f"登记补课 {who}（{short_label(gathering)}）"
    return len(people)


def _word(raw: str | None) -> str:
    state = state_of(raw)
    return STATE_LABELS[state] if state else "未登记"


def mark_all_present(tx: Transaction, data: OfGathering) -> int:
    """全部出席: everybody expected and still 未登记 is present; returns how many were entered.

    Raises :class:`Refused` if nobody is expected.
    """
    gathering = open_gathering(tx, data.gathering, data.correction)
    entries, expected = entries_of(tx, gathering.id), frozenset[str]()
    if gathering.day is not None:
        segments = tx.parts(Segment, gathering.id)
        people = people_by_segment(member_facts(tx), gathering.day, segments, frozenset(entries))
        expected = expected.union(*people.values())
    if not expected:
        raise Refused("没有应到会的人员。", hint="请先填写会议日期和环节，并在“党员”中登记名册。")
    entered = 0
    for person in sorted(expected):
        entry = entries.get(person)
        if entry is None or state_of(entry.state) is None:
            _put(tx, gathering.id, person, {"state": str(AttendanceState.PRESENT)}, None, entry)
            entered += 1
    tx.label = f"全部出席 {short_label(gathering)}"
    if entered:
        note_correction(tx, gathering, f"签到：{entered}人登记为出席", data.correction)
    return entered


def add_observer(tx: Transaction, data: AddObserver) -> str:
    """Somebody sat in; returns the id. Raises :class:`Refused` without a name, or for one who is there already."""
    gathering = open_gathering(tx, data.gathering, data.correction)
    name = clean_line(data.name)
    if not data.person and not name:
        sentence = "请选择或填写列席人员的姓名。"
        raise Refused(sentence, problems=(FieldProblem("name", sentence),))
    called = name_of(tx, data.person, name)
    for other in tx.parts(Observer, gathering.id):
        if (data.person and other.person == data.person) or (not data.person and other.name == name):
            raise Refused(f"“{called}”已在列席人员中。")
    values = {"person": data.person, "name": name or None, "identity": clean_line(data.identity) or None}
    made = tx.add(Observer, gathering.id, values)
    tx.label = f"添加列席 {called}"
    note_correction(tx, gathering, f"增加列席人员：{called}", data.correction)
    return made
