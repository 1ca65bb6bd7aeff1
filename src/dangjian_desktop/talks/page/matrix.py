"""Who × whom: a row for each committee member, a column for each member, names upright, Party groups above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStyledItemDelegate, QTableView, QWidget

from dangjian_desktop.talks.reading import Someone, YearView
from dangjian_desktop.talks.rules import PairKind
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

Index = QModelIndex | QPersistentModelIndex
_SUMS = (("支委谈过", PairKind.COMMITTEE_MEMBER), ("党员之间", PairKind.MEMBERS))
GAP = "空"


class MatrixModel(QAbstractTableModel):
    """The talks of a year between pairs; the last two rows say of everybody whether they were reached."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view: YearView | None = None
        self._gaps: frozenset[tuple[str, str]] = frozenset()

    def set_view(self, view: YearView) -> None:
        """Show this year."""
        self.beginResetModel()
        self.view = view
        gaps = set()
        for lack in view.coverage.lacks:
            gaps |= {(lack.person, lack.partner or str(kind)) for kind in lack.kinds}
            gaps |= {(lack.partner, lack.person)} if lack.partner else set()
        self._gaps = frozenset(gaps)
        self.endResetModel()

    @property
    def people(self) -> Sequence[Someone]:
        """The columns."""
        return self.view.people if self.view else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.view is None else len(self.view.leaders) + len(_SUMS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.people)

    def is_sum(self, row: int) -> bool:
        """Whether the row is one of the last two."""
        return self.view is not None and row >= len(self.view.leaders)

    def pair(self, row: int, column: int) -> tuple[str, str]:
        """(who, whom) of a cell; who is "" in the last two rows."""
        who = "" if self.view is None or self.is_sum(row) else self.view.leaders[row].id
        return who, self.people[column].id

    def same(self, row: int, column: int) -> bool:
        """Whether a cell asks for somebody's talk with themselves, or for one that isn't asked of them."""
        who, whom = self.pair(row, column)
        return who == whom or (self.is_sum(row) and self.view is not None and whom in self.view.coverage.leaders)

    def count(self, row: int, column: int) -> int:
        """How many talks a cell stands for."""
        if self.view is None or self.same(row, column):
            return 0
        who, whom = self.pair(row, column)
        found = self.view.coverage
        if self.is_sum(row):
            kind = _SUMS[row - len(self.view.leaders)][1]
            return (found.reached if kind is PairKind.COMMITTEE_MEMBER else found.among).get(whom, 0)
        return found.between.get(frozenset((who, whom)), 0)

    def gap(self, row: int, column: int) -> bool:
        """Whether a talk is wanting here."""
        who, whom = self.pair(row, column)
        if self.view is not None and self.is_sum(row):
            return (whom, str(_SUMS[row - len(self.view.leaders)][1])) in self._gaps
        return (whom, who) in self._gaps

    def row_name(self, row: int) -> str:
        """李卫国, or what one of the last rows counts."""
        if self.view is None:
            return ""
        if self.is_sum(row):
            name = _SUMS[row - len(self.view.leaders)][0]
            return name if self.view.coverage.committee or row > len(self.view.leaders) else "书记谈过"
        return self.view.leaders[row].label

    def short_name(self, row: int) -> str:
        """As :meth:`row_name`, without what tells two of one name apart unless both lead."""
        if self.view is None or self.is_sum(row):
            return self.row_name(row)
        one = self.view.leaders[row]
        return one.name if [other.name for other in self.view.leaders].count(one.name) == 1 else one.label

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        said = role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        if role == Qt.ItemDataRole.DisplayRole:
            count = self.count(row, column)
            return GAP if self.gap(row, column) else str(count) if count else ""
        if not said or self.same(row, column):
            return None
        count = self.count(row, column)
        state = f"{count} 次" if count else "还没谈" if self.gap(row, column) else "没有谈过"
        return f"{self.row_name(row)}，{self.people[column].label}：{state}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.row_name(section)
        return self.people[section].label if section < len(self.people) else None


class _Names(QHeaderView):
    """Party groups in the first line, below them the names upright."""

    def __init__(self, parent: QTableView, model: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(10)

    @property
    def _group_line(self) -> int:
        return theme().px(22, 28)

    @property
    def _letter(self) -> int:
        return theme().px(17, 20)

    def sizeHint(self) -> QSize:
        longest = max((len(one.name) for one in self._model.people), default=2)
        return QSize(0, self._group_line + min(longest, 4) * self._letter + theme().px(10, 12))

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        people = self._model.people
        start = 0
        for place in range(1, len(people) + 1):
            if place == len(people) or people[place].group != people[start].group:
                left = self.sectionViewportPosition(start)
                right = self.sectionViewportPosition(place - 1) + self.sectionSize(place - 1)
                self._paint_group(painter, QRect(left, 0, right - left, self._group_line), people[start].group)
                start = place
        painter.end()

    def _paint_group(self, painter: QPainter, box: QRect, name: str) -> None:
        painter.setFont(theme().font(13, 15))
        painter.setPen(QColor(tokens.INK2))
        words = painter.fontMetrics().elidedText(name or "未编组", Qt.TextElideMode.ElideRight, box.width() - 4)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.setPen(QPen(QColor(tokens.LINE3), 1))
        painter.drawLine(box.left() + 4, box.bottom(), box.right() - 4, box.bottom())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, QColor(tokens.SUNK))
        one = self._model.people[section]
        led = self._model.view is not None and one.id in self._model.view.coverage.leaders
        painter.setFont(theme().font(bold=led))
        painter.setPen(QColor(tokens.INK))
        letters = one.name[:4]
        top = rect.top() + self._group_line + theme().px(5, 6)
        high = rect.bottom() - top - theme().px(3, 4)
        # Two characters are spread over the height of three, as names in a column are.
        step = self._letter * (1.0 if len(letters) != 2 else 2.0)
        shift = (high - self._letter * max(3, len(letters))) / 2 if len(letters) <= 3 else 0
        for place, letter in enumerate(letters):
            box = QRectF(rect.left(), top + max(0, shift) + place * step, rect.width(), self._letter)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)
        painter.restore()


class _Rows(QHeaderView):
    """The committee's names, and what the last two rows count."""

    def __init__(self, parent: QTableView, model: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(10)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, QColor(tokens.SUNK))
        painter.setPen(QPen(QColor(tokens.LINE2), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme().font(bold=not self._model.is_sum(section)))
        painter.setPen(QColor(tokens.INK2 if self._model.is_sum(section) else tokens.INK))
        box = rect.adjusted(theme().px(10, 12), 0, -theme().px(4), 0)
        words = painter.fontMetrics().elidedText(
            self._model.short_name(section), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()


class _Cell(QStyledItemDelegate):
    def __init__(self, table: Matrix, model: MatrixModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        rect, row, column = option.rect, index.row(), index.column()
        gap, count = self._model.gap(row, column), self._model.count(row, column)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.SUNK if self._model.is_sum(row) else tokens.CARD
        painter.fillRect(rect, QColor(Tone.DUE.fill if gap else ground))
        painter.setPen(QPen(QColor(tokens.LINE2), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QPen(QColor(tokens.LINE3 if self._ends_group(column) else tokens.LINE2), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        middle = int(Qt.AlignmentFlag.AlignCenter)
        if self._model.same(row, column):
            painter.setPen(QColor(tokens.INK3))
            painter.drawText(rect, middle, "—")
        elif gap:
            painter.setFont(theme().font(13, 15))
            painter.setPen(QColor(Tone.DUE.text))
            painter.drawText(rect, middle, GAP)
        elif count:
            self._paint_count(painter, rect, count)
        if self._table.currentIndex() == index and self._table.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.RED), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -2.5, -2.5), 3, 3)
        painter.restore()

    def _paint_count(self, painter: QPainter, rect: QRect, count: int) -> None:
        side = theme().px(9, 11)
        words = str(count) if count > 1 else ""
        painter.setFont(theme().font(12, 14))
        wide = side + (theme().px(3) + painter.fontMetrics().horizontalAdvance(words) if words else 0)
        left = rect.center().x() + 0.5 - wide / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Tone.OK.text))
        painter.drawEllipse(QRectF(left, rect.center().y() + 0.5 - side / 2, side, side))
        if words:
            painter.setPen(QColor(Tone.OK.text))
            box = QRectF(left + side + theme().px(3), rect.top(), rect.width(), rect.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _ends_group(self, column: int) -> bool:
        people = self._model.people
        return column + 1 < len(people) and people[column].group != people[column + 1].group


class Matrix(QTableView):
    """The matrix as a table: arrow keys move, Enter or a click chooses a pair (who is "" in the last two rows)."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = MatrixModel(self)
        self.setModel(self.matrix)
        self._names = _Names(self, self.matrix)
        self.setHorizontalHeader(self._names)
        self.setItemDelegate(_Cell(self, self.matrix))
        self.setAccessibleName("谁和谁谈过")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalHeader(_Rows(self, self.matrix))
        theme().changed.connect(self._fit)

    def set_view(self, view: YearView) -> None:
        """Show this year; the current cell stays where it is if it can."""
        place = self.currentIndex()
        row, column = place.row(), place.column()
        self.matrix.set_view(view)
        self._fit()
        if 0 <= row < self.matrix.rowCount() and 0 <= column < self.matrix.columnCount():
            self.setCurrentIndex(self.matrix.index(row, column))

    def _fit(self) -> None:
        high = theme().px(26, 34)
        head = self._names.sizeHint().height()
        self.verticalHeader().setDefaultSectionSize(high)
        self.verticalHeader().setFixedWidth(theme().px(96, 120))
        self._names.setFixedHeight(head)
        self._fit_columns()
        self.setFixedHeight(head + self.matrix.rowCount() * high + 2)

    def _fit_columns(self) -> None:
        count = self.matrix.columnCount()
        if not count:
            return
        room = self.width() - self.verticalHeader().width() - 2
        # A branch has fifty members at most; narrower than this a name can't stand.
        least = theme().px(17)
        wide = max(least, min(theme().px(64, 72), room // count))
        spare = room - wide * count if wide > least and wide < theme().px(64, 72) else 0
        for place in range(count):
            self.setColumnWidth(place, wide + (1 if place < spare else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self.indexAt(event.position().toPoint()))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self.matrix.same(index.row(), index.column()):
            self.chosen.emit(*self.matrix.pair(index.row(), index.column()))
