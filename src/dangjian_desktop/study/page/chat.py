"""粘贴群聊记录: a chat of WeChat or a study platform, split by speaker and matched to members; shown, then taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dangjian_desktop.roster.names import clean_name
from dangjian_desktop.roster.reading import PersonRef
from dangjian_desktop.study.rules.chat import Said, split_chat
from dangjian_desktop.ui.components.cells import Box, Cell, Words
from dangjian_desktop.ui.components.dialogs import Dialog
from dangjian_desktop.ui.components.editors import CheckBox, LongText
from dangjian_desktop.ui.components.fields import HintLine, commit_preedit
from dangjian_desktop.ui.components.labels import Label, Role
from dangjian_desktop.ui.components.table import Column, Table, row
from dangjian_desktop.ui.theme import theme
from dangjian_desktop.ui.tokens import Tone

Spoken = Mapping[str, object]


class ChatDialog(Dialog):
    """``taken`` carries the speeches as the verb takes them, and whether to sign the speakers in."""

    taken = Signal(object, bool)

    def __init__(self, people: Sequence[PersonRef], parent: QWidget | None = None) -> None:
        super().__init__("粘贴群聊记录", "填入发言", parent)
        self._names: dict[str, list[str]] = {}
        self._labels = {ref.id: ref.label or ref.name for ref in people}
        for ref in people:
            self._names.setdefault(clean_name(ref.name), []).append(ref.id)
        self._found: tuple[Said, ...] = ()
        self._left_out: set[int] = set()
        self.setMinimumWidth(theme().px(680))
        about = "粘贴微信群或学习平台的聊天记录，按人归拢，表情、图片、撤回不要。只留下勾选的发言，原文不保存。"
        self.body.addWidget(Label(about, Role.MUTED, wrap=True))
        self.text = LongText(lines=5, most=6, placeholder="张晓梅 10-12 15:20\n窗口一次告知单还可以再短。")
        self.text.setAccessibleName("聊天记录")
        self.text.edited.connect(self._read)
        self.body.addWidget(self.text)
        self.hint = HintLine()
        self.body.addWidget(self.hint)
        self.table = Table(
            [Column("", 40), Column("群里的名字", 130), Column("对上的人", 110), Column("发言", 200, stretch=1)],
            single_click=True,
        )
        self.table.setAccessibleName("认出的发言")
        self.table.setMinimumHeight(theme().px(150))
        self.table.opened.connect(self._toggle)
        self.body.addWidget(self.table, 1)
        self.present = CheckBox("把发言的党员记为出席")
        self.present.setChecked(True)
        self.body.addWidget(self.present)
        self.text.set_raw(QGuiApplication.clipboard().text())
        self._read()
        self.text.setFocus()

    @property
    def found(self) -> tuple[Said, ...]:
        """What was recognised, ticked or not."""
        return self._found

    @property
    def chosen(self) -> list[Spoken]:
        """The ticked speeches, as the verb takes them."""
        return [_spoken(one) for place, one in enumerate(self._found) if place not in self._left_out]

    def _read(self) -> None:
        self._found = split_chat(self.text.raw(), self._names)
        self._left_out = {place for place, one in enumerate(self._found) if not one.name}
        self._show()

    def _toggle(self, id: str) -> None:
        self._left_out ^= {int(id)}
        self._show()

    def _show(self) -> None:
        self.table.set_rows(
            [
                row(
                    str(place),
                    Cell.of(Box(place not in self._left_out)),
                    one.name or "（没有名字）",
                    Cell.of(Words(self._labels[one.person], Tone.OK) if one.person else Words("没对上", Tone.DUE)),
                    Cell.words(one.points.replace("\n", " "), tip=one.points),
                )
                for place, one in enumerate(self._found)
            ]
        )
        count = len(self.chosen)
        self.accept_button.setEnabled(count > 0)
        self.accept_button.setText(f"填入 {count} 人发言" if count else "填入发言")
        unknown = sum(not one.person for one in self._found)
        if not self._found:
            self.hint.show_text("没有认出发言。" if self.text.raw().strip() else "把聊天记录粘贴到上面。")
        elif unknown:
            self.hint.show_text(f"{unknown} 个名字没有对上党员：按群里的名字填入，或点一下不要。", Role.DUE)
        else:
            self.hint.show_text("都对上了，核对后填入；填入后可以撤销。")

    def confirm(self) -> None:
        commit_preedit()
        if self.chosen:
            self.taken.emit(self.chosen, self.present.isChecked())
            self.accept()


def _spoken(one: Said) -> Spoken:
    who = {"speaker": one.person} if one.person else {"speaker_name": one.name}
    return {**who, "points": one.points}
