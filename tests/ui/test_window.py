from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.errors import FieldProblem, Refused
from dangjian_desktop.base.progress import Progress
from dangjian_desktop.store import DatabaseThread, Store
from dangjian_desktop.ui.components.dialogs import ProgressDialog, RefusedDialog
from dangjian_desktop.ui.components.toast import Toast
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import Density, TextSize, theme
from dangjian_desktop.ui.window import MainWindow

Wait = Callable[[], None]


def _act(context: WindowContext, title: str, day: date | None = None) -> None:
    action = context.action("write_note")
    context.act(action, action.input(title, day))


def _page(window: MainWindow) -> Any:
    assert window.page is not None
    return window.page


def test_the_window_opens_on_the_first_tab_and_explains_itself(
    window: MainWindow, photographs: Path, settled: Wait
) -> None:
    assert window.address == "first/all"
    _act(window.context, "十月主题党日", date(2026, 10, 12))
    settled()
    assert _page(window).titles == ["十月主题党日"]
    assert window.status.saved_text == "已保存 10:32"
    assert window.grab().save(str(photographs / "frame.png"))


def test_each_action_shows_what_was_done_and_offers_to_take_it_back(
    qtbot: QtBot, window: MainWindow, settled: Wait
) -> None:
    _act(window.context, "甲")
    settled()
    toast = window.findChildren(Toast)[-1]
    assert toast.text.text() == "已登记便条 甲"
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    settled()
    assert _page(window).titles == []
    assert window.findChildren(Toast)[-1].text.text() == "已撤销：登记便条 甲"


def test_ctrl_z_outside_text_undoes_the_last_action_and_inside_text_only_typing(
    qtbot: QtBot, window: MainWindow, settled: Wait
) -> None:
    _act(window.context, "甲")
    settled()
    page = _page(window)
    page.typed.setFocus()
    qtbot.keyClicks(page.typed, "abc")
    qtbot.keyClick(page.typed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert page.typed.text() == ""
    assert page.titles == ["甲"]
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert page.titles == []
    qtbot.keyClick(page.list, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert page.titles == ["甲"]


def test_with_nothing_to_undo_the_button_is_off_and_the_key_says_so(
    qtbot: QtBot, window: MainWindow, settled: Wait
) -> None:
    assert not window.undo_button.isEnabled()
    _page(window).list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert window.findChildren(Toast)[-1].text.text() == "没有可撤销的操作"


def test_the_keyboard_moves_between_tabs_and_calls_the_page(qtbot: QtBot, window: MainWindow, settled: Wait) -> None:
    first = _page(window)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settled()
    assert window.address == "second/all"
    assert "flush" in first.calls
    second = _page(window)
    for key in (Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_P):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert second.calls[1:] == ["new {}", "save", "print", "escape"]


def test_a_tab_comes_back_to_the_view_it_was_left_at(qtbot: QtBot, window: MainWindow, settled: Wait) -> None:
    qtbot.mouseClick(window.view_row.button("recent"), Qt.MouseButton.LeftButton)
    assert window.address == "first/recent"
    window.open("second")
    window.open("first")
    assert window.address == "first/recent"


def test_a_page_that_can_t_be_left_stays_and_its_tab_stays_marked(window: MainWindow) -> None:
    _page(window).may_leave = False
    window.open("second")
    assert window.address == "first/all"
    assert window.tabs.tabData(window.tabs.currentIndex()) == "first"


def test_search_finds_by_words_and_enter_opens_the_record(qtbot: QtBot, window: MainWindow, settled: Wait) -> None:
    _act(window.context, "三楼会议室开会", date(2026, 10, 12))
    _act(window.context, "老楼电路")
    settled()
    window.open("second")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    window.search.insert("会")
    window.search.textEdited.emit("会")
    qtbot.waitUntil(lambda: window.search.results.isVisible(), timeout=3000)
    assert window.search.results.table.table.rowCount() == 1
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.address == "first/all"
    assert _page(window).opened


def test_search_that_finds_nothing_says_what_may_be_typed(qtbot: QtBot, window: MainWindow, settled: Wait) -> None:
    window.search.setFocus()
    window.search.insert("没有的字")
    window.search.textEdited.emit("没有的字")
    qtbot.waitUntil(lambda: window.search.results.isVisible(), timeout=3000)
    assert "没有找到“没有的字”" in window.search.results._none.text()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.search.results.isVisible()


def test_a_refusal_is_a_sentence_and_nothing_is_written(qtbot: QtBot, window: MainWindow, settled: Wait) -> None:
    _act(window.context, "  ")
    settled()
    dialog = window.findChild(RefusedDialog)
    assert dialog is not None
    words = [label.text() for label in dialog.findChildren(type(window.status.hint))]
    assert "标题是空的。" in words
    dialog.accept()
    settled()
    assert _page(window).titles == []


def test_only_the_latest_answer_of_a_question_is_delivered(
    context: WindowContext, settled: Wait, qapp: QApplication
) -> None:
    owner = QObject()
    heard: list[int] = []
    for number in range(5):
        context.query(lambda _reader, number=number: number, heard.append, owner, key="list")
    settled()
    assert heard == [4]


def test_an_answer_for_a_page_that_is_gone_is_dropped(context: WindowContext, settled: Wait) -> None:
    import shiboken6

    owner = QObject()
    heard: list[int] = []
    context.query(lambda _reader: 1, heard.append, owner)
    shiboken6.delete(owner)
    settled()
    assert heard == []


def test_a_long_job_shows_its_progress_and_can_be_cancelled(qtbot: QtBot, window: MainWindow, settled: Wait) -> None:
    refused: list[Refused] = []
    action = window.context.action("write_note")

    def work(store: Store, progress: Progress) -> None:
        with store.write("批量登记") as tx:
            for number in range(2000):
                progress.step(number, 2000, "正在登记")
                action.run(tx, action.input(f"第{number}条"))
                time.sleep(0.002)

    window.context.job("批量登记", work, refused=refused.append)
    dialog = window.findChild(ProgressDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.bar.value() > 3, timeout=5000)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    settled()
    assert [type(error).__name__ for error in refused] == ["Cancelled"]
    _page(window).refresh(None)
    settled()
    assert _page(window).titles == []


def test_text_size_and_place_are_remembered(
    qtbot: QtBot, window: MainWindow, database: DatabaseThread, settled: Wait
) -> None:
    window.open("second/recent")
    window.set_text_size(TextSize.LARGE)
    window.close()
    settled()
    theme().set_text_size(TextSize.NORMAL)
    again = MainWindow(window.context)
    qtbot.addWidget(again)
    again.show()
    window.context.settings._known.clear()
    settled()
    assert theme().text_size is TextSize.LARGE
    assert again.address == "second/recent"


@pytest.mark.parametrize(
    ("name", "size"), [("frame-1366", (1366, 728)), ("frame-1092", (1092, 574)), ("frame-1920", (1920, 1040))]
)
def test_the_frame_is_photographed_in_the_three_sizes(
    window: MainWindow, photographs: Path, settled: Wait, name: str, size: tuple[int, int]
) -> None:
    for number in range(12):
        _act(window.context, f"第{number + 1}次党员大会", date(2026, number + 1, 8))
    settled()
    window.clear_toast()
    window.resize(*size)
    settled()
    assert theme().density is (Density.WIDE if size[0] >= 1600 else Density.COMPACT)
    assert window.grab().save(str(photographs / f"{name}.png"))
    assert window.minimumSizeHint().width() <= 1024


def test_problems_of_fields_are_listed_in_a_refusal(qtbot: QtBot, context: WindowContext) -> None:
    many = tuple(FieldProblem(f"A{row}", f"第 {row} 行没有姓名。") for row in range(9))
    dialog = RefusedDialog(Refused("这张表有错。", problems=many))
    qtbot.addWidget(dialog)
    dialog.show()
    words = [label.text() for label in dialog.findChildren(type(dialog.body.itemAt(1).widget()))]
    assert "· 第 0 行没有姓名。" in words
    assert "· 第 8 行没有姓名。" not in words
