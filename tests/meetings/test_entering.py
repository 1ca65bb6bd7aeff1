"""Minutes confirmed by the secretary: one action, and nothing that is there already is changed."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings.reading import gathering_page
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.service import enter_record, finalise, set_attendance
from dangjian_desktop.meetings.service.inputs import (
    AwayEntry,
    EnterRecord,
    Finalise,
    NewAgendaItem,
    NewObserver,
    NewSegment,
    PlanGathering,
    SetAttendance,
)
from dangjian_desktop.roster.rules.attendance import AttendanceState

if TYPE_CHECKING:
    from conftest import World

DAY = date(2026, 9, 18)


def plan(*items: str, **more: object) -> PlanGathering:
    agenda = tuple(NewAgendaItem(title=title, content="讨论了。") for title in items)
    segment = NewSegment(kind=SegmentKind.GENERAL_MEETING, agenda=agenda)
    return PlanGathering(segments=(segment,), day=DAY, **more)  # type: ignore[arg-type]


def test_a_new_gathering_holds_people_items_and_the_file(world: World, tmp_path: Path) -> None:
    source = tmp_path / "记录.docx"
    source.write_bytes(b"PK")
    away = (AwayEntry(world.person("孙喆"), AttendanceState.OFFICIAL_BUSINESS, "市里培训"),)
    data = EnterRecord(
        plan("讨论"),
        present=(world.person("李卫国"), world.person("陈静"), world.person("陈静")),
        away=away,
        observers=(NewObserver(world.person("刘洋"), identity="积极分子"), NewObserver(name="何处长")),
        source=str(source),
    )
    view = world.view(str(world.do(enter_record, data)))
    assert (view.title, view.counts.present, view.counts.on_leave) == ("9月党员大会", 2, 1)
    assert [one.name for one in view.observers] == ["刘洋", "何处长"]
    assert [one.name for one in view.attachments] == ["记录.docx"]
    world.store.undo()
    with world.store.read() as reader:
        assert gathering_page(reader).rows == ()


def test_what_is_there_stays_and_what_is_empty_is_filled(world: World) -> None:
    gathering = world.plan("general_meeting", day=DAY, place="三楼会议室", recorder=None, start=None, end=None)
    world.do(set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.SICK_LEAVE))
    data = EnterRecord(
        plan("甲", place="五楼", recorder=world.person("陈静"), start=time(9), end=time(10)),
        gathering=gathering,
        present=(world.person("王强"), world.person("周明")),
        observers=(NewObserver(name="何处长"), NewObserver(name="何处长")),
    )
    with pytest.raises(Refused, match="已在列席人员中"):
        world.do(enter_record, data)
    assert world.view(gathering).counts.present == 0
    data = EnterRecord(data.plan, gathering, data.present, observers=data.observers[:1])
    assert world.do(enter_record, data) == gathering
    world.do(enter_record, data)
    view = world.view(gathering)
    assert (view.place, view.recorder_name, view.hours) == ("三楼会议室", "陈静", "09:00–10:00")
    states = {chip.bare_name: chip.state_label for chip in view.chips if chip.state}
    assert states == {"王强": "病假", "周明": "出席"}
    assert len(view.observers) == 1
    assert [one.title for one in view.segments[0].agenda] == ["甲"]


def test_a_final_gathering_takes_no_record(world: World) -> None:
    gathering = world.plan("general_meeting", day=DAY)
    world.do(finalise, Finalise(gathering, despite=True))
    with pytest.raises(Refused, match="已定稿"):
        world.do(enter_record, EnterRecord(plan("甲"), gathering))


def test_an_end_before_the_beginning_is_refused_and_nothing_is_left(world: World) -> None:
    gathering = world.plan("general_meeting", day=DAY, start=time(14, 30), end=None)
    with pytest.raises(Refused, match="结束时间应晚于"):
        world.do(enter_record, EnterRecord(plan("甲", end=time(9)), gathering))
    assert world.view(gathering).segments[0].agenda == ()
