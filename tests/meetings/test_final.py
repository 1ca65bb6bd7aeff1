"""From the first step to 定稿, and what may still be done to a final gathering: 更正, deletion, what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.records import AgendaItem, Gathering, Resolution, Segment, Speech, Vote
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.stages import NextStep, Stage, StageState
from dangjian_desktop.meetings.service import (
    add_agenda_item,
    add_observer,
    add_resolution,
    add_segment,
    add_speech,
    add_vote,
    correct,
    delete_gathering,
    delete_part,
    edit_fields,
    finalise,
    mark_all_present,
    move_part,
    report_resolution,
    restore_gathering,
    restore_part,
    send_notice,
    set_attendance,
)
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddObserver,
    AddResolution,
    AddSegment,
    AddSpeech,
    AddVote,
    Correct,
    DeletePart,
    EditFields,
    Finalise,
    MovePart,
    NewAgendaItem,
    NewResolution,
    NewSegment,
    NewSpeech,
    NewVote,
    OfGathering,
    ReportResolution,
    SendNotice,
    SetAttendance,
)
from dangjian_desktop.roster.rules.attendance import AttendanceState

if TYPE_CHECKING:
    from conftest import World

TODAY = date(2026, 10, 12)
AFTERNOON = ("general_meeting", "party_lecture", "theme_party_day")


def test_the_state_bar_goes_from_planning_to_final(world: World) -> None:
    gathering = world.plan("theme_party_day")
    assert world.view(gathering).bar.next_step is NextStep.SEND_NOTICE
    world.do(send_notice, SendNotice(gathering))
    view = world.view(gathering)
    assert (view.notice_sent_on, view.bar.next_label) == (TODAY, "打印签到表")
    world.do(mark_all_present, OfGathering(gathering))
    assert world.view(gathering).bar.next_label == "写记录"
    segment = view.segments[0].id
    world.do(edit_fields, EditFields("segments", segment, {"content": "学习讨论。"}))
    assert world.view(gathering).bar.next_label == "定稿"
    world.do(finalise, Finalise(gathering))
    view = world.view(gathering)
    assert (view.final, view.finalised_by, view.bar.current) == (True, "陈静", Stage.FINAL)
    assert {state for _stage, state in view.bar.stages} == {StageState.DONE}


def test_a_notice_needs_day_and_place(world: World) -> None:
    gathering = world.plan("theme_party_day", day=None, place="")
    with pytest.raises(Refused, match="还没有填写日期、地点"):
        world.do(send_notice, SendNotice(gathering))


def test_finalising_lists_what_is_missing_and_may_pass_over_it(world: World) -> None:
    gathering, item = world.planned_item()
    world.do(set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.PRESENT))
    world.do(add_vote, AddVote(item, NewVote(yes=1)))
    world.do(add_resolution, AddResolution(item, NewResolution(text="照办。")))
    world.do(edit_fields, EditFields("gatherings", gathering, {"host": "", "recorder": ""}))
    with pytest.raises(Refused) as refused:
        world.do(finalise, Finalise(gathering))
    said = [problem.message for problem in refused.value.problems]
    assert said == [
        "还没有填写主持人、记录人。",
        "还有27人未登记出缺席（应到28人）。",
        "“党员大会”有1项表决到会人数不足，表决无效。",
        "“党员大会”有1项决议没有责任人。",
        "“党员大会”有1项决议没有时限，也没有写明不需督办。",
    ]
    assert [lack.sentence for lack in world.view(gathering).lacks] == said
    world.do(finalise, Finalise(gathering, despite=True))
    assert world.view(gathering).final
    with pytest.raises(Refused, match="已经定稿"):
        world.do(finalise, Finalise(gathering))


def test_a_meeting_to_come_cannot_be_final_whatever_is_passed_over(world: World) -> None:
    gathering = world.plan("theme_party_day", day=date(2026, 10, 13))
    with pytest.raises(Refused, match="还没有召开，不能定稿"):
        world.do(finalise, Finalise(gathering, despite=True))


def final(world: World) -> tuple[str, str]:
    gathering, item = world.planned_item()
    world.do(mark_all_present, OfGathering(gathering))
    world.do(add_speech, AddSpeech(item, NewSpeech(points="同意。", speaker=world.person("周明"))))
    world.do(finalise, Finalise(gathering, despite=True))
    return gathering, item


def test_a_final_gathering_takes_no_other_write(world: World) -> None:
    gathering, item = final(world)
    segment = world.view(gathering).segments[0].id
    speech = world.view(gathering).segments[0].agenda[0].speeches[0].id
    for verb, data in (
        (edit_fields, EditFields("gatherings", gathering, {"place": "二楼"})),
        (edit_fields, EditFields("speeches", speech, {"points": "反对。"})),
        (set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.ABSENT)),
        (mark_all_present, OfGathering(gathering)),
        (add_observer, AddObserver(gathering, name="甄理")),
        (add_segment, AddSegment(gathering, NewSegment(kind=SegmentKind.PARTY_LECTURE))),
        (add_agenda_item, AddAgendaItem(segment, NewAgendaItem(title="又一件"))),
        (add_speech, AddSpeech(item, NewSpeech(points="补一句。"))),
        (add_vote, AddVote(item, NewVote(yes=1))),
        (add_resolution, AddResolution(item, NewResolution(text="补一条。"))),
        (move_part, MovePart("agenda_items", item, after=None)),
        (delete_part, DeletePart("speeches", speech)),
        (restore_part, DeletePart("speeches", speech)),
        (delete_gathering, OfGathering(gathering)),
        (send_notice, SendNotice(gathering)),
    ):
        before = world.view(gathering)
        with pytest.raises(Refused, match="已定稿，改动请用“更正”"):
            world.do(verb, data)
        assert world.view(gathering) == before


def test_a_correction_keeps_both_versions_and_its_reason(world: World) -> None:
    gathering, _item = final(world)
    speech = world.view(gathering).segments[0].agenda[0].speeches[0]
    data = Correct("speeches", speech.id, {"points": "同意，建议两个月后小结。"}, reason="漏记后半句")
    world.do(correct, data)
    view = world.view(gathering)
    assert view.segments[0].agenda[0].speeches[0].points == "同意，建议两个月后小结。"
    (kept,) = view.corrections
    assert (kept.reason, kept.by, kept.at) == ("漏记后半句", "陈静", datetime(2026, 10, 12, 9, 0))
    assert kept.what == "发言“周明”　发言要点：由“同意。”改为“同意，建议两个月后小结。”"
    with world.store.read() as reader:
        assert reader.need(Gathering, gathering).finalised_at is not None


def test_attendance_and_items_of_a_final_gathering_are_corrected_with_a_reason(world: World) -> None:
    gathering, item = final(world)
    wrong = SetAttendance(gathering, world.person("王强"), AttendanceState.SICK_LEAVE, correction="当天请了病假")
    world.do(set_attendance, wrong)
    world.do(add_speech, AddSpeech(item, NewSpeech(points="补记。", speaker=world.person("吕芳")), correction="漏记"))
    title = world.view(gathering).title
    lecture = NewSegment(kind=SegmentKind.PARTY_LECTURE)
    world.do(add_segment, AddSegment(gathering, lecture, correction="漏登"))
    view = world.view(gathering)
    assert [one.what for one in view.corrections] == [
        "签到：王强 由“出席”改为“病假”",
        "议题“讨论窗口值守安排”增加发言：吕芳",
        "增加环节“党课”",
    ]
    assert view.title == title


def test_a_correction_of_nothing_leaves_no_trace(world: World) -> None:
    gathering, _item = final(world)
    place = world.view(gathering).place
    world.do(correct, Correct("gatherings", gathering, {"place": place}, reason="没有变化"))
    assert world.view(gathering).corrections == ()


def test_a_correction_needs_a_final_record_and_a_reason(world: World) -> None:
    gathering = world.plan("theme_party_day")
    with pytest.raises(Refused, match="还没有定稿"):
        world.do(correct, Correct("gatherings", gathering, {"place": "二楼"}, reason="写错"))
    done, _item = final(world)
    with pytest.raises(Refused, match="请写明更正的原因"):
        world.do(correct, Correct("gatherings", done, {"place": "二楼"}, reason="　"))


def test_a_final_gathering_can_be_deleted_with_a_reason_and_brought_back(world: World) -> None:
    gathering, _item = final(world)
    world.do(delete_gathering, OfGathering(gathering, correction="与另一条重复"))
    assert world.view(gathering).deleted
    world.do(restore_gathering, OfGathering(gathering))
    view = world.view(gathering)
    assert (view.deleted, view.corrections[0].what) == (False, "删除会议")


def test_what_became_of_a_resolution_is_told_after_the_record_is_final(world: World) -> None:
    gathering, item = world.planned_item()
    new = NewResolution(text="修好投影。", responsible=world.person("王强"), deadline=date(2026, 10, 1))
    resolution = str(world.do(add_resolution, AddResolution(item, new)))
    assert world.view(gathering).segments[0].agenda[0].resolutions[0].standing == "已逾期"
    world.do(finalise, Finalise(gathering, despite=True))
    with pytest.raises(Refused, match="不能晚于今天"):
        world.do(report_resolution, ReportResolution(resolution, "已换", done_on=date(2026, 10, 13)))
    world.do(report_resolution, ReportResolution(resolution, "已换新灯泡。", done_on=TODAY))
    shown = world.view(gathering).segments[0].agenda[0].resolutions[0]
    assert (shown.standing, shown.outcome) == ("已落实", "已换新灯泡。")


def test_the_next_meeting_begins_with_what_was_decided_last_time(world: World) -> None:
    first = world.plan("general_meeting", day=date(2026, 7, 10))
    segment = world.view(first).segments[0].id
    item = NewAgendaItem(
        title="三件事",
        resolutions=(
            NewResolution(text="甲", responsible=world.person("王强")),
            NewResolution(text="乙", responsible=world.person("陈静")),
            NewResolution(text="丙", no_follow_up_reason="当场办结"),
        ),
    )
    world.do(add_agenda_item, AddAgendaItem(segment, item))
    done = world.view(first).segments[0].agenda[0].resolutions[0].id
    world.do(report_resolution, ReportResolution(done, "办好了。", done_on=date(2026, 8, 1)))
    world.plan("committee_meeting", day=date(2026, 9, 1))
    previous = world.view(world.plan("general_meeting")).segments[0].previous
    assert (previous.gathering, previous.words) == (first, "2件，已落实1、未落实1")
    assert world.view(first).segments[0].previous.words == ""


def test_undoing_a_correction_takes_its_entry_away_too(world: World) -> None:
    gathering, _item = final(world)
    world.do(correct, Correct("gatherings", gathering, {"place": "二楼"}, reason="写错"))
    world.store.undo()
    view = world.view(gathering)
    assert (view.place, view.corrections, view.final) == ("三楼会议室", (), True)


def test_a_deleted_gathering_takes_its_parts_out_of_sight_but_keeps_them(world: World) -> None:
    gathering, item = final(world)
    world.do(delete_gathering, OfGathering(gathering, correction="重复"))
    with pytest.raises(Refused, match="可能已被删除"):
        world.do(add_speech, AddSpeech(item, NewSpeech(points="x"), correction="y"))
    with world.store.read() as reader:
        for model in (Segment, AgendaItem, Speech):
            assert len(reader.all(select(model))) == 1
        assert reader.all(select(Vote)) == []
        assert reader.all(select(Resolution)) == []
