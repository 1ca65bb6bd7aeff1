"""Choosing a record of some kinds by words: what each capability finds, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.feature import Hit, find_reference
from dangjian_desktop.store import Reader
from dangjian_desktop.ui.components.cells import Cell, Words
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

LIMIT = 60
WAIT = 150
"""Milliseconds after the last key before the database is asked."""


class LinkPicker(Dialog):
    """A field and what was found; Enter or a double click takes the record. ``chosen`` gets the hit."""

    def __init__(
        self,
        context: WindowContext,
        title: str,
        kinds: Sequence[str],
        chosen: Callable[[Hit], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "选定", parent)
        self._context = context
        self._kinds = tuple(kinds)
        self._chosen = chosen
        self._hits: dict[str, Hit] = {}
        px = theme().px
        self.setMinimumSize(px(560, 680), px(360, 480))
        self.words = LineEdit(placeholder="输几个字查找；不输就是最近的")
        self.words.setAccessibleName("查找")
        self.table = Table((Column("", 320, stretch=1), Column("", 84)), row_height=(30, 38))
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName(title)
        self.table.opened.connect(lambda _id: self.confirm())
        self.nothing = Label("没有找到。", Role.MUTED)
        self.nothing.hide()
        self.body.addWidget(self.words)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.nothing)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._ask)
        self.words.textEdited.connect(lambda _text: self._timer.start())
        self.finished.connect(self.deleteLater)
        self.words.setFocus()
        self._ask()

    def _ask(self) -> None:
        text, kinds = self.words.text().strip(), self._kinds
        self._context.query(lambda reader: found(reader, kinds, text), self._show, self, key="pick")

    def _show(self, hits: list[Hit]) -> None:
        self._hits = {hit.id: hit for hit in hits}
        today = self._context.today
        self.table.set_rows(
            [
                row(
                    hit.id,
                    Cell.of(Words(hit.title), *((Words(hit.detail, Tone.PLAIN),) if hit.detail else ())),
                    short_day(hit.day, today) if hit.day else "",
                )
                for hit in hits
            ]
        )
        if hits and not self.table.current_id:
            self.table.selectRow(0)
        self.nothing.setVisible(not hits)
        self.accept_button.setEnabled(bool(hits))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.words.hasFocus():
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    def confirm(self) -> None:
        """Take the row that is current."""
        hit = self._hits.get(self.table.current_id)
        if hit is not None:
            self.accept()
            self._chosen(hit)


def found(reader: Reader, kinds: Sequence[str], text: str) -> list[Hit]:
    """The records of these kinds that their capabilities find, the newest first."""
    hits: list[Hit] = []
    for kind in kinds:
        reference = find_reference(reader, kind)
        if reference is not None:
            hits += reference.find(reader, text, LIMIT)
    return sorted(hits, key=lambda hit: (hit.day is not None, hit.day), reverse=True)[:LIMIT]
