from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import date, datetime
from itertools import groupby, pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian_desktop.base.errors import Cancelled, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.papers.fonts import Faces, bundled_faces
from dangjian_desktop.papers.linebreak import NO_END, NO_START
from dangjian_desktop.papers.model import Document, Heading, Kind, Orientation, Paragraph, Run, Style
from dangjian_desktop.papers.pdf import render_pdf, save_pdf
from dangjian_desktop.papers.preview import Preview

BASELINE = 0.88 * 16 / 72 * 25.4
"""Millimetres from the upper edge of an em square to its baseline."""
SENTENCE = "支部党员大会讨论通过工作计划"
RARE_NAMES = "䶮㛃喆堃犇珺甯晟頔璟翀"


def plain(*paragraphs: str) -> Document:
    return Document(Kind.RECORD, "", tuple(Paragraph(text) for text in paragraphs))


def lines_of(page: list) -> list[list]:
    """The lines of the block (not the page number), downwards."""
    body = sorted((char for char in page if char.y < 264), key=lambda char: (round(char.y, 2), char.x))
    return [list(group) for _, group in groupby(body, key=lambda char: round(char.y, 2))]


def test_a_full_page_has_twenty_two_lines_that_fill_the_block(render, read_back) -> None:
    first, *_ = read_back(render(plain(SENTENCE * 100)))
    lines = lines_of(first)
    assert len(lines) == 22
    assert lines[0][0].y - BASELINE == pytest.approx(37.0, abs=0.02)
    assert lines[-1][0].y - BASELINE + 16 / 72 * 25.4 == pytest.approx(262.0, abs=0.02)
    pitches = [(after[0].y - before[0].y) / 25.4 * 72 for before, after in pairwise(lines)]
    assert all(pitch == pytest.approx(29.608, abs=0.02) for pitch in pitches)


def test_a_full_line_has_twenty_eight_characters_from_28_to_184_millimetres(render, read_back) -> None:
    first, *_ = read_back(render(plain(SENTENCE * 100)))
    for line in lines_of(first)[1:-1]:
        assert len(line) == 28
        assert line[0].x == pytest.approx(28.0, abs=0.02)
        assert line[-1].x + 156 / 28 == pytest.approx(184.0, abs=0.02)


def test_a_paragraph_begins_two_characters_in(render, read_back) -> None:
    first, *_ = read_back(render(plain(SENTENCE)))
    assert first[0].x == pytest.approx(28 + 2 * 156 / 28, abs=0.02)


HAN = "党员大会支部书记学习讨论通过决议工作落实整改" + RARE_NAMES
pieces = st.one_of(
    st.text(HAN, min_size=1, max_size=12),
    st.sampled_from(["2026年10月12日", "92.5%", "“两个维护”", "《条例（试行）》", "——", "……", "〔2026〕38号", "第3次"]),
)
paragraphs = st.lists(st.tuples(pieces, st.sampled_from("，。、；：？！")).map("".join), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=paragraphs.map("".join))
def test_copied_text_is_the_text_given_and_lines_keep_the_rules(text: str, render, read_back) -> None:
    pages = read_back(render(plain(text)))
    lines = [line for page in pages for line in lines_of(page)]
    assert "".join(char.text for line in lines for char in line) == text
    assert all(line[0].text not in NO_START for line in lines[1:])
    assert all(line[-1].text not in NO_END for line in lines)
    assert all(line[-1].x < 184.0 for line in lines)


@pytest.mark.parametrize("before", range(12, 28))
def test_a_line_stretched_for_a_date_is_copied_without_spaces(before: int, render) -> None:
    text = ("第五届支部委员会于2025年选举产生" * 2)[:before] + "2025年7月16日经中共青禾县直属机关工作委员会批复"
    with Preview(render(plain(text))) as preview:
        copied = preview.text(0)
    assert text in copied.replace("\r\n", "").replace("\n", "")


def test_no_radical_or_compatibility_character_is_ever_copied(render) -> None:
    given_text = "⼀⽀⼤⼯⼈﨎豈更支部"
    with Preview(render(plain(given_text))) as preview:
        text = preview.text(0)
    assert not re.search("[\u2e80-\u2fdf\uf900-\ufaff]", text.replace("﨎", ""))
    assert "一支大工人" in text


@pytest.mark.parametrize("char", RARE_NAMES)
@pytest.mark.parametrize("style", list(Style))
def test_rare_characters_of_names_have_ink(char: str, style: Style, faces: Faces) -> None:
    document = Document(Kind.RECORD, "", (Paragraph((Run(char, style),)),), page_numbers=False)
    with Preview(render_pdf(document, faces=faces).data) as preview:
        image = preview.render(0, 2.0)
    dark = sum(1 for place in range(0, len(image.data), 4) if image.data[place] < 100)
    assert dark > 60


def test_every_character_of_the_national_table_has_an_outline_in_every_role(faces: Faces) -> None:
    from dangjian_desktop.base.resources import resource
    from dangjian_desktop.papers.fonts import Role

    table = "".join(resource("fonts/hanzi-8105.txt").read_text(encoding="utf-8").split())
    assert len(table) == 8105
    for role in Role:
        for char in table:
            glyph = faces.glyph(role, char)
            assert glyph.char == char
            assert glyph.right > glyph.left


def test_the_same_document_gives_the_same_bytes_and_another_date_gives_others(faces: Faces) -> None:
    document = plain(SENTENCE * 40)
    first = render_pdf(document, faces=faces, made=datetime(2026, 10, 12, 9, 30)).data
    again = render_pdf(document, faces=bundled_faces(strict=True), made=datetime(2026, 10, 12, 9, 30)).data
    later = render_pdf(document, faces=faces, made=datetime(2026, 10, 13, 9, 30)).data
    assert first == again
    assert first != later


def test_every_face_is_embedded_and_none_is_the_librarys_own(render) -> None:
    data = render(Document(Kind.RECORD, "会议记录", (Heading("议题"), Heading("其他", 2), Paragraph("PDF，2026年。"))))
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") == data.count(b"/FontDescriptor /") or data.count(b"/FontFile2") >= 4
    assert data.count(b"/Type0") == data.count(b"/FontFile2") == data.count(b"/ToUnicode")


def test_title_author_language_and_bookmarks_are_in_the_file(render) -> None:
    document = Document(
        Kind.RECORD,
        "支部党员大会记录",
        (Heading("学习"), Heading("领学", 2), Heading("讨论"), Paragraph("略。")),
        organisation="云岭县政务服务局第一党支部",
        day=date(2026, 10, 12),
    )
    data = render(document)
    pdf = pypdfium2.PdfDocument(data)
    try:
        assert pdf.get_metadata_value("Title") == "支部党员大会记录"
        assert pdf.get_metadata_value("Author") == "云岭县政务服务局第一党支部"
        assert pdf.get_metadata_value("CreationDate").startswith("D:20261012")
        marks = [(item.level, item.get_title()) for item in pdf.get_toc()]
    finally:
        pdf.close()
    assert marks == [(0, "支部党员大会记录"), (1, "一、学习"), (2, "（一）领学"), (1, "二、讨论")]
    assert b"zh-CN" in data


def test_page_numbers_stand_on_the_outer_side_below_the_block(render, read_back) -> None:
    odd, even, *_ = read_back(render(plain(SENTENCE * 100)))
    right = [char for char in odd if char.y > 264]
    left = [char for char in even if char.y > 264]
    assert [char.text for char in right if char.text != " "] == ["—", "1", "—"]
    assert [char.text for char in left if char.text != " "] == ["—", "2", "—"]
    assert 172 < right[-1].x < 179.1
    assert left[0].x == pytest.approx(28 + 14 / 72 * 25.4, abs=0.4)
    assert right[0].y == pytest.approx(269 + 0.38 * 14 / 72 * 25.4, abs=0.05)


def test_a_landscape_paper_is_the_same_sheet_read_sideways(render, read_back) -> None:
    data = render(Document(Kind.LEDGER, "", (Paragraph(SENTENCE * 30),), orientation=Orientation.LANDSCAPE))
    with Preview(data) as preview:
        width, height = preview.size(0)
    assert width == pytest.approx(297 / 25.4 * 72, abs=0.1)
    assert height == pytest.approx(210 / 25.4 * 72, abs=0.1)
    assert b"/Rotate 90" in data


def test_quotes_and_dashes_come_from_the_chinese_face(render, read_back) -> None:
    page, *_ = read_back(render(plain("他说“学习——实践”是‘关键’……")))
    assert {char.font.split("+")[-1] for char in page if char.text in "“”‘’—…" and char.y < 264} == {
        "FandolFangTT-Regular"
    }


def test_a_character_no_face_has_is_an_error_in_tests_and_a_note_in_use(faces: Faces) -> None:
    from dangjian_desktop.papers.fonts import MissingGlyphError

    with pytest.raises(MissingGlyphError):
        render_pdf(plain("支部\U0001f600"), faces=faces)
    paper = render_pdf(plain("支部\U0001f600"), faces=bundled_faces())
    assert "U+1F600" in paper.note
    with Preview(paper.data) as preview:
        assert "支部〓" in preview.text(0)


def test_a_failed_save_leaves_nothing_behind_and_says_what_to_do(faces: Faces, tmp_path: Path) -> None:
    target = tmp_path / "没有这个文件夹" / "记录.pdf"
    with pytest.raises(Refused, match="写不进"):
        save_pdf(plain("学习。"), target, faces=faces)
    assert list(tmp_path.iterdir()) == []


def test_a_saved_paper_is_whole(faces: Faces, tmp_path: Path) -> None:
    target = tmp_path / "记录.pdf"
    paper = save_pdf(plain("学习。"), target, faces=faces)
    assert target.read_bytes() == paper.data
    assert [path.name for path in tmp_path.iterdir()] == ["记录.pdf"]


def test_a_cancelled_paper_stops(faces: Faces) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        render_pdf(plain("学习。"), faces=faces, progress=progress)


def test_thirty_pages_are_set_with_a_numbered_page_each(render, read_back) -> None:
    pages = read_back(render(plain(*[SENTENCE * 43 for _ in range(30)])))
    assert len(pages) == 30
    folios = ["".join(char.text for char in page if char.y > 264).replace(" ", "") for page in pages]
    assert folios == [f"—{number}—" for number in range(1, 31)]


def test_page_streams_are_plain_deflate(render: Callable[[Document], bytes]) -> None:
    data = render(plain(SENTENCE))
    assert b"ASCII85" not in data
    streams = re.findall(rb"stream\n(.*?)endstream", data, re.DOTALL)
    assert any(b"Tj" in zlib.decompress(stream) for stream in streams)
