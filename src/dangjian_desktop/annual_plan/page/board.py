"""The board: a row for each month, a column for each lane, every item a chip in its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dangjian_desktop.annual_plan.page.chip import Chip, Ghost, Key, key_of
from dangjian_desktop.feature import LANE_LABELS, Lane, Scheduled
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.labels import discard
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_WEIGHTS = {Lane.MEETINGS: 4.0, Lane.STUDY: 3.4, Lane.PAIRING: 2.4, Lane.CORE_TASKS: 3.0}
_EMPTY_WEIGHT = 0.9
"""A lane of which nothing is known yet keeps its place, but little of it."""


class PlanBoard(QWidget):
    """Tab reaches the board once; arrow keys walk, Ctrl+↑ ↓ moves to the month before or after, F2 asks for a day."""

    opened = Signal(object)
    """An item is to be opened."""
    selected = Signal(object)
    """An item has the keyboard."""
    month_wanted = Signal(object, int)
    """An item is to be moved to this month."""
    day_wanted = Signal(object)
    """Another day is asked for."""
    dragged = Signal(QPoint)
    """Where the mouse carries an item, so that the page can scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[Chip] = []
        self._month = 0
        self._target = 0
        self._tops: list[int] = [0] * 13
        self._ghost = Ghost(self)
        self.setAccessibleName("年度计划")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._place)

    def show_items(self, items: Sequence[Scheduled], month: int) -> None:
        """Show these items, in their order; ``month`` is the present one (0 in another year).

        The one that had the keyboard has it again, wherever it stands now.
        """
        # Of the window, since a dialog that just closed may still be the active one.
        holder = self.window().focusWidget()
        held = key_of(holder.item) if isinstance(holder, Chip) and holder in self._chips else None
        for chip in self._chips:
            discard(chip)
        self._month = month
        self._chips = [self._made(item) for item in items]
        self._place()
        if self._chips:
            self._chips[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        again = self.chip(held) if held else None
        if again is not None:
            again.setFocus()

    def _made(self, item: Scheduled) -> Chip:
        chip = Chip(item, self)
        chip.clicked.connect(lambda _checked=False: self.opened.emit(item))
        chip.focused.connect(self.selected.emit)
        chip.stepped.connect(lambda across, down: self._step(chip, across, down))
        chip.shifted.connect(lambda by: self._shift(item, by))
        chip.redated.connect(lambda: self.day_wanted.emit(item))
        chip.dragged.connect(lambda point: self._carry(item, point))
        chip.dropped.connect(lambda point: self._drop(item, point))
        chip.show()
        return chip

    def chip(self, key: Key) -> Chip | None:
        """The chip of a record; None if it isn't on the board."""
        return next((chip for chip in self._chips if key_of(chip.item) == key), None)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """All chips, in the order of the year."""
        return tuple(self._chips)

    def month_rect(self, month: int) -> QRect:
        """A month's row."""
        top = self._tops[month - 1]
        return QRect(0, top, self.width(), self._tops[month] - top)

    # -- keyboard and mouse

    def _step(self, chip: Chip, across: int, down: int) -> None:
        target: Chip | None = None
        if across:
            line = [other for other in self._chips if other.item.month == chip.item.month]
            line.sort(key=lambda other: (list(Lane).index(other.item.lane), other.y(), other.x()))
            place = line.index(chip) + across
            target = line[place] if 0 <= place < len(line) else None
        else:
            ahead = [other for other in self._chips if (other.item.month - chip.item.month) * down > 0]
            months = [other.item.month for other in ahead]
            month = (min(months) if down > 0 else max(months)) if months else 0
            middle = chip.geometry().center().x()
            row = [other for other in ahead if other.item.month == month]
            target = min(row, key=lambda other: abs(other.geometry().center().x() - middle), default=None)
        if target is not None:
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            target.setFocus()

    def _shift(self, item: Scheduled, by: int) -> None:
        month = item.month + by
        if 1 <= month <= 12:
            self.month_wanted.emit(item, month)

    def _carry(self, item: Scheduled, point: QPoint) -> None:
        self._ghost.carry(item, point)
        target = self._month_at(point)
        if target != self._target:
            self._target = target
            self.update()
        self.dragged.emit(point)

    def _drop(self, item: Scheduled, point: QPoint) -> None:
        self._ghost.hide()
        self._target = 0
        self.update()
        month = self._month_at(point)
        if month and month != item.month:
            self.month_wanted.emit(item, month)

    def _month_at(self, point: QPoint) -> int:
        return next((month for month in range(1, 13) if self.month_rect(month).contains(point)), 0)

    # -- where things stand

    def _lanes(self) -> list[tuple[Lane, int, int]]:
        """(lane, left, width) of each column."""
        label = theme().px(56, 72)
        used = {chip.item.lane for chip in self._chips}
        weights = {lane: _WEIGHTS[lane] if lane in used else _EMPTY_WEIGHT for lane in Lane}
        room, whole = max(0, self.width() - label), sum(weights.values())
        made, left = [], float(label)
        for lane, weight in weights.items():
            wide = room * weight / whole
            made.append((lane, round(left), round(left + wide) - round(left)))
            left += wide
        return made

    def _place(self) -> None:
        """Flow the chips of every field from left to right, line by line; a month is as high as its fullest field."""
        px = theme().px
        top, gap, edge = px(26, 34), px(3, 6), px(2, 5)
        least = px(22, 30) + 2 * edge
        lanes = self._lanes()
        for month in range(1, 13):
            self._tops[month - 1] = top
            high = least
            for lane, left, wide in lanes:
                here = [chip for chip in self._chips if chip.item.month == month and chip.item.lane is lane]
                high = max(high, _flow(here, QRect(left + px(6), top + edge, wide - px(12), 0), gap) + 2 * edge)
            top += high
        self._tops[12] = top
        self.setFixedHeight(top + 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(900), self._tops[12] + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        lanes = self._lanes()
        painter.fillRect(self.rect(), QColor(tokens.CARD))
        head = QRect(0, 0, self.width(), self._tops[0])
        painter.fillRect(head, QColor(tokens.SUNK))
        painter.fillRect(QRect(0, 0, lanes[0][1], self.height()), QColor(tokens.SUNK))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme().font())
        painter.setPen(QColor(tokens.INK2))
        for lane, left, wide in lanes:
            words = painter.fontMetrics().elidedText(LANE_LABELS[lane], Qt.TextElideMode.ElideRight, wide - px(12))
            painter.drawText(QRect(left + px(8), 0, wide - px(8), head.height()), middle, words)
        for month in range(1, 13):
            row = self.month_rect(month)
            if month == self._target:
                painter.fillRect(row.adjusted(lanes[0][1], 1, 0, -1), QColor(Tone.OK.fill))
            now = month == self._month
            painter.setFont(theme().font(bold=now))
            painter.setPen(QColor(tokens.RED if now else tokens.INK2))
            box = QRect(0, row.top(), lanes[0][1], row.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{month}月")
            painter.setPen(QPen(QColor(tokens.LINE2), 1))
            painter.drawLine(0, row.top(), self.width(), row.top())
        painter.setPen(QPen(QColor(tokens.LINE2), 1))
        for _lane, left, _wide in lanes:
            painter.drawLine(left, 0, left, self.height())
        painter.end()


def _flow(chips: Sequence[Chip], box: QRect, gap: int) -> int:
    """Put chips into a box from left to right; returns the height that they take."""
    left, top, high = box.left(), box.top(), 0
    for chip in chips:
        size = chip.sizeHint()
        wide = min(size.width(), box.width())
        if left > box.left() and left + wide > box.right() + 1:
            left, top = box.left(), top + high + gap
        high = size.height()
        chip.setGeometry(left, top, wide, size.height())
        left += wide + gap
    return top + high - box.top() if chips else 0
