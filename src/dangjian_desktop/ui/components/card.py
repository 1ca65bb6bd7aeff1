"""Cards: the white sheets that everything stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dangjian_desktop.ui.components.labels import Label, Role, rule
from dangjian_desktop.ui.theme import theme


class Card(QFrame):
    """A sheet with a heading, a word beside it, room for buttons at its right, and a body.

    ``flush`` lets the body reach the edges (tables); ``joined`` is the sheet below segment tabs.
    """

    def __init__(
        self,
        title: str = "",
        detail: str = "",
        *,
        flush: bool = False,
        joined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "joined" if joined else "true")
        self._flush = flush
        outer = QVBoxLayout(self)
        outer.setSpacing(0)
        outer.setContentsMargins(1, 1, 1, 1)
        self.title = Label(title, Role.HEADING)
        self.detail = Label(detail, Role.MUTED)
        self._head = QWidget()
        self.head = QHBoxLayout(self._head)
        self.head.addWidget(self.title)
        self.head.addWidget(self.detail)
        self.head.addStretch(1)
        if not title:
            self._head.hide()
        outer.addWidget(self._head)
        self.body = QVBoxLayout()
        outer.addLayout(self.body, 1)
        self._fit()
        theme().changed.connect(self._fit)

    def set_title(self, title: str, detail: str = "") -> None:
        """Change the heading and the word beside it."""
        self.title.setText(title)
        self.detail.setText(detail)
        self._head.setVisible(bool(title))

    def add_head(self, widget: QWidget) -> None:
        """Put a widget at the right end of the heading's line."""
        self._head.show()
        self.head.addWidget(widget)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or layout below what the body holds."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def add_rule(self) -> None:
        """A line across the card."""
        self.body.addWidget(rule())

    def _fit(self) -> None:
        px = theme().px
        side = px(14, 20)
        self.head.setContentsMargins(side, 0, side, 0)
        self.head.setSpacing(px(8))
        self._head.setMinimumHeight(px(34, 52))
        self.body.setSpacing(px(8, 10))
        top = 0 if self.title.text() else px(10, 16)
        self.body.setContentsMargins(*((0, 0, 0, px(6)) if self._flush else (side, top, side, px(12, 18))))
