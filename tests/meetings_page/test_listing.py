"""The list fetches a page at a time, keeps its place, and says what to do where it is empty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.periods import Period
from dangjian_desktop.meetings.page.listing import GatheringList, list_row
from dangjian_desktop.meetings.page.records import rail_items
from dangjian_desktop.meetings.reading.views import Cursor, GatheringPage, GatheringRow
from dangjian_desktop.roster.rules.attendance import Counts
from dangjian_desktop.ui.components.empty import EmptyState

TODAY = date(2026, 10, 12)


def line(number: int, *, final: bool = True, stage: str = "final", label: str = "定稿") -> GatheringRow:
    day = TODAY - timedelta(days=number)
    return GatheringRow(
        id=f"g{number}",
        title=f"会议{number}",
        day=day,
        start=None,
        place="",
        kinds=("支委会",),
        stage=stage,
        stage_label=label,
        final=final,
        late=False,
        counts=Counts(expected=5, present=4, on_leave=1),
        unfinished=not final and day < TODAY,
    )


def page(first: int, count: int, *, more: bool) -> GatheringPage:
    rows = tuple(line(number) for number in range(first, first + count))
    return GatheringPage(rows, Cursor(rows[-1].day, rows[-1].id) if more else None)


@pytest.fixture
def shown(qtbot: QtBot) -> GatheringList:
    made = GatheringList(lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1000, 420)
    made.show()
    return made


def test_the_next_page_is_asked_for_only_near_the_end_and_only_once(qtbot: QtBot, shown: GatheringList) -> None:
    asked: list[object] = []
    shown.page_wanted.connect(lambda _filter, after: asked.append(after))
    shown.show_page(page(0, 200, more=True), first=True)
    qtbot.wait(20)
    assert asked == []
    shown.table.scrollToBottom()
    qtbot.wait(20)
    shown.model.fetchMore(QModelIndex())
    assert asked == [Cursor(TODAY - timedelta(days=199), "g199")]
    shown.show_page(page(200, 40, more=False), first=False)
    assert shown.model.rowCount() == 240
    assert not shown.model.canFetchMore(QModelIndex())


def test_filters_are_asked_for_together(shown: GatheringList) -> None:
    shown.set_years([2026, 2025])
    shown.year.set_raw("2025")
    shown.kind.set_raw("party_lecture")
    shown.words.set_raw("轮班")
    shown.unfinished.setChecked(True)
    wanted = shown.filter
    assert wanted.period == Period.year(2025)
    assert (wanted.kind, wanted.text, wanted.unfinished) == ("party_lecture", "轮班", True)


def test_a_refresh_keeps_the_keyboard_on_the_same_gathering(shown: GatheringList) -> None:
    shown.show_page(page(0, 10, more=False), first=True)
    shown.show_place("g7")
    shown.show_page(page(1, 10, more=False), first=True)
    assert shown.table.current_id == "g7"


def test_enter_opens_the_gathering(qtbot: QtBot, shown: GatheringList) -> None:
    shown.show_page(page(0, 10, more=False), first=True)
    shown.show_place("g3")
    with qtbot.waitSignal(shown.opened) as said:
        qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert said.args == ["g3"]


def test_nothing_yet_and_nothing_found_are_different_sentences(shown: GatheringList) -> None:
    def sentence() -> str:
        return next(one.sentence.text() for one in shown.findChildren(EmptyState) if one.isVisible())

    shown.show_page(GatheringPage((), None), first=True)
    assert sentence() == "还没有会议记录"
    shown.words.set_raw("没有的词")
    shown.show_page(GatheringPage((), None), first=True)
    assert sentence() == "没有找到"


def test_a_row_says_day_counts_and_how_far_it_came() -> None:
    words = [cell.plain for cell in list_row(line(3, final=False, stage="sign_in", label="签到"), TODAY).cells]
    assert words == ["10-09", "会议3", "支委会", "5/4", "停在签到"]
    words = [cell.plain for cell in list_row(line(3, final=False), TODAY).cells]
    assert words[-1] == "待定稿"


def test_the_rail_marks_what_is_not_final() -> None:
    items = rail_items((line(3, final=False), line(400)), TODAY)
    assert [(one.text, one.alarm) for one in items] == [("10-09", True), ("25.09", False)]
