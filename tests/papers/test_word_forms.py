"""Letters, orders, signatures, covers and binders as Word files, read back with python-docx and from their markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from dangjian_desktop.papers.fonts import Faces
from dangjian_desktop.papers.layout_binder import entries_of
from dangjian_desktop.papers.model import Closing, Document, Form, Heading, Kind, Paragraph, Style
from dangjian_desktop.papers.settings import FolioPlace, PaperSettings
from dangjian_desktop.papers.word import render_docx

MM = 72 / 25.4
CELL = 156 / 28 * MM
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2026, 7, 1)


def opened(document, **options):
    return docx.Document(BytesIO(render_docx(document, **options)))


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(f"word/{name}.xml").decode()


def left(paragraph) -> float:
    return paragraph.paragraph_format.left_indent.pt


@pytest.fixture
def letter(samples):
    return opened(samples.letter())


def test_mark_and_rules_of_a_letter_are_header_and_footer_of_its_first_page_alone(letter) -> None:
    section = letter.sections[0]
    assert section.different_first_page_header_footer
    mark = section.first_page_header.paragraphs[0]
    assert mark.text == "云岭县政务服务局第一党支部"
    assert str(mark.runs[0].font.color.rgb) == "FF3333"
    assert section.header.is_linked_to_previous
    assert section.first_page_footer.paragraphs[0].text == ""


def test_a_letters_mark_begins_30_millimetres_below_the_papers_edge(letter) -> None:
    section = letter.sections[0]
    mark = section.first_page_header.paragraphs[0]
    size = mark.runs[0].font.size.pt
    box = mark.paragraph_format.line_spacing.pt
    assert (section.header_distance.pt + (box - size) / 2) / MM == pytest.approx(30, abs=0.05)


def test_the_double_rules_of_a_letter_are_170_millimetres_long_thick_outside(letter) -> None:
    section = letter.sections[0]
    for paragraph, kind in (
        (section.first_page_header.paragraphs[-1], "thickThinSmallGap"),
        (section.first_page_footer.paragraphs[0], "thinThickSmallGap"),
    ):
        border = paragraph._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
        assert border.get(qn("w:val")) == kind
        assert border.get(qn("w:color")) == "FF3333"
        indents = paragraph.paragraph_format
        block = section.page_width - section.left_margin - section.right_margin
        assert (block - indents.left_indent - indents.right_indent) / Mm(1) == pytest.approx(170, abs=0.1)
        assert (section.left_margin + indents.left_indent) / Mm(1) == pytest.approx(20, abs=0.1)
    assert section.footer_distance / Mm(1) == pytest.approx(20, abs=0.05)


def test_the_rule_below_a_letters_mark_is_4_millimetres_away(letter) -> None:
    mark, rule = letter.sections[0].first_page_header.paragraphs
    spare = (mark.paragraph_format.line_spacing.pt - mark.runs[0].font.size.pt) / 2
    assert (spare + rule.paragraph_format.line_spacing.pt) / MM == pytest.approx(4, abs=0.1)


def test_a_letters_first_page_has_no_number_and_the_others_have_it_where_it_always_is(letter, samples) -> None:
    section = letter.sections[0]
    assert "PAGE" not in section.first_page_footer._element.xml
    usual = opened(samples.notice()).sections[0]
    raised = section.footer.paragraphs[0].paragraph_format.space_after
    assert "PAGE" in section.footer._element.xml
    assert section.footer_distance + raised == pytest.approx(usual.footer_distance, abs=Mm(0.1))


def test_a_letters_number_stands_right_of_its_copy_number(letter) -> None:
    first = letter.paragraphs[0]
    assert first.text == "000002\t云政务一支函〔2026〕5号"
    (stop,) = first.paragraph_format.tab_stops
    assert stop.position / Mm(1) == pytest.approx(156, abs=0.1)


def test_a_letters_imprint_is_only_its_copies_without_rules(letter) -> None:
    (table,) = letter.tables
    assert table.cell(0, 0).text == "抄送：局机关党委，青石镇党委。"
    assert len(table.rows) == 1
    assert "印发" not in table._tbl.xml
    assert table._tbl.tblPr.find(qn("w:tblBorders")).getchildren() == []


def test_a_letter_without_copies_has_no_imprint(samples) -> None:
    letter = samples.letter()
    assert opened(replace(letter, imprint=replace(letter.imprint, copies_to=()))).tables == []


def test_an_orders_mark_is_20_millimetres_below_the_block_and_its_number_centred(samples) -> None:
    order = opened(samples.order())
    mark, number, white, other, text = order.paragraphs[:5]
    size = mark.runs[0].font.size.pt
    box = mark.paragraph_format.line_spacing.pt
    top = order.sections[0].top_margin.pt + mark.paragraph_format.space_before.pt + (box - size) / 2
    assert top / MM == pytest.approx(57, abs=0.1)
    assert number.text == "第12号"
    assert (white.text, other.text) == ("", "")
    assert text.text.startswith("《云岭县政务服务办法》")


def closing_of(closing: Closing, **options):
    document = opened(Document(Kind.NOTICE, "", (Paragraph("请落实。"), closing)), **options)
    return document.paragraphs[1:]


def test_with_a_seal_the_date_ends_four_characters_in_and_the_name_is_centred_on_it() -> None:
    *white, name, day = closing_of(Closing(("局党支部",), DAY, sealed=True))
    assert [paragraph.text for paragraph in white] == ["", ""]
    assert left(day) + 6 * CELL == pytest.approx(24 * CELL, abs=0.1)
    assert left(name) + 2 * CELL == pytest.approx(left(day) + 3 * CELL, abs=0.1)


def test_joint_names_stand_side_by_side_with_room_for_seals() -> None:
    names = ("县委办党支部", "县档案馆党支部", "县统计局党支部", "县司法局党支部")
    shown = [paragraph for paragraph in closing_of(Closing(names, DAY, sealed=True)) if paragraph.text]
    assert [paragraph.text for paragraph in shown] == [
        "县委办党支部\t县档案馆党支部",
        "县统计局党支部\t县司法局党支部",
        "2026年7月1日",
    ]
    between = shown[1].paragraph_format.space_before.pt + 29.6
    assert between >= 44 * MM
    assert shown[2].paragraph_format.space_before in (None, 0)


def test_a_signers_title_leaves_room_for_the_stamp_and_the_date_ends_four_characters_in() -> None:
    *white, title, day = closing_of(Closing((), DAY, signers=("县长",)))
    assert len(white) == 2
    assert left(title) + 2 * CELL == pytest.approx(156 * MM - 4 * CELL - 40 * MM - 2 * CELL, abs=0.1)
    assert left(day) + 6 * CELL == pytest.approx(24 * CELL, abs=0.1)
    assert day.paragraph_format.space_before.pt > 29.6


def test_a_cover_has_centred_lines_and_no_page_number(samples) -> None:
    document = opened(samples.cover_sheet())
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "党支部工作档案",
        "2026年度",
        "中共云岭县政务服务局第一支部委员会",
        "2026年12月31日",
    ]
    assert "footerReference" not in document.sections[0]._sectPr.xml


@pytest.fixture(scope="module")
def bound(samples):
    from dangjian_desktop.papers.fonts import bundled_faces

    return render_docx(samples.binder(), faces=bundled_faces(strict=True), made=datetime(2026, 12, 31))


def test_a_binders_contents_name_the_pages_of_the_pdf_until_word_counts_its_own(bound, samples, faces: Faces) -> None:
    text = part(bound, "document")
    asked = re.findall(r'PAGEREF (part\d+) \\h "><w:r>.*?<w:t xml:space="preserve">(\d+)</w:t>', text)
    assert [int(number) for _, number in asked] == [entry.page for entry in entries_of(samples.binder(), faces)]
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(part\d+)"/>', text)
    assert sorted(names) == sorted(name for name, _ in asked)
    assert len(set(names)) == len(names)


def test_the_bookmark_of_a_paper_lies_in_its_first_paragraph(bound) -> None:
    text = part(bound, "document")
    place = text.index('w:name="part1"')
    assert "党员名册" in text[place : place + 800]
    assert text.rfind("<w:p>", 0, place) > text.rfind("</w:p>", 0, place)


def test_a_binder_counts_from_the_first_page_behind_the_contents(bound) -> None:
    sections = docx.Document(BytesIO(bound)).sections
    starts = [section._sectPr.find(qn("w:pgNumType")) is not None for section in sections]
    assert starts.index(True) == 2
    assert sum(starts) == 1
    assert all("footerReference" not in section._sectPr.xml for section in sections[:2])


def test_separators_show_no_number_and_papers_do(bound) -> None:
    sections = docx.Document(BytesIO(bound)).sections
    assert "PAGE" not in sections[2].footer._element.xml
    assert "PAGE" in sections[3].footer._element.xml


def test_the_contents_divide_long_entries_as_the_pdf_does(bound) -> None:
    document = docx.Document(BytesIO(bound))
    entry = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("王强"))
    assert "\n" in entry.text
    assert len(entry.text.split("\n")[0]) <= 24


def test_for_duplex_sections_begin_on_odd_pages(samples, faces: Faces) -> None:
    sections = opened(samples.binder(duplex=True), faces=faces).sections
    odd = [section._sectPr.find(qn("w:type")) is not None for section in sections]
    assert odd[1]
    assert odd[2]
    assert sum(odd) >= 5


def test_every_part_that_a_section_refers_to_is_in_the_file(bound, samples) -> None:
    for data in (bound, render_docx(samples.letter()), render_docx(samples.order())):
        package = ZipFile(BytesIO(data))
        text = package.read("word/document.xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
        types = package.read("[Content_Types].xml").decode()
        for name in set(re.findall(r'Reference w:type="\w+" r:id="([^"]+)"', text)):
            target = re.search(rf'Id="{name}" [^>]*Target="([^"]+)"', relations)
            assert target, name
            assert f"word/{target[1]}" in package.namelist()
            assert f"/word/{target[1]}" in types


def test_a_binder_in_word_has_the_same_bytes_each_time(bound, samples, faces: Faces) -> None:
    assert render_docx(samples.binder(), faces=faces, made=datetime(2026, 12, 31)) == bound


def test_a_branchs_habits_reach_word_too() -> None:
    settings = PaperSettings(
        folio_place=FolioPlace.CENTRE,
        folio_dashes=False,
        heading_styles=(Style.BOLD, Style.KAI, Style.BOLD, Style.PLAIN),
    )
    document = opened(Document(Kind.NOTICE, "通知", (Heading("时间", 3),)), settings=settings)
    foot = document.sections[0].footer._element.xml
    assert "—" not in foot
    assert 'w:jc w:val="center"' in foot
    assert document.styles["三级标题"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"


def test_a_notice_in_the_form_of_a_letter_is_one_in_word_too(samples) -> None:
    letter = samples.letter()
    notice = replace(letter, kind=Kind.NOTICE, head=replace(letter.head, form=Form.LETTER))
    assert opened(notice).sections[0].different_first_page_header_footer
