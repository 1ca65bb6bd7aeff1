"""What happens rarely: people who left the roster, gatherings without segments, corrections of every sort of field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings import papers
from dangjian_desktop.meetings.finding import REFERENCES, derived_gathering, derived_segment
from dangjian_desktop.meetings.records import Gathering, Segment
from dangjian_desktop.meetings.rules.kinds import Scope, SegmentKind
from dangjian_desktop.meetings.service import (
    add_agenda_item,
    add_segment,
    correct,
    delete_gathering,
    edit_fields,
    finalise,
    mark_all_present,
    plan_gathering,
    repeat_last,
    report_resolution,
    restore_part,
    set_attendance,
)
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddSegment,
    Correct,
    DeletePart,
    EditFields,
    Finalise,
    NewAgendaItem,
    NewResolution,
    NewSegment,
    OfGathering,
    PlanGathering,
    RepeatLast,
    ReportResolution,
    SetAttendance,
)
from dangjian_desktop.papers.model import Heading, Paragraph, plain_text
from dangjian_desktop.roster.records import Member
from dangjian_desktop.roster.rules.attendance import AttendanceState

if TYPE_CHECKING:
    from conftest import World


def bare(world: World) -> str:
    """A gathering whose only segment a colleague deleted elsewhere."""
    with world.store.write("登记") as tx:
        return tx.create(Gathering, {"title": "空会议", "day": date(2026, 9, 1)})


def test_somebody_deleted_from_the_roster_still_stands_on_the_old_sign_in(world: World) -> None:
    gathering = world.plan("general_meeting", day=date(2026, 9, 14))
    world.do(mark_all_present, OfGathering(gathering))
    with world.store.write("删除") as tx:
        tx.delete(Member, world.person("王强"))
    view = world.view(gathering)
    chip = next(chip for chip in view.chips if chip.person == world.person("王强"))
    assert (chip.name, chip.expected, chip.note) == ("王强", False, "当天不在名册")
    assert (view.counts.expected, view.counts.present) == (27, 27)


def test_a_gathering_without_segments_has_no_record_and_nothing_to_repeat(world: World) -> None:
    gathering = bare(world)
    assert world.view(gathering).bar.next_label == "填好时间地点"
    with world.store.read() as reader, pytest.raises(Refused, match="没有记录可打印"):
        papers.meeting_record(reader, gathering, None)
    with pytest.raises(Refused, match="没有环节，不能照着建"):
        world.do(repeat_last, RepeatLast(date(2026, 10, 12), source=gathering))
    with pytest.raises(Refused, match="还没有环节"):
        world.do(finalise, Finalise(gathering, despite=True))


def test_a_frame_with_kinds_of_a_newer_program_is_repeated_as_other(world: World) -> None:
    gathering = bare(world)
    with world.store.write("新版") as tx:
        tx.add(Segment, gathering, {"kind": "space_meeting", "scope": "orbit"})
    made = str(world.do(repeat_last, RepeatLast(date(2026, 10, 12), source=gathering)))
    (segment,) = world.view(made).segments
    assert (segment.kind, segment.scope) == ("other", Scope.ALL)


def test_an_undated_gathering_expects_nobody_yet(world: World) -> None:
    gathering = world.plan("general_meeting", day=None)
    with pytest.raises(Refused, match="没有应到会的人员"):
        world.do(mark_all_present, OfGathering(gathering))
    with world.store.read() as reader:
        record = papers.meeting_record(reader, gathering, None)
        assert record.day is None
        assert papers.record_file(reader, gathering, None) == "支部党员大会记录"


def test_a_gathering_may_be_worded_by_hand_from_the_start(world: World) -> None:
    segments = (NewSegment(kind=SegmentKind.OTHER),)
    with world.store.write("登记") as tx:
        gathering = plan_gathering(tx, PlanGathering(segments=segments, title="座谈会", day=date(2026, 10, 9)))
    assert world.view(gathering).title == "座谈会"


def test_corrections_of_times_people_groups_and_choices_read_as_words(world: World) -> None:
    segment = NewSegment(kind=SegmentKind.GROUP_MEETING, party_group=world.groups["第一党小组"])
    gathering = world.plan(segments=(segment,))
    world.do(finalise, Finalise(gathering, despite=True))
    part = world.view(gathering).segments[0].id
    for kind, record, changes in (
        ("gatherings", gathering, {"start": "15:00", "host": "王强", "notice_sent_on": "10-9"}),
        ("segments", part, {"party_group": world.groups["第二党小组"], "scope": "全体党员", "attributed_year": "2025"}),
    ):
        world.do(correct, Correct(kind, record, changes, reason="写错"))
    first, second = (one.what for one in world.view(gathering).corrections)
    assert first == (
        "会议　开始时间：由“14:30”改为“15:00”；主持人：由“李卫国”改为“王强”；通知日期：由“（空）”改为“2026-10-09”"
    )
    assert second == (
        "环节“党小组会”　党小组：由“第一党小组”改为“第二党小组”；参加范围：由“（空）”改为“全体党员”；"
        "归属年度：由“（空）”改为“2025”"
    )


def test_flags_and_unnamed_parts_are_corrected_in_words_too(world: World) -> None:
    gathering = world.plan("general_meeting")
    segment = world.view(gathering).segments[0].id
    item = str(world.do(add_agenda_item, AddAgendaItem(segment, NewAgendaItem(title="很长的议题" * 5))))
    world.do(finalise, Finalise(gathering, despite=True))
    world.do(correct, Correct("agenda_items", item, {"first_agenda_item": "是"}, reason="漏记"))
    assert world.view(gathering).corrections[0].what == (f"议题“{'很长的议题' * 4}…”　第一议题：由“（空）”改为“是”")


def test_attendances_can_be_edited_as_fields(world: World) -> None:
    gathering = world.plan("general_meeting")
    made = str(world.do(set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.ABSENT)))
    world.do(edit_fields, EditFields("attendances", made, {"reason": "没有说明", "state": "缺席"}))
    chip = next(chip for chip in world.view(gathering).chips if chip.id == made)
    assert (chip.reason, chip.state_label) == ("没有说明", "缺席")


def test_a_segments_own_title_stays_when_a_second_joins_an_undated_gathering(world: World) -> None:
    gathering = world.plan("general_meeting", day=None)
    world.do(add_segment, AddSegment(gathering, NewSegment(kind=SegmentKind.ORG_LIFE_MEETING, attributed_year=2025)))
    assert world.view(gathering).title == "党员大会（含组织生活会）"


def test_a_part_that_never_was_cannot_be_restored(world: World) -> None:
    with pytest.raises(Refused, match="找不到这条议题记录"):
        world.do(restore_part, DeletePart("agenda_items", "nothing"))


def test_minutes_and_items_of_one_segment_stand_under_their_own_headings(world: World) -> None:
    gathering = world.plan("theme_party_day")
    segment = world.view(gathering).segments[0].id
    world.do(edit_fields, EditFields("segments", segment, {"content": "先劳动。"}))
    items: tuple[dict[str, Any], ...] = (
        {"title": "学习", "material": "《条例》"},
        {"title": "提议", "proposer": world.person("王强")},
    )
    for values in items:
        world.do(add_agenda_item, AddAgendaItem(segment, NewAgendaItem(**values)))
    with world.store.read() as reader:
        document = papers.meeting_record(reader, gathering, None)
    said = [b.text if isinstance(b, Heading) else plain_text(b.text) for b in document.blocks
            if isinstance(b, (Heading, Paragraph))]  # fmt: skip
    assert said == ["主要内容", "先劳动。", "学习", "学习《条例》。", "提议", "由王强提出。"]


def test_everything_done_is_said_shortly(world: World) -> None:
    first = world.plan("general_meeting", day=date(2026, 7, 10))
    new = NewAgendaItem(title="事", resolutions=(NewResolution(text="甲"), NewResolution(text="乙")))
    world.do(add_agenda_item, AddAgendaItem(world.view(first).segments[0].id, new))
    for one in world.view(first).segments[0].agenda[0].resolutions:
        world.do(report_resolution, ReportResolution(one.id, "", date(2026, 8, 1)))
    previous = world.view(world.plan("general_meeting")).segments[0].previous
    assert previous.words == "2件，已全部落实"


def test_names_of_parts_that_say_nothing_and_of_lost_gatherings(world: World) -> None:
    gathering = world.plan("general_meeting")
    segment = world.view(gathering).segments[0].id
    item = str(world.do(add_agenda_item, AddAgendaItem(segment, NewAgendaItem(title="事"))))
    with world.store.write("空发言") as tx:
        from dangjian_desktop.meetings.records import Speech, Vote

        vote = tx.add(Vote, item, {"yes": 1})
        speech = tx.add(Speech, item, {"speaker_name": "甄理"})
        lost = tx.add(Segment, "nowhere", {"kind": "other"})
    labels = {one.kind: one.label for one in REFERENCES}
    with world.store.read() as reader:
        assert labels["votes"](reader, vote) == "表决（10-12 10月党员大会）"
        assert labels["speeches"](reader, speech) == "甄理 发言（10-12 10月党员大会）"
        assert labels["segments"](reader, lost) == "其他会议"
        assert derived_segment(reader, reader.need(Segment, lost)) == {}
        found = reader.need(Gathering, gathering)
        speeches = next(one for one in REFERENCES if one.kind == "speeches")
        assert [hit.title for hit in speeches.find(reader, "甄理", 5)] == ["发言"]
    world.do(delete_gathering, OfGathering(gathering))
    with world.store.read() as reader:
        assert derived_gathering(reader, found) == {}
