"""The face of study: its kinds, verbs, names, what it offers to the year's board and to whoever counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from dangjian_desktop.feature import Action, Feature, Kind, Metric, Paper, SheetImport, Tab, View
from dangjian_desktop.store import Reader
from dangjian_desktop.study import inputs, papers, records, sheets
from dangjian_desktop.study.cells import Cells
from dangjian_desktop.study.finding import REFERENCES, latest_plan, latest_session
from dangjian_desktop.study.offered import asking, figures, people, year
from dangjian_desktop.study.offered.dues import dues
from dangjian_desktop.study.offered.papers import PAPERS
from dangjian_desktop.study.offered.views import VIEWS
from dangjian_desktop.study.reading.occasions import occasions
from dangjian_desktop.study.sample import make_sample
from dangjian_desktop.study.service import (
    attaching,
    attendance,
    forms,
    hours,
    importing,
    items,
    plans,
    rota,
    sessions,
    speaking,
    writing,
)


def _plan(context: Any) -> Any:
    from dangjian_desktop.study.page.plan import PlanPage

    return PlanPage(context)


def _sessions(context: Any) -> Any:
    from dangjian_desktop.study.page.sessions import SessionsPage

    return SessionsPage(context)


def _action(name: str, label: str, kind: type[Any], run: Callable[[Any, Any], object]) -> Action:
    return Action(name, label, kind, run)


ACTIONS = (
    _action("make_study_plan", "制定学习计划", inputs.MakePlan, plans.make_plan),
    _action("edit_study_plan", "修改学习计划", inputs.EditPlan, plans.edit_plan),
    _action("approve_study_plan", "学习计划通过", inputs.ApprovePlan, plans.approve_plan),
    _action("delete_study_plan", "删除学习计划", inputs.PlanId, plans.delete_plan),
    _action("restore_study_plan", "恢复学习计划", inputs.PlanId, plans.restore_plan),
    _action("add_plan_item", "计划加一项", inputs.AddPlanItem, items.add_plan_item),
    _action("edit_plan_item", "修改计划", inputs.EditPlanItem, items.edit_plan_item),
    _action("move_plan_item", "调整计划时间", inputs.MoveItem, items.move_plan_item),
    _action("postpone_plan_items", "顺延", inputs.PostponeItems, items.postpone_items),
    _action("drop_plan_item", "不再安排", inputs.DropItem, items.drop_item),
    _action("take_up_plan_item", "恢复安排", inputs.ItemId, items.take_up_item),
    _action("delete_plan_item", "删除计划", inputs.ItemId, items.delete_plan_item),
    _action("restore_plan_item", "恢复计划", inputs.ItemId, items.restore_plan_item),
    _action("fulfil_plan_item", "完成计划", inputs.FulfilItem, items.fulfil_item),
    _action("unfulfil_plan_item", "取消完成", inputs.FulfilItem, items.unfulfil_item),
    _action("import_plan_items", "导入学习计划", inputs.ImportPlanItems, importing.import_plan_items),
    _action("arrange_rota", "安排轮讲", inputs.ArrangeRota, rota.arrange_rota),
    _action("make_rota", "排轮讲", inputs.MakeRota, rota.make_rota),
    _action("assign_lecturer", "换人", inputs.AssignLecturer, rota.assign_lecturer),
    _action("swap_lecturers", "对调轮讲", inputs.SwapLecturers, rota.swap_lecturers),
    _action("add_lecture_break", "不安排轮讲", inputs.AddBreak, rota.add_lecture_break),
    _action("delete_lecture_break", "恢复安排轮讲", inputs.BreakId, rota.delete_lecture_break),
    _action("propose_topic", "选题建议", inputs.ProposeTopic, rota.propose_topic),
    _action("take_topic", "选题列入计划", inputs.TakeTopic, rota.take_topic),
    _action("decline_topic", "选题未列入", inputs.DeclineTopic, rota.decline_topic),
    _action("delete_topic", "删除选题", inputs.TopicId, rota.delete_topic),
    _action("hold_plan_item", "开始学习", inputs.HoldItem, sessions.hold_item),
    _action("add_study_session", "登记学习", inputs.AddSession, sessions.add_session),
    _action("edit_study_session", "修改学习", inputs.EditSession, sessions.edit_session),
    _action("finalise_study_session", "定稿", inputs.FinaliseSession, sessions.finalise_session),
    _action("delete_study_session", "删除学习", inputs.SessionId, sessions.delete_session),
    _action("restore_study_session", "恢复学习", inputs.SessionId, sessions.restore_session),
    _action("set_study_attendance", "学习签到", inputs.SetAttendance, attendance.set_study_attendance),
    _action("mark_all_present_at_study", "学习全部出席", inputs.MarkAllPresent, attendance.mark_all_present_at_study),
    _action("make_up_study", "补课", inputs.MakeUp, attendance.make_up_study),
    _action("add_study_speech", "添加学习发言", inputs.AddSpeech, speaking.add_study_speech),
    _action("add_study_speeches", "填入学习发言", inputs.AddSpeeches, speaking.add_study_speeches),
    _action("edit_study_speech", "修改学习发言", inputs.EditSpeech, speaking.edit_study_speech),
    _action("add_study_proposal", "添加对策建议", inputs.AddProposal, speaking.add_study_proposal),
    _action("edit_study_proposal", "修改对策建议", inputs.EditProposal, speaking.edit_study_proposal),
    _action("delete_study_part", "删除学习发言", inputs.PartOfSession, speaking.delete_study_part),
    _action("restore_study_part", "恢复学习发言", inputs.PartOfSession, speaking.restore_study_part),
    _action("attach_study_material", "添加学习材料", inputs.AttachMaterial, attaching.attach_study_material),
    _action("adjust_study_hours", "调整学时", inputs.AdjustHours, hours.adjust_study_hours),
    _action("add_training", "登记培训", inputs.AddTraining, hours.add_training),
    _action("edit_training", "修改培训", inputs.EditTraining, hours.edit_training),
    _action("delete_training", "删除培训", inputs.TrainingId, hours.delete_training),
    _action("restore_training", "恢复培训", inputs.TrainingId, hours.restore_training),
    _action("import_trainings", "导入培训", inputs.ImportTrainings, importing.import_trainings),
    _action("add_reflection", "登记心得", inputs.AddReflection, writing.add_reflection),
    _action("ask_reflections", "布置心得", inputs.AskReflections, writing.ask_reflections),
    _action("edit_reflection", "修改心得", inputs.EditReflection, writing.edit_reflection),
    _action("delete_reflection", "删除心得", inputs.ReflectionId, writing.delete_reflection),
    _action("restore_reflection", "恢复心得", inputs.ReflectionId, writing.restore_reflection),
    _action("add_study_comment", "学习评语", inputs.AddComment, writing.add_study_comment),
    _action("delete_study_comment", "删除学习评语", inputs.CommentId, writing.delete_study_comment),
    _action("add_study_form", "增加学习形式", inputs.AddForm, forms.add_study_form),
    _action("edit_study_form", "修改学习形式", inputs.EditForm, forms.edit_study_form),
)


def _same(*names: str) -> Callable[[Any], tuple[object, ...] | None]:
    """Records that say the same in all these fields are probably one thing; if one is empty, they say too little."""

    def key(row: Any) -> tuple[object, ...] | None:
        values = tuple(getattr(row, name) for name in names)
        return values if all(values) else None

    return key


def _preview_plan(reader: Reader, rows: Cells) -> importing.Preview:
    return importing.preview_plan(reader, rows, reader.now.year)


FEATURE = Feature(
    name="study",
    title="学习",
    floor=3,
    tab=Tab("study", "学习", "book-open", (View("plan", "计划", _plan), View("sessions", "场次", _sessions), *VIEWS)),
    kinds=(
        Kind(records.StudyPlan, order=("year", "id"), duplicate_key=_same("year")),
        Kind(
            records.PlanItem,
            order=("owner", "month", "day", "position", "id"),
            period="day",
            duplicate_key=_same("month", "content"),
        ),
        Kind(records.Postponement, order=("owner", "position", "id")),
        Kind(records.RotaAssignment, order=("owner", "position", "id"), duplicate_key=_same("member")),
        Kind(
            records.StudySession,
            order=("day", "start", "id"),
            period="day",
            duplicate_key=_same("day", "content"),
            final=lambda row: row.finalised_at is not None,
        ),
        Kind(records.StudyAttendance, order=("owner", "person", "id"), duplicate_key=_same("person")),
        Kind(records.StudySpeech, order=("owner", "position", "id"), duplicate_key=_same("speaker", "topic")),
        Kind(records.StudyProposal, order=("owner", "position", "id"), duplicate_key=_same("text")),
        Kind(records.StudyCorrection, order=("owner", "position", "id")),
        Kind(records.HourAdjustment, order=("owner", "member", "id")),
        Kind(
            records.ExternalTraining,
            order=("since", "id"),
            period="since",
            duplicate_key=_same("member", "title", "since"),
        ),
        Kind(records.LectureBreak, order=("owner", "since", "id")),
        Kind(records.TopicProposal, order=("proposed_on", "id"), period="proposed_on", duplicate_key=_same("title")),
        Kind(records.StudyComment, order=("owner", "on", "id"), period="on"),
        Kind(
            records.Reflection,
            order=("due", "submitted_on", "id"),
            period="due",
            duplicate_key=_same("member", "title"),
        ),
        Kind(records.StudyForm, order=("name", "id"), duplicate_key=_same("name")),
    ),
    actions=ACTIONS,
    references=REFERENCES,
    metrics=(
        Metric("study_items_planned", "计划学习项数", figures.plan_items_planned),
        Metric("study_items_done", "完成学习项数", figures.plan_items_done),
        Metric("study_plan_share", "学习计划完成率", figures.plan_share),
        Metric("study_hours", "学时", figures.study_hours),
        Metric("study_hours_met", "学时达标人数", figures.hours_met),
        Metric("study_hours_asked", "应达标人数", figures.hours_asked),
        Metric("study_attendance_share", "学习参加率", figures.attendance_share),
        Metric("study_writings", "心得和读书笔记篇数", people.writings_handed_in),
        Metric("study_talks", "轮讲和主讲次数", people.talks_given),
        Metric("study_proposals", "对策建议条数", people.proposals_made),
        Metric("study_proposals_adopted", "对策建议采纳条数", people.proposals_adopted),
    ),
    dues=dues,
    schedule=year.schedule,
    proposals=year.proposals,
    occasions=occasions,
    assignments=year.assignments,
    questions=asking.questions,
    digest=people.digest,
    holdings=asking.holdings,
    papers=(
        Paper(
            "study_plan",
            "年度学习计划",
            "report",
            "record",
            papers.study_plan,
            latest_plan,
            papers.study_plan_file,
        ),
        Paper("study_month", "月度学习安排", "form", "period", papers.month_plan, None, papers.month_plan_file),
        Paper(
            "study_record",
            "学习记录",
            "minutes",
            "record",
            papers.study_record,
            latest_session,
            papers.study_record_file,
        ),
        *PAPERS,
    ),
    imports=(
        SheetImport(
            "study_plan",
            "学习计划",
            partial(sheets.write_template, title="学习计划", columns=sheets.PLAN_COLUMNS),
            _preview_plan,
        ),
        SheetImport(
            "trainings",
            "外出培训",
            partial(sheets.write_template, title="外出培训", columns=sheets.TRAINING_COLUMNS),
            importing.preview_trainings,
        ),
    ),
    search=people.search,
    sample=make_sample,
)
