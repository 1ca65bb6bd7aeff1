"""What can be done with talks: enter, change, delete and bring back; each inside one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.roster.reading import labels_on, member_facts
from dangjian_desktop.roster.rules import Status, status_on
from dangjian_desktop.store import Reader, Transaction
from dangjian_desktop.talks.inputs import AddTalk, EditTalk, TalkId
from dangjian_desktop.talks.records import FIELDS, Talk

_ROLES = {"initiator": "谈话人", "partner": "谈话对象"}
_ABSENT = {Status.NOT_YET: "还不是本支部党员", Status.LEFT: "已不在本支部"}


def add_talk(tx: Transaction, data: AddTalk) -> str:
    """Enter a talk. Raises :class:`Refused` for one person twice, a day to come or somebody who wasn't here."""
    values = _cleaned({name: getattr(data, name) for name in FIELDS})
    _check(tx, values)
    tx.label = f"登记谈心谈话 {_pair(tx, values)}"
    return tx.create(Talk, {name: value for name, value in values.items() if value is not None})


def edit_talk(tx: Transaction, data: EditTalk) -> str:
    """Change a talk. Raises :class:`Refused` as :func:`add_talk` does."""
    record = tx.need(Talk, data.id)
    changes = _cleaned(data.changes)
    values = {name: getattr(record, name) for name in FIELDS} | changes
    _check(tx, values)
    tx.label = f"修改谈心谈话 {_pair(tx, values)}"
    tx.edit(Talk, data.id, changes, seen=data.seen)
    return data.id


def delete_talk(tx: Transaction, data: TalkId) -> str:
    """Move a talk to the recycle bin. Raises :class:`Refused` if it is missing."""
    record = tx.need(Talk, data.id)
    tx.label = f"删除谈心谈话 {_pair(tx, {name: getattr(record, name) for name in FIELDS})}"
    tx.delete(Talk, data.id)
    return data.id


def restore_talk(tx: Transaction, data: TalkId) -> str:
    """Bring a talk back from the recycle bin. Raises :class:`Refused` if it was never there."""
    record = tx.get(Talk, data.id)
    if record is None:
        raise Refused("回收站里没有这条谈心谈话。")
    tx.label = f"恢复谈心谈话 {_pair(tx, {name: getattr(record, name) for name in FIELDS})}"
    tx.restore(Talk, data.id)
    return data.id


def _cleaned(values: Mapping[str, object]) -> dict[str, Any]:
    """The values as they are kept: nothing for empty texts and for 不需要跟进."""
    return {name: value or None for name, value in values.items()}


def _pair(reader: Reader, values: Mapping[str, Any]) -> str:
    labels = labels_on(reader, reader.now.date())
    return "、".join(labels.get(values[role] or "", "") for role in _ROLES)


def _check(reader: Reader, values: Mapping[str, Any]) -> None:
    problems: list[FieldProblem] = []
    day: date | None = values["day"]
    if day is None:
        problems.append(FieldProblem("day", "没有填日期，请补上。"))
    elif day > reader.now.date():
        problems.append(FieldProblem("day", f"日期{day.isoformat()}在今天之后，谈过以后再登记。"))
    year = values["attributed_year"]
    if day is not None and year is not None and year not in (day.year - 1, day.year):
        problems.append(FieldProblem("attributed_year", f"归属年度应是{day.year - 1}或{day.year}，请核对。"))
    problems.extend(_check_people(reader, values, day))
    if problems:
        raise Refused("".join(problem.message for problem in problems), problems=tuple(problems))


def _check_people(reader: Reader, values: Mapping[str, Any], day: date | None) -> list[FieldProblem]:
    facts, labels = member_facts(reader), labels_on(reader, reader.now.date())
    problems = []
    for name, role in _ROLES.items():
        person = values[name]
        if not person:
            problems.append(FieldProblem(name, f"没有填{role}，请从名册里选。"))
        elif person not in facts:
            problems.append(FieldProblem(name, f"名册里没有这位{role}，请从名册里选。"))
        elif day is not None and (stands := status_on(facts[person], day)) in _ABSENT:
            problems.append(
                FieldProblem(name, f"{day.isoformat()}时{labels[person]}{_ABSENT[stands]}，请核对日期和人员。")
            )
    if values["initiator"] and values["initiator"] == values["partner"]:
        problems.append(FieldProblem("partner", "谈话人和谈话对象是同一个人，请另选一位。"))
    return problems
