"""The list folded to a rail while a record is open: months or short names, a mark where something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


@dataclass(frozen=True)
class RailItem:
    """A record in the rail: a few characters (10, 三季), its whole name as tip, ``alarm`` for a mark."""

    id: str
    text: str
    tip: str = ""
    alarm: bool = False


class _Items(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: tuple[RailItem, ...] = ()

    def replace(self, items: Sequence[RailItem]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return item.tip or item.text
        return item.text if role == Qt.ItemDataRole.DisplayRole else None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(52, 76), theme().px(36, 44))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        px = theme().px
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, _Items)
        item = model.items[index.row()]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(tokens.CARD))
            painter.setPen(QPen(QColor(tokens.LINE), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(tokens.RED))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.HOVER_FLAT))
        painter.setFont(theme().font(bold=chosen))
        painter.setPen(QColor(tokens.RED if chosen else tokens.INK2))
        box = rect.adjusted(0, 0, -px(12) if item.alarm else 0, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), item.text)
        if item.alarm:
            side = px(12, 13)
            half = painter.fontMetrics().horizontalAdvance(item.text) / 2
            place = QRectF(box.center().x() + half + px(3), rect.center().y() - side / 2 + 1, side, side)
            paint_icon(painter, place, "circle-alert", Tone.OVER.text)
        painter.restore()


class Rail(QWidget):
    """‹ 列表 on top, the records below it."""

    unfold_pressed = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("railPane")
        self._model = _Items(self)
        self.unfold = Button("列表", Kind.QUIET, icon_name="chevron-left", on=self.unfold_pressed.emit)
        self.unfold.setToolTip("回到列表（Esc）")
        self.view = QListView()
        self.view.setObjectName("rail")
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Painter(self.view))
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._clicked)
        self.view.activated.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.unfold)
        column.addWidget(self.view, 1)
        self._fit()
        theme().changed.connect(self._fit)

    def set_items(self, items: Sequence[RailItem], current: str = "") -> None:
        """Show these records with one of them open."""
        self._model.replace(items)
        self.set_current(current)

    def set_current(self, current: str) -> None:
        """Mark the record that is open."""
        place = next((number for number, item in enumerate(self._model.items) if item.id == current), -1)
        if place >= 0:
            self.view.setCurrentIndex(self._model.index(place, 0))
            self.view.scrollTo(self._model.index(place, 0))
        else:
            self.view.clearSelection()

    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.items[index.row()].id)

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(60, 76))
