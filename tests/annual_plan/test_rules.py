"""On which day something is planned, and when the plan must be there (annual_plan.toml, 本单位设定)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangjian_desktop.annual_plan.rules import (
    Standing,
    by_day,
    day_and_title,
    day_in_month,
    deadline,
    due_state,
    short_title,
    suggest,
    workday_near,
)
from dangjian_desktop.base.regulations import LocalChange, load_rules
from dangjian_desktop.feature import Call, DueState, Lane, Proposal, Scheduled

BOOK = load_rules("annual_plan")
NATIONAL_DAY = {date(2027, 10, 1) + timedelta(days=number) for number in range(7)}
TODAY = date(2026, 12, 10)


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in NATIONAL_DAY


def off_words(day: date) -> str:
    return "" if is_workday(day) else "国庆节假期" if day in NATIONAL_DAY else "周末"


def _proposal(day: date, months: tuple[int, int]) -> Proposal:
    return Proposal("k", Lane.MEETINGS, "主题党日", day, months, "每月1次", lambda day: Call("none", {"day": day}))


def _item(title: str, day: date | None, month: int = 10) -> Scheduled:
    return Scheduled(Lane.MEETINGS, title, 2027, month, DueState.PLANNED, "gatherings", "g", day)


@pytest.mark.parametrize(
    ("day", "near"),
    [
        (date(2027, 10, 12), date(2027, 10, 12)),
        (date(2027, 10, 9), date(2027, 10, 8)),
        (date(2027, 10, 10), date(2027, 10, 11)),
        (date(2027, 10, 1), date(2027, 10, 8)),
        (date(2027, 10, 31), date(2027, 10, 29)),
    ],
)
def test_a_day_off_gives_way_to_the_nearest_working_day_of_the_span(day: date, near: date) -> None:
    assert workday_near(day, date(2027, 10, 1), date(2027, 10, 31), is_workday) == near


def test_of_two_days_equally_near_the_later_is_taken() -> None:
    free = {date(2027, 10, 13)}
    found = workday_near(date(2027, 10, 13), date(2027, 10, 1), date(2027, 10, 31), lambda day: day not in free)
    assert found == date(2027, 10, 14)


def test_where_nobody_works_at_all_the_day_stays() -> None:
    assert workday_near(date(2027, 10, 3), date(2027, 10, 1), date(2027, 10, 7), is_workday) == date(2027, 10, 3)


def test_a_proposal_is_moved_off_the_holiday_and_says_so() -> None:
    found = suggest(_proposal(date(2027, 10, 1), (10, 10)), 2027, TODAY, is_workday, off_words)
    assert (found.day, found.note) == (date(2027, 10, 8), "避开10-01 国庆节假期")


def test_a_proposal_stays_in_its_month_though_another_months_day_were_nearer() -> None:
    found = suggest(_proposal(date(2027, 10, 1), (7, 12)), 2027, TODAY, is_workday, off_words)
    assert found.day == date(2027, 10, 8)


def test_a_proposal_leaves_its_month_only_where_all_of_it_is_free() -> None:
    found = suggest(_proposal(date(2027, 10, 5), (10, 12)), 2027, TODAY, lambda day: day.month != 10, off_words)
    assert found.day == date(2027, 11, 1)


def test_nothing_is_proposed_for_a_day_that_is_over() -> None:
    found = suggest(_proposal(date(2026, 12, 1), (12, 12)), 2026, TODAY, is_workday, off_words)
    assert found.day == TODAY


def test_a_working_day_is_left_alone() -> None:
    found = suggest(_proposal(date(2027, 10, 12), (10, 10)), 2027, TODAY, is_workday, off_words)
    assert (found.day, found.note) == (date(2027, 10, 12), "")


@pytest.mark.parametrize(
    ("day", "month", "to"),
    [
        (date(2027, 3, 12), 5, date(2027, 5, 12)),
        (date(2027, 3, 31), 4, date(2027, 4, 30)),
        (date(2027, 3, 31), 2, date(2027, 2, 26)),
        (date(2027, 9, 2), 10, date(2027, 10, 8)),
        (None, 4, date(2027, 4, 1)),
        (None, 5, date(2027, 5, 3)),
    ],
)
def test_in_another_month_it_keeps_its_number_of_the_day_or_takes_the_nearest_working_day(
    day: date | None, month: int, to: date
) -> None:
    assert day_in_month(day, 2027, month, is_workday) == to


def test_made_and_passed_by_the_end_of_january_reported_by_the_end_of_february() -> None:
    for standing in (Standing.NONE, Standing.DRAFT):
        found = deadline(2027, standing, BOOK)
        assert found is not None
        assert (found.day, found.basis) == (date(2027, 1, 31), "本单位设定")
    found = deadline(2028, Standing.APPROVED, BOOK)
    assert found is not None
    assert found.day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("standing", "today", "state"),
    [
        (Standing.NONE, date(2026, 12, 30), DueState.UPCOMING),
        (Standing.NONE, date(2026, 12, 31), DueState.SOON),
        (Standing.NONE, date(2027, 1, 31), DueState.SOON),
        (Standing.NONE, date(2027, 2, 1), DueState.OVERDUE),
        (Standing.DRAFT, date(2027, 2, 1), DueState.OVERDUE),
        (Standing.APPROVED, date(2027, 2, 1), DueState.SOON),
        (Standing.APPROVED, date(2027, 3, 1), DueState.OVERDUE),
        (Standing.SUBMITTED, date(2027, 3, 1), DueState.DONE),
    ],
)
def test_the_duty_at_its_edges(standing: Standing, today: date, state: DueState) -> None:
    assert due_state(deadline(2027, standing, BOOK), standing, today) is state


def test_a_branch_of_which_no_report_is_asked_is_done_when_it_is_passed() -> None:
    book = BOOK.with_changes([LocalChange("annual_plan.submitted_by", 0, date(2026, 1, 1))])
    assert deadline(2027, Standing.APPROVED, book) is None
    assert due_state(None, Standing.APPROVED, date(2027, 6, 1)) is DueState.DONE
    assert deadline(2027, Standing.DRAFT, book) is not None


def test_what_is_plain_from_the_month_is_not_said_again() -> None:
    assert short_title(_item("10月主题党日（含党课）", date(2027, 10, 12))) == "主题党日（含党课）"
    assert short_title(_item("9月学习补课", date(2027, 10, 12))) == "9月学习补课"
    assert short_title(_item("1月主题党日", date(2027, 11, 12), 11)) == "1月主题党日"
    assert short_title(_item("第一党小组10月党小组会", date(2027, 10, 12))) == "第一党小组会"
    assert short_title(_item("纪念10月1日国庆节", date(2027, 10, 12))) == "纪念10月1日国庆节"
    assert short_title(_item("10月", date(2027, 10, 12))) == "10月"
    assert day_and_title(_item("10月支委会", date(2027, 10, 5))) == "5日 支委会"
    assert day_and_title(_item("自学", None)) == "自学"


def test_within_a_month_those_without_a_day_come_last() -> None:
    items = [_item("b", None), _item("a", date(2027, 10, 12)), _item("c", date(2027, 1, 3), 1)]
    assert [one.title for one in by_day(items)] == ["c", "a", "b"]
