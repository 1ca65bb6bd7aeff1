"""The line below the board: what the chosen item is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dangjian_desktop.annual_plan.page.chip import sentence
from dangjian_desktop.feature import Scheduled
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.labels import ElidedLabel, Role
from dangjian_desktop.ui.theme import theme

_HINT = "点一项打开它的记录；拖到别的月份就改期。用键盘：方向键选，Enter 打开，Ctrl+↑ ↓ 换月，F2 改日期。"


class ItemStrip(QWidget):
    """One line, always there; its buttons act on the item that has the keyboard."""

    opened = Signal(object)
    shifted = Signal(object, int)
    redated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Scheduled | None = None
        self.words = ElidedLabel(_HINT, Role.MUTED)
        self.earlier = Button("上个月", Kind.ROW, icon_name="chevron-up", on=lambda: self._shift(-1))
        self.later = Button("下个月", Kind.ROW, icon_name="chevron-down", on=lambda: self._shift(1))
        self.redate = Button("改日期", Kind.ROW, on=lambda: self.redated.emit(self.item))
        self.open = Button("打开", Kind.ROW, on=lambda: self.opened.emit(self.item))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6, 8))
        row.addWidget(self.words, 1)
        for button in (self.earlier, self.later, self.redate, self.open):
            row.addWidget(button)
        self.setMinimumHeight(theme().px(28, 36))
        self.show_item(None)

    def show_item(self, item: Scheduled | None) -> None:
        """Show an item, or how the board is used."""
        self.item = item
        self.words.setText(sentence(item) if item else _HINT)
        self.words.set_role(Role.BODY if item else Role.MUTED)
        movable = item is not None and item.move is not None
        self.earlier.setVisible(movable and item is not None and item.month > 1)
        self.later.setVisible(movable and item is not None and item.month < 12)
        self.redate.setVisible(movable)
        self.open.setVisible(item is not None)

    def _shift(self, by: int) -> None:
        if self.item is not None:
            self.shifted.emit(self.item, self.item.month + by)
