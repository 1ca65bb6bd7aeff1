"""A branch of thirty in a data folder, and the real window over it, driven as its user drives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dangjian_desktop.app import Desk, open_desk
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.features import FEATURES
from dangjian_desktop.meetings.page.records import RecordsPage
from dangjian_desktop.roster.inputs import AddMember, AddPartyGroup, AddPerson, FormCommittee, Seat, SetBranch
from dangjian_desktop.roster.rules import PersonCategory, Post
from dangjian_desktop.store import Schema, Store
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.theme import Density, theme

NAMES = (
    "李卫国 陈静 王强 周明 张晓梅 赵犇 孙喆 钱珺 何建华 吴晓红 郑立群 冯素珍 蒋一鸣 沈国栋 韩雪梅 杨帆 朱永年 秦海燕 许志远 吕芳 "
    "施文斌 孔令宜 曹桂兰 严冬 金晓峰 魏岚 陶然 姜春生 唐甯 谢晟"
).split()
TODAY = datetime(2026, 9, 21, 9, 0)
W = TypeVar("W", bound=QWidget)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["acceptance"]).qt


@pytest.fixture(autouse=True)
def _this_pc_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TODAY)


def schema() -> Schema:
    return Schema.of(*(kind.record for feature in FEATURES for kind in feature.kinds))


def action(name: str) -> Any:
    return next(one for feature in FEATURES for one in feature.actions if one.name == name)


@pytest.fixture
def branch(tmp_path: Path, clock: FixedClock) -> Path:
    """A data folder with a branch of thirty full members, a committee of three, two groups and a guest."""
    folder = tmp_path / "甲机"
    with Store.open(folder, schema(), clock=clock, device="甲机", author="陈静") as store:

        def do(name: str, data: Any) -> Any:
            with store.write(action(name).label, verb=name) as tx:
                return action(name).run(tx, data)

        do("set_branch", SetBranch({"name": "县政务服务中心机关第一党支部", "place": "三楼会议室"}))
        members = [
            do("add_member", AddMember(name=name, joined_on=date(2010, 6, 1), converted_on=date(2011, 6, 1), since=date(2020, 1, 1)))
            for name in NAMES
        ]  # fmt: skip
        seats = (Seat(members[0], Post.SECRETARY), Seat(members[1], Post.ORGANISATION), Seat(members[2], Post.PUBLICITY))
        do("form_committee", FormCommittee(date(2024, 3, 1), seats))
        do("add_party_group", AddPartyGroup("第一党小组", date(2024, 3, 1), members[3], tuple(members[3:16])))
        do("add_party_group", AddPartyGroup("第二党小组", date(2024, 3, 1), members[16], tuple(members[16:])))
        do("add_person", AddPerson(name="刘洋", category=PersonCategory.ACTIVIST))
    return folder


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[Callable[[Path, FixedClock], Seated]]:
    """Opens windows on data folders and closes them at the end."""
    opened: list[Seated] = []

    def sit(folder: Path, clock: FixedClock, size: tuple[int, int] = (1366, 700)) -> Seated:
        theme().set_density(Density.COMPACT)
        desk = open_desk(FEATURES, folder, clock=clock)
        desk.window.resize(*size)
        desk.window.show()
        made = Seated(desk, qtbot)
        made.settle()
        desk.window.resize(*size)
        opened.append(made)
        return made

    yield sit
    for one in opened:
        one.close()


@pytest.fixture
def seated(branch: Path, clock: FixedClock, desks: Any) -> Seated:
    """At the window of the branch."""
    found: Seated = desks(branch, clock)
    return found


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
        assert found, f"no button {words!r}; there are {sorted({b.text() for b in place.findChildren(QAbstractButton) if b.isVisible()})}"
        self.bot.mouseClick(found[0], Qt.MouseButton.LeftButton)
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
        self.bot.keyClicks(editor, text)
        if leave:
            self.bot.keyClick(editor, Qt.Key.Key_Tab)

    def put(self, editor: Any, text: str) -> None:
        """Chinese text as an input method commits it."""
        from PySide6.QtGui import QInputMethodEvent

        editor.setFocus()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)

    def key(self, keys: str) -> None:
        """A key of the window."""
        from PySide6.QtGui import QKeySequence

        combination = QKeySequence(keys)[0]
        self.bot.keyClick(self.desk.window, combination.key(), combination.keyboardModifiers())
        self.settle()

    def by_name(self, name: str, within: QWidget | None = None, nth: int = 0) -> Any:
        """The visible widget that a screen reader calls ``name``."""
        place = within or self.body
        found = [one for one in place.findChildren(QWidget) if one.accessibleName() == name and one.isVisible()]
        assert len(found) > nth, f"{name!r} isn't there"
        return found[nth]

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
    from PySide6.QtCore import QMimeData, QUrl
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none))
    QApplication.sendEvent(
        widget, QDropEvent(QPoint(5, 5).toPointF(), Qt.DropAction.CopyAction, data, left, none, QEvent.Type.Drop)
    )
