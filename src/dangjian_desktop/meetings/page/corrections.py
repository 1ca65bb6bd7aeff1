"""更正: what was changed after 定稿, by whom, why; both versions are named."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from dangjian_desktop.meetings.reading.views import GatheringView
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme


class CorrectionsCard(Card):
    """One line for each correction; hidden as long as there is none."""

    def __init__(self) -> None:
        super().__init__("更正")
        self._lines: QWidget | None = None
        self.hide()

    def show_view(self, view: GatheringView) -> None:
        """Show the corrections of a gathering, oldest first."""
        self.set_title("更正", f"{len(view.corrections)} 次，原来的写法都保留")
        self.setVisible(bool(view.corrections))
        if self._lines is not None:
            self.body.removeWidget(self._lines)
            self._lines.deleteLater()
        self._lines = QWidget()
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(14))
        grid.setVerticalSpacing(theme().px(4))
        for row, one in enumerate(view.corrections):
            when = one.at.strftime("%Y-%m-%d %H:%M") if one.at else ""
            for column, (words, role) in enumerate(
                ((when, Role.MUTED), (one.what, Role.BODY), (f"原因：{one.reason}", Role.MUTED), (one.by, Role.MUTED))
            ):
                grid.addWidget(Label(words, role, wrap=column in (1, 2)), row, column)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        self.add(self._lines)
