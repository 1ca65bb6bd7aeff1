"""Reading a year for the window, papers and duties: frozen values inside ``store.read()``."""

from dangjian_desktop.appraisal.reading.views import (
    AppraisalRow,
    CriticismRow,
    FileRow,
    MeetingRow,
    OpinionRow,
    RectificationRow,
    ReviewRow,
    StudyRow,
    YearView,
)
from dangjian_desktop.appraisal.reading.year import year_view

__all__ = [
    "AppraisalRow",
    "CriticismRow",
    "FileRow",
    "MeetingRow",
    "OpinionRow",
    "RectificationRow",
    "ReviewRow",
    "StudyRow",
    "YearView",
    "year_view",
]
