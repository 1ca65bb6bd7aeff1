"""Letters and orders, to the millimetre (GB/T 9704-2012 10.1, 10.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.layout import lay_out
from dangjian_desktop.papers.marks import RED, Page, RuleMark, TextMark
from dangjian_desktop.papers.model import Document, Form, Head, Kind, Paragraph

MM = 72 / 25.4
PITCH = (225 * MM - 16) / 21
SEVEN_EIGHTHS = 7 / 8 * 16


def starting(page: Page, start: str) -> TextMark:
    return next(mark for mark in page.marks if isinstance(mark, TextMark) and mark.text.startswith(start))


def top(mark: TextMark) -> float:
    return mark.y - 0.88 * mark.size


def double_rules(page: Page) -> list[RuleMark]:
    rules = [mark for mark in page.marks if isinstance(mark, RuleMark) and mark.colour == RED]
    return sorted(rules, key=lambda rule: rule.y1)


def edges(rule: RuleMark) -> tuple[float, float]:
    return rule.y1 - rule.width / 2, rule.y1 + rule.width / 2


@pytest.fixture
def letter(samples, faces: Faces) -> tuple[Page, ...]:
    return lay_out(samples.letter(14), faces).pages


def test_a_letters_mark_stands_30_millimetres_from_the_papers_edge(letter, faces: Faces) -> None:
    mark = starting(letter[0], "云岭县政务服务局")
    assert top(mark) / MM == pytest.approx(30, abs=0.01)
    assert (mark.colour, mark.face) == (RED, faces.first(Role.TITLE))
    assert (mark.xs[0] + mark.xs[-1] + mark.size) / 2 / MM == pytest.approx(106, abs=0.4)


def test_the_red_double_rules_are_170_millimetres_long_in_the_middle_of_the_sheet(letter) -> None:
    rules = double_rules(letter[0])
    assert len(rules) == 4
    for rule in rules:
        assert (rule.x1 / MM, rule.x2 / MM) == pytest.approx((20, 190), abs=0.01)


def test_the_first_rule_is_4_millimetres_below_the_mark_thick_above_thin(letter) -> None:
    thick, thin = double_rules(letter[0])[:2]
    mark = starting(letter[0], "云岭县政务服务局")
    assert (edges(thick)[0] - top(mark) - mark.size) / MM == pytest.approx(4, abs=0.01)
    assert thick.width > thin.width


def test_the_second_rule_is_20_millimetres_from_the_papers_lower_edge_thin_above_thick(letter) -> None:
    thin, thick = double_rules(letter[0])[2:]
    assert edges(thick)[1] / MM == pytest.approx(277, abs=0.01)
    assert thin.width < thick.width


def test_number_right_and_copy_number_left_stand_seven_eighths_of_a_character_below_the_rule(letter) -> None:
    below = edges(double_rules(letter[0])[1])[1]
    number, copies = starting(letter[0], "云政务一支函"), starting(letter[0], "000002")
    assert top(number) - below == pytest.approx(SEVEN_EIGHTHS, abs=0.05)
    assert number.y == copies.y
    assert copies.xs[0] / MM == pytest.approx(28, abs=0.3)
    assert number.text.endswith("号")
    assert (number.xs[-1] + 156 / 28 * MM) / MM == pytest.approx(184, abs=0.1)
    urgency = starting(letter[0], "加急")
    assert urgency.y - copies.y == pytest.approx(PITCH, abs=0.01)


def test_a_letters_title_stands_two_lines_below_the_last_element(letter) -> None:
    urgency, title = starting(letter[0], "加急"), starting(letter[0], "关于商请")
    assert top(title) - top(urgency) - 16 == pytest.approx(2 * PITCH, abs=0.1)


def test_the_last_line_of_a_letters_first_page_is_seven_eighths_of_a_character_above_the_rule(letter) -> None:
    body = [mark for mark in letter[0].marks if isinstance(mark, TextMark) and mark.size == 16]
    lowest = max(top(mark) + 16 for mark in body)
    assert edges(double_rules(letter[0])[2])[0] - lowest == pytest.approx(SEVEN_EIGHTHS, abs=0.05)


def test_the_other_pages_of_a_letter_have_the_usual_block_and_no_rules(letter) -> None:
    assert len(letter) >= 2
    first = min(top(mark) for mark in letter[1].marks if isinstance(mark, TextMark))
    assert first / MM == pytest.approx(37, abs=0.01)
    assert double_rules(letter[1]) == []


def test_only_the_first_page_of_a_letter_has_no_number(letter) -> None:
    assert [bool(page.folio) for page in letter] == [False] + [True] * (len(letter) - 1)


def test_a_letters_imprint_has_no_rules_and_names_no_printer(letter) -> None:
    last = letter[-1]
    copies = starting(last, "抄送：")
    assert (top(copies) + 14) / MM == pytest.approx(262, abs=0.01)
    assert not any(isinstance(mark, RuleMark) for mark in last.marks)
    assert not any("印发" in mark.text for mark in last.marks if isinstance(mark, TextMark))


def test_a_short_letter_has_its_imprint_on_the_first_page_within_the_block(samples, faces: Faces) -> None:
    short = replace(samples.letter(1), blocks=samples.letter(1).blocks[:1])
    (page,) = lay_out(short, faces).pages
    assert (top(starting(page, "抄送：")) + 14) / MM == pytest.approx(262, abs=0.01)
    assert len(double_rules(page)) == 4


@pytest.mark.parametrize("lines", range(1, 24))
def test_a_letters_text_and_imprint_never_touch(samples, faces: Faces, lines: int) -> None:
    blocks = tuple(Paragraph("请支持。") for _ in range(lines))
    for page in lay_out(replace(samples.letter(), blocks=blocks), faces).pages:
        found = [mark for mark in page.marks if isinstance(mark, TextMark) and mark.text.startswith("抄送")]
        texts = [mark.y for mark in page.marks if isinstance(mark, TextMark) and mark.size == 16]
        assert not found or max(texts, default=0) < top(found[0]) - 8


def test_a_notice_may_go_out_in_the_form_of_a_letter(samples, faces: Faces) -> None:
    letter = samples.letter()
    notice = replace(letter, kind=Kind.NOTICE, head=replace(letter.head, form=Form.LETTER))
    assert len(double_rules(lay_out(notice, faces).pages[0])) == 4


@pytest.fixture
def order(samples, faces: Faces) -> Page:
    return lay_out(samples.order(), faces).pages[0]


def test_an_orders_mark_stands_20_millimetres_below_the_blocks_edge(order, faces: Faces) -> None:
    mark = starting(order, "云岭县人民政府令")
    assert top(mark) / MM == pytest.approx(57, abs=0.01)
    assert (mark.colour, mark.face) == (RED, faces.first(Role.TITLE))


def test_an_orders_number_is_centred_two_blank_lines_below_its_mark(order) -> None:
    mark, number = starting(order, "云岭县人民政府令"), starting(order, "第12号")
    assert top(number) - top(mark) - mark.size == pytest.approx(2 * PITCH, abs=0.05)
    assert (number.xs[0] + number.xs[-1] + 156 / 28 * MM) / 2 / MM == pytest.approx(106, abs=0.3)


def test_an_orders_text_begins_on_the_grid_two_blank_lines_below_its_number(order) -> None:
    number, text = starting(order, "第12号"), starting(order, "《云岭县政务服务办法》")
    line = (top(text) - 37 * MM) / PITCH
    assert line == pytest.approx(round(line), abs=0.01)
    assert abs(top(text) - top(number) - 3 * PITCH) <= PITCH / 2 + 0.01


def test_an_order_has_no_red_rule(order) -> None:
    assert double_rules(order) == []


def test_letters_and_orders_are_found_among_the_bookmarks(samples, faces: Faces) -> None:
    assert lay_out(samples.order(), faces).pages[0].bookmarks[0].title == "云岭县人民政府令"
    assert lay_out(samples.letter(), faces).pages[0].bookmarks[0].title == "关于商请协助开展结对共建活动的函"


def test_a_record_is_never_a_letter() -> None:
    with pytest.raises(ValueError, match="no official paper"):
        Document(Kind.RECORD, "记录", head=Head("支部", form=Form.LETTER))
