"""What stands where nothing is yet: one sentence, why it matters, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme


class EmptyState(QFrame):
    """A dashed frame with a bold sentence, one reason, and buttons (one secondary, one quiet)."""

    def __init__(self, sentence: str, reason: str = "", *buttons: QWidget, icon_name: str = "inbox") -> None:
        super().__init__()
        self.setProperty("empty", "true")
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
