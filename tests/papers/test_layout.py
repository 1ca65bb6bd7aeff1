from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.layout import lay_out
from dangjian_desktop.papers.marks import Page, RuleMark, TextMark
from dangjian_desktop.papers.model import (
    Align,
    Attachments,
    BlankLines,
    Cell,
    Closing,
    Column,
    Document,
    Field,
    FormRow,
    FormTable,
    Heading,
    Kind,
    NameList,
    Orientation,
    PageBreak,
    Paragraph,
    Person,
    Remark,
    Row,
    RowKind,
    SignatureLine,
    Signatures,
    Table,
)
from dangjian_desktop.papers.numbering import Numbering, chinese_number

MM = 72 / 25.4
BOTTOM = 262 * MM


def record(*blocks, **settings) -> Document:
    return Document(Kind.RECORD, settings.pop("title", "会议记录"), blocks, **settings)


def texts(page: Page) -> list[str]:
    """The lines of a page's block, downwards, each from left to right."""
    lines: dict[float, list[TextMark]] = {}
    for mark in page.marks:
        if isinstance(mark, TextMark):
            lines.setdefault(round(mark.y, 1), []).append(mark)
    ordered = [sorted(lines[y], key=lambda mark: mark.xs[0]) for y in sorted(lines)]
    return ["".join(mark.text for mark in line) for line in ordered]


def lowest(page: Page) -> float:
    ends = [mark.y for mark in page.marks if isinstance(mark, TextMark)]
    ends += [max(mark.y1, mark.y2) for mark in page.marks if isinstance(mark, RuleMark)]
    return max(ends, default=0.0)


LONG = "该同志工作踏实，能主动承担窗口值守，群众评价好，建议加强理论学习，多参加支部组织的集中研讨。"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9)), min_size=3, max_size=25))
def test_a_heading_is_never_the_last_line_of_a_page(faces: Faces, plan: list[tuple[int, int]]) -> None:
    blocks = []
    for level, length in plan:
        blocks += [Heading("议题", level), Paragraph(LONG * length + "完。")]
    for page in lay_out(record(*blocks), faces).pages:
        assert "议题" not in texts(page)[-1]


@pytest.mark.parametrize("lines", range(14, 26))
def test_a_signature_is_never_alone_on_a_page(faces: Faces, lines: int) -> None:
    document = record(*[Paragraph("讨论通过。") for _ in range(lines)], Signatures((SignatureLine("主持人签名"),)))
    for page in lay_out(document, faces).pages:
        found = texts(page)
        if any("签名" in line for line in found):
            assert len(found) >= 3


@pytest.mark.parametrize("lines", range(14, 26))
def test_the_date_is_never_alone_on_a_page(faces: Faces, lines: int) -> None:
    document = record(
        *[Paragraph("特此报告。") for _ in range(lines)], Closing(("云岭县政务服务局党支部",), date(2026, 7, 1))
    )
    pages = lay_out(document, faces).pages
    last = texts(pages[-1])
    assert last[-2:] == ["云岭县政务服务局党支部", "2026年7月1日"]
    assert len(last) >= 4


def test_nothing_but_the_page_number_stands_below_the_block(faces: Faces) -> None:
    blocks = [Heading("讨论"), *[Paragraph(LONG * count) for count in range(1, 12)]]
    blocks.append(FormTable((FormRow((Field("讨论情况", LONG * 60),)),)))
    blocks.append(
        Table((Column("事项"), Column("进展", align=Align.LEFT)), tuple(Row(("走访", LONG)) for _ in range(50)))
    )
    for page in lay_out(record(*blocks), faces).pages:
        assert lowest(page) <= BOTTOM + 1


def test_a_discussion_of_four_pages_in_a_form_goes_on_without_losing_a_character(faces: Faces) -> None:
    text = "".join(f"第{number}条意见：{LONG}" for number in range(70))
    layout = lay_out(record(FormTable((FormRow((Field("讨论情况", text),)),)), title=""), faces)
    assert len(layout.pages) >= 4
    body = "".join("".join(texts(page)) for page in layout.pages)
    assert body.replace("讨论情况", "") == text


def test_a_table_repeats_its_head_on_every_page(faces: Faces) -> None:
    table = Table(
        (Column("姓名"), Column("备注")),
        tuple(Row((f"党员{number}", "")) for number in range(120)),
        head=(Row((Cell("名册", columns=2),)),),
    )
    pages = lay_out(record(table), faces).pages
    assert len(pages) > 2
    assert texts(pages[0])[1:3] == ["名册", "姓名备注"]
    assert all(texts(page)[:2] == ["名册", "姓名备注"] for page in pages[1:])


def test_rows_that_fit_a_page_are_not_divided(faces: Faces) -> None:
    rows = tuple(Row((f"第{number}项", f"{number}甲{LONG * 3}{number}乙")) for number in range(20))
    pages = lay_out(record(Table((Column("项目"), Column("内容", align=Align.LEFT)), rows)), faces).pages
    for page in pages:
        body = "".join(texts(page))
        assert all((f"{number}甲" in body) == (f"{number}乙" in body) for number in range(10, 20))


def test_a_row_taller_than_a_page_goes_on(faces: Faces) -> None:
    text = LONG * 70
    pages = lay_out(
        record(Table((Column("项目", 1), Column("内容", 5, Align.LEFT)), (Row(("讨论", text)),))), faces
    ).pages
    assert len(pages) > 1
    assert "".join("".join(texts(page)) for page in pages).count("该同志") == 70


def test_rows_joined_by_a_cell_over_several_rows_stay_together(faces: Faces) -> None:
    rows: list[Row] = []
    for number in range(30):
        rows += [Row((Cell(f"类{number}", rows=3), "一")), Row(("二",)), Row((f"三{number}完",))]
    for page in lay_out(record(Table((Column("类别"), Column("内容")), tuple(rows))), faces).pages:
        body = "".join(texts(page))
        assert all((f"类{number}" in body) == (f"三{number}完" in body) for number in range(10, 30))


def test_a_group_heading_in_a_table_is_never_last(faces: Faces) -> None:
    rows: list[Row] = []
    for number in range(40):
        rows += [Row(("第一党小组",), RowKind.GROUP), *[Row((f"{number}", "")) for _ in range(number % 4 + 1)]]
    for page in lay_out(record(Table((Column("姓名"), Column("备注")), tuple(rows))), faces).pages:
        assert texts(page)[-1] != "第一党小组"


def test_a_sign_in_sheet_runs_down_the_left_half_before_the_right(faces: Faces) -> None:
    table = Table(
        (Column("姓名"), Column("签名")), tuple(Row((f"党员{n}", "")) for n in range(1, 101)), groups=2, numbered=True
    )
    pages = lay_out(record(table), faces).pages
    assert len(pages) == 3
    first = texts(pages[0])
    lines = [line for line in first if "党员" in line]
    assert lines[0] == f"1党员1{len(lines) + 1}党员{len(lines) + 1}"
    assert sum(line.count("党员") for page in pages for line in texts(page)) == 100


def test_a_form_to_fill_in_takes_the_whole_page_but_no_second_one(faces: Faces) -> None:
    rows = tuple(FormRow((Field(label, lines=2, fill=label == "内容"),)) for label in ("时间", "地点", "内容"))
    pages = lay_out(record(FormTable(rows), Signatures((SignatureLine("记录人签名"),))), faces).pages
    assert len(pages) == 1
    assert lowest(pages[0]) > BOTTOM - 70


def test_empty_rows_are_added_for_writing(faces: Faces) -> None:
    pages = lay_out(record(Table((Column("姓名"),), (Row(("李卫国",)),), fill_to=12, numbered=True)), faces).pages
    assert "12" in texts(pages[0])


def test_headings_are_counted_by_level() -> None:
    numbering = Numbering()
    assert [numbering.next(level) for level in (1, 2, 2, 3, 4, 1, 2)] == [
        "一、",
        "（一）",
        "（二）",
        "1.",
        "（1）",
        "二、",
        "（一）",
    ]


def test_chinese_numbers_read_as_they_are_spoken() -> None:
    assert [chinese_number(number) for number in (1, 10, 11, 20, 21, 99)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]


def test_headings_stand_in_the_faces_of_their_levels(faces: Faces) -> None:
    blocks = [Heading("总体", level) for level in (1, 2, 3, 4)]
    page = lay_out(record(*blocks, Paragraph("完。"), title=""), faces).pages[0]
    used = [mark.face for mark in page.marks if isinstance(mark, TextMark) and "总体" in mark.text]
    assert used == [
        faces.first(Role.HEI),
        faces.first(Role.KAI),
        faces.first(Role.FANGSONG),
        faces.first(Role.FANGSONG),
    ]


def test_turned_lines_of_attachments_align_with_the_first_name(faces: Faces) -> None:
    names = ("2026年度组织生活会和民主评议党员工作有关材料报送清单及填写说明", "测评表")
    page = lay_out(record(Attachments(names), title=""), faces).pages[0]
    lines = [mark for mark in page.marks if isinstance(mark, TextMark) and mark.face is faces.first(Role.FANGSONG)]
    cell = 156 / 28 * MM
    turned = next(
        mark for mark in lines if mark.text.startswith(("填写", "及", "清单", "说明", "单", "写", "明", "报送"))
    )
    assert turned.xs[0] == pytest.approx(28 * MM + 6 * cell, abs=0.3)
    assert not any("。" in mark.text for mark in lines)


def test_names_in_a_list_stand_in_columns_two_characters_opened(faces: Faces) -> None:
    people = tuple(Person(name) for name in ("李卫国", "陈静", "王强", "周明", "张晓梅", "赵犇", "孙喆"))
    page = lay_out(record(NameList("出席", people), title=""), faces).pages[0]
    lines = texts(page)
    assert lines[0].startswith("出席：李卫国陈　静王　强")
    starts = [mark.xs[0] for mark in page.marks if isinstance(mark, TextMark) and mark.text in ("陈　静",)]
    cell = 156 / 28 * MM
    assert (starts[0] - 28 * MM) / cell == pytest.approx(2 + 3 + 4, abs=0.05)


def test_absent_people_are_named_with_their_reasons_and_nobody_is_named_as_none(faces: Faces) -> None:
    blocks = [NameList("请假", (Person("张晓梅", "病假"), Person("孙喆", "公差"))), NameList("列席", ())]
    assert texts(lay_out(record(*blocks, title=""), faces).pages[0]) == [
        "请假：张晓梅（病假）、孙喆（公差）",
        "列席：无",
    ]


def test_without_a_seal_the_date_begins_two_characters_after_the_name(faces: Faces) -> None:
    page = lay_out(record(Closing(("云岭县政务服务局第一党支部",), date(2026, 7, 1)), title=""), faces).pages[0]
    name, day = [mark.xs[0] for mark in page.marks if isinstance(mark, TextMark) and mark.text[0] in "云2"]
    cell = 156 / 28 * MM
    assert (day - name) / cell == pytest.approx(2, abs=0.05)


def test_with_a_seal_the_date_ends_four_characters_in_and_the_name_is_centred_on_it(faces: Faces) -> None:
    closing = Closing(("云岭县政务服务局第一党支部",), date(2026, 7, 1), sealed=True)
    page = lay_out(record(closing, title=""), faces).pages[0]
    marks = [mark for mark in page.marks if isinstance(mark, TextMark)]
    day = next(mark for mark in marks if mark.text.startswith("2026"))
    cell = 156 / 28 * MM
    assert day.xs[-1] + cell == pytest.approx(184 * MM - 4 * cell, abs=0.3)


def test_a_page_break_begins_a_page_and_remarks_stand_in_brackets(faces: Faces) -> None:
    pages = lay_out(record(Paragraph("一。"), PageBreak(), Remark("此件公开"), BlankLines(3), title=""), faces).pages
    assert [texts(page) for page in pages] == [["一。"], ["（此件公开）"]]
    assert sum(isinstance(mark, RuleMark) for mark in pages[1].marks) == 3


def test_a_landscape_page_is_read_from_the_long_side(faces: Faces) -> None:
    page = lay_out(record(Paragraph(LONG), orientation=Orientation.LANDSCAPE, title=""), faces).pages[0]
    assert page.landscape
    assert max(mark.xs[-1] for mark in page.marks if isinstance(mark, TextMark)) > 210 * MM


def test_a_paper_without_page_numbers_has_none(faces: Faces) -> None:
    assert lay_out(record(Paragraph("一。"), page_numbers=False), faces).pages[0].folio == []


def test_a_few_empty_rows_do_not_get_a_page_of_their_own(faces: Faces) -> None:
    table = Table((Column("姓名"), Column("签名")), (Row(("李卫国", "")),), fill_to=24)
    assert len(lay_out(record(table), faces).pages) == 1
    assert len(lay_out(record(table, Paragraph("说明。")), faces).pages) == 2


def test_many_empty_rows_go_on_over_the_page(faces: Faces) -> None:
    assert len(lay_out(record(Table((Column("姓名"),), (), fill_to=40)), faces).pages) == 2


@pytest.mark.parametrize("weight", [None, 1.0])
def test_short_entries_of_a_crowded_table_stand_on_one_line(faces: Faces, weight: float | None) -> None:
    titles = [
        "姓名",
        "性别",
        "民族",
        "出生日期",
        "学历",
        "部门及职务",
        "入党日期",
        "转正日期",
        "党小组",
        "党内职务",
        "备注",
    ]
    entries = (
        "王　强",
        "男",
        "土家族",
        "1990-07-23",
        "大学本科",
        "督查科二级主任科员",
        "2016-06-25",
        "2017-06-25",
        "第二党小组",
        "宣传委员",
        "",
    )
    table = Table(tuple(Column(title, weight) for title in titles), (Row(entries),), numbered=True)
    page = lay_out(record(table, title="", orientation=Orientation.LANDSCAPE), faces).pages[0]
    assert texts(page) == ["序号" + "".join(titles), "1" + "".join(entries)]


def test_a_squeezed_line_in_a_cell_does_not_stick_out(faces: Faces) -> None:
    columns = (Column("甲", align=Align.RIGHT), *[Column("乙") for _ in range(3)])
    rows = (Row(("11111—————“““", "习" * 12, "习" * 12, "习" * 12)),)
    page = lay_out(record(Table(columns, rows), title=""), faces).pages[0]
    assert min(mark.xs[0] for mark in page.marks if isinstance(mark, TextMark)) > 28 * MM


def rows_by_page(pages: tuple[Page, ...], word: str) -> list[int]:
    """How many rows of a table whose first cells begin with a word stand on each page."""
    return [
        sum(1 for mark in page.marks if isinstance(mark, TextMark) and mark.text.startswith(word)) for page in pages
    ]


def table_after(lines: int, rows: int, note: str = "") -> Document:
    table = Table(
        (Column("事项"), Column("金额")), tuple(Row((f"第{row}项", "1,000")) for row in range(rows)), note=note
    )
    return Document(Kind.REPORT, "", (*(Paragraph("报告如下。") for _ in range(lines)), table))


@pytest.mark.parametrize("lines", range(12, 24))
def test_a_short_table_is_not_divided(faces: Faces, lines: int) -> None:
    assert [count for count in rows_by_page(lay_out(table_after(lines, 5), faces).pages, "第") if count] == [5]


@pytest.mark.parametrize("rows", [20, 21, 27, 34, 35, 36])
@pytest.mark.parametrize("lines", [0, 19, 20, 21])
def test_no_row_of_a_long_table_stands_alone_on_a_page(faces: Faces, rows: int, lines: int) -> None:
    counts = rows_by_page(lay_out(table_after(lines, rows), faces).pages, "第")
    assert sum(counts) == rows
    assert 1 not in counts


@pytest.mark.parametrize("rows", range(7, 42))
def test_a_note_never_stands_without_a_row_of_its_table(faces: Faces, rows: int) -> None:
    pages = lay_out(table_after(6, rows, "注：金额单位为元。"), faces).pages
    noted = [any(mark.text.startswith("注：") for mark in page.marks if isinstance(mark, TextMark)) for page in pages]
    assert all(count for count, has in zip(rows_by_page(pages, "第"), noted, strict=True) if has)
