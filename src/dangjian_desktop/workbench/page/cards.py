"""The card 现在该做: what presses, by urgency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dangjian_desktop.feature import Due, DueState, Scheduled
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag, overdue, soon, today
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone
from dangjian_desktop.workbench.page.coming import ComingLine
from dangjian_desktop.workbench.rules import distance

ROW = (31, 44)
"""The height of a row in both densities."""
ROWS = (5, 6)
"""How many are seen without scrolling, in both densities."""
LEAST = 4
"""So many where the year's grid needs the room."""
_COLUMNS = (Column("", width=134), Column("", stretch=1), Column("", width=104, right=True), Column("", width=76))
_TITLE = 1


class TodoCard(Card):
    """What is to be done now, by urgency; a row or its button opens the record or starts the missing one."""

    wanted = Signal(object)
    """The :class:`Due` that somebody wants to see to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._rows = ROWS[0]
        super().__init__("现在该做", flush=True, parent=parent)
        self._dues: dict[str, Due] = {}
        self.table = Table(_COLUMNS, row_height=ROW, single_click=True)
        self.table.horizontalHeader().hide()
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setAccessibleName("现在该做")
        self._nothing = _nothing("眼下没有到期的事。", "快到期的会自动排到这里，做完自动移走。")
        self.add(self.table, 1)
        self.add(self._nothing, 1)
        self.coming = ComingLine()
        self.add(self.coming)
        self.table.opened.connect(self._want)
        self.table.button_pressed.connect(lambda key, _button: self._want(key))

    def show_dues(self, dues: Sequence[Due], day: date, coming: Sequence[Scheduled] = ()) -> None:
        """Show these duties as they stand on ``day``; the first that is to be made up for has the red button.

        ``coming`` is what is planned for the next two weeks.
        """
        self.coming.show_items(coming)
        self._dues = {due.key: due for due in dues}
        self.set_title("现在该做", str(len(dues)) if dues else "")
        first = next((due.key for due in dues if due.state is DueState.OVERDUE and due.start is not None), "")
        self.table.set_rows([_due_row(due, day, primary=due.key == first) for due in dues])
        for place, due in enumerate(dues):
            if not _when(due):
                self.table.setSpan(place, _TITLE, 1, 2)
        self.table.setVisible(bool(dues))
        self._nothing.setVisible(not dues)

    def _fit(self) -> None:
        super()._fit()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.setMinimumHeight(self.height_of(self._rows))

    @staticmethod
    def height_of(rows: int) -> int:
        """How high the card is with so many rows."""
        px = theme().px
        return px(34, 52) + rows * px(*ROW) + px(2, 6) + 2

    def show_rows(self, rows: int) -> None:
        """See at least so many rows without scrolling."""
        self._rows = rows
        self._fit()

    def _want(self, key: str) -> None:
        self.wanted.emit(self._dues[key])


def _nothing(sentence: str, reason: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    side = theme().px(14, 20)
    column.setContentsMargins(side, theme().px(6), side, theme().px(10))
    column.setSpacing(theme().px(4))
    column.addWidget(Label(sentence, Role.BOLD))
    column.addWidget(Label(reason, Role.MUTED, wrap=True))
    column.addStretch(1)
    return holder


def _due_row(due: Due, day: date, *, primary: bool) -> Row:
    starts = due.start is not None
    word = ("补开" if due.state is DueState.OVERDUE else "去办") if starts else "打开"
    tip = due.basis and f"依据：{due.basis}"
    return row(
        due.key,
        Cell.of(_tag(due, day)),
        Cell.of(Words(_title(due), bold=due.state is not DueState.SOON), tip=tip),
        Cell.words(_when(due), Tone.PLAIN, tip=tip),
        Cell.of(buttons=(RowButton("go", word, primary=primary),)),
    )


def _when(due: Due) -> str:
    return f"应于 {due.due.month}-{due.due.day} 前" if due.row and due.state is not DueState.TODAY else ""


def _title(due: Due) -> str:
    return f"{due.title} 未开" if due.row and due.state is DueState.OVERDUE and due.start else due.title


def _tag(due: Due, day: date) -> Tag:
    words = distance(due, day)
    if due.state is DueState.OVERDUE:
        return overdue(words)
    if due.state is DueState.TODAY:
        return today(words)
    return soon(words) if (due.due - day).days <= 3 else Tag(words)
