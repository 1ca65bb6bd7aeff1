"""The roster as a sheet: which columns it has, reading pasted text and workbooks, writing template and export."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangjian_desktop.base.dates import parse_day
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import CellProblem
from dangjian_desktop.roster.names import clean_name
from dangjian_desktop.roster.private import clean_identity, clean_phone, identity_hint, phone_hint

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cells = list[list[object]]
"""A sheet as it lies: rows of cells, the head row somewhere near the top."""


@dataclass(frozen=True)
class SheetColumn:
    """One column of the roster sheet. ``kind`` is text, name, sex, day, amount, flag or shown (export only)."""

    field: str
    title: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    private: bool = False
    width: int = 12
    sample: object = ""


COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("name", "姓名", "name", ("党员姓名", "名字"), width=10, sample="张三（示例，导入前删去）"),
    SheetColumn("sex", "性别", "sex", width=6, sample="男"),
    SheetColumn("ethnicity", "民族", width=8, sample="汉族"),
    SheetColumn("native_place", "籍贯", width=12),
    SheetColumn("born_on", "出生日期", "day", ("出生", "出生年月", "出生年月日", "生日"), sample=date(1980, 5, 1)),
    SheetColumn(
        "identity_number", "身份证号", aliases=("身份证", "身份证号码", "公民身份号码"), private=True, width=22
    ),
    SheetColumn("education", "学历", aliases=("文化程度", "学历学位"), width=10, sample="大学本科"),
    SheetColumn("department", "部门", aliases=("科室", "所在部门", "处室", "股室"), width=14, sample="综合科"),
    SheetColumn("duty", "职务", aliases=("行政职务", "工作岗位", "岗位", "职务职级"), width=14, sample="科员"),
    SheetColumn(
        "joined_on", "入党日期", "day", ("入党时间", "入党年月", "支部通过日期"), width=12, sample=date(2010, 6, 18)
    ),
    SheetColumn(
        "converted_on", "转正日期", "day", ("转正时间", "转正年月", "转为正式党员日期"), sample=date(2011, 6, 18)
    ),
    SheetColumn("party_group", "党小组", aliases=("所在党小组", "小组"), width=12, sample="第一党小组"),
    SheetColumn("posts", "党内职务", "shown", ("党内任职",), width=12),
    SheetColumn(
        "phone", "手机", aliases=("电话", "联系电话", "手机号", "手机号码", "联系方式"), private=True, width=14
    ),
    SheetColumn("dues_base", "党费计算基数", "amount", ("党费基数", "计算基数"), private=True, width=14),
    SheetColumn("retired", "离退休", "flag", ("是否离退休", "退休"), width=8),
    SheetColumn("mobile", "流动党员", "flag", ("流动", "是否流动党员"), width=8),
    SheetColumn("hardship", "困难党员", "flag", ("困难", "是否困难党员"), width=8),
    SheetColumn("note", "备注", aliases=("说明",), width=20),
)
_BY_TITLE = {title: column for column in COLUMNS for title in (column.title, *column.aliases)}
_IGNORED_TITLES = frozenset({"序号", "编号", "", "年龄", "党龄", "状态", "类别", "人员类别"})
_NO_PERSON = re.compile(r"合\s*计|总\s*计|小\s*计|注[:：]|说明[:：]|填表|制表|备注[:：]|.*示例，导入前删去")
_YES = frozenset({"是", "√", "✓", "✔", "1", "有", "y", "yes", "true", "流动", "困难", "退休", "离休", "离退休", "对"})
_NO = frozenset({"", "否", "×", "✕", "0", "无", "n", "no", "false", "—", "-", "/"})
_MONTH_ONLY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")
_SERIAL = (10000, 80000)
HEAD_ROWS = 15
"""The head row is looked for in that many rows."""


@dataclass(frozen=True)
class ParsedRow:
    """One person's row: its number in the sheet (from 1), values by field, problems and remarks by cell."""

    number: int
    values: dict[str, Any]
    cells: dict[str, str]
    texts: dict[str, str]
    """What stands in the cells that can't be understood, by field."""
    problems: tuple[CellProblem, ...]
    remarks: tuple[CellProblem, ...]


@dataclass(frozen=True)
class ParsedSheet:
    """What a sheet says: its rows, the columns found and the titles nobody knew."""

    rows: tuple[ParsedRow, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]


# --- reading ----------------------------------------------------------------------------------------------------


def read_pasted(text: str) -> Cells:
    """Rows copied from WPS or Excel: cells between tabs, quoted where they hold a line feed.

    Raises :class:`Refused` if nothing was pasted or it is no table.
    """
    if not text.strip():
        raise Refused("剪贴板里没有内容。", hint="请先在WPS或Excel里选中名册（连同表头）并复制。")
    if "\t" not in text:
        raise Refused("粘贴的内容不是表格。", hint="请在WPS或Excel里选中名册（连同表头）再复制。")
    return [list(row) for row in csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter="\t")]


def read_workbook(path: Path) -> Cells:
    """The sheet of a workbook that has the roster's head row: the one shown first, then the others.

    A merged group, department or the like counts for all its rows. Raises :class:`Refused` if the file is missing,
    no workbook, or has no such sheet.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if not path.exists():
        raise Refused(f"找不到文件“{path.name}”。", hint="它可能被移走或改名了，请重新选择。")
    if path.suffix.lower() == ".xls":
        raise Refused(f"“{path.name}”是旧格式。", hint="请在WPS或Excel里另存为 .xlsx，或直接复制粘贴。")
    try:
        book = load_workbook(path, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise Refused(
            f"“{path.name}”打不开，可能不是Excel文件或已损坏。", hint="请用WPS打开看看，另存后再试。"
        ) from error
    except OSError as error:
        raise Refused(f"读不了“{path.name}”：{error.strerror or error}。") from error
    active = book.active
    sheets: list[Worksheet] = [sheet for sheet in book.worksheets if sheet is active]
    sheets += [sheet for sheet in book.worksheets if sheet is not active]
    tables = [_cells(sheet) for sheet in sheets]
    for table in tables:
        if find_head(table) is not None:
            return table
    names = "、".join(sheet.title for sheet in sheets)
    raise Refused(
        f"“{path.name}”的工作表（{names}）里没有找到名册的表头。", hint="表头至少要有“姓名”和另一列，例如“入党日期”。"
    )


def _cells(sheet: Worksheet) -> Cells:
    rows: Cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = find_head(rows)
    if head is None:
        return rows
    unique = {
        index
        for index, title in enumerate(rows[head])
        if (column := column_of(title)) is not None and column.field in ("name", "identity_number", "phone")
    }
    for area in sheet.merged_cells.ranges:
        value = rows[area.min_row - 1][area.min_col - 1]
        for row in range(max(area.min_row - 1, head + 1), area.max_row):
            for index in range(area.min_col - 1, area.max_col):
                if index not in unique and area.min_col == area.max_col:
                    rows[row][index] = value
    return rows


def column_of(title: object) -> SheetColumn | None:
    """The column that a head cell names, None for an unknown one."""
    return _BY_TITLE.get(_title(title))


def _title(value: object) -> str:
    text = re.sub(r"[\s*＊]", "", "" if value is None else str(value))
    return re.sub(r"[（(].*[)）]$", "", text)


def find_head(rows: Sequence[Sequence[object]]) -> int | None:
    """The index of the head row: the first one that names 姓名 and another known column."""
    for index, row in enumerate(rows[:HEAD_ROWS]):
        known = {column.field for cell in row if (column := column_of(cell)) is not None}
        if "name" in known and len(known) > 1:
            return index
    return None


def parse_sheet(rows: Cells, today: date) -> ParsedSheet:
    """What the rows say, cell by cell. Raises :class:`Refused` if there is no head row, or no person below it."""
    head = find_head(rows)
    if head is None:
        raise Refused("没有找到名册的表头。", hint="表头至少要有“姓名”和另一列，例如“入党日期”；可先导出模板看看。")
    columns: dict[int, SheetColumn] = {}
    unknown: list[str] = []
    for index, cell in enumerate(rows[head]):
        column = column_of(cell)
        if column is None:
            if _title(cell) not in _IGNORED_TITLES:
                unknown.append(_title(cell))
        elif column.field in {other.field for other in columns.values()}:
            raise Refused(f"表头里“{column.title}”出现了两次。", hint="请删去一列再导入。")
        else:
            columns[index] = column
    parsed = tuple(
        _parse_row(number, row, columns, today)
        for number, row in enumerate(rows[head + 1 :], start=head + 2)
        if _is_person(row, columns)
    )
    if not parsed:
        raise Refused("表头下面没有党员。", hint="请把名册的内容和表头一起复制。")
    return ParsedSheet(parsed, tuple(column.field for column in columns.values()), tuple(unknown))


def _is_person(row: Sequence[object], columns: dict[int, SheetColumn]) -> bool:
    texts = [_text(row[index]) for index in columns if index < len(row)]
    filled = [text for text in texts if text]
    first = next((_text(cell) for cell in row if _text(cell)), "")
    return bool(filled) and not any(_NO_PERSON.match(text) for text in (filled[0], first))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _parse_row(number: int, row: Sequence[object], columns: dict[int, SheetColumn], today: date) -> ParsedRow:
    values: dict[str, Any] = {}
    cells: dict[str, str] = {}
    texts: dict[str, str] = {}
    problems: list[CellProblem] = []
    remarks: list[CellProblem] = []
    for index, column in columns.items():
        raw = row[index] if index < len(row) else None
        cell = cell_name(number, index)
        cells[column.field] = cell
        try:
            value, remark = _value(column, raw, today)
        except Refused as error:
            problems.append(CellProblem(cell, f"{column.title}：{error}"))
            texts[column.field] = _text(raw)
            continue
        if remark:
            remarks.append(CellProblem(cell, f"{column.title}：{remark}"))
        if value is not None:
            values[column.field] = value
    if "name" not in values:
        problems.insert(0, CellProblem(cells["name"], "姓名：这一行没有姓名，请补上；合并的单元格请先取消合并。"))
    hint = identity_hint(values.get("identity_number", ""), values.get("born_on"))
    if hint:
        remarks.append(CellProblem(cells["identity_number"], hint))
    hint = phone_hint(values.get("phone", ""))
    if hint:
        remarks.append(CellProblem(cells["phone"], hint))
    return ParsedRow(number, values, cells, texts, tuple(problems), tuple(remarks))


def cell_name(row: int, index: int) -> str:
    """The name of a cell as sheets show it: row from 1, column index from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _value(column: SheetColumn, raw: object, today: date) -> tuple[Any, str]:
    """The value of a cell and a remark on it; raises :class:`Refused` for one that can't be understood."""
    text = _text(raw)
    if not text or column.kind == "shown":
        return None, ""
    match column.kind:
        case "name":
            return clean_name(text) or None, ""
        case "sex":
            if text not in ("男", "女"):
                raise Refused(f"“{text}”看不懂，请填男或女。")
            return text, ""
        case "day":
            return _day(raw, text, today)
        case "amount":
            return _amount(text), ""
        case "flag":
            lowered = text.lower()
            if lowered not in _YES | _NO:
                raise Refused(f"“{text}”看不懂，请填“是”或留空。")
            return (True if lowered in _YES else None), ""
    if column.field == "identity_number":
        if isinstance(raw, float | int) and len(text) > 15:
            raise Refused("Excel把号码当成了数字，后几位已丢失，请把这一列设成“文本”后重新填写。")
        return clean_identity(text), ""
    return (clean_phone(text) if column.field == "phone" else text), ""


def _day(raw: object, text: str, today: date) -> tuple[date, str]:
    if isinstance(raw, datetime):
        return raw.date(), ""
    if isinstance(raw, date):
        return raw, ""
    if isinstance(raw, int | float) and _SERIAL[0] <= raw <= _SERIAL[1] and float(raw).is_integer():
        return date(1899, 12, 30) + timedelta(days=int(raw)), ""
    if isinstance(raw, float) and re.fullmatch(r"\d{4}\.1", text):
        raise Refused(f"“{text}”分不清是1月还是10月，请写成{text[:4]}-01-01这样。")
    match = _MONTH_ONLY.fullmatch(text)
    if match and 1 <= int(match[2]) <= 12:
        return date(int(match[1]), int(match[2]), 1), "只有年月，按1日记"
    day = parse_day(re.split(r"[ T]\d{1,2}:", text)[0], today)
    if day > today:
        raise Refused(f"{day.isoformat()}在今天之后，请核对。")
    return day, ""


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "").replace("，", "").removesuffix("元"))
    except InvalidOperation:
        raise Refused("应是数字，例如 6500。") from None
    if not amount.is_finite() or amount < 0:
        raise Refused("应是不小于0的数字。")
    return amount


# --- writing ----------------------------------------------------------------------------------------------------


def write_template(path: Path) -> None:
    """An empty roster sheet with one example row, to be filled in and imported. Raises :class:`Refused`."""
    columns = [column for column in COLUMNS if column.kind != "shown"]
    _write(path, "党员名册", columns, [[column.sample for column in columns]])


def write_roster(path: Path, rows: Iterable[dict[str, object]], *, private: bool = False) -> None:
    """The members as a sheet; private columns only when asked for. Raises :class:`Refused` if it can't be written."""
    columns = [column for column in COLUMNS if private or not column.private]
    _write(path, "党员名册", columns, [[row.get(column.field) for column in columns] for row in rows])


def _write(path: Path, title: str, columns: Sequence[SheetColumn], rows: Sequence[Sequence[object]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    if sheet is None:
        sheet = book.create_sheet()
    sheet.title = title
    for index, column in enumerate(columns, start=1):
        head = sheet.cell(1, index, column.title)
        head.font, head.alignment = Font(bold=True), Alignment(horizontal="center")
        head.fill = PatternFill("solid", fgColor="EEECE8")
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    for number, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            cell = sheet.cell(number, index)
            column = columns[index - 1]
            if isinstance(value, date):
                cell.value, cell.number_format = value, "yyyy-mm-dd"
            elif isinstance(value, Decimal):
                cell.value = value
            elif value is True:
                cell.value = "是"
            elif value:
                cell.value = str(value)
                cell.data_type = "s"
            if column.field in ("identity_number", "phone"):
                cell.number_format = "@"
    sheet.freeze_panes = "B2"
    try:
        book.save(path)
    except OSError as error:
        raise Refused(
            f"写不了“{path.name}”：{error.strerror or error}。", hint="文件可能正开着，或文件夹不可写。"
        ) from error
