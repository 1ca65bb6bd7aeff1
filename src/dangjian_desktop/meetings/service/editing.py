"""Changing, moving, deleting: the generic verbs over every record of a gathering, and 更正."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.meetings.records import Gathering, Segment
from dangjian_desktop.meetings.service.fields import Typing, in_words, parse_fields
from dangjian_desktop.meetings.service.gatherings import check_hours
from dangjian_desktop.meetings.service.guard import (
    gathering_of,
    generated_title,
    model_of,
    note_correction,
    opened,
    part_model_of,
    retitle,
    short_label,
)
from dangjian_desktop.meetings.service.inputs import Correct, DeletePart, EditFields, MovePart
from dangjian_desktop.store import Record, Transaction

_TITLE_FOLLOWS = {"gatherings": {"day"}, "segments": {"kind", "attributed_year", "party_group"}}


def edit_fields(tx: Transaction, data: EditFields) -> str:
    """Change fields of one record as they were typed; returns its id.

    Raises :class:`Refused` with one :class:`FieldProblem` for each field that can't be understood (nothing is
    changed then), or if the gathering is final and no reason is given.
    """
    model = model_of(data.kind)
    record = tx.need(model, data.record)
    gathering = gathering_of(tx, record)
    opened(gathering, data.correction)
    parsed = parse_fields(Typing(tx, tx.now.date(), gathering.day), data.kind, data.changes)
    problems = [*parsed.problems, *_cross_checks(record, parsed.values)]
    if problems:
        raise Refused("".join(problem.message for problem in problems), problems=tuple(problems))
    follows = bool(_TITLE_FOLLOWS.get(data.kind, set()) & parsed.values.keys()) and "title" not in parsed.values
    title = generated_title(tx, gathering) if follows else ""
    what = _what(tx, data.kind, record, parsed.values)
    tx.edit(model, record.id, parsed.values, data.seen)
    if follows and gathering.finalised_at is None:
        retitle(tx, gathering.id, title)
    labels = [tx.schema.kind_of(model).fields[name].label for name in parsed.values]
    tx.label = f"修改{model.__label__}：{'、'.join(labels)}（{short_label(gathering)}）"
    if what:
        note_correction(tx, gathering, what, data.correction)
    return record.id


def correct(tx: Transaction, data: Correct) -> str:
    """更正: change fields of a final gathering; both versions and the reason are kept.

    Raises :class:`Refused` on a gathering that isn't final, which is simply edited.
    """
    gathering = gathering_of(tx, tx.need(model_of(data.kind), data.record))
    if gathering.finalised_at is None:
        raise Refused("还没有定稿，直接修改就行，不用更正。")
    if not data.reason.strip():
        sentence = "请写明更正的原因。"
        raise Refused(sentence, problems=(FieldProblem("reason", sentence),))
    return edit_fields(tx, EditFields(data.kind, data.record, data.changes, seen=data.seen, correction=data.reason))


def move_part(tx: Transaction, data: MovePart) -> str:
    """Put a part behind another of its owner, or first."""
    model = part_model_of(data.kind)
    record = tx.need(model, data.record)
    gathering = opened(gathering_of(tx, record), data.correction)
    title = generated_title(tx, gathering)
    tx.move(model, record.id, data.after)
    tx.label = f"调整{model.__label__}次序（{short_label(gathering)}）"
    if model is Segment and gathering.finalised_at is None:
        retitle(tx, gathering.id, title)
    note_correction(tx, gathering, f"调整{model.__label__}次序", data.correction)
    return record.id


def delete_part(tx: Transaction, data: DeletePart) -> str:
    """Delete a part with everything under it; it can be restored. Raises :class:`Refused` for the last segment."""
    model = part_model_of(data.kind)
    record = tx.need(model, data.record)
    gathering = opened(gathering_of(tx, record), data.correction)
    if model is Segment and len(tx.parts(Segment, gathering.id)) == 1:
        raise Refused("这是最后一个环节，不能删除。", hint="不要这次会议时，请删除整个会议。")
    title = generated_title(tx, gathering)
    tx.delete(model, record.id)
    tx.label = f"删除{model.__label__}（{short_label(gathering)}）"
    if model is Segment and gathering.finalised_at is None:
        retitle(tx, gathering.id, title)
    note_correction(tx, gathering, f"删除{model.__label__}：{_name(tx, data.kind, record)}", data.correction)
    return record.id


def restore_part(tx: Transaction, data: DeletePart) -> str:
    """Bring a deleted part back."""
    model = part_model_of(data.kind)
    record = tx.get(model, data.record)
    if record is None:
        raise Refused(f"找不到这条{model.__label__}记录。")
    gathering = opened(gathering_of(tx, record), data.correction)
    title = generated_title(tx, gathering)
    tx.restore(model, record.id)
    tx.label = f"恢复{model.__label__}（{short_label(gathering)}）"
    if model is Segment and gathering.finalised_at is None:
        retitle(tx, gathering.id, title)
    note_correction(tx, gathering, f"恢复{model.__label__}：{_name(tx, data.kind, record)}", data.correction)
    return record.id


def _cross_checks(record: Record, values: Mapping[str, object]) -> list[FieldProblem]:
    if not isinstance(record, Gathering) or not {"start", "end"} & values.keys():
        return []
    start, end = values.get("start", record.start), values.get("end", record.end)
    try:
        check_hours(start if isinstance(start, time) else None, end if isinstance(end, time) else None)
    except Refused as refused:
        return list(refused.problems)
    return []


def _what(tx: Transaction, kind: str, record: Record, values: Mapping[str, object]) -> str:
    """Each change as 地点：由“…”改为“…”; "" if nothing differs."""
    fields = tx.schema.kind_of(type(record)).fields
    said = []
    for name, value in values.items():
        before = getattr(record, name)
        if (before or None) != (value or None):
            old, new = (in_words(tx, kind, name, one) for one in (before, value))
            said.append(f"{fields[name].label}：由“{old}”改为“{new}”")
    return f"{type(record).__label__}{_name(tx, kind, record)}　{'；'.join(said)}" if said else ""


def _name(tx: Transaction, kind: str, record: Record) -> str:
    """Which of its kind a record is: the words it is known by, in quotes, or "" for the gathering itself."""
    if isinstance(record, Gathering):
        return ""
    known_by = {"segments": "kind", "agenda_items": "title", "speeches": "speaker", "votes": "subject",
                "resolutions": "text", "observers": "name", "attachments": "name", "attendances": "person"}  # fmt: skip
    name = known_by[kind]
    words = in_words(tx, kind, name, getattr(record, name))
    if words == "（空）":
        return ""
    return f"“{words if len(words) <= 20 else words[:20] + '…'}”"
