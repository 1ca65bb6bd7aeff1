"""Gatherings: planning, repeating, notice, 定稿, deleting and restoring."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import select

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.texts import clean_line, clean_prose
from dangjian_desktop.meetings.reading.gathering import read_gathering
from dangjian_desktop.meetings.records import Gathering, Segment
from dangjian_desktop.meetings.rules.kinds import Scope, SegmentKind
from dangjian_desktop.meetings.service.guard import generated_title, note_correction, opened, short_label
from dangjian_desktop.meetings.service.inputs import (
    Finalise,
    NewSegment,
    OfGathering,
    PlanGathering,
    RepeatLast,
    SendNotice,
)
from dangjian_desktop.meetings.service.segments import insert_segment
from dangjian_desktop.store import Reader, Transaction, live


def plan_gathering(tx: Transaction, data: PlanGathering) -> str:
    """Plan one gathering with its segments; returns its id. Without a title it gets one from month and segments.

    Raises :class:`Refused` where it would end before it begins.
    """
    check_hours(data.start, data.end)
    gathering = tx.create(
        Gathering,
        {
            "day": data.day,
            "start": data.start,
            "end": data.end,
            "place": clean_line(data.place) or None,
            "host": data.host,
            "recorder": data.recorder,
            "title": clean_line(data.title) or "会议",
            "notes": clean_prose(data.notes) or None,
        },
    )
    for segment in data.segments:
        insert_segment(tx, gathering, data.day, segment)
    found = tx.need(Gathering, gathering)
    if not clean_line(data.title):
        tx.edit(Gathering, gathering, {"title": generated_title(tx, found)})
    tx.label = f"登记会议 {short_label(tx.need(Gathering, gathering))}"
    return gathering


def repeat_last(tx: Transaction, data: RepeatLast) -> str:
    """Plan a gathering with the frame of an earlier one: segments, place, hours, host, recorder; returns its id.

    Raises :class:`Refused` if there is none to repeat.
    """
    source = tx.need(Gathering, data.source) if data.source else last_of_kind(tx, data.kind, data.day)
    if source is None:
        raise Refused("还没有同类会议可以照着建。", hint="请用“新建会议”。")
    segments = tuple(_frame(segment) for segment in tx.parts(Segment, source.id))
    if not segments:
        raise Refused(f"“{source.title or '上次会议'}”没有环节，不能照着建。", hint="请用“新建会议”。")
    made = plan_gathering(
        tx,
        PlanGathering(
            segments=segments,
            day=data.day,
            start=source.start,
            end=source.end,
            place=source.place or "",
            host=source.host,
            recorder=source.recorder,
        ),
    )
    tx.label = f"照上次登记会议 {short_label(tx.need(Gathering, made))}"
    return made


def _frame(segment: Segment) -> NewSegment:
    """What repeats: the kind and who comes, not what was talked about."""
    return NewSegment(
        kind=SegmentKind(segment.kind) if segment.kind in set(SegmentKind) else SegmentKind.OTHER,
        scope=Scope(segment.scope) if segment.scope in set(Scope) else None,
        party_group=segment.party_group,
        form=segment.form or "",
    )


def last_of_kind(reader: Reader, kind: str, before: date) -> Gathering | None:
    """The last gathering before a day that holds a segment of this kind."""
    stmt = (
        select(Gathering)
        .join(Segment, Segment.owner == Gathering.id)
        .where(live(Gathering), live(Segment), Segment.kind == str(kind), Gathering.day < before)
        .order_by(Gathering.day.desc(), Gathering.id.desc())
        .limit(1)
    )
    found = reader.all(stmt)
    return found[0] if found else None


def send_notice(tx: Transaction, data: SendNotice) -> str:
    """Mark the notice as sent, by default today."""
    gathering = opened(tx.need(Gathering, data.gathering))
    if gathering.day is None or not gathering.place:
        missing = "、".join(name for name, value in (("日期", gathering.day), ("地点", gathering.place)) if not value)
        raise Refused(f"还没有填写{missing}，通知发不出去。", hint="请先填好再发通知。")
    tx.edit(Gathering, gathering.id, {"notice_sent_on": data.on or tx.now.date()})
    tx.label = f"发通知 {short_label(gathering)}"
    return gathering.id


def finalise(tx: Transaction, data: Finalise) -> str:
    """定稿: lock the gathering. Raises :class:`Refused` with what is missing, sentence by sentence.

    What is only missing may be passed over with ``despite``; what is wrong (no day, a day to come) may not.
    """
    gathering = tx.need(Gathering, data.gathering)
    if gathering.finalised_at is not None:
        raise Refused(f"“{gathering.title or '会议'}”已经定稿。")
    lacks = read_gathering(tx, gathering.id).lacks
    stopping = [lack for lack in lacks if lack.blocks] or ([] if data.despite else list(lacks))
    if stopping:
        hint = "" if any(lack.blocks for lack in stopping) else "补齐后再定稿；确实没有的，可以选“缺项也定稿”。"
        problems = tuple(FieldProblem("gathering", lack.sentence) for lack in stopping)
        raise Refused("还不能定稿：" + "".join(lack.sentence for lack in stopping), hint=hint, problems=problems)
    tx.edit(Gathering, gathering.id, {"finalised_at": tx.now, "finalised_by": tx.author or None})
    tx.label = f"定稿 {short_label(gathering)}"
    return gathering.id


def delete_gathering(tx: Transaction, data: OfGathering) -> str:
    """Put a gathering into the recycle bin; a final one only with a reason."""
    gathering = opened(tx.need(Gathering, data.gathering), data.correction)
    note_correction(tx, gathering, "删除会议", data.correction)
    tx.delete(Gathering, gathering.id)
    tx.label = f"删除会议 {short_label(gathering)}"
    return gathering.id


def restore_gathering(tx: Transaction, data: OfGathering) -> str:
    """Take a gathering out of the recycle bin."""
    gathering = tx.get(Gathering, data.gathering)
    if gathering is None:
        raise Refused("找不到这次会议。")
    tx.restore(Gathering, gathering.id)
    tx.label = f"恢复会议 {short_label(gathering)}"
    return gathering.id


def check_hours(start: time | None, end: time | None) -> None:
    """Raises :class:`Refused` unless the end comes after the start."""
    if start is not None and end is not None and end <= start:
        sentence = f"结束时间应晚于开始时间 {start.strftime('%H:%M')}。"
        raise Refused(sentence, problems=(FieldProblem("end", sentence),))
