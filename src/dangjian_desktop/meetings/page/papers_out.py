"""The papers of one gathering: which there are, one or all of them to the printer, blank forms to fill in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dangjian_desktop.feature import Paper
from dangjian_desktop.meetings.page.paper import PaperChoice
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.meetings.rules.kinds import info_of
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import PaperItem

RECORD, SHEET, NOTICE = "meeting_record", "sign_in_sheet", "meeting_notice"


def choices_of(view: GatheringView) -> tuple[PaperChoice, ...]:
    """会议记录 of each segment, then 签到表, 会议通知, and the blank form of each kind of segment."""
    records = [PaperChoice(RECORD, one.id, info_of(one.kind).paper) for one in view.segments]
    kinds = dict.fromkeys(one.kind for one in view.segments)
    blanks = [PaperChoice(f"blank_{kind}", "", f"{info_of(kind).paper}（空白）") for kind in kinds]
    return (
        *records,
        PaperChoice(SHEET, view.id, "签到表"),
        PaperChoice(NOTICE, view.id, "会议通知"),
        *blanks,
    )


def todays(view: GatheringView, choices: Sequence[PaperChoice]) -> list[PaperChoice]:
    """打印本次材料: before signing in the notice and the sheet, afterwards the records and the sheet."""
    begun = view.counts.begun or any(segment.written for segment in view.segments)
    first = {RECORD, SHEET} if begun else {NOTICE, SHEET}
    return [one for one in choices if one.name in first]


class PapersOut(QObject):
    """Shows and prints through the window's own paper functions."""

    def __init__(self, ctx: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx

    def paper(self, choice: PaperChoice) -> Paper | None:
        """The feature's paper of a choice under the choice's title; None where the program makes none."""
        papers = [paper for feature in self._ctx.features for paper in feature.papers if paper.name == choice.name]
        return replace(papers[0], title=choice.title) if papers else None

    def known(self, choices: Sequence[PaperChoice]) -> list[PaperChoice]:
        """The choices that the program can make."""
        return [one for one in choices if self.paper(one) is not None]

    def show(self, choice: PaperChoice) -> None:
        """Show one in a dialog of its own, with 打印 and 存为."""
        paper = self.paper(choice)
        if paper is not None:
            self._ctx.paper(paper, choice.record or None, None)

    def print_all(self, choices: Sequence[PaperChoice], first: Sequence[PaperChoice], title: str) -> None:
        """打印本次材料: those of the gathering's stage are ticked, the others are there to be ticked."""
        offered = [*first, *(one for one in choices if one not in first and one.record)]
        items = [
            PaperItem(paper, one.record or None, None, ticked=one in first)
            for one in offered
            if (paper := self.paper(one)) is not None
        ]
        self._ctx.papers(items, title)
