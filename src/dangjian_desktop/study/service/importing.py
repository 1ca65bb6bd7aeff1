"""Sheets of study taken in: what each row would do, then all chosen rows in one step."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.roster.names import clean_name
from dangjian_desktop.roster.records import Member
from dangjian_desktop.store import Reader, Transaction, live
from dangjian_desktop.study.cells import Cells
from dangjian_desktop.study.inputs import AddPlanItem, AddTraining, ImportPlanItems, ImportTrainings
from dangjian_desktop.study.reading.forms import forms_of
from dangjian_desktop.study.reading.plan import plan_of_year
from dangjian_desktop.study.records import ExternalTraining, PlanItem
from dangjian_desktop.study.service.hours import add_training
from dangjian_desktop.study.service.items import add_plan_item
from dangjian_desktop.study.sheets import SheetRow, parse_plan, parse_trainings


@dataclass(frozen=True)
class Preview:
    """What importing would do, row by row; ``same`` are numbers of rows that are there already."""

    rows: tuple[SheetRow, ...]
    same: frozenset[int] = frozenset()

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        return tuple(FieldProblem(f"A{row.number}", problem) for row in self.rows for problem in row.problems)


def people_by_name(reader: Reader) -> dict[str, list[str]]:
    """The living members' ids by name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in reader.rows(select(Member.id, Member.name).where(live(Member))):
        found[clean_name(row.name or "")].append(row.id)
    return dict(found)


def preview_plan(reader: Reader, rows: Cells, year: int) -> Preview:
    """What a sheet would add to a year's plan."""
    plan = plan_of_year(reader, year)
    there = {(item.month, item.content) for item in reader.parts(PlanItem, plan.id)} if plan else set()
    found = parse_plan(rows, year, forms_of(reader), people_by_name(reader))
    same = {row.number for row in found if (row.values.get("month"), row.values.get("content")) in there}
    return Preview(tuple(found), frozenset(same))


def import_plan_items(tx: Transaction, data: ImportPlanItems) -> int:
    """Take a sheet's rows into a year's plan; returns how many. Raises :class:`Refused` for rows that are wrong."""
    wanted = _wanted(preview_plan(tx, data.rows, data.year), data.skip)
    for row in wanted:
        add_plan_item(tx, AddPlanItem(year=data.year, **row.values))
    tx.label = f"导入{data.year}年学习计划{len(wanted)}项"
    return len(wanted)


def preview_trainings(reader: Reader, rows: Cells) -> Preview:
    """What a sheet of trainings would add."""
    stmt = select(ExternalTraining.member, ExternalTraining.title, ExternalTraining.since)
    there = {(row.member, row.title, row.since) for row in reader.rows(stmt.where(live(ExternalTraining)))}
    found = parse_trainings(rows, reader.now.date(), people_by_name(reader))
    same = {
        row.number
        for row in found
        if row.values["members"] and (row.values["members"][0], row.values["title"], row.values.get("since")) in there
    }
    return Preview(tuple(found), frozenset(same))


def import_trainings(tx: Transaction, data: ImportTrainings) -> int:
    """Take a sheet's trainings in; returns how many. Raises :class:`Refused` for rows that are wrong."""
    wanted = _wanted(preview_trainings(tx, data.rows), data.skip)
    for row in wanted:
        add_training(tx, AddTraining(**row.values))
    tx.label = f"导入培训{len(wanted)}条"
    return len(wanted)


def _wanted(found: Preview, skip: tuple[int, ...]) -> list[SheetRow]:
    rows = [row for row in found.rows if row.number not in skip and row.number not in found.same]
    wrong = [row for row in rows if row.problems]
    if wrong:
        problems = tuple(
            FieldProblem(f"A{row.number}", f"第{row.number}行：{one}。") for row in wrong for one in row.problems
        )
        raise Refused(f"有{len(wrong)}行要先改好。", hint="也可以不导入这些行。", problems=problems)
    if not rows:
        raise Refused("没有可以导入的行。", hint="都已经登记过，或没有勾选。")
    return rows
