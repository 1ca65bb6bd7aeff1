"""Members: entered, described, deleted; what they are good at and can speak on."""

from __future__ import annotations

from datetime import date
from typing import Any

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.inputs import AddLectureTopic, AddMember, AddTalent, EditMember, RecordId
from dangjian_desktop.roster.names import clean_name
from dangjian_desktop.roster.reading import member_label
from dangjian_desktop.roster.records import GroupSpell, LectureTopic, Member, MemberSpell, PartyGroup, Talent, Unit
from dangjian_desktop.roster.rules import SpellKind
from dangjian_desktop.roster.service import organisation
from dangjian_desktop.roster.service.checks import (
    Problems,
    check_amount,
    check_dates,
    check_name,
    check_not_twice,
    check_span,
    cleaned,
    not_after_today,
)
from dangjian_desktop.store import Transaction

DESCRIBED = (
    "name",
    "sex",
    "ethnicity",
    "native_place",
    "born_on",
    "identity_number",
    "education",
    "unit",
    "department",
    "duty",
    "joined_on",
    "converted_on",
    "phone",
    "dues_base",
    "note",
)
"""The fields of ``AddMember`` that are fields of the member's own record."""


def add_member(tx: Transaction, data: AddMember) -> str:
    """Enter a member who is in the branch since ``data.since`` (None: since before the records begin).

    Raises:
        Refused: an empty name, dates out of order or in the future, the same person twice.
    """
    tx.label = f"登记党员 {clean_name(data.name)}"
    return insert_member(tx, data, data.since)


def insert_member(tx: Transaction, data: AddMember, since: date | None, from_org: str = "") -> str:
    """Make the member with relation, group, 特长 and 可讲课题; shared by the verbs that bring somebody in."""
    values = {field: value for field, value in cleaned(_described(data)).items() if value is not None}
    problems = Problems()
    check_name(problems, {"name": values.get("name")})
    check_dates(problems, values, tx.now.date())
    check_amount(problems, values)
    check_not_twice(tx, problems, Member, values)
    not_after_today(problems, "since", since, tx.now.date(), "起始日期")
    problems.raise_if_any()
    if data.unit:
        tx.need(Unit, data.unit)
    member = tx.create(Member, values)
    relation: dict[str, Any] = {"kind": SpellKind.MEMBERSHIP.value, "since": since}
    if from_org.strip():
        relation["from_org"] = from_org.strip()
    tx.add(MemberSpell, owner=member, values=relation)
    if data.party_group:
        tx.need(PartyGroup, data.party_group)
        tx.add(GroupSpell, owner=member, values={"party_group": data.party_group, "since": since})
    for talent in data.talents:
        if talent.strip():
            tx.add(Talent, owner=member, values={"name": talent.strip()})
    for topic in data.lecture_topics:
        if topic.strip():
            tx.add(LectureTopic, owner=member, values={"title": topic.strip()})
    return member


def _described(data: AddMember) -> dict[str, object]:
    return {field: getattr(data, field) for field in DESCRIBED}


def edit_member(tx: Transaction, data: EditMember) -> str:
    """Change what describes a member.

    Raises:
        Refused: the member is gone, the name would be empty, dates out of order, the same person twice.
    """
    record = tx.need(Member, data.id)
    values = cleaned(data.changes)
    whole = {field: getattr(record, field) for field in DESCRIBED} | values
    problems = Problems()
    check_name(problems, values)
    check_dates(problems, whole, tx.now.date())
    check_amount(problems, values)
    if values.keys() & {"name", "born_on", "identity_number"}:
        check_not_twice(tx, problems, Member, whole, own=data.id)
    problems.raise_if_any()
    tx.label = f"修改党员 {whole['name']}"
    tx.edit(Member, data.id, values, seen=data.seen)
    return data.id


def delete_member(tx: Transaction, data: RecordId) -> str:
    """Move a member who was entered by mistake to the recycle bin (somebody who left is transferred out instead)."""
    return organisation.delete(tx, Member, data.id, member_label(tx, data.id))


def restore_member(tx: Transaction, data: RecordId) -> str:
    """Bring a member back from the recycle bin."""
    return organisation.restore(tx, Member, data.id, _name(tx, data.id))


def _name(tx: Transaction, member: str) -> str:
    record = tx.get(Member, member)
    return (record.name or "") if record else ""


def add_talent(tx: Transaction, data: AddTalent) -> str:
    """Note what a member is good at. Raises :class:`Refused` if it is empty or noted already."""
    record = tx.need(Member, data.member)
    if not data.name:
        raise Refused("特长不能为空，请填写。")
    if any(part.name == data.name for part in tx.parts(Talent, data.member)):
        raise Refused(f"{record.name}的特长“{data.name}”已经登记过了。")
    tx.label = f"登记特长 {record.name} {data.name}"
    return tx.add(Talent, owner=data.member, values=cleaned({"name": data.name, "note": data.note}))


def add_lecture_topic(tx: Transaction, data: AddLectureTopic) -> str:
    """Note what a member can speak on. Raises :class:`Refused` if it is empty or noted already."""
    record = tx.need(Member, data.member)
    if not data.title:
        raise Refused("可讲课题不能为空，请填写。")
    if any(part.title == data.title for part in tx.parts(LectureTopic, data.member)):
        raise Refused(f"{record.name}的可讲课题“{data.title}”已经登记过了。")
    tx.label = f"登记可讲课题 {record.name}"
    return tx.add(LectureTopic, owner=data.member, values=cleaned({"title": data.title, "note": data.note}))


def span_problem(since: date | None, until: date | None) -> None:
    """Raise :class:`Refused` if an interval ends before it begins."""
    problems = Problems()
    check_span(problems, since, until)
    problems.raise_if_any()
