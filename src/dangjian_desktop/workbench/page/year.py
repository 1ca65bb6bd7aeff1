"""The card 全年一张图: the year's duties by month, each cell a way to its record or to start the missing one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dangjian_desktop.feature import Due, DueState
from dangjian_desktop.ui.components.buttons import ToolButton
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.yeargrid import CellState, YearCell, YearGrid, YearRow
from dangjian_desktop.workbench.rules import GridRow

_STATES = {
    DueState.DONE: CellState.DONE,
    DueState.TODAY: CellState.TODAY,
    DueState.PLANNED: CellState.PLANNED,
    DueState.SOON: CellState.SOON,
    DueState.OVERDUE: CellState.MISSING,
    DueState.UPCOMING: CellState.TO_COME,
    DueState.NOT_APPLICABLE: CellState.NOT_REQUIRED,
}


class YearCard(Card):
    """The grid of one year, with buttons to turn to another."""

    wanted = Signal(object)
    """The :class:`Due` of the cell that was pressed."""
    year_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("全年一张图", parent=parent)
        self._dues: dict[str, Due] = {}
        self._year = 0
        self.add_head(Label("点格子看记录或补录", Role.MUTED))
        self.add_head(
            ToolButton("chevron-left", tip="上一年", on=lambda: self.year_wanted.emit(self._year - 1), mini=True)
        )
        self.add_head(
            ToolButton("chevron-right", tip="下一年", on=lambda: self.year_wanted.emit(self._year + 1), mini=True)
        )
        self.grid = YearGrid()
        self.grid.pressed.connect(lambda key: self.wanted.emit(self._dues[key]))
        self._nothing = Label("登记党员名册后，这里按月显示各项组织生活该办和已办的情况。", Role.MUTED)
        self.add(self.grid)
        self.add(self._nothing)

    def show_year(self, year: int, rows: Sequence[GridRow], month: int) -> None:
        """Show these rows; ``month`` is the present one, 0 in another year."""
        self._year = year
        self.set_title("全年一张图", str(year))
        self._dues = {cell.due.key: cell.due for line in rows for cell in line.cells}
        self.grid.set_rows([_row(line) for line in rows], month=month)
        self.grid.setVisible(bool(rows))
        self._nothing.setVisible(not rows)


def _row(line: GridRow) -> YearRow:
    cells = (
        YearCell(cell.due.key, cell.months, _STATES[cell.state], cell.text.replace("·", ""), tip=cell.says)
        for cell in line.cells
    )
    return YearRow(line.label, tuple(cells))
