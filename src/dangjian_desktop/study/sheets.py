"""Sheets of study: a year's plan and trainings, pasted from WPS or read from a workbook, and their templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from dangjian_desktop.base.dates import parse_day
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.study.cells import Cells
from dangjian_desktop.study.rules.forms import FormInfo, form_named

HEAD_ROWS = 15
_MONTH = re.compile(r"^(?:\d{4}年)?\s*(\d{1,2})\s*月(?:份)?(?:\s*(\d{1,2})\s*[日号])?$")
_EXAMPLE = "示例，导入前删去"


@dataclass(frozen=True)
class SheetColumn:
    """A column: its field, title, other titles it goes by, and an example for the template."""

    field: str
    title: str
    aliases: tuple[str, ...] = ()
    width: int = 14
    sample: str | int | date = ""


PLAN_COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("month", "月份", ("月", "时间", "日期", "学习时间", "计划时间"), 10, "3月"),
    SheetColumn("content", "学习内容", ("内容", "主题", "学习主题", "题目"), 40, f"学习内容（{_EXAMPLE}）"),
    SheetColumn("readings", "篇目", ("学习篇目", "学习材料", "材料"), 30),
    SheetColumn("form", "形式", ("学习形式", "方式", "学习方式"), 12, "讨论研学"),
    SheetColumn("lecturer", "主讲人", ("主讲", "领学人", "主讲（领学）人", "领学"), 12),
    SheetColumn("responsible", "责任人", ("负责人",), 12),
    SheetColumn("hours", "学时", ("计划学时",), 8, 2),
)
TRAINING_COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("name", "姓名", ("党员", "党员姓名"), 10, f"张三（{_EXAMPLE}）"),
    SheetColumn("title", "培训名称", ("培训班", "培训内容", "名称", "课程", "课程名称"), 36, "县委党校培训班"),
    SheetColumn("organiser", "举办单位", ("主办单位", "培训单位"), 20),
    SheetColumn("since", "开始日期", ("日期", "培训日期", "起", "开始时间", "时间"), 12, date(2026, 5, 11)),
    SheetColumn("until", "结束日期", ("止", "结束时间"), 12, date(2026, 5, 15)),
    SheetColumn("hours", "学时", ("培训学时",), 8, 40),
    SheetColumn("proof", "证明材料", ("证书", "证书编号", "证明"), 20),
)


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet: its number (from 1), the values it gives by field, and what is wrong with it.

    ``texts`` are the cells as they stand, by field.
    """

    number: int
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    problems: tuple[str, ...] = ()


def find_head(rows: Sequence[Sequence[object]], columns: Sequence[SheetColumn], needed: Sequence[str]) -> int:
    """The index of the head row. Raises :class:`Refused` if no row names the needed columns."""
    known = _titles(columns)
    for index, row in enumerate(rows[:HEAD_ROWS]):
        found = {known[_title(cell)] for cell in row if _title(cell) in known}
        if set(needed) <= found:
            return index
    names = "、".join(f"“{column.title}”" for column in columns if column.field in needed)
    raise Refused("没有找到表头。", hint=f"表头至少要有{names}；可先存一份模板看看。")


def _titles(columns: Sequence[SheetColumn]) -> dict[str, str]:
    return {_title(title): one.field for one in columns for title in (one.title, *one.aliases)}


def _title(value: object) -> str:
    return re.sub(r"[\s*＊:：]", "", "" if value is None else str(value))


def _lines(rows: Cells, columns: Sequence[SheetColumn], needed: Sequence[str]) -> list[tuple[int, dict[str, object]]]:
    head = find_head(rows, columns, needed)
    known = _titles(columns)
    places = {index: known[_title(cell)] for index, cell in enumerate(rows[head]) if _title(cell) in known}
    found = []
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {field: row[index] for index, field in places.items() if index < len(row)}
        filled = [cell for cell in cells.values() if cell not in (None, "") and str(cell).strip()]
        if filled and not any(_EXAMPLE in str(cell) for cell in filled):
            found.append((number, cells))
    return found


def parse_plan(
    rows: Cells, year: int, forms: Mapping[str, FormInfo], people: Mapping[str, Sequence[str]]
) -> list[SheetRow]:
    """Rows of a plan; a month stands for the rows below it that name none, as in a merged cell.

    ``people`` are members by name; a lecturer of another name is a guest. Raises :class:`Refused` without a head row.
    """
    found, month = [], (0, None)  # type: tuple[list[SheetRow], tuple[int, date | None]]
    for number, cells in _lines(rows, PLAN_COLUMNS, ("month", "content")):
        values: dict[str, Any] = {}
        problems: list[str] = []
        stated = _text(cells.get("month"))
        if stated:
            month = _month(cells.get("month"), year, problems)
        if month[0]:
            values |= {"month": month[0], "day": month[1] if stated else None}
        elif not problems:
            problems.append("没有月份")
        content = _text(cells.get("content"))
        if content:
            values["content"] = content
        else:
            problems.append("没有学习内容")
        values["readings"] = _text(cells.get("readings"))
        values |= _form(_text(cells.get("form")), forms, problems)
        values |= _lecturer(_text(cells.get("lecturer")), people)
        responsible = _text(cells.get("responsible"))
        if responsible:
            values |= _responsible(responsible, people, problems)
        values |= _hours(cells.get("hours"), problems)
        texts = {field: _text(cell) for field, cell in cells.items()}
        found.append(SheetRow(number, values, texts, tuple(problems)))
    return found


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _month(cell: object, year: int, problems: list[str]) -> tuple[int, date | None]:
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        if day.year != year:
            problems.append(f"日期不在{year}年")
            return 0, None
        return day.month, day
    text = _text(cell)
    if text.isdigit() and 1 <= int(text) <= 12:
        return int(text), None
    if match := _MONTH.match(text):
        number = int(match[1])
        if 1 <= number <= 12:
            if not match[2]:
                return number, None
            text = f"{year}-{number}-{match[2]}"
    try:
        day = parse_day(text, date(year, 1, 1))
    except Refused:
        problems.append(f"看不懂月份“{text}”")
        return 0, None
    return _month(day, year, problems)


def _form(text: str, forms: Mapping[str, FormInfo], problems: list[str]) -> dict[str, str]:
    if not text:
        return {}
    known = form_named(text, forms)
    if known is None:
        problems.append(f"没有“{text}”这种形式")
        return {}
    return {"form": known.key}


def _lecturer(text: str, people: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    known = people.get(text.replace(" ", ""), ())
    if len(known) == 1:
        return {"lecturer": known[0]}
    unit, _blank, name = text.rpartition(" ")
    return {"lecturer_name": name, "lecturer_unit": unit} if text else {}


def _responsible(text: str, people: Mapping[str, Sequence[str]], problems: list[str]) -> dict[str, Any]:
    known = people.get(text.replace(" ", ""), ())
    if len(known) != 1:
        problems.append(f"名册里没有责任人“{text}”" if not known else f"有{len(known)}位“{text}”，请导入后再选")
        return {}
    return {"responsible": known[0]}


def _hours(cell: object, problems: list[str]) -> dict[str, Any]:
    text = _text(cell).removesuffix("学时").removesuffix("课时")
    if not text:
        return {}
    try:
        hours = Decimal(text)
    except InvalidOperation:
        hours = Decimal(-1)
    if not Decimal(0) <= hours <= Decimal(2000):
        problems.append(f"看不懂学时“{text}”")
        return {}
    return {"hours": hours}


def parse_trainings(rows: Cells, today: date, people: Mapping[str, Sequence[str]]) -> list[SheetRow]:
    """Rows of trainings. Raises :class:`Refused` without a head row."""
    found = []
    for number, cells in _lines(rows, TRAINING_COLUMNS, ("name", "title")):
        problems: list[str] = []
        name = _text(cells.get("name")).replace(" ", "")
        known = people.get(name, ())
        values: dict[str, Any] = {"members": tuple(known) if len(known) == 1 else ()}
        if len(known) != 1:
            problems.append(f"有{len(known)}位“{name}”" if known else f"名册里没有“{name}”")
        for field in ("title", "organiser", "proof"):
            values[field] = _text(cells.get(field))
        if not values["title"]:
            problems.append("没有培训名称")
        for field, label in (("since", "开始日期"), ("until", "结束日期")):
            day = _day(cells.get(field), today, label, problems)
            if day is not None:
                values[field] = day
        if "since" not in values and not any("开始日期" in one for one in problems):
            problems.append("没有开始日期")
        until = values.get("until") or values.get("since")
        if until is not None and until > today:
            problems.append("结束日期在今天之后")
        if "since" in values and until is not None and until < values["since"]:
            problems.append("结束日期在开始日期之前")
        values |= _hours(cells.get("hours"), problems)
        texts = {field: _text(cell) for field, cell in cells.items()}
        found.append(SheetRow(number, values, texts, tuple(problems)))
    return found


def _day(cell: object, today: date, label: str, problems: list[str]) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if not text:
        return None
    try:
        return parse_day(text, today)
    except Refused:
        problems.append(f"看不懂{label}“{text}”")
        return None


def write_template(path: Path, title: str, columns: Sequence[SheetColumn]) -> None:
    """An empty sheet to fill in, with one example row."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(1, place, column.title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FAF9F7")
        cell.alignment = Alignment(horizontal="center")
        sheet.cell(2, place, column.sample or None)
        sheet.column_dimensions[cell.column_letter].width = column.width
    sheet.freeze_panes = "A2"
    book.save(path)
