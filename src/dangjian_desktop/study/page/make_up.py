"""补课 in bulk: of one member all sessions missed, or of one session all who were away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.store import Transaction
from dangjian_desktop.study.inputs import MakeUp
from dangjian_desktop.study.service.attendance import make_up_study
from dangjian_desktop.ui.components.cells import Box, Cell
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import Combo, DateEdit
from dangjian_desktop.ui.components.fields import Field, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.context import WindowContext
from dangjian_desktop.ui.theme import theme

HOWS = ("看录像", "送学上门", "自学材料", "集中补课")


@dataclass(frozen=True)
class Missed:
    """One line: somebody and the session they missed."""

    session: str
    member: str
    words: str
    detail: str = ""


class MakeUpDialog(Dialog):
    """Lines to tick, the day and the way; all of them become one step."""

    def __init__(
        self, context: WindowContext, title: str, lines: Sequence[Missed], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, "登记补课", parent)
        self._context = context
        self._lines = tuple(lines)
        self._left_out: set[int] = set()
        self.setMinimumWidth(theme().px(520))
        self.table = Table([Column("", 40), Column("", 220, stretch=1), Column("", 120)], single_click=True)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName("要补的")
        self.table.setMinimumHeight(theme().px(110))
        self.table.opened.connect(self._toggle)
        self.body.addWidget(self.table, 1)
        self.day = Field("补课日期", DateEdit(lambda: context.today), name="day")
        self.day.set_value(context.today)
        self.how = Field("补课方式", Combo([(one, one) for one in HOWS], free=True), name="how")
        line = QHBoxLayout()
        line.setSpacing(theme().px(14))
        line.addWidget(self.day, 1)
        line.addWidget(self.how, 1)
        self.body.addLayout(line)
        self._wrong = Label("", Role.OVER, wrap=True)
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        self.finished.connect(self.deleteLater)
        self._show()
        self.accept_button.setFocus()

    def _toggle(self, id: str) -> None:
        self._left_out ^= {int(id)}
        self._show()

    def _show(self) -> None:
        self.table.set_rows(
            [
                row(str(place), Cell.of(Box(place not in self._left_out)), one.words, one.detail)
                for place, one in enumerate(self._lines)
            ]
        )
        count = len(self._lines) - len(self._left_out)
        self.accept_button.setText(f"登记补课 {count}" if count else "登记补课")
        self.accept_button.setEnabled(count > 0)

    def confirm(self) -> None:
        commit_preedit()
        if not self.day.check():
            return
        day, how = self.day.value(), str(self.how.value() or "")
        if day is None:
            self.day.set_error("请填补课日期。")
            return
        chosen: dict[str, list[str]] = {}
        for place, one in enumerate(self._lines):
            if place not in self._left_out:
                chosen.setdefault(one.session, []).append(one.member)

        def work(tx: Transaction) -> int:
            inputs = [MakeUp(session, tuple(people), day, how) for session, people in chosen.items()]
            done = sum([make_up_study(tx, one) for one in inputs])
            if len(chosen) > 1:
                tx.label = f"补课{done}人次"
            return done

        self._context.write("补课", "make_up_study", work, lambda _done: self.accept(), self._refuse, owner=self)

    def _refuse(self, error: Refused) -> None:
        self._wrong.setText(str(error))
        self._wrong.show()
