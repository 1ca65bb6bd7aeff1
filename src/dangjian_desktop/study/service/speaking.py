"""What was said and proposed in a session, and what became of it."""

from __future__ import annotations

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.records import Member
from dangjian_desktop.roster.rules.attendance import AttendanceState
from dangjian_desktop.store import Attachment, Part, Transaction
from dangjian_desktop.study.inputs import (
    AddProposal,
    AddSpeech,
    AddSpeeches,
    EditProposal,
    EditSpeech,
    PartOfSession,
    SetAttendance,
)
from dangjian_desktop.study.records import OUTCOME_LABELS, Outcome, StudyProposal, StudySession, StudySpeech
from dangjian_desktop.study.service.attendance import set_study_attendance
from dangjian_desktop.study.service.guard import (
    cleaned,
    note_correction,
    open_session,
    person_name,
    refuse,
    session_label,
)

_PARTS: dict[str, type[Part]] = {
    "study_speeches": StudySpeech,
    "study_proposals": StudyProposal,
    "attachments": Attachment,
}


def add_study_speech(tx: Transaction, data: AddSpeech) -> str:
    """Somebody's points or subject; returns the speech's id. Raises :class:`Refused` without a speaker or a word."""
    session = open_session(tx, data.session, data.correction)
    values = {name: getattr(data, name) for name in ("speaker", "speaker_name", "topic", "points")}
    if not any(values.values()):
        refuse("speaker", "请填写发言人或发言要点。")
    made = tx.add(StudySpeech, session.id, cleaned(tx, StudySpeech, values), after=data.after)
    name = person_name(tx, data.speaker, data.speaker_name)
    tx.label = f"添加发言 {name}".strip()
    note_correction(tx, session, f"增加发言：{name or '未填发言人'}", data.correction)
    return made


def add_study_speeches(tx: Transaction, data: AddSpeeches) -> int:
    """Take in what a pasted chat or record held, as confirmed; returns how many."""
    session = open_session(tx, data.session, data.correction)
    for one in data.speeches:
        values = {"speaker": one.speaker, "speaker_name": one.speaker_name, "topic": one.topic, "points": one.points}
        tx.add(StudySpeech, session.id, cleaned(tx, StudySpeech, values))
    if data.present:
        speakers = dict.fromkeys(one.speaker for one in data.speeches if one.speaker)
        for person in speakers:
            if tx.get(Member, person) is not None:
                state = AttendanceState.PRESENT
                set_study_attendance(tx, SetAttendance(session.id, person, state, correction=data.correction))
    tx.label = f"填入{len(data.speeches)}人发言 {session_label(session)}"
    note_correction(tx, session, f"填入{len(data.speeches)}人发言", data.correction)
    return len(data.speeches)


def edit_study_speech(tx: Transaction, data: EditSpeech) -> str:
    """Change a speech."""
    speech = tx.need(StudySpeech, data.id)
    session = open_session(tx, speech.owner or "", data.correction)
    changes = cleaned(tx, StudySpeech, data.changes)
    tx.edit(StudySpeech, data.id, changes, data.seen)
    name = person_name(tx, changes.get("speaker", speech.speaker), changes.get("speaker_name", speech.speaker_name))
    tx.label = f"修改发言 {name}".strip()
    note_correction(tx, session, f"修改发言：{name}", data.correction)
    return data.id


def add_study_proposal(tx: Transaction, data: AddProposal) -> str:
    """A proposal made in a session; it may still be written down after 定稿, as what becomes of it."""
    session = tx.need(StudySession, data.session)
    values = {"text": data.text, "proposer": data.proposer}
    made = tx.add(StudyProposal, session.id, cleaned(tx, StudyProposal, values))
    tx.label = f"添加建议 {_short(data.text)}"
    return made


def edit_study_proposal(tx: Transaction, data: EditProposal) -> str:
    """Change a proposal or say what became of it; an outcome without a day is dated today."""
    proposal = tx.need(StudyProposal, data.id)
    changes = cleaned(tx, StudyProposal, data.changes)
    if changes.get("outcome") and not (changes.get("outcome_on") or proposal.outcome_on):
        changes["outcome_on"] = tx.now.date()
    if "text" in changes and not changes["text"]:
        refuse("text", "没有填建议内容，请补上。")
    tx.edit(StudyProposal, data.id, changes, data.seen)
    outcome = changes.get("outcome")
    word = OUTCOME_LABELS[Outcome(outcome)] if outcome else "修改建议"
    tx.label = f"{word} {_short(proposal.text or '')}"
    return data.id


def delete_study_part(tx: Transaction, data: PartOfSession) -> str:
    """Take a speech, a proposal or a file out.

    Raises :class:`Refused` for another kind, or a final session without a reason.
    """
    model = _PARTS.get(data.kind)
    if model is None:
        raise Refused(f"“{data.kind}”不能单独删除。")
    part = tx.need(model, data.id)
    session = open_session(tx, part.owner or "", data.correction)
    tx.delete(model, part.id)
    tx.label = f"删除{model.__label__}"
    note_correction(tx, session, f"删除{model.__label__}", data.correction)
    return part.id


def restore_study_part(tx: Transaction, data: PartOfSession) -> str:
    """Bring a speech or proposal back."""
    model = _PARTS.get(data.kind)
    part = tx.get(model, data.id) if model else None
    if model is None or part is None:
        raise Refused("回收站里没有这一条。")
    session = open_session(tx, part.owner or "", data.correction)
    tx.restore(model, part.id)
    tx.label = f"恢复{model.__label__}"
    note_correction(tx, session, f"恢复{model.__label__}", data.correction)
    return part.id


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 16 else f"{line[:15]}…"
