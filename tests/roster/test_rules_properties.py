"""What holds for any roster, on any day."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dangjian_desktop.roster.rules import (
    ALL_MEMBERS,
    COMMITTEE,
    Exclusion,
    ExclusionKind,
    GroupHeld,
    MemberFacts,
    Post,
    PostHeld,
    Span,
    Spell,
    SpellKind,
    Status,
    add_years,
    expected_on,
    full_years,
    status_on,
)

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
maybe = st.none() | days
spans = st.builds(Span, maybe, maybe)
members = st.builds(
    MemberFacts,
    id=st.uuids().map(str),
    joined_on=maybe,
    converted_on=maybe,
    spells=st.lists(st.builds(Spell, st.sampled_from(SpellKind), spans), max_size=3).map(tuple),
    exclusions=st.lists(
        st.builds(Exclusion, st.sampled_from(ExclusionKind), spans, st.just("支委会"), maybe, maybe), max_size=2
    ).map(tuple),
    groups=st.lists(st.builds(GroupHeld, st.sampled_from(["one", "two"]), spans), max_size=2).map(tuple),
    posts=st.lists(st.builds(PostHeld, st.sampled_from(Post), spans), max_size=2).map(tuple),
)


@given(st.lists(members, max_size=6), days)
def test_nobody_votes_who_is_not_expected_and_whoever_is_left_out_is_told_why(
    roster: list[MemberFacts], day: date
) -> None:
    for line in expected_on(roster, day):
        assert line.expected or not line.votes
        assert line.votes or line.reason


@given(st.lists(members, max_size=6), days)
def test_only_members_of_the_branch_are_listed_and_a_committee_is_part_of_all(
    roster: list[MemberFacts], day: date
) -> None:
    everybody = {line.member: line for line in expected_on(roster, day, ALL_MEMBERS)}
    by_id = {member.id: member for member in roster}
    assert all(status_on(by_id[key], day) in (Status.FULL, Status.PROBATIONARY) for key in everybody)
    for line in expected_on(roster, day, COMMITTEE):
        assert everybody[line.member] == line


@given(days, st.integers(0, 60))
def test_standing_grows_by_one_on_each_anniversary_and_not_a_day_before(since: date, years: int) -> None:
    anniversary = add_years(since, years)
    assert full_years(since, anniversary) == years
    before = date.fromordinal(anniversary.toordinal() - 1)
    assert full_years(since, before) == (years - 1 if years else None)
