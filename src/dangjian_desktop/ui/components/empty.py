"""What stands where nothing is yet: one sentence, why it matters, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme


class DashedFrame(QFrame):
    """A frame with a dashed line round it (painted here: the style sheet's dashes break at 125 %)."""

    def __init__(self, *, radius: int = 8) -> None:
        super().__init__()
        self._radius = radius

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(tokens.LINE3), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme().px(self._radius)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()


class EmptyState(DashedFrame):
    """A dashed frame with a bold sentence, one reason, and buttons (one secondary, one quiet)."""

    def __init__(self, sentence: str, reason: str = "", *buttons: QWidget, icon_name: str = "inbox") -> None:
        super().__init__()
        px = theme().px
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(6))
        column.addStretch(1)
        column.addWidget(Mark(icon_name, tokens.INK2, size=17), 0, centre)
        self.sentence = Label(sentence, Role.BOLD)
        self.reason = Label(reason, Role.MUTED, wrap=True)
        self.reason.setAlignment(centre)
        column.addWidget(self.sentence, 0, centre)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.setContentsMargins(0, px(6), 0, 0)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)


class ListOrEmpty(QWidget):
    """A list, or what stands in its place as long as there is nothing in it."""

    def __init__(self, listing: QWidget, empty: EmptyState) -> None:
        super().__init__()
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(empty)
        inside.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(listing)
        self._stack.addWidget(holder)
        self.setFocusProxy(listing)

    def show_list(self, filled: bool) -> None:
        """Whether there is anything to list."""
        self._stack.setCurrentIndex(0 if filled else 1)
