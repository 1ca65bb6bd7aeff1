"""What meetings tell the rest of the program: the board, hours, questions, sentences, what hangs on a member."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.inputs import parse_input
from dangjian_desktop.base.periods import Period
from dangjian_desktop.feature import Call, DigestBlock, DueState, Headway, Participation, Section
from dangjian_desktop.meetings.feature import ACTIONS
from dangjian_desktop.meetings.offered.asking import questions
from dangjian_desktop.meetings.offered.digest import digest, next_period
from dangjian_desktop.meetings.offered.figures import attendance_rate, make_up_rate
from dangjian_desktop.meetings.offered.holdings import holdings
from dangjian_desktop.meetings.offered.proposals import proposals
from dangjian_desktop.meetings.offered.year import assignments, occasions, schedule
from dangjian_desktop.meetings.records import Gathering, Resolution
from dangjian_desktop.meetings.service import (
    add_agenda_item,
    add_resolution,
    edit_fields,
    finalise,
    hand_over_resolution,
    mark_all_present,
    report_resolution,
    send_notice,
    set_attendance,
    use_kinds,
)
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddResolution,
    EditFields,
    Finalise,
    HandOverResolution,
    NewAgendaItem,
    NewResolution,
    NewSegment,
    OfGathering,
    ReportResolution,
    SendNotice,
    SetAttendance,
    UseKinds,
)
from dangjian_desktop.roster.rules.attendance import AttendanceState

if TYPE_CHECKING:
    from conftest import World

TODAY = date(2026, 10, 12)
OCTOBER = Period.month(2026, 10)
SEPTEMBER = Period.month(2026, 9)


def carry(world: World, call: Call) -> object:
    """Do what a call says, as the board does."""
    action = next(one for one in ACTIONS if one.name == call.action)
    return world.do(action.run, parse_input(action.input, dict(call.values)))


def held(world: World, *kinds: str, day: date = date(2026, 9, 14), **more: object) -> str:
    """A gathering with everybody there but 孙喆 (公差) and 钱珺 (缺席)."""
    gathering = world.plan(*kinds, day=day, **more)
    world.do(mark_all_present, OfGathering(gathering))
    away = (("孙喆", AttendanceState.OFFICIAL_BUSINESS), ("钱珺", AttendanceState.ABSENT))
    for name, state in away:
        world.do(set_attendance, SetAttendance(gathering, world.person(name), state))
    return gathering


def decided(world: World, gathering: str, text: str, who: str, deadline: date | None) -> str:
    segment = world.view(gathering).segments[0].id
    item = str(world.do(add_agenda_item, AddAgendaItem(segment, NewAgendaItem(title="议一件事"))))
    new = NewResolution(text=text, responsible=world.person(who), deadline=deadline, follow_up=True)
    return str(world.do(add_resolution, AddResolution(item, new)))


def sentences(blocks: list[DigestBlock], section: Section, *, inner: bool = False) -> list[str]:
    return [block.text for block in blocks if block.section is section and block.inner is inner]


# -- occasions ----------------------------------------------------------------------------------------------------


def test_every_segment_is_an_occasion_with_those_present_and_those_who_made_it_up(world: World) -> None:
    gathering = held(world, "general_meeting", "party_lecture")
    made_up = SetAttendance(gathering, world.person("孙喆"), AttendanceState.MAKE_UP, made_up_on=date(2026, 9, 20))
    world.do(set_attendance, made_up)
    with world.store.read() as reader:
        meeting, lecture = occasions(reader, SEPTEMBER)
    assert (meeting.form, meeting.study, lecture.form_label, lecture.study) == ("general_meeting", False, "党课", True)
    assert (lecture.day, lecture.start, lecture.end) == (date(2026, 9, 14), time(14, 30), time(17, 0))
    assert len(lecture.people) == 27
    assert Participation(world.person("孙喆"), date(2026, 9, 20)) in lecture.people
    assert world.person("钱珺") not in [one.member for one in lecture.people]


def test_what_is_only_planned_is_no_occasion(world: World) -> None:
    world.plan("party_lecture", day=date(2026, 10, 30))
    world.plan("party_lecture", day=date(2026, 10, 8))
    with world.store.read() as reader:
        assert occasions(reader, OCTOBER) == []


def test_a_committee_segment_counts_its_own_people_only(world: World) -> None:
    gathering = world.plan("committee_meeting", day=date(2026, 9, 3))
    world.do(mark_all_present, OfGathering(gathering))
    with world.store.read() as reader:
        (only,) = occasions(reader, SEPTEMBER)
    assert len(only.people) == 5


def test_a_segment_can_be_put_down_as_study_or_not(world: World) -> None:
    gathering = held(world, "theme_party_day")
    segment = world.view(gathering).segments[0]
    assert (segment.study, segment.own_study) == (False, None)
    world.do(edit_fields, EditFields("segments", segment.id, {"form": "集中学习"}))
    assert world.view(gathering).segments[0].study
    world.do(edit_fields, EditFields("segments", segment.id, {"study": "否"}))
    with world.store.read() as reader:
        assert [one.study for one in occasions(reader, SEPTEMBER)] == [False]


# -- the board ----------------------------------------------------------------------------------------------------


def test_the_board_shows_how_each_gathering_stands_and_moves_what_is_still_a_plan(world: World) -> None:
    done = held(world, "committee_meeting", day=date(2026, 9, 3))
    missed = world.plan("theme_party_day", day=date(2026, 9, 10))
    now = world.plan("theme_party_day")
    ahead = world.plan("theme_party_day", day=date(2026, 11, 12))
    with world.store.read() as reader:
        found = {one.record: one for one in schedule(reader, 2026, TODAY)}
        assert schedule(reader, 2025, TODAY) == []
    states = {one: found[one].state for one in (done, missed, now, ahead)}
    assert states == {
        done: DueState.DONE,
        missed: DueState.OVERDUE,
        now: DueState.TODAY,
        ahead: DueState.PLANNED,
    }
    assert found[done].move is None
    assert found[ahead].detail == "14:30–17:00 三楼会议室"
    move = found[ahead].move
    assert move is not None
    carry(world, move(date(2026, 12, 9)))
    moved = world.view(ahead)
    assert (moved.day, moved.title) == (date(2026, 12, 9), "12月主题党日")


def test_proposals_plan_whole_gatherings_in_the_frame_of_last_time(world: World) -> None:
    held(world, "theme_party_day", day=date(2026, 9, 18), place="党员活动室")
    with world.store.read() as reader:
        found = {one.key: one for one in proposals(reader, 2027)}
    march = found["meetings.theme_party_day.2027-03"]
    assert (march.title, march.day) == ("3月主题党日（含党员大会）", date(2027, 3, 18))
    made = str(carry(world, march.plan(date(2027, 3, 19))))
    view = world.view(made)
    assert [segment.kind for segment in view.segments] == ["general_meeting", "theme_party_day"]
    assert (view.day, view.place, view.hours) == (date(2027, 3, 19), "党员活动室", "14:30–17:00")
    assert (view.host_name, view.recorder_name) == ("李卫国", "陈静")
    with world.store.read() as reader:
        assert march.key not in [one.key for one in proposals(reader, 2027)]


def test_proposals_of_the_group_name_the_group_and_its_leader(world: World) -> None:
    with world.store.read() as reader:
        found = [one for one in proposals(reader, 2026) if "group_meeting" in one.key]
    assert len(found) == 2 * 3
    first = next(one for one in found if "第一党小组" in one.title)
    view = world.view(str(carry(world, first.plan(first.day))))
    assert (view.segments[0].group_name, view.host_name) == ("第一党小组", "张晓梅")


def test_kinds_that_the_branch_does_not_hold_are_not_proposed(world: World) -> None:
    from dangjian_desktop.meetings.rules.kinds import SegmentKind

    world.do(use_kinds, UseKinds((SegmentKind.THEME_PARTY_DAY,)))
    with world.store.read() as reader:
        found = proposals(reader, 2027)
    assert len(found) == 12
    assert {one.plan(one.day).action for one in found} == {"plan_gathering"}


def test_the_organisational_life_meeting_is_planned_for_its_year(world: World) -> None:
    with world.store.read() as reader:
        one = next(one for one in proposals(reader, 2026) if "org_life" in one.key)
    assert one.title == "2026年度组织生活会"
    view = world.view(str(carry(world, one.plan(one.day))))
    assert view.segments[0].own_year == 2026


# -- assignments and holdings ---------------------------------------------------------------------------------------


def test_a_months_assignments_are_its_resolutions_and_its_gatherings(world: World) -> None:
    gathering = held(world, "general_meeting")
    first = decided(world, gathering, "修好三楼电路。", "王强", date(2026, 10, 8))
    second = decided(world, gathering, "整理荣誉室。", "周明", date(2026, 10, 20))
    decided(world, gathering, "办年底的事。", "周明", date(2026, 12, 1))
    world.do(report_resolution, ReportResolution(first, "已修好", date(2026, 10, 7)))
    world.do(report_resolution, ReportResolution(second, "正在整理"))
    ahead = world.plan("theme_party_day", day=date(2026, 10, 28))
    with world.store.read() as reader:
        found = assignments(reader, OCTOBER, TODAY)
    assert [(one.title, one.state, one.responsible) for one in found] == [
        ("修好三楼电路", Headway.DONE, "王强"),
        ("整理荣誉室", Headway.DOING, "周明"),
        ("10月主题党日", Headway.IDLE, "李卫国"),
    ]
    world.do(send_notice, SendNotice(ahead))
    with world.store.read() as reader:
        assert assignments(reader, OCTOBER, TODAY)[-1].state is Headway.DOING


def test_what_hangs_on_a_member_can_be_handed_over(world: World) -> None:
    gathering = held(world, "general_meeting")
    resolution = decided(world, gathering, "修好三楼电路。", "李卫国", date(2026, 10, 8))
    world.do(finalise, Finalise(gathering, despite=True))
    ahead = world.plan(day=date(2026, 11, 12), segments=(
        NewSegment(kind="party_lecture", topic="讲一课", lecturer=world.person("李卫国"),  # type: ignore[arg-type]
                   agenda=(NewAgendaItem(title="领学", presenter=world.person("李卫国")),)),
    ))  # fmt: skip
    with world.store.read() as reader:
        found = holdings(reader, world.person("李卫国"), TODAY)
        assert [one.title for one in found] == ["决议：修好三楼电路", "主持人", "主讲人", "议题汇报人"]
        assert found[0].detail == "时限10-08"
        calls = [one.hand_over(world.person("王强"), TODAY) for one in found if one.hand_over]
    for call in calls:
        carry(world, call)
    with world.store.read() as reader:
        assert holdings(reader, world.person("李卫国"), TODAY) == []
        assert next(one.record for one in holdings(reader, world.person("王强"), TODAY)) == resolution
    view = world.view(ahead)
    assert (view.host_name, view.segments[0].lecturer_name) == ("王强", "王强")
    minutes = world.view(gathering).segments[0].agenda[0].resolutions[0]
    assert (minutes.responsible_name, minutes.sees_to_it, minutes.taken_over_on) == ("李卫国", "王强", TODAY)


def test_a_resolution_that_is_done_is_not_handed_over(world: World) -> None:
    gathering = held(world, "general_meeting")
    resolution = decided(world, gathering, "修好三楼电路。", "李卫国", None)
    world.do(report_resolution, ReportResolution(resolution, "已修好", TODAY))
    with pytest.raises(Refused, match="已经落实"):
        world.do(hand_over_resolution, HandOverResolution(resolution, world.person("王强")))


# -- questions and figures ------------------------------------------------------------------------------------------


def test_questions_are_answered_in_a_sentence(world: World) -> None:
    gathering = held(world, "general_meeting")
    resolution = decided(world, gathering, "修好三楼电路。", "王强", date(2026, 10, 2))
    with world.store.read() as reader:
        overdue, made_up, final = questions(reader, TODAY)
    assert (overdue.count, overdue.answer) == (1, "1件，最久的过期10天：修好三楼电路（王强）")
    assert overdue.start.preset == {"record": resolution}
    assert (made_up.count, made_up.answer) == (2, "孙喆1次、钱珺1次")
    assert (final.count, final.answer) == (1, "1次，最早的是9月14日9月党员大会")
    for name in ("孙喆", "钱珺"):
        world.do(set_attendance, SetAttendance(gathering, world.person(name), AttendanceState.MAKE_UP))
    world.do(report_resolution, ReportResolution(resolution, "已修好", TODAY))
    world.do(finalise, Finalise(gathering, despite=True))
    with world.store.read() as reader:
        assert [(one.count, one.answer) for one in questions(reader, TODAY)] == [
            (0, "没有到期未落实的决议。"),
            (0, "今年缺席的都补了课。"),
            (0, "开过的会都已定稿。"),
        ]


def test_a_make_up_is_no_presence_and_stands_beside_it(world: World) -> None:
    """rules.md 0.8: 参加率 counts 实到 only, 补课率 stands beside it."""
    gathering = held(world, "general_meeting")
    with world.store.read() as reader:
        assert attendance_rate(reader, SEPTEMBER, None).value == Decimal("92.9")  # 26 / 28
        assert make_up_rate(reader, SEPTEMBER, None).value == Decimal("0.0")
    world.do(set_attendance, SetAttendance(gathering, world.person("孙喆"), AttendanceState.MAKE_UP))
    with world.store.read() as reader:
        assert attendance_rate(reader, SEPTEMBER, None).value == Decimal("92.9")
        assert make_up_rate(reader, SEPTEMBER, None).value == Decimal("50.0")
        own = attendance_rate(reader, SEPTEMBER, world.person("孙喆"))
        assert (own.value, own.records) == (Decimal("0.0"), (gathering,))
        assert make_up_rate(reader, SEPTEMBER, world.person("孙喆")).value == Decimal("100.0")
        nobody_away = make_up_rate(reader, SEPTEMBER, world.person("李卫国"))
        assert (nobody_away.value, nobody_away.complete) == (None, True)


def test_unknown_is_never_shown_as_zero(world: World) -> None:
    world.plan("general_meeting", day=date(2026, 9, 14))
    with world.store.read() as reader:
        rate = attendance_rate(reader, SEPTEMBER, None)
    assert (rate.value, rate.complete, rate.missing) == (None, False, "这段时间没有已签到的会议。")


def test_who_was_not_entered_makes_the_rate_incomplete(world: World) -> None:
    gathering = held(world, "general_meeting")
    world.do(set_attendance, SetAttendance(gathering, world.person("王强")))
    with world.store.read() as reader:
        rate = attendance_rate(reader, SEPTEMBER, None)
    assert (rate.value, rate.complete, rate.missing) == (Decimal("89.3"), False, "有1人次未登记出缺席。")


# -- the monthly summary --------------------------------------------------------------------------------------------


def test_the_digest_says_what_was_held_who_came_and_what_is_missing(world: World) -> None:
    gathering = held(world, "general_meeting", "theme_party_day")
    segment = world.view(gathering).segments[1]
    world.do(edit_fields, EditFields("segments", segment.id, {"topic": "窗口服务怎么提速"}))
    resolution = decided(world, gathering, "修好三楼电路。", "王强", date(2026, 9, 30))
    world.plan("theme_party_day", day=date(2026, 10, 28))
    with world.store.read() as reader:
        blocks = digest(reader, SEPTEMBER)
    assert sentences(blocks, Section.DONE) == [
        "召开党员大会1次、主题党日1次。",
        "主要内容：9月14日主题党日“窗口服务怎么提速”。",
    ]
    assert sentences(blocks, Section.ATTENDANCE) == [
        "应到28人次，实到26人次，参加率92.9%，请假1人次，缺席1人次，未到的已补课0人次，补课率0.0%。"
    ]
    assert sentences(blocks, Section.ATTENDANCE, inner=True) == ["未到会：孙喆（9月14日公差）、钱珺（9月14日缺席）。"]
    assert sentences(blocks, Section.SUPERVISION) == [
        "会议作出决议1项，已落实0项。",
        "应在本期落实的决议1项，已落实0项。",
    ]
    assert sentences(blocks, Section.PROBLEMS) == [
        "没有按期召开：9月支委会、三季度党课、9月党小组会（第一党小组）、9月党小组会（第二党小组）。",
        "有1项决议到期没有落实。",
        "有1次会议的记录还没有定稿。",
    ]
    assert sentences(blocks, Section.PROBLEMS, inner=True) == ["到期未落实：修好三楼电路（王强）。"]
    assert sentences(blocks, Section.NEXT) == ["安排会议1次：10月28日10月主题党日。"]
    assert all(block.records for block in blocks if block.section is not Section.PROBLEMS)
    assert next(one.records for one in blocks if one.record_kind == "resolutions") == (resolution,)


def test_names_of_people_stand_in_inner_blocks_only(world: World) -> None:
    gathering = held(world, "general_meeting")
    decided(world, gathering, "修好三楼电路。", "王强", date(2026, 9, 30))
    with world.store.read() as reader:
        outer = "".join(block.text for block in digest(reader, SEPTEMBER) if not block.inner)
    assert not any(name in outer for name in ("孙喆", "钱珺", "王强"))


def test_a_month_without_gatherings_says_nothing_it_does_not_know(world: World) -> None:
    with world.store.read() as reader:
        assert digest(reader, Period.month(2026, 3)) == []


def test_the_period_after_is_of_the_same_length() -> None:
    assert next_period(Period.month(2026, 12)) == Period.month(2027, 1)
    assert next_period(Period.quarter(2026, 4)) == Period.quarter(2027, 1)
    assert next_period(Period.year(2026)) == Period.year(2027)
    window = Period(date(2026, 9, 26), date(2026, 10, 25))
    assert next_period(window) == Period(date(2026, 10, 26), date(2026, 11, 24))


def test_a_deleted_gathering_takes_its_resolutions_along(world: World) -> None:
    gathering = held(world, "general_meeting")
    decided(world, gathering, "修好三楼电路。", "王强", date(2026, 9, 30))
    with world.store.write("删") as tx:
        tx.delete(Gathering, gathering)
    with world.store.read() as reader:
        assert questions(reader, TODAY)[0].count == 0
        assert reader.all(select(Resolution)) != []
