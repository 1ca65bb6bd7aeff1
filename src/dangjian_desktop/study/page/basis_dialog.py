"""依据 of the hours: each rule with its figure, the regulation it comes from, and how far that was checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from dangjian_desktop.study.reading.hours_table import Basis
from dangjian_desktop.ui.components.cells import Cell
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

NOTES = (
    "年中转入转出、任职离任的，按在支部的月份折算。一段时间只计一次：会议里的学习和单独的学习重叠时，不重复计。"
    "缺席后补课的计学时，不计参加率。"
)


class BasisDialog(Dialog):
    """The rules as a table, then how they are applied."""

    def __init__(self, bases: Sequence[Basis], parent: QWidget | None = None) -> None:
        super().__init__("学时怎样算", "知道了", parent, cancel="", primary=False)
        self.resize(theme().px(860), theme().px(340))
        columns = (
            Column("规定", 190, stretch=1),
            Column("多少", 76, right=True),
            Column("依据", 250, stretch=2),
            Column("核对到什么程度", 190, stretch=1),
        )
        self.table = Table(columns)
        self.table.setAccessibleName("学时的依据")
        self.table.set_rows(
            [
                row(
                    str(place),
                    Cell.words(one.title, tip=one.title),
                    one.figure,
                    Cell.words(one.basis, Tone.GOLD, tip=one.basis),
                    Cell.words(one.confidence, Tone.PLAIN, tip=one.confidence),
                )
                for place, one in enumerate(bases)
            ]
        )
        self.body.addWidget(self.table, 1)
        self.notes = Label(NOTES, Role.MUTED, wrap=True)
        self.body.addWidget(self.notes)
        self.finished.connect(self.deleteLater)
