"""What every verb of study checks: people, texts, forms, and that a final session is only corrected with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, NoReturn

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.texts import clean_line, clean_prose
from dangjian_desktop.roster.people import name_of
from dangjian_desktop.roster.records import Member, PartyGroup, Person
from dangjian_desktop.store import Reader, Record, Transaction
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.records import PlanItem, StudyCorrection, StudySession
from dangjian_desktop.study.rules.forms import UNKNOWN_FORM, form_of

_PEOPLE = {
    "responsible": "责任人",
    "proposer": "提出人",
    "host": "主持人",
    "recorder": "记录人",
    "member": "党员",
    "person": "党员",
}
_SPEAKERS = {"lecturer": "主讲人", "speaker": "发言人"}


def cleaned(reader: Reader, model: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept: tidy texts, None for what is empty, forms by their key.

    Raises :class:`Refused` for people, groups or forms that aren't there.
    """
    fields = reader.schema.kind_of(model).fields
    found: dict[str, Any] = {}
    for name, value in values.items():
        made = value
        if isinstance(value, str) and not fields[name].ref:
            made = clean_prose(value) if fields[name].long else clean_line(value)
        if made is not None and name in ("audience", "outcome", "like", "kind", "aspect"):
            made = str(made)
        found[name] = None if made == "" else made
    _check(reader, found)
    return found


def _check(reader: Reader, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is None:
            continue
        if name in _PEOPLE and not _there(reader, Member, value):
            refuse(name, f"名册里没有这位{_PEOPLE[name]}，请从名册里选。")
        if name in _SPEAKERS and not (_there(reader, Member, value) or _there(reader, Person, value)):
            refuse(name, f"名册里没有这位{_SPEAKERS[name]}，请从名册里选，外请的填姓名。")
        if name == "party_group" and not _there(reader, PartyGroup, value):
            refuse(name, "没有这个党小组，请重新选。")
        if name == "form" and form_of(value, forms_of(reader)) is UNKNOWN_FORM:
            refuse(name, "没有这种学习形式，请重新选。")


def refuse(field: str, sentence: str, hint: str = "") -> NoReturn:
    """Raises :class:`Refused` with a sentence for one field."""
    raise Refused(sentence, hint=hint, problems=(FieldProblem(field, sentence),))


def _there(reader: Reader, model: type[Record], id: str) -> bool:
    return reader.get(model, id) is not None


def check_hours(start: time | None, end: time | None) -> None:
    """Raises :class:`Refused` unless the end comes after the start."""
    if start is not None and end is not None and end <= start:
        refuse("end", f"结束时间应晚于开始时间 {start.strftime('%H:%M')}。")


def opened(session: StudySession, correction: str = "") -> StudySession:
    """The session, if it may be changed. Raises :class:`Refused` once it is final, unless a reason is given."""
    if session.finalised_at is not None and not correction.strip():
        raise Refused(
            f"“{session.content or '学习'}”已定稿，改动请用“更正”。", hint="更正时写明原因，前后两种写法都会保留。"
        )
    return session


def open_session(tx: Transaction, id: str, correction: str = "") -> StudySession:
    """The session with this id, if it is there and may be changed."""
    return opened(tx.need(StudySession, id), correction)


def note_correction(tx: Transaction, session: StudySession, what: str, correction: str) -> None:
    """Keep what was corrected and why, if the session is final."""
    if session.finalised_at is None:
        return
    values = {"what": what, "reason": correction.strip(), "at": tx.now, "by": tx.author or None}
    tx.add(StudyCorrection, session.id, values)
    tx.label = f"更正：{what}"


def session_label(session: StudySession) -> str:
    """What a session is called in undo and history: 10-12 窗口服务怎么提速."""
    day = f"{session.day.month}-{session.day.day:02d} " if session.day else ""
    return f"{day}{session.content or '学习'}"


def item_label(item: PlanItem) -> str:
    """What an item is called in undo and history: 10月 窗口服务怎么提速."""
    return f"{item.month}月 {item.content or '学习'}" if item.month else item.content or "学习"


def person_name(reader: Reader, person: str | None, guest: str | None = None) -> str:
    """What a person or a guest is called."""
    return name_of(reader, person, guest)


def month_of(day: date | None, month: int | None, year: int) -> int:
    """The month that a day or a month says. Raises :class:`Refused` for neither, or a day of another year."""
    if day is not None and day.year != year:
        refuse("day", f"日期{day.isoformat()}不在{year}年，请填{year}年的日期。")
    if day is None and month is None:
        refuse("month", "没有填月份，请选一个月。")
    return day.month if day is not None else int(month or 0)
