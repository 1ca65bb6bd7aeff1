"""What an ordinary month costs: a 主题党日 with 党员大会 of thirty people, from the plan to the final record.

Every press and every key goes through a counting hand. Time is reckoned by the keystroke-level model (Card, Moran and
Newell): 0.28 s a key, 1.2 s to point and press, 0.4 s to change between keyboard and mouse, 1.35 s to think before
each field and each press. The discussion itself, which is the secretary's work and not the program's, is left out;
finding its field is not.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from dangjian_desktop.base.clock import FixedClock
from dangjian_desktop.meetings.page.dialogs import FinaliseDialog
from dangjian_desktop.meetings.page.item import FoldedItem, OpenItem
from dangjian_desktop.meetings.page.item_rows import VoteRow
from dangjian_desktop.meetings.page.templates import TemplateButton
from dangjian_desktop.ui.components.chips import ChipGrid
from dangjian_desktop.ui.components.status_menu import StatusMenu

from .office import Seated

KEY, POINT, HOME, THINK = 0.28, 1.2, 0.4, 1.35
MOST_FIELDS, MOST_SECONDS = 5, 120
FIGURES = Path(__file__).resolve().parents[2] / "docs" / "usability.md"


@dataclass
class Hand:
    """Does things at the window and counts them."""

    seated: Seated
    keys: int = 0
    presses: int = 0
    changes: int = 0
    typed: list[str] = field(default_factory=list)
    on_mouse: bool = True

    def press(self, words: str, within: QWidget | None = None) -> None:
        self._mouse()
        self.seated.press(words, within)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self._mouse()
        self.seated.bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.seated.settle()

    def entry(self, words: str) -> None:
        """An entry of the menu that is open."""
        self._mouse()
        menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
        next(one for one in menu.actions() if words in one.text()).trigger()
        menu.close()
        self.seated.settle()

    def key(self, keys: str) -> None:
        self._keyboard()
        self.keys += keys.count("+") + 1
        self.seated.key(keys)

    def type(self, name: str, editor: QWidget, text: str, keys: int, *, pointed: bool = True) -> None:
        """Type into a field; Chinese through an input method is two keys a character and one to take the word."""
        if pointed:
            self._mouse()
        self._keyboard()
        self.typed.append(name)
        self.keys += keys
        self.seated.type(editor, text)
        self.seated.settle()

    def tell(self, editor: Any, text: str) -> None:
        """The discussion: finding its place counts, the words don't."""
        self._mouse()
        self.seated.put(editor, text)

    @property
    def seconds(self) -> float:
        """What it takes somebody at an even pace."""
        thoughts = self.presses + len(self.typed)
        return KEY * self.keys + POINT * self.presses + HOME * self.changes + THINK * thoughts

    def _mouse(self) -> None:
        self.presses += 1
        self._change(mouse=True)

    def _keyboard(self) -> None:
        self._change(mouse=False)

    def _change(self, *, mouse: bool) -> None:
        self.changes += self.on_mouse is not mouse
        self.on_mouse = mouse


def enter_away(hand: Hand, name: str, state: str, reason: str = "") -> None:
    """One exception of the sign-in by mouse: the name, then the state."""
    grid: ChipGrid = hand.seated.body.sign_in.board.grid
    chip = next(one for one in grid.findChildren(QWidget) if one.accessibleName().startswith(name))
    hand.click(chip)
    menu = hand.seated.dialog(StatusMenu)
    if reason:
        hand.type(f"{name}的原因", menu.reason, reason, 8)
    hand.press(state, menu)


def last_month(seated: Seated) -> None:
    """A month ago the same was held: that is what makes this month an ordinary one."""
    seated.key("Ctrl+N")
    dialog = seated.new_dialog
    for kind in ("general_meeting", "theme_party_day"):
        seated.bot.mouseClick(dialog.ticks[kind], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    seated.type(dialog.day, "9.14")
    seated.type(dialog.start, "1430")
    seated.type(dialog.end, "17:00")
    line = dialog.place.lineEdit()
    assert line is not None
    line.selectAll()
    seated.put(line, "三楼会议室")
    seated.type(dialog.recorder, "cj")
    seated.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    seated.settle()


def test_an_ordinary_month_takes_five_fields_and_two_minutes(seated: Seated, clock: FixedClock) -> None:
    assert seated.records
    last_month(seated)
    clock.now = clock.now.replace(month=10, day=12, hour=17)
    hand = Hand(seated)

    # Plan: the day, and the rest as last time.
    hand.key("Ctrl+N")
    dialog = seated.new_dialog
    hand.type("日期", dialog.day, "10.12", 5, pointed=False)
    hand.press("9月主题党日（含党员大会）", dialog)
    assert seated.view.title == "10月主题党日（含党员大会）"
    assert (seated.view.hours, seated.view.place) == ("14:30–17:00", "三楼会议室")
    assert (seated.view.host_name, seated.view.recorder_name) == ("李卫国", "陈静")

    # Sign in: everybody, then who was away.
    hand.click(seated.body.sign_in.board.all_present)
    for name, state in (("张晓梅", "病假"), ("孙喆", "公差"), ("钱珺", "事假")):
        enter_away(hand, name, state)
    assert seated.view.counts.words == "应到30 实到27 请假3 缺席0 未登记0"

    # The agenda from a template, the discussion, a vote by hands, a resolution.
    template = next(one for one in seated.body.findChildren(TemplateButton) if one.isVisible())
    hand.click(template)
    hand.entry("季度党员大会")
    for number, said in enumerate(
        ("学了讲话原文。", "书记报告了三季度工作。", "党费按月收齐。", "讨论延时服务，先试行一个月。")
    ):
        folded = next(one for one in seated.body.findChildren(FoldedItem) if one.isVisible())
        hand.click(folded, QPoint(40, folded.height() // 2))
        hand.tell(seated.by_name("情况", nth=number), said)
    last = [one for one in seated.body.findChildren(OpenItem) if one.isVisible()][-1]
    hand.press("表决", last)
    (vote,) = [one for one in seated.body.findChildren(VoteRow) if one.isVisible()]
    hand.click(vote.unanimous)
    last = [one for one in seated.body.findChildren(OpenItem) if one.isVisible()][-1]
    hand.press("决议", last)
    hand.tell(seated.by_name("决议"), "从11月起周三延时服务到19点。")
    hand.type("责任人", seated.by_name("责任人"), "cj", 3)
    hand.type("时限", seated.by_name("时限"), "10.31", 6, pointed=False)

    # The party day's own subject and what was done.
    tab = next(one for one in seated.body.segments.findChildren(QAbstractButton) if "主题党日" in one.text())
    hand.click(tab)
    hand.type("主题", seated.by_name("主题"), "窗口服务怎么提速", 24)
    hand.tell(seated.by_name("活动情况"), "集中学习后分组讨论，提出建议四条。")
    hand.key("Ctrl+S")

    # Final.
    assert seated.body.strip.next.text() == "下一步：定稿"
    hand.click(seated.body.strip.next)
    ask = seated.dialog(FinaliseDialog)
    if ask.despite is False and not ask.accept_button.isEnabled():
        lacks = [one.sentence for one in seated.view.lacks]
        raise AssertionError(f"an ordinary month lacks nothing: {lacks}")
    hand.press("定稿", ask)
    assert seated.view.final
    assert [bool(one.content) for one in seated.view.segments[0].agenda] == [True] * 4
    assert seated.view.segments[0].agenda[3].votes[0].verdict.words == "27/30 超过半数，通过"

    figures = {
        "typed_fields": len(hand.typed),
        "keys": hand.keys,
        "presses": hand.presses,
        "seconds": round(hand.seconds),
    }
    assert len(hand.typed) <= MOST_FIELDS, hand.typed
    assert hand.seconds < MOST_SECONDS, figures
    assert figures == recorded(), f"docs/usability.md says otherwise: {json.dumps(figures)}, fields {hand.typed}"


def recorded() -> dict[str, int]:
    """The figures as docs/usability.md tells them."""
    text = FIGURES.read_text("utf-8")
    return {name: int(number) for name, number in re.findall(r"^\| `(\w+)` \| .* \| (\d+) \|", text, re.MULTILINE)}
