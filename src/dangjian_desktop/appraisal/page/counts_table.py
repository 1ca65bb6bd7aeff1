"""Typing the tally: digits go into the cell, Enter and Tab to the next; a block copied from Excel is pasted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStyledItemDelegate, QTableView, QWidget

from dangjian_desktop.appraisal.page.counts_model import (
    BLANKS,
    FIRST,
    GRADES,
    LAST,
    NAME,
    SELF,
    VERDICT,
    CountsModel,
    Index,
)
from dangjian_desktop.appraisal.page.counts_paste import pasted
from dangjian_desktop.appraisal.rules.grades import Grade
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

_WIDTHS = (146, 62, 62, 74, 66, 56, 56, 78, 84, 76)
_TONES = {
    Grade.EXCELLENT: Tone.GOLD,
    Grade.QUALIFIED: Tone.OK,
    Grade.BASICALLY_QUALIFIED: Tone.DUE,
    Grade.UNQUALIFIED: Tone.OVER,
}


class CountsTable(QTableView):
    """Four sums, the self grade and the verdict of each member.

    In the columns 自评 and 评定 the keys 1 to 4 give 优秀, 合格, 基本合格, 不合格. Enter there or on a name opens the
    member, as a double click does.
    """

    opened = Signal(str)
    """A member was opened."""
    verdict_given = Signal(str, str)
    """A member and the grade given by a key."""
    self_given = Signal(str, str)
    """A member and the grade that they gave themselves, by a key."""
    paste_failed = Signal(str)
    """Why what was pasted could not be understood."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = CountsModel(self)
        self.setModel(self.counts)
        self._fresh = True
        self.setItemDelegate(_Painter(self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName("民主测评票数")
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.counts.modelReset.connect(self._fit)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self._double)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(28, 38))
        self.horizontalHeader().setFixedHeight(px(28, 38))
        self.setFixedHeight(px(28, 38) * (self.counts.rowCount() + 1) + 2)
        self._fit_columns()

    def _fit_columns(self) -> None:
        room = self.width() - 2
        whole = sum(_WIDTHS)
        left = room
        for column, width in enumerate(_WIDTHS):
            wide = left if column == len(_WIDTHS) - 1 else room * width // whole
            self.setColumnWidth(column, wide)
            left -= wide

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def start(self) -> None:
        """Put the keyboard where something is wrong, else on the first sum that is still empty."""
        rows = range(self.counts.rowCount())
        places = [row for row in rows if self.counts.rows[row].graded]
        wrong = [row for row in places if self.counts.problem(row)]
        empty = [row for row in places if not self.counts.counts(row).entered]
        self.setFocus()
        self._fresh = True
        if places:
            self.setCurrentIndex(self.counts.index((wrong or empty or places)[0], FIRST))

    def paste(self) -> None:
        """Take a block from the clipboard: with names it finds its rows, without it goes down from the cell."""
        index = self.currentIndex()
        found = pasted(
            QGuiApplication.clipboard().text(), self.counts.rows, index.row(), index.column() if index.isValid() else 0
        )
        if isinstance(found, str):
            self.paste_failed.emit(found)
            return
        for row, column, value in found:
            self.counts.put(row, column, value)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif not index.isValid() or not self._key(event, index):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent, index: Index) -> bool:
        row, column = index.row(), index.column()
        key, text = event.key(), event.text()
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            return self._step(row, column, 1 if key == Qt.Key.Key_Tab else -1)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if FIRST <= column <= LAST:
                return self._step(row, column, 1)
            self.opened.emit(self.counts.rows[row].member)
            return True
        if self.counts.editable(row, column):
            return self._type(row, column, key, text)
        if text in {"1", "2", "3", "4"} and column in {SELF, VERDICT}:
            grade = GRADES[int(text) - 1]
            member = self.counts.rows[row].member
            (self.self_given if column == SELF else self.verdict_given).emit(member, grade.value)
            if row + 1 < self.counts.rowCount():
                self.setCurrentIndex(self.counts.index(row + 1, column))
            return True
        return False

    def _type(self, row: int, column: int, key: int, text: str) -> bool:
        before = self.counts.words(row, column)
        if text.isdecimal() and text.isascii():
            typed = text if self._fresh else before + text
            self._fresh = False
            self.counts.put(row, column, int(typed))
            return True
        if key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            left = "" if key == Qt.Key.Key_Delete or self._fresh else before[:-1]
            self._fresh = False
            self.counts.put(row, column, int(left) if left else None)
            return True
        return False

    def _step(self, row: int, column: int, by: int) -> bool:
        """To the next or last sum, over the rows of those who get no grade; at an end the keyboard goes on."""
        cells = [
            (place, one)
            for place, member in enumerate(self.counts.rows)
            if member.graded
            for one in range(FIRST, LAST + 1)
        ]
        after = [cell for cell in cells if (cell > (row, column) if by > 0 else cell < (row, column))]
        if not after:
            return False
        self.setCurrentIndex(self.counts.index(*(after[0] if by > 0 else after[-1])))
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        # Tab goes from sum to sum as in every table for figures; at its end it leaves.
        index = self.currentIndex()
        if index.isValid() and self._step(index.row(), index.column(), 1 if next else -1):
            return True
        return super().focusNextPrevChild(next)

    def _moved(self, index: Any, _before: Any) -> None:
        self._fresh = True
        if index.isValid():
            self.scrollTo(index)

    def _double(self, index: Index) -> None:
        if not FIRST <= index.column() <= LAST:
            self.opened.emit(self.counts.rows[index.row()].member)


class _Painter(QStyledItemDelegate):
    def __init__(self, table: CountsTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, _option: Any, _index: Index) -> QSize:
        return QSize(40, theme().px(28, 38))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        rect: QRect = option.rect
        model, row, column = self._table.counts, index.row(), index.column()
        one = model.rows[row]
        wrong = bool(model.problem(row))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = Tone.OVER.fill if wrong else tokens.CARD if one.graded else tokens.SUNK
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QPen(QColor(tokens.LINE2), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if FIRST <= column <= LAST:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        if column in (LAST, BLANKS):
            painter.setPen(QPen(QColor(tokens.LINE), 1))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        self._words(painter, rect, row, column, wrong=wrong)
        if self._table.currentIndex() == index and self._table.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.RED), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), 3, 3)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, row: int, column: int, *, wrong: bool) -> None:
        model, px = self._table.counts, theme().px
        one, text = model.rows[row], model.words(row, column)
        tone = tokens.INK if one.graded else tokens.INK2
        if wrong and column in {FIRST - 1, LAST + 1}:
            tone = Tone.OVER.text
        grade = one.verdict if column == VERDICT else one.self_grade if column == SELF else None
        if grade is not None:
            tone = _TONES[grade].text if column == VERDICT else tokens.INK2
        if column == VERDICT and one.verdict is not None and one.verdict_lack:
            text = f"{text} ·"
        painter.setFont(theme().font(bold=column == VERDICT and grade is not None))
        painter.setPen(QColor(tone))
        side = Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignHCenter
        box = rect.adjusted(px(14, 20) if column == NAME else px(4), 0, -px(4), 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
