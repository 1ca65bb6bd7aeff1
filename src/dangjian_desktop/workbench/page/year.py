"""The card 全年一张图: the year's duties by month, each cell a way to its record or to start the missing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget, QWidgetAction

from dangjian_desktop.feature import Due, DueState
from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.buttons import Button, Kind, ToolButton
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.yeargrid import CellState, YearBar, YearCell, YearGrid, YearRow
from dangjian_desktop.ui.icons import paint_icon
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.workbench.page.legend import Legend
from dangjian_desktop.workbench.reading import Activities
from dangjian_desktop.workbench.rules import GridRow, basis_lines

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
    """The grid of one year with the bar 活动多少; 依据 shows each row's article, 按小组展开 the Party groups' rows."""

    wanted = Signal(object)
    """The :class:`Due` of the cell that was pressed."""
    activity_wanted = Signal(object)
    """The :class:`Scheduled` that was chosen from a month's list."""
    year_wanted = Signal(int)
    plan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("全年一张图", parent=parent)
        self._dues: dict[str, Due] = {}
        self._rows: tuple[GridRow, ...] = ()
        self._activities = Activities()
        self._year = self._month = 0
        self.legend = Legend()
        self.head.insertWidget(2, self.legend)
        self.add_head(Label("点格子看记录或补录", Role.MUTED))
        self.plan = Button("年度计划", Kind.LINK, on=self.plan_wanted.emit)
        self.add_head(self.plan)
        self.basis = Button("依据", Kind.MENU)
        self._basis_menu = QMenu(self.basis)
        self.basis.setMenu(self._basis_menu)
        self.add_head(self.basis)
        self.groups = _FoldButton("按小组展开", on=self._unfold)
        self.add_head(self.groups)
        self.add_head(
            ToolButton("chevron-left", tip="上一年", on=lambda: self.year_wanted.emit(self._year - 1), mini=True)
        )
        self.add_head(
            ToolButton("chevron-right", tip="下一年", on=lambda: self.year_wanted.emit(self._year + 1), mini=True)
        )
        self.grid = YearGrid()
        self.grid.pressed.connect(lambda key: self.wanted.emit(self._dues[key]))
        self.grid.bar_pressed.connect(self._offer)
        self._nothing = Label("登记党员名册后，这里按月显示各项组织生活该办和已办的情况。", Role.MUTED)
        self.add(self.grid)
        self.add(self._nothing)

    def show_year(self, year: int, rows: Sequence[GridRow], activities: Activities, month: int) -> None:
        """Show these rows and bars; ``month`` is the present one, 0 in another year."""
        self._year, self._month, self._rows, self._activities = year, month, tuple(rows), activities
        self.set_title("全年一张图", str(year))
        self._dues = {cell.due.key: cell.due for line in rows for part in (line, *line.inner) for cell in part.cells}
        self.groups.setVisible(any(line.inner for line in rows))
        self._show_basis()
        self._show_rows()
        most = max(activities.counts, default=0)
        bars = [
            YearBar(count / most if most else 0.0, place in activities.rhythm.odd, f"{count} 次活动")
            for place, count in enumerate(activities.counts, 1)
        ]
        self.grid.set_bars("活动多少", bars if rows else (), activities.rhythm.sentence)
        self.grid.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    @property
    def basis_words(self) -> list[str]:
        """What 依据 shows, line by line."""
        return [f"{label} {basis}" for label, basis in basis_lines(self._rows)]

    def _fit(self) -> None:
        super()._fit()
        px = theme().px
        self.body.setContentsMargins(px(14, 20), 0, px(14, 20), px(4, 16))

    def _show_rows(self) -> None:
        lines = []
        for line in self._rows:
            lines.append(_row(line))
            if self.groups.isChecked():
                lines += [_row(part, inner=True) for part in line.inner]
        self.grid.set_rows(lines, month=self._month)

    def _unfold(self) -> None:
        unfolded = self.groups.isChecked()
        self.groups.setText("按小组收起" if unfolded else "按小组展开")
        self._show_rows()

    def _show_basis(self) -> None:
        self._basis_menu.clear()
        sheet = QWidget()
        table = QGridLayout(sheet)
        px = theme().px
        table.setContentsMargins(px(14), px(8), px(14), px(8))
        table.setHorizontalSpacing(px(16))
        table.setVerticalSpacing(px(5))
        for place, (label, basis) in enumerate(basis_lines(self._rows)):
            table.addWidget(Label(label), place, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(Label(basis, Role.GOLD), place, 1)
        action = QWidgetAction(self._basis_menu)
        action.setDefaultWidget(sheet)
        self._basis_menu.addAction(action)
        self.basis.setVisible(bool(self._rows))

    def _offer(self, month: int) -> None:
        """List what was held in a month; each entry opens its record."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        held = sorted(self._activities.months[month - 1], key=lambda one: (one.day is None, one.day, one.title))
        for one in held:
            when = f"{one.day.month}-{one.day.day:02d}　" if one.day else ""
            words = f"{when}{one.title}".replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda _checked=False, one=one: self.activity_wanted.emit(one))
        bar = self.grid.bar(month)
        menu.popup(bar.mapToGlobal(bar.rect().bottomLeft()))


class _FoldButton(Button):
    """A button that stays down while something is unfolded; its arrow says which way the next press goes."""

    def __init__(self, text: str, on: Callable[[], object]) -> None:
        super().__init__(text, Kind.MENU, on=on)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme().px(14)
        painter = QPainter(self)
        box = QRectF(self.width() - side - theme().px(5), (self.height() - side) / 2, side, side)
        paint_icon(painter, box, "chevron-up" if self.isChecked() else "chevron-down", tokens.INK2)
        painter.end()


def _row(line: GridRow, *, inner: bool = False) -> YearRow:
    cells = (
        YearCell(
            cell.due.key, cell.months, _STATES[cell.state], cell.text.replace("·", ""), tip=cell.says, share=cell.share
        )
        for cell in line.cells
    )
    return YearRow(line.label, tuple(cells), inner)
