"""The papers of rota, hours and writing, as the feature lists them."""

from __future__ import annotations

from dangjian_desktop.feature import Paper
from dangjian_desktop.study.papers import file, hours, report, rota

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
)
