"""What the colours of the year's grid mean; shown where there is room for it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_ENTRIES = (
    ("已办", Tone.OK.fill, Tone.OK.line),
    ("今天", tokens.CARD, tokens.RED),
    ("逾期、未办", Tone.OVER.fill, Tone.OVER.line),
    ("还没到", tokens.PAGE, tokens.LINE),
)


class Legend(QWidget):
    """Small squares with their words in one line; wide windows only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("图例：" + "、".join(word for word, _fill, _line in _ENTRIES))
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setVisible(theme().wide)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        px, metrics = theme().px, self.fontMetrics()
        words = sum(metrics.horizontalAdvance(word) for word, _fill, _line in _ENTRIES)
        return QSize(px(12) + words + len(_ENTRIES) * px(16 + 14), px(20, 24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font())
        left, side = float(px(12)), px(10, 12)
        for word, fill, line in _ENTRIES:
            painter.setPen(QPen(QColor(line), 1))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(QRectF(left + 0.5, (self.height() - side) / 2, side, side), px(2), px(2))
            wide = painter.fontMetrics().horizontalAdvance(word)
            painter.setPen(QColor(tokens.INK2))
            box = QRectF(left + px(16), 0, wide + 2, self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), word)
            left += px(16) + wide + px(14)
        painter.end()
