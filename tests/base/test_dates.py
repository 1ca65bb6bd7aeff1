from __future__ import annotations

from datetime import date, time

import pytest

from dangjian_desktop.base.dates import long_day, parse_day, parse_time, short_day
from dangjian_desktop.base.errors import Refused

TODAY = date(2026, 10, 14)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3.15", date(2026, 3, 15)),
        ("10-12", date(2026, 10, 12)),
        ("10/12", date(2026, 10, 12)),
        ("１０．１２", date(2026, 10, 12)),
        ("2026-10-31", date(2026, 10, 31)),
        ("20261031", date(2026, 10, 31)),
        ("2025年9月1日", date(2025, 9, 1)),
        ("9月1号", date(2026, 9, 1)),
        ("8日", date(2026, 10, 8)),
        ("去年12.30", date(2025, 12, 30)),
        ("昨天", date(2026, 10, 13)),
        (" 前天 ", date(2026, 10, 12)),
        ("今天", TODAY),
        ("后天", date(2026, 10, 16)),
        ("周五", date(2026, 10, 16)),
        ("上周日", date(2026, 10, 11)),
        ("下星期天", date(2026, 10, 25)),
        ("2.28", date(2026, 2, 28)),
    ],
)
def test_a_day_is_understood_as_people_type_it(typed: str, meant: date) -> None:
    assert parse_day(typed, TODAY) == meant


def test_a_day_without_year_belongs_to_the_year_of_the_form() -> None:
    assert parse_day("12-30", TODAY, near=date(2025, 12, 1)) == date(2025, 12, 30)


@pytest.mark.parametrize("typed", ["2.30", "13-1", "2026-02-29", "abc", "", "3015", "1026-01-01", "10-12-"])
def test_what_is_no_day_is_refused_with_a_sentence_that_shows_how_to_write_it(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_day(typed, TODAY)
    assert "。" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", time(14, 30)),
        ("14：30", time(14, 30)),
        ("1430", time(14, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("14点半", time(14, 30)),
        ("下午2点", time(14)),
        ("下午2点一刻", time(14, 15)),
        ("晚7:05", time(19, 5)),
        ("上午9点30分", time(9, 30)),
        ("中午12点", time(12)),
    ],
)
def test_a_time_is_understood_as_people_type_it(typed: str, meant: time) -> None:
    assert parse_time(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "14:61", "半夜", ""])
def test_what_is_no_time_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match="时间"):
        parse_time(typed)


def test_lists_leave_out_this_year_and_headings_name_the_weekday() -> None:
    assert short_day(date(2026, 10, 2), TODAY) == "10-02"
    assert short_day(date(2025, 10, 2), TODAY) == "2025-10-02"
    assert long_day(TODAY) == "10月14日 周三"
