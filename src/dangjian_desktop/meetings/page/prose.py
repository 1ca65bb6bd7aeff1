"""A text of a row: as low as the fields beside it while it is one line, growing with what is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from dangjian_desktop.ui.components.editors import LongText
from dangjian_desktop.ui.theme import theme


class Prose(LongText):
    """One line at rest, as many as it takes up to ``most``; then it scrolls."""

    def __init__(self, *, most: int = 24, placeholder: str = "") -> None:
        super().__init__(lines=1, most=most, placeholder=placeholder)
        self.setProperty("small", "true")
        self.document().setDocumentMargin(1)
        self.setMinimumWidth(theme().px(120))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        whole = round(self.document().size().height())
        count = max(1, min(self._most, whole))
        always, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if whole > self._most else always)
        self.setFixedHeight(max(theme().px(26, 32), line * count + 2 * theme().px(1) + 4))
