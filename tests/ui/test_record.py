from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.store import DatabaseThread
from dangjian_desktop.ui.backup_watch import BackupWatch
from dangjian_desktop.ui.components.paper_view import PaperView
from dangjian_desktop.ui.components.rail import RailItem
from dangjian_desktop.ui.components.statebar import State, standing_of
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.record import RecordPage, RecordView
from dangjian_desktop.ui.status import StatusLine
from dangjian_desktop.ui.theme import Density, theme

Wait = Callable[[], None]
RAIL = [RailItem("a", "10", "10月主题党日"), RailItem("b", "09", "9月支委会")]


class OnePage(RecordPage):
    """A page of the tests' own over the shared machinery."""

    def __init__(self) -> None:
        super().__init__(QLabel("列表"), RecordView(QLabel("表单"), PaperView("会议记录")))
        self.flushed = 0

    def open_record(self, id: str) -> None:
        self.record.head.set_title(f"会议 {id}", ["10-12", "", "三楼会议室"])
        self.show_record(id, RAIL)

    def flush_drafts(self) -> None:
        self.flushed += 1


@pytest.fixture
def page(qtbot: QtBot) -> OnePage:
    made = OnePage()
    qtbot.addWidget(made)
    made.resize(1092, 500)
    made.show()
    return made


def test_an_open_record_folds_the_list_to_a_rail_and_escape_unfolds_it(page: OnePage) -> None:
    page.open_record("a")
    assert page.record.isVisible()
    assert page.record.head.facts.text() == "10-12　三楼会议室"
    assert page.escape()
    assert page.flushed == 1
    assert page.listing.isVisible()
    assert not page.escape()


def test_another_record_is_opened_from_the_rail(qtbot: QtBot, page: OnePage) -> None:
    page.open_record("a")
    view = page.record.rail.view
    place = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.current == "b"


def test_the_paper_takes_the_form_s_place_in_the_small_window_and_stands_beside_it_in_the_wide_one(
    page: OnePage,
) -> None:
    page.open_record("a")
    record = page.record
    assert record.paper is not None
    assert (record.form_area.isVisible(), record.paper.isVisible()) == (True, False)
    record.head.switch.choose("paper")
    assert (record.form_area.isVisible(), record.paper.isVisible()) == (False, True)
    assert record.paper_shown
    page.resize(1900, 900)
    theme().set_density(Density.WIDE)
    QApplication.processEvents()
    assert (record.form_area.isVisible(), record.paper.isVisible()) == (True, True)
    assert not record.head.switch.isVisible()


def test_the_head_shows_one_next_step_and_whether_all_is_saved(qtbot: QtBot, page: OnePage) -> None:
    page.open_record("a")
    head = page.record.head
    pressed: list[int] = []
    head.next_pressed.connect(lambda: pressed.append(1))
    keys = ("筹备", "定稿")
    head.set_states([State(key, key, standing_of(keys, "筹备")[key]) for key in keys])
    head.set_next("打印签到表", "printer")
    qtbot.mouseClick(head.next, Qt.MouseButton.LeftButton)
    assert (head.next.text(), pressed) == ("下一步：打印签到表", [1])
    head.set_saved("正在写…")
    assert not head._tick.isVisible()
    head.set_next("")
    assert not head.next.isVisible()


def test_the_day_s_backup_is_made_in_the_background_and_said_in_the_status_line(
    qtbot: QtBot, context: WindowContext, database: DatabaseThread, clock: FixedClock, settled: Wait
) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    watch = BackupWatch(context, status)
    settled()
    assert status._backup.text().strip() == "还没有备份"
    watch.back_up()
    settled()
    assert status._backup.text().strip() == "备份 今天 10:32 完好"
    watch.back_up()
    settled()
    assert len(database.submit(lambda store: store.backups.list()).result(5)) == 1
    clock.now = datetime(2026, 10, 13, 8, 0)
    watch.back_up()
    settled()
    assert len(database.submit(lambda store: store.backups.list()).result(5)) == 2
