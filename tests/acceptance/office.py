"""Somebody at the real window: presses, types, drops, waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.app import Desk
from dangjian_desktop.meetings.page.new import NewGathering
from dangjian_desktop.meetings.page.prose import Prose
from dangjian_desktop.meetings.page.records import RecordsPage
from dangjian_desktop.store import Store
from dangjian_desktop.ui.components.status_menu import StatusMenu
from dangjian_desktop.ui.components.toast import Toast

W = TypeVar("W", bound=QWidget)


@dataclass
class Seated:
    """Somebody at the window: presses, types, waits."""

    desk: Desk
    bot: QtBot
    closed: bool = False

    def settle(self) -> None:
        """Until nothing is under way."""
        for _ in range(3):
            self.bot.waitUntil(lambda: self.desk.context.idle, timeout=20_000)
            self.bot.wait(20)

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self.desk.close()

    @property
    def records(self) -> RecordsPage:
        """The page 会议 · 记录, opened if it isn't."""
        if self.desk.window.address != "meetings/records":
            self.desk.context.open("meetings/records")
            self.settle()
        page = self.desk.window.page
        assert isinstance(page, RecordsPage)
        return page

    @property
    def body(self) -> Any:
        return self.records.record.body

    @property
    def view(self) -> Any:
        return self.records.record.view

    def press(self, words: str, within: QWidget | None = None) -> None:
        """Press the one visible button that says ``words``."""
        place = within or self.desk.window
        found = [
            one for one in place.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and words in (one.text(), one.accessibleName(), one.toolTip())
        ]  # fmt: skip
        there = sorted({one.text() for one in place.findChildren(QAbstractButton) if one.isVisible()})
        assert found, f"no button {words!r}; there are {there}"
        left = QPoint(8, found[0].height() // 2)
        place_at = left if isinstance(found[0], QCheckBox) else found[0].rect().center()
        self.bot.mouseClick(found[0], Qt.MouseButton.LeftButton, pos=place_at)
        self.settle()

    def dialog(self, kind: type[W]) -> W:
        """The dialog that is open."""
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        found += [one for one in self.desk.window.findChildren(kind) if one.isVisible() and one not in found]
        assert found, [type(one).__name__ for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        return found[-1]

    def choose(self, menu_of: QWidget, words: str) -> None:
        """Choose from a menu that a button opens."""
        self.bot.mouseClick(menu_of, Qt.MouseButton.LeftButton)
        menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
        entry = next(one for one in menu.actions() if words in one.text())
        entry.trigger()
        menu.close()
        self.settle()

    def type(self, editor: QWidget, text: str, *, leave: bool = True) -> None:
        """Put the keyboard into an editor, replace what is there, and perhaps leave it."""
        editor.setFocus()
        self.bot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.bot.keyClick(editor, Qt.Key.Key_Delete)
        if text.isascii():
            self.bot.keyClicks(editor, text)
        else:
            self.put(editor, text)
        if leave:
            self.bot.keyClick(editor, Qt.Key.Key_Tab)

    def put(self, editor: Any, text: str) -> None:
        """Chinese text as an input method commits it."""
        editor.setFocus()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)

    def key(self, keys: str) -> None:
        """A key of the window."""
        window = self.desk.window
        window.activateWindow()
        self.bot.waitUntil(window.isActiveWindow, timeout=5_000)
        combination = QKeySequence(keys)[0]
        self.bot.keyClick(window, combination.key(), combination.keyboardModifiers())
        self.settle()

    def by_name(self, name: str, within: QWidget | None = None, nth: int = 0) -> Any:
        """The visible widget that a screen reader calls ``name``."""
        place = within or self.body
        found = [one for one in place.findChildren(QWidget) if one.accessibleName() == name and one.isVisible()]
        assert len(found) > nth, f"{name!r} isn't there"
        return found[nth]

    # -- what the secretary does again and again

    @property
    def new_dialog(self) -> NewGathering:
        """The dialog of ＋新建会议."""
        return self.dialog(NewGathering)

    def plan(self, day: str = "10.12") -> None:
        """＋新建会议 with three kinds ticked, day and times typed as people do."""
        assert self.records
        self.key("Ctrl+N")
        dialog = self.new_dialog
        for kind in ("general_meeting", "party_lecture", "theme_party_day"):
            self.bot.mouseClick(dialog.ticks[kind], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
        self.type(dialog.day, day)
        self.type(dialog.start, "1430")
        self.type(dialog.end, "17:00")
        line = dialog.place.lineEdit()
        assert line is not None
        line.selectAll()
        self.put(line, "三楼会议室")
        self.type(dialog.recorder, "cj")
        self.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        self.settle()

    def sign_in(self) -> None:
        """Everybody present, then three exceptions by their initials and a digit."""
        board = self.body.sign_in.board
        self.bot.mouseClick(board.all_present, Qt.MouseButton.LeftButton)
        self.settle()
        exceptions = (("zxm", Qt.Key.Key_3, ""), ("sz", Qt.Key.Key_2, "市里培训"), ("yd", Qt.Key.Key_6, ""))
        for initials, digit, reason in exceptions:
            self.type(board.initials, initials, leave=False)
            self.bot.keyClick(board.initials, Qt.Key.Key_Return)
            menu = self.dialog(StatusMenu)
            if reason:
                self.put(menu.reason, reason)
            menu.setFocus()
            self.bot.keyClick(menu, digit)
            self.settle()

    @property
    def points(self) -> list[Prose]:
        """The texts of the speeches in sight."""
        return [one for one in self.body.findChildren(Prose) if "发言要点" in one.accessibleName() and one.isVisible()]

    def write_minutes(self) -> None:
        """An item with points of two speakers, a vote, and a resolution with responsible person and deadline."""
        segments = self.body.segments
        self.press("加议题", segments)
        title = self.by_name("议题1")
        title.selectAll()
        self.put(title, "研究窗口延时服务安排")
        said = (("zm", "同意延时，建议轮班。"), ("hjh", "同意。建议先试行一个月，再看效果。"))
        for number, (who, points) in enumerate(said):
            self.press("发言", segments)
            self.type(self.by_name("发言人", nth=number), who)
            self.put(self.points[number], points)
        self.press("表决", segments)
        for name, votes in (("赞成票数", "26"), ("反对票数", "0"), ("弃权票数", "1")):
            self.type(self.by_name(name), votes)
        self.press("决议", segments)
        text = self.by_name("决议")
        text.selectAll()
        self.put(text, "从11月起周三延时服务到19点，试行一个月。")
        self.type(self.by_name("责任人"), "cj")
        self.type(self.by_name("时限"), "10.31")
        follow_up = self.by_name("是否督办")
        follow_up.setFocus()
        self.bot.keyClick(follow_up, Qt.Key.Key_Down)
        self.key("Ctrl+S")

    def rail_to(self, gathering: str) -> None:
        """Press a gathering in the rail."""
        rail = self.records.rail
        place = [item.id for item in rail.view.model().items].index(gathering)
        rect = rail.view.visualRect(rail.view.model().index(place, 0))
        self.bot.mouseClick(rail.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        self.settle()

    def press_toast(self) -> None:
        """The button of the message at the bottom."""
        toast = [one for one in self.desk.window.findChildren(Toast) if one.isVisible()][-1]
        self.bot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
        self.settle()

    def problems(self) -> list[Any]:
        """What ``verify`` finds."""
        return list(self.store(lambda store: store.verify()))

    def store(self, work: Callable[[Store], Any]) -> Any:
        """Ask the store of the window."""
        return self.desk.database.submit(work).result(20)


def picture(path: Path, words: str = "") -> Path:
    """A photo as a camera writes it."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    image.setText("Description", words)
    assert image.save(str(path))
    return path


def drop(widget: QWidget, *paths: Path) -> None:
    """Drop files on a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none))
    QApplication.sendEvent(
        widget, QDropEvent(QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, data, left, none, QEvent.Type.Drop)
    )
