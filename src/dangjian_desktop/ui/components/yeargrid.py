"""The year in one picture: a row for each duty, a cell for each month or quarter, each cell a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.labels import discard
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class CellState(Enum):
    """How a cell stands, and the word for it."""

    DONE = "已办"
    TODAY = "今天"
    PLANNED = "已安排"
    SOON = "快到期"
    MISSING = "没有办"
    TO_COME = "还没到"
    NOT_REQUIRED = "不要求"


@dataclass(frozen=True)
class YearCell:
    """One duty of one month or quarter. ``months`` is (first, last); ``text`` what stands in it (12日, 二季, 写).

    ``ticks`` repeats the tick (总结 and 通报 both done); ``tip`` is said on hover and to screen readers.
    """

    key: str
    months: tuple[int, int]
    state: CellState
    text: str = ""
    ticks: int = 1
    tip: str = ""


@dataclass(frozen=True)
class YearRow:
    """A duty's name and its cells."""

    label: str
    cells: tuple[YearCell, ...]


_COLOURS: dict[CellState, tuple[str, str, str]] = {
    CellState.DONE: (Tone.OK.text, Tone.OK.fill, Tone.OK.fill),
    CellState.TODAY: (tokens.RED, tokens.CARD, tokens.RED),
    CellState.PLANNED: (tokens.INK, tokens.CARD, tokens.LINE3),
    CellState.SOON: (Tone.DUE.text, Tone.DUE.fill, Tone.DUE.line),
    CellState.MISSING: (Tone.OVER.text, Tone.OVER.fill, Tone.OVER.line),
    CellState.TO_COME: (tokens.INK2, tokens.PAGE, tokens.PAGE),
    CellState.NOT_REQUIRED: (tokens.INK2, tokens.CARD, tokens.CARD),
}


class _Cell(QAbstractButton):
    stepped = Signal(int, int)

    def __init__(self, row: str, cell: YearCell, parent: QWidget) -> None:
        super().__init__(parent)
        self.cell = cell
        first, last = cell.months
        when = f"{first}月" if first == last else f"{first}至{last}月"
        self.setAccessibleName(f"{row} {when}：{cell.state.value} {cell.text}".strip())
        self.setToolTip(cell.tip or f"{row} {when}：{cell.state.value}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setEnabled(cell.state is not CellState.NOT_REQUIRED)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_year_cell(
            painter,
            QRectF(self.rect()),
            self.cell,
            hovered=self.underMouse() and self.isEnabled(),
            focused=self.hasFocus(),
        )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(*step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


def paint_year_cell(
    painter: QPainter, rect: QRectF, cell: YearCell, *, hovered: bool = False, focused: bool = False
) -> None:
    """Draw one cell: icon, words and colour say the same."""
    px = theme().px
    ink, fill, line = _COLOURS[cell.state]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    width = 1.0
    if cell.state is CellState.TODAY:
        width = 1.5
        box = rect.adjusted(0.75, 0.75, -0.75, -0.75)
    if hovered:
        line = ink
    if focused:
        line, width = tokens.RED, 2.0
        box = rect.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(QColor(line), width))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box, px(4), px(4))
    bold = cell.state in {CellState.TODAY, CellState.PLANNED} or (cell.state is CellState.MISSING and bool(cell.text))
    painter.setFont(theme().font(bold=bold))
    painter.setPen(QColor(ink))
    icons = _icons(cell)
    side = px(15, 16)
    gap = px(4) if icons and cell.text else 0
    metrics = painter.fontMetrics()
    room = rect.width() - len(icons) * side - gap - px(6)
    text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, int(room))
    whole = len(icons) * side + gap + metrics.horizontalAdvance(text)
    left = rect.center().x() - whole / 2
    for name in icons:
        paint_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), name, ink)
        left += side
    if text:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left + gap, rect.top(), whole, rect.height()), middle, text)
    elif cell.state is CellState.TO_COME:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.INK2))
        painter.drawEllipse(rect.center(), 1.6, 1.6)
    painter.restore()


def _icons(cell: YearCell) -> list[str]:
    if cell.state is CellState.DONE:
        return ["check"] * cell.ticks
    if cell.state is CellState.MISSING:
        return ["circle-alert"] if cell.text else ["x"]
    return []


class YearGrid(QWidget):
    """Twelve months and the duties below them. Tab reaches the grid once, arrow keys move, Enter or a click opens.

    ``bars`` is the last row: (height 0–1, odd) for each month, with a sentence at its right end.
    """

    pressed = Signal(str)
    """A cell's key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[YearRow, ...] = ()
        self._cells: list[list[_Cell]] = []
        self._month = 0
        self._bars: tuple[tuple[float, bool], ...] = ()
        self._bars_label = ""
        self._bars_note = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("全年一张图")
        theme().changed.connect(self._fit)
        self._fit()

    def set_rows(self, rows: Sequence[YearRow], *, month: int = 0) -> None:
        """Show these duties; ``month`` is the present one (0 in another year)."""
        self._rows = tuple(rows)
        self._month = month
        for line in self._cells:
            for cell in line:
                discard(cell)
        self._cells = []
        for number, row in enumerate(self._rows):
            line = []
            for made in sorted(row.cells, key=lambda cell: cell.months):
                cell = _Cell(row.label, made, self)
                cell.clicked.connect(lambda _checked=False, key=made.key: self.pressed.emit(key))
                cell.stepped.connect(
                    lambda across, down, number=number, cell=cell: self._step(number, cell, across, down)
                )
                cell.show()
                line.append(cell)
            self._cells.append(line)
        first = next((cell for line in self._cells for cell in line if cell.isEnabled()), None)
        if first is not None:
            first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fit()

    def set_bars(self, label: str, bars: Sequence[tuple[float, bool]], note: str = "") -> None:
        """The row 活动多少: for each month its height (0 to 1) and whether it is odd; ``note`` says what is odd."""
        self._bars_label = label
        self._bars = tuple(bars)
        self._bars_note = note
        self._fit()

    def cell(self, key: str) -> QAbstractButton:
        """The button of one cell. Raises ``KeyError``."""
        for line in self._cells:
            for cell in line:
                if cell.cell.key == key:
                    return cell
        raise KeyError(key)

    def _step(self, number: int, cell: _Cell, across: int, down: int) -> None:
        if across:
            line = [other for other in self._cells[number] if other.isEnabled()]
            place = line.index(cell) + across
            target = line[place] if 0 <= place < len(line) else cell
        else:
            target = cell
            row = number + down
            while 0 <= row < len(self._cells) and target is cell:
                usable = [other for other in self._cells[row] if other.isEnabled()]
                if usable:
                    middle = cell.geometry().center().x()
                    target = min(usable, key=lambda other: abs(other.geometry().center().x() - middle))
                row += down
        cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        target.setFocus()

    @property
    def _label_width(self) -> int:
        metrics = QFontMetrics(theme().font())
        longest = max((metrics.horizontalAdvance(row.label) for row in self._rows), default=0)
        return max(theme().px(92, 128), longest + theme().px(12))

    @property
    def _line(self) -> int:
        return theme().px(22 + 2, 37 + 4)

    def _month_rect(self, first: int, last: int, row: int) -> QRect:
        px = theme().px
        gap = px(3, 6)
        label = self._label_width
        step = (self.width() - label + gap) / 12
        left = round(label + (first - 1) * step)
        right = round(label + last * step - gap)
        top = self._head + row * self._line
        return QRect(left, top, right - left, px(22, 37))

    @property
    def _head(self) -> int:
        return theme().px(26, 40)

    def sizeHint(self) -> QSize:
        lines = len(self._rows) + (1 if self._bars else 0)
        return QSize(theme().px(600), self._head + lines * self._line)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(420), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self._place()
        self.update()

    def _place(self) -> None:
        for number, line in enumerate(self._cells):
            for cell in line:
                cell.setGeometry(self._month_rect(*cell.cell.months, number))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        for month in range(1, 13):
            rect = self._month_rect(month, month, 0)
            now = month == self._month
            painter.setFont(theme().font(bold=now))
            painter.setPen(QColor(tokens.RED if now else tokens.INK2))
            box = QRect(QPoint(rect.left(), 0), QSize(rect.width(), self._head - theme().px(2)))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{month}月")
        painter.setFont(theme().font())
        painter.setPen(QColor(tokens.INK))
        for number, row in enumerate(self._rows):
            rect = self._month_rect(1, 1, number)
            painter.drawText(QRect(0, rect.top(), self._label_width, rect.height()), middle, row.label)
        if self._bars:
            self._paint_bars(painter)
        painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        row = len(self._rows)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        rect = self._month_rect(1, 1, row)
        painter.drawText(QRect(0, rect.top(), self._label_width, rect.height()), middle, self._bars_label)
        for month, (height, odd) in enumerate(self._bars[:12], 1):
            box = self._month_rect(month, month, row)
            tall = max(2, round(height * box.height())) if height > 0 else 0
            width = round(box.width() * 0.44)
            left = box.center().x() - width // 2
            bar = QRect(left, box.bottom() - tall, width, tall)
            painter.fillRect(bar, QColor(tokens.GOLD if odd else tokens.BAR_USUAL))
        if self._bars_note:
            painter.setPen(QColor(Tone.GOLD.text))
            box = self._month_rect(9, 12, row)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._bars_note)
