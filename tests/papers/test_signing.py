"""Signatures: places of names, dates, seals and stamps (GB/T 9704-2012 7.3.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from math import hypot

import pytest

from dangjian_desktop.papers.fonts import Faces
from dangjian_desktop.papers.layout import lay_out
from dangjian_desktop.papers.marks import Page, Place, TextMark
from dangjian_desktop.papers.model import Closing, Document, Imprint, Kind, Paragraph, Remark
from dangjian_desktop.papers.settings import PaperSettings

MM = 72 / 25.4
CELL = 156 / 28 * MM
PITCH = (225 * MM - 16) / 21
DAY = date(2026, 7, 1)
SHOWN = "2026年7月1日"
UNIT = "云岭县政务服务局党支部"
UNITS = ("县委办党支部", "县档案馆党支部", "县统计局党支部", "县司法局党支部", "县气象局党支部", "县医保局党支部")


def paper(closing: Closing, lines: int = 3, **changes) -> Document:
    blocks = (*(Paragraph("请认真抓好落实。") for _ in range(lines)), closing)
    return replace(Document(Kind.NOTICE, "", blocks), **changes)


def signed(closing: Closing, faces: Faces, lines: int = 3, settings: PaperSettings | None = None, **changes) -> Page:
    document = paper(closing, lines, **changes)
    return lay_out(document, faces, settings=settings or PaperSettings()).pages[-1]


def mark(page: Page, text: str) -> TextMark:
    return next(each for each in page.marks if isinstance(each, TextMark) and each.text == text)


def top(text: TextMark) -> float:
    return text.y - 0.88 * text.size


def middle(text: TextMark) -> float:
    """The middle of a text that ends in a Han character."""
    return (text.xs[0] + text.xs[-1] + CELL) / 2


def lowest_text(page: Page) -> float:
    return max(top(each) + 16 for each in page.marks if isinstance(each, TextMark) and "落实" in each.text)


def centre(place: Place) -> tuple[float, float]:
    return place.x + place.width / 2, place.y + place.height / 2


# 7.3.5.1 with seals


def test_a_seal_covers_name_and_date_which_lie_a_little_below_its_middle(faces: Faces) -> None:
    page = signed(Closing((UNIT,), DAY, sealed=True), faces)
    (seal,) = page.places
    name, day = mark(page, UNIT), mark(page, SHOWN)
    assert (seal.width / MM, seal.height / MM) == pytest.approx((42, 42))
    assert centre(seal)[0] == pytest.approx(middle(name), abs=0.3)
    assert middle(name) == pytest.approx(middle(day), abs=1.5)
    both = (top(name) + top(day) + 16) / 2
    assert 2 < (both - centre(seal)[1]) / MM < 6
    assert seal.y < top(name)
    assert seal.y + seal.height > top(day) + 16


def test_the_date_ends_four_characters_in_with_a_seal(faces: Faces) -> None:
    day = mark(signed(Closing((UNIT,), DAY, sealed=True), faces), SHOWN)
    assert (day.xs[-1] + CELL) / MM == pytest.approx(184 - 4 * 156 / 28, abs=0.1)


@pytest.mark.parametrize("diameter", [38.0, 40.0, 42.0, 45.0, 50.0])
def test_the_seals_top_is_within_one_line_of_the_text_and_touches_it_not(faces: Faces, diameter: float) -> None:
    settings = PaperSettings(seal=diameter)
    page = signed(Closing((UNIT,), DAY, sealed=True), faces, settings=settings)
    white = page.places[0].y - lowest_text(page)
    assert 0 <= white <= PITCH


@pytest.mark.parametrize("bodies", range(2, 7))
def test_joint_seals_stand_level_in_rows_apart_from_each_other_within_the_block(faces: Faces, bodies: int) -> None:
    page = signed(Closing(UNITS[:bodies], DAY, sealed=True), faces)
    assert len(page.places) == bodies
    for name, seal in zip(UNITS, page.places, strict=False):
        assert centre(seal)[0] == pytest.approx(middle(mark(page, name)), abs=0.3)
        assert seal.x >= 28 * MM - 0.01
        assert seal.x + seal.width <= 184 * MM + 0.01
        assert seal.y + seal.height <= 262 * MM + 0.01
        assert seal.y < top(mark(page, name)) < seal.y + seal.height
    for one, other in combinations(page.places, 2):
        assert hypot(centre(one)[0] - centre(other)[0], centre(one)[1] - centre(other)[1]) > one.width + 1.9 * MM
    rows = {round(seal.y, 1) for seal in page.places}
    assert len(rows) == -(-bodies // 3)
    assert 0 <= min(rows) - lowest_text(page) <= PITCH


def test_the_lead_body_comes_first_and_the_last_ones_seal_also_covers_the_date(faces: Faces) -> None:
    page = signed(Closing(UNITS[:3], DAY, sealed=True), faces)
    first, *_, last = page.places
    day = mark(page, SHOWN)
    assert first.x < last.x
    assert centre(last)[0] == pytest.approx(middle(day), abs=1.5)
    assert last.y + last.height > top(day) + 16
    assert (day.xs[-1] + CELL) / MM == pytest.approx(184 - 4 * 156 / 28, abs=0.1)


def test_a_seal_that_does_not_fit_takes_the_last_lines_of_text_to_the_next_page(faces: Faces) -> None:
    for lines in range(10, 24):
        pages = lay_out(paper(Closing((UNIT,), DAY, sealed=True), lines), faces).pages
        last = pages[-1]
        (seal,) = last.places
        assert seal.y + seal.height <= 262 * MM + 0.01
        assert sum("落实" in each.text for each in last.marks if isinstance(each, TextMark)) >= 2
        assert all(not page.places for page in pages[:-1])


@pytest.mark.parametrize("diameter", [42.0, 50.0])
def test_a_seal_never_reaches_into_the_imprint(faces: Faces, diameter: float) -> None:
    imprint = Imprint(UNIT, DAY, ("局党组",))
    for lines in range(8, 20):
        document = paper(Closing((UNIT,), DAY, sealed=True), lines, imprint=imprint)
        for page in lay_out(document, faces, settings=PaperSettings(seal=diameter)).pages:
            found = [each for each in page.marks if isinstance(each, TextMark) and each.text.startswith("抄送")]
            if found and page.places:
                assert page.places[0].y + page.places[0].height < top(found[0])


def test_a_remark_stands_on_the_line_below_the_date(faces: Faces) -> None:
    document = paper(Closing((UNIT,), DAY, sealed=True))
    page = lay_out(replace(document, blocks=(*document.blocks, Remark("此件公开"))), faces).pages[0]
    assert mark(page, "（此件公开）").y - mark(page, SHOWN).y == pytest.approx(PITCH, abs=0.01)


def test_a_name_longer_than_a_line_is_divided_by_meaning_and_none_of_it_lost(faces: Faces) -> None:
    name = "中国共产党云岭县政务服务和大数据管理局机关委员会第一支部委员会"
    for closing in (Closing((name,), DAY), Closing((name,), DAY, sealed=True)):
        page = signed(closing, faces)
        shown = "".join(each.text for each in page.marks if isinstance(each, TextMark))
        assert name in shown
        assert all(each.xs[0] >= 28 * MM - 0.1 for each in page.marks if isinstance(each, TextMark))


# 7.3.5.2 without a seal


def test_joint_bodies_without_seals_stand_one_below_the_other_the_lead_first(faces: Faces) -> None:
    page = signed(Closing(UNITS[:3], DAY), faces)
    names = [mark(page, name) for name in UNITS[:3]]
    assert [round((b.y - a.y) / PITCH, 2) for a, b in pairwise(names)] == [1, 1]
    assert len({round(name.xs[0], 2) for name in names}) == 1
    day = mark(page, SHOWN)
    assert day.xs[0] - names[0].xs[0] == pytest.approx(2 * CELL, abs=0.3)
    assert page.places == []


def test_a_short_name_moves_left_so_that_the_longer_date_stays_two_characters_in(faces: Faces) -> None:
    page = signed(Closing(("党委",), date(2026, 12, 31)), faces)
    day, name = mark(page, "2026年12月31日"), mark(page, "党委")
    assert (day.xs[-1] + CELL) / MM == pytest.approx(184 - 2 * 156 / 28, abs=0.1)
    assert day.xs[0] - name.xs[0] == pytest.approx(2 * CELL, abs=0.3)


# 7.3.5.3 with the signer's stamp


def test_a_stamp_stands_four_characters_in_two_blank_lines_below_the_text(faces: Faces) -> None:
    page = signed(Closing((), DAY, signers=("县长",)), faces)
    (stamp,) = page.places
    assert not stamp.round
    assert (stamp.x + stamp.width) / MM == pytest.approx(184 - 4 * 156 / 28, abs=0.01)
    assert (stamp.width / MM, stamp.height / MM) == pytest.approx((40, 15))
    assert 2 * PITCH <= stamp.y - lowest_text(page) <= 3 * PITCH


def test_the_title_is_two_characters_left_of_the_stamp_on_its_middle(faces: Faces) -> None:
    page = signed(Closing((), DAY, signers=("县长",)), faces)
    title, (stamp,) = mark(page, "县长"), page.places
    assert stamp.x - (title.xs[-1] + CELL) == pytest.approx(2 * CELL, abs=0.1)
    assert top(title) + 8 == pytest.approx(centre(stamp)[1], abs=0.05)


def test_the_date_stands_a_blank_line_below_the_stamp_four_characters_in(faces: Faces) -> None:
    page = signed(Closing((), DAY, signers=("县长",)), faces)
    day, (stamp,) = mark(page, SHOWN), page.places
    assert (day.xs[-1] + CELL) / MM == pytest.approx(184 - 4 * 156 / 28, abs=0.1)
    assert PITCH <= top(day) - stamp.y - stamp.height <= 2 * PITCH


def test_joint_signers_stand_one_below_the_other_with_their_stamps_aligned(faces: Faces) -> None:
    titles = ("云岭县人民政府县长", "云岭县监察委员会主任")
    page = signed(Closing((), DAY, signers=titles), faces, settings=PaperSettings(stamp=(40, 20)))
    first, second = page.places
    assert first.x == second.x
    assert second.y >= first.y + first.height
    for title, stamp in zip(titles, page.places, strict=True):
        assert top(mark(page, title)) + 8 == pytest.approx(centre(stamp)[1], abs=0.05)


def test_a_long_title_is_divided_rather_than_stamped_over(faces: Faces) -> None:
    title = "中国共产党云岭县政务服务和大数据管理局机关委员会书记"
    page = signed(Closing((), DAY, signers=(title,)), faces)
    shown = [each for each in page.marks if isinstance(each, TextMark)]
    assert title in "".join(each.text for each in shown)
    lines = [each for each in shown if each.text in title]
    assert len(lines) >= 2
    assert all(each.xs[-1] + CELL < page.places[0].x for each in lines)


def test_a_paper_has_either_seals_or_stamps() -> None:
    with pytest.raises(ValueError, match="either"):
        Closing((UNIT,), DAY, sealed=True, signers=("县长",))


def test_more_seals_than_a_page_can_hold_go_on_over_the_page_with_the_date_last(faces: Faces) -> None:
    names = tuple(f"中国共产党云岭县政务服务和大数据管理局机关委员会第{number}支部委员会" for number in "一二三四五六")
    pages = lay_out(paper(Closing(names, DAY, sealed=True)), faces).pages
    assert sum(len(page.places) for page in pages) == 6
    assert all(page.places for page in pages[1:])
    for page in pages:
        for place in page.places:
            assert place.y >= 37 * MM - 0.01
            assert place.y + place.height <= 262 * MM + 0.01
    assert mark(pages[-1], SHOWN)
