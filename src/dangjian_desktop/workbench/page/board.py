"""The page 工作台: today, where one stopped, what is to be done, what was laid down, and the year in one picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import long_day
from dangjian_desktop.feature import Assignment, Due, Question, Scheduled
from dangjian_desktop.store import Changes
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.page import Page
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone
from dangjian_desktop.workbench.page.assignments import AssignmentsCard
from dangjian_desktop.workbench.page.cards import LEAST, ROWS, TodoCard
from dangjian_desktop.workbench.page.recent import RecentButton
from dangjian_desktop.workbench.page.tiles import TileContent, Tiles
from dangjian_desktop.workbench.page.year import YearCard
from dangjian_desktop.workbench.reading import Board, Recent, Resume, Term, board
from dangjian_desktop.workbench.rules import answer_forms, countdown_words

_RESUME_SHARE = 0.27
"""How much of the line the words of 继续上次 may take."""


class WorkbenchPage(Page):
    """Asks the features' contract how the branch stands and shows it; everything on it opens something."""

    def __init__(self, context: WindowContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = context.today.year
        self._resume: Resume | None = None
        self._build()
        theme().changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        self.date = Label("", Role.DATE)
        self.headline = ElidedLabel("", Role.MUTED, mode=Qt.TextElideMode.ElideLeft)
        self.resume = Button("继续上次", Kind.SECONDARY, icon_name="history", on=self._open_resume)
        self.resume.hide()
        self.recent = RecentButton()
        self.todo, self.assignments = TodoCard(), AssignmentsCard()
        self.tiles, self.year = Tiles(), YearCard()
        self.todo.wanted.connect(self._see_to)
        self.year.wanted.connect(self._see_to)
        self.year.activity_wanted.connect(self._open_record)
        # Queued: by then the card around the grid knows its new height.
        self.year.grid.height_changed.connect(self._make_room, Qt.ConnectionType.QueuedConnection)
        self.todo.coming.wanted.connect(self._open_record)
        self.assignments.wanted.connect(self._open_record)
        self.recent.wanted.connect(self._open_recent)
        self.year.year_wanted.connect(self._turn_to)
        plans = self._context.reference("annual_plans")
        self.year.plan.setVisible(plans is not None)
        if plans is not None:
            self.year.plan_wanted.connect(partial(self._context.open, plans.view))

        self._top = QWidget()
        self._top.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._head = QHBoxLayout(self._top)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(self.date)
        self._head.addWidget(self.headline, 1)
        self._head.addWidget(self.recent)
        self._head.addWidget(self.resume)
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._cards = QHBoxLayout()
        self._right = QVBoxLayout()
        self._right.addWidget(self.assignments, 1)
        self._cards.addWidget(self.todo, 19)
        self._cards.addLayout(self._right, 14)
        self._column.addLayout(self._cards)
        self._column.addWidget(self.year)
        self._column.addStretch(1)

        scroll = QScrollArea()
        scroll.setWidget(sheet)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @property
    def view_actions(self) -> QWidget:
        """Day, branch and where one stopped stand in the row of views, so that the page has all its height."""
        return self._top

    def refresh(self, changes: Changes | None = None) -> None:  # noqa: ARG002 - anything may change the board
        """Read the board anew."""
        year, features = self._year, self._context.features
        self._context.query(lambda reader: board(reader, features, year), self._show, self)

    def _show(self, found: Board) -> None:
        day = found.today
        self.date.setText(long_day(day))
        self.headline.setText(found.headline)
        self.todo.show_dues(found.pressing, day, found.coming)
        self.assignments.show_assignments(found.assignments, day)
        self.tiles.show_tiles(
            [*map(self._question, found.questions), *(self._term(one, found.today) for one in found.terms)],
            self._columns,
        )
        self.recent.show_lines(found.recent, self._context.clock())
        self.year.show_year(found.year, found.rows, found.activities, day.month if found.year == day.year else 0)
        self._make_room()
        self._resume = found.resume
        self.resume.setVisible(found.resume is not None)
        self._say_resume()

    def _say_resume(self) -> None:
        """Where one stopped, in no more than its share of the line (large text, a narrow window)."""
        if self._resume is None:
            return
        where = f"（写到{self._resume.field_label}）" if self._resume.field_label else ""
        words = f"继续上次：{self._resume.title}{where}"
        room = int(self.width() * _RESUME_SHARE)
        self.resume.setText(QFontMetrics(theme().font()).elidedText(words, Qt.TextElideMode.ElideRight, room))
        self.resume.setToolTip(words)
        self.resume.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_resume()
        self._make_room()

    def _question(self, one: Question) -> tuple[TileContent, Callable[[], object]]:
        start = one.start
        tone = Tone.DUE if one.count else Tone.INK
        content = TileContent(one.title, answer_forms(one), tone, calm=not one.count, tip=one.answer)
        return content, partial(self._context.open, start.view, None, start.preset or None)

    def _term(self, term: Term, today: date) -> tuple[TileContent, Callable[[], object]]:
        one = term.countdown
        tone = Tone.OVER if one.day < today else Tone.DUE if term.near else Tone.INK
        tip = "，".join(part for part in (f"{one.day.isoformat()} 届满", one.detail) if part)
        content = TileContent(one.title, (countdown_words(one, today),), tone, calm=not term.near, tip=tip)
        return content, partial(self._context.open, one.view)

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

    def _open_record(self, one: Assignment | Scheduled) -> None:
        self._context.open_kind(one.record_kind, one.record)

    def _open_recent(self, line: Recent) -> None:
        self._context.open(line.view, line.record)

    def _open_resume(self) -> None:
        if self._resume is not None:
            self._context.open(self._resume.view, self._resume.record)

    @property
    def _columns(self) -> int:
        return 4 if theme().wide else 2

    def _fit(self) -> None:
        """A narrow window has the tiles below 部署→落实, a wide one in a row of their own."""
        px = theme().px
        self._column.setContentsMargins(px(16, 24), 0, px(16, 24), px(3, 16))
        self._column.setSpacing(px(6, 16))
        self._head.setSpacing(px(12))
        self._cards.setSpacing(px(8, 16))
        self._right.setSpacing(px(8, 16))
        self._right.removeWidget(self.tiles)
        self._column.removeWidget(self.tiles)
        if theme().wide:
            self._column.insertWidget(1, self.tiles)
        else:
            self._right.addWidget(self.tiles)
        self.tiles.set_columns(self._columns)
        self._say_resume()
        self._make_room()

    def _make_room(self) -> None:
        """See the whole year without scrolling where one line less of 现在该做 makes room for it."""
        most = ROWS[1] if theme().wide else ROWS[0]
        margins, gap = self._column.contentsMargins(), self._column.spacing()
        tiles = self.tiles.sizeHint().height() + gap if theme().wide and self.tiles.isVisible() else 0
        other = margins.top() + margins.bottom() + gap + tiles + self.year.sizeHint().height()
        fitting = (rows for rows in range(most, LEAST - 1, -1) if self.todo.height_of(rows) + other <= self.height())
        rows = next(fitting, most)
        self.todo.show_rows(rows)
        self.assignments.set_tight(tight=rows < most and not theme().wide)
