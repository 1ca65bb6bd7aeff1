"""The table of the plan: rows under their month, moved between months by keyboard (Alt+↑ ↓) or by dragging."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from dangjian_desktop.study.reading.plan import PlanRow, PlanView
from dangjian_desktop.study.rules.conversion import hours_text
from dangjian_desktop.study.rules.plan import ItemState
from dangjian_desktop.ui.components.cells import Cell, Piece, RowButton, Words
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag, today
from dangjian_desktop.ui.tokens import Tone

COLUMNS = (
    Column("月", 62, group=True),
    Column("内容", 180, stretch=3),
    Column("形式", 92),
    Column("主讲", 112),
    Column("学时", 50, right=True),
    Column("关联中心工作", 116),
    Column("状态", 236, stretch=1),
)
SIGN_IN, REPLACE, POSTPONE = "sign_in", "replace", "postpone"


class PlanTable(Table):
    """``month_wanted`` carries an item and the month it is to move to; a row's buttons are those of its state."""

    month_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, row_height=(31, 42), single_click=True, parent=parent)
        self.setProperty("bare", "true")
        self.setAccessibleName("学习计划")
        self._pressed: tuple[str, QPoint] | None = None
        self._dragging = ""
        self._months: dict[str, int] = {}

    def show_plan(self, view: PlanView) -> None:
        """Show the rows of a plan; the present month comes into sight when another year is shown."""
        self._months = {one.id: one.month for one in view.rows}
        self.set_rows([plan_row(one, view.today) for one in view.rows])

    def scroll_to_month(self, month: int) -> None:
        """Bring a month's first row to the top."""
        place = next((n for n, id in enumerate(self._months) if self._months[id] >= month), None)
        if place is not None:
            self.scrollTo(self.table.index(place, 1), self.ScrollHint.PositionAtTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            month = self._months.get(self.current_id, 0) + step
            if self.current_id and 1 <= month <= 12:
                self.month_wanted.emit(self.current_id, month)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._pressed, self._dragging = None, ""
        if event.button() is Qt.MouseButton.LeftButton and self.button_at(point) is None:
            id = self.table.id_at(self.indexAt(point).row())
            self._pressed = (id, point) if id else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed and event.buttons() & Qt.MouseButton.LeftButton:
            point = event.position().toPoint()
            if not self._dragging and abs(point.y() - self._pressed[1].y()) >= QApplication.startDragDistance():
                self._dragging = self._pressed[0]
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            if self._dragging:
                self.hovered = self.indexAt(point).row()
                self.viewport().update()
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragging, self._pressed = self._dragging, "", None
        if not dragged:
            super().mouseReleaseEvent(event)
            return
        self.viewport().unsetCursor()
        self.hovered = -1
        self.viewport().update()
        over = self.table.id_at(self.indexAt(event.position().toPoint()).row())
        month = self._months.get(over, 0)
        if month and month != self._months.get(dragged):
            self.month_wanted.emit(dragged, month)


def plan_row(one: PlanRow, now: date) -> Row:
    """A row of the table."""
    present = one.month == now.month and one.facts.year == now.year
    struck = one.state is ItemState.DROPPED
    content: list[Piece] = [Words(one.content, Tone.PLAIN if struck else Tone.INK, struck=struck)]
    if one.auto:
        content.append(Words("自动" if one.kind != "study_sessions" else "计划外", Tone.PLAIN))
    serves = "、".join(task.title for task in one.serves)
    return row(
        one.id,
        Cell.of(Words(f"{one.month}月", Tone.TODAY if present else Tone.INK, bold=True)),
        Cell(tuple(content), tip=one.readings or one.content),
        one.form_name,
        Cell.words(one.lecturer or "—", tip=one.lecturer),
        hours_text(one.hours) or "—",
        Cell.words(serves or "—", Tone.INK if serves else Tone.PLAIN, tip=serves),
        Cell(state_pieces(one, now), buttons_of(one), tip=state_tip(one)),
        extra=one,
    )


def state_pieces(one: PlanRow, now: date) -> tuple[Piece, ...]:
    """How an item stands: by colour, icon and word."""
    planned = Words(f"计划 {one.day.month}-{one.day.day:02d}" if one.day else f"计划 {one.month}月", Tone.PLAIN)
    put_off: tuple[Piece, ...] = (Tag("顺延", Tone.DUE),) if one.reasons else ()
    match one.state:
        case ItemState.DONE:
            return _done(one)
        case ItemState.TODAY:
            return (today(),)
        case ItemState.LEAVE:
            return (Tag(one.lecturer_away, Tone.DUE, "triangle"),)
        case ItemState.OVERDUE:
            return (Tag("未办", Tone.OVER, "circle-alert"), *put_off)
        case ItemState.DROPPED:
            return (Words("不再安排", Tone.PLAIN),)
    begun = one.session and one.day is not None and one.day <= now
    return (Words("记录中", Tone.INFO), *put_off) if begun else (planned, *put_off)


def _done(one: PlanRow) -> tuple[Piece, ...]:
    day = f"{one.held_on.month}-{one.held_on.day:02d}" if one.held_on else ""
    first = Words(day, Tone.OK, icon="check")
    if one.proposals:
        forwarded = f"→督办{one.forwarded}" if one.forwarded else ""
        return (first, Words(f"建议{one.proposals}条{forwarded}"))
    if one.counts is None:
        return (first,)
    expected = f"/{one.counts.expected}" if one.counts.expected else "人"
    return (first, Words(f"到会{one.counts.present}{expected}"))


def state_tip(one: PlanRow) -> str:
    """What the cell has no room for."""
    if one.dropped_reason:
        return f"不再安排：{one.dropped_reason}"
    parts = [f"第{number}次顺延：{reason}" for number, reason in enumerate(one.reasons, 1)]
    if one.counts is not None and one.counts.expected:
        parts.insert(0, one.counts.words)
    return "\n".join(parts)


def buttons_of(one: PlanRow) -> tuple[RowButton, ...]:
    """What can be done at once: 签到 today, 换人 and 顺延 where the lecturer can't, 登记 and 顺延 where it is late."""
    if one.auto:
        return ()
    match one.state:
        case ItemState.TODAY:
            return (RowButton(SIGN_IN, "签到"),)
        case ItemState.LEAVE:
            return (RowButton(REPLACE, "换人"), RowButton(POSTPONE, "顺延"))
        case ItemState.OVERDUE:
            return (RowButton(SIGN_IN, "补登"), RowButton(POSTPONE, "顺延"))
    return ()
