"""What can be done with transfers and handovers; each verb is one step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.feature import carry_out
from dangjian_desktop.regulations.reading import rulebook
from dangjian_desktop.roster.inputs import TransferIn, TransferOut
from dangjian_desktop.roster.reading import labels_on, member_facts
from dangjian_desktop.roster.rules import belongs
from dangjian_desktop.roster.service.standing import transfer_in, transfer_out
from dangjian_desktop.store import Transaction
from dangjian_desktop.transfers.inputs import EditTransfer, HandOver, NoteReceipt, Passed, SendOut, TakeIn, TransferId
from dangjian_desktop.transfers.reading import FIELDS, Item, items_of
from dangjian_desktop.transfers.records import Handover, HandoverLine, Transfer
from dangjian_desktop.transfers.rules import Direction


def send_out(tx: Transaction, data: SendOut) -> str:
    """Give a member the letter; their relation leaves the roster on the day, with posts and group.

    Raises :class:`Refused` as the roster's 转出 does, or for a day before the letter.
    """
    moved = data.moved_on or data.issued_on
    _check(tx, data.issued_on, moved)
    transfer_out(tx, TransferOut(member=data.member, day=moved, to_org=data.organisation))
    tx.label = f"开介绍信转出 {_name(tx, data.member)}"
    return _letter(tx, Direction.OUT, data.member, data, moved)


def take_in(tx: Transaction, data: TakeIn) -> str:
    """Take a member in with their letter; one who is in the roster already only gets the letter's facts.

    Raises :class:`Refused` as the roster's 转入 does, or when nobody is named.
    """
    _check(tx, data.issued_on, data.moved_on)
    if data.member and data.new_member is not None:
        raise Refused("既选了名册里的党员，又填了新党员，请只留一个。")
    if data.member:
        facts = member_facts(tx, data.member).get(data.member)
        if facts is None:
            raise Refused("名册里没有这位党员。", hint="请从名册里选，或者按新党员填写。")
        member = data.member
        if not belongs(facts, data.moved_on):
            transfer_in(tx, TransferIn(day=data.moved_on, from_org=data.organisation, id=member))
    else:
        member = transfer_in(tx, TransferIn(day=data.moved_on, from_org=data.organisation, member=data.new_member))
    tx.label = f"凭介绍信转入 {_name(tx, member)}"
    return _letter(tx, Direction.IN, member, data, data.moved_on)


def _letter(tx: Transaction, direction: Direction, member: str, data: SendOut | TakeIn, moved: date) -> str:
    days = data.valid_days or rulebook(tx, "transfers").on("transfer.valid_days", data.issued_on).number
    values: dict[str, Any] = {
        "member": member,
        "direction": str(direction),
        "organisation": data.organisation,
        "letter_number": data.letter_number or None,
        "issued_on": data.issued_on,
        "valid_days": days,
        "moved_on": moved,
        "dues_paid_to": data.dues_paid_to or None,
        "note": data.note or None,
    }
    return tx.create(Transfer, values)


def note_receipt(tx: Transaction, data: NoteReceipt) -> str:
    """The receipt came back, or was sent. Raises :class:`Refused` for a day to come or before the letter."""
    row = tx.need(Transfer, data.id)
    _not_to_come(tx, "day", data.day, "回执日期")
    if row.issued_on is not None and data.day < row.issued_on:
        words = f"回执日期早于介绍信的日期{row.issued_on.isoformat()}，请核对。"
        raise Refused(words, problems=(FieldProblem("day", words),))
    tx.label = f"登记回执 {_name(tx, row.member or '')}"
    tx.edit(Transfer, data.id, {"receipt_on": data.day, "receipt_number": data.number or None})
    return data.id


def edit_transfer(tx: Transaction, data: EditTransfer) -> str:
    """Change a letter's facts. Raises :class:`Refused` for a day to come or an empty organisation."""
    row = tx.need(Transfer, data.id)
    changes: Mapping[str, Any] = {name: value or None for name, value in data.changes.items()}
    after = {name: getattr(row, name) for name in FIELDS} | dict(changes)
    for name, word in (("organisation", "去向或来源"), ("issued_on", "开具日期")):
        if not after[name]:
            raise Refused(f"没有填{word}，请补上。", problems=(FieldProblem(name, f"没有填{word}，请补上。"),))
    for name, word in (("issued_on", "开具日期"), ("receipt_on", "回执日期")):
        if after[name] is not None:
            _not_to_come(tx, name, after[name], word)
    tx.label = f"修改转接 {_name(tx, row.member or '')}"
    tx.edit(Transfer, data.id, changes, seen=data.seen)
    return data.id


def delete_transfer(tx: Transaction, data: TransferId) -> str:
    """Move a letter to the recycle bin; the relation in the roster stays as it is."""
    row = tx.need(Transfer, data.id)
    tx.label = f"删除转接 {_name(tx, row.member or '')}"
    tx.delete(Transfer, data.id)
    return data.id


def restore_transfer(tx: Transaction, data: TransferId) -> str:
    """Bring a letter back. Raises :class:`Refused` if it was never there."""
    row = tx.get(Transfer, data.id)
    if row is None:
        raise Refused("回收站里没有这条转接。")
    tx.label = f"恢复转接 {_name(tx, row.member or '')}"
    tx.restore(Transfer, data.id)
    return data.id


def hand_over(tx: Transaction, data: HandOver) -> str:
    """Hand over what hangs on a member: every line goes to its successor or ends, all in this one step.

    Raises :class:`Refused`, naming the line, when one can't be handed over; nothing has changed then.
    """
    if not data.items:
        raise Refused("还没有选要交接的事项。", hint="请给至少一项选好接手人，或勾“只结束”。")
    name = _name(tx, data.member)
    items = {item.key: item for item in items_of(tx, data.member, data.day)}
    made = tx.create(Handover, {"member": data.member, "day": data.day, "note": data.note or None})
    for passed in data.items:
        item = items.get(passed.key)
        if item is None:
            raise Refused("有一项已经交接过，或者已经办完了。", hint="请重新打开离任清单。")
        _pass_on(tx, item, passed, data)
        holding = item.holding
        values = {
            "title": item.title,
            "detail": item.detail or None,
            "subject_kind": holding.record_kind,
            "subject": holding.record,
            "successor": passed.successor or None,
        }
        tx.add(HandoverLine, made, values)
    tx.label = f"交接 {name} 的{len(data.items)}项工作"
    return made


def _pass_on(tx: Transaction, item: Item, passed: Passed, data: HandOver) -> None:
    holding = item.holding
    if passed.successor == data.member:
        raise Refused(f"“{item.title}”不能交给离任人自己，请另选一位。")
    if passed.successor and holding.hand_over is not None:
        call = holding.hand_over(passed.successor, data.day)
    elif not passed.successor and holding.end is not None:
        call = holding.end(data.day)
    else:
        what = "交给别人" if passed.successor else "只结束，请选接手人"
        raise Refused(f"“{item.title}”不能在这里{what}。")
    try:
        carry_out(tx, call)
    except Refused as refused:
        raise Refused(f"“{item.title}”没有交接成：{refused.message}", hint=refused.hint) from refused


def _check(tx: Transaction, issued_on: date, moved_on: date) -> None:
    _not_to_come(tx, "issued_on", issued_on, "开具日期")
    _not_to_come(tx, "moved_on", moved_on, "转接日期")


def _not_to_come(tx: Transaction, field: str, day: date, word: str) -> None:
    if day > tx.now.date():
        words = f"{word}{day.isoformat()}在今天之后，请核对。"
        raise Refused(words, problems=(FieldProblem(field, words),))


def _name(tx: Transaction, member: str) -> str:
    return labels_on(tx, tx.now.date()).get(member, "")
