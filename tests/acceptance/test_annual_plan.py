"""Next year's plan: made in the window from proposals, moved by keyboard and by mouse, passed, reported, printed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QPoint, Qt

from dangjian_desktop.annual_plan.page.planning import PlanningDialog
from dangjian_desktop.annual_plan.page.view import AnnualPlanView
from dangjian_desktop.annual_plan.rules import Standing
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.base.workdays import counts_as_workday
from dangjian_desktop.feature import Lane
from dangjian_desktop.papers.pdf import save_pdf
from dangjian_desktop.roster.page.dialogs import VerbDialog

from .office import Seated


def _page(seated: Seated) -> AnnualPlanView:
    seated.desk.context.open("meetings/annual_plan")
    seated.settle()
    page = seated.desk.window.page
    assert isinstance(page, AnnualPlanView)
    return page


def _awake(seated: Seated) -> None:
    """The window has the keyboard again after a dialog."""
    seated.desk.window.activateWindow()
    seated.bot.waitUntil(seated.desk.window.isActiveWindow, timeout=5_000)


def _plan_2027(seated: Seated) -> AnnualPlanView:
    page = _page(seated)
    seated.press("下一年", page)
    seated.press("排2027年计划…", page)
    dialog = seated.dialog(PlanningDialog)
    seated.put(dialog.theme, "实干担当 服务基层")
    seated.press(dialog.accept_button.text(), dialog)
    _awake(seated)
    return page


def _chip(page: AnnualPlanView, title: str, month: int) -> object:
    return next(chip for chip in page.board.chips if title in chip.item.title and chip.item.month == month)


def test_next_years_plan_from_proposals_to_paper(seated: Seated, clock: FixedClock, tmp_path: Path) -> None:
    page = _page(seated)
    seated.press("下一年", page)
    assert page.title.text() == "2027年度组织生活计划"
    seated.press("排2027年计划…", page)

    # A checklist with reasons, off the holidays; one is not wanted, one gets another day, all by keyboard.
    dialog = seated.dialog(PlanningDialog)
    table = dialog.table
    assert all(counts_as_workday(one.day) for one in table.found.values())
    assert all(one.reason for one in table.found.values())
    asked = len(table.found)
    table.setFocus()
    unwanted, redated = list(table.found.values())[:2]
    table.choose(unwanted.key)
    seated.bot.keyClick(table, Qt.Key.Key_Space)
    assert dialog.accept_button.text() == f"排上 {asked - 1} 项"
    table.choose(redated.key)
    seated.bot.keyClick(table, Qt.Key.Key_F2)
    assert table.editor is not None
    seated.bot.keyClicks(table.editor, "1.25")
    seated.bot.keyClick(table.editor, Qt.Key.Key_Return)
    assert table.editor is None
    assert table.found[redated.key].day == date(2027, 1, 25)
    seated.put(dialog.theme, "实干担当 服务基层")
    seated.press(dialog.accept_button.text(), dialog)

    view = page.shown
    assert view is not None
    assert len(view.items) == asked - 1
    assert date(2027, 1, 25) in {one.day for one in view.items}
    assert seated.desk.window.undo_button.toolTip().startswith(f"撤销：排2027年度组织生活计划（{asked - 1}项）")
    assert page.step_button.text() == "登记审议…"
    assert page.theme_words.text() == "主题：实干担当 服务基层"

    # By keyboard to the month after, by mouse two months back, by F2 to a day.
    _awake(seated)
    chip = _chip(page, "支委会", 4)
    record = chip.item.record  # type: ignore[attr-defined]
    chip.setFocus()  # type: ignore[attr-defined]
    seated.bot.keyClick(chip, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)  # type: ignore[call-overload]
    seated.settle()
    moved = page.board.chip(("gatherings", record))
    assert moved is not None
    assert moved.item.month == 5
    assert seated.desk.window.focusWidget() is moved

    target = moved.mapFromParent(QPoint(moved.x() + 5, page.board.month_rect(3).center().y()))
    seated.bot.mousePress(moved, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    seated.bot.mouseMove(moved, target / 2)
    seated.bot.mouseMove(moved, target)
    seated.bot.mouseRelease(moved, Qt.MouseButton.LeftButton, pos=target)
    seated.settle()
    moved = page.board.chip(("gatherings", record))
    assert moved is not None
    assert moved.item.month == 3
    assert seated.desk.window.address == "meetings/annual_plan"  # a drag is no click

    moved.setFocus()
    seated.bot.keyClick(moved, Qt.Key.Key_F2)
    asking = seated.dialog(VerbDialog)
    seated.type(asking.fields["day"].widget, "3.18", leave=False)
    seated.press("改期", asking)
    moved = page.board.chip(("gatherings", record))
    assert moved is not None
    assert moved.item.day == date(2027, 3, 18)

    # Passed by January's 支委会, reported, printed.
    seated.press("登记审议…", seated.desk.window)
    passing = seated.dialog(VerbDialog)
    meeting = passing.fields["meeting"].widget
    place = next(place for place in range(meeting.count()) if meeting.itemText(place).endswith("　1月支委会"))
    meeting.setCurrentIndex(place)
    seated.press("登记", passing)
    assert page.shown is not None
    assert page.shown.standing is Standing.APPROVED
    assert "1月支委会 审议通过" in page.approval.text()
    clock.now = datetime(2027, 1, 20, 9, 0)
    seated.press("登记报备…", seated.desk.window)
    reporting = seated.dialog(VerbDialog)
    seated.type(reporting.fields["day"].widget, "1.19", leave=False)
    seated.press("登记", reporting)
    assert page.standing.text() == "1-19 已报备"
    assert page.step_button.text() == "打印计划"

    words = _printed(seated, page, tmp_path)
    assert "2027年度组织生活计划" in words
    assert "支部委员会会议审议通过" in words
    assert "实干担当服务基层" in words
    assert "18日支委会" in words

    # What is planned is no copy: it opens as the gathering that it is.
    moved = page.board.chip(("gatherings", record))
    assert moved is not None
    seated.bot.mouseClick(moved, Qt.MouseButton.LeftButton)
    seated.settle()
    assert seated.desk.window.address == "meetings/records"
    assert seated.view.id == record


def _printed(seated: Seated, page: AnnualPlanView, folder: Path) -> str:
    paper = next(one for feature in seated.desk.context.features for one in feature.papers if one.name == "annual_plan")
    assert page.shown is not None
    assert page.shown.plan is not None
    plan = page.shown.plan.id

    def make(store: object) -> object:
        with store.read() as reader:  # type: ignore[attr-defined]
            return paper.make(reader, plan, None)

    document = seated.desk.database.submit(make).result()  # type: ignore[arg-type]
    target = folder / "计划.pdf"
    save_pdf(document, target)  # type: ignore[arg-type]
    with pypdfium2.PdfDocument(target) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    return "".join(text.split())


def test_the_whole_plan_is_undone_as_one_step(seated: Seated) -> None:
    page = _plan_2027(seated)
    assert page.shown is not None
    assert page.shown.items
    seated.key("Ctrl+Z")
    assert page.shown.items == ()
    assert page.shown.plan is None
    assert page._empty.isVisible()


def test_the_arrow_keys_walk_over_the_board_and_the_line_below_says_what_is_chosen(seated: Seated) -> None:
    page = _plan_2027(seated)
    first = page.board.chips[0]
    first.setFocus()
    seated.bot.keyClick(first, Qt.Key.Key_Down)
    focused = seated.desk.window.focusWidget()
    assert focused in page.board.chips
    assert focused.item.month == 2  # type: ignore[union-attr]
    assert page.strip.words.text().startswith("2月")
    seated.bot.keyClick(focused, Qt.Key.Key_Right)
    assert page.strip.item is not None
    assert (page.strip.item.month, page.strip.item.lane) == (2, Lane.MEETINGS)
    record = page.strip.item.record
    seated.press("下个月", page)
    moved = page.board.chip(("gatherings", record))
    assert moved is not None
    assert moved.item.month == 3
    assert page.strip.item is moved.item


def test_a_day_outside_its_month_is_said_in_the_checklist(seated: Seated) -> None:
    page = _page(seated)
    seated.press("下一年", page)
    seated.press("排2027年计划…", page)
    dialog = seated.dialog(PlanningDialog)
    table = dialog.table
    one = next(one for one in table.found.values() if one.months == (3, 3))
    table.choose(one.key)
    seated.press("改日期  F2", dialog)
    assert table.editor is not None
    seated.bot.keyClicks(table.editor, "4.2")
    seated.bot.keyClick(table.editor, Qt.Key.Key_Return)
    assert dialog.wrong.text().endswith("应排在2027年3月。")
    assert table.editor is not None
    seated.bot.keyClick(table.editor, Qt.Key.Key_Escape)
    assert table.found[one.key] == one
    seated.press("全不选", dialog)
    assert dialog.accept_button.text() == "建计划"
    rect = table.visualRect(table.table.index(table.table.place_of(one.key), 2))
    seated.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert table.ticked == {one.key}
    dialog.reject()


def test_the_workbench_reminds_of_it_and_starts_it(seated: Seated, clock: FixedClock) -> None:
    seated.plan()
    clock.now = datetime(2027, 1, 11, 9, 0)
    seated.desk.context.open("workbench/board")
    seated.settle()
    board = seated.desk.window.page
    board.refresh()  # type: ignore[union-attr]
    seated.settle()
    todo = board.todo.table  # type: ignore[union-attr]
    assert "annual_plan.2027" in [todo.table.id_at(place) for place in range(todo.table.rowCount())]
    todo.button_pressed.emit("annual_plan.2027", "go")
    seated.settle()
    assert seated.desk.window.address == "meetings/annual_plan"
    dialog = seated.dialog(PlanningDialog)
    assert dialog.windowTitle() == "排2027年度组织生活计划"
    dialog.reject()
