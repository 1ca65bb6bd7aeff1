"""Word files, read back with another library and as XML."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from lxml import etree

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.papers.model import (
    Annex,
    Cell,
    Closing,
    Column,
    Document,
    Heading,
    Kind,
    NameList,
    Orientation,
    PageBreak,
    Paragraph,
    Person,
    Row,
    Table,
    plain_text,
)
from dangjian_desktop.papers.word import render_docx, save_docx

SAMPLES = (
    *("record", "blank_record", "sign_in", "ledger", "notice", "activity", "request", "minutes"),
    *("letter", "order", "joint_notice", "cover_sheet"),
)


def opened(document: Document):
    return docx.Document(BytesIO(render_docx(document)))


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def everything(data: bytes) -> str:
    return "".join(part(data, "word/document.xml").itertext())


def plain(*blocks: object) -> Document:
    return Document(Kind.RECORD, "支部党员大会记录", blocks)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_paper_opens_and_every_part_is_well_formed(samples, name) -> None:
    data = render_docx(getattr(samples, name)())
    with zipfile.ZipFile(BytesIO(data)) as package:
        for entry in package.namelist():
            if entry.endswith((".xml", ".rels")):
                etree.fromstring(package.read(entry))
    assert docx.Document(BytesIO(data)).sections


@pytest.mark.parametrize("name", SAMPLES)
def test_no_text_of_a_paper_is_lost_on_the_way_to_word(samples, name) -> None:
    document = getattr(samples, name)()
    text = everything(render_docx(document))
    assert document.title in text
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert plain_text(block.text) in text
        if isinstance(block, Heading):
            assert block.text in text
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    assert plain_text(cell.text if isinstance(cell, Cell) else cell) in text


def test_the_margins_are_those_that_make_word_fill_the_block_of_the_standard() -> None:
    section = opened(plain(Paragraph("同意。"))).sections[0]
    near = Mm(0.05)
    for found, wanted in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 34.58),
        (section.bottom_margin, 32.58),
        (section.left_margin, 28),
        (section.right_margin, 26),
    ):
        assert abs(found - Mm(wanted)) <= near


def test_twenty_two_exact_lines_fit_between_the_margins_and_twenty_eight_characters_beside_each_other() -> None:
    document = opened(plain(Paragraph("同意。")))
    section = document.sections[0]
    body = document.styles["Normal"]
    free = section.page_height - section.top_margin - section.bottom_margin
    assert body.paragraph_format.line_spacing.pt == pytest.approx(29.6)
    assert 22 <= Emu(free).pt / body.paragraph_format.line_spacing.pt < 22.1
    closer = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    width = Emu(section.page_width - section.left_margin - section.right_margin).pt
    assert 28 <= width / (body.font.size.pt + closer) < 28.4


def test_the_sheet_has_the_grid_of_the_standard() -> None:
    grid = opened(plain()).sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) / 20 == pytest.approx(29.6)
    assert 16 + int(grid.get(qn("w:charSpace"))) / 4096 == pytest.approx(156 / 25.4 * 72 / 28, abs=0.001)


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("三级标题", "仿宋_GB2312", 16),
        ("四级标题", "仿宋_GB2312", 16),
        ("表格", "仿宋_GB2312", 14),
    ],
)
def test_named_styles_carry_the_official_faces_for_chinese_and_figures(style, face, size) -> None:
    found = opened(plain()).styles[style]
    faces = found.element.rPr.rFonts
    assert {faces.get(qn(f"w:{script}")) for script in ("eastAsia", "ascii", "hAnsi")} == {face}
    assert found.font.size.pt == size


def test_the_bodies_of_a_joint_issue_stand_in_one_cell_and_the_word_beside_them_in_the_middle(samples) -> None:
    document = opened(samples.joint_file())
    table = document.tables[0]
    names, word = table.rows[0].cells
    assert [line.text for line in names.paragraphs] == list(samples.joint_file().head.bodies)
    assert {line._p.pPr.jc.get(qn("w:val")) for line in names.paragraphs} == {"distribute"}
    assert word.text == "文件"
    assert word._tc.tcPr.find(qn("w:vAlign")).get(qn("w:val")) == "center"


def test_headings_are_counted_and_styled_by_their_level() -> None:
    levels = plain(Heading("准备"), Heading("学习", 2), Heading("时间", 3), Heading("地点", 4), Heading("会后"))
    found = [(each.style.name, each.text) for each in opened(levels).paragraphs if "级标题" in each.style.name]
    assert found == [
        ("一级标题", "一、准备"),
        ("二级标题", "（一）学习"),
        ("三级标题", "1.时间"),
        ("四级标题", "（1）地点"),
        ("一级标题", "二、会后"),
    ]


def test_page_numbers_stand_on_the_outer_side_of_odd_and_even_pages() -> None:
    document = opened(plain())
    odd, even = document.sections[0].footer, document.sections[0].even_page_footer
    assert document.settings.odd_and_even_pages_header_footer
    assert odd._element.find(".//" + qn("w:jc")).get(qn("w:val")) == "right"
    assert even._element.find(".//" + qn("w:jc")).get(qn("w:val")) == "left"
    for footer in (odd, even):
        assert "".join(text.text for text in footer._element.iter(qn("w:t"))) == "— 1 —"


def test_a_paper_without_page_numbers_has_none_in_word() -> None:
    data = render_docx(Document(Kind.FORM, "签到表", page_numbers=False))
    assert part(data, "word/document.xml").find(".//" + qn("w:footerReference")) is None


def test_the_head_of_a_table_is_repeated_and_merged_cells_stay_merged(samples) -> None:
    table = next(t for t in opened(samples.activity()).tables if t.cell(0, 0).text == "事项")
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    assert table.cell(4, 0)._tc is table.cell(4, 1)._tc


def test_the_cells_of_every_row_fill_the_tables_grid(samples) -> None:
    for name in SAMPLES:
        for table in part(render_docx(getattr(samples, name)()), "word/document.xml").iter(qn("w:tbl")):
            columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
            for row in table.iter(qn("w:tr")):
                spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row.iter(qn("w:tc"))]
                assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == columns


def test_a_landscape_annex_has_a_section_of_its_own() -> None:
    annex = Annex("名册", (Table((Column("姓名"),), (Row(("陈静",)),)),), 1, Orientation.LANDSCAPE)
    sections = opened(Document(Kind.NOTICE, "通知", annexes=(annex,))).sections
    assert [section.orientation for section in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert sections[1].page_width > sections[1].page_height


def test_pictures_keep_their_proportion_and_their_captions(samples) -> None:
    document = opened(samples.activity())
    shapes = document.inline_shapes
    assert len(shapes) == 4
    assert shapes[1].width / shapes[1].height == pytest.approx(640 / 480, rel=0.01)
    assert "图4　党员在结对村入户走访" in everything(render_docx(samples.activity()))


def test_a_long_table_row_may_be_divided_and_a_short_one_never() -> None:
    table = opened(plain(Table((Column("内容"),), (Row(("短",)), Row(("长" * 900,)))))).tables[0]
    divided = [row._tr.trPr.find(qn("w:cantSplit")) is None for row in table.rows]
    assert divided == [False, False, True]


def test_the_date_of_a_closing_is_kept_on_the_page_of_its_organisation() -> None:
    blocks = opened(plain(Paragraph("请审阅。"), Closing(("第一党支部",), date(2026, 3, 9)))).paragraphs
    assert [block.text for block in blocks[-2:]] == ["第一党支部", "2026年3月9日"]
    assert blocks[-2].paragraph_format.keep_with_next


def test_what_follows_a_page_break_begins_a_new_page() -> None:
    blocks = opened(plain(Paragraph("上"), PageBreak(), Paragraph("下"))).paragraphs
    assert [block.paragraph_format.page_break_before for block in blocks[-2:]] == [True, None]


def test_title_organisation_and_language_are_told_about_the_file(samples) -> None:
    told = opened(samples.record()).core_properties
    assert (told.title, told.author, told.language) == ("支部党员大会记录", samples.UNIT, "zh-CN")
    assert told.created.date() == date(2026, 10, 12)


def test_the_same_document_gives_the_same_bytes_and_another_date_others(samples) -> None:
    once, again = render_docx(samples.activity()), render_docx(samples.activity())
    assert once == again
    assert render_docx(samples.activity(), made=datetime(2026, 11, 2, 9, 30)) != once


def test_characters_that_xml_forbids_do_not_spoil_the_file() -> None:
    assert "甲<乙>&丙丁" in everything(render_docx(plain(Paragraph("甲<乙>&丙\x0b\x00丁"))))


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing_behind(tmp_path) -> None:
    target = tmp_path / "记录.docx"
    target.mkdir()
    with pytest.raises(Refused, match="写不进"):
        save_docx(plain(), target)
    assert list(tmp_path.iterdir()) == [target]


def test_the_imprint_floats_to_the_foot_of_the_block_with_rules_of_the_standard(samples) -> None:
    table = opened(samples.request()).tables[-1]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    rules = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert [(rule.tag.split("}")[1], rule.get(qn("w:sz"))) for rule in rules] == [
        ("top", "8"),
        ("bottom", "8"),
        ("insideH", "6"),
    ]
    assert table.cell(1, 0).text == "云岭县政务服务局第一党支部\t2026年10月15日印发"


def test_a_row_of_names_that_just_fills_the_block_is_not_turned() -> None:
    people = tuple(Person(name) for name in ("张晓梅", "王强", "周明", "何建华", "郑立群", "冯素珍", "陈静"))
    rows = [block for block in opened(plain(NameList("出席", people))).paragraphs if "何建华" in block.text]
    assert rows[0].text == "出席：张晓梅\t王　强\t周　明\t何建华\t郑立群\t冯素珍"
    assert rows[0].paragraph_format.right_indent < 0


@pytest.mark.parametrize(("rows", "kept"), [(4, [0, 1, 2]), (9, [0, 7])])
def test_rows_of_a_table_keep_each_other_company_over_the_end_of_a_page(rows: int, kept: list[int]) -> None:
    table = Table((Column("事项"), Column("金额")), tuple(Row((f"第{row}项", "1,000")) for row in range(rows)))
    head, *body = opened(plain(table)).tables[0].rows
    assert head.cells[0].paragraphs[0].paragraph_format.keep_with_next
    tied = [number for number, row in enumerate(body) if row.cells[0].paragraphs[0].paragraph_format.keep_with_next]
    assert tied == kept
