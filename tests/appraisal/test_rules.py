"""R13, R14 (支部工作条例 第十七条、第十八条) and rules.md 1.4, 0.3, 0.11, exact at their edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dangjian_desktop.appraisal.rules.ballots import Counts, ballot_problems, blanks, count_problem
from dangjian_desktop.appraisal.rules.grades import (
    Grade,
    Light,
    counted,
    grade_of,
    most_of,
    participants,
    share_check,
    verdict_lack,
)
from dangjian_desktop.appraisal.rules.rectify import Course, RectificationState, rectification_state
from dangjian_desktop.appraisal.rules.steps import Doing, StepKey, StepState, YearFacts, next_step, steps
from dangjian_desktop.appraisal.rules.year import deadline_problem, latest_day, window, year_due
from dangjian_desktop.base.regulations import Comparator, LocalChange, load_rules
from dangjian_desktop.feature import DueState
from dangjian_desktop.roster.rules import MemberFacts, Span, Spell, SpellKind

BOOK = load_rules("appraisal")
DAY = date(2026, 12, 16)
SHARE = BOOK.on("appraisal.excellent_share", DAY)
BALLOTS = BOOK.on("appraisal.ballots_returned", DAY)
SOON = BOOK.on("rectification.soon_days", DAY)


def test_the_duty_is_cited_with_its_article_and_the_share_as_the_branch_s_own() -> None:
    assert BOOK.on("appraisal.cadence", DAY).basis == "《中国共产党支部工作条例（试行）》第十八条"
    assert BOOK.on("org_life.steps", DAY).article == "第十七条"
    assert SHARE.basis == "本单位设定"
    assert share_check(0, 3, 3, SHARE).basis == "本单位设定（请以上级通知为准）"


# -- the share of 优秀 (1.4: default 1/3, floor, both denominators)


@pytest.mark.parametrize(("whole", "most"), [(0, 0), (1, 0), (2, 0), (3, 1), (5, 1), (6, 2), (26, 8), (27, 9), (28, 9)])
def test_a_third_is_rounded_down(whole: int, most: int) -> None:
    assert most_of(whole, SHARE) == most


@pytest.mark.parametrize(
    ("excellent", "graded", "members", "light"),
    [
        (8, 26, 28, Light.GREEN),
        (9, 26, 28, Light.AMBER),
        (10, 26, 28, Light.RED),
        (9, 27, 27, Light.GREEN),
        (10, 27, 27, Light.RED),
        (0, 0, 0, Light.GREEN),
        (1, 2, 3, Light.AMBER),
        (1, 2, 2, Light.RED),
    ],
)
def test_green_needs_both_denominators_and_one_alone_is_amber(
    excellent: int, graded: int, members: int, light: Light
) -> None:
    assert share_check(excellent, graded, members, SHARE).light is light


def test_the_check_says_both_limits_and_by_how_many_each_is_passed() -> None:
    words = share_check(9, 26, 28, SHARE).words
    assert words == "优秀9人：按参加评定的党员26人，最多8人，超1人；按党员总数28人，最多9人，符合。"
    before = share_check(0, 26, 28, SHARE).most_words
    assert before == "优秀：按参加评定的党员26人，最多8人；按党员总数28人，最多9人。"


def test_the_branch_may_set_another_share_and_must_stay_below_it_where_it_says_so() -> None:
    changed = BOOK.with_changes([LocalChange(SHARE.id, SHARE.share * 3 / 4, date(2026, 1, 1))])
    quarter = changed.on(SHARE.id, DAY)
    assert most_of(8, quarter) == 2
    below = replace(SHARE, comparator=Comparator.LESS)
    assert [most_of(whole, below) for whole in (0, 3, 4)] == [0, 0, 1]


# -- who takes part (R14: everybody; 1.4: 预备党员 get no grade)


def facts(id: str, **more: object) -> MemberFacts:
    values: dict[str, object] = {"joined_on": date(2010, 1, 1), "converted_on": date(2011, 1, 1), **more}
    return MemberFacts(id, **values)  # type: ignore[arg-type]


def test_a_member_on_probation_takes_part_ungraded_until_the_day_of_conversion() -> None:
    one = {"a": facts("a", joined_on=date(2025, 12, 16), converted_on=DAY)}
    (before,) = participants(one, date(2026, 12, 15))
    (on_the_day,) = participants(one, DAY)
    assert (before.graded, before.reason) == (False, "预备党员参加评议，不定等次")
    assert (on_the_day.graded, on_the_day.reason) == (True, "")


def test_who_left_before_the_day_is_out_and_who_came_on_it_is_in() -> None:
    left = Spell(SpellKind.MEMBERSHIP, Span(date(2020, 1, 1), DAY))
    came = Spell(SpellKind.MEMBERSHIP, Span(DAY, None))
    people = {"left": facts("left", spells=(left,)), "came": facts("came", spells=(came,))}
    assert [one.member for one in participants(people, DAY)] == ["came"]
    assert [one.member for one in participants(people, date(2026, 12, 15))] == ["left"]


def test_a_member_who_is_excused_takes_part_with_the_branch_s_reason() -> None:
    (one,) = participants({"a": facts("a")}, DAY, {"a": "新转入不足半年"})
    assert (one.graded, one.reason) == (False, "新转入不足半年")


def test_a_verdict_other_than_qualified_says_why_since_ballots_are_not_its_sole_ground() -> None:
    assert verdict_lack(None, "") == "还没评定"
    assert verdict_lack(Grade.QUALIFIED, "") == ""
    assert all("得票不能作唯一依据" in verdict_lack(grade, "  ") for grade in Grade if grade is not Grade.QUALIFIED)
    assert verdict_lack(Grade.EXCELLENT, "带头攻坚") == ""


def test_grades_are_counted_and_unknown_ones_are_none() -> None:
    assert counted([Grade.EXCELLENT, None, Grade.EXCELLENT])[Grade.EXCELLENT] == 2
    assert grade_of("brilliant") is None
    assert [grade.label for grade in Grade] == ["优秀", "合格", "基本合格", "不合格"]


# -- ballots (0.11: sums only)


@pytest.mark.parametrize(
    ("issued", "returned", "present", "void", "said"),
    [
        (26, 26, 26, False, 0),
        (26, 25, 26, False, 0),
        (26, 27, 26, True, 1),
        (27, 27, 26, False, 1),
        (27, 28, 26, True, 2),
        (0, 0, 0, False, 0),
        (None, 3, None, False, 0),
    ],
)
def test_more_ballots_back_than_out_is_void(
    issued: int | None, returned: int | None, present: int | None, void: bool, said: int
) -> None:
    found = ballot_problems(issued, returned, present, BALLOTS)
    assert (any(problem.void for problem in found), len(found)) == (void, said)


def test_four_sums_may_be_fewer_than_the_ballots_but_never_more() -> None:
    assert count_problem(Counts(10, 16, 0, 0), 26) == ""
    assert count_problem(Counts(10, 17, 0, 0), 26) == "四档合计27票，多于收回的26张"
    assert count_problem(Counts(10, 17, 0, 0), None) == ""
    assert blanks(Counts(10, 14, None, 1), 26) == 1
    assert blanks(Counts(), 26) is None
    assert blanks(Counts(27), 26) is None
    assert Counts(0).entered
    assert not Counts().entered


# -- 归属年度 (0.3)


@pytest.mark.parametrize(
    ("today", "state", "due"),
    [
        (date(2026, 9, 29), DueState.UPCOMING, date(2026, 12, 31)),
        (date(2026, 9, 30), DueState.SOON, date(2026, 12, 31)),
        (date(2026, 12, 31), DueState.SOON, date(2026, 12, 31)),
        (date(2027, 1, 1), DueState.SOON, date(2027, 3, 31)),
        (date(2027, 3, 31), DueState.SOON, date(2027, 3, 31)),
        (date(2027, 4, 1), DueState.OVERDUE, date(2027, 3, 31)),
    ],
)
def test_without_a_notice_the_fourth_quarter_is_usual_and_january_is_not_late(
    today: date, state: DueState, due: date
) -> None:
    found = year_due(2026, None, today, BOOK, done=False)
    assert (found.state, found.due) == (state, due)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 27), DueState.UPCOMING),
        (date(2026, 11, 28), DueState.SOON),
        (date(2027, 2, 28), DueState.SOON),
        (date(2027, 3, 1), DueState.OVERDUE),
    ],
)
def test_the_notice_s_day_decides_exactly(today: date, state: DueState) -> None:
    assert year_due(2026, date(2027, 2, 28), today, BOOK, done=False).state is state


def test_what_was_done_is_done_whenever() -> None:
    for deadline in (None, date(2026, 11, 30)):
        assert year_due(2026, deadline, date(2027, 6, 1), BOOK, done=True).state is DueState.DONE


def test_the_last_day_is_the_end_of_march_in_leap_years_too_and_the_window_begins_with_the_year() -> None:
    assert latest_day(2027, BOOK) == date(2028, 3, 31)
    assert window(2026, None, BOOK).first == date(2026, 1, 1)
    assert window(2026, date(2026, 11, 1), BOOK).last == date(2026, 12, 31)
    changed = BOOK.with_changes([LocalChange("appraisal.carry_months", 2, date(2026, 1, 1))])
    assert latest_day(2027, changed) == date(2028, 2, 29)


def test_a_last_day_outside_the_year_and_the_next_is_a_slip() -> None:
    assert deadline_problem(2026, date(2025, 12, 31))
    assert deadline_problem(2026, date(2026, 1, 1)) == ""
    assert deadline_problem(2026, date(2027, 12, 31)) == ""
    assert deadline_problem(2026, date(2028, 1, 1))


# -- 整改


def test_an_item_is_overdue_the_day_after_and_closed_only_when_verified() -> None:
    last = date(2026, 12, 31)

    def state(today: date, **more: date) -> RectificationState:
        return rectification_state(Course(last, **more), today, SOON)

    assert state(date(2026, 12, 15)) is RectificationState.OPEN
    assert state(date(2026, 12, 16)) is RectificationState.SOON
    assert state(last) is RectificationState.SOON
    assert state(date(2027, 1, 1)) is RectificationState.OVERDUE
    assert state(date(2027, 1, 1), done_on=last) is RectificationState.TO_VERIFY
    assert state(date(2027, 1, 1), done_on=last, verified_on=last) is RectificationState.CLOSED
    assert rectification_state(Course(), last, SOON) is RectificationState.OPEN


# -- the steps and what is next


def after(facts: YearFacts, today: date = DAY) -> Doing | None:
    found = next_step(steps(facts, today), facts, today)
    return found.doing if found else None


def test_each_thing_done_makes_the_next_one_next() -> None:
    facts = YearFacts()
    walk: list[tuple[Doing, dict[str, object]]] = [
        (Doing.WRITE_PLAN, {"theme": True}),
        (Doing.SEND_PLAN, {"plan_sent_on": DAY}),
        (Doing.APPROVE_PLAN, {"plan_approved_on": DAY}),
        (Doing.ADD_STUDY, {"studies": 1}),
        (Doing.ADD_OPINION, {"opinions": 4}),
        (Doing.CLOSE_OPINIONS, {"opinions_closed_on": DAY}),
        (Doing.GO_TO_TALKS, {"talks": (10, 10)}),
        (Doing.WRITE_REVIEW, {"committee_review": True}),
        (Doing.PLAN_MEETING, {"meeting_known": True, "meeting_day": date(2026, 12, 20)}),
        (Doing.OPEN_MEETING, {"meeting_day": DAY, "meeting_recorded": True}),
        (Doing.ENTER_COUNTS, {"graded": 9, "tallied": 9}),
        (Doing.GIVE_VERDICTS, {"verdicts": 9}),
        (Doing.GIVE_FEEDBACK, {"feedback": 9}),
        (Doing.ADD_RECTIFICATION, {"rectifications": 2}),
        (Doing.SEND_REPORT, {"report_sent_on": DAY}),
        (Doing.SEE_RECTIFICATIONS, {"closed": 2}),
    ]
    for expected, done in walk:
        assert after(facts) is expected
        facts = replace(facts, **done)  # type: ignore[arg-type]
    assert after(facts) is None
    assert {step.state for step in steps(facts, DAY)} == {StepState.DONE}


def test_after_the_meeting_nobody_is_sent_back_before_it() -> None:
    facts = YearFacts(meeting_known=True, meeting_day=date(2026, 12, 15), meeting_recorded=True, graded=3)
    found = steps(facts, DAY)
    assert found[0].state is StepState.PASSED
    assert found[0].words == "会前没有记录"
    assert after(facts) is Doing.ENTER_COUNTS
    assert after(replace(facts, meeting_day=DAY)) is Doing.ENTER_COUNTS
    assert after(replace(facts, meeting_day=DAY, meeting_recorded=False)) is Doing.WRITE_PLAN
    assert after(replace(facts, meeting_recorded=False)) is Doing.OPEN_MEETING
    assert steps(replace(facts, meeting_recorded=False), DAY)[5].words == "12-15的会还没签到"


def test_half_done_steps_say_how_far_they_are() -> None:
    facts = YearFacts(talks=(7, 10), member_reviews=2, members=10, drafts=1, graded=9, tallied=4, rectifications=3)
    facts = replace(facts, closed=1, overdue=1, opinions_closed_on=DAY)
    words = {step.key: step.words for step in steps(facts, DAY)}
    assert words[StepKey.TALKS] == "谈到7/10人"
    assert words[StepKey.REVIEWS] == "班子还没定，党员2/10"
    assert words[StepKey.APPRAISAL] == "票数4/9人"
    assert words[StepKey.RECTIFY] == "销号1/3，逾期1"
    assert words[StepKey.OPINIONS] == "没有征求到意见"
    assert {step.key: step.words for step in steps(YearFacts(drafts=1), DAY)}[StepKey.REVIEWS] == "草稿1份，还没交"
