"""Kinds, numbers, titles, stages, hosts, cadence: each at its edges, naming its article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from dangjian_desktop.base.errors import Damaged
from dangjian_desktop.base.periods import Period
from dangjian_desktop.base.regulations import load_rules
from dangjian_desktop.meetings.rules.cadence import DutyState, Occasion, duty, periods_of
from dangjian_desktop.meetings.rules.hosting import host_hint
from dangjian_desktop.meetings.rules.kinds import (
    KINDS,
    Scope,
    SegmentKind,
    attributed_year,
    default_attributed_year,
    info_of,
    scope_of,
)
from dangjian_desktop.meetings.rules.numbering import Held, numbers
from dangjian_desktop.meetings.rules.stages import (
    NextStep,
    Stage,
    StageFacts,
    StageState,
    late_entry,
    state_bar,
)
from dangjian_desktop.meetings.rules.titles import default_title, number_words

BOOK = load_rules("meetings")
DAY = date(2026, 10, 12)


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) == set(SegmentKind)
    assert all(info.name and info.short and info.paper.endswith("记录") for info in KINDS.values())


def test_a_leading_bodys_democratic_life_meeting_is_no_duty_of_the_branch_and_has_no_number() -> None:
    info = KINDS[SegmentKind.DEMOCRATIC_LIFE_MEETING]
    assert (info.duty, info.numbered, info.scope) == (False, False, Scope.INVITED)


def test_a_kind_of_a_newer_program_reads_as_other() -> None:
    assert info_of("space_meeting").kind is SegmentKind.OTHER
    assert info_of(None).kind is SegmentKind.OTHER


def test_article_17_lets_an_org_life_meeting_be_held_as_a_group_meeting() -> None:
    assert scope_of(SegmentKind.ORG_LIFE_MEETING, None) is Scope.ALL
    assert scope_of(SegmentKind.ORG_LIFE_MEETING, "group") is Scope.GROUP
    assert scope_of(SegmentKind.COMMITTEE_MEETING, "unheard") is Scope.COMMITTEE


def test_the_attributed_year_follows_the_day_unless_put_down() -> None:
    assert attributed_year(date(2027, 1, 20), None) == 2027
    assert attributed_year(date(2027, 1, 20), 2026) == 2026
    assert attributed_year(None, None) is None


@pytest.mark.parametrize(
    ("day", "held", "year"),
    [
        (date(2027, 1, 20), (), 2026),
        (date(2027, 3, 31), (), 2026),
        (date(2027, 4, 1), (), 2027),
        (date(2027, 1, 20), (2026,), 2027),
        (date(2026, 12, 31), (), 2026),
    ],
)
def test_an_org_life_meeting_early_in_the_year_belongs_to_the_last_one_unless_that_has_its_own(
    day: date, held: tuple[int, ...], year: int
) -> None:
    assert default_attributed_year(SegmentKind.ORG_LIFE_MEETING, day, held, BOOK) == year


def test_other_kinds_follow_their_day() -> None:
    assert default_attributed_year(SegmentKind.GENERAL_MEETING, date(2027, 1, 20), (), BOOK) is None


def held(segment: str, day: date | None, kind: str = "general_meeting", **more: object) -> Held:
    base = Held(segment, kind, None, day, time(14, 30), None, (segment,))
    return replace(base, **more)  # type: ignore[arg-type]


def test_meetings_are_numbered_within_kind_and_year_by_the_day_they_took_place() -> None:
    found = numbers(
        [
            held("c", date(2026, 9, 1)),
            held("a", date(2026, 3, 1)),
            held("x", date(2026, 4, 1), kind="committee_meeting"),
            held("b", date(2026, 6, 1)),
            held("d", date(2027, 1, 5)),
        ]
    )
    assert found == {"a": 1, "b": 2, "c": 3, "x": 1, "d": 1}


def test_two_of_one_day_are_numbered_by_their_hour_then_in_a_fixed_order() -> None:
    day = date(2026, 3, 1)
    found = numbers([held("b", day), held("a", day), held("early", day, start=time(9, 0))])
    assert found == {"early": 1, "a": 2, "b": 3}


def test_each_group_counts_its_own_meetings() -> None:
    found = numbers(
        [
            held("a", DAY, kind="group_meeting", group="g1"),
            held("b", DAY, kind="group_meeting", group="g2"),
        ]
    )
    assert found == {"a": 1, "b": 1}


def test_the_number_counts_in_the_attributed_year_not_in_that_of_the_day() -> None:
    january = held("late", date(2027, 1, 20), kind="org_life_meeting", own_year=2026)
    found = numbers([january, held("own", date(2027, 11, 1), kind="org_life_meeting")])
    assert found == {"late": 1, "own": 1}


def test_what_has_no_day_or_is_not_counted_has_no_number() -> None:
    assert (
        numbers([held("a", None), held("b", DAY, kind="other"), held("c", DAY, kind="democratic_life_meeting")]) == {}
    )


def test_a_meeting_without_an_hour_comes_first_on_its_day() -> None:
    assert numbers([held("b", DAY), held("a", DAY, start=None)]) == {"a": 1, "b": 2}


def test_the_party_day_names_the_whole_afternoon() -> None:
    kinds = ["general_meeting", "party_lecture", "theme_party_day"]
    assert default_title(DAY, kinds) == "10月主题党日（含党员大会、党课）"


@pytest.mark.parametrize(
    ("kinds", "more", "title"),
    [
        (["committee_meeting"], {}, "10月支委会"),
        (["general_meeting"], {}, "10月党员大会"),
        (["general_meeting", "general_meeting"], {}, "10月党员大会"),
        (["org_life_meeting"], {"year": 2025}, "2025年度组织生活会"),
        (["org_life_meeting"], {}, "10月组织生活会"),
        (["group_meeting"], {"group": "第一党小组"}, "第一党小组10月党小组会"),
        ([], {}, "10月会议"),
    ],
)
def test_default_titles(kinds: list[str], more: dict[str, object], title: str) -> None:
    assert default_title(DAY, kinds, **more) == title  # type: ignore[arg-type]


def test_a_gathering_without_a_day_is_titled_without_a_month() -> None:
    assert default_title(None, []) == "会议"
    assert default_title(None, ["party_lecture"]) == "党课"


def test_the_number_is_read_out_with_its_year() -> None:
    assert number_words(2026, 3, "general_meeting") == "2026年第3次支部党员大会"
    assert number_words(2026, 3, "committee_meeting") == "2026年第3次支委会"
    assert number_words(2026, None, "other") == "会议"


PLANNED = StageFacts(DAY, True, False, 28, 28, 0, 2, False)


@pytest.mark.parametrize(
    ("facts", "today", "stage", "step"),
    [
        (replace(PLANNED, planned=False), DAY, Stage.PLAN, NextStep.COMPLETE_PLAN),
        (replace(PLANNED, planned=False, day=None), DAY, Stage.PLAN, NextStep.COMPLETE_PLAN),
        (PLANNED, DAY, Stage.NOTICE, NextStep.SEND_NOTICE),
        (replace(PLANNED, notice_sent=True), DAY, Stage.SIGN_IN, NextStep.PRINT_SIGN_IN),
        (replace(PLANNED, unregistered=1), DAY, Stage.SIGN_IN, NextStep.PRINT_SIGN_IN),
        (PLANNED, date(2026, 10, 13), Stage.SIGN_IN, NextStep.SIGN_IN),
        (replace(PLANNED, unregistered=0), DAY, Stage.MINUTES, NextStep.WRITE_MINUTES),
        (replace(PLANNED, unregistered=0, written_segments=1), DAY, Stage.MINUTES, NextStep.WRITE_MINUTES),
        (replace(PLANNED, unregistered=0, written_segments=2), DAY, Stage.FINAL, NextStep.FINALISE),
        (replace(PLANNED, final=True), DAY, Stage.FINAL, NextStep.PRINT_PAPERS),
    ],
)
def test_the_program_knows_the_next_step(facts: StageFacts, today: date, stage: Stage, step: NextStep) -> None:
    bar = state_bar(facts, today)
    assert (bar.current, bar.next_step) == (stage, step)
    assert bar.next_label


def test_a_final_record_has_every_stage_behind_it() -> None:
    assert {state for _, state in state_bar(replace(PLANNED, final=True), DAY).stages} == {StageState.DONE}


def test_the_bar_shows_done_current_and_to_do() -> None:
    bar = state_bar(replace(PLANNED, notice_sent=True), DAY)
    assert [state for _, state in bar.stages] == [
        StageState.DONE,
        StageState.DONE,
        StageState.CURRENT,
        StageState.TODO,
        StageState.TODO,
    ]


def test_nobody_expected_means_the_sign_in_is_not_done() -> None:
    assert state_bar(replace(PLANNED, notice_sent=True, expected=0, unregistered=0), DAY).current is Stage.SIGN_IN


@pytest.mark.parametrize(
    ("entered", "late"), [(date(2026, 11, 11), False), (date(2026, 11, 12), True), (DAY, False), (None, False)]
)
def test_what_is_entered_more_than_thirty_days_after_is_marked_as_late(entered: date | None, late: bool) -> None:
    assert late_entry(DAY, entered, BOOK) is late


def test_a_record_without_a_day_is_never_late() -> None:
    assert not late_entry(None, DAY, BOOK)


def hint(kind: str, host: str | None, secretary: str | None = "s", leader: str | None = "l") -> str:
    return host_hint(
        kind,
        host,
        secretary=secretary,
        committee=frozenset(("s", "d")),
        group_leader=leader,
        day=DAY,
        book=BOOK,
    )


def test_article_14_the_secretary_chairs_or_delegates() -> None:
    assert hint("general_meeting", "s") == ""
    assert "受书记委托" in hint("general_meeting", "d")
    assert "第十四条" in hint("committee_meeting", "d")
    assert "一般由书记主持" in hint("committee_meeting", "x")


def test_article_14_the_leader_chairs_a_group() -> None:
    assert hint("group_meeting", "l") == ""
    assert "组长主持" in hint("group_meeting", "x")


@pytest.mark.parametrize("kind", ["general_meeting", "group_meeting"])
def test_nothing_is_said_about_a_host_while_it_is_not_known_who_should_be(kind: str) -> None:
    assert hint(kind, None) == ""
    assert hint(kind, "x", secretary=None, leader=None) == ""


def test_anybody_may_chair_a_party_day() -> None:
    assert hint("theme_party_day", "x") == ""


Q3 = Period.quarter(2026, 3)
NAME = "支部党员大会"


def held_on(day: date, recorded: bool = True) -> Occasion:
    return Occasion(f"g{day:%m%d}", day, recorded)


def test_article_11_wants_a_general_meeting_each_quarter_and_article_12_a_committee_each_month() -> None:
    assert len(periods_of(BOOK.on("general_meeting.cadence", DAY), 2026)) == 4
    assert len(periods_of(BOOK.on("committee_meeting.cadence", DAY), 2026)) == 12
    assert periods_of(BOOK.on("org_life_meeting.cadence", DAY), 2026) == (Period.year(2026),)


def test_a_rule_with_an_unheard_period_is_damage() -> None:
    with pytest.raises(Damaged, match="周期不对"):
        periods_of(BOOK.on("late_entry.days", DAY), 2026)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 7, 1), DutyState.DONE),
        (date(2026, 9, 30), DutyState.DONE),
        (date(2026, 6, 30), DutyState.OVERDUE),
        (date(2026, 10, 1), DutyState.OVERDUE),
    ],
)
def test_only_a_meeting_of_the_quarter_does_the_duty_of_the_quarter(day: date, state: DutyState) -> None:
    assert duty(NAME, Q3, [held_on(day)], DAY, BOOK).state is state


def test_an_overdue_quarter_says_since_when() -> None:
    found = duty(NAME, Q3, [], DAY, BOOK)
    assert (found.state, found.reason) == (DutyState.OVERDUE, "三季度没有支部党员大会的记录，已过12天。")


def test_the_last_day_of_a_quarter_is_not_overdue_yet() -> None:
    found = duty(NAME, Q3, [], date(2026, 9, 30), BOOK)
    assert (found.state, found.reason) == (DutyState.SOON, "三季度还没有安排支部党员大会，今天是最后一天。")
    assert duty(NAME, Q3, [], date(2026, 10, 1), BOOK).state is DutyState.OVERDUE


def test_fifteen_days_before_its_end_a_quarter_is_soon_due() -> None:
    assert duty(NAME, Q3, [], date(2026, 9, 15), BOOK).state is DutyState.SOON
    assert duty(NAME, Q3, [], date(2026, 9, 14), BOOK).state is DutyState.UPCOMING


def test_a_coming_quarter_is_simply_upcoming() -> None:
    assert duty(NAME, Period.month(2026, 10), [], date(2026, 9, 30), BOOK).state is DutyState.UPCOMING


def test_a_planned_meeting_shows_as_planned_and_on_its_day_as_today() -> None:
    planned = [held_on(date(2026, 9, 20), recorded=False)]
    assert duty(NAME, Q3, planned, date(2026, 9, 19), BOOK).state is DutyState.PLANNED
    found = duty(NAME, Q3, planned, date(2026, 9, 20), BOOK)
    assert (found.state, found.gatherings, found.day) == (DutyState.TODAY, ("g0920",), date(2026, 9, 20))


def test_a_planned_meeting_whose_day_went_by_unrecorded_is_pointed_out() -> None:
    planned = [held_on(date(2026, 9, 20), recorded=False)]
    within = duty(NAME, Q3, planned, date(2026, 9, 21), BOOK)
    assert (within.state, within.reason) == (DutyState.SOON, "9月20日安排的支部党员大会还没有签到和记录。")
    after = duty(NAME, Q3, planned, DAY, BOOK)
    assert (after.state, after.day) == (DutyState.OVERDUE, date(2026, 9, 20))
    assert "已过12天" in after.reason


def test_a_duty_that_does_not_apply_says_why_unless_it_was_done_all_the_same() -> None:
    exempt = "不设支委会"
    assert duty("支委会", Q3, [], DAY, BOOK, exempt=exempt).reason == exempt
    assert duty("支委会", Q3, [], DAY, BOOK, exempt=exempt).state is DutyState.NOT_APPLICABLE
    assert duty("支委会", Q3, [held_on(date(2026, 8, 1))], DAY, BOOK, exempt=exempt).state is DutyState.DONE


def test_a_meeting_signed_in_beforehand_is_not_done_before_its_day() -> None:
    assert duty(NAME, Q3, [held_on(date(2026, 9, 20))], date(2026, 9, 19), BOOK).state is DutyState.PLANNED


def test_a_leap_day_belongs_to_its_quarter() -> None:
    assert (
        duty(NAME, Period.quarter(2028, 1), [held_on(date(2028, 2, 29))], date(2028, 3, 1), BOOK).state
        is DutyState.DONE
    )


def test_the_year_speaks_of_itself() -> None:
    assert "本年没有组织生活会的记录" in duty("组织生活会", Period.year(2025), [], DAY, BOOK).reason
