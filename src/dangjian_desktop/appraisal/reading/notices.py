"""The superior's yearly notice: by when 组织生活会 and 民主评议 of a year are to be done; kept among the rules."""

from __future__ import annotations

from datetime import date

from dangjian_desktop.regulations.reading import year_notice
from dangjian_desktop.regulations.rules.notices import Notice, Subject
from dangjian_desktop.store import Reader

SUBJECTS = (Subject.DEMOCRATIC_APPRAISAL, Subject.ORG_LIFE_MEETING)
"""Mostly one notice speaks of both."""


def notice_of(reader: Reader, year: int) -> Notice:
    """What the notice says of 民主评议 of the year, else of its 组织生活会."""
    found = [year_notice(reader, subject, year) for subject in SUBJECTS]
    return next((one for one in found if one.deadline is not None), found[0])


def deadline_of(reader: Reader, year: int | None) -> date | None:
    """The last day that the notice sets; None without one."""
    return notice_of(reader, year).deadline if year else None
