from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.sheets import (
    ParsedRow,
    cell_name,
    parse_sheet,
    read_pasted,
    read_workbook,
    write_roster,
    write_template,
)

DAY = date(2026, 10, 12)
HEAD = ["姓名", "性别", "出生日期", "入党日期", "党费计算基数", "离退休", "身份证号", "手机"]


def one(**cells: object) -> ParsedRow:
    titles = ["姓名", *cells]
    values = ["王强", *cells.values()]
    if "姓名" in cells:
        titles, values = list(cells), list(cells.values())
    (row,) = parse_sheet([titles, ["备用", *[None] * (len(titles) - 1)], values], DAY).rows[1:]
    return row


def test_rows_pasted_from_wps_are_read_cell_by_cell() -> None:
    rows = parse_sheet(
        read_pasted("姓名\t性别\t入党日期\r\n王　强\t男\t2010.6.18\r\n陈静\t女\t2012-07-01\r\n"), DAY
    ).rows
    assert [(row.values["name"], row.values["sex"], row.values["joined_on"]) for row in rows] == [
        ("王强", "男", date(2010, 6, 18)),
        ("陈静", "女", date(2012, 7, 1)),
    ]


def test_a_pasted_cell_may_hold_a_line_feed() -> None:
    (row,) = parse_sheet(read_pasted('姓名\t备注\n王强\t"第一行\n第二行"\n'), DAY).rows
    assert row.values["note"] == "第一行\n第二行"


@pytest.mark.parametrize(("text", "sentence"), [("  \n", "没有内容"), ("姓名\n王强", "不是表格")])
def test_what_was_pasted_and_is_no_table_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_pasted(text)


def test_the_head_may_lie_below_a_title_and_be_worded_otherwise() -> None:
    rows: list[list[object]] = [
        ["示例支部党员名册", None, None],
        [None, None, None],
        ["序号", "党员姓名", "入党时间（支部通过）", "鞋码"],
        [1, "王强", "2010年6月18日", 42],
        ["合计", "1人", None],
    ]
    sheet = parse_sheet(rows, DAY)
    assert [row.number for row in sheet.rows] == [4]
    assert sheet.unknown == ("鞋码",)
    assert sheet.columns == ("name", "joined_on")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["年份", "金额"], [2026, 3]], "没有找到名册的表头"),
        ([["姓名", "性别"]], "没有党员"),
        ([["姓名", "性别", "名字"], ["王强", "男", "王强"]], "出现了两次"),
    ],
)
def test_a_sheet_that_is_no_roster_is_refused(rows: list[list[object]], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        parse_sheet(rows, DAY)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (datetime(2010, 6, 18), date(2010, 6, 18)),
        (date(2010, 6, 18), date(2010, 6, 18)),
        (40347, date(2010, 6, 18)),
        (20100618, date(2010, 6, 18)),
        (20100618.0, date(2010, 6, 18)),
        ("2010/6/18", date(2010, 6, 18)),
        ("2010-06-18 00:00:00", date(2010, 6, 18)),
        ("2010.06", date(2010, 6, 1)),
        (2010.06, date(2010, 6, 1)),
        ("2010年6月", date(2010, 6, 1)),
    ],
)
def test_a_date_is_understood_however_the_sheet_keeps_it(raw: object, day: date) -> None:
    row = one(入党日期=raw)
    assert row.values["joined_on"] == day
    assert row.problems == ()


def test_a_month_without_day_is_taken_as_its_first_and_said_so() -> None:
    assert [remark.message for remark in one(入党日期="2010.06").remarks] == ["入党日期：只有年月，按1日记"]


@pytest.mark.parametrize(
    ("title", "raw", "sentence"),
    [
        ("入党日期", "2010-02-30", "没有"),
        ("入党日期", "很久以前", "看不懂日期"),
        ("入党日期", "2031-07-01", "在今天之后"),
        ("入党日期", 2015.1, "分不清是1月还是10月"),
        ("性别", "M", "请填男或女"),
        ("离退休", "也许", "请填“是”或留空"),
        ("党费计算基数", "六千", "应是数字"),
        ("党费计算基数", "-3", "不小于0"),
        ("党费计算基数", "NaN", "不小于0"),
        ("身份证号", 110105194912310000, "当成了数字"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_do(title: str, raw: object, sentence: str) -> None:
    (problem,) = one(**{title: raw}).problems
    assert problem.cell == "B3"
    assert sentence in problem.message
    assert problem.message.startswith(f"{title}：")


def test_a_row_without_name_is_a_problem_and_an_empty_row_is_none() -> None:
    rows = parse_sheet([["性别", "姓名"], ["男", None], [None, None], ["女", "陈静"]], DAY).rows
    assert [(row.number, [problem.cell for problem in row.problems]) for row in rows] == [(2, ["B2"]), (4, [])]


def test_amounts_flags_and_numbers_are_cleaned() -> None:
    row = one(党费计算基数="6,500.50元", 离退休="√", 流动党员="否", 手机=13800001234, 身份证号="110105 19491231 002x")
    assert row.values["dues_base"] == Decimal("6500.50")
    assert row.values["retired"] is True
    assert "mobile" not in row.values
    assert row.values["phone"] == "13800001234"
    assert row.values["identity_number"] == "11010519491231002X"
    assert row.remarks == ()


def test_odd_numbers_are_remarked_upon_without_standing_in_the_way() -> None:
    row = one(身份证号="110105194912310021", 手机="1380000")
    assert row.problems == ()
    assert {remark.cell for remark in row.remarks} == {"B3", "C3"}


def test_cells_are_named_as_sheets_name_them() -> None:
    assert [cell_name(5, index) for index in (0, 25, 26, 51, 701, 702)] == ["A5", "Z5", "AA5", "AZ5", "ZZ5", "AAA5"]


# --- workbooks


def workbook(tmp_path: Path, *sheets: tuple[str, list[list[object]]]) -> tuple[Path, Workbook]:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return tmp_path / "名册.xlsx", book


def test_the_sheet_with_the_roster_is_found_wherever_it_lies(tmp_path: Path) -> None:
    path, book = workbook(tmp_path, ("说明", [["请看下一页"]]), ("名册", [["姓名", "性别"], ["王强", "男"]]))
    book.save(path)
    assert parse_sheet(read_workbook(path), DAY).rows[0].values["name"] == "王强"


def test_the_wrong_workbook_is_refused_with_its_sheets_named(tmp_path: Path) -> None:
    path, book = workbook(tmp_path, ("收支", [["年份", "金额"]]), ("空", []))
    book.save(path)
    with pytest.raises(Refused, match="收支、空"):
        read_workbook(path)


def test_a_merged_group_counts_for_all_its_rows(tmp_path: Path) -> None:
    path, book = workbook(
        tmp_path, ("名册", [["名册", None], ["党小组", "姓名"], ["第一党小组", "王强"], [None, "陈静"], ["二", "李明"]])
    )
    book["名册"].merge_cells("A3:A4")
    book["名册"].merge_cells("A1:B1")
    book.save(path)
    rows = parse_sheet(read_workbook(path), DAY).rows
    assert [row.values["party_group"] for row in rows] == ["第一党小组", "第一党小组", "二"]


def test_a_merged_name_is_a_problem_and_not_two_people(tmp_path: Path) -> None:
    path, book = workbook(tmp_path, ("名册", [["姓名", "职务"], ["王强", "科长"], [None, "委员"]]))
    book["名册"].merge_cells("A2:A3")
    book.save(path)
    rows = parse_sheet(read_workbook(path), DAY).rows
    assert [problem.cell for row in rows for problem in row.problems] == ["A3"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("没有.xlsx", None, "找不到文件"),
        ("旧.xls", b"x", "旧格式"),
        ("坏.xlsx", b"PK\x03\x04broken", "打不开"),
        ("文.xlsx", b"no zip", "打不开"),
        ("表.docx", b"no zip", "打不开"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, name: str, content: bytes | None, sentence: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        read_workbook(path)


def test_the_template_can_be_filled_in_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(path)
    with pytest.raises(Refused, match="没有党员"):
        parse_sheet(read_workbook(path), DAY)
    book = load_workbook(path)
    book.worksheets[0].append(["王强", "男"])
    book.save(path)
    (row,) = parse_sheet(read_workbook(path), DAY).rows
    assert row.values == {"name": "王强", "sex": "男"}


def test_the_export_has_private_columns_only_when_asked(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {
            "name": "=王强",
            "born_on": date(1981, 3, 4),
            "identity_number": "11010519491231002X",
            "phone": "13800001234",
            "dues_base": Decimal("6500"),
            "retired": True,
            "mobile": False,
        }
    ]
    write_roster(tmp_path / "a.xlsx", rows)
    write_roster(tmp_path / "b.xlsx", rows, private=True)
    plain = [[cell.value for cell in row] for row in load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows()]
    whole = load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert "身份证号" not in plain[0]
    assert "11010519491231002X" not in str(plain)
    assert whole.cell(2, 1).data_type == "s"
    assert "11010519491231002X" in [cell.value for cell in whole[2]]
    assert "是" in plain[1]


def test_an_export_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="写不了"):
        write_roster(tmp_path / "nowhere" / "a.xlsx", [])
