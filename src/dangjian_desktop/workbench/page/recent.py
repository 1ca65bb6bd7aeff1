"""最近改动: a button whose menu lists what was done lately; an entry opens its record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.workbench.reading import Recent


class RecentButton(Button):
    """Hidden while nothing was ever done."""

    wanted = Signal(object)
    """The :class:`Recent` that somebody wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("最近改动", Kind.MENU, parent=parent)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.hide()

    def show_lines(self, lines: Sequence[Recent], now: datetime) -> None:
        """Offer these changes, the newest first."""
        self._menu.clear()
        for line in lines:
            self._menu.addAction(_words(line, now)).triggered.connect(
                lambda _checked=False, line=line: self.wanted.emit(line)
            )
        self.setVisible(bool(lines))

    @property
    def entries(self) -> list[str]:
        """What the menu says."""
        return [action.text() for action in self._menu.actions()]

    def press(self, place: int) -> None:
        """Choose an entry as the keyboard does."""
        self._menu.actions()[place].trigger()


def _words(line: Recent, now: datetime) -> str:
    when = f"{line.at:%H:%M}" if line.at.date() == now.date() else f"{line.at.month}-{line.at.day:02d}"
    text = f"{line.title}　{line.label.replace(line.title, '').strip()}"
    room = theme().px(440, 560)
    shown = text if len(text) * theme().em <= room else text[: room // theme().em - 1] + "…"
    return f"{when}　{shown}".replace("&", "&&")
