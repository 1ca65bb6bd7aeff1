"""Votes at their edges: 支部工作条例 第十一条 (R6), 第十二条 (R8), 发展党员工作细则 (rules.md 0.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangjian_desktop.base.regulations import Comparator, LocalChange, load_rules
from dangjian_desktop.meetings.rules.kinds import Scope
from dangjian_desktop.meetings.rules.quorum import Method, Purpose, Standing, Tally, majority, quorum
from dangjian_desktop.roster.rules.attendance import AttendanceState, Counts, Mark, count, state_of, with_make_up

BOOK = load_rules("meetings")
DAY = date(2026, 10, 12)


def room(present: int, expected: int, unregistered: int = 0) -> Counts:
    return Counts(
        expected=expected,
        present=present,
        absent=expected - present - unregistered,
        unregistered=unregistered,
        expected_voters=expected,
        present_voters=present,
    )


@pytest.mark.parametrize(
    ("present", "expected", "standing", "words"),
    [
        (13, 26, Standing.ENOUGH, "达到半数可表决"),
        (12, 26, Standing.SHORT, "不足半数不能表决"),
        (14, 26, Standing.ENOUGH, "超过半数可表决"),
        (13, 25, Standing.ENOUGH, "超过半数可表决"),
        (12, 25, Standing.SHORT, "不足半数不能表决"),
        (24, 26, Standing.ENOUGH, "超过半数可表决"),
        (1, 1, Standing.ENOUGH, "超过半数可表决"),
        (0, 1, Standing.SHORT, "不足半数不能表决"),
    ],
)
def test_article_11_needs_at_least_half_of_the_voters_present(
    present: int, expected: int, standing: Standing, words: str
) -> None:
    found = quorum(Scope.ALL, room(present, expected), DAY, BOOK)
    assert (found.standing, found.words) == (standing, words)
    assert found.article == "第十一条"
    assert "支部工作条例" in found.explanation


def test_one_short_of_half_says_how_many_are_missing_and_who_is_not_entered_yet() -> None:
    found = quorum(Scope.ALL, room(11, 26, unregistered=2), DAY, BOOK)
    assert "还差2人" in found.explanation
    assert "另有2人未登记" in found.explanation


def test_before_anybody_signed_in_nothing_is_said_against_the_meeting() -> None:
    found = quorum(Scope.ALL, room(0, 26, unregistered=26), DAY, BOOK)
    assert (found.standing, found.words) == (Standing.UNKNOWN, "尚未签到")


def test_a_roster_without_voters_gives_no_verdict() -> None:
    assert quorum(Scope.ALL, Counts(), DAY, BOOK).standing is Standing.UNKNOWN
    assert majority(Scope.ALL, Counts(), Tally(yes=0), DAY, BOOK).standing is Standing.UNKNOWN


def test_probationary_members_are_present_without_a_vote() -> None:
    marks = [Mark(AttendanceState.PRESENT, voter=True)] * 13 + [Mark(AttendanceState.ABSENT, voter=True)] * 14
    marks += [Mark(AttendanceState.PRESENT, voter=False)] * 5
    counts = count(marks)
    assert (counts.present, counts.expected) == (18, 32)
    assert quorum(Scope.ALL, counts, DAY, BOOK).standing is Standing.SHORT


@pytest.mark.parametrize(("present", "size", "enough"), [(3, 5, True), (2, 5, False), (2, 4, True), (1, 3, False)])
def test_article_12_needs_at_least_half_of_the_committee(present: int, size: int, enough: bool) -> None:
    found = quorum(Scope.COMMITTEE, room(present, size), DAY, BOOK)
    assert (found.standing is Standing.ENOUGH) is enough
    assert found.article == "第十二条"
    assert "委员应到" in found.explanation


def test_a_wary_branch_may_ask_for_more_than_half_of_its_committee() -> None:
    wary = BOOK.with_changes([LocalChange("committee_meeting.quorum", _half(), date(2026, 1, 1), Comparator.MORE)])
    found = quorum(Scope.COMMITTEE, room(2, 4), DAY, wary)
    assert (found.standing, found.words, found.basis) == (Standing.SHORT, "未超过半数不能表决", "本单位设定")
    assert quorum(Scope.COMMITTEE, room(2, 4), date(2025, 12, 31), wary).standing is Standing.ENOUGH


def _half() -> object:
    return BOOK.on("committee_meeting.quorum", DAY).value


@pytest.mark.parametrize(
    ("yes", "base", "carried"), [(13, 26, False), (14, 26, True), (13, 25, True), (12, 25, False), (1, 1, True)]
)
def test_article_11_carries_with_more_than_half_of_all_expected_voters(yes: int, base: int, carried: bool) -> None:
    found = majority(Scope.ALL, room(base, base), Tally(yes=yes, no=0, abstain=base - yes), DAY, BOOK)
    assert (found.standing is Standing.ENOUGH) is carried
    assert found.article == "第十一条"


def test_the_base_is_those_expected_not_those_present() -> None:
    found = majority(Scope.ALL, room(14, 26), Tally(yes=13, no=1, abstain=0), DAY, BOOK)
    assert found.words == "13/26 未超过半数，未通过"


def test_abstentions_count_against() -> None:
    assert majority(Scope.ALL, room(26, 26), Tally(yes=13, no=0, abstain=13), DAY, BOOK).standing is Standing.SHORT


def test_the_verdict_is_said_in_the_papers_words() -> None:
    tally = Tally(23, 0, 1, 24, 24, 1, method=Method.BALLOT, purpose=Purpose.ADMISSION)
    found = majority(Scope.ALL, room(24, 26), tally, DAY, BOOK)
    assert found.words == "24/26 超过半数，通过"
    assert "含书面意见1份" in found.explanation
    assert found.problems == ()


def test_written_opinions_do_not_count_in_an_ordinary_vote() -> None:
    found = majority(Scope.ALL, room(24, 26), Tally(yes=13, no=0, abstain=11, written_yes=1), DAY, BOOK)
    assert (found.yes, found.standing) == (13, Standing.SHORT)
    assert any("不计入" in problem for problem in found.problems)


@pytest.mark.parametrize("purpose", [Purpose.ADMISSION, Purpose.CONVERSION])
def test_admission_fails_with_exactly_half_of_the_voters_present(purpose: Purpose) -> None:
    """发展党员工作细则: 必须超过半数; an exact half fails."""
    found = quorum(Scope.ALL, room(13, 26), DAY, BOOK, purpose)
    assert (found.standing, found.words) == (Standing.SHORT, "未超过半数不能表决")
    assert quorum(Scope.ALL, room(14, 26), DAY, BOOK, purpose).standing is Standing.ENOUGH
    voted = majority(Scope.ALL, room(13, 26), Tally(yes=13, written_yes=5, purpose=purpose), DAY, BOOK)
    assert voted.words == "到会人数不足，表决无效"


def test_admission_cites_the_text_in_force_on_its_day() -> None:
    assert quorum(Scope.ALL, room(14, 26), date(2026, 5, 10), BOOK, Purpose.ADMISSION).article == "本单位设定"
    assert quorum(Scope.ALL, room(14, 26), date(2026, 5, 11), BOOK, Purpose.ADMISSION).article == "第十九条、第二十条"


def test_a_vote_without_quorum_is_void_however_many_agree() -> None:
    found = majority(Scope.ALL, room(12, 26), Tally(yes=12, no=0, abstain=0), DAY, BOOK)
    assert (found.standing, found.words) == (Standing.SHORT, "到会人数不足，表决无效")


def test_a_vote_without_figures_is_unknown_not_lost() -> None:
    assert majority(Scope.ALL, room(20, 26), Tally(), DAY, BOOK).words == "未填票数"


def test_a_committee_votes_by_its_own_number() -> None:
    found = majority(Scope.COMMITTEE, room(4, 5), Tally(yes=3, no=0, abstain=1), DAY, BOOK)
    assert (found.words, found.basis) == ("3/5 超过半数，通过", "本单位设定")
    assert majority(Scope.GROUP, room(4, 8), Tally(yes=4), DAY, BOOK).standing is Standing.SHORT


CLEAN = Tally(yes=20, no=2, abstain=2, issued=24, returned=24)


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (replace(CLEAN, issued=25, returned=24), "发出25票"),
        (replace(CLEAN, returned=25), "应重新投票"),
        (replace(CLEAN, abstain=3), "多于收回的24票"),
        (Tally(yes=23, no=1, abstain=1), "多于到会有表决权的24人"),
        (replace(CLEAN, written_yes=2, written_no=1, purpose=Purpose.ADMISSION), "书面意见3份"),
    ],
)
def test_figures_that_do_not_add_up_are_pointed_out_and_not_blocked(tally: Tally, said: str) -> None:
    found = majority(Scope.ALL, room(24, 26), tally, DAY, BOOK)
    assert len(found.problems) == 1
    assert said in found.problems[0]
    assert found.standing is Standing.ENOUGH


def test_figures_at_their_limits_are_not_pointed_out() -> None:
    full = replace(CLEAN, written_yes=1, written_abstain=1, purpose=Purpose.CONVERSION)
    assert majority(Scope.ALL, room(24, 26), full, DAY, BOOK).problems == ()
    assert majority(Scope.ALL, room(24, 26), Tally(yes=24, no=0, abstain=0), DAY, BOOK).problems == ()


def test_attendance_adds_up_to_those_expected() -> None:
    marks = [
        Mark(AttendanceState.PRESENT, True),
        Mark(AttendanceState.SICK_LEAVE, True, made_up_on=date(2026, 10, 20)),
        Mark(AttendanceState.OFFICIAL_BUSINESS, True),
        Mark(AttendanceState.PERSONAL_LEAVE, True),
        Mark(AttendanceState.LEAVE, False),
        Mark(AttendanceState.ABSENT, True, made_up_on=date(2026, 10, 20)),
        Mark(AttendanceState.MAKE_UP, True, made_up_on=date(2026, 10, 20)),
        Mark(None, True),
    ]
    counts = count(marks)
    parts = (counts.present, counts.on_leave, counts.absent, counts.only_made_up, counts.unregistered)
    assert parts == (1, 4, 1, 1, 1)
    assert sum(parts) == counts.expected
    assert counts.made_up == 3
    assert counts.words == "应到8 实到1 请假4 缺席1 未登记1 补课3"
    assert (counts.expected_voters, counts.present_voters) == (7, 1)


def test_a_make_up_is_never_counted_as_present() -> None:
    """rules.md 0.8: 参加率 counts 实到 only."""
    assert count([Mark(AttendanceState.MAKE_UP, True)]).present == 0
    assert count([Mark(AttendanceState.PRESENT, True, made_up_on=date(2026, 10, 20))]).made_up == 0


def test_an_empty_roster_counts_nobody() -> None:
    assert count([]) == Counts()
    assert not Counts().begun
    assert Counts().words == "应到0 实到0 请假0 缺席0 未登记0"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, AttendanceState.MAKE_UP),
        (AttendanceState.SICK_LEAVE, AttendanceState.SICK_LEAVE),
        (AttendanceState.ABSENT, AttendanceState.ABSENT),
        (AttendanceState.PRESENT, AttendanceState.MAKE_UP),
    ],
)
def test_a_make_up_keeps_the_known_reason_for_being_away(
    before: AttendanceState | None, after: AttendanceState
) -> None:
    assert with_make_up(before) is after


def test_a_state_of_a_newer_program_reads_as_not_entered() -> None:
    assert state_of("teleported") is None
    assert state_of(None) is None
    assert state_of("present") is AttendanceState.PRESENT
