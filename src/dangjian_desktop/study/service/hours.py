"""Hours that are not simply time: adjusted with a reason, and from training outside the branch."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.records import Member
from dangjian_desktop.store import Transaction, part_id
from dangjian_desktop.study.inputs import AddTraining, AdjustHours, EditTraining, TrainingId
from dangjian_desktop.study.reading.rulebook import rulebook
from dangjian_desktop.study.records import ExternalTraining, HourAdjustment
from dangjian_desktop.study.rules.conversion import conversion_on, hours_text, plain
from dangjian_desktop.study.service.guard import cleaned, person_name, refuse
from dangjian_desktop.study.service.sessions import HOURS_RELATION

_FIELDS = ("title", "organiser", "since", "until", "hours", "central", "proof")


def adjust_study_hours(tx: Transaction, data: AdjustHours) -> str:
    """Say how many hours an occasion counts, for everybody or one member, and why; None goes back to the conversion.

    Raises :class:`Refused` without a reason, or for a record that isn't there.
    """
    known = tx.schema.kinds.get(data.record_kind)
    if known is None:
        raise Refused(f"没有“{data.record_kind}”这一类记录，不能调整学时。")
    tx.need(known.model, data.record)
    if data.member:
        tx.need(Member, data.member)
    who = f"{person_name(tx, data.member)} " if data.member else ""
    id = part_id(data.record, HOURS_RELATION, data.member)
    if data.hours is None:
        if tx.get(HourAdjustment, id) is not None:
            tx.delete(HourAdjustment, id)
        tx.label = f"{who}学时按时间折算"
        return id
    if not data.reason.strip():
        refuse("reason", "请写一句调整学时的原因。")
    values = {"owner_kind": data.record_kind, "member": data.member or None, "hours": plain(data.hours)}
    made = tx.put(HourAdjustment, data.record, HOURS_RELATION, data.member, {**values, "reason": data.reason.strip()})
    tx.label = f"{who}学时调整为{hours_text(data.hours)}"
    return made


def add_training(tx: Transaction, data: AddTraining) -> tuple[str, ...]:
    """Training of one or several members; returns the ids. Without hours, whole days count.

    Raises :class:`Refused` for an end before the start, or a day to come.
    """
    until = data.until or data.since
    _check_days(data.since, until, tx.now.date())
    hours = data.hours
    if hours is None:
        hours = conversion_on(rulebook(tx), data.since).of_days((until - data.since).days + 1)
    values = {name: getattr(data, name) for name in _FIELDS} | {"until": until, "hours": plain(hours)}
    values["central"] = data.central or None
    made = tuple(
        tx.create(ExternalTraining, cleaned(tx, ExternalTraining, {**values, "member": member}))
        for member in dict.fromkeys(data.members)
    )
    who = person_name(tx, data.members[0]) if len(made) == 1 else f"{len(made)}人"
    tx.label = f"登记培训 {who} {data.title}"
    return made


def edit_training(tx: Transaction, data: EditTraining) -> str:
    """Change a training."""
    training = tx.need(ExternalTraining, data.id)
    changes = cleaned(tx, ExternalTraining, data.changes)
    since = changes.get("since", training.since)
    if since is None:
        refuse("since", "没有填开始日期，请补上。")
    _check_days(since, changes.get("until", training.until) or since, tx.now.date())
    tx.edit(ExternalTraining, data.id, changes, data.seen)
    tx.label = f"修改培训 {training.title}"
    return data.id


def delete_training(tx: Transaction, data: TrainingId) -> str:
    """Put a training into the recycle bin."""
    training = tx.need(ExternalTraining, data.id)
    tx.delete(ExternalTraining, data.id)
    tx.label = f"删除培训 {training.title}"
    return data.id


def restore_training(tx: Transaction, data: TrainingId) -> str:
    """Take a training out of the recycle bin."""
    training = tx.get(ExternalTraining, data.id)
    if training is None:
        raise Refused("回收站里没有这次培训。")
    tx.restore(ExternalTraining, data.id)
    tx.label = f"恢复培训 {training.title}"
    return data.id


def _check_days(since: date, until: date, today: date) -> None:
    if until < since:
        refuse("until", "结束日期在开始日期之前，请核对。")
    if until > today:
        refuse("until", "结束日期在今天之后，培训完再登记。")
