"""Workdays of 2026 as the State Council arranged them, and years whose arrangement is not known."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.base import workdays
from dangjian_desktop.base.workdays import Reckoned, add_workdays, is_workday, last_workday, next_workday, off_words

UNKNOWN = max(workdays.known_years()) + 1


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 9, 20), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 15), False),
        (date(2026, 2, 28), True),
        (date(2026, 10, 17), False),
        (date(2026, 10, 12), True),
    ],
)
def test_holidays_and_weekends_worked_to_make_up_for_them(day: date, works: bool) -> None:
    assert is_workday(day) is works


def test_a_year_whose_arrangement_is_not_known_is_said_to_be_unknown() -> None:
    assert is_workday(date(UNKNOWN, 10, 1)) is None
    assert next_workday(date(UNKNOWN, 10, 1)).certain is False
    assert workdays.PROVISIONAL == "工作日暂算"


def test_the_next_and_the_last_workday() -> None:
    assert next_workday(date(2026, 10, 1)) == Reckoned(date(2026, 10, 8))
    assert next_workday(date(2026, 10, 8)) == Reckoned(date(2026, 10, 8))
    assert last_workday(date(2026, 10, 4)) == Reckoned(date(2026, 9, 30))
    crossing = next_workday(date(UNKNOWN - 1, 12, 31))
    assert crossing.certain is (crossing.day.year < UNKNOWN)


def test_five_workdays_of_public_notice_leave_the_holiday_out() -> None:
    """发展党员工作细则 第十三条: 公示不少于5个工作日."""
    assert add_workdays(date(2026, 9, 30), 5) == Reckoned(date(2026, 10, 13))
    assert add_workdays(date(2026, 9, 30), 0) == Reckoned(date(2026, 9, 30))
    assert add_workdays(date(UNKNOWN - 1, 12, 30), 5).certain is False


def test_why_nobody_works_on_a_day() -> None:
    assert off_words(date(2026, 10, 4)) == "国庆节假期"
    assert off_words(date(2026, 10, 17)) == "周六"
    assert off_words(date(2026, 10, 12)) == ""
    assert workdays.made_up(date(2026, 10, 10))
    assert not workdays.made_up(date(2026, 10, 17))
