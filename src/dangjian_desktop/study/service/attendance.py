"""Sign-in of a session: one person, everybody, and make-up study of several absentees at once."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.texts import clean_line
from dangjian_desktop.roster.records import Member
from dangjian_desktop.roster.rules.attendance import (
    STATE_LABELS,
    AttendanceState,
    make_up_problem,
    state_of,
    with_make_up,
)
from dangjian_desktop.store import Transaction, part_id
from dangjian_desktop.study.inputs import MakeUp, MarkAllPresent, SetAttendance
from dangjian_desktop.study.reading.roll import entries_of, roll_of
from dangjian_desktop.study.records import StudyAttendance, StudySession
from dangjian_desktop.study.service.guard import (
    note_correction,
    open_session,
    opened,
    person_name,
    refuse,
    session_label,
)

RELATION = "attendance"


def set_study_attendance(tx: Transaction, data: SetAttendance) -> str:
    """Enter one person; returns the attendance's id. A make-up belongs to the time after the session, so 定稿 doesn't
    lock it. Raises :class:`Refused` for a make-up on or before the day itself or in the future."""
    session = tx.need(StudySession, data.session)
    tx.need(Member, data.person)
    before = entries_of(tx, session.id).get(data.person)
    was = state_of(before.state) if before else None
    later = data.state is AttendanceState.MAKE_UP and was is not AttendanceState.PRESENT
    if not later:
        opened(session, data.correction)
    values = _values(tx, session, data, was)
    made = _put(tx, session.id, data.person, values)
    word = _word(state_of(values["state"]))
    tx.label = f"签到 {person_name(tx, data.person)} {word}"
    if not later:
        what = f"签到：{person_name(tx, data.person)} 由“{_word(was)}”改为“{word}”"
        note_correction(tx, session, what, data.correction)
    return made


def _values(tx: Transaction, session: StudySession, data: SetAttendance, was: AttendanceState | None) -> dict[str, Any]:
    """The fields to write: presence clears what only belongs to being away."""
    making_up = data.state is AttendanceState.MAKE_UP
    state = with_make_up(was) if making_up else data.state
    values: dict[str, Any] = {"state": str(state) if state else None}
    if data.reason is not None:
        values["reason"] = clean_line(data.reason) or None
    if making_up or data.made_up_on is not None:
        day = data.made_up_on or tx.now.date()
        if problem := make_up_problem(day, session.day, tx.now.date()):
            refuse("made_up_on", problem)
        values["made_up_on"] = day
    if state is None or state is AttendanceState.PRESENT:
        values |= {"reason": None, "made_up_on": None, "made_up_how": None}
    return values


def _put(tx: Transaction, session: str, person: str, values: dict[str, Any]) -> str:
    id = part_id(session, RELATION, person)
    standing = entries_of(tx, session).get(person)
    if standing is not None and standing.id != id:
        # It came along when two records of one session (or of one member) were merged.
        tx.edit(StudyAttendance, standing.id, values)
        return standing.id
    return tx.put(StudyAttendance, session, RELATION, person, {"person": person, **values})


def _word(state: AttendanceState | None) -> str:
    return STATE_LABELS[state] if state else "未登记"


def mark_all_present_at_study(tx: Transaction, data: MarkAllPresent) -> int:
    """全部出席: everybody expected and still 未登记 is present; returns how many were entered.

    Raises :class:`Refused` if nobody is expected.
    """
    session = open_session(tx, data.session, data.correction)
    roll = roll_of(tx, session)
    if not roll.expected:
        raise Refused("没有应到的人员。", hint="请先填写日期和参加人员，并在“党员”中登记名册。")
    entered = 0
    for row in roll.rows:
        entry = roll.entries.get(row.person_id)
        if row.person_id in roll.expected and (entry is None or state_of(entry.state) is None):
            _put(tx, session.id, row.person_id, {"state": str(AttendanceState.PRESENT)})
            entered += 1
    tx.label = f"全部出席 {session_label(session)}"
    if entered:
        note_correction(tx, session, f"签到：{entered}人登记为出席", data.correction)
    return entered


def make_up_study(tx: Transaction, data: MakeUp) -> int:
    """补课 of several at once; 定稿 doesn't lock it. Returns how many.

    Raises :class:`Refused` for a day that can't be, or somebody who was there.
    """
    session = tx.need(StudySession, data.session)
    if problem := make_up_problem(data.day, session.day, tx.now.date()):
        refuse("day", problem)
    entries = entries_of(tx, session.id)
    for person in data.people:
        tx.need(Member, person)
        was = state_of(entries[person].state) if person in entries else None
        if was is AttendanceState.PRESENT:
            refuse("people", f"{person_name(tx, person)}那天在场，不用补课。")
        how = clean_line(data.how) or None
        _put(tx, session.id, person, {"state": str(with_make_up(was)), "made_up_on": data.day, "made_up_how": how})
    who = person_name(tx, data.people[0]) if len(data.people) == 1 else f"{len(data.people)}人"
    tx.label = f"补课 {who} {session_label(session)}"
    return len(data.people)
