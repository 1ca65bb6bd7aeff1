"""… with what else can be done; by keyboard too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from dangjian_desktop.ui.components.buttons import ToolButton
from dangjian_desktop.ui.icons import icon

Choice = tuple[str, str, Callable[[], object]]
"""Words, icon ("" = none) and what happens; empty words are a line between."""


class MoreButton(ToolButton):
    """Opens a menu of choices below itself; they are asked for each time."""

    def __init__(self, tip: str, choices: Callable[[], Sequence[Choice]]) -> None:
        super().__init__("ellipsis", tip=tip, mini=True)
        self._choices = choices
        self.clicked.connect(self.open)

    def open(self) -> None:
        """Show the menu below the button."""
        menu = QMenu(self)
        for words, icon_name, on in self._choices():
            if not words:
                menu.addSeparator()
                continue
            action = menu.addAction(words)
            if icon_name:
                action.setIcon(icon(icon_name, 16))
            action.triggered.connect(lambda _checked=False, on=on: on())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
