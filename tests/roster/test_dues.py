"""Elections in time, a committee of the right size, posts filled: 支部工作条例 第六章, 机关条例 第七条."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.feature import Due, DueState
from dangjian_desktop.roster.dues import countdowns, dues
from dangjian_desktop.roster.reading import member_facts

if TYPE_CHECKING:
    from conftest import Desk

POSTS = ("secretary", "organization_commissioner", "publicity_commissioner", "discipline_commissioner")


def elect(desk: Desk, people: list[str], day: str = "2023-09-15", posts: tuple[str, ...] = POSTS) -> str:
    seats = tuple({"member": who, "post": post} for who, post in zip(people, posts, strict=False))
    return str(desk.do("form_committee", formed_on=day, name="第五届", seats=seats))


def election(desk: Desk, today: str, year: int | None = None) -> Due | None:
    day = date.fromisoformat(today)
    with desk.store.read() as reader:
        found = [due for due in dues(reader, year or day.year, day) if due.key.startswith("roster.election")]
    return found[-1] if found else None


def shape(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as reader:
        found = dues(reader, 2026, date(2026, 10, 12))
    return [(str(due.state), due.reason) for due in found if due.key.startswith("roster.committee")]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-03-14", DueState.UPCOMING),
        ("2026-03-15", DueState.SOON),
        ("2026-09-14", DueState.SOON),
        ("2026-09-15", DueState.OVERDUE),
        ("2026-12-31", DueState.OVERDUE),
        ("2027-06-01", DueState.OVERDUE),
    ],
)
def test_article_7_a_term_of_three_years_reminded_of_six_months_ahead(desk: Desk, today: str, state: DueState) -> None:
    elect(desk, [desk.member(f"人{number}") for number in range(8)])
    found = election(desk, today)
    assert found is not None
    assert (found.state, found.due) == (state, date(2026, 9, 15))


def test_a_term_that_ends_next_spring_is_reminded_of_this_autumn(desk: Desk) -> None:
    elect(desk, [desk.member(f"人{number}") for number in range(8)], "2024-02-29")
    assert election(desk, "2026-08-27") is None
    soon = election(desk, "2026-08-28")
    assert soon is not None
    assert (soon.state, soon.due) == (DueState.SOON, date(2027, 2, 28))


def test_the_next_election_does_the_duty_and_a_late_one_says_so(desk: Desk) -> None:
    people = [desk.member(f"人{number}") for number in range(8)]
    elect(desk, people)
    following = elect(desk, people, "2026-09-20")
    with desk.store.read() as reader:
        (done,) = [due for due in dues(reader, 2026, date(2026, 10, 12)) if due.key.startswith("roster.election")]
    assert (done.state, done.records, done.reason) == (
        DueState.DONE,
        (following,),
        "2026-09-20选出下一届，晚5天。",
    )


def test_the_countdown_is_the_present_terms(desk: Desk) -> None:
    with desk.store.read() as reader:
        assert countdowns(reader, date(2026, 10, 12)) == []
    elect(desk, [desk.member(f"人{number}") for number in range(8)])
    with desk.store.read() as reader:
        (term,) = countdowns(reader, date(2026, 10, 12))
    assert (term.title, term.day, term.detail) == ("支委会任期", date(2026, 9, 15), "第五届2026-09-15届满")


def test_seven_full_members_need_a_committee_six_do_not(desk: Desk) -> None:
    people = [desk.member(f"人{number}") for number in range(6)]
    elect(desk, people, posts=("secretary",))
    assert shape(desk) == [("done", "")]
    desk.member("第七人")
    assert shape(desk) == [("soon", "正式党员7人，应设支部委员会，现登记1人，一般3至5人。")]


def test_a_vacant_post_is_pointed_out(desk: Desk) -> None:
    elect(desk, [desk.member(f"人{number}") for number in range(8)], posts=(*POSTS[:3], "commissioner"))
    assert shape(desk) == [("soon", "没有登记纪检委员。")]


def test_a_post_left_within_the_term_is_the_by_elections_matter_and_not_said_twice(desk: Desk) -> None:
    people = [desk.member(f"人{number}") for number in range(8)]
    elect(desk, people)
    with desk.store.read() as reader:
        (seat,) = member_facts(reader)[people[3]].posts
    desk.do("end_post", id=seat.id, day="2026-09-01")
    assert shape(desk) == [("done", "")]


def test_an_empty_roster_owes_nothing(desk: Desk) -> None:
    assert shape(desk) == []
