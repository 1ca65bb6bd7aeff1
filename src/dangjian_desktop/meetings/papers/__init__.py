"""The papers of meetings, as documents: records, sign-in sheet, notice, and blank forms to fill in by hand."""

from dangjian_desktop.meetings.papers.blank import BLANK_FORMS
from dangjian_desktop.meetings.papers.minutes import meeting_record, record_file, record_titles
from dangjian_desktop.meetings.papers.notice import meeting_notice, notice_file
from dangjian_desktop.meetings.papers.sheet import sheet_file, sign_in_sheet

__all__ = [
    "BLANK_FORMS",
    "meeting_notice",
    "meeting_record",
    "notice_file",
    "record_file",
    "record_titles",
    "sheet_file",
    "sign_in_sheet",
]
