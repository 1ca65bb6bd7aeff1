"""The papers of one gathering: which there are, one or all of them to the printer, blank forms to fill in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import Paper
from dangjian_desktop.meetings.page.paper import PaperChoice
from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.meetings.rules.kinds import info_of
from dangjian_desktop.papers.preview import joined
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import MadePaper, make_paper, print_paper

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
    """Makes and prints through the window's own paper functions."""

    def __init__(self, ctx: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._widget = parent

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

    def print_all(self, choices: Sequence[PaperChoice], title: str) -> None:
        """Make all of them, join them, and ask for the printer once."""
        made: list[MadePaper] = []
        rest = list(choices)

        def step() -> None:
            if not rest:
                self._join(made, title)
                return
            choice = rest.pop(0)
            paper = self.paper(choice)
            if paper is None:
                step()
                return
            make_paper(self._ctx, paper, choice.record or None, None, take, self, self._ctx.refused)

        def take(paper: MadePaper) -> None:
            made.append(paper)
            step()

        step()

    def _join(self, made: Sequence[MadePaper], title: str) -> None:
        if not made:
            self._ctx.refused(Refused("没有可以打印的材料。", hint="请先添加环节。"))
            return
        pages = sum(paper.count for paper in made)

        def print_whole(data: bytes) -> None:
            print_paper(self._ctx, replace(made[0], title=title, data=data, count=pages), self._widget)

        self._ctx.work(lambda: joined([paper.data for paper in made]), print_whole, self)
