"""The 轮讲 rota: lecturers assigned with a reason, swapped, away; and topics that members propose."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.records import Member
from dangjian_desktop.store import Transaction
from dangjian_desktop.study.inputs import (
    AddBreak,
    AddPlanItem,
    ArrangeRota,
    AssignLecturer,
    BreakId,
    DeclineTopic,
    Lecture,
    MakeRota,
    ProposeTopic,
    SwapLecturers,
    TakeTopic,
    TopicId,
)
from dangjian_desktop.study.reading.rota import propose
from dangjian_desktop.study.records import LectureBreak, PlanItem, RotaAssignment, TopicProposal
from dangjian_desktop.study.rules.forms import FormKind
from dangjian_desktop.study.service.guard import cleaned, item_label, person_name, refuse
from dangjian_desktop.study.service.items import add_plan_item


def arrange_rota(tx: Transaction, data: ArrangeRota) -> dict[str, str]:
    """Lecturers for these items by the rule; returns who, by item. Raises :class:`Refused` if nobody is able."""
    choices = propose(tx, data.items)
    if not choices:
        raise Refused("这些轮讲没有人可以安排。", hint="请先登记党员，或看看“不安排轮讲”的时间。")
    for item, choice in choices.items():
        _assign(tx, tx.need(PlanItem, item), choice.speaker, choice.reason, "重新安排")
    tx.label = f"安排轮讲{len(choices)}次"
    return {item: choice.speaker for item, choice in choices.items()}


def make_rota(tx: Transaction, data: MakeRota) -> int:
    """排轮讲: take a rota in as it was confirmed; returns how many lectures. New ones become items of the plan, from a
    topic that somebody proposed where one is named.

    Raises :class:`Refused` for a new lecture without month or topic, or somebody who is no member.
    """
    for one in data.lectures:
        tx.need(Member, one.member)
        _assign(tx, tx.need(PlanItem, one.item or _new_lecture(tx, data.year, one)), one.member, one.reason, "重新安排")
    tx.label = f"排轮讲{len(data.lectures)}次"
    return len(data.lectures)


def _new_lecture(tx: Transaction, year: int, one: Lecture) -> str:
    if one.month is None:
        refuse("month", "新加的轮讲没有月份，请选一个月。")
    if not one.topic and not one.content:
        refuse("content", "新加的轮讲没有题目，请填上。")
    if one.topic:
        item = take_topic(tx, TakeTopic(one.topic, year, one.month))
        changes = {"form": str(FormKind.ROTATING_LECTURE), **({"content": one.content} if one.content else {})}
        tx.edit(PlanItem, item, cleaned(tx, PlanItem, changes))
        return item
    new = AddPlanItem(year=year, month=one.month, content=one.content, form=str(FormKind.ROTATING_LECTURE))
    return add_plan_item(tx, new)


def assign_lecturer(tx: Transaction, data: AssignLecturer) -> str:
    """换人: somebody else lectures on an item, with the reason; the former one is kept with why not they."""
    item = tx.need(PlanItem, data.id)
    tx.need(Member, data.member)
    _assign(tx, item, data.member, data.reason, data.ended_reason)
    tx.label = f"轮讲 {item_label(item)}：{person_name(tx, data.member)}"
    return item.id


def swap_lecturers(tx: Transaction, data: SwapLecturers) -> str:
    """对调 the lecturers of two items. Raises :class:`Refused` where one has none."""
    first, second = tx.need(PlanItem, data.first), tx.need(PlanItem, data.second)
    if not first.lecturer or not second.lecturer:
        raise Refused("两项都排了轮讲人才能对调。")
    names = [person_name(tx, one.lecturer) for one in (first, second)]
    why = data.reason.strip() or f"与{names[1]}对调"
    _assign(tx, first, second.lecturer, f"与{names[0]}对调", why)
    _assign(tx, second, first.lecturer, f"与{names[1]}对调", data.reason.strip() or f"与{names[0]}对调")
    tx.label = f"对调轮讲 {names[0]}、{names[1]}"
    return first.id


def _assign(tx: Transaction, item: PlanItem, member: str, reason: str, ended_reason: str) -> None:
    if item.lecturer == member and tx.parts(RotaAssignment, item.id):
        return
    ended = ended_reason.strip() or "换人"
    standing = [one for one in tx.parts(RotaAssignment, item.id) if not one.ended_reason]
    for former in standing:
        tx.edit(RotaAssignment, former.id, {"ended_reason": ended})
    if item.lecturer and not standing and tx.get(Member, item.lecturer) is not None:
        # Who was entered in the plan by hand is kept too, with why not they.
        tx.add(RotaAssignment, item.id, {"member": item.lecturer, "at": tx.now, "ended_reason": ended})
    changes = {"lecturer": member, "lecturer_name": None, "lecturer_unit": None}
    tx.edit(PlanItem, item.id, cleaned(tx, PlanItem, changes))
    values = {"member": member, "reason": reason, "at": tx.now}
    tx.add(RotaAssignment, item.id, cleaned(tx, RotaAssignment, values))


def add_lecture_break(tx: Transaction, data: AddBreak) -> str:
    """Say that a member can't lecture for a time. Raises :class:`Refused` for an end before the start."""
    tx.need(Member, data.member)
    if data.since and data.until and data.until <= data.since:
        refuse("until", "恢复日期应晚于开始日期。")
    values = {"since": data.since, "until": data.until, "reason": data.reason}
    made = tx.add(LectureBreak, data.member, cleaned(tx, LectureBreak, values))
    tx.label = f"不安排轮讲 {person_name(tx, data.member)}：{data.reason}"
    return made


def delete_lecture_break(tx: Transaction, data: BreakId) -> str:
    """The member can lecture after all."""
    held = tx.need(LectureBreak, data.id)
    tx.delete(LectureBreak, data.id)
    tx.label = f"恢复安排轮讲 {person_name(tx, held.owner)}"
    return data.id


def propose_topic(tx: Transaction, data: ProposeTopic) -> str:
    """Write down a topic that somebody proposes."""
    values: dict[str, Any] = {"title": data.title, "member": data.member, "form": data.form, "why": data.why}
    values |= {"proposed_on": data.proposed_on or tx.now.date()}
    made = tx.create(TopicProposal, cleaned(tx, TopicProposal, values))
    tx.label = f"选题建议 {data.title}"
    return made


def take_topic(tx: Transaction, data: TakeTopic) -> str:
    """A proposed topic becomes a plan item; returns the item's id."""
    topic = _open_topic(tx, data.id)
    item = add_plan_item(
        tx,
        AddPlanItem(
            year=data.year,
            month=data.month,
            content=topic.title or "",
            form=topic.form or "",
            proposer=topic.member,
        ),
    )
    tx.edit(TopicProposal, topic.id, {"plan_item": item})
    tx.label = f"选题列入计划 {topic.title}"
    return item


def decline_topic(tx: Transaction, data: DeclineTopic) -> str:
    """A proposed topic is not taken, and why."""
    topic = _open_topic(tx, data.id)
    tx.edit(TopicProposal, topic.id, cleaned(tx, TopicProposal, {"declined_reason": data.reason}))
    tx.label = f"选题未列入 {topic.title}"
    return topic.id


def delete_topic(tx: Transaction, data: TopicId) -> str:
    """Put a proposed topic into the recycle bin."""
    topic = tx.need(TopicProposal, data.id)
    tx.delete(TopicProposal, topic.id)
    tx.label = f"删除选题 {topic.title}"
    return topic.id


def _open_topic(tx: Transaction, id: str) -> TopicProposal:
    topic = tx.need(TopicProposal, id)
    taken = tx.get(PlanItem, topic.plan_item) if topic.plan_item else None
    if taken is not None and not taken.deleted:
        raise Refused(f"“{topic.title}”已经列入计划。")
    return topic
