"""A progress bar in parts; the numbers stand beside it in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dangjian_desktop.ui.components.cells import paint_bar
from dangjian_desktop.ui.theme import theme


class ProgressBar(QWidget):
    """Parts from the left as (amount, colour), out of ``total``; ``spoken`` is what a screen reader says."""

    def __init__(
        self,
        parts: Sequence[tuple[float, str]] = (),
        total: float = 1,
        *,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: list[tuple[float, str]] = []
        self._total = 1.0
        self.set_parts(parts, total, spoken=spoken)
        theme().changed.connect(self.updateGeometry)

    def set_parts(self, parts: Sequence[tuple[float, str]], total: float, *, spoken: str = "") -> None:
        """Show other amounts."""
        self._parts = list(parts)
        self._total = total
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160, 240), theme().px(12, 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(60), theme().px(12, 14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._parts, self._total)
        painter.end()
