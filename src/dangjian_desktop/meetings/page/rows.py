"""Small pieces that the rows of an agenda share."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.ui.components.fields import HintLine
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import RED


def label_width() -> int:
    """The column of 议题1, 发言, 票决, 决议."""
    return theme().px(60, 68)


class PressTag(TagLabel):
    """A verdict that says on a press, or Enter, by which article and how it was reckoned."""

    pressed = Signal()

    def __init__(self, tag: Tag, explanation: str) -> None:
        super().__init__(tag)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(explanation)
        self.setAccessibleDescription(explanation)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(RED), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
            painter.end()


class Row(QWidget):
    """A label in the column of labels, editors beside it, a sentence below them if something is wrong."""

    def __init__(self, label: str, *, role: Role = Role.MUTED) -> None:
        super().__init__()
        px = theme().px
        self.label = Label(label, role)
        self.label.setFixedWidth(label_width())
        self.line = QHBoxLayout()
        self.line.setSpacing(px(8))
        self.line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self.label.setFixedHeight(px(26, 32))
        self.hint = HintLine()
        under = QHBoxLayout()
        under.setContentsMargins(label_width() + px(8), 0, 0, 0)
        under.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2, 4), 0, px(2, 4))
        column.setSpacing(px(2))
        column.addLayout(self.line)
        column.addLayout(under)

    def add(self, widget: QWidget, stretch: int = 0, *, top: bool = True) -> None:
        """Put a widget at the end of the line."""
        if stretch:
            self.line.addWidget(widget, stretch)
        else:
            place = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
            self.line.addWidget(widget, 0, place)
