"""One gathering being planned, signed in and written, as the window and the command line use it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.quorum import Method, Purpose, Standing
from dangjian_desktop.meetings.rules.stages import NextStep
from dangjian_desktop.meetings.service import (
    add_agenda_item,
    add_observer,
    add_resolution,
    add_segment,
    add_speech,
    add_vote,
    delete_gathering,
    delete_part,
    edit_fields,
    mark_all_present,
    move_part,
    plan_gathering,
    repeat_last,
    restore_gathering,
    restore_part,
    set_attendance,
)
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddObserver,
    AddResolution,
    AddSegment,
    AddSpeech,
    AddVote,
    DeletePart,
    EditFields,
    MovePart,
    NewAgendaItem,
    NewResolution,
    NewSegment,
    NewSpeech,
    NewVote,
    OfGathering,
    PlanGathering,
    RepeatLast,
    SetAttendance,
)
from dangjian_desktop.roster.rules.attendance import AttendanceState

if TYPE_CHECKING:
    from conftest import World

TODAY = date(2026, 10, 12)
AFTERNOON = ("general_meeting", "party_lecture", "theme_party_day")


def test_one_afternoon_has_one_sign_in_for_three_segments(world: World) -> None:
    gathering = world.plan(*AFTERNOON)
    world.do(mark_all_present, OfGathering(gathering))
    view = world.view(gathering)
    assert view.title == "10月主题党日（含党员大会、党课）"
    assert [segment.tab for segment in view.segments] == ["党员大会 第1次", "党课 第1次", "主题党日 第1次"]
    assert view.counts.words == "应到28 实到28 请假0 缺席0 未登记0"
    assert {segment.counts.present for segment in view.segments} == {28}
    assert (view.counts.expected_voters, view.counts.present_voters) == (26, 26)


def test_everyone_starts_as_not_entered_and_the_line_above_counts_in_the_papers_words(world: World) -> None:
    gathering = world.plan("general_meeting")
    assert world.view(gathering).quorum.words == "尚未签到"
    assert {chip.state_label for chip in world.view(gathering).chips} == {"未登记"}
    world.do(mark_all_present, OfGathering(gathering))
    for name, state, reason in (
        ("张晓梅", AttendanceState.SICK_LEAVE, "感冒"),
        ("孙喆", AttendanceState.OFFICIAL_BUSINESS, "市里培训"),
        ("钱珺", None, None),
    ):
        world.do(set_attendance, SetAttendance(gathering, world.person(name), state, reason))
    view = world.view(gathering)
    assert view.counts.words == "应到28 实到25 请假2 缺席0 未登记1"
    assert (view.counts.expected_voters, view.counts.present_voters) == (26, 23)
    assert (view.quorum.standing, view.quorum.article) == (Standing.ENOUGH, "第十一条")
    chips = {chip.name: chip for chip in view.chips}
    assert (chips["张晓梅"].state_label, chips["张晓梅"].reason) == ("病假", "感冒")
    assert (chips["陶然"].votes, chips["陶然"].note) == (False, "预备党员，无表决权")


def test_all_present_leaves_what_was_entered_before(world: World) -> None:
    gathering = world.plan("general_meeting")
    world.do(set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.ABSENT))
    assert world.do(mark_all_present, OfGathering(gathering)) == 27
    assert world.view(gathering).counts.absent == 1
    assert world.do(mark_all_present, OfGathering(gathering)) == 0


def test_a_committee_meeting_expects_its_five_and_judges_by_article_12(world: World) -> None:
    gathering = world.plan("committee_meeting")
    view = world.view(gathering)
    assert [chip.name for chip in view.chips] == ["李卫国", "陈静", "王强", "周明", "赵犇"]
    for name in ("李卫国", "陈静"):
        world.do(set_attendance, SetAttendance(gathering, world.person(name), AttendanceState.PRESENT))
    assert world.view(gathering).quorum.standing is Standing.SHORT
    world.do(set_attendance, SetAttendance(gathering, world.person("赵犇"), AttendanceState.PRESENT))
    view = world.view(gathering)
    assert (view.quorum.standing, view.quorum.article) == (Standing.ENOUGH, "第十二条")


def test_a_group_meeting_expects_its_group(world: World) -> None:
    segment = NewSegment(kind=SegmentKind.GROUP_MEETING, party_group=world.groups["第一党小组"])
    gathering = world.plan(segments=(segment,), host=world.person("王强"))
    view = world.view(gathering)
    assert view.title == "第一党小组10月党小组会"
    assert len(view.chips) == 14
    assert "组长主持" in view.segments[0].host_hint
    assert view.segments[0].number_words == "2026年第1次党小组会"


def test_each_segment_counts_its_own_circle_within_one_sign_in(world: World) -> None:
    gathering = world.plan("committee_meeting", "theme_party_day")
    world.do(mark_all_present, OfGathering(gathering))
    committee, party_day = world.view(gathering).segments
    assert (committee.counts.expected, party_day.counts.expected) == (5, 28)


def test_a_leaders_double_life_expects_only_those_named(world: World) -> None:
    gathering = world.plan("democratic_life_meeting")
    assert world.view(gathering).chips == ()
    with pytest.raises(Refused, match="没有应到会的人员"):
        world.do(mark_all_present, OfGathering(gathering))
    world.do(set_attendance, SetAttendance(gathering, world.person("李卫国"), AttendanceState.PRESENT))
    view = world.view(gathering)
    assert (view.counts.expected, view.segments[0].number) == (1, None)


def test_a_make_up_keeps_the_leave_and_stands_beside_the_presence(world: World) -> None:
    gathering = world.plan("party_lecture", day=date(2026, 9, 10))
    zhang = world.person("张晓梅")
    world.do(set_attendance, SetAttendance(gathering, zhang, AttendanceState.SICK_LEAVE, "感冒"))
    made_up = SetAttendance(gathering, zhang, AttendanceState.MAKE_UP, made_up_on=date(2026, 9, 20))
    world.do(set_attendance, made_up)
    view = world.view(gathering)
    chip = next(chip for chip in view.chips if chip.person == zhang)
    assert (chip.state, chip.reason, chip.made_up_on) == (AttendanceState.SICK_LEAVE, "感冒", date(2026, 9, 20))
    assert (view.counts.present, view.counts.made_up) == (0, 1)


@pytest.mark.parametrize(("day", "said"), [(date(2026, 9, 10), "之后"), (date(2026, 10, 13), "不能晚于今天")])
def test_a_make_up_lies_between_the_meeting_and_today(world: World, day: date, said: str) -> None:
    gathering = world.plan("party_lecture", day=date(2026, 9, 10))
    data = SetAttendance(gathering, world.person("王强"), AttendanceState.MAKE_UP, made_up_on=day)
    with pytest.raises(Refused, match=said):
        world.do(set_attendance, data)


def test_coming_after_all_clears_the_leave(world: World) -> None:
    gathering = world.plan("general_meeting")
    wang = world.person("王强")
    world.do(set_attendance, SetAttendance(gathering, wang, AttendanceState.SICK_LEAVE, "发烧", written_opinion=True))
    assert next(c for c in world.view(gathering).chips if c.person == wang).written_opinion
    world.do(set_attendance, SetAttendance(gathering, wang, AttendanceState.PRESENT))
    chip = next(chip for chip in world.view(gathering).chips if chip.person == wang)
    assert (chip.state_label, chip.reason, chip.written_opinion) == ("出席", "", False)


def test_observers_are_people_of_the_roster_or_guests_by_name(world: World) -> None:
    gathering = world.plan("general_meeting")
    world.do(add_observer, AddObserver(gathering, person=world.person("刘洋"), identity="积极分子"))
    world.do(add_observer, AddObserver(gathering, name="甄理", identity="县委党校教师"))
    assert [(o.name, o.identity) for o in world.view(gathering).observers] == [
        ("刘洋", "积极分子"),
        ("甄理", "县委党校教师"),
    ]
    with pytest.raises(Refused, match="已在列席人员中"):
        world.do(add_observer, AddObserver(gathering, name="甄理"))
    with pytest.raises(Refused, match="已在列席人员中"):
        world.do(add_observer, AddObserver(gathering, person=world.person("刘洋")))
    with pytest.raises(Refused, match="姓名"):
        world.do(add_observer, AddObserver(gathering, name=" "))


def test_an_agenda_carries_points_a_vote_and_a_resolution(world: World) -> None:
    gathering, item = world.planned_item()
    world.do(mark_all_present, OfGathering(gathering))
    world.do(add_speech, AddSpeech(item, NewSpeech(points="赞成两人一班。", speaker=world.person("周明"))))
    world.do(add_vote, AddVote(item, NewVote(yes=24, no=0, abstain=2)))
    resolution = NewResolution(text="自11月起两人一班。", responsible=world.person("陈静"), deadline=date(2026, 10, 31))
    world.do(add_resolution, AddResolution(item, resolution))
    (segment,) = world.view(gathering).segments
    (found,) = segment.agenda
    assert (found.number, found.title) == (1, "讨论窗口值守安排")
    assert (found.speeches[0].name, found.speeches[0].points) == ("周明", "赞成两人一班。")
    assert (found.votes[0].verdict.words, found.votes[0].figures) == (
        "24/26 超过半数，通过",
        "赞成24人，反对0人，弃权2人",
    )
    assert (found.resolutions[0].responsible_name, found.resolutions[0].standing) == ("陈静", "未落实")
    assert segment.written


def test_an_admission_counts_written_opinions_on_its_own_rule(world: World) -> None:
    gathering, item = world.planned_item()
    world.do(mark_all_present, OfGathering(gathering))
    for name in ("张晓梅", "孙喆"):
        leave = SetAttendance(gathering, world.person(name), AttendanceState.SICK_LEAVE, written_opinion=True)
        world.do(set_attendance, leave)
    vote = NewVote(
        method=Method.BALLOT, purpose=Purpose.ADMISSION, issued=24, returned=24, yes=23, no=0, abstain=1, written_yes=1
    )
    world.do(add_vote, AddVote(item, vote))
    shown = world.view(gathering).segments[0].agenda[0].votes[0]
    assert shown.verdict.words == "24/26 超过半数，通过"
    assert shown.figures == "发出选票24张，收回24张；赞成23票，反对0票，弃权1票；另收到书面意见1份，赞成1份"


def test_items_are_moved_and_deleted_and_brought_back(world: World) -> None:
    gathering, first = world.planned_item()
    segment = world.view(gathering).segments[0].id
    second = str(world.do(add_agenda_item, AddAgendaItem(segment, NewAgendaItem(title="第二件"))))
    world.do(move_part, MovePart("agenda_items", second, after=None))
    assert [item.id for item in world.view(gathering).segments[0].agenda] == [second, first]
    world.do(delete_part, DeletePart("agenda_items", second))
    assert [item.id for item in world.view(gathering).segments[0].agenda] == [first]
    world.do(restore_part, DeletePart("agenda_items", second))
    assert [item.number for item in world.view(gathering).segments[0].agenda] == [1, 2]


def test_the_last_segment_cannot_be_deleted(world: World) -> None:
    gathering = world.plan("general_meeting", "party_lecture")
    lecture = world.view(gathering).segments[1].id
    world.do(delete_part, DeletePart("segments", lecture))
    assert world.view(gathering).title == "10月党员大会"
    with pytest.raises(Refused, match="最后一个环节"):
        world.do(delete_part, DeletePart("segments", world.view(gathering).segments[0].id))
    world.do(restore_part, DeletePart("segments", lecture))
    assert world.view(gathering).title == "10月党员大会（含党课）"


def test_a_generated_title_follows_day_and_segments_and_a_worded_one_stays(world: World) -> None:
    gathering = world.plan("theme_party_day")
    world.do(edit_fields, EditFields("gatherings", gathering, {"day": "11-9"}))
    assert world.view(gathering).title == "11月主题党日"
    world.do(add_segment, AddSegment(gathering, NewSegment(kind=SegmentKind.PARTY_LECTURE)))
    assert world.view(gathering).title == "11月主题党日（含党课）"
    world.do(edit_fields, EditFields("gatherings", gathering, {"title": "走进茅坪村"}))
    world.do(edit_fields, EditFields("gatherings", gathering, {"day": "12-9"}))
    assert world.view(gathering).title == "走进茅坪村"


def test_days_and_times_are_understood_as_people_type_them(world: World) -> None:
    gathering = world.plan("theme_party_day")
    typed = {"day": "昨天", "start": "下午2点半", "end": "1700", "place": " 三楼\t会议室 ", "host": "周明"}
    world.do(edit_fields, EditFields("gatherings", gathering, typed))
    view = world.view(gathering)
    assert (view.day, view.start, view.end, view.place) == (date(2026, 10, 11), time(14, 30), time(17), "三楼 会议室")
    assert view.host_name == "周明"
    world.do(edit_fields, EditFields("gatherings", gathering, {"day": "3.15"}))
    assert world.view(gathering).day == date(2026, 3, 15)


@pytest.mark.parametrize(
    ("kind", "changes", "field", "said"),
    [
        ("gatherings", {"title": "  "}, "title", "标题不能为空"),
        ("gatherings", {"title": "长" * 201}, "title", "最多写200个字"),
        ("gatherings", {"day": "2月30日"}, "day", "没有“2月30日”这一天"),
        ("gatherings", {"day": "哪天"}, "day", "看不懂日期"),
        ("gatherings", {"end": "14:30"}, "end", "晚于开始时间 14:30"),
        ("gatherings", {"start": "26点"}, "start", "没有“26点”这个时间"),
        ("gatherings", {"host": "查无此人"}, "host", "名册中没有“查无此人”"),
        ("gatherings", {"host": "刘洋"}, "host", "名册中没有“刘洋”"),
        ("gatherings", {"finalised_at": "2026-01-01"}, "finalised_at", "不能直接修改"),
        ("segments", {"kind": "茶话会"}, "kind", "不在可选的范围内"),
        ("segments", {"kind": ""}, "kind", "请选择会议类型"),
        ("segments", {"attributed_year": "26"}, "attributed_year", "例如 2026"),
        ("segments", {"party_group": "没有的组"}, "party_group", "没有这个党小组"),
    ],
)
def test_what_cannot_be_understood_is_said_under_its_field_and_changes_nothing(
    world: World, kind: str, changes: dict[str, str], field: str, said: str
) -> None:
    gathering = world.plan("theme_party_day")
    before = world.view(gathering)
    record = gathering if kind == "gatherings" else before.segments[0].id
    with pytest.raises(Refused) as refused:
        world.do(edit_fields, EditFields(kind, record, {**changes, "topic" if kind == "segments" else "notes": "好"}))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert said in refused.value.problems[0].message
    assert world.view(gathering) == before


def test_fields_of_every_kind_are_read_from_what_was_typed(world: World) -> None:
    gathering, item = world.planned_item()
    segment = world.view(gathering).segments[0].id
    speech = str(world.do(add_speech, AddSpeech(item, NewSpeech(points="好。", speaker=world.person("周明")))))
    vote = str(world.do(add_vote, AddVote(item, NewVote())))
    resolution = str(world.do(add_resolution, AddResolution(item, NewResolution(text="照办。"))))
    for kind, record, changes in (
        ("segments", segment, {"kind": "党课", "scope": "全体党员", "lecturer": "刘洋", "attributed_year": "2025年度"}),
        ("agenda_items", item, {"first_agenda_item": "是", "presenter": "陈静", "content": "一\r\n\r\n\r\n\r\n二\x07"}),
        ("speeches", speech, {"points": "改过。", "speaker": "", "speaker_name": "甄理"}),
        ("votes", vote, {"method": "票决", "purpose": "接收预备党员", "yes": "２３票", "no": "0", "abstain": "1"}),
        ("resolutions", resolution, {"follow_up": "是", "deadline": "10-31", "responsible": "王强"}),
    ):
        world.do(edit_fields, EditFields(kind, record, changes))
    (shown,) = world.view(gathering).segments
    assert (shown.kind, shown.lecturer_name, shown.own_year) == ("party_lecture", "刘洋", 2025)
    (found,) = shown.agenda
    assert (found.first_agenda_item, found.presenter_name, found.content) == (True, "陈静", "一\n\n二")
    assert (found.speeches[0].name, found.speeches[0].points) == ("甄理", "改过。")
    assert (found.votes[0].tally.yes, found.votes[0].method_label, found.votes[0].purpose_label) == (
        23,
        "票决",
        "接收预备党员",
    )
    assert (found.resolutions[0].follow_up, found.resolutions[0].deadline) == (True, date(2026, 10, 31))


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"yes": "许多"}, "请填票数"), ({"method": "抓阄"}, "举手、无记名、票决"), ({"yes": "-1"}, "请填票数")],
)
def test_wrong_figures_of_a_vote_are_said(world: World, changes: dict[str, str], said: str) -> None:
    _gathering, item = world.planned_item()
    vote = str(world.do(add_vote, AddVote(item, NewVote())))
    with pytest.raises(Refused, match=said):
        world.do(edit_fields, EditFields("votes", vote, changes))


def test_a_yes_or_no_that_is_neither_is_said(world: World) -> None:
    _gathering, item = world.planned_item()
    with pytest.raises(Refused, match="“是”或“否”"):
        world.do(edit_fields, EditFields("agenda_items", item, {"first_agenda_item": "也许"}))


def test_two_of_one_name_are_asked_for(world: World) -> None:
    with world.store.write("同名") as tx:
        from dangjian_desktop.roster.records import Member

        tx.create(Member, {"name": "王强", "joined_on": date(2012, 1, 1), "converted_on": date(2013, 1, 1)})
    gathering = world.plan("theme_party_day")
    with pytest.raises(Refused, match="有2位“王强”，请从列表中选一位"):
        world.do(edit_fields, EditFields("gatherings", gathering, {"host": "王强"}))


@pytest.mark.parametrize("verb", [edit_fields, delete_part])
def test_kinds_that_are_not_a_meetings_are_refused(world: World, verb: object) -> None:
    data = EditFields("members", "x", {"name": "y"}) if verb is edit_fields else DeletePart("attendances", "x")
    with pytest.raises(Refused, match=r"没有“members”|不能单独移动或删除"):
        world.do(verb, data)


def test_the_title_is_required_to_plan_only_a_segment_is(world: World) -> None:
    with world.store.write("登记") as tx:
        gathering = plan_gathering(tx, PlanGathering(segments=(NewSegment(kind=SegmentKind.COMMITTEE_MEETING),)))
    view = world.view(gathering)
    assert (view.title, view.day, view.segments[0].number) == ("支委会", None, None)
    assert view.bar.next_step is NextStep.COMPLETE_PLAN
    assert view.lacks[0].sentence == "还没有填写日期。"


def test_a_meeting_cannot_end_before_it_begins(world: World) -> None:
    with pytest.raises(Refused, match="结束时间应晚于开始时间 14:30"):
        world.plan("theme_party_day", end=time(14, 0))


def test_empty_items_and_resolutions_are_refused(world: World) -> None:
    gathering, item = world.planned_item()
    segment = world.view(gathering).segments[0].id
    with pytest.raises(Refused, match="议题不能为空"):
        world.do(add_agenda_item, AddAgendaItem(segment, NewAgendaItem(title="　\x07")))
    with pytest.raises(Refused, match="决议不能为空"):
        world.do(add_resolution, AddResolution(item, NewResolution(text="\n")))


def test_the_numbers_of_the_year_move_when_an_earlier_one_comes_in(world: World) -> None:
    later = world.plan("general_meeting")
    assert world.view(later).segments[0].number == 1
    earlier = world.plan("general_meeting", day=date(2026, 3, 18))
    assert world.view(later).segments[0].tab == "党员大会 第2次"
    world.do(delete_gathering, OfGathering(earlier))
    assert world.view(later).segments[0].number == 1
    world.do(restore_gathering, OfGathering(earlier))
    assert world.view(later).segments[0].number == 2


def test_an_org_life_meeting_in_january_counts_for_the_year_before(world: World) -> None:
    world.clock.now = datetime(2027, 1, 20, 9, 0)
    gathering = world.plan("org_life_meeting", day=date(2027, 1, 20))
    view = world.view(gathering)
    assert view.title == "2026年度组织生活会"
    assert (view.segments[0].own_year, view.segments[0].number_words) == (2026, "2026年第1次组织生活会")
    second = world.plan("org_life_meeting", day=date(2027, 3, 20))
    assert world.view(second).segments[0].own_year == 2027


def test_last_times_frame_is_repeated_without_its_talk(world: World) -> None:
    source = world.plan(*AFTERNOON, day=date(2026, 9, 14))
    segment = world.view(source).segments[1].id
    world.do(edit_fields, EditFields("segments", segment, {"topic": "老题目", "content": "老内容"}))
    made = str(world.do(repeat_last, RepeatLast(date(2026, 10, 12))))
    view = world.view(made)
    assert view.title == "10月主题党日（含党员大会、党课）"
    assert (view.place, view.host_name, view.start) == ("三楼会议室", "李卫国", time(14, 30))
    assert [(s.kind, s.topic, s.content) for s in view.segments][1] == ("party_lecture", "", "")
    assert world.view(made).counts.unregistered == 28


def test_there_must_be_something_to_repeat(world: World) -> None:
    with pytest.raises(Refused, match="还没有同类会议"):
        world.do(repeat_last, RepeatLast(date(2026, 10, 12), kind=SegmentKind.EXPERIENCE_MEETING))


def test_a_record_entered_long_after_its_day_is_marked(world: World) -> None:
    old = world.plan("theme_party_day", day=date(2026, 8, 1))
    fresh = world.plan("theme_party_day", day=date(2026, 9, 14))
    assert (world.view(old).late, world.view(fresh).late) == (True, False)


def test_a_plan_made_in_time_but_signed_in_long_after_is_late_too(world: World) -> None:
    gathering = world.plan("theme_party_day")
    world.clock.now = datetime(2026, 12, 1, 9, 0)
    assert not world.view(gathering).late
    world.do(mark_all_present, OfGathering(gathering))
    assert world.view(gathering).late


def test_each_verb_is_one_undo_step_with_a_telling_label(world: World) -> None:
    gathering = world.plan(*AFTERNOON)
    assert world.store.undo_label() == "登记会议 10-12 10月主题党日（含党员大会、党课）"
    world.do(mark_all_present, OfGathering(gathering))
    world.store.undo()
    assert world.view(gathering).counts.unregistered == 28
    world.store.redo()
    assert world.view(gathering).counts.present == 28
    world.store.undo()
    world.store.undo()
    assert world.view(gathering).deleted


def test_a_form_open_during_a_change_makes_two_values_not_an_overwrite(world: World) -> None:
    gathering = world.plan("theme_party_day")
    seen = world.view(gathering).seen
    world.do(edit_fields, EditFields("gatherings", gathering, {"place": "二楼"}))
    world.do(edit_fields, EditFields("gatherings", gathering, {"place": "四楼"}, seen=seen))
    with world.store.read() as reader:
        (conflict,) = reader.conflicts(gathering)
    assert {side.value for side in conflict.sides} == {"二楼", "四楼"}


def test_an_unknown_gathering_is_said_to_be_gone(world: World) -> None:
    with pytest.raises(Refused, match="找不到这次会议"):
        world.view("nothing")
    with pytest.raises(Refused, match="找不到这次会议"):
        world.do(restore_gathering, OfGathering("nothing"))
