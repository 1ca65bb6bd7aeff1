"""Ready questions and terms that run out, as tiles: what is asked, today's answer, and the view that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QMenu, QSizePolicy, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.labels import discard
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

MOST = {2: 4, 4: 8}
"""How many tiles there is room for, by the number of columns; the rest is in the last one's menu."""


@dataclass(frozen=True)
class TileContent:
    """What a tile says: the first of the ``answers`` that there is room for; ``calm`` where nothing is to see to."""

    title: str
    answers: tuple[str, ...]
    tone: Tone = Tone.INK
    calm: bool = False
    tip: str = ""


class Tile(QAbstractButton):
    """A small card that is a button: a question at the left, its answer at the right."""

    def __init__(self, content: TileContent, on: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.setText(f"{content.title} {content.answers[0]}".strip())
        self.setAccessibleName(self.text())
        self.setToolTip(content.tip)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda _checked=False: on())
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(150, 260), theme().px(31, 48))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120, 180), theme().px(31, 48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, found = theme().px, self.content
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = tokens.RED if self.hasFocus() else tokens.LINE3 if self.underMouse() else tokens.LINE
        painter.setPen(QPen(QColor(line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(tokens.CARD))
        inset = 1.0 if self.hasFocus() else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), px(8), px(8))
        side, edge = px(14, 16), px(12, 18)
        right = self.width() - edge - side
        paint_icon(painter, QRectF(right, (self.height() - side) / 2, side, side), "chevron-right", tokens.INK2)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme().font(bold=not found.calm))
        painter.setPen(QColor(Tone.PLAIN.text if found.calm else found.tone.text))
        metrics = painter.fontMetrics()
        room = right - px(6) - edge
        left = room - px(8) - QFontMetrics(theme().font()).horizontalAdvance(found.title)
        last = found.answers[-1]
        answer = next((text for text in found.answers if metrics.horizontalAdvance(text) <= left), last)
        wide = metrics.horizontalAdvance(answer)
        box = QRectF(right - px(6) - wide, 0, wide + 2, self.height())
        painter.drawText(box, middle, answer)
        painter.setFont(theme().font())
        painter.setPen(QColor(tokens.INK))
        title = painter.fontMetrics().elidedText(found.title, Qt.TextElideMode.ElideRight, room - wide - px(8))
        painter.drawText(QRectF(edge, 0, room, self.height()), middle, title)
        painter.end()


class Tiles(QWidget):
    """Tiles in rows of ``columns``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._entries: tuple[tuple[TileContent, Callable[[], object]], ...] = ()
        self._columns = 2
        self.tiles: list[Tile] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tiles(self, entries: Sequence[tuple[TileContent, Callable[[], object]]], columns: int) -> None:
        """Show these, each with what pressing it does; what needs somebody stands first."""
        self._entries = tuple(sorted(entries, key=lambda entry: entry[0].calm))
        self._columns = columns
        self._fill()

    def set_columns(self, columns: int) -> None:
        """Arrange them otherwise."""
        if columns != self._columns:
            self._columns = columns
            self._fill()

    def _fill(self) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            discard(tile)
        most = MOST[self._columns]
        shown, rest = self._entries, self._entries[most - 1 :]
        if len(self._entries) > most:
            shown = self._entries[: most - 1]
        self.tiles = [Tile(content, on) for content, on in shown]
        if len(shown) < len(self._entries):
            self.tiles.append(Tile(TileContent("其他", (f"{len(rest)} 项",), calm=True), lambda: self._offer(rest)))
        self._grid.setSpacing(theme().px(8, 16))
        for number in range(4):
            self._grid.setColumnStretch(number, 1 if number < self._columns else 0)
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // self._columns, number % self._columns)
        self.setVisible(bool(self.tiles))

    def _offer(self, rest: Sequence[tuple[TileContent, Callable[[], object]]]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for content, on in rest:
            words = f"{content.title}　{content.answers[0]}".replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda _checked=False, on=on: on())
        last = self.tiles[-1]
        menu.popup(last.mapToGlobal(last.rect().bottomLeft()))
