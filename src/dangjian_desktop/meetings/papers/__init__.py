"""The papers of meetings, as documents: records, sign-in sheet, notice, and blank forms to fill in by hand."""

from dangjian_desktop.meetings.papers.blank import BLANK_FORMS
from dangjian_desktop.meetings.papers.minutes import meeting_record, record_file, record_titles
from dangjian_desktop.meetings.papers.notice import meeting_notice, notice_file
from dangjian_desktop.meetings.papers.registers import attendance_table, register
from dangjian_desktop.meetings.papers.sheet import sheet_file, sign_in_sheet
from dangjian_desktop.meetings.papers.summary import meeting_minutes, minutes_file
from dangjian_desktop.meetings.papers.votes import (
    ballot,
    ballot_file,
    branch_resolution,
    resolution_file,
    tally_file,
    tally_sheet,
)

__all__ = [
    "BLANK_FORMS",
    "attendance_table",
    "ballot",
    "ballot_file",
    "branch_resolution",
    "meeting_minutes",
    "meeting_notice",
    "meeting_record",
    "minutes_file",
    "notice_file",
    "record_file",
    "record_titles",
    "register",
    "resolution_file",
    "sheet_file",
    "sign_in_sheet",
    "tally_file",
    "tally_sheet",
]
