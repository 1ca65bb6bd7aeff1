"""Words on the screen: their role gives size, weight and colour through the style sheet."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class Role(StrEnum):
    """What a label is."""

    BODY = "body"
    MUTED = "muted"
    BOLD = "bold"
    DATE = "date"
    TITLE = "title"
    HEADING = "heading"
    SCORE = "score"
    FIGURE = "figure"
    OK = "ok"
    DUE = "due"
    OVER = "over"
    INFO = "info"
    GOLD = "gold"
    RED = "red"


class Label(QLabel):
    """A line of words, or a paragraph with ``wrap``. Plain text unless ``rich``."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        wrap: bool = False,
        rich: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role.value)

    def set_role(self, role: Role) -> None:
        """Change what the label is, and so its look."""
        if self.property("role") != role.value:
            self.setProperty("role", role.value)
            restyle(self)


class ElidedLabel(Label):
    """One line that ends in … when there is no room; the whole text is its tool tip.

    ``mode`` says where the … stands: left where the end matters most.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(text, role, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("一二三…"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("一二…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, room.width())
        self.style().drawItemText(
            painter, room, int(self.alignment()), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )
        painter.end()


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def discard(widget: QWidget) -> None:
    """Take a widget away at once; it is deleted when Qt comes to it, and must not be seen until then."""
    widget.hide()
    widget.deleteLater()


def rule(*, strong: bool = False) -> QFrame:
    """A line between rows; ``strong`` as between head and body of a card."""
    line = QFrame()
    line.setProperty("rule", "strong" if strong else "true")
    return line


def divider() -> QFrame:
    """The short upright line between two kinds of fact."""
    line = QFrame()
    line.setProperty("divider", "true")
    return line
