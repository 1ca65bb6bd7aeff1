"""A field for a private value: masked until 显示 is pressed, masked again when the record is left."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Signal

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.roster.private import mask
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.fields import Field


class PrivateEdit(LineEdit):
    """Shows the mask, so that neither the screen nor the clipboard tells the value; editing needs 显示 first.

    An empty field can be typed into at once.
    """

    turned = Signal()

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field
        self._whole = ""
        self.shown = True
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        self._whole = text

    def raw(self) -> str:
        return self._whole

    def set_raw(self, raw: str) -> None:
        self._whole = raw
        self.show_whole(not raw)

    def show_whole(self, shown: bool) -> None:
        """Show the value itself, or its mask."""
        self.shown = shown
        self.setReadOnly(not shown)
        self.setText(self._whole if shown else mask(self._field, self._whole))
        self.setCursorPosition(0)
        self.turned.emit()

    def value(self) -> Any:
        text = self._whole.strip()
        if self._field != "dues_base" or not text:
            return text or None
        try:
            amount = Decimal(text.replace(",", "").removesuffix("元"))
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or amount < 0:
            raise Refused("党费计算基数应是数字。", hint="例如 6500。")
        return amount


def private_field(label: str, name: str, *, help: str = "") -> Field:
    """The field with its button 显示 / 遮住."""
    edit = PrivateEdit(name)
    field = Field(label, edit, name=name, help=help)
    button = Button("显示", Kind.LINK, tip=f"显示{label}，离开时自动遮住")
    button.clicked.connect(lambda _checked=False: edit.show_whole(not edit.shown))

    def dress() -> None:
        button.setText("遮住" if edit.shown else "显示")
        button.setVisible(bool(edit.raw()))
        button.setAccessibleName(f"{button.text()}{label}")

    edit.turned.connect(dress)
    edit.edited.connect(dress)
    dress()
    field.add_helper(button)
    return field
