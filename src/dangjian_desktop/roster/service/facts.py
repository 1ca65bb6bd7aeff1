"""Corrections of dated facts: what was entered wrongly, as against what has changed in the world."""

from __future__ import annotations

from typing import Any

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.inputs import CorrectFact, RemoveFact
from dangjian_desktop.roster.records import (
    Committee,
    ExclusionEntry,
    GroupSpell,
    LectureTopic,
    Member,
    MemberSpell,
    PostSpell,
    Talent,
)
from dangjian_desktop.roster.rules import ExclusionKind, SpellKind
from dangjian_desktop.roster.service.checks import Problems, check_dates, check_span, cleaned
from dangjian_desktop.store import Part, Record, Transaction

_MODELS: dict[str, type[Record]] = {
    model.__tablename__: model
    for model in (Member, MemberSpell, GroupSpell, PostSpell, ExclusionEntry, Committee, Talent, LectureTopic)
}
_CORRECTABLE: dict[str, frozenset[str]] = {
    "members": frozenset({"joined_on", "converted_on", "probation_extended_to"}),
    "member_spells": frozenset({"kind", "since", "until", "place", "from_org", "to_org", "approved_by", "note"}),
    "group_spells": frozenset({"party_group", "since", "until"}),
    "posts": frozenset({"post", "party_group", "since", "until", "basis", "approved_on"}),
    "exclusions": frozenset({"kind", "since", "until", "agreed_by", "superior_agreed_on", "meeting_agreed_on", "note"}),
    "committees": frozenset({"name", "formed_on", "ended_on", "term_years", "approved_by", "approved_on", "note"}),
}


def correct_fact(tx: Transaction, data: CorrectFact) -> str:
    """Put right what was entered wrongly in a dated fact.

    Raises:
        Refused: the fact is gone, has no such field, or would end before it begins.
    """
    model = _MODELS[data.kind]
    record = tx.need(model, data.id)
    unknown = data.changes.keys() - _CORRECTABLE[data.kind]
    if unknown:
        raise Refused(f"{model.__label__}没有这几项可以更正：{'、'.join(sorted(unknown))}。")
    values = cleaned({field: getattr(value, "value", value) for field, value in data.changes.items()})
    whole = _Whole(record, values)
    problems = Problems()
    if data.kind == "members":
        check_dates(problems, whole.of("born_on", "joined_on", "converted_on"), tx.now.date())
    elif data.kind == "committees":
        check_span(problems, whole["formed_on"], whole["ended_on"], "ended_on")
    else:
        check_span(problems, whole["since"], whole["until"])
    _check_kind(problems, data.kind, values)
    problems.raise_if_any()
    owner = tx.get(Member, record.owner or "") if isinstance(record, Part) else record
    name = getattr(owner, "name", "") or ""
    tx.label = f"更正{model.__label__} {name}" + (f"（{data.reason}）" if data.reason else "")
    tx.edit(model, data.id, values, seen=data.seen)
    return data.id


class _Whole:
    """A record as it would stand with the changes."""

    def __init__(self, record: Record, values: dict[str, Any]) -> None:
        self._record = record
        self._values = values

    def __getitem__(self, field: str) -> Any:
        return self._values[field] if field in self._values else getattr(self._record, field)

    def of(self, *fields: str) -> dict[str, Any]:
        return {field: self[field] for field in fields}


def _check_kind(problems: Problems, kind: str, values: dict[str, Any]) -> None:
    if "kind" not in values:
        return
    known = SpellKind if kind == "member_spells" else ExclusionKind
    if values["kind"] not in set(known):
        problems.add("kind", f"没有这种类别，可以是：{'、'.join(known)}。")


def remove_fact(tx: Transaction, data: RemoveFact) -> str:
    """Take away a dated fact, 特长 or 可讲课题 that should never have been entered."""
    model = _MODELS[data.kind]
    record = tx.need(model, data.id)
    owner = tx.get(Member, record.owner or "") if isinstance(record, Part) else None
    tx.label = f"删除{model.__label__} {(owner.name or '') if owner else ''}"
    tx.delete(model, data.id)
    return data.id
