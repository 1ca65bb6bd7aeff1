"""R15, 《支部工作条例（试行）》第十九条: 支委之间、支委和党员、党员之间, each at least once a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangjian_desktop.base.regulations import LocalChange, load_rules
from dangjian_desktop.roster.rules import MemberFacts, Post, PostHeld, Span, Spell, SpellKind
from dangjian_desktop.talks.rules import (
    Coverage,
    Held,
    Lack,
    PairKind,
    coverage,
    pair_kind,
    reference_day,
    reminding,
    year_of,
)

BOOK = load_rules("talks")
TODAY = date(2026, 10, 12)
OLD = {"joined_on": date(2010, 1, 1), "converted_on": date(2011, 1, 1)}


def member(id: str, post: Post | None = None, since: date | None = None, until: date | None = None) -> MemberFacts:
    return MemberFacts(id, posts=(PostHeld(post, Span(since, until)),) if post else (), **OLD)


def branch(seats: int = 3, others: int = 5) -> dict[str, MemberFacts]:
    posts = (Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.COMMISSIONER)[:seats]
    found = [member(f"c{place}", post) for place, post in enumerate(posts)]
    found += [member(f"m{place}") for place in range(others)]
    return {one.id: one for one in found}


def talks(*pairs: str, day: date = date(2026, 5, 6), year: int = 2026) -> list[Held]:
    return [Held(f"{pair}", day, *pair.split("-"), year) for pair in pairs]


def seen(members: dict[str, MemberFacts], held: list[Held], year: int = 2026, today: date = TODAY) -> Coverage:
    return coverage(members, held, year, today, BOOK)


def test_the_rule_is_cited_with_its_article() -> None:
    rules = [BOOK.on(f"heart_talk.{kind}", TODAY) for kind in PairKind]
    assert {(rule.number, rule.short_basis) for rule in rules} == {(1, "第十九条")}


def test_the_relation_follows_the_posts_held_on_the_day() -> None:
    people = branch() | {"x": member("x", Post.COMMISSIONER, date(2026, 6, 1))}
    assert pair_kind(people, "c0", "c1", TODAY) is PairKind.COMMITTEE
    assert pair_kind(people, "m0", "c1", TODAY) is PairKind.COMMITTEE_MEMBER
    assert pair_kind(people, "m0", "m1", TODAY) is PairKind.MEMBERS
    assert pair_kind(people, "c0", "x", date(2026, 5, 31)) is PairKind.COMMITTEE_MEMBER
    assert pair_kind(people, "c0", "x", date(2026, 6, 1)) is PairKind.COMMITTEE
    assert pair_kind(people, "gone", "c0", TODAY) is PairKind.COMMITTEE_MEMBER
    assert [kind.label for kind in PairKind] == ["支委—支委", "支委—党员", "党员—党员"]


def test_without_any_talk_every_pair_of_the_committee_and_every_member_is_wanting() -> None:
    found = seen(branch(others=4), [])
    both = (PairKind.COMMITTEE_MEMBER, PairKind.MEMBERS)
    assert found.lacks[:3] == (
        Lack("c0", (PairKind.COMMITTEE,), "c1"),
        Lack("c0", (PairKind.COMMITTEE,), "c2"),
        Lack("c1", (PairKind.COMMITTEE,), "c2"),
    )
    assert found.lacks[3:] == tuple(Lack(f"m{place}", both) for place in range(4))
    assert len(found.lacking) == 7
    assert found.covered == ()


def test_one_talk_of_each_kind_is_enough_whoever_began_it() -> None:
    held = talks("c1-c0", "c0-c2", "c2-c1", "m0-c0", "c1-m1", "m0-m1")
    found = seen(branch(others=2), held)
    assert found.lacks == ()
    assert found.covered == ("c0", "c1", "c2", "m0", "m1")


def test_who_talked_with_the_committee_only_still_lacks_another_member() -> None:
    found = seen(branch(others=2), talks("c0-c1", "c0-c2", "c1-c2", "c0-m0", "c0-m1"))
    assert found.lacks == (Lack("m0", (PairKind.MEMBERS,)), Lack("m1", (PairKind.MEMBERS,)))


def test_a_single_ordinary_member_has_nobody_to_talk_with_but_the_committee() -> None:
    assert seen(branch(others=1), talks("c0-c1", "c0-c2", "c1-c2", "c2-m0")).lacks == ()


def test_the_attributed_year_counts_and_not_the_day() -> None:
    assert year_of(date(2027, 1, 8), 2026) == 2026
    assert year_of(date(2027, 1, 8), None) == 2027
    held = talks("c0-m0", "m0-m1", "c0-m1", day=date(2027, 1, 8), year=2026)
    people = branch(seats=1, others=2)
    assert seen(people, held, 2026, date(2027, 1, 9)).lacks == ()
    assert len(seen(people, held, 2027, date(2027, 1, 9)).lacks) == 2


@pytest.mark.parametrize(
    ("year", "today", "day"),
    [
        (2025, TODAY, date(2025, 12, 31)),
        (2026, TODAY, TODAY),
        (2026, date(2026, 12, 31), date(2026, 12, 31)),
        (2027, TODAY, date(2027, 1, 1)),
    ],
)
def test_a_year_is_looked_at_today_or_on_its_last_day(year: int, today: date, day: date) -> None:
    assert reference_day(year, today) == day


def test_whoever_came_this_year_counts_from_that_day_on() -> None:
    came = date(2026, 8, 1)
    new = replace(member("new"), spells=(Spell(SpellKind.MEMBERSHIP, Span(came)),))
    people = branch(seats=1, others=2) | {"new": new}
    held = talks("c0-m0", "c0-m1", "m0-m1")
    assert seen(people, held, today=date(2026, 7, 31)).lacks == ()
    assert [lack.person for lack in seen(people, held, today=came).lacks] == ["new"]


def test_whoever_left_is_not_asked_for_but_their_talks_count_for_the_others() -> None:
    gone = replace(member("gone"), spells=(Spell(SpellKind.MEMBERSHIP, Span(None, date(2026, 7, 1))),))
    people = branch(seats=1, others=2) | {"gone": gone}
    held = talks("c0-m0", "c0-m1", "m0-gone", "gone-m1")
    found = seen(people, held)
    assert found.lacks == ()
    assert "gone" not in found.members


def test_a_talk_with_somebody_who_then_sat_on_the_committee_counts_as_one_with_it() -> None:
    before = member("before", Post.COMMISSIONER, until=date(2026, 6, 1))
    people = branch(others=2) | {"before": before}
    found = seen(people, talks("before-m0", day=date(2026, 5, 31)))
    assert (found.reached.get("m0"), found.among.get("m0")) == (1, None)
    found = seen(people, talks("before-m0", day=date(2026, 6, 1)))
    assert (found.reached.get("m0"), found.among.get("m0")) == (None, 1)


def test_a_branch_without_a_committee_has_its_secretary_talk_with_everybody() -> None:
    people = branch(seats=2, others=4)
    found = seen(people, talks("c1-m0", "c0-m1"))
    assert (found.committee, found.leaders) == (False, ("c0",))
    reached = {lack.person for lack in found.lacks if PairKind.COMMITTEE_MEMBER not in lack.kinds}
    assert reached == {"m1"}
    assert "c1" in found.members


def test_the_secretary_of_then_counts_where_there_is_no_committee() -> None:
    people = branch(seats=1, others=2) | {"was": member("was", Post.SECRETARY, until=date(2026, 6, 1))}
    people["c0"] = member("c0", Post.SECRETARY, date(2026, 6, 1))
    assert seen(people, talks("was-m0")).reached.get("m0") == 1


@pytest.mark.parametrize(("others", "committee"), [(4, False), (5, True)])
def test_two_seats_are_a_committee_from_seven_full_members_on(others: int, committee: bool) -> None:
    assert seen(branch(seats=2, others=others), []).committee is committee


def test_without_secretary_nothing_can_be_asked_for() -> None:
    found = seen(branch(seats=0, others=3), [])
    assert (found.leaders, found.lacks) == ((), ())


def test_a_stranger_to_the_roster_counts_as_another_member() -> None:
    assert seen(branch(seats=1, others=2), talks("m0-unknown")).among.get("m0") == 1
    assert talks("m0-m1")[0].other("c0") == ""


def test_the_branch_may_ask_for_more() -> None:
    book = BOOK.with_changes([LocalChange("heart_talk.committee_member", 2, date(2026, 1, 1))])
    people, held = branch(seats=1, others=1), talks("c0-m0")
    assert coverage(people, held, 2026, TODAY, book).lacks == (Lack("m0", (PairKind.COMMITTEE_MEMBER,)),)
    assert coverage(people, held * 2, 2026, TODAY, book).lacks == ()


@pytest.mark.parametrize(
    ("today", "reminds"),
    [
        (date(2026, 9, 29), False),
        (date(2026, 9, 30), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_the_last_three_months_remind(today: date, reminds: bool) -> None:
    assert reminding(2026, today, BOOK) is reminds
