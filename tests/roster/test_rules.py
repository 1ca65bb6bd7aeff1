from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangjian_desktop.roster.rules import (
    ALL_MEMBERS,
    COMMITTEE,
    Body,
    BodyKind,
    Exclusion,
    ExclusionKind,
    GroupHeld,
    LeavingReason,
    MemberFacts,
    Post,
    PostHeld,
    Span,
    Spell,
    SpellKind,
    Status,
    Weight,
    add_months,
    add_years,
    committee_on,
    committee_remarks,
    exclusion_phrase,
    expected_on,
    full_years,
    group_leader_on,
    group_on,
    posts_on,
    probation_ends,
    rule_on,
    span_phrase,
    status_note,
    status_on,
    term_ends,
)

DAY = date(2026, 10, 12)
FULL = MemberFacts("full", date(2010, 6, 1), date(2011, 6, 1))


def membership(since: date | None = None, until: date | None = None) -> Spell:
    return Spell(SpellKind.MEMBERSHIP, Span(since, until))


# --- days


def test_a_year_after_a_leap_day_is_the_last_day_of_february() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_months_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_party_standing_counts_whole_years_from_conversion() -> None:
    assert full_years(date(2011, 6, 1), date(2026, 5, 31)) == 14
    assert full_years(date(2011, 6, 1), date(2026, 6, 1)) == 15
    assert full_years(date(2024, 2, 29), date(2025, 2, 27)) == 0
    assert full_years(date(2024, 2, 29), date(2025, 2, 28)) == 1


def test_an_age_that_is_not_known_is_not_zero() -> None:
    assert full_years(None, DAY) is None
    assert full_years(date(2026, 10, 13), DAY) is None
    assert full_years(DAY, DAY) == 0


def test_a_probation_lasts_a_year_from_the_meeting_that_admitted() -> None:
    assert probation_ends(date(2025, 10, 12)) == DAY
    assert probation_ends(date(2024, 2, 29)) == date(2025, 2, 28)
    assert probation_ends(date(2025, 10, 12), date(2027, 4, 12)) == date(2027, 4, 12)


def test_a_committees_term_ends_on_the_same_day_three_years_later() -> None:
    assert term_ends(date(2024, 3, 15), rule_on("committee.term_years", DAY).number) == date(2027, 3, 15)


# --- spans


def test_a_span_holds_from_its_first_day_until_the_day_before_its_end() -> None:
    span = Span(date(2026, 3, 1), date(2026, 9, 1))
    assert [span.holds(date(2026, 2, 28)), span.holds(date(2026, 3, 1))] == [False, True]
    assert [span.holds(date(2026, 8, 31)), span.holds(date(2026, 9, 1))] == [True, False]
    assert Span().holds(DAY)


def test_spans_that_touch_do_not_overlap() -> None:
    first = Span(None, date(2026, 9, 1))
    assert not first.overlaps(Span(date(2026, 9, 1)))
    assert first.overlaps(Span(date(2026, 8, 31)))
    assert not Span(date(2026, 9, 1)).overlaps(first)
    assert Span().overlaps(Span())


def test_a_span_is_told_with_its_last_day() -> None:
    assert span_phrase(Span(date(2026, 3, 1), date(2026, 9, 1))) == "2026-03-01至2026-08-31"
    assert span_phrase(Span(date(2026, 3, 1))) == "2026-03-01起"
    assert span_phrase(Span(None, date(2026, 9, 1))) == "至2026-08-31"
    assert span_phrase(Span()) == ""


# --- status


def test_a_member_is_probationary_from_the_meeting_until_the_conversion() -> None:
    member = MemberFacts("m", date(2025, 5, 10), date(2026, 5, 10))
    assert status_on(member, date(2025, 5, 9)) is Status.NOT_YET
    assert status_on(member, date(2025, 5, 10)) is Status.PROBATIONARY
    assert status_on(member, date(2026, 5, 9)) is Status.PROBATIONARY
    assert status_on(member, date(2026, 5, 10)) is Status.FULL


def test_a_probation_that_is_over_but_not_converted_stays_a_probation_and_says_so() -> None:
    member = MemberFacts("m", date(2025, 5, 10))
    assert status_note(member, date(2026, 5, 9)) == ""
    assert status_on(member, date(2026, 5, 10)) is Status.PROBATIONARY
    assert status_note(member, date(2026, 5, 10)) == "预备期已满，未转正"


def test_somebody_who_joined_long_ago_without_a_conversion_day_counts_as_full_and_it_is_said() -> None:
    member = MemberFacts("m", date(2010, 5, 10))
    assert status_on(member, date(2012, 5, 9)) is Status.PROBATIONARY
    assert status_on(member, date(2012, 5, 10)) is Status.FULL
    assert "未填转正日期" in status_note(member, DAY)


def test_without_any_dates_a_member_counts_as_full_and_it_is_said() -> None:
    assert status_on(MemberFacts("m"), DAY) is Status.FULL
    assert "未填入党日期" in status_note(MemberFacts("m"), DAY)
    assert status_note(FULL, DAY) == ""


def test_with_a_conversion_still_to_come_and_no_joining_day_the_member_is_probationary() -> None:
    member = MemberFacts("m", None, date(2026, 12, 1))
    assert status_on(member, DAY) is Status.PROBATIONARY
    assert status_note(member, DAY) == ""


def test_a_transfer_in_mid_quarter_counts_from_its_day_and_one_out_until_the_day_before() -> None:
    member = replace(FULL, spells=(membership(date(2026, 8, 18), date(2026, 9, 20)),))
    assert status_on(member, date(2026, 8, 17)) is Status.NOT_YET
    assert status_on(member, date(2026, 8, 18)) is Status.FULL
    assert status_on(member, date(2026, 9, 19)) is Status.FULL
    assert status_on(member, date(2026, 9, 20)) is Status.LEFT


def test_somebody_who_left_and_came_back_belongs_again() -> None:
    member = replace(FULL, spells=(membership(None, date(2024, 1, 1)), membership(date(2025, 1, 1))))
    assert status_on(member, date(2024, 6, 1)) is Status.LEFT
    assert status_on(member, date(2025, 1, 1)) is Status.FULL


def test_every_kind_of_fact_has_a_name_in_chinese() -> None:
    for kind in (*Status, *SpellKind, *LeavingReason, *Post, *ExclusionKind):
        assert kind.label
        assert not kind.label.isascii()


# --- groups and posts


def test_the_group_of_a_day_is_the_one_joined_last() -> None:
    member = replace(
        FULL,
        groups=(
            GroupHeld("one", Span(None, date(2026, 5, 1))),
            GroupHeld("two", Span(date(2026, 5, 1))),
            GroupHeld("three", Span(date(2026, 6, 1))),
        ),
    )
    assert group_on(member, date(2026, 4, 30)) == "one"
    assert group_on(member, date(2026, 5, 1)) == "two"
    assert group_on(member, DAY) == "three"
    assert group_on(FULL, DAY) == ""


def test_posts_of_a_day_stand_secretary_first_and_end_with_leaving_the_branch() -> None:
    member = replace(
        FULL,
        posts=(
            PostHeld(Post.GROUP_LEADER, Span(), group="one"),
            PostHeld(Post.SECRETARY, Span(date(2024, 3, 15), date(2027, 3, 15))),
        ),
    )
    assert [held.post for held in posts_on(member, DAY)] == [Post.SECRETARY, Post.GROUP_LEADER]
    assert [held.post for held in posts_on(member, date(2027, 3, 15))] == [Post.GROUP_LEADER]
    left = replace(member, spells=(membership(None, DAY),))
    assert posts_on(left, DAY) == ()


def test_the_committee_stands_in_the_order_of_its_posts_and_has_no_group_leaders() -> None:
    members = [
        replace(FULL, id="a", posts=(PostHeld(Post.COMMISSIONER, Span()),)),
        replace(FULL, id="b", posts=(PostHeld(Post.SECRETARY, Span()),)),
        replace(FULL, id="c", posts=(PostHeld(Post.GROUP_LEADER, Span(), group="one"),)),
        FULL,
    ]
    assert [member.id for member in committee_on(members, DAY)] == ["b", "a"]
    leader = group_leader_on(members, "one", DAY)
    assert leader is not None
    assert leader.id == "c"
    assert group_leader_on(members, "two", DAY) is None


def test_of_two_leaders_of_one_group_the_later_appointed_counts() -> None:
    members = [
        replace(FULL, id="a", posts=(PostHeld(Post.GROUP_LEADER, Span(date(2026, 1, 1)), group="one"),)),
        replace(FULL, id="b", posts=(PostHeld(Post.GROUP_LEADER, Span(date(2025, 1, 1)), group="one"),)),
    ]
    leader = group_leader_on(members, "one", DAY)
    assert leader is not None
    assert leader.id == "a"


# --- who is expected


def test_a_branch_without_members_expects_nobody() -> None:
    assert expected_on([], DAY) == ()


def test_a_probationary_member_is_expected_without_a_vote() -> None:
    (line,) = expected_on([MemberFacts("m", date(2026, 5, 10))], DAY)
    assert (line.expected, line.votes, line.reason) == (True, False, "预备党员，无表决权")


def test_the_day_of_conversion_gives_the_vote() -> None:
    member = MemberFacts("m", date(2025, 10, 12), date(2026, 10, 12))
    assert not expected_on([member], date(2026, 10, 11))[0].votes
    assert expected_on([member], date(2026, 10, 12))[0].votes


def test_probation_within_the_party_takes_the_vote_for_its_time_only() -> None:
    member = replace(FULL, spells=(Spell(SpellKind.SANCTION, Span(date(2026, 1, 1), date(2027, 1, 1))),))
    (line,) = expected_on([member], DAY)
    assert (line.expected, line.votes) == (True, False)
    assert "留党察看" in line.reason
    assert expected_on([member], date(2027, 1, 1))[0].votes


def test_who_is_not_in_the_branch_on_the_day_does_not_appear() -> None:
    came = replace(FULL, spells=(membership(date(2026, 10, 13)),))
    assert expected_on([came], DAY) == ()


def test_a_mobile_member_is_listed_with_reason_dates_and_who_agreed_and_not_expected() -> None:
    away = Exclusion(ExclusionKind.MOBILE, Span(date(2026, 3, 1)), "支委会", note="浙江务工")
    (line,) = expected_on([replace(FULL, exclusions=(away,))], DAY)
    assert (line.expected, line.votes) == (False, False)
    assert line.reason == "流动外出（2026-03-01起，支委会同意，浙江务工）"


def test_an_exclusion_ends_with_its_span() -> None:
    away = Exclusion(ExclusionKind.SECONDED, Span(date(2026, 3, 1), DAY), "机关党委同意")
    assert expected_on([replace(FULL, exclusions=(away,))], DAY)[0].expected
    assert "机关党委同意）" in exclusion_phrase(away)
    assert exclusion_phrase(Exclusion(ExclusionKind.MOBILE, Span())) == "流动外出"


def test_an_exclusion_of_the_election_rules_takes_the_vote_only_and_needs_both_consents() -> None:
    ill = Exclusion(ExclusionKind.LONG_SICK, Span(date(2026, 1, 5)))
    (line,) = expected_on([replace(FULL, exclusions=(ill,))], DAY)
    assert (line.expected, line.votes) == (True, True)
    assert "未记上级同意和大会通过" in line.reason
    half = replace(ill, superior_agreed_on=date(2026, 2, 1))
    assert "未记大会通过" in expected_on([replace(FULL, exclusions=(half,))], DAY)[0].reason
    agreed = replace(half, meeting_agreed_on=DAY)
    (line,) = expected_on([replace(FULL, exclusions=(agreed,))], DAY)
    assert (line.expected, line.votes) == (True, False)
    assert "不计入表决和选举应到" in line.reason
    assert expected_on([replace(FULL, exclusions=(agreed,))], date(2026, 10, 11))[0].votes


def test_a_relation_not_transferred_counts_out_only_after_six_months() -> None:
    consents = {"superior_agreed_on": date(2026, 1, 1), "meeting_agreed_on": date(2026, 1, 1)}
    pending = Exclusion(ExclusionKind.RELATION_PENDING, Span(date(2026, 4, 12)), **consents)
    member = replace(FULL, exclusions=(pending,))
    assert expected_on([member], date(2026, 10, 11))[0].votes
    assert not expected_on([member], date(2026, 10, 12))[0].votes
    unknown = replace(pending, span=Span())
    (line,) = expected_on([replace(FULL, exclusions=(unknown,))], DAY)
    assert line.votes
    assert "未填起始日期" in line.reason


def test_a_journey_abroad_counts_out_only_if_it_lasts_half_a_year() -> None:
    consents = {"superior_agreed_on": date(2026, 1, 1), "meeting_agreed_on": date(2026, 1, 1)}
    for until, votes in ((date(2027, 2, 28), True), (date(2027, 3, 1), False), (None, False)):
        abroad = Exclusion(ExclusionKind.ABROAD, Span(date(2026, 9, 1), until), **consents)
        assert expected_on([replace(FULL, exclusions=(abroad,))], DAY)[0].votes is votes


def test_each_body_expects_its_own() -> None:
    secretary = replace(FULL, id="s", posts=(PostHeld(Post.SECRETARY, Span()),))
    grouped = replace(FULL, id="g", groups=(GroupHeld("one", Span()),))
    members = [secretary, grouped]
    assert [line.member for line in expected_on(members, DAY, ALL_MEMBERS)] == ["s", "g"]
    assert [line.member for line in expected_on(members, DAY, COMMITTEE)] == ["s"]
    assert [line.member for line in expected_on(members, DAY, Body(BodyKind.GROUP, "one"))] == ["g"]
    assert expected_on(members, DAY, Body(BodyKind.GROUP, "two")) == ()


# --- the committee

WHOLE = frozenset(
    {
        Post.SECRETARY,
        Post.ORGANIZATION_COMMISSIONER,
        Post.PUBLICITY_COMMISSIONER,
        Post.DISCIPLINE_COMMISSIONER,
    }
)


def test_a_complete_committee_in_term_gets_no_remark() -> None:
    assert committee_remarks(24, 5, WHOLE, date(2028, 3, 15), DAY) == ()
    assert committee_remarks(24, 5, WHOLE, None, DAY) == ()


def test_seven_full_members_need_a_committee_and_six_do_not() -> None:
    (must,) = committee_remarks(7, 1, frozenset({Post.SECRETARY}), None, DAY)
    assert must.weight is Weight.MUST
    assert "应设支部委员会" in must.text
    assert committee_remarks(6, 1, frozenset({Post.SECRETARY}), None, DAY) == ()


def test_a_missing_secretary_a_missing_post_and_too_many_seats_are_named() -> None:
    assert "没有登记书记" in committee_remarks(0, 0, frozenset(), None, DAY)[0].text
    (missing,) = committee_remarks(20, 4, WHOLE - {Post.DISCIPLINE_COMMISSIONER}, None, DAY)
    assert "纪检委员" in missing.text
    (many,) = committee_remarks(40, 8, WHOLE, None, DAY)
    assert "不超过7人" in many.text


def test_a_term_is_remarked_upon_from_six_months_before_its_end() -> None:
    end = date(2027, 3, 15)
    assert committee_remarks(24, 5, WHOLE, end, date(2026, 9, 14)) == ()
    (soon,) = committee_remarks(24, 5, WHOLE, end, date(2026, 9, 15))
    assert soon.weight is Weight.SOON
    (over,) = committee_remarks(24, 5, WHOLE, end, end)
    assert over.weight is Weight.MUST
