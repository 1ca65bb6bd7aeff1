"""批评和自我批评: kept by its writer alone, or inside the branch."""

from __future__ import annotations

from dangjian_desktop.appraisal.inputs import AddCriticism, EditCriticism, EntryId
from dangjian_desktop.appraisal.records import Criticism, OwnCriticism
from dangjian_desktop.appraisal.service.guard import cleaned, given, must_have, need_member, year_of
from dangjian_desktop.store import Transaction

_FIELDS = ("critic", "subject", "text", "response")


def add_criticism(tx: Transaction, data: AddCriticism) -> str:
    """Enter a criticism, or a 自我批评 where both are one. Raises :class:`Refused` for somebody not in the roster."""
    year_of(tx, data.year)
    values = given({name: getattr(data, name) for name in _FIELDS})
    need_member(tx, "critic", data.critic, "批评人")
    need_member(tx, "subject", data.subject, "被批评人")
    tx.label = "登记自我批评" if data.critic == data.subject else "登记批评意见"
    return tx.add(OwnCriticism if data.own else Criticism, data.year, values)


def edit_criticism(tx: Transaction, data: EditCriticism) -> str:
    """Change a criticism where it is kept."""
    model = OwnCriticism if tx.get(OwnCriticism, data.id) is not None else Criticism
    tx.need(model, data.id)
    changes = cleaned(data.changes)
    for field, what in (("critic", "批评人"), ("subject", "被批评人"), ("text", "批评意见")):
        must_have(changes, field, what)
    need_member(tx, "critic", changes.get("critic"), "批评人")
    need_member(tx, "subject", changes.get("subject"), "被批评人")
    tx.edit(model, data.id, changes, seen=data.seen)
    tx.label = "修改批评意见"
    return data.id


def share_criticism(tx: Transaction, data: EntryId) -> str:
    """Give a criticism that was kept by its writer to the branch; returns its new id."""
    own = tx.need(OwnCriticism, data.id)
    made = tx.add(Criticism, own.owner or "", given({name: getattr(own, name) for name in _FIELDS}))
    tx.delete(OwnCriticism, own.id)
    tx.label = "把批评意见转为支部留存"
    return made
