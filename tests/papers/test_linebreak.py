from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dangjian_desktop.papers.linebreak import NO_END, NO_START, Cells, Line, break_lines, place


def cells_of(text: str, measure: float) -> Cells:
    return Cells(text, [0.5 if ord(char) < 128 else 1.0 for char in text], measure)


def broken(text: str, measure: float = 28, first: float | None = None) -> list[str]:
    cells = cells_of(text, measure)
    return [text[line.start : line.end] for line in break_lines(cells, measure if first is None else first, measure)]


def right_edge(cells: Cells, line: Line, measure: float) -> float:
    places, widths = place(cells, line, measure, justify=True)
    return places[-1] + widths[-1]


HAN = "党员大会支部书记学习讨论通过决议工作落实整改结对共建群众服务制度理论䶮㛃喆堃"
words = st.text(HAN, min_size=1, max_size=9)
figures = st.sampled_from(
    ["2026年10月12日", "3.5", "92.5%", "14:30–17:00", "〔2026〕38号", "1,234", "2026年", "PDF", "GB/T 9704", "——", "……"]
)
quoted = words.map(lambda text: f"“{text}”")
titled = words.map(lambda text: f"《{text}》")
bracketed = words.map(lambda text: f"（{text}）")
phrases = st.one_of(words, words, words, figures, quoted, titled, bracketed)
clauses = st.tuples(phrases, st.sampled_from("，。、；：？！")).map("".join)
paragraphs = st.lists(clauses, min_size=1, max_size=30).map("".join)


@settings(max_examples=400, deadline=None)
@given(paragraphs, st.sampled_from([14, 20, 26, 28, 40]))
def test_no_line_of_random_chinese_begins_or_ends_with_a_forbidden_mark(text: str, measure: int) -> None:
    lines = broken(text, measure, measure - 2)
    assert all(line[0] not in NO_START for line in lines[1:])
    assert all(line[-1] not in NO_END for line in lines)


@settings(max_examples=400, deadline=None)
@given(paragraphs)
@example("㛃㛃㛃㛃㛃㛃㛃，14:30–17:00，14:30–17:00：14:30–17:00，")
def test_every_line_but_the_last_fills_the_measure_unless_that_tears_it_apart_and_none_exceeds_it(text: str) -> None:
    cells = cells_of(text, 28)
    lines = break_lines(cells, 26, 28)
    for number, line in enumerate(lines):
        measure = 28 if number else 26
        edge = right_edge(cells, line, measure)
        assert edge <= measure + 1e-6
        torn = measure - line.natural > cells.gaps(line.start, line.end)
        if not line.last:
            assert edge == pytest.approx(line.natural if torn else measure)


@settings(max_examples=300, deadline=None)
@given(paragraphs)
def test_breaking_loses_nothing_but_the_spaces_at_line_ends(text: str) -> None:
    assert "".join(broken(text)).replace(" ", "") == text.replace(" ", "")


@settings(max_examples=300, deadline=None)
@given(paragraphs)
def test_numbers_and_dashes_stay_on_one_line_and_no_date_is_divided_inside_a_number(text: str) -> None:
    whole = text.replace(" ", "")
    joined = "\n".join(broken(text)).replace(" ", "")
    for token in ("2026年", "10月", "12日", "92.5%", "14:30–17:00", "〔2026〕38号", "1,234", "——", "……"):
        assert joined.count(token) == whole.count(token)


def test_a_date_stays_whole_while_the_line_can_bear_it() -> None:
    text = "国" * 25 + "，" + "2026年10月12日" + "国" * 30
    assert broken(text)[0] == "国" * 25 + "，"


def test_a_date_is_divided_between_its_parts_rather_than_tear_the_line_apart() -> None:
    text = "国" * 22 + "2026年10月12日" + "国" * 30
    assert broken(text)[0] == "国" * 22 + "2026年10月"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(words, st.sampled_from("，。、；")).map("".join), min_size=1, max_size=30).map("".join))
def test_the_last_line_is_not_one_character_alone(text: str) -> None:
    lines = broken(text)
    assert len(lines) == 1 or sum(1 for char in lines[-1] if char in HAN) > 1


def test_a_plain_line_holds_twenty_eight_characters() -> None:
    text = "党员大会讨论工作" * 10
    assert [len(line) for line in broken(text, 28, 26)] == [26, 28, 26]


def test_a_mark_at_the_end_takes_half_a_cell_and_may_stand_beyond_the_last_character() -> None:
    text = "国" * 27 + "，" + "国" * 30
    cells = cells_of(text, 28)
    line = break_lines(cells, 28, 28)[0]
    places, widths = place(cells, line, 28, justify=True)
    assert text[line.end - 1] == "，"
    assert widths[-1] == 0.5
    assert places[-1] == pytest.approx(27.5)


def test_a_mark_that_would_begin_a_line_is_drawn_in_by_squeezing_another() -> None:
    text = "国" * 10 + "，" + "国" * 17 + "。" + "国" * 30
    lines = broken(text)
    assert lines[0] == text[:29]


def test_without_a_mark_to_squeeze_the_character_before_goes_along() -> None:
    text = "国" * 28 + "，" + "国" * 30
    assert len(broken(text)[0]) == 27


def test_two_shouting_marks_share_one_cell() -> None:
    cells = cells_of("什么？！", 28)
    assert cells.natural(0, 4) == pytest.approx(3.0)


def test_a_long_address_is_divided_rather_than_run_over_the_edge() -> None:
    assert all(len(line) <= 20 for line in broken("a" * 50, 10))


def test_a_date_in_a_narrow_column_may_break_after_year_or_month_only() -> None:
    assert broken("2026年10月12日", 4) == ["2026年", "10月12日"]


def test_an_opened_name_stays_together() -> None:
    names = "、".join(["王　强"] * 12)
    assert all("　" not in (line[0], line[-1]) for line in broken(names, 13))
    assert "".join(broken(names, 13)).count("王　强") == 12
    assert all(line.count("王") == line.count("强") for line in broken(names, 13))


def test_an_empty_paragraph_is_one_empty_line() -> None:
    assert broken("") == [""]
