"""Sessions: a plan item held with one click, an unplanned one, changed, 定稿, 更正, deleted and brought back."""

from __future__ import annotations

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.store import Transaction
from dangjian_desktop.study.inputs import AddSession, EditSession, FinaliseSession, HoldItem, SessionId
from dangjian_desktop.study.reading.items import session_of
from dangjian_desktop.study.reading.lacks import lacks_of
from dangjian_desktop.study.records import Audience, HourAdjustment, PlanItem, StudySession
from dangjian_desktop.study.rules.forms import FormKind
from dangjian_desktop.study.service.guard import (
    check_hours,
    cleaned,
    note_correction,
    open_session,
    opened,
    refuse,
    session_label,
)

SESSIONS = "study_sessions"
_FROM_ITEM = (
    "content",
    "readings",
    "form",
    "lecturer",
    "lecturer_name",
    "lecturer_unit",
    "audience",
    "party_group",
)
_NEW = (
    "content",
    "readings",
    "form",
    "day",
    "start",
    "end",
    "place",
    "lecturer",
    "lecturer_name",
    "lecturer_unit",
    "audience",
    "party_group",
    "platform",
)
_WITHOUT_CLOCK = (FormKind.SELF_STUDY, FormKind.ONLINE)
"""Forms that nobody sits through together: they count by the plan's hours until somebody says otherwise."""
HOURS_RELATION = "hours"


def hold_item(tx: Transaction, data: HoldItem) -> str:
    """Begin the session of a plan item with what the plan says; returns its id (the one begun before, if any).

    Raises :class:`Refused` for an item that was dropped, or an end before the start.
    """
    item = tx.need(PlanItem, data.id)
    begun = session_of(tx, item.id)
    if begun is not None:
        return begun.id
    if item.dropped_reason:
        raise Refused(f"“{item.content}”已不再安排。", hint="要办的话，请先恢复安排。")
    check_hours(data.start, data.end)
    day = data.day or item.day or tx.now.date()
    values = {name: getattr(item, name) for name in _FROM_ITEM}
    values |= {"plan_item": item.id, "day": day, "start": data.start, "end": data.end, "place": data.place}
    values["content"] = item.content or "学习"
    session = tx.create(StudySession, cleaned(tx, StudySession, values))
    if item.hours is not None and item.form in _WITHOUT_CLOCK and data.start is None:
        adjusted = {"owner_kind": SESSIONS, "hours": item.hours, "reason": "按计划学时"}
        tx.put(HourAdjustment, session, HOURS_RELATION, "", {**adjusted, "member": None})
    tx.label = f"开始学习 {session_label(tx.need(StudySession, session))}"
    return session


def add_session(tx: Transaction, data: AddSession) -> str:
    """A session that stands in no plan; returns its id."""
    check_hours(data.start, data.end)
    values = {name: getattr(data, name) for name in _NEW}
    values["audience"] = data.audience or Audience.ALL
    session = tx.create(StudySession, cleaned(tx, StudySession, values))
    tx.label = f"登记学习 {session_label(tx.need(StudySession, session))}"
    return session


def edit_session(tx: Transaction, data: EditSession) -> str:
    """Change a session; a final one only with a reason (更正). Raises :class:`Refused` for an end before the start."""
    session = open_session(tx, data.id, data.correction)
    changes = cleaned(tx, StudySession, data.changes)
    if "content" in changes and not changes["content"]:
        refuse("content", "没有填学习内容，请补上。")
    check_hours(changes.get("start", session.start), changes.get("end", session.end))
    tx.edit(StudySession, session.id, changes, data.seen)
    tx.label = f"修改学习 {session_label(session)}"
    fields = tx.schema.kind_of(StudySession).fields
    changed = [name for name, value in changes.items() if value != getattr(session, name)]
    if changed:
        note_correction(tx, session, "、".join(fields[name].label for name in changed), data.correction)
    return session.id


def finalise_session(tx: Transaction, data: FinaliseSession) -> str:
    """定稿: lock the session. Raises :class:`Refused` with what is missing, sentence by sentence; what is only missing
    may be passed over with ``despite``, what is wrong (no day, a day to come) may not."""
    session = tx.need(StudySession, data.id)
    if session.finalised_at is not None:
        raise Refused(f"“{session.content}”已经定稿。")
    lacks = lacks_of(tx, session)
    stopping = [lack for lack in lacks if lack.blocks] or ([] if data.despite else list(lacks))
    if stopping:
        hint = "" if any(lack.blocks for lack in stopping) else "补齐后再定稿；确实没有的，可以选“缺项也定稿”。"
        problems = tuple(FieldProblem("session", lack.sentence) for lack in stopping)
        raise Refused("还不能定稿：" + "".join(lack.sentence for lack in stopping), hint=hint, problems=problems)
    tx.edit(StudySession, session.id, {"finalised_at": tx.now, "finalised_by": tx.author or None})
    tx.label = f"定稿 {session_label(session)}"
    return session.id


def delete_session(tx: Transaction, data: SessionId) -> str:
    """Put a session into the recycle bin; a final one only with a reason."""
    session = opened(tx.need(StudySession, data.id), data.correction)
    note_correction(tx, session, "删除学习场次", data.correction)
    tx.delete(StudySession, session.id)
    tx.label = f"删除学习 {session_label(session)}"
    return session.id


def restore_session(tx: Transaction, data: SessionId) -> str:
    """Take a session out of the recycle bin."""
    session = tx.get(StudySession, data.id)
    if session is None:
        raise Refused("回收站里没有这场学习。")
    tx.restore(StudySession, session.id)
    tx.label = f"恢复学习 {session_label(session)}"
    return session.id
