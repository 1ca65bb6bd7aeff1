from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.ui.components import tags
from dangjian_desktop.ui.components.attendance import AttendanceBoard, Change, Count
from dangjian_desktop.ui.components.chips import Person
from dangjian_desktop.ui.components.status_menu import StatusMenu
from dangjian_desktop.ui.theme import Density, theme

NAMES = (
    ("李卫国", "lwg"), ("陈静", "cj"), ("王强", "wq"), ("周明", "zm"), ("张晓梅", "zxm"), ("赵犇", "zb"),
    ("孙喆", "sz"), ("钱珺", "qj"), ("何建华", "hjh"), ("吴晓红", "wxh"), ("郑立群", "zlq"), ("冯素珍", "fsz"),
    ("蒋一鸣", "jym"), ("沈国栋", "sgd"), ("韩雪梅", "hxm"), ("杨帆", "yf"), ("朱永年", "zyn"), ("秦海燕", "qhy"),
    ("许志远", "xzy"), ("吕芳", "lf"), ("施文斌", "swb"), ("孔令宜", "kly"), ("曹桂兰", "cgl"), ("严冬", "yd"),
    ("金晓峰", "jxf"), ("魏岚", "wl"), ("陶然", "tr"), ("姜春生", "jcs"), ("曾晟", "zs"), ("单甯", "sn"),
)  # fmt: skip


class Scribe:
    """A board with thirty people, and what it told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.board = AttendanceBoard()
        self.heard: list[Change] = []
        self.board.changed.connect(self.heard.extend)
        self.board.set_people(
            [Person(f"p{number}", name, (keys,)) for number, (name, keys) in enumerate(NAMES)],
            [Person("o1", "刘洋", ("ly",), state="observer", note="积极分子")],
        )
        self.board.set_counts(
            [
                [Count("应到", 30), Count("实到", 0), Count("请假", 0), Count("缺席", 0), Count("未登记", 30)],
                [Count("有表决权　应到", 28), Count("实到", 0)],
            ],
            tags.overdue("实到 0，不到半数，不能表决"),
            "依据：第十一条",
        )
        qtbot.addWidget(self.board)
        self.board.resize(980, 220)
        self.board.show()

    def state(self, name: str) -> str:
        return next(person.state for person in self.board.grid.people if person.name == name)


@pytest.fixture
def scribe(qtbot: QtBot) -> Scribe:
    return Scribe(qtbot)


def _menu(scribe: Scribe) -> StatusMenu:
    menus = [menu for menu in scribe.board.findChildren(StatusMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def test_everyone_starts_unregistered(scribe: Scribe) -> None:
    assert {person.state for person in scribe.board.grid.people} == {"unregistered"}


def test_all_present_registers_those_who_are_not_yet_and_leaves_the_exceptions(qtbot: QtBot, scribe: Scribe) -> None:
    qtbot.mouseClick(scribe.board.grid.chip("p4"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(_menu(scribe), Qt.Key.Key_3)
    qtbot.mouseClick(scribe.board.all_present, Qt.MouseButton.LeftButton)
    assert scribe.state("张晓梅") == "sick_leave"
    assert len(scribe.heard) == 1 + 29
    assert {change.state for change in scribe.heard[1:]} == {"present"}


def test_initials_and_enter_open_the_same_menu_as_a_click(qtbot: QtBot, scribe: Scribe, photographs: Path) -> None:
    qtbot.keyClicks(scribe.board.initials, "zxm")
    assert scribe.board.grid.chip("p4").pointed
    qtbot.keyClick(scribe.board.initials, Qt.Key.Key_Return)
    menu = _menu(scribe)
    assert menu.person.name == "张晓梅"
    assert menu.width() == 236
    assert menu.grab().save(str(photographs / "status-menu.png"))
    qtbot.keyClick(menu, Qt.Key.Key_2)
    assert scribe.heard == [Change("p4", "official_business", "", False)]
    QApplication.processEvents()
    assert scribe.board.initials.text() == ""


def test_a_reason_is_written_before_enter_and_digits_in_it_are_text(qtbot: QtBot, scribe: Scribe) -> None:
    qtbot.mouseClick(scribe.board.grid.chip("p6"), Qt.MouseButton.LeftButton)
    menu = _menu(scribe)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    menu.reason.setFocus()
    qtbot.keyClicks(menu.reason, "shi 2")
    menu.written.setChecked(True)
    qtbot.keyClick(menu.reason, Qt.Key.Key_Return)
    assert scribe.heard == [Change("p6", "official_business", "shi 2", True)]


def test_escape_leaves_everything_as_it_was(qtbot: QtBot, scribe: Scribe) -> None:
    qtbot.mouseClick(scribe.board.grid.chip("p6"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(_menu(scribe), Qt.Key.Key_Escape)
    assert scribe.heard == []
    assert scribe.state("孙喆") == "unregistered"


def test_initials_that_nobody_has_are_said_and_can_be_typed_over(qtbot: QtBot, scribe: Scribe) -> None:
    qtbot.keyClicks(scribe.board.initials, "xyz")
    qtbot.keyClick(scribe.board.initials, Qt.Key.Key_Return)
    assert scribe.board.message.text() == "没有“xyz”"
    assert scribe.board.initials.selectedText() == "xyz"


def test_people_of_the_same_initials_are_gone_through_in_the_menu(qtbot: QtBot, scribe: Scribe) -> None:
    scribe.board.set_people([Person("a", "张明", ("zm",)), Person("b", "周明", ("zm",))])
    qtbot.keyClicks(scribe.board.initials, "zm")
    qtbot.keyClick(scribe.board.initials, Qt.Key.Key_Return)
    menu = _menu(scribe)
    qtbot.keyClick(menu, Qt.Key.Key_PageDown)
    qtbot.keyClick(menu, Qt.Key.Key_1)
    assert scribe.heard == [Change("b", "present", "", False)]


def test_arrow_keys_move_between_the_names_and_enter_opens_the_menu(qtbot: QtBot, scribe: Scribe) -> None:
    grid = scribe.board.grid
    grid.focus("p0")
    qtbot.keyClick(grid.chip("p0"), Qt.Key.Key_Right)
    qtbot.keyClick(grid.chip("p1"), Qt.Key.Key_Down)
    below = next(person for person in grid.people if grid.chip(person.id).hasFocus())
    assert grid.chip(below.id).y() > grid.chip("p1").y()
    assert grid.chip(below.id).x() == grid.chip("p1").x()
    qtbot.keyClick(grid.chip(below.id), Qt.Key.Key_Return)
    assert _menu(scribe).person.id == below.id


def test_a_name_with_a_reason_takes_more_room_and_none_overlaps(
    qtbot: QtBot, scribe: Scribe, photographs: Path
) -> None:
    qtbot.mouseClick(scribe.board.all_present, Qt.MouseButton.LeftButton)
    people = scribe.board.grid.people
    people[4] = Person("p4", "张晓梅", ("zxm",), "sick_leave", "", True)
    people[6] = Person("p6", "孙喆", ("sz",), "official_business", "市里培训")
    people[7] = Person("p7", "钱珺", ("qj",))
    people[23] = Person("p23", "严冬", ("yd",), "absent")
    scribe.board.set_people(people, scribe.board.observers.people)
    rects = [scribe.board.grid.chip(person.id).geometry() for person in people]
    assert not any(a.intersects(b) for place, a in enumerate(rects) for b in rects[place + 1 :])
    assert scribe.board.grid.chip("p4").width() > 1.8 * scribe.board.grid.chip("p0").width()
    assert scribe.board.grab().save(str(photographs / "attendance.png"))
    theme().set_density(Density.WIDE)
    scribe.board.resize(1000, 260)
    QApplication.processEvents()
    assert scribe.board.grab().save(str(photographs / "attendance-wide.png"))


def test_a_final_record_s_names_can_be_read_but_not_changed(qtbot: QtBot, scribe: Scribe) -> None:
    scribe.board.set_locked(True)
    qtbot.mouseClick(scribe.board.grid.chip("p4"), Qt.MouseButton.LeftButton)
    assert not any(menu.isVisible() for menu in scribe.board.findChildren(StatusMenu))
    assert not scribe.board.all_present.isVisible()


def test_a_screen_reader_hears_name_state_and_reason(scribe: Scribe) -> None:
    grid = scribe.board.grid
    grid.update_person(Person("p6", "孙喆", ("sz",), "official_business", "市里培训", True))
    assert grid.chip("p6").accessibleName() == "孙喆，公差，公差，市里培训，书面意见"
