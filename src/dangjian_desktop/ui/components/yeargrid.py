"""The year in one picture: a row for each duty, a cell for each month or quarter, each cell a button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.labels import discard
from dangjian_desktop.ui.components.yearcells import (
    BarButton,
    CellButton,
    CellState,
    GridButton,
    YearBar,
    YearCell,
    YearRow,
    paint_year_cell,
)
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

__all__ = ["CellState", "YearBar", "YearCell", "YearGrid", "YearRow", "paint_year_cell"]


class YearGrid(QWidget):
    """Twelve months and the duties below them. Tab reaches the grid once, arrow keys move, Enter or a click opens.

    The last row may be bars, one for each month, with a sentence on them: right of the last bar where there is room,
    else on a line of its own.
    """

    pressed = Signal(str)
    """A cell's key."""
    bar_pressed = Signal(int)
    """The month of a bar."""
    height_changed = Signal()
    """It needs more or less room: other rows, or the sentence on the bars stands elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[YearRow, ...] = ()
        self._lines: list[list[GridButton]] = []
        self._bars: list[GridButton] = []
        self._month = 0
        self._bars_label = ""
        self._note = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("全年一张图")
        theme().changed.connect(self._fit)
        self._fit()

    def set_rows(self, rows: Sequence[YearRow], *, month: int = 0) -> None:
        """Show these duties; ``month`` is the present one (0 in another year)."""
        self._rows = tuple(rows)
        self._month = month
        for old in (button for line in self._lines for button in line):
            discard(old)
        self._lines = []
        for row in self._rows:
            made: list[GridButton] = []
            for cell in sorted(row.cells, key=lambda cell: (cell.months, cell.share)):
                button = CellButton(row.label, cell, self)
                button.clicked.connect(lambda _checked=False, key=cell.key: self.pressed.emit(key))
                made.append(self._placed(button))
            self._lines.append(made)
        self._admit()
        self._fit()

    def set_bars(self, label: str, bars: Sequence[YearBar], note: str = "") -> None:
        """The row 活动多少, one bar for each month; ``note`` says in a sentence what is odd. No bars: no row."""
        for old in self._bars:
            discard(old)
        self._bars_label, self._note, self._bars = label, note, []
        for month, bar in enumerate(bars[:12], 1):
            button = BarButton(label, month, bar, self)
            button.clicked.connect(lambda _checked=False, month=month: self.bar_pressed.emit(month))
            self._bars.append(self._placed(button))
        self._admit()
        self._fit()

    def _placed(self, button: GridButton) -> GridButton:
        button.stepped.connect(lambda across, down: self._step(button, across, down))
        button.show()
        return button

    def _admit(self) -> None:
        """Let Tab reach the first cell that can be pressed."""
        first = next((cell for line in self._all_lines for cell in line if cell.isEnabled()), None)
        if first is not None:
            first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def _all_lines(self) -> list[list[GridButton]]:
        return [*self._lines, self._bars]

    @property
    def note(self) -> str:
        """The sentence on the bars."""
        return self._note

    def cell(self, key: str) -> QAbstractButton:
        """The button of one cell. Raises ``KeyError``."""
        for line in self._lines:
            for cell in line:
                if isinstance(cell, CellButton) and cell.cell.key == key:
                    return cell
        raise KeyError(key)

    def bar(self, month: int) -> QAbstractButton:
        """The bar of a month. Raises ``IndexError`` where there are none."""
        return self._bars[month - 1]

    def _step(self, cell: GridButton, across: int, down: int) -> None:
        lines = self._all_lines
        number = next(number for number, line in enumerate(lines) if cell in line)
        target = cell
        if across:
            line = [other for other in lines[number] if other.isEnabled()]
            place = line.index(cell) + across
            target = line[place] if 0 <= place < len(line) else cell
        row = number + down
        while down and 0 <= row < len(lines) and target is cell:
            usable = [other for other in lines[row] if other.isEnabled()]
            if usable:
                middle = cell.geometry().center().x()
                target = min(usable, key=lambda other: abs(other.geometry().center().x() - middle))
            row += down
        cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        target.setFocus()

    # -- where things stand

    @property
    def _label_width(self) -> int:
        metrics = QFontMetrics(theme().font())
        labels = [(row.label, row.inner) for row in self._rows] + [(self._bars_label, False)]
        longest = max(metrics.horizontalAdvance(label) + inner * theme().px(12) for label, inner in labels)
        return max(theme().px(92, 128), longest + theme().px(12))

    @property
    def _line(self) -> int:
        return theme().px(22 + 2, 37 + 4)

    @property
    def _head(self) -> int:
        return theme().px(22, 40)

    def _month_rect(self, first: int, last: int, row: int) -> QRect:
        px = theme().px
        gap = px(3, 6)
        label = self._label_width
        step = (self.width() - label + gap) / 12
        left = round(label + (first - 1) * step)
        right = round(label + last * step - gap)
        top = self._head + row * self._line
        return QRect(left, top, right - left, px(22, 37))

    @staticmethod
    def _part(rect: QRect, place: int, count: int) -> QRect:
        """The ``place``-th of ``count`` equal parts of a span, with the usual gap between them."""
        gap = theme().px(3, 6)
        wide = (rect.width() + gap) / count
        left = round(rect.left() + place * wide)
        return QRect(left, rect.top(), round(rect.left() + (place + 1) * wide - gap) - left, rect.height())

    @property
    def _note_rect(self) -> QRect:
        """Where the sentence stands: right of the last bar if it fits there, else one line below."""
        row = len(self._rows)
        wide = QFontMetrics(theme().font()).horizontalAdvance(self._note)
        last = max((bar.months[0] for bar in self._bars if bar.isEnabled()), default=0)
        if last < 12:
            beside = self._month_rect(last + 1, 12, row)
            if wide <= beside.width():
                return beside
        return self._month_rect(1, 12, row + 1)

    def _height(self) -> int:
        lines = len(self._rows) + bool(self._bars)
        if self._bars and self._note and self._note_rect.top() > self._month_rect(1, 1, len(self._rows)).top():
            lines += 1
        return self._head + lines * self._line

    def sizeHint(self) -> QSize:
        return QSize(theme().px(600), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(420), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        high = self._height()
        changed = high != self.minimumHeight()
        self.setFixedHeight(high)
        for number, line in enumerate(self._all_lines):
            for cell in line:
                cell.setGeometry(self._part(self._month_rect(*cell.months, number), *cell.share))
        self.update()
        if changed:
            self.height_changed.emit()

    # -- painting

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
        labels = [(row.label, row.inner) for row in self._rows]
        if self._bars:
            labels.append((self._bars_label, False))
        for number, (label, inner) in enumerate(labels):
            rect = self._month_rect(1, 1, number)
            left = theme().px(12) if inner else 0
            painter.setPen(QColor(tokens.INK2 if inner else tokens.INK))
            painter.drawText(QRect(left, rect.top(), self._label_width - left, rect.height()), middle, label)
        if self._bars and self._note:
            painter.setPen(QColor(Tone.GOLD.text))
            painter.drawText(self._note_rect, middle | int(Qt.AlignmentFlag.AlignRight), self._note)
        painter.end()
