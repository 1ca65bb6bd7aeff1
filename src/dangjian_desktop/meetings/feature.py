"""The face of meetings: its tab, kinds, verbs, names, duties, papers and part of the sample branch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dangjian_desktop.feature import Action, Feature, Kind, Paper, Tab, View
from dangjian_desktop.meetings import papers, service
from dangjian_desktop.meetings.dues import dues
from dangjian_desktop.meetings.finding import (
    REFERENCES,
    derived_gathering,
    derived_segment,
    find_gatherings,
    latest_admission,
    latest_gathering,
    latest_vote,
    latest_written,
    next_gathering,
    segment_of,
)
from dangjian_desktop.meetings.offered.asking import questions
from dangjian_desktop.meetings.offered.digest import digest
from dangjian_desktop.meetings.offered.figures import METRICS
from dangjian_desktop.meetings.offered.holdings import holdings
from dangjian_desktop.meetings.offered.proposals import proposals
from dangjian_desktop.meetings.offered.year import assignments, occasions, schedule
from dangjian_desktop.meetings.records import (
    AgendaItem,
    AgendaTemplate,
    Attendance,
    Correction,
    Gathering,
    KindInUse,
    Observer,
    Resolution,
    Segment,
    Speech,
    TemplateItem,
    Vote,
)
from dangjian_desktop.meetings.sample import make_sample
from dangjian_desktop.meetings.service import inputs
from dangjian_desktop.store import Attachment


def _overview(context: Any) -> Any:
    from dangjian_desktop.meetings.page import build_overview

    return build_overview(context)


def _records(context: Any) -> Any:
    from dangjian_desktop.meetings.page import build_records

    return build_records(context)


def _action(name: str, label: str, kind: type[Any], run: Callable[[Any, Any], object]) -> Action:
    return Action(name, label, kind, run)


ACTIONS = (
    _action("plan_gathering", "登记会议", inputs.PlanGathering, service.plan_gathering),
    _action("enter_record", "照记录登记会议", inputs.EnterRecord, service.enter_record),
    _action("repeat_last", "照上次登记会议", inputs.RepeatLast, service.repeat_last),
    _action("add_segment", "添加环节", inputs.AddSegment, service.add_segment),
    _action("send_notice", "发通知", inputs.SendNotice, service.send_notice),
    _action("set_attendance", "签到", inputs.SetAttendance, service.set_attendance),
    _action("enter_make_ups", "登记补课", inputs.EnterMakeUps, service.enter_make_ups),
    _action("mark_all_present", "全部出席", inputs.OfGathering, service.mark_all_present),
    _action("add_observer", "添加列席", inputs.AddObserver, service.add_observer),
    _action("add_agenda_item", "添加议题", inputs.AddAgendaItem, service.add_agenda_item),
    _action("add_speech", "添加发言", inputs.AddSpeech, service.add_speech),
    _action("add_vote", "添加表决", inputs.AddVote, service.add_vote),
    _action("add_resolution", "添加决议", inputs.AddResolution, service.add_resolution),
    _action("report_resolution", "登记落实情况", inputs.ReportResolution, service.report_resolution),
    _action("hand_over_resolution", "移交决议", inputs.HandOverResolution, service.hand_over_resolution),
    _action("edit_fields", "修改会议记录", inputs.EditFields, service.edit_fields),
    _action("move_part", "调整次序", inputs.MovePart, service.move_part),
    _action("delete_part", "删除一项", inputs.DeletePart, service.delete_part),
    _action("restore_part", "恢复一项", inputs.DeletePart, service.restore_part),
    _action("attach_file", "添加附件", inputs.AttachFile, service.attach_file),
    _action("finalise", "定稿", inputs.Finalise, service.finalise),
    _action("correct", "更正", inputs.Correct, service.correct),
    _action("delete_gathering", "删除会议", inputs.OfGathering, service.delete_gathering),
    _action("restore_gathering", "恢复会议", inputs.OfGathering, service.restore_gathering),
    _action("save_template", "保存议程模板", inputs.SaveTemplate, service.save_template),
    _action("template_from_segment", "把议程存为模板", inputs.TemplateFromSegment, service.template_from_segment),
    _action("delete_template", "删除议程模板", inputs.OfTemplate, service.delete_template),
    _action("restore_template", "恢复议程模板", inputs.OfTemplate, service.restore_template),
    _action("apply_template", "用模板排议程", inputs.ApplyTemplate, service.apply_template),
    _action("copy_agenda", "照上次排议程", inputs.CopyAgenda, service.copy_agenda),
    _action("use_kinds", "选定本支部开哪些会", inputs.UseKinds, service.use_kinds),
)


def _same(*names: str) -> Callable[[Any], tuple[object, ...] | None]:
    """Parts that say the same in all these fields are probably one thing; if all are empty, they say too little."""

    def key(row: Any) -> tuple[object, ...] | None:
        values = tuple(_plain(getattr(row, name)) for name in names)
        return values if any(values) else None

    return key


def _plain(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


def _same_gathering(row: Any) -> tuple[object, ...] | None:
    """The same day and the same title, which names month, kinds and Party group unless somebody worded it."""
    return (row.day, _plain(row.title)) if row.day and row.title else None


FEATURE = Feature(
    name="meetings",
    title="会议",
    floor=2,
    tab=Tab("meetings", "会议", "users", (View("overview", "总览", _overview), View("records", "记录", _records))),
    kinds=(
        Kind(
            Gathering,
            order=("day", "start", "id"),
            period="day",
            derived=derived_gathering,
            duplicate_key=_same_gathering,
            final=lambda row: row.finalised_at is not None,
        ),
        Kind(
            Segment,
            order=("owner", "position", "id"),
            derived=derived_segment,
            duplicate_key=_same("kind", "party_group"),
        ),
        Kind(AgendaItem, order=("owner", "position", "id"), duplicate_key=_same("title")),
        Kind(Attendance, order=("owner", "person", "id"), duplicate_key=_same("person")),
        Kind(Observer, order=("owner", "position", "id"), duplicate_key=_same("person", "name")),
        Kind(Speech, order=("owner", "position", "id"), duplicate_key=_same("speaker", "speaker_name")),
        Kind(
            Vote, order=("owner", "position", "id"), duplicate_key=_same("subject", "purpose", "yes", "no", "abstain")
        ),
        Kind(Resolution, order=("owner", "position", "id"), period="deadline", duplicate_key=_same("text")),
        Kind(Correction, order=("owner", "position", "id")),
        Kind(Attachment, order=("owner", "position", "id"), duplicate_key=_same("sha256", "role")),
        Kind(KindInUse, order=("kind",)),
        Kind(AgendaTemplate, order=("kind", "name", "id"), duplicate_key=_same("kind", "name")),
        Kind(TemplateItem, order=("owner", "position", "id"), duplicate_key=_same("title")),
    ),
    actions=ACTIONS,
    references=REFERENCES,
    metrics=METRICS,
    dues=dues,
    schedule=schedule,
    proposals=proposals,
    occasions=occasions,
    assignments=assignments,
    questions=questions,
    digest=digest,
    holdings=holdings,
    papers=(
        Paper(
            "meeting_record",
            "会议记录",
            "minutes",
            "record",
            papers.meeting_record,
            latest_gathering,
            papers.record_file,
            about=segment_of,
        ),
        Paper("sign_in_sheet", "签到表", "form", "record", papers.sign_in_sheet, next_gathering, papers.sheet_file),
        Paper(
            "meeting_notice", "会议通知", "report", "record", papers.meeting_notice, next_gathering, papers.notice_file
        ),
        Paper(
            "meeting_minutes",
            "会议纪要",
            "report",
            "record",
            papers.meeting_minutes,
            latest_written,
            papers.minutes_file,
        ),
        Paper(
            "branch_resolution",
            "支部大会决议",
            "report",
            "record",
            papers.branch_resolution,
            latest_admission,
            papers.resolution_file,
        ),
        Paper("ballot", "表决票", "form", "record", papers.ballot, latest_vote, papers.ballot_file, issuable=False),
        Paper("tally_sheet", "计票表", "form", "record", papers.tally_sheet, latest_vote, papers.tally_file),
        Paper("meeting_register", "“三会一课”登记簿", "form", "period", papers.register),
        Paper("attendance_table", "党员参加组织生活情况统计表", "form", "period", papers.attendance_table),
        *(
            Paper(f"blank_{kind}", f"{title}（空白，手填）", "form", "nothing", make, issuable=False)
            for kind, title, make in papers.BLANK_FORMS
        ),
    ),
    search=find_gatherings,
    sample=make_sample,
)
