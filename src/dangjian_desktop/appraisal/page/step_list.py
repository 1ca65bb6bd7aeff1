"""The steps of a year one below the other: how each stands by icon, colour and words; the keyboard walks through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dangjian_desktop.appraisal.rules.steps import Step, StepKey, StepState
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

Index = QModelIndex | QPersistentModelIndex
_LOOK = {
    StepState.DONE: ("circle-check", Tone.OK.text, "已完成"),
    StepState.DOING: ("circle-dot", Tone.DUE.text, "进行中"),
    StepState.TO_DO: ("circle", tokens.INK3, "还没做"),
    StepState.PASSED: ("circle-slash", tokens.INK3, "没有记录"),
}


class _Steps(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()
        self.next: StepKey | None = None

    def replace(self, steps: Sequence[Step], next_key: StepKey | None) -> None:
        same = len(self.steps) == len(steps)
        if same:
            self.steps, self.next = tuple(steps), next_key
            self.dataChanged.emit(self.index(0, 0), self.index(len(steps) - 1, 0))
            return
        self.beginResetModel()
        self.steps, self.next = tuple(steps), next_key
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return step.title
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            mark = "，下一步" if step.key is self.next else ""
            return f"{step.title}，{_LOOK[step.state][2]}，{step.words}{mark}"
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(120), theme().px(38, 54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px = theme().px
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, _Steps)
        step = model.steps[index.row()]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(rect, QColor(tokens.SELECTED))
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(tokens.RED))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.HOVER))
        if index.row() + 1 < len(model.steps):
            painter.setPen(QPen(QColor(tokens.LINE2), 1))
            painter.drawLine(rect.left() + px(38), rect.bottom(), rect.right(), rect.bottom())
        self._words(painter, rect, step, is_next=step.key is model.next, chosen=chosen)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, step: Step, *, is_next: bool, chosen: bool) -> None:
        px = theme().px
        name, colour, _said = _LOOK[step.state]
        side = px(17, 20)
        colour = tokens.RED if is_next else colour
        paint_icon(painter, QRectF(rect.left() + px(12), rect.center().y() - side / 2, side, side), name, colour)
        left = rect.left() + px(38, 44)
        box = QRect(left, rect.top(), rect.right() - left - px(8), rect.height())
        middle = rect.top() + rect.height() // 2
        upper = QRect(left, middle - px(18, 24), box.width(), px(19, 25))
        lower = QRect(left, middle, box.width(), px(17, 22))
        painter.setFont(theme().font(bold=chosen or is_next))
        painter.setPen(QColor(tokens.RED if is_next else tokens.INK))
        middle_left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(upper, middle_left, step.title)
        painter.setFont(theme().font(12, 14))
        painter.setPen(QColor(tokens.INK2))
        words = painter.fontMetrics().elidedText(step.words, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, middle_left, words)


class StepList(QListView):
    """All steps; the chosen one is shown beside them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = _Steps(self)
        self.setModel(self._steps)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setAccessibleName("组织生活会和民主评议的步骤")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)
        theme().changed.connect(self.doItemsLayout)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is shown."""
        return self._steps.steps

    @property
    def current(self) -> str:
        """The key of the step that is shown, "" before one was."""
        index = self.currentIndex()
        return self._steps.steps[index.row()].key.value if index.isValid() else ""

    def set_steps(self, steps: Sequence[Step], next_key: StepKey | None) -> None:
        """Show how the steps stand; the chosen one stays."""
        self._steps.replace(steps, next_key)

    def choose(self, key: str) -> None:
        """Show a step."""
        place = next((number for number, step in enumerate(self._steps.steps) if step.key.value == key), -1)
        if place >= 0:
            self.setCurrentIndex(self._steps.index(place, 0))

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._steps.steps[index.row()].key.value)
