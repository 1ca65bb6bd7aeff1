"""Import of the roster from a sheet: preview of what would happen, then all of it or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.feature import CellProblem
from dangjian_desktop.roster import rules
from dangjian_desktop.roster.inputs import AddMember, AddPartyGroup, AssignGroup, ImportMembers, MarkMember
from dangjian_desktop.roster.names import ordinal_key, stroke_key
from dangjian_desktop.roster.private import PRIVATE_FIELDS, mask
from dangjian_desktop.roster.reading import group_names, member_facts, posts_text
from dangjian_desktop.roster.records import Member, PartyGroup
from dangjian_desktop.roster.rules import SpellKind
from dangjian_desktop.roster.service.checks import Problems, check_dates
from dangjian_desktop.roster.service.members import DESCRIBED, insert_member
from dangjian_desktop.roster.service.posts import add_party_group, assign_group
from dangjian_desktop.roster.service.standing import mark_member
from dangjian_desktop.roster.sheets import COLUMNS, Cells, ParsedRow, parse_sheet
from dangjian_desktop.store import Reader, Transaction, live

_TITLES = {column.field: column.title for column in COLUMNS}
_FLAGS = {"retired": SpellKind.RETIRED, "mobile": SpellKind.MOBILE, "hardship": SpellKind.HARDSHIP}


class RowAction(StrEnum):
    """What an imported row would do."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    PROBLEM = "problem"

    @property
    def label(self) -> str:
        return {"new": "新增", "updated": "更新", "same": "相同", "problem": "要看一下"}[self.value]


@dataclass(frozen=True)
class RowChange:
    """A field that would change; private values are masked."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ImportRow:
    """One row of the preview; ``values`` are what the sheet says, for showing."""

    number: int
    name: str
    action: RowAction
    member: str
    changes: tuple[RowChange, ...]
    problems: tuple[CellProblem, ...]
    remarks: tuple[CellProblem, ...]
    values: Mapping[str, Any]
    wrong: Mapping[str, str]
    """The fields concerned by a problem, with what stands in their cells (masked where private)."""


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do. ``unknown`` are column titles that nobody knew, ``new_groups`` groups to be set up."""

    rows: tuple[ImportRow, ...]
    unknown: tuple[str, ...]
    new_groups: tuple[str, ...]

    def count(self, action: RowAction) -> int:
        """How many rows would do that."""
        return sum(row.action is action for row in self.rows)

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """Everything that stands in the way, in the order of the sheet."""
        return tuple(problem for row in self.rows for problem in row.problems)


@dataclass(frozen=True)
class _Known:
    """The roster as it stands before the import."""

    members: dict[str, Member]
    by_name: dict[str, list[str]]
    by_identity: dict[str, str]
    facts: dict[str, rules.MemberFacts]
    groups: dict[str, str]
    today: date

    @classmethod
    def of(cls, reader: Reader) -> _Known:
        members = {member.id: member for member in reader.all(select(Member).where(live(Member)))}
        by_name: dict[str, list[str]] = defaultdict(list)
        for member in members.values():
            by_name[member.name or ""].append(member.id)
        identities = {member.identity_number: member.id for member in members.values() if member.identity_number}
        rows = reader.rows(
            select(PartyGroup.id, PartyGroup.name).where(live(PartyGroup), PartyGroup.ended_on.is_(None))
        )
        groups = {row.id: row.name or "" for row in rows}
        return cls(members, by_name, identities, member_facts(reader), groups, reader.now.date())

    def group_id(self, name: str) -> str:
        """The id of the group that is called so, by its name or number (第一党小组 = 一组); "" if there is none."""
        for key, known in self.groups.items():
            if known == name:
                return key
        number = ordinal_key(name)[0]
        return next((key for key, known in self.groups.items() if ordinal_key(known)[0] == number < 9999), "")


def preview_import(reader: Reader, rows: Cells) -> ImportPreview:
    """What importing these rows would do; changes nothing. Raises :class:`Refused` if they are no roster at all."""
    sheet = parse_sheet(rows, reader.now.date())
    known = _Known.of(reader)
    twice = _twice(sheet.rows)
    found = tuple(_preview_row(known, row, twice) for row in sheet.rows)
    wanted = [row.values["party_group"] for row in found if "party_group" in row.values]
    new_groups = dict.fromkeys(name for name in wanted if not known.group_id(name))
    return ImportPreview(found, sheet.unknown, tuple(new_groups))


def _identity(row: ParsedRow) -> tuple[object, ...]:
    return row.values.get("name"), row.values.get("identity_number"), row.values.get("born_on")


def _twice(rows: tuple[ParsedRow, ...]) -> dict[int, str]:
    """Rows that say the same person as an earlier one, with the sentence for it."""
    told: dict[int, str] = {}
    identities: dict[str, int] = {}
    seen: dict[tuple[object, ...], int] = {}
    names = Counter(row.values.get("name") for row in rows)
    for row in rows:
        number = row.values.get("identity_number")
        if number and number in identities:
            told[row.number] = f"身份证号与第{identities[number]}行相同，请核对。"
        elif _identity(row) in seen:
            told[row.number] = f"与第{seen[_identity(row)]}行是同一个人；如是同名，请填身份证号或出生日期。"
        elif names[row.values.get("name")] > 1 and not (number or row.values.get("born_on")):
            told[row.number] = "表里有同名的人，请填身份证号或出生日期，以便分清。"
        if number:
            identities.setdefault(number, row.number)
        seen.setdefault(_identity(row), row.number)
    return told


def _preview_row(known: _Known, row: ParsedRow, twice: dict[int, str]) -> ImportRow:
    problems = list(row.problems)
    name_cell = row.cells["name"]
    if "name" in row.values and row.number in twice:
        problems.append(CellProblem(name_cell, twice[row.number]))
    member = ""
    if "name" in row.values:
        try:
            member = _match(known, row)
        except Refused as error:
            problems.append(CellProblem(name_cell, str(error)))
    current = known.members.get(member)
    checked = Problems()
    check_dates(checked, _whole(current, row.values), known.today)
    problems += [CellProblem(row.cells.get(problem.field, name_cell), problem.message) for problem in checked.found]
    changes = _changes(known, member, row.values)
    action = RowAction.PROBLEM if problems else RowAction.NEW if not member else RowAction.UPDATED
    if action is RowAction.UPDATED and not changes:
        action = RowAction.SAME
    name = str(row.values.get("name", ""))
    wrong = _wrong(row, problems)
    return ImportRow(row.number, name, action, member, changes, tuple(problems), row.remarks, row.values, wrong)


def _wrong(row: ParsedRow, problems: list[CellProblem]) -> dict[str, str]:
    named = {problem.cell for problem in problems}
    fields = [field for field, cell in row.cells.items() if cell in named]
    return {field: _shown(field, row.texts.get(field, row.values.get(field))) for field in fields}


def _whole(current: Member | None, values: Mapping[str, Any]) -> dict[str, Any]:
    before = {field: getattr(current, field) for field in DESCRIBED} if current else {}
    return before | dict(values)


def _match(known: _Known, row: ParsedRow) -> str:
    """The member that a row means, "" for a new one. Raises :class:`Refused` if it can't be told."""
    name, number, born = row.values["name"], row.values.get("identity_number"), row.values.get("born_on")
    if number and number in known.by_identity:
        return known.by_identity[number]
    fitting = [key for key in known.by_name.get(name, []) if _may_be(known.members[key], number, born)]
    if len(fitting) > 1:
        raise Refused(f"名册里有{len(fitting)}位“{name}”，请填身份证号或出生日期，以便分清。")
    return fitting[0] if fitting else ""


def _may_be(member: Member, number: str | None, born: date | None) -> bool:
    if number and member.identity_number and member.identity_number != number:
        return False
    return not (born and member.born_on and member.born_on != born)


def _changes(known: _Known, member: str, values: Mapping[str, Any]) -> tuple[RowChange, ...]:
    if not member:
        return ()
    record, facts = known.members[member], known.facts[member]
    found = []
    for field, value in values.items():
        if field in _FLAGS:
            old, new = ("是" if facts.has(_FLAGS[field], known.today) else ""), "是"
        elif field == "party_group":
            current = rules.group_on(facts, known.today)
            old, new = known.groups.get(current, ""), value
            if current and known.group_id(value) == current:
                continue
        else:
            before = getattr(record, field)
            if before == value:
                continue
            old, new = _shown(field, before), _shown(field, value)
            if field in PRIVATE_FIELDS:
                found.append(RowChange(field, _TITLES[field], old, new))
                continue
        if old != new:
            found.append(RowChange(field, _TITLES[field], old, new))
    return tuple(found)


def _shown(field: str, value: object) -> str:
    if field in PRIVATE_FIELDS:
        return mask(field, value)
    return "" if value is None else str(value)


def import_members(tx: Transaction, data: ImportMembers) -> dict[str, int]:
    """Import the rows: new members are entered, known ones updated; empty cells clear nothing.

    All or nothing: raises :class:`Refused` naming the cells if anything stands in the way (of rows not skipped).
    """
    preview = preview_import(tx, data.rows)
    rows = [row for row in preview.rows if row.number not in data.skip]
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise Refused(
            f"名册里有{len(problems)}处要先看一下，没有导入任何内容。",
            hint="请按下面说的改好，或不导入那几行。",
            problems=tuple(FieldProblem(problem.cell, f"{problem.cell} {problem.message}") for problem in problems),
        )
    groups = _groups(tx, rows)
    for row in rows:
        if row.action is RowAction.NEW:
            _insert(tx, row, groups)
        elif row.action is RowAction.UPDATED:
            _update(tx, row, groups)
    counts = Counter(row.action for row in rows)
    new, updated = counts[RowAction.NEW], counts[RowAction.UPDATED]
    tx.label = f"导入名册 新增{new}人 更新{updated}人"
    return {"new": new, "updated": updated, "same": counts[RowAction.SAME]}


def _groups(tx: Transaction, rows: list[ImportRow]) -> dict[str, str]:
    """The id of every group the rows name; those that don't exist yet are set up."""
    known = _Known.of(tx)
    found: dict[str, str] = {}
    for name in dict.fromkeys(row.values["party_group"] for row in rows if "party_group" in row.values):
        found[name] = known.group_id(name) or add_party_group(tx, AddPartyGroup(name=name))
    return found


def _insert(tx: Transaction, row: ImportRow, groups: dict[str, str]) -> None:
    described = {field: value for field, value in row.values.items() if field in DESCRIBED}
    group = groups[row.values["party_group"]] if "party_group" in row.values else ""
    member = insert_member(tx, AddMember(**described, party_group=group), None)
    for field, kind in _FLAGS.items():
        if row.values.get(field):
            mark_member(tx, MarkMember(member=member, kind=kind))


def _update(tx: Transaction, row: ImportRow, groups: dict[str, str]) -> None:
    fields = {change.field for change in row.changes}
    today = tx.now.date()
    tx.edit(Member, row.member, {field: row.values[field] for field in fields if field in DESCRIBED})
    if "party_group" in fields:
        assign_group(tx, AssignGroup(members=(row.member,), party_group=groups[row.values["party_group"]], since=today))
    for field in fields & _FLAGS.keys():
        mark_member(tx, MarkMember(member=row.member, kind=_FLAGS[field], since=today))


def export_rows(reader: Reader, day: date) -> list[dict[str, object]]:
    """The members of a day as rows of the roster sheet, in the order of surname strokes (private columns too)."""
    facts, groups = member_facts(reader), group_names(reader)
    rows: list[dict[str, object]] = []
    members = reader.all(select(Member).where(live(Member)))
    for member in sorted(members, key=lambda member: (stroke_key(member.name or ""), member.id)):
        known = facts[member.id]
        if rules.status_on(known, day) not in (rules.Status.FULL, rules.Status.PROBATIONARY):
            continue
        row: dict[str, object] = {field: getattr(member, field) for field in DESCRIBED}
        row["party_group"] = groups.get(rules.group_on(known, day), "")
        row["posts"] = posts_text(known, day)
        row |= {field: known.has(kind, day) for field, kind in _FLAGS.items()}
        rows.append(row)
    return rows
