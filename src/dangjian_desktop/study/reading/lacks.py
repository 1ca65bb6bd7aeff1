"""What a session still lacks, read for the rule."""

from __future__ import annotations

from dangjian_desktop.roster.reading import MEMBERS
from dangjian_desktop.store import Reader
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.reading.roll import roll_of
from dangjian_desktop.study.records import HourAdjustment, StudySession, StudySpeech
from dangjian_desktop.study.rules.forms import form_of
from dangjian_desktop.study.rules.lacks import Lack, SessionFacts, session_lacks


def lacks_of(reader: Reader, session: StudySession) -> tuple[Lack, ...]:
    """What a session lacks as it stands now."""
    facts = SessionFacts(
        form=form_of(session.form, forms_of(reader)),
        day=session.day,
        start=session.start,
        end=session.end,
        hours_given=any(not one.member for one in reader.parts(HourAdjustment, session.id)),
        counts=roll_of(reader, session).counts,
        lecturer=session.lecturer or session.lecturer_name or "",
        unit=session.lecturer_unit or "",
        notes=session.notes or "",
        questions=session.questions or "",
        visited=session.visited or "",
        speakers=sum(bool(speech.points) for speech in reader.parts(StudySpeech, session.id)),
        own_lecturer=bool(session.lecturer) and _is_member(reader, session.lecturer or ""),
    )
    return session_lacks(facts, reader.now.date())


def _is_member(reader: Reader, id: str) -> bool:
    model = reader.schema.kinds[MEMBERS].model
    return reader.get(model, id) is not None
