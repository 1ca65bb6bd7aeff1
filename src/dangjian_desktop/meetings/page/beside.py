"""The scrolling form and the paper: behind one another in the small window, side by side in the wide one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from dangjian_desktop.ui.theme import theme


class FormBesidePaper(QSplitter):
    """``column`` takes the cards of the form."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._paper = paper
        content = QWidget()
        content.setObjectName("body")
        self.column = QVBoxLayout(content)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(content)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setChildrenCollapsible(False)
        self.addWidget(self.area)
        self.addWidget(paper)
        self.setStretchFactor(0, 1)

    @property
    def place(self) -> int:
        """How far the form is scrolled."""
        return self.area.verticalScrollBar().value()

    def scroll_to(self, place: int) -> None:
        """Scroll the form."""
        self.area.verticalScrollBar().setValue(place)

    def bring(self, widget: QWidget) -> None:
        """Scroll until a widget of the form is in sight."""
        self.area.ensureWidgetVisible(widget, 20, 60)

    def fit(self, mode: str, width: int) -> None:
        """Show form, paper or both in a page of this width."""
        px = theme().px
        wide = theme().wide
        self.column.setContentsMargins(px(15, 24), px(9, 15), px(14, 24), px(9, 16))
        self.column.setSpacing(px(8, 14))
        self.area.setVisible(wide or mode == "form")
        self._paper.setVisible(wide or mode == "paper")
        if wide:
            paper = min(px(760, 760), max(px(420), width // 2))
            self.setSizes([max(1, width - paper), paper])
