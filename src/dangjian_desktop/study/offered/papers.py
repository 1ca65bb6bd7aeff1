"""The papers of rota, hours and writing, as the feature lists them."""

from __future__ import annotations

from dangjian_desktop.feature import Paper
from dangjian_desktop.study.papers import expert, file, hours, report, rota, writings

PAPERS = (
    Paper("study_rota", "轮讲安排表", "form", "period", rota.rota_sheet, None, rota.rota_sheet_file),
    Paper("study_hours", "学时统计表", "form", "period", hours.hours_table, None, hours.hours_table_file),
    Paper(
        "study_hours_member",
        "个人学时表",
        "form",
        "record",
        hours.member_hours,
        hours.latest_member,
        hours.member_hours_file,
    ),
    Paper("study_report", "学习情况通报", "report", "period", report.study_report, None, report.study_report_file),
    Paper("study_file", "学习档案", "binder", "record", file.study_file, hours.latest_member, file.study_file_name),
    Paper(
        "study_collection",
        "心得体会汇编",
        "binder",
        "period",
        writings.collection,
        None,
        writings.collection_file,
    ),
    Paper(
        "study_invitation",
        "专家邀请函",
        "report",
        "record",
        expert.invitation,
        expert.latest_expert,
        expert.invitation_file,
    ),
    Paper(
        "study_fee_sheet",
        "讲课费签收表",
        "form",
        "record",
        expert.fee_sheet,
        expert.latest_expert,
        expert.fee_sheet_file,
        issuable=False,
    ),
)
