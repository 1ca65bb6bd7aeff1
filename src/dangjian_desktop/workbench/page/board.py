"""The page 工作台: today, where one stopped, what is to be done, what was changed, and the year in one picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.feature import Due
from dangjian_desktop.store import Changes
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.workbench.page.cards import RecentCard, TodoCard
from dangjian_desktop.workbench.page.year import YearCard
from dangjian_desktop.workbench.reading import Board, Recent, Resume, board

_WEEKDAYS = "一二三四五六日"


class WorkbenchPage(Page):
    """Asks the features' contract what is due and shows it; everything on it opens something."""

    def __init__(self, context: WindowContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = context.today.year
        self._day = context.today
        self._resume: Resume | None = None
        self._build()
        theme().changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        self.date = Label("", Role.DATE)
        self.headline = ElidedLabel("", Role.MUTED)
        self.resume = Button("继续上次", Kind.SECONDARY, icon_name="history", on=self._open_resume)
        self.resume.hide()
        self.todo, self.recent, self.year = TodoCard(), RecentCard(), YearCard()
        self.todo.wanted.connect(self._see_to)
        self.year.wanted.connect(self._see_to)
        self.recent.wanted.connect(self._open_recent)
        self.year.year_wanted.connect(self._turn_to)

        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._head = QHBoxLayout()
        self._head.addWidget(self.date)
        self._head.addWidget(self.headline, 1)
        self._head.addWidget(self.resume)
        self._cards = QHBoxLayout()
        self._cards.addWidget(self.todo, 19)
        self._cards.addWidget(self.recent, 14)
        self._column.addLayout(self._head)
        self._column.addLayout(self._cards, 1)
        self._column.addWidget(self.year)
        self._column.addStretch(0)

        scroll = QScrollArea()
        scroll.setWidget(sheet)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def refresh(self, changes: Changes | None = None) -> None:  # noqa: ARG002 - anything may change the board
        """Read the board anew."""
        year, features = self._year, self._context.features
        self._context.query(lambda reader: board(reader, features, year), self._show, self)

    def _show(self, found: Board) -> None:
        day = self._day = found.today
        self.date.setText(f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}")
        self.headline.setText(found.headline)
        self.todo.show_dues(found.pressing, day)
        self.recent.show_lines(found.recent, self._context.clock())
        self.year.show_year(found.year, found.rows, day.month if found.year == day.year else 0)
        self._resume = found.resume
        self.resume.setVisible(found.resume is not None)
        if found.resume is not None:
            where = f"（写到{found.resume.field_label}）" if found.resume.field_label else ""
            self.resume.setText(f"继续上次：{found.resume.title}{where}")

    def _turn_to(self, year: int) -> None:
        self._year = year
        self.refresh()

    def _see_to(self, due: Due) -> None:
        """Open the record that does the duty, or start the missing one filled in."""
        if due.records:
            self._context.open_kind(due.record_kind, due.records[0])
        elif due.start is not None:
            self._context.open(due.start.view, None, due.start.preset)
        else:
            self._context.toast(due.reason or due.title, icon_name="info")

    def _open_recent(self, line: Recent) -> None:
        self._context.open(line.view, line.record)

    def _open_resume(self) -> None:
        if self._resume is not None:
            self._context.open(self._resume.view, self._resume.record)

    def _fit(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(16, 24), px(6, 16), px(16, 24), px(8, 16))
        self._column.setSpacing(px(8, 16))
        self._head.setSpacing(px(12))
        self._cards.setSpacing(px(10, 16))
        for card in (self.todo, self.recent):
            card.setMinimumHeight(px(34 + 3 * 38, 52 + 5 * 44))
            card.setMaximumHeight(px(34 + 6 * 38 + 10, 52 + 8 * 44 + 10))
