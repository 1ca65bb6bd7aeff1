"""What an import would do, row by row, before it does it: 新增 · 更新 · 相同 · 要看一下, each row with a check box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dangjian_desktop.ui.components.cells import Box, Cell, Words
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.fields import Mark
from dangjian_desktop.ui.components.flow import Flow
from dangjian_desktop.ui.components.labels import Label, Role, discard
from dangjian_desktop.ui.components.table import Column, Row, Table
from dangjian_desktop.ui.components.tags import Tag
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone


class Outcome(Enum):
    """What would happen to a row: (word, tone, icon)."""

    NEW = ("新增", Tone.OK, "check")
    CHANGED = ("更新", Tone.INFO, "pencil")
    SAME = ("相同", Tone.PLAIN, "")
    LOOK = ("要看一下", Tone.OVER, "circle-alert")


_ROLES = {Outcome.NEW: Role.OK, Outcome.CHANGED: Role.INFO, Outcome.SAME: Role.MUTED, Outcome.LOOK: Role.OVER}


@dataclass(frozen=True)
class PreviewRow:
    """A row of the sheet. ``values`` in the columns' order; ``note`` says what changes or what is wrong;
    ``wrong`` are the columns (by place) that are. A row with ``blocked`` can't be ticked."""

    id: str
    values: tuple[str, ...]
    outcome: Outcome
    note: str = ""
    wrong: tuple[int, ...] = ()
    checked: bool = True
    blocked: bool = False


class ImportPreview(QWidget):
    """The summary line and the table; usable in a dialog or a page."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[PreviewRow], *, after: str = "") -> None:
        super().__init__()
        self._rows = list(rows)
        px = theme().px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        self._summary = QWidget()
        self._words = Flow(self._summary, gap=px(6), line_gap=px(2))
        outer.addWidget(self._summary)
        frame = QFrame()
        frame.setProperty("card", "true")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        shown = [Column("", 44), *columns, Column("结果", 160, stretch=2)]
        self.table = Table(shown, single_click=True)
        self.table.setProperty("bare", "true")
        self.table.setMinimumHeight(px(200))
        self.table.opened.connect(self.toggle)
        inside.addWidget(self.table)
        outer.addWidget(frame, 1)
        outer.addWidget(
            Label(after or "没有勾选的行不动。导入后可用“撤销”整批退回。不得录入国家秘密。", Role.MUTED, wrap=True)
        )
        self._show()

    @property
    def checked(self) -> list[str]:
        """The ids of the ticked rows."""
        return [row.id for row in self._rows if row.checked and not row.blocked]

    def toggle(self, id: str) -> None:
        """Tick or untick a row (click, Enter or Space)."""
        for place, row in enumerate(self._rows):
            if row.id == id and not row.blocked:
                self._rows[place] = replace(row, checked=not row.checked)
        self._show()

    def _show(self) -> None:
        counts = [(outcome, sum(1 for row in self._rows if row.outcome is outcome)) for outcome in Outcome]
        while (item := self._words.takeAt(0)) is not None:
            discard(item.widget())
        self._words.addWidget(Label(f"认出 {len(self._rows)} 行 ", Role.BOLD))
        for outcome, count in counts:
            if count:
                word, tone, icon_name = outcome.value
                if icon_name:
                    self._words.addWidget(Mark(icon_name, tone.text))
                self._words.addWidget(Label(f"{word} {count} ", _ROLES[outcome]))
        self.table.set_rows([_row(row) for row in self._rows])


def _row(row: PreviewRow) -> Row:
    word, tone, icon = row.outcome.value
    cells = [Cell.of(Box(row.checked and not row.blocked, not row.blocked))]
    for place, value in enumerate(row.values):
        wrong = place in row.wrong
        cells.append(Cell.words(value, Tone.OVER if wrong else Tone.INK, bold=wrong))
    if row.outcome is Outcome.LOOK:
        cells.append(Cell.of(Tag(row.note or word, tone, icon), tip=row.note))
    else:
        cells.append(Cell.of(Tag(word, tone), Words(row.note, Tone.PLAIN), tip=row.note))
    return Row(row.id, tuple(cells), alarm=row.outcome is Outcome.LOOK)


class ImportDialog(Dialog):
    """The preview in a dialog: 换一个文件…, 取消, 导入 n 行."""

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[PreviewRow],
        *,
        after: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "导入", parent)
        self.preview = ImportPreview(columns, rows, after=after)
        self.body.addWidget(self.preview, 1)
        self.resize(theme().px(820), theme().px(480))
        self.preview.table.table.modelReset.connect(self._count)
        self._count()

    def _count(self) -> None:
        count = len(self.preview.checked)
        self.accept_button.setText(f"导入 {count} 行" if count else "导入")
        self.accept_button.setEnabled(count > 0)
