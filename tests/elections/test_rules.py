"""选举工作条例 and 暂行条例 at their edges: exactly four fifths, exactly half, ties, too few winners, void papers."""

from __future__ import annotations

from datetime import date

import pytest

from dangjian_desktop.base.regulations import load_rules
from dangjian_desktop.elections.rules import (
    Ballots,
    Facts,
    Outcome,
    SeatKind,
    Step,
    Verdict,
    ballot_problems,
    candidates_needed,
    missing_approvals,
    outcome,
    quorum,
    steps,
)

DAY = date(2026, 10, 12)
BOOK = load_rules("elections")


@pytest.mark.parametrize(
    ("expected", "present", "verdict"),
    [
        (20, 17, Verdict.BOTH),
        (20, 16, Verdict.ONE),
        (20, 15, Verdict.NONE),
        (26, 21, Verdict.BOTH),
        (26, 20, Verdict.NONE),
        (0, 0, Verdict.NONE),
    ],
)
def test_exactly_four_fifths_hold_under_one_reading_only(expected: int, present: int, verdict: Verdict) -> None:
    """选举工作条例: 不少于五分之四; 暂行条例 第十九条: 超过五分之四."""
    rules = BOOK.on("election.quorum", DAY), BOOK.on("election.quorum_older", DAY)
    assert quorum(expected, present, *rules) is verdict


def _outcome(seats: int, *, present: int = 20, expected: int = 24, **votes: int) -> Outcome:
    return outcome(
        votes,
        seats,
        present=present,
        expected=expected,
        by_present=BOOK.on("election.majority_present", DAY),
        by_expected=BOOK.on("election.majority_expected", DAY),
    )


@pytest.mark.parametrize(
    ("yes", "verdict", "elected"),
    [
        (13, Verdict.BOTH, True),
        (12, Verdict.ONE, True),
        (11, Verdict.ONE, True),
        (10, Verdict.NONE, False),
    ],
)
def test_half_of_those_there_and_half_of_those_expected_are_both_computed(
    yes: int, verdict: Verdict, elected: bool
) -> None:
    """暂行条例 第二十九条 (实到会) beside the later reading (应到会): an exact half is never more than half."""
    (standing,) = _outcome(1, a=yes).standings
    assert (standing.verdict, standing.elected) == (verdict, elected)


def test_more_winners_than_seats_go_by_votes() -> None:
    found = _outcome(2, a=14, b=20, c=18)
    assert found.elected == ("b", "c")
    assert found.vacant == 0
    assert not found.doubtful


def test_a_tie_at_the_last_seat_elects_neither() -> None:
    found = _outcome(2, a=20, b=15, c=15, d=14)
    assert found.elected == ("a",)
    assert set(found.tied) == {"b", "c"}
    assert found.vacant == 1


def test_a_tie_that_changes_nothing_is_none() -> None:
    found = _outcome(2, a=15, b=15, c=14)
    assert found.tied == ()
    assert set(found.elected) == {"a", "b"}


def test_too_few_winners_leave_a_seat_empty() -> None:
    found = _outcome(3, a=20, b=13, c=4)
    assert found.elected == ("a", "b")
    assert found.vacant == 1


def test_a_seat_on_one_reading_is_doubtful() -> None:
    assert _outcome(1, a=11).doubtful


def test_no_seat_elects_nobody_and_ties_nobody() -> None:
    found = _outcome(0, a=20, b=20)
    assert (found.elected, found.tied, found.vacant) == ((), (), 0)


@pytest.mark.parametrize(
    ("seats", "kind", "needed"),
    [
        (3, SeatKind.MEMBER, 4),
        (5, SeatKind.MEMBER, 6),
        (6, SeatKind.MEMBER, 8),
        (1, SeatKind.MEMBER, 2),
        (1, SeatKind.SECRETARY, 1),
    ],
)
def test_a_fifth_more_candidates_than_seats_rounded_up(seats: int, kind: SeatKind, needed: int) -> None:
    """委员候选人的差额为应选人数的百分之二十; 书记、副书记 等额."""
    assert candidates_needed(seats, kind, BOOK.on("election.more_candidates", DAY)) == needed


def test_more_papers_back_than_out_make_the_election_void() -> None:
    (problem,) = ballot_problems(Ballots(20, 3, 19, 20, 0), [])
    assert "选举无效" in problem
    assert ballot_problems(Ballots(20, 3, 20, 19, 1), [("甲", 18, 0, 0)]) == []


@pytest.mark.parametrize(
    ("ballots", "votes", "says"),
    [
        (Ballots(19, 3, 20, 20, 0), [], "多于到会有选举权的19人"),
        (Ballots(20, 3, 20, 20, 21), [("甲", 20, None, None)], "多于收回的20张"),
        (Ballots(20, 3, 20, 20, 0), [("甲", 18, 2, 1)], "多于有效票20张"),
        (Ballots(20, 3, 20, 20, 0), [("甲", 18, 1, 0)], "比有效票少1张"),
        (Ballots(20, 1, 20, 20, 0), [("甲", 12, None, None), ("乙", 9, None, None)], "赞成票合计21"),
    ],
)
def test_figures_that_cannot_be_are_told(
    ballots: Ballots, votes: list[tuple[str, int, int | None, int | None]], says: str
) -> None:
    assert any(says in problem for problem in ballot_problems(ballots, votes))


def test_without_no_and_abstain_nothing_is_missed() -> None:
    assert ballot_problems(Ballots(20, 2, 20, 20, 1), [("甲", 12, None, None), ("乙", 9, 3, None)]) == []


def test_the_steps_follow_both_requests_and_approvals() -> None:
    """rules.md 0.7: two 请示 and two 批复 are gates."""
    facts: dict[str, object] = {}
    expected = [
        ({}, Step.REQUEST, "请示召开选举大会"),
        ({"hold_requested_on": DAY}, Step.REQUEST, "登记召开选举大会的批复"),
        ({"hold_approved_on": DAY}, Step.CANDIDATES, "提名候选人"),
        ({"enough_candidates": True}, Step.CANDIDATES, "请示候选人预备人选"),
        ({"candidates_requested_on": DAY}, Step.CANDIDATES, "登记候选人预备人选的批复"),
        ({"candidates_approved_on": DAY}, Step.MEETING, "登记大会选举结果"),
        ({"general_done": True}, Step.PLENARY, "选举书记、副书记"),
        ({"plenary_done": True}, Step.REPORT, "报告选举结果"),
        ({"reported_on": DAY}, Step.REPORT, "登记选举结果的批复"),
        ({"result_approved_on": DAY}, Step.INSTALL, "登记新班子"),
    ]
    for more, step, todo in expected:
        facts |= more
        first = next(one for one in steps(Facts(**facts)) if not one.done)  # type: ignore[arg-type]
        assert (first.step, first.todo) == (step, todo)
    assert all(one.done for one in steps(Facts(**facts, installed=True)))  # type: ignore[arg-type]


def test_a_branch_without_a_committee_has_no_plenary() -> None:
    """机关条例 第七条: fewer than seven full members elect the secretary at the general meeting."""
    assert Step.PLENARY not in [one.step for one in steps(Facts(has_committee=False))]
    assert [one.step.label for one in steps(Facts(has_committee=False))] == [
        "请示",
        "候选人",
        "大会选举",
        "报批",
        "就任",
    ]


def test_without_an_approval_nobody_may_vote() -> None:
    assert "召开选举大会和候选人预备人选" in missing_approvals(Facts())
    assert "召开选举大会" not in missing_approvals(Facts(hold_approved_on=DAY))
    assert missing_approvals(Facts(hold_approved_on=DAY, candidates_approved_on=DAY)) == ""
