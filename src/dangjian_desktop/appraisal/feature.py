"""The face of 组织生活会与评议: a view in the tab 会议, kinds, verbs, duties, papers, part of the sample branch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dangjian_desktop.appraisal import inputs, papers, service
from dangjian_desktop.appraisal.dues import dues
from dangjian_desktop.appraisal.finding import REFERENCES, find, latest_part, latest_year
from dangjian_desktop.appraisal.offers import assignments, digest, holdings, questions
from dangjian_desktop.appraisal.records import (
    Criticism,
    MemberAppraisal,
    Opinion,
    OrgLifeYear,
    OwnCriticism,
    Rectification,
    SelfReview,
    ThemeStudy,
)
from dangjian_desktop.appraisal.sample import make_sample
from dangjian_desktop.feature import Action, Feature, Kind, Paper, Tab, View


def _view(context: Any) -> Any:
    from dangjian_desktop.appraisal.page import build_page

    return build_page(context)


def _same(*names: str) -> Callable[[Any], tuple[object, ...] | None]:
    """Entries that say the same in all these fields are probably one thing; if one is empty, they say too little."""

    def key(row: Any) -> tuple[object, ...] | None:
        values = tuple(_plain(getattr(row, name)) for name in names)
        return values if all(values) else None

    return key


def _plain(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


def _year_paper(name: str, title: str, layout: str, make: Any, *, issuable: bool = True) -> Paper:
    return Paper(name, title, layout, "record", make, latest_year, papers.file_of(title), issuable=issuable)


FEATURE = Feature(
    name="appraisal",
    title="组织生活会与评议",
    floor=3,
    tab=Tab("meetings", "会议", "users", (View("appraisal", "组织生活会与评议", _view),)),
    kinds=(
        Kind(OrgLifeYear, order=("attributed_year", "id")),
        Kind(ThemeStudy, order=("owner", "day", "id"), period="day", duplicate_key=_same("day", "topic")),
        Kind(Opinion, order=("owner", "position", "id"), duplicate_key=_same("text")),
        Kind(SelfReview, order=("owner", "person", "id")),
        Kind(Criticism, order=("owner", "position", "id"), duplicate_key=_same("critic", "subject", "text")),
        Kind(OwnCriticism, order=("owner", "position", "id")),
        Kind(MemberAppraisal, order=("owner", "member", "id")),
        Kind(
            Rectification,
            order=("owner", "position", "id"),
            period="deadline",
            duplicate_key=_same("problem"),
            final=lambda row: row.verified_on is not None,
        ),
    ),
    actions=(
        Action("begin_org_life", "开始一个年度的组织生活会", inputs.BeginYear, service.begin_year),
        Action("edit_org_life", "修改组织生活会", inputs.EditYear, service.edit_year),
        Action("plan_org_life_meeting", "安排组织生活会", inputs.PlanMeeting, service.plan_meeting),
        Action("add_theme_study", "登记会前学习", inputs.AddStudy, service.add_study),
        Action("edit_theme_study", "修改会前学习", inputs.EditStudy, service.edit_study),
        Action("add_opinion", "登记征求到的意见", inputs.AddOpinion, service.add_opinion),
        Action("edit_opinion", "修改征求到的意见", inputs.EditOpinion, service.edit_opinion),
        Action("write_self_review", "写检视材料", inputs.WriteReview, service.write_review),
        Action("share_self_review", "交检视材料", inputs.ShareReview, service.share_review),
        Action("add_criticism", "登记批评意见", inputs.AddCriticism, service.add_criticism),
        Action("edit_criticism", "修改批评意见", inputs.EditCriticism, service.edit_criticism),
        Action("share_criticism", "批评意见转支部留存", inputs.EntryId, service.share_criticism),
        Action("enter_ballot_counts", "录入民主测评票数", inputs.EnterCounts, service.enter_counts),
        Action("edit_appraisal", "登记党员评议", inputs.EditAppraisal, service.edit_appraisal),
        Action("give_verdicts", "评定等次", inputs.GiveVerdicts, service.give_verdicts),
        Action("give_feedback", "登记评议结果反馈", inputs.GiveFeedback, service.give_feedback),
        Action("add_rectification", "列入整改清单", inputs.AddRectification, service.add_rectification),
        Action("edit_rectification", "修改整改事项", inputs.EditRectification, service.edit_rectification),
        Action("complete_rectification", "登记整改完成", inputs.CompleteRectification, service.complete_rectification),
        Action("verify_rectification", "整改销号", inputs.VerifyRectification, service.verify_rectification),
        Action("reopen_rectification", "重开整改事项", inputs.ReopenRectification, service.reopen_rectification),
        Action("attach_org_life_file", "添加附件", inputs.AttachFile, service.attach_file),
        Action("delete_org_life_entry", "删除一条", inputs.EntryId, service.delete_entry),
        Action("restore_org_life_entry", "恢复一条", inputs.EntryId, service.restore_entry),
    ),
    references=REFERENCES,
    dues=dues,
    assignments=assignments,
    questions=questions,
    digest=digest,
    holdings=holdings,
    papers=(
        _year_paper("org_life_plan", "组织生活会方案", "report", papers.plan),
        _year_paper("opinions_summary", "征求意见汇总表", "form", papers.opinions_summary),
        Paper(
            "self_review",
            "对照检查材料",
            "report",
            "record",
            papers.review,
            latest_part(SelfReview),
            papers.review_file,
            issuable=False,
        ),
        _year_paper("criticism_record", "批评意见记录", "form", papers.criticism_record, issuable=False),
        _year_paper(
            "criticism_record_own", "批评意见记录（含自留）", "form", papers.criticism_record_own, issuable=False
        ),
        _year_paper("rectification_list", "组织生活会整改清单", "form", papers.rectification_list),
        _year_paper("org_life_report", "组织生活会情况报告", "report", papers.report),
        _year_paper("appraisal_ballot", "民主测评票", "form", papers.ballot, issuable=False),
        _year_paper("appraisal_tally", "民主测评计票表", "form", papers.tally),
        _year_paper("appraisal_summary", "民主评议党员汇总表", "form", papers.appraisal_summary),
        _year_paper("appraisal_forms", "民主评议党员登记表（全部）", "binder", papers.appraisal_forms, issuable=False),
        Paper(
            "appraisal_form",
            "民主评议党员登记表",
            "form",
            "record",
            papers.appraisal_form,
            latest_part(MemberAppraisal),
            papers.form_file,
            issuable=False,
        ),
    ),
    search=find,
    sample=make_sample,
)
