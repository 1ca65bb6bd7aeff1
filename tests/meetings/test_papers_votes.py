"""The papers of votes and of a period, read back from the PDF: 支部大会决议, 表决票, 计票表, 纪要, registers."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings import papers
from dangjian_desktop.meetings.page.papers_out import choices_of
from dangjian_desktop.meetings.records import Vote
from dangjian_desktop.meetings.rules.quorum import Method, Purpose, Standing
from dangjian_desktop.meetings.service import (
    add_agenda_item,
    add_vote,
    attach_file,
    edit_fields,
    enter_make_ups,
    finalise,
    mark_all_present,
    set_attendance,
)
from dangjian_desktop.meetings.service.inputs import (
    AddAgendaItem,
    AddVote,
    AttachFile,
    EditFields,
    EnterMakeUps,
    Finalise,
    NewAgendaItem,
    NewResolution,
    NewSpeech,
    NewVote,
    OfGathering,
    SetAttendance,
)
from dangjian_desktop.papers.model import Document
from dangjian_desktop.papers.pdf import render_pdf
from dangjian_desktop.roster.rules.attendance import AttendanceState

if TYPE_CHECKING:
    from conftest import World


def make(world: World, paper: Any, record: str | None, period: Period | None = None) -> Document:
    with world.store.read() as reader:
        return paper(reader, record, period)  # type: ignore[no-any-return]


def words(document: Document) -> str:
    """What stands in the printed pages, without spaces and line ends."""
    with pypdfium2.PdfDocument(render_pdf(document).data) as pdf:
        found = "".join(page.get_textpage().get_text_range() for page in pdf)
    return re.sub(r"\s", "", found)


def admission(world: World, **figures: Any) -> tuple[str, str]:
    """A general meeting of 28 (26 votes): two away, of whom 张晓梅 handed in an opinion; ids of meeting and vote."""
    gathering = world.plan("general_meeting")
    world.do(mark_all_present, OfGathering(gathering))
    away = (("张晓梅", AttendanceState.SICK_LEAVE, True), ("孙喆", AttendanceState.OFFICIAL_BUSINESS, False))
    for name, state, written in away:
        data = SetAttendance(gathering, world.person(name), state, written_opinion=written)
        world.do(set_attendance, data)
    vote: dict[str, Any] = {
        "method": Method.SECRET, "purpose": Purpose.ADMISSION, "issued": 24, "returned": 24, "yes": 23, "no": 0,
        "abstain": 1, "written_yes": 1, "candidate": world.person("刘洋"), "pre_reviewed_on": date(2026, 9, 20),
        "first_introducer": world.person("王强"), "second_introducer": world.person("周明"),
        "conduct": "入党动机端正。\n不足是学习不够系统。",
    }  # fmt: skip
    item = NewAgendaItem(title="讨论接收刘洋为预备党员", votes=(NewVote(**(vote | figures)),))
    made = str(world.do(add_agenda_item, AddAgendaItem(world.view(gathering).segments[0].id, item)))
    with world.store.read() as reader:
        return gathering, reader.parts(Vote, made)[0].id


def test_the_form_of_an_admission_checks_its_candidate(world: World) -> None:
    gathering, _vote = admission(world)
    candidate = world.view(gathering).segments[0].agenda[0].votes[0].candidate
    assert candidate is not None
    assert (candidate.name, candidate.introducer_names) == ("刘洋", ("王强", "周明"))
    assert [(one.words, one.standing) for one in candidate.checks] == [
        ("预审合格9-20，期限内", Standing.ENOUGH),
        ("介绍人 王强、周明", Standing.ENOUGH),
    ]


def test_a_probationary_member_can_not_introduce(world: World) -> None:
    """党章 第五条."""
    gathering, vote = admission(world)
    world.do(edit_fields, EditFields("votes", vote, {"second_introducer": "陶然"}))
    candidate = world.view(gathering).segments[0].agenda[0].votes[0].candidate
    assert candidate is not None
    assert candidate.checks[1].words == "介绍人不是正式党员"


def test_the_branchs_resolution_says_what_the_form_of_admission_wants(world: World) -> None:
    """发展党员工作细则: conduct, numbers expected and present, figures, day, room for the secretary's name."""
    _gathering, vote = admission(world)
    said = words(make(world, papers.branch_resolution, vote))
    for part in (
        "支部大会决议",
        "2026年10月12日，县政府办公室机关第一党支部召开支部党员大会，讨论接收刘洋同志为中共预备党员问题。",
        "大会认为：入党动机端正。",
        "不足是学习不够系统。",
        "本支部应到会有表决权的正式党员26名，实到会24名，因故未到会2名（其中会前正式提出书面意见1名），"
        "采取无记名投票方式进行表决。表决结果：赞成24票（含书面意见1票），反对0票，弃权1票。",
        "赞成24票，超过应到会有表决权的正式党员26名的半数，大会决定：同意接收刘洋同志为中共预备党员，预备期一年，"
        "自大会通过之日起算。报上级党组织审批。",
        "支部书记签名或盖章：",
    ):
        assert part in said


def test_exactly_half_does_not_admit(world: World) -> None:
    """发展党员工作细则: more than half of 26, written opinions counted; 13 fails, 14 carries."""
    _gathering, vote = admission(world, yes=12, no=12, abstain=0)
    assert "赞成13票，没有超过应到会有表决权的正式党员26名的半数，大会决定不予通过。" in words(
        make(world, papers.branch_resolution, vote)
    )
    world.do(edit_fields, EditFields("votes", vote, {"yes": "13", "no": "11"}))
    assert "赞成14票，超过应到会" in words(make(world, papers.branch_resolution, vote))


def test_a_conversion_counts_standing_from_the_end_of_probation(world: World) -> None:
    gathering, vote = admission(
        world, purpose=Purpose.CONVERSION, candidate=world.person("陶然"), written_yes=1, conduct=""
    )
    candidate = world.view(gathering).segments[0].agenda[0].votes[0].candidate
    assert candidate is not None
    assert candidate.checks[0].words == "预备期3-1满，未满"
    said = words(make(world, papers.branch_resolution, vote))
    assert "同意陶然同志按期转为中共正式党员，党龄自2027年3月1日起算。" in said
    world.do(edit_fields, EditFields("votes", vote, {"subject": "同意延长陶然同志预备期半年"}))
    assert "大会决定：同意延长陶然同志预备期半年。报上级党组织审批。" in words(
        make(world, papers.branch_resolution, vote)
    )


def test_there_is_no_such_resolution_of_an_ordinary_vote_or_without_figures(world: World) -> None:
    gathering, item = world.planned_item()
    with pytest.raises(Refused, match="还没有表决"):
        make(world, papers.branch_resolution, gathering)
    vote = str(world.do(add_vote, AddVote(item, NewVote(yes=20))))
    with pytest.raises(Refused, match="不是接收预备党员或转正"):
        make(world, papers.branch_resolution, vote)
    world.do(edit_fields, EditFields("votes", vote, {"purpose": "接收预备党员", "yes": ""}))
    with pytest.raises(Refused, match="讨论对象、票数"):
        make(world, papers.branch_resolution, vote)


def test_ballots_bear_the_matter_and_nothing_that_tells_who(world: World) -> None:
    _gathering, vote = admission(world)
    said = words(make(world, papers.ballot, vote))
    assert said.count("接收刘洋同志为中共预备党员") == papers.votes.PER_PAGE
    assert not re.search(r"编号|№|签名", said)


def test_the_tally_adds_room_and_written_opinions(world: World) -> None:
    _gathering, vote = admission(world)
    said = words(make(world, papers.tally_sheet, vote))
    assert "赞成23124" in said
    assert "弃权101" in said
    assert "发出选票24张收回选票24张" in said
    assert "监票人签名" in said


def test_a_tally_to_be_filled_in_by_hand_has_room(world: World) -> None:
    _gathering, vote = admission(world, issued=None, returned=None, yes=None, no=None, abstain=None, written_yes=None)
    document = make(world, papers.tally_sheet, vote)
    assert "发出选票张" in words(document)


def test_the_papers_of_a_vote_are_offered_beside_the_record(world: World) -> None:
    gathering, vote = admission(world)
    titles = [one.title for one in choices_of(world.view(gathering))]
    assert titles[:7] == [
        "党员大会记录", "签到表", "会议通知", "会议纪要", "支部大会决议（刘洋）", "表决票（刘洋）", "计票表（刘洋）",
    ]  # fmt: skip
    by_hands = EditFields("votes", vote, {"purpose": "一般事项", "method": "举手"})
    world.do(edit_fields, by_hands)
    assert "表决票" not in "".join(one.title for one in choices_of(world.view(gathering)))


def test_the_record_tells_what_the_meeting_had_before_it(world: World) -> None:
    gathering, _vote = admission(world)
    said = words(make(world, papers.meeting_record, gathering))
    assert "接收对象：刘洋；上级党组织2026年9月20日预审合格；入党介绍人：王强、周明。" in said
    assert "主要表现：入党动机端正。" in said


def test_minutes_in_brief_hold_decisions_and_not_who_said_what(world: World) -> None:
    gathering, _vote = admission(world)
    segment = world.view(gathering).segments[0].id
    item = NewAgendaItem(
        title="研究走访安排",
        speeches=(NewSpeech(points="建议提前。", speaker=world.person("王强")),),
        resolutions=(
            NewResolution(text="分三组走访。", responsible=world.person("周明"), deadline=date(2026, 10, 31)),
        ),
    )
    world.do(add_agenda_item, AddAgendaItem(segment, item))
    said = words(make(world, papers.meeting_minutes, gathering))
    assert "2026年10月12日，李卫国主持在三楼会议室召开2026年第1次支部党员大会。应到党员28人，实到26人。" in said
    assert "会议决定：分三组走访。（责任人：周明；时限：2026年10月31日）" in said
    assert "建议提前" not in said
    assert "请假：张晓梅（病假）、孙喆（公差）" in said or "请假：孙喆（公差）、张晓梅（病假）" in said


def test_minutes_of_nothing_are_refused(world: World) -> None:
    with pytest.raises(Refused, match="写不成纪要"):
        make(world, papers.meeting_minutes, world.plan("general_meeting"))


# -- what stands at the foot of a record -----------------------------------------


def test_a_lectures_record_names_who_made_it_up_and_how(world: World) -> None:
    gathering = world.plan("party_lecture", day=date(2026, 9, 14))
    world.do(mark_all_present, OfGathering(gathering))
    people = tuple(world.person(name) for name in ("孙喆", "钱珺", "吕芳"))
    for person in people:
        world.do(set_attendance, SetAttendance(gathering, person, AttendanceState.PERSONAL_LEAVE))
    made = world.do(enter_make_ups, EnterMakeUps(gathering, people, date(2026, 9, 20), "自学讲稿"))
    assert made == 3
    counts = world.view(gathering).counts
    assert (counts.present, counts.on_leave, counts.made_up) == (25, 3, 3)
    said = words(make(world, papers.meeting_record, gathering))
    assert "补课名单：" in said
    assert "孙喆（9月20日，自学讲稿）" in said
    assert "实到25人" in said


def test_nobody_who_was_there_makes_it_up(world: World) -> None:
    gathering = world.plan("party_lecture", day=date(2026, 9, 14))
    world.do(mark_all_present, OfGathering(gathering))
    world.do(set_attendance, SetAttendance(gathering, world.person("孙喆"), AttendanceState.ABSENT))
    people = (world.person("孙喆"), world.person("王强"))
    with pytest.raises(Refused, match="王强当天出席了"):
        world.do(enter_make_ups, EnterMakeUps(gathering, people, date(2026, 9, 20)))
    assert world.view(gathering).counts.made_up == 0


def test_make_ups_may_be_entered_after_the_record_is_final(world: World) -> None:
    gathering = world.plan("party_lecture", day=date(2026, 9, 14))
    world.do(set_attendance, SetAttendance(gathering, world.person("孙喆"), AttendanceState.ABSENT))
    world.do(finalise, Finalise(gathering, despite=True))
    world.do(enter_make_ups, EnterMakeUps(gathering, (world.person("孙喆"),)))
    assert world.view(gathering).counts.made_up == 1
    assert world.view(gathering).corrections == ()


def test_remarks_and_captions_stand_at_the_foot_and_a_party_day_has_its_rate(world: World, tmp_path: Path) -> None:
    gathering = world.plan("theme_party_day", day=date(2026, 9, 14))
    world.do(mark_all_present, OfGathering(gathering))
    world.do(set_attendance, SetAttendance(gathering, world.person("孙喆"), AttendanceState.ABSENT))
    world.do(edit_fields, EditFields("gatherings", gathering, {"notes": "下雨，改在室内。"}))
    for number, caption in enumerate(("重温入党誓词", "集体学习")):
        photo = tmp_path / f"{number}.png"
        photo.write_bytes(b"x%d" % number)
        world.do(attach_file, AttachFile(gathering, str(photo), "photo", caption))
    said = words(make(world, papers.meeting_record, gathering))
    assert "备注：下雨，改在室内。" in said
    assert "现场照片2张（重温入党誓词；集体学习）" in said
    assert "实到27人（参加率96.4%）" in said


# -- registers -------------------------------------------------------------------


def test_the_years_register_lists_each_meeting_with_its_number_and_rate(world: World) -> None:
    for day in (date(2026, 3, 18), date(2026, 6, 20)):
        gathering = world.plan("general_meeting", day=day)
        world.do(mark_all_present, OfGathering(gathering))
    world.do(set_attendance, SetAttendance(gathering, world.person("孙喆"), AttendanceState.ABSENT))
    world.do(
        add_agenda_item, AddAgendaItem(world.view(gathering).segments[0].id, NewAgendaItem(title="听取支委会报告"))
    )
    world.plan("general_meeting", day=date(2026, 11, 20))
    said = words(make(world, papers.register, None, Period.year(2026)))
    assert "支部党员大会2次" in said
    assert "第1次3月18日3月党员大会李卫国2828100.0%未定稿" in said
    assert "第2次6月20日听取支委会报告李卫国282796.4%" in said
    assert "11月20日" not in said
    assert "党课0次" in said


def test_the_table_of_attendance_counts_presence_only(world: World) -> None:
    """rules.md 0.8."""
    gathering = world.plan("general_meeting", day=date(2026, 3, 18))
    world.do(mark_all_present, OfGathering(gathering))
    world.do(set_attendance, SetAttendance(gathering, world.person("孙喆"), AttendanceState.SICK_LEAVE, "感冒"))
    world.do(enter_make_ups, EnterMakeUps(gathering, (world.person("孙喆"),), date(2026, 3, 25)))
    said = words(make(world, papers.attendance_table, None, Period.quarter(2026, 1)))
    assert "孙喆——0/1100.0%1" in said
    assert "王强——1/111100.0%" in said
    assert "合计——27/28282796.4%1" in said
    assert "3月18日3月党员大会：孙喆（病假，感冒，3月25日已补课）。" in said


def test_a_register_of_nothing_says_so(world: World) -> None:
    assert words(make(world, papers.register, None, Period.year(2025))).count("没有记录") == 6
    assert "合计" in words(make(world, papers.attendance_table, None, Period.year(2025)))
