"""The papers of one gathering: which there are, one or all of them to the printer, blank forms to fill in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dangjian_desktop.feature import Paper
from dangjian_desktop.meetings.page.paper import PaperChoice
from dangjian_desktop.meetings.reading.views import AttachmentView, GatheringView
from dangjian_desktop.meetings.rules.kinds import info_of
from dangjian_desktop.meetings.rules.quorum import Method
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.papers import PaperItem

RECORD, SHEET, NOTICE = "meeting_record", "sign_in_sheet", "meeting_notice"
SIGNED = "signed_copy"
MINUTES, RESOLUTION, BALLOT, TALLY = "meeting_minutes", "branch_resolution", "ballot", "tally_sheet"


def choices_of(view: GatheringView) -> tuple[PaperChoice, ...]:
    """会议记录 of each segment, 签到表, 会议通知, what its votes and decisions give, and blank forms.

    Where signed pages came back, they stand before the unsigned record, in its place.
    """
    records: list[PaperChoice] = []
    for one in view.segments:
        title = info_of(one.kind).paper
        signed = bool(signed_files(view, one.id))
        records += [PaperChoice(SIGNED, one.id, f"{title}（签字件）")] if signed else []
        records.append(PaperChoice(RECORD, one.id, f"{title}（未签字）" if signed else title))
    kinds = dict.fromkeys(one.kind for one in view.segments)
    blanks = [PaperChoice(f"blank_{kind}", "", f"{info_of(kind).paper}（空白）") for kind in kinds]
    return (
        *records,
        PaperChoice(SHEET, view.id, "签到表"),
        PaperChoice(NOTICE, view.id, "会议通知"),
        *_minutes(view),
        *_votes(view),
        *blanks,
    )


def signed_files(view: GatheringView, segment: str) -> tuple[AttachmentView, ...]:
    """The scans of a segment's signed record: its own, else those kept with the whole gathering."""
    signed = [one for one in view.attachments if one.role == "signed_copy"]
    here = next((one for one in view.segments if one.id == segment), None)
    owners = {segment, *(item.id for item in here.agenda)} if here else {segment}
    own = tuple(one for one in signed if one.owner in owners)
    return own or tuple(one for one in signed if one.owner == view.id)


def _minutes(view: GatheringView) -> list[PaperChoice]:
    """会议纪要 of each segment with an agenda on which something is written."""
    return [
        PaperChoice(MINUTES, one.id, f"{one.short}纪要" if len(view.segments) > 1 else "会议纪要")
        for one in view.segments
        if one.agenda and one.written
    ]


def _votes(view: GatheringView) -> list[PaperChoice]:
    """支部大会决议 of each admission and conversion, 表决票 and 计票表 of each vote that isn't by hands."""
    made = []
    for vote in (vote for segment in view.segments for item in segment.agenda for vote in item.votes):
        name = vote.candidate.name if vote.candidate else ""
        about = f"（{name}）" if name else ""
        if vote.candidate is not None and name and vote.tally.yes is not None:
            made.append(PaperChoice(RESOLUTION, vote.id, f"支部大会决议{about}"))
        if vote.tally.method is not Method.HANDS:
            made += [PaperChoice(BALLOT, vote.id, f"表决票{about}"), PaperChoice(TALLY, vote.id, f"计票表{about}")]
    return made


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
        return [one for one in choices if one.name == SIGNED or self.paper(one) is not None]

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
