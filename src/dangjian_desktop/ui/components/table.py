"""Tables: rows of cells made of words, tags, dots and bars, with buttons in the row; all painted by one delegate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from dangjian_desktop.ui.components.cells import Cell, CellDelegate, RowButton
from dangjian_desktop.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in the design's pixels (compact), or a share of what is left.

    ``right`` aligns numbers; ``group`` marks the column whose equal neighbours below one another are merged.
    """

    title: str
    width: int = 0
    stretch: int = 0
    right: bool = False
    centre: bool = False
    group: bool = False


@dataclass(frozen=True)
class Row:
    """A row: its id, its cells, and what it is: ``strong`` bold, ``alarm`` tinted rust."""

    id: str
    cells: tuple[Cell, ...]
    strong: bool = False
    alarm: bool = False
    extra: Any = field(default=None, compare=False)


def row(id: str, *cells: Cell | str | int | None, strong: bool = False, alarm: bool = False, extra: Any = None) -> Row:
    """A row from cells or plain words; None is shown as —."""
    made = tuple(cell if isinstance(cell, Cell) else Cell.words("—" if cell is None else str(cell)) for cell in cells)
    return Row(id, made, strong, alarm, extra)


class TableModel(QAbstractTableModel):
    """Serves rows from plain tuples; nothing is computed while painting."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, number: int) -> Row | None:
        """The row shown at a place; None while it is still being fetched."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def id_at(self, number: int) -> str:
        """The id of the row at a place, "" if there is none."""
        return self._rows[number].id if 0 <= number < len(self._rows) else ""

    def place_of(self, id: str) -> int:
        """Where a row stands, -1 if it isn't there."""
        return next((place for place, row in enumerate(self._rows) if row.id == id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: Index) -> Cell | None:
        """What a place shows."""
        found = self.row_at(index.row())
        return found.cells[index.column()] if found and index.column() < len(found.cells) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return cell.plain
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and cell.buttons:
            return "，".join(f"按钮 {button.text}" for button in cell.buttons)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            side = Qt.AlignmentFlag.AlignHCenter if column.centre else side
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class Table(QTableView):
    """A table of whole rows. Enter or a double click opens a row; ← → choose its buttons, Enter or Space presses.

    ``row_height`` and ``head_height`` are the design's (compact, wide). ``fitted`` makes the table exactly as high as
    its rows, for use in a scrolled page.
    """

    opened = Signal(str)
    """A row was opened: its id."""
    selected = Signal(str)
    """Another row is the current one: its id."""
    button_pressed = Signal(str, str)
    """A row's button was pressed: row id, button key."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        row_height: tuple[int, int] = (30, 42),
        head_height: tuple[int, int] = (30, 40),
        fitted: bool = False,
        single_click: bool = False,
        model: TableModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._row_height = row_height
        self._head_height = head_height
        self._fitted = fitted
        self._single = single_click
        self.table = model or TableModel(columns, self)
        self.setModel(self.table)
        self.hovered = -1
        self.button_place = -1
        """Which of the current row's buttons the keyboard is on; -1 = the row itself."""
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if fitted:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.table.modelReset.connect(self._reset)
        self.selectionModel().currentRowChanged.connect(self._moved)
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the current one stays if it is still there."""
        before = self.current_id
        self.table.set_rows(rows)
        place = self.table.place_of(before) if before else -1
        if place >= 0:
            self.selectRow(place)

    @property
    def current_id(self) -> str:
        """The id of the current row, "" if there is none."""
        return self.table.id_at(self.currentIndex().row())

    def choose(self, id: str) -> bool:
        """Make a row the current one; False if it isn't there."""
        place = self.table.place_of(id)
        if place < 0:
            return False
        self.selectRow(place)
        self.scrollTo(self.table.index(place, 0))
        return True

    def buttons_of(self, place: int) -> list[tuple[int, RowButton]]:
        """(column, button) of all buttons in a row, in reading order."""
        found = self.table.row_at(place)
        if found is None:
            return []
        return [(column, button) for column, cell in enumerate(found.cells) for button in cell.buttons]

    def _reset(self) -> None:
        self.button_place = -1
        self.hovered = -1
        self.clearSpans()
        for column, spec in enumerate(self._columns):
            if spec.group:
                self._merge(column)
        self._fit_height()

    def _merge(self, column: int) -> None:
        start = 0
        count = self.table.rowCount()
        for place in range(1, count + 1):
            here = self.table.row_at(place)
            first = self.table.row_at(start)
            if here is None or first is None or here.cells[column] != first.cells[column]:
                if place - start > 1:
                    self.setSpan(start, column, place - start, 1)
                start = place

    def _fit(self) -> None:
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(*self._row_height))
        self.horizontalHeader().setFixedHeight(px(*self._head_height))
        self._fit_columns()
        self._fit_height()

    def _fit_height(self) -> None:
        if self._fitted:
            high = self.horizontalHeader().height() if not self.horizontalHeader().isHidden() else 0
            self.setFixedHeight(high + self.table.rowCount() * theme().px(*self._row_height))

    def _fit_columns(self) -> None:
        px = theme().px
        fixed = [px(column.width) for column in self._columns]
        spare = self.viewport().width() - sum(fixed)
        if spare < 0:
            # Too narrow for all: everybody gives, the last column stays reachable.
            fixed = [max(px(28), round(width * self.viewport().width() / sum(fixed))) for width in fixed]
        room = max(0, spare)
        shares = sum(column.stretch for column in self._columns)
        left = room
        for number, column in enumerate(self._columns):
            share = room * column.stretch // shares if shares else 0
            left -= share
            self.setColumnWidth(number, fixed[number] + share)
        if shares and left > 0:
            last = max(number for number, column in enumerate(self._columns) if column.stretch)
            self.setColumnWidth(last, self.columnWidth(last) + left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.button_place = -1
        found = self.table.id_at(current.row())
        if found:
            self.selected.emit(found)
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        found = self.table.id_at(index.row())
        if found:
            self.opened.emit(found)

    def button_at(self, point: QPoint) -> tuple[int, RowButton] | None:
        """(row, button) under a point of the viewport; the click area is the whole height of the row."""
        index = self.indexAt(point)
        cell = self.table.cell(index) if index.isValid() else None
        if cell is None or not cell.buttons:
            return None
        delegate = self.itemDelegate()
        assert isinstance(delegate, CellDelegate)
        for button, rect in delegate.button_rects(cell, self.visualRect(index)):
            if rect.left() - 3 <= point.x() <= rect.right() + 3:
                return index.row(), button
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.indexAt(event.position().toPoint()).row()
        if place != self.hovered:
            self.hovered = place
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: Any) -> None:
        self.hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        hit = self.button_at(point)
        if hit is not None:
            self.button_pressed.emit(self.table.id_at(hit[0]), hit[1].key)
        elif self._single and self.indexAt(point).isValid():
            self._open(self.indexAt(point))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        point = event.position().toPoint()
        if not self._single and self.button_at(point) is None and self.indexAt(point).isValid():
            self._open(self.indexAt(point))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        place = self.currentIndex().row()
        buttons = self.buttons_of(place)
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and buttons:
            step = 1 if key == Qt.Key.Key_Right else -1
            self.button_place = max(-1, min(len(buttons) - 1, self.button_place + step))
            self.viewport().update()
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or (key == Qt.Key.Key_Space and self.button_place >= 0):
            found = self.table.id_at(place)
            if found and 0 <= self.button_place < len(buttons):
                self.button_pressed.emit(found, buttons[self.button_place][1].key)
            elif found:
                self.opened.emit(found)
            return
        super().keyPressEvent(event)

    def button_rect(self, id: str, key: str) -> QRect:
        """Where a row's button is in the viewport (empty if there is none); for tests and help."""
        place = self.table.place_of(id)
        for column, button in self.buttons_of(place):
            if button.key == key:
                index = self.table.index(place, column)
                cell = self.table.cell(index)
                delegate = self.itemDelegate()
                assert isinstance(delegate, CellDelegate)
                assert cell is not None
                return next(r for b, r in delegate.button_rects(cell, self.visualRect(index)) if b.key == key)
        return QRect()
