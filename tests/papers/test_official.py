from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangjian_desktop.papers.fonts import Faces, Role
from dangjian_desktop.papers.layout import lay_out
from dangjian_desktop.papers.marks import RED, Page, RuleMark, TextMark
from dangjian_desktop.papers.model import (
    Annex,
    Closing,
    Document,
    Head,
    Imprint,
    Kind,
    NameList,
    Orientation,
    Paragraph,
    Person,
    Remark,
)

MM = 72 / 25.4
CELL = 156 / 28 * MM
ISSUER = "云岭县政务服务局第一党支部"
IMPRINT = Imprint(ISSUER, date(2026, 7, 1), ("县委县直机关工作委员会", "局党组"))


def notice(**changes) -> Document:
    document = Document(
        Kind.NOTICE,
        "关于开展主题党日活动的通知",
        (Paragraph("现将有关事项通知如下。"), Closing((ISSUER,), date(2026, 7, 1))),
        organisation=ISSUER,
        head=Head("云岭县政务服务局党支部文件", "云政务支〔2026〕3号"),
        recipients=("各党小组",),
    )
    return replace(document, **changes)


def text_marks(page: Page) -> list[TextMark]:
    return [mark for mark in page.marks if isinstance(mark, TextMark)]


def starting(page: Page, start: str) -> TextMark:
    return next(mark for mark in text_marks(page) if mark.text.startswith(start))


def rules(page: Page) -> list[RuleMark]:
    return [mark for mark in page.marks if isinstance(mark, RuleMark)]


def top(mark: TextMark) -> float:
    return mark.y - 0.88 * mark.size


def test_the_mark_stands_72_millimetres_from_the_papers_edge_in_red(faces: Faces) -> None:
    mark = starting(lay_out(notice(), faces).pages[0], "云岭县政务服务局党")
    assert top(mark) / MM == pytest.approx(72, abs=0.01)
    assert mark.colour == RED
    assert mark.face is faces.first(Role.TITLE)
    assert (mark.xs[0] + mark.xs[-1] + mark.size) / 2 == pytest.approx(106 * MM, abs=1)


def test_the_red_rule_is_as_wide_as_the_block_and_4_millimetres_below_the_number(faces: Faces) -> None:
    page = lay_out(notice(), faces).pages[0]
    number = starting(page, "云政务支")
    rule = next(rule for rule in rules(page) if rule.colour == RED)
    assert (rule.y1 - top(number) - 16) / MM == pytest.approx(4, abs=0.01)
    assert (rule.x1 / MM, rule.x2 / MM) == pytest.approx((28, 184))


def test_the_number_stands_two_lines_below_the_mark_and_the_title_two_lines_below_the_rule(faces: Faces) -> None:
    page = lay_out(notice(), faces).pages[0]
    mark, number = starting(page, "云岭县政务服务局党"), starting(page, "云政务支")
    assert top(number) - top(mark) - mark.size == pytest.approx(2 * 29.608, abs=0.1)
    rule = next(rule for rule in rules(page) if rule.colour == RED)
    assert top(starting(page, "关于开展")) - rule.y1 == pytest.approx(2 * 29.608, abs=0.1)


def test_an_upward_paper_has_its_number_left_and_its_signers_right_in_kai(faces: Faces) -> None:
    head = Head("云岭县政务服务局党支部文件", "云政务支〔2026〕3号", signers=("李卫国", "陈静", "王强"))
    page = lay_out(notice(head=head, kind=Kind.REQUEST), faces).pages[0]
    number = starting(page, "云政务支")
    assert number.xs[0] == pytest.approx(28 * MM + CELL, abs=0.3)
    first, last = starting(page, "李卫国"), starting(page, "王　强")
    assert first.face is faces.first(Role.KAI)
    assert first.xs[0] == last.xs[0]
    assert last.y == number.y
    assert last.y - first.y == pytest.approx(29.608, abs=0.01)


def test_the_corner_holds_number_secrecy_and_urgency_downwards(faces: Faces) -> None:
    head = Head("云岭县政务服务局党支部文件", "云政务支〔2026〕3号", copy_number="000001", urgency="特急")
    page = lay_out(notice(head=head), faces).pages[0]
    assert top(starting(page, "000001")) / MM == pytest.approx(37, abs=0.01)
    urgency = starting(page, "特急")
    assert top(urgency) - 37 * MM == pytest.approx(29.608, abs=0.01)
    assert urgency.face is faces.first(Role.HEI)


def test_the_first_page_shows_text_and_a_blank_line_stands_between_title_and_recipients(faces: Faces) -> None:
    page = lay_out(notice(), faces).pages[0]
    gap = top(starting(page, "各党小组")) - top(starting(page, "关于开展")) - 22
    assert 25 < gap < 62
    assert starting(page, "现将有关")


def test_the_imprint_ends_at_the_blocks_lower_edge_with_heavy_outer_rules(faces: Faces) -> None:
    page = lay_out(notice(imprint=IMPRINT), faces).pages[-1]
    black = sorted((rule for rule in rules(page) if rule.colour != RED), key=lambda rule: rule.y1)
    assert [rule.width / MM for rule in black] == pytest.approx([0.35, 0.25, 0.35])
    assert black[-1].y1 / MM == pytest.approx(262)
    copies = starting(page, "抄送：")
    assert copies.text.endswith("。")
    assert copies.size == 14
    assert copies.xs[0] == pytest.approx(28 * MM + 14, abs=0.5)
    issued = starting(page, "2026年7月1日印发")
    assert issued.xs[-1] + 14 == pytest.approx(184 * MM - 14, abs=0.8)


@pytest.mark.parametrize("paragraphs", [1, 9, 12, 15, 20, 30])
def test_for_duplex_the_imprint_is_on_an_even_page(faces: Faces, paragraphs: int) -> None:
    blocks = tuple(Paragraph("现将有关事项通知如下，请认真抓好落实。" * 3) for _ in range(paragraphs))
    pages = lay_out(notice(imprint=IMPRINT, duplex=True, blocks=blocks), faces).pages
    assert len(pages) % 2 == 0
    assert starting(pages[-1], "抄送")


def test_a_blank_page_before_the_imprint_and_the_imprints_page_have_no_number(faces: Faces) -> None:
    for paragraphs in range(1, 60):
        blocks = tuple(Paragraph("落实。") for _ in range(paragraphs))
        pages = lay_out(notice(imprint=IMPRINT, duplex=True, blocks=blocks), faces).pages
        blank = [page for page in pages if not page.marks]
        if blank:
            assert not pages[-1].folio
            assert not blank[0].folio
            assert pages[0].folio
            return
    pytest.fail("no length gave a blank page")


def test_the_imprint_never_touches_the_text(faces: Faces) -> None:
    for paragraphs in range(1, 30):
        blocks = tuple(Paragraph("落实。") for _ in range(paragraphs))
        page = lay_out(notice(imprint=IMPRINT, blocks=blocks), faces).pages[-1]
        upper = min(rule.y1 for rule in rules(page) if rule.colour != RED)
        body = [mark.y for mark in text_marks(page) if mark.size == 16]
        assert max(body, default=0) < upper - 8


def test_an_annex_has_its_number_on_the_first_line_and_its_title_on_the_third(faces: Faces) -> None:
    annex = Annex("报名表", (Paragraph("略。"),), number=1)
    pages = lay_out(notice(annexes=(annex,), imprint=IMPRINT), faces).pages
    page = pages[1]
    label, title = starting(page, "附件1"), starting(page, "报名表")
    assert top(label) / MM == pytest.approx(37, abs=0.01)
    assert label.face is faces.first(Role.HEI)
    assert top(title) - 37 * MM == pytest.approx(2 * 29.608, abs=0.01)
    assert starting(pages[-1], "抄送")


def test_a_landscape_annex_lies_between_upright_pages(faces: Faces) -> None:
    annex = Annex("花名册", (Paragraph("略。"),), orientation=Orientation.LANDSCAPE)
    pages = lay_out(notice(annexes=(annex,), imprint=IMPRINT), faces).pages
    assert [page.landscape for page in pages] == [False, True, False]
    assert starting(pages[1], "附件").text == "附件"


def test_minutes_have_their_number_in_brackets_the_body_left_and_the_date_right(faces: Faces) -> None:
    document = Document(
        Kind.MINUTES,
        "",
        (Paragraph("会议议定如下事项。"),),
        organisation=ISSUER,
        day=date(2026, 10, 9),
        head=Head("支部委员会会议纪要", "第10号"),
    )
    page = lay_out(document, faces).pages[0]
    assert starting(page, "（第10号）")
    body, day = starting(page, ISSUER), starting(page, "2026年10月9日")
    assert body.y == day.y
    assert top(starting(page, "支部委员会会议纪要")) / MM == pytest.approx(72, abs=0.01)


def test_a_record_cannot_have_a_red_head_or_an_imprint() -> None:
    with pytest.raises(ValueError, match="no official paper"):
        Document(Kind.RECORD, "会议记录", head=Head("支部文件"))
    with pytest.raises(ValueError, match="no official paper"):
        Document(Kind.LEDGER, "名册", imprint=IMPRINT)


def test_a_long_mark_is_set_on_two_lines_inside_the_block(faces: Faces) -> None:
    head = Head("中国共产党云岭县政务服务和大数据管理局机关第一支部委员会文件", "云政务支〔2026〕3号")
    page = lay_out(notice(head=head), faces).pages[0]
    red = [mark for mark in text_marks(page) if mark.colour == RED]
    assert len(red) == 2
    for mark in red:
        assert mark.xs[0] >= 28 * MM
        assert mark.xs[-1] + mark.size <= 184 * MM + 0.1


# -- joint issue, many recipients, what goes with the paper

BODIES = ("中共云岭县政务服务局机关委员会", "云岭县档案馆党支部", "中共云岭县统计局支部委员会")


def spread(mark: TextMark) -> tuple[float, float]:
    return mark.xs[0], mark.xs[-1] + mark.size


def test_the_bodies_of_a_joint_issue_stand_below_each_other_from_72_millimetres_the_lead_body_first(faces) -> None:
    head = Head("文件", "云政务支〔2026〕3号", bodies=BODIES)
    page = lay_out(notice(head=head), faces).pages[0]
    names = [starting(page, name) for name in BODIES]
    assert top(names[0]) / MM == pytest.approx(72, abs=0.01)
    assert [mark.y for mark in names] == sorted(mark.y for mark in names)
    assert {tuple(round(edge, 2) for edge in spread(mark)) for mark in names} == {
        tuple(round(edge, 2) for edge in spread(names[0]))
    }
    assert {mark.colour for mark in names} == {RED}


def test_the_word_of_a_joint_issue_stands_right_of_all_names_in_the_middle_of_their_height(faces) -> None:
    head = Head("文件", "云政务支〔2026〕3号", bodies=BODIES)
    page = lay_out(notice(head=head), faces).pages[0]
    names, word = [starting(page, name) for name in BODIES], starting(page, "文件")
    middle = (top(names[0]) + top(names[-1]) + names[-1].size) / 2
    assert top(word) + word.size / 2 == pytest.approx(middle, abs=0.01)
    assert word.xs[0] > spread(names[0])[1]
    left, right = spread(names[0])[0], spread(word)[1]
    assert left - 28 * MM == pytest.approx(184 * MM - right, abs=0.1)
    number = starting(page, "云政务支")
    assert top(number) - top(names[-1]) - names[-1].size == pytest.approx(2 * 29.608, abs=0.1)


def test_a_joint_issue_may_do_without_a_word_beside_the_names(faces) -> None:
    page = lay_out(notice(head=Head("", "云政务支〔2026〕3号", bodies=BODIES[:2])), faces).pages[0]
    name = starting(page, "中共云岭")
    left, right = spread(name)
    assert left - 28 * MM == pytest.approx(184 * MM - right, abs=0.1)
    assert not [mark for mark in text_marks(page) if mark.text == "文件"]


def test_a_long_mark_is_divided_where_its_meaning_pauses(faces: Faces) -> None:
    page = lay_out(notice(head=Head("中共云岭县政务服务和大数据管理局机关第一支部委员会文件")), faces).pages[0]
    red = [mark.text for mark in text_marks(page) if mark.colour == RED]
    assert len(red) == 2
    assert red == ["中共云岭县政务服务和大数据管理局", "机关第一支部委员会文件"]


MANY = tuple(f"云岭县第{number}号乡镇街道党工委和县直机关各党支部" for number in range(1, 25))


def test_recipients_so_many_that_page_one_would_show_no_text_move_into_the_imprint(faces: Faces) -> None:
    pages = lay_out(notice(imprint=IMPRINT, recipients=MANY), faces).pages
    assert starting(pages[0], "现将有关")
    last = pages[-1]
    recipients, copies = starting(last, "主送："), starting(last, "抄送：")
    assert recipients.y < copies.y
    assert recipients.size == 14
    between = [rule for rule in rules(last) if recipients.y < rule.y1 < copies.y]
    assert not between
    assert not [mark for mark in text_marks(pages[0]) if mark.text.startswith("云岭县第1号")]


def test_recipients_that_leave_room_for_text_stay_above_it(faces: Faces) -> None:
    pages = lay_out(notice(imprint=IMPRINT, recipients=MANY[:6]), faces).pages
    assert starting(pages[0], "云岭县第1号")
    assert starting(pages[0], "现将有关")
    assert not [mark for page in pages for mark in text_marks(page) if mark.text.startswith("主送")]


def test_copies_that_turn_align_with_the_first_body_after_the_colon(faces: Faces) -> None:
    imprint = replace(IMPRINT, copies_to=MANY[:5])
    page = lay_out(notice(imprint=imprint), faces).pages[-1]
    small = [mark for mark in text_marks(page) if mark.size == 14 and mark.y < 258 * MM and mark.xs[0] < 100 * MM]
    lines = sorted({round(mark.y, 2): mark for mark in reversed(small)}.values(), key=lambda mark: mark.y)
    copies = next(number for number, mark in enumerate(lines) if mark.text.startswith("抄送："))
    turned = [mark for mark in lines[copies + 1 :] if not mark.text.startswith(ISSUER)]
    assert len(turned) >= 3
    for mark in turned:
        assert mark.xs[0] == pytest.approx(28 * MM + 14 + 3 * 14, abs=0.6)
    assert all(mark.xs[-1] + 14 <= 184 * MM - 14 + 7.5 for mark in small)


def test_secrecy_is_in_hei_on_the_second_line_with_its_term(faces: Faces) -> None:
    head = Head("云岭县政务服务局党支部文件", copy_number="000012", secrecy="机密★1年", urgency="加急")
    page = lay_out(notice(head=head), faces).pages[0]
    secrecy = starting(page, "机密")
    assert secrecy.text == "机密★1年"
    assert secrecy.face is faces.first(Role.HEI)
    assert top(secrecy) - 37 * MM == pytest.approx(29.608, abs=0.01)
    assert top(starting(page, "加急")) - 37 * MM == pytest.approx(2 * 29.608, abs=0.01)
    assert {round(mark.xs[0] / MM, 1) for mark in (secrecy, starting(page, "加急"))} == {28.0}


def test_a_remark_stands_two_characters_in_on_the_line_below_the_date_in_brackets(faces: Faces) -> None:
    blocks = (Paragraph("现将有关事项通知如下。"), Closing((ISSUER,), date(2026, 7, 1)), Remark("此件发至党小组"))
    page = lay_out(notice(blocks=blocks), faces).pages[0]
    remark, day = starting(page, "（此件"), starting(page, "2026年7月1日")
    assert remark.text == "（此件发至党小组）"
    assert remark.y - day.y == pytest.approx(29.608, abs=0.01)
    assert remark.xs[0] == pytest.approx(28 * MM + 2 * CELL, abs=0.5)


def test_an_annex_that_is_not_bound_with_the_paper_begins_with_its_number(faces: Faces) -> None:
    annex = Annex("报名表", (Paragraph("略。"),), number=2, reference="云政务支〔2026〕3号")
    page = lay_out(notice(annexes=(annex,)), faces).pages[1]
    number, label = starting(page, "云政务支"), starting(page, "附件2")
    assert number.y == label.y
    assert top(number) / MM == pytest.approx(37, abs=0.01)
    assert number.xs[0] / MM == pytest.approx(28, abs=0.1)
    assert label.face is faces.first(Role.HEI)


def test_names_in_minutes_may_say_their_unit_and_turn_under_the_first_name(faces: Faces) -> None:
    people = tuple(Person(name, unit="县政务服务局") for name in ("李卫国", "陈静", "王强", "周明", "赵犇"))
    document = Document(
        Kind.MINUTES, "", (Paragraph("会议议定如下事项。"), NameList("列席", people)), head=Head("会议纪要")
    )
    page = lay_out(document, faces).pages[0]
    label = starting(page, "列席：")
    assert label.face is faces.first(Role.HEI)
    assert label.xs[0] == pytest.approx(28 * MM + 2 * CELL, abs=0.3)
    first = starting(page, "县政务服务局李卫国、")
    turned = [mark for mark in text_marks(page) if mark.y > first.y]
    assert turned
    assert turned[0].xs[0] == pytest.approx(28 * MM + 5 * CELL, abs=0.3)
    above = starting(page, "会议议定")
    assert label.y - above.y == pytest.approx(2 * 29.608, abs=0.01)
