"""The tally as it is being typed: four sums for each member, checked while they are entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.appraisal.reading import AppraisalRow
from dangjian_desktop.appraisal.rules.ballots import Counts, blanks, count_problem
from dangjian_desktop.appraisal.rules.grades import Grade

Index = QModelIndex | QPersistentModelIndex
NAME, FIRST, LAST, TOTAL, BLANKS, SELF, VERDICT, FEEDBACK = 0, 1, 4, 5, 6, 7, 8, 9
TITLES = ("姓名", *(grade.label for grade in Grade), "合计", "未划", "自评", "评定", "反馈")
GRADES = tuple(Grade)
MOST = 9999
Sums = tuple[int | None, ...]


class CountsModel(QAbstractTableModel):
    """Rows of members; what was typed and not yet saved lies over what is kept."""

    typed = Signal()
    """Something was typed or pasted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[AppraisalRow, ...] = ()
        self.returned: int | None = None
        self.pending: dict[str, Sums] = {}

    def set_rows(self, rows: Sequence[AppraisalRow]) -> None:
        """Show the members as they are kept; what was typed over them stays until it is the same."""
        if [row.member for row in rows] == [row.member for row in self.rows]:
            self.rows = tuple(rows)
            self._forget_saved()
            self._all_changed()
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self._forget_saved()
        self.endResetModel()

    def _forget_saved(self) -> None:
        kept = {row.member: _sums(row.counts) for row in self.rows if row.graded}
        self.pending = {
            member: sums for member, sums in self.pending.items() if member in kept and kept[member] != sums
        }

    def _all_changed(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, FEEDBACK))

    def set_returned(self, returned: int | None) -> None:
        """So many ballots came back; every row is checked against it."""
        if returned != self.returned:
            self.returned = returned
            self._all_changed()

    def restore(self, pending: Mapping[str, Sequence[int | None]]) -> None:
        """Lay over what was typed in an earlier sitting."""
        graded = {row.member for row in self.rows if row.graded}
        self.pending = {member: tuple(sums) for member, sums in pending.items() if member in graded}
        self._forget_saved()
        self._all_changed()

    def counts(self, row: int) -> Counts:
        """A member's sums as they stand on the screen."""
        one = self.rows[row]
        return Counts(*self.pending[one.member]) if one.member in self.pending else one.counts

    def all_counts(self) -> dict[str, Counts]:
        """The sums of everybody who gets a grade, as far as anything was entered or is being cleared."""
        found = {row.member: self.counts(place) for place, row in enumerate(self.rows) if row.graded}
        return {member: counts for member, counts in found.items() if counts.entered or member in self.pending}

    def editable(self, row: int, column: int) -> bool:
        """Whether a sum can be typed there."""
        return FIRST <= column <= LAST and self.rows[row].graded

    def put(self, row: int, column: int, value: int | None) -> None:
        """Type a sum."""
        if not self.editable(row, column):
            return
        sums = list(_sums(self.counts(row)))
        sums[column - FIRST] = None if value is None else min(value, MOST)
        self.pending[self.rows[row].member] = tuple(sums)
        self._forget_saved()
        self.dataChanged.emit(self.index(row, NAME), self.index(row, BLANKS))
        self.typed.emit()

    def problem(self, row: int) -> str:
        """What is wrong with a member's sums, or ""."""
        return count_problem(self.counts(row), self.returned) if self.rows[row].graded else ""

    # -- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        one = self.rows[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.problem(row) or one.reason or (one.verdict_lack if column == VERDICT else "") or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.name}，{TITLES[column]}：{self.words(row, column) or '空'}"
        return None

    def words(self, row: int, column: int) -> str:
        """What a cell shows."""
        one, counts = self.rows[row], self.counts(row)
        if column == NAME:
            return one.name
        if FIRST <= column <= LAST:
            value = counts.of(GRADES[column - FIRST]) if one.graded else None
            return "—" if not one.graded else "" if value is None else str(value)
        if column == TOTAL:
            return str(counts.total) if one.graded and counts.entered else ""
        if column == BLANKS:
            left = blanks(counts, self.returned) if one.graded else None
            return "" if left is None else str(left)
        if column == SELF:
            return one.self_grade.label if one.self_grade else ""
        if column == VERDICT:
            return one.verdict.label if one.verdict else "" if one.graded else "不定等次"
        return f"{one.feedback_on.month}-{one.feedback_on.day:02d}" if one.feedback_on else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == NAME else Qt.AlignmentFlag.AlignHCenter
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def _sums(counts: Counts) -> Sums:
    return tuple(counts.of(grade) for grade in GRADES)
