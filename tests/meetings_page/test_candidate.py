"""The form of an admission: the candidate's facts, each check with its article, and a vote filled by one press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from dangjian_desktop.meetings.page.body import RecordBody
from dangjian_desktop.meetings.page.candidate import CandidateRows
from dangjian_desktop.meetings.page.item import OpenItem
from dangjian_desktop.meetings.page.item_rows import VoteRow
from dangjian_desktop.meetings.page.sheet import Sheet, Slot
from dangjian_desktop.meetings.reading.views import CandidateView, GatheringView, VoteView
from dangjian_desktop.meetings.rules.admission import CandidateFacts, Introducer, checks
from dangjian_desktop.meetings.rules.quorum import Method, Purpose, Tally
from dangjian_desktop.meetings.service.inputs import AddVote

from . import made_up

Show = Callable[[GatheringView], RecordBody]


def with_votes(*votes: VoteView, title: str = "讨论接收刘洋为预备党员") -> GatheringView:
    view = made_up.gathering()
    first, *others = view.segments
    agenda = tuple(replace(one, title=title, votes=votes) if one.id == "a2" else one for one in first.agenda)
    return replace(view, segments=(replace(first, agenda=agenda), *others))


def candidate(**more: object) -> CandidateView:
    people = (Introducer("m2", "王强", full=True), Introducer("m3", "周明", full=True))
    facts = CandidateFacts(Purpose.ADMISSION, "p1", date(2026, 9, 20), people)
    found = checks(facts, made_up.DAY, made_up.BOOK)
    whole = CandidateView(
        "p1", "刘洋", date(2026, 9, 20), ("m2", "m3"), ("王强", "周明"), None, "入党动机端正。", None, found
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def admission(**figures: int) -> VoteView:
    return replace(made_up.vote(made_up.counts_of(made_up.chips()), **figures), candidate=candidate())


def test_the_candidates_facts_and_checks_stand_above_the_figures(qtbot: QtBot, show: Show) -> None:
    body = show(with_votes(admission(issued=24, returned=24, yes=23, no=0, abstain=1, written_yes=1)))
    (rows,) = body.findChildren(CandidateRows)
    assert rows.candidate.raw() == "p1"
    assert [one.raw() for one in rows.introducers] == ["m2", "m3"]
    assert rows.pre_reviewed.raw() == "2026-09-20"
    assert [tag.tag.text for tag in rows.tags] == ["预审合格9-20，期限内", "介绍人 王强、周明"]
    with qtbot.waitSignal(body.explain) as said:
        qtbot.mouseClick(rows.tags[0], Qt.MouseButton.LeftButton)
    assert "2026年10月20日" in said.args[1]
    assert "发展党员工作细则" in said.args[1]


def test_a_fact_that_is_left_is_kept_at_once_so_that_its_check_follows(qtbot: QtBot, show: Show, sheet: Sheet) -> None:
    body = show(with_votes(admission()))
    (rows,) = body.findChildren(CandidateRows)
    kept: list[int] = []
    rows.save_now = lambda: kept.append(1)
    rows.leaving.setFocus()
    qtbot.keyClicks(rows.leaving, "2026-12-20")
    qtbot.keyClick(rows.leaving, Qt.Key.Key_Tab)
    assert sheet.typed[Slot("votes", "v1", "leaving_on")].raw == "2026-12-20"
    assert kept


def test_a_new_vote_follows_from_the_items_title(qtbot: QtBot, show: Show) -> None:
    body = show(with_votes())
    item = next(one for one in body.findChildren(OpenItem) if one.view.id == "a2")
    add = next(one for one in item.findChildren(QAbstractButton) if one.text() == "表决")
    with qtbot.waitSignal(body.wished) as said:
        qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    new = said.args[0].input
    assert isinstance(new, AddVote)
    assert (new.vote.purpose, new.vote.method, new.vote.candidate, new.vote.issued) == (
        Purpose.ADMISSION,
        Method.SECRET,
        "p1",
        23,
    )


def test_an_ordinary_item_gets_a_vote_by_hands_that_one_press_fills(qtbot: QtBot, show: Show, sheet: Sheet) -> None:
    plain = VoteView("v1", "一般事项", "举手", "", Tally(), made_up.vote(made_up.Counts()).verdict, "", {})
    body = show(with_votes(plain, title="研究走访安排"))
    (row,) = body.findChildren(VoteRow)
    assert not body.findChildren(CandidateRows)
    qtbot.mouseClick(row.unanimous, Qt.MouseButton.LeftButton)
    assert {name: sheet.typed[Slot("votes", "v1", name)].raw for name in ("yes", "no", "abstain")} == {
        "yes": "23",
        "no": "0",
        "abstain": "0",
    }
    assert row.verdict.tag.text == "23/26 超过半数，通过"


def test_a_guest_may_report_on_an_item(qtbot: QtBot, show: Show, sheet: Sheet) -> None:
    body = show(with_votes())
    item = next(one for one in body.findChildren(OpenItem) if one.view.id == "a2")
    item.presenter.selectAll()
    qtbot.keyClicks(item.presenter, "Xyz")
    qtbot.keyClick(item.presenter, Qt.Key.Key_Tab)
    assert sheet.raw(Slot("agenda_items", "a2", "presenter_name")) == "Xyz"
    assert sheet.raw(Slot("agenda_items", "a2", "presenter")) == ""
