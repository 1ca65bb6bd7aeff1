"""The status line: when it was last saved, the last good backup, what waits to be settled, and the reminder."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from dangjian_desktop.ui import tokens
from dangjian_desktop.ui.components.attachments import SECRECY
from dangjian_desktop.ui.components.buttons import Button, Kind
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.theme import theme


class StatusLine(QStatusBar):
    """24 or 32 pixels at the bottom of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._tick = Mark("check", tokens.INK2, size=14)
        self._saved = Label("", Role.MUTED)
        self._backup = Label("", Role.MUTED)
        self.conflicts = Button("", Kind.LINK)
        self.hint = Label("", Role.MUTED)
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._tick, self._saved, self._backup, self.conflicts, self.hint):
            row.addWidget(widget)
        self._tick.hide()
        self.conflicts.hide()
        self._row = row
        right = QWidget()
        end = QHBoxLayout(right)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(theme().px(5))
        end.addWidget(Mark("lock", tokens.INK2, size=14))
        end.addWidget(Label(f"本机使用，{SECRECY}", Role.MUTED))
        self._end = end
        self.addWidget(left)
        self.addPermanentWidget(right)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        px = theme().px
        self._row.setSpacing(px(5))
        self._row.setContentsMargins(px(10, 16), 0, 0, 0)
        self._end.setContentsMargins(0, 0, px(10, 16), 0)

    def set_saved(self, at: datetime) -> None:
        """已保存 10:32."""
        self._tick.show()
        self._saved.setText(f"已保存 {at:%H:%M}　")

    def set_backup(self, words: str, *, good: bool) -> None:
        """备份 今天 08:01 完好, or what is wrong with it."""
        self._backup.setText(f"{words}　" if words else "")
        self._backup.set_role(Role.MUTED if good else Role.DUE)

    def set_conflicts(self, count: int) -> None:
        """待核对 2, a link to the list."""
        self.conflicts.setText(f"待核对 {count}")
        self.conflicts.setVisible(count > 0)
        self.conflicts.setToolTip("两个人填得不一样的地方和可能重复的记录，等人来选")

    def set_hint(self, text: str) -> None:
        """One line of help from the page shown."""
        self.hint.setText(text)

    @property
    def saved_text(self) -> str:
        return self._saved.text().strip()


def backup_words(at: datetime | None, now: datetime) -> tuple[str, bool]:
    """The words for the last good backup, and whether it is recent enough (7 days)."""
    if at is None:
        return "还没有备份", False
    days = (now.date() - at.date()).days
    when = {0: "今天", 1: "昨天"}.get(days, f"{at.month}-{at.day:02d}")
    return f"备份 {when} {at:%H:%M} 完好" + ("" if days <= 7 else f"（{days}天前，太久了）"), days <= 7
