"""A year as a whole: begun, changed, its meeting planned; entries deleted and brought back."""

from __future__ import annotations

from datetime import date
from typing import Any

from dangjian_desktop.appraisal.inputs import BeginYear, EditYear, EntryId, PlanMeeting
from dangjian_desktop.appraisal.reading.notices import SUBJECTS, notice_of
from dangjian_desktop.appraisal.records import RECORDS, OrgLifeYear, year_id
from dangjian_desktop.appraisal.rules.year import deadline_problem
from dangjian_desktop.appraisal.service.guard import cleaned, given, named, not_ahead, refuse, year_of
from dangjian_desktop.base.dates import parse_time
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import Call, carry_out
from dangjian_desktop.store import Attachment, Record, Transaction

_ENTRIES: tuple[type[Record], ...] = (*(model for model in RECORDS if model is not OrgLifeYear), Attachment)


def begin_year(tx: Transaction, data: BeginYear) -> str:
    """Begin a year; begun on two PCs it is one record. Raises :class:`Refused` if it stands here already."""
    id = year_id(data.attributed_year)
    known = tx.get(OrgLifeYear, id)
    if known is not None and not known.deleted:
        refuse("attributed_year", f"{data.attributed_year}年度已经建好，请直接打开。")
    _check_deadline(data.attributed_year, data)
    if known is not None:
        tx.restore(OrgLifeYear, id)
    values = {"attributed_year": data.attributed_year, "theme": data.theme, "notice": data.notice}
    tx.create(OrgLifeYear, given(values), id=id)
    if data.deadline is not None:
        _set_notice(tx, data.attributed_year, data.notice, data.deadline)
    tx.label = f"开始{data.attributed_year}年度组织生活会和民主评议"
    return id


def _set_notice(tx: Transaction, year: int, document: str | None, deadline: date | None) -> None:
    """Put the notice down where every capability reads it, for the meeting and the appraisal alike."""
    for subject in SUBJECTS:
        values = {"subject": str(subject), "year": year, "deadline": deadline, "document": document or ""}
        carry_out(tx, Call("set_year_notice", values))


def _check_deadline(year: int, data: BeginYear) -> None:
    problem = deadline_problem(year, data.deadline)
    if problem:
        refuse("deadline", problem)


def edit_year(tx: Transaction, data: EditYear) -> str:
    """Change what belongs to the year as a whole.

    Raises :class:`Refused` for a last day that can't be meant, a day to come, or an approval before it was sent.
    """
    year = year_of(tx, data.id)
    changes = cleaned(data.changes)
    problem = deadline_problem(year.attributed_year or tx.now.year, changes.get("deadline"))
    if problem:
        refuse("deadline", problem)
    for field, what in _DAYS.items():
        not_ahead(tx, field, changes.get(field), what)
    sent = changes.get("plan_sent_on", year.plan_sent_on)
    approved = changes.get("plan_approved_on", year.plan_approved_on)
    if approved and sent and approved < sent:
        refuse("plan_approved_on", f"批复日期{approved.isoformat()}早于报批日期{sent.isoformat()}，请核对。")
    if "deadline" in changes or "notice" in changes:
        _note(tx, year, changes)
    tx.edit(OrgLifeYear, data.id, changes, seen=data.seen)
    tx.label = f"{_verb(changes)} {named(year)}组织生活会"
    return data.id


def _note(tx: Transaction, year: OrgLifeYear, changes: dict[str, Any]) -> None:
    """Take the last day out of the changes: it stands with the notice, as does the notice's name beside it."""
    number = year.attributed_year or tx.now.year
    before = notice_of(tx, number)
    deadline = changes.pop("deadline", before.deadline)
    if deadline is not None:
        _set_notice(tx, number, changes.get("notice", before.document or year.notice), deadline)
    elif before.deadline is not None:
        _set_notice(tx, number, None, None)


_DAYS = {
    "plan_sent_on": "报批日期",
    "plan_approved_on": "批复日期",
    "opinions_closed_on": "结束日期",
    "appraisal_on": "评议日期",
    "verdict_on": "评定日期",
    "report_sent_on": "上报日期",
}
_VERBS = {
    "plan_sent_on": "登记方案报批",
    "plan_approved_on": "登记方案批复",
    "opinions_closed_on": "结束征求意见",
    "report_sent_on": "登记报告上报",
}


def _verb(changes: dict[str, object]) -> str:
    return next((words for field, words in _VERBS.items() if changes.get(field)), "修改")


def plan_meeting(tx: Transaction, data: PlanMeeting) -> str:
    """Plan the year's 组织生活会 as a gathering and link it, in one step; returns the gathering's id.

    It may be held as 党员大会, 支委会 or 党小组会 (支部工作条例 第十七条). Raises :class:`Refused` as planning does.
    """
    year = year_of(tx, data.year)
    if data.scope == "group" and not data.party_group:
        refuse("party_group", "党小组会请选是哪个党小组。")
    segment: dict[str, object] = {
        "kind": "org_life_meeting",
        "scope": data.scope,
        "topic": year.theme or "",
        "attributed_year": year.attributed_year,
    }
    if data.scope == "group":
        segment["party_group"] = data.party_group
    values: dict[str, object] = {
        "segments": [segment],
        "day": data.day,
        "start": parse_time(data.start) if data.start else None,
        "place": data.place,
        "host": data.host,
        "recorder": data.recorder,
    }
    gathering = str(carry_out(tx, Call("plan_gathering", values)))
    link = {
        "owner_kind": "org_life_years",
        "owner": data.year,
        "relation": "discussed_in",
        "target_kind": "gatherings",
        "target": gathering,
    }
    carry_out(tx, Call("link_records", link))
    tx.label = f"安排{named(year)}组织生活会"
    return gathering


def delete_entry(tx: Transaction, data: EntryId) -> str:
    """Move one entry (an opinion, an item of the list, a file…) to the recycle bin."""
    model = _model_of(tx, data.id)
    tx.delete(model, data.id)
    tx.label = f"删除{model.__label__}"
    return data.id


def restore_entry(tx: Transaction, data: EntryId) -> str:
    """Bring one entry back."""
    model = _model_of(tx, data.id)
    tx.restore(model, data.id)
    tx.label = f"恢复{model.__label__}"
    return data.id


def _model_of(tx: Transaction, id: str) -> type[Record]:
    """Which kind of entry it is. Raises :class:`Refused` for an id that is none, or belongs to something else."""
    for model in _ENTRIES:
        found = tx.get(model, id)
        if isinstance(found, Attachment) and not _ours(tx, found):
            break
        if found is not None:
            return model
    raise Refused("找不到这一条，可能已被删除。", hint="请刷新后再试。")


def _ours(tx: Transaction, file: Attachment) -> bool:
    """Whether a file is kept with a year or one of its entries."""
    return any(tx.get(model, file.owner or "") is not None for model in RECORDS)
