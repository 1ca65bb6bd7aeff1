"""The dialog of 粘贴整篇记录: text in, proposals out, Enter confirms."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dangjian_desktop.meetings.page.pasting import Proposal, proposals
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import LongText
from dangjian_desktop.ui.components.fields import HintLine, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.theme import theme


class PasteDialog(Dialog):
    """``taken`` carries the proposals the user confirmed."""

    taken = Signal(object)

    def __init__(self, people: Sequence[PersonRef], parent: QWidget | None = None) -> None:
        super().__init__("粘贴整篇记录", "填入发言", parent)
        self._people = tuple(people)
        self._found: tuple[Proposal, ...] = ()
        self.setMinimumWidth(theme().px(640))
        about = "粘贴 Word、WPS 里的记录或群聊，按“姓名：发言”认出每个人说的话。"
        self.body.addWidget(Label(about, Role.MUTED, wrap=True))
        self.text = LongText(lines=6, most=8, placeholder="李卫国：……\n陈静：……")
        self.text.setAccessibleName("整篇记录")
        self.text.edited.connect(self._read)
        self.body.addWidget(self.text)
        self.hint = HintLine()
        self.body.addWidget(self.hint)
        self.table = Table([Column("发言人", width=110), Column("发言要点", stretch=1)])
        self.table.setMinimumHeight(theme().px(150))
        self.body.addWidget(self.table)
        text = QGuiApplication.clipboard().text()
        self.text.set_raw(text)
        self._read()
        self.text.setFocus()

    @property
    def found(self) -> tuple[Proposal, ...]:
        """What was recognised."""
        return self._found

    def _read(self) -> None:
        self._found = proposals(self.text.raw(), self._people)
        self.table.set_rows(
            [
                row(str(place), one.name or "（未认出）", one.points.replace("\n", " "))
                for place, one in enumerate(self._found)
            ]
        )
        self.accept_button.setEnabled(bool(self._found))
        self.accept_button.setText(f"填入 {len(self._found)} 条发言" if self._found else "填入发言")
        unknown = sum(not one.person for one in self._found)
        if not self._found:
            self.hint.show_text("还没有可以填入的内容。" if not self.text.raw().strip() else "没有认出发言。")
        elif unknown:
            self.hint.show_text(f"{unknown} 段没有认出发言人，填入后请补上姓名。", Role.DUE)
        else:
            self.hint.show_text("都认出来了，请核对后填入；填入后可以撤销。")

    def confirm(self) -> None:
        commit_preedit()
        if self._found:
            self.taken.emit(self._found)
            self.accept()
