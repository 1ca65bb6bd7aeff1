"""What stands in the year's grid: a duty's cell and a month's bar, both buttons that the arrow keys walk between."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from dangjian_desktop.ui import tokens
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

    ``ticks`` repeats the tick (总结 and 通报 both done); ``tip`` is said on hover and to screen readers. ``share``
    (place, count) puts it beside others of the same span.
    """

    key: str
    months: tuple[int, int]
    state: CellState
    text: str = ""
    ticks: int = 1
    tip: str = ""
    share: tuple[int, int] = (0, 1)


@dataclass(frozen=True)
class YearRow:
    """A duty's name and its cells; ``inner`` rows (the Party groups of the one above) stand a little in."""

    label: str
    cells: tuple[YearCell, ...]
    inner: bool = False


@dataclass(frozen=True)
class YearBar:
    """How much there was in a month: ``height`` from 0 to 1, whether it is ``odd``, and ``tip`` in words."""

    height: float
    odd: bool = False
    tip: str = ""


_COLOURS: dict[CellState, tuple[str, str, str]] = {
    CellState.DONE: (Tone.OK.text, Tone.OK.fill, Tone.OK.fill),
    CellState.TODAY: (tokens.RED, tokens.CARD, tokens.RED),
    CellState.PLANNED: (tokens.INK, tokens.CARD, tokens.LINE3),
    CellState.SOON: (Tone.DUE.text, Tone.DUE.fill, Tone.DUE.line),
    CellState.MISSING: (Tone.OVER.text, Tone.OVER.fill, Tone.OVER.line),
    CellState.TO_COME: (tokens.INK2, tokens.PAGE, tokens.PAGE),
    CellState.NOT_REQUIRED: (tokens.INK2, tokens.CARD, tokens.CARD),
}


class GridButton(QAbstractButton):
    """A button of the grid: Enter presses it, an arrow key asks for the next one."""

    stepped = Signal(int, int)

    def __init__(self, name: str, tip: str, months: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.months = months
        self.share = (0, 1)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

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


class CellButton(GridButton):
    """A duty's cell."""

    def __init__(self, row: str, cell: YearCell, parent: QWidget) -> None:
        first, last = cell.months
        when = f"{first}月" if first == last else f"{first}至{last}月"
        name = f"{row} {when}：{cell.state.value} {cell.text}".strip()
        super().__init__(name, cell.tip or f"{row} {when}：{cell.state.value}", cell.months, parent)
        self.cell = cell
        self.share = cell.share
        self.setEnabled(cell.state is not CellState.NOT_REQUIRED)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        hovered = self.underMouse() and self.isEnabled()
        paint_year_cell(painter, QRectF(self.rect()), self.cell, hovered=hovered, focused=self.hasFocus())
        painter.end()


class BarButton(GridButton):
    """A month's bar, standing on the lower edge."""

    def __init__(self, row: str, month: int, bar: YearBar, parent: QWidget) -> None:
        super().__init__(f"{month}月{row}：{bar.tip}", bar.tip, (month, month), parent)
        self.bar = bar
        self.setEnabled(bar.height > 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.RED), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme().px(4), theme().px(4))
        if self.bar.height > 0:
            high = max(theme().px(3), round(self.bar.height * (self.height() - 1)))
            wide = round(self.width() * 0.44)
            shape = QRectF((self.width() - wide) // 2, self.height() - high, wide, high)
            colour = QColor(tokens.GOLD if self.bar.odd else tokens.BAR_USUAL)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour.darker(108) if self.underMouse() else colour)
            painter.drawRoundedRect(shape, 2, 2)
        painter.end()


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
    metrics = painter.fontMetrics()
    spare = rect.width() - len(icons) * side - metrics.horizontalAdvance(cell.text)
    gap = min(px(4), max(px(1), int(spare / 2))) if icons and cell.text else 0
    room = rect.width() - len(icons) * side - gap
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
