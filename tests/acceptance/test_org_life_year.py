"""The secretary carries a year's 组织生活会 and 民主评议 of thirty members from the plan to the papers."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import isValid

from dangjian_desktop.appraisal.page.view import AppraisalPage
from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.papers.preview import Preview
from dangjian_desktop.roster.page.dialogs import VerbDialog
from dangjian_desktop.ui.components.people import PersonEdit
from dangjian_desktop.ui.papers import PaperDialog

from .office import Seated

ADDRESS = "meetings/appraisal"


class Secretary:
    """What the secretary does on the page, through its buttons and dialogs."""

    def __init__(self, seated: Seated) -> None:
        self.seated = seated

    @property
    def page(self) -> AppraisalPage:
        if self.seated.desk.window.address != ADDRESS:
            self.seated.desk.context.open(ADDRESS)
            self.seated.settle()
        page = self.seated.desk.window.page
        assert isinstance(page, AppraisalPage)
        return page

    @property
    def view(self) -> Any:
        shown = self.page.shown
        assert shown is not None
        return shown

    def go_on(self) -> str:
        """Press the loud button; returns what it said."""
        words = self.page.next_button.text()
        self.seated.bot.mouseClick(self.page.next_button, Qt.MouseButton.LeftButton)
        self.seated.settle()
        return words

    def step(self, name: str) -> Any:
        """Choose a step in the list by its name, with the mouse."""
        steps = self.page.steps
        place = [one.title for one in steps.steps].index(name)
        rect = steps.visualRect(steps.model().index(place, 0))
        self.seated.bot.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        self.seated.settle()
        return self.page.pane

    def fill(self, **values: str) -> None:
        """Type into the dialog that is open, and press its button."""
        dialog = self.seated.dialog(VerbDialog)
        for name, text in values.items():
            widget = dialog.fields[name].widget
            if isinstance(widget, PersonEdit) or text.isascii():
                self.seated.type(widget, text)
            else:
                widget.setFocus()
                widget.selectAll()
                self.seated.put(widget, text)
        self.seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        self.seated.settle()
        if isValid(dialog) and dialog.isVisible():
            raise AssertionError([field.hint.text for field in dialog.fields.values()])

    def print(self, words: str) -> str:
        """Choose a paper from 打印 and read it back from its PDF."""
        self.seated.choose(self.page.print_button, words)
        dialog = self.seated.dialog(PaperDialog)
        self.seated.bot.waitUntil(lambda: dialog.pane.made is not None, timeout=30_000)
        made = dialog.pane.made
        assert made is not None
        with Preview(made.data) as preview:
            text = "".join(preview.text(page) for page in range(preview.pages))
        dialog.reject()
        self.seated.settle()
        for menu in QApplication.topLevelWidgets():
            if isinstance(menu, QMenu) and menu.isVisible():
                menu.close()
        return "".join(text.split())


def test_a_year_of_organisational_life_from_the_plan_to_the_papers(seated: Seated, clock: FixedClock) -> None:
    clock.now = clock.now.replace(month=12, day=1)
    me = Secretary(seated)
    assert me.page.begin_button.text() == "开始2026年度"
    assert me.go_on() == "开始2026年度"
    me.fill(theme="让群众少跑一趟", notice="机关工委《通知》", deadline="2027-1-31")

    assert me.go_on() == "下一步：登记报批"
    me.fill()
    assert me.go_on() == "下一步：登记批复"
    me.fill(plan_approved_by="机关工委")
    assert me.go_on() == "下一步：记一次学习"
    me.fill(topic="支部工作条例")
    assert me.go_on() == "下一步：登记意见"
    me.fill(text="上午排队太久，希望增开窗口")
    assert me.go_on() == "下一步：征求结束"
    assert me.go_on() == "下一步：去谈心谈话"
    assert seated.desk.window.address == "meetings/talks"

    reviews = me.step("检视材料")
    reviews.table.opened.emit("committee")
    seated.settle()
    seated.put(reviews.text.widget, "一、问题\n研究窗口运行不够。")
    seated.press("交支部", reviews)
    assert me.view.steps[4].words == "班子已定，党员0/30"

    meeting = me.step("组织生活会")
    seated.press("安排组织生活会", meeting)
    me.fill(day="12.16", start="1430", recorder="cj")
    assert me.page.steps.steps[5].words == "已安排，12-16召开"
    clock.now = clock.now.replace(day=16, hour=17)
    meeting.meetings.button_pressed.emit(me.view.meeting.id, "open")
    seated.settle()
    assert seated.desk.window.address == "meetings/records"
    seated.sign_in()

    meeting = me.step("组织生活会")
    assert (me.view.meeting.expected, me.view.meeting.present) == (30, 27)
    seated.press("记一条批评", meeting)
    me.fill(critic="zm", subject="lwg", text="布置工作急，听意见少", response="接受")

    # Thirty members' ballots: digits and Enter, nothing else.
    appraisal = me.step("民主评议")
    seated.type(appraisal.issued, "27")
    seated.type(appraisal.returned, "27")
    appraisal.table.start()
    begun = time.perf_counter()
    for number in range(30):
        for sum_ in (str(20 - number % 10), str(7 + number % 10), "0", "0"):
            seated.bot.keyClicks(appraisal.table, sum_)
            seated.bot.keyClick(appraisal.table, Qt.Key.Key_Return)
    assert time.perf_counter() - begun < 10
    seated.key("Ctrl+S")
    assert me.view.steps[6].words == "评定0/30人"
    assert all(row.blanks == 0 for row in me.view.graded)
    appraisal.table.setFocus()
    appraisal.table.setCurrentIndex(appraisal.table.counts.index(0, 8))
    for _ in range(10):
        seated.bot.keyClicks(appraisal.table, "1")
        seated.settle()
    assert appraisal.light.tag.text == "优秀比例符合"
    appraisal.open_entry_of(me.view.graded[0].member)
    seated.settle()
    me.fill(opinion="带头攻坚，群众评价好")
    assert me.go_on() == "下一步：评定等次"
    me.fill()
    assert me.go_on() == "下一步：登记反馈"
    me.fill()

    opinions = me.step("征求意见")
    opinions.table.button_pressed.emit(me.view.opinions[0].id, "rectify")
    seated.settle()
    me.fill(measure="每天十点增开综合窗口", responsible="cj", deadline="2027-3-31")
    report = me.step("情况报告")
    seated.put(report.text.widget, "意见具体，整改有人管。")
    assert me.go_on() == "下一步：登记上报"
    me.fill()
    assert me.go_on() == "下一步：看没销号的"
    rectify = me.page.pane
    assert rectify is not None
    (item,) = me.view.rectifications
    for button, values in (("go", {"outcome": "等候降到十分钟"}), ("go", {"by": "zm"})):
        rectify.table.button_pressed.emit(item.id, button)  # type: ignore[attr-defined]
        seated.settle()
        me.fill(**values)
    assert me.page.next_button.text() == "都办完了" or me.view.next.key.value == "talks"
    assert [step.state.value for step in me.view.steps].count("done") == 8

    assert "主题：让群众少跑一趟。" in me.print("组织生活会方案")
    assert "不署名" not in me.print("征求意见汇总表")
    assert "听意见少" in me.print("批评意见记录")
    assert "等候降到十分钟" in me.print("整改清单")
    summary = me.print("民主评议党员汇总表")
    assert "优秀10人，合格20人" in summary
    assert "带头攻坚，群众评价好" in summary
    assert me.print("民主测评计票表").count("27") >= 30
    told = me.print("情况报告")
    assert "应到党员30名，实到27名" in told
    assert "优秀10名、合格20名" in told
    assert not [word for word in ("请示", "李卫国", "周明") if word in told]
    assert "优秀一般不超过10名" in me.print("民主测评票")
    assert seated.problems() == []


def test_what_is_typed_is_there_after_the_window_is_closed(
    branch: Path, clock: FixedClock, desks: Any, seated: Seated
) -> None:
    me = Secretary(seated)
    me.go_on()
    me.fill(theme="转作风")
    plan = me.step("方案和报批")
    seated.put(plan.arrangement.widget, "十一月集中学习。")
    seated.desk.window.close()
    seated.close()
    again = Secretary(desks(branch, clock))
    assert again.view.text("arrangement") == "十一月集中学习。"
