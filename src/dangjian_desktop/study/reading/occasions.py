"""The sessions of study as occasions of the contract: signed in or final, with who was there or made it up."""

from __future__ import annotations

from sqlalchemy import select

from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Occasion, Participation
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Reader, live
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.reading.roll import entries_by_session
from dangjian_desktop.study.records import StudyAttendance, StudySession
from dangjian_desktop.study.rules.forms import form_of


def sessions_in(reader: Reader, period: Period) -> list[StudySession]:
    """The living sessions of a period by day."""
    stmt = select(StudySession).where(
        live(StudySession), StudySession.day >= period.first, StudySession.day <= period.last
    )
    return reader.all(stmt.order_by(StudySession.day, StudySession.start, StudySession.id))


def occasions(reader: Reader, period: Period) -> list[Occasion]:
    """What people attended; a session that is only planned or begun is none."""
    sessions, own = sessions_in(reader, period), forms_of(reader)
    entries = entries_by_session(reader, (one.id for one in sessions))
    found = []
    for session in sessions:
        there = entries[session.id].values()
        if session.day is None or not (session.finalised_at or any(entry.state for entry in there)):
            continue
        found.append(
            Occasion(
                record_kind="study_sessions",
                record=session.id,
                title=session.content or "学习",
                form=session.form or "",
                form_label=form_of(session.form, own).name,
                day=session.day,
                start=session.start,
                end=session.end,
                study=True,
                people=tuple(part for entry in there if (part := _part(entry)) is not None),
            )
        )
    return found


def _part(entry: StudyAttendance) -> Participation | None:
    if not entry.person:
        return None
    if entry.state == AttendanceState.PRESENT:
        return Participation(entry.person)
    return Participation(entry.person, entry.made_up_on) if entry.made_up_on else None
