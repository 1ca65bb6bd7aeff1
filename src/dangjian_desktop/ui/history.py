"""字段历史: who changed what in a record, when, on which PC; private values stay masked."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.store import Store
from dangjian_desktop.store.history import HistoryLine
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import ElidedLabel, Label, Role, discard
from dangjian_desktop.ui.components.tags import Tag, TagLabel
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

LONGEST = 120
"""Characters of a value shown in a line; the whole value is its tool tip."""


def when(at: datetime, now: datetime) -> str:
    """A moment as history shows it: 今天 10:32, 10-12 10:32, 2025-10-12 10:32."""
    days = (now.date() - at.date()).days
    if days in {0, 1}:
        return f"{('今天', '昨天')[days]} {at:%H:%M}"
    return f"{at.month}-{at.day:02d} {at:%H:%M}" if at.year == now.year else f"{at:%Y-%m-%d %H:%M}"


def shown_value(value: str | None) -> str:
    """A value in one line; 空 for none."""
    if value is None or value == "":
        return "（空）"
    line = " ".join(value.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class HistoryView(QWidget):
    """The lines of one record, the newest first."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(8))
        self.lines = 0

    def show_record(self, record: str) -> None:
        """Read and show the history of a record."""

        def read(store: Store) -> list[HistoryLine]:
            return list(store.history(record))

        self._context.with_store(read, self._show, owner=self, key="history")

    def _show(self, lines: list[HistoryLine]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if not item.isEmpty():
                discard(item.widget())
        self.lines = len(lines)
        now = self._context.clock()
        for line in lines:
            self._column.addWidget(self._line(line, now))
        if not lines:
            self._column.addWidget(Label("这条记录还没有改动。", Role.MUTED))
        self._column.addStretch(1)

    def _line(self, line: HistoryLine, now: datetime) -> Card:
        who = "　".join(part for part in (when(line.at, now), line.author, line.device) if part)
        card = Card(line.label or "改动", who)
        if line.arrived is not None:
            card.add_head(TagLabel(Tag(f"{when(line.arrived, now)} 导入", Tone.INFO)))
        if line.late:
            card.add_head(TagLabel(Tag("晚到", Tone.DUE)))
        for change in line.changes:
            words = ElidedLabel(f"{change.label}：{shown_value(change.old)} → {shown_value(change.new)}")
            words.setToolTip(f"原来：{change.old or '（空）'}\n现在：{change.new or '（空）'}")
            card.add(words)
        return card


class HistoryDialog(Dialog):
    """The history of one record in a dialog."""

    def __init__(self, context: WindowContext, record: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(f"改动记录：{title}", "关闭", parent, cancel="", primary=False)
        self.view = HistoryView(context)
        self.view.setObjectName("body")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.view)
        self.body.addWidget(area, 1)
        self.resize(theme().px(720), theme().px(460))
        self.view.show_record(record)


def show_history(context: WindowContext, record: str, title: str, parent: QWidget) -> HistoryDialog:
    """Open the history of a record over ``parent``."""
    dialog = HistoryDialog(context, record, title, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
