"""长流水，不断线: what the bar 活动多少 says of a year (thresholds of the branch's own, rhythm.toml)."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.base.regulations import Confidence, LocalChange, load_rules
from dangjian_desktop.feature import Countdown
from dangjian_desktop.workbench.rules import (
    countdown_words,
    judged_months,
    month_words,
    rhythm,
    running_out,
)

BOOK = load_rules("rhythm")
COMMITTEE = load_rules("committee")
DAY = date(2026, 12, 31)
TODAY = date(2026, 10, 12)


def _says(*counts: int, months: range = range(1, 13)) -> tuple[frozenset[int], str]:
    found = rhythm([*counts, *([0] * (12 - len(counts)))], months, DAY, BOOK)
    return found.odd, found.sentence


def test_the_month_with_more_than_twice_the_average_and_the_one_with_less_than_half_are_named() -> None:
    counts = (2, 3, 3, 2, 3, 6, 8, 1, 2)
    assert _says(*counts, months=range(1, 10)) == ({7, 8}, "7月偏多、8月偏少")


def test_exactly_twice_the_average_and_exactly_half_of_it_are_usual() -> None:
    assert _says(2, 2, 2, 4, 1, 1, months=range(1, 7)) == (frozenset(), "")
    assert _says(2, 2, 2, 5, 1, 1, months=range(1, 7)) == ({4, 5, 6}, "4月偏多、5、6月偏少")


def test_a_month_without_any_is_a_gap() -> None:
    assert _says(2, 2, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2) == ({3, 4, 5}, "3至5月没有活动")


def test_three_bursts_are_said_in_one_sentence() -> None:
    odd, sentence = _says(6, 5, 1, 1, 1, 6, 6, 1, 1, 1, 5, 6)
    assert sentence == "活动集中在年初、七一、年末，3至5月、8至10月偏少"
    assert odd == {3, 4, 5, 8, 9, 10}


def test_the_months_between_bursts_are_said_to_be_low_where_none_is_very_low() -> None:
    assert _says(5, 5, 2, 2, 2, 5, 5, 2, 2, 2, 5, 5)[1] == "活动集中在年初、七一、年末，平时偏少"


def test_one_season_bunches_only_with_more_than_half_of_all() -> None:
    assert _says(2, 2, 2, 2, 2, 8, 8, 2, 2, 2, months=range(1, 11)) == ({6, 7}, "6、7月偏多")
    assert _says(2, 2, 2, 2, 2, 8, 9, 2, 2, 2, months=range(1, 11)) == ({6, 7}, "活动集中在七一，平时偏少")
    assert _says(1, 1, 1, 1, 1, 9, 9, 1, 1, 1, months=range(1, 11))[1] == "活动集中在七一，1至5月、8至10月偏少"


def test_an_even_year_and_an_empty_one_say_nothing() -> None:
    assert _says(*[3] * 12) == (frozenset(), "")
    assert _says(*[0] * 12) == (frozenset(), "")


def test_nothing_is_judged_from_fewer_than_three_full_months() -> None:
    assert _says(9, 1, months=range(1, 3)) == (frozenset(), "")
    assert _says(9, 1, 1, months=range(1, 4)) != (frozenset(), "")


def test_the_branch_may_set_its_own_threshold() -> None:
    book = BOOK.with_changes([LocalChange("rhythm.least_months", 2, date(2026, 1, 1))])
    assert rhythm([9, 1, *[0] * 10], range(1, 3), DAY, book).sentence == "2月偏少"


@pytest.mark.parametrize(
    ("year", "first", "months"),
    [
        (2026, date(2024, 5, 6), range(1, 10)),
        (2026, date(2026, 4, 2), range(4, 10)),
        (2025, date(2024, 5, 6), range(1, 13)),
        (2024, date(2024, 5, 6), range(5, 13)),
        (2023, date(2024, 5, 6), range(0)),
        (2027, date(2024, 5, 6), range(1, 1)),
        (2026, None, range(0)),
    ],
)
def test_the_running_month_and_time_before_the_first_record_are_not_judged(
    year: int, first: date | None, months: range
) -> None:
    assert judged_months(year, TODAY, first) == months


def test_months_that_follow_one_another_are_drawn_together() -> None:
    assert month_words([8, 3, 5, 6, 4, 10, 11]) == "3至6月、8月、10、11月"


def test_every_threshold_is_the_branchs_own_and_never_passed_off_as_law() -> None:
    assert {rule.confidence for rule in BOOK.rules} == {Confidence.LOCAL}
    assert {rule.basis for rule in BOOK.rules} == {"本单位设定"}
    assert all(rule.editable for rule in BOOK.rules)


# -- the committee's term


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2028, 1, 10), "还有 14 个月"),
        (date(2027, 10, 12), "还有 12 个月"),
        (date(2027, 10, 11), "还有 11 个月"),
        (date(2027, 1, 11), "还有 2 个月"),
        (date(2027, 1, 10), "还有 90 天"),
        (date(2026, 10, 13), "还有 1 天"),
        (TODAY, "今天届满"),
        (date(2026, 10, 2), "已过 10 天"),
    ],
)
def test_what_is_left_of_a_term_is_said_in_months_then_in_days(day: date, words: str) -> None:
    assert countdown_words(Countdown("支委会任期", day), TODAY) == words


def test_preparations_begin_six_months_ahead() -> None:
    """支部工作条例: 一般提前6个月提醒换届."""
    assert running_out(Countdown("支委会任期", date(2027, 4, 12)), TODAY, COMMITTEE)
    assert not running_out(Countdown("支委会任期", date(2027, 4, 13)), TODAY, COMMITTEE)
    assert running_out(Countdown("支委会任期", date(2026, 1, 1)), TODAY, COMMITTEE)
