"""Items of the plan: added, changed, moved, postponed with a reason, dropped, carried out by a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.links.reading import links_from
from dangjian_desktop.links.records import Relation
from dangjian_desktop.links.service import LinkRecords, link_records, unlink_records
from dangjian_desktop.store import Transaction
from dangjian_desktop.study.inputs import (
    AddPlanItem,
    DropItem,
    EditPlanItem,
    FulfilItem,
    ItemId,
    MoveItem,
    PostponeItems,
)
from dangjian_desktop.study.reading.items import is_held, year_of
from dangjian_desktop.study.records import Audience, PlanItem, Postponement
from dangjian_desktop.study.rules.plan import ItemFacts, ItemState, item_state, moved_day
from dangjian_desktop.study.service.guard import cleaned, item_label, month_of, refuse
from dangjian_desktop.study.service.plans import ensure_plan

ITEMS, CORE_TASKS = "study_plan_items", "core_tasks"
_FIELDS = (
    "content",
    "readings",
    "form",
    "lecturer",
    "lecturer_name",
    "lecturer_unit",
    "responsible",
    "hours",
    "party_group",
    "proposer",
)


def add_plan_item(tx: Transaction, data: AddPlanItem) -> str:
    """Add an item to a year's plan, which is begun where there is none; returns its id.

    Raises :class:`Refused` without a month, or for a day of another year.
    """
    values = {name: getattr(data, name) for name in _FIELDS}
    month = month_of(data.day, data.month, data.year)
    values |= {"month": month, "day": data.day, "audience": data.audience or Audience.ALL}
    made = cleaned(tx, PlanItem, values)
    item = tx.add(PlanItem, ensure_plan(tx, data.year), made)
    if data.serves:
        set_served(tx, item, data.serves)
    tx.label = f"计划加一项 {item_label(tx.need(PlanItem, item))}"
    return item


def edit_plan_item(tx: Transaction, data: EditPlanItem) -> str:
    """Change an item; with a month or day it is moved in the same step."""
    item = tx.need(PlanItem, data.id)
    tx.edit(PlanItem, item.id, cleaned(tx, PlanItem, data.changes), data.seen)
    if (data.day, data.month) != (None, None) and (data.day, data.month or item.month) != (item.day, item.month):
        _put(tx, item, data.month, data.day, fixed=True)
    if data.serves is not None:
        set_served(tx, item.id, data.serves)
    tx.label = f"修改计划 {item_label(tx.need(PlanItem, item.id))}"
    return item.id


def set_served(tx: Transaction, item: str, task: str) -> None:
    """Link an item to the 中心工作 it serves; "" for none."""
    for old in links_from(tx, item, Relation.SERVES):
        if old.id != task:
            unlink_records(tx, LinkRecords(ITEMS, item, Relation.SERVES, old.kind, old.id))
    if task:
        link_records(tx, LinkRecords(ITEMS, item, Relation.SERVES, CORE_TASKS, task))


def move_plan_item(tx: Transaction, data: MoveItem) -> str:
    """Move an item to another month, day or place. Raises :class:`Refused` once it was held, or late: then 顺延."""
    item = _not_held(tx, data.id)
    year = year_of(tx, item)
    facts = ItemFacts(year, item.month or 1, item.day)
    if item_state(facts, tx.now.date()) is ItemState.OVERDUE and (data.month or data.day):
        raise Refused(f"“{item.content}”已过了计划的时间。", hint="请用“顺延”，写明原因。")
    _put(tx, item, data.month, data.day)
    if data.after is not None:
        tx.move(PlanItem, item.id, data.after or None)
    moved = tx.need(PlanItem, item.id)
    tx.label = f"调整计划 {moved.content} 到{moved.month}月"
    return item.id


def postpone_items(tx: Transaction, data: PostponeItems) -> int:
    """顺延 items in one step, keeping from when to when and why; returns how many.

    Raises :class:`Refused` for an item that was held, or a new time that is already over.
    """
    for id in data.ids:
        item = _not_held(tx, id)
        before = (item.month, item.day)
        _put(tx, item, data.month, data.day)
        moved = tx.need(PlanItem, id)
        facts = ItemFacts(year_of(tx, item), moved.month or 1, moved.day)
        if item_state(facts, tx.now.date()) is ItemState.OVERDUE:
            refuse("month", "改到的时间已经过了，请选以后的月份。")
        values: dict[str, Any] = {"from_month": before[0], "from_day": before[1]}
        values |= {"to_month": moved.month, "to_day": moved.day, "reason": data.reason, "at": tx.now}
        tx.add(Postponement, id, cleaned(tx, Postponement, values))
        tx.label = f"顺延 {item.content} 到{moved.month}月"
    if len(data.ids) > 1:
        tx.label = f"顺延{len(data.ids)}项学习"
    return len(data.ids)


def _put(tx: Transaction, item: PlanItem, month: int | None, day: date | None, *, fixed: bool = False) -> None:
    """Write another month or day. ``fixed`` takes a missing day for no day; else the day of the month is kept."""
    if month is None and day is None:
        return
    year = year_of(tx, item)
    to = month_of(day, month, year)
    kept = day if day is not None or fixed else moved_day(item.day, to, year)
    tx.edit(PlanItem, item.id, {"month": to, "day": kept})


def _not_held(tx: Transaction, id: str) -> PlanItem:
    item = tx.need(PlanItem, id)
    if is_held(tx, id):
        raise Refused(f"“{item.content}”已经办了，时间不能再改。", hint="请在场次记录里核对日期。")
    return item


def drop_item(tx: Transaction, data: DropItem) -> str:
    """Say that an item will not be held, and why; it stays in the plan, struck out."""
    item = _not_held(tx, data.id)
    tx.edit(PlanItem, item.id, cleaned(tx, PlanItem, {"dropped_reason": data.reason}))
    tx.label = f"不再安排 {item_label(item)}"
    return item.id


def take_up_item(tx: Transaction, data: ItemId) -> str:
    """An item that was dropped will be held after all."""
    item = tx.need(PlanItem, data.id)
    tx.edit(PlanItem, item.id, {"dropped_reason": None})
    tx.label = f"恢复安排 {item_label(item)}"
    return item.id


def delete_plan_item(tx: Transaction, data: ItemId) -> str:
    """Take an item out of the plan (into the recycle bin). Raises :class:`Refused` once it was held."""
    item = _not_held(tx, data.id)
    tx.delete(PlanItem, item.id)
    tx.label = f"删除计划 {item_label(item)}"
    return item.id


def restore_plan_item(tx: Transaction, data: ItemId) -> str:
    """Bring an item back. Raises :class:`Refused` if it was never there."""
    item = tx.get(PlanItem, data.id)
    if item is None:
        raise Refused("回收站里没有这项计划。")
    tx.restore(PlanItem, item.id)
    tx.label = f"恢复计划 {item_label(item)}"
    return item.id


def fulfil_item(tx: Transaction, data: FulfilItem) -> str:
    """Say that a meeting carried the item out (the meeting arises from the item): its sign-in is shared."""
    item = tx.need(PlanItem, data.id)
    link_records(tx, LinkRecords(data.record_kind, data.record, Relation.ARISES_FROM, ITEMS, item.id))
    tx.label = f"完成计划 {item_label(item)}"
    return item.id


def unfulfil_item(tx: Transaction, data: FulfilItem) -> str:
    """The meeting did not carry the item out after all."""
    unlink_records(tx, LinkRecords(data.record_kind, data.record, Relation.ARISES_FROM, ITEMS, data.id))
    tx.label = f"取消完成 {item_label(tx.need(PlanItem, data.id))}"
    return data.id
