"""The rhythm of a rule that changes within a year, several meetings a period, 归属年度, the fixed day."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import Comparator, LocalChange, Rulebook, load_rules
from dangjian_desktop.meetings.rules.cadence import (
    Duty,
    DutyState,
    Occasion,
    cadences_in,
    carried_until,
    duty,
    periods_of,
    yearly_duty,
)
from dangjian_desktop.meetings.rules.fixed_days import fixed_hint, suggested_day

BOOK = load_rules("meetings")
LECTURE, ORG_LIFE = "party_lecture.cadence", "组织生活会"


def changed(unit: str, day: str, value: int = 1) -> Rulebook:
    return BOOK.with_changes([LocalChange(LECTURE, value, date.fromisoformat(day), Comparator.AT_LEAST, unit)])


def held(day: str, recorded: bool = True) -> Occasion:
    return Occasion(f"g{day}", date.fromisoformat(day), recorded)


def labels(book: Rulebook) -> list[str]:
    return [one.period.label.removeprefix("2026年") for one in cadences_in(book, LECTURE, 2026)]


def test_half_years_are_periods_too() -> None:
    rule = BOOK.on("dual_org_life.cadence", date(2026, 1, 1))
    assert periods_of(rule, 2026) == (Period.half(2026, 1), Period.half(2026, 2))
    assert [period.label for period in periods_of(rule, 2026)] == ["2026年上半年", "2026年下半年"]


@pytest.mark.parametrize(
    ("unit", "day", "expected"),
    [
        ("month", "2026-07-01", ["一季度", "二季度", *(f"{month}月" for month in range(7, 13))]),
        ("month", "2026-05-10", ["一季度", "二季度", *(f"{month}月" for month in range(7, 13))]),
        ("half_year", "2026-05-10", ["一季度", "二季度", "下半年"]),
        ("half_year", "2026-08-01", ["一季度", "二季度", "三季度", "四季度"]),
        ("year", "2026-02-01", ["一季度", "二季度", "三季度", "四季度"]),
        ("year", "2027-01-01", ["一季度", "二季度", "三季度", "四季度"]),
    ],
)
def test_a_new_rhythm_begins_with_its_first_whole_period(unit: str, day: str, expected: list[str]) -> None:
    book = changed(unit, day)
    assert labels(book) == expected
    periods = [one.period for one in cadences_in(book, LECTURE, 2026)]
    assert periods[0].first == date(2026, 1, 1)
    assert periods[-1].last == date(2026, 12, 31)


def test_past_periods_keep_the_number_then_asked_for() -> None:
    found = cadences_in(changed("quarter", "2026-07-01", 2), LECTURE, 2026)
    assert [one.rule.number for one in found] == [1, 1, 2, 2]


def test_two_meetings_a_period_are_done_by_the_second() -> None:
    q3 = Period.quarter(2026, 3)
    one, two = held("2026-07-10"), held("2026-09-30")
    late = duty("党课", q3, [one], date(2026, 10, 1), BOOK, times=2)
    assert (late.state, late.reason) == (DutyState.OVERDUE, "三季度党课已开1次，还差1次，已过1天。")
    assert duty("党课", q3, [one], date(2026, 9, 1), BOOK, times=2).state is DutyState.UPCOMING
    soon = duty("党课", q3, [one], date(2026, 9, 30), BOOK, times=2)
    assert (soon.state, soon.reason) == (DutyState.SOON, "三季度已开1次，还差1次，今天是最后一天。")
    planned = duty("党课", q3, [one, held("2026-09-30", recorded=False)], date(2026, 9, 1), BOOK, times=2)
    assert (planned.state, planned.reason) == (DutyState.PLANNED, "已开1次，还差1次。")
    done = duty("党课", q3, [one, two], date(2026, 10, 1), BOOK, times=2)
    assert (done.state, done.day) == (DutyState.DONE, date(2026, 9, 30))


# --- 归属年度 (支部工作条例 第十七条; rules.md 0.3) ---------------------------------------------------------------


def org_life(today: str, *occasions: Occasion, deadline: str = "") -> Duty:
    limit = date.fromisoformat(deadline) if deadline else None
    return yearly_duty(ORG_LIFE, 2026, occasions, date.fromisoformat(today), BOOK, deadline=limit)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-09-30", DutyState.UPCOMING),
        ("2026-10-01", DutyState.SOON),
        ("2026-12-31", DutyState.SOON),
        ("2027-01-01", DutyState.SOON),
        ("2027-03-31", DutyState.SOON),
        ("2027-04-01", DutyState.OVERDUE),
    ],
)
def test_without_a_notice_the_fourth_quarter_is_usual_and_january_not_overdue(today: str, state: DutyState) -> None:
    assert org_life(today).state is state


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-11-27", DutyState.UPCOMING),
        ("2026-11-28", DutyState.SOON),
        ("2027-02-28", DutyState.SOON),
        ("2027-03-01", DutyState.OVERDUE),
    ],
)
def test_a_notice_decides_to_the_day_reminded_three_months_before(today: str, state: DutyState) -> None:
    found = org_life(today, deadline="2027-02-28")
    assert found.state is state
    assert found.due == date(2027, 2, 28)


def test_held_next_february_it_counts_for_the_year_and_a_late_one_says_so() -> None:
    done = org_life("2027-03-05", held("2027-02-10"))
    assert (done.state, done.day, done.reason) == (DutyState.DONE, date(2027, 2, 10), "")
    late = org_life("2027-03-05", held("2027-03-01"), deadline="2027-02-28")
    assert (late.state, late.reason) == (DutyState.DONE, "2027-03-01召开，晚于上级通知的期限2027-02-28。")
    planned = org_life("2027-01-05", held("2027-02-10", recorded=False))
    assert (planned.state, planned.day) == (DutyState.PLANNED, date(2027, 2, 10))
    missed = org_life("2027-02-11", held("2027-02-10", recorded=False))
    assert (missed.state, missed.reason) == (DutyState.SOON, "2月10日安排的组织生活会还没有签到和记录。")


def test_the_months_carried_over_are_the_branchs_own_setting() -> None:
    """本单位设定 org_life_meeting.carry_months; February ends on a leap day in 2028."""
    id, day = "org_life_meeting.carry_months", date(2026, 1, 1)
    assert carried_until(2027, BOOK.with_changes([LocalChange(id, 2, day)])) == date(2028, 2, 29)
    none = BOOK.with_changes([LocalChange(id, 0, day)])
    assert carried_until(2026, none) == date(2026, 12, 31)
    assert yearly_duty(ORG_LIFE, 2026, [], date(2027, 1, 1), none).state is DutyState.OVERDUE


# --- the fixed day (第十六条) ----------------------------------------------------------------------------------------


def month(number: int, state: DutyState, day: str = "") -> Duty:
    when = date.fromisoformat(day) if day else None
    return Duty(Period.month(2026, number), state, day=when)


def test_a_day_off_the_fixed_day_is_hinted_at() -> None:
    assert fixed_hint("每月15日", month(9, DutyState.DONE, "2026-09-15")) == ""
    assert fixed_hint("每月15日", month(9, DutyState.DONE, "2026-09-16")) == (
        "固定日为每月15日（9月15日），这次是在9月16日。"
    )
    assert "安排在9月16日" in fixed_hint("每月15日", month(9, DutyState.PLANNED, "2026-09-16"))
    assert fixed_hint("", month(9, DutyState.DONE, "2026-09-16")) == ""


def test_a_fixed_day_on_a_holiday_may_go_to_the_workday_before_or_after() -> None:
    for day in ("2026-10-04", "2026-09-30", "2026-10-08"):
        assert fixed_hint("每月4日", month(10, DutyState.DONE, day)) == ""
    assert "国庆节假期" in fixed_hint("每月4日", month(10, DutyState.DONE, "2026-10-09"))
    assert fixed_hint("每月4日", month(10, DutyState.UPCOMING)) == "固定日10月4日是国庆节假期，可改在10月8日。"


def test_the_missing_party_day_is_begun_on_the_fixed_day_moved_off_a_holiday() -> None:
    october = Period.month(2026, 10)
    assert suggested_day("每月4日", october, date(2026, 9, 1)) == date(2026, 10, 8)
    assert suggested_day("每月最后一个周六", october, date(2026, 10, 1)) == date(2026, 10, 30)
    assert suggested_day("每月4日", october, date(2026, 10, 20)) is None
    assert suggested_day("", october, date(2026, 9, 1)) is None
