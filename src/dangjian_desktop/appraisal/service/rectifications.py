"""The 整改清单: listed, followed, done, verified (销号), and opened again where it came back."""

from __future__ import annotations

from dangjian_desktop.appraisal.inputs import (
    AddRectification,
    CompleteRectification,
    EditRectification,
    ReopenRectification,
    VerifyRectification,
)
from dangjian_desktop.appraisal.records import OwnCriticism, Rectification
from dangjian_desktop.appraisal.service.guard import (
    cleaned,
    given,
    must_have,
    need_member,
    not_ahead,
    refuse,
    short,
    year_of,
)
from dangjian_desktop.feature import Call, carry_out
from dangjian_desktop.store import Transaction

_FIELDS = ("problem", "source", "about", "measure", "responsible", "deadline")


def add_rectification(tx: Transaction, data: AddRectification) -> str:
    """List a problem, linked to what it comes from.

    Raises :class:`Refused` for somebody not in the roster, or where it would be linked to what is its writer's own.
    """
    year_of(tx, data.year)
    if data.arises_from_kind == OwnCriticism.__tablename__:
        refuse("arises_from", "自留的批评意见不能关联，请先转为支部留存。")
    need_member(tx, "about", data.about, "党员")
    need_member(tx, "responsible", data.responsible, "责任人")
    made = tx.add(Rectification, data.year, given({name: getattr(data, name) for name in _FIELDS}))
    if data.arises_from and data.arises_from_kind:
        link = {
            "owner_kind": Rectification.__tablename__,
            "owner": made,
            "relation": "arises_from",
            "target_kind": data.arises_from_kind,
            "target": data.arises_from,
        }
        carry_out(tx, Call("link_records", link))
    tx.label = f"列入整改清单“{short(data.problem)}”"
    return made


def edit_rectification(tx: Transaction, data: EditRectification) -> str:
    """Change an item: its wording, who, until when, how far."""
    item = tx.need(Rectification, data.id)
    changes = cleaned(data.changes)
    must_have(changes, "problem", "问题")
    need_member(tx, "about", changes.get("about"), "党员")
    need_member(tx, "responsible", changes.get("responsible"), "责任人")
    tx.edit(Rectification, data.id, changes, seen=data.seen)
    tx.label = f"修改整改事项“{short(changes.get('problem') or item.problem)}”"
    return data.id


def complete_rectification(tx: Transaction, data: CompleteRectification) -> str:
    """The responsible person reports it done (申请销号). Raises :class:`Refused` for a day to come."""
    item = tx.need(Rectification, data.id)
    not_ahead(tx, "on", data.on, "完成日期")
    if item.verified_on is not None:
        refuse("on", "这一项已经销号；又出现了，请用“重开”。")
    tx.edit(Rectification, data.id, {"done_on": data.on, "outcome": data.outcome})
    tx.label = f"整改完成“{short(item.problem)}”"
    return data.id


def verify_rectification(tx: Transaction, data: VerifyRectification) -> str:
    """销号. Raises :class:`Refused` before it was reported done, or for a day before that or to come."""
    item = tx.need(Rectification, data.id)
    if item.done_on is None:
        refuse("on", "还没有登记完成情况，不能销号。")
    elif data.on < item.done_on:
        refuse("on", f"销号日期早于完成日期{item.done_on.isoformat()}，请核对。")
    not_ahead(tx, "on", data.on, "销号日期")
    need_member(tx, "by", data.by, "核验人")
    tx.edit(Rectification, data.id, {"verified_on": data.on, "verified_by": data.by})
    tx.label = f"整改销号“{short(item.problem)}”"
    return data.id


def reopen_rectification(tx: Transaction, data: ReopenRectification) -> str:
    """Open an item again (反弹). Raises :class:`Refused` if it was never done, or for a day to come."""
    item = tx.need(Rectification, data.id)
    if item.done_on is None:
        refuse("on", "这一项还在整改，不用重开。")
    not_ahead(tx, "on", data.on, "重开日期")
    changes: dict[str, object] = {
        "done_on": None,
        "verified_on": None,
        "verified_by": None,
        "reopened_on": data.on,
        "reopen_reason": data.reason,
    }
    if data.deadline is not None:
        changes["deadline"] = data.deadline
    tx.edit(Rectification, data.id, changes)
    tx.label = f"重开整改事项“{short(item.problem)}”"
    return data.id
