"""The view 计划 through real widgets: rows, buttons, moves, the pane, dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dangjian_desktop.base.clock import FixedClock, SeededIds
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.store import DatabaseThread, Store
from dangjian_desktop.study.page.chat import ChatDialog
from dangjian_desktop.study.page.hours_dialogs import EverybodyDialog, MemberDialog, SentencesDialog
from dangjian_desktop.study.page.make_up import MakeUpDialog
from dangjian_desktop.study.page.plan import PlanPage
from dangjian_desktop.study.page.sessions import SessionsPage
from dangjian_desktop.study.reading.plan import PlanRow
from dangjian_desktop.study.rules.plan import ItemState
from dangjian_desktop.ui.bootstrap import make_application
from dangjian_desktop.ui.components.buttons import Button
from dangjian_desktop.ui.components.dialogs import Question, ReasonDialog
from dangjian_desktop.ui.components.editors import Combo
from dangjian_desktop.ui.components.labels import Label
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.window import MainWindow

from .conftest import OFFICE_FEATURES, SCHEMA, Office, fill


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["tests"]).qt


class Bench:
    """A window on the plan, and waiting until the database has answered."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock, size: tuple[int, int]) -> None:
        self.qtbot = qtbot
        self.thread = DatabaseThread(lambda: Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(3)))
        self.context = WindowContext(self.thread, OFFICE_FEATURES, clock=clock)
        self.window = MainWindow(self.context, remember=False)
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.window.show()
        self.settle()
        self.window.open("study/plan")
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.context.idle, timeout=10_000)
            QApplication.processEvents()

    @property
    def page(self) -> PlanPage:
        page = self.window.page
        assert isinstance(page, PlanPage)
        return page

    def row(self, content: str) -> PlanRow:
        assert self.page.shown is not None
        return next(one for one in self.page.shown.plan.rows if one.content == content)

    def press(self, content: str, key: str) -> None:
        """A button in the row of this content."""
        table = self.page.table
        table.choose(self.row(content).id)
        point = table.button_rect(self.row(content).id, key).center()
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
        self.settle()

    def place(self, content: str) -> QPoint:
        table = self.page.table
        table.choose(self.row(content).id)
        found = table.table.index(table.table.place_of(self.row(content).id), 1)
        return table.visualRect(found).center()

    def confirm(self, **values: object) -> None:
        """Fill the dialog that is open and press its primary button."""
        dialog = self.page.doing.dialog
        assert isinstance(dialog, VerbDialog)
        for name, value in values.items():
            dialog.fields[name].set_value(value)
        self.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        self.settle()

    def close(self) -> None:
        self.settle()
        self.context.close()
        self.thread.close()


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock) -> Path:
    with Store.open(tmp_path / "data", SCHEMA, clock=clock, ids=SeededIds(1)) as store:
        office = fill(store, clock)
        seed(office)
    return tmp_path / "data"


def seed(office: Office) -> None:
    office.do("make_study_plan", year=2026, theme="实干担当 服务基层")
    held = office.item("乡村振兴促进法", None, day="2026-09-18", form="expert_lecture", hours=3)
    session = office.do("hold_plan_item", id=held, start="14:30", end="17:30")
    office.there(session, "张晓梅")
    office.do("add_study_proposal", session=session, text="固定下乡办证日", proposer=office.ids["周明"])
    office.item("窗口服务怎么提速", 9)
    office.item("主题学习", None, day="2026-10-12", form="group_study")
    lecture = {"form": "rotating_lecture", "hours": 1}
    office.item("改革建议", None, day="2026-10-20", lecturer=office.ids["张晓梅"], **lecture)
    office.do("add_lecture_break", member=office.ids["张晓梅"], since="2026-10-01", reason="请假")
    office.item("财务内控常见差错", 11, lecturer=office.ids["周明"], **lecture)
    office.item("用好数据看服务", 12, **lecture)


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, folder: Path, clock: FixedClock) -> Iterator[Bench]:
    made = Bench(qtbot, folder, clock, (1092, 543))
    yield made
    made.close()


def words(bench: Bench, content: str, column: int) -> str:
    table = bench.page.table.table
    return str(table.data(table.index(table.place_of(bench.row(content).id), column)))


def test_the_plan_stands_by_month_with_what_became_of_each_item(bench: Bench) -> None:
    assert words(bench, "乡村振兴促进法", 6) == "9-18 建议1条"
    assert words(bench, "窗口服务怎么提速", 6) == "未办"
    assert words(bench, "主题学习", 6) == "今天"
    assert words(bench, "改革建议", 6) == "请假"
    assert words(bench, "用好数据看服务", 6) == "计划 12月"
    assert "完成" in bench.page.head.counts.text()
    assert bench.page.forms.scarce.text() == "讲坛、网络偏少"
    assert bench.page.rota._grid.count() == 8


def test_keys_and_the_mouse_move_an_item_between_months(bench: Bench) -> None:
    table = bench.page.table
    table.choose(bench.row("财务内控常见差错").id)
    table.setFocus()
    bench.qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    bench.settle()
    assert bench.row("财务内控常见差错").month == 12
    start, end = bench.place("财务内控常见差错"), bench.place("改革建议")
    start = bench.place("财务内控常见差错")
    view = table.viewport()
    end = table.visualRect(table.table.index(table.table.place_of(bench.row("改革建议").id), 1)).center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(view, QPoint(start.x(), start.y() + (end.y() - start.y()) * step // 5))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    bench.settle()
    assert bench.row("财务内控常见差错").month == 10
    assert bench.page.open_row == "", "a drag opens nothing"


def test_an_item_that_is_late_asks_for_the_reason_when_it_is_moved(bench: Bench) -> None:
    table = bench.page.table
    table.choose(bench.row("窗口服务怎么提速").id)
    bench.qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    bench.settle()
    bench.confirm(reason="防汛值班")
    row = bench.row("窗口服务怎么提速")
    assert (row.month, row.reasons) == (10, ("防汛值班",))


def test_somebody_else_takes_over_a_lecture(bench: Bench) -> None:
    bench.press("改革建议", "replace")
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, VerbDialog)
    assert dialog.fields["ended_reason"].value() == "请假"
    bench.confirm()
    row = bench.row("改革建议")
    assert (row.state, row.lecturer != "张晓梅") == (ItemState.PLANNED, True)


def test_a_row_opens_at_the_right_and_esc_takes_it_away(bench: Bench) -> None:
    bench.qtbot.mouseClick(bench.page.table.viewport(), Qt.MouseButton.LeftButton, pos=bench.place("乡村振兴促进法"))
    bench.settle()
    pane = bench.page.pane
    assert pane.isVisible()
    assert pane.title.text() == "乡村振兴促进法"
    assert pane.geometry().right() <= bench.page.width()
    assert bench.page.escape()
    assert not pane.isVisible()
    assert not bench.page.escape()


def test_in_a_wide_window_the_pane_stands_beside_the_plan(
    qapp: QApplication, qtbot: QtBot, folder: Path, clock: FixedClock
) -> None:
    bench = Bench(qtbot, folder, clock, (1920, 1008))
    bench.page.toggle_row(bench.row("乡村振兴促进法").id)
    bench.settle()
    assert bench.page.pane.x() > bench.page.table.mapTo(bench.page, QPoint(0, 0)).x() + bench.page.table.width()
    bench.window.resize(1092, 543)
    bench.settle()
    assert bench.page.pane.isVisible()
    bench.close()


def test_an_item_is_added_and_changed_in_a_dialog_that_says_what_is_wrong(bench: Bench) -> None:
    bench.page.new({})
    bench.settle()
    bench.confirm(content="")
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, VerbDialog)
    assert dialog.isVisible()
    assert dialog.fields["content"].hint.text != ""
    assert dialog.sizeHint().height() < 543
    bench.confirm(content="公文常见错误", form="forum", hours="2", month="11")
    row = bench.row("公文常见错误")
    assert (row.month, row.form.short, row.hours) == (11, "讲坛", 2)
    bench.page.doing.edit_item(row.id)
    bench.settle()
    bench.confirm(content="公文格式", lecturer_name="周敏", lecturer_unit="县委党校")
    assert bench.row("公文格式").lecturer == "县委党校 周敏"


def test_hours_open_everybody_then_one_member_then_the_record(bench: Bench) -> None:
    bench.page.hours.all_wanted.emit()
    everybody = bench.page.doing.dialog
    assert isinstance(everybody, EverybodyDialog)
    assert everybody.table.table.rowCount() == 10
    everybody.table.opened.emit(everybody.table.table.id_at(0))
    member = bench.page.doing.dialog
    assert isinstance(member, MemberDialog)
    assert member.table.table.rowCount() == 1
    everybody.reject()
    member.reject()
    bench.page.hours.basis_wanted.emit()
    said = bench.page.doing.dialog
    assert isinstance(said, SentencesDialog)
    said.accept()


def test_what_somebody_missed_is_made_up_at_once(bench: Bench) -> None:
    assert bench.page.shown is not None
    one = next(found for found in bench.page.shown.hours.members if found.name == "张晓梅")
    assert one.standing.done == 0
    bench.page.hours.make_up.emit(one.id)
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, MakeUpDialog)
    bench.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    bench.settle()
    one = next(found for found in bench.page.shown.hours.members if found.name == "张晓梅")
    assert one.standing.done == 3


def test_the_rota_is_arranged_after_a_look_and_two_are_swapped(bench: Bench) -> None:
    bench.qtbot.mouseClick(bench.page.rota_button, Qt.MouseButton.LeftButton)
    bench.settle()
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, SentencesDialog)
    dialog.accept()
    bench.settle()
    assert bench.row("用好数据看服务").lecturer
    first, second = bench.row("财务内控常见差错"), bench.row("用好数据看服务")
    bench.page.rota.swap.emit(first.id, second.id)
    bench.settle()
    assert bench.row("财务内控常见差错").lecturer == second.lecturer


def test_what_is_not_to_be_held_is_struck_out_with_its_reason(bench: Bench) -> None:
    row = bench.row("用好数据看服务")
    bench.page.doing.drop(row.id)
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, ReasonDialog)
    dialog.text.set_raw("系统还没上线")
    bench.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.row("用好数据看服务").state is ItemState.DROPPED
    bench.page.doing.take_up(row.id)
    bench.settle()
    bench.page.doing.delete(row.id)
    bench.settle()
    assert bench.page.row(row.id) is None


def test_a_plan_pasted_from_a_sheet_is_shown_before_it_is_taken_in(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("月份\t学习内容\t形式\n11月\t保密常识\t集中学习\n12月\t\t座谈\n")
    bench.page.doing.sheets.paste(2026)
    bench.settle()
    dialog = bench.page.doing.sheets.dialog
    assert dialog is not None
    assert dialog.accept_button.text() == "导入 1 行"
    dialog.accept()
    bench.settle()
    assert bench.row("保密常识").month == 11


def test_a_chat_is_split_and_shown_before_it_becomes_a_session(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("综合科-周明 10-12 09:20\n一次告知单再短些。\n群友 09:21\n好\n")
    bench.qtbot.mouseClick(bench.page.forms.chat, Qt.MouseButton.LeftButton)
    bench.settle()
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, ChatDialog)
    assert dialog.accept_button.text() == "填入 2 人发言"
    dialog.table.opened.emit("1")
    assert dialog.accept_button.text() == "填入 1 人发言"
    dialog.reject()


def test_without_a_plan_the_page_says_how_to_begin(bench: Bench) -> None:
    bench.page.head.year_wanted.emit(1)
    bench.settle()
    assert bench.page._rows.currentIndex() == 1
    bench.page.doing.make_plan()
    bench.settle()
    bench.confirm(source="last_year", theme="接着干")
    assert bench.page.shown is not None
    assert (bench.page.shown.plan.year, len(bench.page.shown.plan.rows)) == (2027, 6)
    assert [choice[0] for choice in bench.page.doing.more_choices()][:2] == ["改主题、目标和报备", "记审议通过"]
    bench.page.doing.approve()
    bench.settle()
    bench.confirm(approved_on=bench.context.today, approved_by="支委会")
    assert bench.page.head.approved.tag.text == "支委会 10-12 通过"
    bench.page.doing.edit_plan()
    bench.confirm(reported_on=bench.context.today)
    assert bench.page.head.approved.tag.text.endswith("已报备")


def test_an_item_is_found_by_its_id_and_its_year_is_turned_to(bench: Bench) -> None:
    row = bench.row("主题学习")
    bench.page.head.year_wanted.emit(-1)
    bench.settle()
    bench.page.open_record(row.id)
    bench.settle()
    assert bench.page.open_row == row.id
    bench.page.open_record("nothing")
    bench.settle()


def test_a_chat_that_is_confirmed_becomes_an_online_session_of_today(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("周明 10-12 09:20\n一次告知单再短些。")
    bench.qtbot.mouseClick(bench.page.forms.chat, Qt.MouseButton.LeftButton)
    bench.settle()
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, ChatDialog)
    bench.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    bench.settle()
    page = bench.window.page
    assert isinstance(page, SessionsPage)
    assert page.view is not None
    assert (page.view.form.short, page.view.platform, page.view.counts.present) == ("网络", "微信群", 1)
    assert page.form.fields["platform"].isVisibleTo(page)


def test_an_item_is_carried_out_by_a_meeting_that_is_picked(
    qapp: QApplication, qtbot: QtBot, folder: Path, clock: FixedClock
) -> None:
    with Store.open(folder, SCHEMA, clock=clock, ids=SeededIds(7)) as store:
        office = Office(store, clock)
        office.meeting("2026-10-09", "party_lecture")
    bench = Bench(qtbot, folder, clock, (1092, 543))
    bench.page.doing.fulfil(bench.row("用好数据看服务").id)
    bench.settle()
    picker = bench.page.doing.picker
    assert picker is not None
    picker.table.selectRow(0)
    bench.qtbot.mouseClick(picker.accept_button, Qt.MouseButton.LeftButton)
    bench.settle()
    row = bench.row("用好数据看服务")
    assert row.state is ItemState.DONE
    bench.page.toggle_row(row.id)
    bench.settle()
    texts = [label.text() for label in bench.page.pane.findChildren(Label) if label.isVisible()]
    assert "和会议共用签到，不再填。" in texts
    bench.close()


def test_the_menu_of_the_plan_postpones_all_that_is_late_adds_a_form_and_deletes_the_plan(bench: Bench) -> None:
    choices = {words: on for words, _icon, on in bench.page.doing.more_choices()}
    choices["未办的1项一起顺延"]()
    bench.settle()
    bench.confirm(reason="值班")
    assert bench.row("窗口服务怎么提速").reasons == ("值班",)
    choices["增加学习形式"]()
    bench.confirm(name="红色观影", short="观影", like="visit")
    bench.page.new({})
    bench.settle()
    dialog = bench.page.doing.dialog
    assert isinstance(dialog, VerbDialog)
    combo = dialog.fields["form"].widget
    assert isinstance(combo, Combo)
    assert combo.findText("红色观影") >= 0
    dialog.reject()
    choices["删除这份计划"]()
    question = bench.window.findChildren(Question)[-1]
    bench.qtbot.mouseClick(question.accept_button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.page.shown is not None
    assert bench.page.shown.plan.id == ""


def test_a_proposal_and_its_session_are_told_in_the_pane(bench: Bench) -> None:
    bench.page.toggle_row(bench.row("乡村振兴促进法").id)
    bench.settle()
    button = next(one for one in bench.page.pane.findChildren(Button) if one.text() == "登记结果" and one.isVisible())
    bench.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    bench.settle()
    bench.confirm(outcome="forwarded", outcome_text="转镇便民中心")
    bench.settle()
    assert words(bench, "乡村振兴促进法", 6) == "9-18 建议1条→督办1"
    button = next(one for one in bench.page.pane.findChildren(Button) if one.text() == "打开场次" and one.isVisible())
    bench.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.window.address == "study/sessions"


def test_a_template_is_written_and_a_workbook_opened(bench: Bench, tmp_path: Path) -> None:
    target = tmp_path / "模板.xlsx"
    bench.page.doing.sheets.write_template(target)
    bench.settle()
    assert target.is_file()
    bench.page.doing.sheets.open_file(target, 2026)
    bench.settle()
    dialog = bench.page.doing.sheets.dialog
    assert dialog is not None
    assert dialog.accept_button.text() == "导入"
    dialog.reject()
