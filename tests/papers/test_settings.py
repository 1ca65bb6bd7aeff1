"""A branch's own habits where the standard says 一般 or 推荐."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.layout import lay_out
from dangjian_desktop.papers.marks import Page, TextMark
from dangjian_desktop.papers.model import Document, Heading, Kind, PageBreak, Paragraph, Style
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.papers.settings import STANDARD, FolioPlace, PaperSettings

MM = 72 / 25.4
TWO_PAGES = Document(Kind.RECORD, "", (Paragraph("一"), PageBreak(), Paragraph("二")), day=date(2026, 7, 1))


def folio(page: Page) -> tuple[str, float]:
    marks = [mark for mark in page.folio if isinstance(mark, TextMark)]
    text = "".join(mark.text for mark in marks).replace(" ", "")
    left, right = marks[0].xs[0], marks[-1].xs[-1] + marks[-1].face.advance(marks[-1].text[-1]) * 14
    return text, (left + right) / 2 / MM


def test_page_numbers_may_stand_in_the_middle(faces: Faces) -> None:
    pages = lay_out(TWO_PAGES, faces, settings=PaperSettings(folio_place=FolioPlace.CENTRE)).pages
    for number, page in enumerate(pages, start=1):
        text, middle = folio(page)
        assert text == f"—{number}—"
        assert middle == pytest.approx(106, abs=0.5)


def test_page_numbers_may_go_without_dashes(faces: Faces) -> None:
    pages = lay_out(TWO_PAGES, faces, settings=PaperSettings(folio_dashes=False)).pages
    assert [folio(page)[0] for page in pages] == ["1", "2"]
    right = pages[0].folio[-1]
    assert isinstance(right, TextMark)
    assert (right.xs[-1] + right.face.advance("1") * 14) / MM == pytest.approx(184 - 14 / MM, abs=0.05)


def test_a_branch_may_make_its_third_level_stand_out(faces: Faces) -> None:
    document = Document(Kind.NOTICE, "", (Heading("时间", 3), Heading("地点。", 3, run_in="三楼。")))
    bold = PaperSettings(heading_styles=(Style.BOLD, Style.KAI, Style.BOLD, Style.PLAIN))
    for settings, role in ((STANDARD, Role.FANGSONG), (bold, Role.HEI)):
        marks = list(lay_out(document, faces, settings=settings).pages[0].marks)
        assert {mark.face for mark in marks if "时间" in mark.text or "地点" in mark.text} == {faces.first(role)}


def test_the_default_is_the_standard(faces: Faces) -> None:
    plain = render_pdf(TWO_PAGES, faces=faces).data
    assert render_pdf(TWO_PAGES, faces=faces, settings=PaperSettings()).data == plain


@pytest.mark.parametrize("wrong", [{"seal": 5.0}, {"seal": 200.0}, {"stamp": (1.0, 15.0)}, {"stamp": (40.0, 90.0)}])
def test_a_seal_or_stamp_of_no_possible_size_is_a_mistake(wrong) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        PaperSettings(**wrong)


def test_a_finished_paper_says_which_faces_it_was_set_in(faces: Faces) -> None:
    assert render_pdf(TWO_PAGES, faces=faces).faces == {
        Role.FANGSONG: "Fandol Fang TT",
        Role.KAI: "Fandol Kai TT",
        Role.HEI: "Dangjian Sans",
        Role.TITLE: "Dangjian Title",
        Role.SONG: "Dangjian Song",
    }
