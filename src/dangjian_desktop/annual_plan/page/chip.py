"""An item on the year's board: opened by click or Enter, moved by dragging or by Ctrl and an arrow key."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from dangjian_desktop.annual_plan.rules import day_and_title
from dangjian_desktop.feature import DueState, Scheduled
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

STATE_WORDS = {
    DueState.DONE: "已办",
    DueState.TODAY: "今天",
    DueState.PLANNED: "已安排",
    DueState.SOON: "快到期",
    DueState.OVERDUE: "没有按期办",
    DueState.UPCOMING: "还没到",
    DueState.NOT_APPLICABLE: "不再安排",
}
_COLOURS: dict[DueState, tuple[str, str, str]] = {
    DueState.DONE: (Tone.OK.text, Tone.OK.fill, Tone.OK.line),
    DueState.TODAY: (tokens.RED, tokens.CARD, tokens.RED),
    DueState.SOON: (Tone.DUE.text, Tone.DUE.fill, Tone.DUE.line),
    DueState.OVERDUE: (Tone.OVER.text, Tone.OVER.fill, Tone.OVER.line),
}
_PLAIN = (tokens.INK, tokens.CARD, tokens.LINE3)
_ICONS = {DueState.DONE: "check", DueState.OVERDUE: "circle-alert"}

Key = tuple[str, str]
"""Kind and id of the record that an item is."""


def key_of(item: Scheduled) -> Key:
    """What an item is known by."""
    return item.record_kind, item.record


def sentence(item: Scheduled) -> str:
    """An item in full: 10月12日 10月主题党日 14:30 三楼会议室，已办."""
    when = f"{item.day.month}月{item.day.day}日" if item.day else f"{item.month}月"
    said = " ".join(part for part in (when, item.title, item.detail) if part)
    return f"{said}，{STATE_WORDS[item.state]}"


def paint_chip(
    painter: QPainter, rect: QRectF, item: Scheduled, *, hovered: bool = False, focused: bool = False
) -> None:
    """Draw an item: its state by colour and icon, its day and title, … where there is no room."""
    px = theme().px
    ink, fill, line = _COLOURS.get(item.state, _PLAIN)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide = 2.0 if focused else 1.0
    inset = wide / 2
    painter.setPen(QPen(QColor(tokens.RED if focused else ink if hovered else line), wide))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), px(4), px(4))
    left = rect.left() + px(7)
    icon = _ICONS.get(item.state)
    if icon:
        side = px(14)
        paint_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), icon, ink)
        left += side + px(3)
    painter.setFont(theme().font(bold=item.state is DueState.TODAY))
    painter.setPen(QColor(ink))
    room = rect.right() - px(6) - left
    text = painter.fontMetrics().elidedText(day_and_title(item), Qt.TextElideMode.ElideRight, int(room) + 1)
    painter.drawText(QRectF(left, rect.top(), room + 2, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()


def chip_size(item: Scheduled) -> QSize:
    """How large an item is when it is shown whole."""
    px = theme().px
    words = QFontMetrics(theme().font(bold=item.state is DueState.TODAY)).horizontalAdvance(day_and_title(item))
    icon = px(14) + px(3) if item.state in _ICONS else 0
    return QSize(px(7) + icon + words + px(8), px(22, 30))


class Chip(QAbstractButton):
    """One item."""

    focused = Signal(object)
    """It has the keyboard: the item."""
    stepped = Signal(int, int)
    """The keyboard wants the next item, across or down."""
    shifted = Signal(int)
    """The keyboard wants it in the month before (-1) or after (+1)."""
    redated = Signal()
    """Another day is asked for."""
    dragged = Signal(QPoint)
    """The mouse holds it, at a point of the board."""
    dropped = Signal(QPoint)

    def __init__(self, item: Scheduled, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self.setAccessibleName(sentence(item))
        self.setToolTip(sentence(item))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def movable(self) -> bool:
        return self.item.move is not None

    def sizeHint(self) -> QSize:
        return chip_size(self.item)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._dragging:
            painter.setOpacity(0.35)
        paint_chip(painter, QRectF(self.rect()), self.item, hovered=self.underMouse(), focused=self.hasFocus())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self.item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if steps[key][1]:
                self.shifted.emit(steps[key][1])
        elif key in steps:
            self.stepped.emit(*steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif key == Qt.Key.Key_F2:
            self.redated.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None or not self.movable:
            super().mouseMoveEvent(event)
            return
        point = event.position().toPoint()
        far = (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._dragging:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
        if self._dragging:
            self.dragged.emit(self.mapToParent(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        if not self._dragging:
            super().mouseReleaseEvent(event)
            return
        self._dragging = False
        self.unsetCursor()
        self.setDown(False)
        self.update()
        self.dropped.emit(self.mapToParent(event.position().toPoint()))


class Ghost(QWidget):
    """The item that the mouse carries."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._item: Scheduled | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def carry(self, item: Scheduled, point: QPoint) -> None:
        """Show the item at a point of the board."""
        self._item = item
        self.resize(chip_size(item))
        self.move(point - QPoint(theme().px(12), self.height() // 2))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._item is not None:
            painter = QPainter(self)
            painter.setOpacity(0.92)
            paint_chip(painter, QRectF(self.rect()), self._item, focused=True)
            painter.end()
