"""The search right of the tabs: Ctrl+F, words or a participant's initials, results below, Enter opens."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from dangjian_desktop.base.dates import short_day
from dangjian_desktop.feature import Hit
from dangjian_desktop.store import Reader
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.cells import Cell
from dangjian_desktop.ui.components.editors import LineEdit
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

EACH = 6
"""How many hits of one capability are shown."""
WAIT = 150
"""Milliseconds after the last key before the database is asked."""


@dataclass(frozen=True)
class Found:
    """What one capability found."""

    title: str
    hits: tuple[Hit, ...]


class SearchBox(LineEdit):
    """The field and its list of results, which is a child of the window and so never outlives it."""

    def __init__(self, context: WindowContext, window: QWidget) -> None:
        super().__init__(placeholder="搜索")
        self._context = context
        self._window = window
        self.setProperty("search", "true")
        self.setAccessibleName("搜索（Ctrl+F）")
        self._glass = Mark("search", tokens.INK2)
        self._glass.setParent(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._keys = QLabel("Ctrl+F", self)
        self._keys.setProperty("role", "muted")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.results = _Results(window)
        self.results.table.opened.connect(self._open)
        window.installEventFilter(self)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(148, 280))
        self.setTextMargins(theme().px(21, 24), 0, 0, 0)
        self._place_keys()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_keys()

    def _place_keys(self) -> None:
        self._keys.adjustSize()
        self._keys.move(
            self.width() - self._keys.width() - theme().px(8, 12), (self.height() - self._keys.height()) // 2
        )
        self._glass.resize(self._glass.sizeHint())
        self._glass.move(theme().px(9, 10), (self.height() - self._glass.height()) // 2)
        self._keys.setVisible(not self.text() and not self.hasFocus())

    def _typed(self, text: str) -> None:
        self._place_keys()
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self.results.hide()

    def _ask(self) -> None:
        text = self.text().strip()
        if not text:
            return
        features = self._context.features

        def read(reader: Reader) -> list[Found]:
            found = []
            for feature in features:
                hits = tuple(feature.search(reader, text, EACH)) if feature.search else ()
                if hits:
                    found.append(Found(feature.title, hits))
            return found

        self._context.query(read, self._show, self, key="search")

    def _show(self, found: list[Found]) -> None:
        if not self.text().strip():
            return
        self.results.show_found(found, self.text().strip(), self._context)
        self._place_results()

    def _place_results(self) -> None:
        width = min(theme().px(460, 560), self._window.width() - 24)
        right = self.mapTo(self._window, QPoint(self.width(), self.height() + 4))
        self.results.setGeometry(
            max(12, min(right.x(), self._window.width() - 12) - width), right.y(), width, self.results.wanted_height
        )
        self.results.show()
        self.results.raise_()

    def _open(self, place: str) -> None:
        hit = self.results.hit(place)
        self.close_results()
        if hit is not None:
            self._context.open_kind(hit.kind, hit.id)

    def close_results(self) -> None:
        """Take the list away and empty the field."""
        self._timer.stop()
        self.results.hide()
        self.clear()
        self._place_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_results()
            self.clearFocus()
            return
        if self.results.isVisible():
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                self.results.step(1 if key == Qt.Key.Key_Down else -1)
                return
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._open(self.results.table.current_id)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self._place_keys()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._place_keys()
        QTimer.singleShot(0, self, self._left)

    def _left(self) -> None:
        if not self.hasFocus() and not self.results.table.hasFocus():
            self.results.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.results.isVisible():
            self._place_results()
        return super().eventFilter(watched, event)


class _Results(QFrame):
    """The list below the field: title, detail, day; a line for each capability."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("popup", "true")
        self._hits: dict[str, Hit] = {}
        self.table = Table(
            [Column("", 160, stretch=2), Column("", 150, stretch=1), Column("", 86, right=True)], single_click=True
        )
        self.table.horizontalHeader().hide()
        self._none = Label("", Role.MUTED, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.addWidget(self._none)
        column.addWidget(self.table)
        self.hide()

    def hit(self, place: str) -> Hit | None:
        return self._hits.get(place)

    @property
    def wanted_height(self) -> int:
        rows = self.table.table.rowCount()
        line = theme().px(30, 42)
        return 12 + (min(rows, 11) * line if rows else 2 * line)

    def show_found(self, found: list[Found], text: str, context: WindowContext) -> None:
        rows: list[Row] = []
        self._hits = {}
        for group in found:
            for hit in group.hits:
                place = f"{len(rows)}"
                self._hits[place] = hit
                day = short_day(hit.day, context.today) if hit.day else ""
                title = Cell.words(hit.title, bold=True, tip=hit.title)
                detail = Cell.words(hit.detail or group.title, Tone.PLAIN, tip=hit.detail)
                rows.append(row(place, title, detail, Cell.words(day, Tone.PLAIN)))
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setText("" if rows else f"没有找到“{text}”。可以输标题里的字、地点，或参加人的姓名首字母。")
        self._none.setVisible(not rows)
        if rows:
            self.table.selectRow(0)

    def step(self, by: int) -> None:
        count = self.table.table.rowCount()
        if count:
            self.table.selectRow((self.table.currentIndex().row() + by) % count)
