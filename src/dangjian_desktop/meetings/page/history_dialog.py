"""修改历史: each action with its time, author and what it changed from and to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dangjian_desktop.store.history import HistoryLine
from dangjian_desktop.ui.components.card import Card
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role, rule
from dangjian_desktop.ui.theme import theme

_SHOWN = 80


class HistoryDialog(Dialog):
    """The lines newest first; a scrolling list."""

    def __init__(self, lines: Sequence[HistoryLine], parent: QWidget | None = None) -> None:
        super().__init__("修改历史", "关闭", parent, cancel="")
        self.resize(theme().px(680), theme().px(420))
        self.body.addWidget(Label(f"共 {len(lines)} 次改动，最近的在前", Role.MUTED))
        card = Card()
        for number, line in enumerate(lines[:_SHOWN]):
            if number:
                card.add(rule())
            card.add(_line(line))
        host = QWidget()
        host.setObjectName("body")
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(host)
        self.body.addWidget(scroll, 1)


def _line(line: HistoryLine) -> QWidget:
    host = QWidget()
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().px(2))
    who = "　".join(part for part in (f"{line.at:%Y-%m-%d %H:%M}", line.author, line.device) if part)
    column.addWidget(Label(line.label, Role.BOLD, wrap=True))
    late = "　（从别的电脑带来）" if line.arrived else ""
    column.addWidget(Label(who + late, Role.MUTED))
    for change in line.changes[:12]:
        words = f"{change.label}：{_short(change.old)} → {_short(change.new)}"
        column.addWidget(Label(words, Role.MUTED, wrap=True))
    if len(line.changes) > 12:
        column.addWidget(Label(f"等 {len(line.changes)} 处", Role.MUTED))
    return host


def _short(text: str | None) -> str:
    if not text:
        return "（空）"
    return text if len(text) <= 60 else text[:60] + "…"
