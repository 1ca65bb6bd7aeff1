from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.feature import Feature
from dangjian_desktop.store import Attachment, DatabaseThread, Schema, Store
from dangjian_desktop.ui.components.buttons import Button
from dangjian_desktop.ui.components.dialogs import PassphraseDialog
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.toast import Toast
from dangjian_desktop.ui.conflicts import ConflictsPage
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.exchange import ExchangePage, PreviewDialog
from dangjian_desktop.ui.help import HelpPage
from dangjian_desktop.ui.history import HistoryDialog, shown_value, when
from dangjian_desktop.ui.settings import SettingsPage
from dangjian_desktop.ui.status import backup_words
from dangjian_desktop.ui.theme import TextSize, theme
from dangjian_desktop.ui.tools import tools_tab
from dangjian_desktop.ui.trash import TrashPage
from dangjian_desktop.ui.window import MainWindow

Wait = Callable[[], None]
T = TypeVar("T")
PASSPHRASE = "correct horse battery"


@pytest.fixture
def window(qtbot: QtBot, context: WindowContext, settled: Wait) -> MainWindow:
    made = MainWindow(context, tools=tools_tab(), branch=lambda _reader: "机关第一党支部")
    qtbot.addWidget(made)
    made.resize(1092, 574)
    made.show()
    settled()
    return made


def _do(database: DatabaseThread, work: Callable[[Store], T]) -> T:
    return database.submit(work).result(10)


def _write(context: WindowContext, title: str, day: date | None = None) -> None:
    action = context.action("write_note")
    context.act(action, action.input(title, day))


def _note(database: DatabaseThread, note: type, title: str) -> str:
    def make(store: Store) -> str:
        with store.write("登记便条") as tx:
            return tx.create(note, {"title": title})

    return _do(database, make)


def _words(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def _press(qtbot: QtBot, widget: object, text: str) -> None:
    assert hasattr(widget, "findChildren")
    button = next(button for button in widget.findChildren(Button) if button.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def note(features: tuple[Feature, ...]) -> type:
    return features[0].kinds[0].record


def test_the_title_bar_names_the_branch(window: MainWindow) -> None:
    assert window.windowTitle() == "支部工作台 — 机关第一党支部"


def test_what_was_deleted_lies_in_the_bin_and_comes_back(
    qtbot: QtBot, window: MainWindow, database: DatabaseThread, note: type, settled: Wait, photographs: Path
) -> None:
    first = _note(database, note, "九月支委会记录")

    def delete(store: Store) -> None:
        with store.write("删除便条：九月支委会记录") as tx:
            tx.delete(note, first)

    _do(database, delete)
    window.open("tools/trash")
    settled()
    page = window.page
    assert isinstance(page, TrashPage)
    assert page.table.table.rowCount() == 1
    assert window.grab().save(str(photographs / "trash.png"))
    place = page.table.button_rect(first, "restore").center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settled()
    assert page.table.table.rowCount() == 0
    assert "回收站是空的" in _words(page)
    window.open("first/all")
    settled()
    assert window.page.titles == ["九月支委会记录"]  # type: ignore[union-attr]


def test_the_history_of_a_record_tells_who_changed_what(
    qtbot: QtBot, window: MainWindow, database: DatabaseThread, note: type, settled: Wait, photographs: Path
) -> None:
    first = _note(database, note, "旧题目")

    def edit(store: Store) -> None:
        store.author = "陈静"
        with store.write("改便条") as tx:
            tx.edit(note, first, {"title": "新题目"})

    _do(database, edit)
    dialog = HistoryDialog(window.context, first, "新题目", window)
    qtbot.addWidget(dialog)
    dialog.show()
    settled()
    words = _words(dialog)
    assert "标题：旧题目 → 新题目" in words
    assert "今天 10:32　陈静" in words
    assert dialog.view.lines == 2
    assert dialog.grab().save(str(photographs / "history.png"))


def test_moments_and_values_in_history_are_short(clock: FixedClock) -> None:
    now = clock()
    assert when(now, now) == "今天 10:32"
    assert when(now.replace(day=11), now) == "昨天 10:32"
    assert when(now.replace(month=3), now) == "3-12 10:32"
    assert when(now.replace(year=2025), now) == "2025-10-12 10:32"
    assert shown_value(None) == "（空）"
    assert len(shown_value("字" * 500)) == 120


def test_the_status_line_says_how_old_the_last_good_backup_is(clock: FixedClock) -> None:
    now = clock()
    assert backup_words(None, now) == ("还没有备份", False)
    assert backup_words(now, now) == ("备份 今天 10:32 完好", True)
    assert backup_words(now.replace(month=9), now) == ("备份 9-12 10:32 完好（30天前，太久了）", False)


def test_settings_work_at_once(
    qtbot: QtBot, window: MainWindow, database: DatabaseThread, settled: Wait, tmp_path: Path, photographs: Path
) -> None:
    window.open("tools/settings")
    settled()
    page = window.page
    assert isinstance(page, SettingsPage)
    page.sizes.choose("LARGE")
    assert theme().text_size is TextSize.LARGE
    page.sizes.choose("NORMAL")
    page.author.set_value("陈静")
    assert isinstance(page.author.widget, LineEdit)
    page.author.widget.editingFinished.emit()
    page.set_second_place(str(tmp_path / "stick"))
    settled()
    assert _do(database, lambda store: store.author) == "陈静"
    assert _do(database, lambda store: store.backups.second_place) == tmp_path / "stick"
    qtbot.mouseClick(page.backup_now, Qt.MouseButton.LeftButton)
    settled()
    qtbot.waitUntil(lambda: bool(list((tmp_path / "stick").glob("*.db"))), timeout=5000)
    assert window.grab().save(str(photographs / "settings.png"))


def test_f1_shows_the_keys(qtbot: QtBot, window: MainWindow, photographs: Path) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert isinstance(window.page, HelpPage)
    assert "签到菜单里直接选" in _words(window.page)
    assert window.grab().save(str(photographs / "help.png"))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.address.startswith("first/")


# -- two PCs


class Colleague:
    """Another PC of the branch: its own folder, store, context and window."""

    def __init__(self, qtbot: QtBot, folder: Path, features: tuple[Feature, ...], clock: FixedClock) -> None:
        record = features[0].kinds[0].record

        def open_store() -> Store:
            return Store.open(
                folder, Schema.of(record, Attachment), clock=clock, ids=SeededIds(2), device="组织科电脑", author="王强"
            )

        self.database = DatabaseThread(open_store)
        self.context = WindowContext(self.database, features, clock=clock)
        self.window = MainWindow(self.context, tools=tools_tab())
        qtbot.addWidget(self.window)
        self.window.resize(1092, 574)
        self.window.show()
        self._qtbot = qtbot

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.context.idle, timeout=30_000)
        self._qtbot.wait(20)
        self._qtbot.waitUntil(lambda: self.context.idle, timeout=30_000)

    def close(self) -> None:
        self.context.close()
        self.database.close()


@pytest.fixture
def colleague(qtbot: QtBot, tmp_path: Path, features: tuple[Feature, ...], clock: FixedClock) -> Iterator[Colleague]:
    made = Colleague(qtbot, tmp_path / "second", features, clock)
    made.settle()
    yield made
    made.close()


def _type_passphrase(dialog: object) -> None:
    assert isinstance(dialog, PassphraseDialog)
    for field in dialog.fields:
        field.set_value(PASSPHRASE)
    dialog.confirm()


def _export(window: MainWindow, settled: Wait, target: Path) -> None:
    window.open("tools/exchange")
    settled()
    page = window.page
    assert isinstance(page, ExchangePage)
    page.export_to(target)
    _type_passphrase(page.dialog)
    settled()
    assert target.exists()


def _import(colleague: Colleague, bundle: Path) -> PreviewDialog:
    colleague.window.open("tools/exchange", None, {"file": str(bundle)})
    colleague.settle()
    page = colleague.window.page
    assert isinstance(page, ExchangePage)
    _type_passphrase(page.dialog)
    colleague.settle()
    assert isinstance(page.dialog, PreviewDialog)
    return page.dialog


def test_a_bundle_carries_the_work_to_the_other_pc_and_a_second_time_brings_nothing(
    qtbot: QtBot, window: MainWindow, colleague: Colleague, settled: Wait, tmp_path: Path, photographs: Path
) -> None:
    _write(window.context, "十月主题党日", date(2026, 10, 12))
    settled()
    bundle = tmp_path / "usb.djb"
    _export(window, settled, bundle)
    toast = window.findChildren(Toast)[-1]
    assert "可以拔出U盘" in toast.text.text()
    assert window.grab().save(str(photographs / "exchange.png"))
    dialog = _import(colleague, bundle)
    assert "便条" in "".join(label for label, _value in dialog.preview.lines)
    assert dialog.grab().save(str(photographs / "exchange-preview.png"))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    colleague.settle()
    colleague.window.open("first/all")
    colleague.settle()
    assert colleague.window.page.titles == ["十月主题党日"]  # type: ignore[union-attr]
    again = _import(colleague, bundle)
    assert again.preview.nothing_new
    assert not again.accept_button.isVisible()
    again.reject()
    colleague.settle()


def test_an_import_can_be_taken_back_as_a_whole(
    window: MainWindow, colleague: Colleague, settled: Wait, tmp_path: Path
) -> None:
    _write(window.context, "十月主题党日")
    settled()
    bundle = tmp_path / "usb.djb"
    _export(window, settled, bundle)
    _import(colleague, bundle).confirm()
    colleague.settle()
    page = colleague.window.page
    assert isinstance(page, ExchangePage)
    colleague.settle()
    assert page.take_back_button.isVisible()
    page.take_back()
    colleague.settle()
    colleague.window.open("first/all")
    colleague.settle()
    assert colleague.window.page.titles == []  # type: ignore[union-attr]


def test_two_people_who_wrote_the_same_field_find_both_values_side_by_side(
    qtbot: QtBot,
    window: MainWindow,
    colleague: Colleague,
    database: DatabaseThread,
    note: type,
    settled: Wait,
    tmp_path: Path,
    photographs: Path,
) -> None:
    _do(database, lambda store: setattr(store, "author", "陈静"))
    first = _note(database, note, "题目")
    bundle = tmp_path / "one.djb"
    _export(window, settled, bundle)
    _import(colleague, bundle).confirm()
    colleague.settle()

    def edit(title: str) -> Callable[[Store], None]:
        def work(store: Store) -> None:
            with store.write("改便条") as tx:
                tx.edit(note, first, {"title": title})

        return work

    _do(database, edit("我写的题目"))
    _do(colleague.database, edit("他写的题目"))
    second = tmp_path / "two.djb"
    _export(window, settled, second)
    _import(colleague, second).confirm()
    colleague.settle()
    assert colleague.window.status.conflicts.isVisible()
    qtbot.mouseClick(colleague.window.status.conflicts, Qt.MouseButton.LeftButton)
    colleague.settle()
    page = colleague.window.page
    assert isinstance(page, ConflictsPage)
    words = _words(page)
    assert "我写的题目" in words
    assert "他写的题目" in words
    colleague.window.clear_toast()
    assert colleague.window.grab().save(str(photographs / "conflicts.png"))
    _press(qtbot, page, "用这个")
    colleague.settle()
    assert page.shown == []
    assert not colleague.window.status.conflicts.isVisible()


def test_a_wrong_passphrase_is_said_and_nothing_has_changed(
    window: MainWindow, colleague: Colleague, settled: Wait, tmp_path: Path
) -> None:
    from dangjian_desktop.ui.components.dialogs import RefusedDialog

    _write(window.context, "甲")
    settled()
    bundle = tmp_path / "usb.djb"
    _export(window, settled, bundle)
    colleague.window.open("tools/exchange", None, {"file": str(bundle)})
    colleague.settle()
    page = colleague.window.page
    assert isinstance(page, ExchangePage)
    assert isinstance(page.dialog, PassphraseDialog)
    page.dialog.fields[0].set_value("not the passphrase")
    page.dialog.confirm()
    colleague.settle()
    dialog = colleague.window.findChild(RefusedDialog)
    assert dialog is not None
    assert "口令" in _words(dialog)
    dialog.accept()
    colleague.settle()
