"""Yearly duties whose deadline the superior's annual notice sets (归属年度 is not the date)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Subject(StrEnum):
    """What a notice is about."""

    ORG_LIFE_MEETING = "org_life_meeting"
    DEMOCRATIC_APPRAISAL = "democratic_appraisal"
    DEBRIEFING = "debriefing"


SUBJECTS: dict[Subject, str] = {
    Subject.ORG_LIFE_MEETING: "组织生活会",
    Subject.DEMOCRATIC_APPRAISAL: "民主评议党员",
    Subject.DEBRIEFING: "书记述职评议",
}


@dataclass(frozen=True)
class Notice:
    """A year's deadline of one duty (None: the notice hasn't come), and the document that sets it."""

    subject: Subject
    year: int
    deadline: date | None = None
    document: str = ""

    @property
    def basis(self) -> str:
        """What is cited: the document, or 上级通知."""
        return self.document or "上级通知"
