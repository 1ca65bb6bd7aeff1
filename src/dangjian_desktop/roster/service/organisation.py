"""The branch, its units and the higher organisation."""

from __future__ import annotations

from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.inputs import AddUnit, SetBranch
from dangjian_desktop.roster.records import BRANCH_ID, Branch, HigherOrg, Unit
from dangjian_desktop.roster.service.checks import Problems, check_name, cleaned, not_after_today
from dangjian_desktop.store import Record, Transaction, live, part_id


def set_branch(tx: Transaction, data: SetBranch) -> str:
    """Enter or change the branch's facts; its unit and the higher organisation are kept by name.

    Raises:
        Refused: an empty name, or a day of founding that is still to come.
    """
    values = cleaned(data.changes)
    problems = Problems()
    existing = tx.get(Branch, BRANCH_ID)
    check_name(problems, values if existing else {"name": None, **values}, "支部全称")
    not_after_today(problems, "established_on", values.get("established_on"), tx.now.date(), "成立日期")
    problems.raise_if_any()
    if "unit" in values:
        values["unit"] = _named(tx, Unit, existing.unit if existing else None, values["unit"], "unit")
    if "higher_org" in values:
        values["higher_org"] = _named(
            tx, HigherOrg, existing.higher_org if existing else None, values["higher_org"], "higher_org"
        )
    tx.label = f"登记支部情况 {values.get('name') or (existing.name if existing else '')}"
    if existing is None:
        return tx.create(Branch, values, id=BRANCH_ID)
    if existing.deleted:
        tx.restore(Branch, BRANCH_ID)
    tx.edit(Branch, BRANCH_ID, values, seen=data.seen)
    return BRANCH_ID


def _named(
    tx: Transaction, model: type[Unit] | type[HigherOrg], current: str | None, name: str | None, role: str
) -> str | None:
    """The id of the organisation of that name: the current one renamed, or the branch's own newly made."""
    key = current or part_id(BRANCH_ID, role, "own")
    if tx.get(model, key) is None:
        return tx.create(model, {"name": name}, id=key) if name else None
    tx.edit(model, key, {"name": name})
    return key


def add_unit(tx: Transaction, data: AddUnit) -> str:
    """A further unit that members belong to. Raises :class:`Refused` for an empty or a known name."""
    values = cleaned({"name": data.name, "address": data.address, "office_phone": data.office_phone})
    problems = Problems()
    check_name(problems, values, "单位名称")
    problems.raise_if_any()
    if tx.all(select(Unit).where(live(Unit), Unit.name == values["name"])):
        raise Refused(f"单位“{values['name']}”已经登记过了。")
    tx.label = f"登记单位 {values['name']}"
    return tx.create(Unit, values)


def delete(tx: Transaction, model: type[Record], record: str, name: str) -> str:
    """Move a record to the recycle bin. Raises :class:`Refused` if it is missing."""
    tx.need(model, record)
    tx.label = f"删除{model.__label__} {name}"
    tx.delete(model, record)
    return record


def restore(tx: Transaction, model: type[Record], record: str, name: str) -> str:
    """Bring a record back from the recycle bin. Raises :class:`Refused` if it was never there."""
    if tx.get(model, record) is None:
        raise Refused(f"回收站里没有这条{model.__label__}。")
    tx.label = f"恢复{model.__label__} {name}"
    tx.restore(model, record)
    return record
