"""往后两周: one line below 现在该做, in wide windows; 展开 lists what is planned, each entry opens its record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from dangjian_desktop.feature import Scheduled
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.labels import ElidedLabel, Role
from dangjian_desktop.ui.theme import theme

_NAMED = 3


class ComingLine(QWidget):
    """Hidden in narrow windows, which have no room to spare, and while nothing is planned."""

    wanted = Signal(object)
    """The :class:`Scheduled` that somebody wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Scheduled, ...] = ()
        self.words = ElidedLabel("", Role.MUTED)
        self.unfold = Button("展开", Kind.LINK)
        self._menu = QMenu(self.unfold)
        self.unfold.clicked.connect(
            lambda _checked=False: self._menu.popup(self.unfold.mapToGlobal(self.unfold.rect().bottomLeft()))
        )
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.unfold)
        theme().changed.connect(self._fit)
        self._fit()

    def show_items(self, items: Sequence[Scheduled]) -> None:
        """Show these, in the order of their days."""
        self._items = tuple(items)
        named = "　·　".join(f"{one.title} {_day(one)}" for one in items[:_NAMED])
        self.words.setText(f"往后两周还有 {len(items)} 件：{named}{'…' if len(items) > _NAMED else ''}")
        self._menu.clear()
        for one in items:
            words = f"{_day(one)}　{one.title}".replace("&", "&&")
            self._menu.addAction(words).triggered.connect(lambda _checked=False, one=one: self.wanted.emit(one))
        self._fit()

    @property
    def entries(self) -> list[str]:
        """What 展开 lists."""
        return [action.text() for action in self._menu.actions()]

    def press(self, place: int) -> None:
        """Choose an entry as the keyboard does."""
        self._menu.actions()[place].trigger()

    def _fit(self) -> None:
        px = theme().px
        self._row.setContentsMargins(px(14, 20), 0, px(14, 20), 0)
        self.setFixedHeight(px(31, 44))
        self.setVisible(theme().wide and bool(self._items))


def _day(one: Scheduled) -> str:
    return f"{one.day.month}-{one.day.day:02d}" if one.day else ""
