"""中心工作 from its goal to its paper: what the branch did for it stands beside what changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from dangjian_desktop.core_tasks.page.view import CoreTasksView
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.ui.papers import PaperDialog

from .office import Seated


class Desk:
    """Somebody at the view 中心工作."""

    def __init__(self, seated: Seated) -> None:
        self.seated = seated
        seated.desk.context.open("workbench/core_tasks")
        seated.settle()

    @property
    def page(self) -> CoreTasksView:
        page = self.seated.desk.window.page
        assert isinstance(page, CoreTasksView)
        return page

    def fill(self, **texts: str) -> None:
        """Type into the open form's fields by their names, then confirm."""
        dialog = self.seated.dialog(VerbDialog)
        for name, text in texts.items():
            widget: Any = dialog.fields[name].widget
            self.seated.type(getattr(widget, "field", widget), text, leave=False)
            if name in ("leads", "responsible"):
                self.seated.bot.keyClick(getattr(widget, "field", widget), Qt.Key.Key_Return)
        self.seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        self.seated.settle()

    def figures(self, month: str, value: str) -> None:
        """Enter a month's figure through the menu of months."""
        self.seated.press("登记业务数据", self.page)
        menu = self.page.body.menu
        assert isinstance(menu, QMenu)
        next(one for one in menu.actions() if one.text().startswith(month)).trigger()
        menu.close()
        self.seated.settle()
        dialog = self.seated.dialog(VerbDialog)
        (name,) = dialog.fields
        self.fill(**{name: value})


@pytest.fixture
def at(seated: Seated) -> Desk:
    return Desk(seated)


def _pick(at: Desk, words: str) -> None:
    picker = at.page.picker
    assert picker is not None
    at.seated.type(picker.words, words, leave=False)
    at.seated.bot.wait(200)
    at.seated.settle()
    at.seated.bot.mouseClick(picker.accept_button, Qt.MouseButton.LeftButton)
    at.seated.settle()


def test_from_the_goal_to_the_paper(at: Desk) -> None:
    seated = at.seated
    seated.press("登记中心工作", at.page.empty)
    at.fill(
        title="营商环境提升", goal="年底前办结率达到百分之九十八", started_on="2026.1.10", due_on="12.20", leads="wq"
    )
    assert at.page.sheet is not None
    assert [name for _id, _role, name in at.page.sheet.members] == ["王强"]

    seated.press("加节点", at.page)
    at.fill(title="梳理堵点清单", due_on="9.15", responsible="zm")
    assert "已过" in at.page.body.steps.table.row_at(0).cells[2].plain  # type: ignore[union-attr]
    (step,) = at.page.sheet.milestones
    rect = at.page.body.steps.button_rect(step.id, "done")
    seated.bot.mouseClick(at.page.body.steps.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    seated.settle()
    assert at.page.sheet.milestones[0].done_on == date(2026, 9, 21)

    seated.press("加指标", at.page)
    at.fill(name="一次办结率", unit="%", target="98")
    at.figures("2026年7月", "96")
    at.figures("2026年8月", "98")
    (indicator,) = at.page.sheet.indicators
    assert indicator.figures == {date(2026, 7, 1): Decimal(96), date(2026, 8, 1): Decimal(98)}
    assert at.page.body.indicators.table.row_at(0).cells[2].plain == "达标"  # type: ignore[union-attr]

    assert not at.page.body.charts[0].isVisible()
    at.figures("2026年6月", "95")
    assert at.page.body.charts[0].isVisible()
    assert "95" in at.page.body.charts[0].accessibleName()

    seated.plan("9.25")
    Desk(seated)
    seated.press("关联…", at.page)
    _pick(at, "主题党日")
    assert [deed.day for deed in at.page.sheet.deeds] == [date(2026, 9, 25)]

    seated.press("推进情况表", at.page)
    paper = seated.dialog(PaperDialog)
    seated.bot.waitUntil(lambda: paper.pane.made is not None, timeout=20_000)
    with Preview(paper.pane.made.data) as preview:  # type: ignore[union-attr]
        text = preview.text(0)
    for words in ("营商环境提升", "梳理堵点清单", "9月主题党日", "向好，达标"):
        assert words in text.replace("\n", "")
    paper.reject()


def test_a_wrong_number_stays_as_typed_with_a_sentence_below(at: Desk) -> None:
    at.seated.press("登记中心工作", at.page.empty)
    at.fill(title="老旧小区改造")
    at.seated.press("加指标", at.page)
    at.fill(name="答复率", target="九成")
    dialog = at.seated.dialog(VerbDialog)
    assert dialog.isVisible()
    assert dialog.fields["target"].raw() == "九成"
    assert "应是数字" in dialog.fields["target"].hint.text
    dialog.reject()
    at.seated.settle()


def test_esc_goes_back_to_the_list_and_undo_takes_the_last_step_back(at: Desk) -> None:
    at.seated.press("登记中心工作", at.page.empty)
    at.fill(title="老旧小区改造")
    assert at.page.current
    at.seated.key("Esc")
    assert at.page.current == ""
    assert at.page.list.table.rowCount() == 1
    at.seated.desk.context.undo()
    at.seated.settle()
    assert at.page.list.table.rowCount() == 0
    assert at.page.empty.isVisible()
    assert QApplication.activeModalWidget() is None


def test_a_meeting_is_linked_on_its_own_page_and_seen_from_both(seated: Seated) -> None:
    at = Desk(seated)
    seated.press("登记中心工作", at.page.empty)
    at.fill(title="老旧小区改造")
    seated.plan("9.25")
    record = seated.records.record
    seated.press("关联…", record)
    picker = record.links.picker
    assert picker is not None
    seated.settle()
    seated.bot.mouseClick(picker.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()
    assert [link.title for link in record.links.links] == ["老旧小区改造"]
    seated.press("老旧小区改造", record.links)
    assert at.page.sheet is not None
    assert [deed.day for deed in at.page.sheet.deeds] == [date(2026, 9, 25)]
    seated.desk.context.undo()
    seated.settle()
    assert at.page.sheet.deeds == ()
