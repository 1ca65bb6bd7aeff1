from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dangjian_desktop.store import Reader
from dangjian_desktop.ui.components.cells import Cell, RowButton
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.listing import PAGE, RecordList, Wanted

Wait = Callable[[], None]
MANY = 100_000


@pytest.fixture
def many(qtbot: QtBot, context: WindowContext) -> RecordList:
    def ids(_reader: Reader, wanted: Wanted) -> Sequence[str]:
        return [f"{number}" for number in range(MANY) if wanted.text in f"{number}"]

    def rows(_reader: Reader, ids: Sequence[str]) -> list[Row]:
        return [row(id, f"第{id}次", "三楼会议室") for id in ids]

    made = RecordList(context, [Column("会议", 200, stretch=1), Column("地点", 120)], ids, rows, empty=QLabel("空"))
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.refresh()
    return made


def test_a_list_of_a_hundred_thousand_records_reads_only_the_rows_in_sight(many: RecordList, settled: Wait) -> None:
    settled()
    many.grab()
    settled()
    assert many.count.text() == "共 100000 条"
    assert many.fetched == PAGE


def test_jumping_to_the_end_reads_the_last_page_only(many: RecordList, settled: Wait) -> None:
    settled()
    many.grab()
    settled()
    many.table.scrollToBottom()
    many.grab()
    settled()
    assert many.fetched == 2 * PAGE
    assert many.model.row_at(MANY - 1) is not None


def test_the_filter_narrows_the_list_and_says_how_many_are_left(qtbot: QtBot, many: RecordList, settled: Wait) -> None:
    settled()
    qtbot.keyClicks(many.filter, "99999")
    qtbot.waitUntil(lambda: many.count.text() == "共 1 条", timeout=3000)


def test_the_current_record_stays_current_when_the_list_is_read_again(many: RecordList, settled: Wait) -> None:
    settled()
    many.table.choose("500")
    many.refresh()
    settled()
    assert many.table.current_id == "500"


def test_nothing_at_all_shows_the_empty_state_and_a_filter_without_hits_does_not(
    qtbot: QtBot, context: WindowContext, settled: Wait
) -> None:
    empty = QLabel("还没有会议")
    made = RecordList(context, [Column("会议", 200)], lambda _r, _w: [], lambda _r, _i: [], empty=empty)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    settled()
    assert empty.isVisible()
    made.filter.setText("没有")
    made.refresh()
    settled()
    assert not empty.isVisible()


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table([Column("内容", 200, stretch=1), Column("状态", 300)])
    buttons = (RowButton("swap", "换人"), RowButton("later", "顺延"))
    made.set_rows([row("a", "甲", Cell.of("请假", buttons=buttons)), row("b", "乙", "到会")])
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show()
    made.setFocus()
    return made


def test_enter_opens_a_row_and_the_arrows_reach_its_buttons(qtbot: QtBot, table: Table) -> None:
    opened: list[str] = []
    pressed: list[tuple[str, str]] = []
    table.opened.connect(opened.append)
    table.button_pressed.connect(lambda id, key: pressed.append((id, key)))
    table.choose("a")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["a"]
    assert pressed == [("a", "later")]


def test_the_whole_height_of_a_row_presses_its_button(qtbot: QtBot, table: Table) -> None:
    pressed: list[str] = []
    table.button_pressed.connect(lambda _id, key: pressed.append(key))
    place = table.button_rect("a", "swap")
    edge = table.visualRect(table.table.index(0, 1)).top() + 1
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    corner = place.center()
    corner.setY(edge)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert pressed == ["swap", "swap"]


def test_a_double_click_opens_a_row_but_not_on_its_buttons(qtbot: QtBot, table: Table, photographs: Path) -> None:
    opened: list[str] = []
    table.opened.connect(opened.append)
    first = table.visualRect(table.table.index(1, 0)).center()
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.button_rect("a", "swap").center())
    assert opened == ["b"]
    assert table.grab().save(str(photographs / "table.png"))
