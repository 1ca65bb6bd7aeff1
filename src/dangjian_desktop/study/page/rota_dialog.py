"""排下半年轮讲: who lectures on what and why, proposed by month; changed, ticked, taken in as one step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QMenu, QWidget

from dangjian_desktop.study.inputs import Lecture
from dangjian_desktop.study.reading.rota_half import Half
from dangjian_desktop.study.reading.rota_view import Planned
from dangjian_desktop.ui.components.cells import Box, Cell, RowButton, Words
from dangjian_desktop.ui.components.dialogs import Dialog, ReasonDialog
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Row, Table, row
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

OTHER, TITLE = "other", "title"
_SHOWN = 12
"""How many people 换一位 offers."""


class RotaDialog(Dialog):
    """``chosen`` is what was ticked, as the verb takes it; ``menu`` and ``asking`` are opened last, for tests."""

    def __init__(self, half: Half, parent: QWidget | None = None) -> None:
        super().__init__(f"排{half.year}年{half.words}轮讲", "排上", parent)
        self.lectures = list(half.lectures)
        self.menu: QMenu | None = None
        self.asking: ReasonDialog | None = None
        self.resize(theme().px(920), theme().px(400))
        about = "没讲过的先讲，会讲这个题目的优先，谁也不会连讲两次。没有轮讲的月份要加就勾上；排好后还可以换人、对调。"
        self.body.addWidget(Label(about, Role.MUTED, wrap=True))
        columns = (
            Column("", 40),
            Column("月", 50),
            Column("题目", 180, stretch=2),
            Column("轮讲人", 84),
            Column("为什么", 190, stretch=3),
            Column("", 150),
        )
        self.table = Table(columns, single_click=True)
        self.table.setAccessibleName("排好的轮讲")
        self.table.opened.connect(self._toggle)
        self.table.button_pressed.connect(self._pressed)
        self.body.addWidget(self.table, 1)
        self.warning = Label("", Role.DUE, wrap=True)
        self.body.addWidget(self.warning)
        self._show()
        self.table.setFocus()

    @property
    def chosen(self) -> tuple[Lecture, ...]:
        """What was ticked."""
        return tuple(
            Lecture(one.member, one.item, None if one.item else one.month, one.content, one.topic, one.reason)
            for one in self.lectures
            if one.chosen
        )

    def _place(self, key: str) -> int:
        return next(place for place, one in enumerate(self.lectures) if one.key == key)

    def _toggle(self, key: str) -> None:
        place = self._place(key)
        self.lectures[place] = replace(self.lectures[place], chosen=not self.lectures[place].chosen)
        self._show()

    def _pressed(self, key: str, button: str) -> None:
        if button == OTHER:
            self._offer(key)
        else:
            self._ask_title(key)

    def _offer(self, key: str) -> None:
        one = self.lectures[self._place(key)]
        menu = QMenu(self)
        for candidate in one.candidates[:_SHOWN]:
            if candidate.member != one.member:
                action = menu.addAction(f"{candidate.name}　{candidate.reason}")
                action.triggered.connect(lambda _checked=False, who=candidate.member: self.give(key, who))
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        place = self.table.button_rect(key, OTHER)
        menu.popup(self.table.viewport().mapToGlobal(place.bottomLeft()))

    def give(self, key: str, member: str) -> None:
        """Somebody else lectures."""
        place = self._place(key)
        self.lectures[place] = self.lectures[place].given_to(member)
        self._show()

    def _ask_title(self, key: str) -> None:
        one = self.lectures[self._place(key)]
        dialog = ReasonDialog(f"{one.month}月的题目", "", "就讲这个", label="题目", value=one.content, parent=self)
        dialog.accepted.connect(lambda: self._retitle(key, dialog.reason))
        dialog.finished.connect(dialog.deleteLater)
        self.asking = dialog
        dialog.open()

    def _retitle(self, key: str, title: str) -> None:
        place = self._place(key)
        words = " ".join(title.split())
        self.lectures[place] = replace(self.lectures[place], content=words, chosen=True)
        self._show()

    def _show(self) -> None:
        self.table.set_rows([_row(one) for one in self.lectures])
        count = len(self.chosen)
        self.accept_button.setText(f"排上 {count} 讲" if count else "排上")
        self.accept_button.setEnabled(count > 0)
        names = [one.name for one in self.lectures if one.chosen]
        twice = dict.fromkeys(name for name in names if names.count(name) > 1)
        self.warning.setText(f"{'、'.join(twice)}排了不止一次。" if twice else "")
        self.warning.setVisible(bool(twice))


def _row(one: Planned) -> Row:
    tone = Tone.INK if one.chosen else Tone.PLAIN
    about = "" if one.item else "选题建议；" if one.topic else "这个月没有轮讲；"
    buttons = (RowButton(OTHER, "换一位"),) if one.item else (RowButton(TITLE, "改题目"), RowButton(OTHER, "换一位"))
    return row(
        one.key,
        Cell.of(Box(one.chosen)),
        f"{one.month}月",
        Cell.words(one.content, tone, tip=one.content),
        Cell.words(one.name, tone, bold=one.chosen),
        Cell.of(Words(f"{about}{one.reason}", Tone.PLAIN), tip=f"{about}{one.reason}"),
        Cell.of(buttons=buttons),
    )
