"""Binders: cover, contents, sections, continuous page numbers, bookmarks; read back from the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import pdfa

from dangjian_desktop.papers.binder import Binder, Part, Section
from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.layout_binder import LEADER, lay_out_binder
from dangjian_desktop.papers.marks import Page, TextMark
from dangjian_desktop.papers.model import Document, Heading, Kind, Paragraph
from dangjian_desktop.papers.pdf import render_pdf, save_pdf
from dangjian_desktop.papers.preview import Preview

MM = 72 / 25.4
CELL = 156 / 28 * MM
NUMBER = re.compile(r"—\s*(\d+)\s*—")


def texts(data: bytes) -> list[str]:
    """The text of every page as it is copied, in one line."""
    with Preview(data) as preview:
        return [preview.text(page).replace("\r\n", "").replace("\n", "") for page in range(preview.pages)]


def shown(page: Page) -> str:
    return "".join(mark.text for mark in page.marks if isinstance(mark, TextMark))


def printed_number(page: Page) -> int | None:
    found = NUMBER.search("".join(mark.text for mark in page.folio if isinstance(mark, TextMark)))
    return int(found[1]) if found else None


def contents(text: str) -> dict[str, int]:
    """What each line of the contents says, with its page."""
    found = re.findall(rf"([^{LEADER}\d][^{LEADER}]*?)\s*{LEADER}+\s*(\d+)", text.removeprefix("目　录"))
    return {name.strip(): int(number) for name, number in found}


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        yield pdf
    finally:
        pdf.close()


def small(*sections: Section, **changes) -> Binder:
    binder = Binder("党支部工作档案", sections, "云岭县政务服务局第一党支部", "2026年度", date(2026, 12, 31))
    return replace(binder, **changes)


def part(name: str, pages: int = 1) -> Part:
    return Part(Document(Kind.RECORD, name, (Paragraph("支部党员大会讨论通过工作计划。" * (1 + 42 * (pages - 1))),)))


def test_the_cover_shows_title_time_organisation_and_day_and_nothing_else(samples, faces: Faces) -> None:
    page = lay_out_binder(samples.binder(), faces).pages[0]
    assert shown(page) == "2026年度党支部工作档案2026年1月—12月中共云岭县政务服务局第一支部委员会2026年12月31日"
    title = page.marks[0]
    assert isinstance(title, TextMark)
    assert title.face is faces.first(Role.TITLE)
    assert title.size >= 26
    assert page.folio == []
    lines: dict[float, list[TextMark]] = {}
    for mark in page.marks:
        assert isinstance(mark, TextMark)
        lines.setdefault(mark.y, []).append(mark)
    assert len(lines) == 4
    for line in lines.values():
        last = line[-1]
        end = last.xs[-1] + last.face.advance(last.text[-1]) * last.size
        assert (line[0].xs[0] + end) / 2 / MM == pytest.approx(106, abs=0.5)


def test_every_entry_of_the_contents_names_the_page_its_paper_begins_on(samples, faces: Faces) -> None:
    pages = texts(render_pdf(samples.binder(), faces=faces).data)
    listed = contents(pages[1])
    assert len(listed) == 4 + 1 + 3 + 2 + 9
    front = 2
    wanted = {
        "党员名册": "党员名册",
        "支部党员大会记录（10月12日）": "支部党员大会记录",
        "支部委员会会议纪要（10月9日）": "支部委员会会议纪要",
        "结对共建活动记录": "结对共建活动记录",
        "关于接收刘洋同志为中共预备党员有关情况的请示": "关于接收刘洋同志为中共预备党员有关情况的请示",
        "关于商请协助开展结对共建活动的函": "关于商请协助开展结对共建活动的函",
    }
    for entry, title in wanted.items():
        assert title in pages[front + listed[entry] - 1], entry
        assert title not in pages[front + listed[entry] - 2], entry
    essays = [listed[entry] for entry in listed if "学习党章" in entry]
    for number, place in enumerate(essays):
        assert f"学习党章的几点体会（{number}）" in pages[front + place - 1]


def test_a_section_begins_where_its_separator_or_its_first_paper_does(samples, faces: Faces) -> None:
    pages = texts(render_pdf(samples.binder(), faces=faces).data)
    listed = contents(pages[1])
    assert listed["一、基本情况"] == 1
    assert pages[2] == "一、基本情况"
    assert listed["党员名册"] == 2
    assert listed["二、组织生活"] == listed["支部党员大会记录（10月12日）"]
    assert listed["三、请示和函"] == listed["关于接收刘洋同志为中共预备党员有关情况的请示"]


def test_pages_are_counted_through_and_only_sheets_without_text_show_no_number(samples, faces: Faces) -> None:
    pages = lay_out_binder(samples.binder(), faces).pages[2:]
    for number, page in enumerate(pages, start=1):
        printed = printed_number(page)
        assert printed in (number, None)
        if printed is None:
            bare = not page.marks or shown(page) in ("一、基本情况", "四、心得体会")
            letter = "云政务一支函" in shown(page)
            imprint = "印发" in shown(page)
            assert bare or letter or imprint, number
    assert sum(printed_number(page) is not None for page in pages) > 20


def test_leaders_stand_on_the_grid_between_text_and_number_which_ends_at_the_block(samples, faces: Faces) -> None:
    page = lay_out_binder(samples.binder(), faces).pages[1]
    marks = [mark for mark in page.marks if isinstance(mark, TextMark)]
    leaders = [mark for mark in marks if set(mark.text) == {LEADER}]
    assert len(leaders) == 19
    for leader in leaders:
        cells = [(x - 28 * MM) / CELL for x in leader.xs]
        assert cells == pytest.approx([round(cell) for cell in cells], abs=0.01)
        line = [mark for mark in marks if abs(mark.y - leader.y) < 0.01 and mark is not leader]
        number = next(mark for mark in line if mark.text.isdigit() and mark.xs[0] > leader.xs[-1])
        before = [mark for mark in line if mark is not number]
        assert number.xs[-1] + CELL / 2 == pytest.approx(184 * MM, abs=0.5)
        assert leader.xs[-1] + CELL <= number.xs[0] + 0.1
        assert max(mark.xs[-1] for mark in before) + CELL / 2 <= leader.xs[0]


def test_a_long_entry_turns_and_has_its_number_on_the_last_line(samples, faces: Faces) -> None:
    page = lay_out_binder(samples.binder(), faces).pages[1]
    marks = [mark for mark in page.marks if isinstance(mark, TextMark)]
    turned = next(mark for mark in marks if mark.text.startswith("王强：学习党章"))
    assert not any(set(mark.text) == {LEADER} and abs(mark.y - turned.y) < 0.01 for mark in marks)
    assert max(mark.xs[-1] for mark in marks if set(mark.text) != {LEADER} and not mark.text.isdigit()) < (
        28 * MM + 24.1 * CELL
    )


def test_sections_are_set_in_black_and_papers_one_character_in(samples, faces: Faces) -> None:
    page = lay_out_binder(samples.binder(), faces).pages[1]
    section = next(mark for mark in page.marks if isinstance(mark, TextMark) and mark.text.startswith("一、"))
    paper = next(mark for mark in page.marks if isinstance(mark, TextMark) and mark.text.startswith("党员名册"))
    assert section.face is faces.first(Role.HEI)
    assert section.xs[0] / MM == pytest.approx(28, abs=0.1)
    assert (paper.xs[0] - section.xs[0]) == pytest.approx(CELL, abs=0.2)


def test_bookmarks_are_sections_and_papers_in_two_levels_at_their_pages(samples, faces: Faces) -> None:
    data = render_pdf(samples.binder(), faces=faces).data
    listed = contents(texts(data)[1])
    with opened(data) as pdf:
        marks = [(item.level, item.get_title(), item.get_dest().get_index()) for item in pdf.get_toc()]
    assert [mark[:2] for mark in marks[:5]] == [
        (0, "2026年度党支部工作档案"),
        (0, "目录"),
        (0, "一、基本情况"),
        (1, "党员名册"),
        (0, "二、组织生活"),
    ]
    assert {level for level, _, _ in marks} == {0, 1}
    for _, title, page in marks[2:]:
        name = next(entry for entry in listed if title.startswith(entry[:20]))
        assert page == 1 + listed[name], title


def test_the_contents_lead_to_the_pages_they_name(samples, faces: Faces) -> None:
    data = render_pdf(samples.binder(), faces=faces).data
    listed = sorted(contents(texts(data)[1]).values())
    with pikepdf.open(BytesIO(data)) as pdf:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        targets = [places[link.Dest[0].objgen] - 1 for link in pdf.pages[1].obj.Annots]
    assert sorted(set(targets)) == sorted(set(listed))


def test_for_duplex_text_and_sections_begin_on_the_front_of_a_leaf(samples, faces: Faces) -> None:
    pages = lay_out_binder(samples.binder(duplex=True), faces).pages
    first = next(place for place, page in enumerate(pages) if shown(page) == "一、基本情况")
    assert first % 2 == 0
    for title in ("四、心得体会",):
        assert next(place for place, page in enumerate(pages) if shown(page) == title) % 2 == 0
    for place, page in enumerate(pages):
        number = printed_number(page)
        assert number is None or number % 2 != place % 2


def test_an_official_paper_for_duplex_keeps_its_imprint_on_an_even_page(samples, faces: Faces) -> None:
    pages = lay_out_binder(samples.binder(), faces).pages[2:]
    place = next(place for place, page in enumerate(pages, start=1) if "县委县直机关工作委员会" in shown(page))
    assert place % 2 == 0


def test_a_collection_without_section_titles_lists_its_papers_flush_left(faces: Faces) -> None:
    binder = small(Section("", tuple(part(f"体会{number}") for number in range(3))))
    pages = lay_out_binder(binder, faces).pages
    entry = next(mark for mark in pages[1].marks if isinstance(mark, TextMark) and mark.text.startswith("体会"))
    assert entry.xs[0] / MM == pytest.approx(28, abs=0.1)
    assert [mark.level for page in pages for mark in page.bookmarks] == [0, 0, 0, 0, 0]


def test_contents_of_several_pages_shift_no_number(faces: Faces) -> None:
    binder = small(Section("会议记录", tuple(part(f"会议记录（第{number + 1}次）") for number in range(70))))
    pages = texts(render_pdf(binder, faces=faces).data)
    front = next(place for place, text in enumerate(pages) if place and "目" not in text and LEADER not in text)
    assert front > 3
    listed: dict[str, int] = {}
    for text in pages[1:front]:
        listed |= contents(text)
    assert listed["会议记录（第70次）"] == 70
    assert "会议记录" in pages[front + 69]
    assert NUMBER.search(pages[front + 69])[1] == "70"


def test_cover_and_contents_can_be_left_out(faces: Faces) -> None:
    bare = small(Section("", (part("记录"),)), cover=False, contents=False)
    (page,) = lay_out_binder(bare, faces).pages
    assert printed_number(page) == 1


def test_a_section_without_papers_has_its_separator_and_its_line(faces: Faces) -> None:
    binder = small(Section("换届选举", separator=True), Section("会议", (part("记录"),)))
    pages = texts(render_pdf(binder, faces=faces).data)
    assert contents(pages[1]) == {"一、换届选举": 1, "二、会议": 2, "记录": 2}
    assert pages[2] == "一、换届选举"


def test_headings_of_papers_do_not_crowd_the_bookmarks(faces: Faces) -> None:
    document = Document(Kind.REPORT, "总结", (Heading("学习"), Heading("领学", 2), Paragraph("略。")))
    pages = lay_out_binder(small(Section("材料", (Part(document),))), faces).pages
    assert [mark.title for mark in pages[-1].bookmarks] == ["一、材料", "总结"]


@pytest.mark.parametrize("wrong", [lambda: Section("空"), lambda: Section("", separator=True), lambda: small()])
def test_what_nobody_could_find_is_no_section(wrong) -> None:
    with pytest.raises(ValueError, match=r"separator|section"):
        wrong()


def test_a_binder_is_archived_and_the_same_bytes_each_time(samples, faces: Faces) -> None:
    made = datetime(2026, 12, 31, 9)
    first = render_pdf(samples.binder(), faces=faces, made=made, archive=True)
    report = pdfa.validate_written(BytesIO(first.data), "1b")
    assert report.passed, report.summary()
    assert render_pdf(samples.binder(), faces=faces, made=made, archive=True).data == first.data
    with pikepdf.open(BytesIO(first.data)) as pdf:
        assert str(pdf.docinfo.Title) == "2026年度党支部工作档案"
        assert str(pdf.docinfo.Subject) == "汇编"
        assert str(pdf.docinfo.Author) == "中共云岭县政务服务局第一支部委员会"
        assert len(pdf.pages) == first.pages


def test_a_cover_can_be_made_alone(samples, faces: Faces, tmp_path) -> None:
    paper = save_pdf(samples.cover_sheet(), tmp_path / "封面.pdf", faces=faces)
    assert paper.pages == 1
    assert texts(paper.data)[0].startswith("党支部工作档案2026年度")
    with pytest.raises(ValueError, match="cover"):
        Document(Kind.COVER, "封面", (Paragraph("略"),))
