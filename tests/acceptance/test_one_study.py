"""The secretary makes the year's plan, holds one item of it, signs everybody in, and prints plan and record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.study.page.chat import ChatDialog
from dangjian_desktop.study.page.hours_dialogs import EverybodyDialog
from dangjian_desktop.ui.components.status_menu import StatusMenu
from dangjian_desktop.ui.papers import PaperDialog, write_paper

from .office import Seated


def go(seated: Seated, address: str) -> Any:
    """The page at an address."""
    seated.desk.context.open(address)
    seated.settle()
    return seated.desk.window.page


def fill(seated: Seated, **typed: str) -> None:
    """Type into the form that is open and accept it."""
    form = seated.dialog(VerbDialog)
    for name, text in typed.items():
        seated.type(form.fields[name].widget, text)
    seated.bot.mouseClick(form.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()


def row(page: Any, content: str) -> Any:
    return next(one for one in page.shown.plan.rows if one.content == content)


def printed(seated: Seated, path: Path) -> str:
    """Save the paper that is open and read it back."""
    dialog = seated.dialog(PaperDialog)
    pane = dialog.findChild(type(dialog.pane)) if hasattr(dialog, "pane") else dialog
    seated.bot.waitUntil(lambda: pane.made is not None, timeout=20_000)
    write_paper(seated.desk.context, pane.made, path)
    seated.settle()
    dialog.reject()
    seated.settle()
    with Preview(path) as made:
        return "".join(made.text(page) for page in range(made.pages)).replace("\r\n", "").replace("\n", "")


def test_from_the_plan_to_the_paper(seated: Seated, tmp_path: Path) -> None:
    page = go(seated, "study/plan")
    assert page.empty.isVisible()
    seated.press("制定学习计划")
    form = seated.dialog(VerbDialog)
    form.fields["source"].set_value("blank")
    fill(seated, theme="实干担当")

    # Two items: a discussion of today and a lecture whose speaker the rota finds.
    seated.press("加一项")
    form = seated.dialog(VerbDialog)
    form.fields["form"].set_value("seminar")
    fill(seated, content="窗口服务怎么提速", day="9.21", hours="2", responsible="cj")
    seated.press("加一项")
    form = seated.dialog(VerbDialog)
    form.fields["form"].set_value("rotating_lecture")
    fill(seated, content="财务内控常见差错", day="11.27", hours="1")
    assert [one.month for one in page.shown.plan.rows] == [9, 11]
    assert page.rota._grid.count() == 4
    seated.press("排上")
    assert row(page, "财务内控常见差错").lecturer

    # The committee approved it.
    page.doing.approve()
    seated.settle()
    fill(seated, approved_on="9.18", approved_by="支委会")
    assert page.head.approved.tag.text == "支委会 9-18 通过"

    # One press on 签到 in today's row begins the session and opens its record.
    table = page.table
    table.choose(row(page, "窗口服务怎么提速").id)
    rect = table.button_rect(row(page, "窗口服务怎么提速").id, "sign_in")
    seated.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    seated.settle()
    assert seated.desk.window.address == "study/sessions"
    record = seated.desk.window.page
    assert record.view.title == "窗口服务怎么提速"

    # Everybody present, then one exception by initials and a digit.
    board = record.form.board
    seated.bot.mouseClick(board.all_present, Qt.MouseButton.LeftButton)
    seated.settle()
    seated.type(board.initials, "zxm", leave=False)
    seated.bot.keyClick(board.initials, Qt.Key.Key_Return)
    menu = seated.dialog(StatusMenu)
    menu.setFocus()
    seated.bot.keyClick(menu, Qt.Key.Key_3)
    seated.settle()
    assert (record.view.counts.present, record.view.counts.on_leave) == (29, 1)

    # Times give the hours; the chat gives the points; a proposal is written down.
    for name, text in (("start", "1430"), ("end", "16:30"), ("place", "三楼会议室"), ("questions", "慢在哪里？")):
        seated.type(record.form.fields[name].widget, text)
    seated.key("Ctrl+S")
    assert record.view.hours_words == "2 学时"
    QGuiApplication.clipboard().setText("综合科-周明 9-21 15:20\n材料重复交，三个窗口要同一张证明。")
    seated.press("粘贴群聊记录")
    chat = seated.dialog(ChatDialog)
    seated.bot.mouseClick(chat.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()
    seated.press("加建议")
    fill(seated, text="一次告知单改版", proposer="zm")
    seated.press("下一步：定稿")
    assert record.view.final

    # The record as paper.
    seated.press("打印记录")
    words = printed(seated, tmp_path / "学习记录.pdf")
    for said in ("窗口服务怎么提速", "讨论研学", "29人", "张晓梅（病假）", "材料重复交", "一次告知单改版（周明）"):
        assert said in words, said

    # Back in the plan: done, with hours for all but one; the plan as an official paper with its table.
    page = go(seated, "study/plan")
    assert row(page, "窗口服务怎么提速").held_on is not None
    assert page.head.counts.text().count("<b>1</b>") == 2
    standings = {one.name: one.standing.done for one in page.shown.hours.members}
    assert (standings["周明"], standings["张晓梅"]) == (2, 0)
    seated.press("其余 27 人，已达标 0 人，点开看")
    everybody = seated.dialog(EverybodyDialog)
    assert everybody.table.table.rowCount() == 30
    everybody.reject()
    seated.press("印年度计划")
    words = printed(seated, tmp_path / "学习计划.pdf")
    for said in ("2026年度学习计划", "以“实干担当”为年度主题", "财务内控常见差错", "轮讲促学"):
        assert said in words, said

    # The absentee makes it up; a click on the row shows it beside the plan, and Esc takes it away.
    seated.bot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=_centre(page, "窗口服务怎么提速"))
    seated.settle()
    assert page.pane.isVisible()
    seated.key("Escape")
    assert not page.pane.isVisible()
    assert seated.problems() == []


def _centre(page: Any, content: str) -> QPoint:
    place = page.table.table.place_of(row(page, content).id)
    centre: QPoint = page.table.visualRect(page.table.table.index(place, 1)).center()
    return centre
