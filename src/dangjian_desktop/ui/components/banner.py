"""Banners: what is overdue or due soon, or the rule that holds here, with a button at the right."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class BannerKind(StrEnum):
    """What a banner says."""

    OVER = "over"
    DUE = "due"
    OK = "ok"
    INFO = "info"
    GOLD = "gold"


_LOOK = {
    BannerKind.OVER: ("circle-alert", Tone.OVER, Role.OVER),
    BannerKind.DUE: ("clock", Tone.DUE, Role.DUE),
    BannerKind.OK: ("circle-check", Tone.OK, Role.OK),
    BannerKind.INFO: ("info", Tone.INFO, Role.INFO),
    BannerKind.GOLD: ("book-open", Tone.GOLD, Role.GOLD),
}


class Banner(QFrame):
    """Icon, a bold word (逾期 12 天), a sentence, and buttons added with :meth:`add`."""

    def __init__(self, kind: BannerKind, strong: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", kind.value)
        name, tone, role = _LOOK[kind]
        px = theme().px
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(14, 16), px(5), px(8, 10), px(5))
        self._row.setSpacing(px(10))
        self._row.addWidget(Mark(name, tone.text))
        self.strong = Label(strong, role)
        if kind is not BannerKind.GOLD:
            self.strong.setObjectName("strong")
        if not strong:
            self.strong.hide()
        self.sentence = ElidedLabel(sentence, Role.GOLD if kind is BannerKind.GOLD else Role.BODY)
        self._row.addWidget(self.strong)
        self._row.addWidget(self.sentence, 1)
        self.setMinimumHeight(px(46, 50) if kind is not BannerKind.GOLD else px(32, 40))

    def set_text(self, strong: str, sentence: str = "") -> None:
        """Say something else."""
        self.strong.setText(strong)
        self.strong.setVisible(bool(strong))
        self.sentence.setText(sentence)

    def add(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._row.addWidget(widget)
