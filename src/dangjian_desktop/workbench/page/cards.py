"""The two cards on top: 现在该做 and 最近改动."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dangjian_desktop.feature import Due, DueState
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.cells import Cell, RowButton, Words
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.components.tags import Tag, overdue, soon, today
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone
from dangjian_desktop.workbench.reading import Recent
from dangjian_desktop.workbench.rules import distance

_ROW = (38, 44)


class TodoCard(Card):
    """What is to be done now, by urgency; a row or its button opens the record or starts the missing one."""

    wanted = Signal(object)
    """The :class:`Due` that somebody wants to see to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("现在该做", flush=True, parent=parent)
        self._dues: dict[str, Due] = {}
        self.table = _table((Column("", width=118), Column("", stretch=1), _BUTTONS))
        self.table.setAccessibleName("现在该做")
        self._nothing = _nothing("眼下没有到期的事。", "快到期的会自动排到这里，做完自动移走。")
        self.add(self.table, 1)
        self.add(self._nothing, 1)
        self.table.opened.connect(self._want)
        self.table.button_pressed.connect(lambda key, _button: self._want(key))

    def show_dues(self, dues: Sequence[Due], day: date) -> None:
        """Show these duties as they stand on ``day``."""
        self._dues = {due.key: due for due in dues}
        self.set_title("现在该做", str(len(dues)) if dues else "")
        self.table.set_rows([_due_row(due, day) for due in dues])
        self.table.setVisible(bool(dues))
        self._nothing.setVisible(not dues)

    def _want(self, key: str) -> None:
        self.wanted.emit(self._dues[key])


class RecentCard(Card):
    """What was changed last; a row opens it."""

    wanted = Signal(object)
    """The :class:`Recent` that somebody wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("最近改动", flush=True, parent=parent)
        self._lines: dict[str, Recent] = {}
        self.table = _table((Column("", width=64), Column("", stretch=1)))
        self.table.setAccessibleName("最近改动")
        self._nothing = _nothing("还没有任何记录。", "在“会议”里新建一次会议，或在“党员”里登记名册，就会记在这里。")
        self.add(self.table, 1)
        self.add(self._nothing, 1)
        self.table.opened.connect(lambda key: self.wanted.emit(self._lines[key]))

    def show_lines(self, lines: Sequence[Recent], now: datetime) -> None:
        """Show these changes, the newest first."""
        self._lines = {line.record: line for line in lines}
        self.table.set_rows([_recent_row(line, now) for line in lines])
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)


_BUTTONS = Column("", width=92, right=True)


def _table(columns: tuple[Column, ...]) -> Table:
    table = Table(columns, row_height=_ROW, single_click=True)
    table.horizontalHeader().hide()
    table.setFrameShape(QFrame.Shape.NoFrame)
    return table


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


def _due_row(due: Due, day: date) -> Row:
    tag = _tag(due, day)
    starts = due.start is not None
    word = ("补开" if due.state is DueState.OVERDUE else "去办") if starts else "打开"
    when = f"应于 {due.due.month}-{due.due.day} 前" if due.row and due.state is not DueState.TODAY else ""
    return row(
        due.key,
        Cell.of(tag),
        Cell.of(
            Words(_title(due), bold=due.state is not DueState.SOON),
            *((Words(when, Tone.PLAIN),) if when else ()),
            tip=due.basis and f"依据：{due.basis}",
        ),
        Cell.of(buttons=(RowButton("go", word, primary=starts and due.state is DueState.OVERDUE),)),
    )


def _title(due: Due) -> str:
    return f"{due.title} 未开" if due.row and due.state is DueState.OVERDUE and due.start else due.title


def _tag(due: Due, day: date) -> Tag:
    words = distance(due, day)
    if due.state is DueState.OVERDUE:
        return overdue(words)
    if due.state is DueState.TODAY:
        return today(words)
    return soon(words) if (due.due - day).days <= 3 else Tag(words)


def _recent_row(line: Recent, now: datetime) -> Row:
    when = f"{line.at:%H:%M}" if line.at.date() == now.date() else f"{line.at.month}-{line.at.day}"
    detail = line.label.replace(line.title, "").strip()
    return row(line.record, Cell.words(when, Tone.PLAIN), Cell.of(Words(line.title), Words(detail, Tone.PLAIN)))
