"""The papers: what stands in them, from typed facts and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.meetings import papers
from dangjian_desktop.meetings.rules.kinds import SegmentKind
from dangjian_desktop.meetings.rules.quorum import Method, Purpose
from dangjian_desktop.meetings.service import (
    add_agenda_item,
    add_observer,
    attach_file,
    correct,
    edit_fields,
    finalise,
    mark_all_present,
    report_resolution,
    send_notice,
    set_attendance,
)
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddObserver,
    AttachFile,
    Correct,
    EditFields,
    Finalise,
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
from dangjian_desktop.papers.model import (
    Attachments,
    Document,
    FormTable,
    Heading,
    Kind,
    Paragraph,
    Signatures,
    Table,
    plain_text,
)
from dangjian_desktop.roster.rules.attendance import AttendanceState

if TYPE_CHECKING:
    from conftest import World


def make(world: World, paper: Any, record: str | None) -> Document:
    with world.store.read() as reader:
        return paper(reader, record, None)  # type: ignore[no-any-return]


def head(document: Document) -> dict[str, str]:
    (form,) = (block for block in document.blocks if isinstance(block, FormTable))
    return {field.label: plain_text(field.value) for row in form.rows for field in row.fields}


def texts(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(f"# {block.text}{plain_text(block.run_in)}")
        elif isinstance(block, Paragraph):
            found.append(plain_text(block.text))
    return found


@pytest.fixture
def afternoon(world: World) -> str:
    """The afternoon of the target picture."""
    gathering = world.plan("general_meeting", "party_lecture", "theme_party_day")
    world.do(mark_all_present, OfGathering(gathering))
    for name, state, reason, written in (
        ("张晓梅", AttendanceState.SICK_LEAVE, "", True),
        ("孙喆", AttendanceState.OFFICIAL_BUSINESS, "市里培训", False),
    ):
        world.do(set_attendance, SetAttendance(gathering, world.person(name), state, reason, written))
    world.do(set_attendance, SetAttendance(gathering, world.person("钱珺")))
    world.do(set_attendance, SetAttendance(gathering, world.person("吕芳"), AttendanceState.ABSENT))
    world.do(add_observer, AddObserver(gathering, person=world.person("刘洋"), identity="积极分子"))
    segment = world.view(gathering).segments[0].id
    for item in (
        NewAgendaItem(
            title="传达学习文件",
            presenter=world.person("陈静"),
            material="关于加强窗口服务的通知",
            content="与会党员作了讨论。",
        ),
        NewAgendaItem(
            title="讨论接收刘洋为预备党员",
            presenter=world.person("王强"),
            presenter_role="介绍",
            speeches=(NewSpeech(points="同意。\n建议加强理论学习。", speaker=world.person("周明")),),
            votes=(
                NewVote(
                    method=Method.BALLOT, purpose=Purpose.ADMISSION, issued=22, returned=22, yes=21, no=0, abstain=1,
                    written_yes=1,
                ),
            ),
            resolutions=(
                NewResolution(
                    text="同意接收，报上级审批。", responsible=world.person("陈静"), deadline=date(2026, 10, 31)
                ),
            ),
        ),
    ):  # fmt: skip
        world.do(add_agenda_item, AddAgendaItem(segment, item))
    return gathering


def test_the_record_begins_with_the_form_of_the_target(world: World, afternoon: str) -> None:
    document = make(world, papers.meeting_record, world.view(afternoon).segments[0].id)
    assert (document.kind, document.title, document.organisation) == (
        Kind.RECORD,
        "党员大会记录",
        "县政府办公室机关第一党支部",
    )
    assert not document.kind.official
    assert head(document) == {
        "会议名称": "2026年第1次支部党员大会",
        "时间": "2026年10月12日14:30—17:00",
        "地点": "三楼会议室",
        "主持人": "李卫国",
        "记录人": "陈静",
        "应到": "28人",
        "实到": "24人",
        "有表决权": "应到26人，实到22人",
        "出席": "见签到表",
        "请假": "孙喆（公差，市里培训）、张晓梅（病假，提交书面意见）",
        "缺席": "吕芳",
        "列席": "刘洋（积极分子）",
    }


def test_the_record_tells_items_points_vote_and_resolution_in_order(world: World, afternoon: str) -> None:
    document = make(world, papers.meeting_record, afternoon)
    assert texts(document) == [
        "# 传达学习文件",
        "陈静领学《关于加强窗口服务的通知》。",
        "与会党员作了讨论。",
        "# 讨论接收刘洋为预备党员",
        "王强介绍有关情况。",
        "周明：同意。",
        "建议加强理论学习。",
        "表决：应到会有表决权的党员26人，实到22人，采取票决。发出选票22张，收回22张；赞成21票，反对0票，弃权1票；"
        "另收到书面意见1份，赞成1份。合计赞成22票，超过应到会有表决权的党员的半数，通过。",
        "决议：同意接收，报上级审批。（责任人：陈静；时限：2026年10月31日）",
    ]
    assert isinstance(document.blocks[-1], Signatures)


def test_a_lecture_has_its_subject_and_speaker_and_no_invented_words(world: World, afternoon: str) -> None:
    lecture = world.view(afternoon).segments[1].id
    changes = {"topic": "窗口里的政治课", "lecturer_name": "甄理", "lecturer_title": "讲师", "summary": "要抓落实。"}
    world.do(edit_fields, EditFields("segments", lecture, {**changes, "content": "讲了三点。\n课后讨论。"}))
    document = make(world, papers.meeting_record, lecture)
    found = head(document)
    assert (document.title, found["授课题目"], found["主讲人"], found["职务"]) == (
        "党课记录",
        "窗口里的政治课",
        "甄理",
        "讲师",
    )
    assert texts(document) == ["讲了三点。", "课后讨论。", "# 主持人小结", "要抓落实。"]


def test_a_party_day_and_an_org_life_meeting_have_their_own_rows(world: World) -> None:
    segments = (
        NewSegment(kind=SegmentKind.THEME_PARTY_DAY, topic="走进结对村", form="实践活动"),
        NewSegment(kind=SegmentKind.ORG_LIFE_MEETING, attributed_year=2025),
        NewSegment(kind=SegmentKind.GROUP_MEETING, party_group=world.groups["第一党小组"]),
        NewSegment(kind=SegmentKind.PARTY_LECTURE, lecturer=world.person("周明")),
    )
    view = world.view(world.plan(segments=segments))
    day, life, group, lecture = (head(make(world, papers.meeting_record, one.id)) for one in view.segments)
    assert (day["主题"], day["形式"], day["实到"]) == ("走进结对村", "实践活动", "")
    assert (life["归属年度"], life["会议名称"]) == ("2025年度", "2025年第1次组织生活会")
    assert (group["党小组"], group["应到"]) == ("第一党小组", "14人")
    assert (lecture["主讲人"], "职务" in lecture) == ("周明", False)


def test_a_committees_record_names_who_was_there(world: World) -> None:
    gathering = world.plan("committee_meeting")
    world.do(mark_all_present, OfGathering(gathering))
    item = NewAgendaItem(title="议", votes=(NewVote(yes=2, no=2, abstain=1),), resolutions=(NewResolution(
        text="一、甲。\n二、乙。", no_follow_up_reason="当场办结"),))  # fmt: skip
    world.do(add_agenda_item, AddAgendaItem(world.view(gathering).segments[0].id, item))
    document = make(world, papers.meeting_record, gathering)
    assert head(document)["出席"] == "李卫国、陈静、王强、周明、赵犇"
    assert "有表决权" not in head(document)
    assert texts(document)[1:] == [
        "表决：应到会委员5人，实到5人，采取举手表决。赞成2人，反对2人，弃权1人。赞成2票，没有超过应到会委员的半数，未通过。",
        "决议：一、甲。",
        "二、乙。（不需督办：当场办结）",
    ]


def test_a_void_vote_and_one_without_figures_are_told_as_they_are(world: World) -> None:
    gathering = world.plan("general_meeting")
    world.do(set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.PRESENT))
    item = NewAgendaItem(title="议", votes=(NewVote(yes=1), NewVote(method=Method.SECRET, subject="办法")))
    world.do(add_agenda_item, AddAgendaItem(world.view(gathering).segments[0].id, item))
    _title, void, empty = texts(make(world, papers.meeting_record, gathering))
    assert void.endswith("赞成1人。到会人数不足，表决无效。")
    assert empty == "表决：办法。应到会有表决权的党员26人，实到1人，采取无记名投票方式表决。"


def test_the_next_record_tells_what_became_of_the_last_ones_resolutions(world: World) -> None:
    first = world.plan("general_meeting", day=date(2026, 7, 10))
    long = "一、" + "很长的决定" * 12 + "。\n二、其余。"
    item = NewAgendaItem(
        title="事",
        resolutions=(
            NewResolution(text="修好投影。", responsible=world.person("王强"), deadline=date(2026, 8, 1)),
            NewResolution(text=long),
        ),
    )
    world.do(add_agenda_item, AddAgendaItem(world.view(first).segments[0].id, item))
    done = world.view(first).segments[0].agenda[0].resolutions[0].id
    world.do(report_resolution, ReportResolution(done, "已换灯泡。", date(2026, 7, 20)))
    second = world.plan("general_meeting", day=date(2026, 10, 10))
    opening, repaired, other = texts(make(world, papers.meeting_record, second))
    assert opening == "上次议定事项：2026年7月10日会议议定2件，已落实1、未落实1。"
    assert repaired == "1. 修好投影（王强）已落实：已换灯泡。"
    assert other.startswith("2. 一、很长的决定")
    assert other.endswith("……未落实。")
    assert len(other) < 60


def test_an_old_record_keeps_how_things_stood_on_its_day(world: World) -> None:
    first = world.plan("general_meeting", day=date(2026, 3, 10))
    item = NewAgendaItem(title="事", resolutions=(NewResolution(text="办。", deadline=date(2026, 12, 1)),))
    world.do(add_agenda_item, AddAgendaItem(world.view(first).segments[0].id, item))
    second = world.plan("general_meeting", day=date(2026, 6, 10))
    done = world.view(first).segments[0].agenda[0].resolutions[0].id
    world.do(report_resolution, ReportResolution(done, "办好了。", date(2026, 7, 1)))
    assert texts(make(world, papers.meeting_record, second))[1] == "1. 办未落实。"
    third = world.plan("general_meeting", day=date(2026, 9, 10))
    assert world.view(third).segments[0].previous.words == ""


def test_corrections_late_entry_and_files_stand_in_the_record(world: World, tmp_path: Path) -> None:
    gathering = world.plan("general_meeting", day=date(2026, 8, 1))
    for name, role in (
        ("扫描.png", "sign_in_sheet"),
        ("一.png", "photo"),
        ("二.png", "photo"),
        ("方案.docx", "material"),
    ):
        source = tmp_path / name
        source.write_bytes(name.encode())
        world.do(attach_file, AttachFile(gathering, str(source), role))
    world.do(finalise, Finalise(gathering, despite=True))
    world.do(correct, Correct("gatherings", gathering, {"place": "二楼"}, reason="写错"))
    signed = tmp_path / "签字件.pdf"
    signed.write_bytes(b"x")
    world.do(attach_file, AttachFile(gathering, str(signed), "signed_copy"))
    document = make(world, papers.meeting_record, gathering)
    assert document.subtitle == "（会后补录）"
    assert texts(document)[-1] == "会议　地点：由“三楼会议室”改为“二楼”（2026年10月12日，陈静；原因：写错）。"
    (files,) = (block for block in document.blocks if isinstance(block, Attachments))
    assert files.names == ("签到表", "现场照片2张", "方案")


def test_make_ups_are_named_beside_the_leave(world: World) -> None:
    gathering = world.plan("party_lecture", day=date(2026, 9, 10))
    world.do(mark_all_present, OfGathering(gathering))
    zhang, wang = world.person("张晓梅"), world.person("王强")
    world.do(set_attendance, SetAttendance(gathering, zhang, AttendanceState.SICK_LEAVE, "感冒"))
    world.do(set_attendance, SetAttendance(gathering, wang))
    for person in (zhang, wang):
        made_up = SetAttendance(gathering, person, AttendanceState.MAKE_UP, made_up_on=date(2026, 9, 20))
        world.do(set_attendance, made_up)
    found = head(make(world, papers.meeting_record, gathering))
    assert found["请假"] == "张晓梅（病假，感冒，9月20日补课）"
    assert found["缺席"] == "王强（9月20日补课）"


def test_a_make_up_may_be_entered_after_the_record_is_final(world: World) -> None:
    gathering = world.plan("party_lecture", day=date(2026, 9, 10))
    world.do(mark_all_present, OfGathering(gathering))
    zhang = world.person("张晓梅")
    world.do(set_attendance, SetAttendance(gathering, zhang, AttendanceState.SICK_LEAVE))
    world.do(finalise, Finalise(gathering, despite=True))
    world.do(set_attendance, SetAttendance(gathering, zhang, AttendanceState.MAKE_UP))
    assert world.view(gathering).counts.made_up == 1
    assert world.view(gathering).corrections == ()
    with pytest.raises(Refused, match="已定稿"):
        world.do(set_attendance, SetAttendance(gathering, world.person("王强"), AttendanceState.MAKE_UP))


def test_the_sign_in_sheet_has_everybody_and_room_for_guests(world: World, afternoon: str) -> None:
    document = make(world, papers.sign_in_sheet, afternoon)
    assert document.title == "10月主题党日（含党员大会、党课）签到表"
    people, guests = (block for block in document.blocks if isinstance(block, Table))
    assert (len(people.rows), people.groups, people.numbered) == (28, 2, True)
    remarks = {str(row.cells[0]): row.cells[2] for row in people.rows}
    assert (remarks["陈　静"], remarks["张晓梅"], remarks["陶　然"]) == ("", "病假", "预备")
    assert (guests.rows[0].cells[0], guests.fill_to) == ("刘　洋", 4)
    with world.store.read() as reader:
        assert papers.sheet_file(reader, afternoon, None) == "2026-10-12 10月主题党日（含党员大会、党课）签到表"


def test_a_small_circles_sheet_stands_in_one_column(world: World) -> None:
    document = make(world, papers.sign_in_sheet, world.plan("committee_meeting"))
    people = next(block for block in document.blocks if isinstance(block, Table))
    assert (people.groups, len(people.rows)) == (1, 5)


def test_the_notice_says_when_where_who_and_what(world: World, afternoon: str) -> None:
    world.do(send_notice, SendNotice(afternoon, date(2026, 10, 8)))
    lecture = world.view(afternoon).segments[1].id
    changes = {"topic": "窗口里的政治课", "lecturer": world.person("周明")}
    world.do(edit_fields, EditFields("segments", lecture, changes))
    document = make(world, papers.meeting_notice, afternoon)
    assert document.title == "关于开展10月主题党日（含党员大会、党课）的通知"
    assert (document.recipients, document.day) == (("全体党员",), date(2026, 10, 8))
    assert texts(document)[:10] == [
        "根据支部工作安排，定于10月12日开展10月主题党日（含党员大会、党课）。现将有关事项通知如下：",
        "# 时间：2026年10月12日（星期一）14:30—17:00。",
        "# 地点：三楼会议室。",
        "# 参加人员：全体党员；列席：刘洋。",
        "# 主要内容",
        "# 党员大会",
        "1. 传达学习文件",
        "2. 讨论接收刘洋为预备党员",
        "# 党课：窗口里的政治课（主讲：周明）",
        "# 主题党日",
    ]
    with world.store.read() as reader:
        assert papers.notice_file(reader, afternoon, None).endswith("通知")


@pytest.mark.parametrize(
    ("segment", "to"),
    [
        (NewSegment(kind=SegmentKind.COMMITTEE_MEETING), "各支委会委员"),
        (NewSegment(kind=SegmentKind.DEMOCRATIC_LIFE_MEETING), "有关同志"),
    ],
)
def test_a_notice_goes_to_those_who_are_expected(world: World, segment: NewSegment, to: str) -> None:
    document = make(world, papers.meeting_notice, world.plan(segments=(segment,)))
    assert document.recipients == (to,)
    assert document.title.startswith("关于召开")


def test_a_groups_notice_names_the_group(world: World) -> None:
    segment = NewSegment(kind=SegmentKind.GROUP_MEETING, party_group=world.groups["第一党小组"])
    document = make(world, papers.meeting_notice, world.plan(segments=(segment,), place=""))
    assert document.recipients == ("第一党小组党员",)
    assert "# 地点：另行通知。" in texts(document)


def test_a_notice_without_a_day_and_papers_of_nothing_are_refused(world: World) -> None:
    with pytest.raises(Refused, match="写不成通知"):
        make(world, papers.meeting_notice, world.plan("theme_party_day", day=None))
    with pytest.raises(Refused, match="没有说打印哪一次会议"):
        make(world, papers.meeting_record, None)
    with pytest.raises(Refused, match="找不到这次会议"):
        make(world, papers.meeting_record, "nothing")


def test_the_record_names_its_file_by_day_and_number(world: World, afternoon: str) -> None:
    view = world.view(afternoon)
    with world.store.read() as reader:
        assert papers.record_file(reader, view.segments[0].id, None) == "2026-10-12 2026年第1次支部党员大会记录"
    assert [title for _segment, title in papers.record_titles(view)] == ["党员大会记录", "党课记录", "主题党日记录"]


@pytest.mark.parametrize(("name", "title", "maker"), papers.BLANK_FORMS)
def test_blank_forms_hold_labels_and_nothing_else(world: World, name: str, title: str, maker: Any) -> None:
    document = make(world, maker, None)
    assert document.title == title
    assert document.day is None
    labels = head(document)
    assert {"会议名称", "时间", "地点", "主持人", "记录人", "列席"} <= labels.keys()
    assert ("表决" in labels) == name.endswith(("general_meeting", "committee_meeting", "group_meeting"))
