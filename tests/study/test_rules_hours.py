"""Hours: conversion, overlapping time, year ends, prorated requirements (rules.md 0.8, 1.3)."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.base.regulations import LocalChange, load_rules
from dangjian_desktop.roster.rules import MemberFacts, Post, PostHeld, Span, Spell, SpellKind
from dangjian_desktop.study.rules.conversion import conversion_on, hours_text, minutes_between
from dangjian_desktop.study.rules.ledger import NO_TIMES, OVERLAPS, Stay, credits, hours_by_year, total, worth
from dangjian_desktop.study.rules.requirement import Chance, closing, requirement, standing

BOOK = load_rules("study")
CONVERSION = conversion_on(BOOK, date(2026, 10, 12))
DAY = date(2026, 10, 12)


def stay(start: str = "", end: str = "", **other: object) -> Stay:
    def clock(text: str) -> time | None:
        return time.fromisoformat(text) if text else None

    known: dict[str, object] = {"record": "a", "title": "", "form": "group_study", "day": DAY} | other
    return Stay("study_sessions", start=clock(start), end=clock(end), **known)  # type: ignore[arg-type]


def credit(*stays: Stay) -> dict[str, Decimal]:
    return {one.stay.record: one.hours for one in credits(stays, lambda _day: CONVERSION)}


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("14:30", "15:30", "1"),
        ("15:20", "16:10", "1"),
        ("14:30", "14:44", "0"),
        ("14:30", "14:45", "0.5"),
        ("09:00", "11:30", "2.5"),
        ("14:00", "17:30", "3.5"),
        ("13:00", "18:00", "4"),
        ("08:00", "13:00", "4"),
        ("09:00", "17:00", "8"),
        ("07:00", "19:00", "8"),
    ],
)
def test_time_becomes_hours_by_the_local_setting_at_most_four_in_half_a_day_and_eight_in_a_day(
    start: str, end: str, hours: str
) -> None:
    """rules.md H7: 支部学习1/小时, 4/半天, 8/天; the step of a half is the branch's own."""
    assert CONVERSION.of_span(time.fromisoformat(start), time.fromisoformat(end)) == Decimal(hours)


def test_a_branch_that_counts_45_minutes_as_an_hour_gets_two_for_an_hour_and_a_half() -> None:
    book = BOOK.with_changes([LocalChange("hours.minutes", 45, date(2026, 1, 1))])
    assert conversion_on(book, DAY).of_minutes(90) == 2
    assert conversion_on(book, date(2025, 12, 31)).of_minutes(90) == Decimal("1.5"), "last year keeps its own"


def test_whole_days_of_training_count_eight_each_and_hours_are_written_plainly() -> None:
    assert CONVERSION.of_days(5) == 40
    assert [hours_text(one) for one in (Decimal("40.0"), Decimal("1.50"), Decimal(0), None)] == ["40", "1.5", "0", ""]
    assert minutes_between(time(15), time(14)) == 0


def test_a_party_lecture_inside_a_theme_day_counts_once_and_as_a_lecture() -> None:
    """rules.md 0.8: one hour of a person's time counts once, whatever it is called."""
    both = (
        stay("14:30", "17:00", record="theme", form="theme_party_day"),
        stay("15:20", "16:20", record="lecture", form="party_lecture"),
    )
    assert credit(*both) == {"lecture": Decimal(1), "theme": Decimal("1.5")}
    notes = {one.stay.record: one.note for one in credits(both, lambda _day: CONVERSION)}
    assert notes == {"lecture": "", "theme": OVERLAPS}


def test_segments_that_share_one_span_count_it_once() -> None:
    assert credit(stay("14:30", "16:30", record="a"), stay("14:30", "16:30", record="b")) == {"a": 2, "b": 0}


def test_sessions_that_only_touch_both_count_in_full() -> None:
    assert credit(stay("14:00", "15:00", record="a"), stay("15:00", "16:00", record="b")) == {"a": 1, "b": 1}


def test_hours_put_down_by_hand_go_before_the_clock_and_keep_their_reason() -> None:
    found = credits([stay("14:30", "16:30", hours=Decimal(1), reason="中途离开")], lambda _day: CONVERSION)
    assert [(one.hours, one.note) for one in found] == [(1, "中途离开")]


def test_without_times_only_hours_put_down_count() -> None:
    assert credit(stay(record="a", hours=Decimal(2)), stay(record="b"), stay("15:00", record="c")) == {
        "a": 2,
        "b": 0,
        "c": 0,
    }
    assert credits([stay()], lambda _day: CONVERSION)[0].note == NO_TIMES
    assert worth(stay("16:00", "15:00"), CONVERSION) is None


def test_a_make_up_counts_in_full_on_its_own_day_even_if_that_lies_in_the_next_year() -> None:
    """Hours are yearly and don't carry over (rules.md H7): they belong to the year in which they were spent."""
    late = stay("14:30", "16:30", day=date(2026, 12, 30), made_up_on=date(2027, 1, 5))
    (found,) = credits([late], lambda _day: CONVERSION)
    assert (found.hours, found.note, found.stay.counts_on.year) == (2, "补课", 2027)
    (unknown,) = credits([stay(made_up_on=date(2026, 10, 20))], lambda _day: CONVERSION)
    assert (unknown.hours, unknown.note) == (0, NO_TIMES)


def test_a_day_never_gives_more_than_eight_hours() -> None:
    found = credits(
        [stay(record="a", hours=Decimal(6)), stay(record="b", hours=Decimal(4)), stay(record="c", hours=Decimal(1))],
        lambda _day: CONVERSION,
    )
    assert [(one.stay.record, one.hours) for one in found] == [("a", 6), ("b", 2), ("c", 0)]
    assert total(found) == 8


def test_a_training_over_new_year_is_split_by_days() -> None:
    """rules.md H7: split across years."""
    found = hours_by_year(date(2026, 12, 30), date(2027, 1, 3), Decimal(40), CONVERSION)
    assert found == {2026: Decimal(16), 2027: Decimal(24)}
    assert hours_by_year(DAY, DAY, Decimal("3.5"), CONVERSION) == {2026: Decimal("3.5")}


SPANS = st.tuples(st.integers(8 * 60, 17 * 60), st.integers(5, 180))


@given(st.lists(SPANS, min_size=1, max_size=6))
def test_no_minute_is_counted_twice_whatever_overlaps(spans: list[tuple[int, int]]) -> None:
    stays = [
        Stay("x", str(n), "", "f", DAY, time(a // 60, a % 60), time(min(a + d, 1439) // 60, min(a + d, 1439) % 60))
        for n, (a, d) in enumerate(spans)
    ]
    minutes = {minute for a, d in spans for minute in range(a, min(a + d, 1439))}
    counted = total(credits(stays, lambda _day: CONVERSION))
    assert counted <= 8
    # Every session is rounded by itself, by a quarter of an hour at most.
    assert abs(Fraction(counted) - min(Fraction(len(minutes), 60), 8)) <= Fraction(len(spans), 4) or counted == 8


# -- what a year asks


def member(since: date | None = None, until: date | None = None, *posts: PostHeld) -> MemberFacts:
    spells = (Spell(SpellKind.MEMBERSHIP, Span(since, until)),) if since or until else ()
    return MemberFacts("m", date(2010, 6, 1), date(2011, 6, 1), spells, posts=posts)


def seat(since: date, until: date | None = None) -> PostHeld:
    return PostHeld(Post.ORGANIZATION_COMMISSIONER, Span(since, until))


def test_a_member_is_asked_for_32_hours_by_article_20() -> None:
    """《中国共产党党员教育管理工作条例》第二十条."""
    asked = requirement(member(), 2026, BOOK)
    assert (asked.hours, asked.months, asked.words) == (32, 12, "全年党员，32学时")
    assert asked.basis == "《中国共产党党员教育管理工作条例》第二十条"


def test_secretary_and_committee_are_asked_for_56_and_from_2024_by_the_branchs_own_setting() -> None:
    """《2019—2023年全国党员教育培训工作规划》; the newer plan's figures are unconfirmed (rules.md H3)."""
    asked = requirement(member(None, None, seat(date(2020, 1, 1))), 2023, BOOK)
    assert (asked.hours, asked.basis) == (56, "《2019—2023年全国党员教育培训工作规划》")
    now = requirement(member(None, None, seat(date(2020, 1, 1))), 2026, BOOK)
    assert (now.hours, now.basis, now.words) == (56, "本单位设定", "全年书记、委员，56学时")


@pytest.mark.parametrize(
    ("since", "until", "months", "hours"),
    [
        (date(2026, 7, 15), None, 6, "16"),
        (date(2026, 7, 16), None, 5, "13.5"),
        (None, date(2026, 7, 15), 6, "16"),
        (None, date(2026, 7, 16), 7, "18.5"),
        (date(2026, 12, 20), None, 0, "0"),
        (date(2027, 1, 1), None, 0, "0"),
    ],
)
def test_who_joined_or_left_in_the_year_is_asked_by_months(
    since: date | None, until: date | None, months: int, hours: str
) -> None:
    asked = requirement(member(since, until), 2026, BOOK)
    assert (asked.months, asked.hours) == (months, Decimal(hours))


def test_half_a_year_on_the_committee_is_asked_half_of_each() -> None:
    asked = requirement(member(None, None, seat(date(2026, 7, 1))), 2026, BOOK)
    assert (asked.hours, asked.words) == (44, "书记、委员6个月、党员6个月，折算44学时")
    assert requirement(member(date(2027, 3, 1)), 2026, BOOK).words == "本年不在本支部"


def test_behind_is_who_has_less_than_the_months_gone_ask() -> None:
    asked = requirement(member(), 2026, BOOK)
    assert asked.by(date(2025, 12, 31)) == 0
    assert asked.by(DAY) == 24
    assert asked.by(date(2027, 1, 1)) == 32
    assert [standing(asked, Decimal(done), DAY).behind for done in (23, 24, 32)] == [True, False, False]


def test_a_standing_says_what_is_missing() -> None:
    asked = requirement(member(), 2026, BOOK)
    short, met = standing(asked, Decimal(21), DAY), standing(asked, Decimal(58), DAY)
    assert (short.words, short.gap, short.met) == ("21/32 差11", 11, False)
    assert (met.words, met.gap, met.met) == ("58/32 已达", 0, True)


def test_a_gap_is_closed_by_what_is_planned_then_by_make_ups_then_by_something_new() -> None:
    planned = [Chance("p1", "讲坛", Decimal(2)), Chance("p0", "没有学时", Decimal(0)), Chance("p2", "轮讲", Decimal(1))]
    make_ups = [Chance("m1", "导学", Decimal(3))]
    found = closing(Decimal(11), make_ups, planned)
    assert found.words == "参加计划内2场3学时，补课1场3学时，还需另安排5学时"
    assert [one.record for one in found.planned] == ["p1", "p2"]
    assert closing(Decimal(2), make_ups, planned).words == "参加计划内1场2学时"
    assert closing(Decimal(0), make_ups, planned).words == ""
