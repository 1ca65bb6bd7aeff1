"""The line over the plan: year and theme, whether it was approved, and the counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dangjian_desktop.study.reading.plan import PlanView
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.components.more import Choice, MoreButton
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class PlanHead(QWidget):
    """``year_wanted`` carries -1 or 1; ``approval_opened`` kind and id of the meeting."""

    year_wanted = Signal(int)
    edit_wanted = Signal()
    approval_wanted = Signal()
    approval_opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.more_choices: Callable[[], Sequence[Choice]] = lambda: ()
        self._view: PlanView | None = None
        px = theme().px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(8, 14), 0, px(10, 16), 0)
        line.setSpacing(px(6, 10))
        back = ToolButton("chevron-left", tip="上一年", mini=True, on=partial(self.year_wanted.emit, -1))
        forth = ToolButton("chevron-right", tip="下一年", mini=True, on=partial(self.year_wanted.emit, 1))
        self.year = Label("", Role.MUTED)
        self.theme_button = ElidedLabel("", Role.BOLD)
        self.approval = Button("", Kind.LINK, on=self._approval_pressed)
        self.approved = TagLabel(Tag(""))
        self.counts = Label(rich=True)
        self.more = MoreButton("计划的更多操作", lambda: self.more_choices())
        for widget in (back, self.year, forth):
            line.addWidget(widget)
        line.addWidget(self.theme_button)
        line.addWidget(self.approved)
        line.addWidget(self.approval)
        line.addStretch(1)
        line.addWidget(self.counts)
        line.addWidget(self.more)
        self._fit()
        theme().changed.connect(self._fit)

    def show_plan(self, view: PlanView) -> None:
        """Show the plan's head."""
        self._view = view
        self.year.setText(f"{view.year}年度主题" if view.theme else f"{view.year}年学习计划")
        self.theme_button.setText(view.theme)
        self.theme_button.setVisible(bool(view.theme))
        self.theme_button.setMaximumWidth(self.theme_button.fontMetrics().horizontalAdvance(view.theme) + 4)
        approval = view.approval
        if approval is not None:
            words = approval.words + ("，已报备" if view.reported_on else "")
            self.approved.set_tag(Tag(words, Tone.OK, "check"))
        self.approved.setVisible(approval is not None)
        self.approval.setText("看会议" if approval and approval.record else "记审议通过")
        self.approval.setVisible(bool(view.id) and (approval is None or bool(approval.record)))
        self.counts.setText(_counts(view))
        self.counts.setVisible(bool(view.counts.planned))

    def _approval_pressed(self) -> None:
        approval = self._view.approval if self._view else None
        if approval is not None and approval.record:
            self.approval_opened.emit(approval.kind, approval.record)
        else:
            self.approval_wanted.emit()

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(42, 56))


def _counts(view: PlanView) -> str:
    counts = view.counts
    parts = (
        ("计划", counts.planned, tokens.INK, " 项"),
        ("完成", counts.done, Tone.OK.text, ""),
        ("顺延", counts.postponed, Tone.DUE.text, ""),
        ("未动", counts.untouched, tokens.INK2, ""),
    )
    shown = [part for part in parts if part[1] or part[0] in ("计划", "完成", "未动")]
    return "&nbsp;&nbsp;&nbsp;".join(
        f'<span style="color:{colour}">{word} <b>{number}</b>{after}</span>' for word, number, colour, after in shown
    )
